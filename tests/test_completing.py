"""A reading, completed by a person's word."""

from __future__ import annotations

import pytest
from django.conf import settings

from statements.ingest.document import Block
from statements.ingest.metadata import Metadata
from statements.reading import Reader, decode_reading, encode_reading

TEXT = b"""Statement by Mr. Ito Ren, Permanent Representative of Japan

3 March 2019

Mr. President,

We thank the United Nations. Kenya has spoken for many of us.
"""


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.from_folder(settings.SEEDS_DIR)


def test_a_reading_comes_back_as_it_was_kept(reader: Reader) -> None:
    read = reader.read(TEXT, "a.txt")
    assert decode_reading(encode_reading(read)) == read


def test_given_paragraphs_are_recognised_anew(reader: Reader) -> None:
    found = reader.read(TEXT, "a.txt")
    first, second = found.parsed.paragraphs[-1].text.split(". ", 1)
    completed = reader.complete(
        found,
        Metadata(title="On Peru"),
        [Block(text="Mr. President,"), Block(text=f"{first}."), Block(text=second)],
    )
    assert [p.number for p in completed.paragraphs] == [1, 2, 3]
    assert [span.entity.code for span in completed.paragraphs[2].mentions] == ["KEN"]
    assert [span.surface for span in completed.title_mentions] == ["Peru"]
    for paragraph in completed.paragraphs:
        for span in paragraph.mentions:
            assert paragraph.text[span.start : span.end] == span.surface


def test_a_value_too_long_to_be_one_is_left_out_with_a_warning(reader: Reader) -> None:
    name = "Representative of the Commission for " + "very " * 120 + "long names"
    text = TEXT.replace(b"Permanent Representative of Japan", name.encode())
    read = reader.read(text, "a.txt")
    assert len(read.byline.role or "") <= 500
    assert len(read.byline.title or "") <= 2_000


def test_a_whole_without_a_part_is_the_event(reader: Reader) -> None:
    read = reader.read(TEXT, "a.txt", Metadata(event_part_of="Peace Week"))
    assert (read.byline.event, read.byline.event_part_of) == ("Peace Week", None)
    assert any("part of" in warning for warning in read.warnings)


def test_an_event_emptied_by_a_person_takes_its_whole_along(reader: Reader) -> None:
    read = reader.read(TEXT, "a.txt", Metadata(event="", event_part_of=""))
    assert (read.byline.event, read.byline.event_part_of) == (None, None)


def test_the_honorific_and_office_of_another_person_are_not_the_given_speaker_s(
    reader: Reader,
) -> None:
    read = reader.read(TEXT, "a.txt", Metadata(speaker="Jane Doe"))
    byline = read.byline
    assert (byline.speaker, byline.honorific, byline.role) == ("Jane Doe", None, None)
    assert any("Ito Ren" in warning for warning in read.warnings)


@pytest.mark.parametrize("spelling", ["ITO", "Ren Itō", "Ito R."])
def test_another_spelling_of_the_speaker_keeps_honorific_and_office(
    reader: Reader, spelling: str
) -> None:
    found = reader.read(TEXT, "a.txt")
    read = reader.read(TEXT, "a.txt", Metadata(speaker=spelling))
    byline = read.byline
    assert (byline.speaker, byline.honorific) == (spelling, "Mr.")
    assert byline.role == found.byline.role
    assert read.warnings == found.warnings


def test_nothing_is_said_of_another_person_where_all_is_given(reader: Reader) -> None:
    given = Metadata(speaker="Jane Doe", speaker_honorific="Ms.", speaker_role="")
    read = reader.read(TEXT, "a.txt", given)
    assert (read.byline.honorific, read.byline.role) == ("Ms.", None)
    assert not any("Ito Ren" in warning for warning in read.warnings)
