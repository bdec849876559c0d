"""The condition that one paragraph holds a query."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial, reduce
from operator import and_, or_
from typing import Final, TypeAlias

from django.db.models import Q
from pyroaring import AbstractBitMap

from statements.models import Mention
from statements.models.keys import among
from statements.search import postgres
from statements.search.nodes import (
    STATEMENT_FIELDS,
    After,
    And,
    Before,
    Expanded,
    Field,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    SameParagraph,
    Word,
    Years,
    all_of,
)

#: What the values of fields stand for: primary keys of entities, speakers or events.
Keys: TypeAlias = Mapping[Field, Collection[int]]

VECTOR: Final = "words"


#: The statements of which a field, year or date holds.
OfStatements: TypeAlias = Callable[[Node], AbstractBitMap]


def holding(
    tree: Node, languages: Collection[str], keys: Keys, of_statements: OfStatements | None = None
) -> Q:
    """Paragraphs in these languages that hold the whole query by themselves.

    What holds of whole statements holds of each paragraph of theirs; raises TypeError where it is
    part of the query and `of_statements` is not given.
    """
    if postgres.is_stemmed(tree):
        return postgres.in_each(languages, partial(postgres.holds, tree, VECTOR, written=written))
    inner = partial(holding, languages=languages, keys=keys, of_statements=of_statements)
    match tree:
        case And(parts) | SameParagraph(parts):
            # Together, so that the index is asked for all stems at once.
            stemmed = all_of(filter(postgres.is_stemmed, parts))
            others = [part for part in parts if not postgres.is_stemmed(part)]
            return reduce(and_, map(inner, [stemmed, *others] if stemmed else others))
        case Or(parts):
            return reduce(or_, map(inner, parts))
        case Expanded(typed, names):
            return reduce(or_, map(inner, (typed, *names)))
        case Not(part):
            return ~inner(part)
        case Near():
            return postgres.in_each(
                languages,
                lambda configs: (
                    Q(**{VECTOR: postgres.stems(tree, configs)})
                    & Q(postgres.near(tree, VECTOR, configs))
                ),
            )
        case Word():
            return written(tree)
        case Phrase():
            # What has the stems in this order is few enough to be looked at, mostly.
            return postgres.in_each(languages, partial(_may_hold, tree)) & written(tree)
        case Field(name) if name not in STATEMENT_FIELDS:
            # One of the title has no paragraph; with it "not in" would hold of none.
            mentions = Mention.objects.live().filter(
                entity__in=keys.get(tree, ()), paragraph__isnull=False
            )
            return Q(pk__in=mentions.values("paragraph"))
        case Field() | Years() | Before() | After() if of_statements is not None:
            return Q(among(of_statements(tree), "speech"))
        case _:
            raise TypeError(f"Not a matter of a paragraph: {tree!r}")


def written(tree: Node) -> Q:
    """Paragraphs that hold the words as they are written."""
    return Q(postgres.matches(postgres.written_words("text"), postgres.as_written(tree)))


def _may_hold(tree: Node, configs: postgres.Configs) -> Q:
    query = postgres.stems(tree, configs)
    return Q(**{VECTOR: query}) | postgres.is_empty(query)
