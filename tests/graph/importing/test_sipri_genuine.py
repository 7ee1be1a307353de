"""The trade register of SIPRI: genuine rows, where ``ACCORD_DATA`` names the folder that holds them."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import pytest

from accord.graph.importing import import_files

FILE = Path(os.environ.get("ACCORD_DATA", "")) / "sipri" / "trade_register_180rows.csv"
pytestmark = pytest.mark.skipif(
    "ACCORD_DATA" not in os.environ or not FILE.is_file(),
    reason="ACCORD_DATA names no folder with sipri/trade_register_180rows.csv",
)


def test_the_genuine_rows_are_read_whole() -> None:
    """180 rows of 83 deals; the values of the deals sum to those of the rows."""
    run = import_files("sipri", [FILE])
    outcome = run.outcome
    assert (outcome.rows_read, outcome.rows_used, len(outcome.refused)) == (180, 180, 0)
    assert outcome.records_made["mechanisms"] == 83
    lines = "".join(run.chunks()).splitlines()

    def total(column: str) -> Decimal:
        found = [line.split('"')[1] for line in lines if line.strip().startswith(f"sipri:{column} ")]
        return sum(map(Decimal, found), Decimal())

    assert total("sumOfDeliveryValues") == total("TIV%20delivery%20values") > 0
