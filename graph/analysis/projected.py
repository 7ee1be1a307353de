"""Measures of actors on other projections than the plain one-mode network: two-mode, directed, layer by layer."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx


def two_mode_closeness(network: nx.Graph[str]) -> dict[str, float]:
    """Return closeness in a two-mode network, over the fewest steps that its two modes allow.

    Notes
    -----
    With *n* nodes of the actor's own mode and *m* of the other, an actor is at least 1 step from each of the
    *m* and 2 from each of its own *n - 1*: closeness is *(m + 2 (n - 1)) / d*, where *d* is the sum of its
    steps, times the share of the others within reach [1]_.

    References
    ----------
    .. [1] Borgatti, S. P. and Everett, M. G. (1997). Network analysis of 2-mode data. *Social Networks* 19,
       243-269.
    """
    import networkx as nx

    return nx.bipartite.closeness_centrality(network, _actors(network))


def two_mode_betweenness(network: nx.Graph[str]) -> dict[str, float]:
    """Return betweenness in a two-mode network, over the greatest value that its two modes allow.

    Notes
    -----
    The divisor is the greatest betweenness that a node of its mode can have, given the sizes of both modes [1]_.

    References
    ----------
    .. [1] Borgatti, S. P. and Everett, M. G. (1997). Network analysis of 2-mode data. *Social Networks* 19,
       243-269.
    """
    import networkx as nx

    return nx.bipartite.betweenness_centrality(network, _actors(network))


def in_degree(network: nx.DiGraph[str]) -> dict[str, float]:
    """Return how many owe it to each actor."""
    return dict(network.in_degree())


def out_degree(network: nx.DiGraph[str]) -> dict[str, float]:
    """Return to how many each actor owes it."""
    return dict(network.out_degree())


def out_strength(network: nx.DiGraph[str]) -> dict[str, float]:
    """Return how many obligations each actor has, over all mechanisms."""
    return dict(network.out_degree(weight="strength"))


def layer_degree(network: nx.Graph[str]) -> dict[str, float]:
    """Return in how many layers each actor has ties, summed over its partners.

    Notes
    -----
    The overlapping degree *o(i)*: the sum over layers *l* of the degree *k(i, l)* [1]_.

    References
    ----------
    .. [1] Battiston, F., Nicosia, V. and Latora, V. (2014). Structural measures for multiplex networks.
       *Physical Review E* 89, 032804.
    """
    return {node: sum(_by_layer(network, node).values()) for node in network}


def layer_overlap(network: nx.Graph[str]) -> dict[str, float]:
    """Return the number of layers that a tie of the actor runs through, on average over its partners.

    Notes
    -----
    *o(i) / k(i)*, with *o(i)* the overlapping degree and *k(i)* the number of partners: the mean, over the
    actor's partners *j*, of the edge overlap *o(i, j)*, the number of layers in which the two are tied [1]_. 1 where
    every partner is one in a single layer.

    References
    ----------
    .. [1] Battiston, F., Nicosia, V. and Latora, V. (2014). Structural measures for multiplex networks.
       *Physical Review E* 89, 032804.
    """
    return {node: sum(_by_layer(network, node).values()) / degree for node, degree in network.degree() if degree}


def layer_participation(network: nx.Graph[str]) -> dict[str, float]:
    """Return how evenly an actor's ties are spread over the layers.

    Notes
    -----
    *L / (L - 1) (1 - sum over l of (k(i, l) / o(i))^2)*, where *L* is the number of layers that have ties in the
    network: 0 where all ties are in one layer, 1 where each layer has as many [1]_. 0 where the network has one
    layer.

    References
    ----------
    .. [1] Battiston, F., Nicosia, V. and Latora, V. (2014). Structural measures for multiplex networks.
       *Physical Review E* 89, 032804.
    """
    layers = len({layer for *_, data in network.edges(data=True) for layer in _layers(data)})
    if layers < 2:
        return dict.fromkeys(network, 0.0)
    found: dict[str, float] = {}
    for node in network:
        counts = _by_layer(network, node).values()
        total = sum(counts)
        found[node] = layers / (layers - 1) * (1 - sum(count * count for count in counts) / total**2)
    return found


def _by_layer(network: nx.Graph[str], node: str) -> Counter[str]:
    """Return the actor's degree in each layer."""
    return Counter(layer for data in network.adj[node].values() for layer in _layers(data))


def _layers(data: dict[str, Any]) -> tuple[str, ...]:
    """Return the layers that a tie runs through; one that tells none runs through one."""
    return data.get("layers", ("",))


def _actors(network: nx.Graph[str]) -> list[str]:
    return [node for node, data in network.nodes(data=True) if data["bipartite"] == 0]
