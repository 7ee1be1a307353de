"""Paths against igraph on the record, and against graphs worked by hand."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

import igraph
import networkx as nx
import pytest

from accord.graph import KnowledgeGraph, RequestError, UnknownNameError
from accord.graph.analysis.paths import number_of_shortest_paths, paths, short_paths

if TYPE_CHECKING:
    from collections.abc import Callable

# A diamond from A to D with a long way round by E and F; the way by C is strong, and so is the long one.
_SIX = [("A", "B", 1), ("B", "D", 1), ("A", "C", 2), ("C", "D", 2), ("A", "E", 4), ("E", "F", 4), ("F", "D", 4)]


def _network(edges: list[tuple[str, str, int]]) -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    for a, b, strength in edges:
        graph.add_edge(a, b, strength=strength, distance=4 // strength)
    return graph


def _found(network: nx.Graph[str], a: str, b: str, **options: object) -> list[tuple[str, int, int]]:
    return [("".join(p.actors), p.steps, p.distance) for p in short_paths(network, a, b, **options)]  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def same(world: nx.Graph[str]) -> igraph.Graph:
    """Give the same network in igraph."""
    graph = igraph.Graph()
    graph.add_vertices(list(world))
    graph.add_edges(list(world.edges))
    graph.es["distance"] = [distance for *_, distance in world.edges(data="distance")]
    return graph


def test_the_shortest_by_steps_are_in_the_order_of_distance() -> None:
    """Two ways of two steps: through C both ties have two mechanisms, through B one."""
    assert _found(_network(_SIX), "A", "D") == [("ACD", 2, 4), ("ABD", 2, 8)]


def test_the_shortest_by_distance_may_have_more_steps() -> None:
    """Three ties of four mechanisms are 3 long, two of two mechanisms 4."""
    assert _found(_network(_SIX), "A", "D", by="distance") == [("AEFD", 3, 3)]


@pytest.mark.parametrize(("by", "expected"), [("steps", ["ACD", "ABD", "AEFD"]), ("distance", ["AEFD", "ACD", "ABD"])])
def test_all_paths_are_in_the_order_asked_for(by: str, expected: list[str]) -> None:
    """With a bound on steps, every path within it comes, each once."""
    assert [path for path, *_ in _found(_network(_SIX), "A", "D", by=by, max_steps=5)] == expected
    assert [path for path, *_ in _found(_network(_SIX), "A", "D", by=by, max_steps=2)] == ["ACD", "ABD"]


def test_equal_paths_are_in_the_order_of_the_ids() -> None:
    """In a complete graph of five with equal ties, the ids alone are left to sort by."""
    complete = _network([(a, b, 1) for a in "ABCDE" for b in "ABCDE" if a < b])
    assert [path for path, *_ in _found(complete, "E", "A", max_steps=3)] == [
        *("EA", "EBA", "ECA", "EDA", "EBCA", "EBDA", "ECBA", "ECDA", "EDBA", "EDCA")
    ]


def test_the_number_of_simple_paths_in_a_complete_graph() -> None:
    """Between two of n actors there are the sum of (n-2)! / k! simple paths; 16 for five, 65 for six."""
    for size, number in ((5, 16), (6, 65)):
        complete = nx.relabel_nodes(nx.complete_graph(size), str)
        nx.set_edge_attributes(complete, 1, "distance")
        assert len(list(short_paths(complete, "0", "1", max_steps=size))) == number


_ENDS = [("JPN", "ABKHAZIA"), ("BLZ", "AU-PSC"), ("GUY", "AND"), ("SWE", "KNA"), ("JPN", "USA")]


@pytest.mark.parametrize(("a", "b"), _ENDS)
@pytest.mark.parametrize("by", ["steps", "distance"])
def test_shortest_paths_of_the_record_are_those_of_igraph(
    world: nx.Graph[str], same: igraph.Graph, a: str, b: str, by: str
) -> None:
    """The same paths, of the same length, and as many of them as are counted without being built."""
    weights = "distance" if by == "distance" else None
    expected = {tuple(same.vs[path]["name"]) for path in same.get_all_shortest_paths(a, b, weights=weights)}
    found = list(short_paths(world, a, b, by=by))
    assert {path.actors for path in found} == expected
    assert len(found) == len(expected) == number_of_shortest_paths(world, a, b, by=by)
    # The distances of the record are exact beyond what a float holds, in which igraph has them.
    (length,) = {getattr(path, by) for path in found}
    assert length == pytest.approx(same.distances(a, b, weights=weights)[0][0], rel=1e-12)


def test_numbers_of_shortest_paths_are_those_of_igraph(world: nx.Graph[str], same: igraph.Graph) -> None:
    """From one actor to every other within reach, by distance."""
    reached = sorted(nx.node_connected_component(world, "BLZ") - {"BLZ"})
    counted = Counter(path[-1] for path in same.get_all_shortest_paths("BLZ", reached, weights="distance"))
    expected = [counted[same.vs.find(name=node).index] for node in reached]
    assert [number_of_shortest_paths(world, "BLZ", node, by="distance") for node in reached] == expected
    assert max(expected) > 1


def test_all_short_paths_of_the_record_are_those_of_igraph(world: nx.Graph[str], same: igraph.Graph) -> None:
    """All paths of at most three steps: the same set, sorted, and the first of them without the rest."""
    expected = {tuple(same.vs[path]["name"]) for path in same.get_all_simple_paths("SWE", "CUB", maxlen=3)}
    found = list(short_paths(world, "SWE", "CUB", max_steps=3))
    assert {path.actors for path in found} == expected
    assert len(found) == len(expected) > 20
    assert found == sorted(found, key=lambda p: (p.steps, p.distance, p.actors))
    by_distance = list(short_paths(world, "SWE", "CUB", by="distance", max_steps=3))
    assert by_distance == sorted(found, key=lambda p: (p.distance, p.steps, p.actors))
    assert list(islice(short_paths(world, "SWE", "CUB", max_steps=6), 20)) == found[:20]


def test_each_hop_has_the_mechanisms_that_hold(japan_and_europe: KnowledgeGraph) -> None:
    """Japan reaches Iceland in two steps, by 26 ways; the first has the most mechanisms."""
    kg = japan_and_europe
    table = paths(kg, "Japan", "Iceland", limit=3)
    assert [row[0] for row in table.rows] == [1, 2, 3]
    assert [row[2] for row in table.rows] == sorted(row[2] for row in table.rows)
    for _, steps, distance, labels, ids, hops in table.rows:
        assert (steps, labels[0], labels[-1], ids[0], ids[-1]) == (2, "Japan", "Iceland", "JPN", "ISL")
        assert distance == sum(hop["distance"] for hop in hops)
        for hop in hops:
            expected = {d.mechanism.id for d in kg.tie(hop["a_id"], hop["b_id"]) if kg.at.holds(d.interval)}
            assert {m["id"] for m in hop["mechanisms"]} == expected
            assert all(m["label"] == kg.mechanism(m["id"]).label and m["kind"] for m in hop["mechanisms"])
            assert not any("sources" in m for m in hop["mechanisms"])


def test_sources_are_those_of_the_tie(japan_and_europe: KnowledgeGraph) -> None:
    """The sources behind a hop are the ones that the tie of the two actors shows."""
    from accord.graph.answers.describe import tie

    for hop in paths(japan_and_europe, "Japan", "Iceland", limit=1, sources=True).rows[0][-1]:
        expected = {m["id"]: m["sources"] for m in tie(japan_and_europe, hop["a_id"], hop["b_id"])["mechanisms"]}
        for made_by in hop["mechanisms"]:
            assert made_by["sources"] == expected[made_by["id"]]
            assert made_by["sources"]


def test_about_says_what_was_asked_and_how_much_there_is(japan_and_europe: KnowledgeGraph) -> None:
    """Length, number of the shortest paths, and that more follow where the limit cuts."""
    about = paths(japan_and_europe, "Japan", "Iceland").about
    assert {"projection", "slice", "record", "actors", "ties"} <= set(about)
    assert (about["reads"], about["shortest_steps"], about["shortest_paths"]) == ("ties counted alike", 2, 26)
    assert about["cut"] == "more paths follow after the first 10"
    whole = paths(japan_and_europe, "Japan", "Iceland", limit=26)
    assert len(whole.rows) == 26
    assert "cut" not in whole.about
    by_distance = paths(japan_and_europe, "Japan", "Iceland", by="distance")
    assert by_distance.about["reads"] == "distance"
    assert by_distance.about["shortest_distance"] == by_distance.rows[0][2]


def test_no_path_has_a_reason(japan_and_europe: KnowledgeGraph) -> None:
    """An isolate and too few steps are two reasons; across components nothing is found."""
    assert paths(japan_and_europe, "Japan", "Russia").about["no_path"] == "no tie in the slice: Russia"
    few = paths(japan_and_europe, "Japan", "Iceland", max_steps=1)
    assert few.rows == ()
    assert few.about["no_path"] == "the fewest steps between the two are 2"
    nowhere = _network([("A", "B", 1), ("C", "D", 1)])
    assert list(short_paths(nowhere, "A", "C", max_steps=9)) == []
    assert number_of_shortest_paths(nowhere, "A", "C") == 0


def test_different_components_are_said(graph_of: Callable[[str], KnowledgeGraph]) -> None:
    """Two pairs, each with its own dialogue."""
    states = "".join(f'actor:S{i} a acc:State ; skos:prefLabel "S{i}"@en .\n' for i in range(4))
    talks = "".join(
        f'mech:m{i} a acc:SecurityDialogue ; skos:prefLabel "m{i}"@en ; acc:established "2000-01-01"^^xsd:date ;\n'
        f"  acc:party actor:S{2 * i}, actor:S{2 * i + 1} .\n"
        for i in range(2)
    )
    kg = graph_of(states + talks).slice(at="2020-01-01")
    assert kg.network().number_of_edges() == 2
    assert paths(kg, "S0", "S2").about["no_path"] == "the two are in different components"


def test_bad_requests_are_refused(japan_and_europe: KnowledgeGraph, world: nx.Graph[str]) -> None:
    """The same actor twice, what is no actor or no length, and numbers below one."""
    kg = japan_and_europe
    with pytest.raises(RequestError, match="same actor, Japan"):
        paths(kg, "Japan", "JPN")
    with pytest.raises(UnknownNameError):
        paths(kg, "Japan", "Atlantis")
    with pytest.raises(UnknownNameError) as refused:
        short_paths(world, "JPN", "FRA", by="step")
    assert refused.value.suggestions == ["steps"]
    for wrong in ({"max_steps": 0}, {"limit": 0}):
        with pytest.raises(RequestError, match="at least 1"):
            paths(kg, "Japan", "France", **wrong)
    with pytest.raises(UnknownNameError):
        short_paths(world, "JPN", "XXX")
    with pytest.raises(RequestError, match="both ends"):
        number_of_shortest_paths(world, "JPN", "JPN")
    person = next(a for a in kg.record.actors.values() if not a.is_node)
    with pytest.raises(RequestError, match="not in the network"):
        paths(kg, "Japan", person.iri)
