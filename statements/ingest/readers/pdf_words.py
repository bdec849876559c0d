"""The words that PDFium finds on a page, each with its place and the size of its type."""

from __future__ import annotations

import ctypes
import math
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]

from statements.ingest.readers.right_to_left import (
    BRACKETS,
    PlacedSign,
    is_right_to_left,
    read_word,
)

# What PDFium gives for a hyphen at a line's end, behind which it tells of no new line.
_BREAK_HYPHENS: Final = "\x02\ufffe\u00ad"
_PLAIN: Final = str.maketrans(
    {"\x02": "-", "\ufffe": "-", "\u00ad": "-"}
    | {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_WORD = re.compile(rf"[^\s{_BREAK_HYPHENS}]+[{_BREAK_HYPHENS}]?|[{_BREAK_HYPHENS}]")
_NO_SIGN = re.compile("[\0\ud800-\udfff]")
# Within such a word a figure may be the raised mark of a note.
_MAY_HOLD_MARK = re.compile(r".[\d*†‡]", re.DOTALL)
# Shapes that Arabic letters take within a word; the letters themselves are what is searched for.
_PRESENTED = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
# Where a file gives no size, that of small print.
_SOME_SIZE: Final = 8.0
# A size differs from another by more than this share, not by rounding.
_OTHER_SIZE: Final = 0.1
# Signs that are farther apart than this share of their size are not of one word.
_GAP: Final = 0.2


class Word(NamedTuple):
    """Characters without a space between, in points from the lower left corner of the page.

    `turn` is the direction of writing in quarter turns to the left; a slanting one is None.
    `spaced` tells whether a space, or a gap as wide as one, stands before.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    turn: int | None = 0
    spaced: bool = True


def page_words(text_page: pdfium.PdfTextPage) -> tuple[list[Word], list[Word]]:
    """The words of a page in PDFium's order, and those that are written in another direction.

    A page whose text stands sideways is turned until it is upright. Words of another direction
    are stamps and marks laid over the page.
    """
    words = list(_Reader(text_page).words())
    turns = Counter[int | None]()
    for word in words:
        turns[word.turn] += len(word.text)
    upright = turns.most_common(1)[0][0] if turns else 0
    return (
        [word for word in words if word.turn == upright],
        [word for word in words if word.turn != upright],
    )


class _Reader:
    """Asks PDFium; it is asked for every character's sign, but only for each word's place."""

    def __init__(self, text_page: pdfium.PdfTextPage) -> None:
        self._page = text_page.raw
        self._count = text_page.count_chars()
        self._box, self._matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self._has_right_to_left = False
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._box_at, self._matrix_at = ctypes.byref(self._box), ctypes.byref(self._matrix)
        self._origin_at = ctypes.byref(self._x), ctypes.byref(self._y)

    def words(self) -> Iterator[Word]:
        page, get = self._page, raw.FPDFText_GetUnicode
        codes = [get(page, index) for index in range(self._count)]
        # One sign an index, so that places in the text are PDFium's own.
        text = _NO_SIGN.sub(" ", "".join([chr(c) if c <= sys.maxunicode else " " for c in codes]))
        self._has_right_to_left = is_right_to_left(text)
        end, stray = 0, None
        for match in _WORD.finditer(text):
            spaced, end = end < match.start(), match.end()
            last = end - self._ends_in_stray(text, match.start(), end)
            parts = list(self._parts(text, match.start(), last, spaced=spaced))
            if stray is not None:
                parts = _with_bracket(parts, stray)
            yield from parts
            stray = self._word(text, last, end, spaced=False) if last < end else None
        if stray is not None:
            yield stray

    def _ends_in_stray(self, text: str, begin: int, end: int) -> bool:
        """Whether a figure's last sign is a bracket that stands apart from it: beside script that
        is read from the right, PDFium puts the bracket around the next word before the space."""
        if not self._has_right_to_left or end - begin < 2 or text[end - 1] not in BRACKETS:
            return False
        left, _, right, _ = self._place(end - 1)
        if is_right_to_left(text[begin:end]):
            return False
        gaps = [
            max(place[0] - right, left - place[2])
            for place in map(self._place, range(begin, end - 1))
        ]
        return min(gaps) > self._size(begin) * _GAP

    def _parts(self, text: str, begin: int, end: int, *, spaced: bool) -> Iterator[Word]:
        """The word, in parts where its type changes size, as before the mark of a note."""
        if not _MAY_HOLD_MARK.search(text, begin, end):
            yield self._word(text, begin, end, spaced=spaced)
            return
        sizes = [self._size(index) for index in range(begin, end)]
        start = begin
        for index in range(begin + 1, end):
            if (
                abs(sizes[index - begin] - sizes[start - begin])
                > sizes[start - begin] * _OTHER_SIZE
            ):
                yield self._word(text, start, index, spaced=spaced)
                start, spaced = index, False
        yield self._word(text, start, end, spaced=spaced)

    def _word(self, text: str, begin: int, end: int, *, spaced: bool) -> Word:
        size, turn = self._size(begin), self._turn()
        left, bottom, right, top = self._place(begin)
        signs = text[begin:end]
        if end - begin > 1:
            last = self._place(end - 1)
            left, bottom = min(left, last[0]), min(bottom, last[1])
            right, top = max(right, last[2]), max(top, last[3])
            if self._has_right_to_left and turn == 0:
                placed = self._placed(signs, begin)
                signs = read_word(placed)
                # Its first and last sign need not be the outermost.
                left = min(sign.left for sign in placed)
                right = max(sign.right for sign in placed)
        raw.FPDFText_GetCharOrigin(self._page, begin, *self._origin_at)
        word = Word(
            text=_PRESENTED.sub(_letter, signs).translate(_PLAIN),
            left=left,
            right=right,
            baseline=self._y.value,
            size=size,
            turn=turn,
            spaced=spaced,
        )
        return _upright(word, bottom, top, self._x.value) if turn else word

    def _placed(self, signs: str, begin: int) -> list[PlacedSign]:
        """The signs with their places, which tell the order of reading: some programs write letters
        that are read from the right in another order, and PDFium turns others beside them."""
        placed = []
        for index, sign in enumerate(signs, begin):
            left, _, right, _ = self._place(index)
            placed.append(PlacedSign(sign, left, right))
        return placed

    def _size(self, index: int) -> float:
        """The size of a character's type in points, with the scale of its text."""
        size = float(raw.FPDFText_GetFontSize(self._page, index))
        if raw.FPDFText_GetMatrix(self._page, index, self._matrix_at):
            size *= math.hypot(self._matrix.c, self._matrix.d)
        return size if 0 < size < math.inf else _SOME_SIZE

    def _turn(self) -> int | None:
        """The direction of the character that `_size` was last asked for."""
        turns = math.atan2(self._matrix.b, self._matrix.a) / (math.pi / 2)
        return round(turns) % 4 if abs(turns - round(turns)) < 0.1 else None

    def _place(self, index: int) -> Sequence[float]:
        box = self._box
        raw.FPDFText_GetLooseCharBox(self._page, index, self._box_at)
        return box.left, box.bottom, box.right, box.top


def _with_bracket(parts: list[Word], bracket: Word) -> list[Word]:
    """The parts of a word with the bracket that was taken from the word before: as a part of the
    one that it touches, else in front."""
    for index, word in enumerate(parts):
        if 0 <= bracket.left - word.right < word.size * _GAP:
            joined = word._replace(text=word.text + bracket.text, right=bracket.right)
        elif 0 <= word.left - bracket.right < word.size * _GAP:
            joined = word._replace(text=bracket.text + word.text, left=bracket.left)
        else:
            continue
        return [*parts[:index], joined, *parts[index + 1 :]]
    return [bracket, *parts]


def _letter(shape: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", shape[0])


def _upright(word: Word, bottom: float, top: float, origin: float) -> Word:
    """The word with its place as it is when the page is turned so that it stands upright."""
    if word.turn == 1:
        return word._replace(left=bottom, right=top, baseline=-origin)
    if word.turn == 3:
        return word._replace(left=-top, right=-bottom, baseline=origin)
    return word._replace(left=-word.right, right=-word.left, baseline=-word.baseline)
