"""``accord view``: the network as one interactive page."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .notes import note
from .options import graph_options, output_path, slice_options

if TYPE_CHECKING:
    from ..graph import KnowledgeGraph
    from ..graph.slice import Slice


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
@click.option("--story", metavar="FILE", help="Lead through the steps of a YAML file, or of japan-europe.")
@click.option("--open", "open_browser", is_flag=True, help="Open the page in the browser.")
@click.option("--watch", is_flag=True, help="Write the page anew whenever a file of the record or the story changes.")
@click.pass_context
def view(ctx: click.Context, kg: KnowledgeGraph, path: str, story: str | None, open_browser: bool, watch: bool) -> None:
    """Write the network as one HTML page that works offline.

    Every tie on the page leads to its mechanisms, and every mechanism to its sources. The page opens at
    the slice asked for; its date and its layers can then be changed in the browser. A story adds steps:
    text beside the picture, with a date, layers and a focus each.

    \b
    Examples:
      accord view
      accord view --at 2014-12-31 --layer dialogue -o dialogues.html
      accord view --story japan-europe --open
      accord view --graph mine.ttl --watch
    """
    from ..graph.output import write_file
    from ..graph.view import page, read_story

    if path == "-" and (open_browser or watch):
        raise click.UsageError(f"--{'open' if open_browser else 'watch'} needs a file: give one with -o.")
    html = page(kg, read_story(story) if story else None)
    if path == "-":
        sys.stdout.write(html)
        return
    write_file(path, html)
    note(ctx, f"wrote {path}")
    if open_browser:
        click.launch(path)
    if watch:
        _watch(ctx, path, story, kg.within)


def _watch(ctx: click.Context, path: str, story: str | None, within: Slice | None) -> None:
    """Write the page anew as files change, until the reader has enough; what is wrong with a file is said."""
    from ..graph.loading.places import rdf_files, served
    from ..graph.loading.store import shipped_files
    from ..graph.view.watch import changes

    asked: dict[str, Any] = ctx.params
    if served(asked["places"]):
        raise click.UsageError("--watch needs files, and --graph names a store or an endpoint.")
    record: list[Path] = [*([] if asked["only"] else shipped_files()), *rdf_files(asked["places"])]
    note(ctx, f"watching {len(record)} files; Ctrl-C ends it")
    for changed in changes([*record, *([Path(story)] if story else [])]):
        said = _written(record, path, story, within)
        note(ctx, f"{', '.join(file.name for file in changed)}: {said}")


def _written(record: list[Path], path: str, story: str | None, within: Slice | None) -> str:
    """Write the page from files as they now are, and return what came of it."""
    from ..graph import AccordError, KnowledgeGraph
    from ..graph.output import write_file
    from ..graph.view import page, read_story

    try:
        kg = KnowledgeGraph.load(*record, shipped=False).seen_through(within)
        write_file(path, page(kg, read_story(story) if story else None))
    except AccordError as error:
        return f"{error} {error.hint}".rstrip()
    return f"wrote {path}"
