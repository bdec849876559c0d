"""Damaged and hostile files: each is refused with a message, by the way that all files go."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings

from statements.ingest.archives import is_archive, members
from statements.ingest.errors import IngestError
from statements.sandbox import SandboxedReader
from tests import hostile


@pytest.fixture(scope="module")
def reader() -> Iterator[SandboxedReader]:
    with SandboxedReader(settings.SEEDS_DIR) as reader:
        yield reader


def refusal(file: hostile.HostileFile, reader: SandboxedReader) -> IngestError | None:
    try:
        if is_archive(file.data):
            for member in members(file.data):
                reader.read(member.data, member.name)
        else:
            reader.read(file.data, file.name)
    except IngestError as error:
        return error
    return None


def test_there_are_200_of_them() -> None:
    files = hostile.files()
    assert len(files) >= 200
    assert len({file.name for file in files}) == len(files)


def test_each_is_refused_as_what_it_is(reader: SandboxedReader) -> None:
    wrong = {
        file.name: error
        for file in hostile.files()
        if not isinstance(error := refusal(file, reader), file.refused_as)
    }
    assert not wrong


def test_a_good_file_is_read_after_all_of_them(reader: SandboxedReader) -> None:
    assert reader.read(hostile.pdf(), "good.pdf").parsed.paragraphs
