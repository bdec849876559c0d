"""Pages of results, with what was searched for."""

from __future__ import annotations

from typing import Any

from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response

from statements.results import Results


class ResultPagination(PageNumberPagination):
    """`searched` is the search in plain words, null without one; `notices` what was not understood.

    Where `is_exact` is false time ran out, and `count` is what was found until then.
    """

    results: Results

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> Any:
        self.results = queryset
        return super().paginate_queryset(queryset, request, view)

    def get_paginated_response(self, data: Any) -> Response:
        response = super().get_paginated_response(data)
        head = {
            "count": response.data["count"],
            "is_exact": self.results.is_exact,
            "searched": self.results.searched or None,
            "notices": list(self.results.notices),
        }
        return Response({**head, **response.data})
