"""``accord info``: what the graph holds."""

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
@output_options(can_be_empty=False)
def info(kg: KnowledgeGraph, output: Output) -> None:
    """Say what the graph holds, and its version.

    \b
    Example:
      accord info --format json
    """
    from .. import __version__
    from ..graph import Table

    counts = kg.info()
    about = {"accord": __version__, **{name: counts.pop(name) for name in ("record", "version", "checked_to", "slice")}}
    rows: list[tuple[str, str, str | int]] = []
    for name, value in counts.items():
        what = name.replace("_", " ")
        rows += (
            [(what, part, count) for part, count in value.items()] if isinstance(value, dict) else [(what, "", value)]
        )
    output.table(Table(("what", "which", "count"), tuple(rows), about))
