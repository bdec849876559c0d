"""The lines of a page's content, as one sees them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from lxml.html import HtmlElement

from statements.ingest.lines import ends_sentence, starts_small
from statements.ingest.readers.html_content import BLOCKS

_BREAK: Final = "\n"
_SPACE = re.compile(r"[ \t\r\n\f]+")
_NOTE_ID = re.compile(r"_?(?:s?d?footnote|endnote|ftn|edn|fn|note)s?[-_:.]?(?:sym)?\d+[a-z]*", re.I)
# So many lines broken amid a sentence mean that the page sets its lines itself.
_FEWEST_BROKEN: Final = 4
_BULLET: Final = "•"


@dataclass(frozen=True, slots=True)
class PageLines:
    """The text, a blank line between blocks; whether each line is a paragraph; the footnotes."""

    page: str
    are_paragraphs: bool
    notes: tuple[str, ...]


@dataclass(slots=True)
class _Writer:
    """Collects text as a browser would set it: white space folded, but for breaks."""

    lines: list[str] = field(default_factory=list)
    current: list[str] = field(default_factory=list)
    broken: int = 0

    def text(self, text: str | None, *, kept: bool) -> None:
        if not text:
            return
        for number, line in enumerate(text.split("\n") if kept else [_SPACE.sub(" ", text)]):
            if number:
                self.line_break()
            self.current.append(line)

    def line_break(self) -> None:
        self.current.append(_BREAK)

    def block(self) -> None:
        """End a block: what was collected becomes its lines, with a blank line after them."""
        text = "".join(self.current)
        self.current = []
        if not text.strip():
            return
        lines = [line.strip(" ") for line in text.split(_BREAK)]
        while lines and not lines[-1]:
            lines.pop()
        for before, after in pairwise(lines):
            if before and after and not ends_sentence(before) and starts_small(after):
                self.broken += 1
        self.lines += [*lines, ""]


def lines_of(elements: Iterable[HtmlElement]) -> PageLines:
    """The text of the elements in order; footnotes apart, where the page marks them so."""
    writer, notes = _Writer(), []
    for element in elements:
        notes += _take_notes(element)
        _write(element, writer)
        writer.block()
    return PageLines(
        page="\n".join(writer.lines).strip("\n"),
        are_paragraphs=writer.broken < _FEWEST_BROKEN,
        notes=tuple(notes),
    )


def _take_notes(root: HtmlElement) -> list[str]:
    """Take the footnotes out of the content: blocks that carry, or begin with, a note's id."""
    notes = []
    for element in list(root.iterdescendants("li", "p", "div")):
        if element.getparent() is None or not _is_note(element):
            continue
        text = " ".join(element.text_content().split())
        if text:
            notes.append(text)
        element.drop_tree()
    return notes


def _is_note(element: HtmlElement) -> bool:
    names = [element.get("id")]
    first = next(iter(element), None)
    if first is not None and first.tag == "a" and not (element.text or "").strip():
        names += [first.get("id"), first.get("name")]
    return any(name and _NOTE_ID.fullmatch(name) for name in names)


def _write(root: HtmlElement, writer: _Writer) -> None:
    """Go through an element without recursion: pages nest deeply."""
    stack: list[tuple[HtmlElement, bool, bool]] = [(root, False, False)]
    while stack:
        element, kept, is_end = stack.pop()
        if is_end:
            _leave(element, writer)
            if element is not root:
                parent_kept = any(e.tag == "pre" for e in element.iterancestors())
                writer.text(element.tail, kept=parent_kept)
            continue
        kept = kept or element.tag == "pre"
        _enter(element, writer, kept=kept)
        stack.append((element, kept, True))
        stack += ((child, kept, False) for child in reversed(list(element)))


def _enter(element: HtmlElement, writer: _Writer, *, kept: bool) -> None:
    if element.tag == "br":
        writer.line_break()
    elif element.tag in BLOCKS and not (element.tag == "p" and _is_first_in_item(element)):
        writer.block()
    if element.tag == "li":
        writer.text(_mark(element), kept=False)
    writer.text(element.text, kept=kept)


def _leave(element: HtmlElement, writer: _Writer) -> None:
    if element.tag in BLOCKS:
        writer.block()


def _is_first_in_item(element: HtmlElement) -> bool:
    """The paragraph of a list's item goes on with its mark."""
    parent = element.getparent()
    return (
        parent is not None
        and parent.tag == "li"
        and parent[0] is element
        and not (parent.text or "").strip()
    )


def _mark(item: HtmlElement) -> str:
    """What a browser sets before the item of a list."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return f"{_BULLET} "
    before = [child for child in parent if child.tag == "li"]
    start = parent.get("start") or ""
    number = (int(start) if start.isascii() and start.isdigit() else 1) + before.index(item)
    kind = parent.get("type") or ""
    if kind in ("a", "A") and number <= 26:
        return f"{chr(ord(kind) + number - 1)}. "
    return f"{number}. "
