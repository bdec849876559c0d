"""Compare speakers' names without regard to the order of their words."""

from typing import Any

from django.db import migrations


def sort_words(apps: Any, schema_editor: Any) -> None:
    speakers = apps.get_model("statements", "Speaker").objects
    taken = set(speakers.values_list("name_key", "scope"))
    changed = []
    for speaker in speakers.order_by("pk").iterator():
        key = " ".join(sorted(speaker.name_key.split()))
        # Where two would become one, both stay: an editor decides whether they are.
        if key != speaker.name_key and (key, speaker.scope) not in taken:
            taken.add((key, speaker.scope))
            speaker.name_key = key
            changed.append(speaker)
    speakers.bulk_update(changed, ["name_key"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("statements", "0003_revisions_and_reading")]
    operations = [migrations.RunPython(sort_words, migrations.RunPython.noop)]
