"""What is told of a query: English that knows how it was made, to be said in any language. Pure.

The functions have the names by which the tools of gettext find the texts to be translated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import reduce

#: What stands in a text: what was typed, a number, or another message.
Part = str | int


class Message(str):
    """A text in English, with what it was made of.

    `plural` is the text for several of what is counted, `number` how many there are; where nothing
    is counted `plural` is empty. `parts` stand in the text by their names.
    """

    __slots__ = ("number", "parts", "plural", "template")

    template: str
    plural: str
    number: int
    parts: Mapping[str, Part]

    def __new__(
        cls, template: str, parts: Mapping[str, Part], plural: str = "", number: int = 1
    ) -> Message:
        chosen = plural if plural and number != 1 else template
        text = chosen.format(**{name: _in_english(part) for name, part in parts.items()})
        message = super().__new__(cls, text)
        message.template, message.plural = template, plural
        message.number, message.parts = number, parts
        return message


def gettext(template: str, /, **parts: Part) -> Message:
    """The message of a text in which parts stand as {name}."""
    return Message(template, parts)


def ngettext(singular: str, plural: str, number: int, /, **parts: Part) -> Message:
    """The message of a text that depends on a number."""
    return Message(singular, parts, plural, number)


def gettext_noop(template: str) -> str:
    """A text that is made a message later."""
    return template


def joined(two: Callable[[str, str], Message], messages: Iterable[str]) -> str:
    """The messages as one; `two` says how a language puts two of them together."""
    return reduce(two, messages)


def both(one: str, other: str) -> Message:
    return gettext("{one} and {other}", one=one, other=other)


def either(one: str, other: str) -> Message:
    return gettext("{one} or {other}", one=one, other=other)


def listed(one: str, other: str) -> Message:
    return gettext("{one}, {other}", one=one, other=other)


def _in_english(part: Part) -> str:
    return part if isinstance(part, str) else f"{part:,}"
