"""The groups of checkboxes beside a list of statements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.http import QueryDict

from statements.facets import count_of, counts
from statements.filters import ALL_OF, SpeechFilter
from statements.views.narrowing import changed

#: Values shown in a group: as many as can be taken in at a glance.
SHOWN: Final = 8

#: Values shown where a reader asked for more of a group: of countries, all.
MORE: Final = 300

#: The groups that most readers come for; the rest open at a touch.
STARTS_OPEN: Final = frozenset({"theme", "country", "organization"})

#: Facets in the order of the page, with the index that lists all values.
GROUPS: Final = (
    ("theme", "themes"),
    ("country", "countries"),
    ("organization", "organizations"),
    ("document", "documents"),
    ("represents", "countries"),
    ("speaker", "speakers"),
    ("event", "events"),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A checkbox.

    `count` is the number of statements with this value, whatever else of the group is chosen;
    `together` that of those that have all chosen values besides, where all have to hold.
    """

    value: str
    text: str
    count: int
    is_chosen: bool
    together: int | None = None


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """A filter with its most frequent values.

    `address` is that of the page that shows more of them, or fewer where there `is_long`; empty
    where these are all. `is_cut`: even a long group leaves some out.
    """

    param: str
    label: str
    choices: list[Choice]
    is_long: bool
    is_cut: bool
    address: str
    index: str
    errors: list[str]
    starts_open: bool

    @property
    def is_open(self) -> bool:
        is_in_use = bool(self.errors) or any(choice.is_chosen for choice in self.choices)
        return self.starts_open or is_in_use


def facet_groups(filters: SpeechFilter, params: QueryDict) -> list[FacetGroup]:
    """The groups for a result, each counted without its own filter; `params` is its address.

    The group that `more` names in the address is shown with more of its values.
    """
    return [_group(filters, params, facet, index) for facet, index in GROUPS]


def _group(filters: SpeechFilter, params: QueryDict, facet: str, index: str) -> FacetGroup:
    is_long = params.get("more") == facet
    shown = (MORE if is_long else SHOWN) + len(filters.chosen(facet))
    choices = list(_choices(filters, facet, shown + 1))
    has_more = len(choices) > shown
    other = None if is_long else facet
    return FacetGroup(
        param=facet,
        label=str(filters.filters[facet].label),
        choices=choices[:shown],
        is_long=is_long,
        is_cut=is_long and has_more,
        address=f"?{changed(params, more=other)}" if is_long or has_more else "",
        index=f"statements:{index}",
        errors=list(filters.form.errors.get(facet, [])),
        starts_open=facet in STARTS_OPEN or is_long,
    )


def _choices(filters: SpeechFilter, facet: str, limit: int) -> Iterator[Choice]:
    """The chosen values first, in the order of the address."""
    holdings, within = filters.holdings, filters.statements(without=facet)
    chosen = filters.chosen(facet)
    with_chosen = filters.statements() if chosen and facet in ALL_OF else None
    for item in chosen:
        count = count_of(holdings, facet, item.key, within)
        yield Choice(item.code, item.name, count, is_chosen=True)
    keys = {item.key for item in chosen}
    for counted in counts(holdings, facet, within, limit):
        if counted.object.key in keys:
            continue
        together = None
        if with_chosen is not None:
            together = count_of(holdings, facet, counted.object.key, with_chosen)
        named = counted.object
        yield Choice(named.code, named.name, counted.count, is_chosen=False, together=together)


def languages(filters: SpeechFilter) -> list[Choice]:
    """The languages of the archive by code, and one that is asked for though nothing is in it."""
    within = filters.statements(without="language")
    held = {code: ids for code, ids in filters.holdings.by_language.items() if code}
    visible = {code for code, ids in held.items() if ids.intersect(filters.visible)}
    chosen = {filters.chosen_language} - {""}
    return [
        Choice(
            value=code,
            text=code,
            count=held[code].intersection_cardinality(within) if code in held else 0,
            is_chosen=code in chosen,
        )
        for code in sorted(visible | chosen)
    ]
