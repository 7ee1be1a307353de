"""The published files, where the folder that holds them is named in the environment."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from accord.graph.identity import Resolver
from accord.graph.importing import Run, import_files

pytestmark = pytest.mark.skipif("ACCORD_DATA" not in os.environ, reason="ACCORD_DATA names no folder of genuine files")


@pytest.fixture(scope="module")
def folder() -> Path:
    """Give the folder of the files of events."""
    return Path(os.environ.get("ACCORD_DATA", "")) / "events"


def month(run: Run, a: str, b: str) -> int:
    """Return the events of two states in all months."""
    assert run.table is not None
    return sum(row["events"] for row in run.table.records() if (row["a"], row["b"]) == (a, b))


def test_an_export_of_gdelt(folder: Path) -> None:
    """Of 2,414 rows 323 are of cooperation and have two different countries; regions are told apart from states."""
    run = import_files("gdelt", [folder / "20180101000000.export.CSV"])
    outcome = run.outcome
    assert outcome.is_balanced
    assert outcome.rows_read == 2414
    assert outcome.passed_over["unreadable line"] == 0
    # Counted by DuckDB's SQL on the file's columns, apart from the code under test.
    assert (
        outcome.rows_read
        - sum(outcome.passed_over[why] for why in ("not cooperation", "no two countries", "same country"))
        == 323
    )
    assert set(outcome.unrecognised) == {
        f"{code!r} is no code of a state in CAMEO" for code in ("AFR", "EUR", "NMR", "WST")
    }
    assert run.dataset is not None
    assert (run.dataset.first_day, run.dataset.last_day) == ("2018-01-01", "2018-01-01")


def test_a_sample_of_icews(folder: Path) -> None:
    """Of 3,705 rows, 196 pairs of consultations and 123 of visits are told by both sides and counted once."""
    run = import_files("icews", [folder / "icews_2018_sample.tab"])
    outcome = run.outcome
    assert outcome.is_balanced
    assert outcome.rows_read == 3705
    assert outcome.passed_over["unreadable line"] == 0
    assert outcome.passed_over["the same event told from the other side"] >= 196 + 123
    # Counted by DuckDB's SQL on the file's columns, apart from the code under test.
    between = sum(outcome.passed_over[why] for why in ("not cooperation", "no two countries", "same country"))
    assert outcome.rows_read - between == 1295
    assert month(run, "PRK", "USA") == max(month(run, a, b) for _, _, a, _, b, *_ in run.table.rows)  # type: ignore[union-attr]


def test_every_country_of_cameo_is_known(folder: Path) -> None:
    """Each code of CAMEO's list is a state, or a territory or region without a seat of its own."""
    resolver = Resolver.shipped()
    lines = (folder / "cameoCountry.txt").read_text(encoding="latin-1").splitlines()[1:]
    codes = dict(line.split("\t")[:2] for line in lines)
    states = {code: match.actor.id for code in codes if (match := resolver.look_up(code, "cameo")).actor}
    assert {code: state for code, state in states.items() if code != state} == {
        "TMP": "TLS",
        "MTN": "MNE",
        "ROM": "ROU",
    }
    assert len(states) > 195
