"""Rich Text Format: striprtf knows its code pages and destinations, limits are set here."""

from __future__ import annotations

import re
from importlib.metadata import version
from typing import Final

from striprtf.striprtf import rtf_to_text

from statements.ingest.document import ExtractedText
from statements.ingest.errors import DamagedFile, EmptyFile, TextTooLong

# Pictures stand in the file as digits; a statement with some is still far below.
_MAX_BYTES: Final = 30_000_000
_DEEPEST: Final = 200
_BRACE = re.compile(rb"\\[{}\\]|[{}]")
_SIGN = re.compile(r"\\[{}\\]|[{}]")
_HEAD = re.compile(r"\{\\rtf\d{0,4}(?:\\[a-z]{1,30}-?\d{0,9} ?){0,50}")
_NOTE = re.compile(r"\{\s*(?:\\\*)?\\footnote(?![a-z])(?:\\ftnalt)?\s*")
_HIDDEN = re.compile(r"\{\s*\\v(?![a-z0-9])\s*")
# The mark that Word counts up; it stands before the note and in it.
_MARK = re.compile(r"(?:\{[^{}]{0,80})?\\chftn(?![a-z])\s?(?:\})?")
_BINARY = re.compile(r"\\bin\d+")


def extract(data: bytes) -> ExtractedText:
    """Read an RTF file: each line is a paragraph.

    Raises DamagedFile where its braces do not pair (it is cut off), TextTooLong, EmptyFile.
    """
    if len(data) > _MAX_BYTES:
        raise TextTooLong
    _check_braces(data)
    text = data.decode("latin-1")
    if _BINARY.search(text):
        raise DamagedFile("It holds binary data.")
    text, _ = _without_groups(text, _HIDDEN)
    text, groups = _without_groups(text, _NOTE)
    # The code page is declared in the head, so that each note needs it.
    head = match[0] if (match := _HEAD.match(text)) else "{"
    notes = [
        " ".join(f"{number} {_plain(f'{head} {_MARK.sub(chr(32), note)}' + '}')}".split())
        for number, note in enumerate(groups, 1)
    ]
    plain = _plain(_numbered(text))
    if not plain.strip():
        raise EmptyFile
    return ExtractedText(
        format="rtf",
        media_type="application/rtf",
        reader="striprtf",
        reader_version=version("striprtf"),
        pages=(plain,),
        lines_are_paragraphs=True,
        notes=tuple(notes),
    )


def _plain(text: str) -> str:
    try:
        plain = str(rtf_to_text(text, errors="replace"))  # type: ignore[no-untyped-call]
    except (ValueError, IndexError, KeyError, LookupError, OverflowError) as error:
        raise DamagedFile from error
    # RTF writes what is beyond the first plane as two halves.
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _numbered(text: str) -> str:
    """The text with the footnotes' marks as numbers."""
    marks = iter(range(1, len(text)))
    return _MARK.sub(lambda match: f" {next(marks)} ".strip() + " ", text)


def _without_groups(text: str, begins: re.Pattern[str]) -> tuple[str, list[str]]:
    """The text without the groups that begin so, and what was in these."""
    kept, groups, end = [], [], 0
    for match in begins.finditer(text):
        if match.start() < end:
            continue
        close = _group_end(text, match.start())
        kept.append(text[end : match.start()])
        groups.append(text[match.end() : close - 1])
        end = close
    return "".join([*kept, text[end:]]), groups


def _group_end(text: str, start: int) -> int:
    """The place behind the brace that closes the group at `start`; all braces pair."""
    depth = 0
    for match in _SIGN.finditer(text, start):
        depth += (match[0] == "{") - (match[0] == "}")
        if not depth:
            return match.end()
    return len(text)


def _check_braces(data: bytes) -> None:
    depth = 0
    for match in _BRACE.finditer(data):
        sign = match[0]
        depth += (sign == b"{") - (sign == b"}")
        if depth < 0 or depth > _DEEPEST:
            raise DamagedFile
    if depth:
        raise DamagedFile("Its end is missing.")
