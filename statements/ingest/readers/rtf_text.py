"""The text that a reader of Rich Text Format collects: paragraphs, and characters in code pages."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field
from typing import Final

from striprtf.striprtf import charset_map

_WESTERN: Final = "cp1252"
_SYMBOLS: Final = "symbols"
# Some of the pieces before a mark may be empty.
_PIECES_LOOKED_AT: Final = 8
_SYMBOL_CHARSET: Final = 2
_DEFAULT_CHARSET: Final = 1
# Encodings of the old Macintosh under the names that Python has for them, or for their like.
_MACINTOSH: Final = {
    10_000: "mac_roman",
    10_001: "shift_jis",
    10_002: "big5",
    10_003: "euc_kr",
    10_004: "mac_arabic",
    10_006: "mac_greek",
    10_007: "mac_cyrillic",
    10_008: "gb2312",
    10_029: "mac_latin2",
}
_BY_CHARSET: Final = {
    78: "shift_jis",
    79: "big5",
    80: "euc_kr",
    85: "gb2312",
    86: "mac_romanian",
    87: "mac_cyrillic",
    88: "cp874",
    89: "mac_latin2",
}


def code_page(number: int) -> str:
    """Python's name of a code page; Western where it is not known."""
    return _known(_MACINTOSH.get(number, f"cp{number}"))


def encoding_of_charset(charset: int, default: str) -> str:
    """The encoding of a font's set of characters."""
    if charset == _SYMBOL_CHARSET:
        return _SYMBOLS
    if charset == _DEFAULT_CHARSET or charset not in charset_map:
        return default
    return _known(_BY_CHARSET.get(charset, charset_map[charset]))


def _known(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return _WESTERN


@dataclass(slots=True)
class Flow:
    """Text that runs on by itself: the body, a note, a head, a text box.

    `paragraphs` are those that are complete, `page_numbers` the positions of those that count the
    pages. A text box stands behind the paragraph that it is fixed to.
    """

    paragraphs: list[str] = field(default_factory=list)
    page_numbers: set[int] = field(default_factory=set)
    boxes: list[Flow] = field(default_factory=list)
    has_page_number: bool = False
    _pieces: list[str] = field(default_factory=list)
    # Bytes that wait for the rest of a character: one may be written as two escapes.
    _bytes: bytearray = field(default_factory=bytearray)
    _encoding: str = _WESTERN

    def add_bytes(self, data: bytes, encoding: str) -> None:
        if encoding != self._encoding:
            self._decode()
            self._encoding = encoding
        self._bytes += data

    def add(self, text: str) -> None:
        self._decode()
        self._pieces.append(text)

    def reserve(self) -> int:
        """A place in the paragraph that is filled later, by `fill`."""
        self.add("")
        return len(self._pieces) - 1

    def fill(self, place: int, mark: str) -> None:
        """Set the mark of a note; on the line it must not become part of a number."""
        if place < len(self._pieces):
            before = "".join(self._pieces[max(0, place - _PIECES_LOOKED_AT) : place])[-1:]
            is_after_figure = mark[:1].isdigit() and before.isdigit()
            self._pieces[place] = f" {mark}" if is_after_figure else mark

    def end_paragraph(self) -> None:
        self._decode()
        text = _joined(self._pieces).strip("\n")
        if text.strip():
            if self.has_page_number:
                self.page_numbers.add(len(self.paragraphs))
            self.paragraphs.append(text)
        self._pieces, self.has_page_number = [], False
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            box.end_paragraph()
            self.paragraphs += box.paragraphs

    def _decode(self) -> None:
        if not self._bytes:
            return
        data = bytes(self._bytes)
        self._bytes.clear()
        if self._encoding != _SYMBOLS:
            self._pieces.append(data.decode(self._encoding, "replace"))
        elif len(data.strip()) == 1:
            self._pieces.append("•")
        else:
            # No symbols but words, in a font that says so of itself wrongly.
            self._pieces.append(data.decode(_WESTERN, "replace"))


def _joined(pieces: list[str]) -> str:
    """Characters beyond the first plane are written as two halves, of which one may be missing."""
    text = "".join(pieces)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
