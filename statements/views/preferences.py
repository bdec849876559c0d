"""Where readers choose how the pages look."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic import View

from statements.preferences import PREFERENCES


class PreferencesView(View):
    """Remembers what was chosen and leads back to the page it was chosen on.

    What is no choice is left as it was.
    """

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        response = HttpResponseRedirect(_way_back(request))
        for name, preference in PREFERENCES.items():
            if (value := request.POST.get(name)) in preference.values:
                preference.keep(response, value)
        return response


def _way_back(request: HttpRequest) -> str:
    address = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return address
    return reverse("statements:home")
