"""A reader's basket: what is in it, and what puts things in and takes them out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
)
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from statements.citing.formats import FORMATS
from statements.keeping.basket import MOST_ITEMS, Basket, BasketError, BasketFull
from statements.keeping.cookie import basket_of, chosen_basket, items_query, keep
from statements.keeping.gathering import gather
from statements.views.ways_back import way_back

#: What the buttons of the forms do, by their names; their values are keys, or a basket to keep.
ACTIONS: Final[dict[str, Callable[[Basket, str], Basket]]] = {
    "add": Basket.adding,
    "remove": Basket.without,
    "up": Basket.earlier,
    "down": Basket.later,
    "keep": Basket.adding_all,
    "clear": Basket.cleared,
}


@method_decorator(never_cache, name="dispatch")
class BasketView(TemplateView):
    """The reader's own basket, or with `?items=` one that somebody shared, and all changes."""

    template_name = "statements/basket.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if _wants_json(request):
            return _told(basket_of(request), "")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        chosen, own = chosen_basket(self.request), basket_of(self.request)
        address = reverse("statements:basket")
        items = gather(chosen, self.request.user)
        return super().get_context_data(
            items=items,
            gone=sum(item.is_gone for item in items),
            chosen=chosen,
            is_shared="items" in self.request.GET,
            are_all_kept=set(chosen.keys) <= set(own.keys),
            items_query=items_query(self.request),
            formats=FORMATS.values(),
            share_address=self.request.build_absolute_uri(f"{address}?items={chosen}"),
            **kwargs,
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        before = basket_of(request)
        action, key = _asked(request)
        try:
            after = ACTIONS[action](before, key)
        except BasketError as error:
            return self._refused(before, error)
        return self._changed(action, key, before, after)

    def _refused(self, basket: Basket, error: BasketError) -> HttpResponse:
        message = _problem(error)
        if _wants_json(self.request):
            return _told(basket, message, status=409 if isinstance(error, BasketFull) else 400)
        messages.error(self.request, message)
        return HttpResponseRedirect(way_back(self.request, reverse("statements:basket")))

    def _changed(self, action: str, key: str, before: Basket, after: Basket) -> HttpResponse:
        response: HttpResponse
        if _wants_json(self.request):
            response = _told(after, _news(action, after))
        else:
            if action == "clear" and before:
                messages.info(self.request, _cleared(before))
            address = reverse("statements:basket")
            back = way_back(self.request, address)
            is_own_page = urlsplit(back).path == address
            fragment = _fragment(action, key, before, after, is_own_page=is_own_page)
            response = HttpResponseRedirect(way_back(self.request, address, fragment))
        keep(response, after)
        return response


def _asked(request: HttpRequest) -> tuple[str, str]:
    """The action whose button was pressed, and its value; without one, adding nothing."""
    for name in ACTIONS:
        if name in request.POST:
            return name, request.POST[name]
    return "add", ""


def _wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def _told(basket: Basket, message: str, status: int = 200) -> JsonResponse:
    """What a script on the page needs in order to show the basket as it is now."""
    return JsonResponse(
        {"count": len(basket), "keys": basket.keys, "message": message}, status=status
    )


def _problem(error: BasketError) -> str:
    if isinstance(error, BasketFull):
        return gettext(
            "The basket holds %(most)d items at most, and there is no room for this. "
            "Take something out first, or cite and download what is in it and empty it."
        ) % {"most": MOST_ITEMS}
    return gettext(
        "Nothing was changed: this does not name a statement or a paragraph. "
        "Please go back to the page of the statement and try again there."
    )


def _news(action: str, basket: Basket) -> str:
    count = len(basket)
    if action == "remove":
        text = ngettext(
            "Taken out of the basket. %(count)d item is left.",
            "Taken out of the basket. %(count)d items are left.",
            count,
        )
    else:
        text = ngettext(
            "Kept. There is %(count)d item in the basket.",
            "Kept. There are %(count)d items in the basket.",
            count,
        )
    return text % {"count": count}


def _cleared(basket: Basket) -> str:
    """What was in the basket can be looked at and kept again: the address holds it."""
    return format_html(
        '{} <a href="{}?items={}">{}</a>',
        gettext("The basket is empty now."),
        reverse("statements:basket"),
        basket,
        gettext("Look at what was in it"),
    )


def _fragment(action: str, key: str, before: Basket, after: Basket, *, is_own_page: bool) -> str:
    """The button to go on from, so that neither place nor focus is lost by a new page."""
    if action in ("up", "down") and key in after:
        is_at_end = key == after.keys[0 if action == "up" else -1]
        other = "down" if action == "up" else "up"
        return f"{other if is_at_end else action}-{key}"
    if action == "add" or (action == "remove" and not is_own_page):
        return f"basket-{key}"
    if action == "remove" and after and key in before:
        # On its own page it is gone: that of the item which took its place, or of the last.
        place = min(before.keys.index(key), len(after) - 1)
        return f"basket-{after.keys[place]}"
    return ""
