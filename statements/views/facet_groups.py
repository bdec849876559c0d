"""The groups of checkboxes beside a list of statements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from statements.facets import count_of, counts
from statements.filters import ALL_OF, SpeechFilter
from statements.searching.recent import remembered

#: Values shown in a group: as many as can be taken in at a glance.
SHOWN: Final = 8

#: Options of a menu that adds a value, of the most frequent: all there are would be most of the
#: page. Of countries, whose names all readers know, there are all.
OPTIONS: Final = 80
OPTIONS_OF: Final[Mapping[str, int]] = {"country": 300, "document": 40}

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
    """A filter with its most frequent values; `others` are options of a menu that adds one."""

    param: str
    label: str
    choices: list[Choice]
    others: SafeString | str
    index: str
    errors: list[str]
    starts_open: bool

    @property
    def is_open(self) -> bool:
        is_in_use = bool(self.errors) or any(choice.is_chosen for choice in self.choices)
        return self.starts_open or is_in_use


def facet_groups(filters: SpeechFilter) -> list[FacetGroup]:
    """The groups for a result, each counted without its own filter."""
    return [
        FacetGroup(
            param=facet,
            label=str(filters.filters[facet].label),
            choices=list(_choices(filters, facet)),
            others=_others(filters, facet) if facet in ALL_OF else "",
            index=f"statements:{index}",
            errors=list(filters.form.errors.get(facet, [])),
            starts_open=facet in STARTS_OPEN,
        )
        for facet, index in GROUPS
    ]


def _choices(filters: SpeechFilter, facet: str) -> Iterator[Choice]:
    """The chosen values first, in the order of the address."""
    holdings, within = filters.holdings, filters.statements(without=facet)
    chosen = filters.chosen(facet)
    with_chosen = filters.statements() if chosen and facet in ALL_OF else None
    for item in chosen:
        count = count_of(holdings, facet, item.key, within)
        yield Choice(item.code, item.name, count, is_chosen=True)
    keys = {item.key for item in chosen}
    for counted in counts(holdings, facet, within, SHOWN + len(chosen)):
        if counted.object.key in keys:
            continue
        together = None
        if with_chosen is not None:
            together = count_of(holdings, facet, counted.object.key, with_chosen)
        named = counted.object
        yield Choice(named.code, named.name, counted.count, is_chosen=False, together=together)


def _others(filters: SpeechFilter, facet: str) -> SafeString:
    """Options for the values that go with most statements, by name."""
    holdings, visible = filters.holdings, filters.visible

    def options() -> SafeString:
        limit = OPTIONS_OF.get(facet, OPTIONS)
        known = [counted.object for counted in counts(holdings, facet, visible, limit)]
        known.sort(key=lambda named: named.name)
        return render_to_string("statements/_options.html", {"options": known})

    return remembered(holdings.version, ("options", facet, visible), options)


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
