"""A network as arrays: the form in which hundreds of random networks are made and measured in seconds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    import networkx as nx
    from numpy.typing import NDArray

#: Up to so many actors a full matrix multiplies faster than a sparse one, and fits into 32 MB.
_DENSE: Final = 2_000
#: From so many actors at once shortest paths are counted; it bounds the memory.
_BLOCK: Final = 512


@dataclass(frozen=True)
class Arrays:
    """The actors and ties of a simple undirected network; ties are counted alike.

    Attributes
    ----------
    actors
        The actors' ids, sorted; an actor's place here is its number everywhere else.
    ties
        One row a tie: the numbers of its two actors, the smaller first; rows sorted.
    """

    actors: tuple[str, ...]
    ties: NDArray[np.int64]

    @classmethod
    def of(cls, network: nx.Graph[str]) -> Arrays:
        """Return the arrays of a network, with its isolates."""
        actors = tuple(sorted(network))
        number = {actor: i for i, actor in enumerate(actors)}
        ties = sorted(sorted((number[a], number[b])) for a, b in network.edges)
        return cls(actors, np.array(ties, dtype=np.int64).reshape(-1, 2))

    def with_ties(self, ties: NDArray[np.int64]) -> Arrays:
        """Return the same actors under other ties."""
        return Arrays(self.actors, ties)

    def among(self, chosen: NDArray[np.bool_]) -> Arrays:
        """Return the chosen actors and the ties among them; `chosen` has one truth value an actor."""
        number = np.cumsum(chosen) - 1
        kept = chosen[self.ties].all(axis=1)
        actors = tuple(actor for actor, keep in zip(self.actors, chosen.tolist(), strict=True) if keep)
        return Arrays(actors, number[self.ties[kept]])

    @cached_property
    def degrees(self) -> NDArray[np.int64]:
        """The number of ties of each actor."""
        return np.bincount(self.ties.ravel(), minlength=len(self.actors))

    @cached_property
    def tied(self) -> Arrays:
        """The network without its isolates."""
        return self if self.degrees.all() else self.among(self.degrees > 0)

    @cached_property
    def components(self) -> NDArray[np.int64]:
        """The number of its component for each actor; an isolate is a component of its own."""
        from scipy.sparse.csgraph import (  # pyright: ignore[reportMissingTypeStubs]
            connected_components,  # pyright: ignore[reportUnknownVariableType]
        )

        return np.asarray(connected_components(self._sparse, directed=False)[1], dtype=np.int64)

    @cached_property
    def in_largest(self) -> NDArray[np.bool_]:
        """Who is in the largest component; among equals the one whose first id comes last, as in `centrality`."""
        if not self.actors:
            return np.zeros(0, dtype=bool)
        sizes = np.bincount(self.components)
        of_size = np.flatnonzero(sizes == sizes.max()).tolist()
        # Actors are sorted: the first of a component is the one whose id comes first.
        return self.components == max(of_size, key=lambda component: int(np.argmax(self.components == component)))

    @cached_property
    def triangles(self) -> NDArray[np.int64]:
        """The number of triangles through each actor."""
        if len(self.actors) <= _DENSE:
            twice = ((self._matrix @ self._matrix) * self._matrix).sum(axis=1)
        else:
            twice = np.asarray((self._sparse @ self._sparse).multiply(self._sparse).sum(axis=1)).ravel()
        return np.rint(twice).astype(np.int64) // 2

    @property
    def steps(self) -> NDArray[np.int64]:
        """For each actor the sum of steps to those within reach."""
        return self._walks[0]

    @property
    def farthest(self) -> NDArray[np.int64]:
        """For each actor the most steps to any within reach; 0 for an isolate."""
        return self._walks[1]

    @property
    def betweenness(self) -> NDArray[np.float64]:
        """Betweenness over (n - 1)(n - 2) / 2 pairs, as networkx has it."""
        n = len(self.actors)
        return self._walks[2] / max((n - 1) * (n - 2), 1)

    @cached_property
    def closeness(self) -> NDArray[np.float64]:
        """Closeness as networkx has it: (r / d) (r / (n - 1)), with r actors within reach in d steps."""
        reached = np.bincount(self.components)[self.components] - 1 if self.actors else np.zeros(0)
        return reached * reached / (np.maximum(self.steps, 1) * max(len(self.actors) - 1, 1))

    @cached_property
    def _walks(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
        """Return steps, farthest and raw betweenness; Brandes 2001, for all sources of a block at once."""
        n = len(self.actors)
        sums, most, total = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64), np.zeros(n)
        for first in range(0, n, _BLOCK):
            sources = np.arange(first, min(first + _BLOCK, n))
            distance, paths = self._outward(sources)
            sums[sources] = np.maximum(distance, 0).sum(axis=1)
            most[sources] = distance.max(axis=1)
            dependency = np.zeros(distance.shape)
            for level in range(int(distance.max()), 1, -1):
                # What each actor at this distance hands back to those before it on its shortest paths.
                share = np.divide(1 + dependency, paths, out=np.zeros(distance.shape), where=distance == level)
                back = np.asarray(share @ self._matrix)
                np.multiply(back, paths, out=dependency, where=distance == level - 1)
            dependency[np.arange(len(sources)), sources] = 0
            total += dependency.sum(axis=0)
        return sums, most, total

    def _outward(self, sources: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        """Return, from each source to each actor, the steps (-1: out of reach) and the number of shortest paths."""
        shape, own = (len(sources), len(self.actors)), (np.arange(len(sources)), sources)
        distance = np.full(shape, -1, dtype=np.int32)
        paths = np.zeros(shape)
        distance[own], paths[own] = 0, 1
        frontier, level = paths.copy(), 0
        while frontier.any():
            level += 1
            frontier = np.where(distance < 0, np.asarray(frontier @ self._matrix), 0)
            distance[frontier > 0] = level
            paths += frontier
        return distance, paths

    @cached_property
    def _sparse(self) -> Any:
        from scipy.sparse import csr_array  # pyright: ignore[reportMissingTypeStubs]

        a, b = self.ties[:, 0], self.ties[:, 1]
        ends = (np.concatenate([a, b]), np.concatenate([b, a]))
        n = len(self.actors)
        return csr_array((np.ones(2 * len(a)), ends), shape=(n, n))

    @cached_property
    def _matrix(self) -> Any:
        if len(self.actors) > _DENSE:
            return self._sparse
        full = np.zeros((len(self.actors), len(self.actors)))
        full[self.ties[:, 0], self.ties[:, 1]] = full[self.ties[:, 1], self.ties[:, 0]] = 1
        return full


def quick_values(arrays: Arrays, measure: str) -> dict[str, float] | None:
    """Return what `centrality` computes, in a tenth of the time, for the measures that need all paths.

    Parameters
    ----------
    arrays
        The network.
    measure
        The measure's name.

    Returns
    -------
    dict or None
        A value for each actor with a tie; ``None`` for every other measure than betweenness and closeness.
    """
    if measure not in ("betweenness", "closeness"):
        return None
    tied = arrays.tied
    values = tied.betweenness if measure == "betweenness" else tied.closeness
    return dict(zip(tied.actors, values.tolist(), strict=True))
