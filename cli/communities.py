"""``accord communities``: who belongs together."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import click

from .options import depths_option, graph_options, output_options, progress_on, slice_options, weight_option
from .output import wrapped

if TYPE_CHECKING:
    from ..graph import KnowledgeGraph, Table
    from .output import Output


@click.command()
@graph_options
@slice_options
@depths_option
@output_options()
@click.option("--runs", type=click.IntRange(min=1), default=50, show_default=True, help="How often Louvain is run.")
@click.option(
    "--resolution",
    type=float,
    default=1.0,
    show_default=True,
    help="Above 1: smaller communities; below: larger.",
)
@click.option(
    "--threshold",
    type=click.FloatRange(0, 1),
    default=0.5,
    show_default=True,
    help="The share of runs that must put two actors together for them to stay linked.",
)
@weight_option
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Where chance begins.")
@click.option("--summary", is_flag=True, help="List the communities alone, without their members.")
@click.pass_context
def communities(
    ctx: click.Context,
    kg: KnowledgeGraph,
    output: Output,
    runs: int,
    resolution: float,
    threshold: float,
    weight: str,
    seed: int,
    summary: bool,
) -> None:
    """Find communities: groups with more ties inside than their strengths would give.

    Louvain is run many times on the strengths of the ties, and the runs are brought to a consensus. The
    answer says how far the runs agreed, and of each actor in which share of them it sat with the majority of
    its community. A community is called after its members with the greatest strength within.

    \b
    Examples:
      accord communities --at 2024-12-31
      accord communities --summary --layer alliance
      accord communities --resolution 1.5 --runs 100 --format csv
    """
    from ..graph.analysis.communities import communities as find

    table = find(
        kg.network(weight),
        resolution=resolution,
        runs=runs,
        threshold=threshold,
        seed=seed,
        members=not summary,
        progress=progress_on(ctx),
    )
    output.table(table, None if summary else _text)


def _text(table: Table) -> str:
    """Return the members of each community under its name, and who is in none at the end."""
    from ..graph import Table
    from ..graph.table import cell_text
    from .output import rendered

    text = "".join(
        f"{line}\n" for name, value in table.about.items() for line in wrapped(f"{name}: ", cell_text(value))
    )
    for (number, name), rows in groupby(table.rows, key=lambda row: (row[0], row[1])):
        found = list(rows)
        if number is None:
            alone = "; ".join(row[2] for row in found)
            text += "\n" + "\n".join(wrapped(f"in no community ({found[0][6]}): ", alone)) + "\n"
            continue
        text += "\n" + "\n".join(wrapped(f"{number}. ", f"{name} ({len(found)} actors)")) + "\n"
        text += rendered(Table(("actor", "id", *table.columns[4:6]), tuple(row[2:6] for row in found)))
    return text if table.rows else text + "nothing found\n"
