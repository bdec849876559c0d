"""From a file's bytes to a parsed statement: the whole pipeline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from statements.ingest.byline import read_byline
from statements.ingest.characters import SOFT_HYPHEN, tidy
from statements.ingest.cleaning import clean
from statements.ingest.dates import impossible_dates
from statements.ingest.document import ExtractedText, ParsedStatement
from statements.ingest.errors import NoParagraphs, TextTooLong
from statements.ingest.extraction import extract
from statements.ingest.hyphens import CHINESE
from statements.ingest.joining import join, page_marks
from statements.ingest.language import detect_language
from statements.ingest.layout import PARAGRAPHS, measure
from statements.ingest.limits import MAX_TEXT_CHARACTERS
from statements.ingest.onelines import cut_long_lines
from statements.ingest.outline import split
from statements.ingest.titles import read_title_block

_BROKEN_WORD = re.compile(rf"[-‐‑{SOFT_HYPHEN}](?<=[^\W_].)\n(?=[^\W_])")
_CHINESE_BREAK = re.compile(rf"\n(?<={CHINESE}.)(?={CHINESE})", re.DOTALL)
_HYPHENS = f"-‐‑{SOFT_HYPHEN}"


def parse_statement(data: bytes, *, ocr: bool = False) -> ParsedStatement:
    """Read a statement out of a file's bytes; with `ocr` out of pictures of its text.

    Raises an IngestError: EmptyFile, UnknownFormat, UnknownEncoding, TextTooLong where the text
    has more than MAX_TEXT_CHARACTERS, NoParagraphs where nothing is left to be a speech.
    """
    return parse_extracted(extract(data, ocr=ocr))


def parse_extracted(extracted: ExtractedText) -> ParsedStatement:
    """Read a statement out of text that a reader has extracted. Raises as `parse_statement`."""
    if sum(map(len, extracted.pages)) > MAX_TEXT_CHARACTERS:
        raise TextTooLong(f"It may have {MAX_TEXT_CHARACTERS:,} characters.")
    cleaned = clean(extracted)
    whole_lines = cut_long_lines(cleaned.lines)
    layout = PARAGRAPHS if extracted.lines_are_paragraphs else measure(whole_lines)
    lines = page_marks(whole_lines, layout)
    outline = split(lines, layout)
    body_layout = measure(outline.body) if outline.title and layout.wrapped else layout
    paragraphs = join(outline.body, body_layout)
    if not paragraphs:
        raise NoParagraphs
    block = read_title_block(outline.title, layout)
    notes = [" ".join(text.split()) for text, _ in map(tidy, extracted.notes) if text.strip()]
    sign_off = (*(block.text for block in join(outline.sign_off, layout)), *notes)
    texts = [block.text for block in paragraphs]
    warnings = list(cleaned.warnings)
    head = "\n".join(block.texts)
    warnings += [
        f"“{head[start:end]}” is no day of the calendar." for start, end in impossible_dates(head)
    ]
    if not is_faithful(
        (*cleaned.pages, *notes), [*block.texts, *texts, *sign_off], cleaned.furniture
    ):
        warnings.append("The words read are not exactly the words of the source: compare them.")
    return ParsedStatement(
        source=extracted,
        title_block=block.texts,
        paragraphs=paragraphs,
        sign_off=sign_off,
        furniture=cleaned.furniture,
        byline=read_byline(block, texts),
        language=detect_language("\n".join(texts)),
        warnings=tuple(warnings),
    )


def is_faithful(pages: Sequence[str], texts: Sequence[str], furniture: Sequence[str] = ()) -> bool:
    """Whether the words of the texts are the words of the pages less their furniture, in order.

    Hyphens are left out of the comparison, since one at a line's end may have been the line's.
    """
    left_out = iter([*furniture, None])
    next_left_out = next(left_out)
    kept = []
    for page in pages:
        for line in page.split("\n"):
            text = line.strip()
            if text and text == next_left_out:
                next_left_out = next(left_out)
            elif text:
                kept.append(text)
    if next_left_out is not None:
        return False
    return _words(kept) == _words(texts)


def _words(texts: Sequence[str]) -> list[str]:
    text = _CHINESE_BREAK.sub("", _BROKEN_WORD.sub("", "\n".join(texts)))
    for hyphen in _HYPHENS:
        text = text.replace(hyphen, "")
    return text.split()
