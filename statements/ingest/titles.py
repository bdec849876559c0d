"""Group the lines of a title block into entries, and find which of them is the title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from statements.ingest.dates import is_date_line
from statements.ingest.hyphens import HyphenJoiner, is_broken_word
from statements.ingest.layout import Layout
from statements.ingest.lines import Line, is_salutation, starts_small
from statements.ingest.names import split_honorific
from statements.ingest.offices import is_role
from statements.ingest.places import is_place_line
from statements.ingest.roles import delegation_in_letterhead
from statements.ingest.wording import is_delivery_note, names_a_speech
from statements.ingest.wordsets import words

# What goes on with a title, also below a gap, as title blocks are set in capitals.
_CONNECTED = re.compile(
    r"(?:on\s+behalf\s+of|(?:delivered\s+)?by|at|before|during|to|in|on(?:\s+the\s+occasion\s+of)?|under"
    r"|for|au\s+nom|lors|devant|sur|en\s+nombre|ante|sobre)\s+(?:the|a|an|agenda|item|his|her|h\.?e\.?"
    r"|mr|ms|mrs|la|le|les|el|los|de|du|des)\b"
    r"|(?:on\s+behalf\s+of|(?:delivered\s+)?by|at(?:\s+the)?|before|during|to|on)\s*\Z",
    re.IGNORECASE,
)
_GOES_ON = words(
    "by of at on in to for the and during under before behalf from de du des del par por la"
    " le el sur sobre - – —"
)
_ADDRESS = re.compile(
    r"@|\bwww\.|\bhttps?:|\b(?:tel|fax|phone|e-?mail|téléphone)\b|\b\d{1,5}\s+\w+\s+(?:street|avenue|road|plaza)\b"
    r"|\b(?:street|avenue|plaza|floor|suite)\b.*\d|\bN\.?Y\.?\s+\d{5}\b|skip to|cookie",
    re.IGNORECASE,
)
_ONLY_SAYS_WHO = re.compile(
    r"(?:[\w ]{2,30}\s[-–—]\s)?(?:statement|remarks|intervention|address|speech)\s+(?:as\s+)?"
    r"(?:delivered\s+|made\s+|given\s+)?(?:by|de)\s+(?:(?:h\.?\s?e\.?|his|her|mr|mrs|ms|m|mme|dr|sir|amb)\b)",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"[\w &]{3,40}:(?:\s|\Z)|(?:peace|security|statements?|speech(?:es)?)\b.*\|", re.IGNORECASE
)
# Names of States and offices, sessions, the buttons of a page.
_OF_THE_SITE = re.compile(
    r"(?:the\s+)?(?:in\s+the\s+name\s+of|bismillah|republic|kingdom|state|federal|government|représentation|délégation|misión|missão"
    r"|permanent|ministry|ministère|ministerio|embassy|united\s+nations\s*\Z|font|share|print|search|menu"
    r"|follow|latest|home|\d+(?:st|nd|rd|th)\s+(?:\w+\s+)?(?:session|meeting|plenary)|[\w-]+\s+session\s+of)\b",
    re.IGNORECASE,
)
_LONGEST_NAME = 6
_LABELS = 5
_LONGEST_HEADLINE = 30
_DASHES = frozenset("-–—")


def title_entries(lines: Sequence[Line], layout: Layout) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The entries of a title block, and the lines of the one that is the title.

    Lines of one entry are joined. The second part is empty where no entry is a title.
    """
    groups: list[list[Line]] = []
    begins = _title_begin(lines)
    for index, line in enumerate(lines):
        if groups and _goes_on(groups, lines, index, begins, layout):
            groups[-1].append(line)
        else:
            groups.append([line])
    entries = tuple(_joined(group) for group in groups)
    if begins is None:
        return entries, ()
    title = next(group for group in groups if lines[begins] in group)
    if title[-1].text.rsplit(None, 1)[-1].lower() in _GOES_ON - _DASHES:
        return entries, ()
    return entries, _unwrapped(title, layout)


def headline(entries: Sequence[str], title: str | None) -> str | None:
    """The headline that a site has set over "Statement by Ms. X, office"; None where there is none.

    It stands right above, and is neither a letterhead nor a date, nor a meeting's session.
    """
    if title is None or not _ONLY_SAYS_WHO.match(title):
        return None
    place = next((i for i, entry in enumerate(entries) if entry.rstrip(" |") == title), 0)
    for above in reversed(entries[max(place - _LABELS, 0) : place]):
        if _is_headline(above):
            return above
        if not _may_stand_between(above):
            return None
    return None


def _may_stand_between(text: str) -> bool:
    """Whether the line may stand between a headline and the statement's own title: a day, a
    label of the page, the name of a minister."""
    is_person = len(text.split()) <= _LONGEST_NAME and split_honorific(text)[0] is not None
    return is_person or _is_own_entry(text) or bool(_LABELLED.match(text)) or "|" in text


def _is_headline(text: str) -> bool:
    said = text.split()
    return (
        3 < len(said) < _LONGEST_HEADLINE
        and not text.endswith((".", ",", ":"))
        and not _is_own_entry(text)
        and not is_letterhead(text)
        and not _LABELLED.match(text)
        and not _OF_THE_SITE.match(text)
        and not is_role(text)
        and (":" in text or "(" in text or any(word[0].islower() for word in said))
    )


def _unwrapped(title: Sequence[Line], layout: Layout) -> tuple[str, ...]:
    """The lines of the title as they were meant, without the breaks at a full line."""
    meant: list[str] = []
    for index, line in enumerate(title):
        text = " ".join(line.text.split())
        full = index and layout.wrapped and layout.room_left(title[index - 1], line) <= 0
        if full and is_broken_word(meant[-1], text):
            meant[-1] += text
        elif full:
            meant[-1] += f" {text}"
        else:
            meant.append(text)
    return tuple(meant)


def _title_begin(lines: Sequence[Line]) -> int | None:
    """The first line that names a kind of speech, else the first that is more than a date."""
    named = [index for index, line in enumerate(lines) if names_a_speech(line.text)]
    if named:
        return next((index for index in named if " " in lines[index].text), named[0])
    for index, line in enumerate(lines):
        if not _is_own_entry(line.text) and not is_letterhead(line.text):
            return index
    return None


def is_letterhead(text: str) -> bool:
    """Whether the line is an office's name or address, or a page's menu."""
    return (
        delegation_in_letterhead(text) is not None
        or bool(_ADDRESS.search(text))
        or text.count("|") > 1
        or " > " in text
        or text.count(" / ") > 1
    )


def _is_own_entry(text: str) -> bool:
    return (
        is_date_line(text) or is_delivery_note(text) or is_salutation(text) or is_place_line(text)
    )


def _goes_on(
    groups: Sequence[Sequence[Line]],
    lines: Sequence[Line],
    index: int,
    begins: int | None,
    layout: Layout,
) -> bool:
    """Whether the line goes on with the entry before it. Only the title has several lines."""
    line, before = lines[index], lines[index - 1]
    if begins is None or index <= begins or groups[-1][0] != lines[begins]:
        return False
    breaks_off = before.text.rsplit(None, 1)[-1].lower() in _GOES_ON - _DASHES
    if breaks_off and is_place_line(line.text) and not is_date_line(line.text):
        # "… Representative of Spain to the" / "United Nations"
        return True
    if _is_own_entry(line.text) or is_delivery_note(before.text):
        return False
    if before.text.rsplit(None, 1)[-1].lower() in _GOES_ON or is_broken_word(
        before.text, line.text
    ):
        return True
    apart = line.blanks_before > (layout.spacing if layout.wrapped else 0)
    if apart and _CONNECTED.match(line.text) and line.text.isupper() == before.text.isupper():
        return not before.text.endswith((".", "|"))
    if apart:
        return starts_small(line.text) and not before.text.endswith((".", "|"))
    return not names_a_speech(line.text) or before.text.endswith((",", ":"))


def _joined(lines: Sequence[Line]) -> str:
    texts = [line.text for line in lines]
    return HyphenJoiner(texts).join(texts)
