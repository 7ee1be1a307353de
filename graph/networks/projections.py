"""Further projections of a slice, each a named networkx graph: two-mode, parallel, multiplex, obligations, a sequence.

The one-mode network of actors is made in `network`. Measures read a graph by the projection that it
names itself by, and refuse one that they are not defined on.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from ...ontology import load_taxonomy
from ..errors import UnknownNameError
from .duties import owed
from .network import distances_of, project
from .projection_names import MULTIPLEX, OBLIGATIONS, PARALLEL, TWO_MODE
from .tie_table import rows_of
from .ties import dyads, membership_kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    import networkx as nx
    from numpy.typing import NDArray

    from ..knowledge import KnowledgeGraph
    from ..loading.incidence import Incidence, Node
    from ..slice import Slice
    from .ties import Dyad


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
    has thirty edges and not 435. Observers have no edge. An actor that takes part in nothing is an isolate. Of
    several roles that an actor has at once, that is told which is more than a plain party's.
    """
    import networkx as nx

    within, incidence = kg.at, kg.reading.incidence
    taken = np.array([within.takes_actor(node.type, node.region) for node in incidence.nodes], dtype=bool)
    held = within.which_hold(incidence.spans) & taken[incidence.actor] & _taken(incidence, within)[incidence.mechanism]
    rows = np.flatnonzero(held)
    # The row of each actor and mechanism that comes first, in the order of the actors.
    _, first = np.unique(
        incidence.actor[rows] * len(incidence.mechanisms) + incidence.mechanism[rows], return_index=True
    )
    parts = incidence[rows[first]]
    graph: nx.Graph[str] = nx.Graph(projection=TWO_MODE, slice=within.description, record=kg.version)
    _add_actors(graph, (node for node, counts in zip(incidence.nodes, taken, strict=True) if counts), bipartite=0)
    kinds = load_taxonomy().kinds
    held_there: list[int] = np.unique(parts.mechanism).tolist()
    kind_of = {number: kinds[incidence.kinds[number]] for number in held_there}
    labels = kg.reading.labels(incidence.mechanisms[number] for number in kind_of)
    for number, kind in kind_of.items():
        graph.add_node(
            f"mech:{incidence.mechanisms[number]}",
            label=labels[incidence.mechanisms[number]],
            type=kind.label,
            kind=kind.name,
            layer=kind.layer.name,
            bipartite=1,
        )
    for actor, number, role in rows_of(parts.actor, parts.mechanism, parts.role):
        kind = kind_of[number]
        graph.add_edge(
            incidence.nodes[actor].id,
            f"mech:{incidence.mechanisms[number]}",
            role=incidence.roles[role],
            strength=kg.depths.get(kind.name, kind.depth),
        )
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
    reading = kg.reading
    if whole:
        # Who takes part when, and no more of the mechanisms than their labels.
        found = [tie for tie in dyads(reading.outlines, depths=kg.depths) if tie.interval is not None]
        nodes = reading.nodes
        labels = reading.labels({tie.mechanism.id for tie in found})
    else:
        ties = kg.ties()
        tying: list[int] = np.unique(ties.mechanism).tolist()
        known = reading.mechanisms(ties.mechanisms[number] for number in tying)
        found = dyads((known[ties.mechanisms[number]] for number in tying), kg.at, kg.depths)
        nodes = ties.nodes
        labels = {mechanism.id: mechanism.label for mechanism in known.values()}
    graph: nx.MultiGraph[str] = nx.MultiGraph(
        projection=PARALLEL, slice="whole record" if whole else kg.at.description, record=kg.version
    )
    _add_actors(graph, nodes)
    spells: dict[tuple[str, str, str, str], list[Dyad]] = defaultdict(list)
    for tie in found:
        if tie.interval is not None:
            a, b = sorted((tie.a.id, tie.b.id))
            spells[a, b, tie.mechanism.id, tie.layer].append(tie)
    for (a, b, mechanism, layer), of_pair in sorted(spells.items()):
        first = of_pair[0]
        kind = first.mechanism.kind
        own = layer == kind.layer.name
        one_sided = own and kind.tie_shape == "FirstToOthers"
        intervals = sorted(
            (tie.interval for tie in of_pair if tie.interval), key=lambda i: (i.start_earliest, i.end_latest)
        )
        graph.add_edge(
            a,
            b,
            mechanism if own else f"{mechanism} {layer}",
            mechanism=mechanism,
            label=labels[mechanism],
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
    ties = kg.ties()
    _add_actors(graph, ties.nodes)
    keys = [kind.layer.name if by == "layer" else kind.name for kind in ties.kinds]
    kinds = ties.kind if by == "layer" else ties.own_kind
    through: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    columns = (np.minimum(ties.a, ties.b), np.maximum(ties.a, ties.b), kinds, ties.mechanism)
    for a, b, kind, mechanism in rows_of(*columns):
        through[ties.nodes[a].id, ties.nodes[b].id, keys[kind]].add(ties.mechanisms[mechanism])
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
        One of `accord.graph.model.DUTIES`: what the treaty must oblige to.

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

    ties = kg.ties()
    # What a founding treaty obliges its parties to they owe each other, and not the organisation.
    ties = ties[np.flatnonzero(ties.in_own_layer)]
    by = owed(ties, kg.reading.incidence, kg.at, duty)
    graph: nx.DiGraph[str] = nx.DiGraph(projection=OBLIGATIONS, slice=kg.at.description, record=kg.version, duty=duty)
    _add_actors(graph, ties.nodes)
    bound: dict[tuple[str, str], set[str]] = defaultdict(set)
    for debtors, creditors, rows in ((ties.a, ties.b, by.by_first), (ties.b, ties.a, by.by_second)):
        for debtor, creditor, mechanism in rows_of(debtors[rows], creditors[rows], ties.mechanism[rows]):
            bound[ties.nodes[debtor].id, ties.nodes[creditor].id].add(ties.mechanisms[mechanism])
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


def _taken(incidence: Incidence, within: Slice) -> NDArray[np.bool_]:
    """Return for each mechanism what `ties.counts` returns."""
    kinds, members = load_taxonomy().kinds, membership_kind().layer.name
    own = {name: within.takes(kinds[name]) for name in set(incidence.kinds)}
    as_members = {name: within.takes(kinds[name], members) for name in own}
    founds = incidence.founded >= 0
    taken = np.array([own[name] for name in incidence.kinds], dtype=bool)
    taken |= founds & np.array([as_members[name] for name in incidence.kinds], dtype=bool)
    records = zip(incidence.tied.tolist(), incidence.confidences, strict=True)
    taken &= np.array([within.takes_record(tied, confidence) for tied, confidence in records], dtype=bool)
    if within.takes_all_actors:
        return taken
    actors = np.array([within.takes_actor(node.type, node.region) for node in incidence.nodes], dtype=bool)
    size = max(len(incidence.nodes), 1)
    different = np.unique(incidence.mechanism * size + incidence.actor)
    counted = np.bincount((different // size)[actors[different % size]], minlength=len(taken))
    return taken & (counted + (founds & np.append(actors, False)[incidence.founded]) >= 2)


def _add_actors(graph: nx.Graph[str], actors: Iterable[Node], **more: int) -> None:
    for actor in actors:
        graph.add_node(actor.id, label=actor.label, type=actor.type, region=actor.region, **more)


def _add_distances(graph: nx.Graph[str], strength: str) -> None:
    """Give each edge its distance, and the graph the words for both weights."""
    edges = [data for *_, data in graph.edges(data=True)]
    distances, unit = distances_of([data["strength"] for data in edges])
    for data, distance in zip(edges, distances, strict=True):
        data["distance"] = distance
    graph.graph["strength"] = strength
    graph.graph["distance"] = f"{unit}, divided by the strength"
