"""The larger corpus of the benchmarks, made by dealing paragraphs out anew."""

from collections import Counter
from datetime import date
from urllib.parse import quote

import pytest
from django.db import connection
from django.db.models import Count

from bench.serving.enlarging import enlarge
from statements.models import Mention, Paragraph, Source, Speech
from tests.factories import make_entity, make_mention, make_paragraph, make_speech

pytestmark = pytest.mark.django_db(transaction=True)


def address_of_the_database() -> str:
    connection.ensure_connection()
    at = connection.connection.info
    user, host = quote(at.user, ""), quote(at.host, "")
    secret = f":{quote(at.password, '')}" if at.password else ""
    return f"postgresql://{user}{secret}@{host}:{at.port}/{quote(at.dbname)}"


def make_corpus() -> None:
    """Six statements of two years and two languages, each paragraph with a mention."""
    kenya = make_entity(kind="country", code="KEN", name="Kenya")
    for number in range(6):
        texts = [f"In {number}, {place}: Kenya." for place in range(5)]
        speech = make_speech(
            text="\n\n".join(texts),
            date=date(2000 + number % 2, 1, 1),
            date_precision="year",
            language="fr" if number == 5 else "en",
        )
        speech.on_behalf_of.add(kenya)
        for place, text in enumerate(texts, start=1):
            paragraph = make_paragraph(speech, number=place, text=text, language=speech.language)
            start = text.index("Kenya")
            end = start + 5
            make_mention(speech, kenya, paragraph=paragraph, start=start, end=end, surface="Kenya")


def rules() -> set[tuple[str, str]]:
    """All indexes and constraints of the database, by name."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
            " UNION ALL SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
        )
        return set(cursor.fetchall())


def test_each_copy_holds_all_paragraphs_dealt_out_anew() -> None:
    make_corpus()
    before, texts = rules(), Counter(Paragraph.objects.values_list("text", flat=True))
    originals = set(Speech.objects.values_list("text", flat=True))
    enlarge(address_of_the_database(), 3)
    assert rules() == before
    assert Speech.objects.count() == Source.objects.count() == 18
    found = Counter(Paragraph.objects.values_list("text", flat=True))
    assert found == Counter(dict.fromkeys(texts, 3))
    made = set(Speech.objects.values_list("text", flat=True)) - originals
    # The one statement of its language and year keeps its paragraphs, in another order at most.
    assert len(made) >= 10


def test_what_was_made_is_whole() -> None:
    make_corpus()
    enlarge(address_of_the_database(), 3)
    for speech in Speech.objects.prefetch_related("paragraphs", "source"):
        paragraphs = list(speech.paragraphs.order_by("number"))
        assert speech.text == "\n\n".join(one.text for one in paragraphs)
        assert [one.number for one in paragraphs] == [1, 2, 3, 4, 5]
        assert {one.language for one in paragraphs} == {speech.language}
    for mention in Mention.objects.select_related("paragraph"):
        assert mention.paragraph is not None
        assert mention.speech_id == mention.paragraph.speech_id
        assert mention.paragraph.text[mention.start : mention.end] == mention.surface
    by_year = Speech.objects.values_list("date__year").annotate(Count("pk")).order_by("date__year")
    assert list(by_year) == [(2000, 9), (2001, 9)]
    assert Speech.on_behalf_of.through.objects.count() == 18


def test_statements_can_be_added_afterwards() -> None:
    make_corpus()
    enlarge(address_of_the_database(), 2)
    assert make_speech().pk > 12


def test_once_changes_nothing() -> None:
    make_corpus()
    enlarge(address_of_the_database(), 1)
    assert Speech.objects.count() == 6
