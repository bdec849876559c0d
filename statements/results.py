"""A list of statements in order, of which pages are read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from pyroaring import FrozenBitMap

from statements.models import Speech
from statements.models.speeches import SpeechQuerySet

#: Given the statements, a start and a stop: the keys of that page.
Order: TypeAlias = Callable[[FrozenBitMap, int, int], list[int]]


class Results:
    """A sequence as far as a paginator needs one. A page costs one query, whichever it is."""

    def __init__(
        self,
        speeches: SpeechQuerySet,
        keys: FrozenBitMap,
        order: Order,
        *,
        is_exact: bool = True,
        searched: str = "",
        notices: Sequence[str] = (),
    ) -> None:
        self._speeches = speeches
        self._keys = keys
        self._order = order
        #: Whether these are all; else time ran out, and there may be more.
        self.is_exact = is_exact
        #: What was searched for, in plain words, and what of it was not understood.
        self.searched = searched
        self.notices = notices

    def __len__(self) -> int:
        return len(self._keys)

    def __getitem__(self, wanted: slice) -> list[Speech]:
        start, stop, _ = wanted.indices(len(self))
        keys = self._order(self._keys, start, stop)
        speeches = self._speeches.order_by().in_bulk(keys)
        # One that was taken away since the keys were read is left out.
        return [speeches[key] for key in keys if key in speeches]
