"""A gigabyte of events through ``accord import gdelt``: time and peak memory of the child that reads it.

``python bench/events.py FILE [MEGABYTES]`` enlarges a GDELT export by repetition (to 1,000 MB where nothing else is
asked for), each repetition with event ids of its own, so that no row is one that was read before. The file is written
to a temporary folder and removed. The counts of the enlarged file must be those of the first times the repetitions.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from accord.graph.importing.events.engines import MEMORY


def enlarge(source: Path, target: Path, size: int) -> tuple[int, int]:
    """Repeat the lines of a file until the copy has so many bytes; return repetitions and rows."""
    lines = source.read_bytes().splitlines()
    times = rows = 0
    with target.open("wb") as stream:
        while stream.tell() < size:
            times += 1
            # The id is the first field: a number before it makes it another.
            stream.writelines(b"%d%s\n" % (times, line) for line in lines)
            rows += len(lines)
    return times, rows


def run(path: Path, out: Path) -> tuple[float, float, int]:
    """Import a file in a child; return wall seconds, CPU seconds and peak memory in MB."""
    command = [sys.executable, "-m", "accord.cli", "--quiet", "import", "gdelt", str(path), "-o", str(out)]
    start = time.perf_counter()
    child = subprocess.Popen(command)  # noqa: S603 -- this project's own command
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"the import exited with {child.returncode}")
    scale = 1 if sys.platform == "darwin" else 1024
    return time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss * scale // 2**20


def total(path: Path) -> int:
    """Return how many events a table has."""
    with path.open(encoding="utf-8", newline="") as stream:
        return sum(int(row["events"]) for row in csv.DictReader(stream))


def main(source: str, megabytes: str = "1000") -> None:
    """Print what the small file and the enlarged one took."""
    print(f"{os.cpu_count()} processors, DuckDB with {MEMORY} of memory of its own")
    print(f"{'MB':>7} {'rows':>10} {'events':>10} {'wall s':>8} {'CPU s':>8} {'peak MB':>8}")
    with tempfile.TemporaryDirectory(prefix="accord-bench-") as folder:
        large, out = Path(folder) / "large.CSV", Path(folder) / "out.csv"
        times, rows = enlarge(Path(source), large, int(megabytes) * 10**6)
        events: list[int] = []
        for path, number in ((Path(source), rows // times), (large, rows)):
            wall, cpu, peak = run(path, out)
            events.append(total(out))
            print(
                f"{path.stat().st_size / 1e6:>7.0f} {number:>10,} {events[-1]:>10,} {wall:>8.1f} {cpu:>8.1f} {peak:>8}"
            )
    if events[1] != events[0] * times:
        raise SystemExit(f"{events[0] * times:,} events were to be counted")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        raise SystemExit("Name a file of events: python bench/events.py FILE [MEGABYTES]")
    main(*sys.argv[1:])
