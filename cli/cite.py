"""``accord cite``: the sources behind an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .options import graph_options, output_options, slice_options
from .values import parameters

if TYPE_CHECKING:
    from ..graph import KnowledgeGraph
    from .output import Output


@click.command()
@graph_options
@slice_options
@output_options("text", "bibtex", "csl", default="text")
@click.argument("names", nargs=-1, required=True, metavar="RECORD|ACTOR ACTOR|QUESTION|SPARQL [PARAM=VALUE]...")
def cite(kg: KnowledgeGraph, output: Output, names: tuple[str, ...]) -> None:
    """Print the sources behind a record, a tie, a competency question or a query.

    A SPARQL query is cited through the records that its rows name.

    \b
    Examples:
      accord cite "North Atlantic Treaty"
      accord cite Japan France --format bibtex
      accord cite allies STATE=Japan --format csl
    """
    from ..graph.answers.cite import citations
    from ..graph.answers.cite import cite as behind

    plain = [name for name in names if "{" in name or "=" not in name]
    sources = behind(kg, plain, parameters(name for name in names if name not in plain))
    output.text(citations(sources, output.format))
    output.end(empty=not sources)
