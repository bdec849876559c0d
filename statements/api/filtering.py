"""The filters of the list page for the API."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django_filters.rest_framework import DjangoFilterBackend, FilterSet
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from statements.models import Speech


class ResultBackend(DjangoFilterBackend):
    """Lists are what the search finds, in its order; one statement is found by its address."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Speech], view: Any) -> Any:
        if view.detail:
            return queryset
        filters = self.get_filterset(request, queryset, view)
        if filters is None or not filters.is_valid():
            raise ValidationError(_told(filters))
        return filters.result


def _told(filters: FilterSet) -> dict[str, list[str]]:
    """What is wrong with each value, as it was typed: a "%" in it is no place for another."""
    return {
        name: [message for error in errors for message in error.messages]
        for name, errors in filters.form.errors.as_data().items()
    }
