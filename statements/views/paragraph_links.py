"""Stable links to statements and paragraphs: where they lead today."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode
from django.views.generic import View

from statements.following import Followed, follow
from statements.models import Speech
from statements.models.speeches import sees_drafts
from statements.stable_links import parse_key
from statements.views.withdrawn import withdrawn_page
from statements.withdrawals import withdrawn_since


class ParagraphLinkView(View):
    """Leads to the paragraph that has the words of the link, or says that none is known, or that
    its statement was withdrawn."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        parsed = parse_key(key)
        speech = _speech(request, parsed.speech) if parsed else None
        if parsed is None or speech is None:
            since = withdrawn_since(parsed.speech) if parsed else None
            return withdrawn_page(request, since) if since else _unknown(request, None)
        address = speech.get_absolute_url()
        if parsed.is_paragraph:
            paragraphs = list(speech.paragraphs.order_by("number").values_list("number", "text"))
            sees = sees_drafts(request.user)
            followed = follow(parsed, speech, paragraphs, sees_drafts=sees)
            if followed is None:
                return _unknown(request, speech)
            address += "?" + urlencode({"link": followed.key})
            address += "" if followed.is_gone else f"#p{followed.first}"
        response = HttpResponseRedirect(address)
        if speech.is_draft:
            add_never_cache_headers(response)
        return response


def followed_link(
    request: HttpRequest, speech: Speech, paragraphs: Sequence[tuple[int, str]]
) -> Followed | None:
    """Of the link by which the reader came to the statement's page; None where by none."""
    key = parse_key(request.GET.get("link", ""))
    if key is None:
        return None
    return follow(key, speech, paragraphs, sees_drafts=sees_drafts(request.user))


def _speech(request: HttpRequest, pk: int) -> Speech | None:
    speeches = Speech.objects.visible_to(request.user).only("slug", "status", "title", "language")
    return speeches.filter(pk=pk).first()


def _unknown(request: HttpRequest, speech: Speech | None) -> HttpResponse:
    """`speech` is the one that the link names, though it has no such paragraph."""
    context = {"speech": speech}
    response = render(request, "statements/link_unknown.html", context, status=404)
    if speech is not None and speech.is_draft:
        add_never_cache_headers(response)
    return response
