"""Cards: what a mention names, told where it stands."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.generic import View

from statements.cards import card
from statements.models import Entity

#: A reader points at the same names again and again.
KEPT_SECONDS = 300


class CardView(View):
    """A part of a page, which `cards.js` puts beside a mention; without it mentions are links."""

    def get(self, request: HttpRequest, kind: str, code: str) -> HttpResponse:
        if kind not in Entity.Kind:
            raise Http404("There is no such kind.")
        found = card(kind, code, request.user)
        if found is None:
            raise Http404("No published statement mentions this.")
        response = render(request, "statements/_card.html", {"card": found})
        # Staff count drafts too, and words are in the reader's language.
        patch_cache_control(response, private=True, max_age=KEPT_SECONDS)
        patch_vary_headers(response, ["Cookie", "Accept-Language"])
        response.headers["X-Robots-Tag"] = "noindex"
        return response
