"""Lists of comma-separated values, row by row, that a spreadsheet takes for nothing but text and numbers."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

#: How a text begins that a spreadsheet takes for a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def write_csv(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write rows below a head: UTF-8, lines ended by a line feed, nothing for ``None``.

    A text that a spreadsheet would take for a formula gets an apostrophe before it, as the spreadsheet itself would
    write it.
    """
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(head)
        writer.writerows([guarded(cell) for cell in row] for row in rows)


def guarded(cell: object) -> object:
    """Return a cell with an apostrophe before it where a spreadsheet would take it for a formula.

    Examples
    --------
    >>> guarded("=1+1"), guarded(-1)
    ("'=1+1", -1)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
