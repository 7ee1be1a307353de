"""Multinational Military Exercises: the genuine file, where ``ACCORD_DATA`` names the folder that holds it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from accord.graph.importing import import_files

FILE = Path(os.environ.get("ACCORD_DATA", "")) / "mme" / "mme_v7.csv"
pytestmark = pytest.mark.skipif(
    "ACCORD_DATA" not in os.environ or not FILE.is_file(), reason="ACCORD_DATA names no folder with mme/mme_v7.csv"
)


def test_the_genuine_file_is_read_whole() -> None:
    """3,707 rows, of which 91 name nobody; three ids stand for two exercises each."""
    outcome = import_files("mme", [FILE]).outcome
    assert (outcome.rows_read, outcome.rows_used, len(outcome.refused)) == (3707, 3616, 91)
    assert outcome.is_balanced
    assert set(outcome.reasons) == {"no participant that is known here is named"}
    twice = {note.split()[1] for note in outcome.notes if note.startswith("id ")}
    assert twice == {"mme3457", "mme3458", "mme3460"}
    assert outcome.unrecognised["'Baltic States' is several states together"] == 1
