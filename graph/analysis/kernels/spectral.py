"""Measures that are vectors of a matrix of strengths: eigenvector, Katz, PageRank."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..arrays import Arrays

#: Up to so many actors all eigenvalues are computed at once: it is faster, and needs nothing to converge.
_FULL: Final = 200
#: Below this sum of changes, PageRank has converged; nine digits of it are sure.
_CHANGE: Final = 1e-13
_ROUNDS: Final = 10_000
#: Katz is solved until the rest is this small relative to the right-hand side.
_REST: Final = 1e-14


def leading(matrix: Any) -> tuple[float, NDArray[np.float64]]:
    """Return the greatest eigenvalue of a symmetric matrix without negative entries, and its vector of length 1.

    References
    ----------
    Lehoucq, R. B., Sorensen, D. C. and Yang, C. (1998). ARPACK Users' Guide. SIAM.
    """
    n = matrix.shape[0]
    if n <= _FULL:
        values, vectors = np.linalg.eigh(np.asarray(matrix.toarray(), dtype=np.float64))
    else:
        from scipy.sparse.linalg import eigsh  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]

        # The same start each time: chance would change the last digits.
        values, vectors = cast("Any", eigsh(matrix, k=1, which="LA", v0=np.ones(n), tol=0))
    return float(values[-1]), np.abs(vectors[:, -1])


def eigenvector(arrays: Arrays) -> NDArray[np.float64]:
    """Return the leading eigenvector of the largest component; not a number elsewhere."""
    found = np.full(len(arrays.actors), np.nan)
    if arrays.actors:
        found[arrays.in_largest] = leading(arrays.among(arrays.in_largest).sparse)[1]
    return found


def katz(arrays: Arrays, share: float) -> NDArray[np.float64]:
    """Return the solution of *x = a W x + 1*, scaled to length 1, with *a* a share of 1 over the eigenvalue.

    The matrix *I - a W* is symmetric and positive definite, since *a* times each eigenvalue is less than 1: the
    equations are solved by conjugate gradients.

    References
    ----------
    Hestenes, M. R. and Stiefel, E. (1952). Methods of conjugate gradients for solving linear systems. Journal of
    Research of the National Bureau of Standards 49, 409-436.
    """
    from scipy.sparse import eye_array  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]
    from scipy.sparse.linalg import cg  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]

    n = len(arrays.actors)
    a = share / max(leading(arrays.among(arrays.components == part).sparse)[0] for part in _parts(arrays))
    equations: Any = eye_array(n, format="csr") - a * arrays.sparse
    solution, _ = cast("Any", cg(equations, np.ones(n), rtol=_REST, maxiter=_ROUNDS))
    found = np.asarray(solution, dtype=np.float64)
    return found / np.linalg.norm(found)


def _parts(arrays: Arrays) -> list[int]:
    """Return the components that can have the greatest eigenvalue, which no greatest row sum falls short of."""
    rows = np.asarray(arrays.sparse.sum(axis=1)).ravel()
    greatest = np.zeros(int(arrays.components.max()) + 1)
    np.maximum.at(greatest, arrays.components, rows)
    # Of a component the eigenvalue is at least the mean row sum, and at most the greatest.
    least = np.bincount(arrays.components, rows) / np.bincount(arrays.components)
    return np.flatnonzero(greatest >= least.max()).tolist()


def pagerank(arrays: Arrays, damping: float) -> NDArray[np.float64]:
    """Return the stationary shares of a walk along ties by strength, for a network without isolates.

    References
    ----------
    Brin, S. and Page, L. (1998). Computer Networks and ISDN Systems 30, 107-117.
    """
    n = len(arrays.actors)
    matrix = arrays.sparse
    spent = damping / np.asarray(matrix.sum(axis=1)).ravel()
    found = np.full(n, 1 / n)
    for _ in range(_ROUNDS):
        before, found = found, matrix @ (found * spent) + (1 - damping) / n
        if np.abs(found - before).sum() < _CHANGE:
            break
    return found
