"""Null models: what a measure would be if the actors had as many ties each, and chance chose with whom.

A random network is made from the given one by double edge swaps: two ties *a-b* and *c-d* become *a-d* and
*c-b*, unless that would tie an actor to itself or double a tie. Every actor keeps its degree, isolates stay
isolates, and the network stays simple. The strengths of the ties, with their distances, are dealt out anew
over all ties. A proposed swap that is not allowed counts as done and changes nothing: only so is every
network with these degrees equally probable in the end.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ..errors import RequestError
from ..table import Table
from .arrays import Arrays
from .centrality import MEASURES, centrality
from .engines import array_values
from .ranking import label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    import networkx as nx
    from numpy.typing import NDArray

#: How many swaps are proposed for each tie.
SWAPS_PER_TIE: Final = 10
#: With fewer random networks an interval of 95 % has no ends.
LEAST_RUNS: Final = 20

_MODEL: Final = (
    f"same degrees, ties at random: {SWAPS_PER_TIE} double edge swaps proposed a tie; "
    "strengths dealt out anew over the ties"
)
_KEPT: Final = "all random networks have one value"
#: Differences below this, relative to the value, are noise of the arithmetic.
_NOISE: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Compared:
    """A value against those of random networks.

    Attributes
    ----------
    expected
        The mean of the random networks.
    low, high
        The 2.5th and the 97.5th percentile.
    z
        Value less mean, over the standard deviation; ``None`` where there is no spread.
    share
        The share of random networks at least as far from their mean as the value, on either side.
    note
        Why something is missing, or empty.
    """

    expected: float | None = None
    low: float | None = None
    high: float | None = None
    z: float | None = None
    share: float | None = None
    note: str = ""

    @classmethod
    def of(cls, value: float | None, sample: Iterable[float | None]) -> Compared:
        """Compare a value with a sample; networks where the measure has no value are left out and counted."""
        drawn = list(sample)
        found = [x for x in drawn if x is not None]
        if value is None or not found:
            return cls(note="" if value is None else "no random network has a value")
        missing = len(drawn) - len(found)
        note = f"{missing} random networks have no value" if missing else ""
        mean = sum(found) / len(found)
        noise = _NOISE * max(1.0, abs(mean))
        spread = sqrt(sum((x - mean) ** 2 for x in found) / max(len(found) - 1, 1))
        away = abs(value - mean)
        share = sum(1 for x in found if abs(x - mean) >= away - noise) / len(found)
        low, high = (float(x) for x in np.quantile(found, (0.025, 0.975)))
        if spread <= noise:
            return cls(_tidy(mean), _tidy(low), _tidy(high), None, _tidy(share), "; ".join(filter(None, (_KEPT, note))))
        return cls(_tidy(mean), _tidy(low), _tidy(high), _tidy((value - mean) / spread), _tidy(share), note)


def _tidy(value: float) -> float:
    """Round off the noise of the last digits, and the sign of a zero."""
    return round(value, 12) + 0.0


def check_runs(runs: int) -> None:
    """Refuse a number of random networks from which no interval can be read.

    Raises
    ------
    RequestError
        Where `runs` is less than 20.
    """
    if runs < LEAST_RUNS:
        raise RequestError(
            f"{runs} random networks are too few for an interval of 95 %",
            f"Ask for at least {LEAST_RUNS}; 200 are usual.",
        )


def about_null(runs: int, seed: int) -> dict[str, Any]:
    """Return what a table says of its random networks: the model, how many, the seed."""
    return {"null": _MODEL, "random_networks": runs, "seed": seed}


def random_arrays(arrays: Arrays, runs: int, seed: int = 0) -> Iterator[Arrays]:
    """Draw random networks with the degrees of a given one.

    Parameters
    ----------
    arrays
        The given network.
    runs
        How many.
    seed
        Where chance begins. The k-th network depends on the seed and on k alone, not on `runs`.

    Yields
    ------
    Arrays
        One random network at a time, each made from the given one afresh.

    References
    ----------
    Maslov, S. and Sneppen, K. (2002), Science 296, 910-913; Milo, R., Kashtan, N., Itzkovitz, S., Newman, M. E. J.
    and Alon, U. (2003), arXiv:cond-mat/0312028; Fosdick, B. K. et al. (2018), SIAM Review 60, 315-355.
    """
    for run in range(runs):
        yield arrays.with_ties(_swapped(arrays, np.random.default_rng([seed, run])))


def randomised(network: nx.Graph[str], *, seed: int = 0, run: int = 0) -> nx.Graph[str]:
    """Draw one random network with the actors and degrees of a given one.

    Parameters
    ----------
    network
        A network made by `KnowledgeGraph.network`; it is not changed.
    seed
        Where chance begins.
    run
        Which of the random networks of this seed, from 0.

    Returns
    -------
    networkx.Graph
        The same actors with their attributes; ties by chance. Each pair of ``strength`` and ``distance`` of the
        given network is on some tie of the new one. No tie has ``mechanisms``: no mechanism made it.

    Examples
    --------
    >>> import networkx as nx
    >>> families = nx.florentine_families_graph()
    >>> chance = randomised(families, seed=1)
    >>> dict(chance.degree()) == dict(families.degree()), set(chance.edges) == set(families.edges)
    (True, False)
    """
    import networkx as nx

    arrays = Arrays.of(network)
    chance = np.random.default_rng([seed, run])
    ties = _swapped(arrays, chance)
    weights = [
        {name: data[name] for name in ("strength", "distance") if name in data}
        for _, _, data in sorted(
            ((*sorted((a, b)), data) for a, b, data in network.edges(data=True)), key=lambda tie: tie[:2]
        )
    ]
    dealt: list[int] = chance.permutation(len(weights)).tolist()
    pairs: list[tuple[int, int]] = ties.tolist()
    drawn: nx.Graph[str] = nx.Graph(**network.graph)
    drawn.add_nodes_from((actor, network.nodes[actor]) for actor in sorted(network))
    for (a, b), place in zip(pairs, dealt, strict=True):
        drawn.add_edge(arrays.actors[a], arrays.actors[b], **weights[place])
    return drawn


def _swapped(arrays: Arrays, chance: np.random.Generator) -> NDArray[np.int64]:
    """Return the ties after double edge swaps."""
    count = len(arrays.ties)
    one: list[int] = arrays.ties[:, 0].tolist()
    other: list[int] = arrays.ties[:, 1].tolist()
    partners: list[set[int]] = [set() for _ in arrays.actors]
    for a, b in zip(one, other, strict=True):
        partners[a].add(b)
        partners[b].add(a)
    proposals = SWAPS_PER_TIE * count
    # Without a tie there is none to propose; chance draws no number below 1.
    first: list[int] = chance.integers(max(count, 1), size=proposals).tolist()
    second: list[int] = chance.integers(max(count, 1), size=proposals).tolist()
    turned: list[int] = chance.integers(2, size=proposals).tolist()
    for i, j, turn in zip(first, second, turned, strict=True):
        a, b = one[i], other[i]
        c, d = (other[j], one[j]) if turn else (one[j], other[j])
        # The second pair of conditions also refuses two ties that share an actor, and a tie with itself.
        if a == d or b == c or d in partners[a] or b in partners[c]:
            continue
        partners[a].remove(b)
        partners[b].remove(a)
        partners[c].remove(d)
        partners[d].remove(c)
        partners[a].add(d)
        partners[d].add(a)
        partners[c].add(b)
        partners[b].add(c)
        one[i], other[i], one[j], other[j] = a, d, c, b
    ties = np.sort(np.array([one, other], dtype=np.int64).T.reshape(-1, 2), axis=1)
    return ties[np.lexsort((ties[:, 1], ties[:, 0]))]


def null_centrality(
    network: nx.Graph[str],
    measure: str = "degree",
    runs: int = 200,
    seed: int = 0,
    *,
    top: int | None = None,
    by: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Table:
    """Compare each actor's centrality with what its number of ties alone would give it.

    Parameters
    ----------
    network
        A network made by `KnowledgeGraph.network`.
    measure
        A measure of `accord.graph.analysis.centrality`.
    runs
        How many random networks.
    seed
        Where chance begins.
    top
        How many rows to return; all where ``None``.
    by
        The partition, for a measure that reads one; see `centrality`.
    progress
        Called after each random network with how many are done and how many there are.

    Returns
    -------
    Table
        Columns ``rank``, ``actor``, ``id``, ``value``, ``expected``, ``low``, ``high``, ``z``, ``note``, in the
        order of `centrality`. ``expected`` is the mean of the random networks, ``low`` and ``high`` hold the
        middle 95 % of them. Where the null has no spread, ``z`` is ``None`` and ``note`` says so.

    Raises
    ------
    UnknownNameError
        Where the measure is unknown.
    RequestError
        Where `runs` is less than 20 or `top` less than 1.

    Examples
    --------
    >>> import networkx as nx
    >>> table = null_centrality(nx.florentine_families_graph(), "betweenness", runs=50, top=1)
    >>> row = table.records()[0]
    >>> row["actor"], row["value"] > row["expected"]
    ('Medici', True)
    """
    check_runs(runs)
    observed = centrality(network, measure, top=top, by=by)
    sample: dict[str, list[float | None]] = {node: [] for node in network}
    for done, values in enumerate(_drawn(network, measure, by, runs, seed), start=1):
        for node in network:
            sample[node].append(values.get(node))
        if progress:
            progress(done, runs)
    rows: list[tuple[Any, ...]] = []
    for row in observed.records():
        node, value = row["id"], row["value"]
        found = Compared.of(value, sample[node])
        note = "; ".join(filter(None, (row.get("note"), found.note)))
        rows.append(
            (row["rank"], label(network, node), node, value, found.expected, found.low, found.high, found.z, note)
        )
    columns = ("rank", "actor", "id", "value", "expected", "low", "high", "z", "note")
    return Table(columns, tuple(rows), {**observed.about, **about_null(runs, seed)})


def _drawn(
    network: nx.Graph[str], measure: str, by: str | None, runs: int, seed: int
) -> Iterator[Mapping[str, float | None]]:
    """Return the values of the actors in one random network after another."""
    given = Arrays.of(network)
    if not MEASURES[measure].reads and array_values(given, measure) is not None:
        for arrays in random_arrays(given, runs, seed):
            yield array_values(arrays, measure) or {}
        return
    for run in range(runs):
        table = centrality(randomised(network, seed=seed, run=run), measure, by=by)
        yield {row["id"]: row["value"] for row in table.records()}
