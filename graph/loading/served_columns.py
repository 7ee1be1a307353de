"""The two-mode network of a store on disk or an endpoint: plain rows by SPARQL, and the pairing done in arrays."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from ...ontology import load_taxonomy, terms
from ...ontology.prefixes import PREFIXES, RDF_TYPE, local
from ..force import ALWAYS, part_of
from ..model import ACTORS, DATES
from .asked import listed, select
from .picker import READ, Picker, classes, no_garbage_sought

if TYPE_CHECKING:
    from ..dates import Interval
    from .asked import Engine
    from .incidence import Incidence
    from .picker import Part

#: What only actors are asked for: a graph may hold millions of labels.
_OF_ACTORS: Final = (f"{PREFIXES['skos']}prefLabel", f"{PREFIXES['dcterms']}title", terms.region)
#: What only the record set is asked for.
_OF_SETS: Final = (
    f"{PREFIXES['dcterms']}title",
    f"{PREFIXES['dcterms']}license",
    f"{PREFIXES['owl']}versionInfo",
    terms.checkedTo,
)

#: Labels are asked for by name, so many in a query, in so many queries at most.
_BATCH: Final = 1000
_FEW: Final = 10


def served_incidence(engine: Engine) -> Incidence:
    """Fetch what networks need of a graph, by one SELECT a property; see `picker.read_incidence`.

    Raises
    ------
    FileError
        Where the endpoint fails, or a date is none.
    """
    with no_garbage_sought():
        return ServedPicker(engine).incidence()


def served_labels(engine: Engine, names: dict[str, str]) -> dict[str, str]:
    """Fetch the labels of mechanisms: those alone where they are few, else those of all, which is one read.

    Parameters
    ----------
    engine
        The store, or the endpoint.
    names
        IRI to the name under which the label is returned, which stands in for a label that is missing.
    """
    iris = sorted(names)
    every = f"VALUES ?c {{ {listed(kind.iri for kind in load_taxonomy().kinds.values())} }} ?s a ?c ."
    groups = [f"VALUES ?s {{ {listed(iris[at : at + _BATCH])} }}" for at in range(0, len(iris), _BATCH)]
    labels = dict(zip(names.values(), names.values(), strict=True))
    # What is asked for last is what counts.
    for predicate in (f"{PREFIXES['dcterms']}title", f"{PREFIXES['skos']}prefLabel"):
        found: dict[str, str] = {}
        for group in groups if len(groups) <= _FEW else [every]:
            for row in select(engine, f"SELECT ?s ?l {{ {group} ?s <{predicate}> ?l }}"):
                if name := names.get(row[0].value):
                    found[name] = min(found.get(name, row[1].value), row[1].value)
        labels |= found
    return labels


def _columns_of(engine: Engine) -> dict[str, dict[str, list[str]]]:
    columns: dict[str, dict[str, list[str]]] = {predicate: {} for predicate in READ}

    def fetch(predicate: str, where: str) -> None:
        column = columns[predicate]
        for row in select(engine, f"SELECT ?s ?o {{ {where} }}"):
            subject, value = row[0].value, row[1].value
            known = column.setdefault(subject, [])
            # The union of graphs gives what stands in two of them twice.
            if value not in known:
                known.append(value)

    of_actors = f"VALUES ?t {{ {listed(f'{terms.ACC}{name}' for name in ACTORS)} }} ?s a ?t ."
    fetch(RDF_TYPE, f"VALUES ?o {{ {listed(iri for iri in classes() if iri != terms.Evidence)} }} ?s a ?o")
    for predicate in _OF_ACTORS:
        fetch(predicate, f"{of_actors} ?s <{predicate}> ?o")
    for predicate in _OF_SETS:
        fetch(predicate, f"?s a acc:RecordSet ; <{predicate}> ?o")
    fetch(terms.role, f"?s acc:role ?o FILTER(?o != <{terms.ACC}Party>)")
    for predicate in (*(f"{terms.ACC}{name}" for name in DATES), terms.side, terms.party):
        fetch(predicate, f"?s <{predicate}> ?o")
    for predicate in (terms.constitutes, terms.sameMechanismAs, terms.obligation, terms.evidence, terms.confidence):
        fetch(predicate, f"?s <{predicate}> ?o")
    return columns


class ServedPicker(Picker):
    """Makes the rows from answers; participations, of which there are most, are never all held as text.

    Parameters
    ----------
    engine
        The store, or the endpoint.
    every
        Whether two participations that differ in nothing are two rows, as they must be where they are counted. They
        make the same ties.

    Attributes
    ----------
    iris
        The IRIs of the participations of the first rows, in their order, where `every` is asked for. The rows that
        come after are of parties that are named in short, and have none.
    """

    def __init__(self, engine: Engine, *, every: bool = False) -> None:
        super().__init__(_columns_of(engine))
        self._engine = engine
        self._every = every
        self.iris: list[str] = []

    def _stated(self, number: dict[str, int], forces: list[Interval | None]) -> list[Part]:
        roles, sides, lives = self._columns[terms.role], self._columns[terms.side], self._lives
        dated = self._columns[terms.inMechanism]
        own = {*roles, *sides, *self._duties, *self._own_dates}
        parts: list[Part] = []
        met: set[object] = set()
        names, participants = self._participants()
        # Two plain reads, joined here: a store on disk looks up every row of a join on its own, and several times.
        for row in select(self._engine, "SELECT ?p ?m { ?p acc:inMechanism ?m }"):
            iri = row[0].value
            is_own = iri in own
            if is_own and iri in self._own_dates:
                # Of participations only those with dates of their own are held by name.
                dated[iri] = []
            place, found = number.get(row[1].value), participants.get(iri)
            if place is None or found is None:
                continue
            one_row = is_own or self._every
            key: object = (iri, place) if one_row else place * (1 << 32) + found
            if key in met:
                continue
            met.add(key)
            if self._every:
                self.iris.append(iri)
            actor = names[found]
            life, when = lives.get(actor) or self._life(actor, iri, terms.participant), forces[place]
            if not is_own:
                parts.append((place, actor, "Party", "", 0, when if life is ALWAYS else part_of(when, life)))
                continue
            when = part_of(when, life, partial(self._date, iri))
            role = local(min(roles[iri])) if iri in roles else "Party"
            side, owed = min(sides[iri]) if iri in sides else "", self._owed(iri, place)
            parts.append((place, actor, role, side, owed, when))
        return parts

    def _participants(self) -> tuple[list[str], dict[str, int]]:
        """Return the actors, and for each participation the number of its actor: of several, of the first by name."""
        numbers: dict[str, int] = {}
        names: list[str] = []
        participants: dict[str, int] = {}
        for row in select(self._engine, "SELECT ?p ?a { ?p acc:participant ?a }"):
            name = row[1].value
            number = numbers.setdefault(name, len(numbers))
            if number == len(names):
                names.append(name)
            known = participants.setdefault(row[0].value, number)
            if known != number and name < names[known]:
                participants[row[0].value] = number
        return names, participants
