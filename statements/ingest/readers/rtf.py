"""Rich Text Format: what stands on the pages, in any code page."""

from __future__ import annotations

from typing import Final

from statements.ingest.document import ExtractedText
from statements.ingest.errors import DamagedFile, EmptyFile, TextTooLong
from statements.ingest.readers.rtf_reader import RtfReader
from statements.ingest.readers.rtf_tokens import tokens

VERSION: Final = "1"
MEDIA_TYPE: Final = "application/rtf"
# Pictures stand in the file as digits; a statement with some is still far below.
MAX_BYTES: Final = 32 * 1024 * 1024

_BEGINNING: Final = b"{\\rtf"


def extract(data: bytes) -> ExtractedText:
    """Read an RTF file: each line is a paragraph, or one of its lines where it is broken.

    The head of the first page, as a letterhead is, stands above the text; other heads, and all
    feet, are left out. Raises DamagedFile where its groups are not closed (it is cut off) or nested
    too deeply, TextTooLong above MAX_BYTES or MAX_SIGNS, EmptyFile.
    """
    if len(data) > MAX_BYTES:
        raise TextTooLong
    if not data.startswith(_BEGINNING):
        raise DamagedFile("Its beginning is missing.")
    reader = RtfReader()
    for token in tokens(data):
        reader.take(token)
    head, left_out = _heads(reader)
    lines = [*head, *reader.body.paragraphs]
    if not lines:
        raise EmptyFile
    notes = reader.notes
    return ExtractedText(
        format="rtf",
        media_type=MEDIA_TYPE,
        reader="rtf",
        reader_version=VERSION,
        pages=("\n\n".join(lines),),
        lines_are_paragraphs=True,
        notes=tuple(note for kind in ("footnote", "endnote") for note in notes.get(kind, ())),
        left_out=tuple(left_out),
    )


def _heads(reader: RtfReader) -> tuple[list[str], list[str]]:
    """The paragraphs of the first page's head without its number, and those of all other heads
    and feet."""
    top = ("headerf",) if 0 in reader.title_pages else ("header", "headerr")
    head: list[str] = []
    left_out: list[str] = []
    for part in reader.heads:
        if part.name[-1] == "f" and part.section not in reader.title_pages:
            continue
        is_top = part.section == 0 and part.name in top
        for position, text in enumerate(part.flow.paragraphs):
            is_head = is_top and position not in part.flow.page_numbers
            (head if is_head else left_out).append(text)
    return head, left_out
