"""Defense Cooperation Agreement Dataset (DCAD) 1.0: one mechanism an agreement of two states, signed 1980 to 2010.

Read is the main file, ``DCAD-v1.0-main.csv``. Its readers are two: `read` makes records of it, and `read_dcad` gives
the few columns that a back-test needs.

- States are read by ``ccode1`` and ``ccode2``; the names beside them are not reliable.
- ``category1`` decides the kind; the alternatives of ambiguous agreements stay in the data set's own columns.
- Entry into force is that of the file. Where it has none, the agreement counts from its signature, as it does in the
  dyadic file of the data set: that day is `acc:knownFrom`, on evidence of low confidence. It does not where
  ``factivaEIF`` is 0.
- ``terminated`` 1 ends it in ``endYearEstimate``; 0 makes the last day of the coverage its `acc:knownTo`; otherwise
  ``endYearEstimate`` is an `acc:estimatedEnd`, which ends nothing for certain.
- ``factivaSign`` 0, negotiated and not signed, is an agreement under negotiation and makes no tie.
- A row that names one state twice is refused.

Kinne, B. J. (2020). The Defense Cooperation Agreement Dataset (DCAD). *Journal of Conflict Resolution* 64,
729-755. Codebook of 18 June 2019.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ...ontology import load_taxonomy
from ..dates import parse_date
from ..errors import FileError, RequestError
from .datasets import DataSet
from .rows import read_rows
from .words import date_of
from .writing import Basis, Imported, Party

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..dates import PartialDate
    from ..model import Actor
    from . import Run
    from .rows import Row

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
_WORDS: Final = {
    "DCA": "Defence cooperation agreement",
    "TREX": "Agreement on training and exchange",
    "COMMISSION": "Agreement on a joint commission",
    "DIC": "Agreement on defence industry",
    "PROCUREMENT": "Agreement on procurement",
    "RESEARCH": "Agreement on research",
}
_CONFIDENCE: Final = {"high": "High", "med": "Medium", "medium": "Medium", "low": "Low", "atypical": "Low"}
_COLUMNS: Final = ("ccode1", "ccode2", "signYear", "category1", "endYearEstimate", "factivaSign", "DCAid")
_ALL_COLUMNS: Final = (*_COLUMNS, "signMonth", "signDay", "EIFYear", "EIFMonth", "EIFDay", "terminated", "categoryConf")
_WHAT: Final = "the main file of DCAD"
_HINT: Final = "Give the main file of DCAD 1.0, DCAD-v1.0-main.csv, as its author published it."
_NO: Final = "0"
_YES: Final = "1"

DATASET: Final = DataSet(
    name="dcad",
    title="Defense Cooperation Agreement Dataset",
    version="1.0",
    citation=(
        "Kinne, Brandon J. 2020. The Defense Cooperation Agreement Dataset (DCAD). Journal of Conflict Resolution "
        "64(4): 729-755."
    ),
    terms="Users are asked to cite the article of record; no licence is stated.",
    publisher="Brandon J. Kinne, University of California, Davis",
    url="https://www.brandonkinne.com/dcad",
    consulted="2026-12-01",
    first_day=f"{FIRST_YEAR}-01-01",
    last_day=f"{LAST_YEAR}-12-31",
    kinds=tuple(sorted(set(KINDS.values()))),
    completeness="Complete",
    missing="Agreements signed before 1980, which may have been in force after it, and agreements of more than two.",
    issued="2020",
)


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
    """Read the agreements of a copy of DCAD, as far as a back-test needs them.

    An agreement counts from the year of its signature to the estimated year of its end; 2010 there means the end of
    the coverage. Rows that name one state twice, and those that were negotiated and not signed, are left out and
    counted.

    Parameters
    ----------
    path
        The main file, a CSV file with a head line.

    Raises
    ------
    FileError
        Where the file cannot be read, lacks a column, or a row has no number, year or category where one belongs;
        the message names the line.
    """
    agreements: list[Agreement] = []
    with_itself = not_signed = 0
    for row in read_rows(Path(path), _COLUMNS, what=_WHAT, hint=_HINT, encodings=("utf-8-sig",)):
        try:
            agreement = _agreement(row)
        except RequestError as error:
            raise FileError(f"{path}, line {row.line}: {error}", _HINT) from None
        if agreement.a == agreement.b:
            with_itself += 1
        elif row["factivaSign"] == _NO:
            not_signed += 1
        else:
            agreements.append(agreement)
    if not agreements:
        raise FileError(f"{path} holds no agreement", _HINT)
    return Dcad(tuple(agreements), with_itself, not_signed)


def read(files: Sequence[Path], run: Run) -> None:
    """Read the main file of DCAD and make records of it.

    Raises
    ------
    FileError
        Where the file cannot be read, or is not the main file.
    """
    run.begin(DATASET)
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for path in files:
        for row in run.rows(path, _ALL_COLUMNS, what=_WHAT, hint=_HINT):
            for side in ("1", "2"):
                names[row[f"ccode{side}"]][row[f"cowName{side}"]] += 1
            reason = _add(row, run)
            if reason:
                run.outcome.refuse(row, reason)
            else:
                run.outcome.use()
    for code, found in sorted(names.items()):
        (most, _), *others = found.most_common()
        for name, number in others:
            run.outcome.notes[f"number {code} is called {name!r} and not {most!r}; the number was followed"] += number


def _agreement(row: Row) -> Agreement:
    """Return what a row says.

    Raises
    ------
    RequestError
        Where it has no number, year or category where one belongs.
    """
    one, other = sorted((_number(row, "ccode1"), _number(row, "ccode2")))
    category = row["category1"]
    if category not in KINDS:
        raise RequestError(f"category1 is {category!r}, and none of {', '.join(KINDS)}")
    signed, last = _number(row, "signYear"), _number(row, "endYearEstimate")
    if not FIRST_YEAR <= signed <= last <= LAST_YEAR:
        raise RequestError(f"signed in {signed} and ended in {last} is not in order within {FIRST_YEAR} to {LAST_YEAR}")
    return Agreement(row["DCAid"], one, other, KINDS[category], signed, last)


def _number(row: Row, column: str) -> int:
    text = row[column]
    if not (text.isascii() and text.isdigit()):
        raise RequestError(f"{column} is {text!r}, and no whole number")
    return int(text)


def _add(row: Row, run: Run) -> str:
    """Make the records of one agreement; return why none was made, or nothing."""
    try:
        agreement = _agreement(row)
        signed, in_force = _date(row, "sign"), _date(row, "EIF")
    except RequestError as error:
        return str(error)
    if signed is None:  # pragma: no cover -- a row without a year of signature is refused above
        return "it has no year of signature"
    if agreement.a == agreement.b:
        return f"it names one state twice, as {row['cowName1']!r} and {row['cowName2']!r}"
    begins = in_force if in_force and in_force.latest >= signed.earliest else signed
    states: list[Actor] = []
    for side in ("1", "2"):
        code = row[f"ccode{side}"]
        # Whoever bore the number when the agreement began; in a year in which it passes on, whoever bore it at the end.
        found = run.resolver.look_up(code, "cow", begins)
        state = found.actor or run.resolver.state(code, "cow", begins.latest)
        if state is None:
            run.outcome.not_recognised(code, found.reason)
            return f"number {code} {found.reason}"
        states.append(state)
    if states[0].id == states[1].id:
        return f"both numbers, {row['ccode1']} and {row['ccode2']}, are {states[0].label}"
    dates, bases = _dates(row, signed, in_force, run)
    if "established" in load_taxonomy().kinds[agreement.kind].force_rule.starts and "entryIntoForce" in dates:
        # A kind that needs no instrument begins when it is established.
        dates["established"] = dates.pop("entryIntoForce")
    category = row["category1"]
    key = re.sub(r"[^A-Za-z0-9.]+", "-", agreement.id.removeprefix("DCADv1.0-")).strip("-.")
    run.add(
        Imported(
            key=key or f"line-{row.line}",
            identifier=agreement.id,
            kind=agreement.kind,
            label=f"{_WORDS[category]} of {states[0].label} and {states[1].label}, {agreement.signed} (DCAD {key})",
            description=_told(row),
            parties=[Party(state, start=run.entry(state, begins)) for state in states],
            bases=bases,
            dates=dates,
            columns=row.filled,
        )
    )
    return ""


def _dates(row: Row, signed: PartialDate, in_force: PartialDate | None, run: Run) -> tuple[dict[str, str], list[Basis]]:
    """Return the dates of an agreement, and what they and the rest of it rest on."""
    where = f"{row.file}, line {row.line}; DCAid {row['DCAid']}"
    basis = Basis(where, _CONFIDENCE.get(row["categoryConf"], "Low"))
    if row["factivaSign"] == _NO:
        return {"negotiationsOpened": signed.text}, [basis]
    dates = {"signed": signed.text}
    bases = [basis]
    if in_force is not None and in_force.latest < signed.earliest:
        run.outcome.notes["entry into force before signature: set aside"] += 1
        in_force = None
    if in_force is not None:
        dates["entryIntoForce"] = in_force.text
    elif row["factivaEIF"] != _NO:
        run.outcome.notes["no entry into force: counted from signature, on evidence of low confidence"] += 1
        dates["knownFrom"] = signed.text
        told = f"{where}; no entry into force is given, and it is counted from its signature"
        bases.append(Basis(told, "Low", ("acc:knownFrom",), "counted-from-signature"))
    else:
        return dates, bases
    begun = in_force or signed
    last, ended = parse_date(DATASET.last_day), row["endYearEstimate"]
    if row["terminated"] == _YES:
        dates["end"] = ended if int(ended) >= begun.latest.year else begun.text[:4]
    elif row["terminated"] == _NO or ended == str(LAST_YEAR):
        dates["knownTo"] = last.text if begun.earliest <= last.latest else begun.text
    else:
        run.outcome.notes["end is an estimate: it ends nothing for certain"] += 1
        dates["estimatedEnd"] = ended if int(ended) >= begun.latest.year else begun.text[:4]
        bases.append(Basis(f"{where}; endYearEstimate", "Low", ("acc:estimatedEnd",), "estimated-end"))
    return dates, bases


def _date(row: Row, before: str) -> PartialDate | None:
    """Return a date as precise as its columns."""
    return date_of((row[f"{before}{part}"] for part in ("Year", "Month", "Day")), {""})


_SPANS: Final = {"-77": "Of indefinite duration", "-88": "Of a finite duration that is not known"}
_RENEWALS: Final = {
    "-44": "not renewable",
    "-55": "renewed for a limited time with consent",
    "-56": "renewed automatically once",
    "-57": "renewed indefinitely with consent",
    "-58": "renewed with consent, for how long is not known",
    "-66": "renewed automatically time after time",
    "-88": "renewed in a way that is not known",
}


def _told(row: Row) -> str:
    """Return duration and renewal in words; nothing where nothing is known of them."""
    span = row["span"]
    words = [_SPANS.get(span, f"Of {span} {'year' if span == '1' else 'years'}" if span.isdigit() else "")]
    renewal = _RENEWALS.get(row["renewType"], "")
    words.append(renewal if words[0] else renewal.capitalize())
    told = ", ".join(filter(None, words))
    return f"{told}." if told else ""
