"""From bytes to text: sniff the format, call its reader."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from statements.ingest.archives import ARCHIVE, zip_kind
from statements.ingest.document import ExtractedText
from statements.ingest.errors import EmptyFile, EncryptedFile, IsArchive, TextTooLong, UnknownFormat
from statements.ingest.limits import MAX_TEXT_CHARACTERS
from statements.ingest.readers import docx, html, odt, pdf, plain, rtf
from statements.ingest.readers import ocr as text_recognition

# The first bytes of formats that people may take for a statement's, by the name to tell them.
_OTHER_FORMATS: Final = (
    (b"%!PS", "PostScript"),
    (b"\x89PNG\r\n\x1a\n", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF87a", "GIF image"),
    (b"GIF89a", "GIF image"),
    (b"II*\x00", "TIFF image"),
    (b"MM\x00*", "TIFF image"),
    (b"RIFF", "RIFF media"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"ID3", "MP3 audio"),
    (b"SQLite format 3\x00", "SQLite database"),
    (b"\x7fELF", "program"),
)
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The name, in UTF-16, of the stream in which Office keeps an encrypted document.
_ENCRYPTED_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
_HEAD: Final = 4096
# A page in XML may declare much before it begins.
_FAR: Final = 1_000_000
_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,1000}<(?:!doctype\s+html|html|head|body|meta|title|div|article|\?xml)\b",
    re.IGNORECASE,
)
_SPACE: Final = b" \t\r\n\f\v\x00\x85\xa0\xef\xbb\xbf\xff\xfe"

_READERS: Final[Mapping[str, Callable[[bytes], ExtractedText]]] = {
    "text": plain.extract,
    "pdf": pdf.extract,
    "docx": docx.extract,
    "html": html.extract,
    "rtf": rtf.extract,
    "odt": odt.extract,
}


def extract(data: bytes, *, ocr: bool = False) -> ExtractedText:
    """Read the text out of a file's bytes; with `ocr` a PDF's by recognising its letters.

    Raises UnknownFormat (naming the format where it is recognised), IsArchive, EmptyFile,
    TextTooLong, or what the reader of the format raises.
    """
    if not data.strip(_SPACE):
        raise EmptyFile
    kind = sniff(data)
    if kind == ARCHIVE:
        raise IsArchive
    if kind not in _READERS:
        raise UnknownFormat(f"The format looks like {kind}.")
    reader = text_recognition.extract if ocr and kind == "pdf" else _READERS[kind]
    extracted = reader(data)
    if sum(map(len, extracted.pages)) > MAX_TEXT_CHARACTERS:
        raise TextTooLong(f"It may have {MAX_TEXT_CHARACTERS:,} characters.")
    if not any(page.strip() for page in extracted.pages):
        raise EmptyFile
    return extracted


def sniff(data: bytes) -> str:
    """The format of a file: one that is read ("text", "pdf", "docx", "html", "rtf", "odt"), or
    the name of another one. Raises EncryptedFile for an Office document with a password."""
    head = data[:_HEAD]
    if (packed := zip_kind(data)) is not None:
        return packed
    if head.startswith(_OLE):
        return _ole_kind(data)
    if head.startswith(b"{\\rtf"):
        return "rtf"
    # What a mail program or a server left before a PDF does not make it another format.
    if b"%PDF-" in head[:1024] and not head[:1024].split(b"%PDF-")[0].strip(b"\r\n\t \xef\xbb\xbf"):
        return "pdf"
    for signature, name in _OTHER_FORMATS:
        if head.startswith(signature):
            return name
    if head[4:8] == b"ftyp":
        return "MP4 media"
    return _text_kind(data, head)


def _ole_kind(data: bytes) -> str:
    if _ENCRYPTED_PACKAGE in data:
        raise EncryptedFile
    return "old Microsoft Office (.doc). Save it as DOCX"


def _text_kind(data: bytes, head: bytes) -> str:
    if html.is_web_archive(data):
        return "html"
    # As UTF-16 every other byte of the tags is NUL.
    match = _MARKUP.match(head.replace(b"\x00", b"").lstrip(b"\xff\xfe"))
    if match is None:
        return "text"
    beginning = data[:_FAR].replace(b"\x00", b"").lower()
    is_xml = match[0].lower().endswith(b"?xml") and b"<html" not in beginning
    return "XML" if is_xml else "html"
