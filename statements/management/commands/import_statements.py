"""manage.py import_statements"""

from __future__ import annotations

import json
import os
import sys
import time
from argparse import ArgumentTypeError
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from pathlib import Path, PurePath, PurePosixPath
from types import MethodType
from typing import Any, Final, TextIO

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from statements import vocabulary
from statements.bulk import FileResult, InputFile, Options, import_files
from statements.ingest.archives import SIGNATURE_BYTES, is_archive, is_zip, members
from statements.ingest.errors import EmptyFile, FileTooLarge, IngestError, NotAFile
from statements.ingest.metadata import Metadata, MetadataFileError, read_metadata
from statements.ingest.wordsets import words
from statements.models import Speech
from statements.reading import NOTHING_SAID, ReadStatement, failure_line, report_line
from statements.sandbox import ReaderNotStarted

USAGE: Final = 1
SOME_FAILED: Final = 2
#: As shells have it for a command that Ctrl-C ended.
INTERRUPTED: Final = 130

#: Data and code that lie beside statements in folders, and would be read as text.
NO_STATEMENTS: Final = words(
    ".csv .tsv .json .jsonl .md .rst .yaml .yml .toml .ini .log .py .sh .css .js .sql .bib"
)

#: Seconds between two lines of progress where there is no terminal.
PROGRESS_INTERVAL: Final = 10.0

#: A statement is a few kilobytes, a scanned one some megabytes; more is another thing, and would
#: be held in memory whole.
MAX_FILE_BYTES: Final = 100_000_000


class Command(BaseCommand):
    help = (
        "Imports statements from files or folders. The same file again changes nothing; a bad "
        "file is reported and the rest goes on. Exit status: 0 all well, 1 usage or no "
        "file can be read, 2 some files failed."
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
        parser.add_argument(
            "--jobs",
            type=_jobs,
            default=len(os.sched_getaffinity(0)),
            metavar="N",
            help="processes that read at once; as many as there are cores unless said",
        )
        parser.add_argument(
            "--ocr",
            action="store_true",
            help="read PDFs without text by recognising the letters on their images; slow",
        )

    def handle(
        self,
        *args: Any,
        paths: list[Path],
        metadata: Path | None,
        report: Path | None,
        verbosity: int,
        **options: Any,
    ) -> None:
        rows = _metadata(metadata)
        files, other = _files(paths, leave_out={path for path in (metadata, report) if path})
        tally = _Tally()
        settings = _options(options, reread=report is not None)
        inputs = (file for path in files for file in _inputs(path, rows))
        try:
            with _Report(report) as lines, closing(import_files(inputs, settings)) as results:
                for result in _with_progress(results, len(files), tally, self.stdout, verbosity):
                    tally.count(result)
                    self._tell(result, lines)
                    if result.status == "failed" and settings.fail_fast:
                        break
        except ReaderNotStarted as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            raise CommandError(_broken_off(tally, settings), returncode=INTERRUPTED) from None
        if not settings.dry_run:
            vocabulary.gather()
        if verbosity > 0:
            self.stdout.write("\n".join(tally.lines()))
            if other:
                self.stdout.write(f"{other} files of data or code in the folders were left out.")
        if failed := tally.statuses["failed"]:
            raise CommandError(
                f"{failed} of {tally.statuses.total()} files could not be imported.",
                returncode=SOME_FAILED,
            )

    def _tell(self, result: FileResult, report: _Report) -> None:
        if result.error is not None:
            reason = _reason(result.error)
            with tqdm.external_write_mode(file=sys.stderr):
                self.stderr.write(f"{_printable(result.name)}: {_with_option(reason)}")
            report.write(failure_line(result.name, reason, result.sha256))
        elif result.read is not None:
            report.write(_line(result, result.read))


def _options(chosen: Mapping[str, Any], *, reread: bool) -> Options:
    return Options(
        jobs=chosen["jobs"],
        status=Speech.Status.DRAFT if chosen["draft"] else Speech.Status.PUBLISHED,
        dry_run=chosen["dry_run"],
        reread=reread,
        fail_fast=chosen["fail_fast"],
        ocr=chosen["ocr"],
    )


def _inputs(path: Path, rows: Mapping[Path, Metadata]) -> Iterator[InputFile]:
    """The file, or where it is an archive the files in it, one after the other."""
    whole = InputFile(
        name=_shown(path),
        filename=_filename(path),
        load=partial(_bytes, path),
        metadata=rows.get(path.resolve(), NOTHING_SAID),
    )
    if not _begins_like_archive(path):
        yield whole
        return
    try:
        data = _bytes(path)
        if not is_archive(data):
            yield replace(whole, load=partial(bytes, data))
            return
        is_empty = True
        for member in members(data):
            if _is_statement(PurePosixPath(member.name)):
                is_empty = False
                name = f"{whole.name}/{member.name}"
                yield InputFile(name, member.name, partial(bytes, member.data), whole.metadata)
        if is_empty:
            raise EmptyFile
    except (IngestError, OSError) as error:
        yield replace(whole, load=partial(_fail, error))


def _begins_like_archive(path: Path) -> bool:
    """Whether the first bytes are those of a ZIP file, as Word documents have them too."""
    if not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            return is_zip(file.read(SIGNATURE_BYTES))
    except OSError:
        return False


def _fail(error: Exception) -> bytes:
    raise error


def _filename(path: Path) -> str:
    return os.fsencode(path.name).decode("utf-8", "ignore")


def _line(result: FileResult, read: ReadStatement) -> dict[str, Any]:
    """The report's line. A changed file makes no statement, so there it is a duplicate."""
    if result.status != "changed" or result.speech is None:
        return report_line(result.name, result.status, read)
    note = (
        f"This is a changed file of {result.speech.get_absolute_url()}: it waits in the "
        "administration until somebody accepts it."
    )
    return report_line(result.name, "duplicate", replace(read, warnings=(*read.warnings, note)))


def _reason(error: IngestError | OSError) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)


def _jobs(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise ArgumentTypeError(f"“{text}” is not a whole number from 1 up.")
    return int(text)


@dataclass(slots=True)
class _Tally:
    """How many files came to what, and how many failures there were of each kind."""

    statuses: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)

    def count(self, result: FileResult) -> None:
        self.statuses[result.status] += 1
        if result.error is not None:
            self.failures[_kind(result.error)] += 1

    def lines(self) -> Iterator[str]:
        done = [f"{count} {status}" for status, count in sorted(self.statuses.items())]
        yield f"{', '.join(done) or 'no files'}."
        if self.statuses["changed"]:
            yield (
                "Changed files of stored statements wait in the administration, where what "
                "differs is shown before it is accepted."
            )
        for kind, count in self.failures.most_common():
            yield f"  {count} × {kind}"


def _kind(error: IngestError | OSError) -> str:
    """What went wrong, without what is of the one file."""
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    return str(type(error)())


class _Report:
    """The JSON lines file, if one is wanted. Lines are flushed, so that a kill loses none."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.file: TextIO | None = None

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


def _broken_off(tally: _Tally, settings: Options) -> str:
    told = next(tally.lines())
    if settings.dry_run:
        return f"Interrupted: {told}"
    return f"Interrupted: {told} The same command again goes on with what is not stored yet."


def _printable(name: str) -> str:
    """A name that a terminal does not take for a command, and that stays on its line."""
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in name)


def _with_option(reason: str) -> str:
    """What to do, with the name that it has on this command's line."""
    return reason.replace("ask for text recognition", "ask for text recognition (--ocr)")


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


def _files(paths: Iterable[Path], leave_out: set[Path]) -> tuple[list[Path], int]:
    """The files in the order given, a folder's in the order of their names, each once; and how
    many a folder has that are no statements by their name. Named outright, those are read."""
    aside = {path.resolve() for path in leave_out}
    files: dict[Path, Path] = {}
    other = 0
    for path in paths:
        if path.is_dir():
            found = [file for file in _files_under(path) if file.resolve() not in aside]
            statements = [file for file in found if _is_statement(file)]
            other += len(found) - len(statements)
            found = statements
        elif path.exists():
            found = [path]
        else:
            raise _usage_error(f"{path} does not exist.")
        for file in found:
            files.setdefault(file.resolve(), file)
    return list(files.values()), other


def _is_statement(path: PurePath) -> bool:
    """Whether a file that nobody named may be a statement, by its name."""
    return path.suffix.lower() not in NO_STATEMENTS


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
    results: Iterator[FileResult], total: int, tally: _Tally, out: Any, verbosity: int
) -> Iterator[FileResult]:
    """The results, with a progress bar on a terminal and a plain line now and then elsewhere."""
    if verbosity > 0 and sys.stderr.isatty():
        yield from tqdm(results, total=total, unit="file", file=sys.stderr, smoothing=0.05)
        return
    began = last = time.monotonic()
    for done, result in enumerate(results, 1):
        if verbosity > 0 and time.monotonic() - last >= PROGRESS_INTERVAL:
            last = time.monotonic()
            out.write(_progress(done, total, last - began, tally.statuses["failed"]))
        yield result


def _progress(done: int, total: int, seconds: float, failed: int) -> str:
    rate = done / seconds
    left = timedelta(seconds=round((total - done) / rate))
    return f"{done} of {total} files, {failed} failed, {rate:.0f} a second, {left} left"
