"""PDF streams that hold far more than their size tells. They are found before PDFium unpacks them.

Streams that are named many times, or lie in others, are bounded by the limits of the process.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Final

from statements.ingest.errors import TextTooLong, TooLargeInside
from statements.ingest.limits import MAX_TEXT_CHARACTERS

# The largest fonts, of Chinese, have some 20 MB. Pictures are left out: no text comes of them.
_LARGEST: Final = 64 * 1024 * 1024
# What PDFium holds for a page is some 200 bytes a character; smaller streams are no danger.
_SMALL: Final = MAX_TEXT_CHARACTERS
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_LONGEST_DESCRIPTION: Final = 4_000
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_NO_CONTENT = re.compile(rb"/Subtype\s*/(?!Form\b)|/Length1\b|/Type\s*/(?:XRef|ObjStm|Metadata)\b")
_STRING = re.compile(rb"\((?:[^()\\]++|\\.)*+\)|<[0-9A-Fa-f\s]*+>", re.DOTALL)
# A character takes one byte of a string, or two, or four hexadecimal digits.
_BYTES_A_CHARACTER: Final = 4


def refuse_bombs(data: bytes) -> None:
    """Raises TooLargeInside, or TextTooLong where one stream has far more text than is read."""
    for description, content in _unpacked(data):
        if len(content) > _LARGEST:
            raise TooLargeInside
        if len(content) > _SMALL and not _NO_CONTENT.search(description):
            shown = sum(len(match[0]) for match in _STRING.finditer(content))
            if shown > _BYTES_A_CHARACTER * MAX_TEXT_CHARACTERS:
                raise TextTooLong(f"It may have {MAX_TEXT_CHARACTERS:,} characters.")


def _unpacked(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The dictionary and the content of each stream that is deflated, up to the largest allowed."""
    for match in _STREAM.finditer(data):
        earliest = max(match.start() - _LONGEST_DESCRIPTION, 0)
        begin = max(data.rfind(b"obj", earliest, match.start()), earliest)
        description = data[begin : match.start()]
        filters = len(_FLATE.findall(description))
        if not filters or _PICTURE.search(description):
            continue
        end = data.find(b"endstream", match.end())
        content = data[match.end() : end if end >= 0 else len(data)]
        for _ in range(filters):
            content = _inflated(content)
        yield description, content


def _inflated(content: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(content, _LARGEST + 1)
    except zlib.error:
        # Encrypted, or damaged: PDFium is to say so.
        return b""
