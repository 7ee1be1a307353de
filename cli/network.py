"""``accord network``: the network as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from .options import graph_options, output_options, progress_on, slice_options
from .output import wrapped

if TYPE_CHECKING:
    from ..graph import KnowledgeGraph, Table
    from .output import Output

#: Columns of a measure's name and of each number: six numbers fill a terminal of 80.
_NAME, _NUMBER = 26, 9


@click.command()
@graph_options
@slice_options
@output_options(can_be_empty=False)
@click.option("--tied", is_flag=True, help="Leave out actors without a tie.")
@click.option("--null", type=click.IntRange(min=20), metavar="N", help="Compare with N random networks; 200 are usual.")
@click.option("--seed", type=click.IntRange(min=0), metavar="N", help="Where the random networks begin. Default: 0.")
@click.pass_context
def network(
    ctx: click.Context, kg: KnowledgeGraph, output: Output, tied: bool, null: int | None, seed: int | None
) -> None:
    """Measure the network as a whole: density, centralisation, clustering, distance.

    Ties count alike, whatever their strength, and actors without a tie count as actors. With --null, each
    measure is compared with random networks in which every actor has as many ties as it has.

    \b
    Examples:
      accord network --at 2024-12-31
      accord network --layer alliance --tied
      accord network --null 200 --format json
    """
    from ..graph.analysis.whole import whole_network

    if seed is not None and null is None:
        raise click.UsageError("--seed needs --null N.")
    table = whole_network(kg.network(), isolates=not tied, null=null, seed=seed or 0, progress=progress_on(ctx))
    output.table(table, _text)


def _text(table: Table) -> str:
    """Return each measure as a line of numbers, with its definition and note below."""
    from ..graph.table import cell_text

    lines = [
        line for name, value in table.about.items() for line in wrapped(f"{name.replace('_', ' ')}: ", cell_text(value))
    ]
    numbers = [name for name in table.columns if name not in ("measure", "definition", "note")]
    lines += ["", " " * _NAME + "".join(f"{name:>{_NUMBER}}" for name in numbers), ""]
    for row in table.records():
        lines.append((f"{row['measure']:<{_NAME}}" + "".join(_number(row[name]) for name in numbers)).rstrip())
        lines += wrapped("  ", row["definition"])
        lines += wrapped("  note: ", row["note"])
    return "\n".join(lines) + "\n"


def _number(value: Any) -> str:
    """Return a number in its column; one too long for it with fewer digits."""
    if value is None:
        return " " * _NUMBER
    text = f"{value:.3f}" if isinstance(value, float) else str(value)
    return f"{text if len(text) < _NUMBER else f'{value:.2g}':>{_NUMBER}}"
