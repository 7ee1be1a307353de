"""``accord export``: the graph, or a slice of it, in an RDF format."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .options import graph_options, output_options, slice_options

if TYPE_CHECKING:
    from ..graph import KnowledgeGraph
    from .output import Output

_FORMATS = ("turtle", "trig", "ntriples", "nquads", "jsonld", "rdfxml")


@click.command()
@graph_options
@slice_options
@output_options(*_FORMATS, default="turtle")
@click.option("--derived", is_flag=True, help="Write also what follows from the records.")
def export(kg: KnowledgeGraph, output: Output, derived: bool) -> None:
    """Write the graph as RDF: all of it, or what a slice takes.

    Equal graphs give equal bytes.

    \b
    Examples:
      accord export -o accord.ttl
      accord export --at 2014-12-31 --layer dialogue --format trig
    """
    text = kg.export(rdf_format=output.format, derived=derived)
    output.text(text)
    output.end(empty=not kg.mechanisms())
