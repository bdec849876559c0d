"""The read-only API: the same filters and the same visibility as the pages."""

from __future__ import annotations

from django.db.models import Prefetch, Q, QuerySet
from rest_framework import serializers, viewsets
from rest_framework.request import Request

from statements.api.filtering import ResultBackend
from statements.api.pagination import ResultPagination
from statements.api.serializers import (
    EntitySerializer,
    EventSerializer,
    SpeakerSerializer,
    SpeechDetailSerializer,
    SpeechSerializer,
)
from statements.filters import SpeechFilter
from statements.models import Entity, Event, Mention, Speaker, Speech


class SpeechViewSet(viewsets.ReadOnlyModelViewSet[Speech]):
    """Statements. The list takes the filters of the list page; a bad value is a 400."""

    lookup_field = "slug"
    lookup_value_regex = "[^/]+"
    filterset_class = SpeechFilter
    filter_backends = (ResultBackend,)
    pagination_class = ResultPagination

    def get_queryset(self) -> QuerySet[Speech]:
        speeches = (
            Speech.objects.visible_to(self.request.user)
            .for_list()
            .select_related("source")
            .defer("source__data", "text")
            .prefetch_related("on_behalf_of")
        )
        if self.action != "retrieve":
            return speeches.newest()
        mentions = Mention.objects.live().select_related("entity").order_by("start")
        return speeches.prefetch_related(
            Prefetch("mentions", mentions), "paragraphs", Prefetch("paragraphs__mentions", mentions)
        )

    def get_serializer_class(self) -> type[serializers.BaseSerializer[Speech]]:
        return SpeechDetailSerializer if self.action == "retrieve" else SpeechSerializer


class SpeakerViewSet(viewsets.ReadOnlyModelViewSet[Speaker]):
    """Speakers of published statements."""

    lookup_field = "slug"
    lookup_value_regex = "[^/]+"
    serializer_class = SpeakerSerializer

    def get_queryset(self) -> QuerySet[Speaker]:
        return Speaker.objects.filter(pk__in=_visible(self.request).values("speaker"))


class EventViewSet(viewsets.ReadOnlyModelViewSet[Event]):
    """Events with published statements, and what these events are part of."""

    lookup_field = "slug"
    lookup_value_regex = "[^/]+"
    serializer_class = EventSerializer

    def get_queryset(self) -> QuerySet[Event]:
        events = _visible(self.request).values("event")
        has_statements = Q(pk__in=events) | Q(parts__in=events)
        return Event.objects.filter(has_statements).select_related("part_of").distinct()


class EntityViewSet(viewsets.ReadOnlyModelViewSet[Entity]):
    """The entities of one kind: those of the authority data and those that are mentioned."""

    kind: str
    lookup_field = "code"
    # Document symbols hold slashes.
    lookup_value_regex = ".+?"
    serializer_class = EntitySerializer

    def get_queryset(self) -> QuerySet[Entity]:
        mentioned = Mention.objects.live().filter(speech__in=_visible(self.request).values("pk"))
        shown = Q(is_authority=True) | Q(pk__in=mentioned.values("entity"))
        return Entity.objects.of_kind(self.kind).filter(shown)


class CountryViewSet(EntityViewSet):
    kind = Entity.Kind.COUNTRY


class OrganizationViewSet(EntityViewSet):
    kind = Entity.Kind.ORGANIZATION


class ThemeViewSet(EntityViewSet):
    kind = Entity.Kind.THEME


class DocumentViewSet(EntityViewSet):
    kind = Entity.Kind.DOCUMENT


def _visible(request: Request) -> QuerySet[Speech]:
    return Speech.objects.visible_to(request.user).order_by()
