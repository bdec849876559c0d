"""The indexes of speakers and events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView
from pyroaring import FrozenBitMap

from statements.facets import Named, counts, names_of, visible_to, years_of
from statements.holdings import Holdings, current
from statements.ingest.folding import fold_name
from statements.models import Event
from statements.views.arranging import letter_id
from statements.views.indexes import (
    NaturalOrder,
    asked_name,
    initial,
    natural_order,
    page_numbers,
)
from statements.views.labels import number_of

PER_PAGE: Final = 200


@dataclass(frozen=True, slots=True)
class Listed:
    """A speaker or event with the number of its statements; `folded` is its name as compared."""

    named: Named
    count: int
    folded: str
    #: The key of the event that it is part of; None for none, and for speakers.
    whole: int | None = None
    #: The letter under which it stands: of a part that is shown under its whole, that of the whole.
    letter: str = ""

    @property
    def name(self) -> str:
        return self.named.name

    @property
    def letter_id(self) -> str:
        return letter_id(self.letter)

    @property
    def order(self) -> tuple[NaturalOrder, int]:
        return natural_order(self.folded), self.named.key


@dataclass(slots=True)
class Row:
    """What a page shows of one, above those of its parts that come right after it."""

    one: Listed
    #: "1955", "1946–2017" or "".
    years: str = ""
    #: The name of what it is part of, where it does not stand under it.
    part_of: str = ""
    parts: list[Row] = field(default_factory=list)


class NamedListView(ListView[Any]):
    """An index by name of those with statements that the reader may see."""

    paginate_by = PER_PAGE
    template_name = "statements/named_list.html"
    kind: str
    title: str | Promise

    def get_queryset(self) -> Sequence[Listed]:  # type: ignore[override]
        words = fold_name(asked_name(self.request)).split()
        if not words:
            return self._all()
        return arranged([one for one in self._all() if all(word in one.folded for word in words)])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        page = context["page_obj"]
        return {
            **context,
            "rows": self.rows(page.object_list),
            "letters": _letters(self.object_list, page.number),
            "title": self.title,
            "number": number_of(self.kind, page.paginator.count),
            "name": asked_name(self.request),
            "pages": page_numbers(page),
        }

    @cached_property
    def holdings(self) -> Holdings:
        """The archive as the page shows it: looked at once, or it might change in between."""
        return current()

    @cached_property
    def visible(self) -> FrozenBitMap:
        return visible_to(self.request.user, self.holdings)

    def rows(self, listed: Sequence[Listed]) -> Sequence[Row]:
        """Those of a page, with what only a page of them shows."""
        return [Row(one) for one in listed]

    def wholes(self) -> Mapping[int, int]:
        """What each is part of that is part of something, by their keys."""
        return {}

    def _all(self) -> Sequence[Listed]:
        """In order, remembered as long as nothing changes: folding thousands takes a while."""
        holdings, visible = self.holdings, self.visible

        def all_arranged() -> Sequence[Listed]:
            wholes = self.wholes()
            return arranged(
                Listed(
                    each.object,
                    each.count,
                    fold_name(each.object.name),
                    wholes.get(each.object.key),
                )
                for each in counts(holdings, self.kind, visible)
            )

        return holdings.kept(("arranged", self.kind, visible), all_arranged)


class SpeakerListView(NamedListView):
    kind = "speaker"
    title = _("Speakers")


class EventListView(NamedListView):
    kind = "event"
    title = _("Events")

    def wholes(self) -> Mapping[int, int]:
        parts = Event.objects.filter(part_of__isnull=False)
        rows = parts.order_by().values_list("pk", "part_of")
        return {key: whole for key, whole in rows if whole is not None}

    def rows(self, listed: Sequence[Listed]) -> Sequence[Row]:
        holdings, visible = self.holdings, self.visible
        names = names_of(holdings, self.kind)
        rows: list[Row] = []
        for one in listed:
            years = years_of(holdings, self.kind, one.named.key, visible)
            row = Row(one, _span(years) if years else "")
            if rows and one.whole == rows[-1].one.named.key:
                rows[-1].parts.append(row)
                continue
            whole = names.get(one.whole or 0)
            row.part_of = whole.name if whole else ""
            rows.append(row)
        return rows


def arranged(listed: Iterable[Listed]) -> Sequence[Listed]:
    """In the order of the names, numbers in them as numbers; parts follow what they are part of,
    where that is among them."""
    by_key = {one.named.key: one for one in listed}

    def head(one: Listed) -> Listed:
        return by_key.get(one.whole or 0, one)

    orders = {key: one.order for key, one in by_key.items()}

    def place(one: Listed) -> tuple[Any, ...]:
        above = head(one)
        return orders[above.named.key], above is not one, orders[one.named.key]

    in_order = sorted(by_key.values(), key=place)
    return [replace(one, letter=initial(head(one).name)) for one in in_order]


def _span(years: tuple[int, int]) -> str:
    first, last = years
    return f"{first}" if first == last else f"{first}–{last}"


def _letters(listed: Iterable[Listed], page: int) -> list[tuple[str, str, int | None]]:
    """Each first letter, the fragment that leads to it, and its page where that is another."""
    first: dict[str, int] = {}
    for number, one in enumerate(listed):
        first.setdefault(one.letter, number // PER_PAGE + 1)
    return [
        (letter, letter_id(letter), None if at == page else at)
        for letter, at in sorted(first.items())
    ]
