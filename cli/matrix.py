"""``accord matrix``: who is tied to whom, and how strongly, as rows and columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .options import depths_option, graph_options, output_options, slice_options, weight_option
from .output import width, wrapped

if TYPE_CHECKING:
    from ..graph import KnowledgeGraph, Table
    from .output import Output


@click.command()
@graph_options
@slice_options
@depths_option
@output_options(plot=True)
@click.option(
    "--sort",
    type=click.Choice(("region", "community", "strength")),
    default="region",
    show_default=True,
    help="In which order actors stand; within a region or a community by strength.",
)
@click.option(
    "--top",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    metavar="N",
    help="Show the N actors with the strongest ties.",
)
@weight_option
def matrix(kg: KnowledgeGraph, output: Output, sort: str, top: int, weight: str) -> None:
    """Show who is tied to whom, and how strongly, as a matrix.

    Rows and columns are the actors with the strongest ties, sorted so that those who belong together stand
    together; a cell is the strength of the tie. CSV and the like have a column an actor, called by its id.
    With --plot it is a heat map.

    \b
    Examples:
      accord matrix --top 10
      accord matrix --sort community --weight depth --top 40 --plot matrix.svg
      accord matrix --layer alliance --top 300 --format csv -o alliances.csv
    """
    from ..graph.analysis.matrix import adjacency

    output.table(adjacency(kg.network(weight), sort=sort, top=top), _text)


def _text(table: Table) -> str:
    """Return the matrix under numbered columns where it fits, else each actor's ties as a list."""
    from ..graph.table import cell_text

    lines = [line for name, value in table.about.items() for line in wrapped(f"{name}: ", cell_text(value))]
    if not table.rows:
        return "\n".join([*lines, "nothing found"]) + "\n"
    cells = [[_short(value) for value in row[3:]] for row in table.rows]
    column = 1 + max(len(cell) for row in [*cells, [str(len(table.rows))]] for cell in row)
    names = [f"{number:>3}  {row[0]}" for number, row in enumerate(table.rows, start=1)]
    room = width() - column * len(cells)
    if room < min(max(map(len, names)), _READABLE):
        for name, values in zip(names, cells, strict=True):
            ties = [f"{other} {value}" for other, value in zip(table.columns[3:], values, strict=True) if value != "."]
            lines += ["", name, *wrapped("     ", "; ".join(ties) or "no tie to those shown")]
        return "\n".join(lines) + "\n"
    heads = "".join(f"{number:>{column}}" for number in range(1, len(cells) + 1))
    longest = min(room, max(map(len, names)))
    lines += ["", " " * longest + heads]
    group = ""
    for name, row, values in zip(names, table.rows, cells, strict=True):
        if row[2] != group:
            group = row[2]
            lines += ["", group]
        told = name if len(name) <= longest else f"{name[: longest - 1]}…"
        lines.append(f"{told:<{longest}}" + "".join(f"{value:>{column}}" for value in values))
    return "\n".join(line.rstrip() for line in lines) + "\n"


#: A column of names narrower than this is none.
_READABLE = 20


def _short(value: float) -> str:
    return "." if not value else str(value) if isinstance(value, int) else f"{value:.2g}"
