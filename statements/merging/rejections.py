"""Rejections that lose their sense when two entities become one.

An editor rejects one of two duplicates because the words mean the other. Left in force, that would
hide the very mention the editor meant to be right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from statements.models import Entity, Mention, MentionDecision, Paragraph, Speech
from statements.recognition.quotes import Letters, Place, TextQuote

#: The key of a paragraph (None: the title) and its text.
_Text = tuple[int | None, str]


def contradicted(rejected: Entity, mentioned: Entity) -> list[int]:
    """Keys of the decisions that words do not mention the one entity, where they do the other.

    As a rejection does, it holds of all that overlaps the words. Four queries at most.
    """
    rejections = MentionDecision.objects.filter(entity=rejected, is_mention=False).order_by()
    mentions = Mention.objects.live().filter(
        entity=mentioned, speech__in=rejections.values("speech")
    )
    spans: dict[tuple[int, int | None], list[tuple[int, int]]] = defaultdict(list)
    for speech, paragraph, start, end in mentions.order_by().values_list(
        "speech", "paragraph", "start", "end"
    ):
        spans[speech, paragraph].append((start, end))
    speeches = {speech for speech, _ in spans}
    if not speeches:
        return []
    texts = _texts(speeches)
    found = []
    for row in rejections.filter(speech__in=speeches):
        of_row = texts[row.speech_id, row.in_title]
        quote = TextQuote(row.exact, row.prefix, row.suffix)
        place = Letters([text for _, text in of_row]).find(quote)
        if place and _is_met(place, spans[row.speech_id, of_row[place.text][0]]):
            found.append(row.pk)
    return found


def _texts(speeches: Collection[int]) -> dict[tuple[int, bool], list[_Text]]:
    """By statement, and whether it is its title, the texts that a quote may be of."""
    texts: dict[tuple[int, bool], list[_Text]] = defaultdict(list)
    for speech, title in Speech.objects.filter(pk__in=speeches).values_list("pk", "title"):
        texts[speech, True].append((None, title))
    rows = Paragraph.objects.filter(speech__in=speeches).order_by("speech", "number")
    for speech, pk, text in rows.values_list("speech", "pk", "text"):
        texts[speech, False].append((pk, text))
    return texts


def _is_met(place: Place, spans: Collection[tuple[int, int]]) -> bool:
    return any(start < place.end and place.start < end for start, end in spans)
