"""OpenDocument text (ODT): what stands on the pages (ISO/IEC 26300)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from statements.ingest.archives import SafeZip
from statements.ingest.document import ExtractedText
from statements.ingest.errors import DamagedFile, EmptyFile, EncryptedFile
from statements.ingest.readers.odt_styles import Styles
from statements.ingest.readers.odt_text import Writer
from statements.ingest.readers.xml import attribute, child, local_name, parse_xml

MEDIA_TYPE: Final = "application/vnd.oasis.opendocument.text"

_CONTENT: Final = "content.xml"
_STYLES: Final = "styles.xml"
_MANIFEST: Final = "META-INF/manifest.xml"
_ENCRYPTED: Final = b"encryption-data"
_USUAL_PAGE: Final = "Standard"
_HEADS: Final = ("header", "header-first", "header-left", "footer", "footer-first", "footer-left")


def extract(data: bytes) -> ExtractedText:
    """Read an ODT file: each line is a paragraph, or one of its lines where it is broken.

    The head of the first page, as a letterhead is, stands above the text; other heads, and all
    feet, are left out. Raises EncryptedFile, EmptyFile, DamagedFile where it is no text document,
    and as SafeZip and `parse_xml` do.
    """
    package = SafeZip(data)
    # Not parsed: old programs wrote a document type into it, and no word of it is needed.
    if _MANIFEST in package and _ENCRYPTED in package.read(_MANIFEST):
        raise EncryptedFile
    content = parse_xml(package.read(_CONTENT)) if _CONTENT in package else None
    text = child(content, "body", "text")
    if content is None or text is None:
        raise DamagedFile("It has no text part.")
    common = parse_xml(package.read(_STYLES)) if _STYLES in package else None
    styles = Styles(content) if common is None else Styles(common, content)
    writer = Writer(styles)
    writer.write(text)
    head, left_out = ([], []) if common is None else _heads(common, text, styles)
    lines = [*head, *(paragraph.text for paragraph in writer.paragraphs)]
    if not lines:
        raise EmptyFile
    return ExtractedText(
        format="odt",
        media_type=MEDIA_TYPE,
        reader="lxml",
        reader_version=etree.__version__,
        pages=("\n\n".join(lines),),
        lines_are_paragraphs=True,
        notes=tuple(
            note for kind in ("footnote", "endnote") for note in writer.notes.get(kind, ())
        ),
        left_out=tuple(left_out),
    )


def _heads(
    common: etree._Element, text: etree._Element, styles: Styles
) -> tuple[list[str], list[str]]:
    """The paragraphs of the first page's head without its number, and those of all other heads
    and feet of the pages that the text is on."""
    own_styles = Styles(common)
    head: list[str] = []
    left_out: list[str] = []
    for position, page in enumerate(_pages(common, text, styles)):
        shown = {
            local_name(e): e
            for e in page
            if local_name(e) in _HEADS and attribute(e, "display") != "false"
        }
        top = "header-first" if "header-first" in shown else "header"
        for name, element in shown.items():
            writer = Writer(own_styles)
            writer.write(element)
            for paragraph in writer.paragraphs:
                is_head = position == 0 and name == top and not paragraph.has_page_number
                (head if is_head else left_out).append(paragraph.text)
    return head, left_out


def _pages(
    common: etree._Element, text: etree._Element, styles: Styles
) -> Iterator[etree._Element]:
    """The styles of page that the text is on: the first page's, those that follow it by
    themselves, those that paragraphs begin."""
    by_name = {
        attribute(page, "name"): page for page in common.iter() if local_name(page) == "master-page"
    }
    begun = dict.fromkeys(_begun(text, styles))
    names = [next(iter(begun), "") or _USUAL_PAGE, *filter(None, begun)]
    seen: set[str] = set()
    for name in names:
        while name in by_name and name not in seen:
            seen.add(name)
            yield by_name[name]
            name = attribute(by_name[name], "next-style-name")


def _begun(text: etree._Element, styles: Styles) -> Iterator[str]:
    """The style of page that each paragraph and table begins, "" for most."""
    for element in text.iter():
        name = local_name(element)
        if name in ("p", "h", "table"):
            family = "table" if name == "table" else "paragraph"
            yield styles.master_page(family, attribute(element, "style-name"))
