"""Who a member is in the tables of units, and since when: by its data set where that says so, else by the record.

A data set may have as a member what is no state yet by the record, or list it under a number that the state bears on
other days by the record: ATOP has Ukraine in an alliance from November 1990, and the Republic of China as 713 in 1947.
Networks follow the record. A table in the layout of a data set follows what the data set says of its own members, so
that it can be laid beside the others of that data set, row by row. The columns of the data set stand with each
participation, and say it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from ...ontology.prefixes import DATASETS
from ...ontology.rdf import text_of
from ..dates import read_date
from ..identity import code_on

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from ..dates import Interval, PartialDate
    from ..knowledge import KnowledgeGraph
    from ..model import Actor, Mechanism, Participation

#: ATOP's columns that say who a member is, by the list of the Correlates of War, and since when.
_LISTED: Final = tuple(f"{DATASETS}atop#{name}" for name in ("member", "yrent", "moent", "dayent"))
#: How the identifier of a mechanism of ATOP begins.
_ATOP_ID: Final = "atop:"


@dataclass(frozen=True, slots=True)
class Member:
    """A state's part in a mechanism, as the tables of units have it.

    Attributes
    ----------
    part
        The participation.
    interval
        The time through which the state is a member.
    number
        The number under which its data set lists it; empty where the record says which it bears.
    codes
        The list of numbers.
    """

    part: Participation
    interval: Interval
    number: str
    codes: str

    @property
    def actor(self) -> Actor:
        """The state."""
        return self.part.actor

    def number_on(self, day: date | None) -> str:
        """Return the number by which the state goes on a day; empty where the list has none for it."""
        return self.number or code_on(self.part.actor, self.codes, day)


class Columns:
    """The columns that data sets gave records, beside those of a unit; read as they are stated, and so as given.

    Parameters
    ----------
    kg
        The graph.
    mechanisms
        The mechanisms that count, of whose members a data set may say more than the record.
    subjects
        The records of which all columns are asked for.

    Attributes
    ----------
    names
        The columns of any of them, sorted.
    """

    def __init__(self, kg: KnowledgeGraph, mechanisms: Collection[Mechanism], subjects: Iterable[str] = ()) -> None:
        wanted = set(subjects)
        self._said: dict[str, dict[str, str]] = defaultdict(dict)
        self._listed: dict[str, dict[str, str]] = defaultdict(dict)
        self.names: list[str] = []
        asked = set(wanted)
        if any(mechanism.identifier.startswith(_ATOP_ID) for mechanism in mechanisms):
            asked |= {part.iri for mechanism in mechanisms for part in mechanism.participations if part.stated}
        if not asked:
            return
        names: set[str] = set()
        for quad in kg.reading.statements_of(asked):
            predicate = quad.predicate.value
            if not predicate.startswith(DATASETS):
                continue
            if (subject := text_of(quad.subject)) in wanted:
                name = predicate.removeprefix(DATASETS).replace("#", ":")
                self._said[subject][name] = text_of(quad.object)
                names.add(name)
            if predicate in _LISTED:
                self._listed[subject][predicate] = text_of(quad.object)
        self.names = sorted(names)

    def of(self, subject: str) -> list[str]:
        """Return what the data set says of a record, in the order of the names; blank where it says nothing."""
        said = self._said.get(subject, {})
        return [said.get(name, "") for name in self.names]

    def listed(self, part: str) -> tuple[str, ...]:
        """Return the number under which ATOP lists a participation, and year, month and day of its entry."""
        said = self._listed.get(part, {})
        return tuple(said.get(name, "") for name in _LISTED)


class Members:
    """The members of the mechanisms of a graph.

    Parameters
    ----------
    columns
        What data sets say of the participations.
    codes
        By which list states are numbered: ``cow`` or ``gw``.
    """

    def __init__(self, columns: Columns, codes: str) -> None:
        self._columns = columns
        self._codes = codes

    def of(self, mechanism: Mechanism) -> list[tuple[Member, str]]:
        """Return the states that take part, each with the number by which it goes when it begins to.

        Observers are left out, and so is what the list has no number for.
        """
        found: list[tuple[Member, str]] = []
        rows: dict[tuple[str, ...], Participation] = {}
        states = (part for part in mechanism.participations if part.actor.type == "State" and part.role != "Observer")
        parts = [(part.interval, part) for part in states if part.interval is not None]
        for interval, part in sorted(parts, key=lambda one: one[0].start_latest):
            # Of the states through which one row of the data set passes, the first is the one that entered.
            row = self._columns.listed(part.iri)
            entry = _date(row[1:]) if rows.setdefault(row, part) is part else None
            if entry and mechanism.interval and entry.latest < part.actor.life.start_earliest:
                begins = replace(
                    interval, start_text=entry.text, start_earliest=entry.earliest, start_latest=entry.latest
                )
                interval = begins & mechanism.interval
            number = row[0] if self._codes == "cow" and row[0] in _numbers(part.actor, "cow") else ""
            member = Member(part, interval, number, self._codes)
            since = interval.start_latest
            if code := member.number_on(since if since != date.min else None):
                found.append((member, code))
        return sorted(found, key=lambda one: (int(one[1]), one[0].part.iri))


def _date(parts: tuple[str, ...]) -> PartialDate | None:
    """Return a date of year, month and day as far as they are known; 0 and nothing are not."""
    known: list[str] = []
    for text in parts:
        if not text.strip("0"):
            break
        known.append(text.zfill(2))
    return read_date("-".join(known))


def _numbers(actor: Actor, codes: str) -> set[str]:
    """Return all numbers that a state bears, or ever bore."""
    return {actor.codes.get(codes, ""), *(code.notation for code in actor.dated_codes if code.scheme == codes)} - {""}
