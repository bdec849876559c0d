"""What editors do with many statements at once: publish, withdraw, set the event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext

from statements.admin.page import ListedAdmin, is_key, steps_to
from statements.batches import Tally, set_event_of, set_status_of
from statements.models import Event, Speech

#: Statements that are changed in one go; more take longer than a server waits.
MOST: Final = 500
#: Of those, the ones shown before they are changed; and the events offered.
PREVIEWED: Final = 25
OFFERED: Final = 20
#: What was wrong with statements is told for this many.
TOLD: Final = 5


class EventChoiceForm(forms.Form):
    """Which event; found by its name, chosen among those found."""

    q = forms.CharField(
        label=gettext_lazy("Find an event"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Words of its name, or of the name of what it is part of."),
    )
    event = forms.ChoiceField(
        label=gettext_lazy("Event"), required=False, widget=forms.RadioSelect, choices=()
    )

    def __init__(self, data: Any, current: Iterable[int]) -> None:
        super().__init__(data)
        self.events = {str(event.pk): event for event in self._offered(data, current)}
        self.fields["event"].choices = [  # type: ignore[attr-defined]
            *((key, _named(event)) for key, event in self.events.items()),
            ("none", gettext("No event")),
        ]

    @property
    def is_chosen(self) -> bool:
        return self.is_valid() and bool(self.cleaned_data["event"])

    @property
    def chosen(self) -> Event | None:
        """The event; None where the statements shall have none."""
        return self.events.get(self.cleaned_data["event"])

    def _offered(self, data: Any, current: Iterable[int]) -> Sequence[Event]:
        """Those found, or those that the statements have now; and the one that was chosen."""
        events = Event.objects.select_related("part_of")
        words = str(data.get("q") or "").replace("\x00", "").split()[:10]
        found = events.filter(pk__in=list(current)) if not words else events
        for word in words:
            found = found.filter(
                Q(name__icontains=word)
                | Q(name_key__icontains=word)
                | Q(part_of__name__icontains=word)
            )
        offered = list(found.order_by("name")[:OFFERED])
        chosen = str(data.get("event") or "")
        if is_key(chosen) and int(chosen) not in {e.pk for e in offered}:
            offered += events.filter(pk=int(chosen))
        return offered


class BulkActions(ListedAdmin[Speech]):
    """The actions of the list of statements."""

    actions = ["publish", "withdraw", "set_event"]

    @admin.action(description=gettext_lazy("Publish the chosen statements"), permissions=["change"])
    def publish(self, request: HttpRequest, speeches: Any) -> None:
        self._set_status(request, speeches, Speech.Status.PUBLISHED)

    @admin.action(
        description=gettext_lazy("Withdraw the chosen statements to draft"), permissions=["change"]
    )
    def withdraw(self, request: HttpRequest, speeches: Any) -> None:
        self._set_status(request, speeches, Speech.Status.DRAFT)

    def _set_status(self, request: HttpRequest, speeches: Any, status: Speech.Status) -> None:
        waiting = speeches.exclude(status=status)
        left = max(0, waiting.count() - MOST)
        tally = set_status_of(waiting[:MOST], status, _user(request))
        if status == Speech.Status.PUBLISHED:
            text = ngettext(
                "%(count)s statement is now published.",
                "%(count)s statements are now published.",
                tally.changed,
            )
        else:
            text = ngettext(
                "%(count)s statement is now a draft.",
                "%(count)s statements are now drafts.",
                tally.changed,
            )
        self._tell(request, text, tally, left)

    @admin.action(
        description=gettext_lazy("Set the event of the chosen statements"), permissions=["change"]
    )
    def set_event(self, request: HttpRequest, speeches: Any) -> HttpResponse | None:
        """Asks which event, shows what changes, and then does it."""
        total = speeches.count()
        chosen = list(speeches[:MOST])
        current = {speech.event_id for speech in chosen if speech.event_id}
        form = EventChoiceForm(request.POST, current)
        if "_apply" in request.POST and form.is_chosen:
            tally = set_event_of(chosen, form.chosen, _user(request))
            text = ngettext(
                "The event of %(count)s statement was set.",
                "The event of %(count)s statements was set.",
                tally.changed,
            )
            self._tell(request, text, tally, max(0, total - MOST))
            return None
        return self._ask_for_event(request, form, chosen, total)

    def _ask_for_event(
        self, request: HttpRequest, form: EventChoiceForm, chosen: list[Speech], total: int
    ) -> HttpResponse:
        is_preview = "_preview" in request.POST or "_apply" in request.POST
        preview: dict[str, Any] = {}
        if is_preview and form.is_chosen:
            event = form.chosen
            changing = [s for s in chosen if s.event_id != (event.pk if event else None)]
            preview = {
                "is_chosen": True,
                "event": event,
                "changing": changing[:PREVIEWED],
                "change_count": len(changing),
                "same_count": len(chosen) - len(changing),
                "more": max(0, len(changing) - PREVIEWED),
            }
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Set the event"),
            "trail": steps_to("speech"),
            "form": form,
            "chosen": chosen,
            "left": max(0, total - MOST),
            "nothing_chosen": is_preview and not form.is_chosen,
            "action_checkbox_name": ACTION_CHECKBOX_NAME,
            **preview,
        }
        return TemplateResponse(request, "admin/statements/set_event.html", context)

    def _tell(self, request: HttpRequest, text: str, tally: Tally, left: int) -> None:
        """What became of the statements, `left` of which were too many for one go."""
        if tally.changed:
            self.message_user(request, text % {"count": tally.changed}, messages.SUCCESS)
        elif not tally.refused:
            self.message_user(request, gettext("Nothing was changed."), messages.INFO)
        for speech, error in tally.refused[:TOLD]:
            self.message_user(request, f"“{speech}”: {error}", messages.ERROR)
        if others := len(tally.refused[TOLD:]):
            message = ngettext(
                "%(count)s more could not be changed.",
                "%(count)s more could not be changed.",
                others,
            )
            self.message_user(request, message % {"count": others}, messages.ERROR)
        if left := left + tally.left:
            message = ngettext(
                "%(count)s of the chosen statements is left: choose the action again to go on.",
                "%(count)s of the chosen statements are left: choose the action again to go on.",
                left,
            )
            self.message_user(request, message % {"count": left}, messages.WARNING)


def _user(request: HttpRequest) -> AbstractBaseUser:
    assert isinstance(request.user, AbstractBaseUser)  # noqa: S101 - AdminSite sees to it
    return request.user


def _named(event: Event) -> str | Promise:
    if event.part_of is None:
        return event.name
    return gettext("%(event)s (part of %(whole)s)") % {"event": event.name, "whole": event.part_of}
