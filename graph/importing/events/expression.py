"""The one expression that counts events, in Ibis: built once, it runs unchanged on every engine that Ibis has.

It goes from lines of text to counts by pair of countries and month, in one pass. Nothing in it depends on an
engine, and no event leaves the engine: what comes out has a row a pair and month, and one a reason to leave out.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from ...errors import not_installed
from .layouts import JOINT, ROOTS

if TYPE_CHECKING:
    from .layouts import Layout

#: The name of the table of lines, and that of its one column.
LINES: Final = "accord_event_lines"
#: What becomes of a row; all but the first are reasons to leave it out.
USED: Final = "used"
UNREADABLE: Final = "unreadable line"
NO_COOPERATION: Final = "not cooperation"
ONE_COUNTRY: Final = "no two countries"
SAME_COUNTRY: Final = "same country"

_FIELDS: Final = ("id", "day", "added", "code", "goldstein", "report")
_ACTORS: Final = ("actor", "country", "other_actor", "other_country")


def load_ibis() -> Any:
    """Return Ibis, of whose tables type checkers know no columns.

    Raises
    ------
    FileError
        Where it is not installed.
    """
    try:
        return import_module("ibis")
    except ImportError:
        raise not_installed("counting events needs Ibis", "events") from None


def lines_table() -> Any:
    """Return the table that `events_of` reads: lines of text, wherever an engine has them."""
    ibis = load_ibis()

    return ibis.table({"line": "string"}, name=LINES)


def events_of(lines: Any, layout: Layout) -> Any:
    """Return the fields of each line, and whether it could be read.

    Parameters
    ----------
    lines
        An Ibis table with the column ``line``.
    layout
        How the data set writes an event.

    Returns
    -------
    ibis.Table
        A row a line that is neither blank nor a heading: ``readable``, and the fields as text, null where the line
        has none: ``id``, ``day``, ``added`` (the day on which the data set took it in), ``actor``, ``country``,
        ``other_actor``, ``other_country``, ``code``, ``goldstein`` and ``report``. A table of a warehouse that has
        columns of its own takes the place of this one by the same names.
    """
    ibis = load_ibis()

    split = lines.filter(lines.line.length() > 0).select(fields=lines.line.split("\t"))
    split = split.mutate(width=split.fields.length())
    rows = split.filter(~split.fields[0].endswith(layout.header))

    def field(name: str) -> Any:
        """Take the field from where lines of each width have it; a shorter line is never reached into."""
        places: dict[int, list[int]] = {}
        for width, columns in layout.columns.items():
            if name in columns:
                places.setdefault(columns[name], []).append(width)
        found = [(rows.width.isin(widths), rows.fields[place]) for place, widths in places.items()]
        return ibis.cases(*found, else_=ibis.null("string")) if found else ibis.null("string")

    taken = rows.select(width=rows.width, **{name: field(name) for name in (*_FIELDS, *_ACTORS)})
    known = taken.width.isin(list(layout.columns)) & (taken.id.length() > 0) & taken.day.re_search(layout.day)
    return taken.mutate(readable=known.fill_null(False)).drop("width")


def counts_of(events: Any, layout: Layout) -> Any:
    """Return how many events each pair of countries has in each month, and how many rows are left out and why.

    Parameters
    ----------
    events
        What `events_of` returns.
    layout
        How the data set writes an event.

    Returns
    -------
    ibis.Table
        A row a pair and month, its ``fate`` *used*, and a row a reason, as ``fate``, with neither. Columns:
        ``rows`` read; ``events``, and as many again under the names in `ROOTS`; ``mirrored`` and ``repeated`` rows
        that are an event counted already; ``tenths``, the sum of the Goldstein values in tenths over ``scored``
        rows; ``earliest`` and ``latest``, the days from and to which the data set took in the rows.

    Notes
    -----
    A row that stands twice is one event. Rows of a joint act (see `JOINT`) by which the same two actors are
    reported on the same day in the same report, *f* in the one direction and *b* in the other, are *max(f, b)*
    events. Sums are of whole numbers, so that they are the same in whatever order an engine adds.
    """
    ibis = load_ibis()

    fate = ibis.cases(
        (~events.readable, UNREADABLE),
        (~events.code.substr(0, 2).isin(list(ROOTS)).fill_null(False), NO_COOPERATION),
        (_is_missing(events.country, layout) | _is_missing(events.other_country, layout), ONE_COUNTRY),
        (events.country == events.other_country, SAME_COUNTRY),
        else_=USED,
    )
    day = events.day.replace("-", "")
    rows = events.mutate(
        used=fate == USED,
        joint=(fate == USED) & events.code.re_search(JOINT),
        visit=events.code.isin(["042", "043"]),
        fate=fate,
        day=day,
        added=(ibis.coalesce(events.added, events.day) if _is_dated(layout) else day).substr(0, 8),
    )
    # Of a visit the one who goes comes first; of any other joint act the one whose name does.
    backward = ibis.ifelse(rows.visit, rows.code == "043", rows.actor > rows.other_actor)
    told = rows.select(
        fate=rows.fate,
        a=_where(rows.used, ibis.least(rows.country, rows.other_country)),
        b=_where(rows.used, ibis.greatest(rows.country, rows.other_country)),
        month=_where(rows.used, rows.day.substr(0, 4).concat("-", rows.day.substr(4, 2))),
        root=_where(rows.used, rows.code.substr(0, 2)),
        tenths=_where(rows.used, (rows.goldstein.try_cast("float64") * 10).round().cast("int64")),
        id=_where(rows.used, rows.id),
        day=_where(rows.used, rows.day),
        act=_where(rows.joint, ibis.ifelse(rows.visit, "042", rows.code)),
        report=_where(rows.joint, ibis.coalesce(rows.report, "")),
        one=_where(rows.joint, ibis.ifelse(backward, rows.other_actor, rows.actor)),
        two=_where(rows.joint, ibis.ifelse(backward, rows.actor, rows.other_actor)),
        back=ibis.ifelse(rows.joint & backward, 1, 0),
        added=_where(rows.readable & rows.added.re_search("^[0-9]{8}$"), rows.added),
    )
    # What a row says, each once: a row that stands twice is the same event.
    once = told.group_by(
        *("fate", "a", "b", "month", "root", "tenths", "id", "day", "act", "report", "one", "two", "back")
    ).agg(rows=told.count(), earliest=told.added.min(), latest=told.added.max())
    # What is one event but for the direction in which it is told; of acts that are not joint, all of a day.
    acts = once.group_by("fate", "a", "b", "month", "root", "day", "act", "report", "one", "two").agg(
        rows=once.rows.sum(),
        reports=once.count(),
        back=once.back.sum(),
        tenths=once.tenths.sum(),
        scored=once.tenths.count(),
        earliest=once.earliest.min(),
        latest=once.latest.max(),
    )
    events_in = ibis.greatest(acts.back, acts.reports - acts.back)
    return acts.group_by("fate", "a", "b", "month").agg(
        rows=acts.rows.sum(),
        events=events_in.sum(),
        **{name: ibis.ifelse(acts.root == root, events_in, 0).sum() for root, name in ROOTS.items()},
        mirrored=(acts.reports - events_in).sum(),
        repeated=(acts.rows - acts.reports).sum(),
        tenths=acts.tenths.sum(),
        scored=acts.scored.sum(),
        earliest=acts.earliest.min(),
        latest=acts.latest.max(),
    )


def _where(condition: Any, value: Any) -> Any:
    """Return the value where the condition is met, and null elsewhere."""
    ibis = load_ibis()

    return ibis.ifelse(condition, value, ibis.null(value.type()))


def _is_missing(value: Any, layout: Layout) -> Any:
    return value.isnull() | value.isin(list(layout.missing))


def _is_dated(layout: Layout) -> bool:
    """Whether the data set says on which day it took an event in."""
    return any("added" in columns for columns in layout.columns.values())
