"""Split and join paragraphs in one text: the words stay, the pages are kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements.ingest.document import Block
from statements.paragraphing import as_paragraphs, as_text, same_words

BEFORE = (
    Block(text="One two three.", page=1),
    Block(text="Four five six seven.", page=1),
    Block(text="Eight nine.", page=3),
)


def changed(text: str) -> list[tuple[str, int | None]]:
    return [(block.text, block.page) for block in as_paragraphs(text, BEFORE)]


def test_what_is_not_changed_stays() -> None:
    assert as_paragraphs(as_text(BEFORE), BEFORE) == BEFORE
    assert as_paragraphs(as_text(BEFORE).replace("\n", "\r\n"), BEFORE) == BEFORE


def test_a_paragraph_is_split_and_both_have_its_page() -> None:
    assert changed("One two three.\n\nFour five six seven.\n\nEight\n\nnine.")[2:] == [
        ("Eight", 3),
        ("nine.", 3),
    ]


def test_joined_paragraphs_begin_where_the_first_began() -> None:
    assert changed("One two three.\n\nFour five six seven. Eight nine.") == [
        ("One two three.", 1),
        ("Four five six seven. Eight nine.", 1),
    ]


@pytest.mark.parametrize("gap", ["\n\n\n\n", "\n \n", "\n\t\n \n"])
def test_any_blank_lines_part_paragraphs_and_a_line_break_is_a_space(gap: str) -> None:
    assert changed(f"\n\nOne two\nthree.{gap}Four") == [("One two three.", 1), ("Four", 1)]


def test_changed_words_leave_the_pages_of_the_others() -> None:
    assert changed("One too three.\n\nFour five six seven!\n\nEight nine.\n\nTen.") == [
        ("One too three.", 1),
        ("Four five six seven!", 1),
        ("Eight nine.", 3),
        ("Ten.", 3),
    ]


def test_without_text_there_is_no_paragraph() -> None:
    assert as_paragraphs(" \n\n \n", BEFORE) == ()
    assert as_paragraphs("New.", ()) == (Block(text="New."),)


words = st.text("abcé،中 \xa0", min_size=1).filter(str.strip)
blocks = st.lists(words, min_size=1).map(
    lambda texts: tuple(Block(text=text.strip(), page=i + 1) for i, text in enumerate(texts))
)


@given(before=blocks, cuts=st.sets(st.integers(0, 300)))
def test_split_anywhere_the_words_stay_and_the_pages_do_not_go_back(
    before: tuple[Block, ...], cuts: set[int]
) -> None:
    pieces = [
        f"{sign}\n\n" if sign == " " and at in cuts else sign
        for at, sign in enumerate(as_text(before))
    ]
    after = as_paragraphs("".join(pieces), before)
    assert same_words(as_text(after), as_text(before))
    pages = [block.page for block in after]
    assert pages == sorted(pages, key=lambda page: page or 0)
    assert pages[0] == 1
