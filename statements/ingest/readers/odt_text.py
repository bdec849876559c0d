"""The paragraphs of a part of an OpenDocument text, as they are shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from statements.ingest.readers.odt_styles import Count, Styles
from statements.ingest.readers.xml import attribute, child, local_name, whole

# Deleted text, comments, the forms and the sources of indexes, a copy of the list's number, the
# reading aid above Chinese characters, the prompts that nobody filled in.
_UNSEEN: Final = frozenset(
    {
        "annotation",
        "covered-table-cell",
        "forms",
        "math",
        "number",
        "placeholder",
        "ruby-text",
        "script",
        "tracked-changes",
    }
)
_DESCRIPTIONS: Final = frozenset({"title", "desc"})
_DRAWING: Final = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
_SVG: Final = "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
_PAGE_FIELDS: Final = frozenset({"page-number", "page-count"})
# One element may stand for as many spaces as it likes; wider gaps say no more.
_MOST_SPACES: Final = 40
_SPACE = re.compile("[ \t\r\n]+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`has_page_number` where a field in it counts the pages."""

    text: str
    has_page_number: bool = False


@dataclass(frozen=True, slots=True)
class _List:
    """The list that a paragraph may be in, and how deep (from 0)."""

    style: str
    count: Count
    depth: int


@dataclass(slots=True)
class Writer:
    """Collects the paragraphs of one part: `write` its root, then take `paragraphs` and `notes`.

    `notes` are by their class, "footnote" and "endnote".
    """

    styles: Styles
    paragraphs: list[Paragraph] = field(default_factory=list)
    notes: dict[str, list[str]] = field(default_factory=dict)
    _mark: str = ""
    _pieces: list[str] = field(default_factory=list)
    _boxes: list[etree._Element] = field(default_factory=list)
    _has_page_number: bool = False
    _is_hidden: bool = False
    # White space in the file counts once, and not where a paragraph begins.
    _after_space: bool = True
    _counts_by_style: dict[str, Count] = field(default_factory=dict)
    _counts_by_key: dict[str, Count] = field(default_factory=dict)
    _outline: Count = field(default_factory=Count)

    def write(self, root: etree._Element, within: _List | None = None) -> None:
        """Add all paragraphs below an element, text boxes after the paragraph that holds them."""
        for part in root:
            name = local_name(part)
            if _is_left_out(part, name):
                continue
            if name in ("p", "h"):
                self._paragraph(part, within)
            elif name == "list":
                self._list(part, within)
            else:
                self.write(part, within)

    def _list(self, element: etree._Element, around: _List | None) -> None:
        style = attribute(element, "style-name") or (around.style if around else "")
        style = style or self._style_of_first(element)
        listed = _List(
            style, self._count(element, style, around), around.depth + 1 if around else 0
        )
        for item in element:
            name = local_name(item)
            is_counted = name == "list-item" and any(local_name(e) in ("p", "h") for e in item)
            start = attribute(item, "start-value")
            if is_counted:
                self._mark = listed.count.mark(
                    self.styles.lists.get(style, {}),
                    listed.depth,
                    whole(start, 1) if start else None,
                )
            if name in ("list-item", "list-header"):
                self.write(item, listed)
            self._mark = ""

    def _count(self, element: etree._Element, style: str, around: _List | None) -> Count:
        """A list in a list is counted with it; a new one anew, unless it continues another."""
        if around is not None:
            return around.count
        continued = attribute(element, "continue-list")
        count = self._counts_by_key.get(continued) if continued else None
        if count is None and attribute(element, "continue-numbering") == "true":
            count = self._counts_by_style.get(style)
        count = count or Count()
        self._counts_by_style[style] = count
        self._counts_by_key[attribute(element, "id")] = count
        return count

    def _style_of_first(self, element: etree._Element) -> str:
        item = child(element, "list-item")
        paragraph = child(item, "p")
        heading = child(item, "h") if paragraph is None else paragraph
        return self.styles.list_of(attribute(heading, "style-name"))

    def _paragraph(self, paragraph: etree._Element, within: _List | None) -> None:
        style = attribute(paragraph, "style-name")
        if within is None and self._is_in_outline(paragraph, style):
            level = whole(attribute(paragraph, "outline-level"), 1) - 1
            self._mark = self._outline.mark(self.styles.outline, level)
        self._is_hidden = False
        if not self.styles.is_hidden("paragraph", style):
            self._inline(paragraph)
        boxes, self._boxes = self._boxes, []
        text = "".join(self._pieces).strip("\n").rstrip(" ")
        if text.strip() and not self._is_hidden:
            self.paragraphs.append(Paragraph(self._mark + text, self._has_page_number))
        self._mark = ""
        self._pieces, self._has_page_number, self._after_space = [], False, True
        for box in boxes:
            self.write(box)

    def _is_in_outline(self, paragraph: etree._Element, style: str) -> bool:
        """The outline is that of styles: a heading without one was made by a program that knows
        only levels, and leaves the outline of its template as it was."""
        is_heading = local_name(paragraph) == "h"
        is_header = attribute(paragraph, "is-list-header") == "true"
        return is_heading and not is_header and self.styles.is_in_outline(style)

    def _inline(self, element: etree._Element) -> None:
        self._text(element.text)
        for part in element:
            name = local_name(part)
            if not _is_left_out(part, name):
                self._part(part, name)
            self._text(part.tail)

    def _part(self, part: etree._Element, name: str) -> None:
        if str(part.tag).startswith(f"{{{_DRAWING}}}"):
            self._boxes.append(part)
        elif name == "note":
            self._note(part)
        elif name == "s":
            self._sign(" " * min(whole(attribute(part, "c"), 1), _MOST_SPACES))
        elif name in ("tab", "line-break"):
            self._sign("\t" if name == "tab" else "\n")
        elif name == "hidden-paragraph":
            self._is_hidden |= attribute(part, "is-hidden") == "true"
        elif name != "span" or not self.styles.is_hidden("text", attribute(part, "style-name")):
            self._has_page_number |= name in _PAGE_FIELDS
            self._inline(part)

    def _text(self, text: str | None) -> None:
        text = _SPACE.sub(" ", text or "")
        if self._after_space:
            text = text.removeprefix(" ")
        if text:
            self._pieces.append(text)
            self._after_space = text.endswith(" ")

    def _sign(self, sign: str) -> None:
        self._pieces.append(sign)
        self._after_space = False

    def _note(self, note: etree._Element) -> None:
        """Keep a note apart, and its mark in the text."""
        citation = child(note, "note-citation")
        mark = "" if citation is None else " ".join("".join(map(str, citation.itertext())).split())
        # On the page it is raised; on the line it must not become part of a number.
        is_after_figure = mark[:1].isdigit() and "".join(self._pieces[-1:])[-1:].isdigit()
        self._sign(f" {mark}" if is_after_figure else mark)
        body = child(note, "note-body")
        if body is not None:
            inner = Writer(self.styles, notes=self.notes)
            inner.write(body)
            text = " ".join(paragraph.text for paragraph in inner.paragraphs)
            kind = attribute(note, "note-class") or "footnote"
            self.notes.setdefault(kind, []).append(" ".join(f"{mark} {text}".split()))


def _is_left_out(element: etree._Element, name: str) -> bool:
    if name in _UNSEEN or name.endswith("-source"):
        return True
    if name in _DESCRIPTIONS:
        return str(element.tag).startswith(f"{{{_SVG}}}")
    if name == "section":
        return attribute(element, "display") == "none"
    return name == "hidden-text" and attribute(element, "is-hidden") == "true"
