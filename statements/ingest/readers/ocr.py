"""Text recognition: letters out of pictures of text, by the tools that the machine has."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Final

import pypdfium2 as pdfium  # type: ignore[import-untyped]

from statements.ingest.document import ExtractedText
from statements.ingest.errors import (
    NoTextLayer,
    OcrFailed,
    OcrUnavailable,
    TooManyPages,
)
from statements.ingest.readers.empty_pages import empty_pages, page_warnings
from statements.ingest.readers.pdf_opening import opened, opened_page, refuse_damaged

TOOLS: Final = ("ocrmypdf", "tesseract")

# At about a second a page this is what the limits of the process allow.
_MAX_PAGES: Final = 200
_SECONDS: Final = 800
_SECONDS_A_PAGE: Final = 60
_SECONDS_A_QUESTION: Final = 20
# As Tesseract names its data, the first one comes with it. Each one more makes it slower.
_OFFICIAL_LANGUAGES: Final = ("eng", "fra", "spa", "rus", "ara", "chi_sim")
# What Tesseract's manual asks for; a page of any size is at most so many pixels wide and high.
_DPI: Final = 300
_MOST_PIXELS: Final = 5_000
_NOTICE: Final = "The text was recognised on images of the pages: compare it with the file."
_NO_LETTERS: Final = "hardly a letter was recognised there."


def available() -> str | None:
    """The tool that this machine has for it, None where there is none."""
    return next(filter(shutil.which, TOOLS), None)


def advice() -> str:
    """What to do about a file without text, in one sentence."""
    if available():
        return "Its letters can be recognised here: ask for text recognition."
    return (
        "Give a file with text, or have ocrmypdf or tesseract installed on the archive's machine "
        "and ask for text recognition."
    )


def extract(data: bytes) -> ExtractedText:
    """Read a PDF by recognising the letters on its pages.

    Raises OcrUnavailable, OcrFailed, TooManyPages, EncryptedFile, DamagedFile, or NoTextLayer where
    no letters were found.
    """
    tool = available()
    if tool is None:
        raise OcrUnavailable
    with closing(opened(data)) as document:
        if len(document) > _MAX_PAGES:
            raise TooManyPages(f"Text recognition takes {_MAX_PAGES} at most.")
        refuse_damaged(data, document)
    try:
        with tempfile.TemporaryDirectory() as folder:
            read = _by_ocrmypdf if tool == "ocrmypdf" else _by_tesseract
            pages = read(data, Path(folder), _languages())
            version = _version(tool)
    except (subprocess.SubprocessError, OSError, UnicodeDecodeError) as error:
        raise OcrFailed(f"({tool})") from error
    if not any(map(str.strip, pages)):
        raise NoTextLayer("No letters were recognised on its pages either.")
    return ExtractedText(
        format="pdf",
        media_type="application/pdf",
        reader=tool,
        reader_version=version,
        pages=tuple(pages),
        paged=True,
        warnings=(_NOTICE, *page_warnings(empty_pages(pages), _NO_LETTERS)),
    )


def _by_ocrmypdf(data: bytes, folder: Path, languages: str) -> list[str]:
    source, text = folder / "source.pdf", folder / "text.txt"
    source.write_bytes(data)
    _run(
        *("ocrmypdf", "-l", languages, "--force-ocr", "--output-type", "pdf"),
        *("--sidecar", str(text)),
        *(str(source), str(folder / "read.pdf")),
        seconds=_SECONDS,
    )
    return text.read_text(encoding="utf-8").removesuffix("\f").split("\f")


def _by_tesseract(data: bytes, folder: Path, languages: str) -> list[str]:
    pages: list[str] = []
    failure: subprocess.SubprocessError | None = None
    with closing(opened(data)) as document:
        for number in range(len(document)):
            image = folder / "page.pgm"
            with closing(opened_page(document, number)) as page:
                largest = max(page.get_size())
                scale = min(_DPI / 72, _MOST_PIXELS / max(largest, 1))
                image.write_bytes(_grey_map(page.render(scale=scale, grayscale=True)))
            try:
                pages.append(_recognised(image, languages))
            except subprocess.SubprocessError as error:
                # One page of noise is no reason to lose the others: it is named in a warning.
                failure = error
                pages.append("")
    if failure is not None and not any(pages):
        raise failure
    return pages


def _recognised(image: Path, languages: str) -> str:
    return _run("tesseract", str(image), "stdout", "-l", languages, seconds=_SECONDS_A_PAGE)


def _languages() -> str:
    """Those of the United Nations that Tesseract knows here, as both programs want them named."""
    try:
        known = _run("tesseract", "--list-langs", seconds=_SECONDS_A_QUESTION).split()
    except (subprocess.SubprocessError, OSError):
        known = []
    return "+".join(filter(known.__contains__, _OFFICIAL_LANGUAGES)) or _OFFICIAL_LANGUAGES[0]


def _grey_map(bitmap: pdfium.PdfBitmap) -> bytes:
    """The picture as a PGM file, which needs no library to be written."""
    width, height, stride = bitmap.width, bitmap.height, bitmap.stride
    pixels = memoryview(bitmap.buffer)
    rows = (bytes(pixels[row * stride : row * stride + width]) for row in range(height))
    return b"P5 %d %d 255\n" % (width, height) + b"".join(rows)


def _version(tool: str) -> str:
    found = re.search(r"\d[\w.]*", _run(tool, "--version", seconds=_SECONDS_A_QUESTION))
    return found[0] if found else ""


def _run(*command: str, seconds: float) -> str:
    """What the program printed. Raises SubprocessError where it fails or takes too long."""
    done = subprocess.run(  # noqa: S603 - a program by its name, and no shell
        command, capture_output=True, check=True, timeout=seconds, stdin=subprocess.DEVNULL
    )
    return done.stdout.decode("utf-8")
