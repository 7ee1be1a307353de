"""Centrality on the one-mode co-participation network.

Every measure states the edge attribute that it reads. ``strength`` counts the mechanisms between two
actors: more is closer. ``distance`` is its inverse: more is farther. An actor without any tie in the
slice has degree and strength 0 and no value on the other measures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ..errors import RequestError, UnknownNameError
from ..table import Table
from .ranking import ISOLATE, computed_on, ranked

if TYPE_CHECKING:
    from collections.abc import Callable

    import networkx as nx

_OUTSIDE: Final = "outside the largest component"


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of centrality.

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
        The function from a network without isolates to a value an actor.
    """

    name: str
    reads: str
    definition: str
    reference: str
    compute: Callable[[nx.Graph[str]], dict[str, float]]


def centrality(network: nx.Graph[str], measure: str = "degree", *, top: int | None = None) -> Table:
    """Rank the actors of a network by a measure of centrality.

    Parameters
    ----------
    network
        A network made by `KnowledgeGraph.network`.
    measure
        One of ``degree``, ``strength``, ``betweenness``, ``closeness``, ``eigenvector``, ``pagerank``.
    top
        How many rows to return; all where ``None``. Where the cut falls among equal values, ``about`` says so.

    Returns
    -------
    Table
        Columns ``rank``, ``actor``, ``id``, ``value``, ``note``. Equal values share the lowest rank of
        their group. An actor without a value has neither rank nor value, and ``note`` says why.

    Raises
    ------
    UnknownNameError
        Where the measure is unknown.
    RequestError
        Where `top` is less than 1.

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
    if top is not None and top < 1:
        raise RequestError(f"top is {top}; it must be at least 1")
    chosen = MEASURES[measure]
    tied = network.subgraph([node for node in network if network.degree(node) > 0])
    values = chosen.compute(tied) if tied else {}
    rows = ranked(network, values, lambda node: ISOLATE if network.degree(node) == 0 else _OUTSIDE)
    if measure in ("degree", "strength"):
        # Of these two an isolate has a value: nothing.
        rows = [(len(values) + 1, row[1], row[2], 0, ISOLATE) if row[4] == ISOLATE else row for row in rows]
    about = {
        "measure": chosen.name,
        "definition": chosen.definition,
        "reads": chosen.reads or "ties counted alike",
        **computed_on(network),
    }
    if top is not None and len(rows) > top:
        cut = [row[2] for row in rows[top:] if row[0] is not None and row[0] == rows[top - 1][0]]
        about |= {"cut": f"{len(cut)} more actors share rank {rows[top - 1][0]}"} if cut else {}
        rows = rows[:top]
    return Table(("rank", "actor", "id", "value", "note"), tuple(rows), about)


def _degree(network: nx.Graph[str]) -> dict[str, float]:
    return dict(network.degree())


def _strength(network: nx.Graph[str]) -> dict[str, float]:
    return dict(network.degree(weight="strength"))


def _betweenness(network: nx.Graph[str]) -> dict[str, float]:
    import networkx as nx

    return nx.betweenness_centrality(network)


def _closeness(network: nx.Graph[str]) -> dict[str, float]:
    import networkx as nx

    return nx.closeness_centrality(network)  # pyright: ignore[reportUnknownMemberType]


def _eigenvector(network: nx.Graph[str]) -> dict[str, float]:
    import networkx as nx

    # Across components the leading eigenvector is not unique: the largest one alone has values.
    largest = max(nx.connected_components(network), key=lambda nodes: (len(nodes), min(nodes)))
    return nx.eigenvector_centrality(network.subgraph(largest), max_iter=10_000, tol=1e-12, weight="strength")


def _pagerank(network: nx.Graph[str]) -> dict[str, float]:
    import networkx as nx

    return nx.pagerank(network, alpha=0.85, max_iter=1_000, tol=1e-12, weight="strength")


MEASURES: Final[dict[str, Measure]] = {
    measure.name: measure
    for measure in (
        Measure("degree", "", "number of actors with a tie to the actor", "Freeman 1978", _degree),
        Measure(
            "strength",
            "strength",
            "sum of the strengths of the actor's ties",
            "Barrat, Barthelemy, Pastor-Satorras, Vespignani 2004",
            _strength,
        ),
        Measure(
            "betweenness",
            "",
            "share of shortest paths between other actors that pass through the actor, over (n-1)(n-2)/2 pairs",
            "Freeman 1977",
            _betweenness,
        ),
        Measure(
            "closeness",
            "",
            "inverse of the mean number of steps to the actors within reach, times the share within reach",
            "Freeman 1978; Wasserman and Faust 1994, eq. 5.22 ff.",
            _closeness,
        ),
        Measure(
            "eigenvector",
            "strength",
            "entry of the leading eigenvector of the strength matrix, of length 1, in the largest component",
            "Bonacich 1972",
            _eigenvector,
        ),
        Measure(
            "pagerank",
            "strength",
            "stationary share of a walk that follows ties by strength and starts anew with probability 0.15",
            "Brin and Page 1998",
            _pagerank,
        ),
    )
}
