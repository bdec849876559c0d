"""Rows by many keys at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, F, Func, Model, QuerySet, Value
from django.db.models.lookups import Exact

Row = TypeVar("Row", bound=Model)


class AmongQuerySet(QuerySet[Row]):
    def among(self, keys: Iterable[int]) -> Any:
        """Those with the keys, which are sent as one value: thousands of them take no time."""
        value = Value(list(keys), output_field=ArrayField(BigIntegerField()))
        any_of = Func(value, function="ANY", output_field=BigIntegerField())
        return self.filter(Exact(F("pk"), any_of))
