"""A graph that stays where it lies: in an Oxigraph store on disk, or behind a SPARQL 1.1 endpoint.

It is asked for what a question needs, and never read whole where that can be avoided:

- networks get plain rows of who takes part in what, and pair them here (`served_columns`);
- ``show``, ``tie`` and timelines get the records that bear on what they were asked about, and those that these lead to;
- counts get numbers, and of mechanisms plain rows without names, texts and sources (`tally`, `served_outline`);
- queries are sent, and competency questions too where the graph holds what follows from the records for the day
  (`accord.graph.loading.bulk.make_store` writes it, and says for which day); of any other day what follows is worked
  out of the records that a question reads, which its header names.

What still reads every record does so up to `MOST` statements.
"""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Final, cast

from ...ontology import terms
from ...ontology.prefixes import PREFIXES
from ..answers.inference import INFERRED, SLICE, infer
from ..dates import parse_date
from ..errors import FileError
from ..model import ABOUT, ACTORS, DATES, RecordSet
from ..names import find
from .store import GRAPHS, ontology_quads

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from typing import Any, TypeAlias

    from pyoxigraph import Quad, Store

    from ..model import Actor, Item, Mechanism, Record
    from ..networks.event_network import EventCounts
    from ..networks.tie_table import TieTable
    from ..slice import Slice
    from .endpoint import Endpoint
    from .incidence import Incidence, Node
    from .tally import Tally

    #: What answers queries.
    Engine: TypeAlias = Store | Endpoint

#: So many statements are read at most where a command needs all of them.
MOST: Final = 2_000_000
#: So many statements are read at most of what a question leads to.
MOST_OF_A_PART: Final = 2_000_000
#: More pairs of participants than this are paired for each slice anew, rather than once for all time.
_PAIRS: Final = 4_000_000
#: So many records are asked for in one query.
_BATCH: Final = 300
#: What says for which day `graph:slice` was made.
MADE_FOR: Final = f"{PREFIXES['dcterms']}date"

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


class ServedReading:
    """A graph in a store on disk or behind an endpoint, with the faces of `reading.Reading`.

    Parameters
    ----------
    engine
        The store, or the endpoint.
    name
        What messages call it.
    """

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self.name = name
        self._bearing: dict[tuple[str, ...], Record] = {}

    @cached_property
    def about(self) -> RecordSet:
        """What the record says of itself."""
        found: dict[str, list[str]] = {}
        for row in select(self._engine, "SELECT DISTINCT ?s ?p ?o { ?s a acc:RecordSet ; ?p ?o } ORDER BY ?s ?p ?o"):
            found.setdefault(row[1].value, []).append(row[2].value)
        if terms.checkedTo not in found:
            return self.incidence.about

        def one(prefix: str, name: str) -> str:
            return min(found.get(f"{PREFIXES[prefix]}{name}", [""]))

        checked = parse_date(min(found[terms.checkedTo]))
        return RecordSet(one("dcterms", "title"), one("owl", "versionInfo"), checked, one("dcterms", "license"))

    @cached_property
    def incidence(self) -> Incidence:
        """Who takes part in which mechanism, and when, in columns."""
        from .served_columns import served_incidence

        self._check()
        return served_incidence(self._engine)

    @cached_property
    def ties(self) -> TieTable:
        """Every tie that the graph makes, in columns."""
        from ..networks.tie_table import TieTable

        return TieTable.of_incidence(self.incidence)

    def ties_within(self, within: Slice) -> TieTable:
        """Return the ties that hold in a slice and that it takes; of a large graph no others are ever drawn."""
        from ..networks.tie_table import TieTable

        if "ties" in self.__dict__ or self.incidence.pairs <= _PAIRS:
            return self.ties.within(within)
        return TieTable.holding(self.incidence, within)

    @property
    def nodes(self) -> tuple[Node, ...]:
        """Who takes part in some mechanism."""
        return self.incidence.nodes

    @cached_property
    def record(self) -> Record:
        """All records as Python objects: of a graph of moderate size.

        Raises
        ------
        FileError
            Where the graph has more than `MOST` statements.
        """
        from .reader import read_record

        return read_record(chain(ontology_quads(), self.stated()))

    @cached_property
    def store(self) -> Store:
        """An Oxigraph store in memory, of the ontology and the stated records."""
        from pyoxigraph import Store

        store = Store()
        store.extend(chain(ontology_quads(), self.stated()))
        return store

    def new_store(self) -> Store:
        """Return the same as a store of one's own: a copy, so that the engine is asked but once."""
        from pyoxigraph import Store

        store = Store()
        store.extend(self.store)
        return store

    def stated(self) -> Iterator[Quad]:
        """Yield what is stated, as the server writes it.

        Raises
        ------
        FileError
            Where the graph has more than `MOST` statements.
        """
        from pyoxigraph import DefaultGraph, Quad

        self._check()
        count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
        number = max(int(next(select(self._engine, count, union=union))[0].value) for union in (True, False))
        if number > MOST:
            raise FileError(
                f"{self.name} has {number:,} statements, and this needs every record: {MOST:,} at most",
                "Networks, show, tie, timelines, counts and most questions need less; so does a query without a slice.",
            )
        left_out = ", ".join(f"<{graph}>" for graph in (*INFERRED, f"{GRAPHS}ontology"))
        wanted = f"GRAPH ?g {{ ?s ?p ?o }} FILTER(?g NOT IN ({left_out}))"
        rows = select(self._engine, f"SELECT ?s ?p ?o ?g {{ {wanted} }}", union=False)
        named = False
        for row in rows:
            named = True
            yield Quad(row[0], row[1], row[2], row[3])
        if not named:
            for row in select(self._engine, "SELECT ?s ?p ?o { ?s ?p ?o }", union=False):
                yield Quad(row[0], row[1], row[2], DefaultGraph())

    @cached_property
    def events(self) -> EventCounts:
        """The counts of events, which are no part of the record."""
        from pyoxigraph import DefaultGraph, Quad

        from ..networks.event_network import event_counts_of

        self._check()
        wanted = "{ ?s a acc:EventCount } UNION { ?s acc:coversCounts ?c } UNION { ?s a acc:Source }"
        rows = select(self._engine, f"SELECT DISTINCT ?s ?p ?o {{ {wanted} ?s ?p ?o }}")
        return event_counts_of(Quad(row[0], row[1], row[2], DefaultGraph()) for row in rows)

    def _check(self) -> None:
        """Refuse a server whose default graph is empty while its named graphs are not."""
        if not self._has("?s ?p ?o") and self._has("GRAPH ?g { ?s ?p ?o }"):
            raise FileError(
                f"{self.name}: the default graph is empty, and the named graphs are not",
                "Start the server with the union of all graphs as its default graph.",
            )

    def _has(self, pattern: str) -> bool:
        return next(select(self._engine, f"SELECT * {{ {pattern} }} LIMIT 1"), None) is not None

    # -- what was made of it beforehand ------------------------------------------------------------------

    @cached_property
    def made_for(self) -> str:
        """The day for which the graph holds what follows from its records; nothing where it does not."""
        found = select(
            self._engine, f"SELECT ?day {{ GRAPH <{SLICE}> {{ <{SLICE}> <{MADE_FOR}> ?day }} }}", union=False
        )
        return min((row[0].value for row in found), default="")

    @property
    def engine(self) -> Engine:
        """What answers queries over all that the graph holds."""
        return self._engine

    # -- parts of it -------------------------------------------------------------------------------------

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

    @cached_property
    def outlines(self) -> Collection[Mechanism]:
        """All mechanisms, with what is counted of them: kinds, confidence, parties and times."""
        from .served_outline import served_outlines

        self._check()
        return served_outlines(self._engine, self.actors)

    @cached_property
    def tally(self) -> Tally:
        """How many records there are of each sort, by the server's own count."""
        from .tally import served_tally

        self._check()
        return served_tally(self._engine)

    def completed(self, within: Slice, *patterns: str) -> Store:
        """Return a store in memory of the ontology, a part of the record, and what follows from it in a slice.

        Parameters
        ----------
        within
            The slice.
        *patterns
            SPARQL patterns; the part is the records ``?s`` that any of them finds, and what these lead to.
        """
        from pyoxigraph import Store

        from .reader import read_record

        statements = [*ontology_quads(), *self._reached(set[str]().union(*map(self._subjects, patterns)))]
        store = Store()
        store.extend(statements)
        infer(store, read_record(statements), within)
        return store

    @cached_property
    def has_ontology(self) -> bool:
        """Whether the ontology is among what is asked, so that a query finds the labels of kinds."""
        return self._has("acc:Alliance rdfs:label ?label")

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

    def mechanisms(self, names: Iterable[str]) -> dict[str, Mechanism]:
        """Return at least the mechanisms of these ids, by id."""
        known = self._record_of(map(self.incidence.iri_of, names)).mechanisms
        return {mechanism.id: mechanism for mechanism in known.values()}

    def labels(self, names: Iterable[str]) -> dict[str, str]:
        """Return the labels of the mechanisms of these ids, by id."""
        from .served_columns import served_labels

        return served_labels(self._engine, {self.incidence.iri_of(name): name for name in names})

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
        return {row[0].value for row in select(self._engine, f"SELECT DISTINCT ?s {{ {where} }}")}

    def _record_of(self, iris: Iterable[str]) -> Record:
        """Build these records, and all that they lead to: actors, evidence and sources, mechanisms' parties."""
        from .reader import read_record

        return read_record(chain(ontology_quads(), self._reached(set(iris))))

    def _reached(self, wanted: set[str]) -> Iterator[Quad]:
        from pyoxigraph import NamedNode, Quad

        seen, number = set(wanted), 0
        while wanted:
            batch = sorted(wanted)[:_BATCH]
            wanted.difference_update(batch)
            subjects = listed(iri for iri in batch if ":" in iri)
            if not subjects:
                continue
            for row in select(self._engine, f"SELECT DISTINCT ?s ?p ?o {{ VALUES ?s {{ {subjects} }} ?s ?p ?o }}"):
                predicate, value = row[1].value, row[2]
                if predicate in _NOT_FOLLOWED and predicate != f"{PREFIXES['rdf']}type":
                    continue
                number += 1
                if number > MOST_OF_A_PART:
                    raise FileError(
                        f"{self.name}: what was asked leads to more than {MOST_OF_A_PART:,} statements",
                        "Ask for less: one actor, a shorter window, a narrower kind.",
                    )
                yield Quad(row[0], row[1], value)
                follows = isinstance(value, NamedNode) and predicate not in _NOT_FOLLOWED
                if follows and not value.value.startswith(terms.ACC) and value.value not in seen:
                    seen.add(value.value)
                    wanted.add(value.value)
            of_them = f"VALUES ?of {{ {subjects} }} ?s acc:inMechanism|acc:codeOf ?of"
            new = self._subjects(of_them) - seen
            seen |= new
            wanted |= new
