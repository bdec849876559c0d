"""Keep what editors decided of mentions by quote and context, not by the mention's row alone."""

from typing import Any

from django.db import migrations

from statements.recognition.quotes import Letters, Place


def keep_decisions(apps: Any, schema_editor: Any) -> None:
    mentions = apps.get_model("statements", "Mention").objects
    decided = mentions.exclude(state="found").order_by("speech", "start")
    speeches = decided.order_by("speech").values_list("speech", flat=True).distinct()
    for speech in list(speeches):
        _keep(apps, speech, decided.filter(speech=speech).select_related("paragraph"))


def _keep(apps: Any, speech: int, decided: Any) -> None:
    title = apps.get_model("statements", "Speech").objects.values_list("title").get(pk=speech)[0]
    paragraphs = apps.get_model("statements", "Paragraph").objects.filter(speech=speech)
    texts = list(paragraphs.order_by("number").values_list("text", flat=True))
    of_title, of_text = Letters([title]), Letters(texts)
    decision = apps.get_model("statements", "MentionDecision")
    rows = []
    for mention in decided:
        in_title = mention.paragraph_id is None
        text = 0 if in_title else mention.paragraph.number - 1
        quote = (of_title if in_title else of_text).quote(Place(text, mention.start, mention.end))
        rows.append(
            decision(
                speech_id=speech,
                in_title=in_title,
                exact=quote.exact,
                prefix=quote.prefix,
                suffix=quote.suffix,
                entity_id=mention.entity_id,
                is_mention=mention.state == "accepted",
            )
        )
    decision.objects.bulk_create(rows, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("statements", "0005_mention_decisions")]
    operations = [migrations.RunPython(keep_decisions, migrations.RunPython.noop)]
