"""The fast ways to the measures against networkx, against igraph, and on graphs worked out by hand."""

from __future__ import annotations

import math
import random
import sys
from itertools import pairwise

import igraph
import networkx as nx
import numpy as np
import pytest

from accord.graph import RequestError
from accord.graph.analysis import engines
from accord.graph.analysis.arrays import Arrays
from accord.graph.analysis.centrality import MEASURES, centrality
from accord.graph.analysis.communities import find_communities
from accord.graph.analysis.engines import ARRAYS, ENGINES, array_values
from accord.graph.analysis.kernels import lengths, louvain, spectral, triangles, walks


def _weighted(edges: list[tuple[str, str]], strengths: list[int], isolates: str = "") -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(isolates)
    common = math.lcm(*strengths)
    for (a, b), strength in zip(edges, strengths, strict=True):
        graph.add_edge(a, b, strength=strength, distance=common // strength)
    return graph


def _random(nodes: int, ties: int, seed: int) -> nx.Graph[str]:
    """Return two random parts, a pair of their own, isolates, and strengths from 1 to 12; added in no order."""
    draw = random.Random(seed)  # noqa: S311 -- chance for a test
    part = nx.gnm_random_graph(nodes, ties, seed=seed)
    other = nx.barabasi_albert_graph(nodes // 3, 2, seed=seed)
    edges = [(f"a{u:03}", f"a{v:03}") for u, v in part.edges] + [(f"b{u:03}", f"b{v:03}") for u, v in other.edges]
    edges.append(("c1", "c2"))
    draw.shuffle(edges)
    return _weighted(edges, [draw.randint(1, 12) for _ in edges], isolates="xyz")


def _by_networkx(network: nx.Graph[str], measure: str) -> dict[str, float]:
    rows = centrality(network, measure, backend="networkx").rows
    return {row[2]: row[3] for row in rows if row[0] is not None}


def _by_arrays(network: nx.Graph[str], measure: str) -> dict[str, float]:
    found = array_values(Arrays.of(network, *ENGINES[measure].reads), measure)
    assert found is not None
    return found


@pytest.mark.parametrize("measure", list(ENGINES))
@pytest.mark.parametrize(("nodes", "ties"), [(40, 60), (90, 700), (150, 300)])
def test_arrays_find_what_networkx_finds(measure: str, nodes: int, ties: int) -> None:
    """Isolates, parts, pendants and strengths: the same actors have values, and the same ones to nine digits."""
    network = _random(nodes, ties, seed=nodes)
    expected = _by_networkx(network, measure)
    assert _by_arrays(network, measure) == pytest.approx(expected, rel=0, abs=1e-9)
    assert len(expected) > nodes // 2


@pytest.mark.parametrize("measure", list(ENGINES))
def test_arrays_find_what_networkx_finds_in_the_world(world: nx.Graph[str], measure: str) -> None:
    """On the record too, where distances are too large for a double."""
    assert max(d for *_, d in world.edges(data="distance")) > 2**53
    assert _by_arrays(world, measure) == pytest.approx(_by_networkx(world, measure), rel=0, abs=1e-9)


@pytest.mark.parametrize("measure", list(ENGINES))
@pytest.mark.parametrize(("nodes", "ties"), [(40, 60), (90, 700)])
def test_small_and_large_networks_have_the_same_values(
    measure: str, nodes: int, ties: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ways of large networks, with sparse matrices, find on small ones what networkx finds."""
    monkeypatch.setattr(walks, "FULL", 0)
    monkeypatch.setattr(lengths, "FULL", 0)
    network = _random(nodes, ties, seed=nodes)
    assert _by_arrays(network, measure) == pytest.approx(_by_networkx(network, measure), rel=0, abs=1e-9)


@pytest.mark.parametrize("measure", list(ENGINES))
def test_the_record_is_measured_from_arrays_without_scipy(
    measure: str, world: nx.Graph[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """To import scipy takes longer than any measure of so few actors: here it cannot be imported."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "scipy"]:
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setitem(sys.modules, "scipy", None)
    table = centrality(world, measure)
    assert table.about["engine"] == ARRAYS
    assert sum(row[0] is not None for row in table.rows) > 200


@pytest.mark.parametrize("measure", list(ENGINES))
def test_size_decides_and_is_said(measure: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Below the size of the table networkx computes a measure, from it on arrays, with the same rows."""
    network = _random(30, 60, seed=1)
    small = centrality(network, measure)
    monkeypatch.setattr(engines, "ENGINES", {measure: _with(ENGINES[measure], above=network.number_of_edges())})
    large = centrality(network, measure)
    assert (small.about["engine"], large.about["engine"]) == ("networkx", ARRAYS)
    assert large.columns == small.columns
    assert sorted(row[2] for row in large.rows) == sorted(row[2] for row in small.rows)
    assert {row[2]: row[3] for row in large.rows if row[0]} == pytest.approx(
        {row[2]: row[3] for row in small.rows if row[0]}, rel=0, abs=1e-9
    )


def _with(engine: engines.Engine, **changes: int) -> engines.Engine:
    from dataclasses import replace

    return replace(engine, **changes)


def test_every_measure_of_networkx_is_in_one_table() -> None:
    """What networkx computes arrays compute as well, and nothing else."""
    assert set(ENGINES) == {name for name, measure in MEASURES.items() if measure.dispatched}


# -- paths ---------------------------------------------------------------------------------------------


def test_equal_paths_stay_equal_beyond_doubles() -> None:
    """From A to D, 1/3 + 1/6 by B is as long as 1/4 + 1/4 by C, and D begins a tail of nine more.

    B and C each lie on half of the ways from A to the ten of D and its tail; from B to C the way by D, 1/6 + 1/4,
    is shorter than that by A. The strengths of the tail make the distances larger than doubles hold exactly.
    """
    tail = [97, 89, 83, 79, 73, 71, 67, 61, 59]
    edges = [("A", "B"), ("B", "D"), ("A", "C"), ("C", "D"), *pairwise("DEFGHIJKLM")]
    network = _weighted(edges, [3, 6, 4, 4, *tail])
    assert max(d for *_, d in network.edges(data="distance")) > 2**53
    found = _by_arrays(network, "betweenness-distance")
    pairs = 12 * 11 / 2
    assert (found["B"], found["C"], found["A"]) == pytest.approx((5 / pairs, 5 / pairs, 0), abs=1e-12)
    # D: the three before it with the nine behind it, and B with C.
    assert found["D"] == pytest.approx((3 * 9 + 1) / pairs, abs=1e-12)


def test_unequal_paths_that_doubles_confuse_are_left_to_networkx() -> None:
    """From A to D the way by C is longer than that by B by one in 10^20: doubles see none, and the kernel says so.

    B alone lies between A and D; between B and C the way by A is the shorter.
    """
    network: nx.Graph[str] = nx.Graph()
    for a, b, distance in [("A", "B", 10**20), ("B", "D", 10**20), ("A", "C", 10**20), ("C", "D", 10**20 + 1)]:
        network.add_edge(a, b, strength=1, distance=distance)
    arrays = Arrays.of(network, "distance")
    with pytest.raises(lengths.NearTieError):
        lengths.dependencies_by_length(arrays, lengths.of(arrays))
    table = centrality(network, "betweenness-distance", sample=100)
    assert table.about["engine"] == "networkx"
    assert {row[2]: row[3] for row in table.rows} == pytest.approx({"B": 1 / 3, "A": 1 / 3, "D": 0, "C": 0})


def test_distances_that_are_not_whole_are_left_to_networkx() -> None:
    """A network of the user's own may have any lengths."""
    network: nx.Graph[str] = nx.Graph()
    network.add_edge("A", "B", strength=2, distance=0.5)
    network.add_edge("B", "C", strength=1, distance=1.0)
    network.add_edge("A", "C", strength=4, distance=1.75)
    table = centrality(network, "betweenness-distance", sample=100)
    assert (table.about["engine"], table.rows[0][2:4]) == ("networkx", ("B", 1.0))


def test_long_paths_take_another_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a path of 200 the actor at place k lies between k and 199 - k others, however it is computed."""
    network = _weighted([(f"{k:03}", f"{k + 1:03}") for k in range(199)], [1] * 199)
    expected = {f"{k:03}": k * (199 - k) / (199 * 198 / 2) for k in range(200)}
    assert walks.is_deep(Arrays.of(network))
    assert _by_arrays(network, "betweenness") == pytest.approx(expected, abs=1e-12)
    monkeypatch.setattr(walks, "DEEP", 1_000)
    assert not walks.is_deep(Arrays.of(network))
    assert _by_arrays(network, "betweenness") == pytest.approx(expected, abs=1e-12)


def test_steps_from_more_sources_than_a_block_holds() -> None:
    """On a ring of 301 every other is 1 to 150 steps away, on both sides."""
    network = _weighted([(f"{k:03}", f"{(k + 1) % 301:03}") for k in range(301)], [1] * 301)
    found = walks.reach(Arrays.of(network))
    assert set(found.steps.tolist()) == {150 * 151}
    assert set(found.farthest.tolist()) == {150}
    assert set(found.squares.tolist()) == {2 * sum(k * k for k in range(151))}
    assert found.inverse == pytest.approx(np.full(301, 2 * sum(1 / k for k in range(1, 151))))


def test_triangles_with_and_without_a_bit_a_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each triangle is listed once, in small portions too; igraph counts as many."""
    network = _random(60, 500, seed=3)
    arrays = Arrays.of(network)
    elsewhere = igraph.Graph(len(arrays.actors), arrays.ties.tolist())
    expected = {tuple(sorted(found)) for found in elsewhere.list_triangles()}
    for bits, pairs in ((2**30, 2**20), (0, 2**20), (0, 7)):
        monkeypatch.setattr(triangles, "_BITS", bits)
        monkeypatch.setattr(triangles, "_PAIRS", pairs)
        monkeypatch.setattr(triangles, "_COUNTED", pairs)
        listed = [
            tuple(sorted(one))
            for found in triangles.listed(arrays)
            for one in zip(found.a.tolist(), found.b.tolist(), found.c.tolist(), strict=True)
        ]
        assert len(listed) == len(set(listed)) == len(expected)
        assert set(listed) == expected
        assert triangles.through_each(arrays).tolist() == [
            sum(i in one for one in expected) for i in range(len(arrays.actors))
        ]


def test_a_network_built_in_any_order_has_the_same_arrays() -> None:
    """Actors and ties are sorted, with their strengths."""
    network = _random(40, 80, seed=5)
    turned: nx.Graph[str] = nx.Graph()
    turned.add_nodes_from(reversed(list(network)))
    turned.add_edges_from((b, a, data) for a, b, data in reversed(list(network.edges(data=True))))
    one, other = Arrays.of(network, "strength", "distance"), Arrays.of(turned, "strength", "distance")
    assert one.actors == other.actors
    assert (one.ties == other.ties).all()
    assert one.strength is not None
    assert other.strength is not None
    assert (one.strength == other.strength).all()
    assert one.distance == other.distance
    for (a, b), strength, distance in zip(one.ties.tolist(), one.strength.tolist(), one.distance or [], strict=True):
        tie = network.edges[one.actors[a], one.actors[b]]
        assert (tie["strength"], tie["distance"]) == (strength, distance)


# -- matrices ------------------------------------------------------------------------------------------


def test_components_are_those_of_networkx() -> None:
    """On random forests, and on a path whose actors are numbered in no order: the first component is that of 0."""
    draw = random.Random(8)  # noqa: S311 -- chance for a test
    order = draw.sample(range(300), 300)
    graphs = [nx.gnm_random_graph(300, ties, seed=ties) for ties in (0, 100, 150, 200, 400)]
    for graph in (*graphs, nx.relabel_nodes(nx.path_graph(300), dict(enumerate(order)))):
        found = walks.components(300, np.array(graph.edges, dtype=np.int64).reshape(-1, 2))
        parts = sorted(nx.connected_components(graph), key=min)
        assert found.tolist() == [next(k for k, part in enumerate(parts) if node in part) for node in range(300)]


@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (64, 64), (65, 3), (200, 130)])
def test_products_square_by_square(rows: int, columns: int) -> None:
    """Whole numbers multiply to the same whole numbers, whatever is cut off at the edges."""
    draw = np.random.default_rng(rows)
    matrix = draw.integers(0, 9, (rows, rows)).astype(float)
    matrix += matrix.T
    block = draw.integers(0, 9, (rows, columns)).astype(float)
    expected = np.einsum("ij,jk->ik", matrix, block)
    assert (walks.product(matrix, block) == expected).all()


@pytest.mark.parametrize(
    "graph",
    [nx.path_graph(150), nx.cycle_graph(90), nx.star_graph(20), nx.complete_graph(7), nx.barbell_graph(8, 2)],
    ids=["path", "ring", "star", "clique", "barbell"],
)
def test_leading_vectors_where_the_next_is_near(graph: nx.Graph[int]) -> None:
    """On a path the next eigenvalue is near, on a barbell nearer; on a ring nothing is left after one step.

    LAPACK finds the same, and the path's are known: 2 cos(pi / (n + 1)), and sines.
    """
    matrix = nx.to_numpy_array(graph)
    value, vector = spectral.leading(matrix)
    values, vectors = np.linalg.eigh(matrix)
    assert value == pytest.approx(values[-1], rel=1e-13)
    assert vector == pytest.approx(np.abs(vectors[:, -1]), abs=1e-9)
    if graph.number_of_edges() == 149:
        sines = np.sin(np.pi * np.arange(1, 151) / 151)
        assert value == pytest.approx(2 * math.cos(math.pi / 151), rel=1e-13)
        assert vector == pytest.approx(sines / np.linalg.norm(sines), abs=1e-9)


# -- estimates -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def middling() -> nx.Graph[str]:
    """Give a network of 600 in two parts, with few central and many marginal actors, and some small parts."""
    large, small = nx.powerlaw_cluster_graph(400, 3, 0.3, seed=2), nx.powerlaw_cluster_graph(180, 2, 0.5, seed=3)
    edges = [(f"a{u:03}", f"a{v:03}") for u, v in large.edges] + [(f"b{u:03}", f"b{v:03}") for u, v in small.edges]
    edges += [(f"c{k}0", f"c{k}1") for k in range(5)] + [(f"c{k}1", f"c{k}2") for k in range(5)]
    draw = random.Random(4)  # noqa: S311 -- chance for a test
    return _weighted(edges, [draw.randint(1, 4) for _ in edges])


@pytest.mark.parametrize("measure", [name for name, engine in ENGINES.items() if engine.estimate])
def test_intervals_hold_the_exact_values_as_often_as_they_say(middling: nx.Graph[str], measure: str) -> None:
    """Of the intervals of 95 % about as many hold the exact value, over 40 samples; and they are not idly wide."""
    exact = _by_networkx(middling, measure)
    engine = ENGINES[measure]
    arrays = Arrays.of(middling, *engine.reads).tied
    expected = np.array([exact[actor] for actor in arrays.actors])
    held, width, away = [], [], []
    assert engine.estimate is not None
    for seed in range(40):
        found = engine.estimate(arrays, 150, seed, None)
        sampled = found.high > found.low + 1e-12
        held.append(((found.low - 1e-12 <= expected) & (expected <= found.high + 1e-12))[sampled].mean())
        width.append((found.high - found.low)[sampled].mean() / 2)
        away.append(np.abs(found.values - expected)[sampled].mean())
        assert found.values[~sampled] == pytest.approx(expected[~sampled], abs=1e-9)
        assert 500 < sampled.sum() < 595
    # All values of a sample are off together, so that the share scatters from sample to sample.
    assert np.mean(held) == pytest.approx(0.95, abs=0.04)
    # Half of the interval of a normal distribution is 2.46 times the mean deviation.
    assert 2 < np.mean(width) / np.mean(away) < 4


def test_estimates_are_labelled(middling: nx.Graph[str]) -> None:
    """The table and each row say so; parts of a few actors are exact, and a sample of everybody is no sample."""
    table = centrality(middling, "betweenness", sample=150)
    exact = _by_networkx(middling, "betweenness")
    assert table.about["estimate"].endswith("in 95 of 100 cases")
    rows = {row["id"]: row for row in table.records()}
    assert rows["a000"]["note"] == "estimate"
    assert rows["a000"]["low"] < rows["a000"]["value"] < rows["a000"]["high"]
    assert (rows["c01"]["low"], rows["c01"]["high"], rows["c01"]["note"]) == (*2 * (rows["c01"]["value"],), "")
    assert rows["c01"]["value"] == pytest.approx(exact["c01"])
    whole = centrality(middling, "betweenness", sample=10_000)
    assert "estimate" not in whole.about
    assert "low" not in whole.columns
    assert {row[2]: row[3] for row in whole.rows} == pytest.approx(exact, rel=0, abs=1e-9)


def test_samples_are_seeded(middling: nx.Graph[str]) -> None:
    """The same seed gives the same bytes, another seed other pivots."""
    texts = [centrality(middling, "closeness", sample=100, seed=seed).write("json") for seed in (1, 1, 2)]
    assert texts[0] == texts[1] != texts[2]


def test_large_networks_are_estimated_unasked(middling: nx.Graph[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the second size of the table, with as many pivots as the table says."""
    engine = _with(ENGINES["betweenness"], above=1, exact=1_000)
    monkeypatch.setattr(engines, "ENGINES", {"betweenness": engine})
    monkeypatch.setattr(engines, "PIVOTS", 120)
    table = centrality(middling, "betweenness", top=3)
    assert table.columns[-2:] == ("low", "high")
    assert table.about["estimate"].startswith("from 16")  # 120 of 595 tied, at least 64 of each part, 15 in small parts


def test_what_is_never_estimated_is_refused(middling: nx.Graph[str]) -> None:
    """Core and degree are counted exactly at every size; one pivot has no spread."""
    for measure in ("core", "degree"):
        with pytest.raises(RequestError, match="never estimated"):
            centrality(middling, measure, sample=100)
    with pytest.raises(RequestError, match="no spread"):
        centrality(middling, "closeness", sample=1)


def test_long_work_shows_progress(middling: nx.Graph[str]) -> None:
    """It is told how many actors are done, up to all."""
    told: list[tuple[int, int]] = []
    centrality(middling, "betweenness", sample=10_000, progress=lambda done, of: told.append((done, of)))
    assert told[-1] == (595, 595)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


# -- communities ---------------------------------------------------------------------------------------


def test_louvain_on_arrays_is_as_good_as_networkx() -> None:
    """On ten planted groups and on the karate club its modularity is that of networkx's best of ten runs."""
    planted = nx.planted_partition_graph(10, 30, 0.3, 0.02, seed=1)
    for graph in (planted, nx.karate_club_graph()):
        nodes, ties = graph.number_of_nodes(), np.array(graph.edges)
        matrix = louvain.matrix(nodes, ties, np.ones(len(ties)), np.zeros(nodes))
        best = max(
            nx.community.modularity(graph, nx.community.louvain_communities(graph, weight=None, seed=seed), weight=None)
            for seed in range(10)
        )
        found = [louvain.louvain(matrix, 1.0, seed) for seed in range(10)]
        elsewhere = igraph.Graph(nodes, ties.tolist())
        assert max(elsewhere.modularity(labels.tolist()) for labels in found) == pytest.approx(best, abs=0.005)
        assert louvain.modularity(matrix, found[0], 1.0) == pytest.approx(elsewhere.modularity(found[0].tolist()))
        assert louvain.modularity(matrix, found[0], 1.7) == pytest.approx(
            elsewhere.modularity(found[0].tolist(), resolution=1.7)
        )
        assert (louvain.louvain(matrix, 1.0, 3) == found[3]).all()


def test_communities_of_large_networks_come_from_arrays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two cliques joined by a tie are two communities by either way, with the same modularity and shares."""
    two = nx.relabel_nodes(nx.barbell_graph(6, 0), str)
    small = find_communities(two, runs=5)
    monkeypatch.setattr("accord.graph.analysis.consensus._LARGE", 1)
    large = find_communities(two, runs=5)
    assert (small.engine, large.engine) == ("networkx", ARRAYS)
    assert large.groups == small.groups
    assert large.modularity == small.modularity
    # A ring can be cut anywhere, so that a consensus is sought, with ties of nodes with themselves.
    ring = nx.relabel_nodes(nx.cycle_graph(40), lambda k: f"{k:02}")
    found = find_communities(ring, runs=10)
    assert found.rounds > 1
    assert sorted(node for group in found.groups for node in group) == sorted(ring)
