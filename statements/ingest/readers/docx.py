"""Word (DOCX): paragraphs as Word shows them, with numbers, notes and text boxes.

By the names of elements without their namespace, which differ between the two editions of the
standard (ECMA-376, "transitional" and "strict").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from statements.ingest.archives import SafeZip
from statements.ingest.document import ExtractedText
from statements.ingest.errors import DamagedFile, EmptyFile
from statements.ingest.readers.docx_numbering import Numbering
from statements.ingest.readers.xml import attribute, local_name, parse_xml

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_DOCUMENT: Final = "word/document.xml"
# Deleted text, codes of fields, formatting: nothing that is seen. A fallback repeats its choice.
_UNSEEN: Final = frozenset(
    {"del", "moveFrom", "instrText", "delText", "rPr", "pPr", "sectPr", "Fallback", "tblPr", "tcPr"}
)
_SIGNS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "‑", "softHyphen": "\u00ad"}
_SEPARATE_NOTES: Final = frozenset({"separator", "continuationSeparator", "continuationNotice"})


@dataclass(slots=True)
class _Writer:
    """Collects the paragraphs of one part of the document."""

    numbering: Numbering
    marks: dict[tuple[str, str], str]
    paragraphs: list[str] = field(default_factory=list)

    def block(self, element: etree._Element) -> None:
        """All paragraphs below an element, text boxes after the paragraph that holds them."""
        stack = [element]
        while stack:
            current = stack.pop()
            name = local_name(current)
            if name in _UNSEEN:
                continue
            if name == "p":
                stack += reversed(self._paragraph(current))
            else:
                stack += reversed(list(current))

    def _paragraph(self, paragraph: etree._Element) -> list[etree._Element]:
        boxes: list[etree._Element] = []
        text = "".join(self._inline(paragraph, boxes)).strip("\n")
        if text.strip():
            self.paragraphs.append(self.numbering.mark(paragraph) + text)
        return boxes

    def _inline(self, paragraph: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
        stack = list(reversed(paragraph))
        while stack:
            element = stack.pop()
            name = local_name(element)
            if name in _UNSEEN or (name == "r" and _is_hidden(element)):
                continue
            if name == "txbxContent":
                boxes.append(element)
            elif name == "t":
                yield element.text or ""
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif name == "sym":
                yield _symbol(element)
            elif name in ("footnoteReference", "endnoteReference"):
                yield self.marks.get((name[:-9], attribute(element, "id")), "")
            else:
                stack += reversed(list(element))


def extract(data: bytes) -> ExtractedText:
    """Read a Word document: each line is a paragraph, or one of its lines where it is broken.

    The letterhead in the head of the first page stands above the text, other heads and feet are
    left out. Raises as SafeZip and `parse_xml` do, and EmptyFile.
    """
    package = SafeZip(data)
    if _DOCUMENT not in package.names:
        raise DamagedFile("It has no text part.")
    document = parse_xml(package.read(_DOCUMENT))
    numbering = Numbering.of(package)
    marks = _note_marks(document)
    writer = _Writer(numbering, marks)
    writer.block(document)
    notes = list(_notes(package, marks))
    head, left_out = _heads(package, document)
    lines = [*head, *writer.paragraphs]
    if not lines:
        raise EmptyFile
    return ExtractedText(
        format="docx",
        media_type=MEDIA_TYPE,
        reader="lxml",
        reader_version=etree.__version__,
        pages=("\n\n".join(lines),),
        lines_are_paragraphs=True,
        notes=tuple(notes),
        left_out=tuple(left_out),
    )


def _is_hidden(run: etree._Element) -> bool:
    properties = next((e for e in run if local_name(e) == "rPr"), None)
    if properties is None:
        return False
    hidden = next((e for e in properties if local_name(e) == "vanish"), None)
    return hidden is not None and attribute(hidden, "val") not in ("0", "false", "off")


def _symbol(element: etree._Element) -> str:
    """A character of a symbol font; those of Wingdings and its like stand in the private area,
    where they mean nothing without the font: a bullet is what they mostly are."""
    try:
        code = int(attribute(element, "char"), 16)
    except ValueError:
        return ""
    return "•" if 0xE000 <= code < 0xF900 else chr(code) if 0x20 <= code < 0xD800 else ""


def _note_marks(document: etree._Element) -> dict[tuple[str, str], str]:
    """The numbers that footnotes and endnotes are shown with, in the order of the text."""
    marks: dict[tuple[str, str], str] = {}
    for kind in ("footnote", "endnote"):
        number = 0
        for element in document.iter():
            if local_name(element) == f"{kind}Reference":
                number += 1
                marks[kind, attribute(element, "id")] = str(number)
    return marks


def _notes(package: SafeZip, marks: dict[tuple[str, str], str]) -> Iterator[str]:
    for kind in ("footnote", "endnote"):
        name = f"word/{kind}s.xml"
        if name not in package.names:
            continue
        found = {
            attribute(note, "id"): note
            for note in parse_xml(package.read(name))
            if local_name(note) == kind and attribute(note, "type") not in _SEPARATE_NOTES
        }
        for (own, key), mark in marks.items():
            if own == kind and key in found:
                writer = _Writer(Numbering(), {})
                writer.block(found[key])
                text = " ".join(" ".join(writer.paragraphs).split())
                yield f"{mark} {text}"


def _heads(package: SafeZip, document: etree._Element) -> tuple[list[str], list[str]]:
    """The paragraphs of the first page's head, and those of all other heads and feet."""
    parts: dict[str, list[str]] = {}
    for name in sorted(package.names):
        if name.startswith(("word/header", "word/footer")) and name.endswith(".xml"):
            writer = _Writer(Numbering(), {})
            writer.block(parse_xml(package.read(name)))
            parts[name] = writer.paragraphs
    first = _first_head(package, document)
    head = parts.pop(first, []) if first else []
    return head, [text for paragraphs in parts.values() for text in paragraphs]


def _first_head(package: SafeZip, document: etree._Element) -> str | None:
    """The part that holds the head of the first page."""
    section = next((e for e in document.iter() if local_name(e) == "sectPr"), None)
    relations = "word/_rels/document.xml.rels"
    if section is None or relations not in package.names:
        return None
    heads = {
        attribute(e, "type"): attribute(e, "id")
        for e in section
        if local_name(e) == "headerReference"
    }
    has_own = any(local_name(e) == "titlePg" for e in section)
    wanted = heads.get("first") if has_own else heads.get("default")
    for relation in parse_xml(package.read(relations)):
        if wanted and attribute(relation, "Id") == wanted:
            return f"word/{attribute(relation, 'Target').removeprefix('/word/')}"
    return None
