"""Measures of actors on the one-mode co-participation network.

Every measure states the edge attribute that it reads. ``strength`` is the number of mechanisms between two
actors, or another weight that the network was made with: more is closer. ``distance`` is its inverse: more is
farther. An actor without any tie in the
slice has degree and strength 0 and no value on the other measures.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

from ..errors import RequestError, UnknownNameError
from ..table import Table
from .engines import DAMPING, KATZ_SHARE, NETWORKX, Computed, check_backend, computed
from .ranking import ISOLATE, check_top, computed_on, first_rows, ranked, without

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import networkx as nx

_Row = TypeVar("_Row", bound="tuple[Any, ...]")

#: The attributes of actors by which they can be grouped.
PARTITIONS: Final = ("region", "type")

_OUTSIDE: Final = "outside the largest component"


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of an actor's place in the network.

    Attributes
    ----------
    name
        Its name on the command line.
    reads
        The edge attribute that it reads: ``strength``, ``distance``, or empty for ties counted alike.
    definition
        What it measures, with the formula, in a line.
    reference
        Where it was defined.
    compute
        The function from a network without isolates to a value an actor, by networkx: it defines the measure. It
        takes the actors' groups as well where the measure is `grouped`, and the name of a networkx backend where
        it is `dispatched`.
    grouped
        Whether it reads a partition of the actors.
    dispatched
        Whether a networkx function computes it, which can be handed to a backend.
    """

    name: str
    reads: str
    definition: str
    reference: str
    compute: Callable[..., dict[str, float]]
    grouped: bool = False
    dispatched: bool = True


def centrality(
    network: nx.Graph[str],
    measure: str = "degree",
    *,
    top: int | None = None,
    by: str | None = None,
    sample: int | None = None,
    seed: int = 0,
    backend: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Table:
    """Rank the actors of a network by a measure.

    Parameters
    ----------
    network
        A network made by `KnowledgeGraph.network`; it is not changed.
    measure
        The name of one of `MEASURES`.
    top
        How many rows to return; all where ``None``. Where the cut falls among equal values, ``about`` says so.
    by
        The partition for a measure that reads one, ``region`` or ``type``; ``region`` where ``None``.
    sample
        Estimate betweenness, closeness or harmonic centrality from so many actors; the size of the network
        decides where ``None``. A sample of all actors gives the exact values.
    seed
        Where the sample begins.
    backend
        The networkx backend that is to compute the measure, such as ``parallel``; ``networkx`` for networkx
        itself at every size. No configuration is changed.
    progress
        Called with how many actors are done and how many there are, by the measures that take long.

    Returns
    -------
    Table
        Columns ``rank``, ``actor``, ``id``, ``value``, ``note``. Equal values share the lowest rank of
        their group. An actor without a value has neither rank nor value, and ``note`` says why. ``about`` says
        which ``engine`` computed the values. Where they are estimates it says so, ``note`` is ``estimate``, and the
        further columns ``low`` and ``high`` are the ends of the interval of 95 %.

    Raises
    ------
    UnknownNameError
        Where the measure or the partition is unknown, or the backend not installed.
    RequestError
        Where `top` is less than 1, `by` is given for a measure that reads no partition, `sample` for one that is
        never estimated, or the backend does not have the measure.

    Notes
    -----
    Each measure has the meaning that networkx gives it and runs on the network without its isolates. The
    formulas stand in the definitions of `MEASURES`, each with its reference. Large networks are measured from
    arrays; the sizes stand in `accord.graph.analysis.engines.ENGINES`, and the values are the same to nine digits.

    Examples
    --------
    >>> import networkx as nx
    >>> star = nx.star_graph(4)
    >>> _ = nx.relabel_nodes(star, str, copy=False)
    >>> centrality(star, "betweenness", top=1).rows[0][3]
    1.0
    """
    if measure not in MEASURES:
        raise UnknownNameError("measure", measure, MEASURES)
    check_top(top)
    chosen = MEASURES[measure]
    if by is not None and not chosen.grouped:
        grouped = " or ".join(name for name, known in MEASURES.items() if known.grouped)
        raise RequestError(f"{measure} reads no groups of actors, so that it has none by {by}", f"Ask for {grouped}.")
    groups = grouping(network, by or "region") if chosen.grouped else {}
    found = _computed(network, chosen, groups, sample, seed, backend, progress)
    rows: list[tuple[Any, ...]] = list(
        ranked(network, found.values, lambda node: ISOLATE if network.degree(node) == 0 else _OUTSIDE)
    )
    if measure in ("degree", "strength"):
        # Of these two an isolate has a value: nothing.
        rows = [(len(found.values) + 1, row[1], row[2], 0, ISOLATE) if row[4] == ISOLATE else row for row in rows]
    columns = ("rank", "actor", "id", "value", "note")
    if found.intervals is not None:
        columns = (*columns, "low", "high")
        rows = [_with_interval(row, found.intervals.get(row[2])) for row in rows]
    about = {
        "measure": chosen.name,
        "definition": chosen.definition,
        "reads": chosen.reads or "ties counted alike",
        **({"partition": partition_in_words(groups, by or "region")} if chosen.grouped else {}),
        **computed_on(network),
        "engine": found.engine,
        **({"estimate": found.estimate} if found.estimate else {}),
    }
    rows, cut = first_rows(rows, top)
    return Table(columns, tuple(rows), {**about, **cut})


def _computed(
    network: nx.Graph[str],
    chosen: Measure,
    groups: dict[str, str],
    sample: int | None,
    seed: int,
    backend: str | None,
    progress: Callable[[int, int], None] | None,
) -> Computed:
    """Return the values by the engine that is asked for, or that the size of the network calls for."""
    if backend is None:
        found = computed(network, chosen.name, sample, seed, progress)
        if found is not None:
            return found
    elif sample is not None:
        raise RequestError("a networkx backend computes no estimates", "Leave out the sample, or the backend.")
    else:
        check_backend(backend)
        if not chosen.dispatched:
            others = ", ".join(name for name, known in MEASURES.items() if known.dispatched)
            raise RequestError(
                f"{chosen.name} is counted without a networkx function, so that no backend computes it",
                f"Backends compute {others}.",
            )
    tied = without(network, [node for node in network if network.degree(node) == 0])
    if not tied:
        values: dict[str, float] = {}
    elif chosen.grouped:
        values = chosen.compute(tied, groups)
    elif not chosen.dispatched:
        values = chosen.compute(tied)
    else:
        try:
            # Without a backend networkx itself, whatever the environment says: the same input, the same bytes.
            values = chosen.compute(tied, backend or NETWORKX)
        except NotImplementedError:
            raise RequestError(
                f"the networkx backend {backend} does not compute {chosen.name} as it is defined here",
                "Leave the backend out, or name another.",
            ) from None
        except ImportError as error:
            raise RequestError(
                f"the networkx backend {backend} is installed and cannot be loaded: {error}",
                "It may not fit the networkx that is installed.",
            ) from None
    return Computed(values, NETWORKX if backend in (None, NETWORKX) else f"networkx backend {backend}")


def _with_interval(row: tuple[Any, ...], ends: tuple[float, float] | None) -> tuple[Any, ...]:
    """Return a row with its interval, and a note where its value is an estimate."""
    if ends is None:
        return (*row, None, None)
    low, high = (round(end, 12) + 0.0 for end in ends)
    return (*row[:4], "estimate" if low < high else row[4], low, high)


def grouping(network: nx.Graph[str], by: str) -> dict[str, str]:
    """Return the group of each actor by ``region`` or ``type``.

    Actors without one, such as organisations, which lie in no region, are a group of their own: ``no region``.

    Raises
    ------
    UnknownNameError
        Where actors are not grouped so.
    """
    if by not in PARTITIONS:
        raise UnknownNameError("partition", by, PARTITIONS)
    return {node: network.nodes[node].get(by) or f"no {by}" for node in network}


def partition_in_words(groups: Mapping[str, str], by: str) -> str:
    """Return a partition as ``about`` states it."""
    sizes = Counter(groups.values())
    without = sizes[f"no {by}"]
    return f"{by}, {len(sizes)} groups" + (f"; {without} actors without {by} are one of them" if without else "")


def _floats(values: Mapping[str, float]) -> dict[str, float]:
    """Return values of which networkx gives some as 0 and others as 0.5 all alike."""
    return {node: float(value) for node, value in values.items()}


def _degree(network: nx.Graph[str]) -> dict[str, float]:
    return dict(network.degree())


def _strength(network: nx.Graph[str]) -> dict[str, float]:
    return dict(network.degree(weight="strength"))


def _betweenness(network: nx.Graph[str], backend: str = NETWORKX) -> dict[str, float]:
    import networkx as nx

    return nx.betweenness_centrality(network, backend=backend)


def _betweenness_distance(network: nx.Graph[str], backend: str = NETWORKX) -> dict[str, float]:
    import networkx as nx

    # Distances are whole numbers of any size, so that paths of equal length are found to be equal.
    return nx.betweenness_centrality(network, weight="distance", backend=backend)


def _closeness(network: nx.Graph[str], backend: str = NETWORKX) -> dict[str, float]:
    import networkx as nx

    return nx.closeness_centrality(network, backend=backend)  # pyright: ignore[reportUnknownMemberType]


def _closeness_distance(network: nx.Graph[str], backend: str = NETWORKX) -> dict[str, float]:
    import networkx as nx

    # The length of a tie of one mechanism, which is the same wherever it is read, becomes the unit: without
    # it the values would shrink with the least common multiple of all strengths, and compare with nothing.
    # Where distances had to be rounded, the longest is the least inexact.
    longest = max((tie for _, _, tie in network.edges(data=True)), key=lambda tie: tie["distance"])
    unit = round(longest["strength"] * longest["distance"])
    values: dict[str, float] = nx.closeness_centrality(network, distance="distance", backend=backend)  # pyright: ignore[reportUnknownMemberType]
    return {node: value * unit for node, value in values.items()}


def _harmonic(network: nx.Graph[str], backend: str = NETWORKX) -> dict[str, float]:
    import networkx as nx

    return _floats(nx.harmonic_centrality(network, backend=backend))  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]


def _eigenvector(network: nx.Graph[str], backend: str = NETWORKX) -> dict[str, float]:
    import networkx as nx

    # Across components the leading eigenvector is not unique: the largest one alone has values.
    largest = max(nx.connected_components(network), key=lambda nodes: (len(nodes), min(nodes)))
    alone = without(network, [node for node in network if node not in largest])
    return nx.eigenvector_centrality(alone, max_iter=10_000, tol=1e-12, weight="strength", backend=backend)


def _pagerank(network: nx.Graph[str], backend: str = NETWORKX) -> dict[str, float]:
    import networkx as nx

    return nx.pagerank(network, alpha=DAMPING, max_iter=1_000, tol=1e-12, weight="strength", backend=backend)


def _katz(network: nx.Graph[str], backend: str = NETWORKX) -> dict[str, float]:
    import networkx as nx
    import numpy as np

    largest = float(np.linalg.eigvalsh(nx.to_numpy_array(network, weight="strength"))[-1])
    return nx.katz_centrality_numpy(network, alpha=KATZ_SHARE / largest, weight="strength", backend=backend)


def _core(network: nx.Graph[str], backend: str = NETWORKX) -> dict[str, float]:
    import networkx as nx

    return dict(nx.core_number(network, backend=backend))


def _clustering(network: nx.Graph[str], backend: str = NETWORKX) -> dict[str, float]:
    import networkx as nx

    values: dict[str, float] = nx.clustering(network, backend=backend)  # pyright: ignore[reportUnknownMemberType, reportAssignmentType]
    return _floats(values)


def _clustering_strength(network: nx.Graph[str], backend: str = NETWORKX) -> dict[str, float]:
    import networkx as nx

    values: dict[str, float] = nx.clustering(network, weight="strength", backend=backend)  # pyright: ignore[reportUnknownMemberType, reportAssignmentType]
    return _floats(values)


def _constraint(network: nx.Graph[str], backend: str = NETWORKX) -> dict[str, float]:
    import networkx as nx

    return nx.constraint(network, weight="strength", backend=backend)


def _effective_size(network: nx.Graph[str], backend: str = NETWORKX) -> dict[str, float]:
    import networkx as nx

    return nx.effective_size(network, backend=backend)


def _participation(network: nx.Graph[str], groups: Mapping[str, str]) -> dict[str, float]:
    values: dict[str, float] = {}
    for node in network:
        partners = Counter(groups[other] for other in network[node])
        values[node] = 1 - sum(number**2 for number in partners.values()) / partners.total() ** 2
    return values


MEASURES: Final[dict[str, Measure]] = {
    measure.name: measure
    for measure in (
        Measure("degree", "", "number of actors with a tie to the actor", "Freeman 1978", _degree, dispatched=False),
        Measure(
            "strength",
            "strength",
            "sum of the strengths of the actor's ties",
            "Barrat, Barthelemy, Pastor-Satorras, Vespignani 2004",
            _strength,
            dispatched=False,
        ),
        Measure(
            "betweenness",
            "",
            "share of shortest paths between other actors that pass through the actor, over (n-1)(n-2)/2 pairs",
            "Freeman 1977",
            _betweenness,
        ),
        Measure(
            "betweenness-distance",
            "distance",
            "betweenness where a tie of strength w is 1/w long",
            "Freeman 1977; Newman 2001",
            _betweenness_distance,
        ),
        Measure(
            "closeness",
            "",
            "inverse of the mean number of steps to the actors within reach, times the share within reach",
            "Freeman 1978; Wasserman and Faust 1994, eq. 5.22 ff.",
            _closeness,
        ),
        Measure(
            "closeness-distance",
            "distance",
            "closeness where a tie of strength w is 1/w long",
            "Freeman 1978; Newman 2001",
            _closeness_distance,
        ),
        Measure(
            "harmonic",
            "",
            "sum over the other actors of 1 over the number of steps to them, 0 out of reach; at most n-1",
            "Marchiori and Latora 2000; Boldi and Vigna 2014",
            _harmonic,
        ),
        Measure(
            "eigenvector",
            "strength",
            "entry of the leading eigenvector of the strength matrix, of length 1, in the largest component",
            "Bonacich 1972",
            _eigenvector,
        ),
        Measure(
            "katz",
            "strength",
            "entry of x = a W x + 1, scaled to length 1; W the strength matrix, a 0.85 over its leading eigenvalue",
            "Katz 1953",
            _katz,
        ),
        Measure(
            "pagerank",
            "strength",
            "stationary share of a walk that follows ties by strength and starts anew with probability 0.15",
            "Brin and Page 1998",
            _pagerank,
        ),
        Measure(
            "core",
            "",
            "largest k such that the actor is in a group of actors who each have k ties inside it",
            "Seidman 1983",
            _core,
        ),
        Measure(
            "clustering",
            "",
            "share of pairs of the actor's partners who have a tie; 0 with one partner",
            "Watts and Strogatz 1998",
            _clustering,
        ),
        Measure(
            "clustering-strength",
            "strength",
            "clustering where a triangle counts the geometric mean of its strengths over the network's greatest",
            "Onnela, Saramaki, Kertesz, Kaski 2005",
            _clustering_strength,
        ),
        Measure(
            "constraint",
            "strength",
            "sum over partners j of (p_ij + sum over q of p_iq p_qj)^2, p_ij the share of strength spent on j",
            "Burt 1992",
            _constraint,
        ),
        Measure(
            "effective-size",
            "",
            "number of partners, less the mean number of ties that a partner has to the others",
            "Burt 1992; Borgatti 1997",
            _effective_size,
        ),
        Measure(
            "participation",
            "",
            "1 less the sum over groups of the squared share of the actor's partners in the group",
            "Guimera and Amaral 2005",
            _participation,
            grouped=True,
            dispatched=False,
        ),
    )
}
