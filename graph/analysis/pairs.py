"""Measures of pairs of actors on the one-mode co-participation network.

Some are measures of ties: only pairs with a tie have a value. Others compare any two actors, tied or not.
Every measure states which, and the edge attribute that it reads. Actors without any tie in the slice are
left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import inf, isinf
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from ..errors import UnknownNameError
from ..table import Table
from .ranking import ISOLATE, check_top, computed_on, first_rows, label, placed, without

if TYPE_CHECKING:
    from collections.abc import Callable

    import networkx as nx

#: Two actors, in the order of their ids; for a directed measure, from the first to the second.
_Pair: TypeAlias = "tuple[str, str]"
#: A value and a note; ``None`` where there is no value, infinite where it stands before all numbers.
_Value: TypeAlias = "tuple[float | None, str]"

TIED: Final = "pairs with a tie"
ORDERED: Final = "pairs with a tie, in both orders"
ALL: Final = "all pairs of tied actors"


@dataclass(frozen=True, slots=True)
class PairMeasure:
    """A measure of pairs.

    Attributes
    ----------
    name
        Its name on the command line.
    over
        Which pairs have a value: those with a tie, the same in both orders, or all.
    reads
        The edge attribute that it reads: ``strength``, or empty for ties counted alike.
    definition
        What it measures, with the formula, in a line.
    reference
        Where it was defined.
    compute
        The function from a network without isolates to a value and a note a pair.
    """

    name: str
    over: str
    reads: str
    definition: str
    reference: str
    compute: Callable[[nx.Graph[str]], dict[_Pair, _Value]]


def pairs(network: nx.Graph[str], measure: str, *, actor: str | None = None, top: int | None = None) -> Table:
    """Rank pairs of actors by a measure.

    Parameters
    ----------
    network
        A network made by `KnowledgeGraph.network`.
    measure
        One of ``common-partners``, ``jaccard``, ``dispersion``, ``edge-betweenness``, ``bridges``,
        ``structural-equivalence``.
    actor
        The id of an actor: its pairs alone, ranked among themselves, with the actor first. The values are
        those in the whole network. For ``dispersion`` the pairs are those from this actor.
    top
        How many rows to return; all where ``None``. Where the cut falls among equal values, ``about`` says so.

    Returns
    -------
    Table
        Columns ``rank``, ``a``, ``a_id``, ``b``, ``b_id``, ``value``, ``strength`` (of the pair's tie; 0
        without one) and ``note``; for ``common-partners`` also ``partners``, their ids. The greatest value
        stands first, and equal values share the lowest rank of their group. A pair without a value has no
        rank either and stands last; only bridges, whose span is infinite, stand first. ``about`` names the
        measure, over which pairs it is, and how many there are.

    Raises
    ------
    UnknownNameError
        Where the measure is unknown or the actor is not in the network.
    RequestError
        Where `top` is less than 1.

    Examples
    --------
    >>> import networkx as nx
    >>> path = nx.relabel_nodes(nx.path_graph(4), dict(enumerate("ABCD")))
    >>> [(row[1], row[3], round(row[5], 3)) for row in pairs(path, "edge-betweenness").rows]
    [('B', 'C', 0.667), ('A', 'B', 0.5), ('C', 'D', 0.5)]
    """
    if measure not in MEASURES:
        raise UnknownNameError("measure of pairs", measure, MEASURES)
    check_top(top)
    if actor is not None and actor not in network:
        raise UnknownNameError("actor of the network", actor, network)
    chosen = MEASURES[measure]
    tied = without(network, [node for node in network if network.degree(node) == 0])
    values = chosen.compute(tied) if tied else {}
    if actor is not None:
        values = _of(actor, values, ordered=chosen.over == ORDERED)
    rows = _ranked(network, values)
    about: dict[str, Any] = {
        "measure": chosen.name,
        "definition": chosen.definition,
        "over": chosen.over,
        "reads": chosen.reads or "ties counted alike",
        **computed_on(network),
        "pairs": len(rows),
    }
    if actor is not None:
        about["actor"] = label(network, actor)
        if network.degree(actor) == 0:
            about["note"] = ISOLATE
    rows, cut = first_rows(rows, top, "pairs")
    about |= cut
    columns = ("rank", "a", "a_id", "b", "b_id", "value", "strength", "note")
    if measure == "common-partners":
        columns = (*columns, "partners")
        rows = [(*row, _partners(tied, row[2], row[4])) for row in rows]
    return Table(columns, tuple(rows), about)


def _of(actor: str, values: dict[_Pair, _Value], *, ordered: bool) -> dict[_Pair, _Value]:
    """Return an actor's pairs, the actor first; of pairs in both orders those from the actor."""
    if ordered:
        return {pair: value for pair, value in values.items() if pair[0] == actor}
    return {(a, b) if a == actor else (b, a): value for (a, b), value in values.items() if actor in (a, b)}


def _ranked(network: nx.Graph[str], values: dict[_Pair, _Value]) -> list[tuple[Any, ...]]:
    """Rank pairs as `ranking.ranked` does actors: rounded to 12 digits, with ties, those without a value last."""
    ranks = placed({pair: value for pair, (value, _) in values.items() if value is not None})
    rows: list[tuple[Any, ...]] = []
    for a, b in [*ranks, *sorted(values.keys() - ranks.keys())]:
        rank, value = ranks.get((a, b), (None, None))
        shown = None if value is None or isinf(value) else value
        strength = network.edges[a, b].get("strength", 1) if network.has_edge(a, b) else 0
        named = (label(network, a), a, label(network, b), b)
        rows.append((rank, *named, shown, strength, values[a, b][1]))
    return rows


def _pairs_of(network: nx.Graph[str]) -> list[_Pair]:
    return list(combinations(sorted(network), 2))


def _partners(network: nx.Graph[str], a: str, b: str) -> list[str]:
    import networkx as nx

    return sorted(nx.common_neighbors(network, a, b))


def _common_partners(network: nx.Graph[str]) -> dict[_Pair, _Value]:
    return {(a, b): (len(network.adj[a].keys() & network.adj[b].keys()), "") for a, b in _pairs_of(network)}


def _jaccard(network: nx.Graph[str]) -> dict[_Pair, _Value]:
    import networkx as nx

    return {(a, b): (value, "") for a, b, value in nx.jaccard_coefficient(network, _pairs_of(network))}


def _dispersion(network: nx.Graph[str]) -> dict[_Pair, _Value]:
    """Do what networkx's `dispersion` does with its defaults, with matrices: minutes become a second."""
    import networkx as nx
    import numpy as np

    nodes = list(network)
    # Floats hold these counts exactly, and multiply faster than integers.
    # networkx reads an attribute that no tie has as 1.
    tied = nx.to_numpy_array(network, nodelist=nodes, weight="")
    found: dict[_Pair, _Value] = {}
    for u, row in enumerate(tied):
        around = np.flatnonzero(row)
        inside = tied[np.ix_(around, around)]
        # Two common partners of u and v are dispersed where they are not tied, and v is all that they share.
        apart = ((inside @ inside == 1) & (inside == 0)).astype(float)
        np.fill_diagonal(apart, 0)
        dispersed = ((inside @ apart) * inside).sum(axis=1) / 2
        embedded = inside.sum(axis=1)
        for v, total, common in zip(around.tolist(), dispersed.tolist(), embedded.tolist(), strict=True):
            value = (total / common, "") if common else (0.0, "no common partner")
            found[nodes[u], nodes[v]] = value
    return found


def _edge_betweenness(network: nx.Graph[str]) -> dict[_Pair, _Value]:
    import networkx as nx

    found: dict[_Pair, float] = nx.edge_betweenness_centrality(network)
    return {_sorted(a, b): (value, "") for (a, b), value in found.items()}


def _bridges(network: nx.Graph[str]) -> dict[_Pair, _Value]:
    import networkx as nx

    found: dict[_Pair, _Value] = {}
    for a, b, span in nx.local_bridges(network, with_span=True):
        if not isinf(span):
            found[_sorted(a, b)] = (span, "local bridge")
            continue
        without = nx.restricted_view(network, [], [(a, b)])
        cut_off = min(len(nx.node_connected_component(without, end)) for end in (a, b))
        found[_sorted(a, b)] = (inf, f"bridge: cuts off {cut_off}")
    return found


def _structural_equivalence(network: nx.Graph[str]) -> dict[_Pair, _Value]:
    """Correlate profiles from sums over whole rows, less the pair's own cells."""
    import networkx as nx
    import numpy as np

    nodes = sorted(network)
    strengths = nx.to_numpy_array(network, nodelist=nodes, weight="strength", dtype=np.dtype(float))
    others = len(nodes) - 2
    # The diagonal is empty: of row i the cells i and j hold nothing but the pair's strength.
    sums = strengths.sum(axis=1, keepdims=True) - strengths
    squares = (strengths**2).sum(axis=1, keepdims=True) - strengths**2
    # Whole strengths make this exact. Of others, what is left of equal numbers is noise, and no spread.
    variance = others * squares - sums**2
    spread = np.sqrt(np.where(variance > 1e-9 * others * squares, variance, 0))
    covariance = others * (strengths @ strengths) - sums * sums.T
    found: dict[_Pair, _Value] = {}
    for i, j in combinations(range(len(nodes)), 2):
        scale = float(spread[i, j]) * float(spread[j, i])
        value = (round(float(covariance[i, j]) / scale, 10), "") if scale > 0 else (None, _EVEN)
        found[nodes[i], nodes[j]] = value
    return found


#: Why a correlation does not exist.
_EVEN: Final = "one has the same strength with all others"


def _sorted(a: str, b: str) -> _Pair:
    return (a, b) if a <= b else (b, a)


MEASURES: Final[dict[str, PairMeasure]] = {
    measure.name: measure
    for measure in (
        PairMeasure(
            "common-partners",
            ALL,
            "",
            "number of actors that have a tie to both",
            "Newman 2001; Liben-Nowell and Kleinberg 2007",
            _common_partners,
        ),
        PairMeasure(
            "jaccard",
            ALL,
            "",
            "number of actors that have a tie to both, over the number that have one to either",
            "Jaccard 1901; Liben-Nowell and Kleinberg 2007",
            _jaccard,
        ),
        PairMeasure(
            "dispersion",
            ORDERED,
            "",
            "pairs of common partners of a and b without a tie or another common partner among a's partners, "
            "over the number of common partners",
            "Backstrom and Kleinberg 2014",
            _dispersion,
        ),
        PairMeasure(
            "edge-betweenness",
            TIED,
            "",
            "share of shortest paths between actors that run along the tie, over n(n-1)/2 pairs",
            "Girvan and Newman 2002; Brandes 2008",
            _edge_betweenness,
        ),
        PairMeasure(
            "bridges",
            "pairs with a tie and no common partner",
            "",
            "span: number of steps between the two without their tie; a bridge has none, and cuts off so many actors",
            "Granovetter 1973; Easley and Kleinberg 2010, chapter 3",
            _bridges,
        ),
        PairMeasure(
            "structural-equivalence",
            ALL,
            "strength",
            "Pearson correlation of the two actors' strengths with every third actor, the pair's own cells left out",
            "Lorrain and White 1971; Wasserman and Faust 1994, section 9.4",
            _structural_equivalence,
        ),
    )
}
