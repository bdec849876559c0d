"""What all indexes share: a box that filters names, and headings by first letter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest

from statements.ingest.folding import fold_name

#: A longer name is nobody's.
MAX_NAME_CHARACTERS = 200


def initial(name: str) -> str:
    """The heading under which a name stands: its first letter without accent, or #."""
    first = fold_name(name)[:1].upper()
    return first if first.isalpha() else "#"


def asked_name(request: HttpRequest) -> str:
    """What was typed into the filter box, cleaned."""
    typed = request.GET.get("name", "")[:MAX_NAME_CHARACTERS]
    return " ".join("".join(c if c.isprintable() else " " for c in typed).split())


def page_numbers(page: Page[Any]) -> Iterator[int | str]:
    """The numbers to show under a long list: the ends, the neighbours, dots between."""
    return iter(page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1))
