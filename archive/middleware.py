"""What every request goes through."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponseBase


def no_nul_in_path(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """PostgreSQL's texts hold no NUL: an address with one leads nowhere, and asking is an error."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if "\x00" in request.path_info:
            raise Http404("There is nothing at an address with a NUL character.")
        return get_response(request)

    return middleware
