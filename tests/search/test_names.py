"""Acronyms and names of one thing find each other."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements.search.names import (
    MAX_NAMES,
    KnownEntity,
    KnownName,
    KnownNames,
    expand,
    without_expansions,
)
from statements.search.query import (
    And,
    Expanded,
    Field,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    SameParagraph,
    Word,
    Years,
)


def named(key: int, code: str, *names: KnownName, kind: str = "organization") -> KnownEntity:
    return KnownEntity(key, kind, names[0].text, (code,), names)


def acronym(text: str) -> KnownName:
    return KnownName(text, "acronym", case_sensitive=True)


KNOWN = KnownNames(
    [
        named(
            1,
            "unoct",
            KnownName("United Nations Office of Counter-Terrorism", "official"),
            acronym("UNOCT"),
            KnownName("Office of Counter-Terrorism", "alias"),
        ),
        named(
            2,
            "unsc",
            KnownName("United Nations Security Council", "official"),
            KnownName("Security Council", "alias"),
            KnownName("UN Security Council", "alias"),
            KnownName("Council", "alias"),
            acronym("UNSC"),
            KnownName("安全理事会", "alias", "mul"),
            KnownName("Conseil de sécurité", "alias", "mul"),
        ),
        named(3, "un", KnownName("United Nations", "official"), acronym("UN"), acronym("U.N.")),
        named(4, "who", KnownName("World Health Organization", "official"), acronym("WHO")),
        named(5, "guam", KnownName("League for Development", "official"), acronym("GUAM")),
        named(6, "GUM", KnownName("Guam", "short"), kind="country"),
        named(7, "lake-1", KnownName("First Lake Commission", "official"), acronym("LKC")),
        named(8, "lake-2", KnownName("Second Lake Commission", "official"), acronym("LKC")),
        named(9, "opec-9", KnownName("Club of Nine", "official"), acronym("CON")),
        KnownEntity(
            10,
            "country",
            "United States of America",
            ("USA", "US", "840"),
            (
                KnownName("United States of America", "short"),
                KnownName("United States", "alias"),
                KnownName("America", "alias"),
                acronym("US"),
                acronym("USA"),
                KnownName("American", "demonym"),
            ),
        ),
        named(
            11,
            "CIV",
            KnownName("Côte d'Ivoire", "short"),
            KnownName("Ivory Coast", "former"),
            KnownName("Ivorian", "demonym"),
            kind="country",
        ),
        named(
            12,
            "COD",
            KnownName("Democratic Republic of the Congo", "short"),
            acronym("DRC"),
            KnownName("Zaire", "former", case_sensitive=True),
            KnownName("Congo (the Democratic Republic of the)", "alias"),
            KnownName("Congolese", "demonym"),
            kind="country",
        ),
        named(
            13,
            "COG",
            KnownName("Congo", "short"),
            KnownName("Congolese", "demonym"),
            kind="country",
        ),
        named(14, "climate-change", KnownName("Climate change", "official"), kind="theme"),
        KnownEntity(
            15, "document", "Security Council resolution 2532 (2020)", ("S/RES/2532(2020)",)
        ),
        KnownEntity(16, "document", "General Assembly resolution 46/242", ("A/RES/46/242",)),
        KnownEntity(17, "document", "Security Council resolution 242 (1967)", ("S/RES/242(1967)",)),
        named(
            18,
            "many",
            KnownName("Body of Many Names", "official"),
            acronym("BMN"),
            *(KnownName(f"Assembly {letter} of Names", "alias") for letter in "ABCDEFG"),
        ),
    ]
)


def typed(text: str) -> Node:
    words = tuple(Word(word) for word in text.split())
    return words[0] if len(words) == 1 else And(words)


def names_added(tree: Node) -> list[str]:
    assert isinstance(tree, Expanded), tree
    return [name.text for name in tree.names]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("UNOCT", ["United Nations Office of Counter-Terrorism", "Office of Counter-Terrorism"]),
        ("unoct", ["United Nations Office of Counter-Terrorism", "Office of Counter-Terrorism"]),
        (
            "united nations office of counter-terrorism",
            ["UNOCT", "Office of Counter-Terrorism"],
        ),
        ("Security Council", ["UNSC", "安全理事会", "Conseil de sécurité"]),
        ("the Security Council", ["UNSC", "安全理事会", "Conseil de sécurité"]),
        (
            "安全理事会",
            ["UNSC", "United Nations Security Council", "Security Council", "Conseil de sécurité"],
        ),
        ("UN", ["United Nations", "U.N."]),
        ("WHO", ["World Health Organization"]),
        ("GUAM", ["League for Development"]),
        ("US", ["USA", "United States of America", "United States"]),
        # "us" would find the word.
        ("United States of America", ["USA", "United States"]),
        ("Zaire", ["DRC", "Democratic Republic of the Congo"]),
        ("Ivory Coast", ["Côte d'Ivoire"]),
    ],
)
def test_names_of_one_thing_find_each_other(text: str, names: list[str]) -> None:
    tree = typed(text)

    expanded = expand(tree, KNOWN)

    assert names_added(expanded) == names
    assert isinstance(expanded, Expanded)
    assert expanded.typed == tree


@pytest.mark.parametrize(
    "tree",
    [
        # Words, and an acronym only in capitals.
        Word("who"),
        Word("Who"),
        Word("us"),
        Word("un"),
        # An alias of one word, and what a people is called.
        Word("Council"),
        Word("America"),
        Word("American"),
        # Another thing's name.
        Word("guam"),
        Word("Guam"),
        # Two things have the acronym.
        Word("LKC"),
        # Its only other name is a word.
        typed("World Health Organization"),
        # In other letters than the name is recognised by.
        Word("zaire"),
        # No acronym, and no country.
        typed("climate change"),
        # Part of a phrase, literal, beginning, nearness, field.
        Phrase("the UNOCT said"),
        Phrase("UNOCT", is_literal=True),
        Word("UNOCT", is_literal=True),
        Word("UNOC", is_prefix=True),
        And((Word("Security", is_literal=True), Word("Council"))),
        Near("Security Council", 3),
        Field("organization", "UNOCT"),
        # Not typed side by side, or in this order.
        And((Word("Security"), Years(2019, None), Word("Council"))),
        typed("Council Security"),
        Or((Word("Security"), Word("Council"))),
        Word("-"),
    ],
)
def test_what_is_not_surely_a_name_is_searched_for_as_typed(tree: Node) -> None:
    assert expand(tree, KNOWN) == tree


def test_a_phrase_that_is_a_name_is_expanded() -> None:
    assert names_added(expand(Phrase("Security Council"), KNOWN))[0] == "UNSC"


def test_names_stand_among_other_words_and_the_longest_counts() -> None:
    tree = expand(typed("reform United Nations Security Council now"), KNOWN)

    assert isinstance(tree, And)
    assert tree.parts[0] == Word("reform")
    assert names_added(tree.parts[1])[0] == "UNSC"
    assert tree.parts[2] == Word("now")
    assert len(tree.parts) == 3


def test_names_are_expanded_wherever_they_stand() -> None:
    unoct = expand(Word("UNOCT"), KNOWN)
    peace = Word("peace")

    tree = SameParagraph((Or((Word("UNOCT"), peace)), And((peace, Not(Word("UNOCT"))))))

    assert expand(tree, KNOWN) == SameParagraph((Or((unoct, peace)), And((peace, Not(unoct)))))


def test_few_names_are_added() -> None:
    assert len(names_added(expand(Word("BMN"), KNOWN))) == MAX_NAMES


@pytest.mark.parametrize(
    ("kinds", "value", "found"),
    [
        ("country", "Côte d'Ivoire", [11]),
        ("country", "cote d’ivoire", [11]),
        ("country", "CIV", [11]),
        ("country", "civ", [11]),
        ("country", "ivorian", [11]),
        ("country", "Congolese", [12, 13]),
        ("country", "congo", [13]),
        ("country", "us", [10]),
        ("country", "840", [10]),
        ("country", "guam", [6]),
        ("organization", "guam", [5]),
        (("country", "organization"), "the Council", [2]),
        (("country", "organization"), "LKC", [7, 8]),
        ("theme", "climate change", [14]),
        ("document", "S/RES/2532(2020)", [15]),
        ("document", "s/res/2532 (2020)", [15]),
        ("document", "resolution 2532", [15]),
        ("document", "UNSCR 2532", [15]),
        ("document", "resolution 242", [17]),
        ("document", "res. 46/242", [16]),
        ("document", "security council", [15, 17]),
        ("theme", "UNOCT", []),
        ("country", "Atlantis", []),
        ("document", "resolution 9", []),
        ("country", " - ", []),
        ("document", "()", []),
    ],
)
def test_values_of_fields_are_found_by_code_or_any_name(
    kinds: str | tuple[str, ...], value: str, found: list[int]
) -> None:
    assert KNOWN.find(kinds, value) == found


_WORDS = st.sampled_from(
    ["united", "Nations", "Security", "Council", "UN", "WHO", "who", "the", "UNOCT", "peace", "-"]
)
_LEAVES = (
    st.builds(Word, _WORDS, is_literal=st.booleans(), is_prefix=st.booleans())
    | st.builds(Phrase, st.lists(_WORDS, min_size=1, max_size=3).map(" ".join))
    | st.builds(Word, st.text(max_size=8))
    | st.just(Years(2019, None))
)
_TREES = st.recursive(
    _LEAVES,
    lambda nodes: (
        st.builds(And, st.lists(nodes, min_size=2, max_size=6).map(tuple))
        | st.builds(Or, st.lists(nodes, min_size=2, max_size=3).map(tuple))
        | st.builds(SameParagraph, st.lists(nodes, min_size=2, max_size=2).map(tuple))
        | st.builds(Not, nodes)
    ),
    max_leaves=12,
)


def _normal(node: Node) -> Node:
    """The tree as the parser makes it: no conjunction directly in a conjunction."""
    match node:
        case And(parts):
            inner = [_normal(part) for part in parts]
            return And(
                tuple(leaf for p in inner for leaf in (p.parts if isinstance(p, And) else [p]))
            )
        case Or(parts) | SameParagraph(parts):
            return replace(node, parts=tuple(_normal(part) for part in parts))
        case Not(part):
            return Not(_normal(part))
        case _:
            return node


@given(_TREES.map(_normal))
def test_expansions_can_be_taken_back(tree: Node) -> None:
    assert without_expansions(expand(tree, KNOWN)) == tree


@given(_TREES)
def test_what_is_expanded_is_not_expanded_again(tree: Node) -> None:
    expanded = expand(tree, KNOWN)

    assert expand(expanded, KNOWN) == expanded


def test_names_are_added_in_the_languages_of_the_archive() -> None:
    known = KnownNames(
        [
            named(
                1,
                "XYZ",
                KnownName("Republic of Xyland", "official"),
                acronym("RXL"),
                KnownName("Ixlande", "official", "fr"),
                KnownName("Ixelandia", "short", "mul"),
            )
        ]
    )

    def added(languages: set[str]) -> list[str]:
        return names_added(expand(Word("RXL"), known, languages))

    assert added({"en"}) == ["Republic of Xyland"]
    assert added({"en", "fr"}) == ["Republic of Xyland", "Ixlande", "Ixelandia"]
    assert added({"es"}) == ["Republic of Xyland", "Ixelandia"]
