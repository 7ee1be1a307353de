"""Measures on two-mode, directed and layered networks: hand-worked, published, and refused where not defined."""

from __future__ import annotations

import networkx as nx
import pytest

from accord.graph import RequestError, UnknownNameError
from accord.graph.analysis.centrality import centrality
from accord.graph.networks.projection_names import CO_PARTICIPATION, OBLIGATIONS, TWO_MODE


def _values(network: nx.Graph[str], measure: str, *, mechanisms: bool = False) -> dict[str, float]:
    return {row["id"]: row["value"] for row in centrality(network, measure, mechanisms=mechanisms).records()}


def _layered(ties: dict[tuple[str, str], tuple[str, ...]], isolates: str = "") -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph(projection=CO_PARTICIPATION)
    graph.add_nodes_from(isolates)
    for (a, b), layers in ties.items():
        graph.add_edge(a, b, strength=len(layers), distance=1, layers=layers)
    return graph


#: A is tied to B in two layers and to C in one of them; C to D in a third.
_LAYERS = {("A", "B"): ("access", "dialogue"), ("A", "C"): ("dialogue",), ("C", "D"): ("logistics",)}


def test_layers_by_hand() -> None:
    """A has the overlapping degree 3 with 2 partners; of its three ties one is of access, two of dialogue."""
    network = _layered(_LAYERS, "E")
    assert _values(network, "multiplex-degree") == {"A": 3, "B": 2, "C": 2, "D": 1, "E": 0}
    assert _values(network, "multiplex-overlap") == {"A": 1.5, "B": 2, "C": 1, "D": 1, "E": None}
    # Three layers: 3/2 (1 - (1/9 + 4/9)) = 2/3; of B and C 3/2 (1 - 1/2) = 3/4; all in one layer is 0.
    assert _values(network, "multiplex-participation") == pytest.approx(
        {"A": 2 / 3, "B": 3 / 4, "C": 3 / 4, "D": 0, "E": None}
    )


def test_one_layer_is_no_spread() -> None:
    """In a network of one layer participation is 0 and overlap 1 for everybody."""
    network = _layered({("A", "B"): ("access",), ("B", "C"): ("access",)})
    assert set(_values(network, "multiplex-participation").values()) == {0}
    assert set(_values(network, "multiplex-overlap").values()) == {1}


def test_evenly_spread_layers_have_the_greatest_participation() -> None:
    """One tie in each of four layers gives 1, as Battiston, Nicosia and Latora have it."""
    star = _layered({("A", name): (layer,) for name, layer in zip("BCDE", ("w", "x", "y", "z"), strict=True)})
    assert _values(star, "multiplex-participation")["A"] == pytest.approx(1)


@pytest.fixture(scope="module")
def southern_women() -> nx.Graph[str]:
    """Give the Davis, Gardner and Gardner data: 18 women and the 14 events that they attended."""
    drawn = nx.davis_southern_women_graph()
    graph: nx.Graph[str] = nx.Graph(projection=TWO_MODE)
    graph.add_nodes_from(
        (node, {"bipartite": data["bipartite"], "label": node}) for node, data in drawn.nodes(data=True)
    )
    graph.add_edges_from(drawn.edges, strength=1, distance=1)
    return graph


def test_two_modes_as_published(southern_women: nx.Graph[str]) -> None:
    """Degree, closeness and betweenness of the Southern women are those that Borgatti and Halgin (2011) print."""
    # Borgatti, S. P. and Halgin, D. S. (2011). Analyzing affiliation networks. In: The Sage Handbook of Social
    # Network Analysis. Counts here, where they print shares.
    degree = _values(southern_women, "degree")
    assert (degree["Evelyn Jefferson"], degree["Nora Fayette"], degree["Flora Price"]) == (8, 8, 2)
    closeness = _values(southern_women, "closeness")
    assert [round(closeness[name], 2) for name in ("Evelyn Jefferson", "Theresa Anderson", "Flora Price")] == [
        0.80,
        0.80,
        0.59,
    ]
    betweenness = _values(southern_women, "betweenness")
    assert [round(betweenness[name], 2) for name in ("Evelyn Jefferson", "Nora Fayette", "Flora Price")] == [
        0.10,
        0.11,
        0.01,
    ]
    events = _values(southern_women, "betweenness", mechanisms=True)
    assert (round(events["E8"], 2), round(events["E9"], 2), round(events["E1"], 2)) == (0.24, 0.23, 0.00)
    assert set(events) | set(betweenness) == set(southern_women)


def test_a_two_mode_table_counts_both_modes(southern_women: nx.Graph[str]) -> None:
    """The table says how many actors and mechanisms there are, and ranks the ones that were asked for."""
    table = centrality(southern_women, "degree", mechanisms=True)
    assert (table.about["actors"], table.about["mechanisms"], len(table.rows)) == (18, 14, 14)
    assert table.records()[0]["id"] == "E8"


@pytest.fixture(scope="module")
def owed() -> nx.DiGraph[str]:
    """Give a guarantee of B and C by A, a mutual promise of B and C, and D alone."""
    graph: nx.DiGraph[str] = nx.DiGraph(projection=OBLIGATIONS)
    graph.add_nodes_from("ABCD")
    for a, b, strength in (("A", "B", 2), ("A", "C", 1), ("B", "C", 1), ("C", "B", 1)):
        graph.add_edge(a, b, strength=strength, distance=1)
    return graph


def test_obligations_by_hand(owed: nx.DiGraph[str]) -> None:
    """Who owes and who is owed are different counts; an isolate has 0 on both, and no PageRank."""
    assert _values(owed, "out-degree") == {"A": 2, "B": 1, "C": 1, "D": 0}
    assert _values(owed, "in-degree") == {"A": 0, "B": 2, "C": 2, "D": 0}
    assert _values(owed, "strength") == {"A": 3, "B": 1, "C": 1, "D": 0}
    ranks = {row["id"]: row["rank"] for row in centrality(owed, "in-degree").records()}
    assert ranks == {"B": 1, "C": 1, "A": 3, "D": 3}
    assert _values(owed, "betweenness") == {"A": 0, "B": 0, "C": 0, "D": None}
    shares = _values(owed, "pagerank")
    assert shares["D"] is None
    # Nobody owes A anything, so that it has the share of a new start alone: 0.15 / 3.
    assert shares["A"] == pytest.approx(0.05)
    assert shares["B"] + shares["C"] == pytest.approx(0.95)


def test_a_measure_is_refused_where_it_is_not_defined(owed: nx.DiGraph[str], southern_women: nx.Graph[str]) -> None:
    """The error names the projection and what is defined on it; a name that is nowhere is unknown."""
    with pytest.raises(RequestError, match="not defined on the projection 'directed obligations'") as refused:
        centrality(owed, "clustering")
    assert "in-degree" in refused.value.hint
    with pytest.raises(RequestError, match="not defined on the projection"):
        centrality(southern_women, "pagerank")
    with pytest.raises(UnknownNameError, match="no measure is called"):
        centrality(owed, "influence")
    with pytest.raises(RequestError, match="no mechanisms to rank"):
        centrality(owed, "in-degree", mechanisms=True)
    with pytest.raises(RequestError, match="one-mode network of actors alone"):
        centrality(owed, "betweenness", sample=2)
    with pytest.raises(RequestError, match="not defined on the projection"):
        centrality(nx.Graph(projection="something else"), "degree")


def test_participation_over_communities_by_hand() -> None:
    """Two triangles joined by a tie are two communities: its ends have one partner of three in the other."""
    edges = [("A", "B"), ("A", "C"), ("B", "C"), ("D", "E"), ("D", "F"), ("E", "F"), ("C", "D")]
    network: nx.Graph[str] = nx.Graph(projection=CO_PARTICIPATION)
    network.add_edges_from(edges, strength=1, distance=1)
    table = centrality(network, "participation", by="community")
    values = {row["id"]: row["value"] for row in table.records()}
    assert values == pytest.approx({"A": 0, "B": 0, "E": 0, "F": 0, "C": 1 - 5 / 9, "D": 1 - 5 / 9})
    assert table.about["partition"] == "community, 2 groups"
