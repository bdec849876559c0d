"""What the styles of an OpenDocument text say: hidden text, the marks of lists, pages' heads.

By the names of elements in ISO/IEC 26300 (ODF 1.3).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from statements.ingest.readers.inheritance import inherited
from statements.ingest.readers.numerals import in_form
from statements.ingest.readers.xml import attribute, child, local_name, whole

_BULLET: Final = "•"
_LONGEST_TEXT: Final = 100
_DEEPEST_LEVEL: Final = 10
_PLACE = re.compile(r"%(\d{1,2})%")
_LEVELS: Final = frozenset(
    {"list-level-style-number", "list-level-style-bullet", "outline-level-style"}
)
# Numbers are in the forms that Word has names for.
_FORMS: Final = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "1st": "ordinal",
    "一, 二, 三, ...": "chineseCounting",
    "А, Б, .., Аа, Бб, ... (ru)": "russianUpper",
    "а, б, .., аа, бб, ... (ru)": "russianLower",
}


@dataclass(frozen=True, slots=True)
class Level:
    """How a level of a list is counted; `form` is "" where no number is shown.

    `shown_levels` is how many levels the number has; `pattern`, if there is one, says it all
    instead, with "%1%" for the number of the first level.
    """

    form: str
    before: str = ""
    after: str = ""
    bullet: str = ""
    start: int = 1
    shown_levels: int = 1
    pattern: str = ""
    suffix: str = " "


Levels = dict[int, Level]
# The family of a style ("paragraph", "text", "table") and its name.
_Key = tuple[str, str]


@dataclass(slots=True)
class Count:
    """The numbers of the levels of one list (from 0), as far as it was counted."""

    numbers: dict[int, int] = field(default_factory=dict)

    def mark(self, levels: Levels, depth: int, start: int | None = None) -> str:
        """Count an item on a level; its mark with what parts it from the text, or ""."""
        level = levels.get(depth)
        if level is None:
            return ""
        before = self.numbers.get(depth)
        number = level.start if before is None else before + 1
        kept = {deep: count for deep, count in self.numbers.items() if deep < depth}
        self.numbers = kept | {depth: number if start is None else start}
        text = level.bullet or self._text(levels, depth, level)
        return text + level.suffix if text.strip() else ""

    def _text(self, levels: Levels, depth: int, level: Level) -> str:
        if level.pattern:
            return _PLACE.sub(lambda match: self._shown(levels, int(match[1]) - 1), level.pattern)
        if not level.form:
            return level.before + level.after
        first = max(0, depth + 1 - level.shown_levels)
        shown = [self._shown(levels, deep) for deep in range(first, depth + 1)]
        return f"{level.before}{'.'.join(filter(None, shown))}{level.after}"

    def _shown(self, levels: Levels, depth: int) -> str:
        level = levels.get(depth)
        if level is None or not level.form:
            return ""
        return in_form(level.form, self.numbers.get(depth, level.start))


class Styles:
    """The styles of some parts of the document, of which later ones add to earlier ones.

    `lists` has the levels of each style of list, `outline` those of the headings.
    """

    def __init__(self, *roots: etree._Element) -> None:
        self.lists: dict[str, Levels] = {}
        self.outline: Levels = {}
        styles: dict[_Key, etree._Element] = {}
        for root in roots:
            for element in root.iter():
                match local_name(element):
                    case "list-style":
                        self.lists[attribute(element, "name")] = _levels(element)
                    case "outline-style":
                        self.outline = _levels(element)
                    case "style":
                        key = attribute(element, "family"), attribute(element, "name")
                        styles[key] = element
        shown = {
            key: attribute(child(e, "text-properties"), "display") for key, e in styles.items()
        }
        self._display = _inherited(styles, shown)
        self._lists_of_styles = _of_attribute(styles, "list-style-name")
        self._outline_levels = _of_attribute(styles, "default-outline-level")
        self._pages = _of_attribute(styles, "master-page-name")

    def is_hidden(self, family: str, name: str) -> bool:
        """Whether the text of this style is not shown."""
        return self._display.get((family, name)) == "none"

    def list_of(self, paragraph_style: str) -> str:
        """The style of list that a style of paragraphs brings with it."""
        return self._lists_of_styles.get(("paragraph", paragraph_style), "")

    def is_in_outline(self, paragraph_style: str) -> bool:
        """Whether headings of this style are numbered by the outline."""
        return ("paragraph", paragraph_style) in self._outline_levels

    def master_page(self, family: str, name: str) -> str:
        """The style of page that begins with text of this style, or ""."""
        return self._pages.get((family, name), "")


def _of_attribute(styles: dict[_Key, etree._Element], name: str) -> dict[_Key, str]:
    return _inherited(styles, {key: attribute(style, name) for key, style in styles.items()})


def _inherited(styles: dict[_Key, etree._Element], own: dict[_Key, str]) -> dict[_Key, str]:
    bases = {
        (family, name): (family, attribute(style, "parent-style-name"))
        for (family, name), style in styles.items()
    }
    return inherited({key: value or None for key, value in own.items()}, bases)


def _levels(style: etree._Element) -> Levels:
    return {
        whole(attribute(level, "level"), 1) - 1: _level(level)
        for level in style
        if local_name(level) in _LEVELS and whole(attribute(level, "level"), 1) <= _DEEPEST_LEVEL
    }


def _level(element: etree._Element) -> Level:
    alignment = child(element, "list-level-properties", "list-level-label-alignment")
    suffix = "" if attribute(alignment, "label-followed-by") == "nothing" else " "
    if local_name(element) == "list-level-style-bullet":
        sign = attribute(element, "bullet-char")
        # The private area is that of symbol fonts.
        is_plain = len(sign) == 1 and not sign.isalnum() and not "\ue000" <= sign < "\uf900"
        return Level("", bullet=sign if is_plain else _BULLET, suffix=suffix)
    form = attribute(element, "num-format")
    return Level(
        form=_FORMS.get(form, "decimal") if form else "",
        before=attribute(element, "num-prefix")[:_LONGEST_TEXT],
        after=attribute(element, "num-suffix")[:_LONGEST_TEXT],
        start=whole(attribute(element, "start-value"), 1),
        shown_levels=whole(attribute(element, "display-levels"), 1),
        pattern=attribute(element, "num-list-format")[:_LONGEST_TEXT] if form else "",
        suffix=suffix,
    )
