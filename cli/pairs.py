"""``accord pairs``: which pairs of actors are close, alike or hold the network together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .options import depths_option, graph_options, output_options, slice_options, weight_option

if TYPE_CHECKING:
    from ..graph import KnowledgeGraph
    from .output import Output


@click.command()
@graph_options
@slice_options
@depths_option
@output_options(plot=True)
@click.option("--actor", metavar="NAME", help="Show this actor's pairs alone.")
@click.option(
    "--top", type=click.IntRange(min=1), default=20, show_default=True, metavar="N", help="Show the first N pairs."
)
@weight_option
@click.argument("measure")
def pairs(kg: KnowledgeGraph, output: Output, measure: str, actor: str | None, top: int, weight: str) -> None:
    """Rank pairs of states and organisations by a measure.

    Over all pairs, tied or not: common-partners, jaccard, structural-equivalence. Over pairs with a tie:
    dispersion (from A to B and from B to A), edge-betweenness, and bridges with local bridges. The
    answer says over which pairs it is, how many there are, and which weight was read. Pairs with equal
    values share a rank.

    \b
    Examples:
      accord pairs common-partners --top 10
      accord pairs structural-equivalence --actor Japan
      accord pairs bridges --at 2014-12-31
    """
    from ..graph import Table
    from ..graph.analysis.pairs import pairs as ranked_pairs

    found = ranked_pairs(kg.network(weight), measure, actor=kg.actor(actor).id if actor else None, top=top)
    shown = found
    if output.format == "table" and "partners" in found.columns:
        # Long lists of ids are for programs: a terminal shows their number.
        shown = Table(found.columns[:-1], tuple(row[:-1] for row in found.rows), found.about)
    output.table(shown, plotted=found)
