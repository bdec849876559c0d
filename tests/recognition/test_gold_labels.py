"""The labelled paragraphs that bench/bench_gold.py compares with: whole, and true to the lists."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from statements.recognition.data import load_authorities

GOLD = Path(__file__).parent / "gold"
# Documents that no list has are known by their symbol.
SYMBOL = re.compile(r"(?:A|S|E)/\S+")


def lines(name: str) -> list[dict[str, Any]]:
    text = (GOLD / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_there_are_enough_and_none_twice() -> None:
    test, tuning = lines("test"), lines("tuning")
    assert len(test) >= 150
    hashes = [line["paragraph"] for line in (*test, *tuning)]
    assert len(hashes) == len(set(hashes))
    decades = {line["file"].split(" - ")[1][:3] for line in test}
    assert {"194", "195", "196", "197", "198", "199", "200", "201", "202"} <= decades


@pytest.mark.parametrize("name", ["test", "tuning"])
def test_every_label_is_of_the_authority_data_and_has_its_place(name: str) -> None:
    known = {(e.kind, e.code) for e in load_authorities(settings.SEEDS_DIR).entities}
    for line in lines(name):
        labels = [tuple(label) for label in line["mentions"]]
        assert len(labels) == len(set(labels))
        assert labels == sorted(labels, key=lambda label: (label[0], -label[1]))
        for start, end, kind, code in labels:
            assert 0 <= start < end
            assert (kind, code) in known or (kind == "document" and SYMBOL.fullmatch(code))
