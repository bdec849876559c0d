"""Endless lines: cut where lines were meant, no word lost."""

from __future__ import annotations

import pytest
from hypothesis import given

from statements.ingest import parsing
from statements.ingest.parsing import parse_statement
from tests.ingest.test_openings import assert_faithful
from tests.ingest.test_parsing import LONG_SPEECH, all_texts, words


@pytest.fixture(autouse=True)
def _no_language_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "detect_language", lambda _: None)


ENDLESS = (
    "Statement by H.E. Ms. Ada Brook, Permanent Representative of Norlandia, at the Second"
    " Committee"
    " 3 May 2019 (Check against delivery) Mr. Chair, I thank you for the floor. "
    + "We have worked for the lakes and we will go on with it. " * 18
    + "Mr. Chair, I come to the end. I thank you."
)


def test_a_page_saved_as_one_line_is_cut_where_a_line_began() -> None:
    statement = parse_statement(ENDLESS.encode())
    assert statement.byline.speaker == "Ada Brook"
    assert statement.byline.date is not None
    assert [block.text for block in statement.paragraphs][::2] == ["Mr. Chair,", "Mr. Chair,"]
    assert_faithful(statement)


def test_paragraph_numbers_that_count_on_cut_an_endless_line() -> None:
    body = " ".join(
        f"{n}. We say it here once more, as we have said it before now." * 6 for n in (1,)
    )
    numbered = body + "".join(f" {n}. Our wish number {n} is peace for all." for n in (2, 3, 4))
    texts = [
        block.text for block in parse_statement((ENDLESS + " " + numbered).encode()).paragraphs
    ]
    assert "4. Our wish number 4 is peace for all." in texts


@given(speech=LONG_SPEECH)
def test_no_word_of_an_endless_page_is_lost(speech: list[str]) -> None:
    page = " ".join([ENDLESS, *speech])
    statement = parse_statement(page.encode())
    assert words(all_texts(statement)) == words([page])
    assert not any("words" in warning for warning in statement.warnings)
