"""The file of judgements: which pairs of records a person found to be the same mechanism, different, or unsure.

It is a CSV file with a row a pair, to be edited with anything that edits tables. A row without a judgement is a
proposal that nobody has looked at.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..errors import FileError

if TYPE_CHECKING:
    from collections.abc import Iterable

#: What a judgement can be.
SAME: Final = "same"
DIFFERENT: Final = "different"
UNSURE: Final = "unsure"
JUDGEMENTS: Final = (SAME, DIFFERENT, UNSURE)

#: The columns that are read; the others tell the reader what the pair is.
_READ: Final = ("imported", "record", "judgement")
_COLUMNS: Final = (
    *("imported", "record", "score", "judgement", "note"),
    *("imported_label", "record_label", "imported_begun", "record_begun", "reasons"),
)
_WHAT: Final = "a file of judgements"
_HINT: Final = "Make one with: accord link propose IMPORTED.ttl -o FILE.csv"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A pair of records, and what somebody found of it.

    Attributes
    ----------
    imported, record
        The ids of the two: of the record that was brought, and of the one with which it may be the same.
    judgement
        One of `JUDGEMENTS`; empty where nobody judged.
    note
        Why, in the words of who judged.
    score
        How likely they are the same, from 0 to 1, as text; empty where they are not compared.
    told
        The remaining columns: labels, dates and reasons.
    line
        The line of the file; 0 where it comes from none.
    """

    imported: str
    record: str
    judgement: str = ""
    note: str = ""
    score: str = ""
    told: tuple[str, ...] = ()
    line: int = 0

    @property
    def pair(self) -> tuple[str, str]:
        """The ids of both."""
        return self.imported, self.record

    @property
    def likelihood(self) -> float | None:
        """The score as a number; ``None`` where there is none."""
        try:
            return float(self.score.replace(",", "."))  # as some tables save it
        except ValueError:
            return None


def read_judgements(path: Path | str) -> list[Judgement]:
    """Read a file of judgements, whatever its order and its further columns.

    Raises
    ------
    FileError
        Where the file cannot be read or is none of judgements, a judgement is none, or a pair is judged twice; the
        message names the line and says what to write.
    """
    # Tables are saved with semicolons where the comma is the decimal point.
    from ..importing.rows import head_of, read_rows

    path = Path(path)
    delimiter = ";" if "imported" in head_of(path, delimiter=";") else ","
    found: dict[tuple[str, str], Judgement] = {}
    for row in read_rows(path, _READ, what=_WHAT, hint=_HINT, delimiter=delimiter):
        where = f"{path}, line {row.line}"
        word = row["judgement"].casefold()
        if word and word not in JUDGEMENTS:
            raise FileError(
                f"{where}: {row['judgement']!r} is no judgement",
                f"Write {', '.join(JUDGEMENTS[:-1])} or {JUDGEMENTS[-1]}, or leave it empty.",
            )
        one = Judgement(
            imported=row["imported"],
            record=row["record"],
            judgement=word,
            note=row["note"],
            score=row["score"],
            told=tuple(row[name] for name in _COLUMNS[5:]),
            line=row.line,
        )
        if not (one.imported and one.record):
            raise FileError(f"{where}: the row names one record only", "Give imported and record, or remove the row.")
        if before := found.get(one.pair):
            raise FileError(
                f"{where}: {one.imported} and {one.record} stand in line {before.line} already", "Keep one of the two."
            )
        found[one.pair] = one
    return list(found.values())


def in_order(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Return judgements by the imported record, the likeliest first."""
    return sorted(judgements, key=lambda one: (one.imported, -(one.likelihood or 0), one.record))


def judgements_csv(judgements: Iterable[Judgement]) -> str:
    """Return judgements as CSV: by the imported record, the likeliest first."""
    stream = io.StringIO(newline="")
    out = csv.writer(stream, lineterminator="\n")
    out.writerow(_COLUMNS)
    for one in in_order(judgements):
        blank = ("",) * (len(_COLUMNS) - 5 - len(one.told))
        out.writerow((one.imported, one.record, one.score, one.judgement, one.note, *one.told, *blank))
    return stream.getvalue()
