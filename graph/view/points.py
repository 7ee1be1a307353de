"""Points of the plane: pushed apart until nothing covers anything."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Points: TypeAlias = NDArray[np.float64]

#: How often points are pushed at most.
_ROUNDS = 200
#: How often above so many points; then it is looked every so many rounds who is near, and so much farther.
_MANY = 1200
_FEW_ROUNDS = 32
_LOOK_EVERY = 8
_FARTHER = 1.5


def apart(
    points: Points,
    least: float,
    *,
    fixed: int = 0,
    anchors: Points | None = None,
    wide: float = 1.0,
    room: NDArray[np.float64] | None = None,
) -> Points:
    """Return the points with no two nearer than `least`, as far as `_ROUNDS` rounds bring them.

    Parameters
    ----------
    points
        One row a point.
    least
        The least distance.
    fixed
        How many points, from the first, must not move.
    anchors
        Where each point belongs; it is drawn back there a little in each round.
    wide
        How much farther apart points must be sideways than up and down: names stand beside nodes.
    room
        How many times as much room each point needs, one number a point; two of them need the mean of theirs.

    Returns
    -------
    numpy.ndarray
        The points, in the same order.

    Notes
    -----
    Neighbours come from a k-d tree, so that a round costs O(n log n). Of many points one tree serves some rounds:
    whoever comes near from farther away in the meantime is pushed from the next one on.
    """
    import numpy as np

    stretch = np.array([wide, 1.0])
    found = points / stretch
    # Points that lie on one another have no direction in which to part: a fixed spiral gives them one.
    turn = 2.399963 * np.arange(len(found))
    found[fixed:] += 0.01 * np.column_stack([np.cos(turn), np.sin(turn)])[fixed:]
    home = None if anchors is None else anchors / stretch
    many = len(found) > _MANY
    rounds, look_every, farther = (_FEW_ROUNDS, _LOOK_EVERY, _FARTHER) if many else (_ROUNDS, 1, 1.0)
    room = np.ones(len(found)) if room is None else room
    farther *= float(room.max(initial=1.0))
    near = _near(found, least * farther)
    for at in range(rounds):
        if at and at % look_every == 0:
            near = _near(found, least * farther)
        gap = found[near[:, 0]] - found[near[:, 1]]
        wanted = least * room[near].mean(axis=1)
        too_near = squared(gap) <= (wanted * 0.999) ** 2
        if not too_near.any():
            break
        pairs, gap = near[too_near], gap[too_near]
        far = np.maximum(np.sqrt(squared(gap)), 1e-9)
        push = gap * (0.5 * (wanted[too_near] - far) / far)[:, None]
        step = summed(len(found), pairs, push)
        if home is not None:
            step += 0.01 * (home - found)
        step[:fixed] = 0
        found += np.clip(step, -least, least)
    return found * stretch


def squared(vectors: Points) -> Points:
    """Return the square of the length of each vector; a sum over an axis of two takes numpy thrice as long."""
    return vectors[..., 0] ** 2 + vectors[..., 1] ** 2


def summed(count: int, pairs: NDArray[np.int64], force: Points) -> Points:
    """Return for each of `count` points the forces along its pairs: the first of a pair is drawn, the second repays."""
    import numpy as np

    ends = np.concatenate([pairs[:, 0], pairs[:, 1]])
    both = np.concatenate([force, -force])
    found: Points = np.zeros((count, 2))
    for axis in (0, 1):
        found[:, axis] = np.bincount(ends, both[:, axis], minlength=count)
    return found


def nearest(points: Points) -> NDArray[np.float64]:
    """Return how far from each point its nearest neighbour is."""
    tree = import_module("scipy.spatial").cKDTree(points)
    found: NDArray[np.float64] = tree.query(points, k=2)[0][:, 1]
    return found


def neighbours(points: Points, count: int) -> NDArray[np.int64]:
    """Return the places of the `count` nearest neighbours of each point."""
    tree = import_module("scipy.spatial").cKDTree(points)
    found: NDArray[np.int64] = tree.query(points, k=count + 1)[1][:, 1:]
    return found


def _near(points: Points, least: float) -> NDArray[np.int64]:
    """Return the pairs of points nearer to each other than `least`, in the order of their places."""
    import numpy as np

    tree = import_module("scipy.spatial").cKDTree(points)
    pairs: NDArray[np.int64] = tree.query_pairs(least, output_type="ndarray")
    return pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
