"""``accord view``: the network as one interactive page."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from .notes import note
from .options import graph_options, output_path, slice_options

if TYPE_CHECKING:
    from ..graph import KnowledgeGraph


@click.command()
@graph_options
@slice_options
@click.option(
    "-o",
    "--output",
    "path",
    default="accord.html",
    show_default=True,
    metavar="FILE",
    callback=output_path,
    help="The page's file; - for stdout.",
)
@click.option("--open", "open_browser", is_flag=True, help="Open the page in the browser.")
@click.pass_context
def view(ctx: click.Context, kg: KnowledgeGraph, path: str, open_browser: bool) -> None:
    """Write the network as one HTML page that works offline.

    Every tie on the page leads to its mechanisms, and every mechanism to its sources. The page opens at
    the slice asked for; its date and its layers can then be changed in the browser.

    \b
    Examples:
      accord view
      accord view --at 2014-12-31 --layer dialogue -o dialogues.html
    """
    if path == "-":
        if open_browser:
            raise click.UsageError("--open needs a file: give one with -o.")
        sys.stdout.write(kg.view())
        return
    kg.view(path)
    note(ctx, f"wrote {path}")
    if open_browser:
        click.launch(path)
