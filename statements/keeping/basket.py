"""A reader's basket: keys of statements and paragraphs (`stable_links`) in an order of theirs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

from statements.stable_links import parse_key

#: So many items a basket holds at most.
MOST_ITEMS: Final = 200
#: Browsers keep cookies of 4,096 bytes, name and attributes included.
MOST_BYTES: Final = 3_800

SEPARATOR: Final = "."


class BasketError(Exception):
    """The basket was left as it was."""


class NotAKey(BasketError):
    """This is no key of a statement or a paragraph."""


class BasketFull(BasketError):
    """The basket holds no more."""


@dataclass(frozen=True, slots=True)
class Basket:
    """Different keys as `stable_links` writes them, at most MOST_ITEMS, and MOST_BYTES when
    written."""

    keys: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """The basket that was written so. What is no key or is there twice is left out, and so
        is what is too much."""
        # Only so much is looked at, whatever somebody sends.
        parts = text[: 4 * MOST_BYTES].split(SEPARATOR)
        keys = dict.fromkeys(str(key) for part in parts if (key := parse_key(part)) is not None)
        kept = tuple(keys)[:MOST_ITEMS]
        while len(SEPARATOR.join(kept)) > MOST_BYTES:
            kept = kept[:-1]
        return cls(kept)

    def __str__(self) -> str:
        return SEPARATOR.join(self.keys)

    def __len__(self) -> int:
        return len(self.keys)

    def __contains__(self, key: object) -> bool:
        return key in self.keys

    def adding(self, key: str) -> Self:
        """With the key at the end, if it is not there. NotAKey, BasketFull."""
        parsed = parse_key(key)
        if parsed is None:
            raise NotAKey
        if str(parsed) in self:
            return self
        added = type(self)((*self.keys, str(parsed)))
        if len(added) > MOST_ITEMS or len(str(added)) > MOST_BYTES:
            raise BasketFull
        return added

    def adding_all(self, other: str) -> Self:
        """With all that another basket holds, written. NotAKey if it holds nothing, BasketFull if
        not all find room."""
        added = self
        wanted = type(self).parse(other)
        if not wanted:
            raise NotAKey
        for key in wanted.keys:
            added = added.adding(key)
        return added

    def without(self, key: str) -> Self:
        return type(self)(tuple(kept for kept in self.keys if kept != key))

    def cleared(self, _: str = "") -> Self:
        """An empty one."""
        return type(self)()

    def earlier(self, key: str) -> Self:
        """With the key one place further up, if it is there and not the first."""
        return self._moved(key, -1)

    def later(self, key: str) -> Self:
        """With the key one place further down, if it is there and not the last."""
        return self._moved(key, 1)

    def _moved(self, key: str, by: int) -> Self:
        if key not in self:
            return self
        place = self.keys.index(key)
        target = place + by
        if not 0 <= target < len(self):
            return self
        keys = list(self.keys)
        keys[place], keys[target] = keys[target], keys[place]
        return type(self)(tuple(keys))
