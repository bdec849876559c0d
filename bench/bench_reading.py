"""How fast statements are read from their files, on one core, without a database."""

import time

from bench.corpus import SEEDS, files
from statements.ingest.parsing import parse_statement
from statements.reading import Reader


def main() -> None:
    began = time.perf_counter()
    reader = Reader.from_folder(SEEDS)
    print(f"authority data       {time.perf_counter() - began:8.3f} s")
    texts = [path.read_bytes() for path in files(limit=500)]
    # The first text loads the model of the language detection.
    reader.read(texts[0], "warm-up")
    began = time.process_time()
    for text in texts:
        parse_statement(text)
    seconds = time.process_time() - began
    print(f"reading              {len(texts) / seconds:8.0f} files a second of {len(texts)}")


if __name__ == "__main__":
    main()
