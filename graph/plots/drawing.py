"""From a table to a plot, and from a plot to a file whose bytes depend on nothing but the plot."""

from __future__ import annotations

import io
import warnings
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..errors import RequestError, not_installed
from ..output import check_folder, write_file
from .style import house_style

if TYPE_CHECKING:
    from collections.abc import Generator

    from matplotlib.figure import Figure

    from ..table import Table

#: What a file's suffix asks for.
SUFFIXES: Final = (".svg", ".png")
#: Dots an inch of a PNG: enough for print at the size of the figure.
_DPI: Final = 200


def check_plot(path: Path | str) -> None:
    """Refuse a plot that could not be written, before anything is computed for it.

    Raises
    ------
    RequestError
        Where the suffix is neither ``.svg`` nor ``.png``.
    FileError
        Where the folder does not exist, or matplotlib is not installed.
    """
    if Path(path).suffix.casefold() not in SUFFIXES:
        raise RequestError(f"{str(path)!r} tells no format of a plot", "Give a file that ends in .svg or .png.")
    check_folder(path)
    if not _is_installed():
        raise not_installed("plots need matplotlib", "plots")


def draw(table: Table) -> Figure:
    """Draw a table: ranks as a ranking, dates as a trend, an adjacency matrix as a heat map.

    Parameters
    ----------
    table
        What `accord.graph.analysis` returns: of `centrality`, `null_centrality`, `pairs` or `quasi_alliances`; of
        `trend` or `quasi_alliance_by_year`; or of `adjacency`.

    Returns
    -------
    matplotlib.figure.Figure
        The plot, with its title, what it shows, and below it what it was computed on.

    Raises
    ------
    RequestError
        Where the table has nothing to draw, or is of another sort.
    FileError
        Where matplotlib is not installed.
    """
    check_plot("plot.svg")
    from .matrix import draw_matrix
    from .rankings import draw_ranking
    from .trends import draw_trend

    kinds = {"rank": draw_ranking, "date": draw_trend, "group": draw_matrix}
    # A trend has ranks too: what comes first in a table tells its sort.
    sort = next((name for name in table.columns if name in kinds), None)
    if sort is None:
        raise RequestError("a table of this sort has no plot", "Plot a ranking, a trend or an adjacency matrix.")
    if not table.rows:
        raise RequestError("there is nothing to plot: the table has no rows", "Widen the slice.")
    with house_style(), _unwarned():
        return kinds[sort](table)


def save(table: Table, path: Path | str) -> None:
    """Draw a table and write the plot, as SVG or PNG after the suffix; equal tables give equal bytes.

    Raises
    ------
    RequestError
        Where the suffix is another, or the table has no plot.
    FileError
        Where matplotlib is not installed, or the file cannot be written.
    """
    check_plot(path)
    write_file(path, _written(draw(table), Path(path).suffix.casefold().removeprefix(".")))


def _written(figure: Figure, plot_format: str) -> bytes:
    """Return the file's bytes, without the day, the program and its version."""
    title = figure.get_suptitle()
    silent: dict[str, Any] = {"svg": {"Date": None, "Creator": None}, "png": {"Software": None}}[plot_format]
    stream = io.BytesIO()
    with house_style(), _unwarned():
        figure.savefig(  # pyright: ignore[reportUnknownMemberType]
            stream, format=plot_format, dpi=_DPI, metadata={**silent, "Title": title}
        )
    data = stream.getvalue()
    # The writer indents with blanks at the ends of some lines, which says nothing and shows in a diff.
    return b"\n".join(line.rstrip() for line in data.split(b"\n")) if plot_format == "svg" else data


@contextmanager
def _unwarned() -> Generator[None]:
    """Keep quiet where a name is in a script that the font lacks: SVG has it as text all the same."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing", category=UserWarning)
        yield


def _is_installed() -> bool:
    return find_spec("matplotlib") is not None
