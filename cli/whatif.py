"""``accord whatif``: the network without somebody or something, or with one mechanism more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from .options import graph_options, output_options, slice_options
from .output import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..graph import KnowledgeGraph, Table
    from ..graph.analysis.whatif import WhatIf
    from .output import Output

#: How many rows a terminal shows of each list where nothing else is asked for.
_TOP: Final = 5


@click.command()
@graph_options
@slice_options
@output_options(can_be_empty=False)
@click.option(
    "--without", multiple=True, metavar="NAME", help="Leave out an actor or a mechanism, by name or id. Repeatable."
)
@click.option(
    "--with",
    "adding",
    multiple=True,
    metavar="ACTOR,ACTOR:KIND",
    help="Add a mechanism of a kind between actors. Repeatable.",
)
@click.option(
    "--measure",
    "measures",
    multiple=True,
    metavar="NAME",
    help="A measure to compare. Repeatable. Default: degree, strength, betweenness and closeness.",
)
@click.option(
    "--top",
    type=click.IntRange(min=1),
    metavar="N",
    help="Show the N who lose and the N who gain the most. Default: 5 in a table, all in other formats.",
)
@click.option("--pairs", is_flag=True, help="List the pairs left without a tie or newly tied, rather than the actors.")
@click.option("--runs", type=click.IntRange(min=1), default=20, show_default=True, help="How often Louvain is run.")
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Where chance begins.")
def whatif(
    kg: KnowledgeGraph,
    output: Output,
    without: tuple[str, ...],
    adding: tuple[str, ...],
    measures: tuple[str, ...],
    top: int | None,
    pairs: bool,
    runs: int,
    seed: int,
) -> None:
    """Compare the network with what it would be without an actor or a treaty, or with a new one.

    With an organisation goes the treaty that founds it, so that its members lose the ties that the treaty
    makes among them. The ties that are left are projected anew, and the measures, the pairs and the
    communities stand beside those of the slice. Nothing else is taken to change. Where a name stands for an
    actor and a mechanism, actor:ID and mech:ID tell them apart. JSON has all of it, CSV and the like the
    actors, or the pairs with --pairs.

    \b
    Examples:
      accord whatif --without USA
      accord whatif --without NATO --at 2024-12-31 --top 10
      accord whatif --without north-atlantic-treaty --pairs --format csv
      accord whatif --with JPN,POL:reciprocal-access-agreement
    """
    from ..graph.analysis.whatif import COMPARED
    from ..graph.analysis.whatif import whatif as compare

    shown = top or (_TOP if output.format == "table" else None)
    found = compare(kg, without=without, adding=adding, measures=measures or COMPARED, top=shown, runs=runs, seed=seed)
    rows = found.pairs if pairs else found.actors
    output.answer(found.answer(), rows, lambda _: _text(found, shown or _TOP, pairs=pairs))


def _text(found: WhatIf, top: int, *, pairs: bool) -> str:
    """Return both networks beside each other, then the pairs or the actors, and the communities."""
    from ..graph.table import cell_text

    said = {name.replace("_", " "): value for name, value in found.about.items() if value not in ([], "")}
    text = _lines(f"{name}: {cell_text(value)}" for name, value in said.items())
    text += _drawn(found.network)
    if pairs:
        for change in dict.fromkeys(row[0] for row in found.pairs.rows):
            text += _lines(["", f"{change}:"])
            text += _lines(
                f"- {row[1]} and {row[3]}: {'; '.join(row[5])}" for row in found.pairs.rows if row[0] == change
            )
        return text
    for measure in dict.fromkeys(row[0] for row in found.actors.rows):
        for verb, sign in (("lose", -1), ("gain", 1)):
            rows = tuple(row for row in found.actors.rows if row[0] == measure and row[7] * sign > 0)
            if rows:
                text += _lines(["", f"{measure}: who {verb}s the most"]) + _short(found.actors, rows)
                text += _lines([cut] if (cut := found.actors.about.get(f"cut_{measure}_{verb}")) else [])
    for when in ("before", "after"):
        text += _lines(["", f"communities {when}:"])
        text += _lines(f"{row[1]}. {row[3]} ({row[2]} actors)" for row in found.communities.rows if row[0] == when)
    changed = found.regrouped.rows
    text += _lines(["", f"actors that changed company, more than half of it being other than before: {len(changed)}"])
    text += _lines(f"- {row[0]}: community {row[2]} before, {row[3]} after, {row[4]:.0%} kept" for row in changed[:top])
    return text + _lines([f"and {len(changed) - top} more"] if len(changed) > top else [])


def _short(table: Table, rows: tuple[tuple[Any, ...], ...]) -> str:
    """Return the actors' rows as 80 columns have room for: without measure, id and note."""
    from ..graph import Table

    kept = [table.columns.index(name) for name in ("actor", "before", "rank_before", "after", "rank_after", "change")]
    heads = ("actor", "before", "rank", "after", "rank then", "change")
    return _drawn(Table(heads, tuple(tuple(row[i] for i in kept) for row in rows)))


def _drawn(table: Table) -> str:
    from .output import rendered

    return rendered(table)


def _lines(texts: Iterable[str]) -> str:
    """Return the lines, wrapped to the width."""
    return "".join(f"{line}\n" for text in texts for line in wrapped("", text) or [""])
