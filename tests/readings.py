"""Statements as they come from reading, made by hand: nothing is parsed or recognised."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from statements.ingest.document import Block, Byline, ExtractedText, ParsedStatement, PartialDate
from statements.reading import ReadStatement, content_hash
from statements.recognition.spans import EntityRef

KENYA = EntityRef(kind="country", code="KEN", name="Kenya")
JAPAN = EntityRef(kind="country", code="JPN", name="Japan")
TREATY = "We support the treaty, which all of us have signed in good faith."


def make_read(
    *paragraphs: str,
    data: bytes | None = None,
    title_block: Sequence[str] = (),
    sign_off: Sequence[str] = (),
    date: str | None = None,
    represents: EntityRef | None = None,
    on_behalf_of: Sequence[EntityRef] = (),
    language: str | None = "en",
    source_url: str = "",
    **byline: Any,
) -> ReadStatement:
    """A statement read from `data`, or from what its words make; `byline` are fields of Byline."""
    paragraphs = paragraphs or (TREATY,)
    if data is None:
        data = data_of(*paragraphs, *title_block, date or "", *map(str, byline.values()))
    source = ExtractedText(
        format="text",
        media_type="text/plain",
        reader="by hand",
        reader_version="1",
        pages=("\n".join(paragraphs),),
    )
    known = Byline(date=PartialDate(iso=date) if date else None, **byline)
    return ReadStatement(
        sha256=content_hash(data),
        filename="statement.txt",
        parsed=ParsedStatement(
            source=source,
            title_block=tuple(title_block),
            paragraphs=tuple(Block(text=text) for text in paragraphs),
            sign_off=tuple(sign_off),
            byline=known,
            language=language,
        ),
        byline=known,
        title_mentions=(),
        mentions=tuple(() for _ in paragraphs),
        represents=represents,
        on_behalf_of=tuple(on_behalf_of),
        language=language,
        source_url=source_url,
    )


def data_of(*words: str) -> bytes:
    """The bytes of a file that holds these words."""
    return "\n".join(words).encode()
