"""Further projections of a slice, each a named networkx graph: two-mode, parallel, multiplex, obligations, a sequence.

The one-mode network of actors is made in `network`. Measures read a graph by the projection that it
names itself by, and refuse one that they are not defined on.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from ..errors import UnknownNameError
from .network import distances_of, project
from .projection_names import MULTIPLEX, OBLIGATIONS, PARALLEL, TWO_MODE
from .ties import counts, dyads

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    import networkx as nx

    from ..knowledge import KnowledgeGraph
    from ..model import Actor, Mechanism
    from ..slice import Slice
    from .ties import Dyad

#: What `obligations` can be asked for, as the ontology labels it.
DUTIES: Final = ("defence", "consultation", "neutrality", "non-aggression", "offence")


def two_mode(kg: KnowledgeGraph) -> nx.Graph[str]:
    """Return the two-mode network of the slice: actors, mechanisms, and who takes part in what.

    Parameters
    ----------
    kg
        The graph, seen through a slice.

    Returns
    -------
    networkx.Graph
        Bipartite. Actors are nodes by their ids, with ``label``, ``type``, ``region`` and ``bipartite`` 0;
        mechanisms are nodes by ``mech:`` and their ids, with ``label``, ``kind``, ``layer`` and ``bipartite`` 1.
        An edge is one actor's part in one mechanism, with ``role``, ``strength`` (the depth that the mechanism's
        kind declares: how deep the commitment is that the actor has taken on) and ``distance`` (the least common
        multiple of all strengths over the strength). Graph attributes name projection, slice and weights.

    Notes
    -----
    A mechanism is a node where it holds in the slice with at least one actor, so that a treaty of thirty parties
    has thirty edges and not 435. Observers have no edge. An actor that takes part in nothing is an isolate.
    """
    import networkx as nx

    within = kg.at
    parts: dict[tuple[str, str], tuple[str, int]] = {}
    held: dict[str, Mechanism] = {}
    for mechanism in kg.record.mechanisms.values():
        if not counts(mechanism, within):
            continue
        depth = kg.depths.get(mechanism.kind.name, mechanism.kind.depth)
        for part in mechanism.participations:
            actor = part.actor
            if part.ties and within.takes_actor(actor.type, actor.region) and within.holds(part.interval):
                parts.setdefault((actor.id, f"mech:{mechanism.id}"), (part.role, depth))
                held[f"mech:{mechanism.id}"] = mechanism
    graph: nx.Graph[str] = nx.Graph(projection=TWO_MODE, slice=within.description, record=kg.version)
    _add_actors(graph, kg.nodes(), bipartite=0)
    for name, mechanism in sorted(held.items()):
        kind = mechanism.kind
        graph.add_node(name, label=mechanism.label, type=kind.label, kind=kind.name, layer=kind.layer.name, bipartite=1)
    for (actor, name), (role, depth) in sorted(parts.items()):
        graph.add_edge(actor, name, role=role, strength=depth)
    _add_distances(graph, "depth that the mechanism's kind declares")
    return graph


def parallel(kg: KnowledgeGraph) -> nx.MultiGraph[str]:
    """Return the network with its parallel ties kept: an edge a mechanism that ties two actors.

    Parameters
    ----------
    kg
        The graph. Seen through a slice, the ties that hold in it; whole, every tie that ever holds, with its time.

    Returns
    -------
    networkx.MultiGraph
        Nodes as in the one-mode network. Edges are keyed by the mechanism's id, and have ``mechanism`` (the same),
        ``label``, ``kind``, ``layer``, ``depth``, ``intervals`` (the spells through which both take part, in the
        order of time), ``strength`` and ``distance``, both 1. An edge that commits one of the two alone names it as
        ``guarantor``.

    Notes
    -----
    Folded by pair and counted, the edges of a slice are the one-mode network with the weight ``count``. A mechanism
    that ties two actors in two layers, its own and that of memberships, makes two edges; the second has the layer's
    name after the key.
    """
    import networkx as nx

    whole = kg.within is None
    found = dyads(kg.record.mechanisms.values(), depths=kg.depths) if whole else kg.dyads()
    graph: nx.MultiGraph[str] = nx.MultiGraph(
        projection=PARALLEL, slice="whole record" if whole else kg.at.description, record=kg.version
    )
    _add_actors(graph, kg.nodes())
    spells: dict[tuple[str, str, str, str], list[Dyad]] = defaultdict(list)
    for tie in found:
        if tie.interval is not None:
            a, b = sorted((tie.a.id, tie.b.id))
            spells[a, b, tie.mechanism.id, tie.layer].append(tie)
    for (a, b, mechanism, layer), ties in sorted(spells.items()):
        first = ties[0]
        kind = first.mechanism.kind
        own = layer == kind.layer.name
        one_sided = own and kind.tie_shape == "FirstToOthers"
        intervals = sorted(
            (tie.interval for tie in ties if tie.interval), key=lambda i: (i.start_earliest, i.end_latest)
        )
        graph.add_edge(
            a,
            b,
            mechanism if own else f"{mechanism} {layer}",
            mechanism=mechanism,
            label=first.mechanism.label,
            kind=kind.label,
            layer=layer,
            depth=first.depth,
            strength=1,
            distance=1,
            **({"guarantor": first.a.id} if one_sided else {}),
            intervals=tuple(intervals),
        )
    graph.graph["strength"] = graph.graph["distance"] = "1: each edge is one mechanism"
    return graph


def multiplex(kg: KnowledgeGraph, by: str = "layer") -> nx.MultiGraph[str]:
    """Return the multiplex network of the slice: the same actors in every layer, and ties apart by layer.

    Parameters
    ----------
    kg
        The graph, seen through a slice.
    by
        What a layer is: a ``layer`` of the taxonomy, or a ``kind`` of mechanism.

    Returns
    -------
    networkx.MultiGraph
        Nodes as in the one-mode network. Edges are keyed by layer or kind, and have it as ``layer`` or ``kind``,
        ``strength`` (the number of mechanisms of that layer between the two), ``distance`` and ``mechanisms``.
        Summed over the layers, the strengths are those of the one-mode network with the weight ``count``, but for
        mechanisms that tie two actors in two layers: a founding treaty that is also an alliance.

    Raises
    ------
    UnknownNameError
        Where `by` is neither.
    """
    import networkx as nx

    if by not in ("layer", "kind"):
        raise UnknownNameError("multiplex", by, ["layer", "kind"])
    graph: nx.MultiGraph[str] = nx.MultiGraph(
        projection=f"{MULTIPLEX}, a layer a {by}", slice=kg.at.description, record=kg.version
    )
    _add_actors(graph, kg.nodes())
    through: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for tie in kg.dyads():
        a, b = sorted((tie.a.id, tie.b.id))
        through[a, b, tie.layer if by == "layer" else tie.mechanism.kind.name].add(tie.mechanism.id)
    for (a, b, key), found in sorted(through.items()):
        graph.add_edge(a, b, key, **{by: key}, strength=len(found), mechanisms=tuple(sorted(found)))
    _add_distances(graph, f"number of mechanisms of the {by} between the two actors")
    return graph


def obligations(kg: KnowledgeGraph, duty: str = "defence") -> nx.DiGraph[str]:
    """Return who owes what to whom in the slice: from the one that is bound to the one it is bound to.

    Parameters
    ----------
    kg
        The graph, seen through a slice.
    duty
        One of `DUTIES`: what the treaty must oblige to.

    Returns
    -------
    networkx.DiGraph
        Nodes as in the one-mode network. Edges have ``strength`` (the number of mechanisms that oblige the first
        to the second), ``distance`` and ``mechanisms``.

    Raises
    ------
    UnknownNameError
        Where there is no such duty.

    Notes
    -----
    An obligation is what the text states. Where no party of a treaty is a guarantor, each owes it to each other
    party; where one is, the guarantors owe it to those that are none, and to nobody else. Where the participations
    state what each party owes, the parties whose participation states the obligation owe it to all others. Whether a
    treaty would be honoured is not asked.
    """
    import networkx as nx

    if duty not in DUTIES:
        raise UnknownNameError("obligation", duty, DUTIES)
    graph: nx.DiGraph[str] = nx.DiGraph(projection=OBLIGATIONS, slice=kg.at.description, record=kg.version, duty=duty)
    _add_actors(graph, kg.nodes())
    bound: dict[tuple[str, str], set[str]] = defaultdict(set)
    for tie in kg.dyads():
        if duty in tie.mechanism.duties and tie.layer == tie.mechanism.kind.layer.name:
            for debtor, creditor in _owed(tie, duty, kg.at):
                bound[debtor.id, creditor.id].add(tie.mechanism.id)
    for (debtor, creditor), found in sorted(bound.items()):
        graph.add_edge(debtor, creditor, strength=len(found), mechanisms=tuple(sorted(found)))
    _add_distances(graph, f"number of mechanisms that oblige the first to {duty} towards the second")
    return graph


def sequence(kg: KnowledgeGraph, days: Iterable[date], weight: str = "count") -> Iterator[tuple[date, nx.Graph[str]]]:
    """Yield the one-mode network on one day after the other, over the same actors.

    Parameters
    ----------
    kg
        The graph. Its layers, certainty and actors are kept, and its date is not.
    days
        The days, in any order.
    weight
        How strong a link is; see `accord.graph.networks.network.project`.

    Yields
    ------
    tuple
        The day and what ``kg.slice(at=day).network(weight)`` returns; the ties are drawn only once.
    """
    chosen = list(days)
    if not chosen:
        return
    # What does not so much as touch the time asked for is on none of its days.
    touching = kg.ties(kg.at.spanning(min(chosen), max(chosen)))
    for day in chosen:
        at = kg.at.on(day)
        network = project(touching.within(at), at, weight, kg.depths)
        network.graph["record"] = kg.version
        yield day, network


def _owed(tie: Dyad, duty: str, within: Slice) -> list[tuple[Actor, Actor]]:
    """Return in which directions a tie obliges to a duty."""
    parts = [part for part in tie.mechanism.participations if part.ties and within.holds(part.interval)]
    if tie.mechanism.is_told_apart:
        bound = {part.actor.iri for part in parts if duty in part.obligations}
        return [(one, other) for one, other in ((tie.a, tie.b), (tie.b, tie.a)) if one.iri in bound]
    guarantors = {part.actor.iri for part in parts if part.role == "Guarantor"}
    both = [(tie.a, tie.b), (tie.b, tie.a)]
    if not guarantors:
        return both
    return [(one, other) for one, other in both if one.iri in guarantors and other.iri not in guarantors]


def _add_actors(graph: nx.Graph[str], actors: Iterable[Actor], **more: int) -> None:
    for actor in sorted(actors, key=lambda found: found.id):
        graph.add_node(actor.id, label=actor.label, type=actor.type, region=actor.region, **more)


def _add_distances(graph: nx.Graph[str], strength: str) -> None:
    """Give each edge its distance, and the graph the words for both weights."""
    edges = [data for *_, data in graph.edges(data=True)]
    distances, unit = distances_of([data["strength"] for data in edges])
    for data, distance in zip(edges, distances, strict=True):
        data["distance"] = distance
    graph.graph["strength"] = strength
    graph.graph["distance"] = f"{unit}, divided by the strength"
