"""The words around a mention."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from statements.concordance import AROUND, ELLIPSIS, STRETCHES, excerpt
from statements.models import Entity, Mention

KENYA = Entity(pk=1, kind="country", code="KEN", name="Kenya")


def shown(text: str, *spans: tuple[int, int]) -> list[tuple[str, bool]]:
    """The excerpt as stretches of text, each with whether it is a mention."""
    mentions = [Mention(start=start, end=end, entity=KENYA) for start, end in spans]
    return [(segment.text, segment.entity is not None) for segment in excerpt(text, mentions)]


def test_a_short_text_is_whole() -> None:
    assert shown("We thank Kenya.", (9, 14)) == [
        ("We thank ", False),
        ("Kenya", True),
        (".", False),
    ]


def test_a_long_text_is_cut_between_words() -> None:
    text = "word " * 100 + "Kenya" + " word" * 100
    parts = shown(text, (500, 505))
    assert parts[0] == (f"{ELLIPSIS} ", False)
    assert parts[1][0].startswith("word ")
    assert parts[2] == ("Kenya", True)
    assert parts[3][0].endswith(" word")
    assert parts[4] == (f" {ELLIPSIS}", False)
    assert all(len(text) <= AROUND for text, _ in parts)


def test_mentions_close_by_share_their_words_and_those_far_off_have_their_own() -> None:
    near = "Kenya and Kenya" + " word" * 30
    assert [text for text, is_mention in shown(near, (0, 5), (10, 15)) if is_mention] == [
        "Kenya",
        "Kenya",
    ]
    far = "Kenya" + " word" * 200 + " Kenya"
    assert f" {ELLIPSIS} " in [text for text, _ in shown(far, (0, 5), (1006, 1011))]


def test_of_very_many_mentions_the_first_are_shown() -> None:
    text = ("Kenya" + " word" * 200 + " ") * 9
    spans = [(at, at + 5) for at in range(0, len(text), 1006)]
    assert sum(is_mention for _, is_mention in shown(text, *spans)) == STRETCHES


def test_a_script_without_spaces_is_cut_all_the_same() -> None:
    text = "中" * 1_000
    parts = shown(text, (500, 502))
    assert ("中中", True) in parts
    assert len("".join(text for text, _ in parts)) < 2 * AROUND + 10


@given(text=st.text(min_size=1, max_size=900), data=st.data())
def test_mentions_are_shown_as_they_stand_and_nothing_is_made_up(text: str, data: Any) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, min(len(text), start + 30)))
    parts = shown(text, (start, end))
    assert (text[start:end], True) in parts
    at = 0
    for part, _ in parts:
        if part.strip() != ELLIPSIS:
            at = text.index(part, at) + len(part)


def test_a_mention_outside_of_the_text_is_passed_over() -> None:
    assert shown("Kenya", (0, 99)) == []
