"""When a mechanism holds, and when a party takes part in it: from the dates on record to intervals.

Whoever reads records, whole or in columns, asks these functions, so that a mechanism is in force on the
same days in every answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .dates import Interval, earliest_of

#: The dates that a participation may have of its own.
PART_DATES: Final = ("start", "end", "knownFrom")
#: The time of what has no bounds.
ALWAYS: Final = Interval.between(None, None)

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..ontology import ForceRule
    from .dates import PartialDate


def force_of(rule: ForceRule, date_of: Callable[[str], PartialDate | None]) -> Interval | None:
    """Return the time through which a mechanism holds by the force rule of its kind.

    Parameters
    ----------
    rule
        The force rule: which dates begin it, and which end it.
    date_of
        From the local name of a date property to the mechanism's date, the earliest where it has several.

    Returns
    -------
    Interval or None
        ``None`` where no date says that it ever began.
    """
    starts = [found for name in rule.starts if (found := date_of(name))]
    start = earliest_of(starts)
    first_known = None if start else date_of("knownFrom")
    if start is None and first_known is None:
        return None
    end = earliest_of([found for name in rule.ends if (found := date_of(name))])
    occurs = "lastDay" in rule.ends
    return Interval.between(
        start,
        end,
        end_included=occurs,
        # An occurrence whose last day nobody gives has not gone on for ever: its first day alone is sure.
        last_known=None if end else start if occurs else _last_known(date_of),
        first_known=first_known,
        not_before=date_of("signed") if first_known else None,
    )


def _last_known(date_of: Callable[[str], PartialDate | None]) -> PartialDate | None:
    """Return the last date on which a mechanism of no known end is known, or estimated, to have held."""
    return date_of("lastMet") or date_of("knownTo") or date_of("estimatedEnd")


def life_of(date_of: Callable[[str], PartialDate | None]) -> Interval:
    """Return the time through which an actor exists; without bounds where its dates give none."""
    start, end = date_of("start"), date_of("end")
    return Interval.between(start, end) if start or end else ALWAYS


def _no_date(_name: str) -> None:
    """Return the date of a party that is named shortly: it has none of its own."""


def part_of(
    force: Interval | None, life: Interval, date_of: Callable[[str], PartialDate | None] = _no_date
) -> Interval | None:
    """Return the time through which an actor takes part in a mechanism.

    Parameters
    ----------
    force
        The time through which the mechanism holds.
    life
        The time through which the actor exists: a state that has been dissolved takes part no longer.
    date_of
        The participation's own ``start``, ``end`` and ``knownFrom``; it has none where this is left out.

    Returns
    -------
    Interval or None
        ``None`` where the mechanism never holds.
    """
    if force is None:
        return None
    start, end, known = map(date_of, PART_DATES)
    own = Interval.between(start, end, first_known=known) & life if start or end or known else life
    return force if own is ALWAYS else force & own
