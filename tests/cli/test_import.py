"""``accord import``: records to a file or to stdout, the account of the rows to stderr."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from running import ok, run

from accord.graph.exporting.units import UNITS
from accord.graph.importing import KINDS

if TYPE_CHECKING:
    from pathlib import Path

_HEAD = (
    "ccode1,cowName1,ccode2,cowName2,signDay,signMonth,signYear,EIFDay,EIFMonth,EIFYear,type,category1,terminated,"
    "endYearEstimate,categoryConf,factivaSign,factivaEIF,DCAid\n"
)
_ROWS = (
    "2,USA,740,JPN,1,4,1984,1,4,1984,general,DCA,0,2010,high,,,DCADv1.0-0001\n"
    "145,BOL,145,VEN,,,2006,,,,general,DCA,-88,2010,low,,,DCADv1.0-0002\n"
)


@pytest.fixture(scope="module")
def dcad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a main file of two rows, one of which is refused."""
    path = tmp_path_factory.mktemp("data") / "main.csv"
    path.write_text(_HEAD + _ROWS, encoding="utf-8")
    return path


def test_records_and_refused_rows_are_written(dcad: Path, tmp_path: Path) -> None:
    """The file can be read by itself, and the command says what became of the rows and whom to cite."""
    made, refused = tmp_path / "dcad.ttl", tmp_path / "refused.csv"
    result = run("import", "dcad", str(dcad), "--with-states", "-o", str(made), "--refused", str(refused))
    assert result.exit_code == 0
    assert result.stdout == ""
    for words in ("rows read: 2", "rows used: 1", "1 x it names one state twice, as 'BOL' and 'VEN'", "cite: Kinne"):
        assert words in result.stderr
    assert refused.read_text(encoding="utf-8").splitlines()[1].startswith("main.csv,3,")
    answer = ok("tie", "USA", "Japan", "--graph", str(made), "--only", "--at", "2000-01-01")
    assert "Defence cooperation agreement of United States and Japan, 1984 (DCAD 0001)" in answer
    years = ok("export", "--graph", str(made), "--only", "--unit", "dyad-year", "--between", "1983", "1985")
    assert [line.split(",")[:5] for line in years.splitlines()] == [
        ["dyad", "year", "mem1", "mem2", "tied"],
        ["2740", "1983", "2", "740", "0"],
        ["2740", "1984", "2", "740", "1"],
        ["2740", "1985", "2", "740", "1"],
    ]


def test_data_goes_to_stdout_and_words_to_stderr(dcad: Path) -> None:
    """Quietly there is nothing but data."""
    result = run("-q", "import", "dcad", str(dcad))
    assert result.stdout.startswith("@prefix acc:")
    assert "mech:dcad-0001" in result.stdout
    assert result.stderr == ""


def test_what_cannot_be_read_ends_with_three(dcad: Path, tmp_path: Path) -> None:
    """No row that can be used, a file of something else; wrong usage ends with two."""
    path = tmp_path / "main.csv"
    path.write_text(_HEAD + _ROWS.splitlines(keepends=True)[1], encoding="utf-8")
    result = run("import", "dcad", str(path), "-o", str(tmp_path / "made.ttl"))
    assert result.exit_code == 3
    assert "not one row could be used" in result.stderr
    result = run("import", "atop", str(dcad))
    assert result.exit_code == 3
    assert "is no file of ATOP that is read: it lacks" in result.stderr
    assert run("import", "dcad").exit_code == 2
    assert run("import", "other", str(dcad)).exit_code == 2


def test_the_commands_offer_what_the_library_has() -> None:
    """The kinds of data set, and the units of analysis."""
    from accord.cli.export import export
    from accord.cli.import_ import import_

    choices = {p.name: getattr(p.type, "choices", ()) for p in (*import_.params, *export.params)}
    assert set(choices["kind"]) == set(KINDS)
    assert tuple(choices["unit"]) == UNITS


def test_a_list_of_ones_own_needs_its_mapping(tmp_path: Path) -> None:
    """With it the list becomes records; without it, and for a data set that takes none, the command says so."""
    rows, mapping, made = tmp_path / "list.csv", tmp_path / "list.toml", tmp_path / "list.ttl"
    rows.write_text("No,Held,Who\n1,2024-05-06,Japan;France\n", encoding="utf-8")
    mapping.write_text(
        '[list]\nname = "mine"\ntitle = "Mine"\nconsulted = 2026-11-30\n[columns]\nidentifier = "No"\nparties = "Who"\n'
        '[dates]\nfirstDay = "Held"\n[constants]\nkind = "joint exercise"\n',
        encoding="utf-8",
    )
    assert run("import", "csv", str(rows), "--mapping", str(mapping), "-o", str(made)).exit_code == 0
    assert "mech:mine-1\n  a acc:JointExercise" in made.read_text(encoding="utf-8")
    for arguments, message in (
        (("csv", str(rows)), "needs a mapping"),
        (("mme", str(rows), "--mapping", str(mapping)), "mme takes no mapping"),
        (("mme",), "Missing argument 'FILE...'"),
    ):
        result = run("import", *arguments)
        assert result.exit_code == 2
        assert message in result.stderr
