"""What names stand for: of the authority data, kept in memory, and of speakers and events."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.db import models
from django.db.models import Q, Value

from statements.ingest.folding import fold_name
from statements.ingest.names import split_honorific
from statements.models import (
    Entity,
    EntityName,
    Event,
    EventName,
    FormerAddress,
    Speaker,
    SpeakerName,
)
from statements.search.names import KnownEntity, KnownName, KnownNames

#: Facts of countries that are codes as well: ISO 3166-1 alpha-2 and the UN's number.
_CODES: Final = ("iso2", "m49", "symbol")

# Chinese, Japanese, Korean and Thai: a surname is part of the one "word" that a name is.
_WITHOUT_SPACES: Final = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def load_known_names() -> KnownNames:
    """The names of all entities, by three queries: some tenths of a second and 7 MB."""
    names: dict[int, list[KnownName]] = defaultdict(list)
    # Signal words find a theme in a text; nobody calls it so.
    rows = EntityName.objects.exclude(kind=EntityName.Kind.SIGNAL).order_by("pk")
    for entity, text, kind, language, case_sensitive in rows.values_list(
        "entity", "text", "kind", "language", "case_sensitive"
    ).iterator():
        names[entity].append(KnownName(text, kind, language, case_sensitive))
    entities = Entity.objects.order_by("pk")
    former: dict[int, list[str]] = defaultdict(list)
    left = FormerAddress.objects.filter(entity__isnull=False).order_by("pk")
    for key, code in left.values_list("entity", "address"):
        former[key].append(code)
    return KnownNames(
        KnownEntity(
            id=key,
            kind=kind,
            name=name,
            codes=(*_codes(kind, code, facts), *former.get(key, ())),
            names=tuple(names.get(key, ())),
            is_authority=is_authority,
        )
        for key, kind, name, code, facts, is_authority in entities.values_list(
            "pk", "kind", "name", "code", "facts", "is_authority"
        ).iterator()
    )


def _codes(kind: str, code: str, facts: Mapping[str, Any]) -> Iterator[str]:
    yield code
    yield from (facts[fact] for fact in _CODES if facts.get(fact))
    # The year or session of a symbol is often left out: "S/RES/1325" for "S/RES/1325(2000)".
    symbol, bracket, _ = code.partition("(")
    if kind == Entity.Kind.DOCUMENT and bracket:
        yield symbol.strip()


def speakers_called(value: str) -> list[int]:
    """Keys of the speakers with that slug, today's or a former one, name, or part of a name; []
    where nobody has it.

    The words may stand in any order: "Jun Zhang", "zhang". One query.
    """
    return _called(Speaker, SpeakerName, split_honorific(value)[1] or value)


def events_called(value: str) -> list[int]:
    """Keys of the events with that slug, today's or a former one, name, or part of a name; []
    where none has it. One query."""
    return _called(Event, EventName, value)


def _called(
    model: type[models.Model], names: type[SpeakerName | EventName], value: str
) -> list[int]:
    words = fold_name(value).split()
    if not words:
        return []
    slug = value.strip().lower()
    # Narrowed by the trigram index of name_key; whole words are told apart here.
    holds_all = Q(*(Q(name_key__contains=word) for word in words))
    rows: Any = model._default_manager.filter(holds_all | Q(slug=slug)).order_by()
    left: Any = FormerAddress.objects.filter(kind=model._meta.model_name, address=slug).order_by()
    before = left.values_list(model._meta.model_name, "address", Value(""))
    others: Any = names._default_manager.filter(holds_all).order_by()
    merged = others.values_list(model._meta.model_name, Value(""), "name_key")
    found = sorted(rows.values_list("pk", "slug", "name_key").union(before, merged, all=True))
    of_slug = [key for key, own_slug, _ in found if own_slug == slug]
    of_name = [key for key, _, name in found if _has_words(name, words)]
    return of_slug or list(dict.fromkeys(of_name))


def _has_words(name: str, words: list[str]) -> bool:
    known = set(name.split())
    return all(word in known or (_WITHOUT_SPACES.match(word) and word in name) for word in words)
