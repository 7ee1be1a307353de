"""The genuine files, where the environment variable ``ACCORD_DATA`` names the folder that holds them."""

from __future__ import annotations

import csv
import os
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from accord.graph import KnowledgeGraph
from accord.graph.exporting.units import unit_rows
from accord.graph.importing import Run, import_files

if TYPE_CHECKING:
    from accord.graph.identity import Resolver

_DATA = Path(os.environ.get("ACCORD_DATA", ""))


def _at_hand(*names: str) -> list[Path]:
    found = [_DATA / name for name in names]
    if "ACCORD_DATA" not in os.environ or not all(path.is_file() for path in found):
        pytest.skip("ACCORD_DATA names no folder with the genuine files")
    return found


@pytest.fixture(scope="module")
def atop(resolver: Resolver) -> Run:
    """Give the import of the three files of ATOP 5.1."""
    files = _at_hand("atop/atop5_1m.csv", "atop/atop5_1aph.csv", "atop/atop5_1a.csv")
    return import_files("atop", files, resolver=resolver)


@pytest.fixture(scope="module")
def alliances(atop: Run, tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """Give the graph of it alone."""
    path = tmp_path_factory.mktemp("atop") / "atop.ttl"
    atop.add_states()
    path.write_text("".join(atop.chunks()), encoding="utf-8")
    return KnowledgeGraph.load(path, shipped=False)


def test_all_of_atop_is_read(atop: Run, alliances: KnowledgeGraph) -> None:
    """789 alliances in 849 phases with 2,510 rows of members, as its codebook counts them; no row is refused."""
    assert (atop.outcome.rows_read, atop.outcome.rows_used) == (789 + 849 + 2510, 789 + 849 + 2510)
    assert atop.outcome.records_made["mechanisms"] == 849
    assert not atop.outcome.unrecognised
    assert sum(1 for _ in unit_rows(alliances, "alliance")) == 789 + 1
    assert sum(1 for _ in unit_rows(alliances, "phase")) == 849 + 1


#: Of the 11,923 rows of atop5_1sy.csv, how many fill atopid3, atopid4 and so on to atopid59: the number of states that
#: have at least so many alliances in a year.
_AT_LEAST_THREE = (
    *(5837, 3803, 2527, 1897, 1546, 1310, 1093, 946, 848, 760, 688, 628, 517, 449, 363, 333, 312, 283, 268, 243, 221),
    *(203, 180, 145, 132, 122, 105, 102, 91, 75, 63, 50, 37, 27, 27, 27, 26, 26, 26, 24, 22, 20, 20, 20, 19, 18, 18),
    *(15, 15, 14, 12, 6, 3, 2, 2, 1, 1),
)


def test_state_years_are_those_of_atop(alliances: KnowledgeGraph) -> None:
    """All 11,923 of ATOP's state-years and no other, with the alliances of its members, and as many of three and more.

    Among them are the years of members before the record has them as a state (Czechia and Slovakia 1992, Ukraine and
    Belarus 1990, Saint Kitts 1981 and 1982, Ceylon 1947), and of 713 before the list has that number.
    """
    head, *rows = unit_rows(alliances, "state-year")
    place = {name: number for number, name in enumerate(head)}
    tied = {(row[0], row[1]): row for row in rows if row[place["tied"]] == 1}
    expected: dict[tuple[str, int], set[str]] = {}
    with (_DATA / "atop/atop5_1m.csv").open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            for year in range(int(row["yrent"]), (int(row["yrexit"]) or 2018) + 1):
                expected.setdefault((row["member"], year), set()).add(row["atopid"])
    # Annam has no number of the list, and no state-year of ATOP.
    expected = {key: found for key, found in expected.items() if key[0] != "8152"}
    assert len(tied) == 11923
    assert {key: {str(name) for name in row[place["id1"] :]} - {""} for key, row in tied.items()} == expected
    # ATOP covers all of these years, so that no obligation is unknown in them.
    assert not any("" in row[: place["id1"]] for row in tied.values())
    numbers = [row[place["number"]] for row in tied.values()]
    found = tuple(sum(isinstance(n, int) and n >= least for n in numbers) for least in range(3, 60))
    assert found == _AT_LEAST_THREE


def test_dyad_years_are_as_many_as_those_of_atop(alliances: KnowledgeGraph) -> None:
    """ATOP has 273,296 directed dyad-years: two a pair of states and year in which they are tied."""
    head, *rows = unit_rows(alliances, "dyad-year")
    tied = head.index("tied")
    assert 2 * sum(row[tied] == 1 for row in rows) == 273296


#: Two stretches of atop5_1sy.csv, drawn by lot: state and year with which each begins, and with which it ends.
_STRETCHES = ((212, 1987, 220, 1969), (331, 1987, 339, 1959))
#: The SHA-256 of their 321 rows as ATOP has them: state, year, obligations, number, transyr and ids.
_THEIRS = "c0c5024a89b00e3720050bf762bd945982a0d813ba3b4b5199c1e9a38171d587"


def test_rows_of_state_years_are_those_of_atop(alliances: KnowledgeGraph) -> None:
    """Obligations, number of alliances, their ids and the years of change stand as in ATOP's own file."""
    head, *rows = unit_rows(alliances, "state-year")
    place = {name: number for number, name in enumerate(head)}
    told: list[str] = []
    for row in rows:
        state, year = int(str(row[0])), int(str(row[1]))
        if row[place["tied"]] == 1 and any(
            (first, begun) <= (state, year) <= (last, ended) for first, begun, last, ended in _STRETCHES
        ):
            told.append(
                ",".join(str(value) for name, value in zip(head, row, strict=True) if name != "tied").rstrip(",")
            )
    assert len(told) == 321
    assert sha256("\n".join(told).encode()).hexdigest() == _THEIRS


def test_all_of_dcad_is_read(resolver: Resolver) -> None:
    """1,871 rows, of which three name one state twice."""
    run = import_files("dcad", _at_hand("dcad/DCAD-v1.0-main.csv"), resolver=resolver)
    assert (run.outcome.rows_read, run.outcome.rows_used, len(run.outcome.refused)) == (1871, 1868, 3)
    assert all("one state twice" in row.reason for row in run.outcome.refused)
