"""Where the nodes stand: computed once over the whole record, so that nothing moves when the date does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx as nx
    import numpy as np
    from numpy.typing import NDArray

    from .drawing import Drawing

    Points = NDArray[np.float64]

_SEED: Final = 7
#: The least distance between two nodes, in the units of the canvas.
_APART: Final = 66.0
#: The least distance between a node and a line that passes it by.
_OFF_LINE: Final = 32.0
#: Distance between neighbours, on average.
_LINK: Final = 190.0
#: How long a line is, where a spoke of a small hub is 1.
_LINE: Final = 2.2
#: Above this number of lines, no node can keep off all of them, and none is asked to.
_MANY_LINES: Final = 300
#: How often nodes are pushed apart at most.
_ROUNDS: Final = 150
#: Above this, all-pairs distances cost too much, and springs do.
_MANY: Final = 250


def place(drawing: Drawing) -> dict[str, tuple[int, int]]:
    """Return the position of every node, by its key.

    Nodes that nothing ever ties stand in rows below the others. Equal records give equal positions:
    nodes and edges come sorted, the seed is fixed, and coordinates are rounded to integers.
    """
    import networkx as nx
    import numpy as np

    graph = _structure(drawing)
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    found: dict[str, tuple[int, int]] = {}
    bottom = 0.0
    if parts and len(parts[0]) > 1:
        names = sorted(parts[0])
        points = _spread(_component(graph, names))
        found |= _rounded(names, points)
        bottom = float(points[:, 1].max()) + 1.5 * _APART
    # Small parts stand side by side under the large one, and loose nodes in rows under those.
    left = -5 * _LINK
    for part in parts:
        if part is not parts[0] and len(part) > 1:
            names = sorted(part)
            points = _component(graph, names)
            points -= points.min(axis=0) - np.array([left, bottom])
            left = float(points[:, 0].max()) + 2 * _APART
            found |= _rounded(names, points)
    if len(found) > len(parts[0] if parts else ()):
        bottom = max(y for _, y in found.values()) + 1.5 * _APART
    loose = sorted(name for part in parts if len(part) == 1 for name in part)
    columns = 10
    for index, name in enumerate(loose):
        row, column = divmod(index, columns)
        found[name] = (round((column - (columns - 1) / 2) * 1.6 * _APART), round(bottom + row * 1.2 * _APART))
    return found


def _structure(drawing: Drawing) -> nx.Graph[str]:
    """Return the two-mode graph of actors and hubs; ``line`` tells lines from spokes."""
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted([*(drawing.keys[a.iri] for a in drawing.actors), *_hub_keys(drawing)]))
    for line in drawing.lines:
        graph.add_edge(line.a, line.b, line=True)
    for spoke in drawing.spokes:
        if not graph.has_edge(spoke.actor, spoke.hub):
            graph.add_edge(spoke.actor, spoke.hub, line=False)
    return graph


def _hub_keys(drawing: Drawing) -> Iterable[str]:
    return (drawing.keys[hub.iri] for hub in drawing.hubs)


def _component(graph: nx.Graph[str], names: list[str]) -> Points:
    """Lay out one connected part, centred on its mean."""
    import networkx as nx
    import numpy as np

    part: nx.Graph[str] = nx.Graph()
    part.add_nodes_from(names)
    part.add_edges_from(sorted((min(e), max(e)) for e in graph.subgraph(names).edges))
    lines: list[tuple[int, int]] = []
    for a, b in part.edges:
        if graph.edges[a, b]["line"]:
            # Lines are what the picture is about: they are long enough to be told apart and to fan out.
            part.edges[a, b]["length"] = _LINE
            lines.append((names.index(a), names.index(b)))
        else:
            # Spokes of a large hub are long, so that its many members find room around it.
            part.edges[a, b]["length"] = 1.0 + max(part.degree[a], part.degree[b]) / 24
    if len(names) > _MANY:
        placed = nx.spring_layout(part, seed=_SEED, iterations=80)
    else:
        placed = nx.kamada_kawai_layout(part, pos=nx.circular_layout(part), weight="length")
    points = np.array([placed[name] for name in names], dtype=np.float64)
    points -= points.mean(axis=0)
    ends = np.array([(names.index(a), names.index(b)) for a, b in part.edges])
    lengths = np.linalg.norm(points[ends[:, 0]] - points[ends[:, 1]], axis=1)
    points *= _LINK / max(float(lengths.mean()), 1e-9)
    if len(lines) > _MANY_LINES:
        lines = []
    return _apart(points, np.array(lines, dtype=np.int64).reshape(-1, 2))


def _apart(points: Points, lines: NDArray[np.int64]) -> Points:
    """Push nodes apart until no two are nearer than `_APART`, and off the lines that they do not belong to."""
    import numpy as np

    points = points.copy()
    own = np.zeros((len(lines), len(points)), dtype=bool)
    own[np.arange(len(lines))[:, None], lines] = True
    for _ in range(_ROUNDS):
        gaps = points[:, None] - points[None]
        distances = np.sqrt((gaps**2).sum(axis=2))
        np.fill_diagonal(distances, np.inf)
        push = np.clip(_APART - distances, 0, None) / np.maximum(distances, 1e-6)
        step = 0.3 * (gaps * push[..., None]).sum(axis=1)
        if len(lines):
            start, along = points[lines[:, 0]], points[lines[:, 1]] - points[lines[:, 0]]
            from_start = points[None] - start[:, None]
            share = (from_start * along[:, None]).sum(axis=2) / np.maximum((along**2).sum(axis=1), 1e-6)[:, None]
            off = from_start - np.clip(share, 0, 1)[..., None] * along[:, None]
            far = np.sqrt((off**2).sum(axis=2))
            near = np.where(own, 0.0, np.clip(_OFF_LINE - far, 0, None)) / np.maximum(far, 1e-6)
            step += 0.25 * (off * near[..., None]).sum(axis=0)
        if np.abs(step).max() < 0.5:  # less than would show once rounded
            break
        points += np.clip(step, -_APART, _APART)
    return points


def _spread(points: Points) -> Points:
    """Turn the layout so that its longest side lies flat, as screens do."""
    import numpy as np

    _, _, axes = np.linalg.svd(points - points.mean(axis=0), full_matrices=False)
    # The sign of an axis is arbitrary: fix it, so that every machine draws the same picture.
    signs = np.where(axes[np.arange(2), np.abs(axes).argmax(axis=1)] < 0, -1.0, 1.0)
    return (points - points.mean(axis=0)) @ (axes * signs[:, None]).T


def _rounded(names: list[str], points: Points) -> dict[str, tuple[int, int]]:
    return {name: (round(float(x)), round(float(y))) for name, (x, y) in zip(names, points, strict=True)}
