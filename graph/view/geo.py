"""Maps: three projections that keep areas true, the places of states on them, and room between their nodes.

The first map looks down on the North Pole, for it tells the truth about how near Europe, North America and Japan
lie to each other; two more are centred on the Pacific and on the Atlantic. Only land is drawn, no border, so that
no line of the map takes a side.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, pi, radians, sin, sqrt
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .points import Points

#: Units of the canvas to one radius of the earth.
_UNIT: Final = 640
#: The meridian that points down on the polar map: Europe stands at its foot, Japan to the right, America to the left.
_DOWN: Final = 15.0
#: The least distance between two nodes of a map.
_APART: Final = 26.0
#: The coefficients of Equal Earth.
_EQUAL_EARTH: Final = (1.340264, -0.081106, 0.000893, 0.003796)


@dataclass(frozen=True, slots=True)
class Projection:
    """A way to draw the earth.

    Attributes
    ----------
    name
        Its name in the page's address.
    label
        What the page calls it.
    centre
        The meridian in the middle; ``None`` on the polar map, which has none.
    project
        From longitude and latitude, in degrees, to units of the canvas; y grows downwards.
    """

    name: str
    label: str
    centre: float | None
    project: Callable[[float, float], tuple[float, float]]


def polar(longitude: float, latitude: float) -> tuple[float, float]:
    """Project with Lambert's azimuthal equal-area projection about the North Pole.

    The distance from the pole is 2 sin(c / 2) radii of the earth, c being the angle from the pole
    (Snyder 1987, Map Projections: A Working Manual, p. 185).

    Examples
    --------
    >>> x, y = polar(15, 0)  # on the equator, on the meridian that points down: sqrt(2) radii from the pole
    >>> (round(x), round(y))
    (0, 905)
    """
    far = 2 * sin(radians(90 - latitude) / 2) * _UNIT
    turn = radians(longitude - _DOWN)
    return far * sin(turn), far * cos(turn)


def equal_earth(longitude: float, latitude: float, centre: float) -> tuple[float, float]:
    """Project with Equal Earth (Savric, Patterson and Jenny 2019, doi:10.1080/13658816.2018.1504949).

    Examples
    --------
    >>> x, y = equal_earth(0, 90, 0)
    >>> (round(x), round(y))
    (0, -843)
    """
    a1, a2, a3, a4 = _EQUAL_EARTH
    away = (longitude - centre + 180) % 360 - 180
    t = asin(sqrt(3) / 2 * sin(radians(latitude)))
    slope = 9 * a4 * t**8 + 7 * a3 * t**6 + 3 * a2 * t**2 + a1
    x = 2 * sqrt(3) * radians(away) * cos(t) / (3 * slope)
    y = a4 * t**9 + a3 * t**7 + a2 * t**3 + a1 * t
    return x * _UNIT, -y * _UNIT


def _around(centre: float) -> Callable[[float, float], tuple[float, float]]:
    def project(longitude: float, latitude: float) -> tuple[float, float]:
        return equal_earth(longitude, latitude, centre)

    return project


#: The maps, the one that opens first.
PROJECTIONS: Final = (
    Projection("polar", "North Pole", None, polar),
    Projection("pacific", "Pacific", 160.0, _around(160.0)),
    Projection("atlantic", "Atlantic", -15.0, _around(-15.0)),
)


def place_on_map(
    places: Mapping[str, tuple[float, float]], projection: Projection
) -> dict[str, tuple[int, int, int, int]]:
    """Return where each node stands on a map, and where its capital lies.

    Capitals that lie close are pushed apart as little as is needed; the page draws a leader from node to capital.

    Parameters
    ----------
    places
        Key of a node to latitude and longitude, in degrees.
    projection
        The map.

    Returns
    -------
    dict
        Key to x and y of the node, then x and y of the capital.
    """
    import numpy as np

    from .points import apart

    names = sorted(places)
    if not names:
        return {}
    homes: Points = np.array([projection.project(places[name][1], places[name][0]) for name in names])
    points = apart(homes, _APART, anchors=homes)
    rows = np.rint(np.hstack([points, homes])).astype(int)
    return {name: (int(a), int(b), int(c), int(d)) for name, (a, b, c, d) in zip(names, rows, strict=True)}


#: The angle of a whole turn, for those who place things on circles.
TURN: Final = 2 * pi
