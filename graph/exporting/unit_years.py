"""State-years, dyad-years and directed dyad-years: what held in each year, 0 where nothing did, blank where unknown.

A year counts for a party where its part holds on some day of it or ends in it, which is how ATOP codes its years; of a
mechanism that goes on, every year to the last that is covered. Two parties share a year where their parts overlap by a
day at least. Dates that are not precise count as far as they are certain, or as far as they are possible where the
slice asks for that.

A state's years are those through which it exists, and those in which its data set has it as a member before that. In a
year of the latter sort a state has a row for itself, and one with each state that it is tied to: what is no state yet
by the record has no tie to the others that could be missing.

A 0 says that a statement of coverage calls the record complete for that year and that state, or for one of the two;
without one the cell is blank. ``tied`` needs that for every kind that is counted, the obligations for alliances.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING, Final

from ...ontology import load_taxonomy
from ..identity import code_on
from .unit_members import Columns, Members
from .units import FLAGS, counted, whole_of, window_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..dates import Interval
    from ..knowledge import KnowledgeGraph
    from ..model import Actor, Coverage, Mechanism
    from .unit_members import Member

#: From this year on the record has every state; one without a recorded beginning is not taken to be older than what
#: it takes part in.
_EVERY_STATE: Final = 1945
_DAY: Final = timedelta(days=1)


@dataclass(slots=True)
class _Cell:
    """What is known of one state, or of one towards another, in one year."""

    flags: set[str] = field(default_factory=set[str])
    alliances: dict[str, bool] = field(default_factory=dict[str, bool])
    changes: bool = False
    asymmetric: bool = False

    def add(self, flags: Iterable[str], alliance: str, bilateral: bool, changes: bool, asymmetric: bool) -> None:
        self.flags.update(flags)
        self.alliances[alliance] = self.alliances.get(alliance, False) or bilateral
        self.changes |= changes
        self.asymmetric |= asymmetric


@dataclass(slots=True)
class _Part:
    """A party of a mechanism in years."""

    member: Member
    interval: Interval
    first: int
    last: int
    begins: int
    ends: int
    owed: tuple[str, ...]

    @property
    def actor(self) -> Actor:
        """The state."""
        return self.member.actor


class _Years:
    """The years of a graph, and what is known of each."""

    def __init__(self, kg: KnowledgeGraph, codes: str) -> None:
        self.codes = codes
        self.mechanisms = counted(kg, in_years=True)
        self._possibly = kg.at.certainty == "possibly"
        self._coverage = _Coverage(kg, self.mechanisms)
        self._members = Members(Columns(kg, self.mechanisms), codes)
        self._bearers: dict[tuple[int, int], Actor] = {}
        self.first, self.last = self._window(kg)

    def _window(self, kg: KnowledgeGraph) -> tuple[int, int]:
        """Return the first and the last year: those asked for, or else those that are covered."""
        if window := window_of(kg):
            return window[0].year, window[1].year
        starts = [m.interval.start_latest.year for m in self.mechanisms if m.interval] or [kg.at.last.year]
        days = self._coverage.days
        first = min((int(one[:4]) for one, _ in days if one), default=min(starts))
        last = max((int(other[:4]) for _, other in days if other), default=kg.at.last.year)
        return min(first, *starts), last

    def parts(self, mechanism: Mechanism) -> list[_Part]:
        """Return the parties of a mechanism that bear a number, in years."""
        found: list[_Part] = []
        for member, _ in self._members.of(mechanism):
            # A treaty binds nobody alone: no longer than two take part.
            interval = member.interval & mechanism.interval if mechanism.interval else None
            if interval is None or not interval.is_ordered:
                continue
            start = interval.start_earliest if self._possibly else interval.start_latest
            end = interval.end_latest if self._possibly else interval.end_earliest
            goes_on = interval.end_latest == date.max
            # What goes on has no year of its end: the last day on which it is known to hold is the one before.
            last = self.last if end == date.max else (end - _DAY if goes_on else end).year
            found.append(
                _Part(
                    member=member,
                    interval=interval,
                    first=max(start.year, self.first),
                    last=min(last, self.last),
                    begins=start.year,
                    ends=0 if goes_on else last,
                    owed=tuple(flag for flag, label in FLAGS.items() if label in mechanism.owed_by(member.part)),
                )
            )
        return found

    def code_in(self, part: _Part, year: int) -> str:
        """Return the number by which a state goes on the first day of its part in a year, and remember who it was."""
        code = part.member.number_on(max(date(year, 1, 1), part.interval.start_latest))
        if code:
            self._bearers.setdefault((int(code), year), part.actor)
        return code

    def is_complete(self, code: int, year: int, actor: Actor | None) -> tuple[bool, bool]:
        """Return whether the record is complete for the kinds that are counted, and for alliances.

        Asked is of the state that bears a number at the beginning of a year, or else of the member that went by it.
        """
        return self._coverage.of(actor or self._bearers[code, year], year)

    def states(self, kg: KnowledgeGraph, taking_part: dict[str, int]) -> Iterator[tuple[int, str, Actor]]:
        """Yield each year and the states that exist in it, by number."""
        actors = [
            actor for actor in kg.actors.values() if actor.type == "State" and kg.at.takes_actor("State", actor.region)
        ]
        for year in range(self.first, self.last + 1):
            found: dict[str, Actor] = {}
            for actor in actors:
                life = actor.life
                since = (
                    life.start_earliest.year
                    if life.start_text
                    else min(_EVERY_STATE, taking_part.get(actor.iri, _EVERY_STATE))
                )
                if not since <= year or life.end_latest < date(year, 1, 1):
                    continue
                day = max(date(year, 1, 1), life.start_earliest)
                if code := code_on(actor, self.codes, day):
                    found.setdefault(code, actor)
            yield from ((year, code, found[code]) for code in sorted(found, key=int))


class _Coverage:
    """For which years and states a record is complete."""

    def __init__(self, kg: KnowledgeGraph, mechanisms: list[Mechanism]) -> None:
        taxonomy = load_taxonomy()
        self._wanted = frozenset(kg.at.kinds or {m.kind.name for m in mechanisms})
        self._alliances = frozenset(name for name, kind in taxonomy.kinds.items() if "Alliance" in kind.lineage)
        statements = kg.reading.where("?s a acc:CoverageStatement").coverage
        said = [one for one in statements if one.completeness == "complete"]
        self._said = [(one, self._kinds(one)) for one in said]
        #: First and last day of each statement that speaks of days.
        self.days = [(one.first_day, one.last_day) for one in said if one.first_day or one.last_day]
        self._known: dict[tuple[str, int], tuple[bool, bool]] = {}

    @staticmethod
    def _kinds(said: Coverage) -> frozenset[str]:
        named = set(said.kinds)
        return frozenset(name for name, kind in load_taxonomy().kinds.items() if named.intersection(kind.lineage))

    def of(self, actor: Actor, year: int) -> tuple[bool, bool]:
        """Return whether it is, for the kinds that are counted and for alliances."""
        key = actor.iri, year
        if key not in self._known:
            first, last = date(year, 1, 1), date(year, 12, 31)
            kinds: set[str] = set()
            for one, speaks_of in self._said:
                until = one.last_day or one.checked_to
                if not one.speaks_of(first, last) or last.isoformat() > until:
                    continue
                if not (one.actors or one.regions) or actor in one.actors or actor.region in one.regions:
                    kinds |= speaks_of
            self._known[key] = bool(self._wanted) and self._wanted <= kinds, self._alliances <= kinds
        return self._known[key]


def year_rows(kg: KnowledgeGraph, unit: str, codes: str) -> Iterator[tuple[object, ...]]:
    """Yield the rows of a unit of years, the names of the columns first; see `units.unit_rows`."""
    years = _Years(kg, codes)
    return _state_years(kg, years) if unit == "state-year" else _dyad_years(kg, years, directed=unit[:8] == "directed")


def _state_years(kg: KnowledgeGraph, years: _Years) -> Iterator[tuple[object, ...]]:
    """Yield one row a state and year: whether it has a commitment, and of what kind."""
    cells: dict[tuple[str, int], _Cell] = defaultdict(_Cell)
    earliest: dict[str, int] = {}
    for mechanism in years.mechanisms:
        whole = whole_of(mechanism)
        for part in years.parts(mechanism):
            earliest[part.actor.iri] = min(part.first, earliest.get(part.actor.iri, part.first))
            for year in range(part.first, part.last + 1):
                if code := years.code_in(part, year):
                    changes = year in (part.begins, part.ends)
                    cells[code, year].add(part.owed, whole, False, changes, False)
    width = max((len(cell.alliances) for cell in cells.values()), default=0)
    yield ("state", "year", "tied", *FLAGS, "number", "transyr", *(f"id{n}" for n in range(1, width + 1)))
    rows = {(code, year): actor for year, code, actor in years.states(kg, earliest)}
    for code, year in sorted({*rows, *cells}, key=lambda one: (int(one[0]), one[1])):
        cell = cells.get((code, year))
        known = years.is_complete(int(code), year, rows.get((code, year)))
        yield (code, year, *_told(cell, known), *_names(cell, width))


def _dyad_years(kg: KnowledgeGraph, years: _Years, *, directed: bool) -> Iterator[tuple[object, ...]]:
    """Yield one row a pair of states and year; a row in each direction where it is directed."""
    cells: dict[tuple[int, int, int], _Cell] = defaultdict(_Cell)
    earliest: dict[str, int] = {}
    for mechanism in years.mechanisms:
        parts = years.parts(mechanism)
        for part in parts:
            earliest[part.actor.iri] = min(part.first, earliest.get(part.actor.iri, part.first))
        whole, bilateral = whole_of(mechanism), len({part.actor.iri for part in parts}) == 2
        for one, other in combinations(parts, 2):
            _share(cells, years, (one, other), whole, bilateral, mechanism.is_told_apart, directed=directed)
    width = max((len(cell.alliances) for cell in cells.values()), default=0)
    head = ("ddyad", "year", "stateA", "stateB") if directed else ("dyad", "year", "mem1", "mem2")
    more = ("number", "transyr", "bilatno", "multino", "asymm")
    yield (*head, "tied", *FLAGS, *more, *(f"id{n}" for n in range(1, width + 1)))
    of_year: dict[int, dict[int, Actor]] = defaultdict(dict)
    for year, code, actor in years.states(kg, earliest):
        of_year[year][int(code)] = actor
    pairs_of: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for a, b, year in cells:
        pairs_of[year].add((a, b))
    for year in range(years.first, years.last + 1):
        actors = of_year[year]
        pairs = {(a, b) for a in actors for b in actors if a != b and (directed or a < b)} | pairs_of[year]
        known = {
            code: years.is_complete(code, year, actors.get(code)) for code in {code for pair in pairs for code in pair}
        }
        for a, b in sorted(pairs):
            cell = cells.get((a, b, year))
            one, other = known[a], known[b]
            told = _told(cell, (one[0] or other[0], one[1] or other[1]))
            bilateral = sum(cell.alliances.values()) if cell else told[-2]
            several = len(cell.alliances) - sum(cell.alliances.values()) if cell else told[-2]
            asymmetric = int(cell.asymmetric) if cell else told[-2]
            yield (a * 1000 + b, year, a, b, *told, bilateral, several, asymmetric, *_names(cell, width))


def _share(
    cells: dict[tuple[int, int, int], _Cell],
    years: _Years,
    pair: tuple[_Part, _Part],
    alliance: str,
    bilateral: bool,
    asymmetric: bool,
    *,
    directed: bool,
) -> None:
    """Enter the years that two parties of a mechanism share."""
    one, other = pair
    starts = max(one.interval.start_earliest, other.interval.start_earliest)
    if starts >= min(one.interval.end_latest, other.interval.end_latest):
        return
    for year in range(max(one.first, other.first), min(one.last, other.last) + 1):
        a, b = years.code_in(one, year), years.code_in(other, year)
        if not a or not b or a == b or one.actor.iri == other.actor.iri:
            continue
        changes = year in (max(one.begins, other.begins), min(one.ends or 9999, other.ends or 9999))
        first, second = int(a), int(b)
        if directed:
            cells[first, second, year].add(one.owed, alliance, bilateral, changes, asymmetric)
            cells[second, first, year].add(other.owed, alliance, bilateral, changes, asymmetric)
        else:
            key = (min(first, second), max(first, second), year)
            cells[key].add((*one.owed, *other.owed), alliance, bilateral, changes, asymmetric)


def _told(cell: _Cell | None, known: tuple[bool, bool]) -> tuple[object, ...]:
    """Return ``tied``, the obligations, ``number`` and ``transyr``: 1, 0, or blank where it is not known."""
    none, no_duty = 0 if known[0] else "", 0 if known[1] else ""
    if cell is None:
        return (none, *[no_duty] * len(FLAGS), none, none)
    return (
        1,
        *(1 if flag in cell.flags else no_duty for flag in FLAGS),
        len(cell.alliances),
        int(cell.changes),
    )


def _names(cell: _Cell | None, width: int) -> list[str]:
    names = sorted(cell.alliances, key=lambda name: (len(name), name)) if cell else []
    return [*names, *[""] * (width - len(names))]
