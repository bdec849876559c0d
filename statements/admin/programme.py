"""The programme of an event: in which order its statements were delivered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple

from django import forms
from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.forms.boundfield import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.views.generic import TemplateView

from statements.admin.page import AdminPageMixin, StaffMixin, Step, is_key, steps_to
from statements.arranging import (
    MOST,
    Places,
    ProgrammeChanged,
    arrange,
    in_order,
    moved,
    numbered,
    programme_of,
    state_of,
)
from statements.models import Event, Speech

MOVES: dict[str, Literal["up", "down"]] = {"_up": "up", "_down": "down"}


class Row(NamedTuple):
    """A statement, the field for its place, and whether it can move."""

    speech: Speech
    field: BoundField
    is_first: bool
    is_last: bool


class ProgrammeForm(forms.Form):
    """A place for each statement; empty where it is not known."""

    def __init__(self, speeches: Sequence[Speech], data: Any = None) -> None:
        super().__init__(data)
        self.speeches = {speech.pk: speech for speech in speeches}
        for speech in speeches:
            self.fields[_name(speech.pk)] = forms.IntegerField(
                label=speech.heading,
                required=False,
                min_value=1,
                max_value=99_999,
                initial=speech.programme_number,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )

    @property
    def places(self) -> dict[int, int | None]:
        """What was entered, where it is valid."""
        return {pk: self.cleaned_data.get(_name(pk)) for pk in self.speeches}

    def clean(self) -> dict[str, Any]:
        at: dict[int, list[int]] = defaultdict(list)
        for pk, place in self.places.items():
            if place is not None:
                at[place].append(pk)
        for place, keys in at.items():
            if len(keys) < 2:
                continue
            for pk in keys:
                other = self.speeches[next(key for key in keys if key != pk)]
                self.add_error(
                    _name(pk),
                    gettext("Place %(place)s is also given to “%(title)s”.")
                    % {"place": place, "title": other.heading},
                )
        return self.cleaned_data

    def rows(self, places: Places) -> Iterator[Row]:
        """The statements in the order of the places."""
        for index, pk in enumerate(in_order(places), 1):
            yield Row(
                speech=self.speeches[pk],
                field=self[_name(pk)],
                is_first=index == 1,
                is_last=index == len(places),
            )


class ProgrammeView(AdminPageMixin, StaffMixin, TemplateView):
    """Shows the statements of an event in their order, and takes another one."""

    template_name = "admin/statements/programme.html"
    permission_required = "statements.change_speech"
    title = gettext_lazy("Programme")
    kwargs: dict[str, Any]

    @cached_property
    def event(self) -> Event:
        return get_object_or_404(Event, pk=self.kwargs["pk"])

    def trail(self) -> Sequence[Step]:
        address = reverse("admin:statements_event_change", args=[self.event.pk])
        return (*steps_to("event"), Step(address, self.event.name))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        speeches = programme_of(self.event)
        places = {speech.pk: speech.programme_number for speech in speeches}
        return self._show(ProgrammeForm(speeches), places, state_of(speeches))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        speeches = programme_of(self.event)
        seen = request.POST.get("seen", "")
        form = ProgrammeForm(speeches, request.POST)
        if not form.is_valid():
            return self._show(form, form.places, seen)
        if (places := self._rearranged(form.places)) is not None:
            values = {_name(pk): place for pk, place in places.items()}
            return self._show(ProgrammeForm(speeches, values), places, seen, is_moved=True)
        return self._save(form, seen)

    def _rearranged(self, places: Places) -> dict[int, int | None] | None:
        """The places after what a button does besides saving; None where it saves."""
        if "_number" in self.request.POST:
            return numbered(places)
        for name, direction in MOVES.items():
            pk = self.request.POST.get(name, "")
            if is_key(pk):
                return moved(places, int(pk), direction)
        return None

    def _save(self, form: ProgrammeForm, seen: str) -> HttpResponse:
        try:
            changed = arrange(self.event, form.places, seen)
        except ProgrammeChanged as error:
            messages.error(self.request, str(error))
            return redirect(self.request.path)
        if not changed:
            messages.info(self.request, gettext("Nothing was changed."))
        else:
            text = ngettext(
                "%(count)s place on the programme was stored.",
                "%(count)s places on the programme were stored.",
                changed,
            ) % {"count": changed}
            messages.success(self.request, text)
            LogEntry.objects.log_actions(self.user.pk, [self.event], CHANGE, text)
        return redirect(self.request.path)

    def _show(
        self,
        form: ProgrammeForm,
        places: Places,
        seen: str,
        *,
        is_moved: bool = False,
    ) -> HttpResponse:
        return self.render_to_response(
            self.get_context_data(
                event=self.event,
                form=form,
                rows=list(form.rows(places)),
                seen=seen,
                is_moved=is_moved,
                most=MOST if len(places) == MOST else None,
            )
        )


def _name(pk: int) -> str:
    return f"place_{pk}"
