"""The one-mode projection: from ties to a named, simple networkx graph, its links weighted as asked."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import lcm
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ..errors import UnknownNameError
from .projection_names import CO_PARTICIPATION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    import networkx as nx
    from numpy.typing import NDArray

    from ..slice import Slice
    from .tie_table import TieTable

#: To what the distances add up where strengths are no whole numbers: large enough to keep nine digits of them.
_DISTANCE: Final = 10**9
#: After how many years a mechanism counts half, where recent ones count more.
_HALF: Final = 10
_DAYS_A_YEAR: Final = 365.25


@dataclass(frozen=True, slots=True)
class Folded:
    """Ties folded by pair and mechanism: a row each, the deepest tie where there are several, sorted by pair.

    Attributes
    ----------
    a, b
        The numbers of the two actors, the smaller first.
    mechanism
        The number of the mechanism.
    kind
        The number of the kind that declares layer and depth.
    depth
        The depth of commitment.
    since
        The day from which the tie is certain.
    first
        For each pair, the row with which it begins.
    """

    a: NDArray[np.int64]
    b: NDArray[np.int64]
    mechanism: NDArray[np.int64]
    kind: NDArray[np.int64]
    depth: NDArray[np.int64]
    since: NDArray[np.datetime64]
    first: NDArray[np.int64]

    @property
    def pair(self) -> NDArray[np.int64]:
        """The number of each row's pair."""
        return np.repeat(np.arange(len(self.first)), np.diff(self.first, append=len(self.a)))


@dataclass(frozen=True, slots=True)
class Weight:
    """A way to say how strong the link of two actors is.

    Attributes
    ----------
    name
        Its name on the command line.
    definition
        What the strength is, with the formula, in a line.
    reference
        Where it was defined; empty where it is the project's own.
    part
        From folded ties and the last day of the slice to what each row adds to its pair's strength.
    """

    name: str
    definition: str
    reference: str
    part: Callable[[Folded, date], NDArray[Any]]


def project(
    ties: TieTable, within: Slice, weight: str = "count", depths: Mapping[str, int] | None = None
) -> nx.Graph[str]:
    """Fold ties into the one-mode network of actors.

    Two actors are linked where at least one mechanism of the slice ties them.

    Parameters
    ----------
    ties
        The ties of the slice. Their actors are the nodes; those that nothing ties are isolates.
    within
        The slice: its words are kept as the graph attribute ``slice``, and `recency` counts back from its last day.
    weight
        One of `WEIGHTS`: ``count``, ``depth``, ``newman`` or ``recency``.
    depths
        Depths by the local name of a kind, in the place of those that the ontology declares.

    Returns
    -------
    networkx.Graph
        Nodes are the actors' ids, with ``label``, ``type`` and ``region``. Edges have ``strength``, by the
        chosen weight; ``distance``, its inverse as an exact integer, so that sums of distances are exact and
        equal paths stay equal; ``mechanisms``, the sorted ids of the mechanisms; and ``layers``, the sorted names
        of their layers. Graph attributes name ``projection``, ``slice``, ``strength`` and ``distance``.

    Raises
    ------
    UnknownNameError
        Where the weight is unknown.

    Notes
    -----
    Where all strengths are whole numbers, the distance is their least common multiple over the strength.
    Else it is 10^9 over the strength, rounded to a whole number. Nodes and edges are added in sorted order,
    so that every algorithm meets them in the same order.
    """
    import networkx as nx

    if weight not in WEIGHTS:
        raise UnknownNameError("weight", weight, WEIGHTS)
    chosen = WEIGHTS[weight]
    folded = fold_ties(ties, depths)
    strengths = _strengths(chosen.part(folded, within.last), folded.first)
    distances, unit = distances_of(strengths)
    graph: nx.Graph[str] = nx.Graph(
        projection=CO_PARTICIPATION,
        slice=within.description,
        strength=chosen.definition,
        distance=f"{unit}, divided by the strength",
    )
    for node in ties.nodes:
        graph.add_node(node.id, label=node.label, type=node.type, region=node.region)
    names = [node.id for node in ties.nodes]
    of_row: list[int] = folded.mechanism.tolist()
    kinds: list[int] = folded.kind.tolist()
    begins: list[int] = folded.first.tolist()
    mechanisms = [ties.mechanisms[number] for number in of_row]
    layers = [ties.kinds[number].layer.name for number in kinds]
    ones: list[int] = folded.a[folded.first].tolist()
    others: list[int] = folded.b[folded.first].tolist()
    pairs, rows = zip(ones, others, strict=True), pairwise([*begins, len(mechanisms)])
    links: Iterable[tuple[str, str, dict[str, Any]]] = (
        (
            names[a],
            names[b],
            {
                "strength": strength,
                "distance": distance,
                "mechanisms": tuple(mechanisms[begin:end]),
                "layers": tuple(sorted(set(layers[begin:end]))),
            },
        )
        for (a, b), (begin, end), strength, distance in zip(pairs, rows, strengths, distances, strict=True)
    )
    graph.add_edges_from(links)
    if depths:
        graph.graph["depths"] = ", ".join(f"{name} {depth}" for name, depth in sorted(depths.items()))
    return graph


def fold_ties(ties: TieTable, depths: Mapping[str, int] | None = None) -> Folded:
    """Fold ties by pair and mechanism: two spells count once, and of two ties of a mechanism the deeper one."""
    declared = np.array([(depths or {}).get(kind.name, kind.depth) for kind in ties.kinds], dtype=np.int64)
    a, b, depth = np.minimum(ties.a, ties.b), np.maximum(ties.a, ties.b), declared[ties.kind]
    # One number a pair and mechanism, in their order: sorting by it is many times faster than by three columns.
    link = a * len(ties.nodes) + b
    both = link * max(len(ties.mechanisms), 1) + ties.mechanism
    order = np.lexsort((ties.spans.start_latest, -depth, both))
    both, link = both[order], link[order]
    kept = np.flatnonzero(_differs(both))
    rows = order[kept]
    return Folded(
        *(a[rows], b[rows], ties.mechanism[rows], ties.kind[rows], depth[rows], ties.spans.start_latest[rows]),
        first=np.flatnonzero(_differs(link[kept])),
    )


def folded_depth(depths: Iterable[int]) -> Fraction:
    """Return how deep a commitment several mechanisms make together.

    Parameters
    ----------
    depths
        The depth that each mechanism's kind declares, from 1 to 10.

    Returns
    -------
    Fraction
        The sum of *d(i) / 2^(i-1)*, the deepest first: the deepest counts whole, the next half, and so on. It
        is at least the deepest and less than twice that; 0 where there is none.

    Examples
    --------
    >>> float(folded_depth([2, 10, 4]))
    12.5
    """
    ordered = sorted(depths, reverse=True)
    return sum((Fraction(depth, 2**place) for place, depth in enumerate(ordered)), Fraction(0))


def _differs(values: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return for each row whether it differs from the one before; the first one does."""
    return np.diff(values, prepend=-1) != 0


def _strengths(parts: NDArray[Any], first: NDArray[np.int64]) -> list[int] | list[float]:
    """Add up what each row adds to its pair; whole numbers where all of them are, else twelve digits."""
    sums = np.round(np.add.reduceat(parts, first), 12) if len(first) else parts
    whole = np.rint(sums)
    return whole.astype(np.int64).tolist() if np.array_equal(whole, sums) else sums.tolist()


def distances_of(strengths: list[int] | list[float]) -> tuple[list[int], str]:
    """Return the inverse of each strength as a whole number, and to what strength and distance multiply."""
    values = set(strengths)
    whole = all(isinstance(value, int) for value in values)
    unit = lcm(*(int(value) for value in values)) if whole else _DISTANCE
    distance = {value: round(unit / Fraction(value)) for value in values}
    words = "least common multiple of all strengths" if whole else "10^9"
    return [distance[value] for value in strengths], words


def _count(ties: Folded, _on: date) -> NDArray[Any]:
    return np.ones(len(ties.a), dtype=np.int64)


def _depth(ties: Folded, _on: date) -> NDArray[Any]:
    # The rows of a pair, the deepest first: halves of small whole numbers are exact as floats.
    order = np.lexsort((-ties.depth, ties.pair))
    place = np.arange(len(order)) - np.repeat(ties.first, np.diff(ties.first, append=len(order)))
    parts = np.empty(len(order))
    parts[order] = ties.depth[order] * 0.5 ** place.astype(float)
    return parts


def _newman(ties: Folded, _on: date) -> NDArray[Any]:
    actors = int(ties.b.max(initial=0)) + 1
    # A number for each actor in each mechanism; twice the same is the same.
    ends = np.concatenate([ties.mechanism * actors + ties.a, ties.mechanism * actors + ties.b])
    tied = np.bincount(np.unique(ends) // actors, minlength=1)
    return 1 / (tied[ties.mechanism] - 1)


def _recency(ties: Folded, on: date) -> NDArray[Any]:
    days = (np.datetime64(on, "D") - ties.since).astype(np.int64)
    return _HALF / (_HALF + np.maximum(days // _DAYS_A_YEAR, 0))


WEIGHTS: Final[dict[str, Weight]] = {
    weight.name: weight
    for weight in (
        Weight("count", "number of mechanisms between the two actors", "", _count),
        Weight(
            "depth",
            "sum of the mechanisms' depths, the deepest whole, the next halved, the third quartered, and so on",
            "",
            _depth,
        ),
        Weight(
            "newman",
            "sum over the mechanisms of 1 / (k - 1), where k is the number of actors that the mechanism ties",
            "Newman 2001",
            _newman,
        ),
        Weight(
            "recency",
            "sum over the mechanisms of 10 / (10 + age), where age is in whole years since the tie is certain",
            "",
            _recency,
        ),
    )
}
