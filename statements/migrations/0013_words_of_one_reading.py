"""Paragraphs in which no phrase spans the words by two configurations.

Where a language has two, the last word by the first stood next to the first word by the second,
and a paragraph was found that begins with the end of a phrase and ends with its beginning. The
table is written anew, which takes some minutes for half a million paragraphs.
"""

from collections.abc import Iterator
from functools import reduce

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import migrations
from django.db.models import Case, F, Func, GeneratedField, TextField, Value, When
from django.db.models.expressions import Combinable

from statements.search.postgres import Gap

# Written out, not imported: a migration describes the past and must not change with the code.
CONFIGURATIONS = {
    "ar": ("pg_catalog.arabic", "statements_arabic"),
    "de": ("pg_catalog.german", "statements_german"),
    "en": ("statements_english",),
    "es": ("pg_catalog.spanish", "statements_spanish"),
    "fr": ("pg_catalog.french", "statements_french"),
    "pt": ("pg_catalog.portuguese", "statements_portuguese"),
    "ru": ("pg_catalog.russian", "statements_russian"),
}


def words(configuration: str) -> SearchVector:
    text = Func(F("text"), Value("<>"), Value("  "), function="TRANSLATE", output_field=TextField())
    return SearchVector(text, weight="D", config=configuration)


def apart(names: tuple[str, ...]) -> Combinable:
    vectors: Iterator[Combinable] = map(words, names)
    return reduce(lambda left, right: left + Gap() + right, vectors)


VECTOR = GeneratedField(
    expression=Case(
        *(When(language=language, then=apart(names)) for language, names in CONFIGURATIONS.items()),
        default=words("statements_simple"),
    ),
    output_field=SearchVectorField(),
    db_persist=True,
)
INDEX = GinIndex(fields=["search_vector"], name="paragraph_search_gin")


class Migration(migrations.Migration):
    dependencies = [("statements", "0012_vocabulary")]
    operations = [
        migrations.RemoveIndex(model_name="paragraph", name="paragraph_search_gin"),
        migrations.RemoveField(model_name="paragraph", name="search_vector"),
        migrations.AddField(model_name="paragraph", name="search_vector", field=VECTOR),
        migrations.AddIndex(model_name="paragraph", index=INDEX),
    ]
