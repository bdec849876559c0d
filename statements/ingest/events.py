"""The event at which a statement was delivered, and the event that it was part of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from statements.ingest.clauses import Clause, Clauses, cut_clauses, strip_time_and_place
from statements.ingest.dates import is_date_line
from statements.ingest.names import normal_case
from statements.ingest.offices import is_role
from statements.ingest.wording import is_delivery_note, names_a_speech
from statements.ingest.wordsets import words

_GENERIC = (
    r"(?:meeting|event|side[\s-]event|high-level\s+(?:meeting|event)|conference|debate|session|seminar"
    r"|webinar|workshop|panel(?:\s+discussion)?|briefing|discussion|forum|symposium|dialogue"
    r"|round\s?table|réunion|conférence|débat|reunión|conferencia|debate)"
)
_QUOTED_EVENT = re.compile(
    rf"(?:the|a|an|la|le|el)?\s*(?:virtual\s+|online\s+)?{_GENERIC}?\s*(?:(?:on|entitled|titled|called"
    r"|intitulée?|titulad[oa]|sur|sobre|:)\s*)?[“«\"](?P<name>[^“”«»\"]{3,400})[”»\"]\s*\Z",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:assembly|council|committee|conference|session|meeting|debate|forum|summit|commission"
    r"|briefing|agenda\s+item|item\s+\d|unga|unsc|ecosoc|week|dialogue|explanation\s+of\s+vote|event"
    r"|asamblea|consejo|comité|comisión|conferencia|période|assemblée|conseil|commission|conférence"
    r"|ассамбле\w+|совет\w*|сесси\w+)\b",
    re.IGNORECASE,
)
_SESSION_OF = re.compile(
    r"(?P<event>.{8,300}?),\s+(?:(?:at|during)\s+)?(?P<whole>(?:the\s+)?[\w-]+(?:\s[\w-]+)?\s+session\s+of\s.{4,200})\Z",
    re.IGNORECASE,
)
_ITEM = re.compile(r"(?:agenda\s+)?item\b|tema\b|point\s+\d|cluster\b", re.IGNORECASE)
_SESSION = re.compile(
    r"(?:the\s+)?[\w-]+(?:\s[\w-]+)?\s+(?:resumed\s+|regular\s+|special\s+)?(?:session|meeting)\b"
    r"|general\s+debate\b|plenary\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"(?:high[- ]level\s+|annual\s+)?(?:open\s+debate|debate|briefing|meeting|thematic"
    r"|interactive|plenary|informal|arria|ministerial|main\s+committee|cluster|débat|debate\s+abierto|sesión)\b|[“«\"]",
    re.IGNORECASE,
)
_MOST_EVENT_LINES = 4
_SEGMENT = re.compile(r"\s[-–—]\s|\s\|\s")
_SPEECH_AT_END = re.compile(
    r"(?P<event>.{12,250}?)\s+(?:joint\s+|national\s+)?(?:statement|remarks|intervention|address)\Z",
    re.IGNORECASE | re.DOTALL,
)
_BRIEFING = re.compile(
    r"(?:un(?:ited nations)?\s+)?(?:security\s+council|general\s+assembly|unsc|unga|arria)\b"
    r".*\bbriefing",
    re.IGNORECASE,
)
_NEVER_LAST = words("on of at the for and in to under with: on: sobre sur de del la du des")
_PREPOSITION = re.compile(
    r"(?:at|before|during|to|in|lors|devant|en|ante)\s+(?:the|a|an|d[eu]s?|l[ae]|el)\s+",
    re.IGNORECASE,
)
_LONGEST_TOPIC = 60
_LONGEST_EVENT = 300


def read_event(clauses: Clauses) -> tuple[str | None, str | None]:
    """The event and the event it is part of, as the title says them."""
    parts = [c for c in clauses.clauses if c.kind in {"place", "within", "topic"}]
    places = [index for index, c in enumerate(parts) if c.kind == "place" and _is_event(c.text)]
    within = [index for index, c in enumerate(parts) if c.kind == "within" and c.text]
    if places:
        first = places[0]
        wholes = [i for i in within + places[1:] if i > first]
        end = min(wholes, default=len(parts))
        event = _name(parts[first:end])
        whole = _name(parts[end:]) if end < len(parts) else None
        return _split_session(event, whole)
    if within:
        return _split_session(_name(parts[within[0] :]), None)
    topics = [index for index, c in enumerate(parts) if c.kind == "topic" and _BODY.search(c.text)]
    if topics:
        return _name(parts[topics[0] :]), None
    return _after_speaker(clauses), None


def _is_event(text: str) -> bool:
    return len(text) > 3 and not re.match(
        r"(?:the\s+)?(?:age|time|request|level|end)\b", text, re.I
    )


def _name(parts: list[Clause]) -> str | None:
    if not parts:
        return None
    first, *rest = parts
    text = " ".join([first.text, *(f"{clause.mark} {clause.text}" for clause in rest)])
    text = strip_time_and_place(text)
    quoted = _QUOTED_EVENT.match(text)
    if quoted:
        return normal_case(quoted["name"].strip())
    text = re.sub(r"^(?:the|a|an|la|le|les|el|los)\s+", "", text, flags=re.IGNORECASE).strip()
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
    for clause in clauses.clauses:
        if clause.kind != "speaker":
            continue
        parts = re.split(r"[,\n]", clause.text)
        for index, part in enumerate(parts[1:], 1):
            if _BODY.search(part) and not is_role(part):
                return normal_case(strip_time_and_place(",".join(parts[index:])).strip()) or None
    return None


def lines_event(lines: Sequence[str]) -> str | None:
    """The meeting that lines of their own name: the first that does, and what goes on with it."""
    whole = list(_whole(lines))
    for index, line in enumerate(whole):
        event = line_event(line)
        if event is None:
            continue
        parts = [event]
        for following in whole[index + 1 : index + _MOST_EVENT_LINES]:
            if not any(form.match(following) for form in (_ITEM, _SESSION, _GOES_ON)):
                break
            parts.append(normal_case(strip_time_and_place(following)))
        return ", ".join(parts)[:_LONGEST_EVENT]
    return None


def _whole(lines: Sequence[str]) -> Iterator[str]:
    """The lines, with one that breaks off ("Open debate on") joined with the next."""
    open_line = ""
    for line in lines:
        text = f"{open_line} {line}".strip()
        if text.rsplit(None, 1)[-1].lower() in _NEVER_LAST and len(text) < _LONGEST_EVENT:
            open_line = text
            continue
        yield text
        open_line = ""
    if open_line:
        yield open_line


def head_event(title: str) -> str | None:
    """The meeting in a title of segments ("Mali - Statement by Mr. X - Security Council"), or the
    one with which it begins ("General Assembly: Veto Initiative Statement on …")."""
    segments = [part.strip() for part in _SEGMENT.split(title)]
    for segment in segments[1:]:
        if _BODY.search(segment) and not names_a_speech(segment) and not is_role(segment):
            topic = segments[0] if not names_a_speech(segments[0]) else ""
            name = strip_time_and_place(segment)
            return f"{name}: {topic}" if topic and len(topic) < _LONGEST_TOPIC else name or None
    head = _SPEECH_AT_END.match(cut_clauses(title).head)
    if head and _BODY.search(head["event"]):
        return normal_case(head["event"].strip(" ,:-–—")) or None
    return None


def line_event(line: str) -> str | None:
    """The meeting that a line of the title block names, else None."""
    if len(line) > _LONGEST_EVENT or not _BODY.search(line):
        return None
    is_speech = names_a_speech(line) and not _BRIEFING.match(line)
    if is_date_line(line) or is_delivery_note(line) or is_role(line) or is_speech:
        return None
    if line.rstrip().endswith((".", ",")) or "©" in line or ">" in line or "|" in line:
        return None
    return normal_case(strip_time_and_place(_PREPOSITION.sub("", line))) or None
