"""Extensions and text search configurations, which the generated columns of 0002 name."""

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations

# Written out, not imported: a migration describes the past and must not change with the code.
CONFIGURATIONS = {
    "statements_arabic": "arabic",
    "statements_english": "english",
    "statements_french": "french",
    "statements_german": "german",
    "statements_portuguese": "portuguese",
    "statements_russian": "russian",
    "statements_simple": "simple",
    "statements_spanish": "spanish",
}


def text_search_configuration(name: str, base: str) -> migrations.RunSQL:
    """A copy of PostgreSQL's configuration that folds accents before it stems."""
    dictionary = "simple" if base == "simple" else f"{base}_stem"
    return migrations.RunSQL(
        sql=[
            f"CREATE TEXT SEARCH CONFIGURATION {name} (COPY = pg_catalog.{base})",
            f"ALTER TEXT SEARCH CONFIGURATION {name} "
            f"ALTER MAPPING FOR hword, hword_part, word WITH unaccent, {dictionary}",
        ],
        reverse_sql=[f"DROP TEXT SEARCH CONFIGURATION {name}"],
    )


class Migration(migrations.Migration):
    dependencies = []
    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        *(text_search_configuration(name, base) for name, base in CONFIGURATIONS.items()),
    ]
