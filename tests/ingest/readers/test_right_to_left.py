"""The order of letters that are read from the right."""

from __future__ import annotations

import pytest

from statements.ingest.readers.right_to_left import PlacedSign, read_from_the_right


def placed(line: str, width: float = 5) -> list[PlacedSign]:
    """The signs of a line as it is seen, from the left to the right."""
    return [
        PlacedSign(sign, width * place, width * (place + 1))
        for place, sign in enumerate(line)
        if sign != " "
    ]


@pytest.mark.parametrize(
    "read",
    [
        "السيد الرئيس",
        "بيان المملكة",
        "نيويورك، 8 أكتوبر 2021",
        "القرار 1325 (2000)",
        "تقرير UN Women هنا",
    ],
)
def test_a_line_is_read_as_it_is_seen(read: str) -> None:
    words = read.split()
    seen = []
    run: list[str] = []
    for word in words:
        is_latin = word.isascii() and any(map(str.isalnum, word))
        if is_latin:
            run.append(word)
        else:
            seen += [*reversed(run)] if False else run[::-1]
            run = []
            seen.append(word[::-1])
    seen += run[::-1]
    # From the left: the last word first; Latin words of a run keep their order.
    line = " ".join(reversed(_visual(words)))
    assert read_from_the_right(placed(line), 10) == read


def _visual(words: list[str]) -> list[str]:
    shown: list[str] = []
    run: list[str] = []
    for word in words:
        if word.isascii() and any(map(str.isalnum, word)):
            run.append(word)
        else:
            shown += reversed(run)
            run = []
            shown.append(word[::-1])
    return [*shown, *reversed(run)]
