"""Answers are remembered while the archive is as it was, and not too many of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from cachetools import TTLCache

from statements.holdings import current
from statements.search.nodes import Word
from statements.searching import recent
from statements.searching.finding import find
from statements.searching.recent import remembered
from statements.searching.understanding import Understood
from tests.factories import make_speech


@pytest.fixture(autouse=True)
def _forgets() -> Iterator[None]:
    recent.forget()
    yield
    recent.forget()


def test_a_question_is_asked_once_for_each_version() -> None:
    asked: list[int] = []

    def ask() -> int:
        asked.append(1)
        return len(asked)

    assert [remembered(1, "how many", ask) for _ in range(3)] == [1, 1, 1]
    assert remembered(1, "how old", ask) == 2
    assert remembered(2, "how many", ask) == 3
    assert remembered(1, "how many", ask) == 1


def test_an_empty_answer_is_an_answer() -> None:
    asked: list[int] = []
    for _ in range(2):
        assert remembered(1, "which", lambda: asked.append(1) or ()) == ()
    assert len(asked) == 1


def test_what_is_not_final_is_asked_for_again_after_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 0.0
    monkeypatch.setattr(recent, "_makeshift", TTLCache(9, ttl=60, timer=lambda: now))
    answers = iter(["some", "all", "never asked for"])

    def answer() -> str:
        return remembered(1, "which", lambda: next(answers), is_final=lambda found: found == "all")

    assert [answer(), answer()] == ["some", "some"]
    now = 61.0
    assert [answer(), answer()] == ["all", "all"]
    now = 600.0
    assert answer() == "all"


def test_what_fails_is_asked_for_again() -> None:
    with pytest.raises(ZeroDivisionError):
        remembered(1, "which", lambda: 1 // 0)
    assert remembered(1, "which", lambda: "all") == "all"


def test_what_was_long_not_asked_for_falls_out() -> None:
    for number in range(recent.ANSWERS):
        remembered(1, number, lambda: "first")
    remembered(1, 0, lambda: "again")
    remembered(1, "one more", lambda: "first")
    assert remembered(1, 0, lambda: "again") == "first"
    assert remembered(1, 1, lambda: "again") == "again"


@pytest.mark.django_db
def test_a_changed_archive_is_searched_anew() -> None:
    def found() -> set[int]:
        query = Understood(Word("peace"), Word("peace"), {})
        return set(find(query, current()).statements)

    assert found() == set()
    speech = make_speech(text="We want peace.")
    assert found() == {speech.pk}
    speech.text = "We want rest."
    speech.save()
    assert found() == set()
