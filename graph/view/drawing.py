"""What is drawn: which mechanisms become lines between two actors, and which become nodes with spokes.

A mechanism that ties more than two actors is a node of its own, tied by spokes to those who take part:
a treaty of 32 is 32 spokes, not 496 lines. A treaty that founds an organisation is represented by the
organisation's node. What ties just two actors is a line, one a pair however many mechanisms it stands for.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ..networks.ties import dyads_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import Actor, Item, Mechanism, Record
    from ..networks.ties import Dyad
    from ..slice import Slice


class Line(NamedTuple):
    """A line between two actors, and the mechanisms for which it stands."""

    key: str
    a: str
    b: str
    mechanisms: tuple[str, ...]


class Spoke(NamedTuple):
    """A spoke between an actor and the node that stands for a mechanism of many."""

    key: str
    actor: str
    hub: str
    mechanism: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that the picture may show, at any date.

    Attributes
    ----------
    keys
        IRI of every actor and mechanism to the short key by which the page names it.
    ties
        IRI of a mechanism to the ties that it makes between two of the actors, whenever they hold.
    actors
        The actors that are nodes: states and organisations that count.
    hubs
        The mechanisms that are nodes.
    lines, spokes
        What is drawn between nodes.
    """

    keys: dict[str, str]
    ties: dict[str, list[Dyad]]
    actors: list[Actor]
    hubs: list[Mechanism]
    lines: list[Line]
    spokes: list[Spoke]


def draw(record: Record, within: Slice | None = None) -> Drawing:
    """Decide what the picture shows of a record.

    Parameters
    ----------
    record
        The record.
    within
        Where given, an actor that this slice does not take is no node, and nothing ties it. Dates and mechanisms
        narrow nothing here: the reader of the page can change them.
    """
    actors = [
        actor
        for actor in record.actors.values()
        if actor.is_node and (within is None or within.takes_actor(actor.type, actor.region))
    ]
    count = {actor.iri for actor in actors}
    keys = _keys(record.actors.values(), "") | _keys(record.mechanisms.values(), "m:")
    ties: dict[str, list[Dyad]] = {}
    hubs: list[Mechanism] = []
    spokes: list[Spoke] = []
    stands_for: dict[tuple[str, str], list[str]] = {}
    for iri, mechanism in record.mechanisms.items():
        found = dyads_of(mechanism)
        if within is not None and not within.takes_all_actors:
            found = [tie for tie in found if tie.a.iri in count and tie.b.iri in count]
        if not found:
            continue
        ties[iri] = found
        if len(found) == 1 and mechanism.constitutes is None:
            # Most mechanisms tie two, once.
            first, second = keys[found[0].a.iri], keys[found[0].b.iri]
            pair = (first, second) if first < second else (second, first)
            stands_for.setdefault(pair, []).append(keys[iri])
            continue
        founded = mechanism.constitutes if mechanism.constitutes and mechanism.constitutes.iri in count else None
        tied = {actor.iri for tie in found for actor in (tie.a, tie.b)} - ({founded.iri} if founded else set())
        hub = founded.iri if founded else iri
        if len(tied) == 2:
            first, second = sorted(keys[actor] for actor in tied)
            if any({tie.a.iri, tie.b.iri} == tied for tie in found):
                stands_for.setdefault((first, second), []).append(keys[iri])
        if founded is None and len(tied) > 2:
            hubs.append(mechanism)
        if founded is not None or len(tied) > 2:
            spokes += [
                Spoke(f"s:{keys[iri]}|{keys[actor]}", keys[actor], keys[hub], keys[iri]) for actor in sorted(tied)
            ]
    return Drawing(
        keys=keys,
        ties=ties,
        actors=actors,
        hubs=hubs,
        lines=[Line(f"{a}|{b}", a, b, tuple(stands_for[a, b])) for a, b in sorted(stands_for)],
        spokes=spokes,
    )


def _keys(items: Iterable[Item], prefix: str) -> dict[str, str]:
    """Return a short key an IRI: the id, or the whole IRI where two records share an id."""
    known = list(items)
    uses = Counter([item.id for item in known])
    return {item.iri: prefix + (item.id if uses[item.id] == 1 else item.iri) for item in known}
