"""Whether records are well formed: the ontology's shapes, and what shapes cannot say.

The shapes (``ontology/shapes.ttl``) are checked by pySHACL over the completed graph. Beside them stand
checks on names that stand for nothing, on dates of unequal precision, and on spells that overlap. All of
them end in plain findings, and what has no finding of severity *error* can be loaded.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from .. import ontology
from ..ontology import terms
from ..ontology.prefixes import PREFIXES, compact, local
from .dates import Interval, PartialDate, parse_date
from .errors import AccordError, FileError, RequestError
from .inference import COMPLETED, infer
from .reader import read_record
from .slice import Slice
from .store import load_file, shipped_files
from .table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pyoxigraph import Literal, Store, Triple

    from .model import Record

#: Severities, the gravest first.
SEVERITIES: Final = ("error", "warning", "note")

_TYPE: Final = f"{PREFIXES['rdf']}type"
_SUB_CLASS: Final = f"{PREFIXES['rdfs']}subClassOf"
_LABELS: Final = (f"{PREFIXES['skos']}prefLabel", f"{PREFIXES['dcterms']}title")
_SH: Final = PREFIXES["sh"]
_XSD: Final = PREFIXES["xsd"]
_IDS: Final = PREFIXES["actor"].removesuffix("actor/")

_SEVERITY_OF: Final = {f"{_SH}Violation": "error", f"{_SH}Warning": "warning", f"{_SH}Info": "note"}

#: Classes that only group others; a record is of a class below them.
_ABSTRACT: Final = {terms.Record, terms.Actor, terms.Mechanism}

#: Pairs of dates of which the second never comes before the first, and whether they may be equal.
_IN_ORDER: Final = (
    ("negotiationsOpened", "signed", True),
    ("signed", "entryIntoForce", True),
    ("signed", "provisionalApplication", True),
    ("provisionalApplication", "entryIntoForce", True),
    ("established", "lastMet", True),
    ("firstDay", "lastDay", True),
    ("adopted", "end", True),
    ("start", "end", False),
)

#: Which form a date of each datatype has, by its length.
_DATE_LENGTHS: Final = {f"{_XSD}date": 10, f"{_XSD}gYearMonth": 7, f"{_XSD}gYear": 4}

#: Datatypes whose texts the shapes read as they are.
_TEXTS: Final = {f"{_XSD}string", f"{_XSD}anyURI", f"{PREFIXES['rdf']}langString"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with one record.

    Attributes
    ----------
    severity
        ``error``, ``warning`` or ``note``; only errors keep a record from conforming.
    record, label
        The record as ``prefix:local``, and its label; either may be empty.
    path
        The property concerned as ``prefix:local``; empty where it is none, or several.
    value
        The value concerned; empty where it is none.
    message
        What is wrong and how to mend it.
    file, line
        Where the record stands; empty and ``None`` where that is not known.
    hint
        A further hint, such as a name that may have been meant.
    """

    severity: str
    record: str
    label: str
    path: str
    value: str
    message: str
    file: str = ""
    line: int | None = None
    hint: str = ""

    @property
    def place(self) -> str:
        """File and line, as far as they are known."""
        return f"{self.file}, line {self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Report:
    """What a validation found.

    Attributes
    ----------
    findings
        Sorted by severity, message, record, property and value.
    checked
        How many records were checked.
    """

    findings: tuple[Finding, ...]
    checked: int

    @property
    def conforms(self) -> bool:
        """Whether nothing is an error."""
        return all(finding.severity != "error" for finding in self.findings)

    @property
    def counts(self) -> dict[str, int]:
        """The number of findings of each severity, the gravest first."""
        found = Counter(finding.severity for finding in self.findings)
        return {severity: found[severity] for severity in SEVERITIES}

    def table(self) -> Table:
        """Return one row a finding."""
        columns = ("severity", "record", "label", "path", "value", "message", "file", "line", "hint")
        rows = tuple(tuple(getattr(finding, column) for column in columns) for finding in self.findings)
        return Table(columns, rows, {"conforms": self.conforms, "checked": self.checked, **self.counts})

    def text(self) -> str:
        """Return the report in words: each message once, and under it the records that it concerns."""
        found = ", ".join(_counted(number, severity) for severity, number in self.counts.items() if number)
        verdict = "conforms" if self.conforms else "does not conform"
        lines = [f"The record {verdict}: {_counted(self.checked, 'record')} checked, {found or 'nothing found'}."]
        groups: dict[tuple[str, str], list[Finding]] = defaultdict(list)
        for finding in self.findings:
            groups[finding.severity, finding.message].append(finding)
        for (severity, message), findings in groups.items():
            lines += ["", f"{severity}: {message}", *map(_line, findings)]
        return "\n".join(lines) + "\n"


def _line(finding: Finding) -> str:
    named = " ".join(filter(None, [finding.record, f"({finding.label})" if finding.label else ""]))
    value = " ".join(filter(None, [finding.path, finding.value]))
    return "  " + "; ".join(filter(None, [named, value, finding.place, finding.hint]))


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def validate(paths: Sequence[Path | str] = (), *, shipped: bool = True) -> Report:
    """Check records against the ontology's shapes and rules of form.

    Parameters
    ----------
    paths
        Files of records. Where some are given, only they are reported on; where none is, the whole
        shipped record is.
    shipped
        Whether the shipped record is read as well, so that the files may refer to it.

    Returns
    -------
    Report
        The findings; those of one fault that shows in several places are one.

    Raises
    ------
    FileError
        Where a file cannot be read or is not what its suffix says; the message names the line.

    Examples
    --------
    >>> report = validate(shipped=False)
    >>> report.conforms, report.checked
    (True, 0)
    """
    return _Validation([Path(path) for path in paths], shipped=shipped).report()


class _Raw(NamedTuple):
    """A finding before it is told in names and places: IRIs throughout."""

    severity: str
    subject: str
    predicate: str
    value: str
    message: str
    hint: str = ""


class _Facts:
    """Triples by subject and predicate, values as plain text."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.values: dict[str, dict[str, list[str]]] = {}
        for subject, predicate, value in sorted({_plain(triple) for triple in triples}):
            self.values.setdefault(subject, {}).setdefault(predicate, []).append(value)

    def __contains__(self, subject: str) -> bool:
        return subject in self.values

    def all(self, subject: str, predicate: str) -> list[str]:
        return self.values.get(subject, {}).get(predicate, [])

    def date(self, subject: str, name: str) -> PartialDate | None:
        """Return the date, or nothing where it is none: the shapes report that."""
        for text in self.all(subject, f"{terms.ACC}{name}"):
            if found := _read_date(text):
                return found
        return None


class _Validation:
    """One run over one set of files."""

    def __init__(self, paths: list[Path], *, shipped: bool) -> None:
        from pyoxigraph import Store

        own = shipped_files() if shipped else []
        self._ontology = _loaded(ontology.ontology_files())
        self._stated = _loaded([*own, *paths])
        self._given = _loaded(paths) if paths else self._stated
        self._files = [(path, str(path)) for path in paths] or [(path, path.name) for path in own]
        self._terms = _Facts(quad.triple for quad in self._ontology)
        self._facts = _Facts(quad.triple for quad in self._stated)
        self._subjects = list(_Facts(quad.triple for quad in self._given).values)
        self._completed = Store()

    def report(self) -> Report:
        self._record = self._complete()
        checks = (self._names, self._classes, self._orders, self._starts, self._spells, self._codes, self._shapes)
        found = self._without_echoes({raw for check in checks for raw in check()})
        findings = {self._told(raw) for raw in found if raw.subject in self._reported or not raw.subject}
        if all(finding.severity != "error" for finding in findings):
            findings.update(self._unloadable())
        ordered = sorted(
            findings,
            key=lambda f: (SEVERITIES.index(f.severity), f.message, f.record, f.path, f.value, f.hint),
        )
        return Report(tuple(ordered), len(self._subjects))

    # -- what the software completes ---------------------------------------------------------------------

    def _complete(self) -> Record:
        """Complete as much of the record as can be built; the rest has findings of its own."""
        from pyoxigraph import Store

        buildable = Store()
        buildable.extend(quad for quad in self._stated if self._is_buildable(quad.triple))
        record = read_record(buildable)
        infer(buildable, record, Slice.at("2000-01-01"))
        self._completed.extend(quad for quad in buildable if quad.graph_name.value == COMPLETED)
        return record

    def _is_buildable(self, triple: Triple) -> bool:
        from pyoxigraph import NamedNode

        subject, predicate, value = _plain(triple)
        if not isinstance(triple.subject, NamedNode):
            return False
        if subject not in self._mechanisms | self._participations | self._actors:
            return False
        if predicate in (terms.party, terms.participant, terms.constitutes):
            return value in self._actors
        if predicate in (_TYPE, terms.role):
            return isinstance(triple.object, NamedNode)
        if predicate in self._date_properties:
            return _read_date(value) is not None
        return predicate in (*_LABELS, terms.inMechanism)

    def _below(self, cls: str) -> set[str]:
        """Return the classes below a class of the ontology."""
        found = [cls]
        for parent in found:
            found += [c for c in self._terms.values if parent in self._terms.all(c, _SUB_CLASS) and c not in found]
        return set(found[1:])

    def _of(self, classes: set[str]) -> set[str]:
        return {subject for subject, values in self._facts.values.items() if classes & set(values.get(_TYPE, []))}

    @cached_property
    def _actors(self) -> set[str]:
        return self._of(self._below(terms.Actor))

    @cached_property
    def _mechanisms(self) -> set[str]:
        return self._of(self._below(terms.Mechanism))

    @cached_property
    def _participations(self) -> set[str]:
        """Participations of an actor that is known."""
        found = self._of({terms.Participation})
        return {iri for iri in found if self._actors & set(self._facts.all(iri, terms.participant))}

    @cached_property
    def _date_properties(self) -> set[str]:
        dated = f"{PREFIXES['rdfs']}subPropertyOf"
        return {p for p in self._terms.values if f"{PREFIXES['dcterms']}date" in self._terms.all(p, dated)}

    # -- checks that shapes cannot make --------------------------------------------------------------------

    def _names(self) -> Iterator[_Raw]:
        """Names of the project that stand for nothing."""
        known = {iri for iri in self._terms.values if iri.startswith(terms.ACC)}
        records = {*self._facts.values, *(quad.subject.value for quad in self._completed)}
        for subject in self._subjects:
            for predicate, values in self._facts.values[subject].items():
                for name in [predicate, *values]:
                    path = predicate if name != predicate else ""
                    if name.startswith(terms.ACC) and name not in known:
                        message = f"{compact(name)} is no term of the ontology: mend its spelling."
                        yield _Raw("error", subject, path, "", message, _meant(name, known))
                    elif name.startswith(_IDS) and name not in records:
                        message = f"{compact(name)} is not in the graph: add the record that it names, or mend the name."
                        yield _Raw("error", subject, path, "", message, _meant(name, records))

    def _classes(self) -> Iterator[_Raw]:
        """Records of no class, or of one that only groups others."""
        known = {iri for iri in self._terms.values if f"{PREFIXES['owl']}Class" in self._terms.all(iri, _TYPE)}
        for subject in self._subjects:
            classes = set(self._facts.all(subject, _TYPE))
            if subject.startswith(_IDS) and not classes & known - _ABSTRACT and terms.Mechanism not in classes:
                yield _Raw("error", subject, _TYPE, "", "It is of no class that a record can be of: give it one, such as `a acc:State`.")

    def _orders(self) -> Iterator[_Raw]:
        """Dates of one record that cannot both be right."""
        for subject in self._subjects:
            for first, second, may_be_equal in _IN_ORDER:
                one, other = self._facts.date(subject, first), self._facts.date(subject, second)
                if one is None or other is None:
                    continue
                if other.latest < one.earliest or (not may_be_equal and other.latest == one.earliest):
                    message = f"acc:{second} comes before acc:{first}: mend the one or the other."
                    if not may_be_equal:
                        message = f"acc:{second} does not come after acc:{first}: mend the one or the other (acc:end is the first day without it)."
                    yield _Raw("error", subject, f"{terms.ACC}{second}", f"{other} and {one}", message)

    def _starts(self) -> Iterator[_Raw]:
        """Dates with which a mechanism of the kind does not begin."""
        kinds = ontology.load_taxonomy().kinds.values()
        starts = {name for kind in kinds for name in kind.force_rule.starts}
        for mechanism in self._record.mechanisms.values():
            own = mechanism.kind.force_rule.starts
            for name in sorted(starts.intersection(mechanism.dates).difference(own)):
                wanted = " or ".join(f"acc:{start}" for start in own)
                message = f"acc:{name} does not say when a mechanism of this kind begins: write {wanted}, or give it another kind."
                yield _Raw("error", mechanism.iri, f"{terms.ACC}{name}", mechanism.kind.label, message)

    def _spells(self) -> Iterator[_Raw]:
        """Entries before the mechanism began, and spells of one actor that overlap."""
        for mechanism in self._record.mechanisms.values():
            spells: dict[str, list[tuple[str, Interval]]] = defaultdict(list)
            for part in mechanism.participations:
                start, end = (self._facts.date(part.iri, name) for name in ("start", "end"))
                spells[part.actor.iri].append((part.iri, Interval.between(start, end)))
                if start and mechanism.interval and start.latest < mechanism.interval.start_earliest:
                    message = "The actor enters before the mechanism begins: mend acc:start, or leave it out where it was in from the beginning."
                    value = f"{start} and {mechanism.interval.start_text}"
                    yield _Raw("error", part.iri, terms.start, value, message)
            for (one, first), (other, second) in (pair for group in spells.values() for pair in combinations(group, 2)):
                if max(first.start_latest, second.start_latest) < min(first.end_earliest, second.end_earliest):
                    message = "It overlaps with another participation of the same actor in the same mechanism: keep one, or mend the dates of both."
                    yield _Raw("error", other, "", compact(one), message)

    def _codes(self) -> Iterator[_Raw]:
        """Codes that more than one actor bears."""
        for code in (terms.iso2, terms.iso3, terms.wikidata):
            bearers: dict[str, list[str]] = defaultdict(list)
            for actor in sorted(self._actors):
                for value in self._facts.all(actor, code):
                    bearers[value].append(actor)
            for value, actors in bearers.items():
                for actor in actors if len(actors) > 1 else []:
                    others = " and ".join(compact(other) for other in actors if other != actor)
                    message = "Another actor bears the same code: keep one record of each actor, or mend the code."
                    yield _Raw("error", actor, code, compact(value), message, f"also {others}")

    # -- shapes ----------------------------------------------------------------------------------------------

    def _shapes(self) -> Iterator[_Raw]:
        """What the ontology's shapes find wrong."""
        triples = {q.triple for store in (self._ontology, self._stated, self._completed) for q in store}
        results = _Facts(_shacl(triples))
        for result in results.values:
            for message in results.all(result, f"{_SH}resultMessage"):
                focus, severity, path, value = (
                    next(iter(results.all(result, f"{_SH}{name}")), "")
                    for name in ("focusNode", "resultSeverity", "resultPath", "value")
                )
                yield _Raw(
                    _SEVERITY_OF.get(severity, "error"),
                    self._owners.get(focus, focus),
                    path if path.startswith("http") else "",
                    value if value != focus else "",
                    message,
                )

    @cached_property
    def _owners(self) -> dict[str, str]:
        """What the software made for a record, such as an interval, to that record."""
        facts = _Facts(quad.triple for quad in self._completed)
        made_for = {
            part: mechanism for part in facts.values for mechanism in facts.all(part, f"{PREFIXES['prov']}wasDerivedFrom")
        }
        of_interval = {interval: of for of in facts.values for interval in facts.all(of, terms.during)}
        return {**made_for, **{interval: made_for.get(of, of) for interval, of in of_interval.items()}}

    def _without_echoes(self, found: set[_Raw]) -> Iterator[_Raw]:
        """Leave out what only repeats another finding: an interval that ends early because a date is wrong."""
        disordered = {raw.subject for raw in found if raw.predicate == terms.startEarliest}
        ordered_wrongly = {raw.subject for raw in found if raw.message.startswith(("acc:end ", "acc:lastDay "))}
        for raw in found:
            if raw.predicate == terms.startEarliest:
                mechanisms = self._facts.all(raw.subject, terms.inMechanism)
                if raw.subject in ordered_wrongly or (disordered | ordered_wrongly).intersection(mechanisms):
                    continue
                yield raw._replace(predicate="", value="")
            else:
                yield raw

    # -- telling ---------------------------------------------------------------------------------------------

    @cached_property
    def _reported(self) -> set[str]:
        """The records of the given files, and the mechanisms in which they put participations."""
        mechanisms = {m for subject in self._subjects for m in self._facts.all(subject, terms.inMechanism)}
        return {*self._subjects, *mechanisms, *self._blank}

    @cached_property
    def _blank(self) -> set[str]:
        return set()

    @cached_property
    def _places(self) -> dict[str, tuple[str, int]]:
        """Where each record's subject first stands at the beginning of a line."""
        found: dict[str, tuple[str, int]] = {}
        for path, shown in self._files:
            if path.suffix.lower() in (".ttl", ".trig"):
                for iri, line in _subject_lines(path):
                    found.setdefault(iri, (shown, line))
        return found

    def _told(self, raw: _Raw) -> Finding:
        only = self._files[0][1] if len(self._files) == 1 else ""
        file, line = self._places.get(raw.subject, (only, None))
        label = next((v for p in _LABELS for v in self._facts.all(raw.subject, p)), "")
        return Finding(
            raw.severity,
            compact(raw.subject),
            label,
            compact(raw.predicate),
            compact(raw.value),
            raw.message,
            file,
            line,
            raw.hint,
        )

    def _unloadable(self) -> Iterator[Finding]:
        """Whatever would still keep the record from being loaded."""
        try:
            read_record(self._stated)
        except FileError as error:
            yield Finding("error", "", "", "", "", str(error), hint=error.hint)


def _loaded(paths: Iterable[Path]) -> Store:
    from pyoxigraph import Store

    store = Store()
    for path in paths:
        load_file(store, path)
    return store


def _plain(triple: Triple) -> tuple[str, str, str]:
    return triple.subject.value, triple.predicate.value, triple.object.value


def _read_date(text: str) -> PartialDate | None:
    try:
        return parse_date(text)
    except RequestError:
        return None


def _meant(name: str, known: Iterable[str]) -> str:
    """Suggest the known names that are closest, of those in the same namespace."""
    namespace = name[: len(name) - len(local(name))]
    candidates = [local(iri) for iri in known if iri.startswith(namespace)]
    close = get_close_matches(local(name), candidates, n=2, cutoff=0.75)
    return f"did you mean {' or '.join(compact(namespace + match) for match in close)}?" if close else ""


def _subject_lines(path: Path) -> Iterator[tuple[str, int]]:
    """Yield the names that stand at the beginning of a line of a Turtle file, with the number of the line."""
    prefixes: dict[str, str] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if declared := re.match(r"\s*@?prefix\s+([^\s:]*):\s*<([^>]*)>", line, re.IGNORECASE):
            prefixes[declared[1]] = declared[2]
        elif whole := re.match(r"<([^>]*)>", line):
            yield whole[1], number
        elif (named := re.match(r"([A-Za-z][\w-]*|):([^\s;,]+)", line)) and named[1] in prefixes:
            yield prefixes[named[1]] + named[2], number


def _shacl(triples: Iterable[Triple]) -> Iterable[Triple]:
    """Check the triples against the shapes and return the results as triples.

    pySHACL works on rdflib graphs and changes the shapes that it is given, so that both are made anew for
    each call. N-Triples carries the data in and the results out.
    """
    from pyoxigraph import RdfFormat, parse, serialize
    from pyshacl import validate as check
    from rdflib import Graph

    data = serialize([_spelt(triple) for triple in triples], format=RdfFormat.N_TRIPLES) or b""
    shapes = Graph().parse(ontology.shapes_file(), format="turtle")
    outcome: tuple[bool, Graph, str] = check(
        Graph().parse(data=data, format="nt"), shacl_graph=shapes, inference="none"
    )
    if not isinstance(outcome[1], Graph):
        raise AccordError(f"the shapes could not be checked: {outcome[2]}")
    return [quad.triple for quad in parse(outcome[1].serialize(format="nt"), RdfFormat.N_TRIPLES)]


def _spelt(triple: Triple) -> Triple:
    """Return the triple, its value as plain text where it is not what its datatype says."""
    from pyoxigraph import Literal, Triple

    value = triple.object
    if isinstance(value, Literal) and not _is_well_formed(value):
        return Triple(triple.subject, triple.predicate, Literal(value.value))
    return triple


def _is_well_formed(value: Literal) -> bool:
    datatype = value.datatype.value
    if length := _DATE_LENGTHS.get(datatype):
        return len(value.value) == length and _read_date(value.value) is not None
    if datatype == f"{_XSD}integer":
        return re.fullmatch(r"[+-]?\d+", value.value) is not None
    return datatype in _TEXTS or not datatype.startswith(_XSD)
