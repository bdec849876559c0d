"""A paragraph of an earlier version is found by its words, else by likeness, else not at all."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements import tracing
from statements.tracing import LEAST_LIKENESS, Texts, Trace

PEACE = (
    "We came here to speak of peace, which is more than the silence of weapons, and of the "
    "treaties that our parents made so that their children would not have to fight again."
)
OCEANS = (
    "The oceans rise, and with them the number of those who must leave their islands; we ask "
    "that the fund which was promised in Paris be filled before the next session begins."
)
THANKS = "I thank you, Mr. President."
RULE = "* * *"

# Few words, so that texts share some.
WORDS = st.sampled_from(["peace", "the", "of", "treaty", "* * *", "和平", "é", "—", "\n", ""])
TEXTS = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=40).map(" ".join))
VERSIONS = st.lists(TEXTS, min_size=1, max_size=8)


def trace(index: int, before: Sequence[str], after: Sequence[str]) -> Trace | None:
    return tracing.trace(index, Texts(before), Texts(after))


def verbatim(first: int, last: int | None = None) -> Trace:
    return Trace(first, first if last is None else last, 1)


@pytest.mark.parametrize(
    ("before", "index", "after", "found"),
    [
        ([PEACE, OCEANS], 1, [THANKS, PEACE, OCEANS], verbatim(2)),
        ([PEACE], 0, [PEACE.replace(" ", "\n ")], verbatim(0)),
        # Of several, the nearest to where it was.
        ([PEACE, RULE, OCEANS, RULE], 3, [RULE, PEACE, OCEANS, RULE, THANKS], verbatim(3)),
        ([RULE, PEACE, OCEANS, RULE], 0, [RULE, PEACE, OCEANS, RULE, THANKS], verbatim(0)),
        # Joined with another, split in two.
        ([PEACE, OCEANS], 1, [THANKS, f"{PEACE} {OCEANS}"], verbatim(1)),
        ([f"{PEACE} {OCEANS}"], 0, [THANKS, PEACE, OCEANS], verbatim(1, 2)),
        # Chinese has no space where it was joined.
        (
            ["我们支持多边主义，支持联合国在国际事务中发挥核心作用。", "谢谢。"],
            0,
            ["主席先生，我们支持多边主义，支持联合国在国际事务中发挥核心作用。谢谢。"],
            verbatim(0),
        ),
    ],
)
def test_found_by_its_words(before: list[str], index: int, after: list[str], found: Trace) -> None:
    assert trace(index, before, after) == found


def test_found_by_likeness_where_words_changed() -> None:
    changed = PEACE.replace("weapons", "arms").replace("parents", "fathers and mothers")
    found = trace(0, [PEACE, OCEANS], [THANKS, changed, OCEANS])
    assert found is not None
    assert (found.first, found.last) == (1, 1)
    assert found.likeness < 1
    assert 0.85 < found.likeness < 1


def test_found_by_likeness_within_what_it_was_joined_to() -> None:
    joined = f"{OCEANS} {PEACE.replace('weapons', 'arms')} {OCEANS}"
    found = trace(0, [PEACE], [THANKS, joined])
    assert found is not None
    assert found.first == 1
    assert found.likeness > 0.9


def test_found_by_likeness_over_what_it_was_split_into() -> None:
    whole = f"{PEACE} {OCEANS}"
    found = trace(0, [whole], [THANKS, PEACE.replace("weapons", "arms"), OCEANS, THANKS])
    assert found is not None
    assert (found.first, found.last) == (1, 2)
    assert found.likeness > 0.9


def test_other_marks_and_capitals_are_not_the_same_words() -> None:
    found = trace(0, [PEACE], [PEACE.upper()])
    assert found is not None
    assert found.likeness < 1


def test_chinese_is_compared_by_letters() -> None:
    before = "我们支持多边主义，支持联合国在国际事务中发挥核心作用。"
    after = "我们坚定支持多边主义，支持联合国在全球事务中发挥核心作用。"
    found = trace(0, [before], [THANKS, after])
    assert found is not None
    assert found.first == 1
    assert 0.8 < found.likeness < 1


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (PEACE, [OCEANS, THANKS]),
        (PEACE, []),
        # So short a text stands within others by chance.
        ("Mr. President,", [f"{THANKS} Mr. President, {PEACE}"]),
        (RULE, [PEACE]),
        ("", [PEACE]),
    ],
)
def test_gone(text: str, after: list[str]) -> None:
    assert trace(0, [text], after) is None


@given(VERSIONS, VERSIONS, st.data())
def test_what_is_found_is_there(before: list[str], after: list[str], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(before) - 1))
    found = trace(index, before, after)
    if found is None:
        assert before[index].split() not in [text.split() for text in after]
        return
    assert 0 <= found.first <= found.last < len(after)
    assert LEAST_LIKENESS <= found.likeness <= 1
    if found.likeness == 1:
        passage = "".join("".join(after[found.first : found.last + 1]).split())
        assert "".join(before[index].split()) in passage


@given(VERSIONS, st.data())
def test_every_paragraph_finds_itself(texts: list[str], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(texts) - 1))
    found = trace(index, texts, texts)
    assert found is not None
    assert found.likeness == 1
    assert texts[found.first].split() == texts[index].split()


@pytest.mark.parametrize("text", ["la " * 30_000, "x" * 100_000, "和" * 20_000])
def test_long_and_monotonous_texts_are_traced_too(text: str) -> None:
    assert trace(0, [text], [f"{text}!"]) is not None


@given(VERSIONS, VERSIONS)
def test_texts_taken_apart_once_serve_all(before: list[str], after: list[str]) -> None:
    old, new = Texts(before), Texts(after)
    for index in range(len(before)):
        assert tracing.trace(index, old, new) == trace(index, before, after)


def test_where_a_paragraph_is_surely_it_no_other_is_compared() -> None:
    words = [f"word{number}" for number in range(300)]
    # They share two thirds of their words.
    before = [" ".join(words[start : start + 200]) for start in (0, 66, 100)]
    after = Texts([before[0], *(f"changed {text} changed" for text in before[1:])])
    assert tracing.trace(0, Texts(before), after) == verbatim(0)
    assert after.work == 0
    found = tracing.trace(1, Texts([before[0], before[1].replace("word99", "x"), before[2]]), after)
    assert found is not None
    assert (found.first, found.last) == (1, 1)
    assert after.work < after.length + 50 * len(before[1])
