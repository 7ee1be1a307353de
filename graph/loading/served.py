"""A graph that stays where it lies: in an Oxigraph store on disk, or behind a SPARQL 1.1 endpoint.

It is asked for what a question needs, and never read whole where that can be avoided:

- networks get plain rows of who takes part in what, and pair them here (`served_columns`);
- ``show``, ``tie`` and timelines get the records that bear on what they were asked about, and those that these lead to
  (`asked`);
- counts get numbers, and of mechanisms plain rows without names, texts and sources (`tally`, `served_outline`);
- queries are sent, and competency questions too, where the graph holds what they read
  (`accord.graph.loading.bulk.make_store` writes what follows for a day); of any other day they get the statements of
  the properties that they name, and what follows from the rows (`accord.graph.answers.dated`);
- an export of a slice gets what the slice takes (`served_slice`).

What still reads every record does so up to `MOST` statements.
"""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Final

from ...ontology import terms
from ...ontology.prefixes import PREFIXES, RDF_TYPE
from ..answers.inference import INFERRED, SLICE, Told, infer
from ..dates import parse_date
from ..errors import FileError
from ..model import RecordSet
from .asked import BATCH, Asked, listed, select
from .store import GRAPHS, ontology_quads

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from pyoxigraph import Quad, Store

    from ..answers.reads import Reads
    from ..model import Mechanism, Record
    from ..networks.event_network import EventCounts
    from ..networks.tie_table import TieTable
    from ..slice import Slice
    from .asked import Engine
    from .incidence import Incidence, Node
    from .tally import Tally

#: So many statements are read at most where a command needs all of them.
MOST: Final = 2_000_000
#: So many statements are read at most for one query of another day than that for which a store was made: what follows
#: from them can be ten times as much, and is held in memory.
MOST_OF_A_QUERY: Final = 2_000_000
#: More pairs of participants than this are paired for each slice anew, rather than once for all time.
_PAIRS: Final = 4_000_000
#: What says for which day `graph:slice` was made.
MADE_FOR: Final = f"{PREFIXES['dcterms']}date"
#: The graphs of what is not stated.
_NOT_STATED: Final = (*INFERRED, f"{GRAPHS}ontology")


class ServedReading(Asked):
    """A graph in a store on disk or behind an endpoint, with the faces of `reading.Reading`.

    Parameters
    ----------
    engine
        The store, or the endpoint.
    name
        What messages call it.
    """

    def __init__(self, engine: Engine, name: str) -> None:
        super().__init__(engine, name)
        #: What a query was last asked of, beside the engine: see `accord.graph.answers.dated`.
        self.dated: dict[tuple[Slice, Reads | None], Store] = {}

    @cached_property
    def about(self) -> RecordSet:
        """What the record says of itself."""
        found: dict[str, list[str]] = {}
        for row in select(self.engine, "SELECT DISTINCT ?s ?p ?o { ?s a acc:RecordSet ; ?p ?o } ORDER BY ?s ?p ?o"):
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

        self.check()
        return served_incidence(self.engine)

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
        self.check()
        if self.is_large:
            raise FileError(
                f"{self.name} has {self.size:,} statements, and this needs every record: {MOST:,} at most",
                "Slice it: by --layer, --at or --region an export and a page need what the slice takes. N-Quads and "
                "N-Triples have no limit. Networks, show, tie, timelines, counts and most queries need less.",
            )
        yield from self.quads()

    @cached_property
    def size(self) -> int:
        """The number of statements, what follows and the ontology included."""
        count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
        return max(int(next(select(self.engine, count, union=union))[0].value) for union in (True, False))

    @property
    def is_large(self) -> bool:
        """Whether it has more statements than are read where every record is needed."""
        return self.size > MOST

    def quads(self, among: str = "", predicate: str = "", *, derived: bool = False) -> Iterator[Quad]:
        """Yield stated statements, each where it stands.

        Parameters
        ----------
        among
            A pattern that ``?s`` or ``?o`` must meet as well.
        predicate
            The property; all where empty.
        derived
            Whether those that follow are among them, as far as the graph holds them.
        """
        from pyoxigraph import DefaultGraph, NamedNode, Quad

        unnamed, known, is_named = DefaultGraph(), NamedNode(predicate) if predicate else None, self._is_named
        where = f"{among} ?s {known or '?p'} ?o"
        if is_named:
            left_out = _NOT_STATED[len(INFERRED) :] if derived else _NOT_STATED
            where = f"GRAPH ?g {{ {where} }} FILTER(?g NOT IN ({_commas(left_out)}))"
        columns = " ".join(("?s ?o", *(["?g"] if is_named else []), *([] if known else ["?p"])))
        for row in select(self.engine, f"SELECT {columns} {{ {where} }}", union=False):
            yield Quad(row[0], known or row[2 + is_named], row[1], row[2] if is_named else unnamed)

    def everything(self, *, derived: bool = False) -> Iterator[Quad]:
        """Yield all statements, however many: for what does not hold them."""
        from pyoxigraph import Store

        self.check()
        engine = self.engine if isinstance(self.engine, Store) else self.engine.unbounded()
        return ServedReading(engine, self.name).quads(derived=derived)

    @cached_property
    def _is_named(self) -> bool:
        """Whether what is stated stands in named graphs."""
        return self.has(f"GRAPH ?g {{ ?s ?p ?o }} FILTER(?g NOT IN ({_commas(_NOT_STATED)}))")

    def stated_of(self, reads: Reads | None, *, is_bounded: bool = True) -> Iterator[Quad]:
        """Yield the stated statements that a query reads.

        Parameters
        ----------
        reads
            What it reads; ``None`` where that may be anything.
        is_bounded
            Whether there may be no more than `MOST_OF_A_QUERY`.

        Raises
        ------
        FileError
            Where there are more, and may not be.
        """
        self.check()
        patterns = [("", "")]
        if reads is not None:
            patterns = [("", name) for name in sorted(reads.properties) if name != RDF_TYPE]
            if RDF_TYPE in reads.properties:
                of_a_class = "" if reads.classes is None else f"VALUES ?o {{ {listed(sorted(reads.classes))} }}"
                patterns.append((of_a_class, RDF_TYPE))
        for number, quad in enumerate(chain.from_iterable(self.quads(*pattern) for pattern in patterns)):
            if is_bounded and number >= MOST_OF_A_QUERY:
                raise FileError(
                    f"{self.name}: on another day than that for which it was made, this query needs more than "
                    f"{MOST_OF_A_QUERY:,} statements",
                    "Make a store of that day, which answers every query: accord load FILES --at DAY -o STORE.",
                )
            yield quad

    def statements_of(self, subjects: Iterable[str]) -> Iterator[Quad]:
        """Yield what is stated of some subjects."""
        names = sorted(iri for iri in subjects if ":" in iri)
        for at in range(0, len(names), BATCH):
            yield from self.quads(f"VALUES ?s {{ {listed(names[at : at + BATCH])} }}")

    @cached_property
    def events(self) -> EventCounts:
        """The counts of events, which are no part of the record."""
        from pyoxigraph import DefaultGraph, Quad

        from ..networks.event_network import event_counts_of

        self.check()
        wanted = "{ ?s a acc:EventCount } UNION { ?s acc:coversCounts ?c } UNION { ?s a acc:Source }"
        rows = select(self.engine, f"SELECT DISTINCT ?s ?p ?o {{ {wanted} ?s ?p ?o }}")
        return event_counts_of(Quad(row[0], row[1], row[2], DefaultGraph()) for row in rows)

    def check(self) -> None:
        """Refuse a server whose default graph is empty while its named graphs are not."""
        if not self.has("?s ?p ?o") and self.has("GRAPH ?g { ?s ?p ?o }"):
            raise FileError(
                f"{self.name}: the default graph is empty, and the named graphs are not",
                "Start the server with the union of all graphs as its default graph.",
            )

    # -- what was made of it beforehand ------------------------------------------------------------------

    @cached_property
    def made_for(self) -> str:
        """The day for which the graph holds what follows from its records; nothing where it does not."""
        found = select(self.engine, f"SELECT ?day {{ GRAPH <{SLICE}> {{ <{SLICE}> <{MADE_FOR}> ?day }} }}", union=False)
        return min((row[0].value for row in found), default="")

    @cached_property
    def has_ontology(self) -> bool:
        """Whether the ontology is among what is asked, so that a query finds the labels of kinds."""
        return self.has("acc:Alliance rdfs:label ?label")

    # -- parts of it -------------------------------------------------------------------------------------

    @cached_property
    def outlines(self) -> Collection[Mechanism]:
        """All mechanisms, with what is counted of them: kinds, confidence, parties and times."""
        from .served_outline import served_outlines

        self.check()
        return served_outlines(self.engine, self.actors)

    @cached_property
    def told(self) -> Told:
        """What something follows from, in outlines."""
        offices = self.where("VALUES ?c { acc:Tenure acc:Government } ?s a ?c")
        return Told(self.outlines, Told.by(offices).offices)

    @cached_property
    def tally(self) -> Tally:
        """How many records there are of each sort, by the server's own count."""
        from .tally import served_tally

        self.check()
        return served_tally(self.engine)

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

    def mechanisms(self, names: Iterable[str]) -> dict[str, Mechanism]:
        """Return at least the mechanisms of these ids, by id."""
        known = self._record_of(map(self.incidence.iri_of, names)).mechanisms
        return {mechanism.id: mechanism for mechanism in known.values()}

    def labels(self, names: Iterable[str]) -> dict[str, str]:
        """Return the labels of the mechanisms of these ids, by id."""
        from .served_columns import served_labels

        return served_labels(self.engine, {self.incidence.iri_of(name): name for name in names})


def _commas(iris: Iterable[str]) -> str:
    return ", ".join(f"<{iri}>" for iri in iris)
