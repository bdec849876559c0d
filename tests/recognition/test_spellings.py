"""One name in the spellings that statements use."""

import pytest

from statements.recognition.spellings import spellings


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("China", []),
        ("Cooperation", ["Co-operation"]),
        ("PEACE-KEEPING", ["PEACEKEEPING"]),
        ("World Food Programme", ["World Food Program"]),
        ("urbanisation", ["urbanization"]),
        (
            "Coordinating Centre",
            ["Co-ordinating Centre", "Coordinating Center", "Co-ordinating Center"],
        ),
        ("Corporation, copper, organizational, programmed, central", []),
    ],
)
def test_spellings(name: str, others: list[str]) -> None:
    assert list(spellings(name)) == [name, *others]
