"""The front page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from statements.facets import Counted, counts, visible_to
from statements.holdings import current
from statements.inventory import inventory
from statements.latest import latest
from statements.models import Paragraph, Speech
from statements.views.timeline import timeline

LATEST: Final = 6
MOST: Final = 8
#: Statements begin by addressing those present, in paragraphs that are shorter.
BEGINNING: Final = 6
OPENING_CHARACTERS: Final = 100

#: What leads into the archive: the facet, its index, what both are called.
WAYS: Final = (
    ("theme", "statements:themes", _("Themes"), _("All themes")),
    ("country", "statements:countries", _("Countries"), _("All countries")),
    ("organization", "statements:organizations", _("Organizations"), _("All organizations")),
    ("speaker", "statements:speakers", _("Speakers"), _("All speakers")),
    ("event", "statements:events", _("Events"), _("All events")),
    ("document", "statements:documents", _("Documents"), _("All documents")),
)


@dataclass(frozen=True, slots=True)
class Way:
    """Those of one kind that most statements go with, and the index of all."""

    kind: str
    index: str
    title: str | Promise
    all: str | Promise
    entries: list[Counted]


@dataclass(frozen=True, slots=True)
class Latest:
    """A statement and the first of its paragraphs that says more than whom it is addressed to."""

    speech: Speech
    opening: str


class HomeView(TemplateView):
    """What is in the archive, and the ways in."""

    template_name = "statements/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        holdings = current()
        visible = visible_to(self.request.user, holdings)
        inside = inventory(holdings, visible)
        return super().get_context_data(
            inside=inside,
            timeline=timeline(inside.years),
            latest=self._latest(),
            ways=[
                Way(facet, index, title, whole, counts(holdings, facet, visible, MOST))
                for facet, index, title, whole in WAYS
            ],
            **kwargs,
        )

    def _latest(self) -> list[Latest]:
        visible = Speech.objects.visible_to(self.request.user).for_list()
        found = list(latest(visible)[:LATEST])
        first = Paragraph.objects.filter(speech__in=found, number__lte=BEGINNING).order_by("number")
        openings: dict[int, str] = {}
        for key, text in first.values_list("speech", "text"):
            if len(text) >= OPENING_CHARACTERS:
                openings.setdefault(key, text)
        return [Latest(speech, openings.get(speech.pk, "")) for speech in found]
