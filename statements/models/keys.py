"""Rows by many keys at once."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, BooleanField, F, Func, Value


def among(keys: Iterable[int], column: str = "pk") -> Func:
    """The condition that a column has one of the keys, which are sent as one value.

    As placeholders of their own thousands of them take longer than the query.
    """
    return Func(
        F(column),
        Value(list(keys), output_field=ArrayField(BigIntegerField())),
        template="%(expressions)s)",
        arg_joiner=" = ANY(",
        output_field=BooleanField(),
    )
