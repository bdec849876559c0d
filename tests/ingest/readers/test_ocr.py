"""Text recognition, by programs that only seem to be there and by Tesseract itself."""

from __future__ import annotations

import io
import shutil
from contextlib import closing
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from statements.ingest.errors import (
    DamagedFile,
    EncryptedFile,
    NoTextLayer,
    OcrFailed,
    OcrUnavailable,
    TooManyPages,
)
from statements.ingest.readers import ocr, pdf

VERSION = '[ "$1" = --version ] && { echo "tesseract 5.3.0"; exit; }\n'
LANGUAGES = '[ "$1" = --list-langs ] && { printf "List:\\nosd\\nfra\\neng\\ndeu\\n"; exit; }\n'
# Says what it was given: the kind of picture, its width and height, and the languages.
TESSERACT = (
    VERSION + LANGUAGES + 'read -r kind width height rest < "$1"; echo "$kind $width $height $4"\n'
)
OCRMYPDF = (
    '[ "$1" = --version ] && { echo 16.10.4; exit; }\n'
    'while [ "$1" != --sidecar ]; do shift; done\n'
    'printf "First page.\\n\\fSecond page.\\n\\f" > "$2"\n'
)


@pytest.fixture
def programs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine without programs; some may be put into the folder."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def put(folder: Path, name: str, script: str) -> None:
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}")
    program.chmod(0o755)


def scan(pages: int = 2, size: tuple[float, float] = (595, 842), **options: object) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=size, **options)
    for _ in range(pages):
        canvas.rect(50, 50, 300, 300, fill=1)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def test_a_machine_without_programs_says_how_to_get_them(programs: Path) -> None:
    assert ocr.available() is None
    with pytest.raises(OcrUnavailable):
        ocr.extract(scan())
    with pytest.raises(NoTextLayer, match="ocrmypdf or tesseract installed"):
        pdf.extract(scan())


def test_a_scan_is_sent_to_the_program_that_is_there(programs: Path) -> None:
    put(programs, "tesseract", TESSERACT)
    with pytest.raises(NoTextLayer, match="can be recognised here"):
        pdf.extract(scan())


def test_tesseract_gets_each_page_as_a_picture(programs: Path) -> None:
    put(programs, "tesseract", TESSERACT)
    extracted = ocr.extract(scan(3))
    assert (extracted.reader, extracted.reader_version) == ("tesseract", "5.3.0")
    kind, width, height, languages = extracted.pages[0].split()
    assert (kind, len(extracted.pages), extracted.paged) == ("P5", 3, True)
    assert languages == "eng+fra"
    # A4 at 300 dots an inch.
    assert (round(int(width), -1), round(int(height), -1)) == (2480, 3510)
    assert "compare it with the file" in extracted.warnings[0]


def test_a_poster_becomes_no_huge_picture(programs: Path) -> None:
    put(programs, "tesseract", TESSERACT)
    _, width, height, _ = ocr.extract(scan(1, (14_000, 7_000))).pages[0].split()
    assert int(width) <= 5_001
    assert int(height) <= 2_501


def test_ocrmypdf_comes_first(programs: Path) -> None:
    put(programs, "tesseract", "exit 3")
    put(programs, "ocrmypdf", OCRMYPDF)
    extracted = ocr.extract(scan())
    assert (extracted.reader, extracted.reader_version) == ("ocrmypdf", "16.10.4")
    assert [page.strip() for page in extracted.pages] == ["First page.", "Second page."]


@pytest.mark.parametrize("program", ["tesseract", "ocrmypdf"])
def test_a_program_that_fails_is_an_error(programs: Path, program: str) -> None:
    put(programs, program, "exit 3")
    with pytest.raises(OcrFailed, match=program):
        ocr.extract(scan())


def test_a_program_that_takes_too_long_is_stopped(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(programs, "tesseract", VERSION + LANGUAGES + "while :; do :; done")
    monkeypatch.setattr(ocr, "_SECONDS_A_PAGE", 0)
    with pytest.raises(OcrFailed):
        ocr.extract(scan())


def test_pages_without_letters_are_no_text(programs: Path) -> None:
    put(programs, "tesseract", VERSION + "exit 0")
    with pytest.raises(NoTextLayer, match="either"):
        ocr.extract(scan())


def test_a_page_that_cannot_be_recognised_is_named_and_the_others_are_read(programs: Path) -> None:
    seen = programs / "seen"
    put(
        programs,
        "tesseract",
        f"{VERSION}{LANGUAGES}[ -e {seen} ] && exit 3\n: > {seen}\necho We support the treaty.\n",
    )
    extracted = ocr.extract(scan(3))
    assert [page.strip() for page in extracted.pages] == ["We support the treaty.", "", ""]
    assert extracted.warnings[1].startswith("Pages 2, 3: hardly a letter")


@pytest.mark.parametrize("program", ["tesseract", "ocrmypdf"])
def test_what_cannot_be_opened_is_given_to_no_program(programs: Path, program: str) -> None:
    put(programs, program, "exit 3")
    with pytest.raises(EncryptedFile):
        ocr.extract(scan(encrypt=StandardEncryption("secret", strength=128)))
    with pytest.raises(DamagedFile):
        ocr.extract(b"%PDF-1.7\n")
    with pytest.raises(DamagedFile):
        ocr.extract(scan().removesuffix(b"%%EOF\n"))
    with pytest.raises(TooManyPages):
        ocr.extract(scan(201))


def photographed(*texts: tuple[str, ...]) -> bytes:
    """Pages with these lines, as pictures only."""
    drawn = io.BytesIO()
    canvas = Canvas(drawn, pagesize=A4)
    for lines in texts:
        canvas.setFont("Times-Roman", 14)
        for number, line in enumerate(lines):
            canvas.drawString(70, 750 - 20 * number, line)
        canvas.showPage()
    canvas.save()
    file = io.BytesIO()
    pictures = Canvas(file, pagesize=A4)
    with closing(pdfium.PdfDocument(drawn.getvalue())) as document:
        for page in document:
            image = ImageReader(page.render(scale=200 / 72, grayscale=True).to_pil())
            pictures.drawImage(image, 0, 0, *A4)
            pictures.showPage()
    pictures.save()
    return file.getvalue()


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
def test_tesseract_reads_pages_that_are_pictures(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "tesseract").symlink_to(str(shutil.which("tesseract")))
    monkeypatch.setenv("PATH", str(tmp_path))
    spoken = (
        ("Statement by Ms. Ada Berg, Permanent Representative of Norway", "10 July 2020"),
        (),
        ("We thank the Secretary-General for his report on the treaty", "and for his good work."),
    )
    data = photographed(*spoken)
    with pytest.raises(NoTextLayer):
        pdf.extract(data)
    extracted = ocr.extract(data)
    found = [tuple(filter(None, page.split("\n"))) for page in extracted.pages]
    assert found == list(spoken)
    assert extracted.reader == "tesseract"
    assert extracted.reader_version[0].isdigit()
    assert extracted.warnings[1].startswith("Page 2: hardly a letter")
