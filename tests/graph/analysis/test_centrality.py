"""Centrality against values worked out elsewhere: published tables and hand-worked graphs."""

from __future__ import annotations

import json
import math

import networkx as nx
import pytest

from accord.graph import KnowledgeGraph, RequestError, UnknownNameError
from accord.graph.analysis.centrality import MEASURES, centrality

_FIVE = [("A", "B", 2), ("A", "C", 1), ("B", "C", 1), ("C", "D", 1), ("D", "E", 1)]


def _network(edges: list[tuple[str, str, int]], isolates: str = "") -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(isolates)
    for a, b, strength in edges:
        graph.add_edge(a, b, strength=strength)
    return graph


def _values(network: nx.Graph[str], measure: str) -> dict[str, float | None]:
    return {row[2]: row[3] for row in centrality(network, measure).rows}


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("degree", {"A": 2, "B": 2, "C": 3, "D": 2, "E": 1}),
        ("strength", {"A": 3, "B": 3, "C": 3, "D": 2, "E": 1}),
        # Of the six pairs without C, four pass through it (A and B to D and E); D lies on three of six (to E).
        ("betweenness", {"A": 0, "B": 0, "C": 4 / 6, "D": 3 / 6, "E": 0}),
        # (n - 1) over the sum of steps: A 1+1+2+3, C 1+1+1+2, D 2+2+1+1, E 3+3+2+1.
        ("closeness", {"A": 4 / 7, "B": 4 / 7, "C": 4 / 5, "D": 4 / 6, "E": 4 / 9}),
    ],
)
def test_a_graph_of_five_worked_by_hand(measure: str, expected: dict[str, float]) -> None:
    """A triangle with a tail of two."""
    assert _values(_network(_FIVE), measure) == pytest.approx(expected)


def test_betweenness_of_the_florentine_families() -> None:
    """Padgett's marriages: the Medici lie on 47.5 of 91 pairs' shortest paths, the Guadagni on 23.17."""
    families: nx.Graph[str] = nx.florentine_families_graph()
    found = _values(families, "betweenness")
    assert found["Medici"] == pytest.approx(47.5 / 91)
    assert found["Guadagni"] == pytest.approx(23.1667 / 91, abs=1e-5)
    assert found["Albizzi"] == pytest.approx(19.3333 / 91, abs=1e-5)


def test_eigenvector_reads_strength() -> None:
    """On a path A-B-C with strengths 1 and 2 the leading eigenvector is (1, sqrt 5, 2) over sqrt 10."""
    found = _values(_network([("A", "B", 1), ("B", "C", 2)]), "eigenvector")
    assert found == pytest.approx({"A": 1 / math.sqrt(10), "B": math.sqrt(5 / 10), "C": 2 / math.sqrt(10)}, abs=1e-8)


def test_pagerank_reads_strength() -> None:
    """On the same path the middle has p = 0.05 + 0.85 (a + c), and a to c share its rest as 1 to 2."""
    found = _values(_network([("A", "B", 1), ("B", "C", 2)]), "pagerank")
    middle = (0.05 + 0.85 * 0.1) / (1 - 0.85**2)
    assert found == pytest.approx(
        {"A": 0.05 + 0.85 * middle / 3, "B": middle, "C": 0.05 + 0.85 * middle * 2 / 3}, abs=1e-9
    )


@pytest.mark.parametrize("measure", list(MEASURES))
def test_isolates_have_a_reason_instead_of_a_number(measure: str) -> None:
    """An actor without a tie has degree and strength 0, no value otherwise, and never NaN."""
    table = centrality(_network(_FIVE, isolates="Z"), measure)
    rank, _, node, value, note = table.rows[-1]
    assert (node, note) == ("Z", "no tie in the slice")
    assert (rank, value) == ((6, 0.0) if measure in ("degree", "strength") else (None, None))
    assert "NaN" not in table.write("json")


def test_other_components_have_no_eigenvector_value() -> None:
    """Outside the largest component the leading eigenvector says nothing."""
    table = centrality(_network([*_FIVE, ("X", "Y", 1)]), "eigenvector")
    assert {row[2]: row[4] for row in table.rows if row[3] is None} == dict.fromkeys(
        "XY", "outside the largest component"
    )


def test_equal_values_share_a_rank() -> None:
    """Ranks are those of competitions: 1, 2, 2, 2, 5."""
    assert [row[0] for row in centrality(_network(_FIVE), "degree").rows] == [1, 2, 2, 2, 5]


def test_a_cut_among_equals_is_said() -> None:
    """Where the last row shown ties with rows that are not, the table says how many."""
    table = centrality(_network(_FIVE), "degree", top=2)
    assert len(table.rows) == 2
    assert table.about["cut"] == "2 more actors share rank 2"


def test_an_empty_network_gives_an_empty_table() -> None:
    """No actors, no rows, no error."""
    assert centrality(nx.Graph(), "eigenvector").rows == ()


def test_what_is_no_measure_is_refused() -> None:
    """A misspelt measure gets a suggestion; a top of nothing is refused."""
    with pytest.raises(UnknownNameError) as refused:
        centrality(_network(_FIVE), "betweeness")
    assert refused.value.suggestions == ["betweenness"]
    with pytest.raises(RequestError, match="at least 1"):
        centrality(_network(_FIVE), "degree", top=0)


@pytest.mark.parametrize("measure", list(MEASURES))
def test_every_table_says_what_it_was_computed_on(kg: KnowledgeGraph, measure: str) -> None:
    """Projection, slice, weight, numbers and record version stand with the values, in strict JSON."""
    about = json.loads(kg.centrality(measure).write("json"))["about"]
    assert about["projection"] == "one-mode co-participation"
    assert about["slice"] == "at 2026-11-22; certainly in force; all layers"
    assert {"measure", "definition", "reads", "record", "actors", "tied", "ties"} <= set(about)


def test_japan_has_the_highest_betweenness_on_the_seed(japan_and_europe: KnowledgeGraph) -> None:
    """Japan links the Indo-Pacific partners with NATO and EU members, who are tied among themselves."""
    assert japan_and_europe.centrality("betweenness", top=1).rows[0][2] == "JPN"
