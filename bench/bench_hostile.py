"""How long, and with how much memory, damaged and hostile files are refused."""

import time
from pathlib import Path

from bench.corpus import SEEDS
from statements.sandbox import SandboxedReader
from tests import hostile
from tests.test_hostile_files import refusal

MOST_SECONDS, MOST_MEGABYTES = 10, 512


def main() -> None:
    files = hostile.files()
    measured = []
    for file in files:
        # A process each: what one file took is not the next one's.
        with SandboxedReader(SEEDS) as reader:
            reader.read(b"We support the treaty.", "warm-up")
            began = time.perf_counter()
            refused = refusal(file, reader)
            seconds = time.perf_counter() - began
            measured.append((seconds, _peak(reader.process_id), file.name, refused is not None))
    print(f"{sum(refused for *_, refused in measured)} of {len(files)} refused")
    for place, unit, most in ((0, "s", MOST_SECONDS), (1, "MB", MOST_MEGABYTES)):
        worst = max(measured, key=lambda one: one[place])
        print(f"worst   {worst[place]:8.2f} {unit} (at most {most}): {worst[2]}")


def _peak(process: int | None) -> float:
    """The most memory that a process has had, in MB; 0 where it has ended."""
    if process is None:
        return 0.0
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()
