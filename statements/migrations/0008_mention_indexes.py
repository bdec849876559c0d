"""Index mentions so that what stands together in a paragraph is found in the indexes alone."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # Built beside the running site: mentions are the largest table.
    atomic = False
    dependencies = [("statements", "0007_former_names_have_years")]
    operations = [
        AddIndexConcurrently(
            model_name="mention",
            index=models.Index(
                fields=["entity", "speech", "paragraph"],
                name="mention_entity_use",
                condition=~models.Q(state="rejected"),
            ),
        ),
        AddIndexConcurrently(
            model_name="mention",
            index=models.Index(
                fields=["paragraph", "entity"], name="mention_paragraph_entity", include=["state"]
            ),
        ),
        RemoveIndexConcurrently(model_name="mention", name="mention_entity_speech"),
        RemoveIndexConcurrently(model_name="mention", name="mention_paragraph"),
    ]
