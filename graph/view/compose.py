"""From a graph to the one HTML file that shows it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ..describe import dated
from .content import Content
from .drawing import draw
from .engine import MOST_LINES, render
from .geo import PROJECTIONS
from .inline import text_of
from .links import safe_url
from .notebook import Html
from .sidecar import grouped, map_places, network_places

if TYPE_CHECKING:
    from ..knowledge import KnowledgeGraph
    from ..model import Mechanism
    from .drawing import Drawing
    from .story import Story


def page(kg: KnowledgeGraph, story: Story | None = None) -> Html:
    """Return the interactive page of a graph: one HTML file that asks nothing of the network.

    The page carries the whole record and opens at the graph's slice. Its date and its mechanisms the reader can
    change; an actor that the slice does not take is no node, and nothing ties it. Equal graphs give equal bytes.

    Parameters
    ----------
    kg
        The graph; where it is whole, the page opens at the record's own day.
    story
        Steps through which the page leads; see `accord.graph.view.story.read_story`.

    Returns
    -------
    Html
        The HTML, a string that notebooks show as the page itself.

    Raises
    ------
    AccordError
        Where the drawing would lose a node or an edge.
    RequestError
        Where the story names something that the graph does not know.

    Examples
    --------
    >>> from accord.graph import KnowledgeGraph
    >>> page(KnowledgeGraph.load())[:15]
    '<!doctype html>'
    """
    drawing = draw(kg.record, kg.at)
    building = Content(kg, drawing)
    content = building.build()
    content |= {
        "mostLines": MOST_LINES,
        "maps": _maps(drawing),
        "communities": grouped(kg, drawing, building.ties()),
        "story": story.resolved(kg, drawing) if story else None,
    }
    names = {
        "title": kg.about.title or "Security partnerships",
        "slice": kg.at.description,
        "version": kg.version,
        "content": content,
        "rows": [_row(mechanism, kg) for mechanism in kg.record.mechanisms.values()],
    }
    return Html(render(drawing, network_places(drawing), names))


def _maps(drawing: Drawing) -> list[dict[str, Any]]:
    """Return each map: the land, and where nodes and capitals stand."""
    land: dict[str, str] = json.loads(text_of("land.json"))
    places = map_places(drawing)
    return [
        {
            "name": projection.name,
            "label": projection.label,
            "land": land[projection.name],
            "places": places[projection.name],
        }
        for projection in PROJECTIONS
    ]


def _row(mechanism: Mechanism, kg: KnowledgeGraph) -> dict[str, Any]:
    """Return what the table without scripts says of a mechanism."""
    return {
        "label": mechanism.label,
        "kind": mechanism.kind.label,
        "parties": ", ".join(dict.fromkeys(p.actor.label for p in mechanism.participations)),
        "dates": "; ".join(f"{words} {text}" for words, text in dated(mechanism)),
        "status": mechanism.status(kg.today),
        "sources": [
            {
                "title": ", ".join(filter(None, (source.publisher, source.issued))) or source.title,
                "url": safe_url(source.url),
            }
            for source in dict.fromkeys(evidence.source for evidence in mechanism.evidence)
        ],
    }
