"""The units of analysis of political science: alliance, phase, member, state-year, dyad-year, directed dyad-year.

The layout is that of ATOP: its column names, its numbers for states (or those of Gleditsch and Ward), its 0 for what
had not ended. It is written for any graph, the shipped record as well as an imported data set, and for the mechanisms
that a slice takes. What a record says and these columns have no room for stands behind them, under the names that the
data set of the record gives it.

ATOP codebook, version 5.1 (9 August 2022): Leeds, B. A., Ritter, J. M., Mitchell, S. M., & Long, A. G. (2002).
Alliance Treaty Obligations and Provisions, 1815-1944. *International Interactions* 28, 237-260.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from ...ontology.prefixes import local
from ..errors import UnknownNameError
from ..networks.ties import counts
from .unit_members import Columns, Members

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..dates import Interval
    from ..knowledge import KnowledgeGraph
    from ..model import Mechanism

#: What a row can be.
UNITS: Final = ("alliance", "phase", "member", "state-year", "dyad-year", "directed-dyad-year")
#: By which numbers states can go.
CODES: Final = ("cow", "gw")
#: ATOP's name of an obligation to its label in the ontology.
FLAGS: Final = {
    "defense": "defence",
    "offense": "offence",
    "neutral": "neutrality",
    "nonagg": "non-aggression",
    "consul": "consultation",
}
#: Rows that are written at once.
_BATCH: Final = 2000


def unit_rows(kg: KnowledgeGraph, unit: str, codes: str = "cow") -> Iterator[tuple[object, ...]]:
    """Yield the rows of a unit of analysis, the names of the columns first.

    Parameters
    ----------
    kg
        The graph; a slice of it chooses kinds, layers and confidence, and with a date or a window the years.
    unit
        One of `UNITS`.
    codes
        One of `CODES`: ``cow`` for the Correlates of War list, ``gw`` for that of Gleditsch and Ward.

    Raises
    ------
    UnknownNameError
        Where there is no such unit, or no such list.

    Notes
    -----
    States that the list has no number for, and organisations, are left out. A state goes by the number that it bore
    when its part began or, where a row is a year, on the first day of the year on which it took part: the Federal
    Republic of Germany is 260 and, from 3 October 1990, 255. Where its data set lists it under another number that it
    bears at some time, or has it as a member before the record has it as a state, a row is as the data set says. See
    `unit_members` for that, and `unit_years` for what counts in a year.
    """
    if unit not in UNITS:
        raise UnknownNameError("unit of analysis", unit, UNITS)
    if codes not in CODES:
        raise UnknownNameError("list of states", codes, CODES)
    if unit.endswith("-year"):
        from .unit_years import year_rows

        return year_rows(kg, unit, codes)
    return {"alliance": _alliances, "phase": _phases, "member": _members}[unit](kg, codes)


def unit_csv(kg: KnowledgeGraph, unit: str, codes: str = "cow") -> Iterator[str]:
    """Yield a unit of analysis as CSV, some rows at a time; see `unit_rows`. What is unknown is blank."""
    stream = io.StringIO(newline="")
    out = csv.writer(stream, lineterminator="\n")
    for number, row in enumerate(unit_rows(kg, unit, codes), 1):
        out.writerow(row)
        if number % _BATCH == 0:
            yield stream.getvalue()
            stream.seek(0)
            stream.truncate()
    yield stream.getvalue()


def counted(kg: KnowledgeGraph, *, in_years: bool = False) -> list[Mechanism]:
    """Return the mechanisms that hold at some time, and in the window of a slice that has one; a year is whole."""
    found = [m for m in kg.reading.outlines if m.interval is not None and counts(m, kg.at)]
    if window := window_of(kg):
        first, last = window
        if in_years:
            # What ends on its first day counts in a year, too.
            first, last = max(date(first.year, 1, 1), date(1, 1, 2)) - timedelta(days=1), date(last.year, 12, 31)
        found = [m for m in found if _meets(m.interval, first, last)]
    # Chosen by what is counted of them, and then fetched as they are.
    iris = sorted(mechanism.iri for mechanism in found)
    known = kg.reading.records(iris).mechanisms
    return [known[iri] for iri in iris]


def window_of(kg: KnowledgeGraph) -> tuple[date, date] | None:
    """Return the days that a slice asks for; nothing where it leaves the date at the record's own."""
    within = kg.within
    if within is None or within.first == within.last == kg.about.checked_to.latest:
        return None
    return within.first, within.last


def whole_of(mechanism: Mechanism) -> str:
    """Return the id of the alliance of which a mechanism is a phase: its own where it is none."""
    return local(mechanism.part_of) if mechanism.part_of else mechanism.identifier.rpartition(":")[2] or mechanism.id


def _meets(interval: Interval | None, first: date, last: date) -> bool:
    return interval is not None and interval.start_earliest <= last and interval.end_latest > first


def _alliances(kg: KnowledgeGraph, codes: str) -> Iterator[tuple[object, ...]]:
    """Yield one row an alliance, its phases taken together."""
    phases: dict[str, list[Mechanism]] = defaultdict(list)
    known = counted(kg)
    for mechanism in known:
        phases[whole_of(mechanism)].append(mechanism)
    more = Columns(kg, known, [found[0].part_of or found[0].iri for found in phases.values()])
    parts = Members(more, codes)
    members = {name: _members_of(found, parts) for name, found in phases.items()}
    width = max(map(len, members.values()), default=0)
    yield (
        *("alliance", "label", *_BEGINS, *_ENDS, "ineffect", "bilat", "maxphase", *FLAGS, "asymm"),
        *(f"mem{number}" for number in range(1, width + 1)),
        *more.names,
    )
    for name, found in sorted(phases.items(), key=lambda item: _order(item[0])):
        begins = min((m.interval for m in found if m.interval), key=lambda one: (one.start_latest, one.start_text))
        ends = max((m.interval for m in found if m.interval), key=lambda one: (one.end_earliest, one.end_latest))
        duties = {duty for mechanism in found for duty in mechanism.duties}
        yield (
            *(name, found[0].label, *_begin(begins), *_end(ends), int(_goes_on(ends))),
            *(int(len(members[name]) == 2), len(found) if len(found) > 1 else 0),
            *(int(label in duties) if duties else "" for label in FLAGS.values()),
            int(any(mechanism.is_told_apart for mechanism in found)),
            *_padded(members[name], width),
            *more.of(found[0].part_of or found[0].iri),
        )


def _phases(kg: KnowledgeGraph, codes: str) -> Iterator[tuple[object, ...]]:
    """Yield one row a phase, which is a mechanism."""
    found = counted(kg)
    more = Columns(kg, found, [mechanism.iri for mechanism in found])
    parts = Members(more, codes)
    members = {mechanism.iri: _members_of([mechanism], parts) for mechanism in found}
    width = max(map(len, members.values()), default=0)
    yield (
        *("mechanism", "alliance", "phase", "kind", "label", *_BEGINS, *_ENDS, "ineffect", "bilat", *FLAGS, "asymm"),
        *(f"mem{number}" for number in range(1, width + 1)),
        *more.names,
    )
    for mechanism in sorted(found, key=_by_identifier):
        interval = mechanism.interval
        yield (
            *(mechanism.id, whole_of(mechanism), _phase(mechanism), mechanism.kind.name, mechanism.label),
            *(*_begin(interval), *_end(interval), int(_goes_on(interval)), int(len(members[mechanism.iri]) == 2)),
            *(int(label in mechanism.duties) if mechanism.duties else "" for label in FLAGS.values()),
            int(mechanism.is_told_apart),
            *_padded(members[mechanism.iri], width),
            *more.of(mechanism.iri),
        )


def _members(kg: KnowledgeGraph, codes: str) -> Iterator[tuple[object, ...]]:
    """Yield one row a member of a phase and spell of its membership."""
    found = counted(kg)
    more = Columns(kg, found, [part.iri for mechanism in found for part in mechanism.participations])
    entry, leaving = ("yrent", "moent", "dayent"), ("yrexit", "moexit", "dayexit")
    yield (
        *("mechanism", "alliance", "phase", "kind", "member", "name", *entry, *leaving, "ineffect", *FLAGS),
        *more.names,
    )
    parts = Members(more, codes)
    for mechanism in sorted(found, key=_by_identifier):
        for member, code in parts.of(mechanism):
            owed, interval = mechanism.owed_by(member.part), member.interval
            yield (
                *(mechanism.id, whole_of(mechanism), _phase(mechanism), mechanism.kind.name, code, member.actor.label),
                *(*_begin(interval), *_end(interval), int(_goes_on(interval))),
                *(int(label in owed) if mechanism.duties else "" for label in FLAGS.values()),
                *more.of(member.part.iri),
            )


_BEGINS: Final = ("begyr", "begmo", "begday")
_ENDS: Final = ("endyr", "endmo", "endday")


def _members_of(mechanisms: Iterable[Mechanism], members: Members) -> list[str]:
    found = {code for mechanism in mechanisms for _, code in members.of(mechanism)}
    return sorted(found, key=int)


def _padded(members: list[str], width: int) -> list[str]:
    return [*members, *[""] * (width - len(members))]


def _phase(mechanism: Mechanism) -> int:
    """Return the number of a phase; 0 for an alliance of one."""
    name = mechanism.identifier.rpartition(":")[2]
    number = name.rpartition(".")[2] if mechanism.part_of and "." in name else ""
    return int(number) if number.isdigit() else 0


def _by_identifier(mechanism: Mechanism) -> tuple[object, ...]:
    return (*_order(whole_of(mechanism)), _phase(mechanism), mechanism.id)


def _order(name: str) -> tuple[int, int, str]:
    return (0, int(name), "") if name.isdigit() else (1, 0, name)


def _goes_on(interval: Interval | None) -> bool:
    return interval is not None and interval.end_latest == date.max


def _begin(interval: Interval | None) -> list[object]:
    """Return year, month and day of the beginning, blank as far as they are not known."""
    text = interval.start_text.removeprefix("by ") if interval else ""
    return _split(text)


def _end(interval: Interval | None) -> list[object]:
    """Return year, month and day of the end, blank as far as they are not known; 0 where it goes on."""
    return [0, 0, 0] if _goes_on(interval) else _split(interval.end_text if interval else "")


def _split(text: str) -> list[object]:
    parts: list[object] = [int(part) for part in text.split("-")] if text else []
    return [*parts, *[""] * (3 - len(parts))]
