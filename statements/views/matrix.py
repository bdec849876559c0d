"""Who mentions whom."""

from __future__ import annotations

import datetime
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from pyroaring import FrozenBitMap

from statements.facets import visible_to
from statements.holdings import Holdings, current
from statements.views.matrix_picture import matrix_picture
from statements.who_mentions import Matrix, who_mentions

SIZES: Final = (10, 15, 20, 30)
EARLIEST: Final = 1000
LATEST: Final = 2999


class MatrixForm(forms.Form):
    """What is shown. Without a choice, or with a bad one, the first of each menu holds."""

    speaking = forms.ChoiceField(
        label=_("Speaking for"),
        choices=[("country", _("countries")), ("organization", _("organizations and groups"))],
        required=False,
    )
    mentioned = forms.ChoiceField(
        label=_("Mentioned"),
        choices=[
            ("country", _("countries")),
            ("organization", _("organizations and groups")),
            ("theme", _("themes")),
            ("document", _("documents")),
        ],
        required=False,
    )
    size = forms.TypedChoiceField(
        label=_("At most"),
        choices=[(size, size) for size in SIZES],
        coerce=int,
        required=False,
    )
    first = forms.IntegerField(
        label=_("From year"), min_value=EARLIEST, max_value=LATEST, required=False
    )
    last = forms.IntegerField(
        label=_("To year"), min_value=EARLIEST, max_value=LATEST, required=False
    )

    def add_prefix(self, field_name: str) -> str:
        """In addresses the years have the names that they have in lists of statements."""
        return {"first": "from", "last": "to"}.get(field_name, field_name)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and first > last:
            self.add_error("last", _("The last year is before the first."))
        return cleaned


class MatrixView(TemplateView):
    """Countries or organizations that speak, and what they mention, as a picture and a table."""

    template_name = "statements/matrix.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = MatrixForm(self.request.GET)
        chosen = _chosen(form)
        holdings = current()
        matrix = _matrix(holdings, visible_to(self.request.user, holdings), chosen)
        queries = _queries(matrix, chosen)
        return super().get_context_data(
            form=form,
            chosen=chosen,
            matrix=matrix,
            picture=matrix_picture(matrix, queries, mirrored=get_language_bidi()),
            **kwargs,
        )


def _chosen(form: MatrixForm) -> dict[str, Any]:
    """What holds of each field: what was chosen where that is good."""
    form.is_valid()
    fallback = {"speaking": "country", "mentioned": "country", "size": 15}
    names = ("speaking", "mentioned", "size", "first", "last")
    return {name: form.cleaned_data.get(name) or fallback.get(name) for name in names}


def _matrix(holdings: Holdings, visible: FrozenBitMap, chosen: dict[str, Any]) -> Matrix:
    """What was chosen, counted. Without years it is one of a few, which are remembered."""
    kinds = {name: chosen[name] for name in ("speaking", "mentioned", "size")}

    def counted() -> Matrix:
        within = visible & _dated(holdings, chosen["first"], chosen["last"])
        return who_mentions(holdings, within, **kinds)

    if chosen["first"] or chosen["last"]:
        return counted()
    return holdings.kept(("who mentions", visible, *kinds.values()), counted)


def _dated(holdings: Holdings, first: int | None, last: int | None) -> FrozenBitMap:
    """The statements of the years, as the list of statements understands them."""
    return holdings.dated(
        datetime.date(first, 1, 1) if first else None,
        datetime.date(last, 12, 31) if last else None,
    )


def _queries(matrix: Matrix, chosen: dict[str, Any]) -> list[list[str]]:
    """For each cell the query string of the list of its statements."""
    years = [(name, chosen[key]) for name, key in (("from", "first"), ("to", "last"))]
    tail = urlencode([(name, year) for name, year in years if year])
    mentioned = [urlencode({chosen["mentioned"]: e.code}, safe="/") for e in matrix.columns]
    return [
        ["&".join(filter(None, (by, about, tail))) for about in mentioned]
        for by in (urlencode({"represents": row.entity.code}, safe="/") for row in matrix.rows)
    ]
