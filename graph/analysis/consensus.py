"""Louvain, run many times and brought to a consensus: by networkx, or on arrays where the network is large."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from math import comb
from random import Random
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias, cast

from .agreement import adjusted_rand_index
from .engines import ARRAYS, NETWORKX

if TYPE_CHECKING:
    from collections.abc import Callable

    import networkx as nx
    from numpy.typing import NDArray

#: The community of each actor, the actors in the order of their ids.
Labels: TypeAlias = tuple[int, ...]
#: Two numbered nodes, and the strength of their tie.
_Tie: TypeAlias = tuple[int, int, float]

#: From so many ties on arrays compute communities; below, networkx.
_LARGE: Final = 20_000
#: How often the consensus is sought anew before the best of the last runs is taken.
_ROUNDS: Final = 20


@dataclass(frozen=True, slots=True)
class Consensus:
    """What the runs came to.

    Attributes
    ----------
    labels
        The community of each actor.
    runs
        The communities of each run of the first round.
    modularity
        That of `labels`.
    rounds
        How many rounds of runs it took.
    agreed
        Whether the runs of the last round agreed.
    engine
        What ran Louvain.
    """

    labels: Labels
    runs: list[Labels]
    modularity: float
    rounds: int
    agreed: bool
    engine: str


def consensus(
    network: nx.Graph[str],
    nodes: list[str],
    resolution: float,
    runs: int,
    threshold: float,
    seed: int,
    progress: Callable[[int, int], None] | None,
) -> Consensus:
    """Bring runs of Louvain on the tied actors of a network to a consensus.

    The parameters are those of `accord.graph.analysis.communities.find_communities`, which tells the method; `nodes`
    are the tied actors, sorted.
    """
    engine: _Louvain = _OnArrays() if network.number_of_edges() >= _LARGE else _OnNetworkx()
    graph = engine.network(*_numbered(network, nodes))
    draw = Random(seed)  # noqa: S311 -- chance for an algorithm, not for a secret
    first = found = _runs(engine, graph, resolution, runs, draw, progress)
    rounds = 1
    while len(set(found)) > 1 and rounds < _ROUNDS:
        size, ties, where = _together(found, threshold)
        together = _runs(engine, engine.network(size, ties), 1.0, runs, draw)
        found = [tuple(labels[i] for i in where) for labels in together]
        rounds += 1
    # The greatest modularity; among equals the partition that comes first, so that no order of sets decides.
    modularity = {labels: round(engine.modularity(graph, labels, resolution), 12) for labels in set(found)}
    best = min(modularity, key=lambda labels: (-modularity[labels], labels))
    return Consensus(best, first, modularity[best], rounds, len(set(found)) == 1, engine.name)


def _runs(
    engine: _Louvain,
    network: Any,
    resolution: float,
    runs: int,
    draw: Random,
    progress: Callable[[int, int], None] | None = None,
) -> list[Labels]:
    found: list[Labels] = []
    for done in range(1, runs + 1):
        found.append(engine.run(network, resolution, draw.randrange(2**32)))
        if progress:
            progress(done, runs)
    return found


def _together(found: list[Labels], threshold: float) -> tuple[int, list[_Tie], list[int]]:
    """Return the consensus matrix as a network: its nodes and ties, and the node of each actor in it.

    Weights count the runs that put two actors together. Actors that all runs put together are one node, as in
    Louvain's own later levels, which makes a round a matter of moments.
    """
    import numpy as np
    from scipy.sparse import csr_array  # pyright: ignore[reportMissingTypeStubs]

    labels = np.array(found, dtype=np.int64).T
    # The stubs lose the type of rows that are compared whole.
    distinct: tuple[NDArray[np.int64], NDArray[np.int64]] = cast("Any", np.unique(labels, axis=0, return_inverse=True))
    blocks, where = distinct[0], distinct[1].reshape(-1)
    sizes = np.bincount(where)
    n, runs = blocks.shape
    # One column a run and community: two blocks share as many columns as there are runs that put them together.
    offsets: NDArray[np.int64] = np.arange(runs, dtype=np.int64) * (len(where) + 1)
    starts: NDArray[np.int64] = np.arange(n + 1, dtype=np.int64) * runs
    columns = np.add(blocks, offsets, dtype=np.int64).reshape(-1)
    member: Any = csr_array((np.ones(n * runs, dtype=np.int64), columns, starts))
    shared = (member @ member.T).tocoo()
    apart: NDArray[np.bool_] = shared.row != shared.col
    one: NDArray[np.int64] = shared.row[apart]
    other: NDArray[np.int64] = shared.col[apart]
    times: NDArray[np.int64] = shared.data[apart]
    kept = times / runs >= threshold
    # Whom the threshold would leave alone keeps its greatest entries.
    lonely = (sizes == 1) & (np.bincount(one[kept], minlength=n) == 0)
    most = np.zeros(n, dtype=np.int64)
    np.maximum.at(most, one, times)
    kept |= (lonely[one] & (times == most[one])) | (lonely[other] & (times == most[other]))
    kept &= one < other
    order = np.lexsort((other[kept], one[kept]))
    one, other, times = (column[kept][order] for column in (one, other, times))
    weights = times * sizes[one] * sizes[other]
    ties = [(i, i, runs * comb(int(size), 2)) for i, size in enumerate(sizes) if size > 1]
    ties += zip(one.tolist(), other.tolist(), weights.tolist(), strict=True)
    return n, ties, where.tolist()


def groups_of(labels: Labels) -> list[list[int]]:
    """Return the places of the actors of each community."""
    groups: dict[int, list[int]] = {}
    for i, one in enumerate(labels):
        groups.setdefault(one, []).append(i)
    return list(groups.values())


def stability(runs: list[Labels]) -> float:
    """Return the mean adjusted Rand index of all pairs of runs; equal runs are compared once."""
    times = Counter(runs)
    pairs = comb(len(runs), 2)
    same = sum(comb(n, 2) for n in times.values())
    differ = sum(times[a] * times[b] * adjusted_rand_index(a, b) for a, b in combinations(sorted(times), 2))
    return round((same + differ) / pairs, 12) if pairs else 1.0


def shares(best: Labels, runs: list[Labels]) -> list[float]:
    """Return, for each actor, the share of the runs in which it sat with the majority of its community."""
    times = Counter(runs)
    shares = [0.0] * len(best)
    for group in groups_of(best):
        for labels, n in times.items():
            sizes = Counter(labels[i] for i in group)
            majority = min(sizes, key=lambda one: (-sizes[one], one))
            for i in group:
                shares[i] += n / len(runs) if labels[i] == majority else 0
    return [round(share, 12) for share in shares]


def _numbered(network: nx.Graph[str], nodes: list[str]) -> tuple[int, list[_Tie]]:
    """Return how many nodes there are, and the ties between their numbers, sorted.

    Louvain keeps sets, and text has no steady order in them.
    """
    number = {node: i for i, node in enumerate(nodes)}
    ties = [(number[a], number[b], strength) for a, b, strength in network.edges(data="strength", default=1)]
    return len(nodes), sorted((min(a, b), max(a, b), strength) for a, b, strength in ties)


class _Louvain(Protocol):
    """A way to run Louvain, on a network in whatever form it reads."""

    name: str

    def network(self, size: int, ties: list[_Tie]) -> Any:
        """Return the network of so many nodes with these ties; a tie of a node with itself counts twice."""
        ...

    def run(self, network: Any, resolution: float, seed: int) -> Labels:
        """Return the community of each node, named after its first member."""
        ...

    def modularity(self, network: Any, labels: Labels, resolution: float) -> float:
        """Return the modularity of a partition."""
        ...


class _OnNetworkx:
    """Louvain and modularity by networkx."""

    name = NETWORKX

    def network(self, size: int, ties: list[_Tie]) -> nx.Graph[int]:
        import networkx as nx

        graph: nx.Graph[int] = nx.Graph()
        graph.add_nodes_from(range(size))
        graph.add_weighted_edges_from(ties)
        return graph

    def run(self, network: nx.Graph[int], resolution: float, seed: int) -> Labels:
        import networkx as nx

        groups = nx.community.louvain_communities(network, resolution=resolution, seed=seed)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
        label_of = {node: min(group) for group in groups for node in group}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
        return tuple(label_of[i] for i in range(len(network)))

    def modularity(self, network: nx.Graph[int], labels: Labels, resolution: float) -> float:
        import networkx as nx

        groups = [set(group) for group in groups_of(labels)]
        return nx.community.modularity(network, groups, resolution=resolution)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]


class _OnArrays:
    """Louvain and modularity by numpy and scipy."""

    name = ARRAYS

    def network(self, size: int, ties: list[_Tie]) -> Any:
        import numpy as np

        from .kernels import louvain

        a, b, strength = (np.array(column) for column in zip(*ties, strict=True)) if ties else np.zeros((3, 0), int)
        alone = a == b
        loops = np.zeros(size)
        loops[a[alone]] = strength[alone]
        pairs = np.stack([a[~alone], b[~alone]], axis=1)
        return louvain.matrix(size, pairs, strength[~alone].astype(float), loops)

    def run(self, network: Any, resolution: float, seed: int) -> Labels:
        from .kernels import louvain

        return tuple(louvain.louvain(network, resolution, seed).tolist())

    def modularity(self, network: Any, labels: Labels, resolution: float) -> float:
        import numpy as np

        from .kernels import louvain

        return louvain.modularity(network, np.array(labels), resolution)
