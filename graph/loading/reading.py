"""What was read from a set of files, each form of it made when it is first asked for.

Networks read columns, descriptions read records, and SPARQL reads a store. A command that needs one of
them does not pay for the others.
"""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from .cache import kept

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from pyoxigraph import Quad, Store

    from ..model import Actor, Item, Mechanism, Record, RecordSet
    from ..networks.event_network import EventCounts
    from ..networks.tie_table import TieTable
    from ..slice import Slice
    from .incidence import Incidence, Node
    from .tally import Tally


class Reading:
    """The files of one graph, as columns, as records and as triples.

    Parameters
    ----------
    files
        The RDF files, each read once for each form.
    keep
        Whether columns and records are kept on disk for the next process; for files that many processes read.
    """

    def __init__(self, files: Iterable[Path], *, keep: bool = False) -> None:
        self._files = tuple(files)
        self._keep = keep

    @property
    def about(self) -> RecordSet:
        """What the record says of itself."""
        return self._columns[0]

    @property
    def ties(self) -> TieTable:
        """Every tie that the record makes, in columns."""
        return self._columns[1]

    @cached_property
    def incidence(self) -> Incidence:
        """Who takes part in which mechanism, and when, in columns."""
        from .picker import read_incidence

        def read() -> Incidence:
            return read_incidence(self._files)

        return kept("incidence", self._files, read) if self._keep else read()

    @cached_property
    def _columns(self) -> tuple[RecordSet, TieTable]:
        from ..networks.tie_table import TieTable

        def read() -> tuple[RecordSet, TieTable]:
            return self.incidence.about, TieTable.of_incidence(self.incidence)

        return kept("ties", self._files, read) if self._keep else read()

    @cached_property
    def record(self) -> Record:
        """The records as Python objects."""
        from .reader import read_record
        from .store import ontology_quads

        def read() -> Record:
            return read_record(chain(ontology_quads(), self.stated()))

        return kept("record", self._files, read) if self._keep else read()

    @property
    def actors(self) -> dict[str, Actor]:
        """All actors, by IRI."""
        return self.record.actors

    @property
    def nodes(self) -> tuple[Node, ...]:
        """Who takes part in some mechanism."""
        return self.ties.nodes

    def ties_within(self, within: Slice) -> TieTable:
        """Return the ties that hold in a slice and that it takes."""
        return self.ties.within(within)

    def item(self, name: str, what: str, *, mechanism: bool = False) -> Item:
        """Return the record, or the mechanism, called `name`; see `names.find`."""
        from ..names import find

        known = (*self.record.mechanisms.values(), *self.record.counterparts.values())
        return find(name, known if mechanism else self.record.items(), what)

    def bearing_on(self, *_iris: str) -> Record:
        """Return at least the records that bear on others: here all of them, for they are read."""
        return self.record

    def where(self, *_patterns: str) -> Record:
        """Return at least the records that SPARQL patterns find: here all of them, for they are read."""
        return self.record

    @property
    def outlines(self) -> Collection[Mechanism]:
        """All mechanisms, with at least what is counted of them: kinds, confidence, parties and times."""
        return self.record.mechanisms.values()

    @cached_property
    def tally(self) -> Tally:
        """How many records there are of each sort."""
        from .tally import tally_of

        return tally_of(self.record)

    def records(self, _iris: Iterable[str]) -> Record:
        """Return at least these records."""
        return self.record

    def mechanisms(self, _names: Iterable[str]) -> dict[str, Mechanism]:
        """Return at least the mechanisms of these ids, by id."""
        return {mechanism.id: mechanism for mechanism in self.record.mechanisms.values()}

    def labels(self, names: Iterable[str]) -> dict[str, str]:
        """Return the labels of at least the mechanisms of these ids, by id."""
        return {name: mechanism.label for name, mechanism in self.mechanisms(names).items()}

    def resembling(self, _words: Iterable[str], _years: Iterable[str]) -> Iterable[Mechanism]:
        """Return at least the mechanisms that have all words in a name, and a date in one of the years."""
        return self.record.mechanisms.values()

    def stated(self) -> Iterator[Quad]:
        """Yield the statements of the files, literals written as they stand there."""
        from .store import stated_quads

        return stated_quads(self._files)

    def statements_of(self, subjects: Iterable[str]) -> Iterator[Quad]:
        """Yield what is stated of some subjects."""
        from ...ontology.rdf import text_of

        wanted = set(subjects)
        return (quad for quad in self.stated() if text_of(quad.subject) in wanted)

    @cached_property
    def events(self) -> EventCounts:
        """The counts of events, which are no part of the record."""
        from ..networks.event_network import read_event_counts

        return read_event_counts(self._files)

    @cached_property
    def store(self) -> Store:
        """An Oxigraph store of the ontology and the stated records."""
        return self.new_store()

    def new_store(self) -> Store:
        """Return the same as a store of one's own: reading the files again takes no longer than a copy."""
        from .store import open_store

        return open_store(self._files)
