"""``accord coverage``: what the record covers, and what it knowingly leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .options import graph_options, output_options, slice_options
from .text import coverage_text

if TYPE_CHECKING:
    from ..graph import KnowledgeGraph
    from .output import Output


@click.command()
@graph_options
@slice_options
@output_options(can_be_empty=False)
def coverage(kg: KnowledgeGraph, output: Output) -> None:
    """Say what the record covers per kind and per region, and what it knowingly leaves out.

    Where the record is said to be complete, what it does not hold does not exist as far as the sources
    tell; anywhere else the answer is unknown. The share of records that rest on unverified evidence alone
    stands at the head.

    \b
    Examples:
      accord coverage
      accord coverage --format csv -o coverage.csv
    """
    from ..graph.answers.coverage import coverage_table

    answer = kg.coverage()
    output.answer(answer, coverage_table(answer), coverage_text)
