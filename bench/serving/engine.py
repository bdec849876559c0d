"""The limit: how long Tantivy, in process and without any page, takes for the same searches.

Run by the interpreter that has it, as `python -m bench.serving.engine FILE.db`: the SQLite file
holds the texts, stdin the searches and stdout the seconds that each took, both as JSON.
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.serving.queries import Search

ROUNDS, HITS = 3, 20
_FIELDS = ["title", "speaker", "represents", "event", "text"]
_MEGABYTES_TO_INDEX = 200


def seconds_of(interpreter: str, path: Path, searches: Sequence[Search]) -> list[list[float]]:
    """The seconds of each round for each search, the first round being the cold one."""
    asked = [{"words": one.plain_words, "columns": one.columns} for one in searches]
    command = [interpreter, "-m", "bench.serving.engine", str(path)]
    done = subprocess.run(
        command, input=json.dumps(asked), stdout=subprocess.PIPE, text=True, check=True
    )
    rounds: list[list[float]] = json.loads(done.stdout)
    return rounds


def main() -> None:
    import tantivy

    asked = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as folder:
        index = _index(tantivy, folder, sys.argv[1])
        searcher = index.searcher()
        rounds = [[_seconds(tantivy, index, searcher, one) for one in asked] for _ in range(ROUNDS)]
    json.dump(rounds, sys.stdout)


def _index(tantivy: Any, folder: str, path: str) -> Any:
    builder = tantivy.SchemaBuilder()
    for name in _FIELDS:
        builder.add_text_field(name, tokenizer_name="en_stem")
    builder.add_text_field("whole_represents", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("year", indexed=True, fast=True)
    index = tantivy.Index(builder.build(), path=folder)
    writer = index.writer(_MEGABYTES_TO_INDEX * 1024 * 1024, 1)
    connection = sqlite3.connect(path)
    query = f"SELECT {', '.join(_FIELDS)}, represents, coalesce(year, 0) FROM speeches"
    for row in connection.execute(query):
        values = dict(zip([*_FIELDS, "whole_represents", "year"], row, strict=True))
        writer.add_document(tantivy.Document(**values))
    connection.close()
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index


def _seconds(tantivy: Any, index: Any, searcher: Any, asked: dict[str, Any]) -> float:
    """Of the whole search: parsing, the first hits and the count."""
    began = time.perf_counter()
    parts = [index.parse_query(asked["words"], _FIELDS, conjunction_by_default=True)]
    columns = dict(asked["columns"])
    if "represents" in columns:
        term = (index.schema, "whole_represents", columns["represents"])
        parts.append(tantivy.Query.term_query(*term))
    if "year__gte" in columns:
        years = int(columns["year__gte"]), int(columns["year__lte"])
        parts.append(
            tantivy.Query.range_query(index.schema, "year", tantivy.FieldType.Integer, *years)
        )
    query = tantivy.Query.boolean_query([(tantivy.Occur.Must, part) for part in parts])
    searcher.search(query, limit=HITS, count=True)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
