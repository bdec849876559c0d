"""PDF: the text that a page carries, in reading order. Pictures of text are for `readers.ocr`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Final

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]

from statements.ingest.document import ExtractedText
from statements.ingest.errors import (
    DamagedFile,
    NoTextLayer,
    TextTooLong,
    TooLargeInside,
    TooManyPages,
)
from statements.ingest.limits import MAX_PAGES, MAX_TEXT_CHARACTERS
from statements.ingest.readers import ocr
from statements.ingest.readers.empty_pages import empty_pages, page_warnings
from statements.ingest.readers.pdf_layout import PageText, page_text
from statements.ingest.readers.pdf_opening import opened, opened_page, refuse_damaged
from statements.ingest.readers.pdf_streams import has_damaged_streams
from statements.ingest.readers.pdf_words import page_words

_DAMAGED: Final = (
    "A part of the file is damaged, and words may be missing: compare the text with the file."
)
_NO_TEXT: Final = "hardly any text was found there. Is it a picture?"
# The lines of a detailed map on one page; every word of a page may be one as well.
_MOST_OBJECTS: Final = 500_000


def extract(data: bytes) -> ExtractedText:
    """Read the text of a PDF, page by page.

    Raises EncryptedFile, DamagedFile (also for a file that is cut off), TooManyPages, TextTooLong,
    TooLargeInside, or NoTextLayer where the pages are pictures.
    """
    with closing(opened(data)) as document:
        count = len(document)
        if count > MAX_PAGES:
            raise TooManyPages(f"It has {count:,} pages; {MAX_PAGES:,} are read at most.")
        refuse_damaged(data, document)
        is_damaged = has_damaged_streams(data)
        pages = list(_pages(document))
    texts = [page.text for page in pages]
    empty = empty_pages(texts)
    if len(empty) == len(texts):
        if is_damaged:
            raise DamagedFile("Hardly any of its text can be unpacked.")
        raise NoTextLayer(ocr.advice())
    return ExtractedText(
        format="pdf",
        media_type="application/pdf",
        reader="pdfium",
        reader_version=str(pdfium.PYPDFIUM_INFO),
        pages=tuple(texts),
        paged=True,
        notes=tuple(note for page in pages for note in page.notes),
        left_out=tuple(page.across for page in pages if page.across),
        warnings=(
            *page_warnings(empty, _NO_TEXT),
            *([_DAMAGED] if is_damaged else []),
        ),
    )


def _pages(document: pdfium.PdfDocument) -> Iterator[PageText]:
    characters = 0
    for number in range(len(document)):
        with closing(opened_page(document, number)) as page:
            if raw.FPDFPage_CountObjects(page) > _MOST_OBJECTS:
                raise TooLargeInside
            with closing(page.get_textpage()) as text_page:
                characters += text_page.count_chars()
                if characters > MAX_TEXT_CHARACTERS:
                    raise TextTooLong(f"It may have {MAX_TEXT_CHARACTERS:,} characters.")
                words, across = page_words(text_page)
        yield page_text(words, across)
