"""Measures of pairs against igraph on the record, networkx, published examples and graphs worked by hand."""

from __future__ import annotations

import json
from itertools import combinations

import igraph
import networkx as nx
import numpy as np
import pytest

from accord.graph import KnowledgeGraph, RequestError, UnknownNameError
from accord.graph.analysis.pairs import MEASURES, pairs

# A triangle with a tail of two.
_FIVE = [("A", "B", 2), ("A", "C", 1), ("B", "C", 1), ("C", "D", 1), ("D", "E", 1)]


def _network(edges: list[tuple[str, str, int]], isolates: str = "") -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(isolates)
    for a, b, strength in edges:
        graph.add_edge(a, b, strength=strength)
    return graph


def _values(network: nx.Graph[str], measure: str) -> dict[tuple[str, str], float | None]:
    return {(row[2], row[4]): row[5] for row in pairs(network, measure).rows}


@pytest.fixture(scope="module")
def same(world: nx.Graph[str]) -> igraph.Graph:
    """Give its tied actors and their ties in igraph."""
    graph = igraph.Graph()
    graph.add_vertices([node for node in world if world.degree(node) > 0])
    graph.add_edges(list(world.edges))
    return graph


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("common-partners", {"AB": 1, "AC": 1, "AD": 1, "AE": 0, "BC": 1, "BD": 1, "BE": 0, "CD": 0, "CE": 1, "DE": 0}),
        # A has B and C, D has C and E: one of three. A has B and C, B has A and C: one of three.
        (
            "jaccard",
            dict.fromkeys(("AB", "AD", "BD", "CE"), 1 / 3)
            | dict.fromkeys(("AC", "BC"), 1 / 4)
            | dict.fromkeys(("AE", "BE", "CD", "DE"), 0),
        ),
        # Of ten pairs, six have their shortest path along C-D (A, B and C with D and E), four along D-E.
        ("edge-betweenness", {"AB": 0.1, "AC": 0.3, "BC": 0.3, "CD": 0.6, "DE": 0.4}),
        # Both ties of the tail are bridges, and have no span.
        ("bridges", {"CD": None, "DE": None}),
    ],
)
def test_a_graph_of_five_worked_by_hand(measure: str, expected: dict[str, float | None]) -> None:
    """A triangle with a tail of two."""
    found = _values(_network(_FIVE), measure)
    assert found == pytest.approx({(pair[0], pair[1]): value for pair, value in expected.items()})


def test_structural_equivalence_worked_by_hand() -> None:
    """A and B of the five: with C, D and E they have 1, 0, 0 both; A and C have 2, 0, 0 and 1, 1, 0."""
    found = _values(_network(_FIVE), "structural-equivalence")
    assert found["A", "B"] == 1
    # Deviations 4/3, -2/3, -2/3 and 1/3, 1/3, -2/3: the product is 2/3, the squares are 8/3 and 2/3.
    assert found["A", "C"] == pytest.approx(0.5)
    # D and E have with A, B and C 0, 0, 1 and 0, 0, 0: the second does not vary.
    assert found["D", "E"] is None
    # C and E have with A, B and D 1, 1, 1 and 0, 0, 1.
    assert found["C", "E"] is None


def test_structural_equivalence_is_the_correlation_without_the_own_cells() -> None:
    """The cut rows have the same correlation in numpy, with whole strengths and with others."""
    karate: nx.Graph[str] = nx.relabel_nodes(nx.karate_club_graph(), lambda i: f"{i:02}")
    for scale in (1, 0.1):
        for _, _, tie in karate.edges(data=True):
            tie["strength"] = tie["weight"] * scale
        matrix = nx.to_numpy_array(karate, nodelist=sorted(karate), weight="strength")
        found = _values(karate, "structural-equivalence")
        assert len(found) == 34 * 33 / 2
        for i, j in combinations(range(34), 2):
            one, other = (np.delete(matrix[k], [i, j]) for k in (i, j))
            value = found[f"{i:02}", f"{j:02}"]
            if one.std() < 1e-12 or other.std() < 1e-12:
                assert value is None
            else:
                assert value == pytest.approx(np.corrcoef(one, other)[0, 1], abs=1e-9)


def _backstrom_and_kleinberg() -> nx.Graph[str]:
    """Return the neighbourhood of u in their figure 3."""
    ties = "ab ac bc bd be bf cd cf ch df ef fh hj hk ij ik jk ua ub uc ud ue uf ug uh ui uj uk"
    return _network([(tie[0], tie[1], 1) for tie in ties.split()])


def test_dispersion_of_the_published_example() -> None:
    """The tie of u and h has dispersion 4 and 4 common partners; those with b, c and f have 1 and 5."""
    found = _values(_backstrom_and_kleinberg(), "dispersion")
    assert found["u", "h"] == 4 / 4
    assert [found["u", node] for node in "bcf"] == [1 / 5] * 3
    assert found["u", "g"] == 0


def test_dispersion_is_that_of_networkx(world: nx.Graph[str]) -> None:
    """All ties of the karate club, and those of actors of the record whose partners are few enough."""
    karate: nx.Graph[str] = nx.relabel_nodes(nx.karate_club_graph(), str)
    expected = {(u, v): value for u, row in nx.dispersion(karate).items() for v, value in row.items()}
    assert _values(karate, "dispersion") == pytest.approx(expected)
    found = _values(world, "dispersion")
    assert len(found) == 2 * world.number_of_edges()
    few = sorted((node for node in world if world.degree(node) > 0), key=lambda node: (world.degree(node), node))
    for u in few[:60]:
        for v, value in nx.dispersion(world, u).items():
            assert abs((found[u, v] or 0) - value) < 1e-9, (u, v)


def test_dispersion_is_read_around_the_first_actor() -> None:
    """Around u, c and j are apart but for h; around h, c, f, j, k and u lie otherwise."""
    graph = _backstrom_and_kleinberg()
    rows = pairs(graph, "dispersion", actor="h").rows
    assert {row[2] for row in rows} == {"h"}
    assert {row[4]: row[5] for row in rows} == pytest.approx(nx.dispersion(graph, "h"))


def test_edge_betweenness_of_the_record_is_that_of_igraph(world: nx.Graph[str], same: igraph.Graph) -> None:
    """What igraph counts in pairs is divided by their number."""
    number = same.vcount() * (same.vcount() - 1) / 2
    expected = {
        tuple(sorted((same.vs[e.source]["name"], same.vs[e.target]["name"]))): value / number
        for e, value in zip(same.es, same.edge_betweenness(), strict=True)
    }
    assert _values(world, "edge-betweenness") == pytest.approx(expected, abs=1e-9)


def test_edge_betweenness_of_the_karate_club() -> None:
    """The first tie that Girvan and Newman's method cuts is that of 1 and 32, with 71.39 paths."""
    karate: nx.Graph[str] = nx.relabel_nodes(nx.karate_club_graph(), lambda i: str(i + 1))
    first = pairs(karate, "edge-betweenness", top=1).rows[0]
    assert (first[2], first[4]) == ("1", "32")
    assert first[5] * 34 * 33 / 2 == pytest.approx(71.39, abs=0.01)


def test_jaccard_and_common_partners_of_the_record_are_those_of_igraph(
    world: nx.Graph[str], same: igraph.Graph
) -> None:
    """All 27,000 pairs of tied actors."""
    names = same.vs["name"]
    matrix = same.similarity_jaccard(loops=False)
    jaccard = _values(world, "jaccard")
    common = _values(world, "common-partners")
    both = np.array(same.get_adjacency().data) @ np.array(same.get_adjacency().data)
    assert len(jaccard) == len(common) == len(names) * (len(names) - 1) / 2
    for i, j in combinations(range(len(names)), 2):
        pair = (min(names[i], names[j]), max(names[i], names[j]))
        assert abs((jaccard[pair] or 0) - matrix[i][j]) < 1e-9, pair
        assert common[pair] == both[i, j]


def test_common_partners_come_with_their_ids(japan_and_europe: KnowledgeGraph) -> None:
    """As many ids as the value says, sorted, each tied to both."""
    network = japan_and_europe.network()
    for row in pairs(network, "common-partners", top=5).records():
        assert len(row["partners"]) == row["value"]
        assert row["partners"] == sorted(set(network.adj[row["a_id"]]) & set(network.adj[row["b_id"]]))


def test_bridges_of_the_record_are_those_of_igraph(world: nx.Graph[str], same: igraph.Graph) -> None:
    """And the span of a local bridge is igraph's distance without the tie."""
    expected = {tuple(sorted(same.vs[end]["name"] for end in same.es[e].tuple)) for e in same.bridges()}
    found = pairs(world, "bridges").rows
    assert {(row[2], row[4]) for row in found if row[5] is None} == expected
    local = [row for row in found if row[5] is not None]
    assert local
    for row in local:
        without = same.copy()
        without.delete_edges([(row[2], row[4])])
        assert row[5] == without.distances(row[2], row[4])[0][0] >= 3


def test_bridges_of_the_florentine_families() -> None:
    """Five families hang on one marriage, or on one after another; the Pazzi behind the Salviati."""
    families: nx.Graph[str] = nx.florentine_families_graph()
    rows = pairs(families, "bridges").rows
    found = {frozenset((row[2], row[4])): (row[0], row[7]) for row in rows if row[5] is None}
    assert found == {
        frozenset(("Pazzi", "Salviati")): (1, "bridge: cuts off 1"),
        frozenset(("Salviati", "Medici")): (1, "bridge: cuts off 2"),
        frozenset(("Acciaiuoli", "Medici")): (1, "bridge: cuts off 1"),
        frozenset(("Ginori", "Albizzi")): (1, "bridge: cuts off 1"),
        frozenset(("Lamberteschi", "Guadagni")): (1, "bridge: cuts off 1"),
    }


def test_every_tie_of_a_ring_is_a_local_bridge() -> None:
    """Without a tie of a ring of five, its two actors are four steps apart."""
    ring = nx.relabel_nodes(nx.cycle_graph(5), dict(enumerate("ABCDE")))
    assert [(row[0], row[5], row[7]) for row in pairs(ring, "bridges").rows] == [(1, 4, "local bridge")] * 5


def test_an_actor_has_its_pairs_alone_and_stands_first() -> None:
    """The values stay those of the whole network, the ranks count among the pairs shown."""
    table = pairs(_network(_FIVE), "edge-betweenness", actor="D")
    assert [(row[0], row[2], row[4], row[5]) for row in table.rows] == [(1, "D", "C", 0.6), (2, "D", "E", 0.4)]
    assert table.about["actor"] == "D"


def test_pairs_without_a_value_stand_last_and_say_why() -> None:
    """No correlation exists with what does not vary."""
    rows = pairs(_network(_FIVE), "structural-equivalence").rows
    assert [row[0] is None for row in rows] == sorted(row[0] is None for row in rows)
    assert {row[7] for row in rows if row[5] is None} == {"one has the same strength with all others"}


def test_equal_values_share_a_rank_and_a_cut_among_them_is_said() -> None:
    """Ranks are those of competitions; the cut counts what it hides."""
    table = pairs(_network(_FIVE), "edge-betweenness")
    assert [(row[0], row[2] + row[4]) for row in table.rows] == [(1, "CD"), (2, "DE"), (3, "AC"), (3, "BC"), (5, "AB")]
    cut = pairs(_network(_FIVE), "edge-betweenness", top=3)
    assert len(cut.rows) == 3
    assert cut.about["cut"] == "1 more pairs share rank 3"
    assert cut.about["pairs"] == 5


def test_strength_is_that_of_the_tie() -> None:
    """Nothing where the two have none."""
    found = {row[2] + row[4]: row[6] for row in pairs(_network(_FIVE), "jaccard").rows}
    assert (found["AB"], found["AC"], found["AE"]) == (2, 1, 0)


@pytest.mark.parametrize("measure", list(MEASURES))
def test_isolates_are_left_out(measure: str) -> None:
    """They change no value, and asked for alone they have no rows and a reason."""
    table = pairs(_network(_FIVE, isolates="XZ"), measure)
    assert table.rows == pairs(_network(_FIVE), measure).rows
    alone = pairs(_network(_FIVE, isolates="XZ"), measure, actor="Z")
    assert (alone.rows, alone.about["note"]) == ((), "no tie in the slice")
    assert pairs(nx.Graph(), measure).rows == ()
    assert pairs(_network([], isolates="XZ"), measure).rows == ()
    # With two actors nobody is left to compare with.
    assert len(pairs(_network([("A", "B", 1)]), measure).rows) == (2 if measure == "dispersion" else 1)


@pytest.mark.parametrize("measure", list(MEASURES))
def test_the_network_stays_as_it_was(measure: str) -> None:
    """Nothing is removed from it and no attribute is changed."""
    graph = _network(_FIVE, isolates="Z")
    before = (list(graph.nodes(data=True)), list(graph.edges(data=True)))
    pairs(graph, measure)
    assert (list(graph.nodes(data=True)), list(graph.edges(data=True))) == before


@pytest.mark.parametrize("measure", list(MEASURES))
def test_every_table_says_what_it_was_computed_on(japan_and_europe: KnowledgeGraph, measure: str) -> None:
    """Projection, slice, weight, pairs and record version stand with the values, in strict JSON."""
    table = pairs(japan_and_europe.network(), measure)
    about = json.loads(table.write("json"))["about"]
    assert about["projection"] == "one-mode co-participation"
    assert about["over"].startswith("pairs with a tie" if measure in _OF_TIES else "all pairs")
    assert {"measure", "definition", "reads", "slice", "record", "actors", "tied", "ties", "pairs"} <= set(about)
    assert about["pairs"] == len(table.rows)


_OF_TIES = ("dispersion", "edge-betweenness", "bridges")


def test_bad_requests_are_refused() -> None:
    """A misspelt measure gets a suggestion; an unknown actor and a top of nothing are refused."""
    graph = _network(_FIVE)
    with pytest.raises(UnknownNameError) as refused:
        pairs(graph, "jacard")
    assert refused.value.suggestions == ["jaccard"]
    with pytest.raises(UnknownNameError):
        pairs(graph, "jaccard", actor="Z")
    with pytest.raises(RequestError, match="at least 1"):
        pairs(graph, "jaccard", top=0)
