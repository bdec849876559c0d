"""The indexes of speakers and events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView

from statements.facets import Named, counts, visible_to
from statements.holdings import current
from statements.ingest.folding import fold_name
from statements.models import Event
from statements.views.arranging import letter_id
from statements.views.indexes import asked_name, initial, page_numbers
from statements.views.labels import number_of

PER_PAGE: Final = 200


@dataclass(frozen=True, slots=True)
class Listed:
    """A speaker or event with the number of its statements; `folded` is its name as compared."""

    named: Named
    count: int
    folded: str
    #: The name of the event that it is part of; "" for none, and for speakers.
    part_of: str = ""

    @property
    def name(self) -> str:
        return self.named.name

    @property
    def letter(self) -> str:
        return initial(self.name)

    @property
    def letter_id(self) -> str:
        return letter_id(self.letter)


class NamedListView(ListView[Any]):
    """An index by name of those with statements that the reader may see."""

    paginate_by = PER_PAGE
    template_name = "statements/named_list.html"
    kind: str
    title: str | Promise

    def get_queryset(self) -> Sequence[Listed]:  # type: ignore[override]
        words = fold_name(asked_name(self.request)).split()
        return [one for one in self._all() if all(word in one.folded for word in words)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        page = context["page_obj"]
        return {
            **context,
            "entries": [(one.letter, one) for one in self.described(page.object_list)],
            "letters": _letters(self.object_list, page.number),
            "title": self.title,
            "number": number_of(self.kind, page.paginator.count),
            "name": asked_name(self.request),
            "pages": page_numbers(page),
        }

    def described(self, listed: Sequence[Listed]) -> Sequence[Listed]:
        """Those of a page, with what only a page of them shows."""
        return listed

    def _all(self) -> list[Listed]:
        """By name, remembered as long as nothing changes: folding thousands takes a while."""
        holdings = current()
        visible = visible_to(self.request.user, holdings)

        def sorted_by_name() -> list[Listed]:
            found = [
                Listed(each.object, each.count, fold_name(each.object.name))
                for each in counts(holdings, self.kind, visible)
            ]
            return sorted(found, key=lambda one: (one.folded, one.named.key))

        return holdings.kept(("by name", self.kind, visible), sorted_by_name)


class SpeakerListView(NamedListView):
    kind = "speaker"
    title = _("Speakers")


class EventListView(NamedListView):
    kind = "event"
    title = _("Events")

    def described(self, listed: Sequence[Listed]) -> Sequence[Listed]:
        parts = Event.objects.filter(
            pk__in=[one.named.key for one in listed], part_of__isnull=False
        )
        wholes = dict(parts.order_by().values_list("pk", "part_of__name"))
        return [replace(one, part_of=wholes.get(one.named.key, "")) for one in listed]


def _letters(listed: Iterable[Listed], page: int) -> list[tuple[str, str, int | None]]:
    """Each first letter, the fragment that leads to it, and its page where that is another."""
    first: dict[str, int] = {}
    for number, one in enumerate(listed):
        first.setdefault(one.letter, number // PER_PAGE + 1)
    return [
        (letter, letter_id(letter), None if at == page else at)
        for letter, at in sorted(first.items())
    ]
