"""Writing what was read as a plain table, where a data set gives one: CSV or Parquet, by the suffix of the file."""

from __future__ import annotations

import io
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from ..errors import RequestError, not_installed
from ..output import write_file

if TYPE_CHECKING:
    from ..table import Table

#: The suffixes that mean a table.
SUFFIXES: Final = (".csv", ".parquet")


def is_table(path: Path | str) -> bool:
    """Whether a file of that name is to hold a table and not Turtle."""
    return Path(path).suffix.lower() in SUFFIXES


def write_table(path: Path | str, table: Table | None) -> None:
    """Write a table as CSV or Parquet; equal tables give equal bytes.

    Raises
    ------
    RequestError
        Where there is no table: the data set is read as records alone.
    FileError
        Where the file cannot be written, or Parquet is asked for and pyarrow is not installed.
    """
    if table is None:
        raise RequestError("this data set has no plain table", "Give a file that ends in .ttl.")
    if Path(path).suffix.lower() == ".csv":
        write_file(path, table.write("csv"))
    else:
        write_file(path, _parquet(table))


def _parquet(table: Table) -> bytes:
    try:
        pa, pq = (cast("Any", import_module(name)) for name in ("pyarrow", "pyarrow.parquet"))
    except ImportError:
        raise not_installed("Parquet needs pyarrow", "events") from None
    columns = zip(*table.rows, strict=True) if table.rows else [()] * len(table.columns)
    stream = io.BytesIO()
    pq.write_table(pa.table(dict(zip(table.columns, map(list, columns), strict=True))), stream)
    return stream.getvalue()
