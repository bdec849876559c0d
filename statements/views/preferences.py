"""Where readers choose how the pages look."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.generic import View

from statements.preferences import PREFERENCES
from statements.views.ways_back import way_back


class PreferencesView(View):
    """Remembers what was chosen and leads back to the page it was chosen on.

    What is no choice is left as it was.
    """

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        response = HttpResponseRedirect(way_back(request, reverse("statements:home")))
        for name, preference in PREFERENCES.items():
            if (value := request.POST.get(name)) in preference.values:
                preference.keep(response, value)
        return response
