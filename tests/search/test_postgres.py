"""Queries as expressions, on a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from django.db import connection
from django.db.models import Q

from statements.models import Paragraph, SpeechIndex
from statements.search import postgres
from statements.search.languages import CONFIGURATIONS, UNSTEMMED
from statements.search.marking import MARK_START, MARK_STOP
from statements.search.nodes import Near
from statements.search.query import Node, parse
from tests.factories import make_paragraph, make_speech

pytestmark = pytest.mark.django_db

ENGLISH = CONFIGURATIONS["en"]


def tree(typed: str) -> Node:
    parsed = parse(typed).tree
    assert parsed is not None
    return parsed


def by_stems(typed: str, languages: Iterable[str] = ("en",), vector: str = "words") -> list[str]:
    """The titles of the statements whose vector has the stems."""
    condition = postgres.in_each(
        set(languages), lambda configs: Q(**{vector: postgres.stems(tree(typed), configs)})
    )
    return titles(condition)


def as_written(typed: str) -> list[str]:
    return titles(Q(exact_words=postgres.as_written(tree(typed))))


def titles(condition: Q) -> list[str]:
    found = SpeechIndex.objects.filter(condition)
    return sorted(found.values_list("speech__title", flat=True))


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
        ("en", "Efforts in counter terrorism.", "counter-terrorism"),
        ("en", "Efforts in counter-terrorism.", "terrorism"),
        ("en", "<Our principal policy> We go on.", "principal"),
        ("en", "We recall S/RES/2532(2020).", "S/RES/2532(2020)"),
    ],
)
def test_words_are_found_in_their_own_language(language: str, text: str, typed: str) -> None:
    make_speech(title="Hit", text=text, language=language)
    make_speech(title="Other", text="Trade", language=language)
    make_speech(title="Elsewhere", text="Trade", language="it")
    assert by_stems(typed, [language, "it"]) == ["Hit"]


def test_nothing_is_found_where_no_language_is_asked_for() -> None:
    make_speech(text="Peace.")
    assert by_stems("peace", []) == []


def test_phrases_alternatives_and_exclusions() -> None:
    make_speech(title="A", text="International peace and security.")
    make_speech(title="B", text="Peace that is international.")
    make_speech(title="C", text="Trade.")
    assert by_stems('"international peace"') == ["A"]
    assert by_stems("peace or trade") == ["A", "B", "C"]
    assert by_stems("peace -security") == ["B"]
    assert by_stems("-peace") == ["C"]
    assert by_stems("-(peace or trade)") == []
    assert by_stems("-(security peace)") == ["B", "C"]
    assert by_stems("international peace or trade") == ["A", "B", "C"]


def test_words_as_written_are_told_from_their_stems() -> None:
    make_speech(title="One", text="A treaty.")
    make_speech(title="Many", text="Treaties are kept in Côte d’Ivoire.")
    assert by_stems("=treaties") == ["Many", "One"]
    assert as_written("=treaties") == ["Many"]
    assert as_written("treat*") == ["Many", "One"]
    assert as_written("treatie*") == ["Many"]
    assert as_written('="kept in cote"') == ["Many"]
    assert as_written('="keeps in cote"') == []


@pytest.mark.parametrize("typed", ["the", "the of", '"to be"'])
def test_a_language_leaves_out_what_is_written_all_the_same(typed: str) -> None:
    make_speech(title="Hit", text="The end of it is to be or not to be.")
    make_speech(title="Other", text="Peace.")
    is_empty = postgres.is_empty(postgres.stems(tree(typed), ENGLISH))
    assert titles(is_empty) == ["Hit", "Other"]
    assert as_written(typed) == ["Hit"]
    assert titles(postgres.is_empty(postgres.stems(tree("peace"), ENGLISH))) == []


@pytest.mark.parametrize(
    "typed",
    [
        "the",
        "'",
        ":*",
        "a & b | !c",
        "\\",
        "x" * 5_000,
        "((( peace",
        "<->",
        "'\\*",
        '"a b"~5',
        "=%",
    ],
)
def test_no_query_is_an_error(typed: str) -> None:
    make_speech(text="Peace.")
    parsed = parse(typed).tree
    if parsed is not None:
        assert len(by_stems(typed)) in (0, 1)
        assert len(as_written(typed)) in (0, 1)


def words_near(text: str, *distances: int, words: str = "nuclear states") -> list[bool]:
    """Whether the words stand within each distance of each other."""
    paragraph = make_paragraph(text=text)
    rows = Paragraph.objects.filter(pk=paragraph.pk)
    return [
        rows.filter(Q(postgres.near(Near(words, distance), "words", ENGLISH))).exists()
        for distance in distances
    ]


def test_words_stand_near_in_any_order_and_no_further_apart() -> None:
    assert words_near("Nuclear weapon states.", 1, 2) == [False, True]
    assert words_near("States that are not nuclear.", 3, 4) == [False, True]
    assert words_near("A state. Nothing else is nuclear.", 3, 4) == [False, True]
    assert words_near("Nuclear.", 50) == [False]


def test_all_words_must_be_near_and_what_is_not_indexed_need_not() -> None:
    text = "Peace, trade and then, much later on, finance for all of us."
    assert words_near(text, 4, 7, words="peace trade finance") == [False, True]
    assert words_near(text, 1, words="the peace trade") == [True]


def test_the_parts_of_a_compound_word_stand_for_it() -> None:
    assert words_near("Counter-terrorism is our duty.", 6, words="counter-terrorism duty") == [True]
    assert words_near("Terrorism is our duty.", 6, words="counter-terrorism duty") == [False]


def occurs_often(typed: str, step: int) -> list[str]:
    condition = postgres.occurs_often("frequent_words", tree(typed), step, ENGLISH)
    return titles(Q(condition))


@pytest.mark.parametrize(
    ("times", "reached"),
    [(1, 0), (2, 1), (3, 2), (4, 3), (6, 4), (7, 4), (8, 5), (192, 14), (193, 14)],
)
def test_a_word_reaches_a_step_for_each_half_octave(times: int, reached: int) -> None:
    make_speech(title="Hit", text="Peace and trade. " + "peace " * (times - 1))
    steps = range(1, postgres.HIGHEST_TIER + 1)
    assert [step for step in steps if occurs_often("peace", step)] == list(range(1, reached + 1))


def test_all_words_must_occur_often() -> None:
    make_speech(title="Both", text="Peace and trade, peace and trade.")
    make_speech(title="One", text="Peace and peace and trade.")
    assert occurs_often("peace trade", 1) == ["Both"]
    assert occurs_often('"peace trade"', 1) == ["Both"]
    assert occurs_often("peace or trade", 1) == ["Both", "One"]


def headline(
    text: str, typed: str, language: str = "en", whole: int = 20, fragments: int = 2
) -> str:
    paragraph = make_paragraph(make_speech(language=language), text=text)
    marked = postgres.headline(
        tree(typed), "text", languages={"en", language}, fragments=fragments, words=8, whole=whole
    )
    shown: str = Paragraph.objects.values_list(marked, flat=True).get(pk=paragraph.pk)
    return shown.replace(MARK_START, "[").replace(MARK_STOP, "]")


def test_a_short_text_is_shown_whole_as_it_is_indexed_and_its_words_marked() -> None:
    assert headline("Peace & <treaties>.", "treaty") == "Peace &  [treaties] ."
    assert headline("La résolution.", "resolutions", "fr") == "La [résolution]."


def test_of_a_long_text_the_best_passages_are_shown() -> None:
    text = "We begin. " + "Nothing is said here. " * 20 + "A just peace is wanted. "
    text += "Nothing is said here. " * 20 + "That peace will come."
    one = headline(text, "peace", fragments=1)
    assert one.count("[peace]") == 1
    assert len(one.split()) <= 8
    both = headline(text, "peace")
    assert [part.count("[peace]") for part in both.split(postgres.FRAGMENT_DELIMITER)] == [1, 1]


def test_words_as_written_alone_are_marked_where_they_were_asked_for() -> None:
    assert headline("Treaty or treaties.", "=treaties") == "Treaty or [treaties]."
    assert headline("Treaty or treaties.", "treat*") == "[Treaty] or [treaties]."


def copied(text: str, typed: str, language: str) -> list[str]:
    paragraph = make_paragraph(make_speech(language=language), text=text)
    rows = Paragraph.objects.values_list(postgres.copies(language, tree(typed), "text"), flat=True)
    return [
        copy.replace(MARK_START, "[").replace(MARK_STOP, "]") for copy in rows.get(pk=paragraph.pk)
    ]


def test_a_copy_is_made_for_each_configuration_and_for_words_as_written() -> None:
    assert copied("All treaties.", "treaty", "en") == ["All [treaties]."]
    assert copied("La resolución.", "resoluciones", "es") == ["La [resolución].", "La resolución."]
    assert copied("Treaty, treaties.", "=treaty or treaties", "en") == [
        "[Treaty], [treaties].",
        "[Treaty], treaties.",
    ]
    assert copied("Amani.", "amani", "sw") == ["[Amani]."]


def test_every_configuration_exists_in_the_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT cfgname FROM pg_ts_config WHERE cfgname LIKE 'statements%%'")
        stored = {name for (name,) in cursor.fetchall()}
    ours = {configs[-1] for configs in (UNSTEMMED, *CONFIGURATIONS.values())}
    assert stored == ours
