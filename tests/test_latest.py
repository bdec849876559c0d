"""Which statements are the latest."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from statements.latest import latest
from statements.models import Revision, Speech
from statements.revising import content_of, restore, revise, set_status
from statements.views.home import LATEST
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return User.objects.create(username="editor")


def made(title: str, year: int | None = 2024, **fields: Any) -> Speech:
    date = None if year is None else datetime.date(year, 1, 1)
    return factories.make_speech(
        title=title, date=date, date_precision="year" if date else "", **fields
    )


def titles() -> list[str]:
    return [speech.title for speech in latest(Speech.objects.published())]


def test_of_the_same_date_what_was_last_received_comes_first() -> None:
    for title, year in (("undated", None), ("first", 2024), ("second", 2024), ("older", 2023)):
        made(title, year)
    assert titles() == ["second", "first", "older", "undated"]


def test_what_was_published_just_now_comes_before_what_was_received_since(editor: User) -> None:
    draft = made("published now", status="draft")
    made("received since")
    made("later", 2025)
    assert titles() == ["later", "received since"]
    set_status(draft, "published", editor)
    assert titles() == ["later", "published now", "received since"]


def test_a_correction_makes_no_statement_new_but_publishing_again_does(editor: User) -> None:
    old = made("old")
    made("new")
    corrected = replace(content_of(old), title="old, corrected")
    revise(old, corrected, kind=Revision.Kind.CORRECTION, made_by=editor)
    assert titles() == ["new", "old, corrected"]
    set_status(old, "draft", editor)
    restore(old.revisions.get(number=2), editor, based_on=3)
    assert titles() == ["old, corrected", "new"]


def test_the_front_page_shows_what_was_published_last(client: Client, editor: User) -> None:
    draft = made("published now", status="draft")
    for number in range(LATEST):
        made(f"received {number}")
    set_status(draft, "published", editor)
    shown = client.get("/").context["latest"]
    assert [entry.speech.title for entry in shown][:2] == ["published now", "received 5"]


def test_only_statements_of_the_latest_dates_are_put_in_order(editor: User) -> None:
    for year in range(1900, 2000):
        made(str(year), year)
    with connection.cursor() as cursor:
        # Of so few rows some servers find it as cheap to sort all: whether they need not is meant.
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    plan = latest(Speech.objects.published())[:2].explain(analyze=True)
    scan = next(line for line in plan.splitlines() if "using speech_newest" in line)
    # Each date has one statement, so two or three are looked at, and not the hundred.
    assert "rows=100" not in scan.partition("actual")[2]
