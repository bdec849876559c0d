"""Where readers choose how the pages look."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.generic import View

from statements.preferences import PREFERENCES
from statements.views.ways_back import way_back

#: Where on a page a preference is chosen: the id of its control, or of the menu that holds it.
CONTROLS: Final = {
    "theme": "display",
    "language": "display",
    "density": "density-{value}",
    "citation": "style-{value}",
}


class PreferencesView(View):
    """Remembers what was chosen and leads back to the control by which it was chosen.

    What is no choice is left as it was.
    """

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        chosen = {
            name: value
            for name, preference in PREFERENCES.items()
            if (value := request.POST.get(name, "")) in preference.values
        }
        # Without a fragment the focus would be at the beginning of the page again.
        control = next((CONTROLS[name].format(value=chosen[name]) for name in chosen), "")
        response = HttpResponseRedirect(way_back(request, reverse("statements:home"), control))
        for name, value in chosen.items():
            PREFERENCES[name].keep(response, value)
        return response
