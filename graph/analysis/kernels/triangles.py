"""Triangles, listed once each, and the measures that are sums over them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from .order import by_pair

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from ..arrays import Arrays

#: So many pairs of partners are looked at at once. It bounds the memory; for a mere count the cache is the bound.
_PAIRS: Final = 2**20
_COUNTED: Final = 2**17
#: Up to so many pairs of actors, 128 MB, a bit each says whether they are tied; a search through ties is slower.
_BITS: Final = 2**30


class Found(NamedTuple):
    """Some triangles: the numbers of their three actors *a*, *b*, *c*, and of the ties *ab*, *ac*, *bc*."""

    a: NDArray[np.int64]
    b: NDArray[np.int64]
    c: NDArray[np.int64]
    ab: NDArray[np.int64]
    ac: NDArray[np.int64]
    bc: NDArray[np.int64]


class _Ordered:
    """The ties, each from the actor of lower degree to the one of higher: so nobody has many partners ahead."""

    def __init__(self, arrays: Arrays) -> None:
        n = self.n = len(arrays.actors)
        self.actor = np.lexsort((np.arange(n), arrays.degrees))
        place = np.empty(n, dtype=np.int64)
        place[self.actor] = np.arange(n)
        one, other = place[arrays.ties[:, 0]], place[arrays.ties[:, 1]]
        low, high = np.minimum(one, other), np.maximum(one, other)
        self.order = by_pair(low, high, n)
        self.low: NDArray[np.int64] = low[self.order]
        self.high: NDArray[np.int64] = high[self.order]
        self.key = self.low * n + self.high
        ahead = np.cumsum(np.bincount(self.low, minlength=n))
        #: How many ties of the same first actor come after each.
        self.later = ahead[self.low] - np.arange(len(self.low)) - 1

    def pairs(self, at_once: int) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
        """Yield two ties that share their first actor, all pairs of them, a good number at a time."""
        ends = np.cumsum(self.later)
        first = 0
        while first < len(ends):
            done = int(ends[first - 1]) if first else 0
            last = max(int(np.searchsorted(ends, done + at_once, side="right")), first + 1)
            counts = self.later[first:last]
            one = np.repeat(np.arange(first, last), counts)
            begin = np.cumsum(counts) - counts
            yield one, one + 1 + np.arange(len(one)) - np.repeat(begin, counts)
            first = last

    def closed(self, at_once: int) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]]:
        """Yield the pairs of ties whose other ends are tied as well, with the key of that tie."""
        bits: NDArray[np.uint8] | None = None
        if self.n**2 <= _BITS:
            bits = np.zeros(self.n**2 // 8 + 1, dtype=np.uint8)
            np.bitwise_or.at(bits, self.key >> 3, np.uint8(1) << (self.key & 7).astype(np.uint8))
        for one, other in self.pairs(at_once):
            key = self.high[one] * self.n + self.high[other]
            if bits is not None:
                bit: NDArray[np.uint8] = np.uint8(1) << (key & 7).astype(np.uint8)
                hit = np.flatnonzero(bits[key >> 3] & bit)
            else:
                place = np.minimum(np.searchsorted(self.key, key), len(self.key) - 1)
                hit = np.flatnonzero(self.key[place] == key)
            if len(hit):
                yield one[hit], other[hit], key[hit]


def listed(arrays: Arrays) -> Iterator[Found]:
    """Yield all triangles, each once, a good number at a time.

    References
    ----------
    Chiba, N. and Nishizeki, T. (1985). Arboricity and subgraph listing algorithms. SIAM Journal on Computing 14,
    210-223; Latapy, M. (2008). Theoretical Computer Science 407, 458-473.
    """
    ties = _Ordered(arrays)
    for one, other, key in ties.closed(_PAIRS):
        closing = np.searchsorted(ties.key, key)
        a, b, c = (ties.actor[end] for end in (ties.low[one], ties.high[one], ties.high[other]))
        yield Found(a, b, c, ties.order[one], ties.order[other], ties.order[closing])


def through_each(arrays: Arrays) -> NDArray[np.int64]:
    """Return the number of triangles through each actor."""
    ties = _Ordered(arrays)
    count = np.zeros(ties.n, dtype=np.int64)
    # How often a tie is the first of two that a third one closes; its two ends are in as many triangles.
    first = np.zeros(len(ties.low), dtype=np.int64)
    for one, other, _ in ties.closed(_COUNTED):
        begin, end = int(one[0]), int(one[-1]) + 1
        first[begin:end] += np.bincount(one - begin, minlength=end - begin)
        count += np.bincount(ties.high[other], minlength=ties.n)
    for end in (ties.low, ties.high):
        count += np.bincount(end, first, ties.n).astype(np.int64)
    through = np.empty_like(count)
    through[ties.actor] = count
    return through


def _pairs(arrays: Arrays) -> NDArray[np.int64]:
    """Return twice the number of pairs of each actor's partners, 1 where there is none."""
    return np.maximum(arrays.degrees * (arrays.degrees - 1), 1)


def clustering(arrays: Arrays) -> NDArray[np.float64]:
    """Return for each actor the share of pairs of its partners that are tied; 0 without a pair."""
    return 2 * arrays.triangles / _pairs(arrays)


def clustering_by_strength(arrays: Arrays) -> NDArray[np.float64]:
    """Return the same, where a triangle counts the geometric mean of its strengths over the network's greatest."""
    n, strength = len(arrays.actors), _strength(arrays)
    root = np.cbrt(strength / strength.max()) if len(strength) else strength
    total = np.zeros(n)
    for found in listed(arrays):
        mean = root[found.ab] * root[found.ac] * root[found.bc]
        for end in (found.a, found.b, found.c):
            total += np.bincount(end, weights=mean, minlength=n)
    return 2 * total / _pairs(arrays)


def effective_size(arrays: Arrays) -> NDArray[np.float64]:
    """Return the number of partners, less the mean number of ties that a partner has to the others."""
    return arrays.degrees - 2 * arrays.triangles / np.maximum(arrays.degrees, 1)


def constraint(arrays: Arrays) -> NDArray[np.float64]:
    """Return Burt's constraint: the sum over partners *j* of *(p(i, j) + sum over q of p(i, q) p(q, j))²*."""
    n, strength = len(arrays.actors), _strength(arrays)
    low, high = arrays.ties.T
    total = np.bincount(low, strength, n) + np.bincount(high, strength, n)
    # What an actor spends on a partner, itself and by way of others: one number a tie and direction.
    up, down = strength / total[low], strength / total[high]
    spent_up, spent_down = up.copy(), down.copy()
    for found in listed(arrays):
        ends = {(0, 1): found.ab, (0, 2): found.ac, (1, 2): found.bc}
        actors = (found.a, found.b, found.c)
        share: dict[tuple[int, int], NDArray[np.float64]] = {}
        for (i, j), tie in ends.items():
            forward = actors[i] == low[tie]
            share[i, j] = np.where(forward, up[tie], down[tie])
            share[j, i] = np.where(forward, down[tie], up[tie])
        for (i, j), tie in ends.items():
            q = 3 - i - j
            forward = actors[i] == low[tie]
            there, back = share[i, q] * share[q, j], share[j, q] * share[q, i]
            spent_up += np.bincount(tie, np.where(forward, there, back), len(low))
            spent_down += np.bincount(tie, np.where(forward, back, there), len(low))
    return (np.bincount(low, spent_up**2, n) + np.bincount(high, spent_down**2, n)).astype(np.float64)


def _strength(arrays: Arrays) -> NDArray[np.float64]:
    return np.ones(len(arrays.ties)) if arrays.strength is None else arrays.strength
