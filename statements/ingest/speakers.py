"""The speaker among all whom a title block names: each naming is weighed, the strongest is it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from statements.ingest.clauses import cut_clauses, without_leading_date
from statements.ingest.kinds import Entry, Kind
from statements.ingest.names import (
    Person,
    is_name,
    normal_name,
)
from statements.ingest.naming import (
    PART_MARK,
    Speaker,
    cut_speaker_at_end,
    join_offices,
    read_speaker,
)
from statements.ingest.offices import is_role
from statements.ingest.otherscripts import find_named, named_behind_office
from statements.ingest.places import is_place_line, names_venue
from statements.ingest.roles import delegation_in_letterhead
from statements.ingest.spoken import named_in_record, quoted, signed
from statements.ingest.states import is_state
from statements.ingest.titles import TitleBlock
from statements.ingest.wording import names_a_speech

# How much a naming tells. A label or "by" says who spoke; a name alone may be a caption.
_LABELLED, _BY, _DELIVERED_BY, _LEAD_IN, _COURTESY, _BARE, _QUOTED = 8, 7, 7, 5, 4, 2, 1
_OFFICE_BESIDE = 1

_DELIVERED = re.compile(
    r"\b(?:delivered|presented|given|read\s+out|made"
    r"|issued(?:\s+today)?)\s+by:?\s+(?P<who>[^\n]{3,250})",
    re.IGNORECASE,
)
_PREFIX = re.compile(
    r"\W*(?:(?:statement|remarks|address|speech|intervention)\s+)?(?:as\s+)?(?:delivered\s+)?"
    r"(?:by|par|por|von|given\s+by|presented\s+by|يلقيه|تلقيه|ألقاه|يلقيها|ألقاها)\s*:?\s+",
    re.IGNORECASE,
)
# "Following is the text of UN Secretary-General X's remarks", "UK Ambassador X gave a statement".
_OF_TEXT = re.compile(
    r"\b(?:text|transcript|remarks|statement|message|speech)\s+(?:of|by)\s+(?:the\s+)?"
    r"(?P<who>[^,;:]{5,120}?)(?:['’]s?\s|,|\s(?:to|at|on|in|during|for)\s)",
    re.IGNORECASE,
)
_FOLLOWING = re.compile(
    r"\bfollowing\s+(?:is|are)\s+(?:the\s+(?:text"
    r"|transcript)\s+of\s+)?(?:the\s+)?(?P<who>[^,;:]{5,120}?)['’]s?\s+"
    r"(?:\w+\s+){0,2}(?:message|remarks|statement|address|speech|briefing)\b",
    re.IGNORECASE,
)
_BY_WHOM = re.compile(
    r"\b(?:briefing|statement|remarks|speech|address|message|interview)\s+(?:given\s+"
    r"|made\s+)?by\s+(?:the\s+)?"
    r"(?P<who>[^;:]{5,160}?)(?=\.?\Z|[.;:]\s|\s(?:to|at|on|during)\s)",
    re.IGNORECASE,
)
_GAVE = re.compile(
    r"(?P<who>[A-ZÀ-ÝА-Я][^;:]{4,160}?),?\s+(?:today\s+|yesterday\s+|has\s+)?(?:gave|made|delivered"
    r"|issued|addressed|spoke|intervino|pronunció|se\s+dirigió|tomó\s+la\s+palabra|interveio"
    r"|discursou|pronunciou|a\s+prononcé|a\s+pris\s+la\s+parole|(?:est|s[’']est)\s+(?:intervenu"
    r"|exprimé|adressé)e?|выступила?)\b"
)
_POSSESSIVE = re.compile(
    r"(?P<who>[A-Z][^\n:–—,]{3,80}?)(?:['’]s|s['’])\s+(?:[\w-]+\s+){0,3}(?:remarks|statement"
    r"|speech|address|briefing"
    r"|message|intervention)\b",
    re.IGNORECASE,
)
# "This is a summary of what was said by UNICEF spokesperson Ada Brook – to whom …".
_SAID_BY = re.compile(
    r"\b(?:said|spoken)\s+by\s+(?:the\s+)?(?P<who>[^;:–—]{5,160}?)"
    r"(?=\s*(?:[;:–—]|-\s|,?\sto\swhom\b|\Z)|,?\s(?:at|on|during)\s)",
    re.IGNORECASE,
)
# "Today our Permanent Representative, Ambassador X, spoke at …", as missions post.
_POSTED = re.compile(
    r"\W*(?:(?:today|yesterday|this\s+(?:morning|afternoon|week)|hoy|ayer|esta\s+(?:mañana|tarde)"
    r"|aujourd[’']hui|hier|ce\s+matin|hoje|ontem|сегодня|вчера)\b,?\s*)?"
    r"(?:(?:our|nuestr[oa]|notre|noss[oa]|наша?)\s+)?",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{4}\.)\s+(?=[A-Z])")
# "Foreign & Commonwealth Office and The Rt Hon Ada Brook", as the source of a page.
_AND_WHOM = re.compile(
    r"\s(?:and|et|y)\s+(?P<who>(?:the\s+)?(?:rt\.?|right|hon|sir|dame|lord|lady|baroness|dr|mr|ms"
    r"|mrs|amb|h\.\s?e)\b.{4,80})",
    re.IGNORECASE,
)
_AUTHOR = re.compile(
    r"\W*[←→]\W*(?:author|auteur|autora?|автор)\s?:\s*(?P<who>.{4,200})", re.IGNORECASE
)
_MENU_MARK = re.compile(r"\s\|\s")
_WRITER = re.compile(
    r"\b(?:writer|reporter|correspondent|editor|journalist|admin|staff|news|press|team|desk|bureau"
    r"|office|secretariat|agency|service)\b",
    re.IGNORECASE,
)
_KIND_COLON = re.compile(
    r"\W*(?:speech|statement|remarks|address|keynote|intervention|(?:press|media)\s+\w+):\s+(?P<who>[^\n]{5,200})",
    re.I,
)
_KIND_AT_END = re.compile(
    r"\s+(?:(?:opening|closing|welcome|introductory)\s+)?(?:remarks|statement|speech|address"
    r"|message|briefing)\Z",
    re.IGNORECASE,
)
_LEAD_INS = (_DELIVERED, _FOLLOWING, _SAID_BY, _BY_WHOM, _OF_TEXT, _GAVE)
_MOST_OFFICE_LINES = 4
_MOST_WORDS_AT_HEAD = 14
_MOST_WORDS_OF_BARE_NAME = 5
_AROUND_NAME = {Kind.DATE, Kind.PLACE, Kind.NOTE}


class _Naming(NamedTuple):
    weight: int
    speaker: Speaker
    place: int


def find_speaker(block: TitleBlock, paragraphs: Sequence[str] = ()) -> tuple[Speaker, str | None]:
    """The speaker, and why it may be another one (None where there is no doubt).

    The paragraphs of the speech name who speaks in a verbatim record, and whom a release quotes.
    """
    recorded = named_in_record(paragraphs[0]) if paragraphs else None
    if recorded and recorded.delegation:
        return recorded, None
    namings = [*_in_speech_itself(paragraphs, block), *_namings(block)]
    labelled = {e.field: e.value for e in block.entries if e.kind is Kind.LABEL and e.value}
    country = labelled.get("group", "")
    namings.append(
        _Naming(
            0,
            Speaker(role=labelled.get("role"), delegation=country if is_state(country) else None),
            len(block.entries),
        )
    )
    persons = [naming for naming in namings if naming.speaker.person]
    if not persons:
        nameless = [n for n in namings if n.speaker.role or n.speaker.delegation]
        best = max(nameless, key=lambda n: n.weight, default=None)
        return (_completed(best.speaker, namings) if best else Speaker()), None
    best = max(persons, key=lambda naming: naming.weight)
    same = [n.speaker for n in namings if n.speaker.person and _is_same(best.speaker, n.speaker)]
    longest = max(
        (s for s in same if s.person),
        key=lambda s: len(s.person.name) if s.person else 0,
        default=best.speaker,
    )
    person = best.speaker.person if len(same) == 1 else longest.person
    merged = Speaker(
        person._replace(
            honorific=next(
                (
                    s.person.honorific
                    for s in [best.speaker, *same]
                    if s.person and s.person.honorific
                ),
                None,
            )
        )
        if person
        else None,
        next((s.role for s in [best.speaker, *same] if s.role), None),
        next((s.delegation for s in [best.speaker, *same] if s.delegation), None),
    )
    return _completed(merged, namings), _doubt(best, persons)


def _doubt(best: _Naming, persons: Sequence[_Naming]) -> str | None:
    rivals = [n for n in persons if not _is_same(best.speaker, n.speaker)]
    if any(rival.weight >= best.weight - 1 for rival in rivals):
        return "Another person is named in the same way."
    if best.weight <= _BARE + _OFFICE_BESIDE:
        return "The name stands without “by” or a title of courtesy."
    return None


def _completed(speaker: Speaker, namings: Sequence[_Naming]) -> Speaker:
    """With the office that another line gives, where the speaker's own gives none."""
    if speaker.role is None:
        nameless = [n.speaker.role for n in namings if n.speaker.person is None and n.speaker.role]
        if len(set(nameless)) == 1:
            speaker = speaker._replace(role=nameless[0])
    if speaker.delegation is None:
        others = [n.speaker.delegation for n in namings if n.speaker.person is None]
        speaker = speaker._replace(delegation=next(filter(None, others), None))
    return speaker


def _is_same(first: Speaker, second: Speaker) -> bool:
    if first.person is None or second.person is None:
        return False
    one = set(normal_name(first.person.name).casefold().split())
    other = set(normal_name(second.person.name).casefold().split())
    return one >= other or other >= one


def _in_speech_itself(paragraphs: Sequence[str], block: TitleBlock) -> Iterator[_Naming]:
    in_record = named_in_record(paragraphs[0]) if paragraphs else None
    if in_record:
        yield _Naming(_LABELLED, in_record, 0)
    signature = signed(paragraphs).speaker
    if signature:
        yield _Naming(_QUOTED, signature, len(block.entries))
    in_quotes = quoted(paragraphs) if _has_speech(block) else None
    if in_quotes:
        yield _Naming(_QUOTED, in_quotes, len(block.entries))


def _namings(block: TitleBlock) -> Iterator[_Naming]:
    if block.title_lines:
        yield from _in_speech("\n".join(block.title_lines), block, block.begin, block.end)
    for index, entry in enumerate(block.entries):
        if block.begin <= index < block.end:
            continue
        named = next(filter(_is_name_and_office, _MENU_MARK.split(entry.text)), None)
        if named is not None and "|" in entry.text:
            yield _Naming(_BARE + _OFFICE_BESIDE, read_speaker(named), index)
        elif entry.field == "other" and (source := _AND_WHOM.search(entry.value or entry.text)):
            yield _Naming(_BARE, read_speaker(source["who"]), index)
        elif entry.field == "speaker":
            yield from _labelled(block, index)
        elif block.title and (author := _AUTHOR.match(entry.text)):
            yield from _author(author["who"], block.title, index)
        elif entry.kind is Kind.SPEECH:
            text = _with_office_below(block.entries, index)
            yield from _in_speech(text, block, index, index + 1)
        elif entry.kind is Kind.LEAD_IN:
            yield from _in_lead_in(entry.value or entry.text, index)
        elif behind_office := named_behind_office(entry.text):
            person = Person(behind_office.name)
            yield _Naming(_COURTESY, Speaker(person, None, behind_office.delegation), index)
        elif entry.kind is Kind.PERSON:
            by = _PREFIX.match(entry.text)
            speaker = read_speaker(entry.text[by.end() :] if by else entry.text)
            yield from _with_office(block.entries, index, speaker, _BY if by else _COURTESY)
        else:
            yield from _in_plain_line(block, index)


def _in_speech(text: str, block: TitleBlock, begin: int, end: int) -> Iterator[_Naming]:
    named = find_named(text)
    if named:
        yield _Naming(
            _BY, Speaker(Person(named.name, named.honorific), None, named.delegation), begin
        )
        return
    clauses = cut_clauses(text)
    for chunk in clauses.speakers:
        speaker = read_speaker(chunk)
        if speaker.person and speaker.role is None:
            yield from _with_office(block.entries, end - 1, speaker, _BY)
        elif speaker != Speaker():
            yield _Naming(_BY, speaker, begin)
        if speaker.person:
            return
    delivered = _DELIVERED.search(text)
    if delivered:
        speaker = read_speaker(delivered["who"])
        if speaker != Speaker():
            yield _Naming(_DELIVERED_BY, speaker, begin)
        return
    at_end = list(_at_end(text, begin))
    yield from at_end or _at_head(text, clauses.head, begin)


def _at_head(text: str, head: str, begin: int) -> Iterator[_Naming]:
    """Who stands before the kind of speech or the meeting: "Secretary-General's remarks to …"."""
    colon = _KIND_COLON.match(text)
    if colon:
        speaker = read_speaker(cut_clauses(colon["who"]).head)
        if speaker.person and (speaker.role or speaker.person.honorific):
            yield _Naming(_LEAD_IN, speaker, begin)
        return
    possessive = _POSSESSIVE.match(text)
    before, colon_mark, after = head.partition(": ")
    if colon_mark and names_a_speech(after):
        head = before
    who = possessive["who"] if possessive else _KIND_AT_END.sub("", head)
    if colon_mark and names_a_speech(after) and is_name(before):
        yield _Naming(_BARE, Speaker(Person(normal_name(before))), begin)
        return
    if len(who.split()) > _MOST_WORDS_AT_HEAD:
        return
    speaker = read_speaker(who)
    if speaker.person and (possessive or speaker.role or speaker.person.honorific):
        yield _Naming(_LEAD_IN, speaker, begin)
    elif possessive and speaker.role:
        yield _Naming(_LEAD_IN, Speaker(role=speaker.role), begin)


def _at_end(text: str, begin: int) -> Iterator[_Naming]:
    cut = None if names_a_speech(text) else cut_speaker_at_end(text)
    if cut:
        yield _Naming(_COURTESY, cut[1], begin)


def _author(text: str, title: str, index: int) -> Iterator[_Naming]:
    """Whom a library of texts names between arrows beside the title: "← Author: X  Address to"
    " Y"."""
    name = text.partition(title)[0].strip()
    if names_a_speech(title) and is_name(name):
        yield _Naming(_BARE, Speaker(Person(normal_name(name))), index)


def _labelled(block: TitleBlock, index: int) -> Iterator[_Naming]:
    entry = block.entries[index]
    if entry.kind is Kind.LABEL and not entry.value:
        return
    speaker = read_speaker(entry.value or entry.text, sure=True)
    if speaker != Speaker():
        yield from _with_office(block.entries, index, speaker, _LABELLED)


def _in_lead_in(text: str, index: int) -> Iterator[_Naming]:
    sentences = _SENTENCE_END.split(without_leading_date(text))
    for form, sentence in product(_LEAD_INS, sentences):
        match = form.search(sentence)
        speaker = read_speaker(_POSTED.sub("", match["who"], count=1)) if match else Speaker()
        if speaker.person:
            yield _Naming(_LEAD_IN, speaker, index)
            return


def _in_plain_line(block: TitleBlock, index: int) -> Iterator[_Naming]:
    """A name without honorific above an office, an office, or "…, delivered by X"."""
    entry = block.entries[index]
    delivered = _DELIVERED.search(entry.text)
    if delivered and entry.kind in (Kind.EVENT, Kind.OTHER, Kind.OFFICE, Kind.GROUP, Kind.PROSE):
        speaker = read_speaker(delivered["who"])
        if speaker != Speaker():
            yield _Naming(_DELIVERED_BY, speaker, index)
        return
    if entry.kind is Kind.OFFICE:
        speaker = read_speaker(_PREFIX.sub("", entry.text))
        if speaker.person:
            yield from _with_office(block.entries, index, speaker, _BARE)
        elif speaker.role and not _belongs_to_person(block, index):
            yield _Naming(_BARE, speaker, index)
    elif entry.kind is Kind.OTHER and entry.field is None and len(entry.text) < 120:
        yield from _bare_name(block, index)


def _is_name_and_office(text: str) -> bool:
    name, mark, office = text.strip().partition(", ")
    return bool(mark) and is_name(name) and is_role(office)


def _belongs_to_person(block: TitleBlock, index: int) -> bool:
    return index > 0 and block.entries[index - 1].kind in (Kind.PERSON, Kind.OFFICE)


def _bare_name(block: TitleBlock, index: int) -> Iterator[_Naming]:
    text = block.entries[index].text
    by = _PREFIX.match(text)
    bare = text[by.end() :] if by else text
    below = block.entries[index + 1] if index + 1 < len(block.entries) else None
    has_office = below is not None and below.kind is Kind.OFFICE
    parts = [part.strip() for part in PART_MARK.split(bare)]
    office_follows = len(parts) > 1 and is_role(parts[1]) and is_name(parts[0])
    if (by or office_follows) and not text.isspace():
        if by and (
            _WRITER.search(bare) or not (office_follows or has_office or _has_speech(block))
        ):
            return
        speaker = read_speaker(bare, sure=by is not None)
        if speaker.person or (by and speaker != Speaker()):
            yield from _with_office(block.entries, index, speaker, _BY if by else _BARE)
    elif has_office and is_name(bare) and len(bare.split()) <= _MOST_WORDS_OF_BARE_NAME:
        yield from _with_office(block.entries, index, Speaker(Person(normal_name(bare))), _BARE)
    elif (index >= block.end > 0 and _is_name_below_title(block, index)) or (
        0 < index == block.begin - 1 and _is_name_upon_title(block)
    ):
        yield _Naming(_BARE, Speaker(Person(normal_name(bare))), index)


def _is_name_upon_title(block: TitleBlock) -> bool:
    """Whether a name stands set apart right upon a title that names a kind of speech."""
    name, title = block.entries[block.begin - 1 : block.begin + 1]
    return (
        name.gap > 0
        and not title.gap
        and title.kind is Kind.SPEECH
        and _is_plain_name(name.text)
        and is_name(name.text)
    )


def _is_plain_name(text: str) -> bool:
    return (
        len(text.split()) <= _MOST_WORDS_OF_BARE_NAME
        and not text.isupper()
        and not is_place_line(text)
        and not names_venue(text)
    )


def _is_name_below_title(block: TitleBlock, index: int) -> bool:
    """Whether a name stands alone below the title, beside the date, the place or a note.

    In capitals it is as often the name of a body or of a country.
    """
    text = block.entries[index].text
    above, below = block.entries[index - 1], block.entries[index + 1 : index + 2]
    is_beside = all(entry.kind in _AROUND_NAME for entry in below) and (
        bool(below) or index == block.end or above.kind in _AROUND_NAME
    )
    return is_beside and is_name(text) and _is_plain_name(text) and text not in (block.title or "")


def _has_speech(block: TitleBlock) -> bool:
    return any(entry.kind is Kind.SPEECH for entry in block.entries)


def _with_office_below(entries: Sequence[Entry], index: int) -> str:
    lines = [entries[index].text]
    for entry in entries[index + 1 : index + 1 + _MOST_OFFICE_LINES]:
        if entry.kind is not Kind.OFFICE and not (entry.kind is Kind.LETTERHEAD and len(lines) > 1):
            break
        if entry.gap and entry.text.endswith(","):
            break  # "Minister Brook," greets
        lines.append(entry.text)
    return "\n".join(lines)


def _with_office(
    entries: Sequence[Entry], index: int, speaker: Speaker, weight: int
) -> Iterator[_Naming]:
    """The naming with the office on the lines below it, else on the line above."""
    if speaker.role or speaker.person is None:
        yield _Naming(weight + bool(speaker.role), speaker, index)
        return
    lines: list[str] = []
    for entry in entries[index + 1 : index + 1 + _MOST_OFFICE_LINES]:
        of_office = entry.kind is Kind.OFFICE or (
            entry.kind in (Kind.LETTERHEAD, Kind.OTHER)
            and bool(lines)
            and (
                entry.kind is Kind.LETTERHEAD or entry.text[:3].casefold() in ("of ", "to ", "de ")
            )
        )
        if not of_office:
            break
        lines.append(entry.text)
    if not lines and index and entries[index - 1].kind is Kind.OFFICE:
        lines = [entries[index - 1].text]
    role = join_offices("\n".join(lines).split("\n")) if lines else None
    mission = next(
        (e.text for e in entries[index + 1 : index + 3] if e.kind is Kind.LETTERHEAD), None
    )
    delegation = speaker.delegation or (
        delegation_in_letterhead(mission) if mission and not role else None
    )
    yield _Naming(
        weight + (_OFFICE_BESIDE if role else 0),
        speaker._replace(role=role, delegation=delegation),
        index,
    )
