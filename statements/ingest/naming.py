"""A speaker as a phrase names one: person, office and delegation apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from statements.ingest.clauses import strip_time_and_place
from statements.ingest.dates import is_date_line
from statements.ingest.kinds import BODY
from statements.ingest.names import (
    Person,
    is_name,
    normal_case,
    read_person,
    split_honorific,
)
from statements.ingest.offices import begins_with_office, find_office, is_role
from statements.ingest.places import is_place_line
from statements.ingest.roles import delegation_in_role
from statements.ingest.states import is_state

_IN_BRACKETS = re.compile(r"\s*\(([^()]{2,60})\)\s*")
PART_MARK = re.compile(r"[,;\n]|\s[-–—]\s")
_SEGMENT = re.compile(r",\s|:\s|\s[|–—-]\s")
_SUFFIX = re.compile(r",\s+(Jr|Sr)\b", re.IGNORECASE)
_AS = re.compile(
    r"\s+(?:as|(?:a\s+los|a\s+las|aux|aos|às)(?=\s(?-i:[a-zà-ÿ]))|upon|on\s+arrival|after|following"
    r"|in\s+(?:an?\s+)?(?:address|remarks|speech)\b|in\s+(?:his|her|its|their)\s+capacity)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_LETTERS = re.compile(r"(?:[A-Z][a-z]?\.?\s?){1,5}|(?i:Esq|Jr|Sr)\.?", re.ASCII)
# "Commissioner for Health, Humanitarian Affairs and Trade": a portfolio may be a list.
_PORTFOLIO = re.compile(r"\b(?:for|of|aux?|à la|de|para|para la)\s", re.IGNORECASE)
_LAST_OF_LIST = re.compile(r"\s(?:and|et|y|e)\s(?!on\b|at\b|the\s+\d)", re.IGNORECASE)
_OF_STATE = re.compile(r"\s(?:of|de|du|del|do|da)\s(?P<state>\S.*)\Z", re.IGNORECASE)
_AND_OTHER = re.compile(r"\s+(?:and|et|y|e)\s+(?=(?:the\s+)?[A-Z])")
_MOST_WORDS_OF_PORTFOLIO = 8
_LIST_END = re.compile(r"\s+(?:and|et|y|e)\s+", re.IGNORECASE)
_GROUP = re.compile(
    r"(?:(?:the|le|la|el|o|a)\s+|l[’'])?(?:group|groupe|grupo|mouvement|movimiento|movimento)\b",
    re.IGNORECASE,
)
_DELEGATION = re.compile(
    r"(?:the\s+)?(?:delegation|(?:permanent\s+)?mission|government)\b", re.IGNORECASE
)


class Speaker(NamedTuple):
    """A speaker as one line names one; each part may be missing."""

    person: Person | None = None
    role: str | None = None
    delegation: str | None = None


def read_speaker(text: str, *, sure: bool = False) -> Speaker:
    """The speaker that "H.E. Mr. Koro Bessho, Permanent Representative of Japan" names."""
    bracketed = _IN_BRACKETS.search(text)
    delegation = bracketed[1] if bracketed and is_state(bracketed[1]) else None
    text = _IN_BRACKETS.sub(" ", text) if bracketed else text
    text = _AS.sub("", text)
    parts = _parts(text)
    if not parts:
        return Speaker()
    first = parts[0]
    role_follows = len(parts) > 1 and is_role(parts[1])
    of_state = _OF_STATE.search(first)
    if of_state and is_state(of_state["state"]) and _is_titled(first[: of_state.start()]):
        first, delegation = first[: of_state.start()], delegation or of_state["state"]
    several = _AND_OTHER.split(first, maxsplit=1)
    if (
        len(several) > 1
        and _is_titled(several[0])
        and (_is_titled(several[1]) or begins_with_office(several[1]))
    ):
        first = several[0]
    if not is_state(first):
        person = read_person(first, sure=role_follows or (sure and len(first.split()) <= 4))
        if person is not None:
            before = [person.role] if person.role and is_role(person.role) else []
            if person.role and not before:
                delegation = delegation or delegation_in_role(person.role)
            offices = _offices(_without_letters(parts[1:]))
            after = parts[1 + len(offices) : 2 + len(offices)]
            if delegation is None and after and is_state(after[0]):
                delegation = after[0]
            return Speaker(person, join_offices(before + offices), delegation)
    if _is_delegation(first):
        return Speaker(delegation=delegation or delegation_in_role(first))
    if is_role(first):
        return _after_office(parts, delegation)
    if _GROUP.match(first) or (BODY.search(first) and not is_state(first)):
        return Speaker(delegation=delegation)
    if len(parts) > 1 and is_state(first) and is_state(_LIST_END.split(parts[1], maxsplit=1)[0]):
        return Speaker()
    return Speaker(delegation=delegation or normal_case(_without_article(first)))


def cut_speaker_at_end(title: str) -> tuple[str, Speaker] | None:
    """A meeting and who stands with the office behind it: "Council briefing, Special Envoy X"."""
    flat = " ".join(title.split())
    marks = list(_SEGMENT.finditer(flat))
    if not marks or not BODY.search(flat[: marks[-1].start()]):
        return None
    last = flat[marks[-1].end() :]
    person = read_person(strip_time_and_place(last))
    if person is None or person.role is None or not is_role(person.role):
        return None
    return flat[: marks[-1].start()], read_speaker(last)


def _is_titled(text: str) -> bool:
    """Whether the text is an office or a title and a name: "Prime Minister Ada Brook"."""
    person = read_person(text)
    return person is not None and bool(person.role or person.honorific)


def _without_letters(parts: Sequence[str]) -> Sequence[str]:
    """The parts without the degrees and orders behind a name: "PhD", "EBS", "MP"."""
    first = next((i for i, part in enumerate(parts) if not _LETTERS.fullmatch(part)), len(parts))
    return parts[first:]


def _after_office(parts: Sequence[str], delegation: str | None) -> Speaker:
    """The name after an office: "Representante Permanente de Cuba, Embajador X"."""
    parts = [_without_article(split_honorific(parts[0])[1]) or parts[0], *parts[1:]]
    for index, part in enumerate(parts[1:4], 1):
        honorific, rest = split_honorific(part)
        if is_place_line(part) or is_state(part) or BODY.search(part):
            break
        if (honorific and is_name(rest, alone=True)) or (is_name(part) and not is_role(part)):
            person = read_person(part)
            return Speaker(
                person, join_offices([*parts[:index], *_offices(parts[index + 1 :])]), delegation
            )
        if not is_role(part):
            break
    offices = [parts[0], *_offices(parts[1:])]
    return Speaker(role=join_offices(offices), delegation=delegation)


def _offices(parts: Sequence[str]) -> list[str]:
    """The parts that go on with the office, up to the first that is something else."""
    found: list[str] = []
    for part in parts:
        office, body = find_office(part), BODY.search(part)
        if office is None and _goes_on_with_portfolio(found, part):
            found[-1] += f", {part}"
            break
        if office is None or is_date_line(part) or (body and body.start() < office.start()):
            break
        found.append(part)
    return found


def _goes_on_with_portfolio(found: Sequence[str], part: str) -> bool:
    """Whether the part ends the list of what an office is for: "…, Humanitarian Affairs and"
    " Trade"."""
    return (
        bool(found)
        and bool(_PORTFOLIO.search(found[-1]))
        and bool(_LAST_OF_LIST.search(part))
        and len(part.split()) <= _MOST_WORDS_OF_PORTFOLIO
        and not (BODY.search(part) or is_state(part) or is_date_line(part))
        and not any(map(is_state, _LIST_END.split(part)))
    )


def join_offices(offices: Sequence[str]) -> str | None:
    parts: list[str] = []
    for office in offices:
        if parts and office[:3].casefold() in ("of ", "to ", "for", "de ", "du "):
            parts[-1] += " " + office
        else:
            parts.append(office)
    role = _without_article(strip_time_and_place(", ".join(parts))) if parts else None
    return role or None


def _is_delegation(text: str) -> bool:
    return bool(_DELEGATION.match(text))


def _parts(text: str) -> list[str]:
    """The text cut at commas, line ends and dashes; a line that goes on is kept together."""
    text = re.sub(
        r"\n(?=(?:of|to|for|de|du|in|auprès|ante)\b)", " ", _SUFFIX.sub(r" \1", text), flags=re.I
    )
    parts = [
        part.strip(" .") if part.endswith(("”", " .")) else part.strip()
        for part in PART_MARK.split(text)
        if part.strip()
    ]
    # "HIS EXCELLENCY" on a line of its own goes with the name on the next.
    if len(parts) > 1 and not split_honorific(f"{parts[0]} ")[1]:
        parts[:2] = [f"{parts[0]} {parts[1]}"]
    return parts


def _without_article(text: str) -> str:
    return re.sub(r"^(?:the|la|le|les|el|los)\s+|^l[’']", "", text, flags=re.IGNORECASE)
