"""Names as patterns: the words to meet, how their case must agree, and where they do not count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from statements.recognition.data import (
    EVERY_COUNTRY,
    MANY,
    Authorities,
    Authority,
    AuthorityName,
    NameRule,
)
from statements.recognition.spans import EntityRef, Kind
from statements.recognition.themes import inflections, plural
from statements.recognition.words import CutName, comparable, cut, folded

# Where names of several entities are the same words, the first of these is meant.
PRECEDENCE: tuple[Kind, ...] = ("document", "organization", "country", "theme")

_NO_PLURAL = ("s", "ese", "ish", "ch", "men")


class Case(Enum):
    """How the case of the words met must agree with the name."""

    EXACT = "as written"
    PROPER = "capitals where a proper name has them"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Guard:
    """The neighbours beside which a name is no mention."""

    not_in_capitals: bool = False
    not_after: frozenset[str] = frozenset()
    not_before: frozenset[str] = frozenset()
    only_before: frozenset[str] = frozenset()
    as_scene: bool = False

    def allows(self, before: str, after: str) -> bool:
        """Whether the neighbouring words, folded and "" at the ends, leave it a mention."""
        return (
            before not in self.not_after
            and after not in self.not_before
            and (not self.only_before or after in self.only_before)
        )


FREE = Guard()


@dataclass(frozen=True, slots=True)
class Pattern:
    """One name of `entity`; of None where it is a phrase that holds no mention."""

    entity: EntityRef | None
    name: CutName
    case: Case
    guard: Guard = FREE

    @property
    def key(self) -> tuple[str, ...]:
        """Folded words with the joints before them: the path to the pattern."""
        return (
            folded(self.name.words[0]),
            *(
                between + folded(word)
                for between, word in zip(self.name.joints, self.name.words[1:], strict=True)
            ),
        )

    def agrees(self, surface: Sequence[str]) -> bool:
        """Whether the words met have the case that the name asks for."""
        words = self.name.words
        if self.case is Case.ANY:
            return True
        if self.case is Case.EXACT:
            # "UN WOMEN" in a title is UN Women.
            raised = len(words[-1]) > 2 and [word.upper() for word in words]
            return list(surface) in (list(words), raised)
        capitals = [
            met[0].isupper() for met, word in zip(surface, words, strict=True) if word[0].isupper()
        ]
        return not capitals or (capitals[0] and 2 * sum(capitals) >= len(capitals))


def patterns(authorities: Authorities) -> Iterator[Pattern]:
    """Every pattern of the authority data, in order of precedence, phrases first."""
    for phrase in authorities.not_mentions:
        yield Pattern(None, cut(phrase), _case_of(phrase))
    rules = _rules_by_name(authorities.rules)
    for kind in PRECEDENCE:
        for entity in authorities.of_kind(kind):
            for name in entity.names:
                if is_sought(entity, name):
                    yield from _named(entity, name, rules)
            for capital in filter(None, entity.facts.get("capitals", "").split("|")):
                yield Pattern(entity.ref, cut(capital), Case.PROPER, Guard(as_scene=True))


def is_sought(entity: Authority, name: AuthorityName) -> bool:
    """Whether a name is looked for in text: not the translations of countries' names, and of a
    theme its signals only."""
    return name.language in ("en", MANY) and (entity.kind != "theme" or name.kind == "signal")


def _named(
    entity: Authority, name: AuthorityName, rules: Mapping[str, list[NameRule]]
) -> Iterator[Pattern]:
    guard = _guard(name, entity.kind, rules)
    if guard is None:
        return
    if name.kind == "signal" and not name.case_sensitive:
        for form in inflections(name.text):
            yield Pattern(entity.ref, cut(form), Case.ANY, guard)
        return
    case = Case.EXACT if name.case_sensitive else Case.PROPER
    if any(rule.rule == "any_case" for rule in rules.get(comparable(name.text), ())):
        case = Case.ANY
    yield Pattern(entity.ref, cut(name.text), case, guard)
    if name.kind == "demonym" and not name.text.endswith(_NO_PLURAL):
        yield Pattern(entity.ref, cut(plural(name.text)), case, guard)


def _case_of(phrase: str) -> Case:
    return Case.PROPER if any(sign.isupper() for sign in phrase) else Case.ANY


def _rules_by_name(rules: Sequence[NameRule]) -> Mapping[str, list[NameRule]]:
    by_name: dict[str, list[NameRule]] = defaultdict(list)
    for rule in rules:
        by_name[_rule_key(rule.name)].append(rule)
    return by_name


def _rule_key(name: str) -> str:
    return name if name == EVERY_COUNTRY else comparable(name)


def _guard(name: AuthorityName, kind: Kind, rules: Mapping[str, list[NameRule]]) -> Guard | None:
    """The guard of a name; None where it is never looked for."""
    own = list(rules.get(comparable(name.text), ()))
    if kind == "country" and " " not in name.text:
        own += rules.get(EVERY_COUNTRY, [])
    if any(rule.rule in ("never", "ambiguous") for rule in own):
        return None

    def words(kind: str) -> frozenset[str]:
        return frozenset().union(*(rule.words for rule in own if rule.rule == kind))

    return (
        Guard(
            not_in_capitals=name.case_sensitive
            and any(rule.rule == "not_in_capitals" for rule in own),
            not_after=words("not_after"),
            not_before=words("not_before"),
            only_before=words("only_before"),
        )
        if own
        else FREE
    )
