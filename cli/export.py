"""``accord export``: the graph, or a slice of it, in an RDF format."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .options import graph_options, output_options, slice_options

if TYPE_CHECKING:
    from ..graph import KnowledgeGraph
    from .output import Output

_FORMATS = ("turtle", "trig", "ntriples", "nquads", "jsonld", "rdfxml")

#: The units of analysis; those of `accord.graph.units.UNITS`.
_UNITS = ("alliance", "phase", "member", "state-year", "dyad-year", "directed-dyad-year")


@click.command()
@graph_options
@slice_options
@output_options(*_FORMATS, default="turtle")
@click.option("--unit", type=click.Choice(_UNITS), help="Write CSV instead, a row a unit of analysis.")
@click.option(
    "--codes", type=click.Choice(("cow", "gw")), default="cow", show_default=True, help="How --unit numbers states."
)
@click.option("--derived", is_flag=True, help="Write also what follows from the records.")
def export(kg: KnowledgeGraph, output: Output, derived: bool, unit: str | None, codes: str) -> None:
    """Write the graph as RDF, or as a table for statistics: all of it, or what a slice takes.

    Equal graphs give equal bytes. With --unit, a cell is 0 where the record is known to be complete, and blank
    where nothing is known.

    \b
    Examples:
      accord export -o accord.ttl
      accord export --at 2014-12-31 --layer dialogue --format trig
      accord export --graph alone.ttl --only --unit state-year -o years.csv
    """
    if unit is not None:
        from ..graph.units import unit_csv

        output.pieces(unit_csv(kg, unit, codes))
        return
    text = kg.export(rdf_format=output.format, derived=derived)
    output.text(text)
    output.end(empty=not kg.mechanisms())
