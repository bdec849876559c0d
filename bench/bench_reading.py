"""How fast statements are read and their mentions found, on one core, without a database."""

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
    parsed = [parse_statement(text) for text in texts]
    seconds = time.process_time() - began
    print(f"reading              {len(texts) / seconds:8.0f} files a second of {len(texts)}")
    paragraphs = [block.text for statement in parsed for block in statement.paragraphs]
    began = time.process_time()
    mentions = sum(len(reader.recognizer.find(text)) for text in paragraphs)
    seconds = time.process_time() - began
    print(f"recognition          {len(paragraphs) / seconds:8.0f} paragraphs a second")
    print(f"                     {mentions / len(paragraphs):8.1f} mentions a paragraph")


if __name__ == "__main__":
    main()
