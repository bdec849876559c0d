"""Which words the statements use, and how many do."""

from io import StringIO
from itertools import product
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from statements.models import Speech, VocabularyWord
from statements.search.names import KnownNames
from statements.search.query import And, Word
from statements.suggesting import similar, suggestion
from statements.vocabulary import gather
from tests.factories import make_speaker, make_speech

pytestmark = pytest.mark.django_db

NOBODY = KnownNames(())


def counts() -> dict[str, int]:
    return dict(VocabularyWord.objects.values_list("word", "statements"))


def test_words_are_counted_once_a_statement_folded_and_without_numbers() -> None:
    make_speech(title="Água", text="The treaty; the TREATY of 2020, S/RES/1 by co-operation.")
    make_speech(title="", text="Côte treaty", speaker=make_speaker(name="Ruiz"))

    assert gather() == 2

    assert counts() == {
        **{"agua": 1, "the": 1, "treaty": 2, "res": 1, "operation": 1, "cote": 1, "ruiz": 1},
    }


def test_only_published_statements_have_a_say() -> None:
    make_speech(text="secret", status="draft")

    assert gather() == 0

    assert counts() == {}


def test_what_was_stored_later_is_added() -> None:
    for _ in range(3):
        make_speech(title="", text="peace now")
    gather()
    make_speech(title="", text="peace later")

    assert gather() == 1
    assert gather() == 0

    assert counts() == {"peace": 4, "now": 3, "later": 1}


def test_all_are_counted_anew_where_most_have_changed() -> None:
    speeches = [make_speech(title="", text="peace now") for _ in range(3)]
    gather()
    for speech in speeches[:2]:
        speech.text = "peace again"
        speech.save()

    assert gather() == 3

    assert counts() == {"peace": 3, "now": 1, "again": 2}


def test_nobody_waits_while_many_are_counted() -> None:
    for _ in range(3):
        make_speech()

    assert gather(most=2) == 0
    assert gather(most=3) == 3


def test_the_command_forgets_what_was_deleted() -> None:
    make_speech(title="", text="peace now")
    withdrawn = make_speech(title="", text="withdrawn words")
    gather()
    Speech.objects.filter(pk=withdrawn.pk).update(status="draft")
    out = StringIO()

    call_command("gather_vocabulary", stdout=out)

    assert counts() == {"peace": 1, "now": 1}
    assert out.getvalue() == "2 words of 1 statements.\n"

    Speech.objects.all().delete()
    call_command("gather_vocabulary", verbosity=0)
    assert counts() == {}


def test_a_search_is_suggested_as_the_archive_spells_its_words() -> None:
    make_speech(title="", text="The Security Council met on disarmament in Elbonia.")
    gather()

    typed = And((Word("Securty"), Word("Council"), Word("desarmement")))

    assert suggestion(typed, NOBODY) == "Security Council disarmament"
    assert suggestion(Word("Elbonai"), NOBODY) == "Elbonia"
    assert suggestion(Word("teh"), NOBODY) == "the"
    assert suggestion(Word("council"), NOBODY) is None
    assert suggestion(Word("xylophone"), NOBODY) is None
    assert suggestion(Word("%_'\\"), NOBODY) is None


def test_what_one_statement_of_many_has_is_not_suggested() -> None:
    for _ in range(50):
        make_speech(title="", text="peace")
    make_speech(title="", text="armistice")
    gather()

    assert suggestion(Word("armistise"), NOBODY) is None
    assert suggestion(Word("peaec"), NOBODY) == "peace"
    # It is a word all the same.
    assert [candidate.word for candidate in similar(["armistice"])["armistice"]] == ["armistice"]


def test_the_vocabulary_is_asked_once_and_by_its_indexes() -> None:
    now = timezone.now()
    VocabularyWord.objects.bulk_create(
        VocabularyWord(word=f"{a}{b}{c}", statements=2, counted_at=now)
        for a, b, c in product(("dis", "re", "in", "con"), ("arma", "solu", "form"), ("x", "y"))
    )
    with connection.cursor() as cursor:
        # The few rows of a test are read faster one by one.
        cursor.execute("SET LOCAL enable_seqscan = off")

    with CaptureQueriesContext(connection) as asked:
        suggestion(And((Word("disarmaz"), Word("reformx"))), NOBODY)

    (query,) = asked.captured_queries
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {query['sql']}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "vocabulary_word_similar" in plan
    assert "Index Scan using vocabulary_word_unique" in plan
    assert "Seq Scan" not in plan


def test_an_import_counts_its_words(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Statement by Mr. Ito Ren\n\n3 March 2019\n\nWe support the treaty.\n")

    call_command("import_statements", str(file), dry_run=True, verbosity=0)
    assert counts() == {}
    call_command("import_statements", str(file), verbosity=0)
    assert counts()["treaty"] == 1
