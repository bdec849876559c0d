"""Percentiles and the like. PURE."""

from __future__ import annotations

import math
from collections.abc import Sequence


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` per cent of the values do not exceed.

    The nearest rank: always one of the values, so that a few slow answers are not averaged away.
    Raises ValueError where there are no values.
    """
    if not values:
        raise ValueError("There is no percentile of nothing.")
    rank = math.ceil(share / 100 * len(values))
    return sorted(values)[max(rank, 1) - 1]


def spread(seconds: Sequence[float]) -> dict[str, float]:
    """p50, p95 and p99 in milliseconds."""
    return {f"p{share}": percentile(seconds, share) * 1_000 for share in (50, 95, 99)}
