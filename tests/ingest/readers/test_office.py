"""Word, OpenDocument and RTF files as programs write them, from the bytes to the text."""

from __future__ import annotations

import io
import zipfile

import docx
import odfdo
import pytest

from statements.ingest.errors import DamagedFile, EncryptedFile
from statements.ingest.extraction import extract


def word_file(document: docx.document.Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def open_document(*parts: odfdo.Element) -> bytes:
    document = odfdo.Document("text")
    document.body.clear()
    for part in parts:
        document.body.append(part)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def rtf(body: str) -> bytes:
    return rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times;}}\f0 " + body.encode("ascii") + b"}"


def lines(data: bytes) -> list[str]:
    return [line for line in extract(data).pages[0].split("\n") if line.strip()]


def test_a_word_file_with_a_letterhead_breaks_and_a_table() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Permanent Mission of Norlandia"
    document.sections[0].footer.paragraphs[0].text = "1 Main Street"
    title = document.add_paragraph("Statement by Ms. Ada Berg")
    title.add_run().add_break()
    title.add_run("at the Council")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Left", "Right"
    data = word_file(document)
    assert lines(data) == [
        *("Permanent Mission of Norlandia", "Statement by Ms. Ada Berg", "at the Council"),
        *("Left", "Right"),
    ]
    extracted = extract(data)
    assert (extracted.format, extracted.paged, extracted.lines_are_paragraphs) == (
        "docx",
        False,
        True,
    )
    assert extracted.left_out == ("1 Main Street",)


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The package with a part added, or put in place of another."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return file.getvalue()


def test_open_document_lists_notes_and_spaces() -> None:
    paragraph = odfdo.Paragraph("We support the treaty.")
    paragraph.insert_note(after="treaty", note_id="n", citation="1", body="See the Charter.")
    data = open_document(odfdo.Header(1, "Statement"), paragraph, odfdo.List(["One", "Two"]))
    assert lines(data) == ["Statement", "We support the treaty1.", "One", "Two"]
    assert extract(data).notes == ("1 See the Charter.",)


def test_rtf_code_pages_hidden_text_and_notes() -> None:
    data = rtf(
        r"C\'f4te d\u8217?Ivoire {\b bold}{\v hidden}.{\super\chftn}"
        r"{\footnote{\super\chftn} See the Charter.}\par {\pict\pngblip 0a0b0c}Two\line lines\par"
    )
    assert [line.strip() for line in lines(data)] == ["Côte d’Ivoire bold.1", "Two", "lines"]
    assert extract(data).notes == ("1 See the Charter.",)


def test_an_encrypted_office_file_is_told_as_such() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(EncryptedFile):
        extract(ole)
    manifest = b"<manifest><file-entry><encryption-data/></file-entry></manifest>"
    with pytest.raises(EncryptedFile):
        extract(with_part(open_document(), "META-INF/manifest.xml", manifest))


def test_a_file_that_is_cut_off_is_refused() -> None:
    document = docx.Document()
    document.add_paragraph("One")
    for whole in (word_file(document), open_document(odfdo.Paragraph("One")), rtf("One")):
        for share in (0.3, 0.6, 0.9):
            with pytest.raises(DamagedFile):
                extract(whole[: int(len(whole) * share)])
