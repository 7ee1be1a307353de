"""``accord centrality``: the most central actors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .options import graph_options, output_options, slice_options

if TYPE_CHECKING:
    from ..graph import KnowledgeGraph
    from .output import Output


@click.command()
@graph_options
@slice_options
@output_options()
@click.option(
    "--measure",
    default="degree",
    show_default=True,
    metavar="NAME",
    help="degree, strength, betweenness, closeness, eigenvector or pagerank.",
)
@click.option("--top", type=click.IntRange(min=1), metavar="N", help="Show the first N actors alone.")
def centrality(kg: KnowledgeGraph, output: Output, measure: str, top: int | None) -> None:
    """Rank states and organisations by a measure of centrality.

    The answer says on which projection, slice and weight the numbers were computed. Actors with equal
    values share a rank.

    \b
    Examples:
      accord centrality --measure betweenness --top 10
      accord centrality --measure strength --at 2014-12-31 --layer dialogue
    """
    output.table(kg.centrality(measure, top=top))
