"""An adjacency matrix as a heat map: actors sorted, groups set apart, a bar that says what the colours show."""

# matplotlib leaves the types of its keyword arguments open.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from .labels import extent, number, shortened, spread, wrapped
from .style import GROUND, INK, RULE, SMALL, SOFT, WIDTH, sheet, source_line

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from ..table import Table

#: From pale to dark in one hue: order is seen in grey as well.
_SHADES: Final = ("#d6e3f3", "#a3c1e4", "#5f93cc", "#2a61a5", "#0f2f5f")
#: More actors than these have no room for names; their groups are named instead.
_NAMED: Final = 70
#: From more than these on names are set smaller.
_LARGE: Final = 36
_NAME, _GROUP, _BAR = 1.75, 2.1, 0.55
_SIDE: Final = 0.16
#: Inches from the squares to the name of a group, and of a line of words.
_LEAD, _LINE = 0.22, SMALL * 1.35 / 72
#: A scale is logarithmic where the strongest tie is more than so many times as strong as the weakest.
_WIDE: Final = 20


def draw_matrix(table: Table) -> Figure:
    """Draw an adjacency matrix as `adjacency` returns it; pairs without a tie are left white."""
    from matplotlib.colors import LogNorm

    rows = table.records()
    actors = [str(row["actor"]) for row in rows]
    ids = [str(row["id"]) for row in rows]
    values = [[float(row[other]) if row[other] else float("nan") for other in ids] for row in rows]
    about = table.about
    named = len(rows) <= _NAMED
    size = SMALL if len(rows) <= _LARGE else SMALL * _LARGE / len(rows)
    grouped = bool(about.get("groups"))
    title = f"Who is tied to whom: {len(rows)} actors, sorted by {about['sort']}"
    shown = f"Each square is a pair; its colour says how strong the tie is. {about['order']}"
    # The square takes the width that the names leave.
    texts = [shortened(name, size, _NAME) for name in actors]
    left = _SIDE + (max(extent(text, size) for text in texts) + 0.08 if named else 0.0)
    names = {shortened(str(row["group"]), SMALL, _GROUP) for row in rows} if grouped else set[str]()
    right = _SIDE + (max(extent(name, SMALL) for name in names) + _LEAD + 0.1 if grouped else 0.0)
    side = WIDTH - left - right
    above = max(extent(text, size) for text in ids) + 0.1 if named else 0.05
    scale = "logarithmic scale; " if isinstance(_norm(values), LogNorm) else ""
    said = wrapped(f"{about['strength']}; {scale}white: no tie", SMALL, side)
    page = sheet(title, shown, source_line(table), side + above + _BAR + len(said) * _LINE)
    axes = page.axes(left, right, above=above, below=page.top - above - page.bottom - side)
    _squares(axes, values)
    if named:
        axes.set_yticks(range(len(rows)), texts, fontsize=size, color=INK)
        axes.set_xticks(range(len(rows)), ids, fontsize=size, color=INK, rotation=90)
        axes.xaxis.tick_top()
    else:
        axes.set_xticks([])
        axes.set_yticks([])
    axes.tick_params(length=0, pad=3)
    if grouped:
        _groups(axes, [str(row["group"]) for row in rows])
    _bar(page.figure, axes, values, said, page.bottom)
    return page.figure


def _squares(axes: Axes, values: list[list[float]]) -> None:
    from matplotlib.colors import LinearSegmentedColormap

    shades = LinearSegmentedColormap.from_list("accord", _SHADES).with_extremes(bad=GROUND)
    count = len(values)
    edges = [place - 0.5 for place in range(count + 1)]
    line: dict[str, Any] = {"edgecolors": RULE, "linewidth": 0.25} if count <= _NAMED else {}
    axes.pcolormesh(edges, edges, values, cmap=shades, norm=_norm(values), rasterized=count > _NAMED, **line)
    axes.plot([-0.5, count - 0.5], [-0.5, count - 0.5], color=SOFT, linewidth=0.5)
    axes.set_xlim(-0.5, count - 0.5)
    axes.set_ylim(count - 0.5, -0.5)
    for spine in axes.spines.values():
        spine.set_color(RULE)


def _norm(values: list[list[float]]) -> Any:
    """Return the scale of the colours: logarithmic where a few ties are many times stronger than the rest."""
    from matplotlib.colors import LogNorm, Normalize

    known = [value for row in values for value in row if value == value]
    low, high = min(known, default=1.0), max(known, default=1.0)
    return (LogNorm if high > _WIDE * low else Normalize)(low, high if high > low else low * 2)


def _groups(axes: Axes, groups: list[str]) -> None:
    """Part the groups by lines, and name each beside its rows where there is room."""
    start = 0
    count = len(groups)
    figure = axes.get_figure(root=True)
    assert figure is not None  # noqa: S101 -- axes made by a sheet have one
    height = figure.get_size_inches()[1] * axes.get_position().height
    places: list[tuple[float, str]] = []
    for name, members in groupby(groups):
        end = start + len(list(members))
        if start:
            axes.axhline(start - 0.5, color=SOFT, linewidth=0.7)
            axes.axvline(start - 0.5, color=SOFT, linewidth=0.7)
        places.append(((start + end - 1) / 2, name))
        start = end
    gap = SMALL * 1.25 / 72
    wanted = [(middle + 0.5) / count * height for middle, _ in places]
    for (middle, name), at in zip(places, spread(wanted, gap, gap / 2, height - gap / 2), strict=True):
        y = 1 - at / height
        text = shortened(name, SMALL, _GROUP)
        axes.text(
            1 + _LEAD / height,
            y,
            text,
            transform=axes.transAxes,
            va="center",
            fontsize=SMALL,
            color=SOFT,
            clip_on=False,
        )
        axes.plot(
            [1 + 0.03 / height, 1 + (_LEAD - 0.04) / height],
            [1 - (middle + 0.5) / count, y],
            transform=axes.transAxes,
            color=SOFT,
            linewidth=0.5,
            clip_on=False,
        )


def _bar(figure: Figure, axes: Axes, values: list[list[float]], said: list[str], bottom: float) -> None:
    from matplotlib.colors import LogNorm
    from matplotlib.ticker import NullLocator

    width, height = figure.get_size_inches()
    box = axes.get_position()
    room = figure.add_axes((box.x0, (bottom + 0.3) / height, min(2.6 / width, box.width), 0.1 / height))
    bar = figure.colorbar(axes.collections[0], cax=room, orientation="horizontal")
    norm = _norm(values)
    low, high = float(norm.vmin), float(norm.vmax)
    marks = [low, (low * high) ** 0.5 if isinstance(norm, LogNorm) else (low + high) / 2, high]
    if low.is_integer() and high.is_integer():
        marks = [low, *(float(step) for step in (2, 5, 10, 20, 50, 100, 200) if low < step < high * 0.75), high]
    bar.set_ticks(marks, labels=[number(float(f"{mark:.2g}")) if mark < high else number(mark) for mark in marks])
    bar.ax.xaxis.set_minor_locator(NullLocator())
    bar.outline.set_visible(False)  # pyright: ignore[reportCallIssue]
    room.tick_params(length=0, labelsize=SMALL, colors=SOFT, pad=2)
    for place, line in enumerate(reversed(said)):
        y = (bottom + 0.44 + place * _LINE) / height
        figure.text(box.x0, y, line, fontsize=SMALL, color=SOFT, va="bottom")
