"""A network as formats without lists hold it: nodes and edges with text, numbers and yes or no, and no gaps named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ..table import cell_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    import networkx as nx

    from ..dates import Interval

#: What an attribute of a node or an edge can be.
Scalar = str | int | float | bool
#: A whole number beyond this has no exact place in a double, in which many tools keep their numbers.
EXACT: Final = 2**53
_BOUNDS: Final = ("start", "end", "start_earliest", "start_latest", "end_earliest", "end_latest")


@dataclass(frozen=True, slots=True)
class Flat:
    """A network, flattened.

    Attributes
    ----------
    directed, multigraph
        Whether edges have a direction, and whether two nodes can have several.
    about
        What the network says of itself.
    nodes
        The ids with their attributes, sorted.
    edges
        Source, target, key and attributes, sorted; the key is empty where two nodes can have but one edge.
    node_types, edge_types
        Each attribute in order to the one type that all its values have.
    """

    directed: bool
    multigraph: bool
    about: dict[str, Scalar]
    nodes: list[tuple[str, dict[str, Scalar]]]
    edges: list[tuple[str, str, str, dict[str, Scalar]]]
    node_types: dict[str, type]
    edge_types: dict[str, type]


def flattened(graph: nx.Graph[Any]) -> Flat:
    """Flatten a network.

    Notes
    -----
    Lists become text, joined by ``; ``. What has no value is left out, for no format says "none" as another does.
    Intervals become ``start`` and ``end`` as the record has them, and the days between which each lies. An
    attribute that has whole numbers beyond 2^53 becomes one of floating-point numbers.
    """
    nodes = [(str(node), _flat(data)) for node, data in sorted(graph.nodes(data=True))]
    keyed = graph.is_multigraph()
    listed: Any = graph.edges
    found: Iterable[tuple[Any, ...]] = listed(keys=True, data=True) if keyed else listed(data=True)
    edges: list[tuple[str, str, str, dict[str, Scalar]]] = []
    for a, b, *key, data in found:
        # Of an undirected edge the end that comes first in the order of ids stands first.
        one, other = (a, b) if graph.is_directed() or a <= b else (b, a)
        edges.append((one, other, key[0] if key else "", _flat(data)))
    edges.sort(key=lambda edge: edge[:3])
    return Flat(
        graph.is_directed(),
        keyed,
        _flat(graph.graph),
        nodes,
        edges,
        _one_type_each([data for _, data in nodes]),
        _one_type_each([data for *_, data in edges]),
    )


def bounds(interval: Interval) -> dict[str, str]:
    """Return an interval's dates as found and its bounds as days; a bound that is not known is left out."""
    named = {
        "start": interval.start_text,
        "end": interval.end_text,
        "start_earliest": day(interval.start_earliest),
        "start_latest": day(interval.start_latest),
        "end_earliest": day(interval.end_earliest),
        "end_latest": day(interval.end_latest),
    }
    return {name: text for name, text in named.items() if text}


def day(when: date) -> str:
    """Return a day in ISO 8601 form; nothing for the day before or after all others."""
    return "" if when in (when.min, when.max) else when.isoformat()


def plain(value: Scalar) -> str:
    """Return a value as XML and CSV have it: ``true`` and ``false`` in small letters."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _flat(data: dict[str, Any]) -> dict[str, Scalar]:
    flat: dict[str, Scalar] = {}
    for name, value in data.items():
        if name == "intervals":
            flat |= _spells(value)
        elif isinstance(value, str | int | float):
            flat[name] = value
        elif value is not None:
            flat[name] = cell_text(value)
        if flat.get(name) == "":
            del flat[name]
    return flat


def _spells(intervals: tuple[Interval, ...]) -> dict[str, str]:
    """Return the bounds of one spell, or those of several joined, a dash where one has none."""
    found = [bounds(interval) for interval in intervals]
    names = [name for name in _BOUNDS if any(name in spell for spell in found)]
    return {name: "; ".join(spell.get(name, "-") for spell in found) for name in names}


def _one_type_each(rows: list[dict[str, Scalar]]) -> dict[str, type]:
    """Return the type of each attribute, and turn values of other types into it."""
    kinds: dict[str, set[type]] = {}
    vast: set[str] = set()
    for row in rows:
        for name, value in row.items():
            kinds.setdefault(name, set()).add(type(value))
            if isinstance(value, int) and abs(value) > EXACT:
                vast.add(name)
    chosen: dict[str, type] = {}
    # The bounds of time stand together at the end, whichever of them came first.
    for name, types in sorted(kinds.items(), key=lambda item: _BOUNDS.index(item[0]) if item[0] in _BOUNDS else -1):
        one = next(iter(types)) if len(types) == 1 else (float if types <= {int, float} else str)
        chosen[name] = float if one is int and name in vast else one
    for row in rows:
        for name, value in row.items():
            if type(value) is not chosen[name]:
                row[name] = chosen[name](value)
    return chosen
