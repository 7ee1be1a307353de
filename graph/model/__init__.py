"""The records as Python objects: what `loading.reader` makes of the triples, and everything else reads."""

from __future__ import annotations

from .items import ABOUT, ACTORS, DATES, DUTIES, NODES, OTHERS, Actor, Code, Evidence, Item, Source
from .mechanisms import Mechanism, Participation, while_two_take_part
from .record import Record, RecordSet
from .statements import Assertion, Claim, Conflict, Coverage, Passage

__all__ = [
    "ABOUT",
    "ACTORS",
    "DATES",
    "DUTIES",
    "NODES",
    "OTHERS",
    "Actor",
    "Assertion",
    "Claim",
    "Code",
    "Conflict",
    "Coverage",
    "Evidence",
    "Item",
    "Mechanism",
    "Participation",
    "Passage",
    "Record",
    "RecordSet",
    "Source",
    "while_two_take_part",
]
