"""Short forms that a statement itself defines: "the Office of Counter-Terrorism (OCT)".

Also the reverse: a spelling of a full name that the authority data does not have, before an
acronym that it has: "the Organization for Islamic Co-operation (OIC)".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from statements.recognition.spans import EntityRef, Span
from statements.recognition.words import folded

_QUOTES = "\"'“”‘’«»„"
_DEFINITION = re.compile(
    r"['’]?s?\s*\(\s*(?P<announced>(?:here\w*|henceforth)\b[\s,:]*"
    r"(?:(?:referred\s+to\s+as|called|known\s+as|as)\s+)?)?(?:or\s+)?(?:the\s+)?"
    rf"(?P<quoted>[{_QUOTES}])?(?:the\s+)?"
    rf"(?P<short>[A-Z][\w&/.-]*(?:\s[\w&-]+){{0,3}}?)\s*[{_QUOTES}]?\s*\)",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9]*(?:[-&/.][A-Z0-9][A-Za-z0-9]*)*\.?\Z")
_PART = re.compile(r"[^\W_]+")
# "Co-operation" has one initial, "Counter-Terrorism" two.
_INITIALED = re.compile(r"[^\W_]+(?:-[a-z][^\W_]*)*")
_LONGEST_NAME = 120
_FILLERS = frozenset(("of", "the", "for", "and", "on", "in", "to", "against", "de", "des", "du"))
# Words that many names share say little about which is meant.
_PLAIN = _FILLERS | frozenset(
    ("united", "nations", "un", "international", "organization", "organisation", "committee",
     "commission", "council", "office", "group", "conference", "agency", "programme", "fund")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Definition:
    """From `position` of a text on, `short` (as written) stands for `entity`."""

    short: str
    entity: EntityRef
    position: int


def definitions(text: str, spans: Sequence[Span]) -> Iterator[Definition]:
    """The short forms that `text` gives in parentheses right after a name."""
    if "(" not in text:
        return
    for span in spans:
        if span.entity.kind not in ("organization", "document", "country"):
            continue
        match = _DEFINITION.match(text, span.end)
        if not match:
            continue
        short = match["short"]
        named = bool(match["announced"] or match["quoted"]) and short[0].isupper()
        if named or (_is_acronym(short) and _abbreviates(short, span.surface)):
            yield Definition(short, span.entity, match.start("short"))


def spelled_out(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Names of organizations that only their acronym in parentheses tells."""
    for span in spans:
        if (
            span.entity.kind == "organization"
            and text[span.start - 1 : span.start] == "("
            and text.startswith(")", span.end)
            and _is_acronym(span.surface)
        ):
            start, end = _spelled_before(text, span)
            if start < end and _has_word_of(span.entity, text[start:end]):
                yield Span(span.entity, start, end, text[start:end])


def _is_acronym(short: str) -> bool:
    return bool(_ACRONYM.match(short)) and sum(sign.isupper() for sign in short) > 1


def _abbreviates(short: str, name: str) -> bool:
    """Whether the capitals of `short` are, in their order, first letters of the name's words."""
    capitals = [sign.lower() for sign in short if sign.isupper()]
    words = [folded(word) for word in _INITIALED.findall(name)]
    if capitals[:2] == ["u", "n"] and "united" not in words:
        del capitals[:2]
    initials = iter([word[0] for word in words])
    return bool(capitals) and all(capital in initials for capital in capitals)


def _spelled_before(text: str, span: Span) -> tuple[int, int]:
    """Where the words begin and end whose first letters make the acronym; (0, 0) if none do."""
    letters = [sign.lower() for sign in span.surface if sign.isalpha()]
    end = len(text[: span.start - 1].rstrip())
    from_ = max(0, end - _LONGEST_NAME)
    words = list(_INITIALED.finditer(text, from_, end))
    if not words or words[-1].end() != end:
        return 0, 0
    for word in reversed(words):
        initial = folded(word.group())[0]
        if initial == letters[-1] and (word.group() not in _FILLERS or len(letters) == 1):
            letters.pop()
        elif word.group() not in _FILLERS:
            return 0, 0
        if not letters:
            return (word.start(), end) if word.group()[0].isupper() else (0, 0)
        if set(text[word.start() - 1 : word.start()]) & set(".;:()"):
            return 0, 0
    return 0, 0


def _has_word_of(entity: EntityRef, name: str) -> bool:
    known = {folded(word) for word in _PART.findall(entity.name)} - _PLAIN
    return bool(known & {folded(word) for word in _PART.findall(name)})
