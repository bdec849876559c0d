"""PDF: lines in reading order, columns, notes, and files that are not what they seem."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from statements.ingest.errors import (
    DamagedFile,
    EncryptedFile,
    NoTextLayer,
    OcrFailed,
    OcrUnavailable,
    TooManyPages,
)
from statements.ingest.extraction import extract
from statements.ingest.limits import MAX_PAGES
from statements.ingest.parsing import parse_extracted

WIDTH, HEIGHT = A4
GARBLED = "The words read are not exactly"
SENTENCE = "We support the treaty and all of its members, who have signed it without delay. "


def wrapped(text: str, width: float, size: float = 12) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        if line and stringWidth(f"{line} {word}", "Times-Roman", size) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]


class Sheet:
    """Draws lines downwards from a place on the page."""

    def __init__(self, **options: object) -> None:
        self.file = io.BytesIO()
        self.canvas = Canvas(self.file, pagesize=A4, **options)
        self.top()

    def top(self) -> None:
        self.y = HEIGHT - 80

    def paragraph(
        self, text: str, left: float = 70, width: float = 455, size: float = 12, indent: float = 0
    ) -> None:
        self.canvas.setFont("Times-Roman", size)
        for number, line in enumerate(wrapped(text, width, size)):
            self.canvas.drawString(left + (0 if number else indent), self.y, line)
            self.y -= size * 1.25
        self.y -= size

    def data(self) -> bytes:
        self.canvas.save()
        return self.file.getvalue()


def test_paragraphs_are_told_apart_by_gaps_and_come_whole() -> None:
    sheet = Sheet()
    spoken = [SENTENCE * 4, SENTENCE * 3, SENTENCE * 5]
    for text in spoken:
        sheet.paragraph(text)
    parsed = parse_extracted(extract(sheet.data()))
    assert [block.text for block in parsed.paragraphs] == [text.strip() for text in spoken]
    assert parsed.source.paged
    assert [block.page for block in parsed.paragraphs] == [1, 1, 1]


def test_two_columns_are_read_one_after_the_other_below_their_title() -> None:
    sheet = Sheet()
    sheet.paragraph("STATEMENT BY MS. ADA BERG AT THE SECURITY COUNCIL ON THE TREATY OF ALL")
    start = sheet.y
    left = [f"Left {n} begins. {SENTENCE * 3}".strip() for n in range(4)]
    right = [f"Right {n} begins. {SENTENCE * 3}".strip() for n in range(4)]
    for x, column in ((70, left), (310, right)):
        sheet.y = start
        for text in column:
            sheet.paragraph(text, left=x, width=215, size=10)
    words = extract(sheet.data()).pages[0].split()
    assert words[:4] == ["STATEMENT", "BY", "MS.", "ADA"]
    assert words[14:] == " ".join([*left, *right]).split()


def test_a_letterheads_two_sides_are_two_lines() -> None:
    sheet = Sheet()
    sheet.canvas.drawString(70, HEIGHT - 50, "Permanent Mission of Norlandia")
    sheet.canvas.drawRightString(WIDTH - 70, HEIGHT - 50, "Tel. 212 555 0100")
    sheet.paragraph(SENTENCE * 3)
    lines = [line.strip() for line in extract(sheet.data()).pages[0].split("\n")]
    assert lines[:2] == ["Permanent Mission of Norlandia", "Tel. 212 555 0100"]


def test_footnotes_stand_apart_and_a_paragraph_goes_on_over_the_page() -> None:
    sheet = Sheet()
    first, second = "The treaty, as we have said before,1 binds all", "of us, and we shall keep it."
    sheet.paragraph(SENTENCE * 4)
    sheet.paragraph(first)
    sheet.y = 90
    sheet.paragraph("1 See the Charter of the United Nations, which says so.", size=9)
    sheet.canvas.drawCentredString(WIDTH / 2, 40, "1")
    sheet.canvas.showPage()
    sheet.top()
    sheet.paragraph(second)
    sheet.paragraph(SENTENCE * 4)
    sheet.canvas.setFont("Times-Roman", 12)
    sheet.canvas.drawCentredString(WIDTH / 2, 40, "2")
    parsed = parse_extracted(extract(sheet.data()))
    assert f"{first} {second}" in [block.text for block in parsed.paragraphs]
    assert parsed.sign_off == ("1 See the Charter of the United Nations, which says so.",)
    assert parsed.furniture == ("1", "2")
    assert [block.page for block in parsed.paragraphs] == [1, 1, 2]
    assert not parsed.warnings


def test_running_heads_are_furniture() -> None:
    sheet = Sheet()
    for page in range(4):
        sheet.canvas.setFont("Times-Roman", 9)
        sheet.canvas.drawString(70, HEIGHT - 40, f"Mission of Norlandia, page {page + 1}")
        sheet.top()
        sheet.paragraph(SENTENCE.replace("treaty", "abcd"[page] * (3 + 2 * page)) * 6)
        sheet.canvas.showPage()
    assert len(parse_extracted(extract(sheet.data())).furniture) == 4


def test_a_page_number_is_no_footnote_though_its_figure_is_cited() -> None:
    sheet = Sheet()
    for page in (1, 2):
        sheet.top()
        sheet.paragraph("The treaty, as we have said before,1 binds all of us.")
        sheet.paragraph(SENTENCE * 4)
        sheet.canvas.setFont("Times-Roman", 7)
        sheet.canvas.drawCentredString(WIDTH / 2, 40, f"{page} of 2")
        sheet.canvas.showPage()
    parsed = parse_extracted(extract(sheet.data()))
    assert parsed.furniture == ("1 of 2", "2 of 2")
    assert not parsed.sign_off
    assert not parsed.warnings


@pytest.mark.parametrize("first", [0, 1])
def test_two_pages_are_enough_for_a_running_head_and_foot_in_one_place(first: int) -> None:
    sheet = Sheet()
    for page in range(first + 2):
        sheet.canvas.setFont("Times-Roman", 9)
        if page >= first:
            sheet.canvas.drawString(70, HEIGHT - 40, "Mission of Norlandia")
            sheet.canvas.drawString(70, 40, "www.norlandia.example")
        sheet.top()
        sheet.paragraph(SENTENCE.replace("treaty", "abc"[page] * (3 + 2 * page)) * 6)
        sheet.canvas.showPage()
    parsed = parse_extracted(extract(sheet.data()))
    # At the head of the first page of all it may be the letterhead.
    heads = 2 if first else 1
    feet = 2
    assert sorted(parsed.furniture) == [
        *["Mission of Norlandia"] * heads,
        *["www.norlandia.example"] * feet,
    ]
    assert not parsed.warnings


def test_a_refrain_at_the_head_of_two_pages_is_spoken() -> None:
    sheet = Sheet()
    for page in range(2):
        sheet.top()
        sheet.paragraph("We shall not be silent.")
        sheet.paragraph(SENTENCE.replace("treaty", "ab"[page] * (3 + 2 * page)) * 6)
        sheet.canvas.showPage()
    parsed = parse_extracted(extract(sheet.data()))
    assert not parsed.furniture
    spoken = " ".join(block.text for block in parsed.paragraphs)
    assert spoken.count("We shall not be silent.") == 2


def encrypted(**options: str) -> bytes:
    sheet = Sheet(encrypt=StandardEncryption(**options))
    sheet.paragraph(SENTENCE)
    return sheet.data()


def test_a_password_to_open_it_is_an_error_and_one_to_change_it_is_none() -> None:
    with pytest.raises(EncryptedFile):
        extract(encrypted(userPassword="secret"))
    assert SENTENCE.strip() in extract(encrypted(userPassword="", ownerPassword="x")).pages[0]


def pictures(pages: int = 2) -> bytes:
    sheet = Sheet()
    for _ in range(pages):
        sheet.canvas.rect(50, 50, 300, 300, fill=1)
        sheet.canvas.showPage()
    return sheet.data()


@pytest.fixture
def no_tools(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine without programs; some may be put into the folder."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def test_a_scan_is_refused_with_advice(no_tools: Path) -> None:
    with pytest.raises(NoTextLayer, match="have ocrmypdf or tesseract installed"):
        extract(pictures())
    with pytest.raises(OcrUnavailable):
        extract(pictures(), ocr=True)
    put_program(no_tools, "echo x")
    with pytest.raises(NoTextLayer, match="can be recognised here"):
        extract(pictures())


def put_program(folder: Path, script: str) -> None:
    program = folder / "tesseract"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


def test_letters_are_recognised_page_by_page_and_the_tool_is_recorded(no_tools: Path) -> None:
    put_program(
        no_tools,
        '[ "$1" = --version ] && { echo "tesseract 5.3.0"; exit; }\n'
        'read kind < "$1"; echo "$kind: we support the treaty."',
    )
    extracted = extract(pictures(), ocr=True)
    assert (extracted.reader, extracted.reader_version) == ("tesseract", "5.3.0")
    assert len(extracted.pages) == 2
    assert extracted.pages[0].startswith("P5 ")
    assert "recognised" in extracted.warnings[0]


@pytest.mark.skipif(os.name != "posix", reason="a shell script")
def test_a_tool_that_fails_is_an_error(no_tools: Path) -> None:
    put_program(no_tools, "exit 3")
    with pytest.raises(OcrFailed):
        extract(pictures(), ocr=True)


def test_some_pages_without_text_are_named() -> None:
    sheet = Sheet()
    sheet.paragraph(SENTENCE * 3)
    sheet.canvas.showPage()
    sheet.canvas.rect(50, 50, 300, 300, fill=1)
    sheet.canvas.showPage()
    assert extract(sheet.data()).warnings[0].startswith("Page 2: hardly any text")


def whole() -> bytes:
    sheet = Sheet()
    for _ in range(3):
        sheet.paragraph(SENTENCE * 8)
        sheet.canvas.showPage()
    return sheet.data()


@pytest.mark.parametrize("share", [0.1, 0.4, 0.7, 0.95])
def test_a_file_that_is_cut_off_is_refused(share: float) -> None:
    data = whole()
    with pytest.raises(DamagedFile):
        extract(data[: int(len(data) * share)])


def many_pages(count: int) -> bytes:
    """A small file that says it has many pages: one page, named many times."""
    kids = " ".join(["3 0 R"] * count)
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {count}/Kids[{kids}]>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
    ]
    body = "%PDF-1.4\n" + "".join(f"{n} 0 obj{o}endobj\n" for n, o in enumerate(objects, 1))
    return f"{body}trailer<</Root 1 0 R/Size 4>>\nstartxref\n0\n%%EOF".encode()


def test_too_many_pages_are_refused_before_any_is_read() -> None:
    with pytest.raises(TooManyPages):
        extract(many_pages(MAX_PAGES + 1))


WORDS = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=9)
PARAGRAPH = st.lists(WORDS, min_size=3, max_size=60).map(lambda words: f"{' '.join(words)}.")
Draw = Callable[[Sheet, str], None]


@given(st.lists(PARAGRAPH, min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_no_word_is_lost(paragraphs: list[str]) -> None:
    sheet = Sheet()
    paragraphs = [SENTENCE.strip(), *paragraphs]
    for text in paragraphs:
        sheet.paragraph(text)
    extracted = extract(sheet.data())
    assert extracted.pages[0].split() == " ".join(paragraphs).split()
    assert not any(GARBLED in warning for warning in parse_extracted(extracted).warnings)
