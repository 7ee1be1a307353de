"""Communities against Zachary's karate club, igraph, and graphs worked out by hand."""

from __future__ import annotations

import itertools
import os
import random
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING

import igraph
import networkx as nx
import pytest

from accord.graph import RequestError
from accord.graph.analysis.agreement import adjusted_rand_index, normalised_mutual_information
from accord.graph.analysis.communities import communities, find_communities

if TYPE_CHECKING:
    from collections.abc import Callable

    from accord.graph import KnowledgeGraph


def _network(edges: list[tuple[str, str, int]], isolates: str = "") -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(isolates)
    for a, b, strength in edges:
        graph.add_edge(a, b, strength=strength)
    return graph


def _cliques() -> nx.Graph[str]:
    """Return two complete graphs of four, ABCD and EFGH, with one tie between D and E, and Z alone."""
    inside = [pair for group in ("ABCD", "EFGH") for pair in itertools.combinations(group, 2)]
    return _network([(a, b, 1) for a, b in [*inside, ("D", "E")]], isolates="Z")


def _karate() -> nx.Graph[str]:
    club = nx.karate_club_graph()
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from((f"{n:02}", {"club": data["club"]}) for n, data in club.nodes(data=True))
    graph.add_edges_from((f"{a:02}", f"{b:02}", {"strength": 1}) for a, b in club.edges())
    return graph


def _igraph_modularity(network: nx.Graph[str], of: dict[str, int], resolution: float) -> float:
    nodes = sorted(of)
    ties = [(nodes.index(a), nodes.index(b)) for a, b in network.edges()]
    weights = [w for _, _, w in network.edges(data="strength")]
    return igraph.Graph(len(nodes), ties).modularity([of[n] for n in nodes], weights=weights, resolution=resolution)


def test_two_cliques_by_hand() -> None:
    """Of 13 ties each clique has 6 and half of the ends: modularity 2 (6/13 - 1/4)."""
    found = find_communities(_cliques(), runs=10)
    assert found.groups == (("A", "B", "C", "D"), ("E", "F", "G", "H"))
    assert found.modularity == pytest.approx(2 * (6 / 13 - 1 / 4), abs=1e-12)
    assert (found.stability, found.agreed, found.rounds) == (1.0, True, 1)
    assert found.of()["E"] == 2


def test_members_and_their_strength_within() -> None:
    """The tie between the cliques counts for nobody; the isolate is in none, and the note says why."""
    table = communities(_cliques(), runs=5)
    assert table.columns == ("community", "name", "actor", "id", "strength_within", "share_of_runs", "note")
    assert table.rows[3] == (1, "A, B", "D", "D", 3, 1.0, "")
    assert table.rows[-1] == (None, None, "Z", "Z", None, None, "no tie in the slice")
    assert (table.about["reads"], table.about["tied"], table.about["communities"]) == ("strength", 8, 2)
    assert "NaN" not in table.write("json")


def test_communities_alone() -> None:
    """Size, name, ties and density within: a clique of four has six ties and density 1."""
    table = communities(_cliques(), runs=5, members=False)
    assert table.columns == ("community", "size", "name", "ties_within", "density_within", "stability")
    assert table.rows == ((1, 4, "A, B", 6, 1.0, 1.0), (2, 4, "E, F", 6, 1.0, 1.0))


def test_strength_is_read() -> None:
    """On a ring of four, two strong ties make the pairs, whichever they are."""
    ring = ["AB", "BC", "CD", "DA"]
    for strong, expected in ((0, {"AB", "CD"}), (1, {"BC", "AD"})):
        edges = [(a, b, 9 if place % 2 == strong else 1) for place, (a, b) in enumerate(ring)]
        found = find_communities(_network(edges), runs=5)
        assert {"".join(sorted(group)) for group in found.groups} == expected


def test_a_community_is_named_after_its_most_central() -> None:
    """Three names where it has six members or more, by strength within and then by id."""
    star = _network([("M", other, 3) for other in "ABCDE"] + [("D", "E", 2), ("A", "B", 1)])
    assert find_communities(star, resolution=0.1, runs=3).names == ("M, D, E",)


def test_the_karate_club() -> None:
    """Four, as the partition of greatest modularity has, 0.4198 (Brandes et al. 2008); each lies in a faction."""
    club = _karate()
    found = find_communities(club)
    assert found.modularity is not None
    assert 0.4198 - 0.002 < found.modularity < 0.4198 + 5e-5
    assert len(found.groups) == 4
    strangers = sum(min(Counter(club.nodes[n]["club"] for n in g).values()) for g in found.groups if _mixed(club, g))
    # The ninth, a friend of the officers who followed the instructor, and the tenth, a friend of both.
    assert strangers <= 2
    assert found.of()["00"] != found.of()["33"]
    assert found.stability is not None
    assert 0.6 < found.stability < 1


def _mixed(club: nx.Graph[str], group: tuple[str, ...]) -> bool:
    return len({club.nodes[node]["club"] for node in group}) > 1


def test_the_karate_clubs_factions_have_the_published_modularity() -> None:
    """At half the resolution there are two communities, and they are the factions but for a few."""
    club = _karate()
    found = find_communities(club, resolution=0.5)
    assert len(found.groups) == 2
    nodes = sorted(club)
    of = found.of()
    assert adjusted_rand_index([of[n] for n in nodes], [club.nodes[n]["club"] for n in nodes]) > 0.7


@pytest.mark.parametrize("resolution", [0.5, 1.0, 2.0])
def test_modularity_is_igraphs(resolution: float) -> None:
    """The same partition has the same modularity there."""
    club = _karate()
    found = find_communities(club, resolution=resolution, runs=10)
    assert found.modularity == pytest.approx(_igraph_modularity(club, found.of(), resolution), abs=1e-9)


def test_modularity_on_the_record_is_igraphs(kg: KnowledgeGraph) -> None:
    """On the world at one date, weighted by strength; the consensus is no worse than chance lets a run be."""
    network = kg.slice(at="2014-12-31").network()
    found = find_communities(network, runs=8)
    tied = network.subgraph(found.of())
    assert found.modularity == pytest.approx(_igraph_modularity(tied, found.of(), 1.0), abs=1e-9)
    assert len(found.of()) == sum(1 for node in network if network.degree(node))
    single = nx.community.louvain_communities(network, weight="strength", seed=1)
    assert found.modularity is not None
    assert found.modularity > nx.community.modularity(network, single, weight="strength") - 0.02


def test_comparisons_of_partitions_are_igraphs() -> None:
    """Adjusted Rand index and normalised mutual information of random partitions."""
    draw = random.Random(7)  # noqa: S311 -- chance for a test
    for size in (5, 30, 200):
        one, other = ([draw.randrange(4) for _ in range(size)] for _ in range(2))
        rand = igraph.compare_communities(one, other, method="adjusted_rand")
        information = igraph.compare_communities(one, other, method="nmi")
        assert adjusted_rand_index(one, other) == pytest.approx(rand, abs=1e-9)
        assert normalised_mutual_information(one, other) == pytest.approx(information, abs=1e-9)


def test_comparisons_without_choice() -> None:
    """All together, or all apart, is the same partition both times; chance has nothing to correct."""
    for labels in ("aaaa", "abcd", "a"):
        assert adjusted_rand_index(labels, labels) == 1.0
        assert normalised_mutual_information(labels, labels) == 1.0


def test_stability_is_the_mean_over_pairs_of_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two runs say AB CD, one says AC BD: the indices are 1, -1/2 and -1/2; runs that never agree are bounded."""
    runs = itertools.cycle([[{0, 1}, {2, 3}], [{0, 1}, {2, 3}], [{0, 2}, {1, 3}]])
    monkeypatch.setattr(nx.community, "louvain_communities", lambda *_, **__: next(runs))
    found = find_communities(_network([("A", "B", 5), ("B", "C", 1), ("C", "D", 5)]), runs=3)
    assert found.stability == 0.0
    assert (found.agreed, found.rounds) == (False, 20)
    # Of the last runs the one of greater modularity; two of three runs had it so.
    assert found.groups == (("A", "B"), ("C", "D"))
    assert found.share == pytest.approx({"A": 1, "B": 2 / 3, "C": 1, "D": 2 / 3}, abs=1e-9)


def test_a_consensus_where_runs_differ() -> None:
    """A ring of thirty can be cut anywhere: the runs differ, the consensus is one all the same."""
    ring = _network([(f"{n:02}", f"{(n + 1) % 30:02}", 1) for n in range(30)])
    found = find_communities(ring, runs=20)
    assert found.stability is not None
    assert found.stability < 1
    assert sorted(node for group in found.groups for node in group) == sorted(ring)
    assert all(0 < share <= 1 for share in found.share.values())


def test_other_components_are_other_communities() -> None:
    """Nobody shares a community with an actor out of reach."""
    assert find_communities(_network([("A", "B", 1), ("C", "D", 4)]), runs=4).groups == (("A", "B"), ("C", "D"))


def test_no_tie_no_community() -> None:
    """An empty network has none, a network of isolates has rows with reasons."""
    assert communities(nx.Graph()).rows == ()
    table = communities(_network([], isolates="AB"))
    assert [row[6] for row in table.rows] == ["no tie in the slice"] * 2
    assert (table.about["modularity"], table.about["stability"]) == (None, None)


def test_neither_order_nor_seed_of_hashes_matters() -> None:
    """The same bytes, however the nodes are added and whatever the hash seed; the network is not changed."""
    code = (
        "import random, networkx as nx; from accord.graph.analysis.communities import communities\n"
        "edges = [(f'n{{a}}', f'n{{b}}') for a, b in nx.karate_club_graph().edges()]\n"
        "random.Random({}).shuffle(edges); print(communities(nx.Graph(edges), runs=6).write('json'))"
    )
    texts = {
        subprocess.run(
            [sys.executable, "-c", code.format(seed)],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
        ).stdout
        for seed in (1, 2, 3)
    }
    assert len(texts) == 1
    club = _karate()
    first = communities(club, seed=5, runs=6)
    assert first == communities(club, seed=5, runs=6)
    assert nx.utils.graphs_equal(club, _karate())


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda g: communities(g, resolution=0), "greater than 0"),
        (lambda g: communities(g, resolution=float("nan")), "greater than 0"),
        (lambda g: communities(g, runs=0), "at least 1"),
        (lambda g: communities(g, threshold=1.5), "between 0 and 1"),
    ],
)
def test_bad_parameters_are_refused(call: Callable[[nx.Graph[str]], object], message: str) -> None:
    """A resolution, a number of runs or a threshold out of range is said to be."""
    with pytest.raises(RequestError, match=message):
        call(_cliques())
