"""What the pages of speakers and events share: statements of one thing, and what they mention."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView
from pyroaring import AbstractBitMap, FrozenBitMap

from statements.facets import Named, counts, set_of, visible_to
from statements.holdings import Holdings, current
from statements.models import Speech
from statements.models.speeches import SpeechQuerySet
from statements.views.indexes import page_numbers

PER_PAGE: Final = 20
MOST: Final = 6

#: What statements mention, in the order of the pages.
MENTIONED: Final = (
    ("theme", _("Themes")),
    ("country", _("Countries")),
    ("organization", _("Organizations")),
    ("document", _("Documents")),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """Something with the number of the statements that go with it, and where they are listed."""

    object: Named
    count: int
    statements: str


@dataclass(frozen=True, slots=True)
class Group:
    """What is mentioned most of one kind."""

    kind: str
    title: str | Promise
    entries: list[Entry]


class SubjectView(ListView[Speech]):
    """The statements that belong to one thing, which is in the context as `subject`.

    `facet` is the filter by which lists of statements are narrowed to it.
    """

    paginate_by = PER_PAGE
    facet: str
    subject: Any

    def visible(self) -> SpeechQuerySet:
        return Speech.objects.visible_to(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        holdings = current()
        visible = visible_to(self.request.user, holdings)
        within = set_of(holdings, self.facet, self.subject.pk) & visible
        context = super().get_context_data(subject=self.subject, **kwargs)
        return {
            **context,
            **self.counted(holdings, within),
            "mentioned": list(self._mentioned(holdings, within)),
            "pages": page_numbers(context["page_obj"]),
        }

    def counted(self, holdings: Holdings, within: FrozenBitMap) -> dict[str, Any]:
        """What the page tells besides of the statements within."""
        return {}

    def entries(
        self, holdings: Holdings, facet: str, within: AbstractBitMap, limit: int | None
    ) -> list[Entry]:
        """The values of a facet that go with most of the statements."""
        index = reverse("statements:speeches")
        return [
            Entry(each.object, each.count, f"{index}?{self._query(facet, each.object.code)}")
            for each in counts(holdings, facet, within, limit)
        ]

    def _mentioned(self, holdings: Holdings, within: AbstractBitMap) -> Iterator[Group]:
        for kind, title in MENTIONED:
            if entries := self.entries(holdings, kind, within, MOST):
                yield Group(kind, title, entries)

    def _query(self, facet: str, code: str) -> str:
        return urlencode([(self.facet, self.subject.slug), (facet, code)], safe="/")
