"""Word: what stands on the pages comes out in order, and nothing else."""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Mapping
from typing import TYPE_CHECKING

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statements.ingest import errors
from statements.ingest.parsing import parse_extracted
from statements.ingest.readers.docx import extract
from statements.ingest.readers.xml import MAX_TAGS

if TYPE_CHECKING:
    from docx.document import Document

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def saved(document: Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def package(body: str, parts: Mapping[str, str] | None = None, namespace: str = W) -> bytes:
    """The smallest package with this body; each further part is related by its own name."""
    parts = parts or {}
    declared = f'xmlns:w="{namespace}" xmlns:r="{RELATION}" xmlns:mc="{MC}"'
    relations = "".join(
        f'<Relationship Id="{name}" Type="{RELATION}/{name.rstrip("123")}" Target="{name}.xml"/>'
        for name in parts
    )
    files = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f"""<Relationships><Relationship Id="r" Target="/word/document.xml"
            Type="{RELATION}/officeDocument"/></Relationships>""",
        "word/_rels/document.xml.rels": f"<Relationships>{relations}</Relationships>",
        "word/document.xml": f"<w:document {declared}><w:body>{body}</w:body></w:document>",
    }
    for name, content in parts.items():
        files[f"word/{name}.xml"] = content.replace(" declared", f" {declared}")
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def lines(data: bytes) -> list[str]:
    return [line for line in extract(data).pages[0].split("\n") if line.strip()]


def test_what_the_reader_says_of_itself() -> None:
    extracted = extract(package(paragraph("One") + paragraph("Two")))
    assert extracted.pages == ("One\n\nTwo",)
    assert (extracted.format, extracted.paged, extracted.lines_are_paragraphs) == (
        "docx",
        False,
        True,
    )
    assert extracted.media_type.endswith("wordprocessingml.document")


WORDS = st.text(st.characters(categories=["Lu", "Ll", "Nd"]), min_size=1, max_size=8)
PARAGRAPH = st.lists(WORDS, min_size=1, max_size=12).map(lambda words: f"{' '.join(words)}.")


@given(st.lists(PARAGRAPH, min_size=1, max_size=5))
@settings(max_examples=25, deadline=None)
def test_no_word_is_lost(paragraphs: list[str]) -> None:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    extracted = extract(saved(document))
    assert extracted.pages[0].split() == " ".join(paragraphs).split()
    assert not any("not exactly" in warning for warning in parse_extracted(extracted).warnings)


RUNS = {
    "deleted": ("<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>", ""),
    "moved away": ("<w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom>", ""),
    "moved here": ("<w:moveTo><w:r><w:t>come</w:t></w:r></w:moveTo>", "come"),
    "inserted": ("<w:ins><w:r><w:t>come</w:t></w:r></w:ins>", "come"),
    "hidden": ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>", ""),
    "not hidden": ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>seen</w:t></w:r>', "seen"),
    "hyphen": ("<w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>op</w:t></w:r>", "co‑op"),
    "soft hyphen": ("<w:r><w:t>co</w:t><w:softHyphen/><w:t>op</w:t></w:r>", "co\u00adop"),
    "smart tag": ('<w:smartTag w:element="City"><w:r><w:t>Oslo</w:t></w:r></w:smartTag>', "Oslo"),
    "from right to left": ('<w:bdo w:val="rtl"><w:r><w:t>سلام</w:t></w:r></w:bdo>', "سلام"),
    "comment": (
        '<w:commentRangeStart w:id="1"/><w:r><w:t>said</w:t></w:r><w:commentRangeEnd w:id="1"/>'
        '<w:r><w:commentReference w:id="1"/></w:r>',
        "said",
    ),
    "Wingdings": ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "✓"),
    "break": ("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>", "a\nb"),
    "tab": ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>", "a\tb"),
    "link": ("<w:hyperlink><w:r><w:t>linked</w:t></w:r></w:hyperlink>", "linked"),
    "control": ("<w:sdt><w:sdtContent><w:r><w:t>own</w:t></w:r></w:sdtContent></w:sdt>", "own"),
    "prompt": (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Click here</w:t>"
        "</w:r></w:sdtContent></w:sdt>",
        "",
    ),
    "symbol": ('<w:r><w:sym w:font="Symbol" w:char="F0B0"/></w:r>', "°"),
    "reading aid": (
        "<w:r><w:ruby><w:rt><w:r><w:t>shui</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>水</w:t></w:r>"
        "</w:rubyBase></w:ruby></w:r>",
        "水",
    ),
    "simple field": (
        '<w:fldSimple w:instr="AUTHOR"><w:r><w:t>Berg</w:t></w:r></w:fldSimple>',
        "Berg",
    ),
    "field": (
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>REF a</w:instrText>'
        '<w:t>code</w:t><w:fldChar w:fldCharType="separate"/><w:t>result</w:t>'
        '<w:fldChar w:fldCharType="end"/></w:r>',
        "result",
    ),
    "code without a field": ("<w:r><w:instrText>PAGE</w:instrText></w:r>", ""),
    "hidden field": (
        '<w:r><w:rPr><w:vanish/></w:rPr><w:fldChar w:fldCharType="begin"/></w:r><w:r>'
        "<w:instrText>XE</w:instrText></w:r><w:r><w:rPr><w:vanish/></w:rPr>"
        '<w:fldChar w:fldCharType="end"/></w:r>',
        "",
    ),
    "field within a code": (
        '<w:r><w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="begin"/>'
        '<w:fldChar w:fldCharType="separate"/><w:t>inner</w:t><w:fldChar w:fldCharType="end"/>'
        '<w:fldChar w:fldCharType="separate"/><w:t>outer</w:t><w:fldChar w:fldCharType="end"/>'
        "</w:r>",
        "outer",
    ),
}


@pytest.mark.parametrize("namespace", [W, STRICT], ids=["transitional", "strict"])
@pytest.mark.parametrize("run", RUNS)
def test_what_word_shows_is_read_and_no_more(run: str, namespace: str) -> None:
    content, shown = RUNS[run]
    body = f"<w:p><w:r><w:t>[</w:t></w:r>{content}<w:r><w:t>]</w:t></w:r></w:p>"
    assert extract(package(body, namespace=namespace)).pages == (f"[{shown}]",)


def test_a_field_that_never_ends_hides_no_other_paragraph() -> None:
    body = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>' + paragraph("Seen")
    assert lines(package(body)) == ["Seen"]


def test_a_paragraph_whose_end_is_deleted_runs_on() -> None:
    body = paragraph("One ", "<w:rPr><w:del/></w:rPr>") + paragraph("two") + paragraph("Three")
    assert lines(package(body)) == ["One two", "Three"]


def test_text_hidden_by_a_style_is_left_out() -> None:
    styles = """<w:styles declared>
        <w:style w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>
        <w:style w:styleId="B"><w:basedOn w:val="H"/></w:style></w:styles>"""
    body = (
        paragraph("Hidden", '<w:pStyle w:val="B"/>')
        + paragraph("Hidden", run='<w:rStyle w:val="H"/>')
        + paragraph("Seen")
    )
    assert lines(package(body, {"styles": styles})) == ["Seen"]


def test_tables_are_read_cell_by_cell_without_deleted_rows() -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"Cell {number}"
    table.cell(0, 1).add_table(1, 1).cell(0, 0).text = "Inner"
    assert lines(saved(document)) == ["Cell 0", "Cell 1", "Inner", "Cell 2", "Cell 3"]
    row = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph('Gone')}</w:tc></w:tr>"
    assert lines(package(f"<w:tbl>{row}</w:tbl>" + paragraph("Seen"))) == ["Seen"]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('Boxed')}</w:txbxContent>"
    body = f"""<w:p><w:r><w:t>Aro</w:t><mc:AlternateContent><mc:Choice>{box}</mc:Choice>
        <mc:Fallback>{box}</mc:Fallback></mc:AlternateContent><w:t>und</w:t></w:r></w:p>"""
    assert lines(package(body)) == ["Around", "Boxed"]


def test_an_embedded_document_is_told_of() -> None:
    (warning,) = extract(package(paragraph("One") + '<w:altChunk r:id="x"/>')).warnings
    assert "embedded" in warning


def level(index: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbered(number: int, index: int = 0) -> str:
    """A paragraph "…" in a list."""
    listed = f'<w:numPr><w:ilvl w:val="{index}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph("…", listed)


def numbering(*levels: str, second: str = "") -> dict[str, str]:
    """Lists 1 and 2 with the same definition; `second` overrides in list 2."""
    return {
        "numbering": f"""<w:numbering declared>
        <w:abstractNum w:abstractNumId="9">{"".join(levels)}</w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="9"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="9"/>{second}</w:num></w:numbering>"""
    }


def test_lists_are_counted_by_level() -> None:
    parts = numbering(level(0, "decimal", "%1."), level(1, "lowerLetter", "(%2)"))
    places = [(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)]
    body = "".join(numbered(*place) for place in places)
    assert lines(package(body, parts)) == ["1. …", "(a) …", "(b) …", "2. …", "(a) …"]


@pytest.mark.parametrize(
    ("form", "text", "shown"),
    [
        ("upperRoman", "%1", "I …"),
        ("decimalZero", "%1", "01 …"),
        ("ordinal", "%1", "1st …"),
        ("russianLower", "%1)", "а) …"),
        ("chineseCounting", "%1、", "一、 …"),
        ("unheardOf", "%1.", "1. …"),
        ("bullet", "\uf0b7", "• …"),
        ("bullet", "–", "– …"),
        ("none", "", "…"),
        ("decimal", "Article %1", "Article 1 …"),
    ],
)
def test_forms_of_numbers(form: str, text: str, shown: str) -> None:
    assert lines(package(numbered(1), numbering(level(0, form, text)))) == [shown]


def test_lists_of_one_definition_are_counted_together_unless_restarted() -> None:
    first = level(0, "decimal", "%1.")
    body = numbered(1) + numbered(2) + numbered(2)
    assert lines(package(body, numbering(first))) == ["1. …", "2. …", "3. …"]
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    assert lines(package(body, numbering(first, second=restart))) == ["1. …", "5. …", "6. …"]


def test_a_level_restarts_only_where_it_is_told_to() -> None:
    never = level(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>')
    parts = numbering(level(0, "decimal", "%1."), never)
    body = numbered(1) + numbered(1, 1) + numbered(1) + numbered(1, 1)
    assert lines(package(body, parts)) == ["1. …", "1) …", "2. …", "2) …"]


def test_legal_numbering_is_in_figures_and_a_number_may_touch_the_text() -> None:
    legal = level(1, "decimal", "%1.%2", '<w:suff w:val="nothing"/><w:isLgl/>')
    parts = numbering(level(0, "upperRoman", "%1."), legal)
    assert lines(package(numbered(1) + numbered(1, 1), parts)) == ["I. …", "1.1…"]


def test_styles_bring_their_lists_and_paragraphs_can_refuse_them() -> None:
    styles = """<w:styles declared>
        <w:style w:styleId="A"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
        <w:style w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>"""
    levels = level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)", '<w:pStyle w:val="B"/>')
    body = (
        paragraph("…", '<w:pStyle w:val="A"/>')
        + paragraph("…", '<w:pStyle w:val="B"/>')
        + paragraph("…", '<w:pStyle w:val="A"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    )
    assert lines(package(body, numbering(*levels) | {"styles": styles})) == ["1. …", "a) …", "…"]


def test_word_numbers_its_own_lists_and_we_do_too() -> None:
    document = docx.Document()
    for text in ("One", "Two"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("Any", style="List Bullet")
    document.add_paragraph("Three", style="List Number")
    assert lines(saved(document)) == ["1. One", "2. Two", "• Any", "3. Three"]


def reference(kind: str, key: int, more: str = "") -> str:
    return f'<w:r><w:{kind}Reference w:id="{key}" {more}/></w:r>'


def note(kind: str, key: int, text: str) -> str:
    return (
        f'<w:{kind} w:id="{key}"><w:p><w:r><w:{kind}Ref/></w:r><w:r><w:t xml:space="preserve"> '
        f"{text}</w:t></w:r></w:p></w:{kind}>"
    )


def test_notes_stand_apart_with_the_numbers_that_the_text_has() -> None:
    parts = {
        "footnotes": f"""<w:footnotes declared><w:footnote w:id="0" w:type="separator"/>
            {note("footnote", 8, "Second.")}{note("footnote", 7, "First.")}
            {note("footnote", 5, "* Own.")}{note("footnote", 6, "Unused.")}</w:footnotes>""",
        "endnotes": f"<w:endnotes declared>{note('endnote', 1, 'Last.')}</w:endnotes>",
    }
    body = (
        f"<w:p><w:r><w:t>In 2030</w:t></w:r>{reference('footnote', 7)}<w:r><w:t> peace</w:t></w:r>"
        f"{reference('footnote', 8)}{reference('endnote', 1)}"
        f"{reference('footnote', 5, 'w:customMarkFollows=' + repr('1'))}<w:r><w:t>*</w:t></w:r>"
        f"<w:del>{reference('footnote', 6)}</w:del></w:p>"
    )
    extracted = extract(package(body, parts))
    assert extracted.pages == ("In 2030 1 peace2i*",)
    assert extracted.notes == ("1 First.", "2 Second.", "* Own.", "i Last.")
    assert not any("not exactly" in warning for warning in parse_extracted(extracted).warnings)


def test_the_form_of_note_numbers_is_the_document_s() -> None:
    section = '<w:sectPr><w:footnotePr><w:numFmt w:val="chicago"/></w:footnotePr></w:sectPr>'
    parts = {"footnotes": f"<w:footnotes declared>{note('footnote', 1, 'One.')}</w:footnotes>"}
    body = f"<w:p><w:r><w:t>a</w:t></w:r>{reference('footnote', 1)}</w:p>{section}"
    extracted = extract(package(body, parts))
    assert (extracted.pages, extracted.notes) == (("a*",), ("* One.",))


def test_a_letterhead_stands_on_top_and_other_heads_and_feet_are_left_out() -> None:
    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "Running head"
    section.footer.paragraphs[0].text = "1 Main Street"
    document.add_paragraph("Speech")
    assert lines(saved(document)) == ["Running head", "Speech"]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "Mission of Norlandia"
    extracted = extract(saved(document))
    assert extracted.pages == ("Mission of Norlandia\n\nSpeech",)
    assert extracted.left_out == ("Running head", "1 Main Street")


def test_a_page_number_in_the_only_head_is_left_out() -> None:
    field = '<w:fldSimple w:instr=" PAGE \\* MERGEFORMAT "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    parts = {"header1": f"<w:hdr declared>{paragraph('Mission')}<w:p>{field}</w:p></w:hdr>"}
    section = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    extracted = extract(package(paragraph("Speech") + section, parts))
    assert (extracted.pages, extracted.left_out) == (("Mission\n\nSpeech",), ("1",))


ENTITIES = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><a>&b;</a>'


@pytest.mark.parametrize("part", ["numbering", "styles", "settings", "document"])
def test_entities_are_refused_in_every_part(part: str) -> None:
    data = package(paragraph("One"), {part: ENTITIES})
    with pytest.raises(errors.DeclaresEntities):
        extract(data)


def test_entities_are_refused_in_another_encoding() -> None:
    data = package("")
    file = io.BytesIO(data)
    with zipfile.ZipFile(file, "a") as archive:
        content = '<?xml version="1.0" encoding="utf-16"?>' + ENTITIES
        archive.writestr("word/styles.xml", content.encode("utf-16"))
    with pytest.raises(errors.DeclaresEntities):
        extract(file.getvalue())


def test_nesting_without_end_is_refused() -> None:
    deep = 5_000
    with pytest.raises(errors.DamagedFile):
        extract(package("<w:sdt>" * deep + "</w:sdt>" * deep))


@pytest.mark.parametrize("element", ["sdt", "r", "p", "txbxContent"])
def test_nesting_as_deep_as_it_is_read_is_no_fault(element: str) -> None:
    depth = 240
    body = f"<w:{element}>" * depth + paragraph("Deep") + f"</w:{element}>" * depth
    assert lines(package(body)) == ["Deep"]


@given(st.data())
@settings(deadline=None)
def test_damage_never_ends_in_another_error(data: st.DataObject) -> None:
    whole = package(numbered(1) + reference("footnote", 1), numbering(level(0, "decimal", "%1.")))
    damaged = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        damaged[at] = data.draw(st.integers(0, 255))
    with contextlib.suppress(errors.IngestError):
        extract(bytes(damaged))


def test_more_tags_than_any_speech_has_are_refused() -> None:
    many = MAX_TAGS // 2
    with pytest.raises(errors.TextTooLong):
        extract(package(paragraph("One") + "<w:p/>" * (2 * many)))
    styles = f"<w:styles declared>{'<w:style/>' * many}</w:styles>"
    assert lines(package(paragraph("One"), {"styles": styles})) == ["One"]
    with pytest.raises(errors.TextTooLong):
        extract(package(paragraph("One") + "<w:p/>" * many, {"styles": styles}))


def test_a_head_that_is_referred_to_often_is_read_once() -> None:
    parts = {"header1": f"<w:hdr declared>{paragraph('Mission')}</w:hdr>"}
    section = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    extracted = extract(package(paragraph("Speech") + section * 50, parts))
    assert (extracted.pages, extracted.left_out) == (("Mission\n\nSpeech",), ())


def test_fields_and_their_codes_may_go_on_without_end() -> None:
    begin = '<w:fldChar w:fldCharType="begin"/>'
    opened = (begin + '<w:fldChar w:fldCharType="separate"/>') * 500
    body = f"<w:p><w:r>{opened}<w:t>Seen</w:t>{begin}"
    body += "<w:instrText>PAGE </w:instrText>" * 500 + "</w:r></w:p>"
    assert lines(package(body)) == ["Seen"]


def test_a_package_without_text_is_refused() -> None:
    with pytest.raises(errors.EmptyFile):
        extract(package("<w:p/>"))
    with pytest.raises(errors.DamagedFile):
        extract(package("").replace(b"word/document.xml", b"word/nothing.xml_"))
