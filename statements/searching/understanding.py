"""What a query means in this archive: its fields are looked up, its names joined by others."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyroaring import AbstractBitMap

from statements.holdings import Holdings
from statements.known_names import events_called, load_known_names, speakers_called
from statements.search.explaining import explain
from statements.search.languages import CONFIGURATIONS
from statements.search.lexing import as_words
from statements.search.messages import gettext, gettext_noop, joined, listed
from statements.search.names import KnownNames, expand
from statements.search.nodes import Expanded, Field, Node, fields_of, map_nodes
from statements.search.query import Query
from statements.searching.common_words import without_common_words
from statements.searching.paragraphs import Keys
from statements.searching.recent import newest_of, remembered

#: The kinds of entities that a field may name.
_KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "by": ("country", "organization"),
    "country": ("country",),
    "organization": ("organization",),
    "theme": ("theme",),
    "document": ("document",),
}


@dataclass(frozen=True, slots=True)
class Understood:
    """A query as it is searched for. `tree` is None where nothing searchable was typed."""

    tree: Node | None
    #: The query without the names that were added.
    typed: Node | None
    keys: Keys
    notices: tuple[str, ...] = ()

    @property
    def explanation(self) -> str:
        """What is searched for, in plain words."""
        return explain(self.tree)

    @property
    def has_names_added(self) -> bool:
        return self.tree != self.typed


def understand(
    query: Query,
    holdings: Holdings,
    *,
    adds_names: bool = True,
    visible: AbstractBitMap | None = None,
) -> Understood:
    """The query with its fields looked up; what nobody is called so is searched for as words.

    What only statements outside of `visible` (those that are published, if it is not given) go
    with is not known: to tell it from other words would tell of a draft.
    """
    visible = holdings.published if visible is None else visible
    keys: dict[Field, Collection[int]] = {}
    notices = list(query.notices)
    unknown: set[Field] = set()
    for field in fields_of(query.tree):
        if not isinstance(field, Field):
            continue
        if field.name == "lang":
            if not _is_language(field.value, holdings):
                unknown.add(field)
                notices.append(
                    gettext(
                        "No statement is in a language “{value}”, so the words were searched"
                        " for. Languages have codes, as lang:en.",
                        value=field.value,
                    )
                )
            continue
        keys[field] = _known_within(visible, field, _called(field, holdings), holdings)
        if not keys[field]:
            unknown.add(field)
            notices.append(gettext(_UNKNOWN[field.name], value=field.value))

    def known(node: Node) -> Node | None:
        if isinstance(node, Field) and node in unknown:
            return as_words(node.value)
        return node

    languages = {code for code, found in holdings.by_language.items() if found.intersect(visible)}
    main = _main_languages(holdings, visible)
    asked = map_nodes(query.tree, known)
    typed, left_out = without_common_words(asked, main)
    tree = typed
    if adds_names and asked is not None:
        # Names have such words: "Law of the Sea Convention".
        expanded = expand(asked, known_names(holdings), languages)
        tree, left_out = without_common_words(expanded, main)
    if left_out:
        notices.append(_left_out(left_out))
    return Understood(tree, typed, keys, tuple(dict.fromkeys(notices)))


def _is_language(value: str, holdings: Holdings) -> bool:
    """Whether it is the code of a language, of which there may be no statement yet."""
    code = value.casefold()
    return code in holdings.by_language or code in CONFIGURATIONS


def _main_languages(holdings: Holdings, visible: AbstractBitMap) -> set[str]:
    """Those of at least half of the statements: "die" and "ai" are words in other languages."""
    return {
        code
        for code, found in holdings.by_language.items()
        if 2 * found.intersection_cardinality(visible) >= len(visible) > 0
    }


def _left_out(words: Sequence[str]) -> str:
    quoted = (gettext("“{text}”", text=word) for word in words)
    return gettext(
        "Left out as too common: {words}. To look for such a word write ={first}.",
        words=joined(listed, quoted),
        first=words[0],
    )


def known_names(holdings: Holdings) -> KnownNames:
    """The names of all entities, read anew when one of them changed."""
    return newest_of(holdings.names_version, "known names", load_known_names)


def added_names(tree: Node | None) -> tuple[Expanded, ...]:
    """The parts of the query that other names were added to, each once."""
    found: dict[Expanded, None] = {}

    def note(node: Node) -> Node:
        if isinstance(node, Expanded):
            found[node] = None
        return node

    map_nodes(tree, note)
    return tuple(found)


#: What is said of a name that nobody and nothing has here.
_UNKNOWN: Final[Mapping[str, str]] = {
    "by": gettext_noop(
        "No country or organization is known here as “{value}”, so the words were searched for."
    ),
    "country": gettext_noop(
        "No country is known here as “{value}”, so the words were searched for."
    ),
    "organization": gettext_noop(
        "No organization is known here as “{value}”, so the words were searched for."
    ),
    "theme": gettext_noop("No theme is known here as “{value}”, so the words were searched for."),
    "document": gettext_noop(
        "No document is known here as “{value}”, so the words were searched for."
    ),
    "speaker": gettext_noop(
        "No speaker is known here as “{value}”, so the words were searched for."
    ),
    "event": gettext_noop("No event is known here as “{value}”, so the words were searched for."),
}


def _known_within(
    visible: AbstractBitMap, field: Field, keys: Collection[int], holdings: Holdings
) -> Collection[int]:
    """Those of the keys that the authority data has, or that go with a visible statement."""
    match field.name:
        case "speaker":
            sets, authority = [holdings.by_speaker], False
        case "event":
            sets, authority = [holdings.by_event], False
        case _:
            sets, authority = [holdings.by_entity, holdings.by_represents], True
    known = known_names(holdings)
    return tuple(
        key
        for key in keys
        if (authority and known.is_authority(key))
        or any(key in each and each[key].intersect(visible) for each in sets)
    )


def _called(field: Field, holdings: Holdings) -> Collection[int]:
    ask: Callable[[], Collection[int]]
    match field:
        case Field("speaker", value):
            ask = lambda: tuple(speakers_called(value))  # noqa: E731
        case Field("event", value):
            ask = lambda: tuple(events_called(value))  # noqa: E731
        case Field(name, value):
            return tuple(known_names(holdings).find(_KINDS[name], value))
    return remembered(holdings.names_version, ("called", field), ask)
