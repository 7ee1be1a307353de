"""The one house style of all plots: a light ground, few lines, colours that colour-blind readers tell apart."""

# matplotlib leaves the types of its keyword arguments open.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from .labels import wrapped

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from ..table import Table

INK: Final = "#1b2430"
SOFT: Final = "#596372"
RULE: Final = "#dfdcd4"
GROUND: Final = "#ffffff"
ACCENT: Final = "#1d4f91"
#: Told apart with every common colour blindness and in grey: neighbours differ in lightness.
COLOURS: Final = ("#1d4f91", "#c8601a", "#0a7c6b", "#8a3b86", "#3b85d8", "#6b5a1e", "#a5183f", "#4a5563")

#: Inches: the text width of an A4 or letter page.
WIDTH: Final = 7.0
#: Points; the smallest is what print still reads well.
TITLE, TEXT, SMALL = 12.0, 9.0, 7.5
_MARGIN: Final = 0.16
_LEADING: Final = 1.35
_POINTS: Final = 72.0


def house_style() -> AbstractContextManager[None]:
    """Return the style as a context: nothing of it stays when it is left.

    Text in SVG stays text, that can be searched, read aloud and set in another font. Names of clips follow from
    a fixed salt, and a ``$`` in a label is a dollar sign and no formula.
    """
    from matplotlib import style

    own: dict[str, Any] = {
        "svg.fonttype": "none",
        "svg.hashsalt": "accord",
        "svg.id": None,
        "font.family": "sans-serif",
        "font.sans-serif": ["DejaVu Sans"],
        "font.size": TEXT,
        "text.color": INK,
        "text.parse_math": False,
        "axes.edgecolor": SOFT,
        "axes.facecolor": GROUND,
        "axes.labelcolor": SOFT,
        "axes.labelsize": SMALL,
        "axes.linewidth": 0.6,
        "axes.unicode_minus": True,
        "figure.facecolor": GROUND,
        "savefig.facecolor": GROUND,
        "xtick.color": SOFT,
        "ytick.color": SOFT,
        "xtick.labelsize": SMALL,
        "ytick.labelsize": TEXT,
    }
    # A user's own settings must not change what is written.
    return style.context(["default", own])


@dataclass(frozen=True, slots=True)
class Sheet:
    """A figure with its words set: title and what it shows above, what it was computed on below.

    Attributes
    ----------
    figure
        The figure.
    top, bottom
        Where the words end and begin, in inches from the foot: the plot lies between.
    """

    figure: Figure
    top: float
    bottom: float

    def axes(self, left: float, right: float, above: float = 0.0, below: float = 0.0) -> Axes:
        """Return axes in what the words leave, with margins in inches for labels."""
        width, height = self.figure.get_size_inches()
        low, high = self.bottom + below, self.top - above
        return self.figure.add_axes((left / width, low / height, (width - left - right) / width, (high - low) / height))


def sheet(title: str, shown: str, source: str, room: float, width: float = WIDTH) -> Sheet:
    """Return a figure of a width, as high as its words and the `room` for the plot, all in inches."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, room))
    fits = width - 2 * _MARGIN
    blocks = [
        (wrapped(title, TITLE, fits, bold=True), TITLE, INK),
        (wrapped(shown, TEXT, fits), TEXT, SOFT),
        (wrapped(source, SMALL, fits), SMALL, SOFT),
    ]
    heights = [len(lines) * size * _LEADING / _POINTS for lines, size, _ in blocks]
    height = room + sum(heights) + 2 * _MARGIN + 0.2
    figure.set_size_inches(width, height)
    tops = [height - _MARGIN, height - _MARGIN - heights[0] - 0.03, _MARGIN + heights[2]]
    for place, ((lines, size, colour), top) in enumerate(zip(blocks, tops, strict=True)):
        style: dict[str, Any] = {"fontsize": size, "color": colour, "weight": "normal" if place else "bold"}
        if not place:
            # The title of the file is the title of the figure.
            figure.suptitle("\n".join(lines), x=_MARGIN / width, y=top / height, ha="left", va="top", **style)
            continue
        for number, line in enumerate(lines):
            y = (top - number * size * _LEADING / _POINTS) / height
            figure.text(_MARGIN / width, y, line, ha="left", va="top", **style)
    return Sheet(figure, tops[1] - heights[1] - 0.1, _MARGIN + heights[2] + 0.1)


def bare(axes: Axes, *kept: str) -> None:
    """Take away frame and ticks, but for the sides that are `kept`."""
    for side, spine in axes.spines.items():
        spine.set_visible(side in kept)
    axes.tick_params(length=0)
    axes.set_axisbelow(True)


def source_line(table: Table, *more: str) -> str:
    """Return what a plot was computed on: projection, slice, weight, record, and what it leaves out."""
    about = table.about
    weight = about.get("weight") or about.get("strength") or _WEIGHTS.get(str(about.get("reads")), about.get("reads"))
    parts = [
        f"Projection: {about['projection']}" if "projection" in about else "",
        f"Slice: {about['slice']}" if "slice" in about else "",
        f"Weight: {weight}" if weight else "",
        f"Depths of the user's own: {about['depths']}" if "depths" in about else "",
        f"Accord record {about['record']}" if "record" in about else "",
        *more,
    ]
    return ". ".join(part for part in parts if part) + "."


#: What a measure reads where nothing else was asked for.
_WEIGHTS: Final = {
    "strength": "number of mechanisms between the two actors",
    "distance": "inverse of the number of mechanisms between the two actors",
}
