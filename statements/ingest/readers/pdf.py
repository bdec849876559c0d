"""PDF: the text that a page carries, in reading order. Pictures of text are for `readers.ocr`."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from contextlib import closing
from typing import Any, Final

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]

from statements.ingest.document import ExtractedText
from statements.ingest.errors import (
    DamagedFile,
    EncryptedFile,
    NoTextLayer,
    TextTooLong,
    TooManyPages,
)
from statements.ingest.limits import MAX_PAGES, MAX_TEXT_CHARACTERS
from statements.ingest.readers import ocr
from statements.ingest.readers.pdf_layout import WIDE_GAP, Fragment, PageText, page_text
from statements.ingest.readers.right_to_left import (
    PlacedSign,
    is_right_to_left,
    read_from_the_right,
)

# The end of a whole file, behind which mail programs and scanners may leave some bytes.
_END: Final = b"%%EOF"
_LONGEST_TAIL: Final = 2_048
# What PDFium gives for a hyphen at a line's end.
_BREAK_HYPHENS: Final = str.maketrans({"\x02": "-", "\ufffe": "-", "\u00ad": "-"})
_LIGATURES: Final = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_LINE = re.compile(r"[^\r\n]+")
# Fewer letters than this are a stamp or a page number on a picture of text.
_FEWEST_LETTERS: Final = 12
_PDF_PASSWORD: Final = raw.FPDF_ERR_PASSWORD


def extract(data: bytes) -> ExtractedText:
    """Read the text of a PDF, page by page.

    Raises EncryptedFile, DamagedFile (also for a file that is cut off), TooManyPages, TextTooLong,
    or NoTextLayer where the pages are pictures.
    """
    _refuse_cut_off(data)
    with closing(_opened(data)) as document:
        count = len(document)
        if count > MAX_PAGES:
            raise TooManyPages(f"It has {count:,} pages; {MAX_PAGES:,} are read at most.")
        pages = list(_pages(document))
    texts = [page.text for page in pages]
    empty = [number for number, text in enumerate(texts, 1) if not _has_text(text)]
    if len(empty) == len(texts):
        raise NoTextLayer(ocr.advice())
    return ExtractedText(
        format="pdf",
        media_type="application/pdf",
        reader="pdfium",
        reader_version=str(pdfium.PYPDFIUM_INFO),
        pages=tuple(texts),
        paged=True,
        notes=tuple(note for page in pages for note in page.notes),
        warnings=_warnings(empty),
    )


def _has_text(text: str) -> bool:
    return sum(map(str.isalpha, text)) >= _FEWEST_LETTERS


def _warnings(empty: list[int]) -> tuple[str, ...]:
    if not empty:
        return ()
    shown = ", ".join(map(str, empty[:10])) + (" …" if len(empty) > 10 else "")
    noun = "Page" if len(empty) == 1 else "Pages"
    return (f"{noun} {shown}: hardly any text was found there. Is it a picture?",)


def _refuse_cut_off(data: bytes) -> None:
    """PDFium repairs a file without an end, and silently gives what is left of it."""
    if _END not in data[-_LONGEST_TAIL:]:
        raise DamagedFile("Its end is missing.")


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == _PDF_PASSWORD:
            raise EncryptedFile from error
        raise DamagedFile from error
    if not len(document):
        document.close()
        raise DamagedFile("It has no pages.")
    return document


def _pages(document: pdfium.PdfDocument) -> Iterator[PageText]:
    characters = 0
    for number in range(len(document)):
        try:
            page = document[number]
        except pdfium.PdfiumError as error:
            raise DamagedFile(f"Page {number + 1} cannot be read.") from error
        with closing(page), closing(page.get_textpage()) as text_page:
            characters += text_page.count_chars()
            if characters > MAX_TEXT_CHARACTERS:
                raise TextTooLong(f"It may have {MAX_TEXT_CHARACTERS:,} characters.")
            yield page_text(list(_fragments(text_page)))


def _fragments(text_page: pdfium.PdfTextPage) -> Iterator[Fragment]:
    """The runs of text as PDFium finds them, parted where a wide gap is in the middle."""
    signs = [_sign(text_page, index) for index in range(text_page.count_chars())]
    text = "".join(signs)
    for line in _LINE.finditer(text):
        begin = line.start()
        for space in re.finditer(r"\s+", line[0]):
            before, after = line.start() + space.start() - 1, line.start() + space.end()
            if before < begin or after >= line.end():
                continue
            gap = _box(text_page, after)[0] - _box(text_page, before)[1]
            if gap > WIDE_GAP * _size(text_page, before):
                yield from _fragment(text_page, text, begin, before + 1)
                begin = after
        yield from _fragment(text_page, text, begin, line.end())


def _sign(text_page: pdfium.PdfTextPage, index: int) -> str:
    """One character. One item an index, so that places in the text are PDFium's own."""
    code = raw.FPDFText_GetUnicode(text_page, index)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "


def _fragment(text_page: pdfium.PdfTextPage, text: str, begin: int, end: int) -> Iterator[Fragment]:
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    if begin == end:
        return
    first, last = _box(text_page, begin), _box(text_page, end - 1)
    run = text[begin:end].translate(_BREAK_HYPHENS).translate(_LIGATURES)
    if is_right_to_left(run):
        run = _read_from_the_right(text_page, text, begin, end)
    yield Fragment(
        text=" ".join(run.split()),
        left=min(first[0], last[0]),
        right=max(first[1], last[1]),
        baseline=_baseline(text_page, begin),
        size=_size(text_page, begin),
    )


def _read_from_the_right(text_page: pdfium.PdfTextPage, text: str, begin: int, end: int) -> str:
    """The letters in the order in which they are read, by their places: files of some programs
    hold them in another one."""
    size = _size(text_page, begin)
    signs = [
        PlacedSign(text[index], *_loose_box(text_page, index))
        for index in range(begin, end)
        if not text[index].isspace()
    ]
    return read_from_the_right(signs, size)


def _box(text_page: pdfium.PdfTextPage, index: int) -> tuple[float, float]:
    """The left and right edge of a character."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(text_page, index, *_pointers(left, right, bottom, top))
    return left.value, right.value


def _loose_box(text_page: pdfium.PdfTextPage, index: int) -> tuple[float, float]:
    """The left and right edge of a character with the white that belongs to it."""
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(box))
    return float(box.left), float(box.right)


def _baseline(text_page: pdfium.PdfTextPage, index: int) -> float:
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text_page, index, *_pointers(x, y))
    return y.value


def _pointers(*values: ctypes.c_double) -> Iterator[Any]:
    return map(ctypes.byref, values)


def _size(text_page: pdfium.PdfTextPage, index: int) -> float:
    """The size of a character's type in points as it is drawn; where a file gives none, that of
    small print."""
    drawn = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text_page, index, ctypes.byref(drawn))
    scale = math.hypot(drawn.c, drawn.d) or 1.0
    return float(raw.FPDFText_GetFontSize(text_page, index)) * scale or 8.0
