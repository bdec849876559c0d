"""The parts of a Word document, found by the relations between them (ECMA-376 part 2)."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import Final

from lxml import etree

from statements.ingest.archives import SafeZip
from statements.ingest.errors import DamagedFile
from statements.ingest.readers.xml import MAX_TAGS, attribute, local_name, parse_xml, tag_count

_USUAL_DOCUMENT: Final = "word/document.xml"


@dataclass(frozen=True, slots=True)
class _Relation:
    key: str
    kind: str
    part: str


class Package:
    """The main part of a Word document, `document`, and the parts that it relates to.

    Raises DamagedFile where there is none, and as SafeZip and `parse_xml` do.
    """

    def __init__(self, data: bytes) -> None:
        self._zip = SafeZip(data)
        # Of all parts together: a document may have as many heads as it likes.
        self._tags_left = MAX_TAGS
        # Names of parts differ by more than their case.
        self._names = {name.lower(): name for name in self._zip.names}
        main = next((r.part for r in self._relations("") if r.kind == "officeDocument"), "")
        name = main if main.lower() in self._names else _USUAL_DOCUMENT
        document = self.root(name)
        if document is None or local_name(document) != "document":
            raise DamagedFile("It has no text part.")
        self.document = document
        self._folder = posixpath.dirname(name)
        related = self._relations(name)
        self._names_by_key = {relation.key: relation.part for relation in related}
        self._names_by_kind = {relation.kind: relation.part for relation in reversed(related)}

    def part(self, kind: str) -> etree._Element | None:
        """The root of the part of a kind that there is once: "numbering", "styles", "footnotes"."""
        usual = posixpath.join(self._folder, f"{kind}.xml")
        return self.root(self._names_by_kind.get(kind, usual))

    def name_of(self, key: str) -> str:
        """The name of the part that the document refers to by this key, or ""."""
        return self._names_by_key.get(key, "")

    def root(self, name: str) -> etree._Element | None:
        """The root of the part of this name; None where there is no such part."""
        actual = self._names.get(name.lower())
        if actual is None:
            return None
        data = self._zip.read(actual)
        root = parse_xml(data, self._tags_left)
        self._tags_left -= tag_count(data)
        return root

    def _relations(self, part: str) -> list[_Relation]:
        folder, name = posixpath.split(part)
        root = self.root(posixpath.join(folder, "_rels", f"{name}.rels"))
        if root is None:
            return []
        return [
            _Relation(
                key=attribute(relation, "Id"),
                kind=attribute(relation, "Type").rpartition("/")[2],
                part=posixpath.normpath(
                    posixpath.join("/", folder, attribute(relation, "Target"))
                ).lstrip("/"),
            )
            for relation in root
            if attribute(relation, "TargetMode") != "External"
        ]
