"""GDELT: events coded by machine from the news of the world, in exports of 57, 58 and 61 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ..datasets import DataSet
from .layouts import GDELT
from .reading import read_events

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from .. import Run

DATASET: Final = DataSet(
    name="gdelt",
    title="GDELT Event Database",
    version="",
    citation=(
        "Leetaru, Kalev, and Philip A. Schrodt. 2013. GDELT: Global Data on Events, Location and Tone, 1979-2012. "
        "International Studies Association Annual Conference. https://www.gdeltproject.org"
    ),
    terms="The GDELT Project says that the entire database is 100% free and open; it asks to be named and linked to",
    publisher="The GDELT Project",
    url="https://www.gdeltproject.org/data.html",
    consulted="2026-12-01",
    first_day="",
    last_day="",
    missing=(
        "What the news that GDELT reads did not report, and what its program did not recognise. Events dated before "
        "the first of these days are only those that were reported late."
    ),
)


def read(files: Sequence[Path], run: Run, *, engine: str = "duckdb") -> None:
    """Count the events in GDELT exports; see `accord.graph.importing.events.reading.read_events`."""
    read_events(files, run, DATASET, GDELT, engine)


def events_of_table(table: Any) -> Any:
    """Return the events of a table that has GDELT's own columns, as the warehouses have it that GDELT publishes in.

    Parameters
    ----------
    table
        An Ibis table with the columns ``GLOBALEVENTID``, ``SQLDATE``, ``DATEADDED``, ``EventCode``,
        ``GoldsteinScale``, ``SOURCEURL``, and ``Actor1Code``, ``Actor1CountryCode`` and the same of ``Actor2``.

    Returns
    -------
    ibis.Table
        What `accord.graph.importing.events.expression.counts_of` reads.
    """

    def as_text(name: str) -> Any:
        return table[name].cast("string").fill_null("")

    return table.select(
        id=as_text("GLOBALEVENTID"),
        day=as_text("SQLDATE"),
        added=as_text("DATEADDED"),
        actor=as_text("Actor1Code"),
        country=as_text("Actor1CountryCode"),
        other_actor=as_text("Actor2Code"),
        other_country=as_text("Actor2CountryCode"),
        code=as_text("EventCode"),
        goldstein=as_text("GoldsteinScale"),
        report=as_text("SOURCEURL"),
        readable=as_text("SQLDATE").re_search(GDELT.day),
    )
