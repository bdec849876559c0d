"""A text cut at its mentions loses nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from statements.highlighting import segments
from statements.recognition.spans import EntityRef, Span
from statements.search.marking import Mark

CHINA = EntityRef("country", "CHN", "China")

spans = st.builds(
    lambda start, length: Span(CHINA, start, start + length, ""),
    st.integers(0, 60),
    st.integers(1, 20),
)


@given(st.text(max_size=50), st.lists(spans))
def test_the_segments_are_the_text_whatever_the_mentions(text: str, mentions: list[Span]) -> None:
    assert "".join(segment.text for segment in segments(text, mentions)) == text


@st.composite
def apart(draw: st.DrawFn) -> list[Mark]:
    """Marks in order that do not touch, in and beyond any text of these tests."""
    ends = sorted(draw(st.sets(st.integers(0, 70), max_size=12)))
    return [Mark(*pair) for pair in zip(ends[::2], ends[1::2], strict=False)]


@given(st.text(max_size=50), st.lists(spans), apart())
def test_matches_change_neither_the_text_nor_the_mentions(
    text: str, mentions: list[Span], matches: list[Mark]
) -> None:
    cut = segments(text, mentions, matches)
    assert [(s.text, s.mention) for s in cut] == [
        (s.text, s.mention) for s in segments(text, mentions)
    ]
    assert all("".join(part for part, _ in s.stretches) == s.text for s in cut if s.stretches)


@given(st.text(max_size=50), st.lists(spans), apart())
def test_what_is_marked_are_the_matches_and_nothing_else(
    text: str, mentions: list[Span], matches: list[Mark]
) -> None:
    marked: list[bool] = []
    for segment in segments(text, mentions, matches):
        for part, is_match in segment.stretches or ((segment.text, False),):
            marked += [is_match] * len(part)
    assert marked == [any(m.start <= at < m.end for m in matches) for at in range(len(text))]


def test_a_match_may_cross_the_ends_of_a_mention() -> None:
    mention = Span(CHINA, 4, 20, "United Nations aim")
    before, within, after = segments("All United Nations aims.", [mention], [Mark(0, 10)])
    assert before.stretches == (("All ", True),)
    assert within.stretches == (("United", True), (" Nations a", False))
    assert (after.text, after.stretches) == ("ims.", ())


def test_a_mention_is_a_segment_of_its_own() -> None:
    cut = segments("In China now", [Span(CHINA, 3, 8, "China")])
    assert [(s.text, s.entity) for s in cut] == [("In ", None), ("China", CHINA), (" now", None)]


def test_of_two_that_overlap_the_first_and_longer_is_shown() -> None:
    cut = segments("South China Sea", [Span(CHINA, 6, 11, "China"), Span(CHINA, 0, 15, "")])
    assert [s.text for s in cut] == ["South China Sea"]
