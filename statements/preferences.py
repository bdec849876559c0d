"""How a reader wants the pages to look: kept in cookies, since readers have no account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from statements.citing.formats import PROSE

#: A cookie lives for a year after it was last set, in seconds.
KEPT_FOR: Final = 365 * 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Preference:
    """A choice among `values`; without one of them in the cookie, the first holds."""

    cookie: str
    values: tuple[str, ...]

    def of(self, request: HttpRequest) -> str:
        chosen = request.COOKIES.get(self.cookie, "")
        return chosen if chosen in self.values else self.values[0]

    def keep(self, response: HttpResponse, value: str) -> None:
        """Remember a value that is one of `values`."""
        response.set_cookie(
            self.cookie,
            value,
            max_age=KEPT_FOR,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )


#: The names under which forms send the choices.
PREFERENCES: Final = {
    "theme": Preference("theme", ("system", "light", "dark")),
    "density": Preference("density", ("comfortable", "compact")),
    #: The style of the citation below a quotation.
    "citation": Preference("citation", tuple(PROSE)),
    "language": Preference(
        settings.LANGUAGE_COOKIE_NAME, tuple(code for code, _ in settings.LANGUAGES)
    ),
}


def preferences(request: HttpRequest) -> dict[str, object]:
    """For all templates: the theme and the density that the reader chose."""
    return {name: PREFERENCES[name].of(request) for name in ("theme", "density")}
