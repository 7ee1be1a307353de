"""A user's own copy of the Defense Cooperation Agreement Dataset, as far as a back-test needs it.

Read is the main file of version 1.0, ``DCAD-v1.0-main.csv``, one row an agreement of two states signed from 1980
to 2010, and of it seven columns: ``ccode1`` and ``ccode2`` (Correlates of War numbers; the names beside them are not
reliable), ``signYear``, ``category1`` (the alternatives of ambiguous agreements are left aside),
``endYearEstimate``, ``factivaSign`` and ``DCAid``. An agreement counts from the year of its signature, since for
more than half of them no entry into force is known, to the estimated year of its end; 2010 there means the end of
the coverage. Rows that name one state twice, and those that the press reported as negotiated and not signed
(``factivaSign`` is 0), are left out and counted.

Kinne, B. J. (2020). The Defense Cooperation Agreement Dataset (DCAD). *Journal of Conflict Resolution* 64,
729-755.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..errors import FileError

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The first and the last year of the data; outside them it says nothing.
FIRST_YEAR: Final = 1980
LAST_YEAR: Final = 2010

#: The kind of mechanism that each category comes under.
KINDS: Final = {
    "DCA": "DefenceCooperationAgreement",
    "TREX": "DefenceCooperationAgreement",
    "COMMISSION": "DefenceCooperationAgreement",
    "DIC": "ArmamentsCooperation",
    "PROCUREMENT": "EquipmentTransferAgreement",
    "RESEARCH": "JointDevelopmentProgramme",
}
_COLUMNS: Final = ("ccode1", "ccode2", "signYear", "category1", "endYearEstimate", "factivaSign", "DCAid")
_HINT: Final = "Give the main file of DCAD 1.0, DCAD-v1.0-main.csv, as its author published it."
_NOT_SIGNED: Final = "0"


@dataclass(frozen=True, slots=True)
class Agreement:
    """An agreement of two states.

    Attributes
    ----------
    id
        Its number in the data.
    a, b
        The Correlates of War numbers of the two states, the smaller first.
    kind
        Local name of the kind of mechanism that its category comes under.
    signed
        The year of its signature.
    last
        The year in which it is estimated to have ended; that of the end of the coverage where it had not.
    """

    id: str
    a: int
    b: int
    kind: str
    signed: int
    last: int

    def holds_after(self, year: int) -> bool:
        """Whether it holds at the end of a year within the coverage."""
        return self.signed <= year and (self.last > year or self.last == LAST_YEAR)


@dataclass(frozen=True, slots=True)
class Dcad:
    """The agreements that were read, and how many rows were left out.

    Attributes
    ----------
    agreements
        In the order of the file.
    with_itself
        How many rows name one state twice.
    not_signed
        How many rows were reported as negotiated and not signed.
    """

    agreements: tuple[Agreement, ...]
    with_itself: int
    not_signed: int


def read_dcad(path: Path | str) -> Dcad:
    """Read the agreements of a copy of DCAD.

    Parameters
    ----------
    path
        The main file, a CSV file with a head line.

    Returns
    -------
    Dcad
        The agreements.

    Raises
    ------
    FileError
        Where the file cannot be read, lacks a column, or a row has no number, year or category where one belongs;
        the message names the line.
    """
    agreements: list[Agreement] = []
    with_itself = not_signed = 0
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as stream:
            rows = csv.DictReader(stream)
            missing = [name for name in _COLUMNS if name not in (rows.fieldnames or ())]
            if missing:
                raise FileError(f"{path} is no main file of DCAD: it lacks {', '.join(missing)}", _HINT)
            for row in rows:
                where = f"{path}, line {rows.line_num}"
                agreement = _agreement(row, where)
                if agreement.a == agreement.b:
                    with_itself += 1
                elif row["factivaSign"] == _NOT_SIGNED:
                    not_signed += 1
                else:
                    agreements.append(agreement)
    except OSError as error:
        raise FileError(f"cannot read {path}: {error.strerror}", _HINT) from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise FileError(f"{path} is no CSV file in UTF-8: {error}", _HINT) from None
    if not agreements:
        raise FileError(f"{path} holds no agreement", _HINT)
    return Dcad(tuple(agreements), with_itself, not_signed)


def _agreement(row: Mapping[str, str | None], where: str) -> Agreement:
    one, other = sorted((_number(row, "ccode1", where), _number(row, "ccode2", where)))
    category = row["category1"] or ""
    if category not in KINDS:
        raise FileError(f"{where}: category1 is {category!r}, and none of {', '.join(KINDS)}", _HINT)
    signed, last = _number(row, "signYear", where), _number(row, "endYearEstimate", where)
    if not FIRST_YEAR <= signed <= last <= LAST_YEAR:
        raise FileError(
            f"{where}: signed in {signed} and ended in {last} is not in order within {FIRST_YEAR} to {LAST_YEAR}", _HINT
        )
    return Agreement(row["DCAid"] or "", one, other, KINDS[category], signed, last)


def _number(row: Mapping[str, str | None], column: str, where: str) -> int:
    text = (row[column] or "").strip()
    if not (text.isascii() and text.isdigit()):
        raise FileError(f"{where}: {column} is {text!r}, and no whole number", _HINT)
    return int(text)
