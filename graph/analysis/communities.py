"""Communities: groups of actors with more ties among themselves than their strengths would lead one to expect.

One run of a community algorithm depends on chance. Here Louvain is run many times, the runs are brought to a
consensus, and the table says how far they agreed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from math import comb, log
from random import Random
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias, cast

from ..errors import RequestError
from ..table import Table
from .engines import ARRAYS, NETWORKX
from .ranking import ISOLATE, computed_on, label

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    import networkx as nx
    from numpy.typing import NDArray

#: The community of each actor, the actors in the order of their ids.
_Labels: TypeAlias = tuple[int, ...]
#: Two numbered nodes, and the strength of their tie.
_Tie: TypeAlias = tuple[int, int, float]

#: From so many ties on arrays compute communities; below, networkx.
_LARGE: Final = 20_000
#: How often the consensus is sought anew before the best of the last runs is taken.
_ROUNDS: Final = 20
#: A community is named after so many members; a small one after fewer.
_NAMED: Final = 3

RUNS: Final = 50
_METHOD: Final = (
    "Louvain (Blondel, Guillaume, Lambiotte, Lefebvre 2008), consensus of runs (Lancichinetti, Fortunato 2012)"
)
_MODULARITY: Final = (
    "sum over communities of w / W - resolution * (s / 2W)^2, w the strength of the ties within, s the summed "
    "strength of the members, W that of all ties"
)
_STABILITY: Final = (
    "mean over all pairs of runs of the adjusted Rand index (index - expected) / (maximum - expected), where index "
    "counts the pairs of actors put together by both"
)


@dataclass(frozen=True, slots=True)
class Partition:
    """Who is in which community, and how sure that is.

    Attributes
    ----------
    groups
        Ids of the members, those with the greatest strength within first; the largest community first.
    names
        Each community's name: the labels of its most central members.
    modularity
        Modularity of the partition at the resolution asked for; ``None`` without a tie.
    stability
        Mean adjusted Rand index of the runs' pairs, at most 1; ``None`` without a tie.
    share
        Actor to the share of the runs in which it sat with the majority of its community.
    rounds
        How many rounds of runs it took.
    agreed
        Whether the runs of the last round agreed.
    engine
        What ran Louvain.
    """

    groups: tuple[tuple[str, ...], ...]
    names: tuple[str, ...]
    modularity: float | None
    stability: float | None
    share: dict[str, float]
    rounds: int
    agreed: bool
    engine: str = NETWORKX

    def of(self) -> dict[str, int]:
        """Return the number of each actor's community, from 1; actors in none are left out."""
        return {node: number for number, group in enumerate(self.groups, start=1) for node in group}


def communities(
    network: nx.Graph[str],
    *,
    resolution: float = 1.0,
    runs: int = RUNS,
    threshold: float = 0.5,
    seed: int = 0,
    members: bool = True,
    progress: Callable[[int, int], None] | None = None,
) -> Table:
    """List the communities of a network with their members, or alone.

    Parameters
    ----------
    network
        A network made by `KnowledgeGraph.network`; ``strength`` is read.
    resolution, runs, threshold, seed
        As of `find_communities`.
    members
        Whether each member is a row; otherwise each community is one.
    progress
        As of `find_communities`.

    Returns
    -------
    Table
        Columns ``community`` (number, the largest first), ``name``, ``actor``, ``id``, ``strength_within`` (sum of
        the strengths of the ties to members), ``share_of_runs`` (0 to 1) and ``note``. Without members:
        ``community``, ``size``, ``name``, ``ties_within``, ``density_within`` (ties within over pairs of members)
        and ``stability`` (mean share of the runs). Isolates are in no community; the note says why.

    Raises
    ------
    RequestError
        Where a parameter is out of its range.

    Examples
    --------
    >>> import networkx as nx
    >>> two = nx.relabel_nodes(nx.barbell_graph(4, 0), str)
    >>> [(row[1], row[2]) for row in communities(two, members=False).rows]
    [(4, '0, 1'), (4, '4, 5')]
    """
    found = find_communities(
        network, resolution=resolution, runs=runs, threshold=threshold, seed=seed, progress=progress
    )
    about: dict[str, Any] = {
        "measure": "communities",
        "definition": _METHOD,
        "reads": "strength",
        **computed_on(network),
        "engine": found.engine,
        "resolution": resolution,
        "runs": runs,
        "threshold": threshold,
        "seed": seed,
        "rounds": found.rounds,
        "runs_agree": found.agreed,
        "communities": len(found.groups),
        "modularity": found.modularity,
        "modularity_is": _MODULARITY,
        "stability": found.stability,
        "stability_is": _STABILITY,
    }
    named = list(zip(range(1, len(found.groups) + 1), found.names, found.groups, strict=True))
    if not members:
        columns = ("community", "size", "name", "ties_within", "density_within", "stability")
        return Table(columns, tuple(_summary(network, found, *one) for one in named), about)
    rows: list[tuple[Any, ...]] = [
        (number, name, label(network, node), node, _strength_within(network, node, set(group)), found.share[node], "")
        for number, name, group in named
        for node in group
    ]
    alone = [node for node in sorted(network) if network.degree(node) == 0]
    rows += [(None, None, label(network, node), node, None, None, ISOLATE) for node in alone]
    return Table(("community", "name", "actor", "id", "strength_within", "share_of_runs", "note"), tuple(rows), about)


def find_communities(
    network: nx.Graph[str],
    *,
    resolution: float = 1.0,
    runs: int = RUNS,
    threshold: float = 0.5,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> Partition:
    """Partition the tied actors of a network into communities.

    Parameters
    ----------
    network
        A network made by `KnowledgeGraph.network`; ``strength`` is read, 1 where an edge has none.
    resolution
        Above 1 for smaller communities, below 1 for larger ones.
    runs
        How many times Louvain is run in a round, each time from another seed.
    threshold
        Two actors stay linked in the consensus where at least this share of the runs put them together.
    seed
        Where the seeds of the runs come from.
    progress
        Called after each run of the first round, which takes longest, with how many are done and how many there
        are.

    Returns
    -------
    Partition
        The consensus.

    Raises
    ------
    RequestError
        Where the resolution is not positive, there is no run, or the threshold is not between 0 and 1.

    Notes
    -----
    The consensus matrix holds, for each pair of actors, in how many runs they were together. Entries below the
    threshold become 0; an actor left without any keeps its greatest. Louvain is run on the matrix as on a network,
    at resolution 1, and so on until all runs agree, at most 20 rounds. Where they never do, the last runs'
    partition of the greatest modularity is taken [1]_.

    From 20,000 ties on Louvain runs on arrays, see `accord.graph.analysis.kernels.louvain`: it finds other
    partitions than networkx's from the same seed, of the same modularity.

    References
    ----------
    .. [1] Lancichinetti, A. and Fortunato, S. (2012). Consensus clustering in complex networks. Scientific
       Reports 2, 336.
    """
    _check(resolution, runs, threshold)
    nodes = [node for node in sorted(network) if network.degree(node) > 0]
    if not nodes:
        return Partition((), (), None, None, {}, 0, agreed=True)
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
    groups = [tuple(nodes[i] for i in group) for group in _groups(best)]
    inside = [_by_strength(network, group) for group in sorted(groups, key=lambda group: (-len(group), group))]
    shares = _shares(best, first)
    return Partition(
        groups=tuple(inside),
        names=tuple(_name(network, group) for group in inside),
        modularity=modularity[best],
        stability=_stability(first),
        share={node: shares[i] for i, node in enumerate(nodes)},
        rounds=rounds,
        agreed=len(set(found)) == 1,
        engine=engine.name,
    )


def adjusted_rand_index(one: Sequence[Hashable], other: Sequence[Hashable]) -> float:
    """Return how far two partitions of the same things agree, corrected for chance.

    Parameters
    ----------
    one, other
        The group of each thing, the things in the same order.

    Returns
    -------
    float
        1 where they are the same, 0 where they agree as two random ones would, negative where less. With *n(ij)*
        the number of things in group *i* of one and *j* of the other, *a(i)* and *b(j)* the sizes, and *C* the
        number of pairs: *(S - E) / ((A + B) / 2 - E)*, where *S = sum C(n(ij))*, *A = sum C(a(i))*,
        *B = sum C(b(j))* and *E = A B / C(n)* [1]_.

    References
    ----------
    .. [1] Hubert, L. and Arabie, P. (1985). Comparing partitions. Journal of Classification 2, 193-218.

    Examples
    --------
    >>> adjusted_rand_index("aabb", "xxyy"), adjusted_rand_index("aabb", "xyxy")
    (1.0, -0.5)
    """
    together = sum(comb(n, 2) for n in Counter(zip(one, other, strict=True)).values())
    a, b = (sum(comb(n, 2) for n in Counter(labels).values()) for labels in (one, other))
    pairs = comb(len(one), 2)
    # Times 2 C(n), so that all but one division is of whole numbers.
    most = (a + b) * pairs - 2 * a * b
    # Where it is nothing both put all together, or all apart: the same partition.
    return 2 * (together * pairs - a * b) / most if most else 1.0


def normalised_mutual_information(one: Sequence[Hashable], other: Sequence[Hashable]) -> float:
    """Return how much two partitions of the same things tell of each other.

    Parameters
    ----------
    one, other
        The group of each thing, the things in the same order.

    Returns
    -------
    float
        *2 I / (H1 + H2)*, from 0 to 1: mutual information over the mean of the two entropies [1]_.

    References
    ----------
    .. [1] Danon, L., Diaz-Guilera, A., Duch, J. and Arenas, A. (2005). Comparing community structure
       identification. Journal of Statistical Mechanics P09008.

    Examples
    --------
    >>> normalised_mutual_information("aabb", "xxyy"), normalised_mutual_information("aabb", "xyxy")
    (1.0, 0.0)
    """
    joint = Counter(zip(one, other, strict=True))
    a, b = Counter(one), Counter(other)
    total = len(one)
    entropy = sum(-n / total * log(n / total) for sizes in (a, b) for n in sizes.values())
    shared = sum(n / total * log(n * total / (a[i] * b[j])) for (i, j), n in joint.items())
    return 2 * shared / entropy if entropy else 1.0


def _check(resolution: float, runs: int, threshold: float) -> None:
    if not 0 < resolution < float("inf"):
        raise RequestError(f"the resolution is {resolution}; it must be greater than 0")
    if runs < 1:
        raise RequestError(f"{runs} runs were asked for; there must be at least 1")
    if not 0 <= threshold <= 1:
        raise RequestError(f"the threshold is {threshold}; it must lie between 0 and 1")


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

    def run(self, network: Any, resolution: float, seed: int) -> _Labels:
        """Return the community of each node, named after its first member."""
        ...

    def modularity(self, network: Any, labels: _Labels, resolution: float) -> float:
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

    def run(self, network: nx.Graph[int], resolution: float, seed: int) -> _Labels:
        import networkx as nx

        groups = nx.community.louvain_communities(network, resolution=resolution, seed=seed)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
        label_of = {node: min(group) for group in groups for node in group}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
        return tuple(label_of[i] for i in range(len(network)))

    def modularity(self, network: nx.Graph[int], labels: _Labels, resolution: float) -> float:
        import networkx as nx

        groups = [set(group) for group in _groups(labels)]
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

    def run(self, network: Any, resolution: float, seed: int) -> _Labels:
        from .kernels import louvain

        return tuple(louvain.louvain(network, resolution, seed).tolist())

    def modularity(self, network: Any, labels: _Labels, resolution: float) -> float:
        import numpy as np

        from .kernels import louvain

        return louvain.modularity(network, np.array(labels), resolution)


def _runs(
    engine: _Louvain,
    network: Any,
    resolution: float,
    runs: int,
    draw: Random,
    progress: Callable[[int, int], None] | None = None,
) -> list[_Labels]:
    found: list[_Labels] = []
    for done in range(1, runs + 1):
        found.append(engine.run(network, resolution, draw.randrange(2**32)))
        if progress:
            progress(done, runs)
    return found


def _together(found: list[_Labels], threshold: float) -> tuple[int, list[_Tie], list[int]]:
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


def _groups(labels: _Labels) -> list[list[int]]:
    groups: dict[int, list[int]] = {}
    for i, one in enumerate(labels):
        groups.setdefault(one, []).append(i)
    return list(groups.values())


def _stability(runs: list[_Labels]) -> float:
    """Return the mean adjusted Rand index of all pairs of runs; equal runs are compared once."""
    times = Counter(runs)
    pairs = comb(len(runs), 2)
    same = sum(comb(n, 2) for n in times.values())
    differ = sum(times[a] * times[b] * adjusted_rand_index(a, b) for a, b in combinations(sorted(times), 2))
    return round((same + differ) / pairs, 12) if pairs else 1.0


def _shares(best: _Labels, runs: list[_Labels]) -> list[float]:
    """Return, for each actor, the share of the runs in which it sat with the majority of its community."""
    times = Counter(runs)
    shares = [0.0] * len(best)
    for group in _groups(best):
        for labels, n in times.items():
            sizes = Counter(labels[i] for i in group)
            majority = min(sizes, key=lambda one: (-sizes[one], one))
            for i in group:
                shares[i] += n / len(runs) if labels[i] == majority else 0
    return [round(share, 12) for share in shares]


def _strength_within(network: nx.Graph[str], node: str, group: set[str]) -> int:
    return sum(tie.get("strength", 1) for other, tie in network[node].items() if other in group)


def _by_strength(network: nx.Graph[str], group: tuple[str, ...]) -> tuple[str, ...]:
    inside = set(group)
    return tuple(sorted(group, key=lambda node: (-_strength_within(network, node, inside), node)))


def _name(network: nx.Graph[str], group: tuple[str, ...]) -> str:
    shown = _NAMED if len(group) > 2 * _NAMED - 1 else 2
    return ", ".join(label(network, node) for node in group[:shown])


def _summary(
    network: nx.Graph[str], found: Partition, number: int, name: str, group: tuple[str, ...]
) -> tuple[Any, ...]:
    ties = network.subgraph(group).number_of_edges()
    density = ties / comb(len(group), 2) if len(group) > 1 else None
    stability = round(sum(found.share[node] for node in group) / len(group), 12)
    return number, len(group), name, ties, density, stability
