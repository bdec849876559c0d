"""What the control words of Rich Text Format do (RTF specification 1.9.1)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from striprtf.striprtf import destinations

from statements.ingest.readers.numerals import in_form
from statements.ingest.readers.rtf_text import Flow, code_page, encoding_of_charset
from statements.ingest.readers.rtf_tokens import Brace, Characters, Token

_SIGNS: Final = {
    "tab": "\t",
    "line": "\n",
    "emdash": "—",
    "endash": "–",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "ltrmark": "\u200e",
    "rtlmark": "\u200f",
    "~": "\u00a0",
    "-": "\u00ad",
    "_": "‑",
    "{": "{",
    "}": "}",
    "\\": "\\",
}
_PARAGRAPH_ENDS: Final = frozenset({"par", "cell", "nestcell", "row", "sect", "page", "column"})
_SECTION_END: Final = "sect"
_HEADS: Final = frozenset(
    f"{name}{side}" for name in ("header", "footer") for side in ("", "f", "l", "r")
)
_BOXES: Final = frozenset({"shptxt", "dptxbxtext"})
# Groups that are shown though they are marked as such that a reader may leave out, or though the
# library that knows the others by name leaves them out: shapes, numbers of lists, results.
_SHOWN: Final = frozenset(
    {"do", "listtext", "object", "pntext", "result", "shp", "shpgrp", "shpinst", "ud"}
)
_OPENING: Final = _HEADS | _BOXES | {"footnote", "fldinst"}
_UNSEEN: Final = (destinations | {"nonshppict"}) - _SHOWN - _OPENING
_DEFAULT_CODE_PAGES: Final = {"mac": 10_000, "pc": 437, "pca": 850}
_PAGE_FIELDS: Final = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
_NOTE_FORMS: Final = {
    "nar": "decimal",
    "nalc": "lowerLetter",
    "nauc": "upperLetter",
    "nrlc": "lowerRoman",
    "nruc": "upperRoman",
    "nchi": "chicago",
}
_KINDS: Final = {"ftn": "footnote", "aftn": "endnote"}


@dataclass(slots=True)
class _Group:
    """What holds until the end of a group. `flow` is where its text goes, None to leave it out."""

    flow: Flow | None
    is_hidden: bool = False
    is_deleted: bool = False
    font: int | None = None
    skipped_after_unicode: int = 1
    is_fonts: bool = False
    code: list[str] | None = None
    ends: str = ""

    def inner(self) -> _Group:
        """A group that begins in this one."""
        return _Group(
            self.flow,
            self.is_hidden,
            self.is_deleted,
            self.font,
            self.skipped_after_unicode,
            self.is_fonts,
            self.code,
        )


@dataclass(slots=True)
class Head:
    """A head or foot: its control word, the number of its section from 0, its text."""

    name: str
    section: int
    flow: Flow


@dataclass(slots=True)
class RtfReader:
    """Takes the tokens one by one; then `body`, `notes` (by kind) and `heads` are complete.

    `title_pages` are the sections whose first page has a head of its own.
    """

    body: Flow = field(default_factory=Flow)
    notes: dict[str, list[str]] = field(default_factory=dict)
    heads: list[Head] = field(default_factory=list)
    title_pages: set[int] = field(default_factory=set)
    _section: int = 0
    _encoding: str = "cp1252"
    _default_font: int | None = None
    _fonts: dict[int | None, str] = field(default_factory=dict)
    _groups: list[_Group] = field(default_factory=list)
    _is_starred: bool = False
    # How many characters, written for readers without Unicode, still stand for the one before.
    _to_skip: int = 0
    _mark: tuple[Flow, int] | None = None
    _note_forms: dict[str, str] = field(default_factory=dict)
    _note_starts: dict[str, int] = field(default_factory=dict)
    _note_kind: str = "footnote"

    def take(self, token: Token) -> None:
        if isinstance(token, Brace):
            self._to_skip = 0
            self._is_starred = False
            if token.is_open:
                self._open()
            else:
                self._close()
        elif isinstance(token, Characters):
            self._characters(token.data)
        elif self._to_skip and token.name in _SIGNS:
            self._to_skip -= 1
        elif token.name == "*":
            self._is_starred = True
        else:
            # A program that wrote no such characters must not cost what stands there instead.
            self._to_skip = 0
            is_starred, self._is_starred = self._is_starred, False
            self._word(token.name, token.number, is_starred)

    @property
    def _group(self) -> _Group:
        return self._groups[-1]

    @property
    def _shown(self) -> Flow | None:
        """Where text goes at this place, None where it is not shown."""
        group = self._group
        return None if group.is_hidden or group.is_deleted else group.flow

    def _open(self) -> None:
        if not self._groups:
            self._groups.append(_Group(self.body))
            return
        self._groups.append(self._group.inner())

    def _close(self) -> None:
        group = self._groups.pop()
        if not self._groups:
            self.body.end_paragraph()
        elif group.ends == "code":
            words = "".join(group.code or ()).split(maxsplit=1)
            if self._group.flow is not None and words and words[0].upper() in _PAGE_FIELDS:
                self._group.flow.has_page_number = True
        elif group.ends == "note" and group.flow is not None:
            self._end_note(group.flow)
        elif group.ends and group.flow is not None:
            group.flow.end_paragraph()

    def _characters(self, data: bytes) -> None:
        skipped = min(self._to_skip, len(data))
        self._to_skip -= skipped
        data = data[skipped:]
        group = self._group
        if group.code is not None:
            group.code.append(data.decode("latin-1"))
        elif self._shown is not None and data:
            self._shown.add_bytes(data, self._fonts.get(group.font, self._encoding))

    def _word(self, name: str, number: int | None, is_starred: bool) -> None:
        if name in _UNSEEN:
            self._leave_out(name)
        elif name == "ud":
            # The same again in Unicode, within what is left out.
            self._group.flow = self._groups[-3].flow if len(self._groups) > 2 else None
        elif name in _OPENING:
            self._begin(name)
        elif is_starred and name not in _SHOWN:
            self._group.flow = None
        elif self._group.is_fonts:
            self._font(name, number)
        elif name in _SIGNS or name in _PARAGRAPH_ENDS or name in ("u", "chftn", "chpgn"):
            self._sign(name, number)
        else:
            self._property(name, number)

    def _leave_out(self, name: str) -> None:
        self._group.flow = None
        self._group.is_fonts = name == "fonttbl"

    def _begin(self, name: str) -> None:
        """A group whose text runs on by itself begins."""
        group = self._group
        if self._shown is None:
            group.flow = None
            return
        around, group.flow = group.flow, Flow()
        if name == "fldinst":
            group.flow, group.code, group.ends = None, [], "code"
        elif name == "footnote":
            group.ends, self._note_kind = "note", "footnote"
        elif name in _HEADS:
            group.ends = "head"
            self.heads.append(Head(name, self._section, group.flow))
        else:
            group.ends = "box"
            (around or self.body).boxes.append(group.flow)

    def _end_note(self, flow: Flow) -> None:
        flow.end_paragraph()
        kind, notes = self._note_kind, self.notes.setdefault(self._note_kind, [])
        mark = ""
        if self._mark is not None:
            number = self._note_starts.get(kind, 1) + len(notes)
            mark = in_form(self._note_forms.get(kind, "decimal"), number)
            self._mark[0].fill(self._mark[1], mark)
        self._mark, self._note_kind = None, "footnote"
        notes.append(" ".join(" ".join([mark, *flow.paragraphs]).split()))

    def _sign(self, name: str, number: int | None) -> None:
        flow = self._shown
        if name == "u":
            self._to_skip = self._group.skipped_after_unicode
        if flow is None:
            return
        if name == "u":
            flow.add(_character(number or 0))
        elif name in _SIGNS:
            flow.add(_SIGNS[name])
        elif name == "chftn":
            if not any(group.ends == "note" for group in self._groups):
                self._mark = flow, flow.reserve()
        elif name == "chpgn":
            flow.has_page_number = True
        else:
            flow.end_paragraph()
            self._mark = None
            if name == _SECTION_END and flow is self.body:
                self._section += 1

    def _property(self, name: str, number: int | None) -> None:
        group = self._group
        match name:
            case "v":
                group.is_hidden = number != 0
            case "deleted":
                group.is_deleted = number != 0
            case "plain":
                group.is_hidden, group.font = False, self._default_font
            case "f":
                group.font = number
            case "uc":
                group.skipped_after_unicode = max(0, number or 0)
            case "deff":
                self._default_font = group.font = number
            case "ansicpg" if number:
                self._encoding = code_page(number)
            case "mac" | "pc" | "pca":
                self._encoding = code_page(_DEFAULT_CODE_PAGES[name])
            case "titlepg":
                self.title_pages.add(self._section)
            case "ftnalt":
                self._note_kind = "endnote"
            case _:
                self._note_property(name, number)

    def _note_property(self, name: str, number: int | None) -> None:
        start, _, rest = name.partition("ftn")
        kind = _KINDS.get(f"{start}ftn")
        if kind is not None and rest in _NOTE_FORMS:
            self._note_forms[kind] = _NOTE_FORMS[rest]
        elif kind is not None and rest == "start" and number:
            self._note_starts[kind] = number

    def _font(self, name: str, number: int | None) -> None:
        if name == "f":
            self._group.font = number
        elif name == "fcharset" and number is not None:
            encoding = encoding_of_charset(number, self._encoding)
            self._fonts[self._group.font] = encoding
        elif name == "cpg" and number:
            self._fonts[self._group.font] = code_page(number)


def _character(number: int) -> str:
    """A unit of UTF-16, written as a signed number; bullets of symbol fonts are in its private
    area, where they mean nothing without the font."""
    unit = number & 0xFFFF
    if 0xF000 <= unit < 0xF100:
        return "•"
    return chr(unit) if unit >= 0x20 else ""
