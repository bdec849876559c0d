"""Words that a language does not index, since nearly every text has them: "of", "the", "who"."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from threading import Lock
from typing import Final, TypeGuard

from cachetools import LRUCache
from django.db import connection

from statements.search.languages import CONFIGURATIONS
from statements.search.nodes import And, Node, Word, all_of, map_nodes

_WORDS: Final = 20_000

#: (word, configuration) -> whether it is common; that does not change while a server runs.
_known: LRUCache[tuple[str, str], bool] = LRUCache(_WORDS)
_lock = Lock()


def without_common_words(
    tree: Node | None, languages: Collection[str]
) -> tuple[Node | None, tuple[str, ...]]:
    """The query without such words beside others that are wanted, and these words.

    What has nothing but such words stays, and so does what is quoted or asked for as written.
    """
    common = _common(set(_plain_words(tree)), languages)
    left_out: dict[str, None] = {}

    def lacking(node: Node) -> Node:
        if not isinstance(node, And):
            return node
        words = [part for part in node.parts if _is_plain(part) and part.text in common]
        rest = all_of(part for part in node.parts if part not in words)
        if rest is None:
            return node
        left_out.update((word.text, None) for word in words)
        return rest

    return map_nodes(tree, lacking), tuple(left_out)


def _is_plain(part: Node) -> TypeGuard[Word]:
    return isinstance(part, Word) and not (part.is_literal or part.is_prefix)


def _plain_words(tree: Node | None) -> Iterator[str]:
    """The words that stand beside others."""
    found: list[str] = []

    def note(node: Node) -> Node:
        if isinstance(node, And):
            found.extend(part.text for part in node.parts if _is_plain(part))
        return node

    map_nodes(tree, note)
    yield from found


def _common(words: Collection[str], languages: Iterable[str]) -> set[str]:
    """Those of the words that one of the languages leaves out."""
    configurations = [CONFIGURATIONS[code][-1] for code in languages if code in CONFIGURATIONS]
    pairs = [(word, name) for word in sorted(words) for name in configurations]
    with _lock:
        unknown = [pair for pair in pairs if pair not in _known]
    if unknown:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT numnode(plainto_tsquery(configuration::regconfig, word)) = 0"
                " FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY"
                " AS asked (word, configuration, place) ORDER BY place",
                [[word for word, _ in unknown], [name for _, name in unknown]],
            )
            answers = [is_common for (is_common,) in cursor.fetchall()]
        with _lock:
            _known.update(zip(unknown, answers, strict=True))
    with _lock:
        return {word for word, name in pairs if _known.get((word, name))}
