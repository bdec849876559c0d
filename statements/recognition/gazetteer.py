"""Finds the entities of the authority data in text, and tells which entity a name stands for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from statements.ingest.wordsets import words
from statements.recognition.data import Authorities
from statements.recognition.definitions import spelled_out
from statements.recognition.documents import Citations
from statements.recognition.enclosed import EnclosedNames
from statements.recognition.inflection import holds_inflected, is_inflected_script
from statements.recognition.memory import Memory
from statements.recognition.nouns import CommonNouns
from statements.recognition.patterns import FREE, Pattern, patterns
from statements.recognition.spans import EntityRef, Kind, Span, StatementMentions, without_overlap
from statements.recognition.surroundings import is_part_of_another_name
from statements.recognition.words import WORD, comparable, folded, joint

# The data has the formal names in English; in French, Spanish and Portuguese the short ones.
_FORMAL = re.compile(
    r"(?:la\s+|le\s+|el\s+|l[’'])?(?:république|royaume|état|principauté|república|reino|estado)\s+"
    r"(?:(?:fédérale|islamique|populaire|démocratique|arabe|unie|plurinational|bolivariana|oriental"
    r"|islámica|federativa|democrática|popular)\s+)*(?:de\s+la\s+|de\s+l[’']|d[’']|des\s+|du\s+"
    r"|del\s+|de\s+|da\s+|do\s+)?",
    re.IGNORECASE,
)
_ABBREVIATIONS = frozenset(("mr", "mrs", "ms", "messrs", "dr", "prof", "sr", "sra"))
# A capital is its country's name where people suffered in it; else it mostly is a place of
# meetings, an address or a government.
_SCENES = words("""
    airstrike airstrikes assassination assault assaults atrocities atrocity attack attacked attacks
    blast bloodshed bomb bombed bombing bombings bombs carnage casualties clashes coup earthquake
    explosion explosions fighting floods hostages killed killing killings massacre massacres murder
    murdered protests riots shelling siege unrest victims violence wounded
""")
_SCENE_REACH = 8
_PARENTHESIS = re.compile(r"^(?P<head>[^()]+)\((?P<tail>[^()]+)\)$")


@dataclass(slots=True)
class _Node:
    """A step on the way through names, word by word: one branch for each next word."""

    branches: dict[str, _Node] = field(default_factory=dict)
    patterns: list[Pattern] = field(default_factory=list)


class _Roots(dict[str, "_Node | None"]):
    """The first steps of the names by word as written; None for one that begins no name.

    What was looked up is kept: the words of a language are few.
    """

    _MOST_KEPT = 200_000

    def __init__(self, nodes: Mapping[str, _Node]) -> None:
        super().__init__()
        self._nodes = nodes

    def __missing__(self, word: str) -> _Node | None:
        node = self._nodes.get(folded(word))
        if len(self) < self._MOST_KEPT:
            self[word] = node
        return node


class _Words:
    """A text cut into words."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._matches = list(WORD.finditer(text))
        self.words = [match[0] for match in self._matches]

    def start(self, index: int) -> int:
        return self._matches[index].start()

    def end(self, index: int) -> int:
        return self._matches[index].end()

    def between(self, index: int) -> str:
        """What stands before the word at `index`, as a joint."""
        between = self.text[self._matches[index - 1].end() : self._matches[index].start()]
        return " " if between == " " else joint(between)

    def before(self, index: int) -> str:
        """The word right before the one at `index`, folded; "" where a sign stands between."""
        if index == 0:
            return ""
        word, between = folded(self.words[index - 1]), self.between(index)
        beside = between == " " or (between == "." and word in _ABBREVIATIONS)
        return word if beside else ""

    def after(self, index: int) -> str:
        """The word right after the one at `index`, folded; "" where a sign stands between."""
        if index + 1 == len(self.words) or self.between(index + 1) != " ":
            return ""
        return folded(self.words[index + 1])

    def is_scene(self, index: int) -> bool:
        """Whether something happens to people in the place named at `index`: "the attack on the
        embassy in Kabul"."""
        if self.before(index) != "in":
            return False
        reach = self.words[max(0, index - _SCENE_REACH) : index]
        return any(folded(word) in _SCENES for word in reach)

    @cached_property
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
        self._nodes: dict[str, _Node] = {}
        for pattern in patterns(authorities):
            self._add(pattern)
        self._roots = _Roots(self._nodes)
        self._codes = _codes(authorities)
        self._names = _names(authorities)
        self._nouns = CommonNouns.from_names(authorities)
        self._enclosed = EnclosedNames(authorities, self.find)

    def find(self, text: str) -> tuple[Span, ...]:
        """The mentions in `text` by itself: in order, not overlapping, `text[start:end] ==
        surface`."""
        return without_overlap([*self._citations.find(text), *self._named_in(text)])

    def find_in_statement(
        self, title: str, paragraphs: Sequence[str], *, setting: str = ""
    ) -> StatementMentions:
        """The mentions in a statement, which may name in short what it named before; within a
        longer name those that it is made of as well.

        `setting` is what is known besides, such as the event: it names too.
        """
        memory = Memory(self._nouns)
        for text in (setting, title):
            memory.place([inner for span in self.find(text) for inner in self._named_by(span)])
        nested = self._enclosed.with_enclosed
        return StatementMentions(
            title=nested(self._following(memory, title)),
            paragraphs=tuple(
                nested(_without_cut_off(self._following(memory, text), text)) for text in paragraphs
            ),
        )

    def _following(self, memory: Memory, text: str) -> tuple[Span, ...]:
        known: Sequence[Span] = self.find(text)
        if "(" in text:
            known = without_overlap([*known, *spelled_out(text, known)])
        known = memory.with_short_forms(text, known)
        naming = [inner for span in known for inner in self._named_by(span)]
        return without_overlap([*known, *memory.follow(text, naming)])

    def _named_by(self, span: Span) -> Iterator[Span]:
        """What a mention names: itself, and in "reform of the Security Council" the Council."""
        if span.entity.kind != "theme":
            yield span
        elif not span.surface.islower():
            for inner in self._named_in(span.surface, with_themes=False):
                start = span.start + inner.start
                yield replace(inner, start=start, end=start + len(inner.surface))

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
        node = self._nodes.setdefault(first, _Node())
        for step in rest:
            node = node.branches.setdefault(step, _Node())
        node.patterns.append(pattern)

    def _named_in(self, text: str, *, with_themes: bool = True) -> Iterator[Span]:
        found = _Words(text)
        next_index, guarded_until = 0, 0
        for index, root in enumerate(map(self._roots.__getitem__, found.words)):
            if root is None or index < next_index or not _may_begin(root, found, index):
                continue
            met = _longest_from(root, found, index, with_themes=with_themes)
            guarded_until = max(guarded_until, met.phrase_end)
            if met.entity is None or met.end <= guarded_until:
                continue
            start = found.start(index)
            next_index = met.next_index
            if met.entity.kind == "country" and is_part_of_another_name(text, start, met.end):
                continue
            yield Span(met.entity, start, met.end, text[start : met.end])

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


def _without_cut_off(spans: Sequence[Span], text: str) -> Sequence[Span]:
    """Without a last name that ends in a digit where the text breaks off: of "Group of 77" may be
    left "Group of 7"."""
    is_cut_off = spans and spans[-1].end == len(text) and text[-1].isdigit()
    return spans[:-1] if is_cut_off and spans[-1].entity.kind == "organization" else spans


def _may_begin(root: _Node, found: _Words, index: int) -> bool:
    """Whether a name may begin with the word: told by the next one, as most times it may not."""
    if root.patterns:
        return True
    if index + 1 == len(found.words):
        return False
    return found.between(index + 1) + folded(found.words[index + 1]) in root.branches


def _longest_from(root: _Node, found: _Words, start: int, *, with_themes: bool) -> _Met:
    met = _Met()
    node, index = root, start
    while True:
        for pattern in node.patterns:
            end = _end_of(pattern, found, start, index)
            if end is None or not pattern.agrees(found.words[start : index + 1]):
                continue
            if pattern.entity is None:
                met.phrase_end = max(met.phrase_end, end)
            elif not with_themes and pattern.entity.kind == "theme":
                continue
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
    name, end = pattern.name, found.end(last)
    if name.beginning and not found.text.endswith(name.beginning, 0, found.start(first)):
        return None
    if name.ending and not found.text.startswith(name.ending, end):
        return None
    return end + len(name.ending)


def _is_allowed(pattern: Pattern, found: _Words, first: int, last: int) -> bool:
    guard = pattern.guard
    if guard is FREE:
        return True
    if not guard.allows(found.before(first), found.after(last)):
        return False
    if guard.as_scene and not found.is_scene(first):
        return False
    return not (guard.not_in_capitals and found.in_capitals)


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
