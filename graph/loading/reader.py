"""From triples to records: reads them once and builds the Python objects of `accord.graph.model`."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final, TypeVar

from ... import ontology
from ...ontology import terms
from ...ontology.prefixes import DATASETS, PREFIXES, RDF_TYPE, compact, local
from ...ontology.rdf import Facts
from ..counterparts import heads_of
from ..dates import Interval, PartialDate, earliest_of, parse_date
from ..errors import FileError, RequestError
from ..force import force_of, part_of
from ..model import (
    ACTORS,
    DATES,
    OTHERS,
    Actor,
    Assertion,
    Claim,
    Code,
    Conflict,
    Coverage,
    Evidence,
    Item,
    Mechanism,
    Participation,
    Passage,
    Record,
    RecordSet,
    Source,
    while_two_take_part,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pyoxigraph import Quad

_T = TypeVar("_T")
_ItemT = TypeVar("_ItemT", bound=Item)

_IDENTIFIER: Final = f"{PREFIXES['dcterms']}identifier"
_PART_OF: Final = f"{PREFIXES['dcterms']}isPartOf"
_LABEL: Final = f"{PREFIXES['skos']}prefLabel"
_ALT_LABEL: Final = f"{PREFIXES['skos']}altLabel"
_DESCRIPTION: Final = f"{PREFIXES['dcterms']}description"
_TITLE: Final = f"{PREFIXES['dcterms']}title"

_FACTS: Final = (
    "ofState",
    "ofActor",
    "partOf",
    "capital",
    "succeeds",
    "continues",
    "separatedFrom",
    "headedBy",
    "affiliatedWith",
    "person",
    "office",
    "assetKind",
    "asset",
    "place",
    "under",
    "editionOf",
    "replaces",
    "meetingOf",
    "concerns",
    "attendedBy",
    "endReason",
)


def read_record(statements: Iterable[Quad], actors: Mapping[str, Actor] | None = None) -> Record:
    """Build the record from the statements of the files and of the ontology.

    Parameters
    ----------
    statements
        The statements.
    actors
        Actors of another record, by IRI, at whom the statements may point.

    Raises
    ------
    FileError
        Where something points at what is not there, or a date is none: the message names the record.
    """
    return _Reader(statements, actors or {}).record()


class _Reader:
    """Builds each object once, from an index of all triples by subject and predicate."""

    def __init__(self, statements: Iterable[Quad], actors: Mapping[str, Actor]) -> None:
        self._known_actors = actors
        self._taxonomy = ontology.load_taxonomy()
        self._facts = Facts(statements)
        self._of_class: dict[str, list[str]] = defaultdict(list)
        self._participations_of: dict[str, list[str]] = defaultdict(list)
        for subject in self._facts.values:
            for cls in self._facts.all(subject, RDF_TYPE):
                self._of_class[local(cls)].append(subject)
        self._codes_of: dict[str, list[str]] = defaultdict(list)
        for cls, of, found in (
            ("Participation", terms.inMechanism, self._participations_of),
            ("Code", terms.codeOf, self._codes_of),
        ):
            for iri in self._of_class[cls]:
                for owner in self._facts.all(iri, of):
                    found[owner].append(iri)

    def record(self) -> Record:
        return Record(
            about=self._record_set(),
            actors=self._actors,
            mechanisms=self._mechanisms,
            others=self._others,
            sources=self._sources,
            passages=self._passages,
            assertions={iri: self._assertion(iri) for iri in self._of_class["Assertion"]},
            claims={iri: self._claim(iri) for iri in self._of_class["Claim"]},
            conflicts=tuple(self._conflict(iri) for iri in self._of_class["Conflict"]),
            coverage=tuple(self._coverage(iri) for iri in self._of_class["CoverageStatement"]),
            counterparts={iri: self._all_mechanisms[iri] for iri in sorted(self._heads)},
            heads=self._heads,
        )

    # -- values ---------------------------------------------------------------------------------

    def _linked(self, subject: str, predicate: str, known: dict[str, _T]) -> tuple[_T, ...]:
        """Return the objects that the subject points at."""
        values = self._facts.all(subject, predicate)
        for value in values:
            if value not in known:
                raise FileError(
                    f"{compact(subject)}: {compact(predicate)} points at {compact(value)}, which is not in the graph",
                    "Add the record that it names, or mend the name.",
                )
        return tuple(known[value] for value in values)

    def _date(self, subject: str, name: str) -> PartialDate | None:
        found: list[PartialDate] = []
        for text in self._facts.all(subject, f"{terms.ACC}{name}"):
            try:
                found.append(parse_date(text))
            except RequestError as error:
                raise FileError(f"{compact(subject)}: acc:{name}: {error}", error.hint) from None
        return earliest_of(found)

    def _dates(self, subject: str) -> dict[str, PartialDate]:
        return {name: found for name in DATES if (found := self._date(subject, name))}

    def _label(self, iri: str) -> str:
        if office := self._facts.one(iri, terms.office):
            return f"{self._label(self._facts.one(iri, terms.person))}, {office}"
        return self._facts.one(iri, _LABEL) or self._facts.one(iri, _TITLE) or local(iri)

    def _labels(self, subject: str, predicate: str) -> tuple[str, ...]:
        """Return values as a reader should see them: labels of what they name, or the literals."""
        return tuple(sorted(self._label(v) if v in self._facts else v for v in self._facts.all(subject, predicate)))

    # -- records --------------------------------------------------------------------------------

    def _record_set(self) -> RecordSet:
        sets = self._of_class["RecordSet"]
        if not sets:
            return RecordSet("", "", _latest(self._all_dates()), "")
        iri = sets[0]
        checked = self._date(iri, "checkedTo") or _latest(self._all_dates())
        return RecordSet(
            self._facts.one(iri, _TITLE),
            self._facts.one(iri, f"{PREFIXES['owl']}versionInfo"),
            checked,
            self._facts.one(iri, f"{PREFIXES['dcterms']}license"),
        )

    def _all_dates(self) -> list[PartialDate]:
        return [
            d
            for cls in (*self._taxonomy.kinds, "Participation")
            for iri in self._of_class[cls]
            for name, d in self._dates(iri).items()
            if name != "targetYear"
        ]

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return {iri: self._source(iri) for iri in self._of_class["Source"]}

    def _source(self, iri: str) -> Source:
        return Source(
            iri=iri,
            id=local(iri),
            title=self._label(iri),
            publisher=self._facts.one(iri, f"{PREFIXES['dcterms']}publisher"),
            author=", ".join(self._labels(iri, terms.author)),
            issued=self._facts.one(iri, f"{PREFIXES['dcterms']}issued"),
            kind=self._value_label(self._facts.one(iri, terms.sourceKind)),
            url=self._facts.one(iri, terms.url),
            consulted=self._facts.one(iri, terms.consulted),
            sha256=self._facts.one(iri, terms.sha256),
            alt_labels=tuple(self._facts.all(iri, _ALT_LABEL)),
        )

    def _value_label(self, iri: str) -> str:
        return self._taxonomy.labels.get(local(iri), local(iri))

    @cached_property
    def _evidence(self) -> dict[str, Evidence]:
        found: dict[str, Evidence] = {}
        for iri in self._of_class["Evidence"]:
            sources = self._linked(iri, terms.source, self._sources)
            if not sources:
                raise FileError(f"{compact(iri)}: evidence without a source", "Give it an acc:source.")
            found[iri] = Evidence(
                iri=iri,
                source=sources[0],
                locator=self._facts.one(iri, terms.locator),
                confidence=self._value_label(self._facts.one(iri, terms.confidence)),
                supports=tuple(local(p) for p in self._facts.all(iri, terms.supports)),
            )
        return found

    def _item(self, make: Callable[..., _ItemT], iri: str, cls: str, **more: object) -> _ItemT:
        label = self._label(iri)
        names = dict.fromkeys([*self._facts.all(iri, terms.officialName), *self._facts.all(iri, _ALT_LABEL)])
        facts = {name: labels for name in _FACTS if (labels := self._labels(iri, f"{terms.ACC}{name}"))}
        return make(
            iri=iri,
            id=local(iri),
            type=cls,
            label=label,
            alt_labels=tuple(name for name in names if name != label),
            description=self._facts.one(iri, _DESCRIPTION),
            dates=self._dates(iri),
            evidence=self._linked(iri, terms.evidence, self._evidence),
            facts=facts,
            **more,
        )

    @cached_property
    def _actors(self) -> dict[str, Actor]:
        return {**self._known_actors, **{iri: self._actor(iri, cls) for cls in ACTORS for iri in self._of_class[cls]}}

    def _actor(self, iri: str, cls: str) -> Actor:
        codes = {
            name: code for name in ("iso2", "iso3", "cow", "gw") if (code := self._facts.one(iri, f"{terms.ACC}{name}"))
        }
        return self._item(
            Actor,
            iri,
            cls,
            codes=codes,
            dated_codes=tuple(sorted(map(self._code, self._codes_of[iri]), key=lambda c: c.interval.start_earliest)),
            wikidata=self._facts.one(iri, terms.wikidata),
            region=self._value_label(self._facts.one(iri, terms.region)),
            place=self._place(iri),
        )

    def _code(self, iri: str) -> Code:
        return Code(
            scheme=self._facts.one(iri, terms.scheme),
            notation=self._facts.one(iri, f"{PREFIXES['skos']}notation"),
            interval=Interval.between(self._date(iri, "start"), self._date(iri, "end")),
        )

    def _place(self, iri: str) -> tuple[float, float] | None:
        latitude, longitude = (self._facts.one(iri, f"{PREFIXES['geo']}{name}") for name in ("lat", "long"))
        return (float(latitude), float(longitude)) if latitude and longitude else None

    @cached_property
    def _others(self) -> dict[str, Item]:
        return {iri: self._item(Item, iri, cls) for cls in OTHERS for iri in self._of_class[cls]}

    @cached_property
    def _mechanisms(self) -> dict[str, Mechanism]:
        """The mechanisms that count, each with its counterparts."""
        with_head: dict[str, list[Mechanism]] = defaultdict(list)
        for iri, heads in sorted(self._heads.items()):
            for head in heads:
                with_head[head].append(self._all_mechanisms[iri])
        return {
            iri: replace(found, counterparts=tuple(with_head[iri])) if iri in with_head else found
            for iri, found in self._all_mechanisms.items()
            if iri not in self._heads
        }

    @cached_property
    def _heads(self) -> dict[str, tuple[str, ...]]:
        links = {iri: self._facts.all(iri, terms.sameMechanismAs) for iri in self._all_mechanisms}
        return heads_of(links, self._all_mechanisms)

    @cached_property
    def _all_mechanisms(self) -> dict[str, Mechanism]:
        found: dict[str, Mechanism] = {}
        for name in self._taxonomy.kinds:
            for iri in self._of_class[name]:
                # A mechanism given two kinds keeps the one that lies deeper in the tree.
                if iri not in found or len(found[iri].kind.lineage) < len(self._taxonomy.kinds[name].lineage):
                    found[iri] = self._mechanism(iri, name)
        return dict(sorted(found.items()))

    def _mechanism(self, iri: str, name: str) -> Mechanism:
        kind = self._taxonomy.kinds[name]
        interval = force_of(kind.force_rule, partial(self._date, iri))
        participations = self._participations(iri, interval)
        constituted = self._linked(iri, terms.constitutes, self._actors)
        return self._item(
            Mechanism,
            iri,
            name,
            kind=kind,
            obligations=tuple(self._value_label(o) for o in self._facts.all(iri, terms.obligation)),
            constitutes=constituted[0] if constituted else None,
            participations=participations,
            interval=while_two_take_part(interval, participations),
            identifier=self._facts.one(iri, _IDENTIFIER),
            part_of=next((whole for whole in self._facts.all(iri, _PART_OF) if whole.startswith(DATASETS)), ""),
        )

    def _participations(self, mechanism: str, interval: Interval | None) -> tuple[Participation, ...]:
        found = [self._participation(iri, interval) for iri in self._participations_of[mechanism]]
        named = {participation.actor.iri for participation in found}
        found += [
            Participation(
                iri=f"{PREFIXES['part']}{local(mechanism)}--{actor.id}",
                stated=False,
                actor=actor,
                role="Party",
                side="",
                services=(),
                assets=(),
                interval=part_of(interval, actor.life),
                evidence=(),
            )
            for actor in self._linked(mechanism, terms.party, self._actors)
            if actor.iri not in named
        ]
        return tuple(sorted(found, key=lambda p: (p.actor.label, p.iri)))

    def _participation(self, iri: str, mechanism: Interval | None) -> Participation:
        actors = self._linked(iri, terms.participant, self._actors)
        if not actors:
            raise FileError(f"{compact(iri)}: a participation without a participant", "Give it an acc:participant.")
        return Participation(
            iri=iri,
            stated=True,
            actor=actors[0],
            role=local(self._facts.one(iri, terms.role)) or "Party",
            side=self._facts.one(iri, terms.side),
            services=self._labels(iri, terms.service),
            assets=self._labels(iri, terms.asset),
            interval=part_of(mechanism, actors[0].life, partial(self._date, iri)),
            evidence=self._linked(iri, terms.evidence, self._evidence),
            obligations=tuple(self._value_label(o) for o in self._facts.all(iri, terms.obligation)),
        )

    # -- assertions and claims ------------------------------------------------------------------

    @cached_property
    def _items(self) -> dict[str, Item]:
        return {**self._actors, **self._all_mechanisms, **self._mechanisms, **self._others}

    @cached_property
    def _passages(self) -> dict[str, Passage]:
        found = [self._passage(iri) for iri in self._of_class["Passage"]]
        return {passage.iri: passage for passage in sorted(found, key=lambda p: (p.source, p.sentence))}

    def _passage(self, iri: str) -> Passage:
        return Passage(
            iri=iri,
            source=self._facts.one(iri, terms.source),
            sentence=int(self._facts.one(iri, terms.sentence)),
            first=int(self._facts.one(iri, terms.firstCharacter)),
            after=int(self._facts.one(iri, terms.afterLastCharacter)),
            mentions=self._linked(iri, terms.mentions, self._items),
        )

    def _assertion(self, iri: str) -> Assertion:
        return Assertion(
            iri=iri,
            id=local(iri),
            text=self._facts.one(iri, _DESCRIPTION),
            passage=self._linked(iri, terms.passage, self._passages)[0],
            about=self._linked(iri, terms.about, self._items),
            verdict=self._value_label(self._facts.one(iri, terms.verdict)),
            reason=self._facts.one(iri, terms.verdictReason),
            evidence=self._linked(iri, terms.verdictEvidence, self._evidence),
        )

    def _claim(self, iri: str) -> Claim:
        reporters = self._linked(iri, terms.reportedBy, self._actors)
        return Claim(
            iri=iri,
            id=local(iri),
            text=self._facts.one(iri, _DESCRIPTION),
            passage=self._linked(iri, terms.passage, self._passages)[0],
            kind=self._value_label(self._facts.one(iri, terms.claimKind)),
            holder=self._linked(iri, terms.holder, self._actors)[0],
            reported_by=reporters[0] if reporters else None,
            targets=self._linked(iri, terms.target, self._items),
        )

    # -- what the record says of itself ---------------------------------------------------------

    def _conflict(self, iri: str) -> Conflict:
        other = self._date(iri, "otherDate")
        items = self._linked(iri, terms.conflictOf, self._items)
        follows, sets_aside = (self._linked(iri, p, self._sources) for p in (terms.follows, terms.setsAside))
        if not (other and items and follows and sets_aside):
            raise FileError(
                f"{compact(iri)}: a conflict of sources that leaves something out",
                "Give it acc:conflictOf, acc:follows, acc:setsAside and acc:otherDate.",
            )
        return Conflict(
            item=items[0],
            property=local(self._facts.one(iri, terms.onProperty)),
            follows=follows[0],
            sets_aside=sets_aside[0],
            other_date=other,
            reason=self._facts.one(iri, _DESCRIPTION),
        )

    def _coverage(self, iri: str) -> Coverage:
        return Coverage(
            iri=iri,
            kinds=tuple(local(kind) for kind in self._facts.all(iri, terms.coversKind)),
            actors=self._linked(iri, terms.coversActor, self._actors),
            regions=tuple(self._value_label(region) for region in self._facts.all(iri, terms.coversRegion)),
            completeness=self._value_label(self._facts.one(iri, terms.completeness)),
            checked_to=self._facts.one(iri, terms.checkedTo),
            missing=self._facts.one(iri, _DESCRIPTION),
            first_day=self._facts.one(iri, terms.coversFrom),
            last_day=self._facts.one(iri, terms.coversTo),
        )


def _latest(dates: list[PartialDate]) -> PartialDate:
    """Return the latest day that a record without a description of itself speaks of."""
    last = max((d.latest for d in dates), default=None)
    return parse_date(last.isoformat() if last else "2000-01-01")
