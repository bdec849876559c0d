"""A text cut at its mentions loses nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from statements.highlighting import segments
from statements.recognition.spans import EntityRef, Span

CHINA = EntityRef("country", "CHN", "China")

spans = st.builds(
    lambda start, length: Span(CHINA, start, start + length, ""),
    st.integers(0, 60),
    st.integers(1, 20),
)


@given(st.text(max_size=50), st.lists(spans))
def test_the_segments_are_the_text_whatever_the_mentions(text: str, mentions: list[Span]) -> None:
    assert "".join(segment.text for segment in segments(text, mentions)) == text


def test_a_mention_is_a_segment_of_its_own() -> None:
    cut = segments("In China now", [Span(CHINA, 3, 8, "China")])
    assert [(s.text, s.entity) for s in cut] == [("In ", None), ("China", CHINA), (" now", None)]


def test_of_two_that_overlap_the_first_and_longer_is_shown() -> None:
    cut = segments("South China Sea", [Span(CHINA, 6, 11, "China"), Span(CHINA, 0, 15, "")])
    assert [s.text for s in cut] == ["South China Sea"]
