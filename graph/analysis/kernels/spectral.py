"""Measures that are vectors of a matrix of strengths: eigenvector, Katz, PageRank.

Nothing here hands a full matrix, or a long vector, to BLAS or LAPACK as a whole: they would share it among threads,
which wait for each other longer than they compute.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from ..arrays import Arrays

#: A vector of Lanczos' method is found where what is left of it is this small beside its eigenvalue.
_LEFT: Final = 1e-15
#: After so many steps of it each time is looked whether it is found.
_STEPS: Final = 8
_ROUNDS: Final = 10_000
#: Equations are solved until the rest is this small relative to the right-hand side.
_REST: Final = 1e-14


def leading(matrix: Any) -> tuple[float, NDArray[np.float64]]:
    """Return the greatest eigenvalue of a symmetric matrix without negative entries, and its vector of length 1.

    The matrix is that of one component, so that the vector is unique.

    References
    ----------
    Lehoucq, R. B., Sorensen, D. C. and Yang, C. (1998). ARPACK Users' Guide. SIAM.
    """
    if isinstance(matrix, np.ndarray):
        return _lanczos(cast("NDArray[np.float64]", matrix))
    from scipy.sparse.linalg import eigsh  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]

    # The same start each time: chance would change the last digits.
    values, vectors = cast("Any", eigsh(matrix, k=1, which="LA", v0=np.ones(matrix.shape[0]), tol=0))
    return float(values[-1]), np.abs(vectors[:, -1])


def _lanczos(matrix: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
    """Return the same by Lanczos' method, each new direction made orthogonal to all before it.

    After as many steps as the matrix has rows nothing is left to find; few are enough where one eigenvalue leads.

    References
    ----------
    Parlett, B. N. (1980). The Symmetric Eigenvalue Problem, ch. 13. Prentice-Hall.
    """
    n = len(matrix)
    basis = np.zeros((n, n))
    basis[0] = 1 / np.sqrt(n)
    small = np.zeros((n, n))  # the matrix in that basis: three diagonals
    k = 0
    while True:
        ahead = _times(matrix, basis[k])
        small[k, k] = ahead @ basis[k]
        for _ in range(2):  # once is not enough: rounding leaves a trace of the other directions
            ahead -= np.einsum("ij,i->j", basis[: k + 1], np.einsum("ij,j->i", basis[: k + 1], ahead))
        left = float(np.linalg.norm(ahead))
        scale = abs(small[: k + 1, : k + 1]).max()
        ended = k + 1 == n or left <= _LEFT * scale
        if ended or (k + 1) % _STEPS == 0:
            values, vectors = np.linalg.eigh(small[: k + 1, : k + 1])
            if ended or left * abs(vectors[k, -1]) <= _LEFT * values[-1]:
                found = np.abs(np.einsum("ij,i->j", basis[: k + 1], vectors[:, -1]))
                return float(values[-1]), found / np.linalg.norm(found)
        basis[k + 1] = ahead / left
        small[k, k + 1] = small[k + 1, k] = left
        k += 1


def _times(matrix: Any, vector: NDArray[np.float64]) -> NDArray[np.float64]:
    if isinstance(matrix, np.ndarray):
        return np.einsum("ij,j->i", cast("NDArray[np.float64]", matrix), vector)
    return np.asarray(matrix @ vector)


def _dot(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    return float(np.einsum("i,i->", one, other))


def eigenvector(arrays: Arrays) -> NDArray[np.float64]:
    """Return the leading eigenvector of the largest component; not a number elsewhere."""
    found = np.full(len(arrays.actors), np.nan)
    if arrays.actors:
        found[arrays.in_largest] = leading(arrays.among(arrays.in_largest).matrix)[1]
    return found


def katz(arrays: Arrays, share: float) -> NDArray[np.float64]:
    """Return the solution of *x = a W x + 1*, scaled to length 1, with *a* a share of 1 over the eigenvalue.

    The matrix *I - a W* is symmetric and positive definite, since *a* times each eigenvalue is less than 1.
    """
    matrix = arrays.matrix
    a = share / max(leading(arrays.among(arrays.components == part).matrix)[0] for part in _parts(arrays))
    found = _solved(lambda vector: vector - a * _times(matrix, vector), np.ones(len(arrays.actors)))
    return found / np.linalg.norm(found)


def _solved(
    times: Callable[[NDArray[np.float64]], NDArray[np.float64]], right: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the solution of equations whose matrix is symmetric and positive definite, by conjugate gradients.

    References
    ----------
    Hestenes, M. R. and Stiefel, E. (1952). Methods of conjugate gradients for solving linear systems. Journal of
    Research of the National Bureau of Standards 49, 409-436.
    """
    found, rest, way = np.zeros(len(right)), right.copy(), right.copy()
    size = first = _dot(rest, rest)
    for _ in range(_ROUNDS):
        if size <= _REST**2 * first:
            break
        bent = times(way)
        step = size / _dot(way, bent)
        found += step * way
        rest -= step * bent
        before, size = size, _dot(rest, rest)
        way = rest + size / before * way
    return found


def _parts(arrays: Arrays) -> list[int]:
    """Return the components that can have the greatest eigenvalue, which no greatest row sum falls short of."""
    rows = _rows(arrays)
    greatest = np.zeros(int(arrays.components.max()) + 1)
    np.maximum.at(greatest, arrays.components, rows)
    # Of a component the eigenvalue is at least the mean row sum, and at most the greatest.
    least = np.bincount(arrays.components, rows) / np.bincount(arrays.components)
    return np.flatnonzero(greatest >= least.max()).tolist()


def _rows(arrays: Arrays) -> NDArray[np.float64]:
    """Return for each actor the sum of its strengths."""
    return np.asarray(arrays.matrix.sum(axis=1), dtype=np.float64).ravel()


def pagerank(arrays: Arrays, damping: float) -> NDArray[np.float64]:
    """Return the stationary shares of a walk along ties by strength, for a network without isolates.

    They solve *x = d W D^-1 x + (1 - d) / n*, with *D* the strengths of the actors. In *y = D^-1/2 x* the matrix
    of these equations is symmetric, and positive definite, since the walk's eigenvalues are at most 1.

    References
    ----------
    Brin, S. and Page, L. (1998). Computer Networks and ISDN Systems 30, 107-117.
    """
    matrix, root = arrays.matrix, np.sqrt(_rows(arrays))
    found = _solved(
        lambda vector: vector - damping * _times(matrix, vector / root) / root,
        (1 - damping) / len(root) / root,
    )
    return found * root
