"""``accord report``: all about one actor, as a document to hand on."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from .notes import note
from .options import graph_options, progress_on

if TYPE_CHECKING:
    from ..graph import KnowledgeGraph


def _report_path(_ctx: click.Context, _option: click.Parameter, path: str) -> str:
    """Refuse a file that could not be written while the command line is read, before the graph is."""
    if path != "-":
        from ..graph.report import check_report

        check_report(path)
    return path


@click.command()
@graph_options
@click.option("--at", metavar="DATE", help="The day, 2024-12-31. Default: the day to which the record was checked.")
@click.option(
    "-o",
    "--output",
    "path",
    default="-",
    metavar="FILE",
    callback=_report_path,
    help="The file: .html, .md or .json, after the suffix. Default: Markdown on stdout.",
)
@click.argument("actor")
@click.pass_context
def report(ctx: click.Context, kg: KnowledgeGraph, actor: str, at: str | None, path: str) -> None:
    """Write a report on a state or an organisation, with numbered sources.

    It brings together the profile, ties by kind, obligations, what changed in the last two years, near
    misses, the place in the network with its trend, communities, the network without the main ally, the
    nearest quasi-allies, who is next, and claims under their holders' names. Long lists are cut, and say by
    how much. HTML is one file that opens offline and prints well.

    \b
    Examples:
      accord report Japan -o japan.html
      accord report Poland --at 2021-12-31 -o poland.md
      accord report NATO -o nato.html
    """
    from ..graph.report import report as gathered
    from ..graph.report import write_report, written

    answer = gathered(kg.slice(at=at), actor, progress_on(ctx))
    if path == "-":
        sys.stdout.write(written(answer, "md"))
        return
    write_report(answer, path)
    note(ctx, f"wrote {path}")
