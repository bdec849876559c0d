"""The event at which a statement was delivered, and the event that it was part of.

Titles name it in a clause ("at the …"), pages in a headline, cover pages on lines of its own: the
whole ("Seventy-fifth session of the General Assembly"), the body ("Third Committee"), the item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from statements.ingest.clauses import Clause, Clauses, cut_clauses, strip_time_and_place
from statements.ingest.dates import find_dates
from statements.ingest.kinds import BODY, Entry, Kind
from statements.ingest.names import normal_case
from statements.ingest.naming import cut_speaker_at_end
from statements.ingest.offices import is_role
from statements.ingest.organizations import is_organization
from statements.ingest.otherscripts import find_occasion
from statements.ingest.places import KNOWN_PLACES, names_venue
from statements.ingest.states import is_state
from statements.ingest.titles import TitleBlock, masthead_end
from statements.ingest.wording import names_a_speech

_GENERIC = (
    r"(?:meeting|event|side[\s-]event|high-level\s+(?:meeting|event)|conference|debate|session"
    r"|seminar"
    r"|webinar|workshop|panel(?:\s+discussion)?|briefing|discussion|forum|symposium|dialogue"
    r"|round\s?table|réunion|conférence|débat|reunión|conferencia|debate)"
)
_QUOTED_EVENT = re.compile(
    rf"(?:the|a|an|la|le|el)?\s*(?:virtual\s+|online\s+)?{_GENERIC}?\s*(?:(?:on|entitled|titled"
    rf"|called"
    r"|intitulée?|titulad[oa]|sur|sobre|:)\s*)?[“«\"](?P<name>[^“”«»\"]{3,400})[”»\"]\s*\Z",
    re.IGNORECASE,
)
_SESSION_OF = re.compile(
    r"(?P<event>.{8,300}?),\s+(?:(?:at"
    r"|during)\s+)?(?P<whole>(?:the\s+)?[\w-]+(?:\s[\w-]+)?\s+session\s+of\s.{4,200})\Z",
    re.IGNORECASE,
)
_REMARK_AT_END = re.compile(r"\s*\[[^\[\]]*\]\s*\Z")
_ON_WEEKDAY = re.compile(
    r",?\s+on\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day(?=\W*(?:\d.*)?\Z)", re.IGNORECASE
)
_ARTICLE = re.compile(
    r"^(?:(?:the|a|an|la|le|les|el|los)|(?:today|yesterday|this\s+(?:morning|afternoon|week))[’']s)\s+",
    re.IGNORECASE,
)
# "on the report of the Council" is what was spoken on, not where.
_WORK_OF_BODY = re.compile(
    r"(?:the\s+)?(?:[\w-]+\s+){0,2}?(?:reports?|draft|resolutions?|situation|role|status|implementation"
    r"|results?|outcomes?|work|reform|mandate|election|adoption)\s+(?:of|by|to|in|on)\b",
    re.IGNORECASE,
)
_HELD_AT_END = re.compile(
    r",?\s+(?:being\s+)?(?:held|hosted|convened|organi[sz]ed|celebrad[oa]|tenue?"
    r"|realizad[oa])\Z",
    re.IGNORECASE,
)
_LONGEST_EVENT = 300


def read_event(clauses: Clauses) -> tuple[str | None, str | None]:
    """The event and the event it is part of, as the title says them."""
    parts = _without_venue([c for c in clauses.clauses if c.kind in {"place", "within", "topic"}])
    places = [index for index, c in enumerate(parts) if c.kind == "place" and _is_event(c.text)]
    within = [index for index, c in enumerate(parts) if c.kind == "within" and c.text]
    if places:
        first = places[0]
        others = [
            i for i in places[1:] if BODY.search(parts[i].text) or not names_venue(parts[i].text)
        ]
        wholes = [i for i in within + others if i > first]
        end = min(wholes, default=len(parts))
        event = _name(parts[first:end])
        whole = _name(parts[end:]) if end < len(parts) else None
        return _split_session(event, whole)
    if within:
        return _split_session(_name(parts[within[0] :]), None)
    topics = [
        index
        for index, c in enumerate(parts)
        if c.kind == "topic" and BODY.search(c.text) and not _WORK_OF_BODY.match(c.text)
    ]
    if topics:
        return _name(parts[topics[0] :]), None
    return _after_speaker(clauses), None


def _without_venue(parts: list[Clause]) -> list[Clause]:
    """The clauses up to a meeting that was "held at" a house: where it stood is no other"
    " meeting."""
    for index, part in enumerate(parts[:-1]):
        held = _HELD_AT_END.search(part.text)
        if held:
            return [*parts[:index], replace(part, text=part.text[: held.start()])]
    return parts


def _is_event(text: str) -> bool:
    bare = re.sub(r"^(?:the|la|el|le)\s+", "", text.strip(" ,."), flags=re.IGNORECASE)
    return (
        len(text) > 3
        and not re.match(r"(?:age|time|request|level|end|invitation|moment)\b", bare, re.I)
        and bare.casefold() not in KNOWN_PLACES | {"un", "u.n.", "united nations headquarters"}
        and not is_state(bare)
    )


def _name(parts: list[Clause]) -> str | None:
    if not parts:
        return None
    first, *rest = parts
    text = " ".join([first.text, *(f"{clause.mark} {clause.text}" for clause in rest)])
    text = strip_time_and_place(_ON_WEEKDAY.sub("", _REMARK_AT_END.sub("", text)))
    quoted = _QUOTED_EVENT.match(text)
    if quoted:
        return normal_case(quoted["name"].strip())
    text = _ARTICLE.sub("", text).strip()
    return normal_case(text)[:_LONGEST_EVENT] or None


def _split_session(event: str | None, whole: str | None) -> tuple[str | None, str | None]:
    """ "Third Committee, seventy-fifth session of the General Assembly" are two events."""
    if event is None or whole is not None:
        return event, whole
    match = _SESSION_OF.match(event)
    if match is None or event.count("“") != event.count("”"):
        return event, None
    return match["event"], re.sub(r"^the\s+", "", match["whole"], flags=re.IGNORECASE)


def _after_speaker(clauses: Clauses) -> str | None:
    """The meeting that stands in the head ("Security Council Open Debate: Statement by …")."""
    for index_of_clause, clause in enumerate(clauses.clauses, 1):
        if clause.kind != "speaker":
            continue
        below = clauses.clauses[index_of_clause : index_of_clause + 1]
        topic = "".join(f" {c.mark} {c.text}" for c in below if c.kind == "topic")
        parts = re.split(r"[,\n]", clause.text)
        for index, part in enumerate(parts[1:], 1):
            if BODY.search(part) and not is_role(part) and not is_organization(part):
                return (
                    normal_case(strip_time_and_place(",".join(parts[index:]) + topic).strip())
                    or None
                )
    return None


class Event(NamedTuple):
    """A meeting and the larger one it is part of; `doubt` says why another may be meant."""

    name: str | None = None
    part_of: str | None = None
    doubt: str | None = None


_ITEM = re.compile(
    r"\b(?:agenda\s+item|item\s+\d|tema\s+\d|point\s+\d|explanation\s+of)", re.IGNORECASE
)
_WHOLE = re.compile(
    r"(?:the\s+)?(?:[\w-]+\s+){1,3}(?:regular\s+|special\s+|emergency\s+|substantive\s+"
    r"|annual\s+)?sessions?\b"
    r"|\W?\d+\s*[ºª°]?\s*(?:período|ordinary|regular)",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^\W*(?:(?:made|delivered|held)\s+)?(?:at|before|to|during|in|for|on(?=\s+(?:agenda|the"
    r"|item))|under|lors\s+de"
    r"|devant|au|aux|à|en|ante|أمام|خلال|في)\s+(?:the\s+|la\s+|el\s+|le\s+)?|^\W*(?:the|la|el"
    r"|le)\s+",
    re.IGNORECASE,
)
_OPEN_END = re.compile(
    r"(?:\b(?:on|of|the|for|and|to|in|with|entitled|titled|sobre|sur|de)|[,:(–-])\s*\Z", re.I
)
_QUOTES = ("“", '"', "«", "„")
_SPEECH_AT_END = re.compile(
    r"\s+(?:[\w-]+\s+)?(?:statement|remarks|address|speech|intervention)\b.*\Z", re.I | re.S
)
_SEGMENTS = re.compile(
    r"\s[-–—|]\s|(?<=\w)\s?:\s|\.\s(?=(?:statement|remarks|address|speech|intervention)\s+by\b)",
    re.IGNORECASE,
)
# "Security Council – …", "Agenda item 50: …": a line that begins with the meeting is its name.
_BEGINS_AS_MEETING = re.compile(
    r"(?:the\s+)?(?:(?:united\s+nations|un|u\.n\.)\s+)?(?:agenda\s+item|item\s+\d|unsc\b|unga\b"
    r"|ecosoc\b|security\s+council"
    r"|general\s+assembly|human\s+rights\s+council|economic\s+and\s+social\s+council"
    r"|(?:first|second|third|fourth|fifth|sixth)\s+committee|\d+(?:st|nd|rd"
    r"|th)\s+(?:[\w-]+\s+){0,3}(?:session|meeting)"
    r"|(?:open|general|high-level)\s+debate|conseil\s+de\s+sécurité|consejo\s+de\s+seguridad"
    r"|asamblea\s+general"
    r"|assemblée\s+générale|permanent\s+council|board\s+of\s+governors)",
    re.IGNORECASE,
)
_HELD = re.compile(
    r"\b(?:held|convened|hosted)\s+(?:an?|its|the)\s+(?P<event>[^,.;]{8,160}?)"
    r"(?=\s(?:under\s+the\s+presidency|with\s+the\s+participation|chaired|presided|at\s+which"
    r"|in\s+which|where)\b|[,.;]|\Z)",
    re.IGNORECASE,
)
# What a spokesperson gives out is delivered nowhere.
_GIVEN_OUT = re.compile(r"\battribut(?:able|ed)\s+to\b", re.IGNORECASE)
_FINITE = re.compile(r"\b(?:following|was|were|is|are|has|have)\b", re.IGNORECASE)
_CAPTION = re.compile(r"©|\(c\)|\b(?:photo|portal|web\s?site)\b", re.IGNORECASE)
# A headline that names a meeting, not only a body that does something.
_MEETING = re.compile(
    r":\s|\b(?:meeting|debate|session|briefing|dialogue|conference|forum|summit|week|event"
    r"|opening|closing"
    r"|discussion|panel|seminar|ceremony|anniversary|consultations?|hearing|réunion|débat|séance"
    r"|reunión|sesión)\b",
    re.IGNORECASE,
)
_NUMBERED_MEETING = re.compile(r"\d+(?:st|nd|rd|th)\s+(?:plenary\s+)?meeting", re.IGNORECASE)
# A sentence that says no more than where the text was delivered is the surest.
_DELIVERED_AT = re.compile(r"\W*(?:delivered|given|pronounced)\s+(?!by\b|on\b)", re.IGNORECASE)
_TAG = re.compile(
    r"\s(?:at|during|in|en|au|aux|à|al|na|no|на)\s+(?:(?:the|el|la|le|les|los|las)\s+)?#(?P<tag>[^\W\d_]\w{3,})",
    re.IGNORECASE,
)
# "Highlights of the noon briefing": the title tells what the text is of the meeting.
_ACCOUNT_OF = re.compile(
    r"\A(?:(?:near[- ])?(?:verbatim|full|unofficial|rush|edited|summary|final"
    r"|provisional)\s+){0,2}(?:highlights|summary|transcript"
    r"|record|excerpts?|minutes|notes)\s+(?:of|from)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_MOST_EVENT_LINES = 5


def find_event(block: TitleBlock, named: str | None) -> Event:
    """The event, from the surest naming of it; `named` is the text that names the speaker."""
    labelled = next((e for e in block.entries if e.field == "event" and e.value), None)
    if _GIVEN_OUT.search(block.title or ""):
        return Event(normal_case(labelled.value) if labelled else None)
    lines = _event_lines(block)
    texts = [text for text in dict.fromkeys([named, *_speech_texts(block)]) if text]
    texts = [_without_speaker(text) for text in texts]
    texts.sort(key=lambda text: not _DELIVERED_AT.match(text))
    for text in texts:
        occasion = find_occasion(text)
        if occasion:
            return Event(strip_time_and_place(occasion))
        held = _HELD.search(text)
        if held and BODY.search(held["event"]):
            return Event(strip_time_and_place(held["event"]))
        event, part_of = read_event(cut_clauses(text))
        event = event or _tagged(text)
        if lines and event and _is_topic(text):
            continue
        if event and (_is_more_than_topic(event) or event == _tagged(text)):
            return _with_lines(event, part_of, lines)
    if labelled:
        return Event(normal_case(labelled.value))
    if lines:
        numbered = block.title if block.title and _NUMBERED_MEETING.fullmatch(block.title) else None
        return _of_lines([*lines, numbered] if numbered else lines)
    inside = [e for e in block.entries[block.begin + 1 : block.end] if e.kind is Kind.EVENT]
    if inside:
        return _of_lines([entry.text for entry in inside])
    for text in texts:
        event = _in_segments(text) or _behind_kind(text)
        if event:
            return Event(event)
    for text in texts:
        event, part_of = read_event(cut_clauses(text))
        if event and (not event.islower() or " " in event):
            return Event(event, part_of)
    return _headline_event(block)


def _without_speaker(title: str) -> str:
    """The headline of a meeting without who spoke: "Council briefing, Special Envoy Ada Brook"."""
    cut = None if names_a_speech(title) else cut_speaker_at_end(title)
    return cut[0] if cut else title


def _is_topic(text: str) -> bool:
    """Whether the text says on what was spoken, but not where; an item of the agenda is a place."""
    clauses = cut_clauses(text).clauses
    topics = [clause.text for clause in clauses if clause.kind == "topic"]
    return not any(clause.kind in ("place", "within") for clause in clauses) and not any(
        map(_ITEM.search, topics)
    )


def _tagged(text: str) -> str | None:
    """The meeting that a post names by its tag only: "spoke at the #LakesForum"."""
    match = _TAG.search(text)
    return match["tag"] if match else None


def _is_more_than_topic(event: str) -> bool:
    """Whether the words name a meeting or body, not only what was spoken on."""
    return bool(BODY.search(event)) or not (event.islower() or is_role(event))


def _speech_texts(block: TitleBlock) -> Iterator[str]:
    if block.title_lines:
        yield "\n".join(block.title_lines)
    for entry in block.others:
        if entry.kind in (Kind.SPEECH, Kind.LEAD_IN):
            yield entry.value or entry.text


def _with_lines(event: str, part_of: str | None, lines: Sequence[str]) -> Event:
    """The event of the title; a session that only a line of its own names is what it is part of."""
    if part_of is None and not _WHOLE.search(event):
        wholes = [line for line in lines if re.search(r"\bsession\b|\bperíodo\b", line, re.I)]
        folded = event.casefold()
        part_of = next((normal_case(w) for w in wholes if w.casefold() not in folded), None)
    return Event(event, part_of)


def _event_lines(block: TitleBlock) -> list[str]:
    """The lines outside the title that name a meeting, broken lines joined."""
    found: list[str] = []
    last = -2
    masthead = masthead_end(block.entries)
    has_menu = any(entry.kind is Kind.NOISE for entry in block.entries[:masthead])
    menus = masthead if has_menu else 0
    for index, entry in enumerate(block.entries):
        if (
            index < menus
            or block.begin <= index < block.end
            or entry.text.rstrip(" |") == block.title
        ):
            continue
        text = _event_text(entry)
        if text is None:
            continue
        if last == index - 1 and (
            _OPEN_END.search(found[-1]) or _continues(entry, text, found[-1])
        ):
            found[-1] = f"{found[-1]} {text}"
            last = index
        elif entry.kind is Kind.EVENT or entry.field == "event":
            found.append(text)
            last = index
    return list(dict.fromkeys(found))[:_MOST_EVENT_LINES]


def _event_text(entry: Entry) -> str | None:
    usable = entry.kind in (Kind.EVENT, Kind.OTHER) and len(entry.text) <= _LONGEST_EVENT
    if not usable or _CAPTION.search(entry.text) or "|" in entry.text or entry.field == "speaker":
        return None
    if entry.text.endswith(".") and " " in entry.text and not entry.text.isupper():
        return None
    return re.sub(r",?\s*(?:delivered|presented)\s+by\b.*", "", entry.text, flags=re.IGNORECASE)


def _continues(entry: Entry, text: str, before: str) -> bool:
    if entry.gap:
        return False
    if text.startswith(_QUOTES) or before.count("“") > before.count("”"):
        return True
    return entry.kind is Kind.OTHER and (
        text[:1].islower() or re.match(r"(?:ON|OF|TEMA|Tema)\b", text) is not None
    )


def _of_lines(lines: Sequence[str]) -> Event:
    """The body and its item; the session, where another line names the body, is the whole."""
    bare = [_bare(line) for line in lines]
    bare = [text for text in bare if text]
    wholes = [text for text in bare if _WHOLE.match(text) or _is_plenary_name(text)]
    names = [text for text in bare if text not in wholes]
    if not names:
        return Event(", ".join(wholes) or None)
    if all(_ITEM.match(name) or not BODY.search(name) for name in names):
        return Event(", ".join([*wholes, *names])) if wholes else Event(", ".join(names))
    bodies = [name for name in names if not _ITEM.match(name)]
    items = [name for name in names if _ITEM.match(name)]
    return Event(", ".join([*bodies, *items]), ", ".join(wholes) or None)


def _is_plenary_name(text: str) -> bool:
    return text.casefold() in (
        "united nations general assembly",
        "general assembly",
        "united nations",
    )


def _bare(line: str) -> str:
    """The name of an event without the preposition before it and the date behind it."""
    name = _ACCOUNT_OF.sub("", line.strip(" -–—|:"))
    return normal_case(strip_time_and_place(_LEADING.sub("", name, count=1))).strip()


def _behind_kind(text: str) -> str | None:
    """The meeting behind a comma in "Opening statement, COP 27"."""
    kind, mark, rest = " ".join(text.split()).partition(", ")
    is_meeting = mark and BODY.search(rest) and not is_role(rest) and not is_organization(rest)
    return _bare(rest) if is_meeting and names_a_speech(kind) and len(kind.split()) < 4 else None


def _in_segments(text: str) -> str | None:
    """The segment of a dashed line that names a body, with the topic before it if there is one."""
    flat = " ".join(text.split())
    segments = [segment.strip() for segment in _SEGMENTS.split(flat) if segment.strip()]
    if len(segments) < 2:
        return None
    if _BEGINS_AS_MEETING.match(segments[0]):
        named = next((s for s in segments if names_a_speech(s)), None)
        return _bare(flat[: flat.index(named)] if named else flat)
    fitting = [
        segment
        for segment in segments
        if BODY.search(segment)
        and not _FINITE.search(segment)
        and not names_a_speech(segment)
        and not is_role(segment)
        and not (find_dates(segment) and len(segment) < 40)
    ]
    if not fitting:
        return None
    first = flat.index(fitting[0])
    speeches = [s for s in segments if names_a_speech(s)]
    if speeches and flat.index(speeches[0]) > first:
        return _bare(flat[first : flat.index(speeches[0])].rstrip(" -–—:|"))
    if speeches and len(fitting) == 1 and flat.index(speeches[0]) == 0:
        return _bare(flat[first:])
    return _bare(fitting[0])


def _headline_event(block: TitleBlock) -> Event:
    """A title that names a meeting and no kind of speech is the meeting."""
    title = block.title
    title = _ACCOUNT_OF.sub("", title) if title else None
    if title is None or not _MEETING.search(title):
        return Event()
    if _without_speaker(title) != title:
        return Event(_bare(_without_speaker(title)))
    head = _SPEECH_AT_END.sub("", title)
    if head != title and BODY.search(head):
        return Event(_bare(head), doubt="The title may say more than the event.")
    if names_a_speech(title) or (block.entries[block.begin].kind is not Kind.EVENT):
        return Event()
    return Event(_bare(title), doubt="The title is taken for the event.")
