"""Countries, organizations, themes and documents."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.generic import ListView, TemplateView

from statements.facets import entity_counts, represents_counts
from statements.ingest.folding import fold_name
from statements.models import Entity, EntityName, Speech
from statements.models.speeches import SpeechQuerySet
from statements.views.indexes import asked_name, initial, page_numbers

LATEST = 10

PLURALS = {
    "country": "Countries",
    "organization": "Organizations",
    "theme": "Themes",
    "document": "Documents",
}


class EntityListView(ListView[Any]):
    """An index of one kind: what is mentioned or spoken for, or with ?all=1 all that is known."""

    template_name = "statements/entity_list.html"
    paginate_by = 400
    kind: Entity.Kind = Entity.Kind.COUNTRY

    def get_queryset(self) -> list[tuple[Entity, int, int]]:  # type: ignore[override]
        """Entities by name, each with the numbers of statements that mention it and are by it."""
        speeches = Speech.objects.visible_to(self.request.user)
        mentioned = {c.object: c.count for c in entity_counts(speeches, self.kind)}
        spoken_for = {
            c.object: c.count for c in represents_counts(speeches) if c.object.kind == self.kind
        }
        entities = {*mentioned, *spoken_for, *self._others()}
        if name := asked_name(self.request):
            entities &= set(_named(self.kind, name))
        return [
            (entity, mentioned.get(entity, 0), spoken_for.get(entity, 0))
            for entity in sorted(entities, key=lambda e: (fold_name(e.name), e.code))
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "entries": [(initial(entry[0].name), entry) for entry in context["object_list"]],
            "title": PLURALS[self.kind],
            "kind": self.kind,
            "name": asked_name(self.request),
            "shows_all": self._shows_all,
            "pages": page_numbers(context["page_obj"]),
        }

    @property
    def _shows_all(self) -> bool:
        return self.request.GET.get("all") == "1"

    def _others(self) -> list[Entity]:
        authority = Entity.objects.of_kind(self.kind).filter(is_authority=True)
        return list(authority) if self._shows_all else []


class EntityView(TemplateView):
    """One entity: what it is called, what was said for it and what mentions it, kept apart."""

    template_name = "statements/entity_detail.html"
    kind: Entity.Kind = Entity.Kind.COUNTRY

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entities = Entity.objects.of_kind(self.kind).select_related("part_of")
        entity = get_object_or_404(entities, code=kwargs["code"])
        visible = Speech.objects.visible_to(self.request.user)
        by, mentioning = visible.represented_by_any([entity]), visible.mentioning([entity])
        by_count, mentioning_count = by.count(), mentioning.count()
        if not (entity.is_authority or by_count or mentioning_count):
            raise Http404("No published statement mentions this.")
        return super().get_context_data(
            entity=entity,
            names=_other_names(entity),
            parts=entity.parts.all(),
            plural=PLURALS[self.kind],
            index=f"statements:{PLURALS[self.kind].lower()}",
            can_speak=self.kind in {Entity.Kind.COUNTRY, Entity.Kind.ORGANIZATION},
            sections=[
                ("by", by_count, _latest(by)),
                ("mentioning", mentioning_count, _latest(mentioning)),
            ],
            **kwargs,
        )


def _latest(speeches: SpeechQuerySet) -> SpeechQuerySet:
    return speeches.for_list().newest()[:LATEST]


def _other_names(entity: Entity) -> list[tuple[str, list[str]]]:
    """The names that are not the heading, by kind of name, in English."""
    by_kind: dict[str, list[str]] = {}
    for name in entity.names.filter(language="en").exclude(text=entity.name):
        by_kind.setdefault(EntityName.Kind(name.kind).label, []).append(name.text)
    return list(by_kind.items())


def _named(kind: str, name: str) -> Any:
    return Entity.objects.of_kind(kind).filter(
        Q(name__icontains=name) | Q(code__iexact=name) | Q(names__text__icontains=name)
    )
