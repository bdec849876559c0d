"""Correct what a statement mentions: accept, reject, relink or add a mention, or take it back."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.generic import View

from statements.admin.mention_form import MentionForm
from statements.admin.statement import SpeechMixin
from statements.deciding import (
    WordsNotThere,
    decide,
    occurrence,
    take_back,
)
from statements.models import MentionDecision, Speech

#: What the buttons say of the words.
VERDICTS = {"_accept": True, "_reject": False}


class DecideView(SpeechMixin, View):
    """Takes an editor's decision on words of a stored statement."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.require_change()
        form = MentionForm(request.POST)
        verdict = next((VERDICTS[name] for name in VERDICTS if name in request.POST), None)
        if verdict is None or not form.is_valid():
            errors = (error for errors in form.errors.values() for error in errors)
            messages.error(request, " ".join(map(str, errors)) or gettext("Nothing was decided."))
            return self._back(form.data)
        try:
            decide(self.speech, **_place(self.speech, form), is_mention=verdict, made_by=self.user)
        except WordsNotThere as error:
            messages.error(request, str(error))
            return self._back(form.data)
        words, entity = form.cleaned_data["words"], form.cleaned_data["entity"]
        if verdict:
            text = gettext("“%(words)s” is now a mention of %(entity)s.")
        else:
            text = gettext("“%(words)s” is no mention of %(entity)s.")
        messages.success(request, text % {"words": words, "entity": entity})
        return self._back({})

    def _back(self, entered: Any) -> HttpResponse:
        """To the page, with what was entered where it has to be corrected."""
        names = MentionForm.base_fields
        kept = {name: entered[name] for name in names if entered.get(name)}
        query = f"?{urlencode(kept)}" if kept else ""
        address = reverse("admin:statements_speech_change", args=[self.speech.pk])
        return redirect(f"{address}{query}#mentions")


class TakeBackView(SpeechMixin, View):
    """Takes a decision back, so that recognition decides again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, decision: int) -> HttpResponse:
        self.require_change()
        decisions = MentionDecision.objects.select_related("speech", "entity")
        taken = get_object_or_404(decisions, pk=decision, speech=self.speech)
        take_back(taken)
        messages.success(
            request, gettext("The decision on “%(words)s” was taken back.") % {"words": taken.exact}
        )
        address = reverse("admin:statements_speech_change", args=[self.speech.pk])
        return redirect(f"{address}#mentions")


def _place(speech: Speech, form: MentionForm) -> dict[str, Any]:
    entered = form.cleaned_data
    number = entered["paragraph"]
    if number is None:
        text = speech.title
    else:
        text = speech.paragraphs.filter(number=number).values_list("text", flat=True).first() or ""
    start = occurrence(text, entered["words"], entered["occurrence"] or 1)
    if start is None:
        raise WordsNotThere
    end = start + len(entered["words"])
    return {"paragraph": number, "start": start, "end": end, "entity": entered["entity"]}
