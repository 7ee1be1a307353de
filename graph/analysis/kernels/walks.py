"""Shortest paths where ties count alike: how far everybody is, and who lies in between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from ..arrays import Arrays

    Progress = Callable[[int, int], None]

#: From so many actors at once the steps to all others are counted: four words of 64 bits fit into the cache.
_AT_ONCE: Final = 256
_WORD: Final = 64
#: So many numbers, 16 MB, an array of shortest paths has at most.
_NUMBERS: Final = 2**21
_MOST_SOURCES: Final = 512
#: Up to so many actors full matrices serve; scipy, whose import takes longer than all of them, is not loaded.
FULL: Final = 500
#: Full matrices are multiplied in squares of this side: the largest that BLAS does not share among threads.
_SIDE: Final = 64
#: With longer paths than this, walking level by level through whole matrices costs too much.
DEEP: Final = 40


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the sources of a search are from each actor.

    Attributes
    ----------
    actors
        How many sources other than itself are within reach.
    steps
        The sum of steps to them.
    squares
        The sum of squared steps to them.
    inverse
        The sum of 1 over the steps to them.
    inverse_squares
        The sum of 1 over the squared steps to them.
    farthest
        The most steps to any of them; 0 where there is none.
    """

    actors: NDArray[np.int64]
    steps: NDArray[np.int64]
    squares: NDArray[np.int64]
    inverse: NDArray[np.float64]
    inverse_squares: NDArray[np.float64]
    farthest: NDArray[np.int64]


def closeness(found: Reach) -> NDArray[np.float64]:
    """Return closeness as networkx has it: *(r / d) (r / (n - 1))*, with *r* actors within reach in *d* steps."""
    within = found.actors.astype(float)
    return within * within / (np.maximum(found.steps, 1) * max(len(within) - 1, 1))


class Moments:
    """What is kept of one number a source and actor: for each actor the sum, the sum of squares and the greatest."""

    def __init__(self, n: int) -> None:
        self.sums, self.squares, self.most = np.zeros(n), np.zeros(n), np.zeros(n)

    def add(self, block: NDArray[np.float64]) -> None:
        """Take in the numbers of some sources, one row an actor."""
        self.sums += block.sum(axis=1)
        self.squares += np.einsum("ij,ij->i", block, block)
        np.maximum(self.most, block.max(axis=1), out=self.most)


def reach(arrays: Arrays, sources: NDArray[np.int64] | None = None, progress: Progress | None = None) -> Reach:
    """Count the steps from each actor to all sources.

    Parameters
    ----------
    arrays
        The network.
    sources
        The numbers of the actors to search from; all where ``None``.
    progress
        Called with how many sources are done and how many there are.

    Returns
    -------
    Reach
        Exact counts.

    Notes
    -----
    The sources of a block are the bits of a few words, and a level of the search from all of them is one
    bitwise *or* over the ties. Actors whom all sources of the block have reached leave the search, so that the
    long tail of levels is cheap [1]_.

    References
    ----------
    .. [1] Then, M., Kaufmann, M., Chirigati, F. et al. (2014). The more the merrier: efficient multi-source graph
       traversal. Proceedings of the VLDB Endowment 8, 449-460.
    """
    n = len(arrays.actors)
    every = np.arange(n) if sources is None else sources
    total = Reach(*(np.zeros(n, dtype=kind) for kind in (int, int, int, float, float, int)))
    for first in range(0, len(every), _AT_ONCE):
        block = every[first : first + _AT_ONCE]
        _search(arrays, block, total)
        if progress:
            progress(first + len(block), len(every))
    return total


def _search(arrays: Arrays, block: NDArray[np.int64], total: Reach) -> None:
    """Add to the totals how far the sources of one block are."""
    n = len(arrays.actors)
    starts, others, _ = arrays.outward
    place = np.arange(len(block))
    seen = np.zeros((n, -(-len(block) // _WORD)), dtype=np.uint64)
    np.bitwise_or.at(seen, (block, place // _WORD), np.uint64(1) << (place % _WORD).astype(np.uint64))
    frontier = seen.copy()
    active = np.flatnonzero(arrays.degrees)
    near, where = others, starts[active]
    level = 0
    while len(active):
        level += 1
        new = np.bitwise_or.reduceat(frontier[near], where, axis=0)
        known = seen[active]
        new &= ~known
        found = np.bitwise_count(new).sum(axis=1, dtype=np.int64)
        if not found.any():
            return
        known |= new
        seen[active] = known
        total.actors[active] += found
        total.steps[active] += level * found
        total.squares[active] += level**2 * found
        total.inverse[active] += found / level
        total.inverse_squares[active] += found / level**2
        total.farthest[active[found > 0]] = np.maximum(total.farthest[active[found > 0]], level)
        frontier = np.zeros_like(seen)
        frontier[active] = new
        waiting = np.bitwise_count(known).sum(axis=1, dtype=np.int64) < len(block)
        if not waiting.all():
            active = active[waiting]
            at, where = entries(starts, active)
            near, where = others[at], where[:-1]


def components(n: int, ties: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the number of its component for each of `n` actors; the component with the first actor is 0.

    Notes
    -----
    Each actor points to an earlier one of its component. The later of two tied ends, and the one to which it
    points, point to the earlier; then everybody points to where that one points, until nothing changes [1]_.

    References
    ----------
    .. [1] Shiloach, Y. and Vishkin, U. (1982). An O(log n) parallel connectivity algorithm. Journal of Algorithms 3,
       57-67.
    """
    first = np.arange(n)
    low, high = ties.T
    while True:
        before = first.copy()
        one, other = first[low], first[high]
        least = np.minimum(one, other)
        for end in (low, high, one, other):
            np.minimum.at(first, end, least)
        first = first[first]
        if (first == before).all():
            return (np.cumsum(first == np.arange(n)) - 1)[first]


def product(matrix: Any, block: NDArray[np.float64]) -> NDArray[np.float64]:
    """Multiply a symmetric matrix by a block of columns.

    A small matrix is multiplied square by square. BLAS would share it among threads that wait for each other, and
    spend, on a busy machine, twenty times the time of the arithmetic.
    """
    n, columns = block.shape
    if n > FULL or not isinstance(matrix, np.ndarray):
        return np.asarray(matrix @ block)
    left, right = _squares(cast("NDArray[np.float64]", matrix)), _squares(block)
    total = np.matmul(left[:, 0, None], right[0])
    for k in range(1, len(right)):
        total += np.matmul(left[:, k, None], right[k])
    rows, across = len(left) * _SIDE, right.shape[1] * _SIDE
    return total.swapaxes(1, 2).reshape(rows, across)[:n, :columns]


def _squares(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a matrix cut into squares, with zeros at its lower and right edge."""
    rows, columns = (-(-size // _SIDE) for size in matrix.shape)
    padded = np.zeros((rows * _SIDE, columns * _SIDE))
    padded[: matrix.shape[0], : matrix.shape[1]] = matrix
    return padded.reshape(rows, _SIDE, columns, _SIDE).swapaxes(1, 2)


def entries(starts: NDArray[np.int64], rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where the entries of some rows stand in a sparse matrix, and where each row's begin among them."""
    lengths = starts[rows + 1] - starts[rows]
    own: NDArray[np.int64] = np.concatenate([[0], np.cumsum(lengths)])
    return np.repeat(starts[rows] - own[:-1], lengths) + np.arange(int(own[-1])), own


def is_deep(arrays: Arrays) -> bool:
    """Whether some paths are so long that level after level of whole matrices would cost too much."""
    if len(arrays.actors) <= DEEP:
        return False
    # From one actor of each component nobody is farther than the diameter, or nearer than half of it.
    _, first = np.unique(arrays.components, return_index=True)
    sizes = np.bincount(arrays.components)
    return 2 * int(reach(arrays, first[sizes > DEEP]).farthest.max()) > DEEP if (sizes > DEEP).any() else False


def dependencies(
    arrays: Arrays,
    sources: NDArray[np.int64] | None = None,
    progress: Progress | None = None,
    *,
    scaled: bool = False,
) -> Moments:
    """Sum over sources *s* the dependency of *s* on each actor: the share of shortest paths that pass through it.

    Parameters
    ----------
    arrays
        The network.
    sources
        The numbers of the actors from which paths are followed; all where ``None``.
    progress
        Called with how many sources are done and how many there are.
    scaled
        Count of each path through *v* twice the share *d(s, v) / d(s, t)* that lies before *v*. Over all sources the
        sums are the same, for a path from *t* counts the other share; over some sources they scatter less [2]_.

    Returns
    -------
    Moments
        Of the dependency of *s* on *v*, which is the sum over *t* of *paths(s, t through v) / paths(s, t)*. Summed
        over all sources each pair counts twice.

    Notes
    -----
    The accumulation of Brandes [1]_, for all sources of a block at once, level by level.

    References
    ----------
    .. [1] Brandes, U. (2001). A faster algorithm for betweenness centrality. Journal of Mathematical Sociology 25,
       163-177.
    .. [2] Geisberger, R., Sanders, P. and Schultes, D. (2008). Better approximation of betweenness centrality.
       Proceedings of ALENEX 2008, 90-100.
    """
    if is_deep(arrays):
        from .lengths import alike, dependencies_by_length

        return dependencies_by_length(arrays, alike(arrays), sources, progress, scaled=scaled)
    n = len(arrays.actors)
    every = np.arange(n) if sources is None else sources
    found = Moments(n)
    at_once = max(1, min(_MOST_SOURCES, _NUMBERS // max(n, 1)))
    for first in range(0, len(every), at_once):
        block = every[first : first + at_once]
        found.add(_dependency(arrays.adjacency, n, block, scaled=scaled))
        if progress:
            progress(first + len(block), len(every))
    return found


def _dependency(matrix: Any, n: int, block: NDArray[np.int64], *, scaled: bool) -> NDArray[np.float64]:
    """Return the dependency of each source (a column) on each actor (a row)."""
    own = (block, np.arange(len(block)))
    distance = np.full((n, len(block)), -1, dtype=np.int16)
    paths = np.zeros(distance.shape)
    distance[own], paths[own] = 0, 1
    frontier, level = paths, 0
    while True:
        frontier = product(matrix, frontier)
        frontier[distance >= 0] = 0
        found = frontier > 0
        if not found.any():
            break
        level += 1
        distance[found] = level
        paths += frontier
    dependency = np.zeros(distance.shape)
    for back in range(level, 1, -1):
        # What each actor at this distance hands back to those before it on its shortest paths.
        own_part = 1 / back if scaled else 1
        share = np.divide(own_part + dependency, paths, out=np.zeros(distance.shape), where=distance == back)
        np.multiply(product(matrix, share), paths, out=dependency, where=distance == back - 1)
    dependency[own] = 0
    return 2 * distance * dependency if scaled else dependency
