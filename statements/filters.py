"""The one set of filters, for pages and the API alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

import django_filters
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django_filters.fields import ModelMultipleChoiceField
from pyroaring import FrozenBitMap

from statements.facets import visible_to
from statements.holdings import Holdings, current
from statements.ingest.dates import parse_partial_date
from statements.models import Entity, Event, Mention, Speaker, Speech
from statements.models.keys import among
from statements.models.speeches import SpeechQuerySet
from statements.results import Results
from statements.search.query import Query, parse
from statements.searching.finding import Found, find
from statements.searching.ranking import best_first, has_words
from statements.searching.understanding import Understood, understand


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
                "“%(value)s” is not a date. Write YYYY, YYYY-MM or YYYY-MM-DD.",
                params={"value": text},
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

        super().__init__(queryset=known, to_field_name="code", **kwargs)


class YearsField(forms.MultipleChoiceField):
    """Several years, as they stand in addresses."""

    def validate(self, value: Any) -> None:
        for year in value:
            if not re.fullmatch(r"[12]\d{3}", year, re.ASCII):
                raise forms.ValidationError(
                    "“%(value)s” is not a year. Write YYYY.", params={"value": year}
                )


class YearsFilter(django_filters.MultipleChoiceFilter):
    field_class = YearsField


def _choice(label: str, choices: Any) -> Any:
    return django_filters.ChoiceFilter(label=label, choices=choices, empty_label=None)


class SpeechFilter(django_filters.FilterSet):
    """What a list of statements can be narrowed by. A bad value is an error of its field only.

    Values of theme, country, organization and document must all hold; of the others, which a
    statement has one of, any.
    """

    SORTS = (("relevance", "Relevance"), ("newest", "Newest first"), ("oldest", "Oldest first"))
    UNITS = (("speech", "Anywhere in the statement"), ("paragraph", "In one paragraph"))
    NAMES = (("all", "Search other names too"), ("typed", "Search names as typed"))

    q = WordsFilter(label="Words")
    theme = EntityFilter("theme", label="Theme")
    country = EntityFilter("country", label="Country mentioned")
    organization = EntityFilter("organization", label="Organization mentioned")
    document = EntityFilter("document", label="Document cited")
    speaker = CodesFilter(queryset=_speakers, to_field_name="slug", label="Speaker")
    event = CodesFilter(queryset=_events, to_field_name="slug", label="Event")
    represents = CodesFilter(queryset=_delegations, to_field_name="code", label="Speaking for")
    year = YearsFilter(label="Year")
    language = django_filters.CharFilter(label="Language", max_length=3)

    class Meta:
        model = Speech
        fields: list[str] = []

    @classmethod
    def get_filters(cls) -> dict[str, Any]:
        # `from` is a keyword of Python, the others are properties: none can be an attribute.
        return {
            **super().get_filters(),  # type: ignore[no-untyped-call]
            "unit": _choice("Words stand", cls.UNITS),
            "names": _choice("Names", cls.NAMES),
            "sort": _choice("Sort", cls.SORTS),
            "from": PartialDateFilter(last=False, label="From"),
            "to": PartialDateFilter(last=True, label="To"),
        }

    @cached_property
    def query(self) -> Query:
        """The words searched for, parsed."""
        return self._cleaned("q") or parse("")

    @cached_property
    def holdings(self) -> Holdings:
        """The archive as it was when first asked for."""
        return current()

    @cached_property
    def understood(self) -> Understood:
        """What the words mean here, and are searched for as."""
        return understand(
            self.query, self.holdings, adds_names=self.names == "all", visible=self.visible
        )

    @property
    def names(self) -> str:
        """Whether "all" names of an entity are searched for, or the one that was "typed"."""
        return self._cleaned("names") or "all"

    @property
    def sort(self) -> str:
        """The order in force: relevance needs words."""
        chosen: str = self._cleaned("sort") or "relevance"
        return "newest" if chosen == "relevance" and not self._has_words else chosen

    @property
    def unit(self) -> str:
        """What must hold the whole query: the "speech", or one "paragraph" of it."""
        return self._cleaned("unit") or "speech"

    @cached_property
    def visible(self) -> FrozenBitMap:
        """What the reader may know of."""
        user = self.request.user if self.request is not None else AnonymousUser()
        return visible_to(user, self.holdings)

    @cached_property
    def found(self) -> Found:
        """The statements with the words, whatever else is asked for."""
        if self.understood.tree is None:
            # Something may have been typed, but nothing that a text could hold.
            return Found(FrozenBitMap() if self.query.text else self.holdings.everything)
        return find(self.understood, self.holdings, in_one_paragraph=self.unit == "paragraph")

    @property
    def is_exact(self) -> bool:
        """Whether the search came to its end, and did not stop when its time was over."""
        return self.found.is_complete

    def statements(self, without: str = "") -> FrozenBitMap:
        """All that is left by the words and the filters, one filter left out if it is named."""
        sets = [each for name, each in self._narrowing.items() if name != without]
        return FrozenBitMap.intersection(self.visible, self.found.statements, *sets)

    @cached_property
    def result(self) -> Results:
        """The statements in order, for pages of them."""
        return Results(self.queryset.all(), self.statements(), self._page)

    def filter_queryset(self, queryset: SpeechQuerySet) -> SpeechQuerySet:
        """The statements that are left, by date: for relevance see `result`."""
        if self._narrowing or self.query.text:
            queryset = queryset.filter(among(self.statements()))
        return queryset.oldest() if self.sort == "oldest" else queryset.newest()

    @cached_property
    def _narrowing(self) -> dict[str, FrozenBitMap]:
        """For each filter that is on, the words aside, the statements that it leaves."""
        chosen = {name: value for name in self.filters if (value := self._cleaned(name))}
        holdings, sets = self.holdings, {}
        for name, value in chosen.items():
            if name in ALL_OF:
                sets[name] = _all_of(holdings.by_entity, value)
            elif name in _ANY_OF:
                sets[name] = _any_of(getattr(holdings, _ANY_OF[name]), [v.pk for v in value])
            elif name == "year":
                sets[name] = _any_of(holdings.by_year, map(int, value))
            elif name == "language":
                sets[name] = _any_of(holdings.by_language, [value])
            elif name == "from":
                sets[name] = holdings.dated(value, None)
            elif name == "to":
                sets[name] = holdings.dated(None, value)
        return sets

    def _page(self, statements: FrozenBitMap, start: int, stop: int) -> list[int]:
        match self.sort:
            case "newest":
                return self.holdings.newest(statements, start, stop)
            case "oldest":
                return self.holdings.oldest(statements, start, stop)
        tree = self.understood.tree
        best = best_first(tree, statements, self.holdings) if tree is not None else []
        page = best[start:stop]
        if len(page) < stop - start:
            rest = statements - FrozenBitMap(best)
            passed = max(0, start - len(best))
            page += self.holdings.newest(rest, passed, passed + stop - start - len(page))
        return page

    @property
    def _has_words(self) -> bool:
        return has_words(self.understood.tree)

    def chosen(self, name: str) -> list[Any]:
        """The objects chosen in a filter that takes codes."""
        return list(self._cleaned(name) or [])

    def code_of(self, name: str, chosen: Any) -> str:
        """How an object is named in addresses by a filter that takes codes."""
        code: str = getattr(chosen, self.filters[name].extra["to_field_name"])
        return code

    def chips(self) -> list[Chip]:
        """The filters that are on, in the order of the form, the words aside."""
        return [chip for name in self.filters for chip in self._chips_of(name)]

    def _cleaned(self, name: str) -> Any:
        # Asking for the errors cleans the data.
        if not self.is_bound or (self.form.errors and name in self.form.errors):
            return None
        return self.form.cleaned_data.get(name)

    def _chips_of(self, name: str) -> Iterator[Chip]:
        if name in {"q", "sort", "names"} or not self._cleaned(name) or self._is_default(name):
            return
        label = str(self.filters[name].label)
        if isinstance(self.filters[name], CodesFilter):
            for chosen in self.chosen(name):
                yield Chip(name, self.code_of(name, chosen), label, str(chosen))
        elif name == "year":
            for year in self._cleaned(name):
                yield Chip(name, year, label, year)
        else:
            value = self.data[name]
            yield Chip(name, value, label, dict(self.UNITS).get(value, value))

    def _is_default(self, name: str) -> bool:
        return name == "unit" and self.unit == "speech"


#: Of these every chosen value must hold, of those any of them.
ALL_OF: Final = frozenset({"theme", "country", "organization", "document"})
_ANY_OF: Final = {"speaker": "by_speaker", "event": "by_event", "represents": "by_represents"}


def _all_of(sets: Mapping[int, FrozenBitMap], chosen: Iterable[Entity]) -> FrozenBitMap:
    return FrozenBitMap.intersection(*(sets.get(each.pk, FrozenBitMap()) for each in chosen))


def _any_of(sets: Mapping[Any, FrozenBitMap], chosen: Iterable[Any]) -> FrozenBitMap:
    return FrozenBitMap.union(*(sets.get(each, FrozenBitMap()) for each in chosen))


def speech_filter(request: HttpRequest) -> SpeechFilter:
    """The filters of an address over the statements that its reader may see."""
    speeches = Speech.objects.visible_to(request.user).for_list()
    return SpeechFilter(request.GET, queryset=speeches, request=request)
