"""The one set of filters, for pages and the API alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django_filters.fields import ModelMultipleChoiceField

from statements.ingest.dates import parse_partial_date
from statements.models import Entity, Event, Mention, Speaker, Speech
from statements.models.speeches import SpeechQuerySet
from statements.search import postgres
from statements.search.query import Query, parse


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on: remove `value` from `param` of the address to switch it off."""

    param: str
    value: str
    label: str
    text: str


class WordsField(forms.CharField):
    """What was typed, parsed. No input is an error."""

    def to_python(self, value: Any) -> Query:  # type: ignore[override]
        return parse(value or "")


class WordsFilter(django_filters.Filter):
    field_class = WordsField


class PartialDateField(forms.CharField):
    """A day from YYYY, YYYY-MM or YYYY-MM-DD: the first it may mean, or the last."""

    def __init__(self, *, last: bool, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.last = last

    def clean(self, value: Any) -> date | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            partial = parse_partial_date(text)
        except ValueError as error:
            raise forms.ValidationError(
                f"“{text}” is not a date. Write YYYY, YYYY-MM or YYYY-MM-DD."
            ) from error
        return partial.last_day if self.last else partial.first_day


class PartialDateFilter(django_filters.Filter):
    field_class = PartialDateField


class _CodesField(ModelMultipleChoiceField):
    """Several codes; an empty one says nothing. The error names what was given."""

    default_error_messages = {
        "invalid_choice": "“%(value)s” is not known here.",
        "invalid_pk_value": "“%(pk)s” is not known here.",
    }

    def clean(self, value: Any) -> Any:
        given = [item for item in value or [] if item]
        for item in given:
            # PostgreSQL has no such character; asking it would be an error of the database.
            if "\x00" in item:
                raise forms.ValidationError(
                    self.error_messages["invalid_choice"], params={"value": item}
                )
        return super().clean(given)


class CodesFilter(django_filters.ModelMultipleChoiceFilter):
    """A filter that repeats: every value given must hold."""

    field_class = _CodesField


def _visible(request: HttpRequest | None) -> SpeechQuerySet:
    """What may be known of: a draft's speaker or event is as little for all as the draft."""
    user = request.user if request is not None else AnonymousUser()
    return Speech.objects.visible_to(user).order_by()


def _speakers(request: HttpRequest | None) -> QuerySet[Speaker]:
    return Speaker.objects.filter(Exists(_visible(request).filter(speaker=OuterRef("pk"))))


def _events(request: HttpRequest | None) -> QuerySet[Event]:
    here = _visible(request).filter(event=OuterRef("pk"))
    at_part = _visible(request).filter(event__part_of=OuterRef("pk"))
    return Event.objects.filter(Exists(here) | Exists(at_part))


def _delegations(request: HttpRequest | None) -> QuerySet[Entity]:
    by = _visible(request).filter(represents=OuterRef("pk"))
    on_behalf = _visible(request).filter(on_behalf_of=OuterRef("pk"))
    known = Q(is_authority=True) | Exists(by) | Exists(on_behalf)
    return Entity.objects.delegations().filter(known)


class EntityFilter(CodesFilter):
    """Statements that mention all the given entities of one kind."""

    def __init__(self, kind: str, **kwargs: Any) -> None:
        def known(request: HttpRequest | None) -> QuerySet[Entity]:
            mentions = Mention.objects.live().filter(
                entity=OuterRef("pk"), speech__in=_visible(request).values("pk")
            )
            return Entity.objects.of_kind(kind).filter(Q(is_authority=True) | Exists(mentions))

        super().__init__(
            queryset=known,
            to_field_name="code",
            method="by_mentions",
            **kwargs,
        )


class SpeechFilter(django_filters.FilterSet):
    """What a list of statements can be narrowed by. A bad value is an error of its field only."""

    SORTS = (("relevance", "Relevance"), ("newest", "Newest first"), ("oldest", "Oldest first"))
    UNITS = (("speech", "Anywhere in the statement"), ("paragraph", "In one paragraph"))

    q = WordsFilter(method="by_words", label="Words")
    theme = EntityFilter("theme", label="Theme")
    country = EntityFilter("country", label="Country mentioned")
    organization = EntityFilter("organization", label="Organization mentioned")
    document = EntityFilter("document", label="Document cited")
    speaker = CodesFilter(
        queryset=_speakers, to_field_name="slug", method="by_any", label="Speaker"
    )
    event = CodesFilter(queryset=_events, to_field_name="slug", method="by_event", label="Event")
    represents = CodesFilter(
        queryset=_delegations,
        to_field_name="code",
        method="by_represents",
        label="Speaking for",
    )
    language = django_filters.CharFilter(field_name="language", label="Language", max_length=3)

    class Meta:
        model = Speech
        fields: list[str] = []

    @classmethod
    def get_filters(cls) -> dict[str, Any]:
        # `from` is a keyword of Python, `unit` and `sort` are properties: none can be an attribute.
        return {
            **super().get_filters(),  # type: ignore[no-untyped-call]
            "unit": django_filters.ChoiceFilter(
                method="later", label="Words stand", choices=cls.UNITS, empty_label=None
            ),
            "sort": django_filters.ChoiceFilter(
                method="later", label="Sort", choices=cls.SORTS, empty_label=None
            ),
            "from": PartialDateFilter(last=False, method="by_first_day", label="From"),
            "to": PartialDateFilter(last=True, method="by_last_day", label="To"),
        }

    @cached_property
    def query(self) -> Query:
        """The words searched for, parsed."""
        return self._cleaned("q") or parse("")

    @property
    def sort(self) -> str:
        """The order in force: relevance needs words."""
        chosen: str = self._cleaned("sort") or "relevance"
        return "newest" if chosen == "relevance" and not self.query else chosen

    @property
    def is_too_common(self) -> bool:
        """Whether nothing was searched for, since texts are not indexed by such words."""
        return self.query.tree is not None and postgres.has_only_stop_words(self.query.tree)

    @property
    def unit(self) -> str:
        """What must hold the whole query: the "speech", or one "paragraph" of it."""
        return self._cleaned("unit") or "speech"

    def filter_queryset(self, queryset: SpeechQuerySet) -> SpeechQuerySet:
        speeches: SpeechQuerySet = super().filter_queryset(queryset)
        if self.sort == "newest":
            return speeches.newest()
        return speeches.oldest() if self.sort == "oldest" else speeches

    def chips(self) -> list[Chip]:
        """The filters that are on, in the order of the form, the words aside."""
        return [chip for name in self.filters for chip in self._chips_of(name)]

    def later(self, queryset: SpeechQuerySet, name: str, value: str) -> SpeechQuerySet:
        """For `sort` and `unit`, which say how other filters work."""
        return queryset

    def by_words(self, queryset: SpeechQuerySet, name: str, value: Query) -> SpeechQuerySet:
        if value.tree is None:
            # Something was typed, but nothing that a text could hold.
            return queryset.none() if value.text else queryset
        if self.unit == "paragraph":
            return queryset.search_in_one_paragraph(value.tree)
        return queryset.search(value.tree)

    def by_mentions(
        self, queryset: SpeechQuerySet, name: str, value: Iterable[Entity]
    ) -> SpeechQuerySet:
        return queryset.mentioning(value)

    def by_any(self, queryset: SpeechQuerySet, name: str, value: Any) -> SpeechQuerySet:
        return queryset.filter(**{f"{name}__in": value}) if value else queryset

    def by_event(self, queryset: SpeechQuerySet, name: str, value: Any) -> SpeechQuerySet:
        return (
            queryset.filter(Q(event__in=value) | Q(event__part_of__in=value)) if value else queryset
        )

    def by_represents(self, queryset: SpeechQuerySet, name: str, value: Any) -> SpeechQuerySet:
        return queryset.represented_by_any(value) if value else queryset

    def by_first_day(self, queryset: SpeechQuerySet, name: str, value: date) -> SpeechQuerySet:
        return queryset.dated_from(value)

    def by_last_day(self, queryset: SpeechQuerySet, name: str, value: date) -> SpeechQuerySet:
        return queryset.dated_to(value)

    def _cleaned(self, name: str) -> Any:
        return self.form.cleaned_data.get(name) if self.is_bound and self.form.is_bound else None

    def _chips_of(self, name: str) -> Iterator[Chip]:
        if name in {"q", "sort"} or not self._cleaned(name) or self._is_default(name):
            return
        label = str(self.filters[name].label)
        if isinstance(self.filters[name], CodesFilter):
            key = self.filters[name].extra["to_field_name"]
            for chosen in self._cleaned(name):
                yield Chip(name, getattr(chosen, key), label, str(chosen))
        else:
            value = self.data[name]
            yield Chip(name, value, label, dict(self.UNITS).get(value, value))

    def _is_default(self, name: str) -> bool:
        return name == "unit" and self.unit == "speech"


def speech_filter(request: HttpRequest) -> SpeechFilter:
    """The filters of an address over the statements that its reader may see."""
    speeches = Speech.objects.visible_to(request.user).for_list()
    return SpeechFilter(request.GET, queryset=speeches, request=request)
