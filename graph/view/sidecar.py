"""What is costly to work out of the shipped record, kept beside the code: ``python -m accord.graph.view``.

Positions, places on maps and communities are each keyed by the content from which they follow. A page of just that
content takes them as they are, alike on every machine; a network of nearly that content keeps what it knows in place
and puts the rest among it; whatever else is worked out anew.
"""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from .geo import PROJECTIONS, place_on_map
from .groups import communities
from .layout import place

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..knowledge import KnowledgeGraph
    from .drawing import Drawing
    from .layout import Places

_NAME: Final = "sidecar.json"
#: A drawing is nearly that of the sidecar where they share this part of the nodes of either.
_NEARLY: Final = 0.6


def network_places(drawing: Drawing) -> Places:
    """Return where every node of the network stands."""
    kept: dict[str, Any] = _kept().get("network", {})
    nodes = {drawing.keys[item.iri] for item in (*drawing.actors, *drawing.hubs)}
    known: Places = {name: (x, y) for name, (x, y) in kept.get("is", {}).items() if name in nodes}
    if known and len(known) == len(nodes) and kept.get("of") == _key(_structure(drawing)):
        return known
    nearly = len(known) >= _NEARLY * max(len(nodes), len(kept.get("is", {})), 1)
    return place(drawing, known if nearly else None)


def map_places(drawing: Drawing) -> dict[str, dict[str, list[int]]]:
    """Return where nodes and capitals stand on each map, by the map's name."""
    places = {drawing.keys[a.iri]: a.place for a in drawing.actors if a.place}
    return _remembered("maps", len(places), lambda: sorted(places.items()), lambda: _on_maps(places))


def _on_maps(places: dict[str, tuple[float, float]]) -> dict[str, dict[str, list[int]]]:
    return {
        projection.name: {key: list(found) for key, found in place_on_map(places, projection).items()}
        for projection in PROJECTIONS
    }


def grouped(kg: KnowledgeGraph, drawing: Drawing, ties: Callable[[], object]) -> dict[str, Any]:
    """Return the communities of the slice; `ties` gives all that they follow from, as JSON."""
    return _remembered("communities", len(drawing.ties), ties, lambda: communities(kg, drawing))


def _remembered(name: str, number: int, of: Callable[[], object], make: Callable[[], Any]) -> Any:
    """Return what is kept under a name, if it follows from just so many records, and from these; else make it."""
    kept: dict[str, Any] = _kept().get(name, {})
    return kept["is"] if kept.get("number") == number and kept["of"] == _key(of()) else make()


def _structure(drawing: Drawing) -> list[Any]:
    """Return what positions follow from: nodes, lines and spokes."""
    return [
        sorted(drawing.keys[item.iri] for item in (*drawing.actors, *drawing.hubs)),
        [[line.a, line.b, list(line.mechanisms)] for line in drawing.lines],
        [spoke.key for spoke in drawing.spokes],
    ]


def _key(value: object) -> str:
    return sha256(json.dumps(value, separators=(",", ":")).encode()).hexdigest()


@cache
def _kept() -> dict[str, Any]:
    package, _, _ = __name__.rpartition(".")
    found = files(package) / "assets" / _NAME
    return json.loads(found.read_text(encoding="utf-8")) if found.is_file() else {}


def main() -> None:
    """Write the sidecar anew, from the shipped record."""
    from ..knowledge import KnowledgeGraph
    from ..output import write_file
    from .content import Content
    from .drawing import draw

    kg = KnowledgeGraph.load()
    drawing = draw(kg.record)
    places = {drawing.keys[a.iri]: a.place for a in drawing.actors if a.place}
    content = Content(kg, drawing)
    content.build()
    found = {
        "network": {"of": _key(_structure(drawing)), "is": place(drawing)},
        "maps": {"number": len(places), "of": _key(sorted(places.items())), "is": _on_maps(places)},
        "communities": {
            "number": len(drawing.ties),
            "of": _key(content.ties()),
            "is": communities(kg, drawing),
        },
    }
    # A line a node, so that a diff shows what moved.
    text = json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":")).replace('],"', '],\n"')
    write_file(Path(__file__).parent / "assets" / _NAME, f"{text}\n")
