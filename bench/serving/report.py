"""The figures of bench_serving as tables. PURE, but for what it tells of the machine."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.serving.datasette import PAGES
from bench.serving.goals import rows as goal_rows
from bench.serving.measuring import CLIENTS

#: The page of Datasette that the archive is compared with: the table page as it comes.
OTHER = f"datasette, {next(iter(PAGES))}"
PERCENTILES = ("p50", "p95", "p99")


def machine() -> dict[str, Any]:
    """What it is."""
    total = next(
        int(line.split()[1])
        for line in Path("/proc/meminfo").read_text().splitlines()
        if line.startswith("MemTotal")
    )
    return {
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(total / 1024 / 1024, 1),
        "processor": platform.machine(),
        "python": platform.python_version(),
    }


def load() -> float:
    """How busy the machine was in the last minute."""
    return round(os.getloadavg()[0], 2)


def tables(results: dict[str, Any]) -> str:
    """All tables, in Markdown; a side that was left out is left out."""
    about = results["machine"]
    parts = [
        f"{len(results['searches'])} searches, {results.get('statements', '?')} statements; "
        f"{about['cores']} cores, {about['memory_gb']} GB, Python {about['python']}",
        "Load before: " + ", ".join(f"{x} {load}" for x, load in results["load before"].items()),
        _latencies(results),
    ]
    sides = {name: side for name, side in results.items() if _is_side(side) and name != "smaller"}
    if sides:
        parts += [_throughput(sides), _memory(sides), _classes(sides)]
    if "archive" in results and OTHER in results:
        parts += [_ratios(results["archive"], results[OTHER]), _counts(results)]
    goals = {**results, **({"other": results[OTHER]} if OTHER in results else {})}
    if reached := goal_rows(goals):
        parts.append(_table(["goal", "figure", "bound", "reached"], reached))
    return "\n\n".join(parts)


def _is_side(value: object) -> bool:
    return isinstance(value, dict) and "throughput" in value


def _latencies(results: dict[str, Any]) -> str:
    rows = [
        [name, *(_milliseconds(value[state][p]) for state in ("cold", "warm") for p in PERCENTILES)]
        for name, value in results.items()
        if isinstance(value, dict) and "warm" in value and name != "smaller"
    ]
    head = ["ms", *(f"{state} {p}" for state in ("cold", "warm") for p in PERCENTILES)]
    return _table(head, rows)


def _throughput(sides: dict[str, Any]) -> str:
    head = [
        "pages a second",
        *(f"clients: {clients}" for clients in CLIENTS),
        "KB a page",
    ]
    rows = [
        [
            name,
            *(f"{side['throughput'][str(clients)]:.1f}" for clients in CLIENTS),
            f"{side['page_kilobytes']:.0f}",
        ]
        for name, side in sides.items()
    ]
    return _table(head, rows)


def _memory(sides: dict[str, Any]) -> str:
    rows = []
    for name, side in sides.items():
        memory = side["memory"]
        sizes = (memory["application"], memory.get("postgres", 0.0), sum(memory.values()))
        rows.append([name, *(f"{size:.0f}" for size in sizes)])
    return _table(["MB with 16 clients", "application", "PostgreSQL", "together"], rows)


def _classes(sides: dict[str, Any]) -> str:
    kinds = next(iter(sides.values()))["by_class"]
    rows = [[kind, *(_two(side["by_class"][kind]) for side in sides.values())] for kind in kinds]
    return _table(["warm, p50 / p95 ms", *sides], rows)


def _two(figures: dict[str, float]) -> str:
    return f"{_milliseconds(figures['p50'])} / {_milliseconds(figures['p95'])}"


def _ratios(archive: dict[str, Any], other: dict[str, Any]) -> str:
    rows = [
        [f"{state} {p}", f"{archive[state][p] / other[state][p]:.2f}"]
        for state in ("cold", "warm")
        for p in PERCENTILES
    ]
    rows += [
        [f"pages a second, {n} clients", f"{archive['throughput'][n] / other['throughput'][n]:.2f}"]
        for n in map(str, CLIENTS)
    ]
    return _table(["archive against Datasette", "times"], rows)


def _counts(results: dict[str, Any]) -> str:
    """For information: the two cut and stem words differently."""
    pairs = list(zip(results["archive"]["counts"], results[OTHER]["counts"], strict=True))
    same = sum(one == other for one, other in pairs)
    near = sum(abs(one - other) <= 0.02 * max(one, other) for one, other in pairs)
    lines = [
        f"The same count for {same} of {len(pairs)} searches, within 2 % for {near};"
        f" {results['archive']['inexact']} pages of the archive said “at least”."
    ]
    far = sorted(
        zip(pairs, results["searches"], strict=True), key=lambda x: -abs(x[0][0] - x[0][1])
    )
    lines += [
        f"  {one} and {other}: {search['kind']}, {search['words']} {search['extra_words']}".rstrip()
        for (one, other), search in far[:5]
        if one != other
    ]
    return "\n".join(lines)


def _milliseconds(value: float) -> str:
    return f"{value:.0f}" if value >= 10 else f"{value:.2f}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in (head, *rows)
    ]
    lines.insert(1, "| " + " | ".join("-" * width for width in widths) + " |")
    return "\n".join(lines)
