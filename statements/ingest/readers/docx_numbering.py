"""The numbers that Word sets before paragraphs, which stand nowhere in their text.

The rules are those of ECMA-376 part 1, 17.9.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from statements.ingest.readers.inheritance import inherited
from statements.ingest.readers.numerals import in_form
from statements.ingest.readers.xml import attribute, child, local_name, whole

_BULLET: Final = "•"
# Signs of bullets that mean themselves in any font; others stand for a glyph of a symbol font.
_PLAIN_BULLETS: Final = frozenset("-–—•◦●○■□▪▫‣*")
_LEVELS: Final = 9
# Word takes no longer ones; they could be repeated before every paragraph.
_LONGEST_TEXT: Final = 100
_PLACE = re.compile(r"%([1-9])")
_NO_LIST: Final = "0"
_SUFFIXES: Final = {"nothing": "", "space": " ", "tab": " "}


@dataclass(frozen=True, slots=True)
class _Level:
    """`restart` is the level (from 1) after which this one is counted anew; 0 is never."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    suffix: str = " "
    restart: int | None = None
    in_figures: bool = False


@dataclass(slots=True)
class _List:
    """`shared` is the definition, which lists have in common that are counted together."""

    shared: str
    levels: dict[int, _Level]
    restarts: dict[int, int]


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each was counted.

    `styles` has the list and level that a style of paragraphs brings with it; "" is the style of
    the paragraphs that name none.
    """

    lists: dict[str, _List] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(
        default_factory=lambda: defaultdict(lambda: [None] * _LEVELS)
    )
    _restarted: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def of(cls, lists: etree._Element | None, styles: etree._Element | None) -> Numbering:
        """By the roots of the parts "numbering" and "styles"."""
        numbering = cls()
        if styles is not None:
            numbering._read_styles(styles)
        if lists is not None:
            numbering._read_lists(lists)
        return numbering

    def mark(self, paragraph: etree._Element) -> str:
        """Count a paragraph; its number or bullet with what parts it from the text, or ""."""
        number, index = self._place(paragraph)
        listed = self.lists.get(number)
        level = listed.levels.get(index) if listed is not None else None
        if listed is None or level is None:
            return ""
        counts = self._count(number, listed, index, level)
        if level.form == "bullet":
            return (level.text if level.text in _PLAIN_BULLETS else _BULLET) + level.suffix
        if level.form == "none" and not level.text:
            return ""
        text = _PLACE.sub(
            lambda match: _shown(listed.levels, counts, int(match[1]) - 1, level.in_figures),
            level.text,
        )
        return text + level.suffix if text.strip() else ""

    def _count(self, number: str, listed: _List, index: int, level: _Level) -> list[int | None]:
        counts = self._counts[listed.shared]
        before = counts[index]
        if index in listed.restarts and (number, index) not in self._restarted:
            self._restarted.add((number, index))
            before = None
        start = listed.restarts.get(index, level.start)
        counts[index] = start if before is None else before + 1
        for deeper in range(index + 1, _LEVELS):
            restart = listed.levels.get(deeper, _Level()).restart
            if restart is None or (restart and index < restart):
                counts[deeper] = None
        return counts

    def _place(self, paragraph: etree._Element) -> tuple[str, int]:
        """The list and the level that a paragraph stands in; _NO_LIST where in none."""
        properties = child(paragraph, "pPr")
        style = attribute(child(properties, "pStyle"), "val")
        number, index = self.styles.get(style, (_NO_LIST, 0))
        own = child(properties, "numPr")
        number = attribute(child(own, "numId"), "val") or number
        own_level = child(own, "ilvl")
        return number, index if own_level is None else _level_index(attribute(own_level, "val"))

    def _read_lists(self, root: etree._Element) -> None:
        definitions = {
            attribute(e, "abstractNumId"): e for e in root if local_name(e) == "abstractNum"
        }
        levels = {key: _levels(definition) for key, definition in definitions.items()}
        numbers = {attribute(e, "numId"): e for e in root if local_name(e) == "num"}
        shared_by_number = {
            number: attribute(child(e, "abstractNumId"), "val") for number, e in numbers.items()
        }
        linked = {key: self._linked(e, shared_by_number) for key, e in definitions.items()}
        for number, element in numbers.items():
            shared = shared_by_number[number]
            shared = linked.get(shared) or shared
            listed = _List(shared, dict(levels.get(shared, {})), {})
            for override in element:
                if local_name(override) == "lvlOverride":
                    listed.levels |= _levels(override)
                    _read_restart(override, listed.restarts)
            self.lists[number] = listed
        self._read_levels_of_styles(definitions)

    def _linked(
        self, definition: etree._Element, shared_by_number: Mapping[str, str]
    ) -> str | None:
        """The definition of the style that this one refers to, which has no levels of its own."""
        style = attribute(child(definition, "numStyleLink"), "val")
        number, _ = self.styles.get(style, (_NO_LIST, 0)) if style else (_NO_LIST, 0)
        return shared_by_number.get(number)

    def _read_levels_of_styles(self, definitions: dict[str, etree._Element]) -> None:
        """A style names its list; which level of it is the style's, the list tells."""
        indices = {
            (key, attribute(child(level, "pStyle"), "val")): _level_index(attribute(level, "ilvl"))
            for key, definition in definitions.items()
            for level in definition
            if child(level, "pStyle") is not None
        }
        for style, (number, _) in self.styles.items():
            listed = self.lists.get(number)
            if listed is not None and (listed.shared, style) in indices:
                self.styles[style] = number, indices[listed.shared, style]

    def _read_styles(self, root: etree._Element) -> None:
        styles = {attribute(e, "styleId"): e for e in root if local_name(e) == "style"}
        bases = {key: attribute(child(e, "basedOn"), "val") for key, e in styles.items()}
        self.styles = inherited({key: _own_list(e) for key, e in styles.items()}, bases)
        for key, element in styles.items():
            is_default = attribute(element, "default") in ("1", "true", "on")
            if is_default and attribute(element, "type") == "paragraph" and key in self.styles:
                self.styles[""] = self.styles[key]


def _own_list(style: etree._Element) -> tuple[str, int] | None:
    listed = child(style, "pPr", "numPr")
    if child(listed, "numId") is None:
        return None
    level = _level_index(attribute(child(listed, "ilvl"), "val"))
    return attribute(child(listed, "numId"), "val"), level


def _level_index(text: str) -> int:
    return min(whole(text, 0), _LEVELS - 1)


def _levels(element: etree._Element) -> dict[int, _Level]:
    return {
        _level_index(attribute(level, "ilvl")): _Level(
            form=_form(level),
            text=attribute(child(level, "lvlText"), "val")[:_LONGEST_TEXT],
            start=whole(attribute(child(level, "start"), "val"), 1),
            suffix=_SUFFIXES.get(attribute(child(level, "suff"), "val"), " "),
            restart=_restart(level),
            in_figures=child(level, "isLgl") is not None,
        )
        for level in element
        if local_name(level) == "lvl"
    }


def _form(level: etree._Element) -> str:
    """Word keeps forms that are younger than the format behind an alternative."""
    form = child(level, "numFmt")
    if form is None:
        form = child(level, "AlternateContent", "Fallback", "numFmt")
    return attribute(form, "val") or "decimal"


def _restart(level: etree._Element) -> int | None:
    value = attribute(child(level, "lvlRestart"), "val")
    return whole(value, 0) if value else None


def _read_restart(override: etree._Element, restarts: dict[int, int]) -> None:
    start = child(override, "startOverride")
    if start is not None:
        restarts[_level_index(attribute(override, "ilvl"))] = whole(attribute(start, "val"), 1)


def _shown(
    levels: dict[int, _Level], counts: list[int | None], index: int, in_figures: bool
) -> str:
    level = levels.get(index, _Level())
    count = counts[index]
    number = level.start if count is None else count
    return str(number) if in_figures else in_form(level.form, number)
