"""Index the statements that are there already."""

from typing import Any

from django.db import migrations

BATCH = 200


def index_what_is_there(apps: Any, schema_editor: Any) -> None:
    """In short transactions of their own: a large archive stays open meanwhile, and a run that was
    broken off goes on where it stopped."""
    with schema_editor.connection.cursor() as cursor:
        last = 0
        while True:
            cursor.execute(
                "WITH batch AS ("
                " SELECT speech.id FROM statements_speech speech"
                " WHERE speech.id > %s AND (NOT EXISTS ("
                "  SELECT FROM statements_speechindex WHERE speech_id = speech.id)"
                " OR EXISTS (SELECT FROM statements_paragraph"
                "  WHERE speech_id = speech.id AND words IS NULL))"
                " ORDER BY speech.id LIMIT %s)"
                " SELECT max(id), statements_index_speeches(array_agg(id)), array_agg(id)"
                " FROM batch",
                [last, BATCH],
            )
            (last, _, keys) = cursor.fetchone()
            if last is None:
                return
            # The trigger fills it.
            cursor.execute(
                "UPDATE statements_paragraph SET words = NULL"
                " WHERE speech_id = ANY (%s) AND words IS NULL",
                [keys],
            )


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("statements", "0011_speech_index")]
    operations = [migrations.RunPython(index_what_is_there, migrations.RunPython.noop)]
