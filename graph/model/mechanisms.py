"""Mechanisms, and who takes part in them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ...ontology import load_taxonomy
from .items import Item

if TYPE_CHECKING:
    from datetime import date

    from ...ontology import Kind
    from ..dates import Interval
    from .items import Actor, Evidence


@dataclass(frozen=True, slots=True)
class Participation:
    """One actor's part in one mechanism.

    Attributes
    ----------
    iri
        The participation's IRI.
    stated
        Whether the record states it as a node of its own, or shortly as a party.
    actor
        Who takes part.
    role
        Local name of the role, ``Party`` where none is given.
    side
        The side in an agreement of two sides; empty otherwise.
    services, assets
        Labels of the armed services and of the assets with which it takes part.
    interval
        The time through which the actor takes part and the mechanism holds; ``None`` where it never holds.
    evidence
        Evidence of its own; where there is none, the mechanism's stands for it.
    obligations
        Labels of the obligations that it states for its actor alone; see `Mechanism.owed_by`.
    """

    iri: str
    stated: bool
    actor: Actor
    role: str
    side: str
    services: tuple[str, ...]
    assets: tuple[str, ...]
    interval: Interval | None
    evidence: tuple[Evidence, ...]
    obligations: tuple[str, ...] = ()

    @property
    def ties(self) -> bool:
        """Whether it ties the actor to others: networks have it as a node, and it does not just observe."""
        return self.actor.is_node and self.role != "Observer"


def while_two_take_part(interval: Interval | None, participations: tuple[Participation, ...]) -> Interval | None:
    """Cut the interval where fewer than two parties are left: a treaty binds nobody alone."""
    ends: dict[str, Interval] = {}
    for part in participations:
        # A spell that ends before it begins says nothing; of several the last one counts.
        if part.interval and part.interval.is_ordered:
            known = ends.get(part.actor.iri)
            if known is None or known.end_latest < part.interval.end_latest:
                ends[part.actor.iri] = part.interval
    if interval is None or len(ends) < 2:
        return interval
    last_but_one = sorted(ends.values(), key=lambda own: (own.end_latest, own.end_earliest))[-2]
    if last_but_one.end_latest >= interval.end_latest:
        return interval
    return replace(
        interval,
        end_text=last_but_one.end_text,
        end_earliest=min(interval.end_earliest, last_but_one.end_earliest),
        end_latest=last_but_one.end_latest,
    )


@dataclass(frozen=True, slots=True)
class Mechanism(Item):
    """A mechanism with its kind, obligations and participations, and the time through which it holds.

    Attributes
    ----------
    kind
        Its kind in the taxonomy.
    obligations
        Labels of the obligations that the text states.
    constitutes
        The organisation that it founds, if any.
    participations
        Who takes part, sorted by actor.
    interval
        The time through which it holds by the force rule of its kind, and no longer than two take part in
        it; ``None`` where it does not hold, or not yet.
    identifier
        The id that it has in the data set from which it came, such as ``atop:3180.1``; empty for others.
    part_of
        The IRI of the whole of which it is a phase, where a data set has one; empty for others.
    counterparts
        Other records of the same mechanism that are judged to be so, sorted; they make no ties, and what they say
        is shown beside it. See `accord.graph.counterparts`.
    """

    kind: Kind = field(repr=False)
    obligations: tuple[str, ...]
    constitutes: Actor | None
    participations: tuple[Participation, ...] = field(repr=False)
    interval: Interval | None
    identifier: str = ""
    part_of: str = ""
    counterparts: tuple[Mechanism, ...] = field(default=(), hash=False, compare=False, repr=False)

    @property
    def duties(self) -> tuple[str, ...]:
        """Labels of the obligations that it or any of its participations states, each once."""
        told_apart = [duty for part in self.participations for duty in part.obligations]
        return tuple(dict.fromkeys([*self.obligations, *told_apart])) if told_apart else self.obligations

    @property
    def is_told_apart(self) -> bool:
        """Whether its participations state what each party owes: the parties of it owe each other different things."""
        return any(part.obligations for part in self.participations)

    def owed_by(self, part: Participation) -> tuple[str, ...]:
        """Return the labels of what the actor of a participation owes the other parties.

        Where participations state obligations, it is what this one states, which may be nothing. Where none does,
        it is what the mechanism states: everybody's, or, where there are guarantors, theirs.
        """
        if self.is_told_apart:
            return part.obligations
        guaranteed = any(other.role == "Guarantor" for other in self.participations)
        return self.obligations if part.role == "Guarantor" or not guaranteed else ()

    @property
    def tied(self) -> int:
        """The number of states and organisations that have ever taken part in it, observers left out."""
        return len({part.actor.iri for part in self.participations if part.ties})

    @property
    def confidence(self) -> str:
        """How sure the best of its evidence makes it; ``unverified`` where it has none."""
        ranks = load_taxonomy().ranks
        return max((found.confidence for found in self.evidence), key=lambda c: ranks.get(c, 0), default="unverified")

    def status(self, on: date) -> str:
        """Return how the mechanism stands on a day, in words.

        One of *under negotiation*, *announced*, *signed, not in force* (it entered into force later), *signed,
        not known to be in force* (no source says that it ever was), *provisionally applied*, *in force*,
        *active*, *possibly in force*, *planned*, *under way*, *held*, *suspended*, *denounced*, *ended*, *left
        without a second party*, *possibly ended*, *no meeting known since* a date, *not known to hold since* a
        date, *abandoned*, *not yet begun* and *no date known*.
        """
        if self.interval is None or on < self.interval.start_earliest:
            return self._status_before(on)
        if on >= self.interval.end_latest:
            return "held" if self._occurs else self._how_it_ended()
        if on >= self.interval.end_earliest:
            return self._how_it_may_have_ended()
        if on < self.interval.start_latest:
            return "possibly in force"
        if self._occurs:
            return "under way"
        if self.kind.force_rule.name != "InstrumentRule":
            return "active"
        in_force = [self.dates[name] for name in ("entryIntoForce", "knownFrom") if name in self.dates]
        return "in force" if any(when.latest <= on for when in in_force) else "provisionally applied"

    @property
    def _occurs(self) -> bool:
        return self.kind.force_rule.name == "OccurrenceRule"

    def _how_it_ended(self) -> str:
        if self.dates.keys().isdisjoint(self.kind.force_rule.ends):
            return "left without a second party"
        if "suspended" in self.dates and "end" not in self.dates:
            return "suspended"
        return "denounced" if "denounced" in self.dates else "ended"

    def _how_it_may_have_ended(self) -> str:
        if last := self.dates.get("lastMet"):
            return f"no meeting known since {last}"
        if (last := self.dates.get("knownTo")) and "end" not in self.dates:
            return f"not known to hold since {last}"
        return "possibly ended"

    def _status_before(self, on: date) -> str:
        if self._occurs:
            return "planned" if self.dates else "no date known"
        for name, words in {"abandoned": "abandoned", "end": "ended"}.items():
            if (when := self.dates.get(name)) and on >= when.latest:
                return words
        steps = {
            "signed": "signed, not in force" if self.interval else "signed, not known to be in force",
            "announced": "announced",
            "negotiationsOpened": "under negotiation",
        }
        for name, words in steps.items():
            if (when := self.dates.get(name)) and when.earliest <= on:
                return words
        return "not yet begun" if self.dates else "no date known"
