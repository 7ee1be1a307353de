"""Everything that was read, by IRI."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .mechanisms import Mechanism

if TYPE_CHECKING:
    from ..dates import PartialDate
    from .items import Actor, Item, Source
    from .statements import Assertion, Claim, Conflict, Coverage, Passage


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
