"""How many paragraphs a second are recognised on one core, reading and splitting left out."""

import time

from bench.corpus import SEEDS, files
from statements.ingest.parsing import parse_statement
from statements.recognition.data import load_authorities
from statements.recognition.gazetteer import Recognizer

SAMPLE, ROUNDS = 300, 3
LEAST_PER_SECOND = 3000


def main() -> None:
    statements = [
        [block.text for block in parse_statement(path.read_bytes()).paragraphs]
        for path in files(limit=SAMPLE)
    ]
    paragraphs = sum(map(len, statements))
    recognizer = Recognizer(load_authorities(SEEDS))
    # The machine may be busy with other things: the best round says what it can do.
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
