"""How many paragraphs a second are recognised on one core, reading and splitting left out.

CORPUS names the folder of the files, of which a sample is taken.
"""

import os
import random
import time
from pathlib import Path

from bench.corpus import SEEDS
from statements.ingest.parsing import parse_statement
from statements.recognition.data import load_authorities
from statements.recognition.gazetteer import Recognizer

SAMPLE, ROUNDS = 300, 3
LEAST_PER_SECOND = 3000


def main() -> None:
    paths = sorted(Path(os.environ["CORPUS"]).rglob("*.txt"))
    chosen = random.Random(0).sample(paths, min(SAMPLE, len(paths)))  # noqa: S311 - no secret
    statements = [
        [block.text for block in parse_statement(path.read_bytes()).paragraphs] for path in chosen
    ]
    paragraphs = sum(map(len, statements))
    recognizer = Recognizer(load_authorities(SEEDS))
    best = min(_seconds(recognizer, statements) for _ in range(ROUNDS))
    rate = paragraphs / best
    print(f"{paragraphs} paragraphs of {len(statements)} statements")
    print(f"recognised {rate:8.0f} paragraphs/s (at least {LEAST_PER_SECOND})")


def _seconds(recognizer: Recognizer, statements: list[list[str]]) -> float:
    began = time.process_time()
    for statement in statements:
        recognizer.find_in_statement("", statement)
    return time.process_time() - began


if __name__ == "__main__":
    main()
