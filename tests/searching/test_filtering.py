"""The filters of an address leave what the models say they should."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.http import QueryDict
from django.test import RequestFactory
from hypothesis import given, settings
from hypothesis import strategies as st

from statements.filters import SpeechFilter, speech_filter
from statements.ingest.dates import parse_partial_date
from statements.models import Entity, Event, Speaker, Speech
from statements.models.speeches import SpeechQuerySet
from statements.search.query import parse
from statements.searching import ranking, recent
from tests.searching.naive_search import NaiveSearch
from tests.searching.small_archive import SmallArchive

ENTITIES = {
    "theme": ["Peace"],
    "country": ["Peru", "Chad"],
    "organization": ["Treaty Union"],
    "document": ["A/75/1"],
    "represents": ["Peru", "Chad", "Treaty Union"],
}
OTHERS = {
    "speaker": ["Ana Ruiz", "Peace Okafor"],
    "event": ["Seventy-fifth session", "Climate debate", "Forum"],
    "year": ["2019", "2020", "2021", "1990"],
    "language": ["en", "es", "fr"],
    "from": ["2020", "2020-07", "2020-07-11", "2021-02-28"],
    "to": ["2019", "2020-01-01", "2020-06-30", "2020-07", "2021"],
    "q": ["peace", "treaty -peace", "the", "climate OR paz", "tr*", '"peace climate"', "year:2020"],
    "unit": ["speech", "paragraph"],
}
VALUES = {**ENTITIES, **OTHERS}
SINGLE = {"language", "from", "to", "q", "unit"}

chosen = st.fixed_dictionaries(
    {},
    optional={
        name: st.lists(
            st.sampled_from(values), min_size=1, max_size=1 if name in SINGLE else 2, unique=True
        )
        for name, values in VALUES.items()
    },
).filter(lambda values: len(values) <= 5)


def address(chosen: dict[str, list[str]], **more: str) -> QueryDict:
    """The address of a list: codes and slugs for names."""
    params = QueryDict(mutable=True)
    for name, values in chosen.items():
        params.setlist(name, [code(name, value) for value in values])
    params.update(more)
    return params


def code(name: str, value: str) -> str:
    if name in ENTITIES:
        return Entity.objects.get(name=value).code
    if name == "speaker":
        return Speaker.objects.get(name=value).slug
    return Event.objects.get(name=value).slug if name == "event" else value


def filters_of(params: QueryDict, user: Any = None) -> SpeechFilter:
    request = RequestFactory().get("/speeches/", query_params=params)
    request.user = user or AnonymousUser()
    return speech_filter(request)


def expected(
    chosen: dict[str, list[str]], user: Any, archive: SmallArchive, without: str = ""
) -> set[int]:
    """By the queries of the models."""
    speeches = Speech.objects.visible_to(user)
    for name, values in chosen.items():
        if name not in {without, "q", "unit"}:
            speeches = narrowed(speeches, name, values)
    keys = set(speeches.values_list("pk", flat=True))
    tree = parse(chosen["q"][0]).tree if "q" in chosen else None
    if tree is None:
        return keys
    naive = NaiveSearch(archive.statements, archive.keys)
    return keys & naive.found(tree, in_one_paragraph=chosen.get("unit") == ["paragraph"])


def narrowed(speeches: SpeechQuerySet, name: str, values: list[str]) -> SpeechQuerySet:
    match name:
        case "represents":
            return speeches.represented_by_any(Entity.objects.filter(name__in=values))
        case "speaker":
            return speeches.filter(speaker__name__in=values)
        case "event":
            at = Event.objects.filter(name__in=values) | Event.objects.filter(
                part_of__name__in=values
            )
            return speeches.filter(event__in=at)
        case "year":
            return speeches.filter(date__year__in=values)
        case "language":
            return speeches.filter(language=values[0])
        case "from":
            return speeches.dated_from(parse_partial_date(values[0]).first_day)
        case "to":
            return speeches.dated_to(parse_partial_date(values[0]).last_day)
        case _:
            return speeches.mentioning(Entity.objects.filter(name__in=values))


@pytest.fixture(params=[False, True], ids=["visitor", "staff"])
def user(request: pytest.FixtureRequest) -> Any:
    return User(is_staff=True) if request.param else AnonymousUser()


@pytest.fixture
def _compares_few(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """More is found than can be compared."""
    monkeypatch.setattr(ranking, "COMPARED", 3)
    monkeypatch.setattr(ranking, "ENOUGH", 2)
    recent.forget()
    yield
    recent.forget()


@pytest.mark.usefixtures("db")
@settings(max_examples=60)
@given(
    is_staff=st.booleans(),
    chosen=chosen,
    without=st.sampled_from(["", *sorted(VALUES.keys() - {"q", "unit"})]),
)
def test_filters_leave_what_the_models_say(
    small_archive: SmallArchive, is_staff: bool, chosen: dict[str, list[str]], without: str
) -> None:
    user = User(is_staff=True) if is_staff else AnonymousUser()
    filters = filters_of(address(chosen), user)
    assert not filters.form.errors
    assert set(filters.statements()) == expected(chosen, user, small_archive)
    assert set(filters.statements(without)) == expected(chosen, user, small_archive, without)
    assert {speech.pk for speech in filters.qs} == set(filters.statements())


@pytest.mark.usefixtures("db", "small_archive")
@pytest.mark.parametrize("name", sorted(VALUES.keys() - {"q", "unit"}))
def test_each_filter_narrows_and_is_seen(small_archive: SmallArchive, name: str) -> None:
    for value in VALUES[name]:
        chosen = {name: [value]}
        filters = filters_of(address(chosen))
        assert set(filters.statements()) == expected(chosen, AnonymousUser(), small_archive)
        assert [chip.value for chip in filters.chips()] == [code(name, value)]
        assert set(filters.statements(without=name)) == set(filters.visible)


def pages_of(filters: SpeechFilter, size: int = 3) -> list[int]:
    result = filters.result
    return [
        speech.pk
        for start in range(0, len(result) + size, size)
        for speech in result[start : start + size]
    ]


@pytest.mark.usefixtures("db", "small_archive")
@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
@pytest.mark.parametrize("words", ["peace", "the", "peace OR climate OR paz", "-absent", "tr*", ""])
@pytest.mark.parametrize("limits", ["", "_compares_few"])
def test_pages_have_every_statement_once(
    request: pytest.FixtureRequest, user: Any, sort: str, words: str, limits: str
) -> None:
    if limits:
        request.getfixturevalue(limits)
    filters = filters_of(address({}, q=words, sort=sort), user)
    keys = pages_of(filters)
    assert len(keys) == len(set(keys)) == len(filters.result) > 3
    assert set(keys) == set(filters.statements())
    speeches = filters.qs
    if filters.sort == "newest":
        assert keys == [speech.pk for speech in speeches.newest()]
    if filters.sort == "oldest":
        assert keys == [speech.pk for speech in speeches.oldest()]


@pytest.mark.usefixtures("db", "small_archive")
@pytest.mark.parametrize(
    ("name", "value"),
    [
        *((name, "nowhere") for name in [*ENTITIES, "speaker", "event"]),
        *((name, "a\x00b") for name in [*ENTITIES, "speaker", "event"]),
        ("year", "20201"),
        ("year", "２０２０"),
        ("language", "english"),
        ("from", "yesterday"),
        ("to", "2020-13"),
        ("unit", "book"),
        ("sort", "best"),
        ("names", "none"),
    ],
)
def test_a_bad_value_is_an_error_of_its_field_only(name: str, value: str) -> None:
    filters = filters_of(address({}, **{name: value}, q="peace"))
    assert list(filters.form.errors) == [name]
    assert set(filters.statements()) == set(filters_of(address({}, q="peace")).statements())
