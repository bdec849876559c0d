"""A country, an organization, a theme or a document."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.generic import ListView

from statements.concordance import Concordance
from statements.filters import SpeechFilter, speech_filter
from statements.models import Entity, Speech
from statements.models.entities import EntityQuerySet
from statements.models.speeches import SpeechQuerySet
from statements.usage import LATEST_MENTIONS, Usage, together
from statements.views import entity_facts
from statements.views.charts import year_chart
from statements.views.indexes import page_numbers
from statements.views.narrowing import Menu, Option, kept, menu, with_entity, without

PER_PAGE = 20
LATEST_BY = 5
MOST = 10


class EntityView(ListView[Any]):
    """What an entity is, the statements by it, and every mention, filtered as lists are."""

    template_name = "statements/entity_detail.html"
    paginate_by = PER_PAGE
    kind: Entity.Kind = Entity.Kind.COUNTRY
    entity: Entity
    filters: SpeechFilter
    usage: Usage

    def get_queryset(self) -> Concordance:  # type: ignore[override]
        self.entity = get_object_or_404(_entities(self.kind), code=self.kwargs["code"])
        if not (self.entity.is_authority or self._is_used()):
            raise Http404("No published statement mentions this.")
        self.filters = speech_filter(self.request)
        self.usage = Usage(self.entity, self.filters.qs)
        return Concordance(
            self.entity, self.usage.statements, oldest_first=self.filters.sort == "oldest"
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        page = context["page_obj"]
        totals = self.usage.totals()
        delegations = self.usage.by_delegation()
        others = together(self.entity, self.filters.qs, MOST)
        query = with_entity(self.request.GET, self.kind.value, self.entity.code)
        return {
            **context,
            **self._described(),
            **self._by(),
            "filters": self.filters,
            "form": self.filters.form,
            "chips": [(chip, without(self.request.GET, chip)) for chip in self.filters.chips()],
            "kept": list(kept(self.filters)),
            "menus": self._menus(delegations, others),
            "query": query,
            "totals": totals,
            "chart": year_chart(self.usage.by_year()),
            "undated": self.usage.undated(),
            "delegations": delegations[:MOST],
            "delegations_count": len(delegations),
            "together": others,
            "together_of": LATEST_MENTIONS if totals.mentions > LATEST_MENTIONS else None,
            "lines": page.object_list,
            "pages": page_numbers(page),
        }

    def _visible(self) -> SpeechQuerySet:
        return Speech.objects.visible_to(self.request.user)

    def _is_used(self) -> bool:
        visible, it = self._visible(), [self.entity]
        return visible.mentioning(it).exists() or visible.represented_by_any(it).exists()

    def _described(self) -> dict[str, Any]:
        names = list(self.entity.names.all())
        is_country = self.kind == Entity.Kind.COUNTRY
        return {
            "entity": self.entity,
            "path": entity_facts.path(self.entity),
            "codes": list(entity_facts.codes(self.entity)),
            "names": entity_facts.names(self.entity, names),
            "foreign_names": entity_facts.foreign_names(names),
            "parts": list(self.entity.parts.all()),
            "members": [] if is_country else list(self.entity.members()),
            "memberships": entity_facts.memberships(self.entity) if is_country else [],
        }

    def _by(self) -> dict[str, Any]:
        """The latest statements by it; themes and documents do not speak."""
        if self.kind not in {Entity.Kind.COUNTRY, Entity.Kind.ORGANIZATION}:
            return {"can_speak": False}
        by = self._visible().represented_by_any([self.entity])
        return {
            "can_speak": True,
            "by_count": by.count(),
            "by": by.for_list().newest()[:LATEST_BY],
            "by_address": entity_facts.list_address("represents", self.entity),
        }

    def _menus(self, delegations: Any, others: Any) -> list[Menu]:
        speaking = sorted(
            (Option(use.entity.code, use.entity.name, use.statements) for use in delegations),
            key=lambda option: option.text,
        )
        return [
            menu(self.filters, "represents", speaking),
            *(
                menu(self.filters, kind, [Option(other.code, other.name) for other, _ in counted])
                for kind, counted in others
            ),
        ]


def _entities(kind: str) -> EntityQuerySet:
    return Entity.objects.of_kind(kind).select_related("part_of__part_of__part_of__part_of")
