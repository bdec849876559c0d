"""OpenDocument: what stands on the pages comes out in order, and nothing else."""

from __future__ import annotations

import contextlib
import io
import zipfile

import odfdo
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statements.ingest import errors
from statements.ingest.parsing import parse_extracted
from statements.ingest.readers.odt import extract

BASE = "urn:oasis:names:tc:opendocument:xmlns"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{BASE}:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "text": "text",
        "style": "style",
        "table": "table",
        "draw": "drawing",
        "svg": "svg-compatible",
        "dc": "dc",
    }.items()
)


def package(
    body: str, styles: str = "", masters: str = "", extra: dict[str, bytes] | None = None
) -> bytes:
    """The smallest package with this text, styles of its own, and styles of pages."""
    files = {
        "mimetype": b"application/vnd.oasis.opendocument.text",
        "content.xml": f"""<office:document-content {NAMESPACES}><office:automatic-styles>{styles}
            </office:automatic-styles><office:body><office:text>{body}</office:text></office:body>
            </office:document-content>""".encode(),
        "styles.xml": f"""<office:document-styles {NAMESPACES}><office:master-styles>{masters}
            </office:master-styles></office:document-styles>""".encode(),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in (files | (extra or {})).items():
            archive.writestr(name, content)
    return file.getvalue()


def lines(data: bytes) -> list[str]:
    return [line for line in extract(data).pages[0].split("\n") if line.strip()]


WORDS = st.text(st.characters(categories=["Lu", "Ll", "Nd"]), min_size=1, max_size=8)
PARAGRAPH = st.lists(WORDS, min_size=1, max_size=12).map(lambda words: f"{' '.join(words)}.")


@given(st.lists(PARAGRAPH, min_size=1, max_size=5))
@settings(max_examples=25, deadline=None)
def test_no_word_is_lost(paragraphs: list[str]) -> None:
    document = odfdo.Document("text")
    document.body.clear()
    for text in paragraphs:
        document.body.append(odfdo.Paragraph(text))
    file = io.BytesIO()
    document.save(file)
    extracted = extract(file.getvalue())
    assert extracted.pages[0].split() == " ".join(paragraphs).split()
    assert not any("not exactly" in warning for warning in parse_extracted(extracted).warnings)


def test_what_the_reader_says_of_itself() -> None:
    extracted = extract(package("<text:h>One</text:h><text:p>Two</text:p>"))
    assert extracted.pages == ("One\n\nTwo",)
    assert (extracted.format, extracted.paged, extracted.lines_are_paragraphs) == (
        "odt",
        False,
        True,
    )


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ("a<text:s text:c='3'/>b<text:s/>c", "a   b c"),
        ("a<text:tab/>b<text:line-break/>c", "a\tb\nc"),
        ("\n  a\n  <text:span> b </text:span>\n c ", " a b c "),
        ("a<office:annotation><text:p>aside</text:p></office:annotation>b", "ab"),
        ("<text:a>linked</text:a>", "linked"),
        ("<text:ruby><text:ruby-base>水</text:ruby-base><text:ruby-text>shui</text:ruby-text>"
         "</text:ruby>", "水"),
        ("a<text:span text:style-name='V'>hidden</text:span>b", "ab"),
        ("a<text:hidden-text text:is-hidden='true'>x</text:hidden-text>b", "ab"),
        ("a<text:placeholder>Click</text:placeholder>b", "ab"),
        ("<text:title>Of the file</text:title>", "Of the file"),
        ("a<text:change-start/>new<text:change-end/>b", "anewb"),
    ],
)  # fmt: skip
def test_what_is_shown_is_read_and_no_more(content: str, shown: str) -> None:
    styles = """<style:style style:family="text" style:name="H"><style:text-properties
        text:display="none"/></style:style><style:style style:family="text" style:name="V"
        style:parent-style-name="H"/>"""
    assert extract(package(f"<text:p>[{content}]</text:p>", styles)).pages == (f"[{shown}]",)


def test_deleted_text_is_left_out() -> None:
    gone = "<text:deletion><text:p>Gone</text:p></text:deletion>"
    body = f"""<text:tracked-changes><text:changed-region>{gone}</text:changed-region>
        </text:tracked-changes><text:p>Kept<text:change/></text:p>"""
    assert lines(package(body)) == ["Kept"]


def test_a_hidden_paragraph_or_section_is_left_out() -> None:
    body = """<text:p><text:hidden-paragraph text:is-hidden="true"/>Gone</text:p>
        <text:section text:display="none"><text:p>Gone</text:p></text:section>
        <text:section><text:p>Kept</text:p></text:section>"""
    assert lines(package(body)) == ["Kept"]


def test_tables_and_text_boxes_are_read_once() -> None:
    body = """<table:table><table:table-row><table:table-cell><text:p>Left</text:p>
        </table:table-cell><table:covered-table-cell><text:p>Covered</text:p>
        </table:covered-table-cell><table:table-cell><text:p>Right</text:p></table:table-cell>
        </table:table-row></table:table>
        <text:p>Aro<draw:frame><svg:title>Picture</svg:title><draw:text-box><text:p>Boxed</text:p>
        </draw:text-box></draw:frame>und</text:p>"""
    assert lines(package(body)) == ["Left", "Right", "Around", "Boxed"]


def levels(*levels: str) -> str:
    return f'<text:list-style style:name="L">{"".join(levels)}</text:list-style>'


def level(number: int, form: str, more: str = "") -> str:
    return f'<text:list-level-style-number text:level="{number}" style:num-format="{form}" {more}/>'


def listed(*items: str, more: str = "") -> str:
    inner = "".join(f"<text:list-item>{item}</text:list-item>" for item in items)
    return f'<text:list text:style-name="L" {more}>{inner}</text:list>'


ITEM = "<text:p>…</text:p>"
DOT = 'style:num-suffix="."'


def test_lists_are_counted_by_level() -> None:
    styles = levels(level(1, "1", DOT), level(2, "a", 'style:num-prefix="(" style:num-suffix=")"'))
    body = listed(ITEM + listed(ITEM, ITEM), ITEM + ITEM, listed(ITEM))
    assert lines(package(body, styles)) == ["1. …", "(a) …", "(b) …", "2. …", "…", "(a) …"]


@pytest.mark.parametrize(
    ("style", "shown"),
    [
        (level(1, "I", DOT), "I. …"),
        (level(1, "i", DOT + ' text:start-value="4"'), "iv. …"),
        (level(1, "1", 'style:num-list-format="[%1%]"'), "[1] …"),
        (level(1, ""), "…"),
        ('<text:list-level-style-bullet text:level="1" text:bullet-char="–"/>', "– …"),
        ('<text:list-level-style-bullet text:level="1" text:bullet-char="\uf0b7"/>', "• …"),
    ],
)
def test_forms_of_numbers(style: str, shown: str) -> None:
    assert lines(package(listed(ITEM), levels(style))) == [shown]


def test_a_number_may_show_the_levels_above() -> None:
    styles = levels(level(1, "1", DOT), level(2, "1", 'text:display-levels="2"'))
    assert lines(package(listed(ITEM, ITEM + listed(ITEM)), styles)) == ["1. …", "2. …", "2.1 …"]


def test_a_list_is_counted_anew_unless_it_continues_another() -> None:
    styles = levels(level(1, "1", DOT))
    on = 'text:continue-numbering="true"'
    body = listed(ITEM) + listed(ITEM) + listed(ITEM, more=on)
    assert lines(package(body, styles)) == ["1. …", "1. …", "2. …"]
    body = (
        listed(ITEM, more='xml:id="a"') + listed(ITEM) + listed(ITEM, more='text:continue-list="a"')
    )
    assert lines(package(body, styles)) == ["1. …", "1. …", "2. …"]
    body = '<text:list text:style-name="L"><text:list-item text:start-value="7">' + ITEM
    assert lines(package(body + "</text:list-item></text:list>", styles)) == ["7. …"]


def test_headings_are_numbered_by_the_outline_of_their_styles() -> None:
    outline = f"""<text:outline-style><text:outline-level-style text:level="1"
        style:num-format="I" {DOT}/></text:outline-style><style:style style:family="paragraph"
        style:name="H" style:default-outline-level="1"/><style:style style:family="paragraph"
        style:name="P" style:parent-style-name="H"/>"""
    styled = '<text:h text:style-name="P" text:outline-level="{}" {}>…</text:h>'
    body = (
        styled.format(1, "")
        + styled.format(2, "")
        + styled.format(1, 'text:is-list-header="true"')
        + styled.format(1, "")
        + '<text:h text:outline-level="1">…</text:h>'
    )
    assert lines(package(body, outline)) == ["I. …", "…", "…", "II. …", "…"]


def note(kind: str, mark: str, text: str) -> str:
    return f"""<text:note text:note-class="{kind}"><text:note-citation>{mark}</text:note-citation>
        <text:note-body><text:p>{text}</text:p></text:note-body></text:note>"""


def test_notes_stand_apart_with_the_numbers_that_the_text_has() -> None:
    body = f"""<text:p>In 2030{note("endnote", "i", "Last.")} peace{note("footnote", "1", "One.")},
        by 2040{note("footnote", "2", "Two.")}.</text:p>"""
    extracted = extract(package(body))
    assert extracted.pages == ("In 2030i peace1, by 2040 2.",)
    assert extracted.notes == ("1 One.", "2 Two.", "i Last.")
    assert not any("not exactly" in warning for warning in parse_extracted(extracted).warnings)


def test_a_letterhead_stands_on_top_and_other_heads_and_feet_are_left_out() -> None:
    masters = """
        <style:master-page style:name="Other"><style:header><text:p>Unused</text:p></style:header>
        </style:master-page>
        <style:master-page style:name="First" style:next-style-name="Standard"><style:header>
        <text:p>Mission</text:p><text:p><text:page-number>1</text:page-number></text:p>
        </style:header><style:footer style:display="false"><text:p>Off</text:p></style:footer>
        </style:master-page>
        <style:master-page style:name="Standard"><style:header><text:p>Running</text:p>
        </style:header><style:footer><text:p>1 Main Street</text:p></style:footer>
        </style:master-page>"""
    styles = """<style:style style:family="paragraph" style:name="P"
        style:master-page-name="First"/>"""
    body = '<text:p text:style-name="P">Speech</text:p>'
    extracted = extract(package(body, styles, masters))
    assert extracted.pages == ("Mission\n\nSpeech",)
    assert extracted.left_out == ("1", "Running", "1 Main Street")
    assert lines(package("<text:p>Speech</text:p>", "", masters)) == ["Running", "Speech"]


def test_a_locked_document_is_told_as_such() -> None:
    manifest = b"<manifest><file-entry><encryption-data/></file-entry></manifest>"
    with pytest.raises(errors.EncryptedFile):
        extract(package("<text:p>One</text:p>", extra={"META-INF/manifest.xml": manifest}))


ENTITIES = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><a>&b;</a>'


@pytest.mark.parametrize("part", ["content.xml", "styles.xml"])
def test_entities_are_refused(part: str) -> None:
    with pytest.raises(errors.DeclaresEntities):
        extract(package("<text:p>One</text:p>", extra={part: ENTITIES}))


@pytest.mark.parametrize(
    "names",
    [
        ["p", "span", "span"],
        ["p", "note", "note-body"],
        ["list", "list-item"],
        ["section"],
        ["p"],
    ],
)
def test_nesting_as_deep_as_it_is_parsed_is_no_fault(names: list[str]) -> None:
    def nested(times: int) -> str:
        begin = "".join(f"<text:{name}>" for name in names) * times
        end = "".join(f"</text:{name}>" for name in reversed(names)) * times
        return f"{begin}<text:p>Deep</text:p>{end}"

    extracted = extract(package("<text:p>Top</text:p>" + nested(230 // len(names))))
    assert "Deep" in "\n".join([*extracted.pages, *extracted.notes])
    with pytest.raises(errors.DamagedFile):
        extract(package(nested(999)))


@given(st.data())
@settings(deadline=None)
def test_damage_never_ends_in_another_error(data: st.DataObject) -> None:
    damaged = bytearray(package(listed(ITEM) + note("footnote", "1", "One.")))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        damaged[at] = data.draw(st.integers(0, 255))
    with contextlib.suppress(errors.IngestError):
        extract(bytes(damaged))


def test_a_package_without_text_is_refused() -> None:
    with pytest.raises(errors.EmptyFile):
        extract(package("<text:p/>"))
    with pytest.raises(errors.DamagedFile):
        extract(package("", extra={"content.xml": b"<other/>"}))
