"""Addresses of the archive. They hold: what is published under one is never moved."""

from django.urls import include, path

from statements.models import Entity
from statements.views import (
    basket,
    basket_files,
    cards,
    citations,
    entities,
    entity_indexes,
    event,
    feeds,
    home,
    matrix,
    paragraph_links,
    people,
    preferences,
    related,
    search_help,
    speaker,
    speeches,
    statement,
)

app_name = "statements"


def entity_paths(kind: Entity.Kind, folder: str) -> list[object]:
    # A document's symbol holds slashes, so codes take the whole rest of the path.
    return [
        path(f"{folder}/", entity_indexes.EntityListView.as_view(kind=kind), name=folder),
        path(f"{folder}/<path:code>/", entities.EntityView.as_view(kind=kind), name=kind.value),
    ]


urlpatterns = [
    path("", home.HomeView.as_view(), name="home"),
    # /speeches/
    path("speeches/", speeches.SpeechListView.as_view(), name="speeches"),
    path("speeches/<str:slug>/", statement.SpeechView.as_view(), name="speech"),
    path("speeches/<str:slug>/related/", related.RelatedView.as_view(), name="related"),
    path("speeches/<str:slug>/source/", speeches.SourceView.as_view(), name="source"),
    # A short link to a statement or one of its paragraphs, that holds.
    path("p/<str:key>/", paragraph_links.ParagraphLinkView.as_view(), name="paragraph"),
    path("speeches/<str:slug>/citation/", citations.CitationView.as_view(), name="citation"),
    path(
        "speeches/<str:slug>/citation/<str:format>/",
        citations.CitationFileView.as_view(),
        name="citation-file",
    ),
    # Not under /speeches/, where a statement may have any address.
    path("feeds/speeches/", feeds.SpeechFeed(), name="feed"),
    path("search-help/", search_help.SearchHelpView.as_view(), name="search-help"),
    path("who-mentions-whom/", matrix.MatrixView.as_view(), name="who-mentions-whom"),
    path("preferences/", preferences.PreferencesView.as_view(), name="preferences"),
    # /basket/
    path("basket/", basket.BasketView.as_view(), name="basket"),
    path("basket/document/", basket_files.DocumentView.as_view(), name="basket-document"),
    path("basket/text/", basket_files.TextView.as_view(), name="basket-text"),
    path("basket/json/", basket_files.JsonView.as_view(), name="basket-json"),
    path(
        "basket/citations/<str:format>/",
        basket_files.CitationsView.as_view(),
        name="basket-citations",
    ),
    # /speakers/, /events/
    path("speakers/", people.SpeakerListView.as_view(), name="speakers"),
    path("speakers/<str:slug>/", speaker.SpeakerView.as_view(), name="speaker"),
    path("events/", people.EventListView.as_view(), name="events"),
    path("events/<str:slug>/", event.EventView.as_view(), name="event"),
    # /countries/, /organizations/, /themes/, /documents/
    *entity_paths(Entity.Kind.COUNTRY, "countries"),
    *entity_paths(Entity.Kind.ORGANIZATION, "organizations"),
    *entity_paths(Entity.Kind.THEME, "themes"),
    *entity_paths(Entity.Kind.DOCUMENT, "documents"),
    # /cards/, parts of pages
    path("cards/<str:kind>/<path:code>/", cards.CardView.as_view(), name="card"),
    # /api/v1/
    path("api/v1/", include("statements.api.urls")),
]
