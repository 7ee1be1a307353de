"""One import of events: counted by an engine, resolved to states, and written as records and as a table."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from ...table import Table
from ..turtle import text, when
from .counting import count_states
from .engines import rows_of
from .expression import counts_of, events_of, lines_table
from .layouts import ROOTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from .. import Run
    from ..datasets import DataSet
    from .counting import Counted, EventCount
    from .layouts import Layout

#: The columns of the table, besides those of `ROOTS` between ``events`` and ``mirrored``.
_BEFORE: Final = ("data_set", "month", "a", "a_label", "b", "b_label", "events")
_AFTER: Final = ("mirrored", "mean_goldstein")
#: So many files are named one by one; of more, the first and the last.
_NAMED: Final = 3


def read_events(files: Sequence[Path], run: Run, dataset: DataSet, layout: Layout, engine: str) -> None:
    """Count the events of cooperation between states in the files of a data set, by pair and month.

    Parameters
    ----------
    files
        The files, plain, ``.gz`` or ``.zip``.
    run
        Where the counts, the table and the account go.
    dataset, layout
        The data set, and how it writes an event.
    engine
        One of `accord.graph.importing.events.engines.ENGINES`.

    Raises
    ------
    FileError
        Where a file cannot be read.
    AccordError
        Where the engine is not installed or cannot be started.

    """
    expression = counts_of(events_of(lines_table(), layout), layout)
    with rows_of(files, expression, engine) as (rows, unreadable):
        record_counts(rows, run, dataset, layout, [path.name for path in files], unreadable=unreadable)


def record_counts(
    rows: Iterable[dict[str, Any]],
    run: Run,
    dataset: DataSet,
    layout: Layout,
    names: Iterable[str],
    *,
    unreadable: int = 0,
) -> None:
    """Make records and a table of what the expression gave, wherever it ran.

    Parameters
    ----------
    rows
        The rows of `accord.graph.importing.events.expression.counts_of`, as dictionaries.
    run
        Where the counts, the table and the account go.
    dataset, layout
        The data set, and how it writes an event.
    names
        The names of the files, or of the tables, that were read.
    unreadable
        How many lines were no text, and are in no row.

    Notes
    -----
    The names of counts, evidence and coverage hold eight digits that follow from the names of the files and the
    account of their rows: imports of other files have other names, and can be loaded side by side.
    """
    counted = count_states(rows, unreadable, layout, run.resolver, run.outcome)
    found = replace(dataset, first_day=counted.first_day, last_day=counted.last_day)
    run.begin(found)
    read = sorted(set(names))
    outcome = run.outcome
    account = [*read, f"{outcome.rows_read} {outcome.rows_used}", *map(str, sorted(outcome.passed_over.items()))]
    key = f"{dataset.name}-{hashlib.sha256(chr(10).join(account).encode()).hexdigest()[:8]}"
    _state(run, found, key, _listed(read), counted)
    run.tabulate(_table(run, dataset.name, counted.counts))


def _state(run: Run, dataset: DataSet, key: str, files: str, counted: Counted) -> None:
    """Make the records: the evidence, what it covers, and each count."""
    source, evidence = f"src:{dataset.slug}", f"ev:{key}"
    run.add_record(
        evidence,
        [
            ("a", "acc:Evidence"),
            ("acc:source", source),
            ("acc:locator", text(f"{files}: the rows of each two states and month, CAMEO codes 03 to 08")),
            # What a program reads in one report of the news is weak evidence of an event.
            ("acc:confidence", "acc:Low"),
        ],
    )
    if counted.first_day:
        run.add_record(
            f"coverage:{key}",
            [
                ("a", "acc:CoverageStatement"),
                ("acc:coversCounts", source),
                ("acc:coversFrom", when(counted.first_day)),
                ("acc:coversTo", when(counted.last_day)),
                ("acc:completeness", f"acc:{dataset.completeness}"),
                ("acc:checkedTo", when(counted.last_day)),
                ("dcterms:description", text(dataset.missing, "en")),
            ],
        )
    for count in counted.counts:
        run.add_record(
            f"count:{key}--{count.a}--{count.b}--{count.month}",
            [
                ("a", "acc:EventCount"),
                ("acc:between", f"actor:{count.a}"),
                ("acc:between", f"actor:{count.b}"),
                ("acc:month", when(count.month)),
                ("acc:events", str(count.events)),
                *((f"acc:{name}Events", str(number)) for name, number in count.counts.items() if number),
                *((("acc:meanGoldstein", str(count.goldstein)),) if count.goldstein is not None else ()),
                ("acc:evidence", evidence),
            ],
            (count.a, count.b),
        )


def _table(run: Run, name: str, counts: list[EventCount]) -> Table:
    """Return the counts as a table: a row two states and a month."""
    label = {actor.id: actor.label for actor in run.resolver.states}
    rows = tuple(
        (
            *(name, count.month, count.a, label[count.a], count.b, label[count.b], count.events),
            *count.counts.values(),
            count.mirrored,
            None if count.goldstein is None else float(count.goldstein),
        )
        for count in counts
    )
    return Table((*_BEFORE, *ROOTS.values(), *_AFTER), rows, {"data set": name})


def _listed(names: list[str]) -> str:
    if len(names) <= _NAMED:
        return ", ".join(names)
    return f"{len(names)} files, {names[0]} to {names[-1]}"
