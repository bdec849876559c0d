"""The paragraphs of a part of a Word document, as Word shows them.

By the names of elements without their namespace, which differ between the two editions of the
standard (ECMA-376, "transitional" and "strict").
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from statements.ingest.readers.docx_numbering import Numbering
from statements.ingest.readers.inheritance import inherited
from statements.ingest.readers.numerals import in_form
from statements.ingest.readers.xml import attribute, child, local_name, whole

# Deleted text, formatting, the reading aid above Chinese characters: nothing that is part of the
# text as it is shown.
_UNSEEN: Final = frozenset(
    {"del", "moveFrom", "delText", "rPr", "pPr", "sectPr", "tblPr", "trPr", "tcPr", "sdtPr", "rt"}
)
_SIGNS: Final = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "‑",
    "softHyphen": "\u00ad",
}
_EMBEDDED: Final = frozenset({"altChunk", "subDoc"})
_PAGE_FIELDS: Final = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
# Word nests twenty; of a code, only the first word matters.
_DEEPEST_FIELD: Final = 100
_LONGEST_FIELD_NAME: Final = 100
_OFF: Final = frozenset({"0", "false", "off"})
# Characters of the fonts Symbol and Wingdings that speeches use, by their place in the font.
_SYMBOLS: Final = {
    "symbol": {0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xAE: "→", 0xBC: "…"},
    "wingdings": {0xE0: "→", 0xFC: "✓", 0xFE: "☑", 0xA8: "□", 0xD8: "➢", 0x28: "☎", 0x2A: "✉"},
}


@dataclass(slots=True)
class NoteMarks:
    """The numbers of the notes of one kind, counted as the text comes to them.

    `form` is Word's name of the form they are shown in; `shown` has each mark by the note's key.
    """

    form: str = "decimal"
    start: int = 1
    shown: dict[str, str] = field(default_factory=dict)
    _count: int = 0

    def mark(self, reference: etree._Element) -> str:
        """Count a note; "" where the text itself gives its mark."""
        key = attribute(reference, "id")
        if key in self.shown:
            return self.shown[key]
        if attribute(reference, "customMarkFollows") not in ("", *_OFF):
            self.shown[key] = ""
        else:
            self.shown[key] = in_form(self.form, self.start + self._count)
            self._count += 1
        return self.shown[key]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`has_page_number` where a field in it counts the pages."""

    text: str
    has_page_number: bool = False


@dataclass(slots=True)
class Writer:
    """Collects the paragraphs of one part: `write` its root, then take `paragraphs`.

    `hidden_styles` are the keys of styles whose text is hidden. `notes` has the marks of
    "footnote" and "endnote". `warnings` are for the editor.
    """

    numbering: Numbering = field(default_factory=Numbering)
    hidden_styles: frozenset[str] = frozenset()
    notes: dict[str, NoteMarks] = field(default_factory=dict)
    paragraphs: list[Paragraph] = field(default_factory=list)
    warnings: dict[str, None] = field(default_factory=dict)
    # What each field that is open shows of what follows: its code, or (None) its result.
    _fields: list[str | None] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _boxes: list[etree._Element] = field(default_factory=list)
    _has_page_number: bool = False

    def write(self, root: etree._Element) -> None:
        """Add all paragraphs below an element, text boxes after the paragraph that holds them."""
        self._block(root)
        self._finish("")

    def _block(self, element: etree._Element) -> None:
        for part in element:
            name = local_name(part)
            if name in _UNSEEN or _is_left_out(part, name):
                continue
            if name == "p":
                self._paragraph(part)
            elif name == "AlternateContent":
                self._block(_chosen(part))
            elif name in _EMBEDDED:
                self._warn_of_embedded()
            else:
                self._block(part)

    def _paragraph(self, paragraph: etree._Element) -> None:
        self._inline(paragraph, attribute(child(paragraph, "pPr", "pStyle"), "val"))
        boxes, self._boxes = self._boxes, []
        # A code is not longer than its paragraph; one whose end was lost must not hide all else.
        self._fields = [code for code in self._fields if code is None]
        # A paragraph whose end is deleted or hidden runs on in the next one.
        if not _runs_on(paragraph):
            self._finish(self.numbering.mark(paragraph))
        for box in boxes:
            around, self._pieces = self._pieces, []
            self._block(box)
            self._finish("")
            self._pieces = around

    def _finish(self, mark: str) -> None:
        text = "".join(self._pieces).strip("\n")
        if text.strip():
            self.paragraphs.append(Paragraph(mark + text, self._has_page_number))
        self._pieces, self._has_page_number = [], False

    def _inline(self, element: etree._Element, style: str) -> None:
        for part in element:
            name = local_name(part)
            if name in _UNSEEN or _is_left_out(part, name):
                continue
            if name == "AlternateContent":
                self._inline(_chosen(part), style)
            elif name == "r":
                self._run(part, style)
            elif name == "txbxContent":
                self._boxes.append(part)
            elif not self._sign(part, name):
                if name == "fldSimple":
                    self._note_field(attribute(part, "instr"))
                self._inline(part, style)

    def _run(self, run: etree._Element, style: str) -> None:
        if not self._is_hidden(run, style):
            self._inline(run, style)
            return
        for part in run:
            if local_name(part) in ("fldChar", "instrText"):
                self._sign(part, local_name(part))

    def _sign(self, element: etree._Element, name: str) -> bool:
        """Whether the element is one that only stands for some characters; then they are added."""
        if name == "fldChar":
            self._field(attribute(element, "fldCharType"))
        elif name == "instrText":
            self._code(element.text or "")
        elif name == "t":
            self._add(element.text or "")
        elif name in _SIGNS:
            self._add(_SIGNS[name])
        elif name == "sym":
            self._add(self._symbol(element))
        elif name in ("footnoteReference", "endnoteReference"):
            self._reference(element, name.removesuffix("Reference"))
        elif name == "pgNum":
            self._has_page_number = True
        else:
            return False
        return True

    def _add(self, text: str) -> None:
        if all(code is None for code in self._fields):
            self._pieces.append(text)

    def _field(self, kind: str) -> None:
        if kind == "begin" and len(self._fields) < _DEEPEST_FIELD:
            self._fields.append("")
        elif self._fields and kind in ("separate", "end"):
            self._note_field(self._fields[-1] or "")
            if kind == "separate":
                self._fields[-1] = None
            else:
                self._fields.pop()

    def _code(self, text: str) -> None:
        code = self._fields[-1] if self._fields else None
        if code is not None and len(code) < _LONGEST_FIELD_NAME:
            self._fields[-1] = code + text

    def _note_field(self, code: str) -> None:
        if code.split(maxsplit=1)[:1] and code.split(maxsplit=1)[0].upper() in _PAGE_FIELDS:
            self._has_page_number = True

    def _reference(self, element: etree._Element, kind: str) -> None:
        if kind not in self.notes or any(code is not None for code in self._fields):
            return
        mark = self.notes[kind].mark(element)
        # On the page it is raised; on the line it must not become part of a number.
        is_after_figure = mark[:1].isdigit() and "".join(self._pieces[-1:])[-1:].isdigit()
        self._add(f" {mark}" if is_after_figure else mark)

    def _is_hidden(self, run: etree._Element, paragraph_style: str) -> bool:
        properties = child(run, "rPr")
        own = child(properties, "vanish")
        if own is not None:
            return is_on(own)
        style = attribute(child(properties, "rStyle"), "val")
        return bool(self.hidden_styles.intersection((style, paragraph_style)))

    def _symbol(self, element: etree._Element) -> str:
        """A character of a symbol font; in the private area, it means nothing without the font."""
        try:
            code = int(attribute(element, "char"), 16)
        except ValueError:
            return ""
        if 0x20 <= code < 0xD800:
            return chr(code)
        known = _SYMBOLS.get(attribute(element, "font").lower(), {})
        if code & 0xFF not in known:
            self.warnings["A character of a symbol font was read as a bullet."] = None
        return known.get(code & 0xFF, "•")

    def _warn_of_embedded(self) -> None:
        self.warnings["A document embedded in the file was not read: see the original."] = None


def is_on(element: etree._Element | None) -> bool:
    """Whether a switch is there and not set to off."""
    return element is not None and attribute(element, "val") not in _OFF


def hidden_styles(styles: etree._Element | None) -> frozenset[str]:
    """The keys of the styles whose text is hidden, by themselves or by one they are based on."""
    if styles is None:
        return frozenset()
    by_key = {attribute(e, "styleId"): e for e in styles if local_name(e) == "style"}
    switches = {key: child(style, "rPr", "vanish") for key, style in by_key.items()}
    own = {key: None if switch is None else is_on(switch) for key, switch in switches.items()}
    bases = {key: attribute(child(e, "basedOn"), "val") for key, e in by_key.items()}
    return frozenset(key for key, is_hidden in inherited(own, bases).items() if is_hidden)


def note_marks(kind: str, *properties: etree._Element | None) -> NoteMarks:
    """How notes of a kind are counted, by the first of the sections and settings that tells."""
    forms = [child(e, f"{kind}Pr", "numFmt") for e in properties]
    starts = [child(e, f"{kind}Pr", "numStart") for e in properties]
    usual = "decimal" if kind == "footnote" else "lowerRoman"
    return NoteMarks(
        form=next((attribute(e, "val") for e in forms if e is not None), usual),
        start=next((whole(attribute(e, "val"), 1) for e in starts if e is not None), 1),
    )


def _is_left_out(element: etree._Element, name: str) -> bool:
    """Deleted rows of tables, and the prompts of forms that nobody filled in."""
    if name == "tr":
        return child(element, "trPr", "del") is not None
    return name == "sdt" and is_on(child(element, "sdtPr", "showingPlcHdr"))


def _chosen(alternatives: etree._Element) -> etree._Element:
    """The same content is given in several forms, the fallback last."""
    for name in ("Choice", "Fallback"):
        found = child(alternatives, name)
        if found is not None:
            return found
    return alternatives


def _runs_on(paragraph: etree._Element) -> bool:
    mark = child(paragraph, "pPr", "rPr")
    return any(child(mark, name) is not None for name in ("del", "moveFrom")) or is_on(
        child(mark, "vanish")
    )
