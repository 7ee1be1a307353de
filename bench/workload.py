"""The workload of the benchmarks: states, and mechanisms of 2 to 30 parties, from a seed.

``python bench/workload.py 2000 40000`` prints what a network of 2,000 actors and 40,000 ties looks like.
"""

from __future__ import annotations

import sys
from collections import Counter
from itertools import combinations
from math import lcm
from random import Random
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    import networkx as nx

#: The fewest and the most parties of a mechanism.
FEWEST, MOST = 2, 30
#: Actors of a region, and how many mechanisms of ten stay within one.
REGION: Final = 100
_WITHIN: Final = 7


def mechanisms(actors: int, seed: int = 0) -> Iterator[tuple[int, ...]]:
    """Yield the parties of one mechanism after another, without end.

    A mechanism of *k* parties is as frequent as *1 / k²*: two thirds have two or three. Seven of ten stay
    within a region of 100 actors. Within its region an actor takes part in proportion to *1 / (place + 10)*,
    so that few actors have many ties.
    """
    draw = Random(seed)  # noqa: S311 -- chance for a workload
    sizes = range(FEWEST, MOST + 1)
    size_weights = [1 / size**2 for size in sizes]
    everyone = range(actors)
    weights = [1 / (actor % REGION + 10) for actor in everyone]
    so_far = [0.0]
    for weight in weights:
        so_far.append(so_far[-1] + weight)
    while True:
        size = min(draw.choices(sizes, size_weights)[0], actors)
        first, last = 0, actors
        if draw.randrange(10) < _WITHIN:
            first = draw.randrange(-(-actors // REGION)) * REGION
            last = min(first + REGION, actors)
        if last - first < size:
            continue
        cumulated = [total - so_far[first] for total in so_far[first + 1 : last + 1]] if first else so_far[1 : last + 1]
        parties: set[int] = set()
        while len(parties) < size:
            parties.update(draw.choices(everyone[first:last], cum_weights=cumulated, k=size - len(parties)))
        yield tuple(sorted(parties))


def strengths(actors: int, ties: int, seed: int = 0) -> dict[tuple[int, int], int]:
    """Return a number of pairs of actors, and how many mechanisms tie each of them."""
    if not 0 <= ties <= actors * (actors - 1) // 2:
        message = f"{actors} actors have no {ties} pairs"
        raise ValueError(message)
    found: Counter[tuple[int, int]] = Counter()
    for parties in mechanisms(actors, seed):
        if len(found) >= ties:
            break
        for pair in combinations(parties, 2):
            if pair in found or len(found) < ties:
                found[pair] += 1
    return dict(sorted(found.items()))


def network(actors: int, ties: int, seed: int = 0) -> nx.Graph[str]:
    """Return a network such as ``KnowledgeGraph.network`` returns, without the mechanisms' ids."""
    import networkx as nx

    found = strengths(actors, ties, seed)
    common = lcm(*set(found.values()))
    digits = len(str(actors))
    name = [f"S{actor:0{digits}}" for actor in range(actors)]
    graph: nx.Graph[str] = nx.Graph(projection="workload", slice=f"{actors} actors, {ties} ties, seed {seed}")
    graph.add_nodes_from((name[actor], {"region": f"R{actor // REGION}", "type": "State"}) for actor in range(actors))
    graph.add_edges_from(
        (name[a], name[b], {"strength": strength, "distance": common // strength}) for (a, b), strength in found.items()
    )
    return graph


def main(actors: int, ties: int) -> None:
    """Print the shape of a network."""
    graph = network(actors, ties)
    degrees = sorted((degree for _, degree in graph.degree()), reverse=True)
    by_strength = Counter(strength for *_, strength in graph.edges(data="strength"))
    print(f"{graph.number_of_nodes()} actors, {graph.number_of_edges()} ties, {degrees.count(0)} isolates")
    print(f"degree: at most {degrees[0]}, median {degrees[len(degrees) // 2]}, least {degrees[-1]}")
    print("strength:", ", ".join(f"{strength}: {number}" for strength, number in sorted(by_strength.items())))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3] or (2_000, 40_000)))
