"""How near a pair without a promise of defence comes to pairs that have one.

The question is asked of practical cooperation alone: access, logistics, information, equipment, dialogues,
programmes. Alliances themselves are left out on both sides, so that like is compared with like.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from ..errors import RequestError
from ..networks.network import folded_depth
from ..networks.ties import dyads, takes
from ..table import Table
from .ranking import check_top

if TYPE_CHECKING:
    from ..knowledge import KnowledgeGraph
    from ..model import Actor
    from ..networks.ties import Dyad
    from ..slice import Slice

_DEFINITION: Final = (
    "share, in per cent, of the allied pairs whose practical depth is at most the pair's; practical depth is the "
    "folded depth of the mechanisms that are no alliance"
)
_ALLIANCE: Final = "alliance"
_PROMISE: Final = "defence"
_Pair = tuple[str, str]


def quasi_alliances(kg: KnowledgeGraph, actor: str | None = None, *, top: int | None = None) -> Table:
    """Rank the pairs of states that no promise of defence ties by how near they come to pairs that have one.

    Parameters
    ----------
    kg
        The graph, sliced; layers restrict what practical cooperation is, never who is allied.
    actor
        A state whose pairs alone are listed; all pairs where ``None``.
    top
        How many rows to return; all where ``None``.

    Returns
    -------
    Table
        Columns ``rank``, ``a``, ``a_id``, ``b``, ``b_id``, ``depth`` (practical depth, no unit), ``index`` (per
        cent, from 0 to 100), ``below`` and ``above``: the allied pairs on either side, by their ids. Only pairs
        that some mechanism ties are listed. ``index`` is empty where the slice has no allied pair.

    Raises
    ------
    UnknownNameError
        Where the actor is unknown.
    RequestError
        Where the actor is no state, or `top` is less than 1.

    Notes
    -----
    Two states are allied where an alliance that obliges to defence ties them in the slice. The folded depth
    of mechanisms with declared depths *d(1) >= d(2) >= ...* is the sum of *d(i) / 2^(i-1)*. With *F* the share
    of allied pairs with a practical depth of at most *x*, the index of a pair of depth *x* is *100 F(x)*.
    """
    check_top(top)
    chosen = _state(kg, actor) if actor else None
    depths, allied = _practical_depths(_ties(kg), kg.at)
    scale = sorted((depths.get(pair, 0.0), pair) for pair in allied)
    levels = [depth for depth, _ in scale]
    names = {found.id: found.label for found in kg.record.actors.values()}
    candidates = sorted(
        (
            (pair, depth)
            for pair, depth in depths.items()
            if pair not in allied and (chosen is None or chosen.id in pair)
        ),
        key=lambda found: (-found[1], found[0]),
    )
    rows: list[tuple[Any, ...]] = []
    for place, (pair, depth) in enumerate(candidates, start=1):
        rank = rows[-1][0] if rows and rows[-1][5] == round(depth, 6) else place
        a, b = pair if chosen is None or pair[0] == chosen.id else (pair[1], pair[0])
        rows.append((rank, names[a], a, names[b], b, round(depth, 6), *_placed(depth, levels, scale)))
    about = {
        "measure": "quasi-alliance index",
        "definition": _DEFINITION,
        "reads": "declared depths of the mechanisms",
        "slice": kg.at.description,
        "record": kg.version,
        "allied pairs": len(allied),
        "pairs without a promise": sum(1 for pair in depths if pair not in allied),
    }
    columns = ("rank", "a", "a_id", "b", "b_id", "depth", "index", "below", "above")
    return Table(columns, tuple(rows[:top]), about)


def quasi_alliance_by_year(kg: KnowledgeGraph, a: str, b: str, first: int, last: int) -> Table:
    """Follow the quasi-alliance index of one pair from year to year.

    Parameters
    ----------
    kg
        The graph; its certainty and its layers are kept, its day is not.
    a, b
        Names of two states.
    first, last
        The years, both included. Each is taken at its 31 December, or at the record's own day where that is earlier.

    Returns
    -------
    Table
        Columns ``date``, ``depth``, ``index``, ``mechanisms`` (how many there are besides alliances) and ``note``.
        Where the two are allied, ``index`` is empty and the note says so.

    Raises
    ------
    UnknownNameError
        Where a state is unknown.
    RequestError
        Where both are the same, one is no state, or the years run backwards or past the record's own day.
    """
    one, other = _state(kg, a), _state(kg, b)
    own_day = kg.about.checked_to
    if one == other:
        raise RequestError(f"{a!r} and {b!r} are the same actor, {one.label}", "Name two.")
    if not first <= last <= own_day.latest.year:
        raise RequestError(
            f"the years run from {first} to {last}", f"Let them run forwards, to {own_day.latest.year} at the latest."
        )
    pair = min(one.id, other.id), max(one.id, other.id)
    ties = _ties(kg)
    between = [tie for tie in ties if (tie.a.id, tie.b.id) == pair and tie.layer != _ALLIANCE]
    rows: list[tuple[Any, ...]] = []
    for year in range(first, last + 1):
        day = min(date(year, 12, 31), own_day.latest)
        at = kg.at.on(day)
        depths, allied = _practical_depths(ties, at)
        depth = depths.get(pair, 0.0)
        levels = sorted(depths.get(other_pair, 0.0) for other_pair in allied)
        count = len({tie.mechanism.id for tie in between if at.takes(tie.mechanism.kind) and at.holds(tie.interval)})
        index = None if pair in allied or not levels else _share(depth, levels)
        note = "allied" if pair in allied else "" if levels else "no allied pair in the slice"
        rows.append((day.isoformat(), round(depth, 6), index, count, note))
    about = {
        "measure": "quasi-alliance index",
        "definition": _DEFINITION,
        "reads": "declared depths of the mechanisms",
        "pair": f"{one.label} and {other.label}",
        "slice": f"on 31 December every year, from {rows[0][0]} to {rows[-1][0]}; {kg.at.on(own_day.latest).rest}",
        "record": kg.version,
    }
    return Table(("date", "depth", "index", "mechanisms", "note"), tuple(rows), about)


def _state(kg: KnowledgeGraph, name: str) -> Actor:
    found = kg.actor(name)
    if found.type != "State":
        raise RequestError(f"{found.label} is no state", "The index compares pairs of states.")
    return found


def _ties(kg: KnowledgeGraph) -> list[Dyad]:
    """Return every tie between two states that the record makes, whenever it holds."""
    return [d for d in dyads(kg.record.mechanisms.values(), depths=kg.depths) if d.a.type == d.b.type == "State"]


def _practical_depths(ties: list[Dyad], at: Slice) -> tuple[dict[_Pair, float], set[_Pair]]:
    """Return the folded depth of each pair's mechanisms that are no alliance, and the pairs that are allied."""
    depths: dict[_Pair, dict[str, int]] = defaultdict(dict)
    allied: set[_Pair] = set()
    for tie in ties:
        if not at.holds(tie.interval):
            continue
        pair, name = (tie.a.id, tie.b.id), tie.mechanism.id
        # Who is allied does not hang on the layers that somebody asks for.
        if tie.layer == _ALLIANCE:
            if _PROMISE in tie.mechanism.obligations:
                allied.add(pair)
        elif takes(at, tie):
            depths[pair][name] = max(tie.depth, depths[pair].get(name, 0))
    return {pair: float(folded_depth(found.values())) for pair, found in depths.items()}, allied


def _share(depth: float, levels: list[float]) -> float:
    """Return the share of the sorted levels that are at most the depth, in per cent."""
    return round(100 * bisect_right(levels, depth) / len(levels), 1)


def _placed(depth: float, levels: list[float], scale: list[tuple[float, _Pair]]) -> tuple[float | None, str, str]:
    """Return the index of a depth, and the allied pairs on either side of it."""
    if not levels:
        return None, "", ""
    over = bisect_right(levels, depth)
    below = scale[over - 1] if over else None
    above = scale[over] if over < len(scale) else None
    return _share(depth, levels), _told(below), _told(above)


def _told(found: tuple[float, _Pair] | None) -> str:
    return "-".join(found[1]) if found else ""
