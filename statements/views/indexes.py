"""What all indexes share: a box that filters names, and headings by first letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, TypeAlias

from django.core.paginator import Page
from django.http import HttpRequest

from statements.ingest.folding import fold_name

#: A longer name is nobody's.
MAX_NAME_CHARACTERS = 200

_DIGITS: Final = re.compile(r"(\d+)")
#: Words and numbers in turn.
NaturalOrder: TypeAlias = tuple[tuple[int, str], ...]


def initial(name: str) -> str:
    """The heading under which a name stands: its first letter without accent, or #."""
    first = fold_name(name)[:1].upper()
    return first if first.isalpha() else "#"


def natural_order(folded: str) -> NaturalOrder:
    """What puts folded names in order with the numbers in them as numbers: resolution 242 before
    resolution 1325, the 3rd session before the 10th."""
    parts = _DIGITS.split(folded)
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts)


def asked_name(request: HttpRequest) -> str:
    """What was typed into the filter box, cleaned."""
    typed = request.GET.get("name", "")[:MAX_NAME_CHARACTERS]
    return " ".join("".join(c if c.isprintable() else " " for c in typed).split())


def page_numbers(page: Page[Any]) -> Iterator[int | str]:
    """The numbers to show under a long list: the ends, the neighbours, dots between."""
    return iter(page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1))
