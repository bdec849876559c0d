"""Which texts a benchmark runs over."""

import os
from pathlib import Path

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


def files(limit: int | None = None) -> list[Path]:
    """The texts under the folder that CORPUS names, evenly spread if limited, else the seed."""
    folder = os.environ.get("CORPUS")
    found = sorted((Path(folder) if folder else SEEDS).rglob("*.txt"))
    if not folder:
        print("CORPUS=FOLDER make bench measures on more than the seed statement.")
    step = max(1, len(found) // limit) if limit else 1
    return found[::step]
