"""ZIP files from outside: opened only if nothing in them can harm, inflated only within bounds.

What a ZIP file declares of itself is not believed: sizes are counted while inflating. The tricks
refused are those of David Fifield, "A better zip bomb" (overlapping members), and of "zip slip"
(names that lead out of the folder).
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from statements.ingest.errors import (
    AbsoluteMemberName,
    ArchiveTooLarge,
    DamagedMember,
    EncryptedMember,
    IngestError,
    LinkedMember,
    MemberOutside,
    MemberTooLarge,
    NestedArchive,
    OverlappingMembers,
    SuspiciousCompression,
    TooManyMembers,
    TruncatedArchive,
    UnknownCompression,
    UnreadableMemberName,
)

MAX_MEMBERS = 2_000
MAX_BYTES = 200 * 1024 * 1024
MAX_MEMBER_BYTES = 100 * 1024 * 1024
# Office XML rarely shrinks to less than a fiftieth; Deflate ends at 1,032 to 1.
MAX_RATIO = 200
# A small member does no harm, however well it is compressed.
_RATIO_MATTERS_FROM = 4 * 1024 * 1024
_CHUNK = 64 * 1024

# Only these inflate in pieces of a bounded size; nearly all programs write nothing else.
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
#: How many first bytes tell a ZIP file.
SIGNATURE_BYTES = 4
_END_SIGNATURE = b"PK\x05\x06"
_END_LENGTH = 22
_MAX_COMMENT = 65_535
_LOCAL_HEADER = struct.Struct("<4s22xHH")
# A name of 255 bytes and the usual extra fields.
_TYPICAL_ENTRY_LIMIT = 1_024
_ENCRYPTION_FLAGS = 0x0001 | 0x0040 | 0x2000
_UTF8_NAME_FLAG = 0x0800
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    ValueError,
)
# What file managers and Word put beside the files: nothing that somebody meant to pack.
_CLUTTER = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
_CLUTTER_STARTS = (".", "~$")
#: What `zip_kind` calls a ZIP of files, which is no document of its own.
ARCHIVE = "ZIP"
_KINDS_BY_FOLDER = (("word/", "docx"), ("xl/", "Excel (XLSX)"), ("ppt/", "PowerPoint (PPTX)"))
_KINDS_BY_MIMETYPE = (
    (b"application/vnd.oasis.opendocument.text", "odt"),
    (b"application/vnd.oasis.opendocument", "OpenDocument, but no text document"),
    (b"application/epub", "EPUB"),
)
_PACKAGE_INDEX = "[Content_Types].xml"
_JAVA_MANIFEST = "META-INF/MANIFEST.MF"
# By these an OpenDocument text is known that a program packed anew without its type.
_OPEN_DOCUMENT_MEMBERS = ("content.xml", "META-INF/manifest.xml")
_TELLING_NAMES = (
    _PACKAGE_INDEX,
    _JAVA_MANIFEST,
    *_OPEN_DOCUMENT_MEMBERS,
    *(folder for folder, _ in _KINDS_BY_FOLDER),
)


@dataclass(frozen=True, slots=True)
class Member:
    """A file within an archive: its name, with the folders it is in, and its bytes."""

    name: str
    data: bytes


class SafeZip:
    """A ZIP file that was looked through before anything in it is inflated.

    `names` are those of the files, without the folders, in the order of the table of contents.
    Raises a DamagedFile, EncryptedFile, TooLargeInside or UnsafePath, each harm by its own kind.
    """

    def __init__(self, data: bytes) -> None:
        _refuse_huge_table(data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise TruncatedArchive from error
        infos = self._zip.infolist()
        if len(infos) > MAX_MEMBERS:
            raise TooManyMembers(f"It holds {len(infos):,}; {MAX_MEMBERS:,} are accepted.")
        for info in infos:
            _refuse_unsafe(info)
        _refuse_overlaps(data, infos, self._zip.start_dir)
        self._infos = {_name(info): info for info in infos if not info.is_dir()}
        self._inflated = 0
        self.names = tuple(self._infos)

    def __contains__(self, name: str) -> bool:
        return name in self._infos

    def read(self, name: str) -> bytes:
        """The bytes of a member. Raises KeyError where there is none of that name.

        Raises DamagedMember, MemberTooLarge, ArchiveTooLarge (all that was read of this archive is
        counted together) or SuspiciousCompression.
        """
        info = self._infos[name]
        parts = []
        length = 0
        try:
            with self._zip.open(info) as member:
                while part := member.read(_CHUNK):
                    length += len(part)
                    self._count(info, length, len(part))
                    parts.append(part)
        except _BROKEN as error:
            raise DamagedMember(f"It is {name}.") from error
        return b"".join(parts)

    def _count(self, info: zipfile.ZipInfo, length: int, added: int) -> None:
        self._inflated += added
        if length > MAX_MEMBER_BYTES:
            raise MemberTooLarge(f"It is {_name(info)}.")
        if self._inflated > MAX_BYTES:
            raise ArchiveTooLarge
        if length > _RATIO_MATTERS_FROM and length > info.compress_size * MAX_RATIO:
            raise SuspiciousCompression(f"It is {_name(info)}.")


def is_zip(data: bytes) -> bool:
    """Whether the bytes begin as a ZIP file, of any kind."""
    return data.startswith(_SIGNATURES)


def is_archive(data: bytes) -> bool:
    """Whether the bytes are a ZIP of files, not a document or program that is a ZIP within."""
    return zip_kind(data) == ARCHIVE


def zip_kind(data: bytes) -> str | None:
    """What the ZIP file is: "docx", "odt", the name of another format that is a ZIP within, or
    ARCHIVE; None for other bytes."""
    if not is_zip(data):
        return None
    try:
        _refuse_huge_table(data)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = frozenset(archive.namelist())
            kind = archive.read("mimetype") if _is_short(archive, "mimetype") else b""
    except (*_BROKEN, RuntimeError, IngestError):
        return _kind_of_damaged(data)
    return _kind(names, kind)


def members(data: bytes) -> Iterator[Member]:
    """The files in an archive of statements, in its order, one inflated at a time.

    Folders, hidden files and what file managers leave behind are passed over.
    Raises as SafeZip and its `read`, and NestedArchive.
    """
    archive = SafeZip(data)
    for name in archive.names:
        if _is_clutter(name):
            continue
        content = archive.read(name)
        if is_archive(content):
            raise NestedArchive(f"It is {name}.")
        yield Member(name, content)


def _kind(names: frozenset[str], mimetype: bytes) -> str:
    for start, kind in _KINDS_BY_MIMETYPE:
        if mimetype.startswith(start):
            return kind
    if _PACKAGE_INDEX in names:
        for folder, kind in _KINDS_BY_FOLDER:
            if any(name.lower().startswith(folder) for name in names):
                return kind
        return "Office package of another kind"
    if names.issuperset(_OPEN_DOCUMENT_MEMBERS):
        return "odt"
    return "Java archive" if _JAVA_MANIFEST in names else ARCHIVE


def _kind_of_damaged(data: bytes) -> str:
    """What it was, by the headers before the members, which are also in a file cut short."""
    starts = [data[at + 30 : at + 230] for at in _local_headers(data)]
    names = frozenset(
        name for name in _TELLING_NAMES if any(start.startswith(name.encode()) for start in starts)
    )
    mimetype = next((start[8:] for start in starts if start.startswith(b"mimetype")), b"")
    return _kind(names, mimetype)


def _local_headers(data: bytes) -> Iterator[int]:
    at = data.find(_SIGNATURES[0])
    for _ in range(MAX_MEMBERS):
        if at < 0:
            return
        yield at
        at = data.find(_SIGNATURES[0], at + 4)


def _is_short(archive: zipfile.ZipFile, name: str) -> bool:
    return any(info.filename == name and info.file_size < 200 for info in archive.infolist())


def _refuse_huge_table(data: bytes) -> None:
    """Before an object is made of each entry, see that the table of contents is of a sane size."""
    at = data.rfind(_END_SIGNATURE, max(0, len(data) - _END_LENGTH - _MAX_COMMENT))
    if at < 0 or at + _END_LENGTH > len(data):
        raise TruncatedArchive
    (size,) = struct.unpack_from("<L", data, at + 12)
    if size > MAX_MEMBERS * _TYPICAL_ENTRY_LIMIT:
        raise TooManyMembers


def _refuse_unsafe(info: zipfile.ZipInfo) -> None:
    name = info.orig_filename
    if "\\" in name or not name.isprintable():
        raise UnreadableMemberName(f"It is {name!r}.")
    if name.startswith("/") or name[1:2] == ":":
        raise AbsoluteMemberName(f"It is {name}.")
    if ".." in name.split("/"):
        raise MemberOutside(f"It is {name}.")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise LinkedMember(f"It is {name}.")
    if info.flag_bits & _ENCRYPTION_FLAGS:
        raise EncryptedMember
    if info.compress_type not in _COMPRESSIONS:
        raise UnknownCompression(f"It is {name}.")


def _refuse_overlaps(data: bytes, infos: list[zipfile.ZipInfo], table: int) -> None:
    """Every member has its own bytes: header, name and content end before the next begins."""
    free_from = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        start = info.header_offset
        if start < 0 or start + _LOCAL_HEADER.size > len(data):
            raise TruncatedArchive
        signature, name_length, extra_length = _LOCAL_HEADER.unpack_from(data, start)
        if signature != _SIGNATURES[0]:
            raise TruncatedArchive
        if start < free_from:
            raise OverlappingMembers(f"One is {info.filename}.")
        free_from = start + _LOCAL_HEADER.size + name_length + extra_length + info.compress_size
        if free_from > table:
            raise OverlappingMembers(f"One is {info.filename}.")


def _name(info: zipfile.ZipInfo) -> str:
    """The member's name, also where UTF-8 is not declared, as the Finder of macOS does."""
    if info.flag_bits & _UTF8_NAME_FLAG:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _is_clutter(name: str) -> bool:
    return any(
        part.lower() in _CLUTTER or part.startswith(_CLUTTER_STARTS)
        for part in PurePosixPath(name).parts
    )
