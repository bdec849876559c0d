"""Read speaker, office, delegation, event, place and date out of a title block."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from statements.ingest.clauses import Clause, Clauses, cut_clauses, strip_time_and_place
from statements.ingest.dates import find_date, find_dates, is_date_line
from statements.ingest.document import Byline, PartialDate
from statements.ingest.events import head_event, lines_event, read_event
from statements.ingest.names import Person, normal_case, normal_name, read_person, split_honorific
from statements.ingest.offices import is_role
from statements.ingest.page_dates import (
    delivery_date,
    is_page_date_label,
    without_page_dates,
)
from statements.ingest.places import find_place, is_place_line
from statements.ingest.roles import (
    delegation_in_letterhead,
    delegation_in_role,
    delegation_in_title,
)
from statements.ingest.scripts import read_scripted
from statements.ingest.titles import headline, is_letterhead
from statements.ingest.wording import is_delivery_note, names_a_speech

_BEHALF_LINE = re.compile(r"\W{0,3}on behalf of\s+(.{3,200})\Z", re.IGNORECASE)
_DELIVERED_BY = re.compile(
    r"\b(?:delivered|presented|read(?:\s+out)?|made|given|prononcée?|pronunciad[oa]|leíd[oa]|proferid[oa])"
    r"\s+(?:by|par|por)\s+\S",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"(?:the\s+)?following\s+(?:is|are)\s+(?:the\s+)?(?:(?:full\s+)?(?:text|transcript|version)\s+of\s+)?(?:the\s+)?"
    r"(?P<speaker>.{5,150}?)[’']s?\s+(?:\w+\s+){0,2}?(?:remarks|statement|address|message|speech)\b,?(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
# "WHO Director-General's opening remarks", "IAEA Director General Statement"
_OFFICE_AHEAD = re.compile(
    r"(?:the\s+)?(?P<office>[^:,.]{5,90}?)(?:[’']s?)?\s+(?:(?:opening|closing|introductory|keynote|welcome)\s+)?"
    r"(?:remarks|statement|address|speech|message|briefing)\b",
    re.IGNORECASE,
)
_CLAUSE_WORD = re.compile(r"\b(?:by|at|to|on|before|during|behalf|in)\b", re.IGNORECASE)
_MOST_LETTERHEADS = 8
_LONGEST_LETTERHEAD = 10
_AFTERTHOUGHT = re.compile(
    r",\s+(?:translated|as\s+(?:prepared|delivered)|in\s+\w[\w ]{2,20}\stoday|today)"
)
_BRACKETED_END = re.compile(r"\s*\(([^()]{2,60})\)[\s.]*\Z")
_GROUP_END = re.compile(r"\s+(?:by|delivered|made|at|to|during|before)\s|[\n(]|\s[-–—]+\s|,\s")


@dataclass(frozen=True, slots=True)
class _Speaker:
    person: Person | None = None
    role: str | None = None
    delegation: str | None = None


def read_byline(entries: Sequence[str], title_lines: Sequence[str]) -> Byline:
    """Who spoke where and when.

    `entries` are the entries of the title block in order, `title_lines` the lines of the one that
    is the title (empty where there is none): a line's end tells a name from an office.
    """
    speech_title = " ".join(title_lines).rstrip(" |") or None
    others = [entry for entry in entries if entry.rstrip(" |") != speech_title]
    title = headline(entries, speech_title) or speech_title
    named = [cut_clauses("\n".join(title_lines))]
    named += [cut_clauses(entry) for entry in others if _tells_speaker(entry)]
    named += [clauses for entry in others if (clauses := _lead_in(entry))]
    named += [clauses for line in (speech_title or "", *others) if (clauses := _before_colon(line))]
    found = [_speaker_in_title(clauses) for clauses in named]
    first = next((i for i, candidate in enumerate(found) if candidate.person), 0)
    speaker = _complete(found[first], others, _below(entries, speech_title))
    if speaker.person is None:
        speaker = replace(speaker, person=_bare_name(others, speech_title or ""))
    if speaker.role is None:
        speaker = replace(speaker, role=_office_ahead(speech_title or ""))
    if speaker.role is None:
        speaker = replace(speaker, role=next((s.role for s in found if s.role), None))
    scripted = read_scripted(entries)
    if speaker.person is None and scripted.name:
        speaker = replace(speaker, person=Person(scripted.name), role=speaker.role or scripted.role)
    speaker = replace(speaker, delegation=speaker.delegation or scripted.delegation)
    event, part_of = _event([named[first], *named])
    event = event or scripted.event
    if event is None:
        event = lines_event(others) or head_event(speech_title or "")
    return Byline(
        title=title,
        speaker=speaker.person.name if speaker.person else None,
        honorific=speaker.person.honorific if speaker.person else None,
        role=normal_case(speaker.role) if speaker.role else None,
        delegation=_delegation(speaker, speech_title or "", others),
        on_behalf_of=_groups(named, others),
        event=event,
        event_part_of=part_of,
        place=find_place("\n".join(title_lines), others),
        date=_date(speech_title or "", others),
        letterheads=_letterheads(entries, title or ""),
        unsure=tuple(_unsure(speaker, title or "", others, event)),
    )


def _letterheads(entries: Sequence[str], title: str) -> tuple[str, ...]:
    above: list[str] = []
    for entry in entries[:_MOST_LETTERHEADS]:
        if entry.rstrip(" |") == title:
            break
        if len(entry.split()) <= _LONGEST_LETTERHEAD:
            above.append(entry)
    return tuple(above)


def _unsure(
    speaker: _Speaker, title: str, others: Sequence[str], event: str | None
) -> Iterator[tuple[str, str]]:
    """What an editor should look at, and why."""
    if title and not names_a_speech(title):
        yield "title", "It does not name a kind of speech; it may be a headline of the page."
    if speaker.person and speaker.person.honorific is None and speaker.role is None:
        yield "speaker", "The name stands there without honorific or office."
    days = {day.iso for text in [title, *others] for _, day in find_dates(text)}
    if len(days) > 1:
        yield "date", f"The document's head has several: {', '.join(sorted(days)[:4])}."
    if event and event.casefold() not in " ".join([title, *others]).casefold():
        yield "event", "It is put together from several lines."


def _below(entries: Sequence[str], title: str | None) -> Sequence[str]:
    place = next((i for i, entry in enumerate(entries) if entry.rstrip(" |") == title), None)
    return () if place is None else entries[place + 1 : place + 3]


def _tells_speaker(entry: str) -> bool:
    return names_a_speech(entry) or bool(_DELIVERED_BY.search(entry))


def _lead_in(entry: str) -> Clauses | None:
    """The clauses of "Following is the text of Secretary-General X’s remarks to the Council"."""
    match = _LEAD_IN.match(entry)
    if match is None:
        return None
    rest = cut_clauses(_AFTERTHOUGHT.split(match["rest"].rstrip(" :."), maxsplit=1)[0])
    speaker = Clause("speaker", "by", match["speaker"])
    return Clauses(rest.head, (speaker, *rest.clauses))


def _before_colon(line: str) -> Clauses | None:
    """The speaker of "Under-Secretary-General for X, Ms. Y: Statement to the Council"."""
    head, mark, rest = line.partition(": ")
    if not mark or not names_a_speech(rest) or _speaker_in_clause(head).person is None:
        return None
    return Clauses("", (Clause("speaker", "by", head), *cut_clauses(rest).clauses))


def _event(named: Sequence[Clauses]) -> tuple[str | None, str | None]:
    """The event as the clauses beside the speaker name it, else those of another entry."""
    found = map(read_event, named)
    return next((event for event in found if event[0] is not None), (None, None))


def _speaker_in_title(clauses: Clauses) -> _Speaker:
    """The first person that a clause names, else the first office or delegation."""
    found = [_speaker_in_clause(chunk) for chunk in clauses.speakers]
    known = [speaker for speaker in found if speaker != _Speaker()]
    first = known[0] if known else _Speaker()
    person = next((speaker for speaker in known if speaker.person), None)
    if person is None or person is first:
        return first
    return replace(person, delegation=person.delegation or first.delegation)


def _speaker_in_clause(clause: str) -> _Speaker:
    parts = [part.strip() for part in re.split(r"[,\n]", _keep_suffix(clause)) if part.strip()]
    if not parts:
        return _Speaker()
    # "HIS EXCELLENCY" on a line of its own goes with the name on the next.
    if len(parts) > 1 and not split_honorific(f"{parts[0]} ")[1]:
        parts[:2] = [f"{parts[0]} {parts[1]}"]
    bracketed = _BRACKETED_END.search(parts[0])
    parts[0] = _BRACKETED_END.sub("", parts[0]).rstrip(" .") if bracketed else parts[0]
    role = ", ".join(part for part in parts[1:] if not is_date_line(part)) or None
    person = read_person(parts[0], sure=role is not None and is_role(role))
    if person is None and is_role(parts[0]) and len(parts) > 1 and split_honorific(parts[1])[0]:
        person, role = read_person(parts[1]), parts[0]
    if person is None and is_role(parts[0]):
        return _Speaker(role=_without_article(strip_time_and_place(", ".join(parts))))
    if person is not None:
        role = role if role is not None and is_role(role) else person.role
        delegation = bracketed[1] if bracketed else None
        return _Speaker(person, strip_time_and_place(role) if role else None, delegation)
    return _Speaker(delegation=normal_case(_without_article(parts[0])))


def _keep_suffix(chunk: str) -> str:
    return re.sub(r",\s+(Jr|Sr)\b", r" \1", chunk, flags=re.IGNORECASE)


def _complete(speaker: _Speaker, lines: Sequence[str], below: Sequence[str]) -> _Speaker:
    """Take name and office from the lines of their own where the title does not say them.

    `below` are the lines right below the title: an office there is its speaker's.
    """
    person, role = speaker.person, speaker.role
    for index, line in enumerate(lines):
        if is_date_line(line) or is_delivery_note(line):
            continue
        found, own_role = _person_in_line(line)
        if found is None or (person and not _is_same(person, found)):
            is_office = is_role(line) and not names_a_speech(line) and not is_letterhead(line)
            if role is None and is_office and (person is None or line in below):
                role = line.strip(" ,")
            continue
        following = lines[index + 1] if index + 1 < len(lines) else ""
        role = role or own_role or found.role or _role_below(following)
        return _Speaker(person or found, role, speaker.delegation)
    return _Speaker(person, role, speaker.delegation)


def _person_in_line(line: str) -> tuple[Person | None, str | None]:
    """A line that begins with an honorific and a name, and the office after them."""
    line = next((part for part in line.split(" | ") if _is_named_office(part)), line)
    line = re.sub(
        r"^\W*(?:statement|remarks|address|speech)?\s*(?:delivered\s+)?by:?\s+",
        "",
        line,
        flags=re.I,
    )
    if len(line) > 250 or is_place_line(line):
        return None, None
    parts = [part.strip() for part in re.split(r",|\s[-–—]\s", _keep_suffix(line), maxsplit=1)]
    honorific, _ = split_honorific(parts[0])
    person = read_person(parts[0], sure=len(parts) > 1 and is_role(parts[1]))
    if person is None or (honorific is None and person.role is None and not _role_follows(parts)):
        return None, None
    return person, parts[1] if _role_follows(parts) else None


def _is_named_office(text: str) -> bool:
    """Whether the text is "Name, office", as beside the menus of a page."""
    name, mark, office = text.strip().partition(", ")
    return bool(mark) and is_role(office) and read_person(name, sure=True) is not None


def _role_follows(parts: Sequence[str]) -> bool:
    return len(parts) > 1 and is_role(parts[1])


def _role_below(line: str) -> str | None:
    return line.strip(" ,") if is_role(line) and not names_a_speech(line) else None


def _office_ahead(title: str) -> str | None:
    """The office in "WHO Director-General's opening remarks at the media briefing"."""
    match = _OFFICE_AHEAD.match(title)
    if match is None or _CLAUSE_WORD.search(match["office"]) or not is_role(match["office"]):
        return None
    return match["office"]


def _bare_name(entries: Sequence[str], title: str) -> Person | None:
    """A name that stands alone below the title, before the date or the office."""
    for index, entry in enumerate(entries):
        words = entry.split()
        below = entries[index + 1] if index + 1 < len(entries) else ""
        is_followed = is_role(below) or is_date_line(below) or is_place_line(below)
        if 2 <= len(words) <= 4 and is_followed and not is_place_line(entry):
            person = read_person(entry, sure=True)
            # Capitals alone are as often the name of a body or of a country.
            if person is not None and not entry.isupper() and entry not in title:
                return person
    return None


def _is_same(first: Person, second: Person) -> bool:
    return set(first.name.casefold().split()) >= set(normal_name(second.name).casefold().split())


def _delegation(speaker: _Speaker, title: str, others: Sequence[str]) -> str | None:
    found = (
        (delegation_in_role(normal_case(speaker.role)) if speaker.role else None)
        or speaker.delegation
        or (delegation_in_title(title) if speaker.person is None else None)
        or next(filter(None, (delegation_in_letterhead(line) for line in others)), None)
    )
    return normal_case(found) if found else None


def _groups(named: Sequence[Clauses], others: Sequence[str]) -> tuple[str, ...]:
    found = [group for clauses in named for group in clauses.groups]
    if not found:
        found = [match[1] for match in map(_BEHALF_LINE.match, others) if match]
    groups = [_GROUP_END.split(group, maxsplit=1)[0].strip(" ,.;:|") for group in found]
    return tuple(dict.fromkeys(normal_case(_without_article(group)) for group in groups if group))


def _without_article(text: str) -> str:
    return re.sub(r"^(?:the|la|le|les|el|los)\s+", "", text, flags=re.IGNORECASE)


def _date(title: str, others: Sequence[str]) -> PartialDate | None:
    """The statement's day: said to be of its delivery, of the title, of a line that is a date, of
    any other line; the page's own days ("Published …") come last."""
    dated_lines = [line for line in others if is_date_line(line)]
    # A day beside a place is of the delivery; one alone may be the page's or the document's.
    dated_lines.sort(key=lambda line: not any(map(is_place_line, line.split(",")[:1])))
    rest = [line for line in others if line not in dated_lines]
    texts = [title, *dated_lines, *rest]
    # A label may stand on the line above its date.
    whole = "\n".join(others)
    said = [delivery_date(title), delivery_date(whole)]
    candidates = [
        *said,
        *(find_date(without_page_dates(text)) for text in _labelled(texts, others)),
    ]
    candidates += [find_date(text) for text in texts]
    known = [found for found in candidates if found is not None]
    return next((found for found in known if found.precision == "day"), known[0] if known else None)


def _labelled(texts: Sequence[str], others: Sequence[str]) -> list[str]:
    """The texts, each with the label of a page's date that stands on the line above it."""
    above = dict(zip(others[1:], others, strict=False))
    return [
        f"{above[text]} {text}" if text in above and is_page_date_label(above[text]) else text
        for text in texts
    ]
