"""The numbers that Word sets before paragraphs, which stand nowhere in their text."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from statements.ingest.archives import SafeZip
from statements.ingest.readers.numerals import letters, roman
from statements.ingest.readers.xml import attribute, local_name, parse_xml, whole_number

_BULLET: Final = "•"
_LEVELS: Final = 9
_PLACE = re.compile(r"%([1-9])")
_NO_LIST: Final = "0"


@dataclass(frozen=True, slots=True)
class _Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each was counted.

    `lists` has the levels of each list by its number; `styles` the list and level that a style
    of paragraphs brings with it.
    """

    lists: dict[str, dict[int, _Level]] = field(default_factory=dict)
    shared: dict[str, str] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(
        default_factory=lambda: defaultdict(lambda: [None] * _LEVELS)
    )

    @classmethod
    def of(cls, package: SafeZip) -> Numbering:
        numbering = cls()
        if "word/numbering.xml" in package.names:
            numbering._read_lists(parse_xml(package.read("word/numbering.xml")))
        if "word/styles.xml" in package.names:
            numbering._read_styles(parse_xml(package.read("word/styles.xml")))
        return numbering

    def mark(self, paragraph: etree._Element) -> str:
        """The number or bullet of a paragraph with a space behind it; "" where it has none."""
        place = self._place(paragraph)
        if place is None:
            return ""
        number, index = place
        levels = self.lists.get(number, {})
        level = levels.get(index)
        if level is None or level.form == "none":
            return ""
        # Lists that share a definition are counted together, as Word does.
        counts = self._counts[self.shared.get(number, number)]
        before = counts[index]
        counts[index] = level.start if before is None else before + 1
        counts[index + 1 :] = [None] * (_LEVELS - index - 1)
        if level.form == "bullet":
            return f"{_BULLET} "
        text = _PLACE.sub(lambda match: _shown(levels, counts, int(match[1]) - 1), level.text)
        return f"{text.strip()} " if text.strip() else ""

    def _place(self, paragraph: etree._Element) -> tuple[str, int] | None:
        """The list and the level that a paragraph stands in."""
        properties = _child(paragraph, "pPr")
        if properties is None:
            return None
        own = _list_of(properties)
        styled = self.styles.get(_value(_child(properties, "pStyle")))
        if own is None:
            return styled
        number, index = own
        if number == _NO_LIST:
            return None
        return number, index

    def _read_lists(self, root: etree._Element) -> None:
        definitions = {
            attribute(element, "abstractNumId"): _levels(element)
            for element in root
            if local_name(element) == "abstractNum"
        }
        for element in root:
            if local_name(element) != "num":
                continue
            number, shared = attribute(element, "numId"), _value(_child(element, "abstractNumId"))
            levels = dict(definitions.get(shared, {}))
            overrides = [e for e in element if local_name(e) == "lvlOverride"]
            for override in overrides:
                levels |= _levels(override)
                _restart(levels, override)
            self.lists[number] = levels
            if not overrides:
                self.shared[number] = f"shared {shared}"

    def _read_styles(self, root: etree._Element) -> None:
        styles = {
            attribute(element, "styleId"): element
            for element in root
            if local_name(element) == "style"
        }
        for key in styles:
            found = _style_list(styles, key)
            if found is not None and found[0] != _NO_LIST:
                self.styles[key] = found


def _style_list(styles: dict[str, etree._Element], key: str) -> tuple[str, int] | None:
    """The list of a style, or of the one that it is based on."""
    seen: set[str] = set()
    while key in styles and key not in seen:
        seen.add(key)
        properties = _child(styles[key], "pPr")
        found = _list_of(properties) if properties is not None else None
        if found is not None:
            return found
        key = _value(_child(styles[key], "basedOn"))
    return None


def _list_of(properties: etree._Element) -> tuple[str, int] | None:
    listed = _child(properties, "numPr")
    if listed is None or _child(listed, "numId") is None:
        return None
    index = whole_number(_value(_child(listed, "ilvl")), 0)
    return _value(_child(listed, "numId")), min(max(index, 0), _LEVELS - 1)


def _levels(element: etree._Element) -> dict[int, _Level]:
    return {
        whole_number(attribute(level, "ilvl"), 0): _Level(
            form=_value(_child(level, "numFmt")) or "decimal",
            text=_value(_child(level, "lvlText")),
            start=whole_number(_value(_child(level, "start")), 1),
        )
        for level in element
        if local_name(level) == "lvl" and 0 <= whole_number(attribute(level, "ilvl"), 0) < _LEVELS
    }


def _restart(levels: dict[int, _Level], override: etree._Element) -> None:
    start = _child(override, "startOverride")
    index = whole_number(attribute(override, "ilvl"), 0)
    if start is not None and index in levels:
        level = levels[index]
        levels[index] = _Level(level.form, level.text, whole_number(_value(start), level.start))


def _shown(levels: dict[int, _Level], counts: list[int | None], index: int) -> str:
    level = levels.get(index, _Level())
    count = counts[index] if counts[index] is not None else level.start
    number = count or 0
    match level.form:
        case "lowerLetter":
            return letters(number)
        case "upperLetter":
            return letters(number).upper()
        case "lowerRoman":
            return roman(number).lower()
        case "upperRoman":
            return roman(number)
        case _:
            return str(number)


def _child(element: etree._Element, name: str) -> etree._Element | None:
    return next((child for child in element if local_name(child) == name), None)


def _value(element: etree._Element | None) -> str:
    return "" if element is None else attribute(element, "val")
