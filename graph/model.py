"""The records as Python objects: what `loading.reader` makes of the triples, and everything else reads."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from ..ontology import load_taxonomy
from .force import life_of

if TYPE_CHECKING:
    from datetime import date

    from ..ontology import Kind
    from .dates import Interval, PartialDate


#: The classes of actors.
ACTORS: Final = (
    "State",
    "InternationalOrganisation",
    "Government",
    "ArmedForce",
    "Institution",
    "Company",
    "Person",
    "UnnamedActor",
)
#: Those that are nodes of networks.
NODES: Final = ("State", "InternationalOrganisation")
#: What a treaty can oblige to, as the ontology labels it.
DUTIES: Final = ("defence", "consultation", "neutrality", "non-aggression", "offence")

#: The properties that hold a date, in the order in which things come about.
DATES: Final = (
    "negotiationsOpened",
    "announced",
    "adopted",
    "signed",
    "established",
    "provisionalApplication",
    "entryIntoForce",
    "firstDay",
    "lastDay",
    "knownFrom",
    "lastMet",
    "knownTo",
    "start",
    "denounced",
    "suspended",
    "estimatedEnd",
    "end",
    "abandoned",
    "admittedToUN",
    "otherDate",
    "targetYear",
)


@dataclass(frozen=True, slots=True)
class Source:
    """A document: its title, publisher, day of issue, kind, address and the day on which it was opened."""

    iri: str
    id: str
    title: str
    publisher: str
    author: str
    issued: str
    kind: str
    url: str
    consulted: str
    sha256: str
    alt_labels: tuple[str, ...]

    @property
    def label(self) -> str:
        """The title, as the label by which it is found."""
        return self.title


@dataclass(frozen=True, slots=True)
class Evidence:
    """A source, a place in it, the properties that it supports, and how sure it makes them."""

    iri: str
    source: Source
    locator: str
    confidence: str
    supports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """Any record: its identity, names, dates and evidence.

    Attributes
    ----------
    iri
        The record's IRI.
    id
        What follows the last slash of the IRI; how the command line names it.
    type
        Local name of its class, such as ``State`` or ``Meeting``.
    label, alt_labels
        The preferred label and the others, official name included.
    description
        What it is, in a sentence or two; may be empty.
    dates
        Local name of each date property to the date as found.
    evidence
        What the record rests on.
    facts
        Further properties for display: local name to labels or values.
    """

    iri: str
    id: str
    type: str
    label: str
    alt_labels: tuple[str, ...] = field(repr=False)
    description: str = field(repr=False)
    dates: dict[str, PartialDate] = field(hash=False, repr=False)
    evidence: tuple[Evidence, ...] = field(repr=False)
    facts: dict[str, tuple[str, ...]] = field(hash=False, repr=False)


@dataclass(frozen=True, slots=True)
class Code:
    """A code that a state bears for a part of its time only.

    Attributes
    ----------
    scheme
        ``iso2``, ``iso3``, ``cow`` or ``gw``.
    notation
        The code itself.
    interval
        The time through which it holds.
    """

    scheme: str
    notation: str
    interval: Interval


@dataclass(frozen=True, slots=True)
class Actor(Item):
    """An actor, and for states what they are known by and where they lie.

    Attributes
    ----------
    codes
        Scheme (``iso2``, ``iso3``, ``cow``, ``gw``) to the code that the state bears now, or bore last.
    dated_codes
        Codes that it bears for a part of its time only, in the order of time.
    wikidata
        The Wikidata item that stands for the same actor.
    region
        Label of the region of the M49 standard.
    place
        Latitude and longitude of its capital, in degrees; ``None`` where it has none.
    """

    codes: dict[str, str] = field(hash=False, repr=False)
    dated_codes: tuple[Code, ...] = field(repr=False)
    wikidata: str
    region: str
    place: tuple[float, float] | None

    @property
    def life(self) -> Interval:
        """The time through which the actor exists; without bounds where the record gives none."""
        return life_of(self.dates.get)

    @property
    def earlier_codes(self) -> tuple[Code, ...]:
        """The dated codes that are not the ones it bears now, or bore last."""
        return tuple(code for code in self.dated_codes if self.codes.get(code.scheme) != code.notation)

    @property
    def is_node(self) -> bool:
        """Whether networks have it as a node: states and international organisations."""
        return self.type in NODES


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
        return tuple(dict.fromkeys([*self.obligations, *told_apart]))

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


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence of a source: its number, the characters that it covers, and the records that it mentions."""

    iri: str
    source: str
    sentence: int
    first: int
    after: int
    mentions: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Assertion:
    """What a source says that could be checked, the verdict on it, and why."""

    iri: str
    id: str
    text: str
    passage: Passage
    about: tuple[Item, ...]
    verdict: str
    reason: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody holds, as a source has it: the kind, the holder, who reports it, and its targets."""

    iri: str
    id: str
    text: str
    passage: Passage
    kind: str
    holder: Actor
    reported_by: Actor | None
    targets: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two sources that differ on one date of one record.

    Attributes
    ----------
    item
        The record.
    property
        Local name of the date on which they differ.
    follows, sets_aside
        The source that the record follows, and the other.
    other_date
        What the other says.
    reason
        Why it is set aside.
    """

    item: Item
    property: str
    follows: Source
    sets_aside: Source
    other_date: PartialDate
    reason: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the record holds of some kinds of mechanism, how completely, and what is knowingly missing.

    Attributes
    ----------
    iri
        The statement's IRI.
    kinds
        Local names of the kinds of which it speaks; each takes its children with it.
    actors, regions
        Of whose mechanisms it speaks; of everybody's where both are empty. Regions by label.
    completeness
        ``complete``, ``substantial`` or ``partial``.
    checked_to
        The day to which it was checked.
    missing
        What is knowingly missing; may be empty.
    first_day, last_day
        The days between which it speaks, as ``1980-01-01``; empty where it speaks of all.
    """

    iri: str
    kinds: tuple[str, ...]
    actors: tuple[Actor, ...]
    regions: tuple[str, ...]
    completeness: str
    checked_to: str
    missing: str
    first_day: str = ""
    last_day: str = ""

    def speaks_of(self, first: date, last: date) -> bool:
        """Whether the statement speaks of all days from the first to the last."""
        return (self.first_day or "0001-01-01") <= first.isoformat() and last.isoformat() <= (
            self.last_day or "9999-12-31"
        )


@dataclass(frozen=True, slots=True)
class RecordSet:
    """What the data set says of itself: title, version, and the day to which it was checked."""

    title: str
    version: str
    checked_to: PartialDate
    license: str


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that the graph knows, by IRI, in the order of the IRIs.

    Attributes
    ----------
    counterparts
        Records of mechanisms that stand with one among `mechanisms` and are not counted besides; with the IRIs of
        those that stand for them in `heads`.
    """

    about: RecordSet
    actors: dict[str, Actor]
    mechanisms: dict[str, Mechanism]
    others: dict[str, Item]
    sources: dict[str, Source]
    passages: dict[str, Passage]
    assertions: dict[str, Assertion]
    claims: dict[str, Claim]
    conflicts: tuple[Conflict, ...]
    coverage: tuple[Coverage, ...]
    counterparts: dict[str, Mechanism] = field(default_factory=dict[str, Mechanism])
    heads: dict[str, tuple[str, ...]] = field(default_factory=dict[str, "tuple[str, ...]"])

    def items(self) -> list[Item]:
        """Return actors, mechanisms, their counterparts and other records, in that order."""
        return [
            *self.actors.values(),
            *self.mechanisms.values(),
            *self.counterparts.values(),
            *self.others.values(),
        ]
