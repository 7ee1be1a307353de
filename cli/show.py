"""``accord show``: one record, whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .options import graph_options, output_options, slice_options
from .text import record_text

if TYPE_CHECKING:
    from ..graph import KnowledgeGraph
    from .output import Output


@click.command()
@graph_options
@slice_options
@output_options(can_be_empty=False)
@click.argument("name", metavar="ACTOR|MECHANISM|RECORD")
def show(kg: KnowledgeGraph, output: Output, name: str) -> None:
    """Show a record, whole, with its sources.

    The record is an actor, a mechanism, an event, a policy, an asset or a tenure.

    States are named as people name them: Japan, JPN, JP, "COW 740", Q17. Assertions and claims about the
    record stand apart, claims under their holder's name.

    \b
    Examples:
      accord show Japan --at 2014-12-31
      accord show GCAP
    """
    from ..graph import Table
    from ..graph.answers.describe import describe

    answer = describe(kg, kg.item(name))
    rows = Table(("property", "value"), tuple((k, v) for k, v in answer.items()))
    output.answer(answer, rows, record_text)
