"""``accord questions`` and ``accord ask``: the competency questions, listed and answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .options import graph_options, output_options
from .values import parameters

if TYPE_CHECKING:
    from ..graph import KnowledgeGraph
    from .output import Output


@click.command()
@output_options(can_be_empty=False)
def questions(output: Output) -> None:
    """List the competency questions and their parameters.

    \b
    Example:
      accord questions
    """
    from ..graph import Table
    from ..graph.answers.questions import load_questions

    rows = [
        (q.name, q.title, [p.name if p.default is None else f"[{p.name}]" for p in q.parameters])
        for q in load_questions().values()
    ]
    output.table(Table(("name", "question", "parameters"), tuple(rows)))


@click.command()
@graph_options
@output_options()
@click.argument("name")
@click.argument("values", nargs=-1, metavar="[PARAM=VALUE]...")
def ask(kg: KnowledgeGraph, output: Output, name: str, values: tuple[str, ...]) -> None:
    """Answer a competency question by name.

    The questions and their parameters are listed by: accord questions

    \b
    Examples:
      accord ask allies STATE=Japan AT=2024-12-31
      accord ask near-misses
    """
    from ..graph.answers.questions import ask as answer

    output.table(answer(kg, name, parameters(values)))
