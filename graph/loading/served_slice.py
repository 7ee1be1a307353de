"""What a slice takes of a graph in a store or behind an endpoint: these records, and what they lead to, and no others.

Which mechanisms a slice takes is told from their outlines. They are fetched whole, with everybody who takes part, so
that what is worked out of them is what would be worked out of the whole graph.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from ..answers.inference import last_day_of
from ..networks.ties import counts
from .asked import select
from .reading import Reading
from .store import ontology_quads

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from pyoxigraph import Quad, Store

    from ..model import Actor, Mechanism, Record, RecordSet
    from ..networks.event_network import EventCounts
    from ..networks.tie_table import TieTable
    from ..slice import Slice
    from .incidence import Incidence, Node
    from .served import ServedReading


class SliceReading(Reading):
    """The records of a slice, with the faces of `Reading`; networks still come of the rows of the whole graph.

    Parameters
    ----------
    whole
        The graph.
    within
        The slice.
    derived
        Whether what follows from the records is worked out of them as well: ties are derived through mechanisms of
        every layer, which are then all there.
    alone
        Whether the records are those of the mechanisms that the slice takes, and of no others that they lead to, such
        as those that they replace.
    """

    def __init__(self, whole: ServedReading, within: Slice, *, derived: bool = False, alone: bool = False) -> None:
        super().__init__(())
        self._whole = whole
        self._within = within
        self._derived = derived
        self._alone = alone

    # -- of the whole graph -----------------------------------------------------------------------------

    @property
    def about(self) -> RecordSet:
        """What the record says of itself."""
        return self._whole.about

    @property
    def ties(self) -> TieTable:
        """Every tie that the record makes, in columns."""
        return self._whole.ties

    @property
    def incidence(self) -> Incidence:  # pyright: ignore[reportIncompatibleVariableOverride] -- read as it was cached there
        """Who takes part in which mechanism, and when, in columns."""
        return self._whole.incidence

    @property
    def nodes(self) -> tuple[Node, ...]:
        """Who takes part in some mechanism."""
        return self._whole.nodes

    def ties_within(self, within: Slice) -> TieTable:
        """Return the ties that hold in a slice and that it takes."""
        return self._whole.ties_within(within)

    @property
    def actors(self) -> dict[str, Actor]:
        """All actors, by IRI."""
        return self._whole.actors

    @property
    def outlines(self) -> Collection[Mechanism]:
        """All mechanisms, with at least what is counted of them: kinds, confidence, parties and times."""
        return self._whole.outlines

    def mechanisms(self, names: Iterable[str]) -> dict[str, Mechanism]:
        """Return at least the mechanisms of these ids, by id."""
        return self._whole.mechanisms(names)

    def labels(self, names: Iterable[str]) -> dict[str, str]:
        """Return the labels of at least the mechanisms of these ids, by id."""
        return self._whole.labels(names)

    @property
    def events(self) -> EventCounts:  # pyright: ignore[reportIncompatibleVariableOverride] -- read as it was cached there
        """The counts of events, which are no part of the record."""
        return self._whole.events

    # -- of the slice -----------------------------------------------------------------------------------

    @cached_property
    def record(self) -> Record:
        """The records as Python objects."""
        from .reader import read_record

        record = replace(read_record(chain(ontology_quads(), self._statements)), about=self.about)
        if not self._alone:
            return record
        taken = self._taken
        return replace(record, mechanisms={iri: found for iri, found in record.mechanisms.items() if iri in taken})

    def stated(self) -> Iterator[Quad]:
        """Yield the statements, as the server writes them."""
        yield from self._statements

    def new_store(self) -> Store:
        """Return an Oxigraph store of the ontology and these records."""
        from pyoxigraph import Store

        store = Store()
        store.extend(chain(ontology_quads(), self._statements))
        return store

    @cached_property
    def _taken(self) -> set[str]:
        within = self._within
        found = {m.iri for m in self._whole.outlines if within.holds(m.interval) and counts(m, within)}
        if self._derived:
            last_day = last_day_of(within)
            found |= {m.iri for m in self._whole.outlines if last_day.holds(m.interval)}
        return found

    @cached_property
    def _statements(self) -> list[Quad]:
        wanted = self._taken | self._beside(self._taken)
        wanted |= {row[0].value for row in select(self._whole.engine, "SELECT ?s { ?s a acc:RecordSet }")}
        return list(self._whole.reach(wanted, self._whole.quads))

    def _beside(self, heads: set[str]) -> set[str]:
        """Return the counterparts of mechanisms: what points at one of them, or at what does."""
        rows = select(self._whole.engine, "SELECT ?s ?o { ?s acc:sameMechanismAs ?o }")
        links = [(row[0].value, row[1].value) for row in rows]
        found: set[str] = set()
        while new := {one for one, other in links if other in heads | found} - found:
            found |= new
        return found
