"""Finds the entities of the authority data in text, and tells which entity a name stands for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from statements.recognition.data import Authorities
from statements.recognition.documents import Citations
from statements.recognition.inflection import holds_inflected, is_inflected_script
from statements.recognition.patterns import FREE, Pattern, patterns
from statements.recognition.spans import EntityRef, Kind, Span
from statements.recognition.words import WORD, comparable, folded, joint

# The data has the formal names in English; in French, Spanish and Portuguese the short ones.
_FORMAL = re.compile(
    r"(?:la\s+|le\s+|el\s+|l[’'])?(?:république|royaume|état|principauté|república|reino|estado)\s+"
    r"(?:(?:fédérale|islamique|populaire|démocratique|arabe|unie|plurinational|bolivariana|oriental"
    r"|islámica|federativa|democrática|popular)\s+)*(?:de\s+la\s+|de\s+l[’']|d[’']|des\s+|du\s+"
    r"|del\s+|de\s+|da\s+|do\s+)?",
    re.IGNORECASE,
)
_PARENTHESIS = re.compile(r"^(?P<head>[^()]+)\((?P<tail>[^()]+)\)$")


@dataclass(slots=True)
class _Node:
    """A step on the way through names, word by word: one branch for each next word."""

    branches: dict[str, _Node] = field(default_factory=dict)
    patterns: list[Pattern] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Words:
    """A text cut into words: `words[i]` is `text[starts[i]:ends[i]]`."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]

    @classmethod
    def of(cls, text: str) -> _Words:
        words, starts, ends = [], [], []
        for match in WORD.finditer(text):
            words.append(match.group())
            starts.append(match.start())
            ends.append(match.end())
        return cls(text, words, starts, ends)

    def between(self, index: int) -> str:
        """What stands before the word at `index`, as a joint."""
        return joint(self.text[self.ends[index - 1] : self.starts[index]])

    def neighbour(self, index: int) -> str:
        return folded(self.words[index]) if 0 <= index < len(self.words) else ""

    def in_capitals(self) -> bool:
        """Whether the text is a title in capitals, where "US" may be "us"."""
        long = [word for word in self.words if len(word) > 2 and word.isalpha()]
        return 2 * sum(word.isupper() for word in long) > len(long)


@dataclass(slots=True)
class _Met:
    """The longest mention from a word on, and where the longest phrase without mention ends."""

    entity: EntityRef | None = None
    end: int = 0
    next_index: int = 0
    phrase_end: int = 0


class Recognizer:
    """Recognises the entities of one set of authority data. Immutable, so safe to share.

    A match is the longest that begins at the leftmost word. Of names with the same words the
    first kind of `patterns.PRECEDENCE` is meant, a citation by symbol or number before them all.
    """

    def __init__(self, authorities: Authorities) -> None:
        known = {entity.code: entity.ref for entity in authorities.of_kind("document")}
        self._citations = Citations(authorities.resolutions, known)
        self._roots: dict[str, _Node] = {}
        for pattern in patterns(authorities):
            self._add(pattern)
        self._codes = _codes(authorities)
        self._names = _names(authorities)

    def find(self, text: str) -> tuple[Span, ...]:
        """The mentions in `text`: in order, not overlapping, `text[start:end] == surface`."""
        return _without_overlap([*self._citations.find(text), *self._named_in(text)])

    def resolve(
        self, name: str, kinds: Sequence[Kind] = ("country", "organization")
    ) -> EntityRef | None:
        """The one entity of `kinds` that the whole of `name` stands for; None where none or
        several do.

        A code in capitals comes first ("CHN"), then names in any case, with or without article,
        also inverted ("Korea, Republic of"), then other codes ("unoct", "CN").
        """
        name = " ".join(name.split())
        for candidates in self._readings(name):
            found = {entity for entity in candidates if entity.kind in kinds}
            if len(found) == 1:
                return found.pop()
            if found:
                return None
        return None

    def _add(self, pattern: Pattern) -> None:
        first, *rest = pattern.key
        node = self._roots.setdefault(first, _Node())
        for step in rest:
            node = node.branches.setdefault(step, _Node())
        node.patterns.append(pattern)

    def _named_in(self, text: str) -> Iterator[Span]:
        found = _Words.of(text)
        roots = self._roots
        index, guarded_until = 0, 0
        count = len(found.words)
        while index < count:
            root = roots.get(folded(found.words[index]))
            if root is None:
                index += 1
                continue
            met = _longest_from(root, found, index)
            guarded_until = max(guarded_until, met.phrase_end)
            if met.entity is None or met.end <= guarded_until:
                index += 1
                continue
            start = found.starts[index]
            yield Span(met.entity, start, met.end, text[start : met.end])
            index = met.next_index

    def _by_inflected_name(self, name: str) -> Sequence[EntityRef]:
        """Entities whose name's words all stand in `name`, in whatever case; the longest name."""
        best: tuple[int, set[EntityRef]] = (0, set())
        for form, texts in self._names.items():
            length = len(form)
            if length >= best[0] and is_inflected_script(form) and holds_inflected(name, form):
                entities = {entity for refs in texts.values() for entity in refs}
                best = (length, entities | best[1] if length == best[0] else entities)
        return tuple(best[1])

    def _readings(self, name: str) -> Iterator[Sequence[EntityRef]]:
        """Ways to read a name, the surest first."""
        if len(name) == 3 and name.isupper():
            yield self._codes.get(name, ())
        yield self._by_name(name)
        head, comma, tail = name.partition(",")
        if comma:
            yield self._by_name(f"{tail} {head}")
        yield self._codes.get(name, self._codes.get(name.lower(), ()))
        if formal := _FORMAL.match(name):
            yield self._by_name(name[formal.end() :])
        if is_inflected_script(name):
            yield self._by_inflected_name(name)
        if parenthesis := _PARENTHESIS.match(name):
            yield self._by_name(f"{parenthesis['tail']} {parenthesis['head']}")
            yield _common(self._by_name(parenthesis["head"]), self._by_name(parenthesis["tail"]))
        if "/" in name:
            first, *others = (self._by_name(part) for part in name.split("/"))
            for other in others:
                first = _common(first, other)
            yield first

    def _by_name(self, name: str) -> Sequence[EntityRef]:
        claims = self._names.get(comparable(name), {})
        exact = claims.get(name)
        return list(exact or {entity for found in claims.values() for entity in found})


def _longest_from(root: _Node, found: _Words, start: int) -> _Met:
    met = _Met()
    node, index = root, start
    while True:
        for pattern in node.patterns:
            end = _end_of(pattern, found, start, index)
            if end is None or not pattern.agrees(found.words[start : index + 1]):
                continue
            if pattern.entity is None:
                met.phrase_end = max(met.phrase_end, end)
            elif end > met.end and _is_allowed(pattern, found, start, index):
                met.entity, met.end, met.next_index = pattern.entity, end, index + 1
        index += 1
        if not node.branches or index == len(found.words):
            return met
        branch = node.branches.get(found.between(index) + folded(found.words[index]))
        if branch is None:
            return met
        node = branch


def _end_of(pattern: Pattern, found: _Words, first: int, last: int) -> int | None:
    """Where the pattern ends, its final signs included; None where its signs are not there."""
    name, end = pattern.name, found.ends[last]
    if name.beginning and not found.text.endswith(name.beginning, 0, found.starts[first]):
        return None
    if name.ending and not found.text.startswith(name.ending, end):
        return None
    return end + len(name.ending)


def _is_allowed(pattern: Pattern, found: _Words, first: int, last: int) -> bool:
    guard = pattern.guard
    if guard is FREE:
        return True
    if not guard.allows(found.neighbour(first - 1), found.neighbour(last + 1)):
        return False
    return not (guard.not_in_capitals and found.in_capitals())


def _without_overlap(spans: list[Span]) -> tuple[Span, ...]:
    """Of spans that overlap the leftmost stays, of those the longest, of those the first given."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)


def _codes(authorities: Authorities) -> Mapping[str, Sequence[EntityRef]]:
    codes: dict[str, list[EntityRef]] = defaultdict(list)
    for entity in authorities.entities:
        codes[entity.code].append(entity.ref)
        if iso2 := entity.facts.get("iso2"):
            codes[iso2].append(entity.ref)
    return codes


def _names(authorities: Authorities) -> Mapping[str, Mapping[str, set[EntityRef]]]:
    """Comparable form -> the texts that have it -> the entities with that name."""
    undecided = {comparable(rule.name) for rule in authorities.rules if rule.rule == "ambiguous"}
    names: dict[str, dict[str, set[EntityRef]]] = defaultdict(lambda: defaultdict(set))
    for entity in authorities.entities:
        for name in entity.names:
            form = comparable(name.text)
            if name.kind not in ("signal", "demonym") and form not in undecided:
                names[form][name.text].add(entity.ref)
    return names


def _common(first: Sequence[EntityRef], second: Sequence[EntityRef]) -> Sequence[EntityRef]:
    return [entity for entity in first if entity in second]
