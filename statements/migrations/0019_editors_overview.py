"""What the overview of the administration asks for: unsure fields, drafts, recent changes."""

from django.db import migrations, models

# The uploads that wait: their readings hold the doubts as a list of pairs. As json, not jsonb,
# which would refuse the sign U+0000. Earlier readings may hold something else there, or nothing.
FILL = """
UPDATE statements_source SET unsure = (
    SELECT coalesce(jsonb_object_agg(doubt ->> 0, doubt ->> 1), '{}')
    FROM (
        SELECT convert_from(reading, 'UTF8')::json #> '{parsed,byline,unsure}' AS doubts
    ) AS kept
    CROSS JOIN json_array_elements(
        CASE WHEN json_typeof(doubts) = 'array' THEN doubts ELSE '[]' END
    ) AS doubt
    WHERE doubt ->> 0 IS NOT NULL
)
WHERE reading IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [
        ("statements", "0018_other_names"),
    ]

    operations = [
        migrations.AddField(
            model_name="source",
            name="unsure",
            field=models.JSONField(
                blank=True,
                default=dict,
                editable=False,
                help_text="Fields that were read by weak evidence, each with the reason, until a "
                "person has looked at them.",
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="source",
            index=models.Index(
                models.F("created_at"),
                condition=models.Q(("unsure", {}), _negated=True),
                name="source_unsure",
            ),
        ),
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(
                models.OrderBy(models.F("made_at"), descending=True), name="revision_newest"
            ),
        ),
        migrations.AddIndex(
            model_name="speech",
            index=models.Index(
                models.OrderBy(models.F("updated_at"), descending=True),
                condition=models.Q(("status", "draft")),
                name="speech_drafts",
            ),
        ),
    ]
