"""The parts of bench/bench_serving.py that measure nothing."""

import random
import re
import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.serving import archive, datasette, goals, load, report
from bench.serving.figures import percentile, spread
from bench.serving.queries import (
    CLASSES,
    PHRASE_LENGTHS,
    CorpusTooSmall,
    Search,
    Vocabulary,
    searches,
    statement_paths,
)
from bench.serving.texts import Text

# Words that stand in nearly all, in many, in some and in few of the statements below.
EVERYWHERE = ["alpha", "bravo", "charlie", "delta", "foxtrot", "golf", "hotel", "india", "juliet"]
OFTEN = [f"often{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
SELDOM = [f"seldom{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
COUNTRIES = {"FRA": "France", "KEN": "Kenya"}


def a_text(number: int, count: int) -> Text:
    draw = random.Random(number)  # noqa: S311 - to be the same each time
    often = [word for place, word in enumerate(OFTEN) if (number + place) % 4 == 0]
    seldom = [word for place, word in enumerate(SELDOM) if (number + place * 7) % 100 == 0]
    rare = [f"rare{'abcdefghijklmnopqrstuvwxyz'[number // 2 % 26]}"] if number < count // 50 else []
    paragraphs = []
    for _ in range(4):
        words = [*EVERYWHERE, *often, *seldom, *rare, "France"]
        draw.shuffle(words)
        paragraphs.append(" ".join(words) + ".")
    year = 1950 + number % 70
    return Text(
        f"statement-{number}",
        f"Statement {number}",
        "A. Speaker",
        "Kenya",
        "KEN",
        "Debate",
        f"{year}-01-01",
        year,
        "\n\n".join(paragraphs),
    )


@pytest.fixture(scope="module")
def corpus() -> list[Text]:
    return [a_text(number, 2_600) for number in range(2_600)]


def vocabulary_of(texts: list[Text], stems: dict[str, str]) -> Vocabulary:
    """With those stems, every other word being its own."""
    vocabulary = Vocabulary.of(texts)
    return vocabulary.stemmed({word: stems.get(word, word) for word in vocabulary.counts})


def drawn(corpus: list[Text]) -> list[Search]:
    return searches(vocabulary_of(corpus, {}), corpus[::20], COUNTRIES)


def test_the_same_corpus_gives_the_same_searches(corpus: list[Text]) -> None:
    assert drawn(corpus) == drawn(corpus)
    vocabulary = vocabulary_of(corpus, {})
    pages = statement_paths(vocabulary, corpus)
    assert pages == statement_paths(vocabulary, corpus)
    assert len(pages) == 100
    assert sum("?q=" in page for page in pages) == 50


def test_every_class_has_its_share_as_far_as_the_corpus_goes(corpus: list[Text]) -> None:
    assert sum(CLASSES.values()) == 200
    found = Counter(search.kind for search in drawn(corpus))
    for kind in CLASSES.keys() - {"rare word", "uncommon word"}:
        assert found[kind] == CLASSES[kind], kind


def test_words_are_as_common_as_their_class_says(corpus: list[Text]) -> None:
    for search in drawn(corpus):
        if search.kind == "very common word":
            # There are fewer such words than searches: the next common ones fill up.
            assert search.words in [*EVERYWHERE, "france", *OFTEN]
        if search.kind == "common word":
            assert search.words in OFTEN


def test_phrases_of_every_length_stand_in_a_paragraph(corpus: list[Text]) -> None:
    phrases = [search.words.strip('"') for search in drawn(corpus) if search.is_phrase]
    assert {len(phrase.split()) for phrase in phrases} == set(PHRASE_LENGTHS)
    paragraphs = [paragraph for text in corpus[::20] for paragraph in text.paragraphs]
    assert all(any(phrase in paragraph for paragraph in paragraphs) for phrase in phrases)


def test_words_for_which_nobody_searches_are_left_out(corpus: list[Text]) -> None:
    vocabulary = vocabulary_of(corpus, {"alpha": ""})
    for search in searches(vocabulary, corpus[::20], COUNTRIES):
        assert search.is_phrase or "alpha" not in search.words.split()


def test_a_form_of_a_commoner_word_is_not_rare(corpus: list[Text]) -> None:
    vocabulary = vocabulary_of(corpus, {"seldoma": "alpha"})
    assert "seldoma" in vocabulary_of(corpus, {}).within(0, 0.03)
    assert "seldoma" not in vocabulary.within(0, 0.03)
    assert "alpha" in vocabulary.within(0.8, 1)


@pytest.mark.parametrize("size", [0, 1])
def test_a_small_corpus_is_refused(size: int) -> None:
    text = Text("a", "A", "", "", "", "", "", 0, "We support it.")
    with pytest.raises(CorpusTooSmall):
        searches(vocabulary_of([text] * size, {}), [text] * size, {})


def test_a_search_asks_both_sides_the_same(corpus: list[Text]) -> None:
    for search in drawn(corpus):
        ours = parse_qs(urlsplit(search.archive_path).query)
        theirs = parse_qs(urlsplit(search.datasette_path([("_facet", "represents")])).query)
        assert theirs["_search"] == [" ".join([*ours["q"], *search.extra_words.split()])]
        assert ("_searchmode" in theirs) == search.is_phrase
        assert theirs.get("year__gte") == ours.get("from")
        assert theirs.get("year__lte") == ours.get("to")
        assert theirs.get("represents", [])[:1] == (["Kenya"] if "represents" in ours else [])
        if "country" in ours:
            assert search.extra_words == "France"
        assert (len(search.filters) > 0) == (search.kind == "two filters")


# Figures


@given(st.lists(st.floats(0, 1_000), min_size=1), st.integers(1, 100))
def test_a_percentile_is_the_least_value_that_so_many_do_not_exceed(
    values: list[float], share: int
) -> None:
    found = percentile(values, share)
    assert found in values
    assert sum(value <= found for value in values) * 100 >= share * len(values)
    assert sum(value < found for value in values) * 100 < share * len(values)


def test_there_is_no_percentile_of_nothing() -> None:
    with pytest.raises(ValueError, match="nothing"):
        percentile([], 50)


def test_a_spread_is_in_milliseconds() -> None:
    assert spread([0.001] * 98 + [0.002, 0.003]) == {"p50": 1.0, "p95": 1.0, "p99": 2.0}


# What pages state


@pytest.mark.parametrize(
    ("pattern", "page", "stated"),
    [
        (
            archive.COUNT,
            '<strong data-testid="result-count">1,234 statements</strong>',
            (1234, True),
        ),
        (
            archive.COUNT,
            '<b data-testid="result-count" role="status">at least 10 000 </b>',
            (10000, False),
        ),
        (archive.COUNT, "<p>17 statements</p>", (None, True)),
        (datasette.COUNT, "<h3>4,708 rows\n where …</h3>", (4708, True)),
        (datasette.COUNT, "<h3>1 row where …</h3>", (1, True)),
        (datasette.COUNT, "<h3>where …</h3>", (None, True)),
    ],
)
def test_the_count_is_read_from_the_page(
    pattern: str, page: str, stated: tuple[int | None, bool]
) -> None:
    assert load.stated(re.compile(pattern.encode()), page.encode()) == stated


# The file for Datasette


def test_the_file_holds_every_text_and_finds_its_words(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    assert datasette.write(path, (a_text(number, 0) for number in range(3))) == 3
    connection = sqlite3.connect(path)
    try:
        found = connection.execute(
            "SELECT speeches.title, year FROM speeches JOIN speeches_fts ON speeches_fts.rowid = id"
            " WHERE speeches_fts MATCH 'alpha' ORDER BY id"
        ).fetchall()
    finally:
        connection.close()
    assert found == [("Statement 0", 1950), ("Statement 1", 1951), ("Statement 2", 1952)]


# What was reached

SIDE = {
    "cold": {"p50": 90.0, "p95": 200.0, "p99": 300.0},
    "warm": {"p50": 40.0, "p95": 120.0, "p99": 200.0},
    "by_class": {"phrase": {"p50": 40.0, "p95": 120.0, "p99": 200.0}},
    "throughput": {"1": 10.0, "4": 20.0, "16": 30.0},
    "memory": {"application": 300.0, "postgres": 400.0},
    "counts": [17],
    "inexact": 0,
    "page_kilobytes": 80.0,
}


def reached(results: dict[str, Any]) -> dict[str, str]:
    return {name: verdict for name, _, _, verdict in goals.rows(results)}


def test_goals_are_told_by_what_was_measured() -> None:
    slower = {**SIDE, "warm": {**SIDE["warm"], "p95": 150.0}}
    assert reached({}) == {}
    assert reached({"archive": SIDE}) == {
        "p50, ms": "yes",
        "p95, ms": "yes",
        "application and PostgreSQL, MB": "yes",
    }
    compared = reached({"archive": SIDE, "other": slower})
    assert compared["p95 against Datasette"] == "NO"
    assert compared["pages a second with 16 clients, against Datasette"] == "NO"
    assert reached({"archive": slower, "smaller": SIDE}) == {
        "p95 against the smaller corpus": "yes"
    }


def test_the_report_tells_of_both_sides() -> None:
    search = {"kind": "phrase", "words": '"a treaty"', "extra_words": ""}
    text = report.tables(
        {
            "machine": report.machine(),
            "searches": [search],
            "load before": {"start": 0.1},
            "archive": SIDE,
            report.OTHER: {**SIDE, "counts": [18]},
        }
    )
    assert "| warm p95                   | 1.00  |" in text
    assert '17 and 18: phrase, "a treaty"' in text
    assert "NO" in text
