"""The front page."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Max, Min
from django.views.generic import TemplateView

from statements.facets import counts, visible_to
from statements.holdings import current
from statements.models import Speech

LATEST = 6
MOST_MENTIONED = 12


class HomeView(TemplateView):
    """What is in the archive, and the ways in."""

    template_name = "statements/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        speeches = Speech.objects.visible_to(self.request.user)
        holdings = current()
        visible = visible_to(self.request.user, holdings)
        return super().get_context_data(
            latest=speeches.for_list().newest()[:LATEST],
            holdings=speeches.order_by().aggregate(
                statements=Count("pk"),
                speakers=Count("speaker", distinct=True),
                first=Min("date"),
                last=Max("date"),
            ),
            most_mentioned=[
                (title, index, counts(holdings, kind, visible, MOST_MENTIONED))
                for title, index, kind in (
                    ("Themes", "statements:themes", "theme"),
                    ("Countries", "statements:countries", "country"),
                    ("Organizations", "statements:organizations", "organization"),
                )
            ],
            **kwargs,
        )
