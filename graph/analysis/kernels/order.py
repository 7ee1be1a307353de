"""Sorting pairs of numbers, the same way wherever ties are put in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Numbers below this fit into 16 bits, which numpy sorts in a time that grows with their count alone.
_SHORT: Final = 2**16


def by_pair(one: NDArray[np.int64], other: NDArray[np.int64], n: int) -> NDArray[np.int64]:
    """Return the order in which pairs of numbers below `n` are sorted, by the one and then by the other."""
    if n <= _SHORT:
        return np.lexsort((other.astype(np.uint16), one.astype(np.uint16)))
    return np.argsort(one * n + other, kind="stable")
