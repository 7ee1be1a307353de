"""Estimates from a sample of pivots, each with its error, where all shortest paths would take minutes or hours.

The pivots are a random sample, without replacement, of the actors of each component. Components of few actors
are not sampled: all their members are pivots, and their values exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from . import lengths, walks

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from ..arrays import Arrays

    Progress = Callable[[int, int], None]

#: Components of so many actors have all their members as pivots; larger ones have at least so many.
_FEW: Final = 64
#: The quantile of the normal distribution for an interval of 95 %.
_QUANTILE: Final = 1.959964
#: The share of the cases on either side of it.
_TAIL: Final = 0.025
#: Who has fewer partners lies between none.
_BETWEEN: Final = 2


@dataclass(frozen=True, slots=True)
class Estimate:
    """Values of a measure, and how far they may be off.

    Attributes
    ----------
    values
        One value an actor.
    low, high
        The ends of the interval of 95 % around each value; the value itself where it is exact.
    pivots
        How many actors were pivots.
    """

    values: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    pivots: int


def drawn(arrays: Arrays, sample: int, seed: int) -> NDArray[np.int64]:
    """Draw the pivots: from each component as many as its share of the actors, and sort them."""
    chance = np.random.default_rng(seed)
    n = len(arrays.actors)
    chosen: list[NDArray[np.int64]] = []
    order = np.argsort(arrays.components, kind="stable")
    for members in np.split(order, np.cumsum(np.bincount(arrays.components))[:-1]):
        wanted = max(_FEW, round(sample * len(members) / n))
        chosen.append(members if len(members) <= wanted else chance.choice(members, wanted, replace=False))
    return np.sort(np.concatenate(chosen))


def betweenness(
    arrays: Arrays, sample: int, seed: int, progress: Progress | None = None, *, by_length: bool = False
) -> Estimate:
    """Estimate betweenness from the dependencies of the pivots.

    Parameters
    ----------
    arrays
        A network without isolates.
    sample
        About how many pivots to draw.
    seed
        Where chance begins.
    progress
        Called with how many pivots are done and how many there are.
    by_length
        Whether ties are as long as their distance says.

    Notes
    -----
    In a component of *N* actors with *k* pivots the sum over all sources of the dependency on an actor is
    estimated by *N / k* times the sum *y* over the pivots [1]_, scaled as in [2]_. Most dependencies on an actor are
    0 and few are large, which a normal distribution does not fit: with it 95 % would be 75 %. The interval is
    that of a sum of rare events of different weight [3]_: with *v* the sum of squares and *w* the greatest
    dependency, from the 2.5 % quantile of a gamma distribution of mean *y* and variance *v* to the 97.5 % quantile
    of one of mean *y + w* and variance *v + w²*; either distance times *sqrt(1 - k / N)*, since pivots are drawn
    without replacement. *w* is at least the median of all actors on whom a pivot depends.

    References
    ----------
    .. [1] Brandes, U. and Pich, C. (2007). Centrality estimation in large networks. International Journal of
       Bifurcation and Chaos 17, 2303-2318.
    .. [2] Geisberger, R., Sanders, P. and Schultes, D. (2008). Better approximation of betweenness centrality.
       Proceedings of ALENEX 2008, 90-100.
    .. [3] Fay, M. P. and Feuer, E. J. (1997). Confidence intervals for directly standardized rates: a method based
       on the gamma distribution. Statistics in Medicine 16, 791-801.
    """
    n = len(arrays.actors)
    pivots = drawn(arrays, sample, seed)
    if by_length:
        found = lengths.dependencies_by_length(arrays, lengths.of(arrays), pivots, progress, scaled=True)
    else:
        found = walks.dependencies(arrays, pivots, progress, scaled=True)
    size, taken = _sizes(arrays, pivots)
    low, high = _rare(found.sums, found.squares, found.most)
    high[arrays.degrees < _BETWEEN] = 0  # nobody ever depends on them
    share = np.sqrt(1 - taken / size)
    factor = size / taken / max((n - 1) * (n - 2), 1)
    ends = (found.sums + share * (end - found.sums) for end in (low, high))
    low, high = (factor * end for end in ends)
    return Estimate(factor * found.sums, low, high, len(pivots))


def _rare(
    sums: NDArray[np.float64], squares: NDArray[np.float64], most: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the interval of 95 % of sums of rare events."""
    from scipy.special import gammaincinv  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]

    some = most > 0
    low = np.zeros(len(sums))
    low[some] = squares[some] / sums[some] * gammaincinv(sums[some] ** 2 / squares[some], _TAIL)
    # A sample that missed the large ones would look more exact than it is.
    more = np.maximum(most, np.median(most[some]) if some.any() else 1)
    mean, variance = sums + more, squares + more**2
    return low, np.asarray(variance / mean * gammaincinv(mean**2 / variance, 1 - _TAIL))


def closeness(
    arrays: Arrays, sample: int, seed: int, progress: Progress | None = None, *, by_length: bool = False
) -> Estimate:
    """Estimate closeness from the distances to the pivots.

    Parameters
    ----------
    arrays, sample, seed, progress, by_length
        As of `betweenness`.

    Notes
    -----
    The sum of the distances to all others within reach is estimated by *k* times 1, for the *k* partners if ties
    count alike, and for the others by their number times the mean distance to the pivots among them [1]_, with the
    standard error of the mean of a sample without replacement. The interval is that of a normal distribution.

    References
    ----------
    .. [1] Eppstein, D. and Wang, J. (2004). Fast approximation of centrality. Journal of Graph Algorithms and
       Applications 8, 39-45.
    """
    pivots = drawn(arrays, sample, seed)
    least = 1.0
    if by_length:
        own = lengths.of(arrays)
        least = own.unit * float(own.double.min())
        found = lengths.distance_sums(arrays, own, pivots, progress)
        total, error = _total(arrays, pivots, found.sums, found.squares, near=False)
        total, error = total * own.unit, error * own.unit
    else:
        seen = walks.reach(arrays, pivots, progress)
        total, error = _total(arrays, pivots, seen.steps, seen.squares, near=True)
    others = _sizes(arrays, pivots)[0] - 1
    factor = others * others / max(len(arrays.actors) - 1, 1)
    # Nobody is nearer than one step, or than the shortest of all ties.
    return Estimate(
        factor / total,
        factor / (total + _QUANTILE * error),
        factor / np.maximum(total - _QUANTILE * error, np.minimum(least * others, total)),
        len(pivots),
    )


def harmonic(arrays: Arrays, sample: int, seed: int, progress: Progress | None = None) -> Estimate:
    """Estimate harmonic centrality from the steps to the pivots, as `closeness` does."""
    pivots = drawn(arrays, sample, seed)
    seen = walks.reach(arrays, pivots, progress)
    total, error = _total(arrays, pivots, seen.inverse, seen.inverse_squares, near=True)
    return Estimate(total, total - _QUANTILE * error, total + _QUANTILE * error, len(pivots))


def _total(
    arrays: Arrays, pivots: NDArray[np.int64], sums: NDArray[Any], squares: NDArray[Any], *, near: bool
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the estimated sum over all others within reach, and its standard error.

    With `near`, partners are known to add 1 each, and only the others are estimated.
    """
    size, taken = _sizes(arrays, pivots)
    of, count = size - 1, taken.copy()
    count[pivots] -= 1  # nobody is a pivot of its own
    known = np.zeros(len(size))
    if near:
        chosen = np.zeros(len(size))
        chosen[pivots] = 1
        partners = np.rint(np.asarray(arrays.adjacency @ chosen)).astype(np.int64)
        known = arrays.degrees.astype(float)
        sums, squares = sums - partners, squares - partners
        of, count = of - arrays.degrees, count - partners
    drawn_from = np.maximum(count, 1)
    variance = np.maximum(squares - sums**2 / drawn_from, 0) / np.maximum(count - 1, 1)
    error = of * np.sqrt(np.maximum(1 - count / np.maximum(of, 1), 0) / drawn_from * variance)
    return (known + of * sums / drawn_from).astype(np.float64), error.astype(np.float64)


def _sizes(arrays: Arrays, pivots: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return, for each actor, how many actors and how many pivots its component has."""
    size = np.bincount(arrays.components)
    taken = np.bincount(arrays.components[pivots], minlength=len(size))
    return size[arrays.components], taken[arrays.components]
