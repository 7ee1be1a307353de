"""The projection: from dyads to a named, simple networkx graph."""

from __future__ import annotations

from math import lcm
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx as nx

    from .model import Actor
    from .ties import Dyad

#: The projection's name, as every output states it.
CO_PARTICIPATION: Final = "one-mode co-participation"


def project(actors: Iterable[Actor], ties: Iterable[Dyad], slice_text: str) -> nx.Graph[str]:
    """Fold dyads into the one-mode network of actors.

    Two actors are linked where at least one mechanism of the slice ties them.

    Parameters
    ----------
    actors
        The nodes; those that nothing ties are isolates.
    ties
        The dyads of the slice.
    slice_text
        The slice in words, kept as the graph attribute ``slice``.

    Returns
    -------
    networkx.Graph
        Nodes are the actors' ids, with ``label``, ``type`` and ``region``. Edges have ``strength``, the
        number of mechanisms between the two actors; ``distance``, its inverse as an exact integer (the
        least common multiple of all strengths over the strength, so that equal paths stay equal); and
        ``mechanisms``, the sorted ids of the mechanisms. Graph attributes name ``projection``, ``slice``,
        ``strength`` and ``distance``.

    Notes
    -----
    Nodes and edges are added in sorted order, so that every algorithm meets them in the same order.
    """
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph(
        projection=CO_PARTICIPATION,
        slice=slice_text,
        strength="number of mechanisms between the two actors",
        distance="least common multiple of all strengths, divided by the strength",
    )
    for actor in sorted(actors, key=lambda a: a.id):
        graph.add_node(actor.id, label=actor.label, type=actor.type, region=actor.region)
    between: dict[tuple[str, str], set[str]] = {}
    for tie in ties:
        a, b = sorted((tie.a.id, tie.b.id))
        between.setdefault((a, b), set()).add(tie.mechanism.id)
    common = lcm(*{len(mechanisms) for mechanisms in between.values()})
    for (a, b), mechanisms in sorted(between.items()):
        strength = len(mechanisms)
        graph.add_edge(a, b, strength=strength, distance=common // strength, mechanisms=tuple(sorted(mechanisms)))
    return graph
