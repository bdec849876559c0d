"""Common nouns that stand for a name once it was said: "the Council", "the Charter".

Which nouns these are follows from the names in the authority data: a noun at the head of several
organizations' names ("Security Council", "Council of Europe"), and what an organization calls its
own ("Charter of the United Nations"). Other documents are too many: "the Convention", "the
Agreement" are left alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Self

from statements.recognition.data import Authorities, Authority, AuthorityName
from statements.recognition.spans import EntityRef
from statements.recognition.words import WORD, comparable, folded

_AFTER_HEAD = frozenset(
    ("of", "for", "on", "against", "to", "in", "with", "by", "from", "established", "pursuant")
)
# "The Secretariat" may be that of any body that was named, or of the one that meets.
_OF_EVERY_BODY = frozenset(("Secretariat",))
_OWNED = re.compile(r"(?P<noun>[A-Z]\w+) of (?:the )?(?P<owner>[A-Z].+)")
# Of these one noun alone says which is meant, where nothing else was named.
_MAIN_ORGANS = "principal_organ"
# The archive holds statements made at and around it: "the Charter" is its Charter.
_HOME = "un"


@dataclass(frozen=True, slots=True)
class CommonNouns:
    """`of` an entity the nouns that may stand for it, as written in its names, `implied` those
    that its naming gives to others: its organs, its charter, what it is itself a part of.

    `anywhere` are those that need no naming. `pattern` finds the nouns in a text, also at
    the end of a longer word, which is for the caller to see: to look back first would be slow.
    """

    of: Mapping[EntityRef, tuple[str, ...]]
    implied: Mapping[EntityRef, Mapping[str, EntityRef]]
    anywhere: Mapping[str, EntityRef]
    pattern: re.Pattern[str]
    whole: Mapping[EntityRef, EntityRef] = field(default_factory=dict)

    @classmethod
    def from_names(cls, authorities: Authorities) -> Self:
        """The nouns of the organizations and documents of `authorities`."""
        organizations = authorities.of_kind("organization")
        heads = {entity.ref: frozenset(_heads(entity)) for entity in organizations}
        owned = _owned(organizations, authorities.of_kind("document"))
        of_owned = {ref: frozenset((noun,)) for own in owned.values() for noun, ref in own.items()}
        shared = _shared(authorities).union(*of_owned.values())
        of = {
            ref: tuple(sorted(nouns & shared))
            for ref, nouns in {**heads, **of_owned}.items()
            if nouns & shared
        }
        by_code = {entity.code: entity.ref for entity in organizations}
        whole = {e.ref: by_code[e.part_of] for e in organizations if e.part_of in by_code}
        words = "|".join(sorted(map(re.escape, shared), key=len, reverse=True))
        return cls(
            of=of,
            implied=_implied(organizations, of, owned, whole),
            anywhere=_anywhere(organizations, owned, _organs(organizations, of, whole), of),
            pattern=re.compile(rf"(?:{words})(?!\w)" if words else r"(?!)"),
            whole=whole,
        )


def _heads(entity: Authority) -> Iterator[str]:
    for name in entity.names:
        if words := _phrase(name):
            head = words[-1]
            if head.istitle() and len(head) > 3 and not head.endswith("s"):
                yield head


def _phrase(name: AuthorityName) -> list[str]:
    """The words of a name up to its head, "Council" in "Council of Europe"; none where the name
    is a single word."""
    if name.language != "en" or name.case_sensitive or " " not in name.text:
        return []
    return list(takewhile(lambda word: folded(word) not in _AFTER_HEAD, WORD.findall(name.text)))


def _shared(authorities: Authorities) -> frozenset[str]:
    """The nouns at the head of several organizations' names, where they do not rather
    begin a name ("International") or head those of documents ("Agreement")."""
    organizations = authorities.of_kind("organization")
    heads = Counter(noun for entity in organizations for noun in set(_heads(entity)))
    others = Counter(
        noun for entity in authorities.of_kind("document") for noun in set(_heads(entity))
    )
    for entity in organizations:
        others.update({word for name in entity.names for word in _phrase(name)[:-1][:1]})
    often = {noun for noun, times in heads.items() if times > 1 and times > others[noun]}
    return frozenset(often - _OF_EVERY_BODY)


def _owned(
    owners: tuple[Authority, ...], documents: tuple[Authority, ...]
) -> Mapping[EntityRef, dict[str, EntityRef]]:
    """Owner -> noun -> document, from names such as "Charter of the United Nations"; what the
    home does not call so ("Covenant of the League of Nations") is left out."""
    by_name = {comparable(name.text): owner.ref for owner in owners for name in owner.names}
    owned: dict[EntityRef, dict[str, EntityRef]] = defaultdict(dict)
    for entity in documents:
        for name in entity.names:
            match = _OWNED.fullmatch(name.text) if name.language == "en" else None
            owner = by_name.get(comparable(match["owner"])) if match else None
            if match and owner:
                owned[owner].setdefault(match["noun"], entity.ref)
    at_home = next((nouns for owner, nouns in owned.items() if owner.code == _HOME), {})
    return {
        owner: {noun: document for noun, document in nouns.items() if noun in at_home}
        for owner, nouns in owned.items()
    }


def _implied(
    organizations: tuple[Authority, ...],
    of: Mapping[EntityRef, tuple[str, ...]],
    owned: Mapping[EntityRef, dict[str, EntityRef]],
    whole: Mapping[EntityRef, EntityRef],
) -> Mapping[EntityRef, Mapping[str, EntityRef]]:
    own: dict[EntityRef, dict[str, EntityRef]] = defaultdict(dict)
    for owner, nouns in owned.items():
        own[owner].update(nouns)
    for owner, organs in _organs(organizations, of, whole).items():
        own[owner].update({noun: refs[0] for noun, refs in organs.items() if len(refs) == 1})
    implied: dict[EntityRef, dict[str, EntityRef]] = {}
    for organization in organizations:
        given: dict[str, EntityRef] = {}
        at: EntityRef | None = organization.ref
        while at is not None:
            if at != organization.ref:
                given = {**dict.fromkeys(of.get(at, ()), at), **given}
            given = {**own.get(at, {}), **given}
            at = whole.get(at)
        implied[organization.ref] = given
    return implied


def _anywhere(
    organizations: tuple[Authority, ...],
    owned: Mapping[EntityRef, dict[str, EntityRef]],
    organs: Mapping[EntityRef, Mapping[str, list[EntityRef]]],
    of: Mapping[EntityRef, tuple[str, ...]],
) -> Mapping[str, EntityRef]:
    """What the home owns, and the home and its organs that have a noun for a name by itself
    ("Assembly"), unless another organ has it too."""
    home = next((entity for entity in organizations if entity.code == _HOME), None)
    if home is None:
        return {}
    anywhere = dict(owned.get(home.ref, {}))
    own = {**organs.get(home.ref, {}), **{noun: [home.ref] for noun in of.get(home.ref, ())}}
    for entity in organizations:
        for name in entity.names:
            if own.get(name.text) == [entity.ref]:
                anywhere[name.text] = entity.ref
    return anywhere


def _organs(
    organizations: tuple[Authority, ...],
    of: Mapping[EntityRef, tuple[str, ...]],
    whole: Mapping[EntityRef, EntityRef],
) -> Mapping[EntityRef, Mapping[str, list[EntityRef]]]:
    organs: dict[EntityRef, dict[str, list[EntityRef]]] = defaultdict(lambda: defaultdict(list))
    for organization in organizations:
        if organization.facts.get("category") == _MAIN_ORGANS and organization.ref in whole:
            for noun in of.get(organization.ref, ()):
                organs[whole[organization.ref]][noun].append(organization.ref)
    return organs
