"""Damaged and hostile files, made anew by every run of the tests, always the same.

Each has a name, its bytes, and the kinds of IngestError that may refuse it.
"""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import docx
import odfdo
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from statements.ingest import errors
from statements.ingest.errors import IngestError

SENTENCE = "We support the treaty and all of its members, who have signed it without delay."
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

Kinds = tuple[type[IngestError], ...]
DAMAGED: Kinds = (errors.DamagedFile, errors.EmptyFile, errors.NoTextLayer, errors.NoParagraphs)
TOO_MUCH: Kinds = (
    errors.TooLargeInside,
    errors.TextTooLong,
    errors.OutOfMemory,
    errors.ReadingTooSlow,
)


@dataclass(frozen=True, slots=True)
class HostileFile:
    name: str
    data: bytes
    refused_as: Kinds


def files() -> list[HostileFile]:
    """At least 200, over all formats."""
    return [
        *_cut_off(),
        *_overwritten(),
        *_of_other_kinds(),
        *_text(),
        *_pdf(),
        *_zip(),
        *_entities(),
        *_nested(),
    ]


def pdf(pages: int = 2, **options: object) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, **options)  # type: ignore[arg-type]
    for _ in range(pages):
        for line in range(30):
            canvas.drawString(60, 780 - 20 * line, SENTENCE)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def word() -> bytes:
    document = docx.Document()
    for _ in range(20):
        document.add_paragraph(SENTENCE, style="List Number")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def open_document() -> bytes:
    document = odfdo.Document("text")
    document.body.clear()
    for _ in range(20):
        document.body.append(odfdo.Paragraph(SENTENCE))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def rtf(body: str = SENTENCE) -> bytes:
    return rb"{\rtf1\ansi{\fonttbl{\f0 Times;}}\f0 " + body.encode("latin-1") + rb"\par}"


def packed(
    members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED, **attributes: int
) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = compression
            for attribute, value in attributes.items():
                setattr(info, attribute, value)
            archive.writestr(info, data)
    return file.getvalue()


def with_part(package: bytes, name: str, data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(package)) as old:
        members = {part: old.read(part) for part in old.namelist()}
    return packed({**members, name: data})


def _cut_off() -> Iterator[HostileFile]:
    wholes = {"pdf": pdf(), "docx": word(), "odt": open_document(), "rtf": rtf(SENTENCE * 20)}
    for name, whole in wholes.items():
        for percent in range(5, 100, 5):
            data = whole[: len(whole) * percent // 100]
            yield HostileFile(f"cut to {percent} % .{name}", data, DAMAGED)


def _overwritten() -> Iterator[HostileFile]:
    """Files whose parts were overwritten by noise: the compressed text, the directory."""
    noise = random.Random(20200710)  # noqa: S311 - always the same
    for name, whole in {"docx": word(), "odt": open_document()}.items():
        with zipfile.ZipFile(io.BytesIO(whole)) as package:
            part = "word/document.xml" if name == "docx" else "content.xml"
            info = package.getinfo(part)
        begin = info.header_offset + 30 + len(part)
        for number in range(15):
            data = bytearray(whole)
            at = begin + info.compress_size * number // 15
            data[at : at + 12] = noise.randbytes(12)
            yield HostileFile(f"overwritten {number}.{name}", bytes(data), DAMAGED)
        data = bytearray(whole)
        data[-30:] = noise.randbytes(30)
        yield HostileFile(f"no directory.{name}", bytes(data), DAMAGED)
    for number in range(10):
        data = bytearray(pdf())
        at = data.rfind(b"trailer")
        data[at:] = noise.randbytes(len(data) - at)
        yield HostileFile(f"no trailer {number}.pdf", bytes(data), DAMAGED)


def _of_other_kinds() -> Iterator[HostileFile]:
    unknown = (errors.UnknownFormat,)
    for name, start in {
        "a.doc": _OLE,
        "a.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        "a.jpg": b"\xff\xd8\xff\xe0\0\x10JFIF",
        "a.gif": b"GIF89a\1\0\1\0",
        "a.tif": b"II*\0\x08\0\0\0",
        "a.mp3": b"ID3\3\0\0\0\0",
        "a.mp4": b"\0\0\0\x18ftypmp42",
        "a.gz": b"\x1f\x8b\x08\0",
        "a.bz2": b"BZh91AY&SY",
        "a.7z": b"7z\xbc\xaf\x27\x1c",
        "a.xz": b"\xfd7zXZ\0",
        "a.rar": b"Rar!\x1a\x07\0",
        "a.ps": b"%!PS-Adobe-3.0",
        "a.sqlite": b"SQLite format 3\0",
        "a.elf": b"\x7fELF\2\1\1",
        "a.wav": b"RIFF\x24\0\0\0WAVE",
        "a.xml": b"<?xml version='1.0'?><TEI/>",
    }.items():
        yield HostileFile(name, start + bytes(64), unknown)
    excel = packed({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"})
    yield HostileFile("a.xlsx", excel, unknown)
    slides = packed({"[Content_Types].xml": b"<x/>", "ppt/presentation.xml": b"<x/>"})
    yield HostileFile("a.pptx", slides, unknown)
    sheet = packed(
        {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}, zipfile.ZIP_STORED
    )
    yield HostileFile("a.ods", sheet, unknown)
    locked = _OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    yield HostileFile("locked.docx", locked, (errors.EncryptedFile,))


def _text() -> Iterator[HostileFile]:
    noise = random.Random(7)  # noqa: S311 - always the same
    for number, size in enumerate((1, 100, 10_000, 1_000_000, 20_000_000)):
        data = b"\x80\x00" + noise.randbytes(size)
        yield HostileFile(
            f"noise {number}.txt", data, (errors.UnknownFormat, errors.UnknownEncoding)
        )
    yield HostileFile("empty.txt", b"", (errors.EmptyFile,))
    yield HostileFile("NULs.txt", bytes(5_000_000), (errors.EmptyFile,))
    yield HostileFile("spaces.txt", b" " * 50_000_000, (errors.EmptyFile,))
    yield HostileFile("breaks.txt", b"\n" * 50_000_000, (errors.EmptyFile,))
    yield HostileFile("long.txt", b"We agree. " * 200_000, (errors.TextTooLong,))
    yield HostileFile("one word.txt", b"a" * 3_000_000, (errors.TextTooLong,))
    damaged = ("Türkiye’s côté " * 50).encode()[:-1].replace("’".encode(), b"\xe2\x80")
    yield HostileFile("damaged UTF-8.txt", damaged, (errors.UnknownEncoding,))
    cyrillic = ("Мы поддерживаем договор. " * 50).encode("cp1251")
    yield HostileFile("cp1251.txt", cyrillic, (errors.UnknownEncoding,))
    yield HostileFile("half UTF-16.txt", b"\xff\xfe" + b"a\0b\0c", (errors.UnknownEncoding,))


def _pdf_of(*objects: str | bytes, root: int = 1) -> bytes:
    parts = [b"%PDF-1.7\n"]
    for number, content in enumerate(objects, 1):
        body = content if isinstance(content, bytes) else content.encode()
        parts.append(b"%d 0 obj" % number + body + b"endobj\n")
    parts.append(
        b"trailer<</Root %d 0 R/Size %d>>\nstartxref\n0\n%%%%EOF" % (root, len(objects) + 1)
    )
    return b"".join(parts)


def _stream(data: bytes, filters: str) -> bytes:
    head = f"<</Length {len(data)}/Filter[{filters}]>>stream\n"
    return head.encode() + data + b"\nendstream"


def _pdf() -> Iterator[HostileFile]:
    catalog = "<</Type/Catalog/Pages 2 0 R>>"
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>"
    one = "<</Type/Pages/Count 1/Kids[3 0 R]>>"
    for count in (2_001, 100_000):
        kids = " ".join(["3 0 R"] * count)
        data = _pdf_of(catalog, f"<</Type/Pages/Count {count}/Kids[{kids}]>>", page)
        yield HostileFile(f"{count} pages.pdf", data, (errors.TooManyPages,))
    liar = _pdf_of(catalog, "<</Type/Pages/Count 99999999/Kids[3 0 R]>>", page)
    yield HostileFile("says many pages.pdf", liar, (errors.TooManyPages, *DAMAGED))
    cycle = _pdf_of(catalog, "<</Type/Pages/Count 2/Kids[2 0 R 2 0 R]>>")
    yield HostileFile("pages in a circle.pdf", cycle, DAMAGED)
    yield HostileFile("no pages.pdf", _pdf_of(catalog, "<</Type/Pages/Count 0/Kids[]>>"), DAMAGED)
    yield HostileFile("no catalog.pdf", _pdf_of("<<>>"), DAMAGED)
    yield HostileFile("only a head.pdf", b"%PDF-1.7\n%%EOF", DAMAGED)
    deep = _pdf_of(catalog, "<</Type/Pages/Kids" + "[" * 50_000 + "]" * 50_000 + ">>")
    yield HostileFile("deep arrays.pdf", deep, (*DAMAGED, errors.ReaderCrashed))
    for layers in (1, 2, 3):
        data = b"BT /F1 9 Tf (" + b"a" * 300_000_000 + b") Tj ET"
        for _ in range(layers):
            data = zlib.compress(data, 9)
        bomb = _pdf_of(catalog, one, page, _stream(data, "/FlateDecode " * layers))
        yield HostileFile(
            f"flate bomb {layers}.pdf", bomb, (*DAMAGED, *TOO_MUCH, errors.ReaderCrashed)
        )
    for strength in (40, 128):
        locked = pdf(encrypt=StandardEncryption("secret", strength=strength))
        yield HostileFile(f"locked {strength}.pdf", locked, (errors.EncryptedFile,))
    pictures = io.BytesIO()
    canvas = Canvas(pictures)
    for _ in range(3):
        canvas.rect(50, 50, 300, 300, fill=1)
        canvas.showPage()
    canvas.save()
    yield HostileFile("a scan.pdf", pictures.getvalue(), (errors.NoTextLayer,))


def _zip() -> Iterator[HostileFile]:
    text = SENTENCE.encode()
    unsafe = (errors.UnsafePath,)
    for name in (
        *("../up.txt", "a/../../up.txt", "/etc/passwd", "C:/a.txt", "C:\\a.txt", "..\\up.txt"),
        *("a/b/../../../up.txt", "//server/share.txt"),
    ):
        yield HostileFile(f"path {name}.zip", packed({name: text}), unsafe)
    link = packed({"a.txt": b"/etc/passwd"}, external_attr=0o120777 << 16)
    yield HostileFile("a link.zip", link, unsafe)
    zeros = bytes(150_000_000)
    yield HostileFile("bomb.zip", packed({"a.txt": zeros}), (errors.TooLargeInside,))
    many = {f"{number}.txt": b"" for number in range(2_001)}
    yield HostileFile("many.zip", packed(many), (errors.TooLargeInside,))
    inner = packed({"a.txt": zeros[:50_000_000]})
    yield HostileFile("nested.zip", packed({"b.zip": inner}), (errors.NestedArchive,))
    yield HostileFile("overlapping.zip", _overlapping(), (errors.TooLargeInside, *DAMAGED))
    locked = bytearray(packed({"a.txt": text}, zipfile.ZIP_STORED))
    locked[6] |= 1
    locked[bytes(locked).rfind(b"PK\1\2") + 8] |= 1
    yield HostileFile("locked.zip", bytes(locked), (errors.EncryptedFile,))
    wrong = bytearray(packed({"a.txt": text}, zipfile.ZIP_STORED))
    wrong[40] ^= 0xFF
    yield HostileFile("wrong sum.zip", bytes(wrong), DAMAGED)
    strange = bytearray(packed({"a.txt": text}, zipfile.ZIP_STORED))
    strange[8] = 99
    strange[bytes(strange).rfind(b"PK\1\2") + 10] = 99
    yield HostileFile("strange compression.zip", bytes(strange), DAMAGED)
    whole = packed({f"{n}.txt": text * 9 for n in range(5)})
    for percent in range(10, 100, 10):
        yield HostileFile(f"cut to {percent} %.zip", whole[: len(whole) * percent // 100], DAMAGED)
    for kind, package, part in (
        ("docx", word(), "word/document.xml"),
        ("docx", word(), "word/styles.xml"),
        ("odt", open_document(), "content.xml"),
    ):
        bomb = with_part(package, part, b"<a>" + zeros + b"</a>")
        yield HostileFile(f"bomb in {part.replace('/', '-')}.{kind}", bomb, TOO_MUCH)


def _overlapping() -> bytes:
    """An archive whose directory names the same bytes many times."""
    data = packed({"a.txt": bytes(1_000_000)})
    begin = data.rfind(b"PK\1\2")
    entry, end = data[begin:-22], data[-22:]
    count = 1_000
    tail = struct.pack("<HHII", count, count, len(entry) * count, begin)
    return data[:begin] + entry * count + end[:8] + tail + end[20:]


def _entities() -> Iterator[HostileFile]:
    lols = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))
    kinds = {
        "billion laughs": f"<!DOCTYPE a [{lols}]><a>&l9;</a>",
        "blow-up": f'<!DOCTYPE a [<!ENTITY x "{"x" * 90_000}">]><a>{"&x;" * 5_000}</a>',
        "file": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        "net": '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd"><a>x</a>',
        "parameter": '<!DOCTYPE a [<!ENTITY % x SYSTEM "file:///etc/passwd">%x;]><a>x</a>',
    }
    refused = (errors.DeclaresEntities,)
    for name, text in kinds.items():
        for part in ("word/document.xml", "word/numbering.xml"):
            data = with_part(word(), part, text.encode())
            yield HostileFile(f"{name} in {part.replace('/', '-')}.docx", data, refused)
        data = with_part(open_document(), "content.xml", text.encode())
        yield HostileFile(f"{name}.odt", data, refused)
        if name != "net":
            page = text.replace("<a>", "<html><p>").replace("</a>", "</p></html>")
            page = "<?xml version='1.0'?>" + page.replace("DOCTYPE a", "DOCTYPE html")
            yield HostileFile(f"{name}.html", page.encode(), refused)


def _nested() -> Iterator[HostileFile]:
    for depth in (300, 5_000, 200_000):
        deep = b"<div>" * depth + SENTENCE.encode() + b"</div>" * depth
        yield HostileFile(f"{depth} deep.html", b"<html><body>" + deep, DAMAGED)
        xml = b"<a>" * depth + b"x" + b"</a>" * depth
        yield HostileFile(
            f"{depth} deep.docx", with_part(word(), "word/document.xml", xml), DAMAGED
        )
        yield HostileFile(
            f"{depth} deep.odt", with_part(open_document(), "content.xml", xml), DAMAGED
        )
        braces = "{" * depth + "x" + "}" * depth
        yield HostileFile(f"{depth} deep.rtf", rtf(braces), DAMAGED)
    for sign in ("{}", "\\b", "\\par\\'e9a", "{\\header a}"):
        many = rtf(sign * (27_000_000 // len(sign)))
        yield HostileFile(f"27 MB of {sign}.rtf".replace("\\", ""), many, TOO_MUCH)
    for kind, package, part, tags in (
        ("docx", word(), "word/document.xml", "<w:p/><w:p><w:r/></w:p>"),
        ("docx", word(), "word/styles.xml", "<w:style/>"),
        ("odt", open_document(), "content.xml", "<text:p/><text:s/>"),
    ):
        xml = f"<a xmlns:w='w' xmlns:text='text'>{tags * (31_000_000 // len(tags))}</a>"
        yield HostileFile(
            f"31 MB of tags in {part.replace('/', '-')}.{kind}",
            with_part(package, part, xml.encode()),
            TOO_MUCH,
        )
    saved = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
    yield HostileFile("many parts.mht", saved + b"--b\r\n\r\nx\r\n" * 300_000, TOO_MUCH)
    yield HostileFile("unpaired.rtf", rtf("}}}}"), DAMAGED)
    yield HostileFile("binary.rtf", rtf("\\bin999999999 x"), DAMAGED)
    yield HostileFile("script only.html", b"<html><script>" + b"x" * 9_000_000, DAMAGED)
