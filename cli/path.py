"""``accord path``: how one actor is reached from another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from .options import graph_options, output_options, slice_options
from .output import wrapped
from .text import sources_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..graph import KnowledgeGraph, Table
    from .output import Output

_HOP = ("a", "a_id", "b", "b_id", "strength")


@click.command()
@graph_options
@slice_options
@output_options()
@click.option("--by", default="steps", show_default=True, metavar="LENGTH", help="Shortest by steps or by distance.")
@click.option(
    "--max-steps", type=click.IntRange(min=1), metavar="N", help="All paths of at most N ties, not the shortest alone."
)
@click.option(
    "--limit", type=click.IntRange(min=1), default=10, show_default=True, metavar="N", help="Show the first N paths."
)
@click.option("--sources", is_flag=True, help="Show the sources behind each mechanism.")
@click.argument("a")
@click.argument("b")
def path(
    kg: KnowledgeGraph, output: Output, a: str, b: str, by: str, max_steps: int | None, limit: int, sources: bool
) -> None:
    """Find the shortest paths between two actors, or all short ones.

    Each hop of a path is shown with the mechanisms that make it in the slice. By steps, all ties count
    alike; by distance, a tie of many mechanisms is short.

    \b
    Examples:
      accord path Japan Belize
      accord path Japan Sweden --max-steps 2 --limit 5 --sources
      accord path France India --by distance --layer exercise --between 2020 2025
    """
    from ..graph import Table
    from ..graph.analysis.paths import paths

    found = paths(kg, a, b, by=by, max_steps=max_steps, limit=limit, sources=sources)
    columns = ("path", "steps", "distance", "hop", *_HOP, "kind", "mechanism", "mechanism_id")
    flat = Table(columns + (("sources",) if sources else ()), tuple(_flat(found)), found.about)
    output.answer({"about": found.about, "rows": found.records()}, flat, _text)


def _flat(found: Table) -> Iterator[tuple[Any, ...]]:
    """Yield a row a mechanism of a hop of a path, with sources by address or title."""
    for row in found.records():
        for number, hop in enumerate(row["hops"], start=1):
            for made_by in hop["mechanisms"]:
                head = (row["path"], row["steps"], row["distance"], number, *(hop[name] for name in _HOP))
                cells = (*head, made_by["kind"], made_by["label"], made_by["id"])
                if "sources" in made_by:
                    cells = (*cells, [s.get("url") or s["title"] for s in made_by["sources"]])
                yield cells


def _text(answer: dict[str, Any]) -> str:
    from ..graph.table import cell_text

    about = answer["about"].items()
    lines = [line for name, value in about for line in wrapped(f"{name.replace('_', ' ')}: ", cell_text(value))]
    for row in answer["rows"]:
        # The exact distance is a number of many digits; a person compares sums of 1/strength.
        inverse = sum(1 / hop["strength"] for hop in row["hops"])
        size = f"{row['steps']} step{'s' if row['steps'] > 1 else ''}, sum of 1/strength {inverse:.3f}"
        lines += ["", *wrapped(f"{row['path']}. ", f"{'; '.join(row['actors'])} ({size})")]
        for hop in row["hops"]:
            made_by = hop["mechanisms"]
            number = f"{len(made_by)} mechanism{'s' if len(made_by) > 1 else ''}"
            lines += wrapped("   ", f"{hop['a']} and {hop['b']}, {number}")
            for mechanism in made_by:
                lines += wrapped("     - ", f"{mechanism['kind']}: {mechanism['label']} [{mechanism['id']}]")
                lines += sources_lines(mechanism.get("sources", []), "       ")
    if not answer["rows"]:
        lines.append("no path found")
    return "\n".join(lines) + "\n"
