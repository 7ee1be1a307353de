"""Writing answers: tables for people, and the formats that other programs read."""

from __future__ import annotations

import io
import shutil
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    import click

    from ..graph import Table

TABLE_FORMATS: Final = ("table", "json", "jsonl", "csv", "tsv", "md")

#: Columns of a terminal where none is there to ask.
_WIDTH: Final = 80


@dataclass(frozen=True, slots=True)
class Output:
    """Where an answer goes, and in which format.

    Attributes
    ----------
    ctx
        The command's context.
    format
        The format as chosen.
    path
        The file, or ``-`` for stdout.
    fail_empty
        Whether an empty answer exits with 1.
    """

    ctx: click.Context
    format: str
    path: str
    fail_empty: bool

    def table(self, table: Table, title: str = "") -> None:
        """Write a table."""
        if self.format == "table":
            self.text(_render(table, title))
        else:
            self.text(table.write(self.format))
        self.end(empty=not table.rows)

    def answer(self, answer: dict[str, Any], rows: Table, as_text: Callable[[dict[str, Any]], str]) -> None:
        """Write a nested answer: as text, as one JSON object, or its rows in the formats of a table."""
        if self.format == "table":
            self.text(as_text(answer))
        elif self.format == "json":
            from ..graph.table import to_json

            self.text(to_json(answer))
        else:
            self.text(rows.write(self.format))
        self.end(empty=not rows.rows)

    def text(self, text: str) -> None:
        """Write text as it is."""
        if self.path == "-":
            sys.stdout.write(text)
            sys.stdout.flush()
            return
        from ..graph.output import write_file
        from .options import note

        write_file(self.path, text)
        note(self.ctx, f"wrote {self.path}")

    def end(self, *, empty: bool) -> None:
        """Exit with 1 where the answer is empty and that was asked for."""
        if empty and self.fail_empty:
            self.ctx.exit(1)


def width() -> int:
    """Return the columns to write to: the terminal's, or 80."""
    return shutil.get_terminal_size((_WIDTH, 24)).columns if sys.stdout.isatty() else _WIDTH


def _render(table: Table, title: str) -> str:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

    from ..graph.table import cell_text

    stream = io.StringIO()
    console = Console(file=stream, width=width(), force_terminal=False, highlight=False, emoji=False, markup=False)
    if title:
        console.print(title, soft_wrap=False)
    for name, value in table.about.items():
        console.print(Text(f"{name}: {cell_text(value)}"), overflow="fold")
    if not table.rows:
        console.print("nothing found")
        return stream.getvalue()
    drawn = RichTable(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    empty = [i for i in range(len(table.columns)) if all(row[i] in (None, "") for row in table.rows)]
    kept = [i for i in range(len(table.columns)) if i not in empty]
    for i in kept:
        numeric = all(isinstance(row[i], (int, float)) or row[i] is None for row in table.rows)
        drawn.add_column(table.columns[i].replace("_", " "), justify="right" if numeric else "left", overflow="fold")
    for row in table.rows:
        drawn.add_row(*(Text(cell_text(row[i])) for i in kept))
    console.print()
    console.print(drawn)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines()) + "\n"
