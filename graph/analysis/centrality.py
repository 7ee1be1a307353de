"""Actors ranked by a measure of their place in the network; `measures` defines what there is to rank by.

Every measure states the attribute that it reads. ``strength`` is the number of mechanisms between two actors, or
another weight that the network was made with: more is closer. ``distance`` is its inverse: more is farther. An
actor without any tie in the slice has degree and strength 0 and no value on the other measures.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final, TypeVar

from ..errors import RequestError, UnknownNameError
from ..networks.projection_names import CO_PARTICIPATION, TWO_MODE
from ..table import Table
from .engines import NETWORKX, Computed, check_backend, computed
from .measures import MEASURES, MEASURES_ON, Measure
from .ranking import ISOLATE, check_top, computed_on, first_rows, ranked, without

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import networkx as nx

_Row = TypeVar("_Row", bound="tuple[Any, ...]")

#: The attributes of actors by which they can be grouped.
PARTITIONS: Final = ("region", "type", "community")

_OUTSIDE: Final = "outside the largest component"
#: Measures that count: an actor without a tie has the value 0.
_COUNTED: Final = ("degree", "strength", "in-degree", "out-degree", "multiplex-degree")


def centrality(
    network: nx.Graph[str],
    measure: str = "degree",
    *,
    top: int | None = None,
    by: str | None = None,
    mechanisms: bool = False,
    sample: int | None = None,
    seed: int = 0,
    backend: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Table:
    """Rank the actors of a network by a measure.

    Parameters
    ----------
    network
        A network made by `KnowledgeGraph.network`, `two_mode` or `obligations`; it is not changed.
    measure
        The name of one of the measures that `MEASURES_ON` has for the network's projection.
    top
        How many rows to return; all where ``None``. Where the cut falls among equal values, ``about`` says so.
    by
        The partition for a measure that reads one: ``region``, ``type`` or ``community``; ``region`` where ``None``.
    mechanisms
        Whether the mechanisms of a two-mode network are ranked in the place of its actors.
    sample
        Estimate betweenness, closeness or harmonic centrality from so many actors; the size of the network
        decides where ``None``. A sample of all actors gives the exact values.
    seed
        Where the sample begins.
    backend
        The networkx backend that is to compute the measure, such as ``parallel``; ``networkx`` for networkx
        itself at every size. No configuration is changed.
    progress
        Called with how many actors are done and how many there are, by the measures that take long.

    Returns
    -------
    Table
        Columns ``rank``, ``actor``, ``id``, ``value``, ``note``. Equal values share the lowest rank of
        their group. An actor without a value has neither rank nor value, and ``note`` says why. ``about`` says
        which ``engine`` computed the values. Where they are estimates it says so, ``note`` is ``estimate``, and the
        further columns ``low`` and ``high`` are the ends of the interval of 95 %.

    Raises
    ------
    UnknownNameError
        Where the measure or the partition is unknown, or the backend not installed.
    RequestError
        Where the measure is not defined on the network's projection, `top` is less than 1, `by` is given for a
        measure that reads no partition, `sample` for one that is never estimated, `mechanisms` for a network that
        has none, or the backend does not have the measure.

    Notes
    -----
    Each measure has the meaning that networkx gives it and runs on the network without its isolates. The
    formulas stand in the definitions of `MEASURES`, each with its reference. Large networks are measured from
    arrays; the sizes stand in `accord.graph.analysis.engines.ENGINES`, and the values are the same to nine digits.

    Examples
    --------
    >>> import networkx as nx
    >>> star = nx.star_graph(4)
    >>> _ = nx.relabel_nodes(star, str, copy=False)
    >>> centrality(star, "betweenness", top=1).rows[0][3]
    1.0
    """
    chosen = _measure(network, measure)
    check_top(top)
    if mechanisms and network.graph.get("projection") != TWO_MODE:
        raise RequestError("the network has no mechanisms to rank", "Rank those of the two-mode projection.")
    if by is not None and not chosen.grouped:
        grouped = " or ".join(name for name, known in MEASURES.items() if known.grouped)
        raise RequestError(f"{measure} reads no groups of actors, so that it has none by {by}", f"Ask for {grouped}.")
    groups = grouping(network, by or "region") if chosen.grouped else {}
    found = _computed(network, chosen, groups, sample, seed, backend, progress)
    listed = _listed(network, mechanisms=mechanisms)
    values = {node: value for node, value in found.values.items() if node in listed}
    if measure in _COUNTED:
        # What is counted is nothing for an isolate, and not unknown.
        values |= {node: 0 for node in listed if network.degree(node) == 0}
    rows: list[tuple[Any, ...]] = [
        (*row[:4], ISOLATE if network.degree(row[2]) == 0 else row[4])
        for row in ranked(listed, values, lambda _: _OUTSIDE)
    ]
    columns = ("rank", "actor", "id", "value", "note")
    if found.intervals is not None:
        columns = (*columns, "low", "high")
        rows = [_with_interval(row, found.intervals.get(row[2])) for row in rows]
    about = {
        "measure": chosen.name,
        "definition": chosen.definition,
        "reads": chosen.reads or "ties counted alike",
        **({"partition": partition_in_words(groups, by or "region")} if chosen.grouped else {}),
        **computed_on(network),
        "engine": found.engine,
        **({"estimate": found.estimate} if found.estimate else {}),
    }
    rows, cut = first_rows(rows, top)
    return Table(columns, tuple(rows), {**about, **cut})


def _measure(network: nx.Graph[str], name: str) -> Measure:
    """Return the measure called so on the network's projection."""
    projection = network.graph.get("projection", CO_PARTICIPATION)
    on = MEASURES_ON.get(projection, {})
    if name in on:
        return on[name]
    if on and not any(name in known for known in MEASURES_ON.values()):
        raise UnknownNameError("measure", name, on)
    defined = f"It has {', '.join(on)}." if on else "Ask for a network of one of the other projections."
    raise RequestError(f"{name} is not defined on the projection {projection!r}", defined)


def _listed(network: nx.Graph[str], *, mechanisms: bool) -> nx.Graph[str]:
    """Return the part of the network whose nodes are ranked: all of it but where it has two modes."""
    if network.graph.get("projection") != TWO_MODE:
        return network
    return without(network, [node for node, data in network.nodes(data=True) if data["bipartite"] != int(mechanisms)])


def _computed(
    network: nx.Graph[str],
    chosen: Measure,
    groups: dict[str, str],
    sample: int | None,
    seed: int,
    backend: str | None,
    progress: Callable[[int, int], None] | None,
) -> Computed:
    """Return the values by the engine that is asked for, or that the size of the network calls for."""
    on_actors = MEASURES.get(chosen.name) is chosen
    if sample is not None and not on_actors:
        raise RequestError("estimates are made on the one-mode network of actors alone", "Leave out the sample.")
    if backend is None:
        found = computed(network, chosen.name, sample, seed, progress) if on_actors else None
        if found is not None:
            return found
    elif sample is not None:
        raise RequestError("a networkx backend computes no estimates", "Leave out the sample, or the backend.")
    else:
        check_backend(backend)
        if not chosen.dispatched:
            others = ", ".join(name for name, known in MEASURES.items() if known.dispatched)
            raise RequestError(
                f"{chosen.name} is counted without a networkx function, so that no backend computes it",
                f"Backends compute {others}.",
            )
    # What only counts needs no copy without the isolates.
    isolates = [] if chosen.name in _COUNTED else [node for node in network if network.degree(node) == 0]
    tied = without(network, isolates) if isolates else network
    if not tied:
        values: dict[str, float] = {}
    elif chosen.grouped:
        values = chosen.compute(tied, groups)
    elif not chosen.dispatched:
        values = chosen.compute(tied)
    else:
        try:
            # Without a backend networkx itself, whatever the environment says: the same input, the same bytes.
            values = chosen.compute(tied, backend or NETWORKX)
        except NotImplementedError:
            raise RequestError(
                f"the networkx backend {backend} does not compute {chosen.name} as it is defined here",
                "Leave the backend out, or name another.",
            ) from None
        except ImportError as error:
            raise RequestError(
                f"the networkx backend {backend} is installed and cannot be loaded: {error}",
                "It may not fit the networkx that is installed.",
            ) from None
    return Computed(values, NETWORKX if backend in (None, NETWORKX) else f"networkx backend {backend}")


def _with_interval(row: tuple[Any, ...], ends: tuple[float, float] | None) -> tuple[Any, ...]:
    """Return a row with its interval, and a note where its value is an estimate."""
    if ends is None:
        return (*row, None, None)
    low, high = (round(end, 12) + 0.0 for end in ends)
    return (*row[:4], "estimate" if low < high else row[4], low, high)


def grouping(network: nx.Graph[str], by: str) -> dict[str, str]:
    """Return the group of each actor by ``region``, ``type`` or ``community``.

    Actors without one, such as organisations, which lie in no region, are a group of their own: ``no region``.
    Communities are those that `find_communities` finds with its defaults, by the names that it gives them.

    Raises
    ------
    UnknownNameError
        Where actors are not grouped so.
    """
    if by not in PARTITIONS:
        raise UnknownNameError("partition", by, PARTITIONS)
    if by == "community":
        from .communities import find_communities

        found = find_communities(network)
        named = {node: name for name, group in zip(found.names, found.groups, strict=True) for node in group}
        return {node: named.get(node, f"no {by}") for node in network}
    return {node: network.nodes[node].get(by) or f"no {by}" for node in network}


def partition_in_words(groups: Mapping[str, str], by: str) -> str:
    """Return a partition as ``about`` states it."""
    sizes = Counter(groups.values())
    without = sizes[f"no {by}"]
    return f"{by}, {len(sizes)} groups" + (f"; {without} actors without {by} are one of them" if without else "")
