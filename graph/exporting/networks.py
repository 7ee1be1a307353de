"""Networks in the formats of GraphML, GML, Pajek, node-link JSON, Cytoscape and a pair of CSV lists.

Each is written here rather than by networkx, whose GraphML depends on whether lxml is installed, and whose writers
refuse lists, and characters that a label may well have. What is written is read back by networkx and igraph in the
tests.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, cast

from .csvs import write_csv
from .flat import bounds, flattened, plain
from .xml import attributes, element_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import networkx as nx

    from .flat import Scalar

_GRAPHML_TYPES: Final[dict[type, str]] = {str: "string", int: "long", float: "double", bool: "boolean"}


def graphml(graph: nx.Graph[Any]) -> Iterator[str]:
    """Yield the network as GraphML, line by line."""
    flat = flattened(graph)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield (
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        ' xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns'
        ' http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
    )
    ids: dict[tuple[str, str], str] = {}
    about_types = {name: type(value) for name, value in flat.about.items()}
    for room, types in (("graph", about_types), ("node", flat.node_types), ("edge", flat.edge_types)):
        for name, kind in types.items():
            ids[room, name] = f"d{len(ids)}"
            declared = {
                "id": ids[room, name],
                "for": room,
                "attr.name": name,
                "attr.type": _GRAPHML_TYPES[kind],
            }
            yield f"  <key{attributes({**declared})}/>\n"

    def data(room: str, values: dict[str, Scalar], indent: str) -> str:
        return "".join(
            f'{indent}<data key="{ids[room, name]}">{element_text(plain(value))}</data>\n'
            for name, value in values.items()
        )

    yield f'  <graph edgedefault="{"directed" if flat.directed else "undirected"}">\n'
    yield data("graph", flat.about, "    ")
    for name, values in flat.nodes:
        yield f"    <node{attributes({'id': name})}>\n{data('node', values, '      ')}    </node>\n"
    for number, (a, b, _, values) in enumerate(flat.edges):
        # An id makes networkx read a multigraph, so that a simple network has none.
        more: dict[str, str | int | float] = {"id": f"e{number}"} if flat.multigraph else {}
        ends = attributes({**more, "source": a, "target": b})
        yield f"    <edge{ends}>\n{data('edge', values, '      ')}    </edge>\n"
    yield "  </graph>\n</graphml>\n"


def gml(graph: nx.Graph[Any]) -> Iterator[str]:
    """Yield the network as GML, line by line."""
    flat = flattened(graph)
    number = {name: place for place, (name, _) in enumerate(flat.nodes)}
    yield f"graph [\n  directed {int(flat.directed)}\n  multigraph {int(flat.multigraph)}\n"
    yield _gml_values(flat.about, "  ")
    for name, values in flat.nodes:
        # networkx finds a node by its GML label, igraph by its name: both are the id here, and the label is the title.
        renamed: dict[str, Scalar] = {"name": name}
        renamed |= {"title" if key == "label" else key: value for key, value in values.items()}
        yield f"  node [\n    id {number[name]}\n    label {_gml_text(name)}\n{_gml_values(renamed, '    ')}  ]\n"
    for a, b, key, values in flat.edges:
        keyed: dict[str, Scalar] = {"key": key, **values} if flat.multigraph else values
        yield f"  edge [\n    source {number[a]}\n    target {number[b]}\n{_gml_values(keyed, '    ')}  ]\n"
    yield "]\n"


def _gml_values(values: dict[str, Scalar], indent: str) -> str:
    """Return attributes as GML has them; yes is 1 and no is 0."""
    lines: list[str] = []
    for name, value in values.items():
        text = _gml_text(value) if isinstance(value, str) else str(int(value) if isinstance(value, bool) else value)
        lines.append(f"{indent}{name} {text}\n")
    return "".join(lines)


def _gml_text(text: str) -> str:
    """Return a text in quotes, in ASCII: what is beyond it, and line breaks, as numbered references."""
    named = text.replace("&", "&amp;").replace('"', "&quot;")
    return '"' + "".join(char if " " <= char <= "~" else f"&#{ord(char)};" for char in named) + '"'


def node_link(graph: nx.Graph[Any]) -> Iterator[str]:
    """Yield the network as node-link JSON, as ``networkx.node_link_graph`` reads it; lists stay lists."""
    nodes = [{**_jsonable(data), "id": node} for node, data in sorted(graph.nodes(data=True))]
    edges: list[dict[str, Any]] = []
    for a, b, *key, data in sorted(_edges(graph), key=lambda edge: edge[:-1]):
        edges.append({"source": a, "target": b, **({"key": key[0]} if key else {}), **_jsonable(data)})
    head = {"directed": graph.is_directed(), "multigraph": graph.is_multigraph(), "graph": _jsonable(graph.graph)}
    yield json.dumps(head, ensure_ascii=False, allow_nan=False, indent=1).removesuffix("\n}")
    yield from _json_list("nodes", nodes)
    yield from _json_list("edges", edges)
    yield "\n}\n"


def _edges(graph: Any) -> Iterator[tuple[Any, ...]]:
    yield from graph.edges(keys=True, data=True) if graph.is_multigraph() else graph.edges(data=True)


def _json_list(name: str, items: list[dict[str, Any]]) -> Iterator[str]:
    """Yield a member of an object, an item a line, so that files can be compared line by line."""
    yield f",\n {json.dumps(name)}: ["
    for place, item in enumerate(items):
        yield f"{',' if place else ''}\n  {json.dumps(item, ensure_ascii=False, allow_nan=False)}"
    yield "\n ]"


def _jsonable(data: dict[str, Any]) -> dict[str, Any]:
    """Return attributes as JSON holds them: lists stay, what has no value goes, intervals become their bounds."""
    found: dict[str, Any] = {}
    for name, value in data.items():
        if name == "intervals":
            found["intervals"] = [bounds(interval) for interval in value]
        elif value is not None:
            found[name] = list(cast("tuple[Any, ...]", value)) if isinstance(value, tuple) else value
    return found


def cytoscape(graph: nx.Graph[Any]) -> Iterator[str]:
    """Yield the network as JSON for Cytoscape and Cytoscape.js; ``networkx.cytoscape_graph`` reads it too."""
    flat = flattened(graph)
    yield "{\n"
    head = {"directed": flat.directed, "multigraph": flat.multigraph, "data": flat.about}
    yield ",\n".join(f" {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in head.items())
    yield ',\n "elements": {'
    nodes = [{"data": {"id": name, "value": name, "name": name, **values}} for name, values in flat.nodes]
    edges = [
        # Ids of nodes and edges share one room in Cytoscape.js.
        {"data": {"id": f"edge:{number}", "source": a, "target": b, **({"key": key} if key else {}), **values}}
        for number, (a, b, key, values) in enumerate(flat.edges)
    ]
    yield "".join(_json_list("nodes", nodes)).removeprefix(",")
    yield from _json_list("edges", edges)
    yield "\n }\n}\n"


def pajek(graph: nx.Graph[Any]) -> Iterator[str]:
    """Yield the network as a Pajek file: vertices by their ids, and lines with the strength as their value."""
    flat = flattened(graph)
    number = {name: place for place, (name, _) in enumerate(flat.nodes, start=1)}
    yield f"*Vertices {len(number)}\n"
    for name, place in number.items():
        yield f'{place} "{name}"\n'  # an IRI, and so an id, has no quotation mark and no blank
    yield "*Arcs\n" if flat.directed else "*Edges\n"
    for a, b, _, values in flat.edges:
        yield f"{number[a]} {number[b]} {plain(values['strength'])}\n"


def csv_files(graph: nx.Graph[Any], folder: Path) -> None:
    """Write the network as ``nodes.csv`` and ``edges.csv``, with the heads that Gephi knows."""
    flat = flattened(graph)
    node_names, edge_names = list(flat.node_types), list(flat.edge_types)
    kind = "Directed" if flat.directed else "Undirected"
    write_csv(
        folder / "nodes.csv",
        ["id", *node_names],
        ([name, *(_cell(values, column) for column in node_names)] for name, values in flat.nodes),
    )
    write_csv(
        folder / "edges.csv",
        ["source", "target", "type", *edge_names],
        ([a, b, kind, *(_cell(values, column) for column in edge_names)] for a, b, _, values in flat.edges),
    )


def _cell(values: dict[str, Scalar], name: str) -> Scalar | None:
    value = values.get(name)
    return plain(value) if isinstance(value, bool) else value
