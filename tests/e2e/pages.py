"""Every page of the site, by the address of a case of it: what the bars for all pages go over.

A new page gets a case here. test_every_page_has_a_case.py fails where one is forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Case:
    """A page at an address in which `archives.fill` fills the {names}.

    `form` holds the fields of a form that leads to it from the page of that address.
    """

    address: str
    is_staff: bool = False
    status: int = 200
    form: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return self.address + "".join(f" {name}={value}" for name, value in self.form)


def _public(*addresses: str) -> tuple[Case, ...]:
    return tuple(map(Case, addresses))


def _staff(*addresses: str) -> tuple[Case, ...]:
    return tuple(Case(address, is_staff=True) for address in addresses)


ERRORS: Final = (
    Case("/errors/400/", status=400),
    Case("/errors/403/", status=403),
    Case("/errors/csrf/", status=403),
    Case("/nowhere/", status=404),
    Case("/errors/500/", status=500),
    # A stable link that leads nowhere.
    Case("/p/{statement_key}-abcdefgh/", status=404),
    # It was published before.
    Case("/speeches/{draft}/", status=410),
)

READING: Final = _public(
    "/",
    "/speeches/",
    "/speeches/?q=terrorism&country=CHN&from=2019",
    "/speeches/?q=zzz&country=XYZ&from=nonsense",
    "/speeches/{seed}/",
    "/speeches/{seed}/?q=terrorism",
    "/speeches/{long}/",
    "/speeches/{arabic}/",
    # As a stable link leads there.
    "/speeches/{seed}/?link={key}",
    "/speeches/{seed}/related/",
    "/speeches/{seed}/citation/",
    "/speeches/{seed}/citation/?paragraph=2",
    "/basket/",
    "/basket/?items={basket}",
    "/basket/document/?items={basket}",
    "/who-mentions-whom/",
    "/search-help/",
    "/speakers/",
    "/speakers/{speaker}/",
    "/events/",
    "/events/{event}/",
    "/events/a-session/",
    "/countries/",
    "/countries/CHN/",
    "/organizations/",
    "/organizations/?all=1&by=tree",
    "/organizations/un/",
    "/themes/",
    "/themes/counter-terrorism/",
    "/documents/",
    "/documents/S/RES/2532(2020)/",
)

EDITING: Final = (
    *_public("/admin/login/"),
    *_staff(
        "/speeches/{draft}/",
        "/admin/",
        "/admin/statements/source/upload/",
        "/admin/statements/source/{read}/review/",
        "/admin/statements/source/{changed}/review/",
        "/admin/statements/source/{unread}/review/",
        "/admin/statements/source/{failed}/review/",
        "/admin/statements/source/",
        "/admin/statements/source/{read}/change/",
        "/admin/statements/speech/",
        "/admin/statements/speech/{seed_pk}/change/",
        "/admin/statements/speech/{draft_pk}/change/",
        "/admin/statements/speech/{seed_pk}/history/",
        "/admin/statements/speech/{seed_pk}/reread/",
        "/admin/statements/speech/{seed_pk}/address/",
        "/admin/statements/speaker/",
        "/admin/statements/speaker/merge/?ids={speaker_pk}&ids={speaker_twin_pk}",
        "/admin/statements/speaker/duplicates/",
        "/admin/statements/speaker/{speaker_pk}/change/",
        "/admin/statements/speaker/merge/?ids={speaker_pk}&ids={other_speaker_pk}",
        "/admin/statements/speaker/{speaker_pk}/address/",
        "/admin/statements/event/",
        "/admin/statements/event/merge/?ids={event_pk}&ids={event_twin_pk}",
        "/admin/statements/event/duplicates/",
        "/admin/statements/event/{event_pk}/change/",
        "/admin/statements/event/merge/?ids={event_pk}&ids={session_pk}",
        "/admin/statements/event/{event_pk}/address/",
        "/admin/statements/event/{event_pk}/programme/",
        "/admin/statements/entity/",
        "/admin/statements/entity/merge/?ids={theme_pk}&ids={theme_twin_pk}",
        "/admin/statements/entity/duplicates/",
        "/admin/statements/entity/{entity_pk}/change/",
        "/admin/statements/entity/merge/?ids={entity_pk}&ids={other_entity_pk}",
        "/admin/statements/entity/{entity_pk}/address/",
        "/admin/statements/entityname/",
        "/admin/statements/mention/",
        "/admin/statements/paragraph/",
    ),
    Case(
        "/admin/statements/speech/",
        is_staff=True,
        form=(
            *(("action", "set_event"), ("_selected_action", "{seed_pk}")),
            *(("event", "{session_pk}"), ("_preview", "1")),
        ),
    ),
)

ALL: Final = (*READING, *EDITING, *ERRORS)

#: Those that say something else where nothing is stored yet.
BARE: Final = (
    *_public("/", "/speeches/", "/speakers/", "/events/", "/countries/", "/countries/KEN/"),
    *_public("/organizations/", "/themes/", "/documents/"),
    *_staff("/admin/", "/admin/statements/source/upload/", "/admin/statements/speech/"),
)

#: Addresses that show no page, by the name of their pattern, and why.
NO_PAGES: Final = {
    "": "for the server's keeper",
    "statements:feed": "XML",
    "statements:source": "a file",
    "statements:citation-file": "a file",
    "statements:paragraph": "leads to a statement",
    "statements:card": "a part of pages",
    "statements:basket-citations": "a file",
    "statements:basket-text": "a file",
    "statements:basket-json": "a file",
    "statements:preferences": "takes a form, then leads back",
    "admin:logout": "takes a form",
    "admin:autocomplete": "JSON",
    "admin:jsi18n": "a script",
    "admin:view_on_site": "leads elsewhere",
    "admin:app_list": "the index, less of it",
    "admin:statements_source_upload_file": "takes a form",
    "admin:statements_source_progress": "a part of the page of uploads",
    "admin:statements_source_reading": "a part of the page of a review",
    "admin:statements_source_read_again": "takes a form",
    "admin:statements_source_discard": "takes a form",
    "admin:statements_source_file": "a file",
    "admin:statements_speech_decide": "takes a form",
    "admin:statements_speech_take_back": "takes a form",
    "admin:statements_speech_restore": "takes a form",
}
#: Beginnings of such names.
NO_PAGES_OF: Final = {
    "statements:api:": "JSON",
    "admin:auth_": "Django's own, as it ships them",
    "admin:password_change": "Django's own, as it ships them",
}
#: Pages that only answer a form; axe looks at them in test_editors_house.py.
BY_FORM: Final = {"admin/statements/set_event.html"}
#: What Django's admin makes for each model; where a page is not ours, one model stands for all.
DJANGOS_OWN: Final = ("_add", "_delete", "_history", "_change")
