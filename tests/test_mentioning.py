"""Mentions of stored statements: recognised anew, with editors' decisions in force."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext

from statements.deciding import WordsNotThere, decide, decide_on, take_back
from statements.importing import Arrival, default_reader, store
from statements.management.commands import recognize_mentions
from statements.mentioning import recognize
from statements.models import Entity, Mention, MentionDecision, Speech
from statements.revising import take_reading
from tests.factories import make_entity, make_mention
from tests.readings import make_read

pytestmark = pytest.mark.django_db

FIRST = "We thank Kenya for all that was done in the years that lie behind us."
SECOND = "The snow on Mount Kenya is melting, as every herdsman of the region knows."


@pytest.fixture
def editor() -> User:
    return User.objects.create_user("editor")


@pytest.fixture
def speech() -> Speech:
    read = make_read(FIRST, SECOND, title="On Kenya")
    outcome = store(Arrival(read=read, data=b"a", status="published"))
    assert outcome.speech is not None
    recognize([outcome.speech.pk], default_reader().recognizer)
    return Speech.objects.get()


def mentions(speech: Speech) -> set[tuple[int | None, str, str, str]]:
    rows = speech.mentions.values_list("paragraph__number", "surface", "entity__code", "state")
    return set(rows)


def kenya(number: int | None, state: str = "found") -> tuple[int | None, str, str, str]:
    return number, "Kenya", "KEN", state


def run(*arguments: Any, **options: Any) -> str:
    out = StringIO()
    call_command("recognize_mentions", *arguments, stdout=out, **options)
    return out.getvalue()


def rows() -> list[tuple[int, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, xmin::text FROM statements_mention ORDER BY id")
        return cursor.fetchall()


def test_what_is_as_it_was_is_not_written_again(speech: Speech) -> None:
    before = rows()
    assert before
    (result,) = recognize([speech.pk], default_reader().recognizer)
    assert (result.changes, result.paragraphs) == ((), 2)
    assert rows() == before


def test_what_was_named_before_and_the_event_say_what_a_noun_means() -> None:
    texts = "The Committee met in the autumn.", "The Agency was thanked, the IAEA: the Agency."
    read = make_read(*texts, title="A statement", event="Meeting of the Fifth Committee")
    outcome = store(Arrival(read=read, data=b"a", status="published"))
    assert outcome.speech is not None
    recognize([outcome.speech.pk], default_reader().recognizer)
    found = Mention.objects.exclude(entity__kind="theme").order_by("paragraph__number", "start")
    assert list(found.values_list("surface", "start", "entity__code")) == [
        ("Committee", 4, "fifth-committee"),
        ("IAEA", texts[1].index("IAEA"), "iaea"),
        ("Agency", texts[1].rindex("Agency"), "iaea"),
    ]


def test_what_is_recognised_no_longer_goes_and_what_is_new_comes(speech: Speech) -> None:
    speech.mentions.filter(paragraph__number=1).delete()
    make_mention(speech, make_entity(code="XXX"), start=3, end=5, surface="Ke")
    out = run(report=None)
    assert kenya(1) in mentions(speech)
    assert "XXX" not in {code for _, _, code, _ in mentions(speech)}
    assert "mentions added: 1, removed: 1." in out


def test_a_dry_run_says_what_would_change_and_changes_nothing(
    speech: Speech, tmp_path: Path
) -> None:
    speech.mentions.filter(paragraph__number=1).delete()
    before, report = rows(), tmp_path / "report.jsonl"
    assert "would be changed: 1" in run("--dry-run", "--report", str(report)).lower()
    assert rows() == before
    (line,) = map(json.loads, report.read_text(encoding="utf-8").splitlines())
    assert line == {
        "slug": speech.slug,
        "added": [
            {
                "paragraph": 1,
                "kind": "country",
                "code": "KEN",
                "surface": "Kenya",
                "state": "found",
            }
        ],
        "removed": [],
    }


def test_statements_are_chosen_by_their_slugs(speech: Speech) -> None:
    assert run(speech.slug).startswith("1 statements")
    with pytest.raises(CommandError, match="no statement nowhere"):
        run("nowhere")
    with pytest.raises(CommandError, match="cannot be written"):
        run("--report", "/nowhere/at/all.jsonl")


def test_breaking_it_off_is_said_without_a_traceback(
    speech: Speech, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*args: Any, **options: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(recognize_mentions, "recognize", interrupted)
    with pytest.raises(CommandError, match="run it again"):
        run()


def test_the_queries_do_not_grow_with_the_statements(speech: Speech) -> None:
    def cost(keys: list[int]) -> int:
        with CaptureQueriesContext(connection) as captured:
            recognize(keys, default_reader().recognizer)
        return len(captured)

    first = cost([speech.pk])
    for number in range(3):
        read = make_read(f"{FIRST} {number}", title=f"On {number}")
        store(Arrival(read=read, data=str(number).encode(), status="published"))
    keys = list(Speech.objects.values_list("pk", flat=True))
    recognize(keys, default_reader().recognizer)
    assert cost(keys) == first


# Decisions


def test_a_rejected_mention_no_longer_counts_and_can_be_taken_back(
    speech: Speech, editor: User
) -> None:
    decide_on(speech.mentions.get(paragraph__number=1), is_mention=False, made_by=editor)
    assert kenya(1, "rejected") in mentions(speech)
    run()
    assert kenya(1, "rejected") in mentions(speech)
    decision = MentionDecision.objects.get()
    assert (decision.exact, decision.made_by) == ("Kenya", editor)
    take_back(decision)
    assert kenya(1) in mentions(speech)
    assert not MentionDecision.objects.exists()


def mountain() -> Entity:
    return make_entity(kind="theme", code="mountains", name="Mountains")


def add(speech: Speech, words: str, entity: Entity, **options: Any) -> None:
    start = SECOND.index(words)
    place = {"paragraph": 2, "start": start, "end": start + len(words)}
    decide(speech, **{**place, "entity": entity, "is_mention": True, "made_by": None, **options})


def test_a_mention_is_added_and_another_entity_takes_its_place(speech: Speech) -> None:
    add(speech, "Mount Kenya", mountain())
    assert (2, "Mount Kenya", "mountains", "accepted") in mentions(speech)
    assert kenya(2) not in mentions(speech)
    add(speech, "Mount Kenya", Entity.objects.get(code="KEN"))
    assert (2, "Mount Kenya", "KEN", "accepted") in mentions(speech)
    assert MentionDecision.objects.count() == 1


def test_the_last_word_on_the_same_words_holds(speech: Speech) -> None:
    entity = mountain()
    add(speech, "herdsman", entity)
    add(speech, "herdsman", entity, is_mention=False)
    assert MentionDecision.objects.get().is_mention is False
    assert "herdsman" not in {surface for _, surface, _, _ in mentions(speech)}


def test_decisions_survive_a_changed_text(speech: Speech, editor: User) -> None:
    entity = mountain()
    decide_on(speech.mentions.get(paragraph__number=1), is_mention=False, made_by=editor)
    add(speech, "herdsman", entity)
    title = speech.mentions.get(paragraph=None)
    decide_on(title, is_mention=False, made_by=editor)
    changed = make_read(
        "A paragraph that is new.",
        SECOND.replace("is melting", "melts quickly"),
        FIRST.replace("We thank", "My country thanks"),
        title="On Kenya and Japan",
    )
    take_reading(speech, changed, None)
    assert mentions(speech) >= {
        kenya(3, "rejected"),
        (2, "herdsman", "mountains", "accepted"),
        (None, "Japan", "JPN", "found"),
        kenya(None, "rejected"),
    }


def test_a_decision_waits_until_its_words_come_back(speech: Speech) -> None:
    add(speech, "herdsman", mountain())
    take_reading(speech, make_read(FIRST, title="On Kenya"), None)
    assert "1 decisions are on words that stand there no longer." in run()
    take_reading(speech, make_read(FIRST, SECOND, title="On Kenya"), None)
    assert (2, "herdsman", "mountains", "accepted") in mentions(speech)


@pytest.mark.parametrize(
    "place",
    [
        {"paragraph": 9},
        {"paragraph": 0},
        {"start": 5, "end": 5},
        {"start": 0, "end": 9_999},
        {"start": 3, "end": 5},
        {"surface": "something else"},
    ],
    ids=str,
)
def test_words_that_are_not_there_cannot_be_decided_on(
    speech: Speech, place: dict[str, Any]
) -> None:
    with pytest.raises(WordsNotThere, match="do not stand there"):
        add(speech, "herdsman", mountain(), **place)
    assert not MentionDecision.objects.exists()


def test_nothing_can_be_decided_on_a_statement_that_was_deleted(speech: Speech) -> None:
    mention = speech.mentions.select_related("speech", "paragraph").first()
    assert mention is not None
    Speech.objects.get().delete()
    with pytest.raises(WordsNotThere):
        decide_on(mention, is_mention=True, made_by=None)


def test_what_a_decision_hangs_on_is_not_deleted(speech: Speech) -> None:
    add(speech, "herdsman", mountain(), is_mention=False)
    assert not Mention.objects.filter(entity__code="mountains").exists()
    with pytest.raises(ProtectedError):
        Entity.objects.get(code="mountains").delete()
