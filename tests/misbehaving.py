"""Readers as bad as libraries can be, run by the same machinery: `-m tests.misbehaving HOW`."""

from __future__ import annotations

import dataclasses
import os
import signal
import subprocess
import sys
from typing import Any, cast

import msgspec

from statements import sandbox
from statements.ingest.errors import EmptyFile, FileTooLarge
from statements.reading import Reader, ReadStatement
from tests.readings import TREATY, make_read

MEGABYTES = 100
STATEMENT = TREATY.encode()


class MisbehavingReader:
    """Does what the name of the file says."""

    def read(
        self, data: bytes, filename: str, metadata: object = None, *, ocr: bool = False
    ) -> ReadStatement:
        getattr(self, filename, self.good)()
        return dataclasses.replace(make_read(data=data), filename=filename)

    def good(self) -> None:
        pass

    def crash(self) -> None:
        os.kill(os.getpid(), signal.SIGSEGV)

    def leave(self) -> None:
        os._exit(0)

    def have_a_bug(self) -> None:
        raise ZeroDivisionError

    def compute(self) -> None:
        while True:
            pass

    def wait(self) -> None:
        signal.pause()

    def eat(self) -> None:
        bytearray(1024 * 1024 * (MEGABYTES + 1))

    def recurse(self) -> None:
        self.recurse()

    def print(self) -> None:
        os.write(1, b"A library says hello.\n")
        sys.stdout.write("So does another one.")
        sys.stdout.flush()

    def refuse(self) -> None:
        raise FileTooLarge("At most 3 MB are read.")

    def be_empty(self) -> None:
        raise EmptyFile

    def start_another(self) -> None:
        """Leave a process behind, as a program that recognises letters may be."""
        subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
        self.crash()


def _answer_with(message: bytes) -> None:
    """Say that all is ready, wait for the first request, and answer that."""
    sandbox._send(sys.stdout.buffer, b"")
    sandbox._receive(sys.stdin.buffer)
    sandbox._send(sys.stdout.buffer, message)
    sandbox._receive(sys.stdin.buffer)


def _encoded(**answer: Any) -> bytes:
    return msgspec.msgpack.encode(answer)


def main(how: str) -> None:
    match how:
        case "serve":
            sandbox.serve(cast("Reader", MisbehavingReader()), MEGABYTES)
        case "not-at-all":
            sys.exit("The authority data is torn.")
        case "garbage":
            _answer_with(b"\xc1 no MessagePack")
        case "another-file":
            _answer_with(_encoded(read=make_read(data=STATEMENT)))
        case "no-answer":
            _answer_with(_encoded())
        case "foreign-error":
            _answer_with(_encoded(error=("inspect", ["os"])))
        case "wrong-type":
            _answer_with(_encoded(read={"sha256": ["a", "list"]}))
        case "endless":
            sandbox._send(sys.stdout.buffer, b"")
            sandbox._receive(sys.stdin.buffer)
            sys.stdout.buffer.write(sandbox._LENGTH.pack(sandbox._LONGEST_ANSWER + 1))
            sys.stdout.buffer.flush()
            sandbox._receive(sys.stdin.buffer)


if __name__ == "__main__":
    main(sys.argv[1])
