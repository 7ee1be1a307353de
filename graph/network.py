"""The projection: from dyads to a named, simple networkx graph, its ties weighted as asked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Final

from .errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    import networkx as nx

    from .model import Actor
    from .slice import Slice
    from .ties import Dyad

#: The projection's name, as every output states it.
CO_PARTICIPATION: Final = "one-mode co-participation"

#: To what the distances add up where strengths are no whole numbers: large enough to keep nine digits of them.
_DISTANCE: Final = 10**9
#: After how many years a mechanism counts half, where recent ones count more.
_HALF: Final = 10
_DAYS: Final = Fraction(1461, 4)


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
    strength
        From the ties of one pair (one a mechanism), the number of actors that each mechanism ties, and the
        last day of the slice, to the strength.
    """

    name: str
    definition: str
    reference: str
    strength: Callable[[list[Dyad], dict[str, int], date], Fraction]


def project(actors: Iterable[Actor], ties: Iterable[Dyad], within: Slice, weight: str = "count") -> nx.Graph[str]:
    """Fold dyads into the one-mode network of actors.

    Two actors are linked where at least one mechanism of the slice ties them.

    Parameters
    ----------
    actors
        The nodes; those that nothing ties are isolates.
    ties
        The dyads of the slice.
    within
        The slice: its words are kept as the graph attribute ``slice``, and `recency` counts back from its last day.
    weight
        One of `WEIGHTS`: ``count``, ``depth``, ``newman`` or ``recency``.

    Returns
    -------
    networkx.Graph
        Nodes are the actors' ids, with ``label``, ``type`` and ``region``. Edges have ``strength``, by the
        chosen weight; ``distance``, its inverse as an exact integer, so that sums of distances are exact and
        equal paths stay equal; and ``mechanisms``, the sorted ids of the mechanisms. Graph attributes name
        ``projection``, ``slice``, ``strength`` and ``distance``.

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
    between, size = _folded(ties)
    strengths = {pair: chosen.strength(found, size, within.last) for pair, found in between.items()}
    whole = all(strength.denominator == 1 for strength in strengths.values())
    common = lcm(*{strength.numerator for strength in strengths.values()}) if whole else _DISTANCE
    graph: nx.Graph[str] = nx.Graph(
        projection=CO_PARTICIPATION,
        slice=within.description,
        strength=chosen.definition,
        distance=f"{'least common multiple of all strengths' if whole else '10^9'}, divided by the strength",
    )
    for actor in sorted(actors, key=lambda a: a.id):
        graph.add_node(actor.id, label=actor.label, type=actor.type, region=actor.region)
    for (a, b), strength in sorted(strengths.items()):
        graph.add_edge(
            a,
            b,
            strength=strength.numerator if whole else round(float(strength), 12),
            distance=round(common / strength),
            mechanisms=tuple(sorted(dyad.mechanism.id for dyad in between[a, b])),
        )
    return graph


def _folded(ties: Iterable[Dyad]) -> tuple[dict[tuple[str, str], list[Dyad]], dict[str, int]]:
    """Return each pair's ties, one a mechanism and the deepest of each, and how many actors each mechanism ties."""
    between: dict[tuple[str, str], dict[str, Dyad]] = defaultdict(dict)
    tied: dict[str, set[str]] = defaultdict(set)
    for tie in ties:
        pair, name = (min(tie.a.id, tie.b.id), max(tie.a.id, tie.b.id)), tie.mechanism.id
        known = between[pair].get(name)
        if known is None or known.depth < tie.depth:
            between[pair][name] = tie
        tied[name] |= {tie.a.id, tie.b.id}
    return (
        {pair: list(found.values()) for pair, found in between.items()},
        {name: len(actors) for name, actors in tied.items()},
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


def _count(ties: list[Dyad], _size: dict[str, int], _on: date) -> Fraction:
    return Fraction(len(ties))


def _depth(ties: list[Dyad], _size: dict[str, int], _on: date) -> Fraction:
    return folded_depth(tie.depth for tie in ties)


def _newman(ties: list[Dyad], size: dict[str, int], _on: date) -> Fraction:
    return sum((Fraction(1, size[tie.mechanism.id] - 1) for tie in ties), Fraction(0))


def _recency(ties: list[Dyad], _size: dict[str, int], on: date) -> Fraction:
    return sum((Fraction(_HALF) / (_HALF + _age(tie, on)) for tie in ties), Fraction(0))


def _age(tie: Dyad, on: date) -> int:
    """Return for how many whole years the tie is certain by the day: less than one counts as none."""
    days = (on - tie.interval.start_latest).days if tie.interval else 0
    return max(0, int(days / _DAYS))


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
