"""The options that commands share, spelt alike everywhere."""

from __future__ import annotations

import sys
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from .notes import detail
from .output import TABLE_FORMATS, Output

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..graph import KnowledgeGraph

_F = TypeVar("_F", bound="Callable[..., Any]")

#: Which kinds of mechanism count.
layer_option = click.option(
    "--layer", "layers", multiple=True, metavar="NAME", help="A layer or a kind of mechanism. Repeatable."
)
#: The names of `accord.graph.networks.network.WEIGHTS`.
WEIGHTS = ("count", "depth", "newman", "recency")
#: How strong a link is.
weight_option = click.option(
    "--weight",
    type=click.Choice(WEIGHTS),
    default="count",
    show_default=True,
    help="What the strength of a tie is: the number of mechanisms, their depth, 1 / (k - 1) each, or the recent most.",
)


def depths_option(command: _F) -> _F:
    """Add ``--depths``; the command gets the graph with these depths as ``kg``. Goes below `graph_options`."""

    @click.option(
        "--depths",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        metavar="FILE",
        help="Depths of your own: TOML, a line a kind, ReciprocalAccessAgreement = 7.",
    )
    @click.pass_context
    @wraps(command)
    def weighed(ctx: click.Context, /, *, kg: KnowledgeGraph, depths: Path | None, **values: Any) -> Any:
        if depths is not None:
            from ..graph.networks.depths import read_depths

            kg = kg.with_depths(read_depths(depths))
        return ctx.invoke(command, kg=kg, **values)

    return weighed  # type: ignore[return-value]


def progress_on(ctx: click.Context) -> Callable[[int, int], None] | None:
    """Return a way to show progress on stderr; ``None`` where nobody watches, or where ``--quiet`` asks for it."""
    if ctx.find_root().params.get("quiet") or not sys.stderr.isatty():
        return None

    def show(done: int, of: int) -> None:
        click.echo(f"\r{done} of {of}" if done < of else "\r\x1b[K", err=True, nl=False)

    return show


class _Place(click.Path):
    """A file, a folder, or the address of an endpoint."""

    name = "place"

    def __init__(self) -> None:
        super().__init__(exists=True, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from ..graph.loading.places import is_address

        return value if is_address(value) else super().convert(value, param, ctx)


def graph_options(command: _F) -> _F:
    """Add ``--graph`` and ``--only``; the command gets the loaded graph as ``kg``."""

    @click.option(
        "--graph",
        "places",
        type=_Place(),
        multiple=True,
        metavar="FILE|FOLDER|URL",
        help="Add your own RDF file, or a folder of them. Repeatable. An Oxigraph store on disk, or the URL of a "
        "SPARQL endpoint, takes the shipped record's place.",
    )
    @click.option("--only", is_flag=True, help="Read what --graph names alone, without the shipped record.")
    @click.pass_context
    @wraps(command)
    def loaded(ctx: click.Context, /, *, places: tuple[Path | str, ...], only: bool, **values: Any) -> Any:
        from ..graph import KnowledgeGraph

        if only and not places:
            raise click.UsageError("--only needs at least one --graph FILE.")
        kg = KnowledgeGraph.load(*places, shipped=not only)
        detail(ctx, lambda: f"{kg.extent}; version {kg.version}")
        return ctx.invoke(command, kg=kg, **values)

    return loaded  # type: ignore[return-value]


def slice_options(command: _F) -> _F:
    """Add the options of a slice; the command gets the sliced graph as ``kg``. Goes below `graph_options`."""
    states_only = click.option("--states-only", is_flag=True, help="Leave organisations out as actors.")
    return _sliced(command, lambda sliced: layer_option(states_only(sliced)))


def date_options(command: _F) -> _F:
    """Add the same without ``--layer`` and ``--states-only``, where the command says itself what and who counts."""
    return _sliced(command, lambda unchanged: unchanged)


def _sliced(command: _F, with_more: Callable[[Any], Any]) -> _F:
    @click.option("--at", metavar="DATE", help="The day, 2024-12-31. Default: the day to which the record was checked.")
    @click.option("--between", nargs=2, metavar="FROM TO", help="A window; each a day, a month or a year.")
    @with_more
    @click.option("--possibly", is_flag=True, help="Count also what only possibly holds, its dates being imprecise.")
    @click.option("--throughout", is_flag=True, help="Count only what holds on every day of the window.")
    @click.option(
        "--region", "regions", multiple=True, metavar="NAME", help="Only ties within this region. Repeatable."
    )
    @click.option(
        "--parties", type=click.Choice(("bilateral", "multilateral")), help="Only mechanisms of two, or of more."
    )
    @click.option(
        "--confidence",
        type=click.Choice(("high", "medium", "low")),
        help="The least that a mechanism's evidence must have.",
    )
    @click.pass_context
    @wraps(command)
    def sliced(
        ctx: click.Context,
        /,
        *,
        kg: KnowledgeGraph,
        at: str | None,
        between: tuple[str, str] | None,
        possibly: bool,
        throughout: bool,
        regions: tuple[str, ...],
        parties: str | None,
        confidence: str | None,
        layers: tuple[str, ...] = (),
        states_only: bool = False,
        **values: Any,
    ) -> Any:
        if throughout and not between:
            raise click.UsageError("--throughout needs --between FROM TO.")
        if at or between or layers or possibly or regions or parties or confidence or states_only:
            kg = kg.slice(
                at=at,
                between=between,
                layers=layers,
                possibly=possibly,
                throughout=throughout,
                regions=regions,
                parties=parties or "any",
                confidence=confidence or "unverified",
                organisations=not states_only,
            )
        detail(ctx, lambda: f"slice: {kg.at.description}")
        return ctx.invoke(command, kg=kg, **values)

    return sliced  # type: ignore[return-value]


def output_path(_ctx: click.Context, _option: click.Parameter, path: str) -> str:
    """Refuse a file in a folder that does not exist while the command line is read, before the graph is."""
    if path != "-":
        from ..graph.output import check_folder

        check_folder(path)
    return path


def _plot_path(_ctx: click.Context, _option: click.Parameter, path: str | None) -> str | None:
    """Refuse a plot that could not be written while the command line is read, before the graph is."""
    if path is not None:
        from ..graph.plots import check_plot

        check_plot(path)
    return path


def output_option(said: str) -> Callable[[_F], _F]:
    """Add ``-o FILE``; `said` is its help."""
    return click.option("-o", "--output", "path", default="-", metavar="FILE", callback=output_path, help=said)


def output_options(
    *formats: str, default: str = "table", can_be_empty: bool = True, plot: bool = False
) -> Callable[[_F], _F]:
    """Add ``--format``, ``-o`` and ``--fail-empty``; the command gets ``output``, an `Output`.

    Parameters
    ----------
    *formats
        The formats on offer; those of a table where none is named.
    default
        The format where none is asked for: the same on a terminal and in a pipe.
    can_be_empty
        Whether the answer can be empty.
    plot
        Whether ``--plot`` is on offer: `Output.table` then plots what it writes.
    """

    def decorate(command: _F) -> _F:
        @click.option(
            "--format",
            "chosen",
            type=click.Choice(formats or TABLE_FORMATS),
            default=default,
            show_default=True,
            help="How to write the answer.",
        )
        @output_option("Where to write it; - for stdout.")
        @click.pass_context
        @wraps(command)
        def with_output(
            ctx: click.Context,
            /,
            *,
            chosen: str,
            path: str,
            fail_empty: bool = False,
            plotted: str | None = None,
            **values: Any,
        ) -> Any:
            return ctx.invoke(command, output=Output(ctx, chosen, path, fail_empty, plotted or ""), **values)

        more: list[Callable[[Any], Any]] = []
        if plot:
            words = "Draw it as well: an SVG or a PNG, after the suffix. Needs the extra 'plots'."
            more.append(click.option("--plot", "plotted", metavar="FILE", callback=_plot_path, help=words))
        if can_be_empty:
            words = "Exit with 1 where there is nothing to show."
            more.append(click.option("--fail-empty", is_flag=True, help=words))
        found: Any = with_output
        for option in more:
            found = option(found)
        return found

    return decorate
