"""PDF files that are damaged, locked, without text, or made to do harm."""

from __future__ import annotations

import base64
import io
import zlib

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from statements.ingest.errors import (
    DamagedFile,
    EncryptedFile,
    NoTextLayer,
    TextTooLong,
    TooLargeInside,
    TooManyPages,
)
from statements.ingest.limits import MAX_PAGES, MAX_TEXT_CHARACTERS
from statements.ingest.readers.pdf import extract
from statements.ingest.readers.pdf_streams import has_damaged_streams

CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
PAGE = (
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 5 0 R/Resources<</Font<</F 4 0 R>>>>"
    b">>"
)
SPOKEN = b"BT /F 12 Tf 70 700 Td (We support the treaty.) Tj ET"


def pdf(*objects: bytes) -> bytes:
    """A file of these objects, the first of which is the catalog, with a true index."""
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj%b\nendobj\n" % (number, content)
    index = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        data
        + b"xref\n0 %d\n0000000000 65535 f \n%btrailer<</Root 1 0 R/Size %d>>\n"
        % (
            len(objects) + 1,
            index,
            len(objects) + 1,
        )
        + b"startxref\n%d\n%%%%EOF\n" % len(data)
    )


def stream(content: bytes, times: int = 1) -> bytes:
    for _ in range(times):
        content = zlib.compress(content, 9)
    return b"<</Length %d/Filter[%b]>>stream\n%b\nendstream" % (
        len(content),
        b"/FlateDecode" * times,
        content,
    )


def pages(kids: bytes, count: int) -> bytes:
    return b"<</Type/Pages/Count %d/Kids[%b]>>" % (count, kids)


def one_page(content: bytes, times: int = 1) -> bytes:
    return pdf(CATALOG, pages(b"3 0 R", 1), PAGE, FONT, stream(content, times))


def sheets(count: int, **options: object) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, **options)
    for number in range(count):
        for line in range(40):
            canvas.drawString(70, 700 - 12 * line, f"Page {number}, line {line} of the speech.")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def test_the_file_made_here_is_a_good_one() -> None:
    extracted = extract(one_page(SPOKEN))
    assert extracted.pages == ("We support the treaty.",)
    assert (extracted.format, extracted.reader, extracted.paged) == ("pdf", "pdfium", True)
    assert extracted.reader_version[0].isdigit()


def test_many_pages_come_in_order_however_their_tree_is_made() -> None:
    kids = b" ".join(b"3 0 R" for _ in range(MAX_PAGES))
    data = pdf(CATALOG, pages(kids, MAX_PAGES), PAGE, FONT, stream(SPOKEN))
    assert extract(data).pages == ("We support the treaty.",) * MAX_PAGES


@pytest.mark.parametrize("count", [MAX_PAGES + 1, 900_000])
def test_too_many_pages_are_refused(count: int) -> None:
    with pytest.raises(TooManyPages):
        extract(pdf(CATALOG, pages(b"3 0 R " * count, count), PAGE, FONT, stream(SPOKEN)))


@pytest.mark.parametrize(
    "tree",
    [
        pages(b"2 0 R 2 0 R 2 0 R", 3),
        b"<</Type/Pages/Kids[2 0 R 2 0 R]>>",
        pages(b"3 0 R", 5),
    ],
    ids=["a circle", "a circle without a count", "fewer pages than counted"],
)
def test_a_page_tree_that_is_none_is_damage(tree: bytes) -> None:
    with pytest.raises(DamagedFile):
        extract(pdf(CATALOG, tree, PAGE, FONT, stream(SPOKEN)))


def test_a_file_that_was_repaired_is_refused() -> None:
    data = sheets(3)
    cut = data.index(b"endobj") + 60
    index = data.rindex(b"startxref")
    for damaged in (
        data[:cut] + data[cut + 300 :],
        data[:index] + b"startxref\n7\n%%EOF\n",
        data[: len(data) // 2],
        data[: len(data) // 2] + b"\n%%EOF\n",
        data.removesuffix(b"%%EOF\n"),
        b"%PDF-1.7\n",
    ):
        with pytest.raises(DamagedFile):
            extract(damaged)


def test_what_mail_programs_put_around_a_file_is_no_damage() -> None:
    data = sheets(2)
    assert len(extract(b"\r\n" + data + b"\r\n\0\0" + b"-" * 500).pages) == 2


def test_only_a_password_to_open_a_file_locks_it() -> None:
    with pytest.raises(EncryptedFile):
        extract(sheets(1, encrypt=StandardEncryption("secret", strength=128)))
    owned = sheets(1, encrypt=StandardEncryption("", ownerPassword="owner", strength=128))
    assert extract(owned).pages[0].startswith("Page 0, line 0 of the speech.")


def test_a_text_longer_than_is_searched_is_refused() -> None:
    line = b"(" + b"word " * 20 + b") Tj 0 -1 Td "
    content = b"BT /F 1 Tf 70 700 Td " + line * (MAX_TEXT_CHARACTERS // 100 + 1) + b"ET"
    with pytest.raises(TextTooLong):
        extract(one_page(content))


@pytest.mark.parametrize("times", [1, 2])
def test_a_stream_that_unpacks_to_too_much_is_refused(times: int) -> None:
    with pytest.raises(TooLargeInside):
        extract(one_page(b" " * (65 * 1024 * 1024) + SPOKEN, times))


def test_a_page_of_far_too_much_text_is_refused_before_it_is_read() -> None:
    content = b"BT /F 12 Tf " + b"(abcdefghi) Tj " * (MAX_TEXT_CHARACTERS // 2) + b"ET"
    with pytest.raises(TextTooLong):
        has_damaged_streams(one_page(content))


def test_a_page_of_far_too_many_lines_is_refused_before_it_is_drawn() -> None:
    with pytest.raises(TooLargeInside):
        has_damaged_streams(one_page(b"0 0 m 1 1 l S " * 1_300_000))


def test_large_pictures_are_no_harm() -> None:
    image = stream(b"\0" * (66 * 1024 * 1024)).replace(b"<<", b"<</Subtype/Image", 1)
    data = pdf(CATALOG, pages(b"3 0 R", 1), PAGE, FONT, stream(SPOKEN), image)
    assert extract(data).pages == ("We support the treaty.",)


def test_pages_without_text_are_a_warning_unless_all_are() -> None:
    blank = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]>>"
    mixed = pdf(CATALOG, pages(b"6 0 R 3 0 R 6 0 R", 3), PAGE, FONT, stream(SPOKEN), blank)
    assert extract(mixed).warnings[0].startswith("Pages 1, 3:")
    with pytest.raises(NoTextLayer):
        extract(pdf(CATALOG, pages(b"3 0 R", 1), blank))


def flipped(data: bytes, at: int) -> bytes:
    """The file with one bit changed."""
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


@pytest.mark.parametrize("filters", ["flate", "flate in ASCII85"])
def test_a_flipped_bit_in_packed_text_is_a_warning(filters: str) -> None:
    content = b"BT /F 12 Tf 70 700 Td (We support the treaty of %d.) Tj ET " * 40
    packed = stream(content % tuple(range(1000, 1040)))
    if filters != "flate":
        deflated = packed[packed.index(b"stream\n") + 7 : packed.rindex(b"\nendstream")]
        packed = b"<</Length 0/Filter[/ASCII85Decode/FlateDecode]>>stream\n%b~>\nendstream" % (
            base64.a85encode(deflated)
        )
    whole = pdf(CATALOG, pages(b"3 0 R", 1), PAGE, FONT, packed)
    assert not extract(whole).warnings
    begin, end = whole.index(b"stream\n") + 7, whole.index(b"\nendstream")
    for at in range(begin + (end - begin) * 3 // 4, end - 6, 5):
        assert extract(flipped(whole, at)).warnings[-1].startswith("A part of the file is damaged")
    with pytest.raises(DamagedFile):
        extract(flipped(whole, begin + 1))


def test_encrypted_streams_are_not_taken_for_damaged_ones() -> None:
    owned = sheets(1, encrypt=StandardEncryption("", ownerPassword="owner", strength=128))
    assert not extract(owned).warnings
