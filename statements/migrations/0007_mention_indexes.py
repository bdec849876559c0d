"""Index mentions so that what stands together in a paragraph is found in the indexes alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("statements", "0006_keep_decisions")]
    operations = [
        migrations.AddIndex(
            model_name="mention",
            index=models.Index(
                fields=["entity", "speech", "paragraph"],
                name="mention_entity_use",
                condition=~models.Q(state="rejected"),
            ),
        ),
        migrations.AddIndex(
            model_name="mention",
            index=models.Index(
                fields=["paragraph", "entity"], name="mention_paragraph_entity", include=["state"]
            ),
        ),
        migrations.RemoveIndex(model_name="mention", name="mention_entity_speech"),
        migrations.RemoveIndex(model_name="mention", name="mention_paragraph"),
    ]
