"""Dates as precise as their source, and the intervals that they bound.

A source may give a day, a month or a year. Nothing here rounds: a partial date is the pair of the
earliest and the latest day that it can mean, and an interval carries those bounds for its start and its end.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from .errors import RequestError

_PATTERN: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as found: a day, a month or a year.

    Attributes
    ----------
    text
        The literal as found: ``2014``, ``2014-05`` or ``2014-05-06``.
    earliest, latest
        The first and the last day that it can mean.
    """

    text: str
    earliest: date
    latest: date

    @property
    def precision(self) -> str:
        """``day``, ``month`` or ``year``."""
        return {4: "year", 7: "month", 10: "day"}[len(self.text)]

    def __str__(self) -> str:
        return self.text


def parse_date(text: str) -> PartialDate:
    """Read a day, a month or a year in ISO 8601 form.

    Raises
    ------
    RequestError
        Where the text is no such date.

    Examples
    --------
    >>> parse_date("2014-02").latest
    datetime.date(2014, 2, 28)
    """
    match = _PATTERN.fullmatch(text)
    if match is None:
        raise RequestError(f"{text!r} is not a date", "Write 2024, 2024-05 or 2024-05-06.")
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        earliest = date(year or 0, month or 1, day or 1)
    except ValueError as error:
        raise RequestError(
            f"{text!r} is not a date: {str(error).split(',')[0]}", "Write 2024, 2024-05 or 2024-05-06."
        ) from None
    if day:
        return PartialDate(text, earliest, earliest)
    last_month = month or 12
    return PartialDate(text, earliest, date(earliest.year, last_month, monthrange(earliest.year, last_month)[1]))


def read_date(text: str) -> PartialDate | None:
    """Read a date as `parse_date` does; nothing where the text is none."""
    try:
        return parse_date(text)
    except RequestError:
        return None


def earliest_of(dates: list[PartialDate]) -> PartialDate | None:
    """Return the date that comes first, by its earliest day, the more precise where two begin alike."""
    return min(dates, key=lambda d: (d.earliest, d.latest), default=None)


@dataclass(frozen=True, slots=True)
class Interval:
    """The time through which something holds; the start is included, the end excluded.

    Attributes
    ----------
    start_text, end_text
        The literals as found; empty where no date is given.
    start_earliest, start_latest
        The days between which it begins. ``date.min`` where it has always held.
    end_earliest, end_latest
        The days between which lies the first day without it. ``date.max`` where no end is known.
    surely_exists
        Whether it has a day at all, however its bounds fall. True of what a record states; the overlap of
        two imprecise intervals may turn out empty.
    """

    start_text: str
    end_text: str
    start_earliest: date
    start_latest: date
    end_earliest: date = date.max
    end_latest: date = date.max
    surely_exists: bool = True

    @classmethod
    def between(
        cls,
        start: PartialDate | None,
        end: PartialDate | None,
        *,
        end_included: bool = False,
        last_known: PartialDate | None = None,
        first_known: PartialDate | None = None,
        not_before: PartialDate | None = None,
    ) -> Interval:
        """Build the interval from its dates.

        Parameters
        ----------
        start
            When it begins; ``None`` for always.
        end
            The first day without it; ``None`` for no known end.
        end_included
            Whether `end` is instead the last day with it.
        last_known
            Where no end is known: the last date on which it is known to have held. From then on it may be over.
        first_known
            Where no start is known: a date on which it is known to hold. It began then, or before.
        not_before
            The earliest that it can have begun, where `first_known` is given.
        """
        if start is None and first_known is not None:
            earliest = not_before.earliest if not_before else date.min
            known = cls.between(first_known, end, end_included=end_included, last_known=last_known)
            return replace(
                known, start_text=f"by {first_known.text}", start_earliest=min(earliest, first_known.earliest)
            )
        if end is None and last_known is not None:
            known = cls.between(start, last_known, end_included=True)
            return replace(known, end_text="", end_latest=date.max)
        shift = _DAY if end_included else timedelta(0)
        return cls(
            start.text if start else "",
            end.text if end else "",
            start.earliest if start else date.min,
            start.latest if start else date.min,
            end.earliest + shift if end else date.max,
            end.latest + shift if end else date.max,
        )

    def __and__(self, other: Interval) -> Interval:
        """Return the time through which both hold; an interval overlaps itself entirely."""
        if self is other or self == other or other._surely_contains(self):
            return self
        if self._surely_contains(other):
            return other
        # Of two beginnings that one is told which is certain last: a year stays a year where a state came to be in
        # it, and a date by which something had begun is not made the day before which it could not.
        starts_last = max(self, other, key=lambda i: (i.start_latest, i.start_earliest))
        ends_first = min(self, other, key=lambda i: (i.end_earliest, i.end_latest))
        start_latest = max(self.start_latest, other.start_latest)
        end_earliest = min(self.end_earliest, other.end_earliest)
        return Interval(
            starts_last.start_text,
            ends_first.end_text,
            max(self.start_earliest, other.start_earliest),
            start_latest,
            end_earliest,
            min(self.end_latest, other.end_latest),
            self.surely_exists and other.surely_exists and start_latest < end_earliest,
        )

    def _surely_contains(self, other: Interval) -> bool:
        return self.start_latest <= other.start_earliest and self.end_earliest >= other.end_latest

    @property
    def is_ordered(self) -> bool:
        """Whether it can hold on any day at all: its earliest start lies before its latest end."""
        return self.start_earliest < self.end_latest
