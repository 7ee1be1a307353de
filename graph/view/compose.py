"""From a graph to the one HTML file that shows it."""

from __future__ import annotations

import gc
import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ..loading.served import ServedReading
from .content import Content
from .drawing import draw
from .engine import MOST_LINES, render
from .geo import PROJECTIONS
from .inline import text_of
from .notebook import Html
from .plain import plain_rows
from .sidecar import grouped, map_places, network_places

if TYPE_CHECKING:
    from collections.abc import Generator

    from ..knowledge import KnowledgeGraph
    from .drawing import Drawing
    from .story import Story


def page(kg: KnowledgeGraph, story: Story | None = None) -> Html:
    """Return the interactive page of a graph: one HTML file that asks nothing of the network.

    The page carries the whole record and opens at the graph's slice. Its date and its mechanisms the reader can
    change; an actor that the slice does not take is no node, and nothing ties it. Equal graphs give equal bytes.

    Of a large graph in a store or behind an endpoint the page carries the mechanisms that the slice takes and holds at
    its date, and says so; on another date it then shows what of these holds there.

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
    reading = kg.reading
    if isinstance(reading, ServedReading) and reading.is_large:
        kg = kg.part(alone=True)
    # Read before the collector rests: what a record needs is not garbage of the page's.
    record = kg.record
    with _collector_at_rest():
        return _composed(kg, draw(record, kg.at), story)


def _composed(kg: KnowledgeGraph, drawing: Drawing, story: Story | None) -> Html:
    building = Content(kg, drawing)
    content = building.build()
    content |= {
        "mostLines": MOST_LINES,
        "maps": _maps(drawing),
        "communities": grouped(kg, drawing, building.ties),
        "story": story.resolved(kg, drawing) if story else None,
    }
    names = {
        "title": kg.about.title or "Security partnerships",
        "slice": kg.at.description,
        "version": kg.version,
        "content": content,
        "rows": plain_rows(kg),
    }
    return Html(render(drawing, network_places(drawing), names))


@contextmanager
def _collector_at_rest() -> Generator[None]:
    """Let no garbage be looked for: of a million small rows every one is used to the end, and looking takes a third."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


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
