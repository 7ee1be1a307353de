"""Waiting until files change, for pages that are made anew as their record is written."""

from __future__ import annotations

from time import sleep
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


def changes(paths: Iterable[Path], every: float = 0.5) -> Iterator[list[Path]]:
    """Yield the files that have changed, come or gone since the last time, as often as some have.

    Parameters
    ----------
    paths
        The files.
    every
        How often to look, in seconds.
    """
    watched = list(paths)
    before = {path: _stamp(path) for path in watched}
    while True:
        sleep(every)
        now = {path: _stamp(path) for path in watched}
        if changed := [path for path in watched if now[path] != before[path]]:
            before = now
            yield changed


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, -1)
    return (found.st_mtime_ns, found.st_size)
