"""``accord brokerage``: who stands between partners that have no tie of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import click

from .options import graph_options, output_options, slice_options

if TYPE_CHECKING:
    from ..graph import KnowledgeGraph
    from .output import Output

#: The heads of the columns that a terminal of 80 columns has room for.
_HEADS: Final = {
    "rank": "rank",
    "actor": "actor",
    "coordinator": "coord",
    "itinerant": "itin",
    "gatekeeper": "gate",
    "representative": "repr",
    "liaison": "liais",
    "total": "total",
}


@click.command()
@graph_options
@slice_options
@output_options()
@click.option(
    "--by",
    type=click.Choice(("region", "type", "community")),
    default="region",
    show_default=True,
    help="The groups of actors.",
)
@click.option(
    "--role",
    default="total",
    show_default=True,
    metavar="NAME",
    help="Rank by coordinator, itinerant, gatekeeper, representative, liaison or total.",
)
@click.option("--top", type=click.IntRange(min=1), metavar="N", help="Show the first N actors alone.")
def brokerage(kg: KnowledgeGraph, output: Output, by: str, role: str, top: int | None) -> None:
    """Count in which roles actors stand between partners without a tie of their own.

    The five roles are those of Gould and Fernandez, between groups of actors. A coordinator stands between
    two of its own group, an itinerant between two of one other group, a gatekeeper before its own group,
    a representative for it, a liaison between two groups that are not its own. Ties have no direction, so
    that each pair counts once each way, and gatekeeper equals representative. Organisations lie in no
    region and are a group of their own. A table on the terminal shortens the roles and leaves out ids and
    groups; the other formats have them.

    \b
    Examples:
      accord brokerage --top 10
      accord brokerage --role liaison --layer dialogue --at 2014-12-31
      accord brokerage --by type --format csv
    """
    from ..graph.analysis.brokerage import brokerage as roles

    table = roles(kg.network(), by, role=role, top=top)
    if output.format == "table":
        kept = [table.columns.index(name) for name in _HEADS]
        rows = tuple(tuple(row[i] for i in kept) for row in table.rows)
        notes = {row[-1] for row in table.rows if row[-1]}
        about = {**table.about, "without counts": sorted(notes)} if notes else table.about
        table = replace(table, columns=tuple(_HEADS.values()), rows=rows, about=about)
    output.table(table)
