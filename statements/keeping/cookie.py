"""Where a reader's basket is kept: in a cookie, since readers have no account."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from statements.keeping.basket import Basket
from statements.preferences import KEPT_FOR

COOKIE: Final = "basket"


def basket_of(request: HttpRequest) -> Basket:
    """What the reader keeps; what is no basket in the cookie is an empty one."""
    return Basket.parse(request.COOKIES.get(COOKIE, ""))


def chosen_basket(request: HttpRequest) -> Basket:
    """The basket that the address names by `?items=`, or else the reader's own."""
    named = request.GET.get("items")
    return basket_of(request) if named is None else Basket.parse(named)


def items_query(request: HttpRequest) -> str:
    """What an address needs so that it is of the same basket: nothing where that is the reader's
    own."""
    return f"?items={chosen_basket(request)}" if "items" in request.GET else ""


def keep(response: HttpResponse, basket: Basket) -> None:
    """Have the reader's browser keep the basket, where scripts cannot read it."""
    if not basket:
        response.delete_cookie(COOKIE, samesite="Lax")
        return
    response.set_cookie(
        COOKIE,
        str(basket),
        max_age=KEPT_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def basket(request: HttpRequest) -> dict[str, object]:
    """For all templates: the reader's basket."""
    return {"basket": basket_of(request)}
