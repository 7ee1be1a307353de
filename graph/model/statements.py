"""What sources say, apart from the record: assertions and claims; and what the record says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from ..dates import PartialDate
    from .items import Actor, Evidence, Item, Source


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
