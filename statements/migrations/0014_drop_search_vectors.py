"""The vectors that the index of statements and the words of paragraphs replace."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("statements", "0013_speech_index_indexes")]
    operations = [
        migrations.RemoveField(model_name="paragraph", name="search_vector"),
        migrations.RemoveIndex(model_name="speech", name="speech_search_gin"),
        migrations.RemoveField(model_name="speech", name="search_vector"),
    ]
