"""OpenDocument text (ODT): paragraphs, lists with their numbers, notes (ISO/IEC 26300)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from statements.ingest.archives import SafeZip
from statements.ingest.document import ExtractedText
from statements.ingest.errors import DamagedFile, EmptyFile, EncryptedFile
from statements.ingest.readers.numerals import letters, roman
from statements.ingest.readers.xml import attribute, local_name, parse_xml, whole_number

MEDIA_TYPE: Final = "application/vnd.oasis.opendocument.text"
_CONTENT: Final = "content.xml"
_UNSEEN: Final = frozenset(
    {"tracked-changes", "annotation", "annotation-end", "forms", "ruby-text"}
)
_MOST_SPACES: Final = 1_000
_BULLET: Final = "•"
_DEEPEST_LIST: Final = 10


@dataclass(frozen=True, slots=True)
class _Level:
    """How a level of a list is counted: `form` is "1", "a", "A", "i", "I", or "" for a bullet."""

    form: str
    before: str = ""
    after: str = ""
    start: int = 1

    def mark(self, number: int) -> str:
        if not self.form:
            return f"{_BULLET} "
        count = self.start + number - 1
        shown = {
            "a": letters(count),
            "A": letters(count).upper(),
            "i": roman(count).lower(),
            "I": roman(count),
        }.get(self.form, str(count))
        return f"{self.before}{shown}{self.after} "


_Lists = dict[str, dict[int, _Level]]


@dataclass(slots=True)
class _Writer:
    lists: _Lists
    paragraphs: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    mark: str = ""

    def block(self, element: etree._Element, style: str = "", depth: int = 0) -> None:
        """The paragraphs below an element; `style` and `depth` are those of the list around."""
        number = 0
        for child in element:
            name = local_name(child)
            if name in _UNSEEN:
                continue
            if name in ("p", "h"):
                self._paragraph(child)
            elif name == "list" and depth < _DEEPEST_LIST:
                self.block(child, attribute(child, "style-name") or style, depth + 1)
            elif name in ("list-item", "list-header"):
                number += name == "list-item"
                level = self.lists.get(style, {}).get(depth)
                self.mark = level.mark(number) if level and name == "list-item" else ""
                self.block(child, style, depth)
            else:
                self.block(child, style, depth)

    def _paragraph(self, paragraph: etree._Element) -> None:
        boxes: list[etree._Element] = []
        text = "".join(self._inline(paragraph, boxes)).strip("\n")
        if text.strip():
            self.paragraphs.append(self.mark + text)
            self.mark = ""
        for box in boxes:
            self.block(box)

    def _inline(self, paragraph: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
        """The text of a paragraph, its notes' marks in place; text boxes are put aside."""
        yield paragraph.text or ""
        stack: list[etree._Element | str] = list(reversed(list(_pieces(paragraph))))
        while stack:
            piece = stack.pop()
            if isinstance(piece, str):
                yield piece
                continue
            name = local_name(piece)
            if name == "note":
                yield self._note(piece)
            elif name == "text-box":
                boxes.append(piece)
            elif name == "s":
                yield " " * min(whole_number(attribute(piece, "c"), 1), _MOST_SPACES)
            elif name in ("tab", "line-break"):
                yield "\t" if name == "tab" else "\n"
            elif name not in _UNSEEN:
                stack += reversed([piece.text or "", *_pieces(piece)])

    def _note(self, note: etree._Element) -> str:
        """Keep a note; the mark that the text has for it."""
        parts = {local_name(part): part for part in note}
        mark = (
            "".join(map(str, parts["note-citation"].itertext())) if "note-citation" in parts else ""
        )
        if "note-body" in parts:
            inner = _Writer(self.lists)
            inner.block(parts["note-body"])
            self.notes.append(f"{mark} {' '.join(' '.join(inner.paragraphs).split())}".strip())
        return mark


def _pieces(element: etree._Element) -> Iterator[etree._Element | str]:
    for child in element:
        yield child
        yield child.tail or ""


def extract(data: bytes) -> ExtractedText:
    """Read an ODT file: each line is a paragraph, or one of its lines where it is broken.

    The head of its first pages stands above the text, other heads and the feet are left out.
    Raises EncryptedFile, EmptyFile, and as SafeZip and `parse_xml` do.
    """
    package = SafeZip(data)
    if "META-INF/manifest.xml" in package.names and (
        b"encryption-data" in package.read("META-INF/manifest.xml")
    ):
        raise EncryptedFile
    if _CONTENT not in package.names:
        raise DamagedFile("It has no text part.")
    content = parse_xml(package.read(_CONTENT))
    styles = parse_xml(package.read("styles.xml")) if "styles.xml" in package.names else None
    roots = [root for root in (styles, content) if root is not None]
    writer = _Writer(_lists(roots))
    body = next((e for e in content.iter() if local_name(e) == "body"), None)
    if body is None:
        raise DamagedFile("It has no text part.")
    writer.block(body)
    head, left_out = _heads(styles) if styles is not None else ([], [])
    lines = [*head, *writer.paragraphs]
    if not lines:
        raise EmptyFile
    return ExtractedText(
        format="odt",
        media_type=MEDIA_TYPE,
        reader="lxml",
        reader_version=etree.__version__,
        pages=("\n\n".join(lines),),
        lines_are_paragraphs=True,
        notes=tuple(writer.notes),
        left_out=tuple(left_out),
    )


def _heads(styles: etree._Element) -> tuple[list[str], list[str]]:
    """The paragraphs of the first head of a page, and those of the others and of the feet."""
    found: list[tuple[str, list[str]]] = []
    for element in styles.iter():
        name = local_name(element)
        if name.split("-")[0] in ("header", "footer") and _name_of_parent(element) == "master-page":
            writer = _Writer({})
            writer.block(element)
            found.append((name, writer.paragraphs))
    first = next((i for i, (name, _) in enumerate(found) if name.startswith("header")), None)
    head = found.pop(first)[1] if first is not None else []
    return head, [text for _, paragraphs in found for text in paragraphs]


def _name_of_parent(element: etree._Element) -> str:
    parent = element.getparent()
    return "" if parent is None else local_name(parent)


def _lists(roots: list[etree._Element]) -> _Lists:
    """The levels of each style of list, by its name."""
    lists: _Lists = {}
    for root in roots:
        for style in root.iter():
            if local_name(style) == "list-style":
                levels = {
                    whole_number(attribute(level, "level"), 1): _level(level) for level in style
                }
                lists[attribute(style, "name")] = levels
    return lists


def _level(element: etree._Element) -> _Level:
    if local_name(element) != "list-level-style-number":
        return _Level("")
    return _Level(
        form=attribute(element, "num-format") or "1",
        before=attribute(element, "num-prefix"),
        after=attribute(element, "num-suffix"),
        start=whole_number(attribute(element, "start-value"), 1),
    )
