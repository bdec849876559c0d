"""What a statement has named so far, and what its short words stand for because of it.

"The Council" is the one named last, and nobody's where a council was named since that the
authority data does not know. An article, "this" or "our" must say that a certain one is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from statements.recognition.definitions import Definition, definitions
from statements.recognition.nouns import CommonNouns
from statements.recognition.spans import EntityRef, Span, without_overlap

_BEFORE = re.compile(r"(?P<word>[\w.’'&-]+)(?P<gap>\W*)\Z")
_CERTAIN = re.compile(
    r"\b(?:(?P<here>this|our)\s+(?:[a-z-]+\s+){0,2}|(?:the|that|your)\s+)(?:(?:world|august|whole|entire|present|same|said|great|noble"
    r"|distinguished|esteemed|universal|very|main|principal|revitalized|enlarged|reformed)\s+)*\Z",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\w*[0-9]\w*)\Z",
    re.IGNORECASE,
)
# "Council members" needs no article.
_CERTAIN_AFTER = re.compile(
    r"\s+(?:members(?:hip)?|resolutions?|decisions?|reform|action|debates?|sessions?)\b"
)
_NAMING_AFTER = re.compile(r"\s+of\s+(?:the\s+|our\s+|this\s+|all\s+)?(?=[A-Z])")
_OTHER_AFTER = re.compile(r"\s+(?:(?:on|for|against)\s+(?:the\s+)?)?[A-Z0-9]")
_REACH = 48


class Memory:
    """The memory of one statement, to be told its texts in order."""

    def __init__(self, nouns: CommonNouns) -> None:
        self._nouns = nouns
        self._named: dict[str, EntityRef | None] = {}
        self._implied: dict[str, EntityRef] = dict(nouns.anywhere)
        self._short: dict[str, EntityRef] = {}
        self._short_pattern: re.Pattern[str] | None = None

    def name(self, entity: EntityRef, surface: str) -> None:
        """Take notice that the statement names `entity` by the words `surface`."""
        for noun in _held_by(surface, self._nouns.of.get(entity, ())):
            self._named[_spelling(noun)] = entity
        for noun, other in self._nouns.implied.get(entity, {}).items():
            self._implied.setdefault(_spelling(noun), other)

    def with_short_forms(self, text: str, spans: Sequence[Span]) -> Sequence[Span]:
        """`spans` of `text`, with those of the short forms that the statement defined up to
        there, and without others of the same words."""
        fresh = list(definitions(text, spans))
        positions = {new.short: new.position for new in fresh}
        for new in fresh:
            self._define(new)
        if self._short_pattern is None:
            return spans
        short = [
            Span(self._short[match.group()], match.start(), match.end(), match.group())
            for match in self._short_pattern.finditer(text)
            if match.start() >= positions.get(match.group(), 0)
        ]
        taken = {span.start for span in short}
        # A longer name ("OCT Fund") is another's; what has the same words is overruled.
        kept = (s for s in spans if s.start not in taken or s.surface not in self._short)
        return without_overlap([*kept, *short]) if short else spans

    def _define(self, new: Definition) -> None:
        if self._nouns.pattern.fullmatch(new.short):
            self._named[_spelling(new.short)] = new.entity
        elif self._short.get(new.short) != new.entity:
            self._short[new.short] = new.entity
            words = "|".join(sorted(map(re.escape, self._short), key=len, reverse=True))
            self._short_pattern = re.compile(rf"(?<![\w-])(?:{words})(?!\w)")

    def meant(self, noun: str, *, here: bool = False) -> EntityRef | None:
        """What "the `noun`" is now, if that is certain; "this `noun`" where `here`, which is not
        what another country has of the kind."""
        noun = _spelling(noun)
        named = self._named.get(noun)
        return (
            self._implied.get(noun)
            if named is None and (here or noun not in self._named)
            else named
        )

    def follow(self, text: str, spans: Sequence[Span]) -> Iterator[Span]:
        """Take notice of what `text` names, `spans` in it being known; yields the nouns in it
        that stand for one of those named, none of them within a span."""
        at = 0
        for match in self._nouns.pattern.finditer(text):
            if _is_end_of_word(text, match.start()):
                continue
            while at < len(spans) and spans[at].end <= match.start():
                self.name(spans[at].entity, spans[at].surface)
                at += 1
            if at < len(spans) and spans[at].start < match.end():
                self._forget_unless_of(match.group(), spans[at].entity)
                continue
            entity = self._read(text, match, spans[at] if at < len(spans) else None)
            if entity:
                yield Span(entity, match.start(), match.end(), match.group())
        for span in spans[at:]:
            self.name(span.entity, span.surface)

    def _forget_unless_of(self, noun: str, entity: EntityRef) -> None:
        # "The Soviet Union" is a union of which nothing more is known here.
        if noun not in self._nouns.of.get(entity, ()):
            self._named[_spelling(noun)] = None

    def _read(self, text: str, match: re.Match[str], following: Span | None) -> EntityRef | None:
        """What the noun stands for; where it is the name of another, that is kept in mind."""
        noun, start, end = match.group(), match.start(), match.end()
        before = text[max(0, start - _REACH) : start]
        certain = _CERTAIN.search(before)
        if not certain and _is_named_by(before):
            self._named[_spelling(noun)] = None
            return None
        naming = _NAMING_AFTER.match(text, end)
        if naming and not self._is_own(noun, text, naming.end(), following):
            self._named[_spelling(noun)] = None
            return None
        if not naming and _OTHER_AFTER.match(text, end):
            return None
        usual = before[-1:] in ("", " ") and _CERTAIN_AFTER.match(text, end)
        here = bool(certain and certain["here"])
        return self.meant(noun, here=here) if certain or usual else None

    def _is_own(self, noun: str, text: str, at: int, following: Span | None) -> bool:
        """Whether what begins at `at` is whose `noun` it is anyway: "the Charter of our
        Organization"."""
        whole = self._nouns.pattern.match(text, at)
        owner = self.meant(whole.group()) if whole else None
        if following and following.start == at:
            owner = following.entity
        meant = self.meant(noun)
        if owner is None or meant is None:
            return False
        return meant in (
            self._nouns.implied.get(owner, {}).get(noun),
            *(part for part, given in self._nouns.whole.items() if given == owner),
        )


def _is_end_of_word(text: str, start: int) -> bool:
    before = text[start - 1 : start]
    return before.isalnum() or before in ("-", "_")


def _held_by(surface: str, nouns: Sequence[str]) -> Sequence[str]:
    """Of an entity's nouns those in the name used: who says "African Union" names no
    organization, who says "OAU" does."""
    if len(nouns) < 2:
        return nouns
    said = [noun for noun in nouns if noun.lower() in surface.lower()]
    if not said and surface.isupper():
        said = [noun for noun in nouns if noun[0] in surface]
    return said or nouns


def _is_named_by(before: str) -> bool:
    """Whether the words before make the noun a name: "the Supreme Council", "1267 Committee"."""
    match = _BEFORE.search(before)
    if not match or match["gap"].strip():
        return False
    word = match["word"]
    return bool(_ORDINAL.match(word)) or (
        word[0].isupper() and word not in ("The", "This", "Our", "That", "In", "At", "By", "As")
    )


def _spelling(noun: str) -> str:
    return noun.replace("isation", "ization")
