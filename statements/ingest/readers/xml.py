"""XML out of document packages, parsed so that it can do no harm."""

from __future__ import annotations

from typing import Final

from lxml import etree

from statements.ingest.errors import DamagedFile, DeclaresEntities, TextTooLong

# A speech of 200,000 characters, the longest at the General Assembly, has some 200,000 tags in 4 MB
# where each two words are formatted anew. What costs time and memory are the tags.
MAX_BYTES: Final = 16 * 1024 * 1024
MAX_TAGS: Final = 500_000
_DOCTYPES: Final = tuple("<!DOCTYPE".encode(name) for name in ("ascii", "utf-16-le", "utf-16-be"))


def parse_xml(data: bytes, most_tags: int = MAX_TAGS) -> etree._Element:
    """The root element.

    Raises DeclaresEntities where the file has a document type of its own (no office program writes
    one), TextTooLong above MAX_BYTES or `most_tags`, DamagedFile where it is no XML or nested too
    deeply (more than 256 elements, the bound of libxml2).
    """
    if len(data) > MAX_BYTES or tag_count(data) > most_tags:
        raise TextTooLong("It is larger within than is read.")
    # Sought before parsing, lest anything that it declares be expanded.
    if any(doctype in data for doctype in _DOCTYPES):
        raise DeclaresEntities
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_pis=True,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedFile from error
    # In an encoding in which the bytes above do not spell it.
    if root.getroottree().docinfo.internalDTD is not None:
        raise DeclaresEntities
    return root


def tag_count(data: bytes) -> int:
    """How many tags begin in the source of a document."""
    return data.count(b"<")


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace; of what is none, ""."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first element that this path of local names leads to."""
    for name in path:
        if element is None:
            return None
        element = next((e for e in element if local_name(e) == name), None)
    return element


def attribute(element: etree._Element | None, name: str) -> str:
    """An attribute by its name without namespace; "" where there is none."""
    if element is None:
        return ""
    found = (str(v) for key, v in element.attrib.items() if str(key).rpartition("}")[2] == name)
    return next(found, "")


def whole(text: str, default: int) -> int:
    """A number of at most six figures, else the default."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else default
