"""How long the command line takes to start, beside what it cannot do without: ``python bench/startup.py``.

Prints the median CPU seconds (user and system) of each command and of its yardstick, and their ratio.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from pathlib import Path
from statistics import median

ACCORD = str(Path(sysconfig.get_path("scripts"), "accord"))
PAIRS = {
    "accord --help": ([ACCORD, "--help"], [sys.executable, "-c", "import click"]),
    "accord centrality": ([ACCORD, "centrality"], [sys.executable, "-c", "import rdflib, networkx"]),
}


def cpu_seconds(command: list[str]) -> float:
    """Run `command`, its output thrown away, and return the CPU time that it took."""
    silence = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    child = os.posix_spawn(command[0], command, os.environ, file_actions=silence)
    _, status, usage = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"failed: {' '.join(command)}")
    return usage.ru_utime + usage.ru_stime


def main(repetitions: int) -> None:
    """Time every command in turn, again and again, so that a busy moment falls on all alike."""
    commands = [command for pair in PAIRS.values() for command in pair]
    for command in commands:
        cpu_seconds(command)  # the first run writes bytecode and warms the disk's cache
    rounds = [[cpu_seconds(command) for command in commands] for _ in range(repetitions)]
    medians = iter([median(times) for times in zip(*rounds, strict=True)])
    print(f"{'command':20}{'CPU s':>7}   {'yardstick':30}{'CPU s':>7}{'ratio':>7}")
    for name, (_, yardstick) in PAIRS.items():
        ours, theirs = next(medians), next(medians)
        print(f"{name:20}{ours:7.3f}   {yardstick[-1]:30}{theirs:7.3f}{ours / theirs:6.2f}x")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 11)
