"""Writing answers: tables for people, and the formats that other programs read."""

from __future__ import annotations

import io
import shutil
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from .notes import note

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import click

    from ..graph import Table

TABLE_FORMATS: Final = ("table", "json", "jsonl", "csv", "tsv", "md")

#: Columns of a terminal where none is there to ask.
_WIDTH: Final = 80
#: Columns between two columns of a table; the narrower gap where only that keeps it a table.
_GAPS: Final = (3, 2)
#: A column of text narrower than this reads badly.
_READABLE: Final = 16
#: A head this short, such as a number, has the lines below it aligned with its text.
_SHORT_HEAD: Final = 6


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
    plot
        The file of the plot that was asked for as well; empty where none was.
    """

    ctx: click.Context
    format: str
    path: str
    fail_empty: bool
    plot: str = ""

    def table(
        self, table: Table, as_text: Callable[[Table], str] | None = None, *, plotted: Table | None = None
    ) -> None:
        """Write a table, on a terminal as `as_text` has it where it is given, and its plot where one is asked for.

        Parameters
        ----------
        table
            The table to write.
        as_text
            How a terminal shows it.
        plotted
            What is plotted, where `table` is a part of it.
        """
        if self.plot:
            from ..graph.plots import save

            save(plotted or table, self.plot)
            note(self.ctx, f"wrote {self.plot}")
        if self.format == "table":
            self.text((as_text or rendered)(table))
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

        write_file(self.path, text)
        self.wrote()

    def wrote(self) -> None:
        """Note that the file is there."""
        note(self.ctx, f"wrote {self.path}")

    def pieces(self, pieces: Iterable[str]) -> None:
        """Write a text that comes in pieces, each as it comes."""
        if self.path == "-":
            sys.stdout.writelines(pieces)
            sys.stdout.flush()
            return
        from ..graph.output import write_file

        write_file(self.path, pieces)
        note(self.ctx, f"wrote {self.path}")

    def end(self, *, empty: bool) -> None:
        """Exit with 1 where the answer is empty and that was asked for."""
        if empty and self.fail_empty:
            self.ctx.exit(1)


def width() -> int:
    """Return the columns to write to: the terminal's, or 80."""
    return shutil.get_terminal_size((_WIDTH, 24)).columns if sys.stdout.isatty() else _WIDTH


def _narrowest(cells: list[str]) -> int:
    """Return the columns that cells need so that no word is broken and no text becomes a thread."""
    words = max((len(word) for cell in cells for word in cell.split()), default=0)
    return max(words, min(_READABLE, max(map(len, cells))))


def _is_spared(table: Table, column: int, name: str) -> bool:
    """Whether a terminal is spared a column: it is empty, or holds the ids of what another column names."""
    empty = all(row[column] in (None, "") for row in table.rows)
    return empty or (name.endswith("_id") and name.removesuffix("_id") in table.columns)


def rendered(table: Table) -> str:
    """Return a table as a terminal shows it; rows too wide for it become a list of their cells."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

    from ..graph.table import cell_text

    stream = io.StringIO()
    console = Console(file=stream, width=width(), force_terminal=False, highlight=False, emoji=False, markup=False)
    for name, value in table.about.items():
        console.print(Text(f"{name}: {cell_text(value)}"), overflow="fold")
    if not table.rows:
        console.print("nothing found")
        return stream.getvalue()
    names = [name.replace("_", " ") for name in table.columns]
    kept = [i for i, name in enumerate(table.columns) if not _is_spared(table, i, name)]
    cells = [[cell_text(row[i]) for i in kept] for row in table.rows]
    widths = [_narrowest([names[i], *(row[at] for row in cells)]) for at, i in enumerate(kept)]
    console.print()
    gap = next((gap for gap in _GAPS if sum(widths) + gap * (len(kept) - 1) <= width()), 0)
    if not gap:
        for row in cells:
            lines = [line for i, cell in zip(kept, row, strict=True) for line in wrapped(f"{names[i]}: ", cell)]
            stream.write("\n".join(lines) + "\n\n")
    else:
        drawn = RichTable(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, collapse_padding=gap < _GAPS[0])
        for at, i in enumerate(kept):
            numeric = all(isinstance(row[i], (int, float)) or row[i] is None for row in table.rows)
            justify = "right" if numeric else "left"
            drawn.add_column(names[i], justify=justify, overflow="fold", min_width=widths[at])
        for row in cells:
            drawn.add_row(*map(Text, row))
        console.print(drawn)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines()) + "\n"


def wrapped(head: str, text: str) -> list[str]:
    """Return the text wrapped to the width, after a head and indented as far as the head's blanks."""
    if not text:
        return []
    if text.isascii() and text.isprintable() and len(head) + len(text) <= width():  # what rich would leave as it is
        return [head + text.rstrip()]
    from rich.console import Console
    from rich.text import Text

    indent = len(head) if not head.strip() or len(head) < _SHORT_HEAD else len(head) - len(head.lstrip()) + 2
    # rich counts the columns that letters of every script take; the first line is shorter by its head.
    filler = "\u2007" * (len(head) - indent)
    console = Console(width=width())
    lines = Text(filler + text).wrap(console, width() - indent, overflow="fold")
    first, *rest = [line.plain.rstrip() for line in lines]
    return [head + first[len(filler) :], *(" " * indent + line for line in rest)]
