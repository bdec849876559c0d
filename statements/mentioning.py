"""Recognise what stored statements mention, with editors' decisions in force.

Where the words and the authority data are the same, nothing is written: so all statements can be
looked at anew whenever the authority data, the rules or a decision change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from statements.addresses import current_references
from statements.copying import copy_rows
from statements.models import Mention, MentionDecision, Paragraph, Speech
from statements.recognition.decisions import Decision, Settled, SettledSpan, settle
from statements.recognition.gazetteer import Recognizer
from statements.recognition.quotes import TextQuote
from statements.recognition.spans import EntityRef, Span
from statements.writing import MENTION_COLUMNS, EntityKey, entity_key, stored_entities

#: The paragraph (None: the title), its characters from and to, and the entity.
_Span = tuple[int | None, int, int, EntityKey]


@dataclass(frozen=True, slots=True)
class MentionChange:
    """A mention that there is now and was not before, or the other way round.

    `paragraph` is the number, None for the title. `state` is what it now is, or was.
    """

    added: bool
    paragraph: int | None
    entity: EntityKey
    surface: str
    state: str


@dataclass(frozen=True, slots=True)
class Recognized:
    """What changed in a statement; `lost` are decisions whose words stand there no longer."""

    slug: str
    paragraphs: int
    changes: tuple[MentionChange, ...]
    lost: tuple[Decision, ...]


@dataclass(slots=True)
class _Statement:
    key: int
    slug: str
    title: str
    setting: str
    paragraphs: list[tuple[int, int, str]] = field(default_factory=list)
    stored: dict[_Span, tuple[int, str, str]] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        return [text for _, _, text in self.paragraphs]

    @property
    def numbers(self) -> dict[int | None, int | None]:
        """The number of each paragraph, by its key."""
        return {None: None, **{key: number for key, number, _ in self.paragraphs}}


def recognize(
    speeches: Sequence[int], recognizer: Recognizer, *, is_dry_run: bool = False
) -> list[Recognized]:
    """Bring the mentions of stored statements, given by their keys, in line with the recogniser
    and the editors' decisions; what changed, or with `is_dry_run` would change.

    To be called with the statements locked.
    """
    statements, today = _stored(speeches), current_references()
    settled = [(statement, _settled(statement, recognizer, today)) for statement in statements]
    differences = [(statement, _difference(statement, found)) for statement, found in settled]
    if not is_dry_run:
        _write([(s.key, difference) for s, difference in differences])
    return [
        Recognized(
            slug=statement.slug,
            paragraphs=len(statement.paragraphs),
            changes=tuple(difference.changes(statement)),
            lost=found.lost,
        )
        for (statement, found), (_, difference) in zip(settled, differences, strict=True)
    ]


def _stored(keys: Sequence[int]) -> list[_Statement]:
    speeches = Speech.objects.filter(pk__in=keys).order_by("pk")
    names = ("pk", "slug", "title", "event__name", "event__part_of__name")
    statements = {
        key: _Statement(key, slug, title, setting=", ".join(filter(None, events)))
        for key, slug, title, *events in speeches.values_list(*names)
    }
    paragraphs = Paragraph.objects.filter(speech__in=keys).order_by("speech", "number")
    for speech, key, number, text in paragraphs.values_list("speech", "pk", "number", "text"):
        statements[speech].paragraphs.append((key, number, text))
    columns = ("paragraph", "start", "end", "entity__kind", "entity__code", "pk", "surface")
    mentions = Mention.objects.filter(speech__in=keys).order_by()
    for speech, state, paragraph, start, end, kind, code, *rest in mentions.values_list(
        "speech", "state", *columns
    ):
        statements[speech].stored[paragraph, start, end, (kind, code)] = (*rest, state)
    for speech, decision in _decisions(keys):
        statements[speech].decisions.append(decision)
    return list(statements.values())


def _decisions(keys: Sequence[int]) -> Iterator[tuple[int, Decision]]:
    rows = MentionDecision.objects.filter(speech__in=keys).select_related("entity").order_by("pk")
    return ((row.speech_id, decision_of(row)) for row in rows)


def decision_of(row: MentionDecision) -> Decision:
    """The decision as recognition understands it."""
    quote = TextQuote(row.exact, row.prefix, row.suffix)
    return Decision(quote, row.in_title, row.entity.reference, row.is_mention)


def _settled(
    statement: _Statement, recognizer: Recognizer, today: Mapping[EntityKey, EntityRef]
) -> Settled:
    title, texts = statement.title, statement.texts
    mentions = recognizer.find_in_statement(title, texts, setting=statement.setting)
    found = (
        _of_today(mentions.title, today),
        tuple(_of_today(spans, today) for spans in mentions.paragraphs),
    )
    return settle(title, texts, found, statement.decisions)


def _of_today(spans: tuple[Span, ...], today: Mapping[EntityKey, EntityRef]) -> tuple[Span, ...]:
    """The spans with what became of entities that were merged or given another code."""
    if not any(entity_key(span.entity) in today for span in spans):
        return spans
    renewed = (
        replace(span, entity=today.get(entity_key(span.entity), span.entity)) for span in spans
    )
    return tuple(dict.fromkeys(renewed))


@dataclass(slots=True)
class _Difference:
    added: list[tuple[int | None, SettledSpan]]
    removed: list[tuple[int | None, EntityKey, int, str, str]]

    def changes(self, statement: _Statement) -> Iterator[MentionChange]:
        if not (self.added or self.removed):
            return
        numbers = statement.numbers
        for paragraph, key, _, surface, state in self.removed:
            yield MentionChange(False, numbers[paragraph], key, surface, state)
        for paragraph, settled in self.added:
            key = entity_key(settled.span.entity)
            yield MentionChange(True, numbers[paragraph], key, settled.span.surface, settled.state)


def _difference(statement: _Statement, settled: Settled) -> _Difference:
    keys: list[int | None] = [None, *(key for key, _, _ in statement.paragraphs)]
    stored = statement.stored
    added, kept = [], set()
    for paragraph, spans in zip(keys, (settled.title, *settled.paragraphs), strict=True):
        for found in spans:
            span = found.span
            key = (paragraph, span.start, span.end, entity_key(span.entity))
            if (row := stored.get(key)) is not None and row[2] == found.state:
                kept.add(key)
            else:
                added.append((paragraph, found))
    removed = [
        (key[0], key[3], pk, surface, state)
        for key, (pk, surface, state) in stored.items()
        if key not in kept
    ]
    return _Difference(added, removed)


def _write(differences: Sequence[tuple[int, _Difference]]) -> None:
    gone = [pk for _, difference in differences for _, _, pk, _, _ in difference.removed]
    if gone:
        Mention.objects.filter(pk__in=gone).delete()
    added = [
        (speech, paragraph, settled)
        for speech, difference in differences
        for paragraph, settled in difference.added
    ]
    if added:
        entities = stored_entities({settled.span.entity for _, _, settled in added})
        copy_rows(
            Mention,
            MENTION_COLUMNS,
            (
                (
                    *(speech, paragraph, entities[entity_key(settled.span.entity)].pk),
                    *(settled.span.start, settled.span.end, settled.span.surface, settled.state),
                )
                for speech, paragraph, settled in added
            ),
        )
