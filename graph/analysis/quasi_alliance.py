"""How near a pair without a promise of defence comes to pairs that have one.

The question is asked of practical cooperation alone: access, logistics, information, equipment, dialogues,
programmes. Alliances themselves are left out on both sides, so that like is compared with like.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ..errors import RequestError
from ..networks.duties import owed
from ..networks.network import fold_ties, folded_depth
from ..networks.tie_table import rows_of
from ..table import Table
from .ranking import check_top

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..knowledge import KnowledgeGraph
    from ..model import Actor
    from ..networks.tie_table import TieTable
    from ..slice import Slice

_DEFINITION: Final = (
    "share, in per cent, of the allied pairs whose practical depth is at most the pair's; practical depth is the "
    "folded depth of the mechanisms that are no alliance"
)
_ALLIANCE: Final = "alliance"
_PROMISE: Final = "defence"
_Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Cooperation:
    """What states have in common in a slice.

    Attributes
    ----------
    depths
        Each pair's practical depth, of those that some mechanism ties which is no alliance.
    numbers
        How many such mechanisms each pair has.
    allied
        The pairs that are allied.
    """

    depths: dict[_Pair, float]
    numbers: dict[_Pair, int]
    allied: set[_Pair]


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
    Two states are allied where an alliance that obliges to defence ties them in the slice. Where its participations
    state what each party owes, it does where one of the two at least owes the other defence: a promise that binds one
    side alone is a promise. Where they state nothing, what the treaty states counts for each of its ties, also for
    that of two guarantors, who promise defence together to a third.

    The folded depth of mechanisms with declared depths *d(1) >= d(2) >= ...* is the sum of *d(i) / 2^(i-1)*. With *F*
    the share of allied pairs with a practical depth of at most *x*, the index of a pair of depth *x* is *100 F(x)*.
    """
    check_top(top)
    chosen = _state(kg, actor) if actor else None
    ties = _between_states(kg.ties(kg.at.of_all))
    found = _cooperation(kg, ties, kg.at)
    depths, allied = found.depths, found.allied
    scale = sorted((depths.get(pair, 0.0), pair) for pair in allied)
    levels = [depth for depth, _ in scale]
    names = {node.id: node.label for node in ties.nodes}
    candidates = sorted(
        (
            (pair, depth)
            for pair, depth in depths.items()
            if pair not in allied and (chosen is None or chosen.id in pair)
        ),
        key=lambda candidate: (-candidate[1], candidate[0]),
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
    days = [min(date(year, 12, 31), own_day.latest) for year in range(first, last + 1)]
    # What does not so much as touch those years is on none of their days.
    ties = _between_states(kg.ties(kg.at.of_all.spanning(days[0], days[-1])))
    rows: list[tuple[Any, ...]] = []
    for day in days:
        at = kg.at.on(day)
        found = _cooperation(kg, ties.within(at.of_all), at)
        depth = found.depths.get(pair, 0.0)
        levels = sorted(found.depths.get(other_pair, 0.0) for other_pair in found.allied)
        index = None if pair in found.allied or not levels else _share(depth, levels)
        note = "allied" if pair in found.allied else "" if levels else "no allied pair in the slice"
        rows.append((day.isoformat(), round(depth, 6), index, found.numbers.get(pair, 0), note))
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


def _between_states(ties: TieTable) -> TieTable:
    return ties.among(node for node in ties.nodes if node.type == "State")


def _cooperation(kg: KnowledgeGraph, ties: TieTable, at: Slice) -> _Cooperation:
    """Return what pairs have in common by the ties of a slice, which takes some of them alone."""
    alliances = ties.are_in(_ALLIANCE)
    # Who is allied does not hang on the layers that somebody asks for.
    allied = ties[np.flatnonzero(alliances)]
    allied = allied[np.flatnonzero(owed(allied, kg.reading.incidence, at, _PROMISE).allies)]
    practical = ties[np.flatnonzero(~alliances)].taken_by(at)
    folded = fold_ties(practical, kg.depths)
    order = np.lexsort((-folded.depth, folded.pair))
    depths: list[int] = folded.depth[order].tolist()
    spread = [tuple(depths[begin:end]) for begin, end in pairwise([*folded.first.tolist(), len(depths)])]
    # Most pairs have the depths of many another pair.
    value = {of: float(folded_depth(of)) for of in set(spread)}
    pairs = _pairs(practical, folded.a[folded.first], folded.b[folded.first])
    return _Cooperation(
        depths={pair: value[of] for pair, of in zip(pairs, spread, strict=True)},
        numbers={pair: len(of) for pair, of in zip(pairs, spread, strict=True)},
        allied=set(_pairs(allied, allied.a, allied.b)),
    )


def _pairs(ties: TieTable, a: NDArray[np.int64], b: NDArray[np.int64]) -> list[_Pair]:
    """Return pairs by their ids, in the order of the alphabet."""
    ids = [node.id for node in ties.nodes]
    return [(ids[one], ids[other]) for one, other in rows_of(np.minimum(a, b), np.maximum(a, b))]


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
