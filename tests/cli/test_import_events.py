"""``accord import gdelt`` and ``icews``, and the network of events, as a person types them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from events_by_hand import write_by_hand
from running import ok, run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Give the files by hand."""
    return write_by_hand(tmp_path_factory.mktemp("events"))


def test_from_a_file_of_events_to_a_ranking(files: dict[str, Path], tmp_path: Path) -> None:
    """The import accounts for the rows on stderr, and its file is ranked by the events of a window."""
    path = tmp_path / "events.ttl"
    done = run("import", "gdelt", str(files["gdelt"]), "--with-states", "-o", str(path))
    assert done.exit_code == 0
    assert done.stdout == ""
    for line in ("rows read: 24", "rows used: 9", "records made: 4 event counts", "  5 x unreadable line"):
        assert line in done.stderr.splitlines()
    assert "cite: Leetaru" in done.stderr
    shown = ok(
        *("centrality", "--graph", str(path), "--only", "--projection", "events", "--measure", "strength"),
        *("--between", "2018-01", "2018-06", "--format", "csv"),
    )
    assert shown.splitlines()[1:3] == ["1,Japan,JPN,6,", "1,United States,USA,6,"]


def test_the_plain_table(files: dict[str, Path], tmp_path: Path) -> None:
    """A file that ends in .csv gets a row two states and a month."""
    path = tmp_path / "events.csv"
    ok("import", "icews", str(files["icews"]), "-o", str(path))
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("data_set,month,a,a_label,b,b_label,events,intent,consultation,")
    assert lines[2] == "icews,2018-06,JPN,Japan,VNM,Viet Nam,3,0,3,0,0,0,0,1,1.000000"


def test_what_is_of_events_alone(files: dict[str, Path], tmp_path: Path) -> None:
    """Other data sets know no engine and no plain table, and weights are of the network of mechanisms."""
    path = str(files["gdelt"])
    for arguments, said in (
        (("--engine", "duckdb"), "It is for gdelt and icews."),
        (("-o", str(tmp_path / "x.csv")), "gdelt and icews alone"),
    ):
        refused = run("import", "dcad", path, *arguments)
        assert refused.exit_code == 2
        assert said in refused.stderr
    assert run("import", "gdelt", path, "--refused", str(tmp_path / "x.csv")).exit_code == 2
    assert run("centrality", "--projection", "events", "--weight", "depth").exit_code == 2
    without = run("centrality", "--projection", "events", "--only", "--graph", path)
    assert without.exit_code == 3 or "no counts of events" in without.stderr
