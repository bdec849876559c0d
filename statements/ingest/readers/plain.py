"""Plain text: find the encoding of the bytes, never guess it silently."""

from __future__ import annotations

import codecs
import re

from statements.ingest.document import ExtractedText
from statements.ingest.errors import TextTooLong, UnknownEncoding, UnknownFormat
from statements.ingest.limits import MAX_TEXT_CHARACTERS
from statements.ingest.readers.plain_layout import reading_order

VERSION = "2"

# Form feeds beyond this many are not pages of a statement but noise in a file.
MAX_PAGES = 5_000

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins with the mark of UTF-16 LE, so it comes first
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# A text may hold a few stray control characters; more than these are a binary file.
_STRAY_CONTROLS_ALLOWED = 8
_STRAY_CONTROLS_SHARE = 0.002
# Windows-1252 is for Western languages, whose letters are mostly plain Latin. German and French
# stay under a tenth; Cyrillic or Greek read as Windows-1252 come out near one.
_WESTERN_ACCENTED_SHARE = 0.3
# What a text without a mark must hold before it is taken for UTF-16: spaces, line ends, stops.
_UTF16_SEPARATORS = re.compile("[ \n。、，]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f]")
_NOT_IN_UTF16_TEXT = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ue000-\uf8ff\ufdd0-\ufdef\uffff]"
)


def extract(data: bytes) -> ExtractedText:
    """Read plain text; a form feed begins a new page. Columns are read one after the other.

    Raises UnknownEncoding or UnknownFormat where the bytes are not text beyond doubt, TextTooLong
    where there is more of it than a statement has.
    """
    text = decode(data)
    if len(text) > MAX_TEXT_CHARACTERS:
        raise TextTooLong(f"It may have {MAX_TEXT_CHARACTERS:,} characters.")
    pages = tuple(text.split("\f")) if text.count("\f") < MAX_PAGES else (text,)
    order = reading_order(pages)
    return ExtractedText(
        format="text",
        media_type="text/plain",
        reader="plain",
        reader_version=VERSION,
        pages=order.pages,
        paged=len(pages) > 1,
        notes=order.notes,
    )


def decode(data: bytes) -> str:
    """The text in `data`: UTF-8, UTF-16, UTF-32 (with its mark) or Windows-1252.

    Raises UnknownFormat for binary data and UnknownEncoding for text in another encoding.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], encoding)
    text = _decode_utf8(data)
    if text is not None and _is_text(text):
        return text
    wide = _decode_unmarked_utf16(data)
    if wide is not None:
        return wide
    if text is not None:
        raise UnknownFormat("It holds binary data.")
    return _decode_western(data)


def _decode_marked(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnknownEncoding(
            f"It is marked as {encoding.upper()} but is not, from byte {error.start} on."
        ) from error
    if not _is_text(text):
        raise UnknownFormat("It holds binary data.")
    return text


def _decode_utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _is_text(text: str) -> bool:
    controls = len(_CONTROLS.findall(text))
    return controls <= max(_STRAY_CONTROLS_ALLOWED, len(text) * _STRAY_CONTROLS_SHARE) and (
        controls * 4 <= len(text)
    )


def _decode_unmarked_utf16(data: bytes) -> str | None:
    if len(data) % 2 or (b"\x00" not in data and b"\x30" not in data and b"\xff" not in data):
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_plausible_utf16(text):
            return text
    return None


def _is_plausible_utf16(text: str) -> bool:
    separators = len(_UTF16_SEPARATORS.findall(text))
    if not separators or separators * 60 < len(text):
        return False
    if len(_NOT_IN_UTF16_TEXT.findall(text)) > len(text) * _STRAY_CONTROLS_SHARE:
        return False
    letters = sum(map(str.isalpha, text))
    return letters * 2 >= len(text)


def _decode_western(data: bytes) -> str:
    _refuse_damaged_utf8(data)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise UnknownEncoding(
            f"It is neither UTF-8, UTF-16 nor Windows-1252 (byte {error.start})."
        ) from error
    if _CONTROLS.search(text):
        raise UnknownFormat("It holds binary data.")
    letters = sum(map(str.isalpha, text))
    plain = sum(map(str.isalpha, text.encode("ascii", "ignore").decode("ascii")))
    others = sum(byte >= 0x80 for byte in data)
    if others > (plain + others) * _WESTERN_ACCENTED_SHARE or letters * 2 < len(text):
        raise UnknownEncoding("It is neither UTF-8, UTF-16 nor a Western encoding.")
    return text


def _refuse_damaged_utf8(data: bytes) -> None:
    """Broken UTF-8 would be legal but garbled Windows-1252 ("â€™" for an apostrophe)."""
    text = data.decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    whole = sum(character >= "\x80" for character in text) - damaged
    if whole >= damaged:
        raise UnknownEncoding("It looks like UTF-8 with damaged characters.")
