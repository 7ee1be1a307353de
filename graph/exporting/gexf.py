"""GEXF 1.3, the format of Gephi: with the spells of ties and actors where the projection knows their time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from .chosen import network_of
from .flat import day, flattened, plain
from .xml import attributes, element_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    import networkx as nx

    from ..dates import Interval
    from ..knowledge import KnowledgeGraph
    from .chosen import Chosen
    from .flat import Scalar

_TYPES: Final[dict[type, str]] = {str: "string", int: "long", float: "double", bool: "boolean"}
#: A spell: the first day and the first day after.
Spell = tuple["date", "date"]


def gexf(kg: KnowledgeGraph, chosen: Chosen) -> Iterator[str]:
    """Yield the network as GEXF, line by line.

    Notes
    -----
    The projection ``parallel`` is written as a dynamic graph. An edge has a spell for each time through which both
    actors take part; a node has the spells through which it has an edge. A spell runs through the days on which the
    tie certainly holds; where its dates are so imprecise that there is no such day, or where the slice counts what
    possibly holds, through those on which it possibly does. GEXF counts the last day in, so that the day before the
    first day without the tie is written. Other projections are static.
    """
    graph = network_of(kg, chosen)
    spells = _spells_of_edges(graph, possibly=kg.at.certainty == "possibly") if chosen.projection == "parallel" else {}
    of_node: dict[str, list[Spell]] = {}
    for (a, b, _), found in spells.items():
        of_node.setdefault(a, []).extend(found)
        of_node.setdefault(b, []).extend(found)
    flat = flattened(graph)
    head: dict[str, str | int | float] = {"defaultedgetype": "directed" if flat.directed else "undirected"}
    if chosen.projection == "parallel":
        head |= {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"}
    else:
        head |= {"mode": "static"}
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
    # The day to which the record was checked: the clock's would make every file another.
    yield f'  <meta lastmodifieddate="{kg.about.checked_to.latest}">\n    <creator>Accord</creator>\n'
    words = "; ".join(f"{name}: {value}" for name, value in flat.about.items())
    yield f"    <description>{element_text(words)}</description>\n  </meta>\n  <graph{attributes(head)}>\n"
    node_ids = {name: f"n{place}" for place, name in enumerate(flat.node_types) if name != "label"}
    edge_ids = {name: f"e{place}" for place, name in enumerate(flat.edge_types) if name != "label"}
    yield _declared("node", node_ids, flat.node_types) + _declared("edge", edge_ids, flat.edge_types)
    yield "    <nodes>\n"
    for name, values in flat.nodes:
        own: dict[str, str | int | float] = {"id": name, "label": str(values.get("label", name))}
        held = _written(of_node.get(name, []))
        yield f"      <node{attributes(own)}>\n{_values(values, node_ids)}{held}      </node>\n"
    yield "    </nodes>\n    <edges>\n"
    for number, (a, b, key, values) in enumerate(flat.edges):
        ends: dict[str, str | int | float] = {"id": number, "source": a, "target": b}
        if "label" in values:
            ends["label"] = str(values["label"])
        if flat.multigraph:  # Gephi keeps parallel edges apart by their kind
            ends["kind"] = str(values.get("kind", key))
        ends["weight"] = float(values["strength"])
        held = _written(spells.get((a, b, key), []))
        yield f"      <edge{attributes(ends)}>\n{_values(values, edge_ids)}{held}      </edge>\n"
    yield "    </edges>\n  </graph>\n</gexf>\n"


def merged(spells: Iterable[Spell]) -> list[Spell]:
    """Return spells in the order of time, those that meet or overlap made one.

    Examples
    --------
    >>> from datetime import date
    >>> [str(end) for _, end in merged([(date(1990, 1, 1), date(1992, 1, 1)), (date(1991, 1, 1), date(1995, 1, 1))])]
    ['1995-01-01']
    """
    found: list[Spell] = []
    for start, end in sorted(spells):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _spells_of_edges(graph: nx.Graph[Any], *, possibly: bool) -> dict[tuple[str, str, str], list[Spell]]:
    listed: Any = graph.edges
    found: Iterable[tuple[str, str, str, tuple[Interval, ...]]] = listed(keys=True, data="intervals")
    return {
        (min(a, b), max(a, b), key): [_spell(interval, possibly=possibly) for interval in intervals]
        for a, b, key, intervals in found
    }


def _spell(interval: Interval, *, possibly: bool) -> Spell:
    certain = (interval.start_latest, interval.end_earliest)
    return certain if certain[0] < certain[1] and not possibly else (interval.start_earliest, interval.end_latest)


def _written(spells: Iterable[Spell]) -> str:
    """Return spells as an element: a side that is open, or not known, is left out."""
    lines: list[str] = []
    for start, end in merged(spells):
        last = end if end == end.max else end - timedelta(days=1)
        ends = {"start": day(start), "end": day(last)}
        lines.append(f"          <spell{attributes({name: text for name, text in ends.items() if text})}/>\n")
    return f"        <spells>\n{''.join(lines)}        </spells>\n" if lines else ""


def _declared(room: str, ids: dict[str, str], types: dict[str, type]) -> str:
    lines = [
        f"      <attribute{attributes({'id': key, 'title': name, 'type': _TYPES[types[name]]})}/>\n"
        for name, key in ids.items()
    ]
    return f'    <attributes class="{room}">\n{"".join(lines)}    </attributes>\n'


def _values(values: dict[str, Scalar], ids: dict[str, str]) -> str:
    lines = [
        f"          <attvalue{attributes({'for': ids[name], 'value': plain(value)})}/>\n"
        for name, value in values.items()
        if name in ids
    ]
    return f"        <attvalues>\n{''.join(lines)}        </attvalues>\n" if lines else ""
