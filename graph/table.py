"""A table: what every measure, question and listing returns, and the formats that it is written in."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, field
from typing import Any, Final, cast

from .errors import RequestError

TABLE_FORMATS: Final = ("table", "json", "jsonl", "csv", "tsv", "md")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns, with what they were computed on.

    Attributes
    ----------
    columns
        The names of the columns.
    rows
        One tuple a row; ``None`` where there is no value.
    about
        What the rows say of themselves, such as projection, slice and record version.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    about: dict[str, Any] = field(default_factory=dict, hash=False)

    def records(self) -> list[dict[str, Any]]:
        """Return the rows as dictionaries."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def write(self, table_format: str) -> str:
        """Return the table as ``json``, ``jsonl``, ``csv``, ``tsv`` or ``md``.

        Raises
        ------
        RequestError
            Where the format is none of these.
        """
        if table_format == "json":
            return to_json({"about": self.about, "rows": self.records()})
        if table_format == "jsonl":
            return "".join(f"{json.dumps(row, ensure_ascii=False, allow_nan=False)}\n" for row in self.records())
        if table_format in ("csv", "tsv"):
            return self._separated("," if table_format == "csv" else "\t")
        if table_format == "md":
            return self._markdown()
        raise RequestError(f"no table format is called {table_format!r}", f"Use one of {', '.join(TABLE_FORMATS)}.")

    def _separated(self, delimiter: str) -> str:
        stream = io.StringIO()
        writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows([cell_text(value) for value in row] for row in self.rows)
        return stream.getvalue()

    def _markdown(self) -> str:
        def line(cells: list[str]) -> str:
            return f"| {' | '.join(cell.replace('|', chr(92) + '|').replace(chr(10), ' ') for cell in cells)} |\n"

        head = line(list(self.columns)) + line(["---"] * len(self.columns))
        return head + "".join(line([cell_text(value) for value in row]) for row in self.rows)


def cell_text(value: object) -> str:
    """Return a value as a cell shows it: lists joined, floats to six decimals, nothing for ``None``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.6f}"
    if isinstance(value, (list, tuple)):
        return "; ".join(cell_text(part) for part in cast("tuple[object, ...]", value))
    if isinstance(value, dict):
        return "; ".join(f"{key}: {cell_text(part)}" for key, part in cast("dict[str, object]", value).items())
    return str(value)


def to_json(value: object) -> str:
    """Return strict JSON, with a line break at the end."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2) + "\n"
