"""Read speaker, office, delegation, event, place and date out of a title block."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from statements.ingest.clauses import cut_clauses
from statements.ingest.delivery import find_delivery_date
from statements.ingest.document import Byline
from statements.ingest.events import find_event
from statements.ingest.kinds import Kind
from statements.ingest.names import normal_case
from statements.ingest.naming import Speaker
from statements.ingest.offices import heads_an_organization, is_role
from statements.ingest.otherscripts import find_delegation, mission_of
from statements.ingest.places import find_place
from statements.ingest.roles import (
    delegation_in_letterhead,
    delegation_in_role,
    delegation_in_title,
)
from statements.ingest.speakers import find_speaker
from statements.ingest.states import is_state
from statements.ingest.titles import TitleBlock

_BEHALF_LINE = re.compile(r"\W{0,3}on behalf of\s+(.{3,200})\Z", re.IGNORECASE)
_GROUP_END = re.compile(
    r"\s+(?:by|delivered|made|at|to|during|before|represented)\s|[\n(]|\s[-–—]+\s|,\s",
    re.IGNORECASE,
)
_OF_GROUP = re.compile(
    r"\b(?i:statement|remarks|intervention)\s+(?i:of|by)\s+(?i:the\s+)?"
    r"(?P<group>(?:[A-Z][\w-]*\s){0,3}(?:Group|GROUP|Alliance|ALLIANCE|Movement|MOVEMENT"
    r"|Association|ASSOCIATION"
    r"|Community|COMMUNITY|Union|UNION|Forum|FORUM|Organi[sz]ation|ORGANI[SZ]ATION|[Cc]ountries"
    r"|COUNTRIES)\b"
    r"(?:\s(?:of|OF|and|AND|[A-Z0-9][\w-]*))*)"
    r"|\b(?i:d[ée]claration|intervention|declaración|intervención|declaração|intervenção)\s+"
    r"(?i:du|de\s+l[a’']|del?|d[oa])\s*(?P<groupe>(?i:groupe|grupo|mouvement|movimiento|movimento|alliance"
    r"|alianza|aliança|union|unión|união)(?:\s[^\W\d_][\w’'-]*){1,8}?)"
    r"(?=\s*(?:\n|\Z|[,;:–—(])|\s(?i:sur|sobre|lors|en|au|à|prononc\w+|pronunci\w+)\s)"
)
_BANNER = re.compile(
    r"\b(?:government|gouvernement|gobierno|governo|ministry|ministère|ministerio|ministério"
    r"|mission"
    r"|misión|representaci(?:ón|ones)|embassy|affairs|kementerian|republic|república|république"
    r"|confédération)\b|المملكة|جمهورية|وزارة|\bONU\Z",
    re.IGNORECASE,
)
_LIST = re.compile(r",\s*(?:and\s+)?|\s(?:and|et|y|e)\s", re.IGNORECASE)
_FEWEST_STATES = 2
_LONGEST_BANNER = 160
_MASTHEADS = {Kind.OTHER, Kind.NOISE, Kind.LETTERHEAD, Kind.EVENT, Kind.OFFICE}
_LONGEST_MASTHEAD = 9
_SOURCE = re.compile(r"\W*(?:original\s+)?(?:source|fuente|fonte|источник|المصدر)\b", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s[|>–-]\s|\s{2,}")


def read_byline(block: TitleBlock, paragraphs: Sequence[str] = ()) -> Byline:
    """Who spoke where and when, for whom, and which of it is in doubt.

    The paragraphs of the speech may name the speaker, too, and the first begin with a dateline.
    """
    speaker, speaker_doubt = find_speaker(block, paragraphs)
    event = find_event(block, _speakers_text(block, speaker))
    date, date_doubt = find_delivery_date(block, paragraphs)
    doubts = {
        "title": block.doubt,
        "speaker": speaker_doubt if speaker.person else None,
        "event": event.doubt,
        "date": date_doubt,
    }
    others = [entry.text for entry in block.others if entry.kind is not Kind.LETTERHEAD]
    return Byline(
        title=block.title,
        speaker=speaker.person.name if speaker.person else None,
        honorific=speaker.person.honorific if speaker.person else None,
        role=normal_case(speaker.role) if speaker.role else None,
        delegation=_delegation(speaker, block),
        on_behalf_of=_groups(block),
        event=event.name,
        event_part_of=event.part_of,
        place=_place(block) or find_place("\n".join(block.title_lines), others),
        date=date,
        publishers=tuple(_publishers(block)),
        mastheads=(*_mastheads(block), *_sources(block)),
        unsure=tuple((field, doubt) for field, doubt in doubts.items() if doubt),
    )


def _speakers_text(block: TitleBlock, speaker: Speaker) -> str | None:
    """The entry that names the speaker beside a meeting: its clauses are the surest."""
    if speaker.person is None:
        return None
    last = speaker.person.name.split()[-1].casefold()
    texts = ["\n".join(block.title_lines)]
    texts += [e.value or e.text for e in block.others if e.kind in (Kind.SPEECH, Kind.LEAD_IN)]
    return next((text for text in texts if last in text.casefold()), None)


def _place(block: TitleBlock) -> str | None:
    return next(
        (normal_case(e.value) for e in block.entries if e.field == "place" and e.value), None
    )


def _delegation(speaker: Speaker, block: TitleBlock) -> str | None:
    """The country or organization of the speaker: by the office, the title, else the letterhead."""
    title = block.title or ""
    found = (
        (delegation_in_role(normal_case(speaker.role)) if speaker.role else None)
        or speaker.delegation
        or _title_delegation(speaker, title)
        or next(
            filter(
                None,
                (delegation_in_letterhead(e.text) or mission_of(e.text) for e in block.others),
            ),
            None,
        )
        or (
            None
            if speaker.role and heads_an_organization(speaker.role)
            else next(_states(block), None)
        )
    )
    return normal_case(found.strip(" *|")) if found else None


def _states(block: TitleBlock) -> Iterator[str]:
    """States that stand alone on a line: in the title, or above it unless it is about one."""
    inside = block.entries[block.begin : block.end]
    yield from (entry.text for entry in inside if entry.kind is Kind.STATE)
    title = (block.title or "").casefold()
    for entry in block.others:
        if entry.kind is Kind.STATE and (
            entry.text.isupper() or entry.text.casefold() not in title
        ):
            yield entry.text


def _title_delegation(speaker: Speaker, title: str) -> str | None:
    found = delegation_in_title(title) or find_delegation(title)
    if found and speaker.person and speaker.person.name.split()[-1].casefold() in found.casefold():
        return None
    return found


def _groups(block: TitleBlock) -> tuple[str, ...]:
    """The groups spoken for: "on behalf of …" in the title or on a line of its own."""
    texts = ["\n".join(block.title_lines)]
    texts += [e.value or e.text for e in block.others if e.kind in (Kind.SPEECH, Kind.LEAD_IN)]
    found = [group for text in texts for group in cut_clauses(text).groups]
    if not found:
        lines = [entry.text for entry in block.others]
        found = [match[1] for match in map(_BEHALF_LINE.match, lines) if match]
    if not found:
        found = [e.value for e in block.entries if e.field == "group" and e.value]
    if not found:
        named = [m["group"] or m["groupe"] for m in map(_OF_GROUP.search, texts) if m]
        found = [name for name in named if not is_role(name)]
    groups = [
        _several_states(group) or _GROUP_END.split(f"{group} ", maxsplit=1)[0].strip(" ,.;:|")
        for group in found
    ]
    return tuple(dict.fromkeys(normal_case(_without_article(group)) for group in groups if group))


def _several_states(group: str) -> str | None:
    """The name in brackets behind a list of states, else the list: no one of them is the group."""
    names = [name for name in _LIST.split(" ".join(group.split("(")[0].split())) if name]
    if sum(map(is_state, names)) < _FEWEST_STATES:
        return None
    bracketed = re.search(r"\(([^()]{2,40})\)", group)
    *first, last = filter(is_state, names)
    return bracketed[1] if bracketed else f"{', '.join(first)} and {last}"


def _publishers(block: TitleBlock) -> Iterator[str]:
    """The lines by which the page says whose it is: letterheads and banners.

    Not its menus and paths, nor a state's name alone: they name what the statement is about.
    """
    for entry in block.others:
        is_banner = entry.kind is Kind.LETTERHEAD or _BANNER.search(entry.text) is not None
        if (
            is_banner
            and entry.kind not in (Kind.SPEECH, Kind.LEAD_IN)
            and len(entry.text) <= _LONGEST_BANNER
        ):
            yield entry.text.split(">", 1)[0] if ">" in entry.text else entry.text


def _mastheads(block: TitleBlock) -> Iterator[str]:
    for entry in block.entries[: block.begin]:
        first = _SEPARATOR.split(entry.text, maxsplit=1)[0].strip()
        if entry.kind in _MASTHEADS and len(first.split()) <= _LONGEST_MASTHEAD and first:
            yield first


def _sources(block: TitleBlock) -> Iterator[str]:
    """Whom a site that re-publishes names as the source."""
    for entry in block.entries:
        if entry.kind is Kind.LABEL and _SOURCE.match(entry.text) and entry.value:
            yield entry.value


def _without_article(text: str) -> str:
    return re.sub(r"^(?:the|la|le|les|el|los)\s+", "", text, flags=re.IGNORECASE)
