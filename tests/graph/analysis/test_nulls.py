"""Random networks: what they keep, what they shuffle, and what actors' values are compared with."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import networkx as nx
import pytest

from accord.graph import KnowledgeGraph, RequestError, UnknownNameError
from accord.graph.analysis.arrays import Arrays
from accord.graph.analysis.centrality import centrality
from accord.graph.analysis.nulls import Compared, null_centrality, random_arrays, randomised


@pytest.fixture(scope="module")
def world(kg: KnowledgeGraph) -> nx.Graph[str]:
    """Give the network of the whole record at one date."""
    return kg.slice(at="2024-12-31").network()


def test_degrees_isolates_and_simplicity_are_kept(world: nx.Graph[str]) -> None:
    """Every actor has as many ties, none with itself, none twice; and most are with others than before."""
    drawn = randomised(world, seed=5)
    assert dict(drawn.degree()) == dict(world.degree())
    assert not list(nx.selfloop_edges(drawn))
    assert drawn.number_of_edges() == world.number_of_edges()
    assert dict(drawn.nodes(data=True)) == dict(world.nodes(data=True))
    assert len(set(drawn.edges) & set(world.edges)) < 0.7 * world.number_of_edges()


def test_strengths_are_dealt_out_anew_with_their_distances(world: nx.Graph[str]) -> None:
    """The same pairs of strength and distance, each once, on other ties; and no mechanism claims to have made them."""

    def weights(graph: nx.Graph[str]) -> Counter[tuple[int, int]]:
        return Counter((d["strength"], d["distance"]) for *_, d in graph.edges(data=True))

    drawn = randomised(world, seed=5)
    assert weights(drawn) == weights(world)
    assert not any("mechanisms" in data for *_, data in drawn.edges(data=True))
    assert dict(drawn.degree(weight="strength")) != dict(world.degree(weight="strength"))


def test_arrays_and_networks_are_the_same_random_networks(world: nx.Graph[str]) -> None:
    """The k-th depends on the seed and on k, not on how many are drawn."""
    drawn = list(random_arrays(Arrays.of(world), 3, seed=7))
    third = randomised(world, seed=7, run=2)
    assert {(drawn[2].actors[a], drawn[2].actors[b]) for a, b in drawn[2].ties} == {
        (min(tie), max(tie)) for tie in third.edges
    }
    assert drawn[0].ties.tolist() != drawn[1].ties.tolist()


def test_every_network_with_the_degrees_is_equally_probable() -> None:
    """Of degrees 2, 2, 2, 1, 1 there are seven labelled graphs: six paths and a triangle beside a tie."""
    degrees = {"A": 2, "B": 2, "C": 2, "D": 1, "E": 1}
    every = [
        frozenset(ties)
        for ties in combinations(combinations("ABCDE", 2), 4)
        if Counter(end for tie in ties for end in tie) == Counter(degrees)
    ]
    assert len(every) == 7
    start: nx.Graph[str] = nx.Graph([("A", "B"), ("B", "C"), ("A", "C"), ("D", "E")])
    runs = 3_500
    drawn = Counter(
        frozenset((arrays.actors[a], arrays.actors[b]) for a, b in arrays.ties)
        for arrays in random_arrays(Arrays.of(start), runs, seed=1)
    )
    assert set(drawn) == set(every)
    # Chi-square with 6 degrees of freedom exceeds 22.46 once in a thousand times; the seed is fixed.
    assert sum((drawn[g] - runs / 7) ** 2 / (runs / 7) for g in every) < 22.46


@pytest.mark.parametrize("graph", [nx.complete_graph(5), nx.star_graph(4), nx.empty_graph(3), nx.Graph()])
def test_what_cannot_be_rewired_stays(graph: nx.Graph[int]) -> None:
    """A clique, a star, nobody tied, nobody at all."""
    named = nx.relabel_nodes(graph, str)
    assert {frozenset(t) for t in randomised(named).edges} == {frozenset(t) for t in named.edges}


def test_a_value_is_compared_with_its_sample() -> None:
    """Of 1, 2, 3, 4, 5 the mean is 3 and the variance 2.5; 5 and 1 are as far as 5."""
    found = Compared.of(5.0, [1.0, 2.0, 3.0, 4.0, 5.0])
    assert (found.expected, found.share, found.note) == (3.0, 0.4, "")
    assert found.z == pytest.approx(2 / 2.5**0.5)
    # Percentiles between the order statistics: 1 + 4 * 0.025 and 1 + 4 * 0.975.
    assert (found.low, found.high) == (pytest.approx(1.1), pytest.approx(4.9))


def test_no_spread_no_z() -> None:
    """A z over nothing is no number; a missing value compares with nothing; missing networks are counted."""
    assert Compared.of(2.0, [2.0] * 5) == Compared(2.0, 2.0, 2.0, None, 1.0, "all random networks have one value")
    assert Compared.of(5.0, [4.0] * 5).share == 0
    assert Compared.of(None, [1.0]) == Compared()
    assert Compared.of(1.0, [None]).note == "no random network has a value"
    assert Compared.of(1.0, [None, 1.0, 3.0]).note == "1 random networks have no value"


@pytest.mark.parametrize("measure", ["betweenness", "closeness", "strength", "eigenvector"])
def test_values_are_those_of_centrality(measure: str) -> None:
    """Value, rank and order are those without a null, and what is expected is the mean over the random networks."""
    club: nx.Graph[str] = nx.relabel_nodes(nx.karate_club_graph(), str)
    for a, b in club.edges:
        club.edges[a, b]["strength"] = 1 + (int(a) + int(b)) % 3
    table = null_centrality(club, measure, runs=20, seed=2)
    plain = centrality(club, measure)
    assert [row[:4] for row in table.rows] == [row[:4] for row in plain.rows]
    drawn = [
        {row[2]: row[3] for row in centrality(randomised(club, seed=2, run=run), measure).rows} for run in range(20)
    ]
    means = {node: sum(values[node] for values in drawn) / 20 for node in club}
    assert {row["id"]: row["expected"] for row in table.records()} == pytest.approx(means, abs=1e-9)


def test_degree_is_kept_and_says_so() -> None:
    """The null model keeps degrees: no z, and a note."""
    for row in null_centrality(nx.florentine_families_graph(), "degree", runs=20).records():
        assert (row["value"], row["z"]) == (row["expected"], None)
        assert row["note"] == "all random networks have one value"


def test_who_has_no_value_has_no_comparison() -> None:
    """An isolate keeps its reason."""
    families: nx.Graph[str] = nx.florentine_families_graph()
    families.add_node("Pucci")
    last = null_centrality(families, "betweenness", runs=20).records()[-1]
    assert (last["id"], last["value"], last["expected"], last["z"]) == ("Pucci", None, None, None)
    assert last["note"] == "no tie in the slice"


def test_the_same_seed_gives_the_same_bytes() -> None:
    """Whatever the order of nodes and ties."""
    families: nx.Graph[str] = nx.florentine_families_graph()
    turned: nx.Graph[str] = nx.Graph()
    turned.add_nodes_from(sorted(families, reverse=True))
    turned.add_edges_from(sorted(families.edges, reverse=True))
    first = null_centrality(families, "betweenness", 30, 4).write("json")
    assert first == null_centrality(turned, "betweenness", 30, 4).write("json")
    assert first != null_centrality(families, "betweenness", 30, 5).write("json")
    assert "NaN" not in first


def test_top_and_progress() -> None:
    """The first rows alone; each random network is told."""
    calls: list[int] = []
    families: nx.Graph[str] = nx.florentine_families_graph()
    table = null_centrality(families, "betweenness", 20, top=2, progress=lambda done, _: calls.append(done))
    assert [row[2] for row in table.rows] == ["Medici", "Guadagni"]
    assert calls == list(range(1, 21))


def test_bad_requests_are_refused() -> None:
    """Too few networks, no such measure, no rows."""
    families: nx.Graph[str] = nx.florentine_families_graph()
    with pytest.raises(RequestError, match="too few"):
        null_centrality(families, "betweenness", runs=2)
    with pytest.raises(UnknownNameError):
        null_centrality(families, "betweeness", runs=20)
    with pytest.raises(RequestError, match="at least 1"):
        null_centrality(families, "betweenness", runs=20, top=0)
