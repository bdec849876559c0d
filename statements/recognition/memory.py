"""What a statement has named so far, and what its short words stand for because of it.

"The Council" is the one named last, and nobody's where a council was named since that the
authority data does not know. An article, "this" or "our" must say that a certain one is meant.
Where the statement is made needs no new naming: there another's council is meant in the paragraph
that names it, and "this Council" never is another's.
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
# "The United Nations and its Charter", but "the Government and its Council".
_ITS = re.compile(r"\b(?:its|founding)\s+\Z", re.IGNORECASE)
_ORDINAL = re.compile(
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\w*[0-9]\w*)\Z",
    re.IGNORECASE,
)
# "Council members" needs no article.
_CERTAIN_AFTER = re.compile(
    r"\s+(?:members(?:hip)?|resolutions?|decisions?|reform|action|debates?|sessions?"
    r"|principles|provisions|obligations|responsibilities)\b"
)
_NAMING_AFTER = re.compile(r"\s+of\s+(?:the\s+|our\s+|this\s+|all\s+)?(?=[A-Z0-9])")
# "The Assembly Hall"; "the Council for Peace" may be a name, "this Council for years" is none.
_COMPOUND_AFTER = re.compile(r"\s+[A-Z0-9]|-[A-Z]")
_PURPOSE_AFTER = re.compile(r"\s+(?:on|for|against)\s+(?:the\s+)?[A-Z0-9]")
_REACH = 48
# No statement defines more; each makes the search for all of them longer.
_MOST_SHORT_FORMS = 100


class Memory:
    """The memory of one statement, to be told its texts in order."""

    def __init__(self, nouns: CommonNouns) -> None:
        self._nouns = nouns
        self._named: dict[str, EntityRef | None] = {}
        self._implied: dict[str, EntityRef] = {}
        # What is meant where the statement is made, and for which nouns it has told so.
        self._home: dict[str, EntityRef] = dict(nouns.anywhere)
        self._told: set[str] = set()
        # Nouns of others that the paragraph has named.
        self._elsewhere: set[str] = set()
        self._short: dict[str, EntityRef] = {}
        self._short_pattern: re.Pattern[str] | None = None

    def place(self, spans: Sequence[Span]) -> None:
        """Take notice that the statement is made where `spans` say, those of title and event."""
        for span in spans:
            own = {_spelling(noun) for noun in _held_by(span, self._nouns)}
            for noun in own - self._told:
                self._home[noun] = span.entity
            for noun in self._of_home(span.entity) - own:
                self._home[noun] = self._nouns.anywhere[noun]
            self._told |= own | self._of_home(span.entity)

    def name(self, span: Span) -> None:
        """Take notice that the statement names the entity of `span`."""
        for held in _held_by(span, self._nouns):
            noun = _spelling(held)
            self._named[noun] = span.entity
            if span.entity == self._home.get(noun):
                self._elsewhere.discard(noun)
            elif held.lower() in span.surface.lower():
                self._elsewhere.add(noun)
        for noun, other in self._nouns.implied.get(span.entity, {}).items():
            self._implied.setdefault(_spelling(noun), other)
        self._told |= self._of_home(span.entity)

    def _of_home(self, entity: EntityRef) -> set[str]:
        """The nouns of the home of all statements that the naming of `entity` tells of."""
        anywhere = self._nouns.anywhere
        implied = self._nouns.implied.get(entity, {})
        own = self._nouns.of.get(entity, ())
        return {
            noun
            for noun, meant in anywhere.items()
            if meant == entity or (noun not in own and implied.get(noun) == meant)
        }

    def _name_unknown(self, noun: str) -> None:
        self._named[_spelling(noun)] = None
        self._elsewhere.add(_spelling(noun))

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
        elif self._short.get(new.short) != new.entity and len(self._short) < _MOST_SHORT_FORMS:
            self._short[new.short] = new.entity
            words = "|".join(sorted(map(re.escape, self._short), key=len, reverse=True))
            self._short_pattern = re.compile(rf"(?<![\w-])(?:{words})(?!\w)")

    def meant(self, noun: str, *, here: bool = False) -> EntityRef | None:
        """What "the `noun`" is now, if that is certain; "this `noun`" where `here`."""
        noun = _spelling(noun)
        named, home = self._named.get(noun), self._home.get(noun)
        at_home = noun in self._told or named in (None, home)
        if home and at_home and (here or noun not in self._elsewhere):
            return home
        return named if noun in self._named else self._implied.get(noun)

    def follow(self, text: str, spans: Sequence[Span]) -> Iterator[Span]:
        """Take notice of what `text` names, `spans` in it being known; yields the nouns in it
        that stand for one of those named, none of them within a span."""
        self._elsewhere.clear()
        at = 0
        for match in self._nouns.pattern.finditer(text):
            if _is_end_of_word(text, match.start()):
                continue
            while at < len(spans) and spans[at].end <= match.start():
                self.name(spans[at])
                at += 1
            if at < len(spans) and spans[at].start < match.end():
                self._forget_unless_of(match.group(), spans[at].entity)
                continue
            entity = self._read(text, match, spans[at] if at < len(spans) else None)
            if entity:
                yield Span(entity, match.start(), match.end(), match.group())
        for span in spans[at:]:
            self.name(span)

    def _forget_unless_of(self, noun: str, entity: EntityRef) -> None:
        # "The Soviet Union" is a union of which nothing more is known here.
        if noun not in self._nouns.of.get(entity, ()):
            self._name_unknown(noun)

    def _read(self, text: str, match: re.Match[str], following: Span | None) -> EntityRef | None:
        """What the noun stands for; where it is the name of another, that is kept in mind."""
        noun, start, end = match.group(), match.start(), match.end()
        before = text[max(0, start - _REACH) : start]
        certain = _CERTAIN.search(before)
        if not certain and _is_named_by(before):
            self._name_unknown(noun)
            return None
        naming = _NAMING_AFTER.match(text, end)
        if naming and not self._is_own(noun, text, naming.end(), following):
            self._name_unknown(noun)
            return None
        here = bool(certain and certain["here"])
        if not naming and _COMPOUND_AFTER.match(text, end):
            return None
        if not naming and not here and _PURPOSE_AFTER.match(text, end):
            return None
        if certain or (before[-1:] in ("", " ") and _CERTAIN_AFTER.match(text, end)):
            return self.meant(noun, here=here)
        own = self.meant(noun) if _ITS.search(before) else None
        return own if own and own.kind == "document" else None

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
        own = self._nouns.implied.get(owner, {}).get(noun)
        return meant == own or self._nouns.whole.get(meant) == owner


def _is_end_of_word(text: str, start: int) -> bool:
    before = text[start - 1 : start]
    return before.isalnum() or before in ("-", "_")


def _held_by(span: Span, nouns: CommonNouns) -> Sequence[str]:
    """Of an entity's nouns those in the name used: who says "African Union" names no
    organization, who says "OAU" does."""
    own = nouns.of.get(span.entity, ())
    if len(own) < 2:
        return own
    said = [noun for noun in own if noun.lower() in span.surface.lower()]
    if not said and span.surface.isupper():
        said = [noun for noun in own if noun[0] in span.surface]
    return said or own


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
