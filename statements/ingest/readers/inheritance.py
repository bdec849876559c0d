"""What styles take over from the styles that they are based on."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


def inherited(own: Mapping[Key, Value | None], bases: Mapping[Key, Key]) -> dict[Key, Value]:
    """The value of each style: its own, else that of the nearest style it is based on with one.

    Each style is looked at once, since a file may chain as many as it likes; those based on each
    other in a circle have none.

    >>> inherited({"a": 1, "b": None, "c": None}, {"b": "a", "c": "c"})
    {'a': 1, 'b': 1}
    """
    values = {style: value for style, value in own.items() if value is not None}
    seen: set[Key] = set()
    for style in own:
        followed: list[Key] = []
        nearest = style
        while nearest in own and nearest not in values and nearest not in seen:
            seen.add(nearest)
            followed.append(nearest)
            if nearest not in bases:
                break
            nearest = bases[nearest]
        if nearest in values:
            values |= dict.fromkeys(followed, values[nearest])
    return values
