"""Whether records are well formed: the ontology's shapes, and what shapes cannot say.

The shapes (``ontology/shapes.ttl``) are checked over the completed graph. Beside them stand
checks on names that stand for nothing, on dates of unequal precision, and on spells that overlap. All of
them end in plain findings, and what has no finding of severity *error* can be loaded.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from itertools import chain, combinations
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from ... import ontology
from ...ontology import terms
from ...ontology.prefixes import PREFIXES, RDF_TYPE, compact, local
from ...ontology.rdf import Facts, text_of
from ..answers.inference import COMPLETED, Told, complete
from ..closest import ClosestNames
from ..dates import Interval, PartialDate, read_date
from ..errors import FileError
from ..loading.reader import read_record
from ..loading.store import ontology_quads, shipped_files, stated_quads
from .findings import SEVERITIES, Finding, Report
from .shacl import check_shapes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

    from ..model import Record

    Term: TypeAlias = BlankNode | Literal | NamedNode | Triple

_SUB_CLASS: Final = f"{PREFIXES['rdfs']}subClassOf"
_LABELS: Final = (f"{PREFIXES['skos']}prefLabel", f"{PREFIXES['dcterms']}title")
_SH: Final = PREFIXES["sh"]
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
    ("signed", "end", True),
    ("signed", "abandoned", True),
    ("entryIntoForce", "suspended", True),
    ("established", "suspended", True),
    ("denounced", "end", True),
    ("signed", "knownFrom", True),
    ("knownFrom", "end", True),
    ("signed", "knownTo", True),
    ("knownFrom", "knownTo", True),
    ("signed", "estimatedEnd", True),
    ("knownTo", "end", True),
)

_NO_TERM: Final = "It uses a term that the ontology does not have: mend the spelling."
_NO_RECORD: Final = "It names a record that is not in the graph: add that record, or mend the name."
_NO_CLASS: Final = "It is of no class that a record can be of: give it one, such as `a acc:State`."
_TOO_EARLY: Final = (
    "The actor enters before the mechanism begins: mend acc:start, or leave it out where it was in from the beginning."
)
_OVERLAP: Final = (
    "It overlaps with another participation of the same actor in the same mechanism: keep one, or mend both dates."
)
_NO_STATE: Final = (
    "The party did not exist when the mechanism began: name the state that was party then, or give the "
    "participation its own acc:start."
)
_NEVER_BOTH: Final = "The actor and the mechanism never exist at the same time: mend the dates, or name another state."
_SAME_CODE: Final = "Another actor bears the same code: keep one record of each actor, or mend the code."


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


class _Validation:
    """One run over one set of files."""

    def __init__(self, paths: list[Path], *, shipped: bool) -> None:
        own = shipped_files() if shipped else []
        self._ontology = list(ontology_quads())
        self._stated = list(stated_quads(own))
        self._given = list(stated_quads(paths, first=len(own))) if paths else self._stated
        if paths:
            self._stated += self._given
        self._files = [(path, str(path)) for path in paths] or [(path, path.name) for path in own]
        self._terms = Facts(self._ontology)
        self._facts = Facts(self._stated)
        self._subjects = sorted({text_of(quad.subject) for quad in self._given})
        self._completed: list[Quad] = []

    def report(self) -> Report:
        self._record = self._complete()
        checks = (self._names, self._classes, self._orders, self._starts, self._spells, self._codes, self._shapes)
        found = self._without_echoes({raw for check in checks for raw in check()})
        findings = {self._told(raw) for raw in found if raw.subject in self._reported or _is_blank(raw.subject)}
        if all(finding.severity != "error" for finding in findings):
            findings.update(self._unloadable())
        order = attrgetter("message", "record", "path", "value", "hint")
        ordered = sorted(findings, key=lambda finding: (SEVERITIES.index(finding.severity), *order(finding)))
        return Report(tuple(ordered), len(self._subjects))

    # -- what the software completes ---------------------------------------------------------------------

    def _complete(self) -> Record:
        """Complete as much of the record as can be built; the rest has findings of its own."""
        from pyoxigraph import NamedNode, Store

        buildable = Store()
        buildable.bulk_extend(quad for quad in self._stated if self._is_buildable(quad.triple))
        record = read_record(buildable)
        complete(buildable, Told.by(record))
        self._completed = list(buildable.quads_for_pattern(None, None, None, NamedNode(COMPLETED)))
        return record

    def _is_buildable(self, triple: Triple) -> bool:
        from pyoxigraph import NamedNode

        subject, predicate, value = _plain(triple)
        if predicate == terms.sameMechanismAs:
            return False  # so that both records of a mechanism are checked
        if not isinstance(triple.subject, NamedNode) or subject not in self._built:
            return False
        if predicate in (terms.party, terms.participant, terms.constitutes):
            return value in self._actors
        if predicate in (RDF_TYPE, terms.role):
            return isinstance(triple.object, NamedNode)
        if predicate in self._date_properties:
            return read_date(value) is not None
        return predicate in (*_LABELS, terms.inMechanism)

    @cached_property
    def _built(self) -> set[str]:
        """Actors, mechanisms, and participations of an actor that is known."""
        participations = self._of({terms.Participation})
        known = {iri for iri in participations if self._actors & set(self._facts.all(iri, terms.participant))}
        return self._actors | self._of(self._below(terms.Mechanism)) | known

    def _below(self, cls: str) -> set[str]:
        """Return the classes below a class of the ontology."""
        found = [cls]
        for parent in found:
            found += [c for c in self._terms.values if parent in self._terms.all(c, _SUB_CLASS) and c not in found]
        return set(found[1:])

    def _of(self, classes: set[str]) -> set[str]:
        return {subject for subject, values in self._facts.values.items() if classes & set(values.get(RDF_TYPE, []))}

    @cached_property
    def _actors(self) -> set[str]:
        return self._of(self._below(terms.Actor))

    @cached_property
    def _date_properties(self) -> set[str]:
        dated = f"{PREFIXES['rdfs']}subPropertyOf"
        return {p for p in self._terms.values if f"{PREFIXES['dcterms']}date" in self._terms.all(p, dated)}

    def _date(self, subject: str, name: str) -> PartialDate | None:
        """Return the date, or nothing where it is none: the shapes report that."""
        dates = (read_date(text) for text in self._facts.all(subject, f"{terms.ACC}{name}"))
        return next((found for found in dates if found), None)

    # -- checks that shapes cannot make --------------------------------------------------------------------

    def _names(self) -> Iterator[_Raw]:
        """Find names of the project that stand for nothing."""
        known = {iri for iri in self._terms.values if iri.startswith(terms.ACC)}
        records = {*self._facts.values, *(text_of(quad.subject) for quad in self._completed)}
        meant_term, meant_record = _Meant(known), _Meant(records)
        for subject in self._subjects:
            for predicate, values in self._facts.values[subject].items():
                for path, name in [("", predicate), *((predicate, value) for value in values)]:
                    if name.startswith(terms.ACC) and name not in known:
                        yield _Raw("error", subject, path, name, _NO_TERM, meant_term.hint(name))
                    elif name.startswith(_IDS) and name not in records:
                        yield _Raw("error", subject, path, name, _NO_RECORD, meant_record.hint(name))

    def _classes(self) -> Iterator[_Raw]:
        """Find records of no class, or of one that only groups others."""
        for subject in self._subjects:
            classes = set(self._facts.all(subject, RDF_TYPE))
            misspelt = any(cls.startswith(terms.ACC) and cls not in self._terms for cls in classes)
            # A mechanism without a kind is for the shapes to report.
            fits = terms.Mechanism in classes or any(cls in self._terms for cls in classes - _ABSTRACT)
            if subject.startswith(_IDS) and not misspelt and not fits:
                yield _Raw("error", subject, RDF_TYPE, "", _NO_CLASS)

    def _orders(self) -> Iterator[_Raw]:
        """Find dates of one record that cannot both be right."""
        names = {f"{terms.ACC}{name}": name for first, second, _ in _IN_ORDER for name in (first, second)}
        for subject in self._subjects:
            dates = {names[p]: self._date(subject, names[p]) for p in names.keys() & self._facts.values[subject].keys()}
            for first, second, may_be_equal in _IN_ORDER if len(dates) > 1 else ():
                one, other = dates.get(first), dates.get(second)
                if one is None or other is None:
                    continue
                if other.latest < one.earliest or (not may_be_equal and other.latest == one.earliest):
                    message = f"acc:{second} is too early for acc:{first}: mend the one or the other."
                    yield _Raw("error", subject, f"{terms.ACC}{second}", f"{other} and {one}", message)

    def _starts(self) -> Iterator[_Raw]:
        """Find dates with which a mechanism of the kind does not begin."""
        kinds = ontology.load_taxonomy().kinds.values()
        starts = {name for kind in kinds for name in kind.force_rule.starts}
        for mechanism in self._record.mechanisms.values():
            own = mechanism.kind.force_rule.starts
            for name in sorted(starts.intersection(mechanism.dates).difference(own)):
                wanted = " or ".join(f"acc:{start}" for start in own)
                message = f"A mechanism of this kind does not begin with acc:{name}: write {wanted}, or another kind."
                yield _Raw("error", mechanism.iri, f"{terms.ACC}{name}", mechanism.kind.label, message)

    def _spells(self) -> Iterator[_Raw]:
        """Find entries before the mechanism began, parties that did not exist, and spells that overlap."""
        for mechanism in self._record.mechanisms.values():
            spells: dict[str, list[tuple[str, Interval]]] = defaultdict(list)
            for part in mechanism.participations:
                start, end = (self._date(part.iri, name) for name in ("start", "end"))
                known = self._date(part.iri, "knownFrom")
                spells[part.actor.iri].append((part.iri, Interval.between(start or known, end)))
                if mechanism.interval is None:
                    continue
                if start and start.latest < mechanism.interval.start_earliest:
                    value = f"{start} and {mechanism.interval.start_text}"
                    yield _Raw("error", part.iri, terms.start, value, _TOO_EARLY)
                life, entered = part.actor.life, start.latest if start else mechanism.interval.start_latest
                where = part.iri if part.stated else mechanism.iri
                value = f"{part.actor.label}, {life.start_text} to {life.end_text}"
                if entered < life.start_earliest:
                    yield _Raw("error", where, terms.participant, value, _NO_STATE)
                elif life.end_text and life.end_latest <= mechanism.interval.start_earliest:
                    yield _Raw("error", where, terms.participant, value, _NEVER_BOTH)
            for (one, first), (other, second) in (pair for group in spells.values() for pair in combinations(group, 2)):
                if max(first.start_latest, second.start_latest) < min(first.end_earliest, second.end_earliest):
                    yield _Raw("error", other, "", compact(one), _OVERLAP)

    def _codes(self) -> Iterator[_Raw]:
        """Find codes that more than one actor bears."""
        for code in (terms.iso2, terms.iso3, terms.wikidata):
            bearers: dict[str, list[str]] = defaultdict(list)
            for actor in sorted(self._actors):
                for value in self._facts.all(actor, code):
                    bearers[value].append(actor)
            for value, actors in bearers.items():
                for actor in actors if len(actors) > 1 else []:
                    others = " and ".join(compact(other) for other in actors if other != actor)
                    yield _Raw("error", actor, code, value, _SAME_CODE, f"also {others}")

    # -- shapes ----------------------------------------------------------------------------------------------

    def _shapes(self) -> Iterator[_Raw]:
        """Run the ontology's shapes."""
        near = {*self._reported, *(made for made, owner in self._owners.items() if owner in self._reported)}
        for result in check_shapes(chain(self._ontology, self._stated, self._completed), near):
            focus, value = result.get("focusNode", ""), result.get("value", "")
            yield _Raw(
                _SEVERITY_OF.get(result.get("resultSeverity", ""), "error"),
                self._owners.get(focus, focus),
                result.get("resultPath", ""),
                value if value != focus else "",
                result["resultMessage"],
            )

    @cached_property
    def _owners(self) -> dict[str, str]:
        """What the software made for a record, such as an interval, to that record."""
        derived = f"{PREFIXES['prov']}wasDerivedFrom"
        parts: dict[str, str] = {}
        intervals: dict[str, str] = {}
        for quad in self._completed:
            if quad.predicate.value == derived:
                parts[text_of(quad.subject)] = text_of(quad.object)
            elif quad.predicate.value == terms.during:
                intervals[text_of(quad.object)] = text_of(quad.subject)
        return parts | {interval: parts.get(of, of) for interval, of in intervals.items()}

    def _without_echoes(self, found: set[_Raw]) -> Iterator[_Raw]:
        """Leave out what only repeats another finding.

        A name that stands for nothing is of no class either, and an interval ends early because a date of
        the record, or of its mechanism, is wrong.
        """
        nothing = {(raw.subject, raw.value) for raw in found if raw.message in (_NO_TERM, _NO_RECORD)}
        late = {raw.subject for raw in found if raw.predicate == terms.startEarliest}
        misdated = {raw.subject for raw in found if raw.predicate in (terms.end, terms.lastDay)}
        misdated |= {raw.subject for raw in found if raw.message in (_NO_STATE, _NEVER_BOTH)}
        for raw in found:
            if raw.predicate == terms.startEarliest:
                mechanisms = self._facts.all(raw.subject, terms.inMechanism)
                if raw.subject not in misdated and not (late | misdated).intersection(mechanisms):
                    yield raw._replace(predicate="", value="")
            elif raw.message in (_NO_TERM, _NO_RECORD) or (raw.subject, raw.value) not in nothing:
                yield raw

    # -- telling ---------------------------------------------------------------------------------------------

    @cached_property
    def _reported(self) -> set[str]:
        """The records of the given files, and the mechanisms in which they put participations."""
        mechanisms = {m for subject in self._subjects for m in self._facts.all(subject, terms.inMechanism)}
        return {*self._subjects, *mechanisms}

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
        record, label = ("[]", "") if _is_blank(raw.subject) else (compact(raw.subject), label)
        path, value = compact(raw.predicate), compact(raw.value)
        return Finding(raw.severity, record, label, path, value, raw.message, file, line, raw.hint)

    def _unloadable(self) -> Iterator[Finding]:
        """Whatever would still keep the record from being loaded."""
        try:
            read_record(self._stated)
        except FileError as error:
            yield Finding("error", "", "", "", "", str(error), hint=error.hint)


def _plain(triple: Triple) -> tuple[str, str, str]:
    return text_of(triple.subject), triple.predicate.value, text_of(triple.object)


def _is_blank(name: str) -> bool:
    """Whether it is the passing label of a blank node: every IRI has a colon."""
    return ":" not in name


class _Meant:
    """What a name may have been meant to be, of the known names in the same namespace."""

    def __init__(self, known: Iterable[str]) -> None:
        names: dict[str, list[str]] = defaultdict(list)
        for iri in known:
            names[_namespace(iri)].append(local(iri))
        self._closest = {namespace: ClosestNames(found) for namespace, found in names.items()}

    def hint(self, name: str) -> str:
        """Suggest the known names that are closest."""
        namespace = _namespace(name)
        close = self._closest[namespace].to(local(name)) if namespace in self._closest else []
        return f"did you mean {' or '.join(compact(namespace + match) for match in close)}?" if close else ""


def _namespace(iri: str) -> str:
    return iri[: len(iri) - len(local(iri))]


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
