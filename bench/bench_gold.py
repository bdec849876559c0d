"""How well mentions are recognised, against paragraphs of the General Debate labelled by reading.

The labels are in tests/recognition/gold; the words are the corpus's own and stay outside the
project: CORPUS names its folder, the one in which TXT/ is.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import Any

from bench.corpus import SEEDS
from statements.reading import Reader
from statements.recognition.spans import Span

LABELS = Path(__file__).parent.parent / "tests" / "recognition" / "gold"
KINDS = ("country", "organization", "document", "theme")
PRECISION, RECALL = 0.95, 0.90

Mention = tuple[int, int, str, str]


def main() -> None:
    folder = os.environ.get("CORPUS")
    if not folder:
        print("CORPUS=FOLDER make bench compares the recognition with labelled paragraphs.")
        return
    reader = Reader.from_folder(SEEDS)
    for name in ("tuning", "test"):
        lines = (LABELS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        tally: Counter[tuple[str, str]] = Counter()
        for line in map(json.loads, lines):
            _score(reader, Path(folder), line, tally)
        print(f"{name}: {len(lines)} paragraphs (at least {PRECISION} and {RECALL})")
        for kind in KINDS:
            right, found = tally["right", kind], tally["found", kind]
            recalled, labelled = tally["recalled", kind], tally["labelled", kind]
            print(
                f"  {kind:13} precision {right / max(found, 1):.3f} ({right}/{found})  "
                f"recall {recalled / max(labelled, 1):.3f} ({recalled}/{labelled})"
            )


def _score(
    reader: Reader, folder: Path, line: dict[str, Any], tally: Counter[tuple[str, str]]
) -> None:
    path = folder / line["file"]
    read = reader.read(path.read_bytes(), path.name)
    paragraph = next(p for p in read.paragraphs if _hash(p.text) == line["paragraph"])
    labels = [tuple(label) for label in line["mentions"]]
    mentions = [_mention(span) for span in paragraph.mentions]
    for mention in mentions:
        tally["found", mention[2]] += 1
        tally["right", mention[2]] += any(_agree(mention, label) for label in labels)
    for label in labels:
        tally["labelled", label[2]] += 1
        tally["recalled", label[2]] += any(_agree(mention, label) for mention in mentions)


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _mention(span: Span) -> Mention:
    return span.start, span.end, span.entity.kind, span.entity.code


def _agree(one: Mention, other: Mention) -> bool:
    """Whether two mentions are the same one: the same span, of a theme words of the same signal."""
    if one[2:] != other[2:]:
        return False
    if one[2] == "theme":
        return one[0] < other[1] and other[0] < one[1]
    return one[:2] == other[:2]


if __name__ == "__main__":
    main()
