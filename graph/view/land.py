"""Makes ``assets/land.json``, the outlines of land on each map: ``python -m accord.graph.view.land land-110m.json``.

The source is Natural Earth's land at 1:110 million, which is in the public domain, as the npm package
``world-atlas`` 2.0.2 packs it. Antarctica is left out: no state of the record lies there.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from .geo import PROJECTIONS

if TYPE_CHECKING:
    from .geo import Projection

_Ring: TypeAlias = "list[tuple[float, float]]"
#: Land whose northernmost point lies south of this is left out, in degrees.
_SOUTH: Final = -60.0
#: Islands whose outline spans fewer units of the canvas are left out.
_SMALL: Final = 5.0
#: Points nearer to the one before, in units of the canvas, are left out.
_NEAR: Final = 2.5


def outlines(topology: dict[str, Any]) -> dict[str, str]:
    """Return the outline of land on each map, as the path of an SVG."""
    rings = [ring for ring in _rings(topology) if max(latitude for _, latitude in ring) > _SOUTH]
    return {projection.name: _path(rings, projection) for projection in PROJECTIONS}


def _rings(topology: dict[str, Any]) -> list[_Ring]:
    """Decode a TopoJSON of one geometry collection of polygons: arcs are sums of whole steps."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[_Ring] = []
    for arc in topology["arcs"]:
        x = y = 0
        points: _Ring = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    found: list[_Ring] = []
    polygons: list[list[list[int]]] = [p for g in topology["objects"]["land"]["geometries"] for p in g["arcs"]]
    for polygon in polygons:
        for indices in polygon:
            ring: _Ring = []
            for index in indices:
                part = arcs[index] if index >= 0 else arcs[~index][::-1]
                ring += part[1:] if ring else part
            found.append(ring)
    return found


def _path(rings: list[_Ring], projection: Projection) -> str:
    parts: list[str] = []
    for ring in rings:
        for piece in [ring] if projection.centre is None else _cut(ring, projection.centre):
            points: list[tuple[int, int]] = []
            for longitude, latitude in piece:
                x, y = projection.project(longitude, latitude)
                here = (round(x), round(y))
                if not points or abs(here[0] - points[-1][0]) + abs(here[1] - points[-1][1]) > _NEAR:
                    points.append(here)
            if len(points) > 2 and max(max(axis) - min(axis) for axis in zip(*points, strict=True)) >= _SMALL:
                parts.append(_steps(points))
    return "".join(parts)


def _steps(points: list[tuple[int, int]]) -> str:
    (x, y), *rest = points
    text = f"M{x} {y}l"
    steps: list[str] = []
    for here_x, here_y in rest:
        steps.append(f"{here_x - x} {here_y - y}")
        x, y = here_x, here_y
    return text + " ".join(steps) + "z"


def _cut(ring: _Ring, centre: float) -> list[_Ring]:
    """Cut a ring at the meridian opposite to the centre, so that no outline runs across the whole map."""
    unwound: _Ring = []
    for longitude, latitude in ring:
        near = unwound[-1][0] if unwound else (longitude - centre + 180) % 360 - 180
        away = longitude - centre
        unwound.append((away - 360 * round((away - near) / 360), latitude))
    edge = 179.999
    pieces: list[_Ring] = []
    for shift in (-360, 0, 360):
        piece = [(x + shift, y) for x, y in unwound]
        for side in (1, -1):
            piece = _half(piece, side, edge)
        if len(piece) > 2:
            pieces.append([(x + centre, y) for x, y in piece])
    return pieces


def _half(ring: _Ring, side: int, edge: float) -> _Ring:
    """Keep what lies on the inner side of a meridian (Sutherland and Hodgman 1974)."""
    kept: _Ring = []
    for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        inside, next_inside = side * x0 <= edge, side * x1 <= edge
        if inside:
            kept.append((x0, y0))
        if inside != next_inside:
            share = (side * edge - x0) / (x1 - x0)
            kept.append((side * edge, y0 + share * (y1 - y0)))
    return kept


if __name__ == "__main__":
    source = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    target = Path(__file__).parent / "assets" / "land.json"
    target.write_text(json.dumps(outlines(source), separators=(",", ":")) + "\n", encoding="utf-8", newline="\n")
