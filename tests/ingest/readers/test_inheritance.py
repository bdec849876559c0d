"""Styles take over what those they are based on say, however these are chained."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from statements.ingest.readers.inheritance import inherited

STYLES = st.integers(0, 9)


def nearest(style: int, own: dict[int, str | None], bases: dict[int, int]) -> str | None:
    for _ in own:
        if own.get(style) is not None or style not in own:
            break
        style = bases.get(style, style)
    return own.get(style)


@given(
    st.dictionaries(STYLES, st.none() | st.sampled_from(["shown", "hidden"])),
    st.dictionaries(STYLES, STYLES),
)
def test_each_style_has_the_value_of_the_nearest_one(
    own: dict[int, str | None], bases: dict[int, int]
) -> None:
    expected = {style: nearest(style, own, bases) for style in own}
    found = inherited(own, bases)
    assert found == {style: value for style, value in expected.items() if value is not None}


def test_a_long_chain_is_followed_once() -> None:
    count = 300_000
    own = {style: "hidden" if style == count - 1 else None for style in range(count)}
    bases = {style: style + 1 for style in range(count)}
    assert len(inherited(own, bases)) == count
