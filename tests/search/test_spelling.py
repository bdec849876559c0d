"""What a reader may have meant by a word that the archive hardly has."""

from collections.abc import Collection, Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements.search.names import KnownEntity, KnownName, KnownNames
from statements.search.query import (
    And,
    Field,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    SameParagraph,
    Word,
)
from statements.search.spelling import (
    Candidate,
    best_candidate,
    corrected,
    distance,
    one_slip_away,
    with_case_of,
)

#: Words and in how many statements they stand.
VOCABULARY = {
    "the": 10_000,
    "ten": 900,
    "not": 9_500,
    "tech": 12,
    "security": 8_000,
    "council": 7_000,
    "disarmament": 7_500,
    "disarmement": 3,
    "palestine": 2_500,
    "palestinian": 2_600,
    "kazakhstan": 114,
    "guterres": 600,
    "climate": 4_000,
    "change": 6_000,
    "government": 9_000,
    "governments": 4_000,
    "couch": 4,
    "touch": 800,
    "accommodate": 300,
    "accomodated": 1,
    "cooperation": 9_000,
    "operation": 900,
    "мандела": 40,
    "resolution": 8_000,
}
KNOWN = KnownNames(
    [
        KnownEntity(
            1,
            "organization",
            "Special Cooperation Group",
            ("scg",),
            (KnownName("Special Cooperation Group", "official"), KnownName("CHANG", "acronym")),
        ),
        KnownEntity(2, "country", "Kazakhstan", ("KAZ",), (KnownName("Kazakstan", "alias"),)),
    ]
)


def similar(words: Collection[str]) -> Mapping[str, Sequence[Candidate]]:
    everything = [Candidate(word, count) for word, count in VOCABULARY.items()]
    return dict.fromkeys(words, everything)


def typed(text: str) -> Node:
    words = tuple(Word(word) for word in text.split())
    return words[0] if len(words) == 1 else And(words)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("teh", "the"),
        ("Teh", "The"),
        ("Securty Council", "Security Council"),
        ("SECURTY", "SECURITY"),
        ("NTO", "not"),
        ("disarmement", "disarmament"),
        ("desarmament", "disarmament"),
        ("Palestin", "Palestine"),
        ("Kazakstan", "Kazakhstan"),
        ("Guterrez", "Guterres"),
        ("climat chnage", "climate change"),
        ("goverment", "government"),
        ("acomodate", "accommodate"),
        ("co-operation cooperaton", "co-operation cooperation"),
        ("résolucion", "resolution"),
        ("Мандэла", "Мандела"),
        ("goverment's", "government's"),
    ],
)
def test_misspelt_words_are_put_right(wrong: str, right: str) -> None:
    assert corrected(typed(wrong), similar, KNOWN) == typed(right)


@pytest.mark.parametrize(
    "tree",
    [
        typed("the Security Council"),
        # A word of its own, that few use.
        Word("couch"),
        # Two slips in a short word; three in a long one; too short.
        Word("thxx"),
        Word("kasachstann"),
        Word("te"),
        # As it is to stand.
        Word("goverment", is_literal=True),
        Word("goverme", is_prefix=True),
        Phrase("goverment change", is_literal=True),
        Not(Word("goverment")),
        Field("theme", "climat"),
        # Numbers, symbols, acronyms, codes.
        Word("2532"),
        Word("S/RES/2532"),
        Word("A/chang.3"),
        Word("chang"),
        Word("kaz"),
        Word("气候变化问题"),
        Word("ประชาชน"),
        Word("-"),
    ],
)
def test_what_is_right_or_no_word_stays(tree: Node) -> None:
    assert corrected(tree, similar, KNOWN) is None


def test_words_are_put_right_wherever_they_stand() -> None:
    wrong, right = Word("goverment"), Word("government")
    literal = Word("teh", is_literal=True)

    tree = SameParagraph((Or((wrong, Phrase("teh goverment"))), And((literal, wrong))))

    assert corrected(tree, similar, KNOWN) == SameParagraph(
        (Or((right, Phrase("the government"))), And((literal, right)))
    )
    assert corrected(Near("climat goverment", 5), similar, KNOWN) == Near("climate government", 5)


def test_the_vocabulary_is_asked_once() -> None:
    asked: list[Collection[str]] = []

    def counting(words: Collection[str]) -> Mapping[str, Sequence[Candidate]]:
        asked.append(words)
        return similar(words)

    corrected(typed("climat goverment Climat"), counting, KNOWN)

    assert [sorted(words) for words in asked] == [["climat", "goverment"]]


def test_of_words_as_many_slips_away_the_most_common_is_meant() -> None:
    alike = [Candidate("form", 20), Candidate("from", 900), Candidate("farm", 90)]

    assert best_candidate("frm", alike) == "from"


def test_a_common_word_two_slips_away_is_likelier_than_a_slip_of_another_writer() -> None:
    alike = [Candidate("accomodated", 1), Candidate("accommodated", 300)]

    assert best_candidate("acomodated", alike) == "accommodated"


@pytest.mark.parametrize(
    ("first", "second", "slips"),
    [
        ("", "", 0),
        ("word", "word", 0),
        ("teh", "the", 1),
        ("word", "words", 1),
        ("word", "ward", 1),
        ("wrod", "ward", 2),
        ("ca", "abc", 3),
        ("word", "", 4),
        ("kitten", "sitting", 3),
    ],
)
def test_slips_are_counted(first: str, second: str, slips: int) -> None:
    assert distance(first, second, 5) == slips
    assert distance(second, first, 5) == slips
    assert distance(first, second, 1) == min(slips, 2)


_WORD = st.text("abcde", max_size=7)


@given(_WORD, _WORD, st.integers(0, 4))
def test_distance_is_symmetrical_and_none_only_between_equals(
    first: str, second: str, most: int
) -> None:
    slips = distance(first, second, most)

    assert slips == distance(second, first, most)
    assert (slips == 0) == (first == second)
    assert slips <= most + 1


@given(st.text("abcdefgh", min_size=1, max_size=6))
def test_all_that_is_one_slip_away_is_tried(word: str) -> None:
    away = one_slip_away(word)

    assert all(distance(word, other, 1) == 1 for other in away)
    # For each letter: left out, another, and one more on each side; and neighbours changed round.
    assert word[1:] in away
    assert word + "z" in away
    assert all(other in away for other in [word[0] + word] if other != word)


@given(st.text(max_size=12), st.sampled_from(["word", "état", "мир", "ß"]))
def test_case_is_kept(written: str, word: str) -> None:
    assert with_case_of(written, word).casefold() == word.casefold()


@given(
    st.lists(
        st.text(max_size=12)
        | st.sampled_from(["goverment", "S/RES/1", "气候", "d'Ivoire", "naïve"]),
        min_size=1,
        max_size=5,
    )
)
def test_whatever_is_typed_keeps_its_shape(words: list[str]) -> None:
    tree = And(tuple(Word(word) for word in words))

    meant = corrected(tree, similar, KNOWN)

    assert meant is None or (isinstance(meant, And) and len(meant.parts) == len(words))
    assert meant != tree
