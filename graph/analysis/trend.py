"""Trends: an actor's value and rank on the last day of one year after another, and what changed in between.

The ties of all time are drawn once and looked at on each day: neither the store nor the rules are asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from ..errors import RequestError, UnknownNameError
from ..networks.projections import sequence
from ..table import Table
from .arrays import Arrays
from .centrality import MEASURES, centrality
from .engines import array_values
from .ranking import ISOLATE, computed_on, ranked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import networkx as nx

    from ..knowledge import KnowledgeGraph
    from ..model import Actor

#: The first year where none is asked for: the first after the Cold War.
FIRST_YEAR: Final = 1990

_COLUMNS: Final = (
    *("date", "actor", "actor_id", "value", "change", "rank", "tied", "ties"),
    *("gained", "lost", "began", "ended", "gained_ids", "lost_ids", "began_ids", "ended_ids", "note"),
)
_BARS: Final = "▁▂▃▄▅▆▇█"
#: What stands in a sparkline where there is no value.
_NO_BAR: Final = "·"
_LAST_YEAR: Final = 9999


@dataclass(frozen=True, slots=True)
class _Change:
    """What changed in an actor's own ties between two dates: partners and mechanisms, by their ids."""

    gained: list[str]
    lost: list[str]
    began: list[str]
    ended: list[str]


def trend(
    kg: KnowledgeGraph,
    actors: Sequence[str],
    measure: str = "degree",
    *,
    first: int = FIRST_YEAR,
    last: int | None = None,
    step: int = 1,
    layers: Iterable[str] = (),
    by: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Table:
    """Tell how actors' values on a measure developed.

    Parameters
    ----------
    kg
        The graph. Where it is a slice, its layers and its certainty are kept, and its dates are not.
    actors
        Names of actors, one or more.
    measure
        A measure of `accord.graph.analysis.centrality`.
    first, last
        The first and the last year. The record's own year where `last` is ``None``.
    step
        How many years lie between two points.
    layers
        Names of layers or kinds of mechanism; those of `kg` where empty.
    by
        The partition, for a measure that reads one; see `centrality`.
    progress
        Called after each point with how many are done and how many there are.

    Returns
    -------
    Table
        One row a point and actor. ``date`` is 31 December, or the record's own day where that is earlier;
        ``value`` and ``rank`` are those of `centrality` on that day, ``change`` the value less the one before;
        ``tied`` and ``ties`` are the tied actors and the ties of the whole network. ``gained`` and ``lost`` count
        partners; ``began`` and ``ended`` count mechanisms through which the actor has a tie more, or less, than
        at the point before; ``gained_ids`` to ``ended_ids`` are their ids. A mechanism can be in both.
        The first point has no change. ``about`` has a sparkline for each actor.

    Raises
    ------
    UnknownNameError
        Where an actor, a measure or a layer is unknown.
    RequestError
        Where no actor is named, one is named twice, or there is no point in the time that is asked for.

    Notes
    -----
    A value can change where the actor's own ties do not: betweenness, closeness, eigenvector and PageRank depend
    on everybody's. A point is a day: what began and ended between two points is in neither.
    """
    if measure not in MEASURES:
        raise UnknownNameError("measure", measure, MEASURES)
    chosen = _chosen(kg, actors)
    if names := tuple(layers):
        kg = kg.restricted_to(names)
    days = _days(kg.about.checked_to.latest, first, last, step)
    points: list[tuple[Any, ...]] = []
    before: dict[str, set[tuple[str, str]]] = {}
    previous: dict[str, float | None] = {}
    about: dict[str, Any] = {}
    for done, (day, network) in enumerate(sequence(kg, days), start=1):
        placed, about = _placed(network, measure, by)
        size = computed_on(network)
        for actor in chosen:
            rank, value, note = placed.get(actor.id, (None, None, "takes part in no mechanism on record"))
            ties = _ties_of(actor.id, network)
            change = _change(before.get(actor.id), ties)
            points.append(
                (
                    *(day.isoformat(), actor.label, actor.id),
                    *(value, _less(value, previous.get(actor.id)), rank),
                    *(size["tied"], size["ties"]),
                    *(len(ids) if change else None for ids in _ids(change)),
                    *_ids(change),
                    _why(actor, day, note),
                )
            )
            before[actor.id], previous[actor.id] = ties, value
        if progress:
            progress(done, len(days))
    kept = ("measure", "definition", "reads", "partition", "projection")
    told = {
        **{name: about[name] for name in kept if name in about},
        "slice": f"{_when(days, step)}; {_rest_of(about['slice'])}",
        "record": kg.version,
        **_lines(chosen, points),
    }
    return Table(_COLUMNS, tuple(points), told)


def sparkline(values: Iterable[float | None]) -> str:
    """Draw values as a line of bars, from the least to the greatest; a dot where there is none.

    Examples
    --------
    >>> sparkline([1, 2, None, 8])
    '▁▂·█'
    """
    drawn = list(values)
    found = [value for value in drawn if value is not None]
    if not found:
        return _NO_BAR * len(drawn)
    least, spread = min(found), max(found) - min(found)
    height = len(_BARS) - 1
    return "".join(
        _NO_BAR if value is None else _BARS[int((value - least) / spread * height + 0.5) if spread else 0]
        for value in drawn
    )


def _chosen(kg: KnowledgeGraph, names: Sequence[str]) -> list[Actor]:
    if not names:
        raise RequestError("no actor is named", "Name one or more.")
    chosen = [kg.actor(name) for name in names]
    for place, actor in enumerate(chosen):
        if actor in chosen[:place]:
            raise RequestError(f"{actor.label} is named twice", "Name each actor once.")
        if not actor.is_node:
            raise RequestError(
                f"{actor.label} is no state or organisation, and networks have none but these", "Name a state."
            )
    return chosen


def _days(own: date, first: int, last: int | None, step: int) -> list[date]:
    """Return 31 December of each year, the record's own day in the place of what lies beyond it."""
    end = own.year if last is None else last
    if step < 1:
        raise RequestError(f"the step is {step} years; it must be at least 1")
    if not 1 <= first <= _LAST_YEAR or not 1 <= end <= _LAST_YEAR:
        raise RequestError(f"{first} to {end} are no years", "Give years such as 1990 and 2025.")
    if end < first:
        raise RequestError(f"the time ends ({end}) before it begins ({first})", "Swap the two years.")
    if first > own.year:
        raise RequestError(f"the record ends on {own}, before {first}", f"Begin in {own.year} or earlier.")
    return [min(date(year, 12, 31), own) for year in range(first, min(end, own.year) + 1, step)]


def _placed(
    network: nx.Graph[str], measure: str, by: str | None
) -> tuple[dict[str, tuple[int | None, float | None, str]], dict[str, Any]]:
    """Return rank, value and note of each actor, and what the table of `centrality` says of itself."""
    chosen = MEASURES[measure]
    # Days are many: arrays measure them in a tenth of the time, small though they are.
    if not chosen.reads and by is None and (values := array_values(Arrays.of(network), measure)) is not None:
        rows = ranked(network, values, lambda _: ISOLATE)
        said = {"measure": measure, "definition": chosen.definition, "reads": chosen.reads or "ties counted alike"}
        return {row[2]: (row[0], row[3], row[4]) for row in rows}, {**said, **computed_on(network)}
    table = centrality(network, measure, by=by)
    return {row["id"]: (row["rank"], row["value"], row["note"]) for row in table.records()}, table.about


def _ties_of(actor: str, network: nx.Graph[str]) -> set[tuple[str, str]]:
    """Return the actor's ties as pairs of partner and mechanism."""
    if actor not in network:
        return set()
    return {(other, mechanism) for other, data in network.adj[actor].items() for mechanism in data["mechanisms"]}


def _change(before: set[tuple[str, str]] | None, now: set[tuple[str, str]]) -> _Change | None:
    if before is None:
        return None
    partners, earlier = {other for other, _ in now}, {other for other, _ in before}
    return _Change(
        sorted(partners - earlier),
        sorted(earlier - partners),
        sorted({mechanism for _, mechanism in now - before}),
        sorted({mechanism for _, mechanism in before - now}),
    )


def _ids(change: _Change | None) -> tuple[list[str], ...]:
    return (change.gained, change.lost, change.began, change.ended) if change else ([], [], [], [])


def _less(value: float | None, before: float | None) -> float | None:
    return None if value is None or before is None else round(value - before, 12) + 0


def _why(actor: Actor, day: date, note: str) -> str:
    """Say of an actor without a tie that it did not exist on the day, where the record knows so."""
    if not note:
        return ""
    life = actor.life
    if life.start_earliest > day:
        return "not yet founded"
    return "no longer exists" if life.end_latest <= day else note


def _when(days: list[date], step: int) -> str:
    """Return the points in words."""
    every = "every year" if step == 1 else f"every {step} years"
    cut = "" if (days[-1].month, days[-1].day) == (12, 31) else " (the record's own day)"
    return f"on 31 December {every}, from {days[0]} to {days[-1]}{cut}"


def _rest_of(description: str) -> str:
    """Return a slice's description without its date."""
    return description.partition("; ")[2]


def _lines(actors: list[Actor], points: list[tuple[Any, ...]]) -> Mapping[str, str]:
    """Return for each actor its sparkline with the first and the last value."""
    lines: dict[str, str] = {}
    for actor in actors:
        values = [point[3] for point in points if point[2] == actor.id]
        ends = [value for value in values if value is not None]
        reach = f" {_short(min(ends))} to {_short(max(ends))}" if ends else " no value"
        lines[f"trend of {actor.label}"] = sparkline(values) + reach
    return lines


def _short(value: float) -> str:
    return f"{value:.4g}"
