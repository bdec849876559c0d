"""Editors' decisions, found again by quote and context."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from statements.recognition.decisions import Decision, settle
from statements.recognition.quotes import Letters, Place, TextQuote
from statements.recognition.spans import EntityRef, Span

KENYA = EntityRef("country", "KEN", "Kenya")
MOUNT = EntityRef("theme", "mountains", "Mountains")
FIRST = "We thank Kenya for all that was done in the years behind us."
SECOND = "The snow on Kenya is melting, as every herdsman of the region knows."

words = st.text("ab cé\nd", min_size=1, max_size=30)


def at(text: str, surface: str, number: int = 0) -> Place:
    start = text.index(surface)
    return Place(number, start, start + len(surface))


def quoted(surface: str, number: int, *texts: str) -> TextQuote:
    return Letters(texts).quote(at(texts[number], surface, number))


@given(st.lists(words, min_size=1, max_size=5), st.data())
def test_what_is_quoted_once_is_found_in_the_same_texts(
    texts: list[str], data: st.DataObject
) -> None:
    number = data.draw(st.integers(0, len(texts) - 1))
    starts = [i for i, sign in enumerate(texts[number]) if not sign.isspace()]
    if not starts:
        return
    start = data.draw(st.sampled_from(starts))
    end = data.draw(st.sampled_from([i + 1 for i in starts if i >= start]))
    letters = Letters(texts)
    place = Place(number, start, end)
    quote = letters.quote(place)
    found = letters.find(quote)
    if found is not None:
        assert "".join(texts[found.text][found.start : found.end].split()) == "".join(
            quote.exact.split()
        )


def test_words_are_found_where_paragraphs_are_split_joined_and_moved() -> None:
    quote = quoted("Kenya", 1, FIRST, SECOND)
    for texts in (
        (FIRST, SECOND),
        (f"{FIRST} {SECOND}",),
        (SECOND, FIRST),
        (FIRST, "The snow on Kenya", "is melting, as every herdsman of the region knows."),
        ("A new beginning.", FIRST.replace("Kenya", "Japan"), SECOND),
    ):
        found = Letters(texts).find(quote)
        assert found is not None
        assert texts[found.text][: found.start].endswith("snow on ")


def test_words_are_found_where_the_words_around_them_change() -> None:
    quote = quoted("Kenya", 1, FIRST, SECOND)
    changed = SECOND.replace("on Kenya is", "upon Kenya's top is")
    found = Letters((FIRST, changed)).find(quote)
    assert found == Place(1, changed.index("Kenya"), changed.index("Kenya") + 5)


def test_words_that_are_gone_are_not_found_elsewhere() -> None:
    quote = quoted("Kenya", 1, FIRST, SECOND)
    assert Letters((FIRST, "Nothing is left of it.")).find(quote) is None
    assert Letters((FIRST, SECOND.replace("Kenya", "Kenyatta"))).find(quote) is None
    assert Letters(()).find(quote) is None


def test_the_same_words_twice_with_the_same_surroundings_are_told_apart_by_place() -> None:
    line = "Kenya voted for the text."
    texts = ("Before.", line, line, "After.")
    for number in (1, 2):
        assert Letters(texts).find(quoted_at(texts, number)) == at(line, "Kenya", number)


def quoted_at(texts: tuple[str, ...], number: int) -> TextQuote:
    return Letters(texts).quote(at(texts[number], "Kenya", number))


# Decisions


def found(text: str, surface: str, entity: EntityRef = KENYA) -> Span:
    start = text.index(surface)
    return Span(entity, start, start + len(surface), surface)


def decision(surface: str, entity: EntityRef, *, is_mention: bool) -> Decision:
    return Decision(quoted(surface, 1, FIRST, SECOND), False, entity, is_mention)


def settled(
    *decisions: Decision, texts: tuple[str, ...] = (FIRST, SECOND)
) -> list[set[tuple[str, str, str]]]:
    spans = [[found(text, "Kenya")] if "Kenya" in text else [] for text in texts]
    result = settle("On Kenya", texts, ([found("On Kenya", "Kenya")], spans), decisions)
    return [
        {(s.span.surface, s.span.entity.code, s.state) for s in of_text}
        for of_text in (result.title, *result.paragraphs)
    ]


KENYA_FOUND = {("Kenya", "KEN", "found")}


def test_without_decisions_all_is_as_found() -> None:
    assert settled() == [KENYA_FOUND] * 3


def test_a_rejected_mention_stays_but_does_not_count() -> None:
    assert settled(decision("Kenya", KENYA, is_mention=False)) == [
        KENYA_FOUND,
        KENYA_FOUND,
        {("Kenya", "KEN", "rejected")},
    ]


def test_another_entity_takes_the_place_of_what_was_found() -> None:
    assert settled(decision("on Kenya", MOUNT, is_mention=True))[2] == {
        ("on Kenya", "mountains", "accepted")
    }


def test_a_later_decision_goes_before_an_earlier_one() -> None:
    accepted = decision("Kenya", MOUNT, is_mention=True)
    rejected = decision("Kenya", MOUNT, is_mention=False)
    assert settled(accepted, rejected)[2] == {("Kenya", "mountains", "rejected")}
    assert settled(rejected, accepted)[2] == {("Kenya", "mountains", "accepted")}


def test_what_is_accepted_is_there_though_it_is_not_recognised() -> None:
    herdsman = decision("herdsman", MOUNT, is_mention=True)
    assert settled(herdsman)[2] == KENYA_FOUND | {("herdsman", "mountains", "accepted")}


def test_a_decision_in_the_title_is_not_one_on_the_text() -> None:
    quote = Letters(["On Kenya"]).quote(at("On Kenya", "Kenya"))
    assert settled(Decision(quote, True, KENYA, False)) == [
        {("Kenya", "KEN", "rejected")},
        KENYA_FOUND,
        KENYA_FOUND,
    ]


def test_a_decision_on_words_that_are_gone_is_lost_and_said() -> None:
    gone = decision("herdsman", MOUNT, is_mention=True)
    result = settle("", [FIRST], ((), [()]), [gone])
    assert result.lost == (gone,)
    assert result.paragraphs == ((),)
