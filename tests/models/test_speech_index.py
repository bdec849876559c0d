"""What statements are searched by is kept true by the database, whoever changes what."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import QuerySet

from statements.models import Paragraph, Speech, SpeechIndex
from statements.search import postgres
from statements.search.nodes import Phrase, Word
from statements.searching.paragraphs import written
from tests.factories import make_entity, make_event, make_source, make_speaker, make_speech

pytestmark = pytest.mark.django_db


def named(*words: str) -> list[bool]:
    """Whether the one statement is found by each of the words in title and names."""
    return _found("name_words", words)


def said(*words: str) -> list[bool]:
    """Whether the one statement is found by each of the words anywhere."""
    return _found("words", words)


def _found(vector: str, words: tuple[str, ...]) -> list[bool]:
    index = SpeechIndex.objects.get()
    rows = SpeechIndex.objects.filter(pk=index.pk)
    return [rows.filter(**{vector: english(word)}).exists() for word in words]


def english(word: str) -> SearchQuery:
    return SearchQuery(word, config="statements_english")


def weights(vector: str = "words") -> dict[str, str]:
    """The highest weight of each word of the one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT lexeme, weights[1] FROM statements_speechindex, unnest({vector})"  # noqa: S608 - a column
        )
        return dict(cursor.fetchall())


def test_a_new_statement_is_found_by_all_its_words() -> None:
    make_speech(title="On seals", text="They are hunted.", speaker=make_speaker(name="Ana Lindt"))
    assert said("seal", "hunting", "lindt", "trade") == [True, True, True, False]
    assert named("seal", "hunting", "lindt", "trade") == [True, False, True, False]


def test_many_statements_at_once_are_found() -> None:
    Speech.objects.bulk_create(
        Speech(slug=slug, title="On seals", text="…", language="en", source=make_source())
        for slug in ("a", "b", "c")
    )
    assert SpeechIndex.objects.filter(words=english("seals")).count() == 3
    Speech.objects.update(title="On whales")
    assert SpeechIndex.objects.filter(words=english("whales")).count() == 3
    assert SpeechIndex.objects.filter(words=english("seals")).count() == 0


def test_a_changed_text_title_or_language_is_found_as_it_is() -> None:
    speech = make_speech(title="On seals", text="Hunting.")
    Speech.objects.update(text="Fishing.")
    assert said("seals", "hunting", "fish") == [True, False, True]
    Speech.objects.update(title="On whales")
    assert named("seals", "whale") == [False, True]
    Speech.objects.update(language="it")
    assert SpeechIndex.objects.get().language == "it"
    assert said("fish", "fishing") == [False, False]
    assert SpeechIndex.objects.get(words=postgres.as_written(Word("fishing"))).pk == speech.pk


def test_a_change_that_no_search_sees_writes_nothing() -> None:
    make_speech()
    before = _version_of_row()
    Speech.objects.update(status="draft", slug="other", place="Nairobi")
    assert _version_of_row() == before
    Speech.objects.update(title="Other")
    assert _version_of_row() != before


def _version_of_row() -> Any:
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctid FROM statements_speechindex")
        return cursor.fetchall()


def test_names_are_found_and_follow_those_who_bear_them() -> None:
    speech = make_speech()
    for field, new, word in (
        ("speaker", make_speaker(name="Ana Lindt"), "lindt"),
        ("represents", make_entity(name="Elbonia"), "elbonia"),
        ("event", make_event(name="Bay Conference"), "conference"),
    ):
        assert named(word) == [False]
        Speech.objects.update(**{field: new})
        assert named(word) == [True]
        type(new).objects.filter(pk=new.pk).update(name="Renamed")
        assert named(word, "renamed") == [False, True]
        Speech.objects.filter(pk=speech.pk).update(**{field: None})
        assert named("renamed") == [False]


def test_the_larger_event_is_found_too_and_follows() -> None:
    week, part = make_event(name="Ocean Week"), make_event(name="Bay Meeting")
    make_speech(event=part)
    type(part).objects.filter(pk=part.pk).update(part_of=week)
    assert named("bay", "ocean") == [True, True]
    type(week).objects.filter(pk=week.pk).update(name="Forest Week")
    assert named("bay", "ocean", "forest") == [True, False, True]
    type(part).objects.filter(pk=part.pk).update(part_of=None)
    assert named("bay", "forest") == [True, False]


def test_a_deleted_statement_leaves_nothing() -> None:
    speech, other = make_speech(), make_speech()
    speech.delete()
    assert [index.pk for index in SpeechIndex.objects.all()] == [other.pk]


def test_words_weigh_by_where_they_stand() -> None:
    make_speech(
        title="On seals",
        text="The hunters\n\nWhales are large.\n\nSeals swim.",
        speaker=make_speaker(name="Ana Lindt"),
    )
    for vector, stems in (
        ("words", ("seal", "lindt", "hunter", "larg")),
        ("exact_words", ("seals", "lindt", "hunters", "large")),
    ):
        found = weights(vector)
        assert [found[stem] for stem in stems] == ["A", "B", "C", "D"]


@pytest.mark.parametrize(
    ("line", "is_heading"),
    [
        ("Hunters", True),
        ("Hunters of the bay", True),
        ("<Hunters>", True),
        ("III. Hunters", True),
        ("Hunters come.", False),
        ("Hunters?", False),
        ("“Hunters”", False),
        ("Hunters, and so on " * 5 + "end", False),
        ("Hunters\nin two lines.", False),
    ],
)
def test_a_heading_is_a_short_line_that_no_sentence_ends(line: str, is_heading: bool) -> None:
    make_speech(text=f"They are many.\n\n{line}\n\nThey are strong.")
    assert (weights()["hunter"] == "C") is is_heading


def test_what_is_written_between_angle_brackets_is_found() -> None:
    make_speech(title="<Seals>", text="<They are hunted>", speaker=make_speaker(name="<Lindt>"))
    assert said("seals", "hunt", "lindt") == [True, True, True]


def test_a_text_in_two_configurations_has_the_words_of_both() -> None:
    make_speech(title="", text="Apoyamos la resolución.", language="es")
    assert {"resolu", "resolucion"} <= weights().keys()
    assert {"resolución", "resolu"} & weights("exact_words").keys() == set()


@pytest.mark.parametrize("vector", ["name_words", "words", "exact_words", "frequent_words"])
def test_each_vector_is_searched_by_its_index(vector: str) -> None:
    indexes = {index.fields[0]: index.name for index in SpeechIndex._meta.indexes}
    assert indexes[vector] in plan(SpeechIndex.objects.filter(**{vector: english("seals")}))


def test_words_of_paragraphs_are_searched_by_their_indexes() -> None:
    assert "paragraph_words_gin" in plan(Paragraph.objects.filter(words=english("seals")))
    for node in (Word("seal", is_prefix=True), Phrase("seals swim", is_literal=True)):
        assert "paragraph_written_gin" in plan(Paragraph.objects.filter(written(node)))


def plan(rows: QuerySet[Any]) -> str:
    with connection.cursor() as cursor:
        # The tables are too small for the planner to want an index; whether it can is the question.
        cursor.execute("SET LOCAL enable_seqscan = off")
    return rows.order_by().explain()


def test_a_migration_indexes_what_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    migration = import_module("statements.migrations.0012_fill_speech_index")
    monkeypatch.setattr(migration, "BATCH", 2)
    for number in range(5):
        make_speech(text=f"Seals {number}.", speaker=make_speaker())
    kept = list(SpeechIndex.objects.order_by("pk").values())
    SpeechIndex.objects.all().delete()
    with connection.schema_editor(atomic=False) as editor:
        migration.index_what_is_there(None, editor)
    assert list(SpeechIndex.objects.order_by("pk").values()) == kept
