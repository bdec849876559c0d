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
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy
from pyroaring import FrozenBitMap

from statements.facets import SETS, Named, known_values, set_of, visible_to
from statements.holdings import Holdings, current
from statements.ingest.dates import parse_partial_date
from statements.models import Speech
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
                gettext("“%(value)s” is not a date. Write YYYY, YYYY-MM or YYYY-MM-DD."),
                params={"value": text},
            ) from error
        return partial.last_day if self.last else partial.first_day


class PartialDateFilter(django_filters.Filter):
    field_class = PartialDateField


class CodesField(forms.Field):
    """Several codes; an empty one says nothing."""

    widget = forms.SelectMultiple

    def to_python(self, value: Any) -> list[str]:
        return [str(item) for item in value or [] if item]


class CodesFilter(django_filters.Filter):
    """A filter by values of a facet, which repeats."""

    field_class = CodesField


class YearsField(forms.MultipleChoiceField):
    """Several years, as they stand in addresses; an empty one says nothing."""

    def to_python(self, value: Any) -> list[str]:
        return list(dict.fromkeys(year for year in super().to_python(value) if year))

    def validate(self, value: Any) -> None:
        for year in value:
            if not re.fullmatch(r"[12]\d{3}", year, re.ASCII):
                raise forms.ValidationError(
                    gettext("“%(value)s” is not a year. Write YYYY."), params={"value": year}
                )


class YearsFilter(django_filters.MultipleChoiceFilter):
    field_class = YearsField


class LanguageField(forms.CharField):
    """An ISO 639 code, in capitals or not."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not re.fullmatch(r"[a-z]{2,3}", value, re.ASCII | re.IGNORECASE):
            raise forms.ValidationError(_not_known(value))


class LanguageFilter(django_filters.Filter):
    field_class = LanguageField


def _not_known(code: str) -> str:
    return gettext("“{code}” is not known here.").format(code=code)


def _choice(label: Any, choices: Any) -> Any:
    return django_filters.ChoiceFilter(label=label, choices=choices, empty_label=None)


class SpeechFilter(django_filters.FilterSet):
    """What a list of statements can be narrowed by. A bad value is an error of its field only.

    Values of theme, country, organization and document must all hold; of the others, which a
    statement has one of, any.
    """

    SORTS = (
        ("relevance", gettext_lazy("Relevance")),
        ("newest", gettext_lazy("Newest first")),
        ("oldest", gettext_lazy("Oldest first")),
    )
    UNITS = (
        ("speech", gettext_lazy("Anywhere in the statement")),
        ("paragraph", gettext_lazy("In one paragraph")),
    )
    NAMES = (
        ("all", gettext_lazy("Search other names too")),
        ("typed", gettext_lazy("Search names as typed")),
    )

    q = WordsFilter(label=gettext_lazy("Words"))
    theme = CodesFilter(label=gettext_lazy("Theme"))
    country = CodesFilter(label=gettext_lazy("Country mentioned"))
    organization = CodesFilter(label=gettext_lazy("Organization mentioned"))
    document = CodesFilter(label=gettext_lazy("Document cited"))
    speaker = CodesFilter(label=gettext_lazy("Speaker"))
    event = CodesFilter(label=gettext_lazy("Event"))
    represents = CodesFilter(label=gettext_lazy("Speaking for"))
    year = YearsFilter(label=gettext_lazy("Year"))
    language = LanguageFilter(label=gettext_lazy("Language"))

    class Meta:
        model = Speech
        fields: list[str] = []

    @classmethod
    def get_filters(cls) -> dict[str, Any]:
        # `from` is a keyword of Python, the others are properties: none can be an attribute.
        return {
            **super().get_filters(),  # type: ignore[no-untyped-call]
            "unit": _choice(gettext_lazy("Match words"), cls.UNITS),
            "names": _choice(gettext_lazy("Names"), cls.NAMES),
            "sort": _choice(gettext_lazy("Sort"), cls.SORTS),
            "from": PartialDateFilter(last=False, label=gettext_lazy("From")),
            "to": PartialDateFilter(last=True, label=gettext_lazy("To")),
        }

    @cached_property
    def form(self) -> Any:
        """The form, in which a code that is not known here is an error of its field."""
        form = super().form
        if form.is_bound:
            form.full_clean()
            for name in SETS:
                codes = form.cleaned_data.get(name) or ()
                for code in codes:
                    if code not in self._known(name):
                        form.add_error(name, _not_known(code))
        return form

    @cached_property
    def query(self) -> Query:
        """The words searched for, parsed."""
        # One without a tree is falsy, and says why nothing was searched for.
        query = self._cleaned("q")
        return parse("") if query is None else query

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
        return "newest" if chosen == "relevance" and not self.has_words else chosen

    @property
    def sorts(self) -> list[tuple[str, Any]]:
        """The orders that can be chosen here."""
        return [each for each in self.SORTS if self.has_words or each[0] != "relevance"]

    @property
    def unit(self) -> str:
        """What must hold the whole query: the "speech", or one "paragraph" of it."""
        return self._cleaned("unit") or "speech"

    @property
    def chosen_language(self) -> str:
        """The code asked for, or nothing."""
        return self._cleaned("language") or ""

    @property
    def years(self) -> list[int]:
        """The years chosen, each once, in the order of the address."""
        return list(dict.fromkeys(map(int, self._cleaned("year") or ())))

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
        return Results(
            self.queryset.all(),
            self.statements(),
            self._page,
            is_exact=self.is_exact,
            searched=self.understood.explanation if self.query else "",
            notices=self.understood.notices,
        )

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
            if name in SETS:
                combined = FrozenBitMap.intersection if name in ALL_OF else FrozenBitMap.union
                sets[name] = combined(*(set_of(holdings, name, v.key) for v in self.chosen(name)))
            elif name == "year":
                sets[name] = _any_of(holdings.by_year, self.years)
            elif name == "language":
                sets[name] = _any_of(holdings.by_language, [value.casefold()])
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
    def has_words(self) -> bool:
        """Whether words are searched for, not only who, where and when."""
        return has_words(self.understood.tree)

    def chosen(self, name: str) -> list[Named]:
        """The values chosen in a filter that takes codes, each once."""
        known = self._known(name)
        return [known[code] for code in dict.fromkeys(self._cleaned(name) or ())]

    def _known(self, name: str) -> Mapping[str, Named]:
        return known_values(self.holdings, name, self.visible)

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
                yield Chip(name, chosen.code, label, chosen.name)
        elif name == "year":
            for year in map(str, self.years):
                yield Chip(name, year, label, year)
        else:
            value = self.data[name]
            yield Chip(name, value, label, str(dict(self.UNITS).get(value, value)))

    def _is_default(self, name: str) -> bool:
        return name == "unit" and self.unit == "speech"


#: Of these every chosen value must hold; of the other facets any.
ALL_OF: Final = frozenset({"theme", "country", "organization", "document"})


def _any_of(sets: Mapping[Any, FrozenBitMap], chosen: Iterable[Any]) -> FrozenBitMap:
    return FrozenBitMap.union(*(sets.get(each, FrozenBitMap()) for each in chosen))


def speech_filter(request: HttpRequest) -> SpeechFilter:
    """The filters of an address over the statements that its reader may see."""
    speeches = Speech.objects.visible_to(request.user).for_list()
    return SpeechFilter(request.GET, queryset=speeches, request=request)
