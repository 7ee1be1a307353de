"""What happened when: the dated steps of mechanisms, entries and exits, meetings and policies."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from ...ontology import load_taxonomy
from ..dates import PartialDate, read_date
from ..errors import RequestError
from ..model import ABOUT, Mechanism
from ..networks.ties import dyads_of
from ..slice import Slice
from ..table import Table
from .parts import dated_between

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ..knowledge import KnowledgeGraph
    from ..model import Actor, Item

_COLUMNS: Final = ("date", "what", "kind", "record", "record_id", "parties")

#: More parties than these are counted, not named.
_NAMED: Final = 4
#: Dates that are no step of their own, such as the last day of what a first day announces.
_NO_STEP: Final = frozenset(
    ("lastDay", "lastMet", "knownFrom", "knownTo", "estimatedEnd", "targetYear", "admittedToUN", "otherDate")
)


@dataclass(frozen=True, slots=True)
class Step:
    """One dated step in the life of a record.

    Attributes
    ----------
    when
        The date as found.
    what
        The step in words: ``signed``, ``entry into force``, ``joined``, ``left``.
    item
        The record that takes the step.
    actors
        Who takes part in it; for an entry or an exit, who enters or leaves.
    """

    when: PartialDate
    what: str
    item: Item
    actors: tuple[Actor, ...]


def timeline(
    kg: KnowledgeGraph,
    a: str,
    b: str | None = None,
    *,
    between: tuple[str, str] | None = None,
    layers: Iterable[str] = (),
) -> Table:
    """Tell what happened when to an actor, or between two.

    Parameters
    ----------
    kg
        The graph.
    a, b
        Names of actors. With two, only mechanisms that tie them count.
    between
        First and last date of the window; all time where ``None``.
    layers
        Names of layers or kinds of mechanism; all where empty. Meetings and policies belong to none.

    Returns
    -------
    Table
        One row a step, in the order of time.

    Raises
    ------
    UnknownNameError
        Where an actor or a layer is unknown.
    RequestError
        Where both names stand for one actor, or the window ends before it begins.
    """
    actors = [kg.actor(name) for name in (a, b) if name]
    if len(actors) > 1 and actors[0] == actors[1]:
        raise RequestError(f"{a!r} and {b!r} are the same actor, {actors[0].label}", "Name two.")
    window = _window(kg, between, layers)
    record = kg.bearing_on(*actors)
    mechanisms = [m for m in record.mechanisms.values() if len(actors) == 1 or _ties(m, actors)]
    steps = _steps(mechanisms, record.others.values())
    steps = [step for step in steps if _concerns(step, actors) and _lies_in(step, window)]
    return _table(kg, steps, {"actors": [actor.label for actor in actors]}, window)


def changes(
    kg: KnowledgeGraph, between: tuple[str, str], actor: str | None = None, *, layers: Iterable[str] = ()
) -> Table:
    """Tell what changed between two dates: what began, ended, was signed or announced, who joined and left.

    Exercises and deployments only count where a layer asks for them: they come and go all the time.

    Parameters
    ----------
    kg
        The graph.
    between
        First and last date of the window, both included; each may be a day, a month or a year.
    actor
        Whose changes; everybody's where ``None``.
    layers
        Names of layers or kinds of mechanism; all where empty.

    Returns
    -------
    Table
        One row a step, in the order of time. A step whose date is only partly in the window counts.

    Raises
    ------
    UnknownNameError
        Where the actor or a layer is unknown.
    RequestError
        Where the window ends before it begins.
    """
    window = _window(kg, between, layers)
    actors = [kg.actor(actor)] if actor else []
    record = (
        kg.bearing_on(*actors)
        if actors
        else kg.reading.where(*dated_between(window.first.year, window.last.year, begun=True))
    )
    mechanisms = [m for m in record.mechanisms.values() if window.layers or m.kind.force_rule.name != "OccurrenceRule"]
    steps = [step for step in _steps(mechanisms) if _concerns(step, actors) and _lies_in(step, window)]
    counted = Counter(step.what for step in steps)
    about = {
        **({"actor": actors[0].label} if actors else {}),
        "steps": ", ".join(f"{count} {what}" for what, count in sorted(counted.items())) or "none",
    }
    return _table(kg, steps, about, window)


def _window(kg: KnowledgeGraph, between: tuple[str, str] | None, layers: Iterable[str]) -> Slice:
    all_time = replace(kg.at, first=date.min, last=date.max, text="all time")
    window = Slice.between(*between) if between else all_time
    return window.restricted_to(layers, load_taxonomy())


def _ties(mechanism: Mechanism, actors: list[Actor]) -> bool:
    """Whether a mechanism ever tied two actors."""
    named = {mechanism.constitutes, *(part.actor for part in mechanism.participations)}
    # Nearly all tie others: what ties whom is only worked out where both are named.
    return named.issuperset(actors) and any({d.a, d.b} == set(actors) for d in dyads_of(mechanism))


def _lies_in(step: Step, window: Slice) -> bool:
    if window.layers and not (isinstance(step.item, Mechanism) and window.takes(step.item.kind)):
        return False
    return step.when.earliest <= window.last and step.when.latest >= window.first


def _concerns(step: Step, actors: list[Actor]) -> bool:
    """Whether the step is one of all these actors; an entry or an exit is that of any of them."""
    if step.what in ("joined", "left"):
        return not actors or any(actor in step.actors for actor in actors)
    named = {label for name in ABOUT for label in step.item.facts.get(name, ())}
    return all(actor in step.actors or actor.label in named for actor in actors)


def _steps(mechanisms: Iterable[Mechanism], others: Iterable[Item] = ()) -> list[Step]:
    found = [step for mechanism in mechanisms for step in _steps_of(mechanism)]
    found += [Step(when, what, item, ()) for item in others for what, when in _dated(item)]
    # Steps of one record and one day keep their order, which is that in which things come about.
    return sorted(found, key=lambda s: (s.when.earliest, s.when.latest, s.item.iri))


def _steps_of(mechanism: Mechanism) -> Iterator[Step]:
    for what, when in _dated(mechanism):
        yield Step(when, what, mechanism, _parties_at(mechanism, when))
    whole = mechanism.interval
    for part in mechanism.participations:
        own = part.interval
        if whole is None or own is None or not own.is_ordered:
            continue
        # Where only a date is known by which it began, nobody knows when the actor joined.
        if own.start_earliest > whole.start_earliest and (joined := read_date(own.start_text)):
            yield Step(joined, "joined", mechanism, (part.actor,))
        if own.end_latest < whole.end_latest and (left := read_date(own.end_text)):
            yield Step(left, "left", mechanism, (part.actor,))


def _parties_at(mechanism: Mechanism, when: PartialDate) -> tuple[Actor, ...]:
    """Return whose step it was: who joined later or had left by then has no part in it."""
    whole = mechanism.interval
    theirs = [
        part.actor
        for part in mechanism.participations
        if whole is None
        or (own := part.interval) is None
        or not (
            (whole.start_earliest < own.start_earliest and when.latest < own.start_earliest)
            or (own.end_latest < whole.end_latest and own.end_latest < when.earliest)
        )
    ]
    return tuple(dict.fromkeys(theirs))


def _dated(item: Item) -> list[tuple[str, PartialDate]]:
    labels = load_taxonomy().labels
    return [(labels[name], when) for name, when in item.dates.items() if name not in _NO_STEP]


def _table(kg: KnowledgeGraph, steps: list[Step], about: Mapping[str, str | list[str]], window: Slice) -> Table:
    rows = tuple(_row(step) for step in steps)
    layers = ", ".join(window.layers) if window.layers else "all"
    told = {**about, "window": window.text, "layers": layers, "record": kg.version}
    return Table(_COLUMNS, rows, told)


def _row(step: Step) -> tuple[str, str, str, str, str, str]:
    kind = load_taxonomy().labels.get(step.item.type, step.item.type)
    names = [actor.label for actor in step.actors]
    parties = ", ".join(names) if len(names) <= _NAMED else f"{len(names)} parties"
    return str(step.when), step.what, kind, step.item.label, step.item.id, parties
