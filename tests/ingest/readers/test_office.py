"""Word, OpenDocument and RTF: what stands on the page comes out, in order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import odfdo
import pytest
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st

from statements.ingest.errors import DamagedFile, DeclaresEntities, EncryptedFile
from statements.ingest.extraction import extract
from statements.ingest.parsing import parse_extracted

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
GARBLED = "The words read are not exactly"


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


def test_word_numbers_its_lists_and_we_do_too() -> None:
    document = docx.Document()
    for text in ("One", "Two"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("Any", style="List Bullet")
    document.add_paragraph("Three", style="List Number")
    assert lines(word_file(document)) == ["1. One", "2. Two", "• Any", "3. Three"]


@pytest.mark.parametrize(
    ("run", "shown"),
    [
        ("<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>", ""),
        ("<w:ins><w:r><w:t>come</w:t></w:r></w:ins>", "come"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>", ""),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r>", ""),
        ("<w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>ordinate</w:t></w:r>", "co‑ordinate"),
        ("<w:hyperlink><w:r><w:t>linked</w:t></w:r></w:hyperlink>", "linked"),
        ("<w:sdt><w:sdtContent><w:r><w:t>field</w:t></w:r></w:sdtContent></w:sdt>", "field"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>", "a\tb"),
    ],
)
def test_what_word_shows_is_read_and_no_more(run: str, shown: str) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Before ")
    paragraph._p.append(parse_xml(f"<w:p {_W}>{run}</w:p>")[0])
    assert lines(word_file(document)) == [f"Before {shown}".rstrip() if shown else "Before "]


def test_a_text_box_is_read_once() -> None:
    box = f"""<w:r {_W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">
      <mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>Boxed</w:t></w:r></w:p>
      </w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>Boxed</w:t></w:r>
      </w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"""
    document = docx.Document()
    document.add_paragraph("Around")._p.append(parse_xml(box))
    assert lines(word_file(document)) == ["Around", "Boxed"]


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The package with a part added, or put in place of another."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return file.getvalue()


def test_footnotes_of_word_stand_apart_with_their_number() -> None:
    document = docx.Document()
    document.add_paragraph("As agreed")._p.append(
        parse_xml(f'<w:r {_W}><w:footnoteReference w:id="7"/></w:r>')
    )
    notes = f"""<w:footnotes {_W}><w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>
      <w:footnote w:id="7"><w:p><w:r><w:t>See the Charter.</w:t></w:r></w:p></w:footnote>
      </w:footnotes>"""
    extracted = extract(with_part(word_file(document), "word/footnotes.xml", notes.encode()))
    assert extracted.pages == ("As agreed1",)
    assert extracted.notes == ("1 See the Charter.",)


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


BILLION = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><a>&b;</a>'


@pytest.mark.parametrize("part", ["word/document.xml", "word/numbering.xml", "word/styles.xml"])
def test_entities_in_a_word_file_are_refused(part: str) -> None:
    document = docx.Document()
    document.add_paragraph("One", style="List Number")
    with pytest.raises(DeclaresEntities):
        extract(with_part(word_file(document), part, BILLION))


def test_entities_in_an_open_document_are_refused() -> None:
    with pytest.raises(DeclaresEntities):
        extract(with_part(open_document(odfdo.Paragraph("One")), "content.xml", BILLION))


def test_a_file_that_is_cut_off_is_refused() -> None:
    document = docx.Document()
    document.add_paragraph("One")
    for whole in (word_file(document), open_document(odfdo.Paragraph("One")), rtf("One")):
        for share in (0.3, 0.6, 0.9):
            with pytest.raises(DamagedFile):
                extract(whole[: int(len(whole) * share)])


def as_word(paragraphs: list[str]) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return word_file(document)


def as_rtf(paragraphs: list[str]) -> bytes:
    def escaped(text: str) -> str:
        signs = text.encode("utf-16-le")
        units = [int.from_bytes(signs[i : i + 2], "little") for i in range(0, len(signs), 2)]
        return "".join(f"\\u{unit - 65536 if unit > 32767 else unit}?" for unit in units)

    return rtf("\\par ".join(map(escaped, paragraphs)))


def as_open_document(paragraphs: list[str]) -> bytes:
    return open_document(*map(odfdo.Paragraph, paragraphs))


WORDS = st.text(st.characters(categories=["Lu", "Ll", "Nd"]), min_size=1, max_size=8)
PARAGRAPH = st.lists(WORDS, min_size=1, max_size=12).map(lambda words: f"{' '.join(words)}.")


@pytest.mark.parametrize("write", [as_word, as_rtf, as_open_document])
@given(paragraphs=st.lists(PARAGRAPH, min_size=1, max_size=5))
@settings(max_examples=25, deadline=None)
def test_no_word_is_lost(write: Callable[[list[str]], bytes], paragraphs: list[str]) -> None:
    extracted = extract(write(paragraphs))
    assert extracted.pages[0].split() == " ".join(paragraphs).split()
    assert not any(GARBLED in warning for warning in parse_extracted(extracted).warnings)
