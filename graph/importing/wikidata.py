"""Wikidata: treaties, alliances and military exercises out of an extract that the user made.

Nothing here opens a connection. `query` gives the SPARQL text that the user runs, and the answer is read as JSON, a row
a statement. Turtle in the terms of Wikidata's own dump, such as that of single items, is read with the same query.

- An item is one mechanism, ``mech:wikidata-Q123``. Its class decides the kind, by the English label of the class; a
  class without a counterpart, such as a treaty of which nothing more is said, needs a line in a mapping.
- Parties are the signatories (P1891) and participants (P710) whose item stands for a state of the record, or that bear
  the name of an organisation of the record. Others, persons above all, are reported.
- A date is as precise as Wikidata says: a year that is written as 1 January there is a year here.
- Evidence is the page of the item, of low confidence: whether a statement has a reference there is not looked into.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from ...ontology import load_taxonomy
from ...ontology.prefixes import local
from ..dates import PartialDate, parse_date, read_date
from ..errors import FileError, RequestError
from ..names import fold
from .datasets import DataSet
from .mapping import IMPLIED, read_mapping
from .organisations import organisation
from .rows import Row
from .wikidata_query import DATES, PARTIES, VARIABLES, query
from .writing import Basis, Cited, Imported, Party

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from . import Run

__all__ = ["KINDS", "query", "read"]

#: The English label of a class to the kind that it comes under, the most special first.
KINDS: Final = {
    "military exercise": "JointExercise",
    "non-aggression pact": "NonAggressionPact",
    "status of forces agreement": "StatusOfForcesAgreement",
    # What an alliance obliges to is not said there, and it cannot be an alliance here without.
    "military alliance": "Partnership",
}
#: Which properties of Wikidata give which date, the first that is there, by the force rule of the kind.
_DATED: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "InstrumentRule": {"signed": ("P585",), "entryIntoForce": ("P7588", "P580"), "end": ("P582",)},
    "ArrangementRule": {"established": ("P580", "P571", "P585"), "end": ("P582",)},
    "OccurrenceRule": {"firstDay": ("P580", "P585"), "lastDay": ("P582", "P585")},
}
_ENDS: Final = ("end", "lastDay")
#: The precision of a time in Wikidata to how many characters of it are known: a year, a month, a day.
_PRECISIONS: Final = {"9": 4, "10": 7, "11": 10}
_HINT: Final = "Run the query that `accord import wikidata --print-query` prints, and save the answer as JSON."

DATASET: Final = DataSet(
    name="wikidata",
    title="Wikidata",
    version="",
    citation="Wikidata contributors, Wikidata, https://www.wikidata.org",
    terms="Creative Commons CC0 1.0: no rights reserved.",
    publisher="Wikimedia Foundation",
    url="https://www.wikidata.org",
    consulted="",
    first_day="",
    last_day="",
    kinds=tuple(sorted(set(KINDS.values()))),
    completeness="Partial",
    missing="Whatever nobody has entered there, and items of classes that were not asked for.",
    source_kind="ReferenceSource",
)


@dataclass(slots=True)
class _Item:
    """The statements on one item."""

    id: str
    label: str = ""
    rows: list[Row] = field(default_factory=list["Row"])

    def of(self, *properties: str) -> list[Row]:
        """Return the statements with one of the properties."""
        return [row for row in self.rows if local(row["property"]) in properties]


def read(files: Sequence[Path], run: Run, *, retrieved: str | None = None, mapping: Path | str | None = None) -> None:
    """Read extracts of Wikidata and make records of them.

    Parameters
    ----------
    files
        Answers to the query as JSON, or Turtle in Wikidata's own terms.
    run
        Where the records go.
    retrieved
        The day on which the extract was made; no file says so.
    mapping
        A mapping file whose ``[kinds]`` say which kind further classes come under.

    Raises
    ------
    RequestError
        Where no day is given.
    FileError
        Where a file cannot be read, or is no such extract.
    """
    from pathlib import Path

    day = read_date(retrieved or "")
    if day is None or day.precision != "day":
        wrong = f"{retrieved!r} is no day" if retrieved else "no file says on which day the extract was made"
        raise RequestError(wrong, "Give the day by --retrieved, such as --retrieved 2026-11-30.")
    run.begin(
        replace(
            DATASET,
            version=day.text,
            consulted=day.text,
            citation=f"{DATASET.citation}, retrieved on {day.text}",
        )
    )
    kinds = {fold(label): kind for label, kind in KINDS.items()}
    if mapping is not None:
        kinds |= _usable(read_mapping(Path(mapping), only_kinds=True).kinds, str(mapping))
    items: dict[str, _Item] = defaultdict(lambda: _Item(""))
    for path in files:
        for row in _rows(path):
            run.outcome.rows_read += 1
            item = items[row["item"]]
            item.id, item.label = local(row["item"]), item.label or row["itemLabel"]
            item.rows.append(row)
    for iri in sorted(items):
        _add(items[iri], kinds, run)


def _usable(kinds: dict[str, str], path: str) -> dict[str, str]:
    """Refuse kinds of which Wikidata does not say what a record of them needs."""
    for name in kinds.values():
        kind = load_taxonomy().kinds[name]
        if "Alliance" in kind.lineage and name not in IMPLIED:
            raise FileError(f"{path}: {name} states obligations, and Wikidata none", "Name a special kind of alliance.")
        if kind.tie_shape != "AllPairs":
            raise FileError(f"{path}: {name} needs roles, and Wikidata has none", "Name another kind.")
    return kinds


# -- rows --------------------------------------------------------------------------------------------------


def _rows(path: Path) -> Iterator[Row]:
    if path.suffix in (".ttl", ".nt"):
        return _of_rdf(path)
    return _of_json(path)


def _of_json(path: Path) -> Iterator[Row]:
    """Yield the rows of an answer in the JSON of SPARQL 1.1; the line is the number of the row."""
    try:
        answer = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise FileError(f"cannot read {path}: {error.strerror}", _HINT) from None
    except ValueError as error:
        raise FileError(f"{path} is no JSON: {error}", _HINT) from None
    try:
        names, rows = answer["head"]["vars"], answer["results"]["bindings"]
        missing = [name for name in VARIABLES if name not in names]
        if missing:
            raise FileError(f"{path} is no answer to the query: it lacks {', '.join(missing)}", _HINT)
        for number, row in enumerate(rows, 1):
            yield Row(path.name, number, {name: str(term["value"]) for name, term in row.items()})
    except (KeyError, TypeError, AttributeError):
        raise FileError(f"{path} is no answer to a SPARQL query in JSON", _HINT) from None


def _of_rdf(path: Path) -> Iterator[Row]:
    """Yield the rows that the query finds in a file of Turtle or N-Triples."""
    from pyoxigraph import QuerySolutions, Store

    store = Store()
    try:
        store.load(path=str(path))
    except (OSError, SyntaxError, ValueError) as error:
        raise FileError(f"cannot read {path}: {error}", _HINT) from None
    found = store.query(query(of_extract=True))
    rows: list[dict[str, str]] = []
    if isinstance(found, QuerySolutions):
        for solution in found:
            terms = ((name, solution[name]) for name in VARIABLES)
            rows.append({name: term.value for name, term in terms if term is not None})
    if not rows:
        raise FileError(f"{path} holds no item with parties in the terms of Wikidata", _HINT)
    for number, row in enumerate(sorted(rows, key=lambda row: [row.get(name, "") for name in VARIABLES]), 1):
        yield Row(path.name, number, row)


# -- records -----------------------------------------------------------------------------------------------


def _add(item: _Item, kinds: dict[str, str], run: Run) -> None:
    """Make the record of one item, or refuse its rows."""
    kind, reason = _kind(item, kinds)
    parties, strangers = _parties(item, run)
    dates, unread = _dates(item, kind, run) if kind else ({}, [])
    if not reason and len(parties) < 2:
        reason = "fewer than two of its parties are states or organisations that are known here"
    if not reason and not dates:
        reason = "it has no date that is read, or none as precise as a year"
    if reason:
        for row in item.rows:
            run.outcome.refuse(row, reason)
        return
    for row in item.rows:
        told = next((why for other, why in (*strangers, *unread) if other is row), "")
        if told:
            run.outcome.refuse(row, told)
        else:
            run.outcome.use()
    label = item.label or f"{load_taxonomy().kinds[kind].label} {item.id}"
    url = f"https://www.wikidata.org/wiki/{item.id}"
    columns: dict[str, str] = {}
    for row in item.of(*DATES):
        name = local(row["property"])
        columns[name] = f"{columns[name]} | {row['value']}" if name in columns else row["value"]
    run.add(
        Imported(
            key=item.id,
            kind=kind,
            label=label,
            parties=parties,
            bases=[
                Basis(item.id, "Low", cited=Cited(item.id, f"{label} ({item.id})", "Wikidata", url, "ReferenceSource"))
            ],
            dates={name: date.text for name, date in dates.items()},
            obligations=tuple(filter(None, [IMPLIED.get(kind)])),
            columns=columns,
        )
    )


def _kind(item: _Item, kinds: dict[str, str]) -> tuple[str, str]:
    """Return the kind that the classes of an item come under, the most special first, or why it comes under none."""
    classes = item.of("P31")
    called = {fold(name): name for row in classes for name in (row["valueLabel"], local(row["value"])) if name}
    for label, kind in kinds.items():
        if label in called:
            return kind, ""
    names = sorted({row["valueLabel"] or local(row["value"]) for row in classes})
    told = ", ".join(map(repr, names)) or "unknown"
    return "", f"its class, {told}, has no counterpart: name one under [kinds] of a mapping"


def _parties(item: _Item, run: Run) -> tuple[list[Party], list[tuple[Row, str]]]:
    """Return who takes part, and the rows that name somebody else."""
    found: dict[str, Party] = {}
    strangers: list[tuple[Row, str]] = []
    for row in item.of(*PARTIES):
        name = f"{row['valueLabel']} ({local(row['value'])})".strip()
        actor = run.resolver.state(local(row["value"]), "wikidata")
        if actor is None:
            actor = organisation(row["valueLabel"])
        if actor is None:
            run.outcome.not_recognised(name, "is no state of the record by its item, and no organisation by its name")
            strangers.append((row, "it names somebody who is no state and no organisation of the record"))
        else:
            found[actor.id] = Party(actor)
    return [found[key] for key in sorted(found)], strangers


def _dates(item: _Item, kind: str, run: Run) -> tuple[dict[str, PartialDate], list[tuple[Row, str]]]:
    """Return the dates that the force rule of a kind asks for, and the rows whose dates cannot be read."""
    read_of: dict[str, list[PartialDate]] = defaultdict(list)
    unread: list[tuple[Row, str]] = []
    for row in item.of(*DATES):
        known = _PRECISIONS.get(row["precision"], 0)
        try:
            if not known:
                raise RequestError("its date is less precise than a year")
            read_of[local(row["property"])].append(parse_date(row["value"].removeprefix("+")[:known]))
        except RequestError as error:
            unread.append((row, str(error)))
    found: dict[str, PartialDate] = {}
    for name, properties in _DATED[load_taxonomy().kinds[kind].force_rule.name].items():
        values = next((read_of[one] for one in properties if read_of[one]), list[PartialDate]())
        if len({value.text for value in values}) > 1:
            run.outcome.notes["several dates of one sort: the first beginning and the last end were read"] += 1
        if values:
            last = name in _ENDS
            found[name] = max(values, key=_order) if last else min(values, key=_order)
    signed, in_force = found.get("signed"), found.get("entryIntoForce")
    if signed and in_force and in_force.latest < signed.earliest:
        run.outcome.notes["signature after entry into force: set aside"] += 1
        del found["signed"]
    began = next((found[name] for name in ("entryIntoForce", "established", "firstDay") if name in found), None)
    for name in _ENDS:
        if name in found and (began is None or found[name].latest < began.earliest):
            run.outcome.notes["end without a beginning, or before it: set aside"] += 1
            del found[name]
    return found, unread


def _order(value: PartialDate) -> tuple[object, object]:
    return value.earliest, value.latest
