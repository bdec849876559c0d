"""The packed streams of a PDF: those that are damaged, and those that hold far more than their
size tells, which are found before PDFium unpacks them.

Streams that are named many times, or lie in others, are bounded by the limits of the process.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Iterator
from typing import Final

from statements.ingest.errors import TextTooLong, TooLargeInside
from statements.ingest.limits import MAX_TEXT_CHARACTERS
from statements.ingest.readers.pdf_opening import is_encrypted

# The largest fonts, of Chinese, have some 20 MB. Pictures are left out: no text comes of them.
_LARGEST: Final = 64 * 1024 * 1024
# A page's drawing of so many bytes has a million lines, which no machine holds with ease.
_LARGEST_DRAWING: Final = 10 * 1024 * 1024
# What PDFium holds for a page is some 200 bytes a character; smaller streams are no danger.
_SMALL: Final = MAX_TEXT_CHARACTERS
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_LONGEST_DESCRIPTION: Final = 4_000
_FILTERS = re.compile(rb"/Filter\s*(\[[^\]]*\]|/\w+)")
_FILTER = re.compile(rb"/(\w+)")
_LENGTH = re.compile(rb"/Length\s+(\d+)\b(?!\s+\d+\s+R)")
_END = re.compile(rb"\s*endstream")
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_NO_CONTENT = re.compile(
    rb"/Subtype\s*/(?!Form\b)|/Length1\b|/Type\s*/(?:XRef|ObjStm|Metadata|EmbeddedFile)\b"
)
_STRING = re.compile(rb"\((?:[^()\\]++|\\.)*+\)|<[0-9A-Fa-f\s]*+>", re.DOTALL)
# A character takes one byte of a string, or two, or four hexadecimal digits.
_BYTES_A_CHARACTER: Final = 4
_SPACE: Final = b" \t\r\n\f\0"


class _DamagedStream(Exception):
    """What a filter got is not what it makes."""


def has_damaged_streams(data: bytes) -> bool:
    """Whether a packed stream cannot be unpacked whole: of such, PDFium silently gives the part
    before the damage.

    Raises TooLargeInside, or TextTooLong where one stream has far more text than is read.
    """
    is_damaged = False
    for description, packed in _streams(data):
        try:
            content = _unpacked(description, packed)
        except _DamagedStream:
            is_damaged = True
            continue
        if len(content) > _SMALL and not _NO_CONTENT.search(description):
            if len(content) > _LARGEST_DRAWING:
                raise TooLargeInside
            shown = sum(len(match[0]) for match in _STRING.finditer(content))
            if shown > _BYTES_A_CHARACTER * MAX_TEXT_CHARACTERS:
                raise TextTooLong(f"It may have {MAX_TEXT_CHARACTERS:,} characters.")
    # Encrypted streams look like damaged ones.
    return is_damaged and not is_encrypted(data)


def _streams(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The dictionary and the bytes of each stream that is no picture."""
    for match in _STREAM.finditer(data):
        earliest = max(match.start() - _LONGEST_DESCRIPTION, 0)
        begin = max(data.rfind(b"obj", earliest, match.start()), earliest)
        description = data[begin : match.start()]
        if not _PICTURE.search(description):
            yield description, data[match.end() : _end(data, match.end(), description)]


def _end(data: bytes, begin: int, description: bytes) -> int:
    length = _LENGTH.search(description)
    if length and _END.match(data, end := begin + int(length[1])):
        return end
    end = data.find(b"endstream", begin)
    return end if end >= 0 else len(data)


def _unpacked(description: bytes, content: bytes) -> bytes:
    """What comes out of the filters that text is packed with, up to the first other one.

    Raises TooLargeInside, or _DamagedStream.
    """
    filters = _FILTERS.search(description)
    for name in _FILTER.findall(filters[1]) if filters else ():
        if name in (b"FlateDecode", b"Fl"):
            content = _inflated(content)
        elif name in (b"ASCII85Decode", b"A85"):
            content = _from_85(content)
        else:
            break
    return content


def _inflated(content: bytes) -> bytes:
    inflating = zlib.decompressobj()
    try:
        content = inflating.decompress(content, _LARGEST + 1)
    except zlib.error as error:
        raise _DamagedStream from error
    if len(content) > _LARGEST:
        raise TooLargeInside
    if not inflating.eof:
        raise _DamagedStream
    return content


def _from_85(content: bytes) -> bytes:
    digits = content.strip(_SPACE).removeprefix(b"<~").removesuffix(b"~>")
    try:
        return base64.a85decode(digits, ignorechars=_SPACE)
    except (ValueError, binascii.Error) as error:
        raise _DamagedStream from error
