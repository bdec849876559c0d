"""What a person says of a file, which wins over what is found in it.

The same values come from a row of an `import_statements --metadata` CSV and from the fields of
the review form.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final, Self

from statements.ingest.characters import tidy
from statements.ingest.dates import parse_partial_date
from statements.ingest.errors import InvalidMetadata
from statements.ingest.folding import fold_name

#: The longest value of each field, in characters; the columns of the database are as wide.
#: Far above what statements hold: the longest event name of the General Debate corpus has 70.
MAX_LENGTH: Final[Mapping[str, int]] = {
    "title": 2_000,
    "speaker": 300,
    "speaker_honorific": 100,
    "speaker_role": 500,
    "event": 500,
    "event_part_of": 500,
    "place": 200,
    "source_url": 2_000,
    "licence": 200,
}

#: Names by which rows are found, in a form (`fold_name`) that may be longer than the name.
NAMES: Final = ("speaker", "event", "event_part_of")

_LANGUAGE = re.compile("[a-z]{2,3}")


class MetadataFileError(Exception):
    """A metadata CSV that cannot be used; the argument names the line and what is wrong."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(f"line {line}: {problem}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """Values given for one file.

    None: nothing is said, so what the parser finds holds. An empty string: a person says that
    the document does not tell, so what the parser finds is dropped. Groups in `on_behalf_of`
    are separated by "|". `represents` is a name or a code.
    """

    title: str | None = None
    speaker: str | None = None
    speaker_honorific: str | None = None
    speaker_role: str | None = None
    represents: str | None = None
    on_behalf_of: str | None = None
    event: str | None = None
    event_part_of: str | None = None
    date: str | None = None
    place: str | None = None
    language: str | None = None
    source_url: str | None = None
    licence: str | None = None

    @classmethod
    def from_row(cls, row: Mapping[str, str | None]) -> Self:
        """A CSV row: an empty cell says nothing, and stray control characters are no part of it."""
        return cls(**{name: _cleaned(row.get(name)) for name in COLUMNS})

    @property
    def given(self) -> tuple[str, ...]:
        """The names of the fields of which something is said."""
        return tuple(f.name for f in fields(self) if getattr(self, f.name) is not None)

    def check(self) -> None:
        """Raise InvalidMetadata for a value that no statement can have."""
        for field in fields(self):
            _check_text(field.name, getattr(self, field.name) or "")
        if self.date:
            try:
                parse_partial_date(self.date)
            except ValueError as error:
                raise InvalidMetadata(str(error)) from error
        if self.language and not _LANGUAGE.fullmatch(self.language):
            raise InvalidMetadata(
                f"“{self.language}” is not an ISO 639 language code such as “en”."
            )
        if self.source_url and not self.source_url.startswith(("https://", "http://")):
            raise InvalidMetadata(f"“{self.source_url}” is not a web address.")


def _cleaned(cell: str | None) -> str | None:
    text, _ = tidy(cell or "")
    return " ".join(text.split()) or None


def _check_text(name: str, value: str) -> None:
    # What no text holds, and PostgreSQL (NUL, lone surrogates) or a page cannot.
    if any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in value):
        raise InvalidMetadata(f"The value of {name} holds control characters.")
    if name not in MAX_LENGTH:
        return
    compared = fold_name(value) if name in NAMES else value
    if max(len(value), len(compared)) > MAX_LENGTH[name]:
        raise InvalidMetadata(f"The value of {name} is longer than {MAX_LENGTH[name]} characters.")
    if name in NAMES and value and not compared:
        raise InvalidMetadata(f"The value of {name} has neither a letter nor a figure.")


#: The columns of the CSV besides `path`. The honorific is part of `speaker` there.
COLUMNS: Final = tuple(
    field.name for field in fields(Metadata) if field.name != "speaker_honorific"
)


def read_metadata(csv_path: Path) -> dict[Path, Metadata]:
    """The rows of a metadata CSV by resolved file path.

    Raises MetadataFileError, naming the line: for an unknown column, a row without a path, a
    file that does not exist or is named twice, a wrong number of cells or a value that cannot be.
    """
    rows: dict[Path, Metadata] = {}
    for line, row in _rows(csv_path):
        path = _existing_file(csv_path.parent, row, line)
        if path in rows:
            raise MetadataFileError(line, f"{row['path']} is named twice.")
        metadata = Metadata.from_row(row)
        try:
            metadata.check()
        except InvalidMetadata as error:
            raise MetadataFileError(line, str(error)) from error
        rows[path] = metadata
    return rows


def _rows(csv_path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with csv_path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            _check_header(reader.fieldnames or [])
            for row in reader:
                if None in row or None in row.values():
                    raise MetadataFileError(
                        reader.line_num, "the number of cells differs from the header's."
                    )
                yield reader.line_num, row
    except UnicodeDecodeError as error:
        line = _first_line_not_utf8(csv_path)
        raise MetadataFileError(line, "the file is not UTF-8. Save it as UTF-8.") from error
    except csv.Error as error:
        raise MetadataFileError(reader.line_num, f"the CSV is malformed ({error}).") from error


def _first_line_not_utf8(csv_path: Path) -> int:
    data = csv_path.read_bytes()
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return data.count(b"\n", 0, error.start) + 1
    return 1


def _check_header(names: Sequence[str]) -> None:
    if "path" not in names:
        raise MetadataFileError(1, "there is no column “path”.")
    unknown = [name for name in names if name not in {"path", *COLUMNS}]
    if unknown:
        known = ", ".join(COLUMNS)
        raise MetadataFileError(
            1, f"unknown column {', '.join(f'“{name}”' for name in unknown)}; known: path, {known}."
        )
    if len(set(names)) != len(names):
        raise MetadataFileError(1, "a column is named twice.")


def _existing_file(folder: Path, row: Mapping[str, str], line: int) -> Path:
    if not row["path"].strip():
        raise MetadataFileError(line, "the path is empty.")
    try:
        path = (folder / row["path"].strip()).resolve()
        exists = path.is_file()
    except (OSError, ValueError):
        exists = False
    if not exists:
        raise MetadataFileError(line, f"{row['path']} does not exist.")
    return path
