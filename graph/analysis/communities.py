"""Communities: groups of actors with more ties among themselves than their strengths would lead one to expect.

One run of a community algorithm depends on chance. Here Louvain is run many times, the runs are brought to a
consensus, and the table says how far they agreed.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import comb
from typing import TYPE_CHECKING, Any, Final

from ..errors import RequestError
from ..table import Table
from .consensus import consensus, groups_of, shares, stability
from .engines import NETWORKX
from .ranking import ISOLATE, computed_on, label

if TYPE_CHECKING:
    from collections.abc import Callable

    import networkx as nx

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
    found = consensus(network, nodes, resolution, runs, threshold, seed, progress)
    groups = [tuple(nodes[i] for i in group) for group in groups_of(found.labels)]
    inside = [_by_strength(network, group) for group in sorted(groups, key=lambda group: (-len(group), group))]
    share = shares(found.labels, found.runs)
    return Partition(
        groups=tuple(inside),
        names=tuple(_name(network, group) for group in inside),
        modularity=found.modularity,
        stability=stability(found.runs),
        share=dict(zip(nodes, share, strict=True)),
        rounds=found.rounds,
        agreed=found.agreed,
        engine=found.engine,
    )


def _check(resolution: float, runs: int, threshold: float) -> None:
    if not 0 < resolution < float("inf"):
        raise RequestError(f"the resolution is {resolution}; it must be greater than 0")
    if runs < 1:
        raise RequestError(f"{runs} runs were asked for; there must be at least 1")
    if not 0 <= threshold <= 1:
        raise RequestError(f"the threshold is {threshold}; it must lie between 0 and 1")


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
