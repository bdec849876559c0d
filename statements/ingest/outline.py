"""Split the lines of a document into title block, speech and sign-off."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from statements.ingest.dates import find_dates, is_date_line
from statements.ingest.kinds import is_lead_in
from statements.ingest.labels import read_label
from statements.ingest.layout import Layout
from statements.ingest.lines import Line, ends_sentence, is_salutation, starts_item, starts_small
from statements.ingest.navigation import is_letterhead, is_rule, is_site_noise
from statements.ingest.organizations import is_organization
from statements.ingest.recordheads import is_record_head
from statements.ingest.wording import (
    addresses_someone,
    goes_on_below,
    is_delivery_note,
    names_a_speech,
)
from statements.ingest.wordsets import words

# A title block longer than this (lines, characters) is not one.
_MOST_LINES = 40
_LONGEST_LINE = 600
_LONGEST_RUN = 700
_MOST_NOISE_LINES = 12
_LONGEST_TITLE_AHEAD = 300
_LONGEST_UNANNOUNCED_TITLE = 200
_MOST_SIGN_OFF_LINES = 6
_MOST_SMALL_IN_LETTERHEAD = 0.5
_SMALL_WORDS = words("the of and by for on at to a an in with from de la del du des et y")
_END_MARK = re.compile(
    r"[\W_]*(?:the\s+)?(?:end|ends|fin|fin de la déclaration|конец"
    r"|end of (?:the )?(?:statement|speech|text|remarks|document))[\W_]*\Z"
    r"|[*_=#~•.\-–—\s]{3,}\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The parts of a document, each in source order; together they are all its lines."""

    title: tuple[Line, ...]
    body: tuple[Line, ...]
    sign_off: tuple[Line, ...]


def split(lines: Sequence[Line], layout: Layout) -> Outline:
    """Find where the speech begins and ends."""
    start = _speech_start(lines, layout)
    end = _speech_end(lines, start)
    return Outline(
        title=tuple(lines[:start]), body=tuple(lines[start:end]), sign_off=tuple(lines[end:])
    )


def _speech_start(lines: Sequence[Line], layout: Layout) -> int:
    """The index of the first spoken line: 0 unless what comes before is surely a title block."""
    index, announced = 0, False
    while index < min(len(lines), _MOST_LINES):
        if _begins_speech(lines[index].text):
            break
        is_masthead = is_organization(lines[index].text)
        end = index + 1 if is_masthead else _run_end(lines, index, layout)
        run = lines[index:end]
        is_cut = index > 0 and goes_on_below(lines[index - 1].text)
        is_head = is_masthead or _is_letterhead(run)
        if not (is_cut or is_head) and _is_speech(
            run, lines[end : end + 1], layout, announced=announced
        ):
            ahead = _title_ahead(lines, end, layout)
            if announced and not (ahead and _salutation_follows(lines, ahead)):
                ahead = None
            if ahead is None:
                break
            index, announced = ahead, True
            continue
        announced = announced or is_head or any(_announces(line.text) for line in run)
        index = end
    else:
        return _last_announced(lines[:index]) if announced else 0
    if announced or _is_bare_title(lines[: index + 1], layout):
        return index
    return 0


def _begins_speech(text: str) -> bool:
    return is_record_head(text) or (is_salutation(text) and not names_a_speech(text))


def _title_ahead(lines: Sequence[Line], index: int, layout: Layout) -> int | None:
    """A title that stands alone below sentences of the site that published the statement."""
    for place in range(index, min(len(lines) - 1, index + _MOST_NOISE_LINES)):
        line, after = lines[place], lines[place + 1]
        if is_salutation(line.text):
            return None
        if (
            line.blanks_before > layout.spacing
            and (after.blanks_before > layout.spacing or goes_on_below(line.text))
            and names_a_speech(line.text)
            and (len(line.text.split()) > 4 or goes_on_below(line.text))
            and len(line.text) < _LONGEST_TITLE_AHEAD
            and not ends_sentence(line.text)
        ):
            return place
    return None


def _salutation_follows(lines: Sequence[Line], index: int) -> bool:
    """Whether a speech begins soon below the line, so that it can be its title."""
    return any(is_salutation(line.text) for line in lines[index + 1 : index + _MOST_NOISE_LINES])


def _announces(text: str) -> bool:
    return (
        names_a_speech(text)
        or is_date_line(text)
        or is_delivery_note(text)
        or is_lead_in(text)
        or _is_labelled_date(text)
    )


def _is_labelled_date(text: str) -> bool:
    label = read_label(text)
    return label is not None and label.field in ("date", "page_date") and bool(find_dates(text))


def _is_letterhead(run: Sequence[Line]) -> bool:
    """Whether the run is the head of a page: whose it is, and no sentence."""
    first = run[0].text
    text = " ".join(line.text for line in run)
    return (
        is_letterhead(first)
        and _small_share(text.split()) <= _MOST_SMALL_IN_LETTERHEAD
        and not ends_sentence(text)
        and not addresses_someone(text)
    )


def _is_around_speech(text: str) -> bool:
    """Whether the line is of the page or a label, so that a speech may still follow."""
    if is_site_noise(text) or is_rule(text):
        return True
    is_answer = ends_sentence(text) and addresses_someone(text)  # "PRESIDENT: We meet today."
    return read_label(text) is not None and not is_answer


def _last_announced(lines: Sequence[Line]) -> int:
    """Where no speech begins for long, only the lines up to the last sure sign are a title."""
    for index in range(len(lines) - 1, -1, -1):
        if _announces(lines[index].text):
            return index + 1
    return 0


def _run_end(lines: Sequence[Line], index: int, layout: Layout) -> int:
    """The end of the run of lines from `index` that belong together.

    A run ends with a sentence, at a gap, and before or after a line that is plainly its own.
    """
    length = 0
    for end in range(index, len(lines)):
        line = lines[end]
        if end > index and (
            not layout.wrapped
            or layout.gap(line)
            or is_salutation(line.text)
            or is_record_head(line.text)
            or (_announces(line.text) and layout.room_left(lines[end - 1], line) > 0)
        ):
            return end
        length += len(line.text)
        if is_date_line(line.text) or is_delivery_note(line.text):
            return end + 1
        if ends_sentence(line.text) or length > _LONGEST_RUN:
            return end + 1
    return len(lines)


def _is_speech(
    run: Sequence[Line], following: Sequence[Line], layout: Layout, *, announced: bool
) -> bool:
    """Whether a run of lines is spoken words, not part of a title block."""
    first, last = run[0].text, run[-1].text
    if _announces(first):
        return len(first) > _LONGEST_LINE
    if _is_around_speech(first):
        return False
    if sum(len(line.text) for line in run) > _LONGEST_RUN:
        return True
    if starts_item(first) and not first.isupper():
        return True
    if announced and len(run) == 1 and _is_short_sentence(first):
        return True
    if following and not announced and starts_small(following[0].text) and layout.wrapped:
        return True
    return _is_sentence(" ".join(line.text for line in run), last)


def _is_short_sentence(text: str) -> bool:
    """Whether a line below a title is spoken, however short: "We condemn the attack."

    Titles and offices may end with a stop, too, but all their words that count have capitals.
    """
    spoken = text.split()
    if len(spoken) < 3 or not text.endswith((".", "!", "?")) or "|" in text:
        return False
    small = [word for word in spoken if word[0].islower() and word.strip(",.;") not in _SMALL_WORDS]
    return bool(small) and ends_sentence(text)


def _is_sentence(text: str, last: str) -> bool:
    spoken_words = text.split()
    if not ends_sentence(last) or (last.endswith((":", ";")) and len(spoken_words) < 12):
        return bool(spoken_words) and len(text) > 160 and _small_share(spoken_words) > 0.75
    spoken = _small_share(spoken_words) > 0.5 or (len(spoken_words) > 6 and addresses_someone(text))
    return (len(spoken_words) > 4 and spoken) or _is_spaceless(text)


def _small_share(spoken: Sequence[str]) -> float:
    lettered = [word for word in spoken if word[0].isalpha()]
    return sum(not word[0].isupper() for word in lettered) / max(len(lettered), 1)


def _is_spaceless(text: str) -> bool:
    """Whether the text is in a script without spaces or without capitals, so long a sentence."""
    return len(text) > 12 and not any(c.isupper() for c in text)


def _is_bare_title(lines: Sequence[Line], layout: Layout) -> bool:
    """Whether the lines before the last are one short title, set off by a gap, and no more."""
    *title, speech = lines
    if not title or len(title) > 3 or (not layout.gap(speech) and layout.wrapped):
        return False
    text = " ".join(line.text for line in title)
    if not speech.blanks_before or len(text) > _LONGEST_UNANNOUNCED_TITLE or len(text.split()) < 2:
        return False
    return (
        not ends_sentence(text)
        and not addresses_someone(text)
        and "," not in text
        and text[0].isalpha()
        and not text[0].islower()
        and not starts_small(speech.text)
    )


def _speech_end(lines: Sequence[Line], start: int) -> int:
    """The index after the last spoken line: marks of the end and what follows them come after."""
    for index in range(max(start + 1, len(lines) - _MOST_SIGN_OFF_LINES), len(lines)):
        if _END_MARK.match(lines[index].text) and not _goes_on(lines, index):
            return index
    return len(lines)


def _goes_on(lines: Sequence[Line], index: int) -> bool:
    """Whether the speech goes on: the mark ends a sentence, or is a rule between its parts."""
    is_plain_word = lines[index].text[0].isalpha()
    if is_plain_word and not ends_sentence(lines[index - 1].text):
        return True
    return any(
        is_salutation(line.text) or (ends_sentence(line.text) and len(line.text.split()) > 4)
        for line in lines[index + 1 :]
    )
