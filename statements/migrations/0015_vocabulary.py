"""The archive’s own vocabulary, for offering what a reader may have meant."""

import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("statements", "0014_drop_search_vectors"),
    ]

    operations = [
        migrations.CreateModel(
            name="VocabularyWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.CharField(max_length=60)),
                (
                    "statements",
                    models.PositiveIntegerField(help_text="In how many statements it stands."),
                ),
                (
                    "counted_at",
                    models.DateTimeField(
                        help_text="The change of a statement up to which the words were counted."
                    ),
                ),
            ],
            options={
                "ordering": ["word"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False,
                        fields=["word"],
                        name="vocabulary_word_similar",
                        opclasses=["gin_trgm_ops"],
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("word",), name="vocabulary_word_unique")
                ],
            },
        ),
    ]
