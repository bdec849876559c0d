"""From extracted text to clean lines: characters in one form, page furniture taken out."""

from __future__ import annotations

from dataclasses import dataclass

from statements.ingest.characters import looks_garbled, tidy
from statements.ingest.document import ExtractedText
from statements.ingest.furniture import find_furniture
from statements.ingest.lines import Line

_TAB_WIDTH = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanText:
    """The lines of the speech without blank ones, and what was taken out around them.

    `pages` is the tidied text of each page before that, to compare the result with.
    """

    pages: tuple[str, ...]
    lines: tuple[Line, ...]
    furniture: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def clean(extracted: ExtractedText) -> CleanText:
    """Tidy the characters of every page, drop furniture and blank lines."""
    tidied = [tidy(page) for page in extracted.pages]
    raw_pages = [text.split("\n") for text, _ in tidied]
    stripped_pages = [[line.strip() for line in lines] for lines in raw_pages]
    furniture = find_furniture(stripped_pages, paged=extracted.paged)
    by_page: dict[int, set[int]] = {}
    for page, index in furniture:
        by_page.setdefault(page, set()).add(index)
    lines: list[Line] = []
    for page, (raw_lines, texts) in enumerate(zip(raw_pages, stripped_pages, strict=True)):
        lines += _page_lines(
            raw_lines, texts, by_page.get(page, set()), page + 1 if extracted.paged else None
        )
    return CleanText(
        pages=tuple(text for text, _ in tidied),
        lines=tuple(lines),
        furniture=tuple(stripped_pages[page][index] for page, index in sorted(furniture)),
        warnings=_warnings(extracted, sum(count for _, count in tidied)),
    )


def _page_lines(
    raw_lines: list[str], texts: list[str], furniture: set[int], page: int | None
) -> list[Line]:
    lines: list[Line] = []
    blanks, page_break = 0, page is not None and page > 1
    for index, text in enumerate(texts):
        if not text:
            blanks += 1
        elif index in furniture:
            page_break = True
        else:
            lines.append(Line(text, _indent(raw_lines[index]), blanks, page, page_break))
            blanks, page_break = 0, False
    return lines


def _indent(raw: str) -> int:
    if not raw[0].isspace():
        return 0
    space = raw[: len(raw) - len(raw.lstrip())]
    return len(space) + space.count("\t") * (_TAB_WIDTH - 1)


def _warnings(extracted: ExtractedText, strays: int) -> tuple[str, ...]:
    warnings = list(extracted.warnings)
    if strays:
        warnings.append(f"{strays} stray control characters were taken out of the text.")
    if any(looks_garbled(page) for page in extracted.pages):
        warnings.append("Some characters look garbled by a wrong encoding before the import.")
    return tuple(warnings)
