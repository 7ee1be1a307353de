"""pyvis as the engine of the page: its model and its renderer, our environment and our template."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, cast

from ..errors import AccordError
from .inline import environment

if TYPE_CHECKING:
    from .drawing import Drawing

#: What vis-network is told. Positions come computed, so that no simulation ever runs in the browser.
_OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "dragNodes": False,
        "hover": True,
        "keyboard": False,
        "multiselect": False,
        "selectConnectedEdges": False,
        "zoomSpeed": 0.6,
    },
    "nodes": {"borderWidth": 2, "chosen": False, "fixed": True, "font": {"size": 0}},
    "edges": {"chosen": False, "selectionWidth": 0, "smooth": False, "hoverWidth": 0},
}
#: The most lines that are drawn at once; the page says which it leaves out.
MOST_LINES = 1500


class _Network(Protocol):
    """What is used of pyvis's `Network`, which has no types of its own."""

    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    options: dict[str, Any]

    def add_node(self, n_id: str, label: str, **options: Any) -> None: ...
    def add_edge(self, source: str, to: str, **options: Any) -> None: ...
    def generate_html(self) -> str: ...


class _Ids(dict[str, None]):
    """Names in the place of a list, which knows at once whether it has one: pyvis asks twice at every edge."""

    def append(self, name: str, /) -> None:
        """Add a name."""
        self[name] = None


def render(drawing: Drawing, places: dict[str, tuple[int, int]], names: dict[str, Any]) -> str:
    """Render the page.

    Parameters
    ----------
    drawing
        What is drawn.
    places
        Where each node stands.
    names
        What the template may use besides what pyvis gives it.

    Raises
    ------
    AccordError
        Where pyvis lost a node or an edge on the way.
    """
    network = new_network(names)
    fill(network, drawing, places)
    expected = (len(drawing.actors) + len(drawing.hubs), len(drawing.lines) + len(drawing.spokes))
    if (len(network.nodes), len(network.edges)) != expected:
        found = f"{len(network.nodes)} nodes and {len(network.edges)} edges"
        raise AccordError(
            f"the page would show {found} of {expected[0]} and {expected[1]}",
            "Two records share an id: give each actor and mechanism its own.",
        )
    return network.generate_html()


def fill(network: _Network, drawing: Drawing, places: dict[str, tuple[int, int]]) -> None:
    """Put nodes, lines and spokes into pyvis's model."""
    shown = [(drawing.keys[a.iri], a.label, "state" if a.type == "State" else "organisation") for a in drawing.actors]
    shown += [
        (drawing.keys[h.iri], h.label, "activity" if h.kind.force_rule.name == "OccurrenceRule" else "mechanism")
        for h in drawing.hubs
    ]
    shapes = {"state": "dot", "organisation": "square", "mechanism": "diamond", "activity": "hexagon"}
    for key, label, group in shown:
        x, y = places[key]
        # pyvis puts the id where a label is empty, which a reader could not tell from a name.
        network.add_node(key, label or "(no name)", shape=shapes[group], x=x, y=y, sort=group)
    for line in drawing.lines:
        network.add_edge(line.a, line.b, arrows="", sort="line", through=line.mechanisms)
    for spoke in drawing.spokes:
        network.add_edge(spoke.actor, spoke.hub, arrows="", sort="spoke", through=(spoke.mechanism,))


def new_network(names: dict[str, Any]) -> _Network:
    """Return pyvis's network with our template; `names` is what the template may use besides what pyvis gives it."""
    base = cast("type[Any]", import_module("pyvis.network").Network)

    class Page(base):
        """pyvis's network with an environment that escapes, and a template that asks for nothing."""

        def __init__(self) -> None:
            # Undirected, pyvis drops every second edge between two nodes without a word.
            super().__init__(directed=True, cdn_resources="in_line")  # pyright: ignore[reportUnknownMemberType] -- untyped
            self.path = "page.html"
            self.templateEnv = environment(names)
            self.options = _OPTIONS
            self.node_ids = _Ids()

    return cast("_Network", Page())
