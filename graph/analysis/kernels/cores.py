"""The core of each actor, by peeling the network from its rim."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .walks import entries

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..arrays import Arrays


def core(arrays: Arrays) -> NDArray[np.int64]:
    """Return for each actor the largest *k* such that it is among actors who each have *k* ties to the others.

    All who have at most *k* ties left go at once, and those whom that leaves with as few, before *k* grows.

    References
    ----------
    Batagelj, V. and Zaversnik, M. (2003). An O(m) algorithm for cores decomposition of networks.
    arXiv:cs/0310049.
    """
    starts, others, _ = arrays.outward
    left = arrays.degrees.copy()
    found = np.zeros(len(left), dtype=np.int64)
    staying = np.arange(len(left))
    k = 0
    while len(staying):
        k = max(k, int(left[staying].min()))
        going = staying[left[staying] <= k]
        while len(going):
            found[going] = k
            left[going] = -1  # gone
            at, _ = entries(starts, going)
            near = others[at]
            near = near[left[near] >= 0]
            lost = np.bincount(near, minlength=len(left))
            left -= lost
            touched = np.flatnonzero(lost)
            going = touched[left[touched] <= k]
        staying = staying[left[staying] >= 0]
    return found
