"""``accord trend``: how an actor's place developed over the years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from .network import progress_on
from .options import graph_options, layer_option, output_options

if TYPE_CHECKING:
    from ..graph import KnowledgeGraph, Table
    from .output import Output

#: What a terminal is spared: the ids of what it counts, and differences that are seen at a glance.
_SPARED: Final = frozenset(("change", "gained", "lost", "gained_ids", "lost_ids", "began_ids", "ended_ids"))


@click.command()
@graph_options
@layer_option
@click.option("--possibly", is_flag=True, help="Count also what only possibly holds, its dates being imprecise.")
@output_options(can_be_empty=False, plot=True)
@click.option("--measure", default="degree", show_default=True, metavar="NAME", help="What to follow; see centrality.")
@click.option("--from", "first", type=int, default=1990, show_default=True, metavar="YEAR", help="The first year.")
@click.option("--to", "last", type=int, metavar="YEAR", help="The last year. Default: that of the record.")
@click.option("--step", type=click.IntRange(min=1), default=1, show_default=True, metavar="N", help="Every N years.")
@click.argument("actors", nargs=-1, required=True, metavar="ACTOR...")
@click.pass_context
def trend(
    ctx: click.Context,
    kg: KnowledgeGraph,
    output: Output,
    actors: tuple[str, ...],
    measure: str,
    first: int,
    last: int | None,
    step: int,
    layers: tuple[str, ...],
    possibly: bool,
) -> None:
    """Follow actors' values and ranks on a measure from year to year.

    Each point is 31 December, and the last one the day to which the record was checked. Beside the rank
    stand the tied actors and ties of the network, and the mechanisms through which the actor has a tie more
    (began) or less (ended) than at the point before. JSON and CSV name them, and the partners gained and lost.

    \b
    Examples:
      accord trend Japan --measure betweenness --from 2000 --to 2025
      accord trend Sweden Finland --layer alliance --step 5
      accord trend Japan "Republic of Korea" --measure strength --plot trend.svg
    """
    from ..graph.analysis.trend import trend as follow

    within = kg.slice(layers=layers, possibly=possibly)
    table = follow(within, actors, measure, first=first, last=last, step=step, progress=progress_on(ctx))
    output.table(_short(table) if output.format in ("table", "md") else table, plotted=table)


def _short(table: Table) -> Table:
    """Return the table without what a reader at a terminal is spared."""
    from ..graph import Table

    one = len({row["actor_id"] for row in table.records()}) == 1
    # One actor stands above the table; with several, the size of the network gives way to their names.
    spared = _SPARED | ({"actor", "actor_id"} if one else {"actor_id", "tied", "ties"})
    kept = [place for place, name in enumerate(table.columns) if name not in spared]
    columns = tuple(table.columns[place] for place in kept)
    rows = tuple(tuple(row[place] for place in kept) for row in table.rows)
    return Table(columns, tuple((*row[:-1], row[-1].removesuffix(" in the slice")) for row in rows), table.about)
