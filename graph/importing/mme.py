"""Multinational Military Exercises (MME) v7: one mechanism an exercise, one a series.

Read is ``mme_v7.csv``. An exercise is a joint exercise, ``mech:mme-mme87``, an edition of its series where the data
name one, ``mech:mme-series-readex``.

- Dates are those of the columns ``s.year`` to ``e.day``; ``xx`` makes them less precise. Where a year is missing there,
  the text in ``StartDate`` or ``EndDate`` is read, in both of its styles: ``5/16/80`` is month, day and a year of two
  digits from 1970 to 2069, ``2005-06-xx`` a month.
- A last day before the first is set aside.
- Participants are English names, read as of the first day. A state named twice takes part once. A name that is none of
  a state or of an organisation of the record is reported, and the exercise keeps the others; one of which nobody is
  known is refused.
- One id may stand for two exercises. Both are kept, told apart by the day on which they begin and, where that is one,
  by their names; both keep the id as their identifier.
- What was exercised and for what (``CPX`` to ``Humanitarian``, ``FocusDescription``) is told in words, and stays in the
  data set's own columns like everything else.

D'Orazio, V., & Galambos, K. (2021). Multinational Military Exercises, 1980-2010. Harvard Dataverse, V1,
doi:10.7910/DVN/KHFODX.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from ..errors import RequestError
from .datasets import DataSet
from .organisations import organisation
from .words import date_of, listed, slug
from .writing import Basis, Imported, Party

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from ..dates import PartialDate
    from . import Run
    from .rows import Row

#: What was exercised: the column to the word.
SORTS: Final = {
    "CPX": "command-post",
    "Air": "air",
    "Land": "land",
    "Sea": "sea",
    "Amphibious": "amphibious",
    "Cyber": "cyber",
}
#: For what: the column to the word.
PURPOSES: Final = {"Warfighting": "warfighting", "Peacekeeping": "peacekeeping", "Humanitarian": "humanitarian tasks"}
_COLUMNS: Final = (
    *("MMEID", "Ex_Name", "Series_Name", "Location", "StartDate", "s.year", "s.month", "s.day"),
    *("EndDate", "e.year", "e.month", "e.day", *SORTS, *PURPOSES, "FocusDescription", "StateA"),
)
_PARTICIPANT: Final = re.compile(r"State[A-Z]{1,2}")
#: What stands for something that is not known.
_UNKNOWN: Final = frozenset({"", "-9", "NA", "xx"})
_AMERICAN: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2}|\d{4})")
_WHAT: Final = "the file of MME"
_HINT: Final = "Give the file of MME version 7, mme_v7.csv, as its authors published it."

DATASET: Final = DataSet(
    name="mme",
    title="Multinational Military Exercises",
    version="7",
    citation=(
        "D'Orazio, Vito; Galambos, Kevin, 2021, Multinational Military Exercises, 1980-2010, "
        "https://doi.org/10.7910/DVN/KHFODX, Harvard Dataverse, V1."
    ),
    terms="Users are asked to cite it; the terms on Harvard Dataverse were not looked into.",
    publisher="Harvard Dataverse",
    url="https://doi.org/10.7910/DVN/KHFODX",
    consulted="2026-12-01",
    first_day="1980-01-01",
    last_day="2010-12-31",
    kinds=("JointExercise",),
    completeness="Substantial",
    missing="Exercises of one state alone, and those of which its authors found no report.",
    issued="2021",
)


def read(files: Sequence[Path], run: Run) -> None:
    """Read the file of MME and make records of it.

    Raises
    ------
    FileError
        Where a file cannot be read, or is not the file of MME.
    """
    run.begin(DATASET)
    rows = [row for path in files for row in run.rows(path, _COLUMNS, what=_WHAT, hint=_HINT)]
    keys = _keys(rows, run)
    series: dict[str, list[tuple[Row, PartialDate, PartialDate | None]]] = defaultdict(list)
    seen: dict[tuple[tuple[str, str], ...], Row] = {}
    for row, key in zip(rows, keys, strict=True):
        before = seen.setdefault(tuple(row.filled.items()), row)
        if before is not row:
            run.outcome.refuse(row, f"it says what line {before.line} of {before.file} says")
            continue
        try:
            first, last = _days(row, run)
        except RequestError as error:
            run.outcome.refuse(row, f"a date cannot be read: {error}")
            continue
        parties = _parties(row, first, run)
        if not parties:
            run.outcome.refuse(row, "no participant that is known here is named")
            continue
        run.outcome.use()
        run.add(_exercise(row, key, first, last, parties))
        if row["Series_Name"] not in _UNKNOWN:
            series[slug(row["Series_Name"])].append((row, first, last))
    for key, editions in sorted(series.items()):
        _add_series(key, editions, run)


def _keys(rows: Sequence[Row], run: Run) -> list[str]:
    """Return what each row is called: its id, and what tells it apart where another has the same."""
    ids = Counter(row["MMEID"] for row in rows)
    keys: dict[str, None] = {}
    for row in rows:
        key = slug(row["MMEID"]) or f"line-{row.line}"
        if ids[row["MMEID"]] > 1 and row["MMEID"]:
            begun = "-".join(part for part in (row["s.year"], row["s.month"], row["s.day"]) if part not in _UNKNOWN)
            key += f"-{begun}-{slug(row['Ex_Name']) or 'unnamed'}"
            told = "was kept and told apart by its first day and its name"
            run.outcome.notes[f"id {row['MMEID']} stands in {ids[row['MMEID']]} rows: each {told}"] += 1
        if key in keys:
            key += f"-line-{row.line}"
        keys[key] = None
    return list(keys)


def _days(row: Row, run: Run) -> tuple[PartialDate, PartialDate | None]:
    """Return the first day and the last."""
    first, last = _date(row, "s", "StartDate"), _date(row, "e", "EndDate")
    if first is None:
        raise RequestError("it has no year in which it begins")
    if last is not None and last.latest < first.earliest:
        run.outcome.notes["last day before the first: set aside"] += 1
        last = None
    return first, last


def _date(row: Row, side: str, text: str) -> PartialDate | None:
    """Return a date as precise as its columns, or as its text where they have no year."""
    parts = [row[f"{side}.{part}"] for part in ("year", "month", "day")]
    if parts[0] in _UNKNOWN:
        written = row[text]
        american = _AMERICAN.fullmatch(written)
        if american:
            month, day, year = american.groups()
            parts = [year if len(year) == 4 else f"{'19' if year >= '70' else '20'}{year}", month, day]
        else:
            parts = written.split("-") if written not in _UNKNOWN else []
    return date_of(("" if part.lower() in _UNKNOWN else part for part in parts), {""})


def _parties(row: Row, first: PartialDate, run: Run) -> list[Party]:
    """Return who takes part; names that stand for nobody are reported."""
    found: dict[str, Party] = {}
    for column, name in row.filled.items():
        if not _PARTICIPANT.fullmatch(column) or name in _UNKNOWN:
            continue
        match = run.resolver.look_up(name, "name", first)
        actor = match.actor or organisation(name)
        if actor is None:
            run.outcome.not_recognised(name, match.reason)
        elif actor.id in found:
            run.outcome.notes["a participant is named twice in one row: it takes part once"] += 1
        else:
            found[actor.id] = Party(actor)
            if match.actor is None:
                run.outcome.notes[f"{name!r} takes part as an organisation"] += 1
    return list(found.values())


def _exercise(row: Row, key: str, first: PartialDate, last: PartialDate | None, parties: list[Party]) -> Imported:
    number = row["MMEID"].removeprefix("mme")
    named = row["Ex_Name"] if row["Ex_Name"] not in _UNKNOWN else ""
    names = listed(party.actor.label for party in parties)
    of = row["Series_Name"] if row["Series_Name"] not in _UNKNOWN else ""
    return Imported(
        key=key,
        identifier=row["MMEID"] or key,
        kind="JointExercise",
        label=f"{named or f'Exercise of {names}'}, {first.text} (MME {number})",
        description=_told(row),
        parties=parties,
        bases=[Basis(f"{row.file}, line {row.line}; MMEID {row['MMEID']}")],
        dates={"firstDay": first.text, "lastDay": last.text if last else ""},
        edition_of=f"series-{slug(of)}" if of else "",
        columns=row.filled,
    )


def _told(row: Mapping[str, str] | Row) -> str:
    """Return what was exercised, where and for what, in a sentence."""
    sorts = listed(word for column, word in SORTS.items() if row[column] == "1")
    purposes = listed(word for column, word in PURPOSES.items() if row[column] == "1")
    words = [f"{sorts} exercise".lstrip().capitalize()]
    if row["Location"] not in _UNKNOWN:
        words.append(f"in {row['Location']}")
    if purposes:
        words.append(f"for {purposes}")
    focus = row["FocusDescription"].strip().rstrip(".")
    return " ".join(words) + (f": {focus}." if focus not in _UNKNOWN else ".")


def _add_series(key: str, editions: list[tuple[Row, PartialDate, PartialDate | None]], run: Run) -> None:
    """Make the record of a series, known to hold from its first edition to its last."""
    names = Counter(row["Series_Name"] for row, *_ in editions)
    name, *others = [name for name, _ in sorted(names.items(), key=lambda item: (-item[1], item[0]))]
    first = min((first for _, first, _ in editions), key=lambda date: (date.earliest, date.latest))
    last = max((last or first for _, first, last in editions), key=lambda date: (date.latest, date.earliest))
    if others:
        run.outcome.notes["series spelt in several ways: one series"] += 1
    run.add(
        Imported(
            key=f"series-{key}",
            identifier=f"series/{name}",
            kind="ExerciseSeries",
            label=f"{name} (MME)",
            alt_labels=tuple(f"{other} (MME)" for other in others),
            description=f"Exercise series of which the data hold {len(editions)} from {first} to {last}.",
            parties=[],
            bases=[Basis(f"{editions[0][0].file}, Series_Name {name!r}, {len(editions)} rows")],
            dates={"knownFrom": first.text, "knownTo": last.text},
        )
    )
