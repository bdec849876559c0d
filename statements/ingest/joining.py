"""Join the lines of the source into whole paragraphs."""

from __future__ import annotations

from collections.abc import Sequence

from statements.ingest.document import Block
from statements.ingest.hyphens import HyphenJoiner, is_broken_word
from statements.ingest.layout import Layout
from statements.ingest.lines import (
    Line,
    ends_sentence,
    is_salutation,
    starts_item,
    starts_small,
)
from statements.ingest.wordsets import words

# Shares of a full line. Ragged setting never leaves more than a long word's room, about 0.3.
_CLEARLY_SHORT = 0.35
_SHORT_HEADING = 0.25
_SHORT_SALUTATION = 0.1
_LONG_LINE = 60
# After these words a line cannot be the end of anything.
_NEVER_LAST = words(
    "a an the of and or to in on at by for with from that which as is are was were be been"
    " has have had our their its this these those we i not than de la le les du des et el los"
    " las y en da do и в на с по"
)


def page_marks(lines: Sequence[Line], layout: Layout) -> tuple[Line, ...]:
    """The lines with the page numbers that a layout shows by a single leading space."""
    if not layout.pages_by_space:
        return tuple(lines)
    page, marked = 1, []
    for index, line in enumerate(lines):
        breaks = index > 0 and line.indent == 1 and not line.blanks_before
        page += breaks
        marked.append(line._replace(page=page, indent=0, page_break_before=breaks))
    return tuple(marked)


def join(lines: Sequence[Line], layout: Layout) -> tuple[Block, ...]:
    """The paragraphs made of these lines, verbatim but for spaces and broken words."""
    joiner = HyphenJoiner([line.text for line in lines])
    blocks, begin = [], 0
    for index in range(1, len(lines) + 1):
        if index == len(lines) or _begins_paragraph(lines, index, begin, layout):
            blocks.append(_block(lines[begin:index], joiner))
            begin = index
    return tuple(blocks)


def _block(lines: Sequence[Line], joiner: HyphenJoiner) -> Block:
    return Block(text=joiner.join(line.text for line in lines), page=lines[0].page)


def _begins_paragraph(lines: Sequence[Line], index: int, begin: int, layout: Layout) -> bool:
    before, line = lines[index - 1], lines[index]
    if is_broken_word(before.text, line.text):
        return False
    if not layout.wrapped:
        return not _runs_on(before, line)
    if ends_sentence(before.text):
        return _begins_after_sentence(lines, index, layout)
    return _stands_alone(lines, index, begin, layout)


def _runs_on(before: Line, line: Line) -> bool:
    """Whether a paragraph that should be one line was broken amid a sentence, as by a page."""
    text = before.text
    if starts_item(line.text):
        return False
    last = text.rsplit(None, 1)[-1]
    if ends_sentence(text):
        return text[-1] == "." and not _ends_by_letter(last) and starts_small(line.text)
    if last.lower() in _NEVER_LAST and len(text) > len(last):
        return True
    return starts_small(line.text) and (text[-1] != "," or len(text) >= _LONG_LINE)


def _ends_by_letter(word: str) -> bool:
    return len(word) > 2 or not word[0].isupper()


def _begins_after_sentence(lines: Sequence[Line], index: int, layout: Layout) -> bool:
    """Whether a new paragraph begins after a line that ends a sentence."""
    before, line = lines[index - 1], lines[index]
    if starts_item(line.text):
        return True
    if starts_small(line.text) and not layout.gap(line):
        return False
    room = layout.room_left(before, line)
    if room > _CLEARLY_SHORT:
        return True
    if layout.indents_mark:
        return line.indent > before.indent or (layout.gaps_mark and layout.gap(line) and room > 0)
    if layout.gaps_mark and not line.page_break_before:
        return layout.gap(line)
    return room > 0 or _is_indented(lines, index, layout)


def _is_indented(lines: Sequence[Line], index: int, layout: Layout) -> bool:
    """Whether the line broke early, though not full: the indent of its paragraph is lost."""
    if not layout.first_indented or index + 1 >= len(lines):
        return False
    line, after = lines[index], lines[index + 1]
    if ends_sentence(line.text) or is_broken_word(line.text, after.text):
        return False
    return layout.room_left(line, after) > 0


def _stands_alone(lines: Sequence[Line], index: int, begin: int, layout: Layout) -> bool:
    """Whether the lines before end without a sentence: a salutation, a heading, a list's item."""
    before, line = lines[index - 1], lines[index]
    if starts_small(line.text):
        return False
    room = layout.room_left(before, line)
    if begin == index - 1 and room > _SHORT_SALUTATION and is_salutation(before.text):
        return True
    if _is_bracketed(before.text) and begin == index - 1 and room > _SHORT_SALUTATION:
        return True
    if room <= _SHORT_HEADING or before.text.rsplit(None, 1)[-1].lower() in _NEVER_LAST:
        return False
    if layout.gap(line):
        return True
    if begin == index - 1 and index > 1 and before.text[-1] != ",":
        return (layout.indents_mark and line.indent > before.indent) or _is_heading(lines, index)
    return starts_item(line.text) and starts_item(lines[begin].text)


def _is_heading(lines: Sequence[Line], index: int) -> bool:
    """Whether the one line before `index` is in capitals, as headings are."""
    letters = [c for c in lines[index - 1].text if c.isalpha()]
    return len(letters) > 3 and all(c.isupper() for c in letters)


def _is_bracketed(text: str) -> bool:
    return (text[0], text[-1]) in {("(", ")"), ("[", "]"), ("<", ">")}
