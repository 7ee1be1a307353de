"""Which pairs of actors a mechanism ties: one dyad per pair and mechanism, never folded here."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from ...ontology import load_taxonomy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ...ontology import Kind
    from ..dates import Interval
    from ..model import Actor, Mechanism, Participation
    from ..slice import Slice


class Dyad(NamedTuple):
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


def dyads(
    mechanisms: Iterable[Mechanism], within: Slice | None = None, depths: Mapping[str, int] | None = None
) -> list[Dyad]:
    """Return the ties that mechanisms make between states and organisations.

    Parameters
    ----------
    mechanisms
        The mechanisms.
    within
        Where given, only ties that hold in this slice.
    depths
        Depths by the local name of a kind, in the place of those that the ontology declares.

    Returns
    -------
    list of Dyad
        Sorted by the two actors' ids, then by the mechanism's IRI. Two spells of one actor in one
        mechanism make two dyads.
    """
    found = [
        dyad
        for mechanism in mechanisms
        for dyad in dyads_of(mechanism, depths)
        if within is None or (takes(within, dyad) and within.holds(dyad.interval))
    ]
    # What is equal stays in the order in which the dyads of one mechanism come.
    return sorted(found, key=lambda dyad: (dyad.a.id, dyad.b.id, dyad.mechanism.iri))


def dyads_of(mechanism: Mechanism, depths: Mapping[str, int] | None = None) -> list[Dyad]:
    """Return the ties that one mechanism makes, sorted by the two actors' ids and then by their beginning."""
    # Two spells that never meet tie nobody.
    found = [dyad for dyad in _all_dyads(mechanism, depths or {}) if dyad.interval is None or dyad.interval.is_ordered]
    return sorted(found, key=_within_mechanism) if len(found) > 1 else found


def _within_mechanism(dyad: Dyad) -> tuple[str, str, str]:
    return dyad.a.id, dyad.b.id, dyad.interval.start_text if dyad.interval else ""


def takes(within: Slice, tie: Dyad) -> bool:
    """Whether the slice takes a tie by its layer, its mechanism and its two actors, whenever it holds."""
    return (
        within.takes(tie.mechanism.kind, tie.layer)
        and within.takes_mechanism(tie.mechanism)
        and all(within.takes_actor(actor.type, actor.region) for actor in (tie.a, tie.b))
    )


def counts(mechanism: Mechanism, within: Slice) -> bool:
    """Whether the slice takes the mechanism by its layers, parties, evidence and actors, whenever it holds.

    Where the slice narrows the actors, at least two of those whom the mechanism ties must count.
    """
    layers = [mechanism.kind.layer.name]
    founded = mechanism.constitutes
    if founded is not None:
        layers.append(membership_kind().layer.name)
    if not within.takes_mechanism(mechanism) or not any(within.takes(mechanism.kind, layer) for layer in layers):
        return False
    if within.takes_all_actors:
        return True
    tied = {part.actor.iri: part.actor for part in mechanism.participations if part.ties}
    actors = [*tied.values(), *([founded] if founded else [])]
    return sum(within.takes_actor(actor.type, actor.region) for actor in actors) >= 2


def membership_kind() -> Kind:
    """Return the kind that declares the ties of members: whatever else a founding treaty does, it makes them."""
    return load_taxonomy().kinds["OrganisationTreaty"]


def _all_dyads(mechanism: Mechanism, depths: Mapping[str, int]) -> Iterator[Dyad]:
    kind = mechanism.kind
    depth = depths.get(kind.name, kind.depth)
    taking_part = [p for p in mechanism.participations if p.ties]
    if kind.tie_shape == "AllPairs":
        for one, other in combinations(taking_part, 2):
            a, b = one.actor, other.actor
            # By their names: whole records compare slowly, and this is asked of every pair.
            if a.iri != b.iri and (not one.side or one.side != other.side):
                if b.id < a.id:
                    a, b = b, a
                yield Dyad(a, b, mechanism, kind.layer.name, depth, _overlap(one, other))
    elif kind.tie_shape == "FirstToOthers":
        leads = load_taxonomy().leads
        for one in taking_part:
            for other in taking_part:
                if one.role in leads and other.role not in leads:
                    yield Dyad(one.actor, other.actor, mechanism, kind.layer.name, depth, _overlap(one, other))
    if mechanism.constitutes is not None:
        members = membership_kind()
        depth = depths.get(members.name, members.depth)
        for one in taking_part:
            a, b = sorted((one.actor, mechanism.constitutes), key=lambda actor: actor.id)
            yield Dyad(a, b, mechanism, members.layer.name, depth, one.interval)


def _overlap(one: Participation, other: Participation) -> Interval | None:
    return one.interval & other.interval if one.interval and other.interval else None
