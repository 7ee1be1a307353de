"""From a graph to the one HTML file that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..describe import dated
from .content import Content
from .drawing import draw
from .engine import MANY_LINES, render
from .layout import place
from .links import safe_url

if TYPE_CHECKING:
    from ..knowledge import KnowledgeGraph
    from ..model import Mechanism


def page(kg: KnowledgeGraph) -> str:
    """Return the interactive page of a graph: one HTML file that asks nothing of the network.

    The page carries the whole record and opens at the graph's slice. Equal graphs give equal bytes.

    Parameters
    ----------
    kg
        The graph; where it is whole, the page opens at the record's own day.

    Returns
    -------
    str
        The HTML.

    Raises
    ------
    AccordError
        Where the drawing would lose a node or an edge.

    Examples
    --------
    >>> from accord.graph import KnowledgeGraph
    >>> page(KnowledgeGraph.load())[:15]
    '<!doctype html>'
    """
    drawing = draw(kg.record)
    names = {
        "title": kg.about.title or "Security partnerships",
        "slice": kg.at.description,
        "version": kg.version,
        "content": Content(kg, drawing).build() | {"manyLines": MANY_LINES},
        "rows": [_row(mechanism, kg) for mechanism in kg.record.mechanisms.values()],
    }
    return render(drawing, place(drawing), names)


def _row(mechanism: Mechanism, kg: KnowledgeGraph) -> dict[str, Any]:
    """Return what the table without scripts says of a mechanism."""
    return {
        "label": mechanism.label,
        "kind": mechanism.kind.label,
        "parties": ", ".join(dict.fromkeys(p.actor.label for p in mechanism.participations)),
        "dates": "; ".join(f"{words} {text}" for words, text in dated(mechanism)),
        "status": mechanism.status(kg.today),
        "sources": [
            {"title": source.title or source.url, "url": safe_url(source.url)}
            for source in dict.fromkeys(evidence.source for evidence in mechanism.evidence)
        ],
    }
