"""``accord load``: an Oxigraph store on disk, made of files."""

from __future__ import annotations

from pathlib import Path

import click

from .notes import note


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("-o", "--output", "target", required=True, metavar="STORE", help="The folder to make.")
@click.option("--only", is_flag=True, help="Load the files alone, without the shipped record.")
@click.option("--at", metavar="DATE", help="The day of what follows. Default: that to which the record was checked.")
@click.option(
    "--complete/--records-only",
    default=None,
    help="Write what follows however much it is, or never. Default: up to 1,500,000 statements.",
)
@click.pass_context
def load(
    ctx: click.Context, files: tuple[Path, ...], target: str, only: bool, at: str | None, complete: bool | None
) -> None:
    """Load RDF files, and folders of them, into an Oxigraph store on disk.

    The store holds the ontology, the records, and what follows from them on a day; of more than 1,500,000
    statements, the records alone, unless --complete asks for it. Every command reads it with --graph STORE,
    and a server can serve it: oxigraph serve-read-only --union-default-graph --location STORE, and
    --graph http://localhost:7878/query.

    \b
    Examples:
      accord load -o record.store
      accord load mine.ttl --only -o mine.store --at 2014-12-31
    """
    from ..graph.loading.bulk import make_store

    if only and not files:
        raise click.UsageError("--only needs at least one file.")
    if at and complete is False:
        raise click.UsageError("--at is the day of what follows, and --records-only leaves it out.")
    statements, day = make_store(files, target, shipped=not only, at=at, complete=complete)
    why = "" if complete is False else ": there are too many, unless --complete is given"
    follows = f"what follows for {day}" if day else f"nothing that follows from them{why}"
    note(ctx, f"wrote {target}: {statements:,} statements, with {follows}")
