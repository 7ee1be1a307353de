"""``accord report``, ``accord matrix`` and ``--plot``, as a person types them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from running import COLUMNS, ok, run

from accord.graph.plots import drawing

if TYPE_CHECKING:
    from pathlib import Path


def test_a_report_goes_to_a_file_by_its_suffix(tmp_path: Path) -> None:
    """HTML, and a note on stderr."""
    path = tmp_path / "japan.html"
    done = run("report", "Japan", "--at", "2024-12-31", "-o", str(path))
    assert done.exit_code == 0, done.output
    assert done.stdout == ""
    assert done.stderr == f"wrote {path}\n"
    assert path.read_text("utf-8").startswith("<!DOCTYPE html>")


def test_without_a_file_it_is_markdown_on_stdout() -> None:
    """For a pipe."""
    text = ok("report", "NATO", "--at", "2024-12-31")
    assert text.startswith("# North Atlantic Treaty Organization: security partnerships\n")


def test_json_has_the_parts(tmp_path: Path) -> None:
    """For a program."""
    ok("report", "Poland", "--at", "2024-12-31", "-o", str(tmp_path / "poland.json"))
    answer = json.loads((tmp_path / "poland.json").read_text("utf-8"))
    assert answer["about"]["at"] == "2024-12-31"
    assert answer["what_if"]["promise"]


@pytest.mark.parametrize(
    ("arguments", "exit_code", "message"),
    [
        (("report", "Japan", "-o", "japan.docx"), 2, "tells no format of a report"),
        (("report", "Japan", "-o", "missing/japan.md"), 3, "there is no folder"),
        (("report", "Japon"), 2, "Did you mean Japan"),
        (("centrality", "--plot", "ranking.pdf"), 2, "Give a file that ends in .svg or .png"),
        (("trend", "Japan", "--plot", "missing/trend.svg"), 3, "there is no folder"),
        (("matrix", "--sort", "name"), 2, "--sort"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_wrong_usage(
    arguments: tuple[str, ...], exit_code: int, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One message, before anything is computed, and no file."""
    monkeypatch.chdir(tmp_path)
    done = run(*arguments)
    assert done.exit_code == exit_code
    assert message in done.stderr
    assert done.stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_without_matplotlib_one_line_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command could not run, and says what to install."""
    monkeypatch.setattr(drawing, "find_spec", lambda _: None)
    done = run("matrix", "--plot", str(tmp_path / "matrix.svg"))
    assert done.exit_code == 3
    assert "accord-graph[plots]" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("centrality", "--top", "5"),
        ("centrality", "--top", "5", "--null", "20"),
        ("trend", "Japan", "--from", "2015", "--to", "2020"),
        ("quasi-alliances", "Japan", "--top", "3"),
        ("quasi-alliances", "Japan", "Italy", "--from", "2018"),
        ("pairs", "common-partners", "--actor", "Japan", "--top", "3"),
        ("pairs", "bridges", "--top", "3"),
        ("matrix", "--top", "5"),
    ],
    ids=" ".join,
)
def test_a_plot_leaves_the_table_as_it_was(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """The same is printed with a plot as without one, and the plot is there."""
    path = tmp_path / "plot.svg"
    done = run(*arguments, "--plot", str(path))
    assert done.exit_code == 0, done.output
    assert done.stdout == ok(*arguments)
    assert done.stderr == f"wrote {path}\n"
    assert "<svg" in path.read_text("utf-8")


@pytest.mark.parametrize("top", ["8", "30"])
def test_a_matrix_fits_a_terminal(top: str) -> None:
    """As rows and columns where they fit, and as lists where not."""
    lines = ok("matrix", "--top", top).splitlines()
    assert max(map(len, lines)) <= COLUMNS
    assert any(line.split()[:3] == ["1", "2", "3"] for line in lines) is (top == "8")


def test_a_matrix_as_csv_has_a_column_an_actor() -> None:
    """Called by its id; the matrix is symmetric, with nothing on its diagonal."""
    head, *rows = [line.split(",") for line in ok("matrix", "--top", "6", "--format", "csv").splitlines()]
    assert head[:3] == ["actor", "id", "group"]
    cells = {(row[1], other): value for row in rows for other, value in zip(head[3:], row[3:], strict=True)}
    assert [row[1] for row in rows] == head[3:]
    assert all(cells[a, b] == cells[b, a] for a, b in cells)
    assert {cells[a, a] for a in head[3:]} == {"0"}
