"""Notes on stderr, apart from the data on stdout."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable


def note(ctx: click.Context, text: str) -> None:
    """Print a note, unless ``--quiet``."""
    if not ctx.find_root().params.get("quiet"):
        click.echo(text, err=True)


def detail(ctx: click.Context, text: Callable[[], str]) -> None:
    """Print a detail where ``--verbose`` asks for it; what it says is looked up only then."""
    if ctx.find_root().params.get("verbose"):
        click.echo(text(), err=True)
