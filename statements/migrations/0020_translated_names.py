"""Names of models and fields that are translated. Nothing changes in the database."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("statements", "0019_editors_overview"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="entity",
            options={
                "ordering": ["name", "pk"],
                "verbose_name": "entity",
                "verbose_name_plural": "entities",
            },
        ),
        migrations.AlterModelOptions(
            name="entityname",
            options={
                "ordering": ["pk"],
                "verbose_name": "entity name",
                "verbose_name_plural": "entity names",
            },
        ),
        migrations.AlterModelOptions(
            name="event",
            options={
                "ordering": ["name", "pk"],
                "verbose_name": "event",
                "verbose_name_plural": "events",
            },
        ),
        migrations.AlterModelOptions(
            name="eventname",
            options={
                "ordering": ["name", "pk"],
                "verbose_name": "event name",
                "verbose_name_plural": "event names",
            },
        ),
        migrations.AlterModelOptions(
            name="formeraddress",
            options={
                "ordering": ["-left_at", "-pk"],
                "verbose_name": "former address",
                "verbose_name_plural": "former addresses",
            },
        ),
        migrations.AlterModelOptions(
            name="mention",
            options={
                "ordering": ["speech", "paragraph", "start"],
                "verbose_name": "mention",
                "verbose_name_plural": "mentions",
            },
        ),
        migrations.AlterModelOptions(
            name="mentiondecision",
            options={
                "ordering": ["pk"],
                "verbose_name": "mention decision",
                "verbose_name_plural": "mention decisions",
            },
        ),
        migrations.AlterModelOptions(
            name="paragraph",
            options={
                "ordering": ["speech", "number"],
                "verbose_name": "paragraph",
                "verbose_name_plural": "paragraphs",
            },
        ),
        migrations.AlterModelOptions(
            name="revision",
            options={
                "ordering": ["speech", "-number"],
                "verbose_name": "revision",
                "verbose_name_plural": "revisions",
            },
        ),
        migrations.AlterModelOptions(
            name="source",
            options={
                "ordering": ["-created_at", "-pk"],
                "verbose_name": "source",
                "verbose_name_plural": "sources",
            },
        ),
        migrations.AlterModelOptions(
            name="speaker",
            options={
                "ordering": ["name", "pk"],
                "verbose_name": "speaker",
                "verbose_name_plural": "speakers",
            },
        ),
        migrations.AlterModelOptions(
            name="speakername",
            options={
                "ordering": ["name", "pk"],
                "verbose_name": "speaker name",
                "verbose_name_plural": "speaker names",
            },
        ),
        migrations.AlterModelOptions(
            name="speech",
            options={
                "ordering": [
                    models.OrderBy(models.F("date"), descending=True, nulls_last=True),
                    models.OrderBy(models.F("id"), descending=True),
                ],
                "verbose_name": "statement",
                "verbose_name_plural": "statements",
            },
        ),
        migrations.AlterModelOptions(
            name="speechindex",
            options={
                "verbose_name": "search index of a statement",
                "verbose_name_plural": "search indexes of statements",
            },
        ),
        migrations.AlterField(
            model_name="entity",
            name="code",
            field=models.CharField(max_length=120, verbose_name="code"),
        ),
        migrations.AlterField(
            model_name="entity",
            name="facts",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="Other codes and facts from the authority data.",
                verbose_name="facts",
            ),
        ),
        migrations.AlterField(
            model_name="entity",
            name="kind",
            field=models.CharField(
                choices=[
                    ("country", "country"),
                    ("organization", "organization"),
                    ("theme", "theme"),
                    ("document", "document"),
                ],
                max_length=12,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="entity",
            name="name",
            field=models.CharField(max_length=500, verbose_name="name"),
        ),
        migrations.AlterField(
            model_name="entity",
            name="part_of",
            field=models.ForeignKey(
                blank=True,
                help_text="Parent body, broader theme.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parts",
                to="statements.entity",
                verbose_name="part of",
            ),
        ),
        migrations.AlterField(
            model_name="entityname",
            name="case_sensitive",
            field=models.BooleanField(default=False, verbose_name="case sensitive"),
        ),
        migrations.AlterField(
            model_name="entityname",
            name="entity",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="names",
                to="statements.entity",
                verbose_name="entity",
            ),
        ),
        migrations.AlterField(
            model_name="entityname",
            name="kind",
            field=models.CharField(
                choices=[
                    ("official", "official name"),
                    ("short", "short name"),
                    ("acronym", "acronym"),
                    ("alias", "also called"),
                    ("former", "former name"),
                    ("demonym", "adjective or people"),
                    ("signal", "signal word"),
                ],
                max_length=10,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="entityname",
            name="language",
            field=models.CharField(
                default="en", help_text="ISO 639 code.", max_length=3, verbose_name="language"
            ),
        ),
        migrations.AlterField(
            model_name="entityname",
            name="text",
            field=models.CharField(max_length=300, verbose_name="text"),
        ),
        migrations.AlterField(
            model_name="event",
            name="name",
            field=models.CharField(max_length=500, verbose_name="name"),
        ),
        migrations.AlterField(
            model_name="event",
            name="part_of",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parts",
                to="statements.event",
                verbose_name="part of",
            ),
        ),
        migrations.AlterField(
            model_name="event",
            name="slug",
            field=models.SlugField(
                allow_unicode=True, db_index=False, max_length=120, verbose_name="slug"
            ),
        ),
        migrations.AlterField(
            model_name="mention",
            name="end",
            field=models.PositiveIntegerField(verbose_name="end"),
        ),
        migrations.AlterField(
            model_name="mention",
            name="entity",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="mentions",
                to="statements.entity",
                verbose_name="entity",
            ),
        ),
        migrations.AlterField(
            model_name="mention",
            name="paragraph",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="mentions",
                to="statements.paragraph",
                verbose_name="paragraph",
            ),
        ),
        migrations.AlterField(
            model_name="mention",
            name="speech",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="mentions",
                to="statements.speech",
                verbose_name="statement",
            ),
        ),
        migrations.AlterField(
            model_name="mention",
            name="start",
            field=models.PositiveIntegerField(verbose_name="start"),
        ),
        migrations.AlterField(
            model_name="mention",
            name="state",
            field=models.CharField(
                choices=[("found", "found"), ("accepted", "accepted"), ("rejected", "rejected")],
                default="found",
                max_length=8,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="mention",
            name="surface",
            field=models.CharField(
                help_text="The words as they stand in the text.",
                max_length=500,
                verbose_name="surface",
            ),
        ),
        migrations.AlterField(
            model_name="paragraph",
            name="language",
            field=models.CharField(
                blank=True, help_text="ISO 639 code.", max_length=3, verbose_name="language"
            ),
        ),
        migrations.AlterField(
            model_name="paragraph",
            name="number",
            field=models.PositiveIntegerField(
                help_text="From 1 within the statement.", verbose_name="number"
            ),
        ),
        migrations.AlterField(
            model_name="paragraph",
            name="page",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="The page of the source it begins on.",
                null=True,
                verbose_name="page",
            ),
        ),
        migrations.AlterField(
            model_name="paragraph",
            name="speech",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="paragraphs",
                to="statements.speech",
                verbose_name="statement",
            ),
        ),
        migrations.AlterField(
            model_name="paragraph",
            name="text",
            field=models.TextField(verbose_name="text"),
        ),
        migrations.AlterField(
            model_name="source",
            name="error",
            field=models.TextField(blank=True, verbose_name="error"),
        ),
        migrations.AlterField(
            model_name="source",
            name="filename",
            field=models.CharField(max_length=255, verbose_name="filename"),
        ),
        migrations.AlterField(
            model_name="source",
            name="format",
            field=models.CharField(blank=True, max_length=20, verbose_name="format"),
        ),
        migrations.AlterField(
            model_name="source",
            name="licence",
            field=models.CharField(blank=True, max_length=200, verbose_name="licence"),
        ),
        migrations.AlterField(
            model_name="source",
            name="media_type",
            field=models.CharField(blank=True, max_length=127, verbose_name="media type"),
        ),
        migrations.AlterField(
            model_name="source",
            name="pages",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="How many the source has, where it has pages.",
                null=True,
                verbose_name="pages",
            ),
        ),
        migrations.AlterField(
            model_name="source",
            name="reader",
            field=models.CharField(
                blank=True, help_text="Which reader read it.", max_length=50, verbose_name="reader"
            ),
        ),
        migrations.AlterField(
            model_name="source",
            name="reader_version",
            field=models.CharField(blank=True, max_length=50, verbose_name="reader version"),
        ),
        migrations.AlterField(
            model_name="source",
            name="revises",
            field=models.ForeignKey(
                blank=True,
                help_text="The statement of which this is a changed file.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="proposed_sources",
                to="statements.speech",
                verbose_name="revises",
            ),
        ),
        migrations.AlterField(
            model_name="source",
            name="size",
            field=models.PositiveBigIntegerField(help_text="In bytes.", verbose_name="size"),
        ),
        migrations.AlterField(
            model_name="source",
            name="state",
            field=models.CharField(
                choices=[
                    ("pending", "pending review"),
                    ("stored", "stored"),
                    ("failed", "could not be read"),
                ],
                default="pending",
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="source",
            name="uploaded_by",
            field=models.ForeignKey(
                blank=True,
                help_text="Empty where the file was imported by a command.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="uploaded by",
            ),
        ),
        migrations.AlterField(
            model_name="speaker",
            name="name",
            field=models.CharField(
                help_text="Without honorific or office.", max_length=300, verbose_name="name"
            ),
        ),
        migrations.AlterField(
            model_name="speaker",
            name="scope",
            field=models.CharField(
                blank=True,
                editable=False,
                help_text="Tells apart people known by surname only: for whom they spoke.",
                max_length=80,
                verbose_name="scope",
            ),
        ),
        migrations.AlterField(
            model_name="speaker",
            name="slug",
            field=models.SlugField(
                allow_unicode=True, db_index=False, max_length=120, verbose_name="slug"
            ),
        ),
        migrations.AlterField(
            model_name="speech",
            name="created_at",
            field=models.DateTimeField(
                auto_now_add=True,
                db_default=django.db.models.functions.datetime.Now(),
                verbose_name="created at",
            ),
        ),
        migrations.AlterField(
            model_name="speech",
            name="date",
            field=models.DateField(
                blank=True,
                help_text="The day of delivery; the first day of the month or year "
                "if only that is known.",
                null=True,
                verbose_name="date",
            ),
        ),
        migrations.AlterField(
            model_name="speech",
            name="date_precision",
            field=models.CharField(
                blank=True,
                choices=[("day", "day"), ("month", "month"), ("year", "year")],
                max_length=5,
                verbose_name="date precision",
            ),
        ),
        migrations.AlterField(
            model_name="speech",
            name="event",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="speeches",
                to="statements.event",
                verbose_name="event",
            ),
        ),
        migrations.AlterField(
            model_name="speech",
            name="language",
            field=models.CharField(
                blank=True, help_text="ISO 639 code.", max_length=3, verbose_name="language"
            ),
        ),
        migrations.AlterField(
            model_name="speech",
            name="represents",
            field=models.ForeignKey(
                blank=True,
                help_text="The country or organization the speaker speaks for.",
                limit_choices_to={"kind__in": ["country", "organization"]},
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="speeches",
                to="statements.entity",
                verbose_name="represents",
            ),
        ),
        migrations.AlterField(
            model_name="speech",
            name="speaker",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="speeches",
                to="statements.speaker",
                verbose_name="speaker",
            ),
        ),
        migrations.AlterField(
            model_name="speech",
            name="status",
            field=models.CharField(
                choices=[("draft", "draft"), ("published", "published")],
                default="draft",
                max_length=9,
                verbose_name="status",
            ),
        ),
    ]
