"""Golden samples: a text beside what must be read from it.

To add one, put NAME.txt into samples/, run `python -m tests.ingest.test_samples` and read
NAME.expected.json with care before committing it.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from statements.ingest.document import ParsedStatement
from statements.ingest.parsing import is_faithful, parse_statement

SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.txt"))


def as_json(statement: ParsedStatement) -> dict[str, Any]:
    byline = {name: value for name, value in asdict(statement.byline).items() if value}
    # What these are taken from and say is tested by name.
    byline.pop("publishers", None)
    byline.pop("mastheads", None)
    byline.pop("unsure", None)
    if statement.byline.date is not None:
        byline["date"] = statement.byline.date.iso
    return {
        "byline": byline,
        "title_block": statement.title_block,
        "paragraphs": [[block.page, block.text] for block in statement.paragraphs],
        "sign_off": statement.sign_off,
        "furniture": statement.furniture,
        "language": statement.language,
        "warnings": statement.warnings,
    }


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_sample_reads_as_expected(sample: Path) -> None:
    expected = json.loads(sample.with_suffix(".expected.json").read_text(encoding="utf-8"))
    found = as_json(parse_statement(sample.read_bytes()))
    assert json.loads(json.dumps(found)) == expected


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_no_word_of_a_sample_is_lost(sample: Path) -> None:
    statement = parse_statement(sample.read_bytes())
    texts = [
        *statement.title_block,
        *(block.text for block in statement.paragraphs),
        *statement.sign_off,
    ]
    pages = [page.replace("\u00ad\n", "").replace("\r", "") for page in statement.source.pages]
    assert is_faithful(pages, texts, statement.furniture)


def test_the_seed_has_whole_paragraphs_and_its_pages() -> None:
    seed = next(path for path in SAMPLES if path.stem == "double_spaced_seed")
    statement = parse_statement(seed.read_bytes())
    assert 24 <= len(statement.paragraphs) <= 26
    assert {block.page for block in statement.paragraphs} == {1, 2, 3, 4}


def write_expectations() -> None:
    for sample in SAMPLES:
        found = as_json(parse_statement(sample.read_bytes()))
        text = json.dumps(found, ensure_ascii=False, indent=1)
        sample.with_suffix(".expected.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_expectations()
