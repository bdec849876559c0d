"""The one search, on a real PostgreSQL."""

from __future__ import annotations

import datetime
from urllib.parse import unquote

import pytest
from django.db import connection

from statements.evidence import TITLE, marks_in, passages
from statements.models import Speech
from statements.search.languages import CONFIGURATIONS, UNSTEMMED
from statements.search.marking import MARK_START, MARK_STOP, without_signs
from statements.search.query import Node, parse
from tests.factories import make_paragraph, make_speech

pytestmark = pytest.mark.django_db


def tree(typed: str) -> Node:
    parsed = parse(typed).tree
    assert parsed is not None
    return parsed


def found(typed: str) -> list[str]:
    return list(Speech.objects.search(tree(typed)).values_list("title", flat=True))


def in_one_paragraph(typed: str) -> list[str]:
    speeches = Speech.objects.search_in_one_paragraph(tree(typed))
    return list(speeches.values_list("title", flat=True))


@pytest.mark.parametrize(
    ("language", "text", "typed"),
    [
        ("en", "We support the treaties.", "treaty"),
        ("en", "Côte d’Ivoire speaks.", "cote ivoire"),
        ("en", "Cote dIvoire speaks.", "côte"),
        ("fr", "Nous soutenons les traités.", "traité"),
        ("fr", "Nous soutenons les traités.", "traite"),
        ("es", "Apoyamos las resoluciones.", "resolución"),
        ("es", "Apoyamos la resolución.", "resolucion"),
        ("ru", "Мы поддерживаем резолюции.", "резолюция"),
        ("ar", "نؤيد القرارات الدولية", "القرارات"),
        ("pt", "Apoiamos as resoluções.", "resoluções"),
        ("de", "Wir unterstützen die Verträge.", "verträge"),
        ("zh", "我们 支持 多边主义", "多边主义"),
        ("", "Tukaunga mkono amani.", "amani"),
        ("en", "Efforts in counter-terrorism.", "counter-terrorism"),
        ("en", "Efforts in counter-terrorism.", "terrorism"),
        ("en", "<Our principal policy> We go on.", "principal"),
        ("en", "We recall S/RES/2532(2020).", "S/RES/2532(2020)"),
    ],
)
def test_words_are_found_in_their_own_language(language: str, text: str, typed: str) -> None:
    make_speech(title="Hit", text=text, language=language)
    assert found(typed) == ["Hit"]


def test_phrases_alternatives_and_exclusions() -> None:
    make_speech(title="A", text="International peace and security.")
    make_speech(title="B", text="Peace that is international.")
    make_speech(title="C", text="Trade.")
    assert found('"international peace"') == ["A"]
    assert set(found("peace or trade")) == {"A", "B", "C"}
    assert found("peace -security") == ["B"]
    assert found("-peace") == ["C"]
    assert set(found("international peace or trade")) == {"A", "B", "C"}


def test_words_of_the_title_count_for_more() -> None:
    make_speech(title="On trade", text="Much is said of disarmament here.")
    make_speech(title="On disarmament", text="Much is said of trade here.")
    assert found("disarmament") == ["On disarmament", "On trade"]


def test_words_close_together_come_first() -> None:
    far = "Climate is one thing. " + "Many words stand between them here. " * 20 + "Finance too."
    make_speech(title="Far", text=far)
    make_speech(title="Close", text="We ask for climate finance. " + "Other words follow. " * 20)
    assert found("climate finance") == ["Close", "Far"]


def test_the_newest_comes_first_among_equals_and_unknown_dates_last() -> None:
    for title, year in (("Old", 1999), ("Undated", None), ("New", 2020)):
        day = year and datetime.date(year, 1, 1)
        make_speech(title=title, text="Same words.", date=day, date_precision="year" if day else "")
    titles = [title.split()[0] for title in found("words")]
    assert titles == ["New", "Old", "Undated"]


def test_one_paragraph_must_hold_the_whole_query() -> None:
    together = make_speech(title="Together", text="Peace and trade.\n\nEnd.")
    make_paragraph(speech=together, number=1, text="Peace and trade.")
    apart = make_speech(title="Apart", text="Peace.\n\nTrade.")
    make_paragraph(speech=apart, number=1, text="Peace.")
    make_paragraph(speech=apart, number=2, text="Trade.")
    assert set(found("peace trade")) == {"Together", "Apart"}
    assert in_one_paragraph("peace trade") == ["Together"]


@pytest.mark.parametrize(
    "typed", ["the", "'", ":*", "a & b | !c", "\\", "x" * 5_000, "((( peace", "<->"]
)
def test_no_query_is_an_error(typed: str) -> None:
    make_speech(text="Peace.")
    parsed = parse(typed).tree
    if parsed is not None:
        assert Speech.objects.search(parsed).count() in (0, 1)
        assert Speech.objects.search_in_one_paragraph(parsed).count() in (0, 1)


def test_evidence_is_the_best_paragraphs_in_reading_order_with_marks() -> None:
    speech = make_speech(text="…")
    texts = [
        "Trade.",
        "Peace, peace and peace.",
        "Nothing.",
        "Peace and trade go together.",
        "Peace.",
    ]
    for number, text in enumerate(texts, 1):
        make_paragraph(speech=speech, number=number, text=text)
    shown = passages([speech], tree("peace trade"), per_speech=2)[speech.pk]
    assert [passage.number for passage in shown] == [2, 4]
    assert f"{MARK_START}trade{MARK_STOP}" in shown[1].headline


def test_evidence_does_not_show_what_must_be_absent() -> None:
    speech = make_speech(text="…")
    make_paragraph(speech=speech, number=1, text="Peace.")
    assert passages([speech], tree("-war")) == {}


def test_evidence_keeps_what_looks_like_markup() -> None:
    speech = make_speech(text="…")
    make_paragraph(speech=speech, number=1, text="Peace <script>alert(1)</script> & R&D &amp; all.")
    headline = passages([speech], tree("peace"))[speech.pk][0].headline
    assert headline.endswith("&lt;script&gt;alert(1)&lt;/script&gt; &amp; R&amp;D &amp;amp; all.")


def test_evidence_costs_two_queries_whatever_the_number(django_assert_num_queries) -> None:
    speeches = [make_speech(text="Peace.") for _ in range(5)]
    for speech in speeches:
        make_paragraph(speech=speech, number=1, text="Peace.")
    with django_assert_num_queries(2):
        assert len(passages(speeches, tree("peace"))) == 5


def test_every_configuration_exists_in_the_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT cfgname FROM pg_ts_config WHERE cfgname LIKE 'statements%%'")
        stored = {name for (name,) in cursor.fetchall()}
    ours = {configs[-1] for configs in (UNSTEMMED, *CONFIGURATIONS.values())}
    assert stored == ours


def test_search_uses_its_index() -> None:
    with connection.cursor() as cursor:
        # The table is too small for the planner to want an index; whether it can is the question.
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = Speech.objects.search(tree("peace")).explain()
        assert "speech_search_gin" in plan
        plan = Speech.objects.search_in_one_paragraph(tree("peace")).explain()
        assert "paragraph_search_gin" in plan or "paragraph_number_unique" in plan


def marked(typed: str, **fields: str) -> list[str]:
    """The searched words of a statement's one paragraph, as they stand in it."""
    paragraph = make_paragraph(make_speech(language=fields.get("language", "en")), **fields)
    found = marks_in(paragraph.speech, tree(typed)).get(paragraph.number, [])
    return [paragraph.text[mark.start : mark.end] for mark in found]


@pytest.mark.parametrize(
    ("language", "text", "typed", "words"),
    [
        ("en", "Treaties & <the treaty> &amp; &lt;.", "treaty", ["Treaties", "treaty"]),
        ("en", "We want peace, not war.", "peace -trade", ["peace"]),
        ("en", "Counter-terrorism needs R&D.", "counter-terrorism", ["Counter-terrorism"]),
        ("en", "See http://example.org/a?b=1&c=2 closely.", "close", ["closely"]),
        ("en", "See http://example.org/a?b=1&c=2.", "example.org", ["example.org"]),
        ("en", f"Peace {'x' * 2048} and <peace>", "peace", ["Peace", "peace"]),
        ("en", "𝔸 first: peace\n\tpeace", "peace", ["peace\n\tpeace"]),
        ("es", "Apoyamos la resolución.", "resoluciones", ["resolución"]),
        ("es", "Apoyamos la resolución.", "resolucion", ["resolución"]),
        ("fr", "La Côte d’Ivoire.", "cote", ["Côte"]),
        ("", "Tukaunga mkono amani.", "amani", ["amani"]),
        ("zh", "我们 支持 多边主义", "多边主义", ["多边主义"]),
        ("en", "We want peace.", "the", []),
        ("en", "We want peace.", "-peace", []),
    ],
)
def test_words_are_marked_where_they_stand(
    language: str, text: str, typed: str, words: list[str]
) -> None:
    assert marked(typed, text=text, language=language) == words


def test_only_paragraphs_that_match_are_marked_and_the_title_always_told_of() -> None:
    speech = make_speech(title="On peace", text="…")
    make_paragraph(speech, number=1, text="The climate of peace.")
    make_paragraph(speech, number=2, text="Climate change.")
    make_paragraph(make_speech(), number=3, text="Climate change elsewhere.")
    assert list(marks_in(speech, tree('"climate change"'))) == [TITLE, 2]
    assert marks_in(speech, tree("peace"))[TITLE] == [(3, 8)]
    assert marks_in(speech, None) == {}


def test_marks_cost_one_query(django_assert_num_queries) -> None:
    paragraph = make_paragraph(text="Peace.")
    with django_assert_num_queries(1):
        assert len(marks_in(paragraph.speech, tree("peace or war"))) == 2


def test_evidence_leads_to_its_words() -> None:
    speech = make_speech(text="…")
    make_paragraph(speech, number=1, text="We want <peace> & trade-offs.")
    long = " ".join(f"Word{number} follows." for number in range(60))
    make_paragraph(speech, number=2, text=f"{long} A just peace is our aim. {long}")
    first, second = passages([speech], tree("peace"))[speech.pk]
    assert first.fragment == "p1:~:text=We%20want%20%3Cpeace%3E%20%26%20trade%2Doffs."
    start, _, end = second.fragment.removeprefix("p2:~:text=").partition(",")
    shown = without_signs(second.headline).strip("… ")
    assert shown.startswith(unquote(start))
    assert shown.endswith(unquote(end).removesuffix("."))
