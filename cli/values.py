"""Parameters of a question as people write them: ``PARAM=VALUE``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable


def parameters(values: Iterable[str]) -> dict[str, str]:
    """Return the parameters with their values.

    Raises
    ------
    click.UsageError
        Where one is no ``PARAM=VALUE``.
    """
    given: dict[str, str] = {}
    for value in values:
        parameter, equals, text = value.partition("=")
        if not equals:
            raise click.UsageError(f"{value!r} is no PARAM=VALUE.")
        given[parameter] = text
    return given
