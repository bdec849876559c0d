"""Names within longer names, and what only context makes a mention."""

from __future__ import annotations

import pytest

from statements.recognition.gazetteer import Recognizer

ABOVE = "We come to the point."


def found(recognizer: Recognizer, text: str) -> set[tuple[str, str]]:
    mentions = recognizer.find_in_statement("", [ABOVE, text]).paragraphs[1]
    assert all(text[m.start : m.end] == m.surface for m in mentions)
    return {(m.surface, m.entity.code) for m in mentions}


@pytest.mark.parametrize(
    ("text", "outer", "inner"),
    [
        ("the UN Security Council met", ("UN Security Council", "unsc"), ("UN", "un")),
        (
            "the United Nations General Assembly met",
            ("United Nations General Assembly", "unga"),
            ("United Nations", "un"),
        ),
        (
            "under the UN Charter",
            ("UN Charter", "charter-of-the-united-nations"),
            ("UN", "un"),
        ),
        (
            "under the Charter of the United Nations",
            ("Charter of the United Nations", "charter-of-the-united-nations"),
            ("United Nations", "un"),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_longer_name_counts_and_the_name_in_it_as_well(
    recognizer: Recognizer, text: str, outer: tuple[str, str], inner: tuple[str, str]
) -> None:
    assert found(recognizer, text) == {outer, inner}


def test_the_longer_name_comes_first(recognizer: Recognizer) -> None:
    mentions = recognizer.find_in_statement("The UN Security Council", [ABOVE]).title
    assert [m.entity.code for m in mentions] == ["unsc", "un"]


@pytest.mark.parametrize(
    "text",
    [
        "the Association of Southeast Asian Nations",
        "the Group of 77 and China",
        "the Bank of England",
    ],
)
def test_a_country_within_a_body_is_none(recognizer: Recognizer, text: str) -> None:
    mentions = recognizer.find_in_statement("", [ABOVE, text]).paragraphs[1]
    assert not [m for m in mentions if m.entity.kind == "country"]


def test_the_secretariat_alone_is_that_of_any_body(recognizer: Recognizer) -> None:
    assert ("Secretariat", "un-secretariat") not in found(
        recognizer, "The United Nations is strong, and the Secretariat works well."
    )


@pytest.mark.parametrize(
    ("text", "is_mention"),
    [
        ("We condemn the attack on the hospital in Kabul.", True),
        ("Two bombs were thrown; seven people were killed in Algiers.", True),
        ("We met in Algiers.", False),
        ("Kabul was attacked by nobody.", False),
        ("The violence was discussed at the conference which took place later in Kabul.", False),
    ],
)
def test_a_capital_counts_where_people_suffered_in_it(
    recognizer: Recognizer, text: str, is_mention: bool
) -> None:
    codes = {code for _, code in found(recognizer, text)}
    assert bool(codes & {"AFG", "DZA"}) is is_mention


def test_some_names_count_without_their_capital(recognizer: Recognizer) -> None:
    assert ("russian", "RUS") in found(recognizer, "another russian airstrike")
    assert not found(recognizer, "polish the turkey on the china")


def test_a_name_that_may_have_lost_its_end_is_none(recognizer: Recognizer) -> None:
    assert "g7" not in {code for _, code in found(recognizer, "on behalf of the Group of 7")}
    assert "g7" in {code for _, code in found(recognizer, "on behalf of the Group of 7.")}
