"""Plots: what they show, in which order, on what it rests, and that equal tables give equal bytes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest

from accord.graph import AccordError, FileError, RequestError, Table
from accord.graph.analysis.centrality import centrality
from accord.graph.analysis.matrix import adjacency
from accord.graph.analysis.quasi_alliance import quasi_alliance_by_year
from accord.graph.analysis.trend import trend
from accord.graph.plots import drawing, save
from accord.graph.plots.labels import shortened, spread

if TYPE_CHECKING:
    from pathlib import Path

    import networkx as nx

    from accord.graph import KnowledgeGraph

_SVG = "{http://www.w3.org/2000/svg}"
_ABOUT = {"measure": "degree", "definition": "number of partners", "reads": "strength", "record": "1, checked to 2024"}


def _ranking(*values: float | None) -> Table:
    """Return a ranking whose first two values may be equal."""
    ranks = [1 + sum(other > value for other in values if other is not None) if value else None for value in values]
    rows = [(rank, f"Actor {i}", f"A{i}", value, "") for i, (rank, value) in enumerate(zip(ranks, values, strict=True))]
    return Table(("rank", "actor", "id", "value", "note"), tuple(rows), dict(_ABOUT))


def _texts(path: Path) -> list[str]:
    """Return the texts of an SVG, which is well-formed and of SVG alone."""
    root = ElementTree.parse(path).getroot()  # noqa: S314 -- a file of our own
    assert root.tag == f"{_SVG}svg"
    return ["".join(text.itertext()) for text in root.iter(f"{_SVG}text")]


def _drawn(table: Table, folder: Path) -> list[str]:
    save(table, folder / "plot.svg")
    return _texts(folder / "plot.svg")


@pytest.fixture(scope="module")
def network(japan_and_europe: KnowledgeGraph) -> nx.Graph[str]:
    """Give the network of the small record."""
    return japan_and_europe.network()


def test_a_ranking_has_title_names_ranks_values_and_what_it_rests_on(tmp_path: Path) -> None:
    """Equal values bear the same rank; a row without a value is counted and not drawn."""
    texts = _drawn(_ranking(12.5, 12.5, 5.25, None), tmp_path)
    assert "Degree: 3 actors with a tie" in texts
    assert "Number of partners." in texts
    assert [text for text in texts if text.startswith("Actor")] == ["Actor 0", "Actor 1", "Actor 2"]
    assert [texts.count(text) for text in ("12.5", "5.25", "3")] == [2, 1, 1]
    assert "degree" in texts
    foot = " ".join(texts)
    assert "Weight: number of mechanisms between the two actors. Accord record 1, checked to 2024." in foot
    assert "1 without a value are left out" in foot


def test_a_long_ranking_is_cut_and_says_so(tmp_path: Path) -> None:
    """Fifty rows are drawn."""
    texts = _drawn(_ranking(*(float(value) for value in range(120, 0, -1))), tmp_path)
    assert sum(text.startswith("Actor") for text in texts) == 50
    assert "70 further rows are not drawn" in " ".join(texts)


def test_a_ranking_of_the_record_says_of_how_many(network: nx.Graph[str], tmp_path: Path) -> None:
    """The first five of all with a tie, with the slice below."""
    table = centrality(network, "strength", top=5)
    texts = _drawn(table, tmp_path)
    assert f"Strength: first 5 of {table.about['tied']} actors with a tie" in texts
    assert [row[1] for row in table.rows] == [text for text in texts if text in {row[1] for row in table.rows}]
    assert "one-mode co-participation" in " ".join(texts)


def test_a_hostile_label_is_text(tmp_path: Path) -> None:
    """Markup stays a label, and dollar signs make no formula."""
    rows = ((1, "<script>alert(1)</script>", "a", 2, ""), (2, r"$\frac{1}{0}$ & co", "b", 1, ""))
    texts = _drawn(Table(("rank", "actor", "id", "value", "note"), rows, dict(_ABOUT)), tmp_path)
    assert {rows[0][1], rows[1][1]} <= set(texts)
    assert "<script" not in (tmp_path / "plot.svg").read_text("utf-8")


def test_a_trend_names_its_lines_at_their_ends(japan_and_europe: KnowledgeGraph, tmp_path: Path) -> None:
    """Each line bears name and last value; years are on the axis."""
    table = trend(japan_and_europe, ["Japan", "France"], "degree", first=2000, last=2020)
    last = {row["actor"]: row["value"] for row in table.records()}
    texts = _drawn(table, tmp_path)
    assert "Degree of Japan and France, 2000 to 2020" in texts
    assert {f"{name}  {value}" for name, value in last.items()} <= set(texts)
    assert {"2000", "2010", "2020"} <= set(texts)
    assert "degree" in texts


def test_a_gap_stays_a_gap(tmp_path: Path) -> None:
    """Where a year has no value the line is lifted: two strokes, and no stroke across."""
    values = [1.0, 2.0, None, 4.0, 5.0]
    rows = tuple((f"{2000 + i}-12-31", "Japan", "JPN", value, "" if value else "why") for i, value in enumerate(values))
    save(Table(("date", "actor", "actor_id", "value", "note"), rows, dict(_ABOUT)), tmp_path / "plot.svg")
    text = (tmp_path / "plot.svg").read_text("utf-8")
    strokes = [d for d in re.findall(r' d="([^"]+)"', text) if d.count("M") == 2 and d.count("L") == 2]
    assert len(strokes) == 1
    assert "No value where: why" in " ".join(_texts(tmp_path / "plot.svg"))


def test_the_index_of_a_pair_is_followed(japan_and_europe: KnowledgeGraph, tmp_path: Path) -> None:
    """From nothing to a hundred per cent, with the pair in the title."""
    texts = _drawn(quasi_alliance_by_year(japan_and_europe, "Japan", "Italy", 2015, 2024), tmp_path)
    assert "Quasi-alliance index of Japan and Italy, 2015 to 2024" in texts
    assert {"0", "100", "index, in per cent"} <= set(texts)


def test_a_matrix_is_sorted_named_and_keyed(network: nx.Graph[str], tmp_path: Path) -> None:
    """Rows by name, columns by id, regions beside them, and a bar that says what its colours show."""
    table = adjacency(network, sort="region", top=12)
    texts = _drawn(table, tmp_path)
    assert [text for text in texts if text in table.columns[3:]] == list(table.columns[3:])
    assert {row[2] for row in table.rows} <= set(texts)
    assert "number of mechanisms between the two actors; white: no tie" in " ".join(texts)


def test_a_wide_scale_is_logarithmic_and_says_so(tmp_path: Path) -> None:
    """Where the strongest tie is more than twenty times the weakest; its ends are on the bar."""
    rows = (("A", "a", "", 0, 1, 50), ("B", "b", "", 1, 0, 0), ("C", "c", "", 50, 0, 0))
    about = {"sort": "strength", "order": "", "groups": 0, "strength": "mechanisms"}
    texts = _drawn(Table(("actor", "id", "group", "a", "b", "c"), rows, about), tmp_path)
    assert "mechanisms; logarithmic scale; white: no tie" in texts
    assert {"1", "50"} <= set(texts)


@pytest.mark.parametrize("sort", ["region", "community", "strength"])
def test_the_adjacency_is_that_of_the_network(network: nx.Graph[str], sort: str) -> None:
    """Each cell is the tie's strength, the matrix is symmetric, and groups stand together."""
    table = adjacency(network, sort=sort, top=15)
    ids = table.columns[3:]
    for row in table.rows:
        for other, value in zip(ids, row[3:], strict=True):
            assert value == (network[row[1]][other]["strength"] if network.has_edge(row[1], other) else 0)
    groups = [row[2] for row in table.rows]
    assert len(list(dict.fromkeys(groups))) == sum(a != b for a, b in zip(groups, ["-", *groups], strict=False))
    sums = dict(network.degree(weight="strength"))
    for group in set(groups):
        of_group = [sums[row[1]] for row in table.rows if row[2] == group]
        assert of_group == sorted(of_group, reverse=True)


def test_a_png_says_nothing_of_its_maker(tmp_path: Path) -> None:
    """It has the signature of PNG and neither program nor date."""
    save(_ranking(3.0, 2.0), tmp_path / "plot.png")
    data = (tmp_path / "plot.png").read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert not re.search(rb"Software|matplotlib|Creation|tIME", data)


_TWICE = """
import hashlib, sys
from accord.graph import Table
from accord.graph.plots import save
from accord.graph.analysis.matrix import adjacency
import networkx as nx
about = {"measure": "degree", "definition": "partners", "record": "1"}
ring = nx.cycle_graph(9)
nx.set_edge_attributes(ring, 2, "strength")
rows = tuple((f"{year}-12-31", name, name, year - 1999, "") for name in "AB" for year in range(2000, 2006))
tables = [
    Table(("rank", "actor", "id", "value", "note"), ((1, "A", "a", 2.5, ""), (2, "B", "b", 1, "")), about),
    Table(("date", "actor", "actor_id", "value", "note"), rows, about),
    adjacency(nx.relabel_nodes(ring, str), sort="community"),
]
for table in tables:
    for suffix in ("svg", "png"):
        save(table, f"{sys.argv[1]}/plot.{suffix}")
        print(hashlib.sha256(open(f"{sys.argv[1]}/plot.{suffix}", "rb").read()).hexdigest())
"""


def test_equal_tables_give_equal_bytes_in_two_processes(tmp_path: Path) -> None:
    """Whatever the seed of the hashes, and whatever settings a user has for matplotlib."""
    (tmp_path / "matplotlibrc").write_text("axes.grid: True\nsvg.fonttype: path\nfont.size: 20\n", "utf-8")
    found: set[str] = set()
    for seed, more in (("1", {}), ("2", {"MATPLOTLIBRC": str(tmp_path)})):
        environment = {**os.environ, "PYTHONHASHSEED": seed, **more}
        done = subprocess.run(
            [sys.executable, "-c", _TWICE, str(tmp_path)], capture_output=True, text=True, check=True, env=environment
        )
        found.add(done.stdout)
    assert len(found) == 1
    assert len(found.pop().split()) == 6


@pytest.mark.parametrize("name", ["plot.pdf", "plot", "plot.svgz"])
def test_another_suffix_is_refused(name: str, tmp_path: Path) -> None:
    """The message names what is possible, and nothing is written."""
    with pytest.raises(RequestError, match="tells no format") as refused:
        save(_ranking(1.0), tmp_path / name)
    assert ".svg or .png" in refused.value.hint
    assert not list(tmp_path.iterdir())


def test_without_matplotlib_the_error_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line, with the command that installs it."""

    def find(name: str, *_: Any) -> None:
        assert name == "matplotlib"

    monkeypatch.setattr(drawing, "find_spec", find)
    with pytest.raises(FileError, match="matplotlib, which is not installed") as missing:
        save(_ranking(1.0), tmp_path / "plot.svg")
    assert "accord-graph[plots]" in missing.value.hint


@pytest.mark.parametrize("table", [Table(("a",), ((1,),)), Table(("rank", "actor", "value"), ())])
def test_what_has_no_plot_is_refused(table: Table, tmp_path: Path) -> None:
    """Another sort of table, and one without rows."""
    with pytest.raises(AccordError, match="plot"):
        save(table, tmp_path / "plot.svg")


def test_labels_keep_apart() -> None:
    """Worked out by hand: three that want one place stand a gap apart around it, or below the ceiling."""
    assert spread([5, 5, 5], 1, 0, 10) == [4, 5, 6]
    assert spread([10, 10], 1, 0, 10) == [9, 10]
    assert spread([0, 0, 3], 1, 0, 10) == [0, 1, 3]


def test_a_name_that_is_too_wide_is_cut() -> None:
    """With an ellipsis; one that fits stays."""
    assert shortened("Japan", 9, 2) == "Japan"
    assert re.fullmatch(r"Organization.*…", shortened("Organization for Security and Co-operation", 9, 1.5))
