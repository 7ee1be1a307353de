"""Measures of the whole network against igraph, published values and graphs worked by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import igraph
import networkx as nx
import pytest

from accord.graph import RequestError
from accord.graph.analysis import arrays as arrays_module
from accord.graph.analysis.arrays import Arrays
from accord.graph.analysis.kernels import walks
from accord.graph.analysis.whole import WHOLE_MEASURES, whole_network

if TYPE_CHECKING:
    from accord.graph import KnowledgeGraph


def _graph(*edges: str, isolates: str = "", **regions: str) -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(isolates)
    graph.add_edges_from(edges)
    for node in graph:
        graph.nodes[node].update(region=regions.get(node, ""), type="State")
    return graph


def _values(network: nx.Graph[str], **options: bool) -> dict[str, float | None]:
    return {row["measure"]: row["value"] for row in whole_network(network, **options).records()}


def _notes(network: nx.Graph[str]) -> dict[str, str]:
    return {row["measure"]: row["note"] for row in whole_network(network).records()}


@pytest.fixture(scope="module")
def world(kg: KnowledgeGraph) -> nx.Graph[str]:
    """Give the network of the whole record at one date."""
    return kg.slice(at="2024-12-31").network()


@pytest.fixture(scope="module")
def reference(world: nx.Graph[str]) -> igraph.Graph:
    """Give the same network to igraph."""
    return igraph.Graph.from_networkx(world)


def test_the_world_against_igraph(world: nx.Graph[str], reference: igraph.Graph) -> None:
    """What igraph measures as well has the same value there."""
    found = _values(world)
    giant = reference.connected_components().giant()
    regions = reference.induced_subgraph([v.index for v in reference.vs if v["region"]])
    region = [sorted(set(regions.vs["region"])).index(r) for r in regions.vs["region"]]
    kind = [int(t == "State") for t in reference.vs["type"]]
    expected = {
        "actors": reference.vcount(),
        "ties": reference.ecount(),
        "isolates": reference.degree().count(0),
        "density": reference.density(),
        "mean degree": sum(reference.degree()) / reference.vcount(),
        "components": len(reference.connected_components()),
        "share in largest component": giant.vcount() / reference.vcount(),
        "degree assortativity": reference.assortativity_degree(directed=False),
        "assortativity by region": regions.assortativity_nominal(region, directed=False),
        "assortativity by type": reference.assortativity_nominal(kind, directed=False),
        "modularity by region": regions.modularity(region),
        "transitivity": reference.transitivity_undirected(),
        "mean clustering": reference.transitivity_avglocal_undirected(mode="zero"),
        "mean distance": giant.average_path_length(),
        "diameter": giant.diameter(),
    }
    assert {name: found[name] for name in expected} == pytest.approx(expected, abs=1e-9)


def test_centralisation_of_the_world_from_the_values_of_igraph(world: nx.Graph[str], reference: igraph.Graph) -> None:
    """Freeman's sums, over the sums of a star of the same size."""
    star = igraph.Graph.Star(reference.vcount(), mode="undirected")
    giant = reference.connected_components().giant()
    small_star = igraph.Graph.Star(giant.vcount(), mode="undirected")

    def centralisation(values: list[float], most: list[float]) -> float:
        return sum(max(values) - v for v in values) / sum(max(most) - v for v in most)

    found = _values(world)
    assert found["degree centralisation"] == pytest.approx(centralisation(reference.degree(), star.degree()), abs=1e-9)
    assert found["betweenness centralisation"] == pytest.approx(
        centralisation(reference.betweenness(), star.betweenness()), abs=1e-9
    )
    assert found["closeness centralisation"] == pytest.approx(
        centralisation(giant.closeness(), small_star.closeness()), abs=1e-9
    )


def test_the_florentine_families_of_wasserman_and_faust() -> None:
    """Chapter 5, for 16 families: degree 0.267, closeness without the Pucci 0.322, betweenness 0.383."""
    families: nx.Graph[str] = nx.florentine_families_graph()
    families.add_node("Pucci")
    found = _values(families)
    assert found["degree centralisation"] == pytest.approx(0.267, abs=5e-4)
    assert found["closeness centralisation"] == pytest.approx(0.322, abs=5e-4)
    assert found["betweenness centralisation"] == pytest.approx(0.383, abs=1e-3)
    assert (found["isolates"], found["components"], found["diameter"]) == (1, 2, 5)


def test_the_karate_club() -> None:
    """Zachary's club: 78 ties of 34 members; the published coefficients, and the split's modularity."""
    club: nx.Graph[str] = nx.relabel_nodes(nx.karate_club_graph(), str)
    for node, data in club.nodes(data=True):
        club.nodes[node].update(region=data["club"], type="member")
    found = _values(club)
    assert (found["actors"], found["ties"], found["diameter"]) == (34, 78, 5)
    assert found["density"] == pytest.approx(0.139, abs=5e-4)
    assert found["mean degree"] == pytest.approx(4.588, abs=5e-4)
    assert found["mean clustering"] == pytest.approx(0.571, abs=5e-4)
    assert found["transitivity"] == pytest.approx(0.256, abs=5e-4)
    assert found["mean distance"] == pytest.approx(2.408, abs=5e-4)
    assert found["degree assortativity"] == pytest.approx(-0.476, abs=5e-4)
    # Girvan and Newman's split differs from the real one by one member; the real one has 0.358.
    assert found["modularity by region"] == pytest.approx(0.358, abs=5e-4)
    assert found["assortativity by type"] is None


def test_a_graph_of_five_worked_by_hand() -> None:
    """A triangle A B C with the tail C D E, two regions, and an isolate Z."""
    graph = _graph("AB", "AC", "BC", "CD", "DE", isolates="Z", A="x", B="x", C="x", D="y", E="y")
    found = _values(graph)
    # Triples: A 1, B 1, C 3, D 1; three of the six are in the triangle.
    assert found["transitivity"] == pytest.approx(3 / 6)
    # A 1, B 1, C 1/3, D 0, E 0, Z 0.
    assert found["mean clustering"] == pytest.approx((1 + 1 + 1 / 3) / 6)
    # Steps: AB 1, AC 1, AD 2, AE 3, BC 1, BD 2, BE 3, CD 1, CE 2, DE 1.
    assert (found["mean distance"], found["diameter"]) == (pytest.approx(17 / 10), 3)
    # Four of five ties within; the ends are 7 of x and 3 of y.
    assert found["modularity by region"] == pytest.approx(4 / 5 - (0.49 + 0.09))
    assert found["assortativity by region"] == pytest.approx((0.8 - 0.58) / (1 - 0.58))
    assert (found["density"], found["components"]) == (pytest.approx(5 / 15), 2)
    tied = _values(graph, isolates=False)
    assert (tied["density"], tied["isolates"], tied["actors"]) == (pytest.approx(5 / 10), 0, 5)


@pytest.mark.parametrize("name", ["degree", "betweenness", "closeness"])
def test_a_star_is_as_central_as_can_be_and_a_ring_not_at_all(name: str) -> None:
    """Freeman's two ends of the scale."""
    star = _graph("AB", "AC", "AD", "AE")
    ring = _graph("AB", "BC", "CD", "DE", "EA")
    assert _values(star)[f"{name} centralisation"] == pytest.approx(1)
    assert _values(ring)[f"{name} centralisation"] == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize(
    ("graph", "without"),
    [
        (nx.Graph(), {*WHOLE_MEASURES} - {"actors", "ties", "isolates", "components"}),
        (_graph(isolates="ABC"), {"closeness centralisation", "degree assortativity", "transitivity", "diameter"}),
        (_graph("AB"), {"degree centralisation", "transitivity", "assortativity by region", "degree assortativity"}),
    ],
)
def test_what_has_no_value_has_a_reason(graph: nx.Graph[str], without: set[str]) -> None:
    """Nobody, three alone, two allies: no NaN and no error, and the note says why."""
    found, notes = _values(graph), _notes(graph)
    assert without <= {name for name, value in found.items() if value is None}
    assert all(notes[name] for name, value in found.items() if value is None)
    assert "NaN" not in whole_network(graph).write("json")


def test_actors_without_a_region_are_left_out_and_counted() -> None:
    """Organisations have no region: they are no region of their own."""
    graph = _graph("AB", "CD", "AN", "CN", A="x", B="x", C="y", D="y")
    assert _values(graph)["assortativity by region"] == pytest.approx(1)
    assert _notes(graph)["assortativity by region"] == "1 actors without a region are left out"


def test_large_networks_take_another_way_to_the_same_values(
    world: nx.Graph[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sparse matrices and blocks of sources, for what a full matrix cannot hold."""
    dense = _values(world)
    monkeypatch.setattr(arrays_module, "_DENSE", 10)
    monkeypatch.setattr(walks, "_MOST_SOURCES", 100)
    assert _values(world) == pytest.approx(dense, abs=1e-9)


@pytest.mark.parametrize("measure", ["betweenness", "closeness"])
def test_arrays_agree_with_networkx(kg: KnowledgeGraph, measure: str) -> None:
    """The fast way has networkx's numbers, in a network of several components too."""
    world = kg.slice(at="1960-12-31").network()
    tied = Arrays.of(world).tied
    expected = getattr(nx, f"{measure}_centrality")(world.subgraph(tied.actors))
    found = dict(zip(tied.actors, getattr(tied, measure).tolist(), strict=True))
    assert found == pytest.approx(expected, abs=1e-12)


def test_with_random_networks(kg: KnowledgeGraph) -> None:
    """Alliances cluster beyond chance; what degrees fix has no spread; the random networks' own sigma is about 1."""
    network = kg.slice(at="1960-12-31", layers=["alliance"]).network()
    table = whole_network(network, null=20, seed=3)
    rows = {row["measure"]: row for row in table.records()}
    assert rows["transitivity"]["z"] > 3
    assert rows["transitivity"]["share"] == 0
    assert rows["transitivity"]["low"] <= rows["transitivity"]["expected"] <= rows["transitivity"]["high"]
    for name in ("actors", "ties", "isolates", "density", "mean degree", "degree centralisation"):
        assert rows[name]["z"] is None
        assert rows[name]["expected"] == pytest.approx(rows[name]["value"])
        assert "one value" in rows[name]["note"]
    sigma = rows["small-world sigma"]
    assert sigma["expected"] == pytest.approx(1, abs=1e-2)
    assert (table.about["random_networks"], table.about["seed"]) == (20, 3)


def test_the_small_world_of_the_karate_club() -> None:
    """In a connected network sigma is the ratio of clustering over the ratio of distance."""
    table = whole_network(nx.relabel_nodes(nx.karate_club_graph(), str), null=40)
    rows = {row["measure"]: row for row in table.records()}
    c, length = rows["mean clustering"], rows["mean distance"]
    assert rows["small-world sigma"]["value"] == pytest.approx(
        (c["value"] / c["expected"]) / (length["value"] / length["expected"]), rel=0.02
    )


def test_the_same_seed_gives_the_same_bytes() -> None:
    """And another seed another null, but never another value."""
    families: nx.Graph[str] = nx.florentine_families_graph()
    shuffled: nx.Graph[str] = nx.Graph()
    shuffled.add_nodes_from(sorted(families, reverse=True))
    shuffled.add_edges_from((b, a) for a, b in sorted(families.edges, reverse=True))
    first = whole_network(families, null=25, seed=1).write("json")
    assert first == whole_network(shuffled, null=25, seed=1).write("json")
    assert first != whole_network(families, null=25, seed=2).write("json")


def test_too_few_random_networks_are_refused() -> None:
    """Three networks have no interval of 95 %."""
    with pytest.raises(RequestError, match="too few"):
        whole_network(nx.florentine_families_graph(), null=3)


def test_progress_is_told() -> None:
    """After each random network."""
    calls: list[tuple[int, int]] = []
    whole_network(nx.florentine_families_graph(), null=20, progress=lambda done, of: calls.append((done, of)))
    assert calls == [(n, 20) for n in range(1, 21)]


def test_the_network_is_left_as_it_was() -> None:
    """No attribute of an actor or a tie changes."""
    families: nx.Graph[str] = nx.florentine_families_graph()
    before = nx.node_link_data(families)
    whole_network(families, null=20)
    assert nx.node_link_data(families) == before
