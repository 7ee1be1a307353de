"""``accord timeline`` and ``accord changes``: what happened when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .options import graph_options, layer_option, output_options
from .text import steps_text

if TYPE_CHECKING:
    from ..graph import KnowledgeGraph
    from .output import Output


@click.command()
@graph_options
@click.option("--between", nargs=2, metavar="FROM TO", help="A window; each a day, a month or a year.")
@layer_option
@output_options()
@click.argument("a", metavar="ACTOR")
@click.argument("b", metavar="[ACTOR]", required=False)
def timeline(
    kg: KnowledgeGraph,
    output: Output,
    a: str,
    b: str | None,
    between: tuple[str, str] | None,
    layers: tuple[str, ...],
) -> None:
    """Tell what happened when to an actor, or between two.

    Each dated step of a mechanism is a row, and each entry, exit, meeting and policy.

    \b
    Examples:
      accord timeline Japan France
      accord timeline Sweden --between 2022 2025 --layer alliance
    """
    output.table(kg.timeline(a, b, between=between, layers=layers), steps_text)


@click.command()
@graph_options
@click.option("--between", nargs=2, required=True, metavar="FROM TO", help="The window; each a day, a month or a year.")
@click.option("--actor", metavar="NAME", help="Whose changes. Default: everybody's.")
@layer_option
@output_options()
def changes(
    kg: KnowledgeGraph, output: Output, between: tuple[str, str], actor: str | None, layers: tuple[str, ...]
) -> None:
    """Tell what changed between two dates.

    What began, ended, was signed or announced, and who joined and left. Exercises and deployments count
    only with --layer exercise.

    \b
    Examples:
      accord changes --between 2022 2025 --actor Japan
      accord changes --between 2023 2024 --layer alliance --format csv
    """
    output.table(kg.changes(between, actor, layers=layers), steps_text)
