"""From bytes to text: sniff the format, call its reader."""

from __future__ import annotations

import re

from statements.ingest.document import ExtractedText
from statements.ingest.errors import EmptyFile, UnknownFormat
from statements.ingest.readers import plain

# The first bytes of the formats that people may take for a statement's text file.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "PDF"),
    (b"%!PS", "PostScript"),
    (b"{\\rtf", "RTF"),
    (b"PK\x03\x04", "ZIP"),
    (b"PK\x05\x06", "ZIP"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Microsoft Office (OLE)"),
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
# Members that tell which kind of document a ZIP file is; they stand near its beginning.
_ZIP_KINDS: tuple[tuple[bytes, str], ...] = (
    (b"application/vnd.oasis.opendocument", "OpenDocument (ODT)"),
    (b"word/", "Word (DOCX)"),
    (b"xl/", "Excel (XLSX)"),
    (b"ppt/", "PowerPoint (PPTX)"),
)
_HEAD = 4096
_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,1000}<(?:!doctype\s+html|html|head|body|\?xml)\b", re.I
)
_SPACE = b" \t\r\n\f\v\x00\x85\xa0\xef\xbb\xbf\xff\xfe"


def extract(data: bytes) -> ExtractedText:
    """Read the text out of a file's bytes.

    Raises EmptyFile, UnknownFormat (naming the format where it is recognised) or UnknownEncoding.
    """
    if not data.strip(_SPACE):
        raise EmptyFile
    kind = sniff(data)
    if kind is not None:
        raise UnknownFormat(f"The format looks like {kind}.")
    extracted = plain.extract(data)
    if not any(page.strip() for page in extracted.pages):
        raise EmptyFile
    return extracted


def sniff(data: bytes) -> str | None:
    """The name of a known format that is not plain text, else None."""
    head = data[:_HEAD]
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            return _zip_kind(head) if name == "ZIP" else name
    if b"%PDF-" in head[:1024] and not head[:1024].split(b"%PDF-")[0].strip(b"\r\n\t \xef\xbb\xbf"):
        return "PDF"
    if head[4:8] == b"ftyp":
        return "MP4 media"
    match = _MARKUP.match(head)
    if match is None:
        return None
    return "XML" if match[0].lower().endswith(b"?xml") and b"<html" not in head.lower() else "HTML"


def _zip_kind(head: bytes) -> str:
    return next((name for member, name in _ZIP_KINDS if member in head), "ZIP")
