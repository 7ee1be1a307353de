"""How long the command line takes, beside what it cannot do without: ``python bench/startup.py [ROUNDS]``.

Each measure is computed in a new process, from the shipped record as `accord.graph.loading.cache` keeps it.

Prints the median CPU seconds (user and system) of each command and of its yardstick, and their ratio. A yardstick is
timed beside each command, and its median is that of all these times.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from pathlib import Path
from statistics import median

from accord.graph.analysis.measures import MEASURES

ACCORD = str(Path(sysconfig.get_path("scripts"), "accord"))
LIBRARIES = [sys.executable, "-c", "import rdflib, networkx"]
PAIRS = {
    "accord --help": ([ACCORD, "--help"], [sys.executable, "-c", "import click"]),
    **{f"centrality --measure {name}": ([ACCORD, "centrality", "--measure", name], LIBRARIES) for name in MEASURES},
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
        cpu_seconds(command)  # the first run writes bytecode and what is kept of the record
    times: dict[tuple[str, ...], list[float]] = {}
    for _ in range(repetitions):
        for command in commands:
            times.setdefault(tuple(command), []).append(cpu_seconds(command))
    print(f"{'command':42}{'CPU s':>7}   {'yardstick':25}{'CPU s':>7}{'ratio':>7}")
    for name, (command, yardstick) in PAIRS.items():
        ours, theirs = median(times[tuple(command)]), median(times[tuple(yardstick)])
        print(f"{name:42}{ours:7.3f}   {yardstick[-1]:25}{theirs:7.3f}{ours / theirs:6.2f}x")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 11)
