"""Whom a speaker speaks for: from the byline, then from the words of the statement.

What the byline says comes first. Without it a country is represented only where it speaks as
itself in the text ("China will continue to strengthen its support", "my country, Peru") clearly
more than any other; a group, where only one is spoken for. Unknown is None, never a guess.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product, zip_longest

from statements.ingest.document import Byline
from statements.ingest.offices import heads_an_organization
from statements.recognition.claims import claim
from statements.recognition.gazetteer import Recognizer
from statements.recognition.spans import EntityRef, Span

_OPENING_PARAGRAPHS = 8
_LONGEST_SENTENCE = 500
_LEAST_CLAIM = 4
# In a short text one usual phrase is enough, where nobody else claims anything.
_LEAST_CLAIM_WHEN_SHORT, _SHORT = 2, 8_000
# The represented one must claim this many times as much as the next.
_MARGIN = 3

_NOBODY: tuple[tuple[EntityRef | None, int], ...] = ((None, 0), (None, 0))

_ON_BEHALF = re.compile(
    r"\bon\s+behalf\s+of\s+(?:the\s+)?"
    r"(?:(?:\w+\s+)?(?:\(\d+\)\s+)?(?:members?\s+)?(?:states|countries|nations|members)\s+"
    r"of\s+(?:the\s+)?)?$",
    re.IGNORECASE,
)
_NEXT_GROUP = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:,|,?\s*and|,?\s+as\s+well\s+as)\s+(?:of\s+)?(?:the\s+)?", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?;:]\s")
# "We align ourselves with the statement made on behalf of the Group": another one speaks for it.
_OTHERS_SPEAK = re.compile(
    r"\b(?:align|associat|endors|subscrib|support|echo|welcom|thank|congratulat|refer)\w*"
    r"|\b(?:made|delivered|given|presented|read\s+out|spoken?|introduced)\s+(?:\w+\s+)?by\b"
    r"|\bthe\s+(?:\w+\s+){0,2}(?:statement|remarks)\s+(?:\w+\s+){0,3}(?:made|delivered|given)\b",
    re.IGNORECASE,
)
# "Your tireless work on behalf of the Organization" is not speaking for it.
_WORKS_FOR = re.compile(
    r"\b(?:work|efforts?|activit(?:y|ies)|endeavours?|tasks?|results?|actions?|services?|sacrifices?"
    r"|achievements?|carr(?:ies|ying)\s+out)\s+(?:[\w’'-]+\s+){0,5}on\s+behalf\s+of\b[^,]*$",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(
    r"\b(?:I|we|me|my|our)\b|\bstatement\s+(?:is\s+)?(?:delivered\s+)?on\b", re.IGNORECASE
)
_SPEECH = r"(?:statement|remarks|address|speech|intervention|explanation\s+of\s+(?:vote|position))"
_OWN_SPEECH = re.compile(rf"(?:['’]s?)?\s+(?:national\s+)?{_SPEECH}\b", re.IGNORECASE)
_SPEECH_BY = re.compile(
    rf"\b{_SPEECH}\s+(?:(?:delivered\s+|made\s+)?by|of)\s+(?:the\s+)?$", re.IGNORECASE
)
# "Representative to the United Nations", "Special Envoy for Syria": where, not for whom.
_ELSEWHERE = re.compile(r"\b(?:to|at|in|before|for|on)\s+(?:the\s+)?$", re.IGNORECASE)


# Ranks of the Secretariat and its envoys; other organizations name themselves beside theirs.
_OF_THE_SECRETARIAT = re.compile(
    r"\b(?:of|for) the Secretary-General\b|\b(?:Under|Assistant)-Secretary-General\b"
    r"|^Emergency Relief Coordinator$",
    re.IGNORECASE,
)
_BARE_SECRETARY_GENERAL = re.compile(r"(?:Deputy[\s-])?Secretary-General\Z", re.IGNORECASE)
# "The Diplomatic Service of the European Union": its head speaks for the whole.
_SERVICE = re.compile(
    r"(?:the\s+)?(?:[\w-]+\s+){0,3}(?:service|secretariat|arm|organ)\s+of\s+(?:the\s+)?(?P<of>.{2,80})\Z",
    re.IGNORECASE,
)
_SPOKESPERSON = re.compile(
    r"\b(?:spokes(?:person|man|woman)|porte-parole|portavoz|porta-voz)\b", re.I
)
_UNITED_NATIONS = "un"
_OF_THE_HOLY_SEE = re.compile(
    r"\b(?:pope|papa|pape|papst|holiness|holy\s+father|saint-père|santo\s+padre)\b", re.IGNORECASE
)
# Symbols of the press releases of the United Nations: "SG/SM/21234".
_UN_RELEASE = re.compile(r"D?SG/(?:SM|T|R)/\d")
_MEETING_ORGANS = frozenset({"unsc", "unga", "ecosoc"})
_PRINCIPAL_ORGANS = frozenset({"un", "unsc", "unga", "ecosoc"})
_MOST_WORDS_IN_NAME = 5
_GENITIVES = {
    "ской": ("ская",), "кой": ("кая",), "ного": ("ное",), "ции": ("ция",), "ии": ("ия",),
    "и": ("ь", "я", "а"), "ы": ("а",), "а": ("",), "я": ("й", "ь"), "ки": ("ка",),
}  # fmt: skip
_ARABIC = re.compile("[\u0600-\u06ff]")
_ARABIC_PREFIX = re.compile("^(?:وال|بال|لل|ال|ل)")
# "The Chinese side": so China speaks of itself in its own language.
_LEAST_CHINESE_SIDE = 2
_CHINESE_SIDE, _CHINA = "中方", "中国"
# "Mission of X to Y", "Embassy of X in Y": Y is where.
_ACCREDITED_TO = re.compile(r"\s(?:to|in|at|ante|auprès|bei)\s.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whom a speaker speaks for: a country or organization, and the groups added to it."""

    represents: EntityRef | None = None
    on_behalf_of: tuple[EntityRef, ...] = ()


def attribute(
    byline: Byline,
    paragraphs: Sequence[str],
    spans: Sequence[Sequence[Span]],
    recognizer: Recognizer,
) -> Attribution:
    """Whom the statement speaks for. `spans[i]` are the mentions of `paragraphs[i]`."""
    represents = _named_in_byline(byline, recognizer)
    groups = [*_groups_in_byline(byline, recognizer)]
    if not groups:
        groups += _groups_in_opening(paragraphs, spans)
    represents = (
        represents
        or _claimed(paragraphs, spans)
        or _published_by(byline, recognizer)
        or _chinese_side(paragraphs, recognizer)
        or _page_owner(byline, recognizer)
    )
    if represents is None and len(set(groups)) == 1:
        represents = groups[0]
    return Attribution(
        represents=represents,
        on_behalf_of=tuple(dict.fromkeys(group for group in groups if group != represents)),
    )


def _named_in_byline(byline: Byline, recognizer: Recognizer) -> EntityRef | None:
    """The delegation, else whom the office belongs to, else whose speech the title says it is.

    The office of the head of an organization comes before a delegation.
    """
    role = byline.role or ""
    is_head = heads_an_organization(role)
    for text in (role, byline.delegation) if is_head else (byline.delegation, role):
        if text:
            entity = (
                recognizer.resolve(text)
                or _office_of(text, recognizer)
                or _state_in_words(text, recognizer)
            )
            if entity:
                return entity
    if _OF_THE_HOLY_SEE.search(f"{byline.honorific or ''} {byline.delegation or ''}"):
        return recognizer.resolve("Holy See", ("country",))
    headed = _headed_organization(byline, recognizer) if is_head else None
    if _SPOKESPERSON.search(role):
        headed = headed or next(filter(None, _page_owners(byline, recognizer)), None)
    return headed or (_speech_of(byline.title, recognizer) if byline.title else None)


def _headed_organization(byline: Byline, recognizer: Recognizer) -> EntityRef | None:
    """The organization whose head speaks, where the office alone names none: the one the title
    begins with or whose page it is, else the United Nations for offices of its Secretariat.

    A bare "Secretary-General" is of the United Nations only where the title or the event names one
    of its bodies, since other organizations have one too.
    """
    for span in recognizer.find(byline.title or ""):
        if (
            span.start == 0
            and span.entity.kind == "organization"
            and span.entity.code not in _MEETING_ORGANS
        ):
            return span.entity
    lines = (*byline.publishers, *byline.mastheads)
    whole = {*_page_owners(byline, recognizer)} - {None}
    named = whole or {
        span.entity
        for line in lines
        for span in recognizer.find(line)
        if span.entity.kind == "organization" and span.entity.code not in _MEETING_ORGANS
    }
    served = {recognizer.resolve(match["of"]) for match in map(_SERVICE.match, lines) if match} - {
        None
    }
    if len(served or named) == 1:
        return (served or named).pop()
    if _OF_THE_SECRETARIAT.search(byline.role or "") or any(map(_UN_RELEASE.match, lines)):
        return recognizer.resolve("United Nations", ("organization",))
    where = f"{byline.title or ''} {byline.event or ''}"
    if _BARE_SECRETARY_GENERAL.match(byline.role or "") and any(
        span.entity.code in _PRINCIPAL_ORGANS for span in recognizer.find(where)
    ):
        return recognizer.resolve("United Nations", ("organization",))
    return None


def _page_owners(byline: Byline, recognizer: Recognizer) -> list[EntityRef | None]:
    """The organization that each line of the page's head names, None where it names none."""
    lines = (*byline.publishers, *byline.mastheads)
    return [recognizer.resolve(line, ("organization",)) for line in lines]


def _chinese_side(paragraphs: Sequence[str], recognizer: Recognizer) -> EntityRef | None:
    times = sum(text.count(_CHINESE_SIDE) for text in paragraphs)
    return recognizer.resolve(_CHINA, ("country",)) if times >= _LEAST_CHINESE_SIDE else None


def _state_in_words(text: str, recognizer: Recognizer) -> EntityRef | None:
    """The one state among the names that running text is not searched for: French to Arabic.

    A Russian name is tried in its first case too: "Казахстана" is Казахстан.
    """
    if any(span.entity.kind == "country" for span in recognizer.find(text)):
        return None
    words = re.findall(r"[^\W\d_][\w’'-]*", text)
    found: set[EntityRef] = set()
    for size in range(min(_MOST_WORDS_IN_NAME, len(words)), 0, -1):
        for begin in range(len(words) - size + 1):
            phrase = words[begin : begin + size]
            if phrase[0][0].islower():
                continue
            names = map(" ".join, product(*map(_first_cases, phrase)))
            found |= {e for e in (recognizer.resolve(n, ("country",)) for n in names) if e}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _first_cases(word: str) -> list[str]:
    """The word, and for a Russian genitive or an Arabic adjective the names it may come from."""
    if _ARABIC.match(word):
        stem = _ARABIC_PREFIX.sub("", word).removesuffix("ية")
        return [word, stem, f"ال{stem}"]
    endings = next((ends for end, ends in _GENITIVES.items() if word.endswith(end)), ())
    stem = word[: -len(next(end for end in _GENITIVES if word.endswith(end)))] if endings else word
    return [word, *(stem + ending for ending in endings)]


def _published_by(byline: Byline, recognizer: Recognizer) -> EntityRef | None:
    """The one country whose mission, ministry or government publishes the page."""
    lines = [_ACCREDITED_TO.sub("", line) for line in byline.publishers]
    named = {
        span.entity
        for line in lines
        for span in recognizer.find(line)
        if span.entity.kind == "country"
    }
    named |= {state for state in (_state_in_words(line, recognizer) for line in lines) if state}
    return named.pop() if len(named) == 1 else None


def _page_owner(byline: Byline, recognizer: Recognizer) -> EntityRef | None:
    """The one organization whose page it is and who so speaks itself, where nobody else is named.

    The United Nations and their organs put on their pages what others say before them.
    """
    if byline.speaker or byline.role or byline.delegation:
        return None
    found = {recognizer.resolve(line, ("organization",)) for line in byline.mastheads} - {None}
    own = {owner for owner in found if owner and owner.code not in _PRINCIPAL_ORGANS}
    return own.pop() if len(own) == 1 else None


def _speech_of(title: str, recognizer: Recognizer) -> EntityRef | None:
    """The one that "UK statement at the Security Council" or "Statement by Maldives" names."""
    spans = recognizer.find(title)
    for span, following in zip_longest(spans, spans[1:]):
        own = _OWN_SPEECH.match(title, span.end) or _SPEECH_BY.search(title[: span.start])
        if own and span.entity.kind in ("country", "organization"):
            with_others = following and _NEXT_GROUP.fullmatch(title[span.end : following.start])
            return None if with_others and following.entity.kind == "country" else span.entity
    return None


def _office_of(text: str, recognizer: Recognizer) -> EntityRef | None:
    """The one country that "Permanent Representative of X to the United Nations" names, else the
    first organization, as in "UNHCR High Commissioner": the United Nations only where none of its
    own is named."""
    named = [
        span.entity for span in recognizer.find(text) if not _ELSEWHERE.search(text[: span.start])
    ]
    countries = {entity for entity in named if entity.kind == "country"}
    if countries:
        return countries.pop() if len(countries) == 1 else None
    organizations = [entity for entity in named if entity.kind == "organization"]
    own = [entity for entity in organizations if entity.code != _UNITED_NATIONS]
    return next(iter([*own, *organizations]), None)


def _groups_in_byline(byline: Byline, recognizer: Recognizer) -> Iterator[EntityRef]:
    for name in byline.on_behalf_of:
        whole = recognizer.resolve(name, ("organization",)) or recognizer.resolve(name)
        if whole:
            yield whole
        else:
            spans = recognizer.find(name)
            yield from (span.entity for span in spans if span.entity.kind == "organization")


def _groups_in_opening(
    paragraphs: Sequence[str], spans: Sequence[Sequence[Span]]
) -> Iterator[EntityRef]:
    """The groups that "I have the honour to speak on behalf of" names."""
    for text, mentions in zip(
        paragraphs[:_OPENING_PARAGRAPHS], spans[:_OPENING_PARAGRAPHS], strict=True
    ):
        named: list[Span] = []
        for span in mentions:
            if span.entity.kind != "organization":
                continue
            follows = named and _NEXT_GROUP.fullmatch(text[named[-1].end : span.start])
            if follows or _speaks_for(text, span):
                named.append(span)
        yield from (span.entity for span in named)


def _speaks_for(text: str, span: Span) -> bool:
    before = text[max(0, span.start - _LONGEST_SENTENCE) : span.start]
    if not _ON_BEHALF.search(before):
        return False
    sentence = _SENTENCE_END.split(before)[-1]
    if _WORKS_FOR.search(sentence):
        return False
    after = _SENTENCE_END.split(text[span.end : span.end + _LONGEST_SENTENCE])[0]
    return not _OTHERS_SPEAK.search(sentence) and bool(_FIRST_PERSON.search(sentence + after))


def _claimed(paragraphs: Sequence[str], spans: Sequence[Sequence[Span]]) -> EntityRef | None:
    """The country that speaks as itself in the text, by a clear margin over all others."""
    claims: Counter[EntityRef | None] = Counter()
    for text, mentions in zip(paragraphs, spans, strict=True):
        for span in mentions:
            if span.entity.kind == "country":
                claims[span.entity] += claim(text, span)
    (first, most), (_, next_most) = [*claims.most_common(2), *_NOBODY][:2]
    is_short = sum(map(len, paragraphs)) <= _SHORT
    least = _LEAST_CLAIM_WHEN_SHORT if is_short and next_most == 0 else _LEAST_CLAIM
    return first if most >= max(least, _MARGIN * next_most) else None
