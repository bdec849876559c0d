"""A whole statement: what was named or defined before decides what short words stand for."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements.recognition.gazetteer import Recognizer
from statements.recognition.spans import StatementMentions

FoundInOrder = Callable[..., list[list[tuple[str, str]]]]


@pytest.fixture(scope="module")
def in_order(recognizer: Recognizer) -> FoundInOrder:
    """The surfaces and codes found in each paragraph of a statement, themes left out."""

    def find(*paragraphs: str, title: str = "", setting: str = "") -> list[list[tuple[str, str]]]:
        mentions = recognizer.find_in_statement(title, paragraphs, setting=setting)
        return [
            [(span.surface, span.entity.code) for span in spans if span.entity.kind != "theme"]
            for spans in mentions.paragraphs
        ]

    return find


@pytest.mark.parametrize(
    ("title", "sentence", "expected"),
    [
        ("Security Council open debate", "The Council must act.", [("Council", "unsc")]),
        ("SECURITY COUNCIL MEETING", "this Council’s work", [("Council", "unsc")]),
        ("Meeting of the Human Rights Council", "Council members", [("Council", "hrc")]),
        ("Opening of the General Assembly", "this august Assembly", [("Assembly", "unga")]),
        ("At the General Assembly", "our shared Organization", [("Organization", "un")]),
        ("Statement to the UN", "the Assembly, our Organization", [
            ("Assembly", "unga"), ("Organization", "un"),
        ]),
        ("Report of the IAEA", "The Agency verifies.", [("Agency", "iaea")]),
        ("Report of the ICC", "The Court decides.", [("Court", "icc")]),
        ("African Union summit", "The Union grows.", [("Union", "au")]),
        ("Group of 77", "our Group, not the Group of 3000", [("Group", "g77")]),
        ("", "The Charter binds us.", [("Charter", "charter-of-the-united-nations")]),
        ("", "this Assembly, this Organization", [("Assembly", "unga"), ("Organization", "un")]),
        ("UN", "the National Assembly, this Assembly, the Assembly", [("Assembly", "unga")]),
        ("", "the UN and its Charter, under Charter principles", [
            ("UN", "un"), *[("Charter", "charter-of-the-united-nations")] * 2,
        ]),
        ("", "this Assembly on Monday", [("Assembly", "unga")]),
        # Nothing or too much was named.
        ("", "The Council and the Assembly of the Republic", []),
        ("Remarks on peace", "The Agency, the Court, the Movement", []),
        ("United Nations day", "The Council and the Committee met.", []),
        # Another one's, or several.
        ("Security Council", "the Supreme Council and the Council of Ministers", []),
        ("Security Council", "a Council, any Council, each Council, the council", []),
        ("Security Council", "the Council Chamber, the Council 2000, the Council-General", []),
        ("General Assembly", "a National Assembly, its Assembly, the Assembly Hall", []),
        ("General Assembly", "the Assembly of the Republic, this Assembly Hall", []),
        ("Charter of the OAS", "this Organization", [("Organization", "oas")]),
    ],
)  # fmt: skip
def test_nouns_stand_for_what_was_named(
    in_order: FoundInOrder, title: str, sentence: str, expected: list[tuple[str, str]]
) -> None:
    assert in_order(sentence, title=title) == [expected]


def test_the_event_names_too(in_order: FoundInOrder) -> None:
    assert in_order("The Committee met.", setting="Fifth Committee") == [
        [("Committee", "fifth-committee")]
    ]


def test_the_last_named_is_meant(in_order: FoundInOrder) -> None:
    assert in_order(
        "The Security Council met. The Council agreed.",
        "The Human Rights Council met. The Council agreed.",
        "The Governing Council met. The Council agreed.",
        "Back in the Security Council, the Council agreed.",
    ) == [
        [("Security Council", "unsc"), ("Council", "unsc")],
        [("Human Rights Council", "hrc"), ("Council", "hrc")],
        [],
        [("Security Council", "unsc"), ("Council", "unsc")],
    ]


def test_another_s_organization_is_meant_where_it_was_named(in_order: FoundInOrder) -> None:
    assert in_order(
        "The UN stands with the Organization of American States. The Organization grows.",
        "The Organization is ours.",
        "The OAS helps. This Organization and the Organization thank it.",
        title="The United Nations",
    ) == [
        [("UN", "un"), ("Organization of American States", "oas"), ("Organization", "oas")],
        [("Organization", "un")],
        [("OAS", "oas"), ("Organization", "un"), ("Organization", "un")],
    ]


def test_where_nothing_tells_of_the_united_nations(in_order: FoundInOrder) -> None:
    assert in_order("The OAS helps.", "The Organization does.") == [
        [("OAS", "oas")],
        [("Organization", "oas")],
    ]


def test_the_title_says_where_home_is(in_order: FoundInOrder) -> None:
    assert in_order("The UN helps.", "This Organization does.", title="Council of the OAS") == [
        [("UN", "un")],
        [("Organization", "oas")],
    ]


def test_a_theme_names_the_body_in_it(in_order: FoundInOrder) -> None:
    [found] = in_order("We discuss the reform of the Security Council. The Council waits.")
    assert found[-1] == ("Council", "unsc")
    [found] = in_order("The Council waits.", title="Reform of the Security Council")
    assert found == [("Council", "unsc")]


def test_a_noun_before_its_name_is_nobody_s(in_order: FoundInOrder) -> None:
    assert in_order("The Agency works.", "The IAEA does.", "The Agency does.") == [
        [],
        [("IAEA", "iaea")],
        [("Agency", "iaea")],
    ]


def test_another_owner_s_charter(in_order: FoundInOrder) -> None:
    charter = ("Charter", "charter-of-the-united-nations")
    assert in_order("the Charter of our Organization", title="The United Nations") == [
        [charter, ("Organization", "un")]
    ]
    assert in_order("the African Charter; the Charter", title="The United Nations") == [[]]


def test_a_union_among_states_takes_the_word(in_order: FoundInOrder) -> None:
    assert in_order("the African Union, the Soviet Union, the Union") == [
        [("African Union", "au"), ("Soviet Union", "SUN")]
    ]


@pytest.mark.parametrize(
    ("definition", "later", "expected"),
    [
        ("the Office of Counter-Terrorism (OCT)", "OCT's work", [("OCT", "unoct")]),
        ("the Committee against Torture (CAT)", "the CAT", [("CAT", "cat")]),
        ("the African Union (AfU)", "AfU, Afu, AFU", [("AfU", "au")]),
        ("the Movement of Non-Aligned Countries (hereinafter “the Movement”)",
         "The Movement", [("Movement", "nam")]),
        ("the Group of 77 and China (hereinafter referred to as the G-Group)",
         "the G-Group", [("G-Group", "g77")]),
        ("the Chemical Weapons Convention (‘CWConv’)",
         "CWConv", [("CWConv", "chemical-weapons-convention")]),
        # What stands in parentheses is not always a short form.
        ("the Group of 77 (Chair)", "the Chair", []),
        ("the Office of Counter-Terrorism (OCHT)", "OCHT", []),
        ("the Office of Counter-Terrorism (October)", "OCT", []),
        ("(OCT) the Office of Counter-Terrorism", "OCT", []),
    ],
)  # fmt: skip
def test_short_forms_hold_from_their_definition_on(
    in_order: FoundInOrder, definition: str, later: str, expected: list[tuple[str, str]]
) -> None:
    before, _, after = in_order(later, definition, later)
    assert before == []
    assert after == expected


def test_a_definition_ends_with_its_statement(in_order: FoundInOrder) -> None:
    in_order("the Office of Counter-Terrorism (OCT)")
    assert in_order("OCT") == [[]]


def test_a_short_form_begins_where_it_is_defined(in_order: FoundInOrder) -> None:
    assert in_order("OCT: the Office of Counter-Terrorism (OCT), the OCT") == [
        [("Office of Counter-Terrorism", "unoct"), ("OCT", "unoct"), ("OCT", "unoct")]
    ]


def test_a_definition_overrules_a_known_acronym(in_order: FoundInOrder) -> None:
    assert in_order("the Conference of the Desert (CD)", "the CD")[1] == [("CD", "cd")]
    assert in_order("the Caribbean Community (the “CD”)", "the CD")[1] == [("CD", "caricom")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the Organization for Islamic Co-operation (OIC)",
         "Organization for Islamic Co-operation"),
        ("the World Agency for Health (WHO) and", None),
        ("some other islamic conferences (OIC)", None),
    ],
)  # fmt: skip
def test_an_acronym_tells_a_name_spelled_otherwise(
    in_order: FoundInOrder, text: str, name: str | None
) -> None:
    [found] = in_order(text)
    assert [surface for surface, _ in found[:-1]] == ([name] if name else [])


WORDS = """
    the The our Council Security Organization United Nations Assembly General ( ) (OCT) OCT
    “the Movement” hereinafter of Office Counter-Terrorism Charter Union African Soviet CAT , .
"""
texts = st.lists(st.sampled_from(WORDS.split()), max_size=20).map(" ".join)


@given(texts, st.lists(texts, max_size=3), texts)
def test_spans_are_exact_ordered_and_apart_or_nested(
    recognizer: Recognizer, title: str, paragraphs: list[str], setting: str
) -> None:
    found: StatementMentions = recognizer.find_in_statement(title, paragraphs, setting=setting)
    assert len(found.paragraphs) == len(paragraphs)
    for text, spans in zip([title, *paragraphs], [found.title, *found.paragraphs], strict=True):
        start = end = 0
        for span in spans:
            assert text[span.start : span.end] == span.surface
            assert start <= span.start < span.end
            assert span.start >= end or span.end <= end
            start, end = span.start, max(end, span.end)
