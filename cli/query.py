"""``accord query``: any SPARQL query over the graph."""

from __future__ import annotations

import sys
from pathlib import Path
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
@click.argument("sparql", metavar="SPARQL|FILE|-")
@click.pass_context
def query(ctx: click.Context, kg: KnowledgeGraph, output: Output, sparql: str) -> None:
    """Run a SPARQL query: SELECT, ASK, CONSTRUCT or DESCRIBE.

    The query is given as text, as a file, or as - on stdin. The project's prefixes are known. The graph
    holds the record and what follows from it in the slice. ASK answers true or false and exits with 1
    for false; CONSTRUCT and DESCRIBE answer in Turtle.

    \b
    Examples:
      accord query 'SELECT ?m WHERE { ?m a acc:TwoPlusTwoDialogue }'
      accord query --at 2014-12-31 'ASK { actor:JPN acc:ally|^acc:ally actor:USA }'
    """
    answer = kg.query(_text(sparql))
    if isinstance(answer, bool):
        output.text(f"{str(answer).lower()}\n")
        if not answer:
            ctx.exit(1)
    elif isinstance(answer, str):
        output.text(answer)
        output.end(empty=not answer)
    else:
        output.table(answer)


def _text(given: str) -> str:
    """Return the query: what is given, or what the file or stdin that it names holds."""
    if given == "-":
        return sys.stdin.read()
    path = Path(given)
    # A query has blanks or braces; what has neither was meant as a file.
    if not any(c in given for c in "{} \n"):
        from ..graph import FileError

        try:
            return path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "not a text file in UTF-8"
            raise FileError(f"{path}: {reason}", "Give a query, a file that holds one, or - for stdin.") from None
    return path.read_text(encoding="utf-8") if len(given) < 256 and path.is_file() else given
