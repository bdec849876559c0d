"""ZIP files: the members come back; every kind of harm or damage is refused by its own name."""

from __future__ import annotations

import contextlib
import io
import stat
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements.ingest import archives, errors
from statements.ingest.archives import ARCHIVE, Member, SafeZip, is_archive, members, zip_kind

NAMES = st.text(st.sampled_from("abc éж-"), min_size=1, max_size=8).map(lambda name: f"s{name}.txt")
# Begun with a letter, since bytes that begin as a ZIP are an archive within the archive.
TEXTS = st.binary(max_size=300).map(lambda data: b"s" + data)
SPEECH = b"Mr. President, we thank you. " * 40


def packed(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def patched(data: bytes, header: bytes, at: int, value: bytes) -> bytes:
    """The ZIP with bytes overwritten in the first header that begins with this signature."""
    start = data.index(header) + at
    return data[:start] + value + data[start + len(value) :]


@given(st.dictionaries(NAMES, TEXTS, max_size=6))
def test_members_come_back_in_order(files: dict[str, bytes]) -> None:
    expected = [Member(name, data) for name, data in files.items()]
    assert list(members(packed(files))) == expected
    assert list(members(packed(files, zipfile.ZIP_STORED))) == expected


def test_folders_and_clutter_are_passed_over() -> None:
    data = packed(
        {
            "2020/": b"",
            "2020/one.txt": b"1",
            "2020/.hidden": b"",
            ".git/config": b"",
            "__MACOSX/2020/._one.txt": b"",
            "2020/Thumbs.db": b"",
            "~$one.docx": b"",
            "two.txt": b"2",
        }
    )
    assert [member.name for member in members(data)] == ["2020/one.txt", "two.txt"]


def test_undeclared_utf8_names_are_read() -> None:
    data = packed({"r\N{BOX DRAWINGS LIGHT VERTICAL AND LEFT}sum.txt": b""})
    name = "\N{BOX DRAWINGS LIGHT VERTICAL AND LEFT}".encode()
    assert name in data
    data = patched(patched(data, b"PK\x03\x04", 6, b"\0\0"), b"PK\x01\x02", 8, b"\0\0")
    assert [member.name for member in members(data)] == ["r┤sum.txt"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("../one.txt", errors.MemberOutside),
        ("a/../../one.txt", errors.MemberOutside),
        ("/etc/one.txt", errors.AbsoluteMemberName),
        ("C:/one.txt", errors.AbsoluteMemberName),
        ("a\\one.txt", errors.UnreadableMemberName),
        ("a\none.txt", errors.UnreadableMemberName),
    ],
)
def test_names_that_lead_elsewhere_are_refused(name: str, kind: type[Exception]) -> None:
    with pytest.raises(kind):
        SafeZip(packed({name: b""}))


def test_a_name_cut_by_a_null_is_refused() -> None:
    data = packed({"one_.txt": b""}).replace(b"one_.txt", b"one\0.txt")
    with pytest.raises(errors.UnreadableMemberName):
        SafeZip(data)


def test_links_are_refused() -> None:
    info = zipfile.ZipInfo("one.txt")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(info, "elsewhere.txt")
    with pytest.raises(errors.LinkedMember):
        SafeZip(buffer.getvalue())


def test_locked_members_are_refused() -> None:
    data = patched(packed({"one.txt": SPEECH}), b"PK\x01\x02", 8, b"\x01\x00")
    with pytest.raises(errors.EncryptedMember):
        SafeZip(data)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_unusual_compression_is_refused(method: int) -> None:
    with pytest.raises(errors.UnknownCompression):
        SafeZip(packed({"one.txt": SPEECH}, method))


def test_a_changed_byte_is_found() -> None:
    data = packed({"one.txt": SPEECH}, zipfile.ZIP_STORED).replace(b"thank", b"blame", 1)
    with pytest.raises(errors.DamagedMember):
        list(members(data))


def test_a_declared_size_that_lies_is_found() -> None:
    data = patched(packed({"one.txt": SPEECH}), b"PK\x01\x02", 24, struct.pack("<L", 5))
    with pytest.raises(errors.DamagedMember):
        list(members(data))


@given(st.data())
def test_a_file_cut_short_is_refused(data: st.DataObject) -> None:
    whole = packed({"one.txt": SPEECH, "two.txt": b"2"})
    end = data.draw(st.integers(4, len(whole) - 1))
    with pytest.raises(errors.DamagedFile):
        list(members(whole[:end]))


@given(st.data())
def test_damage_never_ends_in_another_error(data: st.DataObject) -> None:
    damaged = bytearray(packed({"one.txt": SPEECH, "a/two.txt": b"2"}))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        damaged[at] = data.draw(st.integers(0, 255))
    is_archive(bytes(damaged))
    with contextlib.suppress(errors.IngestError):
        list(members(bytes(damaged)))


def test_members_that_share_bytes_are_refused() -> None:
    data = packed({"one.txt": SPEECH, "two.txt": SPEECH[:300]})
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    shared = bytearray(data)
    shared[second + 42 : second + 46] = b"\0\0\0\0"
    with pytest.raises(errors.OverlappingMembers):
        SafeZip(bytes(shared))
    longer = patched(data, b"PK\x01\x02", 20, struct.pack("<L", len(data)))
    with pytest.raises(errors.OverlappingMembers):
        SafeZip(longer)


def test_bombs_are_refused() -> None:
    zeros = bytes(8 * 1024 * 1024)
    with pytest.raises(errors.SuspiciousCompression):
        list(members(packed({"one.txt": zeros})))


def test_bounds_hold_while_inflating(monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed({"one.txt": SPEECH, "two.txt": SPEECH})
    monkeypatch.setattr(archives, "MAX_BYTES", len(SPEECH) + 1)
    with pytest.raises(errors.ArchiveTooLarge):
        list(members(data))
    monkeypatch.setattr(archives, "MAX_MEMBER_BYTES", len(SPEECH) - 1)
    with pytest.raises(errors.MemberTooLarge):
        list(members(data))


def test_too_many_members_are_refused() -> None:
    data = packed({f"{number}.txt": b"" for number in range(archives.MAX_MEMBERS + 1)})
    with pytest.raises(errors.TooManyMembers):
        SafeZip(data)


def test_a_huge_table_is_refused_before_it_is_read() -> None:
    data = patched(packed({"one.txt": b""}), b"PK\x05\x06", 12, b"\xff\xff\xff\x7f")
    with pytest.raises(errors.TooManyMembers):
        SafeZip(data)


def test_an_archive_within_is_refused_but_a_document_is_not() -> None:
    document = packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b""})
    assert len(list(members(packed({"one.docx": document})))) == 1
    with pytest.raises(errors.NestedArchive):
        list(members(packed({"more.zip": packed({"one.txt": b""})})))


@pytest.mark.parametrize(
    ("files", "kind"),
    [
        ({"one.txt": b""}, ARCHIVE),
        ({}, ARCHIVE),
        ({"[Content_Types].xml": b"", "word/document.xml": b""}, "docx"),
        ({"[Content_Types].xml": b"", "xl/workbook.xml": b""}, "Excel (XLSX)"),
        ({"[Content_Types].xml": b"", "ppt/p.xml": b""}, "PowerPoint (PPTX)"),
        ({"mimetype": b"application/vnd.oasis.opendocument.text"}, "odt"),
        ({"content.xml": b"", "META-INF/manifest.xml": b""}, "odt"),
        ({"mimetype": b"application/epub+zip"}, "EPUB"),
        ({"META-INF/MANIFEST.MF": b"", "A.class": b""}, "Java archive"),
    ],
)
def test_kinds_are_told_apart_even_cut_short(files: dict[str, bytes], kind: str) -> None:
    data = packed(files, zipfile.ZIP_STORED)
    assert zip_kind(data) == kind
    assert is_archive(data) is (kind == ARCHIVE)
    if files:
        assert zip_kind(data[:-30]) == kind


def test_other_bytes_are_no_archive() -> None:
    assert not is_archive(b"Mr. President")
    with pytest.raises(errors.TruncatedArchive):
        SafeZip(b"Mr. President")
