"""A speaker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from pyroaring import FrozenBitMap

from statements.facets import Named, names_of
from statements.holdings import Holdings
from statements.models import Speaker
from statements.models.speeches import SpeechQuerySet
from statements.offices import Office, offices
from statements.views.office_picture import office_picture
from statements.views.subject import SubjectView


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """An office and for whom it is held."""

    office: Office
    represents: Named | None

    @property
    def label(self) -> str:
        """Both in a line, or what is known of them."""
        role = self.office.role or _("no office named")
        return f"{role} · {self.represents}" if self.represents else role


class SpeakerView(SubjectView):
    """A person: the offices held at the time, for whom they spoke, what they mention, and where."""

    template_name = "statements/speaker_detail.html"
    facet = "speaker"
    subject: Speaker

    def get_queryset(self) -> SpeechQuerySet:
        self.subject = get_object_or_404(Speaker, slug=self.kwargs["slug"])
        speeches = self.visible().filter(speaker=self.subject)
        if not speeches.exists():
            raise Http404("None of this speaker's statements is published.")
        return speeches.for_list().newest()

    def counted(self, holdings: Holdings, within: FrozenBitMap) -> dict[str, Any]:
        rows = self._offices(names_of(holdings, "represents"))
        return {
            "spoken_for": self.entries(holdings, "represents", within, None),
            "offices": rows,
            "picture": office_picture([row.office for row in rows], [row.label for row in rows]),
        }

    def _offices(self, names: Mapping[int, Named]) -> list[OfficeRow]:
        found = offices(self.visible().filter(speaker=self.subject))
        return [
            OfficeRow(office, names.get(office.represents) if office.represents else None)
            for office in found
        ]
