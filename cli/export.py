"""``accord export``: the graph, or a slice of it, in the format of another tool."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .options import WEIGHTS, graph_options, output_options, slice_options

if TYPE_CHECKING:
    from ..graph import KnowledgeGraph
    from .output import Output

#: The names of `accord.graph.exporting.FORMATS` and of its `PROJECTIONS`.
FORMATS = (
    *("turtle", "trig", "ntriples", "nquads", "jsonld", "rdfxml", "jsonld-compact", "jsonld-framed"),
    *("graphml", "gexf", "gml", "node-link", "cytoscape", "pajek", "csv"),
    *("sqlite", "duckdb", "parquet", "neo4j", "ro-crate"),
)
PROJECTIONS = ("co-participation", "parallel", "two-mode", "multiplex", "obligations")

#: The units of analysis; those of `accord.graph.exporting.units.UNITS`.
_UNITS = ("alliance", "phase", "member", "state-year", "dyad-year", "directed-dyad-year")


@click.command()
@graph_options
@slice_options
@output_options(*FORMATS, default="turtle")
@click.option("--derived", is_flag=True, help="For RDF: write also what follows from the records.")
@click.option("--projection", type=click.Choice(PROJECTIONS), help="For networks: which one. Default: the format's.")
@click.option(
    "--weight", type=click.Choice(WEIGHTS), help="For co-participation: what the strength is. Default: count."
)
@click.option("--unit", type=click.Choice(_UNITS), help="Write CSV instead, a row a unit of analysis.")
@click.option(
    "--codes", type=click.Choice(("cow", "gw")), default="cow", show_default=True, help="How --unit numbers states."
)
def export(
    kg: KnowledgeGraph,
    output: Output,
    derived: bool,
    projection: str | None,
    weight: str | None,
    unit: str | None,
    codes: str,
) -> None:
    """Write the graph for other tools: all of it, or what a slice takes.

    RDF holds the statements, a network a projection, and tables the records in rows. Equal graphs give equal bytes.
    With --unit, a cell is 0 where the record is known to be complete, and blank where nothing is known.

    \b
    Examples:
      accord export -o accord.ttl
      accord export --at 2014-12-31 --layer dialogue --format trig
      accord export --format gexf -o accord.gexf
      accord export --format graphml --projection obligations -o obligations.graphml
      accord export --format sqlite -o accord.sqlite
      accord export --graph alone.ttl --only --unit state-year -o years.csv
    """
    if unit is not None:
        from ..graph.exporting.units import unit_csv

        output.pieces(unit_csv(kg, unit, codes))
        return
    from ..graph.exporting import export_file, export_text

    if output.path == "-":
        output.pieces(export_text(kg, output.format, projection=projection, weight=weight, derived=derived))
    else:
        export_file(kg, output.path, output.format, projection=projection, weight=weight, derived=derived)
        output.wrote()
    # Only asked for where it matters: of a large graph that takes a while.
    output.end(empty=output.fail_empty and kg.is_empty)
