"""Asking a store on disk or an endpoint: rows of a SELECT, and the records that bear on what was asked."""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Final, cast

from ...ontology import terms
from ...ontology.prefixes import PREFIXES, RDF_TYPE
from ..errors import FileError
from ..model import ABOUT, ACTORS, DATES
from ..names import find
from .store import ontology_quads

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator
    from typing import Any, TypeAlias

    from pyoxigraph import Quad, Store

    from ..model import Actor, Item, Mechanism, Record
    from .endpoint import Endpoint

    #: What answers queries.
    Engine: TypeAlias = Store | Endpoint

#: So many statements are read at most of what a question leads to.
MOST_OF_A_PART: Final = 2_000_000
#: So many records are asked for in one query.
BATCH: Final = 300

#: Links between records that follow from others, or lead away from what was asked about.
_NOT_FOLLOWED: Final = frozenset(
    (
        *(terms.ally, terms.partner, terms.dialoguePartner, terms.exercisePartner, terms.during, terms.holds),
        *(f"{PREFIXES['rdf']}{name}" for name in ("type", "subject", "predicate", "object")),
        f"{PREFIXES['prov']}wasDerivedFrom",
    )
)
_NAMES: Final = "skos:prefLabel skos:altLabel acc:officialName dcterms:title"
_NO_LETTER: Final = "[^\\\\p{L}\\\\p{N}]"
_RECORDS: Final = ("actor", "mech", "event", "policy", "asset", "tenure")


def select(engine: Engine, sparql: str, *, union: bool = True) -> Iterator[Any]:
    """Yield the rows of a SELECT, asked of the union of all graphs unless that is not wanted."""
    return iter(cast("Any", engine.query(sparql, prefixes=PREFIXES, use_default_graph_as_union=union)))


def listed(iris: Iterable[str]) -> str:
    """Return IRIs as ``VALUES`` lists them."""
    return " ".join(f"<{iri}>" for iri in iris)


def pointing_at(iri: str) -> str:
    """Return the pattern of the records ``?s`` that point at one: a derived tie, or an interval, is none."""
    return f"?s ?p <{iri}> FILTER(?p NOT IN ({', '.join(f'<{other}>' for other in sorted(_NOT_FOLLOWED))}))"


class Asked:
    """What is asked of a graph, and the records that come of it.

    Parameters
    ----------
    engine
        The store, or the endpoint.
    name
        What messages call it.
    """

    def __init__(self, engine: Engine, name: str) -> None:
        self.engine = engine
        self.name = name
        self._bearing: dict[tuple[str, ...], Record] = {}

    def has(self, pattern: str) -> bool:
        """Whether a pattern finds anything."""
        return next(select(self.engine, f"SELECT * {{ {pattern} }} LIMIT 1"), None) is not None

    @cached_property
    def actors(self) -> dict[str, Actor]:
        """All actors, by IRI."""
        classes = " ".join(f"acc:{name}" for name in ACTORS)
        found = self._subjects(f"VALUES ?c {{ {classes} }} ?s a ?c")
        return self._record_of(found).actors

    def bearing_on(self, *iris: str) -> Record:
        """Return all that point at a record, or tie two or are about both, and what these lead to."""
        key = tuple(sorted(iris))
        if key not in self._bearing:
            statements = self._subjects("?s a acc:CoverageStatement")
            self._bearing[key] = self._record_of({*iris, *statements, *self._pointing_at(iris)})
        return self._bearing[key]

    def _pointing_at(self, iris: tuple[str, ...]) -> set[str]:
        if len(iris) == 1:
            return self._subjects(pointing_at(iris[0]))
        # One query each: a join of both takes a store many times as long.
        about = (f"?s acc:{name} {{0}}" for name in ABOUT)
        ways = ("?x acc:participant {0} ; acc:inMechanism ?s", "?s acc:party {0}", "?s acc:constitutes {0}", *about)
        of_each = [set[str]().union(*(self._subjects(way.format(f"<{iri}>")) for way in ways)) for iri in iris]
        return set[str].intersection(*of_each)

    def where(self, *patterns: str) -> Record:
        """Return the records ``?s`` that any of these SPARQL patterns finds, and what they lead to."""
        return self._record_of(set[str]().union(*map(self._subjects, patterns)))

    def item(self, name: str, what: str, *, mechanism: bool = False) -> Item:
        """Return the record called `name`: an actor by any of its names, another by its id or its label.

        Raises
        ------
        UnknownNameError
            Where nothing is called so.
        RequestError
            Where several records are.
        """
        found = self._spelt(name) or self._labelled(name)
        known = self._record_of(found)
        if mechanism:
            mechanisms = (*known.mechanisms.values(), *known.counterparts.values())
            return find(name, [item for item in mechanisms if item.iri in found], what)
        others = [item for item in known.items() if item.iri in found and item.iri not in self.actors]
        return find(name, [*self.actors.values(), *others], what)

    def _spelt(self, name: str) -> set[str]:
        """Return the records whose id, or short IRI, is the name."""
        prefix, _, rest = name.rpartition(":")
        if not rest or not all(c.isalnum() or c in "-._" for c in rest) or (prefix and prefix not in PREFIXES):
            return set()
        iris = " ".join(f"<{PREFIXES[known]}{rest}>" for known in ([prefix] if prefix else _RECORDS))
        return self._subjects(f"VALUES ?s {{ {iris} }} ?s a ?c")

    def _labelled(self, name: str) -> set[str]:
        """Return the records with a label that has the letters and digits of the name, whatever their case."""
        letters = "".join(c for c in name.casefold() if c.isalnum())
        return self._subjects(
            f'VALUES ?n {{ {_NAMES} }} ?s ?n ?l FILTER(REPLACE(LCASE(STR(?l)), "{_NO_LETTER}", "") = "{letters}")'
        )

    def records(self, iris: Iterable[str]) -> Record:
        """Return these records, of those of them that there are, and what they lead to."""
        return self._record_of(iris)

    def resembling(self, words: Iterable[str], years: Iterable[str]) -> Iterable[Mechanism]:
        """Return the mechanisms that have all words in a name, and a date in one of the years."""
        named = [
            f"VALUES ?n{place} {{ {_NAMES} }} ?s ?n{place} ?l{place} "
            f'FILTER(CONTAINS(REPLACE(LCASE(STR(?l{place})), "{_NO_LETTER}", ""), "{word}"))'
            for place, word in enumerate(words)
        ]
        dated = " || ".join(f'STRSTARTS(STR(?day), "{year}")' for year in sorted(years))
        dates = " ".join(f"acc:{name}" for name in DATES)
        found = self._subjects(" ".join([f"VALUES ?d {{ {dates} }} ?s ?d ?day FILTER({dated})", *named]))
        return self._record_of(found).mechanisms.values()

    def _subjects(self, where: str) -> set[str]:
        return {row[0].value for row in select(self.engine, f"SELECT DISTINCT ?s {{ {where} }}")}

    def _record_of(self, iris: Iterable[str]) -> Record:
        """Build these records, and all that they lead to: actors, evidence and sources, mechanisms' parties."""
        from .reader import read_record

        return read_record(chain(ontology_quads(), self._reached(set(iris))))

    def _reached(self, wanted: set[str]) -> Iterator[Quad]:
        """Yield the statements of records, and of whatever they lead to, in no graph."""
        from pyoxigraph import Quad

        def of(subjects: str) -> Iterator[Quad]:
            for row in select(self.engine, f"SELECT DISTINCT ?s ?p ?o {{ {subjects} ?s ?p ?o }}"):
                if row[1].value not in _NOT_FOLLOWED or row[1].value == RDF_TYPE:
                    yield Quad(row[0], row[1], row[2])

        return self.reach(wanted, of, _NOT_FOLLOWED)

    def reach(
        self, wanted: Iterable[str], of: Callable[[str], Iterable[Quad]], not_followed: Container[str] = ()
    ) -> Iterator[Quad]:
        """Yield the statements of records, and of whatever they lead to.

        Parameters
        ----------
        wanted
            The records.
        of
            Gives the statements of some subjects, which come as the ``VALUES`` of ``?s``.
        not_followed
            Properties whose objects are not wanted for their sake.

        Raises
        ------
        FileError
            Where there are more than `MOST_OF_A_PART`.
        """
        from pyoxigraph import NamedNode

        left = set(wanted)
        seen, number = set(left), 0
        while left:
            batch = sorted(left)[:BATCH]
            left.difference_update(batch)
            subjects = listed(iri for iri in batch if ":" in iri)
            if not subjects:
                continue
            of_them = f"VALUES ?of {{ {subjects} }} ?s acc:inMechanism|acc:codeOf ?of"
            new = self._subjects(of_them)
            for quad in of(f"VALUES ?s {{ {subjects} }}"):
                number += 1
                if number > MOST_OF_A_PART:
                    raise FileError(
                        f"{self.name}: what was asked leads to more than {MOST_OF_A_PART:,} statements",
                        "Ask for less: one actor, a day or a shorter window, a narrower kind, a region.",
                    )
                yield quad
                value = quad.object
                if isinstance(value, NamedNode) and quad.predicate.value not in not_followed:
                    new.add(value.value)
            new = {iri for iri in new if not iri.startswith(terms.ACC)} - seen
            seen |= new
            left |= new
