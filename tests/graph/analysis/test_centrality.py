"""Measures of actors against values worked out elsewhere: igraph, published tables and hand-worked graphs."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import igraph
import networkx as nx
import pytest

from accord.graph import KnowledgeGraph, RequestError, UnknownNameError
from accord.graph.analysis.centrality import MEASURES, centrality

if TYPE_CHECKING:
    from collections.abc import Callable

    from accord.graph import Table

_FIVE = [("A", "B", 2), ("A", "C", 1), ("B", "C", 1), ("C", "D", 1), ("D", "E", 1)]


def _network(edges: list[tuple[str, str, int]], isolates: str = "") -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(isolates)
    common = math.lcm(*(strength for _, _, strength in edges))
    for a, b, strength in edges:
        graph.add_edge(a, b, strength=strength, distance=common // strength)
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
        # A and B are half a step apart, all other ties one step long: A 1/2+1+2+3, C 1+1+1+2, E 3+3+2+1.
        ("closeness-distance", {"A": 4 / 6.5, "B": 4 / 6.5, "C": 4 / 5, "D": 4 / 6, "E": 4 / 9}),
        # A 1+1+1/2+1/3, C 1+1+1+1/2, D 1/2+1/2+1+1, E 1/3+1/3+1/2+1.
        ("harmonic", {"A": 17 / 6, "B": 17 / 6, "C": 7 / 2, "D": 3, "E": 13 / 6}),
        ("core", {"A": 2, "B": 2, "C": 2, "D": 1, "E": 1}),
        ("clustering", {"A": 1, "B": 1, "C": 1 / 3, "D": 0, "E": 0}),
        # The triangle counts the cube root of 1, 1/2 and 1/2.
        ("clustering-strength", {"A": 4 ** (-1 / 3), "B": 4 ** (-1 / 3), "C": 4 ** (-1 / 3) / 3, "D": 0, "E": 0}),
        # C has three partners and one tie among them: 3 - 2/3.
        ("effective-size", {"A": 1, "B": 1, "C": 7 / 3, "D": 2, "E": 1}),
        # A spends 2/3 on B and 1/3 on C, who spend 1/3 on each other; E spends all on D.
        (
            "constraint",
            {
                "A": (2 / 3 + 1 / 3 * 1 / 3) ** 2 + (1 / 3 + 2 / 3 * 1 / 3) ** 2,
                "B": (2 / 3 + 1 / 3 * 1 / 3) ** 2 + (1 / 3 + 2 / 3 * 1 / 3) ** 2,
                "C": 2 * (1 / 3 + 1 / 3 * 2 / 3) ** 2 + 1 / 9,
                "D": 1 / 2,
                "E": 1,
            },
        ),
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


def test_strong_ties_are_short_and_equal_paths_stay_equal() -> None:
    """From A to D, 1/3 + 1/6 by B is as long as 1/2 by C; the direct tie of 1 is longer than both.

    In floating point 1/3 + 1/6 is not always 1/2. B and C each lie on half of the one pair A, D; B also links
    A to E, and D to E, who hangs on B.
    """
    network = _network([("A", "B", 3), ("B", "D", 6), ("A", "C", 4), ("C", "D", 4), ("A", "D", 1), ("B", "E", 12)])
    # C reaches B over A in 1/4 + 1/3 and over D in 1/4 + 1/6, so by D; and E the same way, by D and B.
    assert _values(network, "betweenness-distance") == pytest.approx(
        {"A": 0, "B": (1 / 2 + 1 + 1 + 1) / 6, "C": (1 / 2) / 6, "D": 2 / 6, "E": 0}
    )


def test_closeness_by_distance_has_a_unit_of_its_own() -> None:
    """The same ties have the same closeness whatever the distances add up to, whole strengths or not."""
    network = _network([("A", "B", 2), ("B", "C", 1)])
    for tie in network.edges.values():
        tie["distance"] = round(10**9 / tie["strength"])
    assert _values(network, "closeness-distance") == pytest.approx({"A": 2 / 2, "B": 2 / 1.5, "C": 2 / 2.5})
    for tie in network.edges.values():
        tie.update(strength=tie["strength"] / 3, distance=3 * tie["distance"])
    assert _values(network, "closeness-distance") == pytest.approx({"A": 2 / 6, "B": 2 / 4.5, "C": 2 / 7.5})


def test_katz_of_a_star() -> None:
    """The leading eigenvalue of a star of three is sqrt 3, so that a = 0.85 / sqrt 3 and c = 1 + 3 a l, l = 1 + a c."""
    a = 0.85 / math.sqrt(3)
    centre, leaf = (1 + 3 * a) / (1 - 3 * a**2), (1 + a) / (1 - 3 * a**2)
    length = math.sqrt(centre**2 + 3 * leaf**2)
    found = _values(_network([("C", leaf_name, 1) for leaf_name in "XYZ"]), "katz")
    assert found == pytest.approx({"C": centre / length, **dict.fromkeys("XYZ", leaf / length)}, abs=1e-12)


def test_structural_holes_of_the_published_example() -> None:
    """The graph of Burt 1992, as worked out by Borgatti 1997 and by UCINET: 4.67 of the 6 partners of G count."""
    ties = ["AB", "AF", "AG", "AE", "EG", "FG", "BG", "BD", "DG", "GC"]
    network = _network([(a, b, 1) for a, b in ties])
    size, constraint = _values(network, "effective-size"), _values(network, "constraint")
    assert {node: size[node] for node in "GAC"} == pytest.approx({"G": 4.67, "A": 2.5, "C": 1}, abs=0.005)
    assert {node: constraint[node] for node in "GAC"} == pytest.approx({"G": 0.400, "A": 0.595, "C": 1}, abs=0.001)


def test_cores_and_clustering_of_the_karate_club() -> None:
    """Zachary's club has a 4-core of ten members and, on average, a clustering of 0.5706."""
    club = nx.relabel_nodes(nx.karate_club_graph(), str)
    cores, clustering = _values(club, "core"), _values(club, "clustering")
    assert {node for node, k in cores.items() if k == 4} == {"0", "1", "2", "3", "7", "8", "13", "30", "32", "33"}
    assert max(filter(None, cores.values())) == 4
    assert math.fsum(filter(None, clustering.values())) / 34 == pytest.approx(0.5706, abs=5e-5)


def _of_two_regions() -> nx.Graph[str]:
    network = _network([("A", "B", 9), ("A", "C", 1), ("A", "D", 1), ("A", "U", 1)])
    regions = {"A": "East", "B": "East", "C": "East", "D": "West", "U": ""}
    for node, region in regions.items():
        network.nodes[node].update(region=region, type="Organisation" if node == "U" else "State")
    return network


@pytest.mark.parametrize(
    ("by", "expected", "partition"),
    [
        # Two partners in the East, one in the West, one organisation; strengths do not matter.
        (None, 1 - (4 + 1 + 1) / 16, "region, 3 groups; 1 actors without region are one of them"),
        ("type", 1 - (9 + 1) / 16, "type, 2 groups"),
    ],
)
def test_participation_reads_groups(by: str | None, expected: float, partition: str) -> None:
    """It is 0 with all partners in one group, and grows the more evenly they are spread."""
    table = centrality(_of_two_regions(), "participation", by=by)
    assert {row[2]: row[3] for row in table.rows} == pytest.approx({"A": expected, **dict.fromkeys("BCDU", 0)})
    assert table.about["partition"] == partition


def test_a_partition_is_refused_where_it_is_not_read() -> None:
    """Measures without groups take none, and actors are not grouped by what they do not have."""
    with pytest.raises(RequestError, match="degree reads no groups"):
        centrality(_of_two_regions(), "degree", by="region")
    with pytest.raises(UnknownNameError) as refused:
        centrality(_of_two_regions(), "participation", by="regions")
    assert refused.value.suggestions == ["region"]


def test_a_network_is_not_changed_by_being_measured() -> None:
    """Nodes, ties and their attributes are the same before and after every measure."""
    network, same = _of_two_regions(), _of_two_regions()
    for measure in MEASURES:
        centrality(network, measure)
    assert nx.utils.graphs_equal(network, same)


@pytest.mark.parametrize("measure", list(MEASURES))
def test_isolates_have_a_reason_instead_of_a_number(measure: str) -> None:
    """What only counts is 0 for an actor without a tie; it has no value otherwise, and never NaN."""
    table = centrality(_network(_FIVE, isolates="Z"), measure)
    rank, _, node, value, note = table.rows[-1]
    assert (node, note) == ("Z", "no tie in the slice")
    assert (rank, value) == ((6, 0.0) if measure in ("degree", "strength", "multiplex-degree") else (None, None))
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
    assert refused.value.suggestions[0] == "betweenness"
    with pytest.raises(RequestError, match="at least 1"):
        centrality(_network(_FIVE), "degree", top=0)


@pytest.fixture(scope="module")
def table_of(world: nx.Graph[str]) -> Callable[[str], Table]:
    """Give the table of a measure on that network, each computed once."""
    tables: dict[str, Table] = {}

    def measured(measure: str) -> Table:
        if measure not in tables:
            tables[measure] = centrality(world, measure)
        return tables[measure]

    return measured


@pytest.fixture(scope="module")
def elsewhere(world: nx.Graph[str]) -> igraph.Graph:
    """Give the same network, without its isolates, as an igraph graph."""
    tied = [node for node in world if world.degree(node) > 0]
    graph = igraph.Graph(n=0)
    graph.add_vertices(tied)
    graph.add_edges(list(world.edges))
    graph.es["strength"] = [strength for *_, strength in world.edges(data="strength")]
    graph.es["length"] = [1 / strength for strength in graph.es["strength"]]
    return graph


def _betweenness_elsewhere(graph: igraph.Graph, lengths: str | None) -> list[float]:
    pairs = (graph.vcount() - 1) * (graph.vcount() - 2) / 2
    return [value / pairs for value in graph.betweenness(directed=False, weights=lengths)]


def _closeness_elsewhere(graph: igraph.Graph, lengths: str | None) -> list[float]:
    steps = [[d for d in row if 0 < d < math.inf] for row in graph.distances(weights=lengths)]
    return [len(row) / math.fsum(row) * len(row) / (graph.vcount() - 1) for row in steps]


def _eigenvector_elsewhere(graph: igraph.Graph) -> list[float]:
    values = graph.eigenvector_centrality(weights="strength")
    length = math.sqrt(math.fsum(value**2 for value in values))
    return [value / length for value in values]


_ELSEWHERE: dict[str, Callable[[igraph.Graph], list[float]]] = {
    "degree": lambda graph: graph.degree(),
    "strength": lambda graph: graph.strength(weights="strength"),
    "betweenness": lambda graph: _betweenness_elsewhere(graph, None),
    "betweenness-distance": lambda graph: _betweenness_elsewhere(graph, "length"),
    "closeness": lambda graph: _closeness_elsewhere(graph, None),
    "closeness-distance": lambda graph: _closeness_elsewhere(graph, "length"),
    "harmonic": lambda graph: [v * (graph.vcount() - 1) for v in graph.harmonic_centrality()],
    "eigenvector": _eigenvector_elsewhere,
    "pagerank": lambda graph: graph.pagerank(directed=False, weights="strength", damping=0.85),
    "core": lambda graph: graph.coreness(),
    "clustering": lambda graph: graph.transitivity_local_undirected(mode="zero"),
    "constraint": lambda graph: graph.constraint(weights="strength"),
}


@pytest.mark.parametrize("measure", list(_ELSEWHERE))
def test_the_world_measured_by_igraph(table_of: Callable[[str], Table], elsewhere: igraph.Graph, measure: str) -> None:
    """An independent library finds the same values for every tied actor of the record."""
    found = {row[2]: row[3] for row in table_of(measure).rows if row[4] == ""}
    expected = dict(zip(elsewhere.vs["name"], _ELSEWHERE[measure](elsewhere), strict=True))
    assert len(expected) > 200
    assert found == pytest.approx(expected, rel=0, abs=1e-9)


def test_katz_of_the_world_solves_its_equation(table_of: Callable[[str], Table], elsewhere: igraph.Graph) -> None:
    """The walks of every length, each longer by one step counting a times as much, add up to the same."""
    import numpy as np

    matrix = np.array(elsewhere.get_adjacency_sparse(attribute="strength").todense(), dtype=float)
    vector = np.array(_eigenvector_elsewhere(elsewhere))
    a = 0.85 / float(vector @ matrix @ vector)
    walks = total = np.ones(len(vector))
    for _ in range(250):
        walks = a * matrix @ walks
        total = total + walks
    expected = dict(zip(elsewhere.vs["name"], (total / np.linalg.norm(total)).tolist(), strict=True))
    found = {row[2]: row[3] for row in table_of("katz").rows if row[4] == ""}
    assert found == pytest.approx(expected, rel=0, abs=1e-9)


def test_effective_size_of_the_world(table_of: Callable[[str], Table], elsewhere: igraph.Graph) -> None:
    """It is the number of partners less (degree - 1) times the clustering, which igraph counts."""
    found = {row[2]: row[3] for row in table_of("effective-size").rows if row[4] == ""}
    clustering = elsewhere.transitivity_local_undirected(mode="zero")
    expected = [k - (k - 1) * c for k, c in zip(elsewhere.degree(), clustering, strict=True)]
    assert found == pytest.approx(dict(zip(elsewhere.vs["name"], expected, strict=True)), rel=0, abs=1e-9)


def test_clustering_by_strength_of_the_world(table_of: Callable[[str], Table], elsewhere: igraph.Graph) -> None:
    """It is entry (i, i) of the third power of the cube roots of strength over its maximum, over k (k - 1)."""
    import numpy as np

    matrix = np.array(elsewhere.get_adjacency_sparse(attribute="strength").todense(), dtype=float)
    roots = np.cbrt(matrix / matrix.max())
    triangles = np.diag(roots @ roots @ roots).tolist()
    expected = [t / (k * (k - 1)) if k > 1 else 0 for t, k in zip(triangles, elsewhere.degree(), strict=True)]
    found = {row[2]: row[3] for row in table_of("clustering-strength").rows if row[4] == ""}
    assert found == pytest.approx(dict(zip(elsewhere.vs["name"], expected, strict=True)), rel=0, abs=1e-9)


def test_values_do_not_follow_the_order_of_hashes() -> None:
    """Two runs whose strings hash otherwise give the same bytes, most actors being isolates or far away."""
    code = (
        "import networkx as nx; from accord.graph.analysis.centrality import MEASURES, centrality\n"
        "from accord.graph.analysis.brokerage import brokerage\n"
        "graph = nx.Graph(); graph.add_nodes_from(f'n{i:02}' for i in range(60))\n"
        "for i in range(20):\n"
        "  for j in range(i):\n"
        "    if i * j % 3 == 1 or j == 0: graph.add_edge(f'n{i:02}', f'n{j:02}', strength=2, distance=1)\n"
        "graph.add_edge('n50', 'n51', strength=1, distance=2)\n"
        "print(*(centrality(graph, m).write('json') for m in MEASURES), brokerage(graph).write('json'))"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1] != ""


@pytest.mark.parametrize("measure", list(MEASURES))
def test_every_table_says_what_it_was_computed_on(table_of: Callable[[str], Table], measure: str) -> None:
    """Projection, slice, weight, numbers and record version stand with the values, in strict JSON."""
    about = json.loads(table_of(measure).write("json"))["about"]
    assert about["projection"] == "one-mode co-participation"
    assert about["slice"] == "at 2026-12-01; certainly in force; all layers"
    assert {"measure", "definition", "reads", "record", "actors", "tied", "ties"} <= set(about)
    assert about["reads"] in ("strength", "distance", "layers", "ties counted alike")
    assert MEASURES[measure].reference


def test_japan_has_the_highest_betweenness_on_the_seed(japan_and_europe: KnowledgeGraph) -> None:
    """Japan links the Indo-Pacific partners with NATO and EU members, who are tied among themselves."""
    assert japan_and_europe.centrality("betweenness", top=1).rows[0][2] == "JPN"
