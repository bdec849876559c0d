"""The indexes of what statements are searched by, built beside the running site."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.contrib.postgres.search import SearchVector
from django.db import migrations
from django.db.models import F, Func, TextField

WRITTEN = SearchVector(
    Func(F("text"), function="statements_plain", output_field=TextField()),
    config="statements_simple",
)
INDEXES = (
    ("speechindex", GinIndex(fields=["name_words"], name="speech_index_names")),
    ("speechindex", GinIndex(fields=["words"], name="speech_index_words")),
    ("speechindex", GinIndex(fields=["exact_words"], name="speech_index_exact")),
    ("speechindex", GinIndex(fields=["frequent_words"], name="speech_index_frequent")),
    ("paragraph", GinIndex(fields=["words"], name="paragraph_words_gin")),
    ("paragraph", GinIndex(WRITTEN, name="paragraph_written_gin")),
)


def operations() -> list[migrations.operations.base.Operation]:
    """A run that was broken off leaves an index that is not valid, so each is built anew."""
    return [
        operation
        for model, index in INDEXES
        for operation in (
            migrations.RunSQL(
                f"DROP INDEX CONCURRENTLY IF EXISTS {index.name}", migrations.RunSQL.noop
            ),
            AddIndexConcurrently(model_name=model, index=index),
        )
    ]


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("statements", "0012_fill_speech_index")]
    operations = operations()
