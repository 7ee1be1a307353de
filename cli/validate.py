"""``accord validate``: whether records are well formed, in plain language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import output_options

if TYPE_CHECKING:
    from .output import Output


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--only", is_flag=True, help="Check the files by themselves, without the shipped record beside them.")
@output_options(can_be_empty=False)
@click.pass_context
def validate(ctx: click.Context, output: Output, files: tuple[Path, ...], only: bool) -> None:
    """Say in plain words whether records are well formed.

    The shipped record is checked, or your files beside it.

    Exits with 1 where something does not conform.

    \b
    Examples:
      accord validate
      accord validate my-treaties.ttl --format json
    """
    from ..graph.validation.validate import validate as check

    if only and not files:
        raise click.UsageError("--only needs at least one FILE.")
    report = check(files, shipped=not only)
    if output.format == "table":
        output.text(report.text())
    else:
        output.text(report.table().write(output.format))
    ctx.exit(0 if report.conforms else 1)
