"""``accord source``: what became of each sentence of a source."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

import click

from .options import graph_options, output_options
from .text import source_text

if TYPE_CHECKING:
    from ..graph import KnowledgeGraph
    from .output import Output


@click.command()
@graph_options
@output_options(can_be_empty=False)
@click.option(
    "--text", "text", type=click.File("rb"), metavar="FILE", help="The source's text: verify it and show its passages."
)
@click.argument("name", metavar="SOURCE")
def source(kg: KnowledgeGraph, output: Output, text: BinaryIO | None, name: str) -> None:
    """Show what each sentence of a source became.

    A sentence becomes records, assertions and claims.

    The record keeps no text, only where each sentence stands. Given the text's file, its hash is verified
    and the passages are shown.

    \b
    Examples:
      accord source SEED
      accord source SEED --text op-ed.txt
    """
    from ..graph import Table
    from ..graph.answers.describe import source as describe_source

    answer = describe_source(kg, name, text.read() if text else None)
    rows = tuple(
        (
            sentence["sentence"],
            tier,
            item.get("id"),
            item.get("label") or item.get("says") or item.get("holds"),
            item.get("verdict") or item.get("kind") or item.get("type"),
        )
        for sentence in answer["sentences"]
        for tier in ("records", "assertions", "claims")
        for item in sentence[tier]
    )
    output.answer(answer, Table(("sentence", "tier", "id", "text", "verdict_or_kind"), rows), source_text)
