"""XML out of document packages, parsed so that it can do no harm."""

from __future__ import annotations

from lxml import etree

from statements.ingest.errors import DamagedFile, DeclaresEntities


def parse_xml(data: bytes) -> etree._Element:
    """The root element. Raises DeclaresEntities where the file has a document type of its own
    (no office program writes one), DamagedFile where it is no XML or nested too deeply."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_pis=True,
        remove_comments=True,
    )
    if b"<!DOCTYPE" in data[:4_096] or "<!DOCTYPE".encode("utf-16-le") in data[:4_096]:
        raise DeclaresEntities
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedFile from error


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace; of what is none, ""."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """The value of an attribute by its name without namespace; "" where it is not there."""
    found = (str(v) for key, v in element.attrib.items() if str(key).rpartition("}")[2] == name)
    return next(found, "")


def whole_number(text: str, default: int) -> int:
    """The number that an attribute holds; `default` for what is none, or larger than any list."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else default
