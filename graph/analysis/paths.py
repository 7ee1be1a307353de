"""Paths between two actors: the shortest, and all short ones, with the mechanisms behind every hop.

A path visits no actor twice. Its length is the number of its ties (``steps``) or the sum of their
``distance``, the inverse of strength: a path of many mechanisms is short.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any, Final, cast

from ..answers.describe import sources as described_sources
from ..errors import RequestError, UnknownNameError
from ..table import Table
from .ranking import computed_on, label

if TYPE_CHECKING:
    from collections.abc import Iterator

    import networkx as nx

    from ..knowledge import KnowledgeGraph
    from ..model import Mechanism

#: What a path can be short by, and the edge attribute that is summed.
LENGTHS: Final[dict[str, str]] = {"steps": "", "distance": "distance"}

_DEFINITION: Final = {
    "steps": "paths in the order of the number of ties, then of distance, then of the actors' ids",
    "distance": "paths in the order of the sum of distance, then of the number of ties, then of the actors' ids",
}


@dataclass(frozen=True, slots=True)
class Path:
    """A path through a network.

    Attributes
    ----------
    actors
        The ids of the actors, from the first to the last.
    steps
        The number of ties.
    distance
        The sum of the ties' ``distance``.
    """

    actors: tuple[str, ...]
    steps: int
    distance: int


def short_paths(
    network: nx.Graph[str], source: str, target: str, *, by: str = "steps", max_steps: int | None = None
) -> Iterator[Path]:
    """Yield the paths between two actors, the shortest first, each when it is asked for.

    Parameters
    ----------
    network
        A network made by `KnowledgeGraph.network`.
    source, target
        The ids of the two actors.
    by
        ``steps`` (ties counted alike) or ``distance``.
    max_steps
        The most ties that a path may have. Where ``None``, the paths are those alone that no other undercuts.

    Yields
    ------
    Path
        In the order of `by`, then of the other length, then of the actors' ids; each path once, none that
        visits an actor twice.

    Raises
    ------
    UnknownNameError
        Where `by` is no length, or an actor is not in the network.
    RequestError
        Where both actors are the same, or `max_steps` is less than 1.

    Notes
    -----
    Prefixes of paths wait in a queue in the order of what they would have as a whole if the rest were the
    shortest there is. That bound is never too high, so that whole paths leave the queue in order and no
    path longer than those asked for is ever built.

    Examples
    --------
    >>> import networkx as nx
    >>> square = nx.Graph([("A", "B"), ("B", "C"), ("C", "D"), ("D", "A")], strength=1)
    >>> nx.set_edge_attributes(square, 1, "distance")
    >>> [path.actors for path in short_paths(square, "A", "C")]
    [('A', 'B', 'C'), ('A', 'D', 'C')]
    """
    _checked(network, source, target, by, max_steps)
    return _best_first(network, source, target, by, max_steps)


def number_of_shortest_paths(network: nx.Graph[str], source: str, target: str, *, by: str = "steps") -> int:
    """Return how many paths between two actors are equally the shortest; 0 where there is none.

    They are counted without being built: the number at an actor is the sum of the numbers at the actors
    before it.

    Raises
    ------
    UnknownNameError
        Where `by` is no length, or an actor is not in the network.
    RequestError
        Where both actors are the same.
    """
    import networkx as nx

    _checked(network, source, target, by, None)
    # An attribute that no tie has stands for ties counted alike: networkx then takes 1.
    before, reached = nx.dijkstra_predecessor_and_distance(network, source, weight=LENGTHS[by])
    number = {source: 1}
    for node in sorted(reached, key=lambda n: (reached[n], n)):
        if node != source:
            number[node] = sum(number[previous] for previous in before[node])
    return number.get(target, 0)


def paths(
    kg: KnowledgeGraph,
    a: str,
    b: str,
    *,
    by: str = "steps",
    max_steps: int | None = None,
    limit: int | None = 10,
    sources: bool = False,
) -> Table:
    """Return the shortest paths between two actors, or all short ones, with what makes each hop.

    Parameters
    ----------
    kg
        The graph; its slice says which mechanisms count.
    a, b
        The actors, as people name them.
    by
        ``steps``: by the number of ties, counted alike; ``distance``: by the sum of ``distance``.
    max_steps
        All paths of at most so many ties; the shortest alone where ``None``.
    limit
        How many paths to return; all where ``None``.
    sources
        Whether each mechanism comes with the sources for it and for the two actors' part in it.

    Returns
    -------
    Table
        A row a path: its number, ``steps``, ``distance``, the actors' labels and ids, and its ``hops``, each a
        dictionary with the two actors, ``strength``, ``distance`` and ``mechanisms`` (``id``, ``kind``,
        ``label``, and ``sources`` as `accord.graph.answers.describe.sources` gives them). No rows where no path exists;
        ``about`` says why, and gives the length and the number of the shortest paths where there are some.

    Raises
    ------
    UnknownNameError
        Where an actor or `by` is unknown.
    RequestError
        Where both names stand for the same actor, one is no state or organisation, or a number is below 1.
    """
    one, other = kg.actor(a), kg.actor(b)
    if one == other:
        raise RequestError(f"{a!r} and {b!r} are the same actor, {one.label}", "Name two.")
    if limit is not None and limit < 1:
        raise RequestError(f"limit is {limit}; it must be at least 1")
    network = kg.network()
    for actor in (one, other):
        if actor.id not in network:
            raise RequestError(
                f"{actor.label} is not in the network",
                "It has the states and organisations that take part in something.",
            )
    found = short_paths(network, one.id, other.id, by=by, max_steps=max_steps)
    shown = list(islice(found, limit))
    about: dict[str, Any] = {
        "from": one.label,
        "to": other.label,
        "definition": _DEFINITION[by],
        "reads": LENGTHS[by] or "ties counted alike",
        "taken": f"all paths, steps at most {max_steps}" if max_steps else f"the shortest by {by}",
        **computed_on(network),
        "distance": network.graph["distance"],
    }
    if why := _why_none(network, one.id, other.id):
        return _table([], about | {"no_path": why})
    shortest = next(short_paths(network, one.id, other.id, by=by))
    about |= {
        f"shortest_{by}": shortest.steps if by == "steps" else shortest.distance,
        "shortest_paths": number_of_shortest_paths(network, one.id, other.id, by=by),
    }
    if not shown:
        fewest = next(short_paths(network, one.id, other.id)).steps
        return _table([], about | {"no_path": f"the fewest steps between the two are {fewest}"})
    if next(found, None) is not None:
        about["cut"] = f"more paths follow after the first {len(shown)}"
    hops = {hop for path in shown for hop in pairwise(path.actors)}
    mechanisms = kg.reading.mechanisms(sorted({name for hop in hops for name in network.edges[hop]["mechanisms"]}))
    rows = [
        (
            number,
            path.steps,
            path.distance,
            [label(network, node) for node in path.actors],
            list(path.actors),
            [_hop(network, u, v, mechanisms, sources=sources) for u, v in pairwise(path.actors)],
        )
        for number, path in enumerate(shown, start=1)
    ]
    return _table(rows, about)


def _table(rows: list[tuple[Any, ...]], about: dict[str, Any]) -> Table:
    return Table(("path", "steps", "distance", "actors", "actors_id", "hops"), tuple(rows), about)


def _hop(network: nx.Graph[str], u: str, v: str, mechanisms: dict[str, Mechanism], *, sources: bool) -> dict[str, Any]:
    """Return a tie of a path with its mechanisms, and each with its sources where they are wanted."""
    tie = network.edges[u, v]
    made_by: list[dict[str, Any]] = []
    for name in tie["mechanisms"]:
        found = mechanisms[name]
        made_by.append({"id": found.id, "kind": found.kind.label, "label": found.label})
        if sources:
            part = [e for p in found.participations if p.actor.is_node and p.actor.id in (u, v) for e in p.evidence]
            made_by[-1]["sources"] = described_sources((*found.evidence, *part))
    return {
        "a": label(network, u),
        "a_id": u,
        "b": label(network, v),
        "b_id": v,
        "strength": tie["strength"],
        "distance": tie["distance"],
        "mechanisms": made_by,
    }


def _why_none(network: nx.Graph[str], source: str, target: str) -> str:
    """Say why no path joins two actors; nothing where one does."""
    import networkx as nx

    if isolates := [label(network, node) for node in (source, target) if network.degree(node) == 0]:
        return f"no tie in the slice: {', '.join(isolates)}"
    return "" if nx.has_path(network, source, target) else "the two are in different components"


def _checked(network: nx.Graph[str], source: str, target: str, by: str, max_steps: int | None) -> None:
    if by not in LENGTHS:
        raise UnknownNameError("length of a path", by, LENGTHS)
    for node in (source, target):
        if node not in network:
            raise UnknownNameError("actor of the network", node, network)
    if source == target:
        raise RequestError(f"both ends of the path are {label(network, source)}", "Name two actors.")
    if max_steps is not None and max_steps < 1:
        raise RequestError(f"max_steps is {max_steps}; it must be at least 1")


def _best_first(network: nx.Graph[str], source: str, target: str, by: str, max_steps: int | None) -> Iterator[Path]:
    """Build paths from the source on, always going on with the prefix that promises the shortest whole."""
    import networkx as nx

    steps_left = nx.single_source_shortest_path_length(network, target)
    if source not in steps_left:
        return
    # Both lengths in one exact integer: the first in the high digits, the second in the low ones.
    largest = max(int(tie["distance"]) for *_, tie in network.edges(data=True))
    shift = 1 + network.number_of_nodes() * max(largest, 1)

    def cost(_u: str, _v: str, tie: dict[str, Any]) -> int:
        distance = int(tie["distance"])
        return shift + distance if by == "steps" else shift * distance + 1

    left = nx.single_source_dijkstra_path_length(network, target, weight=cost)
    # networkx types all lengths as floats; these are whole numbers, and stay so.
    cost_left = cast("dict[str, int]", left)
    allowed = network.number_of_nodes() if max_steps is None else max_steps
    if steps_left[source] > allowed:
        return
    shortest = cost_left[source] // shift
    # A whole path sorts after its own prefixes, so that equal costs leave the queue in the order of the ids.
    queue: list[tuple[int, tuple[str, ...], int]] = [(cost_left[source], (source,), 0)]
    while queue:
        promised, actors, spent = heappop(queue)
        if max_steps is None and promised // shift > shortest:
            return
        last = actors[-1]
        if last == target:
            high, low = divmod(spent, shift)
            yield Path(actors, high, low) if by == "steps" else Path(actors, low, high)
            continue
        for node, tie in network.adj[last].items():
            if node not in actors and len(actors) + steps_left[node] <= allowed:
                so_far = spent + cost(last, node, tie)
                promise = so_far + cost_left[node]
                if max_steps is not None or promise // shift <= shortest:
                    heappush(queue, (promise, (*actors, node), so_far))
