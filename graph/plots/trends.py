"""A trend as lines, each named at its end, with gaps where there is no value."""

# matplotlib leaves the types of its keyword arguments open.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from .labels import extent, number, sentence, shortened, spread
from .style import COLOURS, RULE, SMALL, SOFT, TEXT, WIDTH, bare, sheet, source_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from ..table import Table

_HEIGHT: Final = 3.0
#: Inches between two names, and of the widest name.
_LINE, _NAME = 0.17, 1.9
_FEW: Final = 2
_DASHES: Final[tuple[Any, ...]] = ("solid", (0, (4, 1.5)), (0, (1, 1.2)))


class _Line(NamedTuple):
    name: str
    years: list[int]
    #: Not a number where there is none: matplotlib leaves a gap.
    values: list[float]


def draw_trend(table: Table) -> Figure:
    """Draw the values of each actor, or the index of a pair, from year to year."""
    lines = _lines(table)
    found = [value for line in lines for value in line.values if value == value]
    pair = "pair" in table.about
    measure = "Quasi-alliance index" if pair else sentence(str(table.about["measure"]).replace("-", " "))
    who = str(table.about["pair"]) if pair else _who([line.name for line in lines])
    years = sorted({year for line in lines for year in line.years})
    when = f"{years[0]} to {years[-1]}" if len(years) > 1 else str(years[0])
    allied = [int(row["date"][:4]) for row in table.records() if row["note"] == "allied"]
    gaps = sorted({str(row["note"]) for row in table.records() if row[_key(table)] is None and row["note"]})
    more = f"No value where: {', '.join(gaps)}" if gaps else ""
    shown = sentence(str(table.about["definition"])) + "."
    page = sheet(f"{measure} of {who}, {when}", shown, source_line(table, more), max(_HEIGHT, len(lines) * _LINE + 0.8))
    ends = [_end(line, years[-1], pair=pair) for line in lines]
    right = 0.2 + max(extent(end, TEXT) for end in ends) + 0.1
    axes = page.axes(0.62, right, above=0.2, below=0.32)
    _ground(axes, years, found, pair=pair)
    for year in allied:
        axes.axvspan(year - 0.5, year + 0.5, color=RULE, alpha=0.45, linewidth=0)
    if allied:
        axes.text(sum(allied) / len(allied), 50, "allied", ha="center", va="center", color=SOFT, fontsize=SMALL)
    for place, line in enumerate(lines):
        colour, dash = COLOURS[place % len(COLOURS)], _DASHES[place // len(COLOURS) % len(_DASHES)]
        alone = _alone(line.values)
        axes.plot(line.years, line.values, color=colour, linestyle=dash, linewidth=1.6, solid_capstyle="round")
        # A value between two gaps makes no line, and is a dot.
        axes.plot([line.years[i] for i in alone], [line.values[i] for i in alone], ".", color=colour, markersize=4)
    _name_ends(axes, lines, ends)
    axes.set_ylabel("index, in per cent" if pair else str(table.about["measure"]), rotation=0, ha="left", va="bottom")
    axes.yaxis.set_label_coords((0.16 - 0.62) / (WIDTH * axes.get_position().width), 1.04)
    return page.figure


def _who(names: list[str]) -> str:
    """Return the actors for the title: by name where they are few, for each line bears its name."""
    return " and ".join(names) if len(names) <= _FEW else f"{len(names)} actors"


def _key(table: Table) -> str:
    return "index" if "pair" in table.about else "value"


def _lines(table: Table) -> list[_Line]:
    """Return a line an actor, in the order of the table; the pair's alone where it is about one."""
    lines: dict[str, _Line] = {}
    for row in table.records():
        line = lines.setdefault(row.get("actor_id", ""), _Line(row.get("actor", ""), [], []))
        value = row[_key(table)]
        line.years.append(int(row["date"][:4]))
        line.values.append(float("nan") if value is None else float(value))
    return list(lines.values())


def _last(line: _Line) -> int | None:
    """Return the place of the last value."""
    return next((i for i in reversed(range(len(line.values))) if line.values[i] == line.values[i]), None)


def _end(line: _Line, year: int, *, pair: bool) -> str:
    """Return name and last value, with its year where the line ends before the others."""
    last = _last(line)
    value = "no value" if last is None else number(line.values[last])
    early = f" ({line.years[last]})" if last is not None and line.years[last] < year else ""
    return f"{value}{early}" if pair else f"{shortened(line.name, TEXT, _NAME)}  {value}{early}"


def _alone(values: Sequence[float]) -> list[int]:
    known = [value == value for value in (float("nan"), *values, float("nan"))]
    return [i for i in range(len(values)) if known[i + 1] and not known[i] and not known[i + 2]]


def _ground(axes: Axes, years: list[int], values: list[float], *, pair: bool) -> None:
    bare(axes, "bottom")
    axes.grid(axis="y", color=RULE, linewidth=0.6)
    axes.tick_params(axis="y", labelsize=SMALL)
    span = max(years[-1] - years[0], 1)
    step = next((step for step in (1, 2, 5, 10, 20, 50) if span / step <= 10), 100)
    ticks = [year for year in range(years[0], years[-1] + 1) if year % step == 0] or years
    axes.set_xticks(ticks, [str(year) for year in ticks])
    axes.tick_params(axis="x", length=3, width=0.6)
    axes.set_xlim(years[0] - 0.02 * span, years[-1] + 0.02 * span)
    top = 100.0 if pair else max(values, default=1.0) or 1.0
    # Lines start at zero, so that a small change does not look like a great one.
    axes.set_ylim(min(0.0, *values) if values else 0.0, top * 1.04)


def _name_ends(axes: Axes, lines: list[_Line], ends: list[str]) -> None:
    """Name each line at its end; names that would touch are moved apart, and led to their ends."""
    low, high = axes.get_ylim()
    figure = axes.get_figure(root=True)
    height = (figure.get_size_inches()[1] if figure else 1) * axes.get_position().height
    heights = [line.values[last] if (last := _last(line)) is not None else low for line in lines]
    wanted = [(value - low) / (high - low) * height for value in heights]
    final = max(year for line in lines for year in line.years)
    placed = spread(wanted, _LINE, 0, height)
    for place, (line, end, at) in enumerate(zip(lines, ends, placed, strict=True)):
        colour, last = COLOURS[place % len(COLOURS)], _last(line)
        dash = _DASHES[place // len(COLOURS) % len(_DASHES)]
        if last is not None:
            axes.plot([line.years[last]], [line.values[last]], "o", color=colour, markersize=4, clip_on=False)
        if last is not None and line.years[last] == final:
            start = (axes.transData + axes.transAxes.inverted()).transform((line.years[last], line.values[last]))
            lead: dict[str, Any] = {
                "transform": axes.transAxes,
                "clip_on": False,
                "linewidth": 0.8,
                "alpha": 0.7,
                "linestyle": dash,
            }
            axes.plot([float(start[0]), 1.015], [float(start[1]), at / height], color=colour, **lead)
        axes.text(
            1.02, at / height, end, transform=axes.transAxes, color=colour, va="center", fontsize=TEXT, clip_on=False
        )
