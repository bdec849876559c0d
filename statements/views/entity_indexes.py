"""The indexes of countries, organizations, themes and documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.views.generic import ListView

from statements.facets import counts, visible_to
from statements.holdings import current
from statements.ingest.folding import fold_name
from statements.models import Entity, EntityName
from statements.views.arranging import (
    ARRANGEMENTS,
    Entry,
    arrangement,
    letter_id,
    roots,
    sections,
    with_ancestors,
)
from statements.views.indexes import asked_name, initial, page_numbers
from statements.views.labels import PLURALS, number_of

PER_PAGE = 1_000


class EntityListView(ListView[Any]):
    """An index of one kind: what is mentioned or spoken for, or with ?all=1 all that is known."""

    template_name = "statements/entity_list.html"
    paginate_by = PER_PAGE
    kind: Entity.Kind = Entity.Kind.COUNTRY
    listed: list[Entity]

    def get_queryset(self) -> list[Entry]:  # type: ignore[override]
        """The entries at the top of the arrangement asked for."""
        mentioned, by = self._counts(self.kind), self._counts("represents")
        used = mentioned.keys() | by.keys()
        known = Entity.objects.of_kind(self.kind).in_bulk()
        names = _folded_names(self.kind, known.values())
        self.listed = [
            entity
            for entity in known.values()
            if (entity.pk in used or (self._shows_all and entity.is_authority))
            and self._is_asked_for(names[entity.pk])
        ]
        shown = with_ancestors(self.listed, known) if self._by == "tree" else set(self.listed)
        listed = set(self.listed)
        return roots(
            (
                Entry(
                    entity,
                    mentioned=mentioned.get(entity.pk, 0),
                    by=by.get(entity.pk, 0),
                    listed=entity in listed,
                    names=names[entity.pk],
                )
                for entity in shown
            ),
            self._by,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        letters = sorted({initial(entity.name) for entity in self.listed})
        return {
            **context,
            "sections": sections(context["object_list"], self._by),
            "letters": [(letter, letter_id(letter)) for letter in letters],
            "arrangements": ARRANGEMENTS[self.kind].items(),
            "by": self._by,
            # A script that filters as one types would overlook what is on other pages.
            "is_whole": not context["page_obj"].has_other_pages(),
            "count": len(self.listed),
            "title": PLURALS[self.kind],
            "number": number_of(self.kind, len(self.listed)),
            "kind": self.kind,
            "name": asked_name(self.request),
            "shows_all": self._shows_all,
            "pages": page_numbers(context["page_obj"]),
        }

    def _counts(self, facet: str) -> dict[int, int]:
        """With how many visible statements each entity goes, by its key."""
        holdings = current()
        within = visible_to(self.request.user, holdings)
        return {each.object.key: each.count for each in counts(holdings, facet, within)}

    @property
    def _by(self) -> str:
        return arrangement(self.kind, self.request.GET.get("by"))

    @property
    def _shows_all(self) -> bool:
        return self.request.GET.get("all") == "1"

    def _is_asked_for(self, names: str) -> bool:
        return all(word in names for word in fold_name(asked_name(self.request)).split())


def _folded_names(kind: str, entities: Iterable[Entity]) -> dict[int, str]:
    """For each entity all that it is called, and its code, as names are compared."""
    called: defaultdict[int, list[str]] = defaultdict(list)
    for entity in entities:
        called[entity.pk] += [entity.name, entity.code]
    rows = EntityName.objects.filter(entity__kind=kind).exclude(kind=EntityName.Kind.SIGNAL)
    for key, text in rows.values_list("entity", "text"):
        called[key].append(text)
    return {key: _once(fold_name(" ".join(texts))) for key, texts in called.items()}


def _once(words: str) -> str:
    return " ".join(dict.fromkeys(words.split()))
