"""``accord tie``: what ties two actors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from .options import graph_options, output_options, slice_options
from .text import tie_text

if TYPE_CHECKING:
    from ..graph import KnowledgeGraph
    from .output import Output

_COLUMNS = ("kind", "label", "id", "layer", "depth", "status", "holds", "dates", "parties", "sources")


@click.command()
@graph_options
@slice_options
@output_options()
@click.argument("a")
@click.argument("b")
def tie(kg: KnowledgeGraph, output: Output, a: str, b: str) -> None:
    """Show what ties two actors, with status and sources.

    What does not hold at the date is shown with its status too: under negotiation, signed and not in
    force, ended.

    \b
    Examples:
      accord tie Japan France
      accord tie JPN NATO --at 2014-12-31 --format json
    """
    from ..graph import Table
    from ..graph.answers.describe import tie as between

    answer = between(kg, a, b)
    rows = tuple(tuple(_cell(m, column) for column in _COLUMNS) for m in answer["mechanisms"])
    output.answer(answer, Table(_COLUMNS, rows), tie_text)


def _cell(mechanism: dict[str, Any], column: str) -> Any:
    """Return what a flat row says: parties by name, sources by address or title."""
    if column == "parties":
        return [party["label"] for party in mechanism["parties"]]
    if column == "sources":
        return [source.get("url") or source["title"] for source in mechanism["sources"]]
    return mechanism.get(column)
