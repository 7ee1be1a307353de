"""From the rows that an engine gives to counts of events between states, with an account of every row read."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING, Any, Final

from ...dates import PartialDate, parse_date
from .expression import UNREADABLE, USED
from .layouts import ROOTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...identity import Match, Resolver
    from ..outcome import Outcome
    from .layouts import Layout

#: Why a row of cooperation between two countries is none of its own.
NO_STATE: Final = "not a state"
SAME_STATE: Final = "same state"
MIRRORED: Final = "the same event told from the other side"
REPEATED: Final = "the same row twice"

#: The mean Goldstein value has so many digits behind the point.
_DIGITS: Final = Decimal("0.0001")


@dataclass(slots=True)
class EventCount:
    """The events of cooperation of two states in a month, as a data set counts them.

    Attributes
    ----------
    a, b
        The ids of the two states, in the order of the alphabet.
    month
        The month, ``2018-01``.
    counts
        How many events there are by root of their CAMEO code, under the names in
        `accord.graph.importing.events.layouts.ROOTS`.
    mirrored
        How many rows told one of them from the other side, and were not counted.
    tenths, scored
        The sum of the Goldstein values in tenths, and of how many rows: rows told from the other side have a value
        too.
    """

    a: str
    b: str
    month: str
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ROOTS.values(), 0))
    mirrored: int = 0
    tenths: int = 0
    scored: int = 0

    @property
    def events(self) -> int:
        """How many events there are of all roots."""
        return sum(self.counts.values())

    @property
    def goldstein(self) -> Decimal | None:
        """The mean Goldstein value, from -10 to 10; ``None`` where no row has one."""
        if not self.scored:
            return None
        return (Decimal(self.tenths) / (10 * self.scored)).quantize(_DIGITS, ROUND_HALF_EVEN)

    @property
    def key(self) -> tuple[str, str, str]:
        """By what counts are sorted: the two states and the month."""
        return self.a, self.b, self.month

    def add(self, row: dict[str, Any]) -> None:
        """Add a row that an engine gave for the same two states and month, under whatever codes."""
        for name in self.counts:
            self.counts[name] += row[name]
        self.mirrored += row["mirrored"]
        self.tenths += row["tenths"] or 0
        self.scored += row["scored"]


@dataclass(frozen=True, slots=True)
class Counted:
    """What one run counted: the counts, sorted, and the days from and to which the data set took in its rows."""

    counts: list[EventCount]
    first_day: str
    last_day: str


def count_states(
    rows: Iterable[dict[str, Any]], unreadable: int, layout: Layout, resolver: Resolver, outcome: Outcome
) -> Counted:
    """Say which states the countries of each row are, and add up.

    Parameters
    ----------
    rows
        What `accord.graph.importing.events.expression.counts_of` gives.
    unreadable
        How many lines no engine could read as text.
    layout
        The data set's layout: its codes of countries.
    resolver
        What says which state a code means in a month.
    outcome
        The account, which is filled.

    Notes
    -----
    A state is looked up in the month of the events. Where the state that a code means now did not exist then, the one
    of the same name that did is meant: the events of ``RUS`` in 1985 are those of the Soviet Union.
    """
    states = _States(layout, resolver)
    found: dict[tuple[str, str, str], EventCount] = {}
    days: list[str] = []
    outcome.rows_read += unreadable
    if unreadable:
        outcome.passed_over[UNREADABLE] += unreadable
    for row in rows:
        number: int = row["rows"]
        outcome.rows_read += number
        days += [day for day in (row["earliest"], row["latest"]) if day]
        if row["fate"] != USED:
            outcome.passed_over[row["fate"]] += number
            continue
        pair = [states.of(code, row["month"]) for code in (row["a"], row["b"])]
        known = sorted(match.actor.id for match in pair if match.actor)
        if len(known) < 2:
            outcome.passed_over[NO_STATE] += number
            for code, match in zip((row["a"], row["b"]), pair, strict=True):
                if match.actor is None:
                    outcome.unrecognised[f"{code!r} {match.reason}"] += number
            continue
        a, b = known
        if a == b:
            outcome.passed_over[SAME_STATE] += number
            continue
        count = found.setdefault((a, b, row["month"]), EventCount(a, b, row["month"]))
        count.add(row)
        outcome.rows_used += row["events"]
        for reason, name in ((MIRRORED, "mirrored"), (REPEATED, "repeated")):
            if row[name]:
                outcome.passed_over[reason] += row[name]
    outcome.records_made["event counts"] += len(found)
    return Counted(
        sorted(found.values(), key=lambda count: count.key), *(_iso(f(days, default="")) for f in (min, max))
    )


class _States:
    """Which state a code means in a month, each asked once."""

    def __init__(self, layout: Layout, resolver: Resolver) -> None:
        self._scheme = layout.scheme
        self._resolver = resolver
        self._known: dict[tuple[str, str], Match] = {}
        self._months: dict[str, PartialDate] = {}

    def of(self, code: str, month: str) -> Match:
        match = self._known.get((code, month))
        if match is None:
            match = self._known[code, month] = self._looked_up(code, self._month(month))
        return match

    def _month(self, month: str) -> PartialDate:
        if month not in self._months:
            self._months[month] = parse_date(month)
        return self._months[month]

    def _looked_up(self, code: str, month: PartialDate) -> Match:
        match = self._resolver.look_up(code, self._scheme, month)
        life = match.actor.life if match.actor else None
        if match.actor is None or life is None:
            return match
        if life.start_earliest <= month.latest and month.earliest < life.end_latest:
            return match
        return self._resolver.look_up(match.actor.label, "name", month)


def _iso(day: str) -> str:
    return f"{day[:4]}-{day[4:6]}-{day[6:8]}" if day else ""
