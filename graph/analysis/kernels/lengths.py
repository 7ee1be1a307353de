"""Shortest paths where ties have lengths, with equal paths found to be equal whatever the lengths are.

Lengths are whole numbers, and can be too large for a double: the least common multiple of the strengths 1 to 40
is. A search in doubles then finds the shortest paths, but cannot tell whether two of them are equally long. So
each length is kept twice, as a double and modulo 2^64. Paths whose doubles are equal but for rounding are
equally long where the other sums are equal too; where they are not, the kernel gives up rather than guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np

from ...errors import RequestError
from .walks import FULL, Moments, entries

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from ..arrays import Arrays

    Progress = Callable[[int, int], None]

#: Sums of doubles up to this relative difference may be equal: a path of 4,000 ties is added up so exactly.
_ROUNDING: Final = 1e-12
#: From so many actors at once paths are followed, and distances of so many numbers are kept at most.
_AT_ONCE: Final = 64
_NUMBERS: Final = 2**21
_MODULUS: Final = 2**64

_TOO_NEAR: Final = "two paths are so nearly equally long that this computation cannot tell which is the shorter"


class NearTieError(RequestError):
    """Two paths are so nearly equally long that doubles cannot tell them apart."""


@dataclass(frozen=True, slots=True)
class Lengths:
    """The lengths of the ties, in the order of the ties.

    Attributes
    ----------
    double
        As doubles, the greatest being 1.
    exact
        Modulo 2^64.
    unit
        How long the longest tie is where a tie of strength 1 is 1 long.
    """

    double: NDArray[np.float64]
    exact: NDArray[np.uint64]
    unit: float = 1.0


def are_whole(arrays: Arrays) -> bool:
    """Whether all distances are positive whole numbers, as those are that `KnowledgeGraph.network` makes."""
    return all(length > 0 and length == int(length) for length in arrays.distance or ())


def of(arrays: Arrays) -> Lengths:
    """Return the lengths that the distances say; they must be whole numbers."""
    whole = [int(length) for length in arrays.distance or ()]
    greatest = max(whole, default=1)
    strength = arrays.strength
    # Where distances had to be rounded, the longest is the least inexact.
    one = round(float(strength[whole.index(greatest)]) * greatest) if strength is not None and whole else greatest
    return Lengths(
        np.array([length / greatest for length in whole]),
        np.array([length % _MODULUS for length in whole], dtype=np.uint64),
        greatest / one,
    )


def alike(arrays: Arrays) -> Lengths:
    """Return lengths of 1."""
    return Lengths(np.ones(len(arrays.ties)), np.ones(len(arrays.ties), dtype=np.uint64))


def _search(arrays: Arrays, lengths: Lengths) -> Callable[[NDArray[np.int64]], NDArray[np.float64]]:
    """Return a function from sources to the distances of all actors from each, without end where out of reach."""
    n = len(arrays.actors)
    if n <= FULL:
        between = _between_all(arrays, lengths)
        return lambda block: between[block]
    from scipy.sparse import csr_array  # pyright: ignore[reportMissingTypeStubs]
    from scipy.sparse.csgraph import dijkstra  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]

    starts, others, tie = arrays.outward
    matrix = csr_array((lengths.double[tie], others, starts), shape=(n, n))
    return lambda block: np.asarray(cast("Any", dijkstra(matrix, directed=True, indices=block)), dtype=np.float64)


def _between_all(arrays: Arrays, lengths: Lengths) -> NDArray[np.float64]:
    """Return the distances between all actors.

    References
    ----------
    Floyd, R. W. (1962). Algorithm 97: shortest path. Communications of the ACM 5, 345.
    """
    n = len(arrays.actors)
    low, high = arrays.ties.T
    distance = np.full((n, n), np.inf)
    distance[low, high] = distance[high, low] = lengths.double
    np.fill_diagonal(distance, 0)
    by_way_of = np.empty_like(distance)
    for row in distance:
        np.add(row[:, None], row, out=by_way_of)  # the matrix is symmetric: its row is its column
        np.minimum(distance, by_way_of, out=distance)
    return distance


def distance_sums(
    arrays: Arrays,
    lengths: Lengths,
    sources: NDArray[np.int64] | None = None,
    progress: Progress | None = None,
) -> Moments:
    """Sum for each actor the distances to all sources within reach, the longest tie being the unit.

    Parameters
    ----------
    arrays, lengths
        The network.
    sources
        The numbers of the actors to search from; all where ``None``.
    progress
        Called with how many sources are done and how many there are.

    References
    ----------
    Dijkstra, E. W. (1959). A note on two problems in connexion with graphs. Numerische Mathematik 1, 269-271.
    """
    n = len(arrays.actors)
    every = np.arange(n) if sources is None else sources
    search = _search(arrays, lengths)
    total = Moments(n)
    at_once = _at_once(n)
    for first in range(0, len(every), at_once):
        block = every[first : first + at_once]
        distance = search(block)
        distance[np.isinf(distance)] = 0
        total.add(distance.T)
        if progress:
            progress(first + len(block), len(every))
    return total


def dependencies_by_length(
    arrays: Arrays,
    lengths: Lengths,
    sources: NDArray[np.int64] | None = None,
    progress: Progress | None = None,
    *,
    scaled: bool = False,
) -> Moments:
    """Sum over sources the dependency of each on each actor, as `accord.graph.analysis.kernels.walks` does.

    Raises
    ------
    NearTieError
        Where doubles cannot tell which of two paths is the shorter.

    Notes
    -----
    A tie lies on a shortest path from a source where it is as long as the distances of its ends differ. These
    ties form a network without cycles, through which paths are counted outwards and dependencies inwards, for
    all sources of a block at once.
    """
    n = len(arrays.actors)
    every = np.arange(n) if sources is None else sources
    search = _search(arrays, lengths)
    starts, others, tie = arrays.outward
    one = np.repeat(np.arange(n), np.diff(starts))
    long, exact = lengths.double[tie], lengths.exact[tie]
    total = Moments(n)
    at_once = _at_once(n)
    for first in range(0, len(every), at_once):
        block = every[first : first + at_once]
        distance = search(block)
        distance[np.isinf(distance)] = np.nan  # which is neither more nor less than anything
        with np.errstate(invalid="ignore"):
            on = [np.flatnonzero(row[one] + long <= row[others] * (1 + _ROUNDING)) for row in distance]
        source = np.repeat(np.arange(len(block)), [len(found) for found in on])
        used = np.concatenate(on)
        dependency = _accumulated(
            len(block) * n,
            np.arange(len(block)) * n + block,
            source * n + one[used],
            source * n + others[used],
            exact[used],
            distance.ravel() if scaled else None,
        ).reshape(len(block), n)
        total.add(dependency.T)
        if progress:
            progress(first + len(block), len(every))
    return total


def _at_once(n: int) -> int:
    return max(1, min(_AT_ONCE, _NUMBERS // max(n, 1)))


def _accumulated(
    size: int,
    sources: NDArray[np.int64],
    tail: NDArray[np.int64],
    head: NDArray[np.int64],
    exact: NDArray[np.uint64],
    distance: NDArray[np.float64] | None,
) -> NDArray[np.float64]:
    """Return the dependencies of sources on nodes, in a network of shortest paths without cycles.

    `tail` is sorted; each arc leads from `tail` to `head`. With the nodes' distances from their sources, dependencies
    are scaled.
    """
    starts = np.concatenate([[0], np.cumsum(np.bincount(tail, minlength=size))])
    waits = np.bincount(head, minlength=size)
    paths = np.zeros(size)
    paths[sources] = 1
    length = np.zeros(size, dtype=np.uint64)
    place = np.zeros(size, dtype=np.int64)
    frontier = sources
    layers: list[NDArray[np.int64]] = []
    while len(frontier):
        arcs, _ = entries(starts, frontier)
        if not len(arcs):
            break
        layers.append(arcs)
        reached, far = head[arcs], length[tail[arcs]] + exact[arcs]
        # Every arc that ends here ends with the same sum, whichever of them wrote it last.
        fresh = paths[reached] == 0
        length[reached[fresh]] = far[fresh]
        if (length[reached] != far).any():
            raise NearTieError(_TOO_NEAR)
        np.add.at(paths, reached, paths[tail[arcs]])
        np.subtract.at(waits, reached, 1)
        ready = reached[waits[reached] == 0]
        place[ready] = np.arange(len(ready))
        frontier = ready[place[ready] == np.arange(len(ready))]  # each once
    if sum(map(len, layers)) < len(tail):  # a circle: of ties too short beside the others to be told from nothing
        raise NearTieError(_TOO_NEAR)
    dependency = np.zeros(size)
    for arcs in reversed(layers):
        own_part = 1 if distance is None else 1 / distance[head[arcs]]
        share = paths[tail[arcs]] / paths[head[arcs]] * (own_part + dependency[head[arcs]])
        np.add.at(dependency, tail[arcs], share)
    dependency[sources] = 0
    return dependency if distance is None else 2 * np.nan_to_num(distance) * dependency
