"""The place of a statement on its event's programme."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("statements", "0015_vocabulary"),
    ]

    operations = [
        migrations.AddField(
            model_name="speech",
            name="programme_number",
            field=models.PositiveIntegerField(
                blank=True,
                help_text=(
                    "The place on the event's programme, from 1; empty where it is not known."
                ),
                null=True,
            ),
        ),
        migrations.AddConstraint(
            model_name="speech",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("programme_number__isnull", True),
                    ("programme_number__gte", 1),
                    _connector="OR",
                ),
                name="speech_programme_number_from_one",
            ),
        ),
    ]
