"""The migrations of an archive that holds statements already."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from statements.models import SpeechIndex
from statements.search import postgres
from statements.search.nodes import Word
from tests.factories import make_paragraph, make_speaker, make_speech

BEFORE_THE_INDEX = "0008_mention_indexes"


@pytest.mark.django_db(transaction=True)
def test_an_archive_goes_back_to_older_searches_and_forth_again() -> None:
    speech = make_speech(text="Seals swim.", speaker=make_speaker(name="Ana Lindt"))
    make_paragraph(speech, text="Seals swim.")
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes("statements")
    try:
        MigrationExecutor(connection).migrate([("statements", BEFORE_THE_INDEX)])
        assert "statements_speechindex" not in connection.introspection.table_names()
        assert _found_by_older_search("seal")
    finally:
        MigrationExecutor(connection).migrate(latest)
    index = SpeechIndex.objects.get(words=postgres.stems(Word("lindt"), ("statements_english",)))
    assert index.pk == speech.pk


def _found_by_older_search(word: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM statements_speech"
            " WHERE search_vector @@ to_tsquery('statements_english', %s)",
            [word],
        )
        return bool(cursor.fetchone()[0])
