"""Which pairs of actors a mechanism ties: one dyad per pair and mechanism, never folded here."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from ..ontology import load_taxonomy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..ontology import Kind
    from .dates import Interval
    from .model import Actor, Mechanism, Participation
    from .slice import Slice


@dataclass(frozen=True, slots=True)
class Dyad:
    """Two actors tied by one mechanism.

    Attributes
    ----------
    a, b
        The actors, in the order of their ids; from `a` to `b` where the tie is directed.
    mechanism
        What ties them.
    layer
        Name of the layer to which the tie belongs.
    depth
        The depth of commitment, from 1 to 10.
    interval
        The time through which both take part; ``None`` where they never do.
    """

    a: Actor
    b: Actor
    mechanism: Mechanism
    layer: str
    depth: int
    interval: Interval | None


def dyads(mechanisms: Iterable[Mechanism], within: Slice | None = None) -> list[Dyad]:
    """Return the ties that mechanisms make between states and organisations.

    Parameters
    ----------
    mechanisms
        The mechanisms.
    within
        Where given, only ties that hold in this slice.

    Returns
    -------
    list of Dyad
        Sorted by the two actors' ids, then by the mechanism's IRI. Two spells of one actor in one
        mechanism make two dyads.
    """
    found = [
        dyad
        for mechanism in mechanisms
        for dyad in _all_dyads(mechanism)
        # Two spells that never meet tie nobody.
        if (dyad.interval is None or dyad.interval.is_ordered)
        and (within is None or (within.takes(mechanism.kind, dyad.layer) and within.holds(dyad.interval)))
    ]
    return sorted(found, key=lambda d: (d.a.id, d.b.id, d.mechanism.iri, d.interval.start_text if d.interval else ""))


def counts(mechanism: Mechanism, within: Slice) -> bool:
    """Whether any tie that the mechanism makes is of a layer that the slice takes, whenever it holds."""
    return within.takes(mechanism.kind) or (
        mechanism.constitutes is not None and within.takes(mechanism.kind, _membership().layer.name)
    )


def _membership() -> Kind:
    """Return the kind that declares the ties of members: whatever else a founding treaty does, it makes them."""
    return load_taxonomy().kinds["OrganisationTreaty"]


def _all_dyads(mechanism: Mechanism) -> Iterator[Dyad]:
    kind = mechanism.kind
    taking_part = [p for p in mechanism.participations if p.actor.is_node and p.role != "Observer"]
    if kind.tie_shape == "AllPairs":
        for one, other in combinations(taking_part, 2):
            if one.actor != other.actor and (not one.side or one.side != other.side):
                yield _dyad(mechanism, one, other)
    elif kind.tie_shape == "FirstToOthers":
        for one in taking_part:
            for other in taking_part:
                if one.role == "Guarantor" and other.role != "Guarantor":
                    yield Dyad(one.actor, other.actor, mechanism, kind.layer.name, kind.depth, _overlap(one, other))
    if mechanism.constitutes is not None:
        membership = _membership()
        for one in taking_part:
            a, b = sorted((one.actor, mechanism.constitutes), key=lambda actor: actor.id)
            yield Dyad(a, b, mechanism, membership.layer.name, membership.depth, one.interval)


def _dyad(mechanism: Mechanism, one: Participation, other: Participation) -> Dyad:
    a, b = sorted((one.actor, other.actor), key=lambda actor: actor.id)
    return Dyad(a, b, mechanism, mechanism.kind.layer.name, mechanism.kind.depth, _overlap(one, other))


def _overlap(one: Participation, other: Participation) -> Interval | None:
    return one.interval & other.interval if one.interval and other.interval else None
