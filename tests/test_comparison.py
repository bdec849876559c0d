"""How versions differ."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from statements.comparison import Part, compare_paragraphs, compare_texts, likeness

TEXTS = st.text(st.sampled_from("ab .,\n"), max_size=40)


@given(TEXTS, TEXTS)
def test_the_parts_hold_both_texts(before: str, after: str) -> None:
    parts = compare_texts(before, after)
    assert "".join(p.text for p in parts if p.change != "added") == before
    assert "".join(p.text for p in parts if p.change != "removed") == after


@given(st.lists(TEXTS.filter(str.strip), max_size=6), st.lists(TEXTS.filter(str.strip), max_size=6))
def test_every_paragraph_of_both_versions_is_there_once(old: list[str], new: list[str]) -> None:
    changes = compare_paragraphs(old, new)
    assert [c.before for c in changes if c.before] == list(range(1, len(old) + 1))
    assert [c.after for c in changes if c.after] == list(range(1, len(new) + 1))
    for change in changes:
        if change.before:
            text = "".join(p.text for p in change.parts if p.change != "added")
            assert text == old[change.before - 1]
        if change.after:
            text = "".join(p.text for p in change.parts if p.change != "removed")
            assert text == new[change.after - 1]


def test_a_changed_word_is_shown_as_one() -> None:
    (change,) = compare_paragraphs(["We support the treaty."], ["We support the charter."])
    assert change.parts == (
        Part("same", "We support the "),
        Part("removed", "treaty"),
        Part("added", "charter"),
        Part("same", "."),
    )


def test_likeness_is_by_phrases_not_by_words() -> None:
    speech = "We support the treaty and all of its members, who have signed it without delay."
    assert likeness(speech, speech) == 1
    assert likeness(speech, speech.replace("delay", "doubt")) > 0.8
    shuffled = " ".join(sorted(speech.split()))
    assert likeness(speech, shuffled) < 0.2
    assert likeness("", "") == 1
    assert likeness("Yes.", "No.") == 0
