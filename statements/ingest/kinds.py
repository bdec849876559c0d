"""What each line of a title block is: the kinds of lines, told by their words alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

from statements.ingest.dates import find_dates, is_date_line
from statements.ingest.labels import Field, read_label
from statements.ingest.lines import Line, ends_sentence, is_salutation
from statements.ingest.names import read_person, split_honorific
from statements.ingest.navigation import is_address, is_letterhead, is_rule, is_site_noise
from statements.ingest.offices import begins_with_office, find_office
from statements.ingest.organizations import is_organization
from statements.ingest.otherscripts import named_behind_office
from statements.ingest.places import is_place_line
from statements.ingest.states import is_state
from statements.ingest.wording import (
    addresses_someone,
    goes_on_below,
    is_delivery_note,
    names_a_speech,
    without_own,
)


class Kind(Enum):
    """What a line of a title block is for."""

    SPEECH = "names a kind of speech"
    LEAD_IN = "a sentence that tells who spoke where"
    NOTE = "tells how the text relates to what was spoken"
    DATE = "a date, perhaps with its place"
    PLACE = "a place"
    LABEL = "a label; its value stands behind or below it"
    NOISE = "menu, path, button, notice, rule or address"
    LETTERHEAD = "the mission or office that publishes"
    STATE = "a state and no more"
    PERSON = "begins with a title of courtesy and a name"
    OFFICE = "an office"
    GROUP = "for whom"
    EVENT = "a meeting, a body, an item of the agenda"
    PROSE = "a sentence"
    OTHER = "anything else"


class Entry(NamedTuple):
    """A line of the title block with its kind; `gap` counts the blank lines before it.

    `field` is what a label calls it: of the label itself, or of the value below the label. `value`
    stands behind the label; of a sentence that leads in and runs over lines it is the whole so far.
    """

    text: str
    kind: Kind
    gap: int
    field: Field | None = None
    value: str = ""


BODY = re.compile(
    r"\b(?:assembly|council|committee|conference|sessions?|meeting|debate|forum|summit|commission"
    r"|briefing|agenda\s+item|item\s+\d|unga|unsc|ecosoc|uneca|csw|cnd|week|dialogue|event|arria"
    r"|explanation\s+of\s+(?:the\s+)?vote|general\s+debate|board\s+of\s+governors|executive\s+board"
    r"|working\s+group|consultations?|stakeout|panel|seminar|workshop|symposium|webinar|colloquium"
    r"|round\s?table|ceremony|commemoration|anniversary|observance|opening\s+of|closing\s+of"
    r"|(?:international|world)\s+(?:[\w’'-]+\s+){0,5}days?|launch\s+of|congress|convention"
    r"|hearing|plenary|segment|cluster|cop\s?\d+"
    r"|asamblea|consejo|comité|comisión|conferencia|período|sesión|reunión|debate|foro|cumbre"
    r"|evento"
    r"|assemblée|conseil|commission|conférence|séance|réunion|débat|sommet|assembleia|conselho"
    r"|comissão|conferência|sessão|reunião|cúpula|ausschuss|sicherheitsrat|generalversammlung"
    r"|ассамбле\w+|совет\w*|сесси\w+|комитет\w*|заседани\w+|конференци\w+|форум\w*)\b"
    r"|مجلس الأمن|الجمعية العامة|اللجنة|مؤتمر|جلسة|الدورة|المناقشة"
    r"|安理会|安全理事会|联合国大会|委员会|会议|辩论",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"\W{0,3}(?:\(?on\s+behalf\s+of|au\s+nom\s+d|en\s+nombre\s+de|em\s+nome\s+d|от\s+имени|باسم"
    r"|نيابة عن)\b",
    re.IGNORECASE,
)
# "The ambassador gave a statement at …", "Following is the text of X's remarks to …".
_LEAD_IN = re.compile(
    r"\bfollowing\s+(?:is|are|was)\s+(?:[^.;]{3,90}['’]s?\s+)?(?:the\s+)?"
    r"(?:text|remarks|transcript|statement|message|address|speech|full)\b"
    r"|\bthe\s+following\b[^.;]{3,90}\b(?:was|were|is|are)\s+(?:issued|delivered|made|released"
    r"|given)\b"
    r"|\b(?:this|here|below)\s+is\s+(?:(?:the|a|an)\s+)?(?:\w+\s+){0,2}(?:text|transcript"
    r"|summary|translation)\s+of\b"
    # A line below the title: "Delivered at the … of the …, on 3 May 1968."
    r"|^\W*(?:(?:speech|address|statement|remarks)\s+)?(?:delivered|given|pronounced)\s+(?:at|in"
    r"|before|to|on)\s(?=.*\.\W*\Z)"
    r"|\b(?:intervino|pronunció|se\s+dirigió|tomó\s+la\s+palabra|interveio|discursou|pronunciou"
    r"|a\s+(?:prononcé|pris\s+la\s+parole)|(?:est|s[’']est)\s+(?:intervenue?|exprimée?|adressée?)"
    r"|выступила?)\s+(?:[\w-]+\s+){0,2}?(?:en|ante|na|no|perante|a|al|à|au|aux|devant|lors|un|une"
    r"|uma?|на|в|перед|с)\b"
    r"|\bthe\s+following\s+(?:is|are|(?:statement|remarks|message)\b)"
    r"|\b(?:gave|made|delivered|issued)\s+(?:a|an|the|this|his|her|today)\s+(?:\w+\s+){0,4}"
    r"(?:statement|remarks|address|speech|intervention|explanation)"
    r"|\b(?:addressed|spoke\s+(?:at|to|before|during))\s+(?:a|an|the)\b",
    re.IGNORECASE,
)
_HEADING_MARK = re.compile(r"^#{1,6}\s+|^>\s+")
_SPACED_OUT = re.compile(r"(?:[^\W\d_] ){4,}[^\W\d_]\Z")
_BY = re.compile(r"^\W*(?:by|par|por|von|يلقيه|تلقيه|يلقيها|ألقاه|ألقاها)\s*:?\s+", re.IGNORECASE)
# "Oslo, 04/02/2021 - 13:30": a day, though nobody can tell which.
_UNTOLD_DAY = re.compile(
    r"(?:[^\W\d_][\w .-]{1,30}, )?\d{1,2}[/.]\d{1,2}[/.]\d{4}(?:\W+\d{1,2}:\d\d)?\Z"
)
# "Held at Headquarters, New York, on Wednesday, 13 October 2021, at 10 a.m."
_HELD = re.compile(r"\W*held\s+(?:at|in|on)\s+[^.]{3,80}\d{4}", re.IGNORECASE)
_DATE_LEAD = 40
_MOST_WORDS_OF_TOWN = 3
_MOST_WORDS_OF_LABEL = 3
_FEWEST_LABELS = 2
_FEWEST_WORDS_OF_PROSE = 9
_LONGEST_LEAD_IN = 400
_LONGEST_PERSON = 250


def classify(lines: Sequence[Line]) -> tuple[Entry, ...]:
    """The lines of a title block with their kinds, in order."""
    entries: list[Entry] = []
    labels = _bare_labels(lines)
    for index, line in enumerate(lines):
        text = without_marks(" ".join(line.text.split()))
        above = entries[-1] if entries else None
        if index in labels and (label := read_label(f"{text}:")):
            entries.append(Entry(text, Kind.LABEL, line.blanks_before, label.field))
            continue
        if entries and not line.blanks_before and _is_open_lead_in(entries[-1]):
            whole = f"{entries[-1].value or entries[-1].text} {text}"
            entries.append(Entry(text, Kind.LEAD_IN, 0, value=whole))
            continue
        entries.append(_entry(line.text, text, line.blanks_before, above))
    for index, (entry, below) in enumerate(pairwise(entries)):
        if below.kind is Kind.DATE and not below.gap and _is_town_and_state(entry):
            entries[index] = entry._replace(kind=Kind.PLACE)
    return tuple(entries)


def _bare_labels(lines: Sequence[Line]) -> frozenset[int]:
    """The lines of a table that are labels without a colon, each right above its value.

    One such word alone may be a heading: "Meeting", "Date", "Venue" are labels together.
    """
    found = frozenset(
        index
        for index, (line, below) in enumerate(pairwise(lines))
        if len(line.text.split()) <= _MOST_WORDS_OF_LABEL
        and not below.blanks_before
        and not (":" in line.text or goes_on_below(line.text))
        and read_label(f"{line.text}:")
    )
    return found if len(found) >= _FEWEST_LABELS else frozenset()


def _is_town_and_state(entry: Entry) -> bool:
    """Whether the line reads "Lusaka, Zambia", as above a date it is no person's."""
    town, mark, state = entry.text.partition(", ")
    return (
        bool(mark)
        and entry.kind is Kind.OTHER
        and entry.field is None
        and len(town.split()) <= _MOST_WORDS_OF_TOWN
        and town[0].isupper()
        and is_state(state.strip(" .,"))
    )


def _is_open_lead_in(entry: Entry) -> bool:
    """Whether a sentence that leads in goes on below; its `value` is the sentence so far."""
    text = entry.value or entry.text
    return (
        entry.kind is Kind.LEAD_IN
        and not ends_sentence(text)
        and not text.endswith(":")
        and len(text) < _LONGEST_LEAD_IN
    )


def without_marks(text: str) -> str:
    """The text without the signs of plain-text markup around it: "# ", "**bold**", "_so_".

    Letters set apart ("S T A T E M E N T") are one word.
    """
    if _SPACED_OUT.match(text):
        return text.replace(" ", "")
    bare = _HEADING_MARK.sub("", text).replace("**", "")
    if len(bare) > 2 and bare[0] == bare[-1] and bare[0] in "*_":
        bare = bare[1:-1]
    return bare.strip() if any(map(str.isalnum, bare)) else text


def _entry(raw: str, text: str, gap: int, above: Entry | None) -> Entry:
    label = read_label(text)
    if label is not None and (label.field == "title" or not names_a_speech(text)):
        return Entry(text, Kind.LABEL, gap, label.field, label.value)
    if (
        above is not None
        and above.kind is Kind.LABEL
        and not above.value
        and (above.field != "other" or above.text.casefold().startswith("from"))
    ):
        return Entry(text, _kind(raw, text), gap, above.field, text)
    return Entry(text, _kind(raw, text), gap)


def _kind(raw: str, text: str) -> Kind:
    if is_delivery_note(text):
        return Kind.NOTE
    if is_date_line(text) or _UNTOLD_DAY.match(text) or _HELD.match(text):
        return Kind.DATE
    if is_rule(text):
        return Kind.NOISE
    if is_lead_in(text) and ends_sentence(text):
        return Kind.LEAD_IN
    if is_organization(raw):
        return Kind.LETTERHEAD
    if is_place_line(text):
        return Kind.PLACE
    if (
        is_letterhead(text)
        and not begins_with_office(text)
        and not _names_person(text)
        and not names_a_speech(text)
    ):
        return Kind.LETTERHEAD
    if is_address(text) or is_site_noise(raw):
        return Kind.NOISE
    if is_lead_in(text):
        return Kind.LEAD_IN
    if names_a_speech(text):
        return Kind.SPEECH
    return _plain_kind(text)


def _plain_kind(text: str) -> Kind:
    if is_state(text):
        return Kind.STATE
    if _GROUP.match(text):
        return Kind.GROUP
    if _names_person(text) or named_behind_office(text):
        return Kind.PERSON
    office, body = find_office(text), BODY.search(text)
    if is_prose(text):
        return Kind.PROSE
    if body and (office is None or body.start() < office.start()):
        return Kind.EVENT
    if office:
        return Kind.OFFICE
    return Kind.OTHER


def _names_person(text: str) -> bool:
    """Whether the line begins with a title of courtesy and a name, as salutations do not."""
    bare = _BY.sub("", text, count=1)
    first = re.split(r",|\s[-–—]\s|\(", bare, maxsplit=1)[0]
    if split_honorific(first)[0] is None or is_salutation(text) or len(text) > _LONGEST_PERSON:
        return False
    return read_person(first) is not None


def is_lead_in(text: str) -> bool:
    """Whether the line tells in a sentence who made the statement, and where."""
    return (
        len(text) <= _LONGEST_LEAD_IN
        and bool(_LEAD_IN.search(text) or _HELD.match(text))
        and not addresses_someone(without_own(text))
    )


def is_prose(text: str) -> bool:
    """Whether the line is a whole sentence, as titles are not."""
    words = text.split()
    small = sum(word[:1].islower() for word in words)
    return ends_sentence(text) and len(words) >= _FEWEST_WORDS_OF_PROSE and small * 2 > len(words)


def begins_with_date(text: str) -> bool:
    """Whether a date stands at the head of a line that goes on: "3 May 2020, Geneva – …"."""
    dates = find_dates(text)
    return bool(dates) and dates[0][0][0] <= _DATE_LEAD and dates[0][0][1] < len(text) - 20
