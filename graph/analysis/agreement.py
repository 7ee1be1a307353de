"""How far two partitions of the same things agree."""

from __future__ import annotations

from collections import Counter
from math import comb, log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence


def adjusted_rand_index(one: Sequence[Hashable], other: Sequence[Hashable]) -> float:
    """Return how far two partitions of the same things agree, corrected for chance.

    Parameters
    ----------
    one, other
        The group of each thing, the things in the same order.

    Returns
    -------
    float
        1 where they are the same, 0 where they agree as two random ones would, negative where less. With *n(ij)*
        the number of things in group *i* of one and *j* of the other, *a(i)* and *b(j)* the sizes, and *C* the
        number of pairs: *(S - E) / ((A + B) / 2 - E)*, where *S = sum C(n(ij))*, *A = sum C(a(i))*,
        *B = sum C(b(j))* and *E = A B / C(n)* [1]_.

    References
    ----------
    .. [1] Hubert, L. and Arabie, P. (1985). Comparing partitions. Journal of Classification 2, 193-218.

    Examples
    --------
    >>> adjusted_rand_index("aabb", "xxyy"), adjusted_rand_index("aabb", "xyxy")
    (1.0, -0.5)
    """
    together = sum(comb(n, 2) for n in Counter(zip(one, other, strict=True)).values())
    a, b = (sum(comb(n, 2) for n in Counter(labels).values()) for labels in (one, other))
    pairs = comb(len(one), 2)
    # Times 2 C(n), so that all but one division is of whole numbers.
    most = (a + b) * pairs - 2 * a * b
    # Where it is nothing both put all together, or all apart: the same partition.
    return 2 * (together * pairs - a * b) / most if most else 1.0


def normalised_mutual_information(one: Sequence[Hashable], other: Sequence[Hashable]) -> float:
    """Return how much two partitions of the same things tell of each other.

    Parameters
    ----------
    one, other
        The group of each thing, the things in the same order.

    Returns
    -------
    float
        *2 I / (H1 + H2)*, from 0 to 1: mutual information over the mean of the two entropies [1]_.

    References
    ----------
    .. [1] Danon, L., Diaz-Guilera, A., Duch, J. and Arenas, A. (2005). Comparing community structure
       identification. Journal of Statistical Mechanics P09008.

    Examples
    --------
    >>> normalised_mutual_information("aabb", "xxyy"), normalised_mutual_information("aabb", "xyxy")
    (1.0, 0.0)
    """
    joint = Counter(zip(one, other, strict=True))
    a, b = Counter(one), Counter(other)
    total = len(one)
    entropy = sum(-n / total * log(n / total) for sizes in (a, b) for n in sizes.values())
    shared = sum(n / total * log(n * total / (a[i] * b[j])) for (i, j), n in joint.items())
    return 2 * shared / entropy if entropy else 1.0
