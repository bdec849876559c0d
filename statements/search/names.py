"""Acronyms and names of one thing find each other. Pure: knows neither Django nor SQL.

What a reader typed is looked up in the names of the authority data. "UNOCT" becomes an `Expanded`
node that also wants "United Nations Office of Counter-Terrorism", and the other way round. Rules:

- Names are added of countries ("Burma", "Myanmar") and of what has an acronym; of others they are
  forms of one name, which are the stemmer's work.
- An acronym may be typed in any case, unless it is a word as well ("WHO", "US"), or the name of
  something else (Guam, and GUAM): then only as the authority data writes it.
- A name in full may be official, short, former or an alias. An alias of one word ("Council",
  "America") is too common a word to mean the entity.
- A name that stands for two entities is searched for as typed: to add the names of both would find
  what nobody asked for.
- Words are a name where they were typed side by side; of names within names the longest counts.
- What was typed as literal (=), as a beginning (*) or as nearness (~) stays as it is, and a phrase
  is expanded where all of it is the name. What is excluded is excluded under each of its names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from statements.ingest.folding import fold_name
from statements.ingest.wordsets import words
from statements.search.query import (
    And,
    Expanded,
    Node,
    Not,
    Or,
    Phrase,
    SameParagraph,
    Word,
)

_T = TypeVar("_T")

#: Each added name is one more search in every language; behind these come mere variants.
MAX_NAMES: Final = 4

# Acronyms, of the authority data and such as may come, that are words in the languages of the
# archive. Nobody who types them small means the acronym, and as an added name they would find the
# word: the index knows no case.
_WORDS: Final = words("""
    a act acts aid aids all alba am amis an and arm as at ate be but by cab cad cap car care cares
    cat cite cites dec dos dose eco end era est et far fit for foss go has he her him his hope i
    idea ideas if in is it jan las les los mai map mars me men met mine mission mit my nam no
    non nor not oct odes of on one opt or our out pace pact pas per pic plan por salt same save
    sea set she so sol son sos start tar the tie to unit unite us use van we who win
""")
# Words elsewhere, and in English nothing but acronyms: "un pays", "uno de ellos".
_WORDS_ELSEWHERE: Final = words("au ces ce es eu mas oms onu pac sc sea sica son un uni uno")

# Chinese, Japanese, Korean and Thai: a name is one "word" there, however long.
_WITHOUT_SPACES: Final = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{3}")

# A number with its session is one: "resolution 242" is not 46/242.
_PART: Final = re.compile(r"[^\s(),]+")
_SHORT_PARTS: Final = {
    "res": ["resolution"],
    "resolutions": ["resolution"],
    "scr": ["security", "council", "resolution"],
    "unscr": ["security", "council", "resolution"],
}


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name as the authority data has it; `kind` is one of `EntityName.Kind`."""

    text: str
    kind: str
    language: str = "en"
    case_sensitive: bool = False


@dataclass(frozen=True, slots=True)
class KnownEntity:
    """An entity with its names. `codes` are its code and others by which it may be called."""

    id: int
    kind: str
    name: str
    codes: tuple[str, ...]
    names: tuple[KnownName, ...] = ()
    #: Kept by the authority data, whether or not a statement mentions it.
    is_authority: bool = False

    @property
    def has_acronym(self) -> bool:
        return any(name.kind == "acronym" for name in self.names)

    @property
    def goes_by_other_names(self) -> bool:
        """Whether its names are more than forms of one: countries are renamed and translated."""
        return self.kind == "country" or self.has_acronym


class KnownNames:
    """The names of all entities, for quick look-up. Immutable, so safe to share."""

    def __init__(self, entities: Iterable[KnownEntity]) -> None:
        self._entities = tuple(entities)
        self._authority = {entity.id for entity in self._entities if entity.is_authority}
        self._by_name: Mapping[str, Sequence[tuple[KnownEntity, KnownName]]] = _index(
            (form, (entity, name))
            for entity in self._entities
            for name in entity.names
            if name.kind != "signal" and (form := compared(name.text))
        )
        self._own_names = _index(
            (form, entity) for entity in self._entities if (form := compared(entity.name))
        )
        self._by_code = _index(
            (form, entity)
            for entity in self._entities
            for code in entity.codes
            if (form := compared(code))
        )
        self._documents = _index(
            (part, entity)
            for entity in self._entities
            if entity.kind == "document"
            for part in _parts_of_citation(entity.name)
        )
        self._longest = max((form.count(" ") + 1 for form in self._by_name), default=0)

    def is_authority(self, key: int) -> bool:
        """Whether the authority data has the entity with this key."""
        return key in self._authority

    @property
    def longest(self) -> int:
        """The number of words of the longest name."""
        return self._longest

    def is_name(self, text: str) -> bool:
        """Whether the whole text is a code, acronym or the very name of something, in any case.

        Other names may be one that is spelt wrong in the reader's language: "Afganistán" is
        Spanish, the alias "Kazakstan" a slip that texts have.
        """
        form = compared(text)
        return (
            form in self._by_code
            or form in self._own_names
            or any(name.kind in _SPELT_SO for _, name in self._by_name.get(form, ()))
        )

    def has_form(self, form: str) -> bool:
        """Whether a name looks so when `compared`."""
        return form.removeprefix("the ") in self._by_name

    def meant(self, text: str) -> KnownEntity | None:
        """The one entity that a reader who types the whole text wants under all its names."""
        named = self._by_name.get(compared(text), ())
        is_shared = len({entity.id for entity, _ in named}) > 1
        entities = {
            entity.id: entity
            for entity, name in named
            if entity.goes_by_other_names and _is_typed(name, text, as_written=is_shared)
        }
        return entities.popitem()[1] if len(entities) == 1 else None

    def find(self, kinds: str | Collection[str], value: str) -> list[int]:
        """Keys of the entities of a kind, or of several, that go by `value`; [] where none does.

        A code comes first, then whole names (of a country also what its people are called); each
        in any case, without accents, with or without article. A document is found by part of its
        name as well: "resolution 2532". Where several go by one name all are meant.
        """
        form, wanted = compared(value), {kinds} if isinstance(kinds, str) else set(kinds)
        if not form:
            return []
        for found in (
            self._by_code.get(form, ()),
            [
                *self._own_names.get(form, ()),
                *(entity for entity, name in self._by_name.get(form, ()) if name.kind != "demonym"),
            ],
            [entity for entity, _ in self._by_name.get(form, ())],
            self._documents_with(value) if "document" in wanted else (),
        ):
            if keys := dict.fromkeys(entity.id for entity in found if entity.kind in wanted):
                return list(keys)
        return []

    def _documents_with(self, value: str) -> list[KnownEntity]:
        """The documents in whose names all words of `value` stand."""
        ways = [self._documents.get(part, ()) for part in _parts_of_citation(value)]
        if not ways:
            return []
        others = [{entity.id for entity in way} for way in ways[1:]]
        return [entity for entity in ways[0] if all(entity.id in other for other in others)]


def _parts_of_citation(text: str) -> list[str]:
    """The words and numbers of what cites a document, folded."""
    parts: list[str] = []
    for written in _PART.findall(text):
        part = written.lower() if "/" in written else fold_name(written)
        parts += _SHORT_PARTS.get(part) or part.split()
    return list(dict.fromkeys(parts))


def _index(pairs: Iterable[tuple[str, _T]]) -> Mapping[str, Sequence[_T]]:
    found: dict[str, list[_T]] = defaultdict(list)
    for form, item in pairs:
        found[form].append(item)
    return found


def compared(name: str) -> str:
    """A name as it is looked up: folded, without article."""
    form = fold_name(name)
    return form.removeprefix("the ") if form != "the" else form


def expand(tree: Node, known: KnownNames, languages: Collection[str] | None = None) -> Node:
    """The tree, with what names an entity wanted under its other names as well.

    Of these only such as texts in the languages can have, if languages are given; English ones
    stand in texts of any.
    """
    match tree:
        case Word(text, is_literal=False, is_prefix=False) | Phrase(text, is_literal=False):
            return _expanded(tree, text, known, languages) or tree
        case And(parts):
            expanded = tuple(_expanded_parts(parts, known, languages))
            return expanded[0] if len(expanded) == 1 else And(expanded)
        case Or(parts):
            return Or(tuple(expand(part, known, languages) for part in parts))
        case SameParagraph(parts):
            return SameParagraph(tuple(expand(part, known, languages) for part in parts))
        case Not(part):
            return Not(expand(part, known, languages))
        case _:
            return tree


def without_expansions(tree: Node) -> Node:
    """The tree as typed."""
    match tree:
        case Expanded(typed):
            return typed
        case And(parts):
            return And(tuple(_typed_side_by_side(parts)))
        case Or(parts) | SameParagraph(parts):
            return replace(tree, parts=tuple(without_expansions(part) for part in parts))
        case Not(part):
            return Not(without_expansions(part))
        case _:
            return tree


def _typed_side_by_side(parts: Sequence[Node]) -> Iterator[Node]:
    """The parts of a conjunction as typed: no conjunction stands directly in another."""
    for part in parts:
        match part:
            case Expanded(And(words)):
                yield from words
            case _:
                yield without_expansions(part)


def _expanded_parts(
    parts: Sequence[Node], known: KnownNames, languages: Collection[str] | None
) -> Iterator[Node]:
    """The parts of a conjunction; words side by side that are a name are one part."""
    index = 0
    while index < len(parts):
        run = _plain_words(parts[index : index + known.longest])
        forms = [fold_name(word) for word in run]
        for length in range(len(run), 1, -1):
            typed = And(tuple(parts[index : index + length]))
            if known.has_form(" ".join(forms[:length])) and (
                expanded := _expanded(typed, " ".join(run[:length]), known, languages)
            ):
                yield expanded
                index += length
                break
        else:
            yield expand(parts[index], known, languages)
            index += 1


def _plain_words(parts: Sequence[Node]) -> list[str]:
    """The words that the parts begin with."""
    run = []
    for part in parts:
        match part:
            case Word(text, is_literal=False, is_prefix=False):
                run.append(text)
            case _:
                break
    return run


def _expanded(
    typed: Node, text: str, known: KnownNames, languages: Collection[str] | None
) -> Expanded | None:
    entity = known.meant(text)
    if entity is None:
        return None
    names = tuple(_other_names(typed, text, entity, languages))
    return Expanded(typed, names, entity.name) if names else None


def _is_typed(name: KnownName, text: str, *, as_written: bool) -> bool:
    """Whether a reader who types `text` means that name."""
    typed = text.removeprefix("the ").removeprefix("The ")
    match name.kind:
        case "acronym":
            small = fold_name(name.text)
            is_word = small in _WORDS or small in _WORDS_ELSEWHERE
            return typed == name.text if is_word or as_written else True
        case "alias" if not _tells_apart(name.text):
            return False
        case "official" | "short" | "former" | "alias":
            return typed == name.text if name.case_sensitive or as_written else True
        case _:
            return False


def _tells_apart(alias: str) -> bool:
    return " " in fold_name(alias) or bool(_WITHOUT_SPACES.search(alias))


def _other_names(
    typed: Node, text: str, entity: KnownEntity, languages: Collection[str] | None
) -> Iterator[Word | Phrase]:
    """The names that find more, the most useful first.

    A name that holds what is wanted already finds nothing new: "UN Security Council" beside
    "Security Council". One that is turned around for a list, "Congo (the Republic of the)", no
    text has.
    """
    in_any_order = isinstance(typed, And)
    wanted = [compared(text)]
    count = 0
    for name in sorted(entity.names, key=_usefulness):
        form = fold_name(name.text)
        if not form or not _is_searched(name, form) or "(" in name.text:
            continue
        if languages is not None and not _may_stand_in(name, languages):
            continue
        if name.kind == "alias" and not entity.has_acronym:
            continue
        if in_any_order and set(wanted[0].split()) <= set(form.split()):
            continue
        if any(f" {known} " in f" {form} " for known in wanted):
            continue
        wanted.append(form)
        yield Phrase(name.text) if " " in form else Word(name.text)
        count += 1
        if count == MAX_NAMES:
            return


def _may_stand_in(name: KnownName, languages: Collection[str]) -> bool:
    # Of names in several languages at once it is not known in which.
    is_foreign = name.language == "mul" and set(languages) - {"en", ""}
    return bool(is_foreign) or name.language in {"en", *languages}


def _is_searched(name: KnownName, form: str) -> bool:
    """Whether what the name finds is the entity, mostly."""
    match name.kind:
        case "acronym":
            # Two letters are too often something else.
            return len(form) > 2 and form not in _WORDS
        case "alias":
            return _tells_apart(name.text)
        case kind:
            return kind in ("official", "short", "former")


_SPELT_SO: Final = ("acronym", "official", "demonym")
_KINDS_BY_USE: Final = ("acronym", "official", "short", "alias", "former")


def _usefulness(name: KnownName) -> tuple[bool, bool, int]:
    """English names first, as most of the archive is English; those with dots behind the others,
    since they mostly repeat one."""
    kind = _KINDS_BY_USE.index(name.kind) if name.kind in _KINDS_BY_USE else len(_KINDS_BY_USE)
    return name.language != "en", "." in name.text, kind
