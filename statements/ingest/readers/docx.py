"""Word (DOCX, and its kinds with macros and for templates): what stands on the pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from statements.ingest.document import ExtractedText
from statements.ingest.errors import EmptyFile
from statements.ingest.readers.docx_numbering import Numbering
from statements.ingest.readers.docx_package import Package
from statements.ingest.readers.docx_text import (
    NoteMarks,
    Paragraph,
    Writer,
    hidden_styles,
    is_on,
    note_marks,
)
from statements.ingest.readers.xml import attribute, child, local_name

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_NOTE_KINDS: Final = ("footnote", "endnote")


def extract(data: bytes) -> ExtractedText:
    """Read a Word document: each line is a paragraph, or one of its lines where it is broken.

    The head of the first page, as a letterhead is, stands above the text; other heads, and all
    feet, are left out. Raises EmptyFile, and as SafeZip and `parse_xml` do.
    """
    package = Package(data)
    styles = package.part("styles")
    hidden = hidden_styles(styles)
    settings = package.part("settings")
    sections = [e for e in package.document.iter() if local_name(e) == "sectPr"]
    marks = {kind: note_marks(kind, *sections, settings) for kind in _NOTE_KINDS}
    writer = Writer(Numbering.of(package.part("numbering"), styles), hidden, marks)
    writer.write(package.document)
    head, left_out = _heads(package, sections, settings, hidden)
    lines = [*head, *(paragraph.text for paragraph in writer.paragraphs)]
    if not lines:
        raise EmptyFile
    return ExtractedText(
        format="docx",
        media_type=MEDIA_TYPE,
        reader="lxml",
        reader_version=etree.__version__,
        pages=("\n\n".join(lines),),
        lines_are_paragraphs=True,
        notes=tuple(note for kind in _NOTE_KINDS for note in _notes(package, kind, marks, hidden)),
        left_out=tuple(left_out),
        warnings=tuple(writer.warnings),
    )


def _notes(
    package: Package, kind: str, marks: dict[str, NoteMarks], hidden: frozenset[str]
) -> Iterator[str]:
    """The notes of a kind that the text refers to, in the order of their numbers."""
    shown = marks[kind].shown
    root = package.part(f"{kind}s") if shown else None
    if root is None:
        return
    by_key = {attribute(note, "id"): note for note in root if local_name(note) == kind}
    for key, mark in shown.items():
        if key in by_key:
            writer = Writer(hidden_styles=hidden)
            writer.write(by_key[key])
            text = " ".join(paragraph.text for paragraph in writer.paragraphs)
            yield " ".join(f"{mark} {text}".split())


def _heads(
    package: Package,
    sections: list[etree._Element],
    settings: etree._Element | None,
    hidden: frozenset[str],
) -> tuple[list[str], list[str]]:
    """The paragraphs of the first page's head without its number, and those of all other heads
    and feet that are shown on any page."""
    kinds = {"default", "even"} if is_on(child(settings, "evenAndOddHeaders")) else {"default"}
    head: list[str] = []
    left_out: list[str] = []
    seen: set[str] = set()
    for position, section in enumerate(sections):
        has_first = is_on(child(section, "titlePg"))
        for reference in section:
            name, kind = local_name(reference), attribute(reference, "type") or "default"
            if not name.endswith("Reference") or kind not in (
                kinds | {"first"} if has_first else kinds
            ):
                continue
            part = package.name_of(attribute(reference, "id"))
            root = None if part in seen else package.root(part)
            seen.add(part)
            if root is None:
                continue
            is_top = name == "headerReference" and position == 0
            if is_top and kind == ("first" if has_first else "default"):
                head = _sorted_out(_paragraphs(root, hidden), left_out)
            else:
                left_out += [paragraph.text for paragraph in _paragraphs(root, hidden)]
    return head, left_out


def _paragraphs(root: etree._Element, hidden: frozenset[str]) -> list[Paragraph]:
    writer = Writer(hidden_styles=hidden)
    writer.write(root)
    return writer.paragraphs


def _sorted_out(paragraphs: list[Paragraph], left_out: list[str]) -> list[str]:
    left_out += [paragraph.text for paragraph in paragraphs if paragraph.has_page_number]
    return [paragraph.text for paragraph in paragraphs if not paragraph.has_page_number]
