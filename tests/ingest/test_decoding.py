"""Encodings: every one that is read gives the text back; every other is refused by name."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements.ingest.errors import EmptyFile, IngestError, UnknownEncoding, UnknownFormat
from statements.ingest.extraction import extract, sniff
from statements.ingest.readers.plain import decode

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"))
ENGLISH = "Mr. President, we thank you for “frank” words – and for naïve ones.\n"
RUSSIAN = "Господин Председатель, мы благодарим Вас за созыв заседания.\n"
ARABIC = "السيد الرئيس، أشكركم على عقد هذه الجلسة الهامة.\n"
CHINESE = "主席先生，感谢你召集今天的会议。水是生命之源。\n"


@given(TEXT)
def test_utf8_comes_back(text: str) -> None:
    assert decode(text.encode("utf-8-sig")) == text


@given(TEXT, st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]))
def test_marked_encodings_come_back(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@given(st.text(st.sampled_from("abcdefgh ijklmnop qrstuv“”’–é\n"), min_size=1))
def test_western_text_comes_back(text: str) -> None:
    text = "A long enough statement in plain Latin letters, and an é. " * 2 + text
    assert decode(text.encode("cp1252")) == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [ENGLISH, RUSSIAN, ARABIC, CHINESE])
def test_utf16_without_a_mark_is_found(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "iso8859-5"])
def test_cyrillic_in_an_old_encoding_is_refused_not_garbled(encoding: str) -> None:
    with pytest.raises((UnknownEncoding, UnknownFormat)):
        decode((RUSSIAN * 3).encode(encoding))


def test_damaged_utf8_is_refused_not_garbled() -> None:
    with pytest.raises(UnknownEncoding):
        decode(ENGLISH.encode()[:-30] + b"\xe2\x80 and so on")


def test_a_wrong_mark_is_refused() -> None:
    with pytest.raises(UnknownEncoding):
        decode(b"\xef\xbb\xbf caf\xe9")


def headers(*members: str) -> bytes:
    """The beginning of a ZIP file: the headers of some members, each with its name."""
    return b"".join(b"PK\x03\x04" + bytes(26) + member.encode() for member in members)


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", b"\xef\xbb\xbf", b"\xff\xfe", b"\f\n\f"])
def test_an_empty_file_is_refused_as_such(data: bytes) -> None:
    with pytest.raises(EmptyFile):
        extract(data)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (headers("[Content_Types].xml", "xl/workbook.xml"), "Excel"),
        (headers("mimetypeapplication/epub+zip"), "EPUB"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "DOCX"),
        (b"<?xml version='1.0'?><TEI/>", "XML"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG"),
    ],
)
def test_known_formats_are_refused_by_name(data: bytes, name: str) -> None:
    with pytest.raises(UnknownFormat, match="The format looks like") as caught:
        extract(data)
    assert name in str(caught.value)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"%PDF-1.7\n1 0 obj", "pdf"),
        (b"\r\n%PDF-1.7\n1 0 obj", "pdf"),
        (headers("[Content_Types].xml", "word/document.xml"), "docx"),
        (headers("mimetypeapplication/vnd.oasis.opendocument.text"), "odt"),
        (headers("content.xml", "META-INF/manifest.xml"), "odt"),
        (b"{\\rtf1\\ansi Mr. President}", "rtf"),
        (b"\n <!DOCTYPE html><html><body>Mr. President", "html"),
        ("\ufeff<html><body>Mr. President".encode("utf-16"), "html"),
        (b"<?xml version='1.0'?><html><body/></html>", "html"),
        (b"< 5 % of States have signed.", "text"),
        (b"Of HTML we say: <html> is a tag.", "text"),
    ],
)
def test_the_format_is_told_from_the_bytes(data: bytes, name: str) -> None:
    assert sniff(data) == name


@pytest.mark.parametrize("start", [b"", b"Mr. President, I thank you. " * 3])
def test_binary_rubbish_is_refused_even_if_it_starts_like_text(start: bytes) -> None:
    noise = random.Random(7).randbytes(4000)  # noqa: S311
    with pytest.raises((UnknownFormat, UnknownEncoding)):
        extract(start + noise)


def test_control_characters_all_over_are_binary_data() -> None:
    with pytest.raises(UnknownFormat):
        extract(bytes(range(1, 127)) * 20)


def test_a_few_stray_controls_do_not_make_a_text_fail() -> None:
    assert extract(b"We support\x00 the treaty.\x1f\n" * 2).pages[0].count("\x00") == 2


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        extracted = extract(data)
    except IngestError:
        return
    assert any(page.strip() for page in extracted.pages)
