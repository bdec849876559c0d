"""The ranking benchmark: its measure, its judged topics, and that it asks the archive itself."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench import bench_ranking
from bench.bench_ranking import SHOWN, TOPICS, first_files, ndcg
from tests import factories

GRADES = {"best": 3, "good": 2, "passing": 1, "other": 0}
judged = st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 3), max_size=15)


def test_the_ideal_order_scores_one() -> None:
    assert ndcg(["best", "good", "passing", "other"], GRADES) == 1


def test_the_value_of_a_list_worked_out_by_hand() -> None:
    # Gains 3, 0, 7 at ranks 1, 2, 3 against 7, 3, 1: (3 + 7/2) / (7 + 3/log2(3) + 1/2).
    assert ndcg(["good", "unjudged", "best"], GRADES) == pytest.approx(0.692, abs=0.0005)


@pytest.mark.parametrize("found", [[], ["other"], ["unjudged", "unheard of"]])
def test_what_helps_nobody_scores_nothing(found: list[str]) -> None:
    assert ndcg(found, GRADES) == 0


def test_a_topic_that_nothing_is_about_scores_nothing() -> None:
    assert ndcg(["other"], {"other": 0}) == 0


def test_only_what_is_shown_counts() -> None:
    assert ndcg([*(f"unjudged {n}" for n in range(SHOWN)), "best"], GRADES) == 0


def test_more_than_is_shown_may_be_good() -> None:
    many = {f"file {n}": 3 for n in range(2 * SHOWN)}
    assert ndcg(list(many)[SHOWN:], many) == 1


@given(grades=judged, data=st.data())
def test_it_lies_between_nothing_and_one(grades: dict[str, int], data: st.DataObject) -> None:
    found = data.draw(st.permutations([*grades, "unjudged-file"]))
    assert 0 <= ndcg(found, grades) <= 1 + 1e-9


@given(grades=judged, data=st.data())
def test_moving_the_better_of_two_up_never_lowers_it(
    grades: dict[str, int], data: st.DataObject
) -> None:
    found = data.draw(st.permutations(list(grades)))
    for rank in range(len(found) - 1):
        if grades[found[rank]] < grades[found[rank + 1]]:
            better = [*found]
            better[rank : rank + 2] = reversed(found[rank : rank + 2])
            assert ndcg(better, grades) >= ndcg(found, grades)


def test_the_topics_are_enough_and_judged_by_the_scale() -> None:
    topics = [json.loads(line) for line in TOPICS.read_text(encoding="utf-8").splitlines()]
    assert len({topic["query"] for topic in topics}) == len(topics) >= 40
    for topic in topics:
        # Nothing but the project's own words, names of files and numbers.
        assert set(topic) == {"query", "wants", "grades"}
        assert len(topic["grades"]) >= 15
        assert set(topic["grades"].values()) <= {0, 1, 2, 3}
        assert max(topic["grades"].values()) == 3
        assert all(re.fullmatch(r"[A-Z]{2,4}_\d\d_\d{4}\.txt", file) for file in topic["grades"])


@pytest.mark.django_db
def test_the_first_files_are_those_of_the_search_without_drafts() -> None:
    for name, text, status in (
        ("about-it.txt", "The seals of the bay. Seals are hunted, and seals need a treaty.", ""),
        ("in-passing.txt", "We spoke of trade, of roads and, at the end, of seals.", ""),
        ("draft.txt", "Seals, seals, seals.", "draft"),
        ("else.txt", "We spoke of trade.", ""),
    ):
        source = factories.make_source(filename=name)
        factories.make_speech(source=source, text=text, status=status or "published")
    assert first_files("seals") == ["about-it.txt", "in-passing.txt"]


@pytest.mark.django_db
def test_an_archive_without_the_corpus_is_told_how_to_measure(
    capsys: pytest.CaptureFixture[str],
) -> None:
    bench_ranking.main()
    printed = capsys.readouterr().out
    assert "General Debate" in printed
    assert printed.count("\n") == 1


@pytest.mark.django_db
def test_topics_and_known_items_are_printed_with_what_nobody_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, text in (
        ("judged.txt", "Seals are hunted. The seals of our bay need a treaty."),
        ("new.txt", "We spoke at the end of seals."),
    ):
        speech = factories.make_speech(source=factories.make_source(filename=name), text=text)
        factories.make_paragraph(speech, text=text)
    topics, items = tmp_path / "topics.jsonl", tmp_path / "items.jsonl"
    topic = {"query": "seals", "wants": "Seals.", "grades": {"judged.txt": 3}}
    topics.write_text(json.dumps(topic), encoding="utf-8")
    item = {"file": "new.txt", "phrase": "at the end of seals", "keywords": "seals"}
    items.write_text(json.dumps(item), encoding="utf-8")
    monkeypatch.setattr(bench_ranking, "TOPICS", topics)
    monkeypatch.setenv("KNOWN_ITEMS", str(items))
    monkeypatch.setenv("UNJUDGED", "1")
    bench_ranking.main()
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        "seals 1.000 2 found, 1 of them unjudged",
        "nDCG@10 of 1 topics 1.000 1 unjudged",
        "unjudged: seals: new.txt",
        "phrase first 100.0% of 1 known items",
        "keywords first 0.0%",
        "keywords in the first ten 100.0%",
    ]
