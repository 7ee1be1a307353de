"""Louvain for large networks: the method of Blondel and others, a batch of actors at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from .walks import entries

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Into so many batches a sweep is divided: with more it takes longer, and finds no better communities among many
#: nodes. Among few, those of one batch are too often partners.
_BATCHES: Final = 8
_BATCHES_OF_FEW: Final = 64
_FEW: Final = 2_000
#: After so many sweeps a level ends, though somebody would still move.
_SWEEPS: Final = 50
#: A move must raise modularity by more than this share, which is above the noise of the arithmetic.
_GAIN: Final = 1e-12


def matrix(n: int, pairs: NDArray[np.int64], strength: NDArray[np.float64], loops: NDArray[np.float64]) -> Any:
    """Return a network as the matrix that `louvain` reads.

    Parameters
    ----------
    n
        How many nodes there are.
    pairs
        One row a tie: its two nodes, which differ.
    strength
        The strength of each tie.
    loops
        For each node the strength of its tie with itself, which counts twice in the node's strength.
    """
    from scipy.sparse import coo_array  # pyright: ignore[reportMissingTypeStubs]

    every = np.arange(n)
    rows, columns = (np.concatenate([pairs[:, i], pairs[:, 1 - i], every]) for i in (0, 1))
    values = np.concatenate([strength, strength, 2 * loops])
    made = coo_array((values, (rows, columns)), shape=(n, n)).tocsr()
    made.eliminate_zeros()
    made.sort_indices()
    return made


def louvain(network: Any, resolution: float, seed: int) -> NDArray[np.int64]:
    """Partition the nodes of a network so that modularity is high.

    Parameters
    ----------
    network
        A matrix made by `matrix`.
    resolution
        Above 1 for smaller communities, below 1 for larger ones.
    seed
        Where chance begins; the same seed gives the same partition.

    Returns
    -------
    numpy.ndarray
        The community of each node, named after its first member.

    Notes
    -----
    As in the original method, each node moves to the neighbouring community where modularity gains most, until
    nobody moves; communities become the nodes of the next level [1]_. Here an eighth of the nodes, drawn anew for
    each sweep, move at the same time; of a network of few nodes a 64th. Those who want to join one community join it
    in the order of their gain, each finding it as much larger, as long as they still gain; the others wait for the
    next sweep, in which also those are looked at again one of whose partners has moved.

    References
    ----------
    .. [1] Blondel, V. D., Guillaume, J.-L., Lambiotte, R. and Lefebvre, E. (2008). Fast unfolding of communities
       in large networks. Journal of Statistical Mechanics P10008.
    """
    chance = np.random.default_rng(seed)
    strength: NDArray[np.float64] = np.asarray(network.sum(axis=1), dtype=np.float64).ravel()
    whole = float(strength.sum())
    size: int = network.shape[0]
    level, found = network, np.arange(size)
    while True:
        names, moved = np.unique(_one_level(level, strength, whole, resolution, chance), return_inverse=True)
        found = moved[found]
        if len(names) == level.shape[0]:
            break
        within = _membership(moved, len(names))
        level = (within.T @ (level @ within)).tocsr()
        level.sort_indices()
        strength = np.bincount(moved, weights=strength).astype(np.float64)
    _, first, number = np.unique(found, return_index=True, return_inverse=True)
    return first[number]


def modularity(network: Any, community: NDArray[np.int64], resolution: float) -> float:
    """Return the modularity of a partition.

    References
    ----------
    Newman, M. E. J. (2004). Analysis of weighted networks. Physical Review E 70, 056131; Reichardt, J. and
    Bornholdt, S. (2006). Physical Review E 74, 016110.
    """
    whole = float(network.sum())
    size: int = network.shape[0]
    starts: NDArray[np.int64] = network.indptr
    rows = np.repeat(np.arange(size), np.diff(starts))
    within = network.data[community[rows] == community[network.indices]].sum()
    shares = np.bincount(community, weights=np.asarray(network.sum(axis=1)).ravel()) / whole
    return float(within / whole - resolution * (shares**2).sum())


def _membership(community: NDArray[np.int64], n: int) -> Any:
    from scipy.sparse import csr_array  # pyright: ignore[reportMissingTypeStubs]

    return csr_array((np.ones(len(community)), community, np.arange(len(community) + 1)), shape=(len(community), n))


def _one_level(
    network: Any, strength: NDArray[np.float64], whole: float, resolution: float, chance: np.random.Generator
) -> NDArray[np.int64]:
    """Move nodes, each a community of its own at first, until none gains by moving."""
    n: int = network.shape[0]
    community = np.arange(n)
    total = strength.copy()
    waiting = np.arange(n)
    batches = _BATCHES_OF_FEW if n <= _FEW else _BATCHES
    for _ in range(_SWEEPS):
        order = chance.permutation(waiting)
        moved: list[NDArray[np.int64]] = []
        again: list[NDArray[np.int64]] = []
        for batch in np.array_split(order, min(batches, len(order))):
            going, to, refused = _moves(network, batch, community, total, strength, resolution / whole, _GAIN * whole)
            np.subtract.at(total, community[going], strength[going])
            community[going] = to
            np.add.at(total, to, strength[going])
            moved.append(going)
            again.append(refused)
        at, _ = entries(network.indptr, np.concatenate(moved))
        near: NDArray[np.int64] = network.indices[at]
        waiting = np.unique(np.concatenate([near, *again]))
        if not len(waiting):
            break
    return community


def _moves(
    network: Any,
    batch: NDArray[np.int64],
    community: NDArray[np.int64],
    total: NDArray[np.float64],
    strength: NDArray[np.float64],
    cost: float,
    least: float,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return who of a batch gains by moving, whereto, and who would have if fewer others had."""
    from scipy.sparse import csr_array  # pyright: ignore[reportMissingTypeStubs]

    n: int = network.shape[0]
    at, starts = entries(network.indptr, batch)
    # A tie with oneself goes wherever one goes.
    others: NDArray[np.int64] = network.indices[at]
    row = np.repeat(np.arange(len(batch)), np.diff(starts))
    values = np.where(others == batch[row], 0.0, network.data[at])
    ties = csr_array((values, others, starts), shape=(len(batch), n)) @ _membership(community, n)
    row = np.repeat(np.arange(len(batch)), np.diff(ties.indptr))
    own, weight = community[batch], strength[batch]
    here = ties.indices == own[row]
    gain = ties.data - cost * weight[row] * (total[ties.indices] - weight[row] * here)
    stay = -cost * weight * (total[own] - weight)
    stay[row[here]] = gain[here]
    best = stay.copy()
    np.maximum.at(best, row, gain)
    # Of equally good places the first; written last, it stands.
    hit = np.flatnonzero(gain == best[row])[::-1]
    to = own.copy()
    to[row[hit]] = ties.indices[hit]
    # Who comes to a community after others of the batch finds it as much larger.
    order = np.lexsort((stay - best, to))
    before = np.cumsum(weight[order]) - weight[order]
    first = np.flatnonzero(np.diff(to[order], prepend=-1))
    before -= np.repeat(before[first], np.diff(first, append=len(order)))
    crowd = np.empty(len(batch))
    crowd[order] = before
    wanted = best > stay + least
    going = best - cost * weight * crowd > stay + least
    return batch[going], to[going], batch[wanted & ~going]
