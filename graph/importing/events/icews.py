"""ICEWS: events coded by machine from news, with actors resolved, 1995 to 2023, in files of 20 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..datasets import DataSet
from .layouts import ICEWS
from .reading import read_events

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from .. import Run

DATASET: Final = DataSet(
    name="icews",
    title="ICEWS Coded Event Data",
    version="",
    citation=(
        "Boschee, Elizabeth, Jennifer Lautenschlager, Sean O'Brien, Steve Shellman, James Starz, and Michael Ward. "
        "2015. ICEWS Coded Event Data. Harvard Dataverse. https://doi.org/10.7910/DVN/28075"
    ),
    terms="See the terms of the data set on Harvard Dataverse; they were not read for this reader",
    publisher="Harvard Dataverse",
    url="https://doi.org/10.7910/DVN/28075",
    consulted="2026-12-01",
    first_day="",
    last_day="",
    missing="What the news that ICEWS reads did not report, and what its program did not recognise.",
)


def read(files: Sequence[Path], run: Run, *, engine: str = "duckdb") -> None:
    """Count the events in ICEWS files; see `accord.graph.importing.events.reading.read_events`."""
    read_events(files, run, DATASET, ICEWS, engine)
