"""Which stored statement a file is a changed version of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from statements.addresses import current_references, speeches_at
from statements.comparison import Wording
from statements.matching import PersonKey, slug_of
from statements.models import Speaker, Speech
from statements.reading import ReadStatement
from statements.recognition.spans import EntityRef

#: A file whose wording is so much like a stored statement's (0 to 1) is that one, changed.
SAME_STATEMENT: Final = 0.4

#: Where no entity was merged or given another code.
NOTHING_MOVED: Final[Mapping[tuple[str, str], EntityRef]] = {}

#: How many statements may have a title block that still tells which one a file is of.
MOST_BELOW: Final = 20


def revised_speeches(reads: Sequence[ReadStatement]) -> dict[str, Speech]:
    """By SHA-256, the stored statements of which the files read are changed versions.

    Such a statement has the same day and title, the same day and speaker, or the same title block,
    and its wording is mostly the same. What another speaks, or is spoken for another country, is
    another's, unless a person has said so of the same title block.
    """
    today = current_references()
    versions = {read.sha256: _Version.read(read, today) for read in reads}
    marks = {mark for version in versions.values() for mark in version.marks}
    days = [mark for mark in marks if isinstance(mark, tuple)]
    ids = set(speeches_at(mark for mark in marks if isinstance(mark, str)).values())
    spoken = {"date__in": {day for _, day in days}, "date_precision": "day"}
    names = {key for key, _ in days}
    ids |= _having(**spoken, speaker__name_key__in=names)
    ids |= _having(**spoken, speaker__other_names__name_key__in=names)
    ids |= _below({mark.text for mark in marks if isinstance(mark, _TitleBlock)})
    stored: dict[object, list[tuple[Speech, _Version]]] = {}
    speeches = (
        Speech.objects.filter(pk__in=ids)
        .order_by("pk")
        .select_related("speaker", "represents")
        .prefetch_related("former_addresses", "speaker__other_names")
    )
    for speech in speeches:
        version = _Version.stored(speech)
        for mark in version.marks:
            stored.setdefault(mark, []).append((speech, version))
    found = {}
    for sha256, version in versions.items():
        candidates = [pair for mark in version.marks for pair in stored.get(mark, [])]
        likenesses = [version.likeness(other) for _, other in candidates]
        if likenesses and max(likenesses) >= SAME_STATEMENT:
            found[sha256] = candidates[likenesses.index(max(likenesses))][0]
    return found


def _having(**conditions: Any) -> set[int]:
    """The keys of the statements, found by one index."""
    if not all(conditions.values()):
        return set()
    return set(Speech.objects.filter(**conditions).values_list("pk", flat=True))


def _below(title_blocks: set[str]) -> set[int]:
    """The keys of the statements below such title blocks, but for those that many stand below:
    "STATEMENT" tells nothing."""
    if not title_blocks:
        return set()
    found: dict[str, list[int]] = {}
    speeches = Speech.objects.filter(title_block__in=title_blocks)
    for key, title_block in speeches.values_list("pk", "title_block"):
        found.setdefault(title_block, []).append(key)
    return {key for keys in found.values() if len(keys) <= MOST_BELOW for key in keys}


def rounds(reads: Sequence[ReadStatement]) -> Iterator[list[ReadStatement]]:
    """The files so that a changed one of another comes in a later round: what is stored with the
    one decides what the next is. Nobody has corrected them yet: titles and speakers tell."""
    waiting = [(read, _Version.read(read)) for read in reads]
    while waiting:
        now: list[ReadStatement] = []
        later: list[tuple[ReadStatement, _Version]] = []
        before: dict[object, list[_Version]] = {}
        for read, version in waiting:
            others = [other for mark in version.own_marks for other in before.get(mark, [])]
            if any(version.likeness(other) >= SAME_STATEMENT for other in others):
                later.append((read, version))
            else:
                now.append(read)
            for mark in version.own_marks:
                before.setdefault(mark, []).append(version)
        yield now
        waiting = later


def base_slug(read: ReadStatement) -> str:
    """The address of a statement before one like it is told apart by a number."""
    byline = read.byline
    day = byline.date.iso if byline.date else ""
    name = byline.title or " ".join(filter(None, [byline.speaker, byline.event])) or "statement"
    return slug_of(f"{day} {name}")


@dataclass(frozen=True, slots=True)
class _TitleBlock:
    """What stands above the speech. It is not corrected, as the title and the names are."""

    text: str


_Mark = str | tuple[str, date] | _TitleBlock


@dataclass(frozen=True, slots=True)
class _Version:
    """What tells whether a file is of a stored statement: one of the marks is shared, neither
    speaker nor delegation contradict, and the wording is alike. `corrected` are the fields that a
    person has set in spite of the title block. `speakers` are the words of each name that the
    speaker goes by."""

    marks: frozenset[_Mark]
    speakers: tuple[frozenset[str], ...]
    represents: str
    wording: Wording
    title_block: str = ""
    corrected: frozenset[str] = frozenset()

    @property
    def own_marks(self) -> list[_Mark]:
        """The marks without the title block, which others may have as well."""
        return [mark for mark in self.marks if not isinstance(mark, _TitleBlock)]

    @classmethod
    def read(
        cls, read: ReadStatement, today: Mapping[tuple[str, str], EntityRef] = NOTHING_MOVED
    ) -> _Version:
        key = PersonKey.of(read.byline.speaker or "", None).name_key
        day = read.byline.date
        title_block = "\n".join(read.parsed.title_block)
        marks: set[_Mark] = {base_slug(read), *_mark(title_block)}
        if key and day is not None and day.precision == "day":
            marks.add((key, day.first_day))
        represents = read.represents
        if represents is not None:
            represents = today.get((represents.kind, represents.code), represents)
        code = represents.code if represents else ""
        wording = Wording(read.text)
        return cls(frozenset(marks), (frozenset(key.split()),), code, wording, title_block)

    @classmethod
    def stored(cls, speech: Speech) -> _Version:
        keys = _name_keys(speech.speaker)
        slugs = [speech.slug, *(former.address for former in speech.former_addresses.all())]
        marks: set[_Mark] = {*slugs, *_mark(speech.title_block)}
        if speech.date is not None and speech.date_precision == "day":
            marks.update((key, speech.date) for key in keys if key)
        code = speech.represents.code if speech.represents else ""
        return cls(
            frozenset(marks),
            tuple(frozenset(key.split()) for key in keys),
            code,
            Wording(speech.text),
            speech.title_block,
            frozenset(speech.fixed_fields),
        )

    def likeness(self, other: _Version) -> float:
        """As `Wording.likeness`; 0 where another spoke, or for another."""
        corrected = other.corrected if self.title_block == other.title_block else frozenset()
        # "Mr. Lee" and "Lee Hyun" may be one; an unknown speaker may be anybody.
        is_speaker = any(
            one <= another or another <= one for one in self.speakers for another in other.speakers
        )
        if not is_speaker and "speaker" not in corrected:
            return 0.0
        are_two = self.represents and other.represents and self.represents != other.represents
        if are_two and "represents" not in corrected:
            return 0.0
        return self.wording.likeness(other.wording)


def _name_keys(speaker: Speaker | None) -> list[str]:
    if speaker is None:
        return [""]
    return [speaker.name_key, *(name.name_key for name in speaker.other_names.all())]


def _mark(title_block: str) -> list[_Mark]:
    return [_TitleBlock(title_block)] if title_block else []
