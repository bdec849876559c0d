"""The versions of a statement, each of which can be restored."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from statements.admin.statement import SpeechMixin
from statements.history import count_versions, versions
from statements.ingest.errors import IngestError
from statements.models import Revision
from statements.revising import ChangedMeanwhile, current_number, restore

PER_PAGE = 20


class HistoryView(SpeechMixin, TemplateView):
    """Who changed what and when, the newest first."""

    template_name = "admin/statements/history.html"
    title = gettext_lazy("Versions")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        total = count_versions(self.speech)
        last = (total - 1) // PER_PAGE + 1
        page = self._page(last)
        start = (page - 1) * PER_PAGE
        return super().get_context_data(
            speech=self.speech,
            versions=versions(self.speech, start, start + PER_PAGE),
            based_on=current_number(self.speech),
            may_change=self.may_change,
            newer=page - 1,
            older=page + 1 if page < last else 0,
            **kwargs,
        )

    def _page(self, last: int) -> int:
        number = self.request.GET.get("page", "1")
        is_number = number.isascii() and number.isdecimal() and len(number) < 10
        return min(max(1, int(number) if is_number else 1), last)


class RestoreView(SpeechMixin, View):
    """Makes an earlier version the newest one again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        self.require_change()
        revision = get_object_or_404(
            Revision.objects.select_related("speech", "source"), speech=pk, number=number
        )
        try:
            self.say_stored(restore(revision, self.user, self.based_on))
        except (IngestError, ChangedMeanwhile) as error:
            messages.error(request, str(error))
        return redirect("admin:statements_speech_history", pk)
