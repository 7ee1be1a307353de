"""Records of any sort, their sources and evidence; and actors."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ..force import life_of

if TYPE_CHECKING:
    from ..dates import Interval, PartialDate

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

#: The classes of records that are neither actors nor mechanisms.
OTHERS: Final = ("Event", "Meeting", "Announcement", "Policy", "Asset", "Tenure")
#: In which properties these name the actors that they are about.
ABOUT: Final = ("attendedBy", "ofActor", "ofState")

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

    @property
    def is_unverified(self) -> bool:
        """Whether it rests on unverified evidence alone, or on none."""
        return all(found.confidence == "unverified" for found in self.evidence)


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
