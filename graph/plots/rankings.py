"""A ranking as horizontal bars, with ranks, ties and values in words beside them."""

# matplotlib leaves the types of its keyword arguments open.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any, Final

from .labels import extent, number, sentence, shortened
from .style import ACCENT, GROUND, INK, RULE, SMALL, SOFT, TEXT, bare, sheet, source_line

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from ..table import Table

#: More rows than these are left out, and counted.
_MOST: Final = 50
#: Inches of a row, of the widest name, and of the room for labels of the axis.
_ROW, _NAME, _FOOT = 0.215, 2.6, 0.42
_GAP: Final = 0.08


def draw_ranking(table: Table) -> Figure:
    """Draw the first rows of a ranking, the greatest on top.

    Equal values bear the same rank. Where the table compares with random networks, a value is a dot over the
    middle 95 % of theirs. Rows without a value are left out and counted.
    """
    rows = table.records()
    key = "value" if "value" in table.columns else "index"
    # A bridge whose span is infinite has a rank and no value: it is named, without a bar.
    ranked = [row for row in rows if row[key] is not None or row["rank"] is not None]
    shown, bare_rows = ranked[:_MOST], len(rows) - len(ranked)
    left_out = [
        f"{len(ranked) - len(shown)} further rows are not drawn" if len(ranked) > len(shown) else "",
        f"{bare_rows} without a value are left out" if bare_rows else "",
        str(table.about.get("cut", "")).capitalize(),
        "Grey: the middle 95 % of random networks in which every actor has as many ties" if "low" in rows[0] else "",
    ]
    title, axis = _words(table, len(shown))
    page = sheet(title, sentence(str(table.about["definition"])) + ".", source_line(table, *left_out), _room(shown))
    one = _one(table)
    names = [_name(row, one=bool(one)) for row in shown]
    ranks = ["" if row["rank"] is None else str(row["rank"]) for row in shown]
    values = [_value(row, key) for row in shown]
    column = max(extent(text, TEXT) for text in ranks) + _GAP
    left = 0.16 + column + max(extent(name, TEXT) for name in names) + _GAP
    right = 0.16 + max(extent(value, TEXT) for value in values) + 2 * _GAP
    axes = page.axes(left, right, below=_FOOT)
    if "low" in rows[0]:
        _dots(axes, shown)
    else:
        axes.barh(range(len(shown)), [row[key] or 0 for row in shown], height=0.62, color=ACCENT)
    _label(axes, names, ranks, values, _ends(shown, key), left, 8 if "low" in rows[0] else 4)
    axes.set_xlabel(axis, loc="left")
    return page.figure


def _room(rows: list[dict[str, Any]]) -> float:
    return len(rows) * _ROW + _FOOT + 0.1


def _words(table: Table, shown: int) -> tuple[str, str]:
    """Return the title, and the label of the axis."""
    about = table.about
    measure = sentence(str(about["measure"]).replace("-", " " if " " not in about["measure"] else "-"))
    one, pairs = _one(table), "b" in table.columns
    # A ranking of one actor's quasi-allies counts all pairs, so that its own number is not known.
    of = None if "index" in table.columns and one else about.get("pairs", about.get("tied"))
    what = (f"pairs of {one}" if one else "pairs") if pairs else "actors with a tie"
    first = f"first {shown} of {of} {what}" if of and shown < of else f"{shown} {what}"
    if "index" in table.columns:
        return f"{measure}: {first}", "index, in per cent of the allied pairs; in brackets the practical depth"
    return f"{measure}: {first}", str(about["measure"])


def _one(table: Table) -> str:
    """Return the actor whose pairs a ranking is about, if it is about one."""
    rows = table.records()
    if "actor" in table.about:
        return str(table.about["actor"])
    alone = "b" in table.columns and len(rows) > 1 and len({row["a_id"] for row in rows}) == 1
    return str(rows[0]["a"]) if alone else ""


def _name(row: dict[str, Any], *, one: bool) -> str:
    """Return a row's name; ids stand for what is too long."""
    if "actor" in row:
        told = [row["actor"], row["id"]]
    elif one:
        told = [row["b"], row["b_id"]]
    else:
        told = [f"{a}, {b}" for a, b in product((row["a"], row["a_id"]), (row["b"], row["b_id"]))]
    fitting = (name for name in map(str, told) if extent(name, TEXT) <= _NAME)
    return next(fitting, shortened(str(told[0]), TEXT, _NAME))


def _value(row: dict[str, Any], key: str) -> str:
    if row[key] is None:
        return str(row.get("note") or "no value")
    return f"{number(row[key])} ({row['depth']:.1f})" if key == "index" else number(row[key])


def _ends(rows: list[dict[str, Any]], key: str) -> list[float]:
    """Return where each row's drawing ends, so that its value stands clear of it."""
    return [max(row[key] or 0, row.get("high") or 0) for row in rows]


def _dots(axes: Axes, rows: list[dict[str, Any]]) -> None:
    for place, row in enumerate(rows):
        if row["low"] is not None:
            axes.barh(place, row["high"] - row["low"], left=row["low"], height=0.5, color=RULE)
    above: dict[str, Any] = {"clip_on": False, "zorder": 4}
    axes.plot(
        [row["value"] for row in rows], range(len(rows)), "o", color=ACCENT, markersize=4.5, linestyle="none", **above
    )


def _label(
    axes: Axes, names: list[str], ranks: list[str], values: list[str], ends: list[float], left: float, clear_of: int
) -> None:
    bare(axes)
    axes.set_ylim(len(names) - 0.5, -0.5)
    least, greatest = min(0, *ends), max(ends, default=0) or 1
    axes.set_xlim(least, greatest)
    axes.grid(axis="x", color=RULE, linewidth=0.6)
    axes.set_yticks(range(len(names)), names, color=INK)
    axes.tick_params(axis="y", pad=_GAP * 72)
    edge = axes.get_yaxis_transform()
    figure = axes.get_figure(root=True)
    width = (figure.get_size_inches()[0] if figure else 1) * axes.get_position().width
    for place, (rank, value, end) in enumerate(zip(ranks, values, ends, strict=True)):
        small: dict[str, Any] = {"va": "center_baseline", "color": SOFT, "fontsize": SMALL}
        axes.text(-(left - 0.16) / width, place, rank, transform=edge, **small)
        clear = {"facecolor": GROUND, "edgecolor": "none", "pad": 0.6}
        axes.annotate(value, (end, place), (clear_of, 0), textcoords="offset points", bbox=clear, **small)
