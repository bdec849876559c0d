"""Names within longer names: "UN" in "UN Charter", the Council in "reform of the Security Council".

The longer name is what is meant, but who looks for statements that name the United Nations looks
for "the United Nations General Assembly" as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from statements.recognition.data import Authorities
from statements.recognition.spans import EntityRef, Span
from statements.recognition.words import WORD

#: Different surfaces are few, and come again and again.
_REMEMBERED = 20_000

_Key = tuple[str, str]


class EnclosedNames:
    """Finds the names within mentions; `find` recognises a text by itself, without nesting.

    Within the name of an organization only those count that it is part of ("UN" in "UN Women");
    within a document's or theme's any organization, within a theme's any country too.
    """

    def __init__(self, authorities: Authorities, find: Callable[[str], Sequence[Span]]) -> None:
        self._find = find
        self._ancestors = _ancestors(authorities)
        self._within = lru_cache(maxsize=_REMEMBERED)(self._names_within)

    def with_enclosed(self, spans: Sequence[Span]) -> tuple[Span, ...]:
        """The spans and, right after each, those within it."""
        return tuple(found for span in spans for found in (span, *self._inner(span)))

    def _inner(self, span: Span) -> Iterator[Span]:
        if span.entity.kind == "country" or " " not in span.surface:
            return
        for inner in self._within(span.entity, span.surface):
            start, end = span.start + inner.start, span.start + inner.end
            yield replace(inner, start=start, end=end)

    def _names_within(self, entity: EntityRef, surface: str) -> tuple[Span, ...]:
        found = {
            (span.start, span.end): span
            for span in self._shorter(surface, 0)
            if self._counts(entity, span.entity)
        }
        return tuple(span for _, span in sorted(found.items()))

    def _shorter(self, surface: str, offset: int) -> Iterator[Span]:
        """All names in the words without the first or the last, and within these."""
        words = [match.span() for match in WORD.finditer(surface)]
        if len(words) < 2:
            return
        for start, end in ((words[0][0], words[-2][1]), (words[1][0], words[-1][1])):
            for span in self._find(surface[start:end]):
                at = offset + start + span.start
                yield replace(span, start=at, end=at + len(span.surface))
                yield from self._shorter(span.surface, at)

    def _counts(self, outer: EntityRef, inner: EntityRef) -> bool:
        if inner.kind == "organization":
            if outer.kind != "organization":
                return True
            return (inner.kind, inner.code) in self._ancestors.get((outer.kind, outer.code), ())
        return inner.kind == "country" and outer.kind == "theme"


def _ancestors(authorities: Authorities) -> Mapping[_Key, frozenset[_Key]]:
    parents = {
        (entity.kind, entity.code): (entity.kind, entity.part_of)
        for entity in authorities.of_kind("organization")
        if entity.part_of
    }
    found: dict[_Key, frozenset[_Key]] = {}
    for key in parents:
        above: list[_Key] = []
        parent = parents.get(key)
        while parent is not None and parent not in above:
            above.append(parent)
            parent = parents.get(parent)
        found[key] = frozenset(above)
    return found
