"""What was searched for, said above the results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlencode

from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from statements.filters import SpeechFilter
from statements.search.characters import QUOTES
from statements.search.explaining import explain
from statements.search.names import KnownNames
from statements.search.nodes import Field, Node, Phrase, Word
from statements.search.query import parse, unparse
from statements.searching.finding import find
from statements.searching.understanding import added_names, known_names, understand
from statements.suggesting import suggestion
from statements.views.narrowing import changed
from statements.views.wording import either, worded

#: With fewer statements found another spelling is offered, if it finds more.
LITTLE: Final = 3
#: With one of these words show by themselves what was typed.
MARKS: Final = frozenset('"' + QUOTES)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another search, and how many statements it finds before filters."""

    text: str
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class AddedNames:
    """Other names of what was typed, which are searched for as well."""

    typed: str
    names: SafeString


@dataclass(frozen=True, slots=True)
class Searched:
    """What was typed in plain words, and what else was searched for.

    `as_typed` is the search without the names that were added; `with_names` that with them,
    empty where there are none to add, or they are. `suggestion` is what may have been meant.
    """

    explanation: str
    notices: tuple[str, ...]
    added: tuple[AddedNames, ...]
    as_typed: str
    with_names: str
    suggestion: Suggestion | None


def searched(filters: SpeechFilter, params: QueryDict) -> Searched:
    """What the words of a search were taken for; `params` is the address it has."""
    understood = filters.understood
    return Searched(
        explanation=worded(explain(understood.typed)) if understood.typed is not None else "",
        notices=tuple(map(worded, understood.notices)),
        added=tuple(
            AddedNames(unparse(part.typed).strip('"'), either(name.text for name in part.names))
            for part in added_names(understood.tree)
        ),
        as_typed=changed(params, names="typed"),
        with_names=changed(params, names=None) if _leaves_names_out(filters) else "",
        suggestion=_suggestion(filters, params),
    )


def search_name(filters: SpeechFilter) -> str:
    """What a search is told by among others: its words and filters; empty where it has none."""
    parts = [_quoted(filters.query.text)] if filters.query.text else []
    parts += [
        gettext("{label}: {text}").format(label=chip.label, text=chip.text)
        for chip in filters.chips()
    ]
    return " · ".join(parts)


def words_address(text: str, names: str, unit: str) -> str:
    """The query string of the words and of how they are searched for, without other filters."""
    words = {"q": text}
    if names == "typed":
        words["names"] = names
    if unit == "paragraph":
        words["unit"] = unit
    return urlencode(words, quote_via=quote, safe="")


def _quoted(words: str) -> str:
    """The words in quotation marks, where they have none of their own."""
    if MARKS.isdisjoint(words):
        return gettext("“{words}”").format(words=words)
    return words


def _leaves_names_out(filters: SpeechFilter) -> bool:
    """Whether there are names to add, which the reader does not want."""
    if filters.names != "typed":
        return False
    return understand(filters.query, filters.holdings, visible=filters.visible).has_names_added


def _suggestion(filters: SpeechFilter, params: QueryDict) -> Suggestion | None:
    """A spelling that finds more, where little is found."""
    typed, holdings = filters.understood.typed, filters.holdings
    found = filters.found.statements & filters.visible
    if typed is None or len(found) >= LITTLE or not filters.is_exact:
        return None
    known = known_names(holdings)
    text = _citing(typed, known) or suggestion(typed, known)
    if text is None:
        return None
    other = understand(
        parse(text), holdings, adds_names=filters.names == "all", visible=filters.visible
    )
    if other.tree is None:
        return None
    count = len(find(other, holdings).statements & filters.visible)
    return Suggestion(text, count, changed(params, q=text)) if count > len(found) else None


def _citing(typed: Node, known: KnownNames) -> str | None:
    """The search for mentions of a document, where its symbol is all that was typed.

    Few statements have the symbol; most name the resolution in words.
    """
    match typed:
        case Word(text) | Phrase(text) if "/" in text and known.find("document", text):
            return unparse(Field("document", text))
        case _:
            return None
