"""Answers for probes: plain text, no template, no session, never redirected to HTTPS."""

import logging

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)


@never_cache
@require_safe
def process(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers at all; asks nothing of the database."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def database(request: HttpRequest) -> HttpResponse:
    """200 where the database answers a query, else 503; the reason is in the log."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error as error:
        logger.warning("Not ready: %s", " ".join(str(error).split()))
        return HttpResponse("database unavailable\n", status=503, content_type="text/plain")
    return HttpResponse("ready\n", content_type="text/plain")
