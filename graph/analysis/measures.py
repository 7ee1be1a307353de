"""The measures of actors: which there are on each projection, what they read, and how networkx computes them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ..networks.projection_names import CO_PARTICIPATION, EVENTS, OBLIGATIONS, TWO_MODE
from .engines import DAMPING, KATZ_SHARE, NETWORKX
from .projected import (
    in_degree,
    layer_degree,
    layer_overlap,
    layer_participation,
    out_degree,
    out_strength,
    two_mode_betweenness,
    two_mode_closeness,
)
from .ranking import without

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import networkx as nx


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


#: On the one-mode network of actors.
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
        Measure(
            "multiplex-degree",
            "layers",
            "number of layers in which the actor is tied to a partner, summed over its partners",
            "Battiston, Nicosia and Latora 2014",
            layer_degree,
            dispatched=False,
        ),
        Measure(
            "multiplex-overlap",
            "layers",
            "mean number of layers in which the actor is tied to a partner",
            "Battiston, Nicosia and Latora 2014",
            layer_overlap,
            dispatched=False,
        ),
        Measure(
            "multiplex-participation",
            "layers",
            "L / (L-1) times 1 less the sum over L layers of the squared share of the actor's ties in the layer",
            "Battiston, Nicosia and Latora 2014",
            layer_participation,
            dispatched=False,
        ),
    )
}

_TWO_MODE: Final = (
    Measure(
        "degree", "", "number of mechanisms of an actor, or of parties of a mechanism", "", _degree, dispatched=False
    ),
    Measure(
        "strength",
        "strength",
        "sum of the depths that the kinds of these mechanisms declare",
        "",
        _strength,
        dispatched=False,
    ),
    Measure(
        "betweenness",
        "",
        "share of shortest paths that pass through the node, over the greatest that its mode allows",
        "Freeman 1977; Borgatti and Everett 1997",
        two_mode_betweenness,
        dispatched=False,
    ),
    Measure(
        "closeness",
        "",
        "fewest steps that the two modes allow, over the sum of steps, times the share within reach",
        "Borgatti and Everett 1997",
        two_mode_closeness,
        dispatched=False,
    ),
)
_OBLIGATIONS: Final = (
    Measure("out-degree", "", "number of actors to whom the actor is bound", "", out_degree, dispatched=False),
    Measure("in-degree", "", "number of actors that are bound to the actor", "", in_degree, dispatched=False),
    Measure(
        "strength",
        "strength",
        "number of obligations that the actor has, over all mechanisms",
        "",
        out_strength,
        dispatched=False,
    ),
    Measure(
        "betweenness",
        "",
        "share of shortest directed paths between others that pass through the actor, over (n-1)(n-2) pairs",
        "Freeman 1977",
        _betweenness,
    ),
    Measure(
        "pagerank",
        "strength",
        "stationary share of a walk along obligations by strength, which starts anew with probability 0.15",
        "Brin and Page 1998",
        _pagerank,
    ),
)

#: On each projection, by its name in ``graph["projection"]``.
MEASURES_ON: Final[dict[str, dict[str, Measure]]] = {
    CO_PARTICIPATION: MEASURES,
    TWO_MODE: {measure.name: measure for measure in _TWO_MODE},
    OBLIGATIONS: {measure.name: measure for measure in _OBLIGATIONS},
    # Events run through no layers; all else is measured on their network as on that of mechanisms.
    EVENTS: {name: measure for name, measure in MEASURES.items() if measure.reads != "layers"},
}
