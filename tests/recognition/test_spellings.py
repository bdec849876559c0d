"""Names are found in British, American and earlier spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements.recognition.gazetteer import Recognizer
from statements.recognition.spellings import spellings


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("World Health Organization", {"World Health Organisation"}),
        ("World Food Programme", {"World Food Program"}),
        ("Gulf Cooperation Council", {"Gulf Co-operation Council"}),
        ("National Defense Forces", {"National Defence Forces"}),
        (
            "Organization for Security and Co-operation in Europe",
            {
                "Organisation for Security and Co-operation in Europe",
                "Organization for Security and Cooperation in Europe",
                "Organisation for Security and Cooperation in Europe",
            },
        ),
        (
            "programme of the centre",
            {"program of the centre", "programme of the center", "program of the center"},
        ),
        ("Security Council", set()),
        ("Programmed Reorganization", set()),
    ],
)
def test_other_spellings(name: str, others: set[str]) -> None:
    assert set(spellings(name)) == others


WORDS = st.sampled_from(
    ["Organization", "Cooperation", "Sub-commission", "labour", "south-east", "Programs", "of"]
)


@given(st.lists(WORDS, min_size=1, max_size=5).map(" ".join))
def test_other_spellings_are_others_and_lead_back(name: str) -> None:
    found = list(spellings(name))
    assert len(found) == len(set(found))
    assert name not in found
    for other in found:
        assert name in spellings(other)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("the World Health Organisation", "who"),
        ("the Food and Agriculture Organisation", "fao"),
        ("the Association of South-East Asian Nations", "asean"),
        ("the Gulf Co-operation Council", "gcc"),
        ("the Movement of Nonaligned Countries", "nam"),
    ],
)
def test_bodies_are_found_in_every_spelling(recognizer: Recognizer, text: str, code: str) -> None:
    assert [span.entity.code for span in recognizer.find(text)] == [code]


def test_a_name_that_is_never_found_is_not_found_in_another_spelling(
    recognizer: Recognizer,
) -> None:
    assert recognizer.find("the Organisation") == ()
