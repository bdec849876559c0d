"""Web pages: the statement on them, without what the site puts around it."""

from __future__ import annotations

import codecs
import re
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Final

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from statements.ingest.document import ExtractedText
from statements.ingest.errors import DamagedFile, DeclaresEntities, EmptyFile, TooLargeInside
from statements.ingest.readers import plain
from statements.ingest.readers.html_content import find_content
from statements.ingest.readers.html_lines import lines_of

_HEAD: Final = 4096
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.I)
_XML_ENCODING = re.compile(
    rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9_.-]{2,40})""", re.I
)
_ENTITY = re.compile(r"<!ENTITY\b", re.IGNORECASE)
# Pages with all their pictures have some hundreds of parts; the parser is slow over many more.
_PART_BEGINS: Final = b"\n--"
_MOST_PARTS: Final = 10_000
# What browsers read as Windows-1252, whatever the page says (WHATWG Encoding Standard).
_AS_WINDOWS: Final = frozenset({"iso8859-1", "ascii"})


def extract(data: bytes) -> ExtractedText:
    """Read a web page, also one saved as MHTML, where it is one file with its pictures.

    Raises UnknownEncoding, EmptyFile where nothing is written on the page, DeclaresEntities,
    DamagedFile where it is nested deeper than any page, TooLargeInside where the parts of a saved
    page are too many.
    """
    text = _decoded(_page_of_archive(data) if is_web_archive(data) else data)
    if _ENTITY.search(text):
        raise DeclaresEntities
    body = _body(text)
    content = find_content(body)
    lines = lines_of(content.elements)
    if not any(lines.page.split()):
        raise EmptyFile
    return ExtractedText(
        format="html",
        media_type="text/html",
        reader="lxml",
        reader_version=etree.__version__,
        pages=(lines.page,),
        lines_are_paragraphs=lines.are_paragraphs,
        notes=lines.notes,
        left_out=content.left_out,
    )


def is_web_archive(data: bytes) -> bool:
    """Whether the bytes are a page saved as MHTML (RFC 2557)."""
    head = data[:_HEAD].lower()
    return b"mime-version:" in head and b"multipart/related" in head and b"content-type:" in head


def _page_of_archive(data: bytes) -> bytes:
    if data.count(_PART_BEGINS) > _MOST_PARTS:
        raise TooLargeInside
    message = BytesParser(EmailMessage, policy=policy.default).parsebytes(data)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                return content
    raise EmptyFile


def _decoded(data: bytes) -> str:
    """The text of the page, by its mark, by what it declares, else as any text."""
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return plain.decode(data)
    declared = _CHARSET.search(data[:_HEAD]) or _XML_ENCODING.search(data[:_HEAD])
    if declared:
        try:
            codec = codecs.lookup(declared[1].decode("ascii"))
            name = "cp1252" if codec.name in _AS_WINDOWS else codec.name
            return data.decode(name)
        except (LookupError, UnicodeDecodeError):
            # What is declared is not so: then as any text.
            return plain.decode(data)
    return plain.decode(data)


def _body(text: str) -> HtmlElement:
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = document_fromstring(text.replace("\x00", "").encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise EmptyFile from error
    # The parser stops there, and the rest of the page would be lost.
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise DamagedFile("Its parts are nested too deeply.")
    return root
