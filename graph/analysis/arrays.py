"""A network as arrays: the form in which large networks, and hundreds of random ones, are measured in seconds."""

from __future__ import annotations

from bisect import bisect
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from .kernels import triangles, walks
from .kernels.order import by_pair

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx as nx
    from numpy.typing import NDArray

#: Up to so many actors a full matrix is made, where it is dense enough; it fits into 32 MB.
_DENSE: Final = 2_000
#: A full matrix multiplies so many times faster, entry by entry, than a sparse one.
_FASTER: Final = 16


@dataclass(frozen=True)
class Arrays:
    """The actors and ties of a simple undirected network.

    Attributes
    ----------
    actors
        The actors' ids, sorted; an actor's place here is its number everywhere else.
    ties
        One row a tie: the numbers of its two actors, the smaller first; rows sorted.
    strength
        The strength of each tie; ``None`` where ties count alike.
    distance
        The distance of each tie, as exact as the network has it; ``None`` where ties count alike.
    """

    actors: tuple[str, ...]
    ties: NDArray[np.int64]
    strength: NDArray[np.float64] | None = None
    distance: Sequence[float] | None = None

    @classmethod
    def of(cls, network: nx.Graph[str], *reads: str) -> Arrays:
        """Return the arrays of a network, with its isolates.

        Parameters
        ----------
        network
            A simple undirected network; it is not changed.
        *reads
            The attributes to read: ``strength``, ``distance``, both or none. A tie without one has 1, as in
            networkx.
        """
        found = _Forward(sorted(network.adjacency(), key=itemgetter(0)))
        if not found.in_order:  # never where the network was built in order
            found = _Forward([(actor, dict(sorted(of_one.items()))) for actor, of_one in found.adjacency])
        strength = np.array(found.attribute("strength"), dtype=np.float64) if "strength" in reads else None
        distance = found.attribute("distance") if "distance" in reads else None
        return cls(found.actors, np.stack([found.one, found.other], axis=1), strength, distance)

    def with_ties(self, ties: NDArray[np.int64]) -> Arrays:
        """Return the same actors under other ties, which count alike."""
        return Arrays(self.actors, ties)

    def among(self, chosen: NDArray[np.bool_]) -> Arrays:
        """Return the chosen actors and the ties among them; `chosen` has one truth value an actor."""
        number = np.cumsum(chosen) - 1
        kept = chosen[self.ties].all(axis=1)
        actors = tuple(actor for actor, keep in zip(self.actors, chosen.tolist(), strict=True) if keep)
        strength = None if self.strength is None else self.strength[kept]
        distance = None if self.distance is None else [self.distance[place] for place in np.flatnonzero(kept).tolist()]
        return Arrays(actors, number[self.ties[kept]], strength, distance)

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
        return walks.components(len(self.actors), self.ties)

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
    def outward(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Each tie in both directions, sorted: where each actor's begin, the actor at the other end, the tie."""
        n, m = len(self.actors), len(self.ties)
        low, high = self.ties.T
        others = np.concatenate([low, high])
        order = by_pair(np.concatenate([high, low]), others, n)
        starts = np.concatenate([[0], np.cumsum(self.degrees)])
        return starts.reshape(n + 1), others[order], order % max(m, 1)

    @cached_property
    def triangles(self) -> NDArray[np.int64]:
        """The number of triangles through each actor."""
        return triangles.through_each(self)

    @property
    def steps(self) -> NDArray[np.int64]:
        """For each actor the sum of steps to those within reach."""
        return self.reached.steps

    @property
    def farthest(self) -> NDArray[np.int64]:
        """For each actor the most steps to any within reach; 0 for an isolate."""
        return self.reached.farthest

    @cached_property
    def reached(self) -> walks.Reach:
        """For each actor how far all others are, ties counted alike."""
        return walks.reach(self)

    @cached_property
    def betweenness(self) -> NDArray[np.float64]:
        """Betweenness over (n - 1)(n - 2) / 2 pairs, as networkx has it."""
        n = len(self.actors)
        return walks.dependencies(self).sums / max((n - 1) * (n - 2), 1)

    @cached_property
    def closeness(self) -> NDArray[np.float64]:
        """Closeness as networkx has it; see `accord.graph.analysis.kernels.walks.closeness`."""
        return walks.closeness(self.reached)

    @cached_property
    def matrix(self) -> Any:
        """The network as a matrix of strengths, or of ones where ties count alike: full if it is small, else sparse."""
        strength = np.ones(len(self.ties)) if self.strength is None else self.strength
        return self._full(strength) if len(self.actors) <= walks.FULL else self._sparse(strength)

    @cached_property
    def adjacency(self) -> Any:
        """The network as a matrix of ones: full where it is small or that multiplies faster, else sparse."""
        n, ones = len(self.actors), np.ones(len(self.ties))
        if n <= walks.FULL or (n <= _DENSE and n * n <= _FASTER * 2 * len(self.ties)):
            return self._full(ones)
        return self._sparse(ones)

    def _full(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        full = np.zeros((len(self.actors), len(self.actors)))
        low, high = self.ties.T
        full[low, high] = full[high, low] = values
        return full

    def _sparse(self, values: NDArray[np.float64]) -> Any:
        from scipy.sparse import csr_array  # pyright: ignore[reportMissingTypeStubs]

        n = len(self.actors)
        low, high = self.ties.T
        starts = np.concatenate([[0], np.cumsum(np.bincount(low, minlength=n))])
        upper: Any = csr_array((values, high.astype(np.int32), starts.astype(np.int32)), shape=(n, n))
        return upper + upper.T


class _Forward:
    """The ties of a network, each from that of its two actors that comes first.

    Networkx keeps each tie with both its actors. To look up half of them only, an actor's partners are taken to be
    sorted: those after it are then its last ones. `in_order` tells whether that was so.
    """

    def __init__(self, adjacency: Sequence[tuple[str, Mapping[str, dict[str, Any]]]]) -> None:
        self.adjacency = adjacency
        self.actors = tuple(actor for actor, _ in adjacency)
        self._before: list[int] = []
        after: list[int] = []
        ends: list[str] = []
        for actor, of_one in adjacency:
            partners = list(of_one)
            before = bisect(partners, actor)
            self._before.append(before)
            after.append(len(partners) - before)
            ends += partners[before:]
        number = {actor: i for i, actor in enumerate(self.actors)}
        self.one = np.repeat(np.arange(len(adjacency)), np.array(after, dtype=np.int64))
        self.other = np.fromiter(map(number.__getitem__, ends), dtype=np.int64, count=len(ends))
        key = self.one * len(adjacency) + self.other
        # As many lie before as after: each tie is once the one and once the other.
        self.in_order = bool(
            sum(self._before) == len(ends) and (self.one < self.other).all() and (key[:-1] < key[1:]).all()
        )

    def attribute(self, name: str) -> list[Any]:
        """Return an attribute of each tie, 1 where a tie has none."""
        ties: list[dict[str, Any]] = []
        for (_, of_one), before in zip(self.adjacency, self._before, strict=True):
            ties += islice(of_one.values(), before, None)
        try:
            return list(map(itemgetter(name), ties))
        except KeyError:
            return [tie.get(name, 1) for tie in ties]
