"""``accord import``: a data set of somebody else as records."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .notes import note
from .options import output_option

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

#: The kinds of data set; those of `accord.graph.importing.KINDS`.
_KINDS = ("atop", "dcad", "gdelt", "icews", "mme", "sipri", "csv", "wikidata")
#: Those of them that an engine reads; the engines are those of `accord.graph.importing.events.engines`.
_ON_ENGINES = ("gdelt", "icews")
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("import")
@click.argument("kind", type=click.Choice(_KINDS))
@click.argument("files", nargs=-1, type=_FILE, metavar="[FILE]...")
@output_option("Where to write the Turtle; - for stdout. Of gdelt and icews, .csv and .parquet write the plain table.")
@click.option("--with-states", is_flag=True, help="Write the states that take part too, so that --only can read it.")
@click.option("--refused", metavar="FILE", help="Write the rows that were refused, each with its reason, as CSV.")
@click.option(
    "--engine",
    type=click.Choice(("duckdb", "pyspark")),
    help="What counts the events of gdelt and icews: DuckDB, or Spark as it is configured. Default: duckdb.",
)
@click.option("--mapping", type=_FILE, metavar="FILE", help="csv: which column holds what, as TOML; wikidata: [kinds].")
@click.option("--retrieved", metavar="DAY", help="wikidata: the day on which the extract was made.")
@click.option("--print-query", is_flag=True, help="wikidata: print the query that makes an extract, and read nothing.")
@click.pass_context
def import_(
    ctx: click.Context,
    kind: str,
    files: tuple[Path, ...],
    path: str,
    with_states: bool,
    refused: str | None,
    engine: str | None,
    mapping: Path | None,
    retrieved: str | None,
    print_query: bool,
) -> None:
    """Make records of a data set that you bring along.

    KIND is the data set, FILE its files as their authors published them. The records go to stdout or to a file as
    Turtle; --graph reads them beside the record, and with --only in its place if they were written --with-states.
    What became of each row is told on stderr, with the citation that the data set asks for.

    gdelt and icews are events and no agreements: they become counts by two states and month, which make no tie but
    in the network of events, centrality --projection events.

    Exits with 3 where nothing could be read.

    \b
    Examples:
      accord import atop atop5_1m.csv atop5_1aph.csv atop5_1a.csv -o atop.ttl
      accord import dcad DCAD-v1.0-main.csv -o dcad.ttl --refused refused.csv
      accord import gdelt 20180101.export.CSV.zip 20180102.export.CSV.zip -o events.ttl
      accord import icews events.2018.tab --engine pyspark -o events.parquet
      accord import mme mme_v7.csv -o mme.ttl
      accord import sipri trade-register.csv -o sipri.ttl
      accord import csv my-list.csv --mapping my-list.toml -o my-list.ttl
      accord import wikidata --print-query
      accord import wikidata answer.json --retrieved 2026-11-30 -o wikidata.ttl
      accord import atop atop5_1m.csv --with-states -o alone.ttl
      accord centrality --graph alone.ttl --only --at 1914-07-01
    """
    from ..graph.importing import import_files, query_of
    from ..graph.importing.tables import is_table, write_table
    from ..graph.output import check_folder, write_file

    if print_query:
        click.echo(query_of(kind), nl=False)
        return
    if not files:
        raise click.MissingParameter(param_hint="'FILE...'", param_type="argument", ctx=ctx)
    if kind not in _ON_ENGINES and is_table(path):
        raise click.UsageError(f"Files of .csv or .parquet are of {' and '.join(_ON_ENGINES)} alone.")
    if kind in _ON_ENGINES and refused is not None:
        raise click.UsageError("Rows of events are counted by reason and not listed: --refused is of other data sets.")
    if refused is not None:
        check_folder(refused)
    with _progress(ctx) as progress:
        run = import_files(kind, files, progress=progress, engine=engine, mapping=mapping, retrieved=retrieved)
    # Before the account, which fails where not one row could be used: the reasons are wanted most then.
    if refused is not None:
        write_file(refused, run.outcome.refusals())
        note(ctx, f"wrote {refused}")
    account = run.account()
    if with_states:
        run.add_states()
    if path == "-":
        sys.stdout.writelines(run.chunks())
        sys.stdout.flush()
    elif is_table(path):
        write_table(path, run.table)
        note(ctx, f"wrote {path}")
    else:
        write_file(path, run.chunks())
        note(ctx, f"wrote {path}")
    for line in account:
        note(ctx, line)


@contextmanager
def _progress(ctx: click.Context) -> Generator[Callable[[int, int], None] | None]:
    """Show how much has been read, on stderr; nothing where nobody watches, or where ``--quiet`` asks for it."""
    if ctx.find_root().params.get("quiet") or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn

    columns = (BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)
