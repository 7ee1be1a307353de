"""From triples to the columns of `incidence`: what networks need, and no more.

Networks need a small part of what a record says. It is picked from the files in one pass, without a
store and without an object for each record, so that files of a million triples become a network in
seconds. What the dates mean is asked of `force`, as the reader of whole records does.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias, cast

import numpy as np

from ...ontology import load_taxonomy, terms
from ...ontology.prefixes import PREFIXES, RDF_TYPE, compact, local
from ..counterparts import heads_of
from ..dates import PartialDate, earliest_of, parse_date
from ..errors import FileError, RequestError
from ..force import ALWAYS, PART_DATES, force_of, life_of, part_of
from ..model import ACTORS, DATES, DUTIES, NODES, RecordSet
from ..networks.spans import Spans
from .incidence import Incidence, Node
from .store import quads_of

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from pathlib import Path

    from ...ontology import Kind, Taxonomy
    from ..dates import Interval

#: One actor's part: the mechanism's number, the actor's IRI, the role, the side, the duties of its own, and when.
Part: TypeAlias = "tuple[int, str, str, str, int, Interval | None]"

_LABEL: Final = f"{PREFIXES['skos']}prefLabel"
_TITLE: Final = f"{PREFIXES['dcterms']}title"
_LICENSE: Final = f"{PREFIXES['dcterms']}license"
_VERSION: Final = f"{PREFIXES['owl']}versionInfo"
_CHECKED: Final = f"{terms.ACC}checkedTo"
_DATES: Final = {f"{terms.ACC}{name}": name for name in DATES}
READ: Final = (
    *(RDF_TYPE, _LABEL, _TITLE, _LICENSE, _VERSION, _CHECKED, *_DATES),
    *(terms.inMechanism, terms.participant, terms.party, terms.role, terms.side, terms.obligation),
    *(terms.constitutes, terms.sameMechanismAs, terms.region, terms.evidence, terms.source, terms.confidence),
)


class Rows(NamedTuple):
    """What `Picker.rows` returns.

    Attributes
    ----------
    mechanisms
        The IRIs of the mechanisms that count, sorted by id; their places are their numbers.
    founded
        Mechanism to the actor that it founds.
    forces
        When each holds by its own dates, however many take part.
    parts
        Who takes part in them.
    """

    mechanisms: list[str]
    founded: dict[str, str]
    forces: list[Interval | None]
    parts: list[Part]


def read_incidence(paths: Iterable[Path]) -> Incidence:
    """Pick from RDF files what networks need.

    Raises
    ------
    FileError
        Where a file cannot be read, a date is none, or a participation points at no actor: the message names the
        file and the line, or the record.
    """
    with no_garbage_sought():
        return Picker(_columns_of_files(paths)).incidence()


@contextmanager
def no_garbage_sought() -> Generator[None]:
    """Keep Python from looking for garbage while millions of values are made of which none is any."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _columns_of_files(paths: Iterable[Path]) -> dict[str, dict[str, list[str]]]:
    """Return what the files say, of the properties that networks need: predicate to subject to values."""
    from pyoxigraph import NamedNode

    columns: dict[str, dict[str, list[str]]] = {predicate: {} for predicate in READ}
    column_of = {NamedNode(predicate): column for predicate, column in columns.items()}.get
    # Most statements of a type are of participations, and these are found by what they are part of.
    types = columns[RDF_TYPE]
    kept = {NamedNode(iri) for iri in classes()}
    for path in paths:
        with quads_of(path) as quads:
            for subject_term, predicate, target, _ in cast("Iterable[Any]", quads):
                column = column_of(predicate)
                if column is None or (column is types and target not in kept):
                    continue
                # Only a quoted triple has no value, and no property that is read here points at one.
                subject, value = subject_term.value, target.value
                known = column.get(subject)
                if known is None:
                    column[subject] = [value]
                else:
                    known.append(value)
    return columns


def classes() -> list[str]:
    """Return the classes that a record is looked up by."""
    kinds = [kind.iri for kind in load_taxonomy().kinds.values()]
    return [*kinds, *(f"{terms.ACC}{name}" for name in ACTORS), terms.RecordSet, terms.Evidence]


class Picker:
    """Makes the rows from the columns of the files: predicate to subject to values."""

    def __init__(self, columns: dict[str, dict[str, list[str]]]) -> None:
        self._columns = columns
        self._taxonomy: Taxonomy = load_taxonomy()
        self._days: dict[str, PartialDate] = {}
        kinds = {kind.iri: kind for kind in self._taxonomy.kinds.values()}
        actors = {f"{terms.ACC}{name}": name for name in ACTORS}
        self._kinds: dict[str, Kind] = {}
        self._actors: dict[str, str] = {}
        self._sets: list[str] = []
        for subject, types in columns[RDF_TYPE].items():
            for name in types:
                if kind := kinds.get(name):
                    # A mechanism given two kinds keeps the one that lies deeper in the tree.
                    other = self._kinds.get(subject)
                    if other is None or (len(other.lineage), kind.name) < (len(kind.lineage), other.name):
                        self._kinds[subject] = kind
                elif name in actors:
                    self._actors[subject] = actors[name]
                elif name == terms.RecordSet:
                    self._sets.append(subject)
        self._dated = {name: columns[iri] for iri, name in _DATES.items()}
        self._check()
        self._own_dates = {subject for name in PART_DATES for subject in self._dated[name]}
        self._lives: dict[str, Interval] = {}
        self._told_apart: set[int] = set()
        self._duties = {iri: self._bits(values) for iri, values in columns[terms.obligation].items()}

    def _bits(self, obligations: Iterable[str]) -> int:
        labels = {self._taxonomy.labels.get(local(iri)) for iri in obligations}
        return sum(1 << place for place, duty in enumerate(DUTIES) if duty in labels)

    def _check(self) -> None:
        """Refuse what no reader could make sense of, though networks may not need it."""
        for name, column in self._dated.items():
            for subject, texts in column.items():
                for text in texts:
                    self._day(text, subject, name)
        sourced = self._columns[terms.source]
        for subject, types in self._columns[RDF_TYPE].items():
            if terms.Evidence in types and subject not in sourced:
                raise FileError(f"{compact(subject)}: evidence without a source", "Give it an acc:source.")

    def _one(self, subject: str, predicate: str) -> str:
        return min(self._columns[predicate].get(subject, ("",)))

    def _date(self, subject: str, name: str) -> PartialDate | None:
        texts = self._dated[name].get(subject)
        if texts is None:
            return None
        if len(texts) == 1:
            return self._day(texts[0], subject, name)
        return earliest_of([self._day(text, subject, name) for text in texts])

    def _day(self, text: str, subject: str, name: str) -> PartialDate:
        found = self._days.get(text)
        if found is None:
            try:
                found = self._days[text] = parse_date(text)
            except RequestError as error:
                raise FileError(f"{compact(subject)}: acc:{name}: {error}", error.hint) from None
        return found

    def kind_of(self, mechanism: str) -> Kind:
        """Return the kind of a mechanism."""
        return self._kinds[mechanism]

    def rows(self) -> Rows:
        """Return the mechanisms that count, and who takes part in them: nodes of networks or not."""
        counterparts = heads_of(self._columns[terms.sameMechanismAs], self._kinds)
        mechanisms = sorted((iri for iri in self._kinds if iri not in counterparts), key=local)
        number = {iri: place for place, iri in enumerate(mechanisms)}
        founded = {iri: values[0] for iri, values in self._columns[terms.constitutes].items() if iri in number}
        forces = [force_of(self._kinds[iri].force_rule, partial(self._date, iri)) for iri in mechanisms]
        stated = self._stated(number, forces)
        if self._columns[terms.party]:
            stated += self._short(number, forces, {part[:2] for part in stated})
        return Rows(mechanisms, founded, forces, stated)

    def incidence(self) -> Incidence:
        """Return the rows of networks."""
        mechanisms, founded, _, parts = self.rows()
        taking_part = {actor for _, actor, *_ in parts} | set(founded.values())
        nodes = sorted((iri for iri in taking_part if self._type(iri) in NODES), key=local)
        place = {iri: number for number, iri in enumerate(nodes)}
        parts = [part for part in parts if part[1] in place and part[2] != "Observer"]
        sides = {side: number for number, side in enumerate(sorted({"", *(part[3] for part in parts)}))}
        of = np.array([part[0] for part in parts], dtype=np.int64)
        actor = np.array([place[part[1]] for part in parts], dtype=np.int64)
        roles = sorted({part[2] for part in parts}, key=lambda role: (role == "Party", role))
        number_of = {role: number for number, role in enumerate(roles)}
        role = np.array([number_of[part[2]] for part in parts], dtype=np.int16)
        order = np.lexsort((role, actor, of))
        own_space = PREFIXES["mech"]
        different = np.unique(of * len(nodes) + actor) // max(len(nodes), 1)
        return Incidence(
            about=self._about(),
            nodes=tuple(self._node(iri) for iri in nodes),
            mechanisms=tuple(map(local, mechanisms)),
            kinds=tuple(self._kinds[iri].name for iri in mechanisms),
            confidences=tuple(map(self.confidence_of, mechanisms)),
            tied=np.bincount(different, minlength=len(mechanisms)),
            founded=np.array([place.get(founded.get(iri, ""), -1) for iri in mechanisms], dtype=np.int64),
            duties=np.array([self._duties.get(iri, 0) for iri in mechanisms], dtype=np.int8),
            told_apart=np.isin(np.arange(len(mechanisms)), sorted(self._told_apart)),
            elsewhere={local(iri): iri for iri in mechanisms if iri != f"{own_space}{local(iri)}"},
            roles=tuple(roles),
            mechanism=of[order],
            actor=actor[order],
            role=role[order],
            side=np.array([sides[part[3]] for part in parts], dtype=np.int64)[order],
            owed=np.array([part[4] for part in parts], dtype=np.int8)[order],
            spans=_spans_of([part[5] for part in parts])[order],
        )

    def _stated(self, number: dict[str, int], forces: list[Interval | None]) -> list[Part]:
        """Return a row for each participation that is a record of its own."""
        parts: list[Part] = []
        participants, roles = self._columns[terms.participant], self._columns[terms.role]
        sides, dated, lives = self._columns[terms.side], self._own_dates, self._lives
        for iri, owners in self._columns[terms.inMechanism].items():
            for owner in owners if len(owners) == 1 else dict.fromkeys(owners):
                place = number.get(owner)
                if place is None:
                    continue
                actors = participants.get(iri)
                if actors is None:
                    raise FileError(
                        f"{compact(iri)}: a participation without a participant", "Give it an acc:participant."
                    )
                actor = actors[0] if len(actors) == 1 else min(actors)
                life, when = lives.get(actor) or self._life(actor, iri, terms.participant), forces[place]
                if life is not ALWAYS or iri in dated:
                    when = part_of(when, life, partial(self._date, iri))
                role = local(min(roles[iri])) if iri in roles else "Party"
                side, owed = min(sides[iri]) if iri in sides else "", self._owed(iri, place)
                parts.append((place, actor, role, side, owed, when))
        return parts

    def _owed(self, participation: str, mechanism: int) -> int:
        """Return the duties that a participation states, and mark the mechanism of one that states any."""
        owed = self._duties.get(participation)
        if owed is None:
            return 0
        self._told_apart.add(mechanism)
        return owed

    def _short(self, number: dict[str, int], forces: list[Interval | None], stated: set[tuple[int, str]]) -> list[Part]:
        """Return a row for each party that is named shortly, and has no participation of its own."""
        parts: list[Part] = []
        for iri, actors in self._columns[terms.party].items():
            if iri not in number:
                continue
            place = number[iri]
            force = forces[place]
            for actor in dict.fromkeys(actors):
                if (place, actor) not in stated:
                    life = self._life(actor, iri, terms.party)
                    parts.append((place, actor, "Party", "", 0, part_of(force, life)))
        return parts

    def _type(self, iri: str) -> str:
        return self._actors.get(iri, "")

    def _life(self, actor: str, subject: str, predicate: str) -> Interval:
        known = self._lives.get(actor)
        if known is not None:
            return known
        if actor not in self._actors:
            raise FileError(
                f"{compact(subject)}: {compact(predicate)} points at {compact(actor)}, which is not in the graph",
                "Add the record that it names, or mend the name.",
            )
        life = self._lives[actor] = life_of(partial(self._date, actor))
        return life

    def _node(self, iri: str) -> Node:
        region = local(self._one(iri, terms.region))
        label = self._one(iri, _LABEL) or self._one(iri, _TITLE) or local(iri)
        return Node(local(iri), label, self._type(iri), self._taxonomy.labels.get(region, region))

    def confidence_of(self, mechanism: str) -> str:
        """Return how sure the best evidence of a mechanism makes it."""
        ranks, labels = self._taxonomy.ranks, self._taxonomy.labels
        found = [
            labels.get(local(self._one(iri, terms.confidence)), "")
            for iri in self._columns[terms.evidence].get(mechanism, ())
        ]
        return max(found, key=lambda name: ranks.get(name, 0), default="unverified")

    def _about(self) -> RecordSet:
        own = min(self._sets, default="")
        checked = [self._day(text, own, "checkedTo") for text in self._columns[_CHECKED].get(own, ())]
        return RecordSet(
            self._one(own, _TITLE),
            self._one(own, _VERSION),
            earliest_of(checked) or self._latest(),
            self._one(own, _LICENSE),
        )

    def _latest(self) -> PartialDate:
        """Return the latest day of which a record without a description of itself speaks."""
        parts = self._columns[terms.inMechanism]
        texts = {
            text
            for name, column in self._dated.items()
            if name != "targetYear"
            for subject, found in column.items()
            if subject in self._kinds or subject in parts
            for text in found
        }
        last = max((self._days[text].latest for text in texts), default=None)
        return parse_date(last.isoformat() if last else "2000-01-01")


def _spans_of(intervals: list[Interval | None]) -> Spans:
    """Return intervals as columns; one that many participations share is turned into days once."""
    different = {id(interval): interval for interval in intervals}
    number = {key: place for place, key in enumerate(different)}
    rows = np.array([number[id(interval)] for interval in intervals], dtype=np.int64)
    return Spans.of(different.values())[rows]
