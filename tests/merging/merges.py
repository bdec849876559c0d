"""Merging, and what is merged, for tests."""

from __future__ import annotations

from typing import Any

from django.db import connection

from statements.matching import (
    PersonKey,
)
from statements.merging import merge, preview
from statements.models import (
    Entity,
    Speaker,
)
from tests import factories


def merged(kept: Any, *old: Any) -> None:
    merge(kept, old, token=preview(kept, old).token)
    connection.check_constraints()


def shares(kept: Any, *old: Any) -> list[dict[str, int]]:
    return [{s.name: s.count for s in one.shares} for one in preview(kept, old).merged]


def already(name: str, kept: Any, *old: Any) -> list[int]:
    """How many of each the kept one has already, or from one merged before."""
    return [s.already for one in preview(kept, old).merged for s in one.shares if s.name == name]


def speaker(name: str, **fields: Any) -> Speaker:
    key = PersonKey.of(name, None)
    slug = name.lower().replace(" ", "-")
    return factories.make_speaker(name=name, name_key=key.name_key, slug=slug, **fields)


def organization(code: str, **fields: Any) -> Entity:
    return factories.make_entity("organization", code=code, name=code.title(), **fields)
