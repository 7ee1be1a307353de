"""Where the nodes of the network stand: computed once over the whole record, so that nothing moves when the date does.

Actors attract one another by what ties them, and repel one another by how much ties them (the model of ForceAtlas2,
Jacomy, Venturini, Heymann and Bastian 2014, doi:10.1371/journal.pone.0098679, with logarithmic attraction). They
start where their capitals lie on the polar map, so that the picture keeps a trace of the world and no chance
enters. Where they are many, forces would take minutes to sort them, and means do it first. Mechanisms of many then
stand among those who take part in them, where there is room.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from .geo import polar
from .points import apart, nearest, neighbours, squared, summed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .drawing import Drawing
    from .points import Points

Places = dict[str, tuple[int, int]]

#: The least distance between two actors, in the units of the canvas, and how much more it is sideways.
_APART: Final = 54.0
_WIDE: Final = 1.45
#: How much more room an actor has for each doubling of what ties it beyond the median, and how many times as much at
#: most: in a core of those with most ties, names find no place else.
_MORE_ROOM: Final = 0.36
_MOST_ROOM: Final = 3.4
#: The picture is stretched so: names stand beside nodes, and leave less room sideways than there seems.
_SCREEN: Final = (1.0, 1.05)
#: The least distance of a mechanism's node to any other.
_HUB_APART: Final = 30.0
#: Above this number of actors, most of the way is gone by means, and forces only do the rest.
_MANY: Final = 600
_STEPS: Final = 400
_FEW_STEPS: Final = 8
#: How often each actor then moves half way to the mean of its partners.
_MEANS: Final = 50
#: How far apart actors then lie before forces begin, in the units of the forces.
_ROOM: Final = 0.67
#: By how many of its nearest neighbours a node is then repelled.
_NEAR: Final = 8
#: Every so many steps it is looked anew who is near.
_LOOK_EVERY: Final = 4


def place(drawing: Drawing, known: Places | None = None) -> Places:
    """Return the position of every node, by its key.

    Actors that nothing ever ties stand in rows below the others. Equal records give equal positions: nodes and
    ties come sorted, nothing is drawn by lot, and coordinates are rounded to integers.

    Parameters
    ----------
    drawing
        What is drawn.
    known
        Positions of an earlier layout: a node that is in it stays where it was, and only others are placed.
    """
    import numpy as np

    keys = drawing.keys
    strength = _strengths(drawing)
    tied = {name for pair in strength for name in pair}
    actors = sorted(keys[actor.iri] for actor in drawing.actors)
    names = [name for name in actors if name in tied]
    old = [name for name in names if known and name in known]
    new = [name for name in names if not (known and name in known)]
    names = old + new
    found: Places = {}
    if names:
        index = {name: at for at, name in enumerate(names)}
        pairs = np.array([(index[a], index[b]) for a, b in strength], dtype=np.int64)
        order = np.lexsort((pairs[:, 1], pairs[:, 0]))
        pairs, weights = pairs[order], np.array(list(strength.values()))[order]
        start = _start(drawing, names)
        if old:
            start[: len(old)] = [(known or {})[name] for name in old]
            start = _among(start, len(old), pairs)
        else:
            start = _level(_scaled(_forces(start, pairs, weights))) * _SCREEN
        room = _room(np.bincount(pairs.ravel(), np.repeat(weights, 2), minlength=len(names)))
        points = apart(start, _APART, fixed=len(old), wide=_WIDE, room=room)
        found |= _rounded(names, points)
    found |= _rows([name for name in actors if name not in tied], found)
    return found | _hubs(drawing, found, known or {})


def _strengths(drawing: Drawing) -> dict[tuple[str, str], float]:
    """Return how strongly two actors attract: a mechanism that ties k actors gives each of its pairs 1 / (k - 1)."""
    keys = drawing.keys
    found: dict[tuple[str, str], float] = {}
    for ties in drawing.ties.values():
        if len(ties) == 1:
            pair = _in_order(keys[ties[0].a.iri], keys[ties[0].b.iri])
            found[pair] = found.get(pair, 0.0) + 1.0
            continue
        # Two spells of a pair in one mechanism attract once.
        pairs = dict.fromkeys([_in_order(keys[tie.a.iri], keys[tie.b.iri]) for tie in ties])
        share = 1 / (len(set(chain.from_iterable(pairs))) - 1) if len(pairs) > 1 else 1.0
        for pair in pairs:
            found[pair] = found.get(pair, 0.0) + share
    return found


def _in_order(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


def _room(tied: NDArray[Any]) -> NDArray[np.float64]:
    """Return how many times as much room each actor has, by how strongly it is tied in all."""
    import numpy as np

    return np.minimum(1 + _MORE_ROOM * np.log2(np.maximum(tied / np.median(tied), 1)), _MOST_ROOM)


def _start(drawing: Drawing, names: list[str]) -> Points:
    """Return where actors start: states where they lie, the others where their partners do."""
    import numpy as np

    homes = {drawing.keys[a.iri]: polar(a.place[1], a.place[0]) for a in drawing.actors if a.place}
    golden = 2.399963
    points = [homes.get(name, (300 * np.cos(at * golden), 300 * np.sin(at * golden))) for at, name in enumerate(names)]
    return np.array(points, dtype=np.float64)


def _forces(points: Points, pairs: NDArray[np.int64], weights: NDArray[np.float64]) -> Points:
    """Let attraction, repulsion and a weak pull to the middle settle, ever slower."""
    import numpy as np

    count = len(points)
    points = points / 100 if count <= _MANY else _by_means(points, pairs, weights)
    pull = np.log1p(3 * weights)
    mass = 1.0 + np.bincount(pairs.ravel(), np.repeat(pull, 2), minlength=count)
    mass = np.sqrt(mass)
    steps = _STEPS if count <= _MANY else _FEW_STEPS
    near = None
    for step in range(steps):
        if count <= _MANY:
            repel = _repel(points, mass)
        else:
            near = neighbours(points, _NEAR) if near is None or step % _LOOK_EVERY == 0 else near
            repel = _repel_near(points, mass, near)
        along = points[pairs[:, 1]] - points[pairs[:, 0]]
        far = np.sqrt(squared(along)) + 1e-9
        force = along * (pull * np.log1p(far) / far)[:, None]
        attract = summed(count, pairs, force)
        move = 2.2 * repel + attract - 0.08 * mass[:, None] * points
        move /= mass[:, None]
        size = np.sqrt(squared(move))[:, None] + 1e-9
        heat = 1.5 * (1 - step / steps) + 0.01
        points = points + move / size * np.minimum(size, heat) * 0.35
    return points


def _by_means(points: Points, pairs: NDArray[np.int64], weights: NDArray[np.float64]) -> Points:
    """Let every actor move to its partners, again and again, and spread them evenly over a square.

    Each round takes an actor half way to the weighted mean of its partners. What all have in common is taken out,
    and so is what both axes have, or all would end in one point, or on one line. Without end that would be a spectral
    layout; after some rounds those who are tied lie together, and the start still shows. Each coordinate then gives
    way to its rank, so that no crowd lies in a corner for the sake of a few far away.

    References
    ----------
    Koren, Y. (2005). Drawing graphs by eigenvectors: theory and practice. Computers and Mathematics with
    Applications 49, 1867-1888.
    """
    import numpy as np
    from scipy.sparse import csr_array  # pyright: ignore[reportMissingTypeStubs]

    count = len(points)
    ends, others = np.concatenate([pairs, pairs[:, ::-1]]).T
    both = np.concatenate([weights, weights])
    mass = np.bincount(ends, both, minlength=count)
    share = mass / mass.sum()
    means: Any = csr_array((both / mass[ends], (ends, others)), shape=(count, count))
    for _ in range(_MEANS):
        points = (points + means @ points) / 2
        points = points - share @ points
        x, y = points.T
        y = y - x * (share @ (x * y) / (share @ x**2))
        points = np.column_stack([x / np.sqrt(share @ x**2), y / np.sqrt(share @ y**2)])
    ranks = np.argsort(np.argsort(points, axis=0, kind="stable"), axis=0, kind="stable")
    return (ranks / count - 0.5) * _ROOM * np.sqrt(count)


def _repel(points: Points, mass: NDArray[np.float64]) -> Points:
    """Return how every point is repelled by all others."""
    gap = points[:, None] - points[None]
    square = squared(gap) + 0.01
    return (gap * (mass[:, None] * mass[None] / square)[..., None]).sum(axis=1)


def _repel_near(points: Points, mass: NDArray[np.float64], near: NDArray[np.int64]) -> Points:
    """Return how every point is repelled by its nearest, and by all from their common centre: O(n log n)."""
    import numpy as np

    gap = points[:, None] - points[near]
    found = np.einsum("nij,ni->nj", gap, mass[:, None] * mass[near] / (squared(gap) + 0.01))
    centre = (points * mass[:, None]).sum(axis=0) / mass.sum()
    away = points - centre
    square = squared(away)
    # From outside, all that lies nearer to the centre acts as if it lay there.
    order = np.argsort(square, kind="stable")
    within = np.empty(len(points))
    within[order] = np.cumsum(mass[order])
    return found + away * (mass * within / (square + 1.0))[:, None]


def _scaled(points: Points) -> Points:
    """Return the points at such a scale that nearest neighbours have, at the median, the room they need."""
    import numpy as np

    if len(points) < 2:
        return points
    return (points - points.mean(axis=0)) * (1.15 * _APART / max(float(np.median(nearest(points))), 1e-6))


def _level(points: Points) -> Points:
    """Draw far points in: what lies beyond the bulk comes nearer, by the square root of how far beyond."""
    import numpy as np

    far = np.sqrt(squared(points))
    bulk = float(np.quantile(far, 0.8)) if len(far) else 0.0
    if bulk <= 0:
        return points
    beyond = np.maximum(far / bulk, 1.0)
    return points * (np.sqrt(beyond) / beyond)[:, None]


def _among(points: Points, fixed: int, pairs: NDArray[np.int64]) -> Points:
    """Put points beyond the fixed ones in the middle of those that they are tied to."""
    import numpy as np

    points = points.copy()
    for at in range(fixed, len(points)):
        others = [int(b if a == at else a) for a, b in pairs if at in (a, b) and (a if b == at else b) < fixed]
        if others:
            points[at] = points[others].mean(axis=0)
        else:
            points[at] = np.array([0.0, points[:fixed, 1].max() + 2 * _APART])
    return points


def _hubs(drawing: Drawing, found: Places, known: Places) -> Places:
    """Place the nodes of mechanisms of many, each among those who take part in it."""
    import numpy as np

    members: dict[str, set[str]] = defaultdict(set)
    for spoke in drawing.spokes:
        members[spoke.hub].add(spoke.actor)
    placed = list(found)
    hubs = sorted(drawing.keys[hub.iri] for hub in drawing.hubs)
    old = [hub for hub in hubs if hub in known]
    new = [hub for hub in hubs if hub not in known]
    if not hubs:
        return {}
    means = [np.mean([found[name] for name in sorted(members[hub]) if name in found], axis=0) for hub in new]
    fixed = [found[name] for name in placed] + [known[hub] for hub in old]
    points = np.array([*fixed, *means], dtype=np.float64)
    points = apart(points, _HUB_APART, fixed=len(fixed))
    return {hub: known[hub] for hub in old} | _rounded(new, points[len(fixed) :])


def _rows(loose: list[str], found: Places) -> Places:
    """Place actors that nothing ties in rows below the others."""
    bottom = max((y for _, y in found.values()), default=0) + 2 * _APART
    columns = 12
    return {
        name: (
            round((at % columns - (columns - 1) / 2) * 1.8 * _APART),
            round(bottom + (at // columns) * 1.2 * _APART),
        )
        for at, name in enumerate(loose)
    }


def _rounded(names: list[str], points: Points) -> Places:
    return {name: (round(float(x)), round(float(y))) for name, (x, y) in zip(names, points, strict=True)}
