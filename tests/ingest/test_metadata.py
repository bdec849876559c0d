"""What a person may say of a file."""

from __future__ import annotations

import pytest

from statements.ingest.errors import InvalidMetadata
from statements.ingest.metadata import MAX_LENGTH, Metadata


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("language", value) for value in ("e1", "e-", "EN", "e", "engl")),
        ("title", "Nul\x00"),
        ("title", "Marked \x02here\x03"),
        ("represents", "China\x00"),
        ("place", "\ud800"),
        # Folded for comparison these are longer than they look.
        ("speaker", "ß" * 200),
        ("event", "ﷺ" * 100),
        ("speaker", "!!!"),
        ("event_part_of", "—"),
        ("title", "x" * (MAX_LENGTH["title"] + 1)),
        ("date", "2021-02-31"),
        ("source_url", "javascript:alert(1)"),
    ],
)
def test_what_no_statement_can_have_is_refused(field: str, value: str) -> None:
    with pytest.raises(InvalidMetadata):
        Metadata(**{field: value}).check()


def test_an_ordinary_row_passes_and_says_what_it_gives() -> None:
    metadata = Metadata(title="On peace", speaker="Gößler", language="de", date="2021-02", place="")
    metadata.check()
    assert set(metadata.given) == {"title", "speaker", "language", "date", "place"}


def test_stray_characters_of_a_cell_are_taken_out() -> None:
    metadata = Metadata.from_row({"speaker": "Mr.\x00 Ito\x95  Ren\x02", "place": " "})
    assert metadata == Metadata(speaker="Mr. Ito• Ren")
    metadata.check()
