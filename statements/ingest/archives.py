"""ZIP files: opened with care, and taken apart where they hold statements.

Sizes that an archive declares may lie, so what is inflated is counted as it comes.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, Final

from statements.ingest.errors import (
    DamagedFile,
    EncryptedFile,
    NestedArchive,
    TooLargeInside,
    UnsafePath,
)

MAX_MEMBERS: Final = 2_000
MAX_MEMBER_BYTES: Final = 100_000_000
MAX_BYTES: Final = 200_000_000
# A text of one letter is deflated to about a thousandth; no document comes near.
_MOST_RATIO: Final = 200
_RATIO_MATTERS_FROM: Final = 5_000_000
_CHUNK: Final = 65_536
_ENCRYPTED: Final = 0x1
_SIGNATURES: Final = (b"PK\x03\x04", b"PK\x05\x06")
#: How many first bytes tell a ZIP file.
SIGNATURE_BYTES: Final = 4
# By these members a ZIP file is a document of its own, not a folder of statements.
_DOCUMENT_MEMBERS: Final = frozenset({"[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"})
_NOT_STATEMENTS: Final = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive; `name` is its path there."""

    name: str
    data: bytes


class SafeZip:
    """A ZIP file whose members can be read within limits.

    Raises DamagedFile, EncryptedFile, TooLargeInside or UnsafePath, when it is opened or read.
    """

    def __init__(self, data: bytes) -> None:
        self._size = len(data)
        self._inflated = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise DamagedFile from error
        self.names = [info.filename for info in self._zip.infolist()]
        if len(self.names) > MAX_MEMBERS:
            raise TooLargeInside(f"It holds {len(self.names):,} files; {MAX_MEMBERS:,} are read.")
        for info in self._zip.infolist():
            _check(info)
        _check_overlap(self._zip.infolist(), len(data))

    def read(self, name: str) -> bytes:
        """The bytes of a member."""
        try:
            with self._zip.open(name) as file:
                return self._bounded(file)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError) as error:
            raise DamagedFile(f"(“{name}” in it)") from error
        except NotImplementedError as error:
            raise DamagedFile("It is compressed in a way that is not known here.") from error
        except RuntimeError as error:
            raise EncryptedFile from error

    def _bounded(self, file: IO[bytes]) -> bytes:
        chunks, size = [], 0
        while chunk := file.read(_CHUNK):
            size += len(chunk)
            self._inflated += len(chunk)
            is_bomb = (
                self._inflated > _RATIO_MATTERS_FROM and self._inflated > self._size * _MOST_RATIO
            )
            if size > MAX_MEMBER_BYTES or self._inflated > MAX_BYTES or is_bomb:
                raise TooLargeInside
            chunks.append(chunk)
        return b"".join(chunks)


def _check(info: zipfile.ZipInfo) -> None:
    if info.flag_bits & _ENCRYPTED:
        raise EncryptedFile
    name = info.filename
    path = PurePosixPath(name.replace("\\", "/"))
    climbs = path.is_absolute() or ".." in path.parts or any(":" in p for p in path.parts[:1])
    if climbs or "\\" in name or stat.S_ISLNK(info.external_attr >> 16):
        raise UnsafePath(f"(“{name[:80]}”)")


def _check_overlap(infos: list[zipfile.ZipInfo], size: int) -> None:
    """Members that share their bytes make a small file as large as one likes."""
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise TooLargeInside
        end = info.header_offset + info.compress_size
    if end > size:
        raise DamagedFile


def is_zip(data: bytes) -> bool:
    """Whether the first bytes are those of a ZIP file, whatever it holds."""
    return data.startswith(_SIGNATURES)


def is_archive(data: bytes) -> bool:
    """Whether the bytes are a ZIP file, and not a document in a format that is one."""
    if not is_zip(data):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return not _DOCUMENT_MEMBERS.intersection(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        # Cut off or worse: what stands in front tells whether it was a document.
        head = data[:4_096]
        return not any(name.encode() in head for name in _DOCUMENT_MEMBERS)


def members(data: bytes) -> Iterator[Member]:
    """The files of an archive of statements, without what systems leave in one.

    Raises as SafeZip does, and NestedArchive where an archive is in it.
    """
    archive = SafeZip(data)
    for name in archive.names:
        parts = PurePosixPath(name).parts
        if name.endswith("/") or any(p.startswith(".") or p in _NOT_STATEMENTS for p in parts):
            continue
        content = archive.read(name)
        if is_archive(content):
            raise NestedArchive(f"(“{name[:80]}”)")
        yield Member(name, content)
