"""manage.py import_statements"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MethodType
from typing import Any, Final, TextIO

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from statements import importing
from statements.ingest.errors import FileTooLarge, IngestError, NotAFile
from statements.ingest.metadata import Metadata, MetadataFileError, read_metadata
from statements.models import Speech
from statements.reading import NOTHING_SAID, ReadStatement, content_hash, failure_line, report_line

USAGE: Final = 1
SOME_FAILED: Final = 2

#: Seconds between two lines of progress where there is no terminal.
PROGRESS_INTERVAL: Final = 10.0

#: A statement is a few kilobytes, a scanned one some megabytes; more is another thing, and would
#: be held in memory whole.
MAX_FILE_BYTES: Final = 100_000_000


class Command(BaseCommand):
    help = (
        "Imports statements from files or folders. The same file again changes nothing; a bad "
        "file is reported and the rest goes on. Exit status: 0 all well, 1 usage, 2 some files "
        "failed."
    )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        if self._called_from_command_line:  # type: ignore[attr-defined]
            # argparse exits with 2, which says here that files failed.
            parser.error = MethodType(_exit_for_usage, parser)  # type: ignore[method-assign]
        return parser

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument(
            "--metadata",
            type=Path,
            metavar="FILE.csv",
            help="what is known of the files; wins over what is found in them",
        )
        parser.add_argument("--dry-run", action="store_true", help="read and report, store nothing")
        parser.add_argument(
            "--report", type=Path, metavar="FILE.jsonl", help="write a JSON object a file"
        )
        parser.add_argument("--draft", action="store_true", help="store as drafts, unpublished")
        parser.add_argument("--fail-fast", action="store_true", help="stop at the first bad file")

    def handle(
        self,
        *args: Any,
        paths: list[Path],
        metadata: Path | None,
        dry_run: bool,
        report: Path | None,
        draft: bool,
        fail_fast: bool,
        verbosity: int,
        **options: Any,
    ) -> None:
        rows = _metadata(metadata)
        files = _files(paths, leave_out={path for path in (metadata, report) if path})
        with _Report(report) as lines:
            run = _Run(self, rows, lines, dry_run=dry_run, draft=draft)
            for path in _with_progress(files, run.counts, self.stdout, verbosity):
                if not run.take(path) and fail_fast:
                    break
        if verbosity > 0:
            self.stdout.write(_summary(run.counts))
        if failed := run.counts["failed"]:
            raise CommandError(
                f"{failed} of {len(files)} files could not be imported.", returncode=SOME_FAILED
            )


class _Run:
    """One run over the files: what to do with each, and how many came to what."""

    def __init__(
        self,
        command: BaseCommand,
        rows: Mapping[Path, Metadata],
        report: _Report,
        *,
        dry_run: bool,
        draft: bool,
    ) -> None:
        self.command = command
        self.rows = rows
        self.report = report
        self.dry_run = dry_run
        self.status = Speech.Status.DRAFT if draft else Speech.Status.PUBLISHED
        self.counts: Counter[str] = Counter()

    def take(self, path: Path) -> bool:
        """Read and store one file. False where it failed; that is reported, not raised."""
        data = None
        try:
            data = _bytes(path)
            status, read = self._import(path, data)
        except (IngestError, OSError) as error:
            self._failed(path, data, error)
            return False
        self.counts[status] += 1
        if read is not None:
            self.report.write(report_line(_shown(path), status, read))
        return True

    def _import(self, path: Path, data: bytes) -> tuple[str, ReadStatement | None]:
        # Reading a duplicate again serves only the report.
        is_known = not self.dry_run and not self.report.is_wanted and importing.is_stored(data)
        if is_known:
            return "duplicate", None
        metadata = self.rows.get(path.resolve(), NOTHING_SAID)
        read = importing.default_reader().read(data, path.name, metadata)
        if self.dry_run:
            return "parsed", read
        return importing.store(read, status=self.status).status, read

    def _failed(self, path: Path, data: bytes | None, error: Exception) -> None:
        self.counts["failed"] += 1
        reason = error.strerror or str(error) if isinstance(error, OSError) else str(error)
        with tqdm.external_write_mode(file=sys.stderr):
            self.command.stderr.write(f"{_shown(path)}: {reason}")
        self.report.write(
            failure_line(_shown(path), reason, None if data is None else content_hash(data))
        )


class _Report:
    """The JSON lines file, if one is wanted. Lines are flushed, so that a kill loses none."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.file: TextIO | None = None

    @property
    def is_wanted(self) -> bool:
        return self.path is not None

    def __enter__(self) -> _Report:
        if self.path is not None:
            try:
                self.file = self.path.open("w", encoding="utf-8")
            except OSError as error:
                raise _usage_error(f"{self.path}: {error.strerror}") from error
        return self

    def __exit__(self, *exception: object) -> None:
        if self.file is not None:
            self.file.close()

    def write(self, line: dict[str, Any]) -> None:
        if self.file is not None:
            self.file.write(json.dumps(line, ensure_ascii=False) + "\n")
            self.file.flush()


def _usage_error(message: str) -> CommandError:
    return CommandError(message, returncode=USAGE)


def _exit_for_usage(parser: CommandParser, message: str) -> None:
    parser.print_usage(sys.stderr)
    parser.exit(USAGE, f"{parser.prog}: error: {message}\n")


def _metadata(path: Path | None) -> Mapping[Path, Metadata]:
    if path is None:
        return {}
    try:
        return read_metadata(path)
    except MetadataFileError as error:
        raise _usage_error(f"{path}, {error}") from error
    except OSError as error:
        raise _usage_error(f"{path}: {error.strerror}") from error


def _files(paths: Iterable[Path], leave_out: set[Path]) -> list[Path]:
    """The files in the order given, a folder's in the order of their names, each once."""
    aside = {path.resolve() for path in leave_out}
    files: dict[Path, Path] = {}
    for path in paths:
        if path.is_dir():
            found = [file for file in _files_under(path) if file.resolve() not in aside]
        elif path.exists():
            found = [path]
        else:
            raise _usage_error(f"{path} does not exist.")
        for file in found:
            files.setdefault(file.resolve(), file)
    return list(files.values())


def _files_under(folder: Path) -> Iterator[Path]:
    closed: list[Path] = []
    for parent, folders, names in os.walk(
        folder, onerror=lambda e: closed.append(Path(e.filename))
    ):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(parent, name) for name in sorted(names) if not name.startswith("."))
    # A folder that may not be looked into fails like a file, so that nobody takes it for empty.
    yield from closed


def _shown(path: Path) -> str:
    """The path as text, also where its name is no UTF-8."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _bytes(path: Path) -> bytes:
    # A pipe or a device would be waited for without end.
    if not path.is_file():
        raise NotAFile
    if path.stat().st_size > MAX_FILE_BYTES:
        raise FileTooLarge(f"At most {MAX_FILE_BYTES // 1_000_000} MB are read.")
    return path.read_bytes()


def _with_progress(
    files: list[Path], counts: Counter[str], out: Any, verbosity: int
) -> Iterator[Path]:
    """The files, with a progress bar on a terminal and a plain line now and then elsewhere."""
    if verbosity > 0 and sys.stderr.isatty():
        yield from tqdm(files, unit="file", file=sys.stderr)
        return
    last = time.monotonic()
    for done, path in enumerate(files):
        if verbosity > 0 and time.monotonic() - last >= PROGRESS_INTERVAL:
            last = time.monotonic()
            out.write(f"{done} of {len(files)} files, {counts['failed']} failed")
        yield path


def _summary(counts: Counter[str]) -> str:
    done = [f"{count} {status}" for status, count in sorted(counts.items())]
    return f"{', '.join(done) or 'no files'}."
