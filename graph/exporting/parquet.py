"""The tables as Parquet, a file a table."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from .tables import SHEETS, filled

if TYPE_CHECKING:
    from pathlib import Path

    from ..knowledge import KnowledgeGraph
    from .chosen import Chosen
    from .rows import Row
    from .tables import Sheet

#: The names of the files.
NAMES: Final = tuple(f"{sheet.name}.parquet" for sheet in SHEETS)


def parquet(kg: KnowledgeGraph, _: Chosen, folder: Path) -> None:
    """Write each table as a Parquet file; what a table and its columns mean stands in the file's metadata."""
    pq: Any = import_module("pyarrow.parquet")
    for sheet, rows in filled(kg):
        pq.write_table(arrow_table(sheet, rows), folder / f"{sheet.name}.parquet", compression="zstd")


def arrow_table(sheet: Sheet, rows: list[Row]) -> Any:
    """Return a table as Arrow holds it, each column of the type that is declared, with what it means."""
    pa: Any = import_module("pyarrow")  # an optional extra, without types of its own
    types = {
        "TEXT": pa.string(),
        "INTEGER": pa.int64(),
        "DOUBLE": pa.float64(),
        "BOOLEAN": pa.bool_(),
        "DATE": pa.date32(),
    }
    fields = [
        pa.field(column.name, types[column.type], metadata={"description": column.meaning}) for column in sheet.columns
    ]
    columns: list[list[Any]] = [list(values) for values in zip(*rows, strict=True)] or [[] for _ in fields]
    for place, column in enumerate(sheet.columns):
        if column.type == "DATE":
            columns[place] = [date.fromisoformat(day) if day else None for day in columns[place]]
    arrays = [pa.array(values, type=field.type) for values, field in zip(columns, fields, strict=True)]
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields, metadata={"description": sheet.meaning}))
