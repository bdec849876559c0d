"""The page of one statement."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from django.db.models import QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.generic import DetailView

from statements.evidence import TITLE, marks_in
from statements.highlighting import Segment, segments
from statements.holdings import current
from statements.models import Entity, Paragraph, Speech
from statements.models.entities import document_page
from statements.programme import place_at_event
from statements.recognition.spans import EntityRef, Span
from statements.search.marking import Mark
from statements.search.nodes import Node
from statements.search.query import Query, parse
from statements.searching.understanding import understand
from statements.sections import outline
from statements.stable_links import paragraph_keys
from statements.views.labels import PLURALS
from statements.views.paragraph_links import followed_link
from statements.views.searched import words_address
from statements.views.withdrawn import withdrawn_page
from statements.withdrawals import withdrawn_since_at

#: Links to paragraphs that hold searched words: as many as take three lines on a telephone.
MATCHING_SHOWN: Final = 24
#: Of each kind so many are beside the text at once; the others are behind one click.
MENTIONED_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Shown:
    """A paragraph as it is on the page. `language` is empty where it is the statement's own;
    `new_page` is the source's page that begins with it, if one does; `is_followed`: the reader's
    link leads to it."""

    number: int
    key: str
    new_page: int | None
    language: str
    is_heading: bool
    is_followed: bool
    segments: list[Segment]


@dataclass(frozen=True, slots=True)
class Mentioned:
    """What a statement mentions of one kind, the most frequent first, and how often in all."""

    kind: str
    first: list[tuple[EntityRef, int]]
    others: list[tuple[EntityRef, int]]
    mentions: int

    @property
    def count(self) -> int:
        return len(self.first) + len(self.others)

    @property
    def index(self) -> str:
        """The address below which the pages of the kind are."""
        return reverse(f"statements:{PLURALS[self.kind].lower()}")


@dataclass(frozen=True, slots=True)
class Cited:
    """A document that the statement cites, how often, in which paragraphs, and where it is
    published, if that is known."""

    document: EntityRef
    mentions: int
    numbers: list[int]
    public_page: str

    @property
    def symbol(self) -> str:
        """Its symbol, where that is not its name; a code of the archive's own is none."""
        code = self.document.code
        return code if "/" in code and code != self.document.name else ""


class Found(NamedTuple):
    """A mention with the key of its paragraph, or None for the title, and of a document where
    it is published."""

    paragraph: int | None
    span: Span
    facts: Mapping[str, str]


class SpeechView(DetailView[Speech]):
    """One statement with its numbered paragraphs, what they mention, and words searched for."""

    template_name = "statements/speech_detail.html"
    context_object_name = "speech"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            # Who has a printed citation is told for sure, and not that it may be mistyped.
            since = withdrawn_since_at(self.kwargs["slug"])
            if since is None:
                raise
            return withdrawn_page(request, since)

    def get_queryset(self) -> QuerySet[Speech]:
        return (
            Speech.objects.visible_to(self.request.user)
            .select_related("speaker", "represents", "event__part_of", "source")
            .defer("text", "source__data", "source__reading")
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET
        query, names = parse(asked.get("q", "")), asked.get("names", "")
        marks = marks_in(self.object, _searched_for(query, names))
        matching = [number for number, found in marks.items() if found and number != TITLE]
        paragraphs = list(self.object.paragraphs.defer("words"))
        mentions = _mentions(self.object)
        spans: dict[int | None, list[Span]] = defaultdict(list)
        for found in mentions:
            spans[found.paragraph].append(found.span)
        parts = outline([(p.number, p.text) for p in paragraphs])
        headings = parts.headings if parts else frozenset()
        link = followed_link(self.request, self.object, [(p.number, p.text) for p in paragraphs])
        followed = link.first if link else None
        return super().get_context_data(
            title=segments(self.object.title, spans[None], marks.get(TITLE, ())),
            paragraphs=_shown(self.object, paragraphs, spans, marks, headings, followed),
            outline=parts,
            link=link,
            query=query,
            words_address=words_address(query.text, names, asked.get("unit", "")),
            matching=matching[:MATCHING_SHOWN],
            matching_count=len(matching),
            matching_left_out=max(0, len(matching) - MATCHING_SHOWN),
            mentioned=_mentioned(found.span.entity for found in mentions),
            cited=_cited(paragraphs, mentions),
            place=place_at_event(self.object, Speech.objects.visible_to(self.request.user)),
            groups=self.object.on_behalf_of.all(),
            version=self.object.revisions.defer("content").order_by("-number").first(),
            **kwargs,
        )


def _searched_for(query: Query, names: str) -> Node | None:
    """What the list of statements looked for, other names too unless they are to be as typed."""
    if query.tree is None:
        # What the archive holds need not be looked up for nothing.
        return None
    return understand(query, current(), adds_names=names != "typed").tree


def _mentions(speech: Speech) -> list[Found]:
    """All mentions. A statement has hundreds, and models of them and their entities would take
    longer than all else on its page. Entities are asked for apart: joined, all there are are read.
    What names one that was merged or deleted between the two queries is left out.
    """
    columns = ("paragraph_id", "entity_id", "start", "end", "surface")
    rows = list(speech.mentions.live().order_by().values_list(*columns))
    entities = _entities({entity for _, entity, *_rest in rows})
    return [
        Found(paragraph, Span(entities[entity][0], start, end, surface), entities[entity][1])
        for paragraph, entity, start, end, surface in rows
        if entity in entities
    ]


def _entities(keys: Iterable[int]) -> dict[int, tuple[EntityRef, Mapping[str, str]]]:
    """Entities by their keys, each with where it is published, if it is a document."""
    facts = [KeyTextTransform(key, "facts") for key in ("symbol", "url")]
    rows = Entity.objects.filter(pk__in=keys).order_by()
    return {
        pk: (
            EntityRef(kind, code, name),
            {"symbol": symbol or "", "url": url or ""} if kind == "document" else {},
        )
        for pk, kind, code, name, symbol, url in rows.values_list(
            "pk", "kind", "code", "name", *facts
        )
    }


def _shown(
    speech: Speech,
    paragraphs: Sequence[Paragraph],
    spans: Mapping[int | None, list[Span]],
    marks: Mapping[int, list[Mark]],
    headings: frozenset[int],
    followed: int | None,
) -> list[Shown]:
    keys = paragraph_keys(speech.pk, [(p.number, p.text) for p in paragraphs])
    pages = [None, *(p.page for p in paragraphs)]
    return [
        Shown(
            number=p.number,
            key=keys[p.number],
            new_page=p.page if p.page != before else None,
            language=p.language if p.language != speech.language else "",
            is_heading=p.number in headings,
            is_followed=p.number == followed,
            segments=segments(p.text, spans.get(p.pk, ()), marks.get(p.number, ())),
        )
        for before, p in zip(pages, paragraphs, strict=False)
    ]


def _mentioned(entities: Iterable[EntityRef]) -> list[Mentioned]:
    """What is mentioned how often, by kind, the most frequent first."""
    counts = Counter(entities)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0].name))
    of_kinds = []
    for kind in Entity.Kind:
        found = [item for item in ordered if item[0].kind == kind]
        if found:
            # One alone behind a click would save no room.
            shown = MENTIONED_SHOWN if len(found) > MENTIONED_SHOWN + 1 else len(found)
            mentions = sum(count for _, count in found)
            of_kinds.append(Mentioned(kind.value, found[:shown], found[shown:], mentions))
    return of_kinds


def _cited(paragraphs: Sequence[Paragraph], mentions: Iterable[Found]) -> list[Cited]:
    """The documents that are mentioned, in the order in which they first are."""
    numbers = {p.pk: p.number for p in paragraphs}
    places: dict[EntityRef, list[int]] = defaultdict(list)
    facts: dict[EntityRef, Mapping[str, str]] = {}
    for found in mentions:
        document = found.span.entity
        if document.kind == "document":
            facts[document] = found.facts
            # Mentions in the title are before the first paragraph.
            places[document].append(numbers.get(found.paragraph or 0, 0))
    cited = [
        Cited(
            document,
            len(at),
            sorted({number for number in at if number}),
            document_page(document.code, facts[document]),
        )
        for document, at in places.items()
    ]
    return sorted(cited, key=lambda one: (min(places[one.document]), one.document.name))
