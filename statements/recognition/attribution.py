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

from statements.ingest.document import Byline
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
_FIRST_PERSON = re.compile(
    r"\b(?:I|we|me|my|our)\b|\bstatement\s+(?:is\s+)?(?:delivered\s+)?on\b", re.IGNORECASE
)
_SPEECH = r"(?:statement|remarks|address|speech|intervention|explanation\s+of\s+(?:vote|position))"
_OWN_SPEECH = re.compile(rf"(?:['’]s?)?\s+(?:national\s+)?{_SPEECH}\b", re.IGNORECASE)
_SPEECH_BY = re.compile(rf"\b{_SPEECH}\s+(?:delivered\s+|made\s+)?by\s+(?:the\s+)?$", re.IGNORECASE)
# "Representative to the United Nations", "Special Envoy for Syria": where, not for whom.
_OFFICE_OF_A_BODY = re.compile(
    r"\A(?:(?!of\b|to\b)[\w’'.-]+\s+){0,4}?(?:(?:under-)?secretary[- ]general"
    r"|director[- ]general|high\s+commissioner"
    r"|commissioner[- ]general|executive\s+(?:director|secretary)|emergency\s+relief\s+coordinator"
    r"|administrator|president\s+of\s+the\s+(?:general\s+assembly|icrc))\b",
    re.IGNORECASE,
)
_OF_THE_UN = re.compile(
    r"\A(?:the\s+)?(?:un\s+|united\s+nations\s+)?(?:deputy\s+|under-|assistant\s+)?"
    r"secretary[- ]general\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(r"\b(?:to|at|in|before|for|on)\s+(?:the\s+)?$", re.IGNORECASE)


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
    represents = represents or _claimed(paragraphs, spans)
    if represents is None and len(set(groups)) == 1:
        represents = groups[0]
    return Attribution(
        represents=represents,
        on_behalf_of=tuple(dict.fromkeys(group for group in groups if group != represents)),
    )


def _named_in_byline(byline: Byline, recognizer: Recognizer) -> EntityRef | None:
    """The delegation, else whom the office belongs to, else whose speech the title says it is."""
    for text in (byline.delegation, byline.role):
        if text:
            entity = recognizer.resolve(text) or _office_of(text, recognizer)
            if entity:
                return entity
    found = _speech_of(byline.title, recognizer) if byline.title else None
    if found is None and byline.role and _OFFICE_OF_A_BODY.search(byline.role):
        return _body_in_letterhead(byline, recognizer)
    return found


def _body_in_letterhead(byline: Byline, recognizer: Recognizer) -> EntityRef | None:
    """The organization whose paper it is, for an office that only an organization has."""
    for span in recognizer.find(byline.title or ""):
        if span.start == 0 and span.entity.kind == "organization":
            return span.entity
    for line in byline.letterheads:
        whole = recognizer.resolve(line, ("organization",))
        if whole is not None:
            return whole
    for line in byline.letterheads:
        named = [s.entity for s in recognizer.find(line) if s.entity.kind == "organization"]
        if named:
            return named[0]
    return recognizer.resolve("United Nations") if _OF_THE_UN.search(byline.role or "") else None


def _speech_of(title: str, recognizer: Recognizer) -> EntityRef | None:
    """The one that "UK statement at the Security Council" or "Statement by Maldives" names."""
    for span in recognizer.find(title):
        own = _OWN_SPEECH.match(title, span.end) or _SPEECH_BY.search(title[: span.start])
        if own and span.entity.kind in ("country", "organization"):
            return span.entity
    return None


def _office_of(text: str, recognizer: Recognizer) -> EntityRef | None:
    """The one country that "Permanent Representative of X to the United Nations" names, else the
    first organization, as in "United Nations High Commissioner for Human Rights"."""
    named = [
        span.entity for span in recognizer.find(text) if not _ELSEWHERE.search(text[: span.start])
    ]
    countries = {entity for entity in named if entity.kind == "country"}
    if countries:
        return countries.pop() if len(countries) == 1 else None
    return next((entity for entity in named if entity.kind == "organization"), None)


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
