"""The archive and Datasette, on the same texts and machine, asked the same over HTTP.

DATABASE_URL names a database that holds a corpus, or CORPUS (and METADATA) the files of one, which
are then imported into a database for this run. SCALE=10 makes one ten times as large from it.
BENCH_PYTHON names the interpreter that has Datasette and Tantivy, the dependency group `bench`;
without it, it is this one.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import Any

from bench import scratch
from bench.serving import archive, datasette, engine, measuring, report
from bench.serving.enlarging import enlarge
from bench.serving.figures import spread
from bench.serving.load import Job, put
from bench.serving.queries import CorpusTooSmall, Search, Vocabulary, searches, statement_paths
from bench.serving.texts import Text, country_names, stems, texts

USAGE = (
    "DATABASE_URL=… (or CORPUS=FOLDER METADATA=FILE.csv) [SCALE=10] make bench"
    " compares the archive with Datasette."
)
#: Every so many statements is one of those from which searches are drawn.
SAMPLED = 20
STATEMENT_COUNT = r'id="p(\d+)"'


def main() -> None:
    if not (os.environ.get("DATABASE_URL") or os.environ.get("CORPUS")):
        print(USAGE)
        return
    # So that the servers end too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    options = _options()
    interpreter = os.environ.get("BENCH_PYTHON", sys.executable)
    if missing := _missing(interpreter):
        sys.exit(f"{interpreter} lacks {missing}: install the dependency group bench.")
    with _database() as address, tempfile.TemporaryDirectory() as folder:
        try:
            results = _measure(address, interpreter, Path(folder), options)
        except CorpusTooSmall:
            sys.exit(CorpusTooSmall.__doc__)
    if options.smaller:
        results["smaller"] = json.loads(options.smaller.read_text(encoding="utf-8"))["archive"]
    print(report.tables(results))
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    parser.add_argument(
        "--smaller", type=Path, help="such a file, of the corpus from which this one was made"
    )
    parser.add_argument(
        "--seconds", type=float, default=10.0, help="how long several clients ask at once"
    )
    parser.add_argument("--searches", type=int, help="so many of the 200, to try something quickly")
    parser.add_argument(
        "--only", choices=["archive", "others"], help="one side alone, to find out why it is slow"
    )
    return parser.parse_args()


def _missing(interpreter: str) -> str:
    """The packages that the interpreter has not got."""
    if interpreter == sys.executable:
        wanted = ("datasette", "tantivy")
        return " and ".join(name for name in wanted if not importlib.util.find_spec(name))
    command = [interpreter, "-c", "import datasette, tantivy"]
    done = subprocess.run(command, stderr=subprocess.DEVNULL)
    return "" if done.returncode == 0 else "datasette or tantivy"


@contextmanager
def _database() -> Iterator[str]:
    """The address of the database to measure on."""
    scale = int(os.environ.get("SCALE", "1"))
    if not os.environ.get("CORPUS"):
        if scale == 1:
            yield scratch.address()
            return
        own = scratch.server().settings_dict["NAME"]
        with scratch.database("bench_serving", template=own) as address:
            enlarge(address, scale)
            yield address
        return
    with scratch.database("bench_serving") as address:
        scratch.fill(address)
        enlarge(address, scale)
        yield address


def _measure(
    address: str, interpreter: str, folder: Path, options: argparse.Namespace
) -> dict[str, Any]:
    print("Drawing the searches …", file=sys.stderr)
    asked, pages = _asked(address)
    asked = asked[: options.searches]
    results: dict[str, Any] = {
        "machine": report.machine(),
        "searches": [asdict(one) for one in asked],
        "load before": {"start": report.load()},
    }
    if options.only != "others":
        results["load before"]["archive"] = report.load()
        print("Asking the archive …", file=sys.stderr)
        results |= _archive(address, asked, pages, options.seconds)
    if options.only != "archive":
        print("Writing the texts for the others …", file=sys.stderr)
        path = folder / "archive.db"
        results["statements"] = datasette.write(path, texts(address))
        for name, options_of_page in datasette.PAGES.items():
            results["load before"][f"datasette, {name}"] = report.load()
            print(f"Asking Datasette, {name} …", file=sys.stderr)
            results[f"datasette, {name}"] = _datasette(
                interpreter, path, asked, options_of_page, options.seconds
            )
        print("Asking Tantivy …", file=sys.stderr)
        cold, *warm = engine.seconds_of(interpreter, path, asked)
        results["tantivy"] = {"cold": spread(cold), "warm": spread(list(chain.from_iterable(warm)))}
    return results


def _asked(address: str) -> tuple[list[Search], list[str]]:
    """The searches, and the pages of statements."""
    sample: list[Text] = []

    def originals() -> Iterator[Text]:
        for number, text in enumerate(texts(address, originals_only=True)):
            if number % SAMPLED == 0:
                sample.append(text)
            yield text

    vocabulary = Vocabulary.of(originals())
    vocabulary = vocabulary.stemmed(stems(address, list(vocabulary.counts)))
    asked = searches(vocabulary, sample, country_names(address))
    return asked, statement_paths(vocabulary, sample)


def _archive(address: str, asked: list[Search], pages: list[str], seconds: float) -> dict[str, Any]:
    archive.prepare(address)
    with archive.served(address) as server:
        measured = measuring.measure(
            server.port,
            asked,
            lambda one: one.archive_path,
            count=archive.COUNT,
            seconds=seconds,
            memory=server.memory,
        )
    with archive.served(address) as server:
        job = Job(server.port, pages, STATEMENT_COUNT, rounds=1 + measuring.WARM_ROUNDS)
        answers = measuring.checked(put(job).answers, pages)
    taken = [one.seconds for one in answers]
    cold, warm = taken[: len(pages)], taken[len(pages) :]
    return {
        "archive": asdict(measured),
        "statement page": {"cold": spread(cold), "warm": spread(warm)},
    }


def _datasette(
    interpreter: str,
    path: Path,
    asked: list[Search],
    page: tuple[tuple[str, str], ...],
    seconds: float,
) -> dict[str, Any]:
    with datasette.served(interpreter, path) as server:
        measured = measuring.measure(
            server.port,
            asked,
            lambda one: one.datasette_path(page),
            count=datasette.COUNT,
            seconds=seconds,
            memory=server.memory,
        )
    return asdict(measured)


if __name__ == "__main__":
    main()
