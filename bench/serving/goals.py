"""What the archive is to reach, and whether a run did. PURE."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Figures = dict[str, Any]
#: Warm, one client, in milliseconds, unless the goal says otherwise.
_MOST_MEGABYTES = 1536


@dataclass(frozen=True, slots=True)
class Goal:
    """`figure` takes it out of the archive's, Datasette's and the smaller corpus's results."""

    name: str
    needs: tuple[str, ...]
    figure: Callable[..., float]
    bound: float
    at_least: bool = False

    def is_reached(self, value: float) -> bool:
        return value >= self.bound if self.at_least else value <= self.bound


GOALS = (
    Goal("p50, ms", ("archive",), lambda ours: ours["warm"]["p50"], 60),
    Goal("p95, ms", ("archive",), lambda ours: ours["warm"]["p95"], 180),
    Goal(
        "p95 against Datasette",
        ("archive", "other"),
        lambda ours, theirs: ours["warm"]["p95"] / theirs["warm"]["p95"],
        0.75,
    ),
    Goal(
        "pages a second with 16 clients, against Datasette",
        ("archive", "other"),
        lambda ours, theirs: ours["throughput"]["16"] / theirs["throughput"]["16"],
        2,
        at_least=True,
    ),
    Goal("statement page p95, ms", ("statement page",), lambda page: page["warm"]["p95"], 30),
    Goal(
        "application and PostgreSQL, MB",
        ("archive",),
        lambda ours: sum(ours["memory"].values()),
        _MOST_MEGABYTES,
    ),
    Goal(
        "p95 against the smaller corpus",
        ("archive", "smaller"),
        lambda ours, before: ours["warm"]["p95"] / before["warm"]["p95"],
        5,
    ),
)
#: Those of a corpus that is not the larger one.
_OF_SMALL = {"p50, ms", "p95, ms", "application and PostgreSQL, MB"}


def rows(results: Figures) -> list[list[str]]:
    """Goal, figure, bound and whether it is reached; without what the run did not measure.

    `results` may hold the archive's figures on a corpus a tenth as large as "smaller": then the
    goals in absolute figures, which are for that one, are left out.
    """
    found = []
    for goal in GOALS:
        is_for_other = "smaller" in results and goal.name in _OF_SMALL
        if is_for_other or not all(name in results for name in goal.needs):
            continue
        value = goal.figure(*(results[name] for name in goal.needs))
        bound = f"{'at least' if goal.at_least else 'at most'} {goal.bound:g}"
        found.append([goal.name, f"{value:.3g}", bound, "yes" if goal.is_reached(value) else "NO"])
    return found
