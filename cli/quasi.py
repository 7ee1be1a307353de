"""``accord quasi-alliances``: how near pairs without a promise of defence come to allied pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .options import depths_option, graph_options, output_options, slice_options

if TYPE_CHECKING:
    from ..graph import KnowledgeGraph
    from .output import Output

_YEARS = 10


@click.command("quasi-alliances")
@graph_options
@slice_options
@depths_option
@output_options(plot=True)
@click.argument("actor", required=False)
@click.argument("partner", required=False)
@click.option("--from", "first", type=int, metavar="YEAR", help="With two states: the first year. Default: ten before.")
@click.option("--to", "last", type=int, metavar="YEAR", help="With two states: the last year. Default: the last.")
@click.option("--top", type=click.IntRange(min=1), metavar="N", help="Show the first N pairs alone.")
def quasi_alliances(
    kg: KnowledgeGraph,
    output: Output,
    actor: str | None,
    partner: str | None,
    first: int | None,
    last: int | None,
    top: int | None,
) -> None:
    """Say how near pairs of states without a promise of defence come to allied ones.

    What is compared is practical cooperation: access, logistics, information, equipment, dialogues and
    programmes, folded into one depth; alliances are left out on both sides. The index is the share of allied
    pairs, in per cent, that cooperate at most as deeply as the pair. With one state its pairs are ranked;
    with two, theirs is followed from year to year, each at its 31 December.

    \b
    Examples:
      accord quasi-alliances Japan --top 10
      accord quasi-alliances Japan "United Kingdom" --from 2012 --plot index.svg
    """
    from ..graph.analysis.quasi_alliance import quasi_alliance_by_year
    from ..graph.analysis.quasi_alliance import quasi_alliances as ranked_pairs

    if actor is None or partner is None:
        if first or last:
            raise click.UsageError("--from and --to need two states.")
        output.table(ranked_pairs(kg, actor, top=top))
        return
    if top:
        raise click.UsageError("--top ranks pairs; with two states there is one.")
    end = last or kg.about.checked_to.latest.year
    output.table(quasi_alliance_by_year(kg, actor, partner, first or end - _YEARS, end))
