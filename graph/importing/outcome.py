"""What became of the rows of a data set: every one of them is accounted for."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from .rows import Row


class Refused(NamedTuple):
    """A row of which no record was made.

    Attributes
    ----------
    file, line
        Where the row begins.
    reason
        Why, in a sentence without a full stop.
    values
        The row: column to text.
    """

    file: str
    line: int
    reason: str
    values: dict[str, str]


@dataclass(slots=True)
class Outcome:
    """The account of one import: rows read = rows used + rows refused + rows passed over.

    Attributes
    ----------
    rows_read
        How many rows the files have; counted as they are read.
    rows_used
        How many of them became a record, or a part of one.
    records_made
        Records by what they are, such as ``mechanisms`` and ``participations``.
    refused
        The rows that could not be used, each with its reason.
    passed_over
        How many rows the data set holds of what is not read at all, by what they are: events that are no
        cooperation. They are counted and not listed.
    unrecognised
        Names and codes that stand for no state, with the reason, and in how many rows they stand.
    notes
        What a reader of the records should know, such as dates that were read with less precision than they have.
    """

    rows_read: int = 0
    rows_used: int = 0
    records_made: Counter[str] = field(default_factory=Counter)
    refused: list[Refused] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)
    unrecognised: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)

    def use(self) -> None:
        """Count a row that became a record, or a part of one."""
        self.rows_used += 1

    def refuse(self, row: Row, reason: str) -> None:
        """Set a row aside, with the reason."""
        self.refused.append(Refused(row.file, row.line, reason, dict(row.values)))

    def not_recognised(self, name: str, reason: str) -> None:
        """Count a name or a code that stands for no state; the row may still be used, or be refused as well."""
        self.unrecognised[f"{name!r} {reason}"] += 1

    @property
    def reasons(self) -> Counter[str]:
        """How many rows were refused for which reason."""
        return Counter(row.reason for row in self.refused)

    @property
    def is_balanced(self) -> bool:
        """Whether every row is accounted for."""
        return self.rows_read == self.rows_used + len(self.refused) + self.passed_over.total()

    def refusals(self) -> str:
        """Return the refused rows as CSV: file, line and reason, then the columns of the data set."""
        columns = dict.fromkeys(name for row in self.refused for name in row.values)
        stream = io.StringIO(newline="")
        out = csv.writer(stream, lineterminator="\n")
        out.writerow(["file", "line", "reason", *columns])
        for row in self.refused:
            out.writerow([row.file, row.line, row.reason, *(row.values.get(name, "") for name in columns)])
        return stream.getvalue()

    def lines(self) -> list[str]:
        """Return the account in words, a line each."""
        made = ", ".join(f"{number} {what}" for what, number in sorted(self.records_made.items())) or "none"
        return [
            f"rows read: {self.rows_read}",
            f"rows used: {self.rows_used}",
            f"records made: {made}",
            *_counted("rows refused", self.reasons),
            *_counted("rows passed over", self.passed_over),
            *_counted("not recognised", self.unrecognised),
            *_counted("notes", self.notes),
        ]


def _counted(head: str, found: Counter[str]) -> list[str]:
    """Return the number of all, and below it each with its own, the most frequent first."""
    ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return [f"{head}: {found.total()}", *(f"  {number} x {what}" for what, number in ordered)]
