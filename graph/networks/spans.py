"""Many intervals at once, as arrays: the form in which every tie of a record is sliced in one step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ..dates import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

#: What never holds: it ends before it begins.
_NEVER: Final = Interval("", "", date.max, date.max, date.min, date.min, surely_exists=False)


@dataclass(frozen=True, slots=True)
class Spans:
    """Intervals as columns, one row an interval, with the names that `Interval` gives its bounds.

    Attributes
    ----------
    start_earliest, start_latest, end_earliest, end_latest
        The bounds, as days (``datetime64[D]``).
    surely_exists
        Whether the interval has a day at all, however its bounds fall.
    """

    start_earliest: NDArray[np.datetime64]
    start_latest: NDArray[np.datetime64]
    end_earliest: NDArray[np.datetime64]
    end_latest: NDArray[np.datetime64]
    surely_exists: NDArray[np.bool_]

    @classmethod
    def of(cls, intervals: Iterable[Interval | None]) -> Spans:
        """Return intervals as columns; ``None`` becomes one that holds on no day."""
        known = [interval or _NEVER for interval in intervals]

        def days(name: str) -> NDArray[np.datetime64]:
            return np.array([getattr(interval, name) for interval in known], dtype="datetime64[D]")

        return cls(
            days("start_earliest"),
            days("start_latest"),
            days("end_earliest"),
            days("end_latest"),
            np.array([interval.surely_exists for interval in known], dtype=bool),
        )

    def __getitem__(self, rows: NDArray[Any]) -> Spans:
        return Spans(
            self.start_earliest[rows],
            self.start_latest[rows],
            self.end_earliest[rows],
            self.end_latest[rows],
            self.surely_exists[rows],
        )

    def __len__(self) -> int:
        return len(self.surely_exists)

    def __and__(self, other: Spans) -> Spans:
        """Return, row by row, the time through which both hold, as `Interval.__and__` does."""
        start_latest = np.maximum(self.start_latest, other.start_latest)
        end_earliest = np.minimum(self.end_earliest, other.end_earliest)
        # Where one surely contains the other, or is the same, the contained one is the overlap, and exists as it does.
        exists = self.surely_exists & other.surely_exists & (start_latest < end_earliest)
        unsure = np.flatnonzero(~exists)
        if len(unsure):
            one, two = self[unsure], other[unsure]
            mine = two._surely_contains(one) | one._equals(two)
            theirs = one._surely_contains(two)
            exists[unsure] = np.where(mine, one.surely_exists, theirs & two.surely_exists)
        return Spans(
            np.maximum(self.start_earliest, other.start_earliest),
            start_latest,
            end_earliest,
            np.minimum(self.end_latest, other.end_latest),
            exists,
        )

    def _surely_contains(self, other: Spans) -> NDArray[np.bool_]:
        return (self.start_latest <= other.start_earliest) & (self.end_earliest >= other.end_latest)

    def _equals(self, other: Spans) -> NDArray[np.bool_]:
        return (
            (self.start_earliest == other.start_earliest)
            & (self.start_latest == other.start_latest)
            & (self.end_earliest == other.end_earliest)
            & (self.end_latest == other.end_latest)
            & (self.surely_exists == other.surely_exists)
        )

    @property
    def is_none(self) -> NDArray[np.bool_]:
        """Whether each stands for no interval at all: what no date ever began."""
        return self.start_earliest == np.datetime64(_NEVER.start_earliest, "D")

    @property
    def is_ordered(self) -> NDArray[np.bool_]:
        """Whether each can hold on any day at all."""
        return self.start_earliest < self.end_latest
