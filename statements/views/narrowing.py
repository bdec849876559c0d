"""The filters of a list, as a short form and as links that take one away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

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


def changed(params: QueryDict, **changes: str | None) -> str:
    """The query string with some values set or left out, and on the first page again."""
    rest = params.copy()
    for name, value in {**changes, "page": None}.items():
        rest.pop(name, None)
        if value is not None:
            rest[name] = value
    return rest.urlencode(safe="/")


def with_entity(params: QueryDict, param: str, code: str) -> str:
    """The query string with one more value of a filter, and on the first page again."""
    more = params.copy()
    more.pop("page", None)
    if code not in more.getlist(param):
        more.appendlist(param, code)
    return more.urlencode(safe="/")


def toggled(params: QueryDict, param: str, values: Iterable[str]) -> Iterator[str]:
    """For each value the query string with it in a filter, or no longer, on the first page again.

    As many as a list is long: the address is encoded once for all of them.
    """
    rest = params.copy()
    chosen = list(dict.fromkeys(rest.pop(param, [])))
    rest.pop("page", None)
    others = rest.urlencode(safe="/")
    for value in values:
        changed = [each for each in chosen if each != value]
        if value not in chosen:
            changed.append(value)
        of_param = urlencode([(param, each) for each in changed])
        yield "&".join(filter(None, (others, of_param)))


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
