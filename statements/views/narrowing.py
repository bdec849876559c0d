"""The filters of a list, as a short form and as links that take one away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from django.http import QueryDict

from statements.filters import Chip, SpeechFilter

#: What the form has fields of its own for.
FIELDS: Final = frozenset({"q", "from", "to", "sort"})


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    text: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Menu:
    """A filter whose values are added one at a time."""

    param: str
    label: str
    options: list[Option]


def without(params: QueryDict, chip: Chip) -> str:
    """The query string without one value of a filter, and on the first page again."""
    rest = params.copy()
    rest.setlist(chip.param, [v for v in rest.getlist(chip.param) if v != chip.value])
    rest.pop("page", None)
    return rest.urlencode()


def with_entity(params: QueryDict, param: str, code: str) -> str:
    """The query string with one more value of a filter, and on the first page again."""
    more = params.copy()
    more.pop("page", None)
    if code not in more.getlist(param):
        more.appendlist(param, code)
    return more.urlencode(safe="/")


def toggled(params: QueryDict, param: str, value: str) -> str:
    """The query string with one value of a filter more, or less, and on the first page again."""
    changed = params.copy()
    values = changed.getlist(param)
    left = [each for each in values if each != value]
    changed.setlist(param, left if value in values else [*values, value])
    changed.pop("page", None)
    return changed.urlencode(safe="/")


def kept(filters: SpeechFilter) -> Iterator[tuple[str, str]]:
    """The filters that are on without a field in the form: it sends them along unseen."""
    for chip in filters.chips():
        if chip.param not in FIELDS:
            yield chip.param, chip.value


def menu(filters: SpeechFilter, param: str, options: Iterable[Option]) -> Menu:
    """The menu of a filter that takes codes, without the values that are on."""
    chosen = {chip.value for chip in filters.chips() if chip.param == param}
    left = [option for option in options if option.value not in chosen]
    return Menu(param, str(filters.filters[param].label), left)
