"""The filtered list of statements as an Atom feed (RFC 4287)."""

from __future__ import annotations

import datetime
import re
from typing import Any, Final
from urllib.parse import urljoin

from django.contrib.syndication.views import Feed
from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext

from statements.filters import SpeechFilter, speech_filter
from statements.models import Speech
from statements.models.speeches import SpeechQuerySet
from statements.stable_links import statement_key
from statements.views.searched import search_name
from statements.views.wording import delivered, worded

ENTRIES = 50

#: What XML 1.0 has no way to write, not even escaped (https://www.w3.org/TR/xml/#charsets).
_NOT_IN_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class WritableFeed(Atom1Feed):
    """Any texts can be given: one stray character in a name would end the feed for everybody.

    The id of an entry can be given as a path: Atom asks for a whole address, and Django makes
    only links whole.
    """

    def __init__(self, **known: Any) -> None:
        super().__init__(**_writable(known))

    def add_item(self, **known: Any) -> None:  # type: ignore[override]
        known["unique_id"] = urljoin(known["link"], known["unique_id"])
        super().add_item(**_writable(known))


def _writable(known: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _NOT_IN_XML.sub(" ", value) if isinstance(value, str) else value
        for name, value in known.items()
    }


class SpeechFeed(Feed[Speech, SpeechFilter]):
    """What was last added or corrected, with the parameters of the list of statements.

    The order is not by the day of delivery: an old statement that is added is news here.
    """

    feed_type = WritableFeed
    description_template = None

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> SpeechFilter:
        filters = speech_filter(request)
        if filters.form.errors:
            # A reader of feeds shows no messages: silence would look like an unfiltered feed.
            raise BadRequest(
                "; ".join(e for errors in filters.form.errors.values() for e in errors)
            )
        return filters

    def title(self, filters: SpeechFilter) -> str:
        return " · ".join(filter(None, [gettext("Statements"), search_name(filters)]))

    def subtitle(self, filters: SpeechFilter) -> str:
        """What of the search was not understood, or not looked at for want of time."""
        told = [worded(notice) for notice in filters.understood.notices]
        if not filters.is_exact:
            told.append(
                gettext("The search took too long and was stopped: there may be more statements.")
            )
        return " ".join(told)

    def link(self, filters: SpeechFilter) -> str:
        query = filters.data.urlencode(safe="/")
        return reverse("statements:speeches") + (f"?{query}" if query else "")

    def feed_url(self, filters: SpeechFilter) -> str:
        query = filters.data.urlencode(safe="/")
        return reverse("statements:feed") + (f"?{query}" if query else "")

    def items(self, filters: SpeechFilter) -> SpeechQuerySet:
        found: SpeechQuerySet = filters.qs
        return found.order_by("-updated_at", "-pk")[:ENTRIES]

    def item_guid(self, speech: Speech) -> str:
        """The link that holds: by an address that was changed, a reader would see it as new."""
        return reverse("statements:paragraph", args=[statement_key(speech.pk)])

    def item_title(self, speech: Speech) -> str:
        return speech.heading

    def item_description(self, speech: Speech) -> str:
        known = [
            str(speech.speaker or ""),
            gettext("for {delegation}").format(delegation=speech.represents)
            if speech.represents
            else "",
            gettext("at {event}").format(event=speech.event) if speech.event else "",
            delivered(speech),
        ]
        return ", ".join(part for part in known if part)

    def item_author_name(self, speech: Speech) -> str:
        return str(speech.speaker or speech.represents or "")

    def item_pubdate(self, speech: Speech) -> datetime.datetime:
        return speech.created_at

    def item_updateddate(self, speech: Speech) -> datetime.datetime:
        return speech.updated_at
