"""`KnowledgeGraph`: the one object through which people read, slice, measure, show and export."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, cast

from ..ontology import PREFIXES, load_taxonomy
from .errors import RequestError
from .loading.places import rdf_files, served
from .loading.reading import Reading
from .loading.served import ServedReading
from .loading.store import shipped_files
from .names import find
from .networks.ties import counts, dyads, takes
from .slice import Slice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    import networkx as nx
    from pyoxigraph import Quad, Store
    from rdflib import Dataset

    from .model import Actor, Item, Mechanism, Record, RecordSet, Source
    from .networks.event_network import EventCounts
    from .networks.tie_table import TieTable
    from .networks.ties import Dyad
    from .table import Table


class KnowledgeGraph:
    """The record, whole or seen through a slice.

    Build one with `load`; see it at a date with `slice`. A sliced graph shares the record with the one
    that it was sliced from, and neither ever changes.

    Parameters
    ----------
    reading
        What was read from the files, or a store or an endpoint that is asked: the parts of a record, whatever the
        slice. It stays at hand as ``reading``.
    within
        The slice through which the graph is seen; ``None`` for the whole record.
    depths
        Depths by the local name of a kind, in the place of those that the ontology declares.

    Examples
    --------
    >>> kg = KnowledgeGraph.load()
    >>> then = kg.slice(at="2024-12-31")
    >>> [tie.mechanism.kind.label for tie in then.tie("Japan", "NATO") if then.at.holds(tie.interval)][:2]
    ['NATO partnership programme', 'information security agreement']
    """

    def __init__(
        self, reading: Reading | ServedReading, within: Slice | None = None, depths: Mapping[str, int] | None = None
    ) -> None:
        self.reading = reading
        self.within = within
        self.depths = dict(depths or {})

    @property
    def record(self) -> Record:
        """The records as Python objects; read when they are first asked for."""
        return self.reading.record

    @property
    def about(self) -> RecordSet:
        """What the record says of itself: title, version, the day to which it was checked."""
        return self.reading.about

    @classmethod
    def load(cls, *paths: Path | str, shipped: bool = True) -> KnowledgeGraph:
        """Read the shipped record and further files.

        Parameters
        ----------
        *paths
            Turtle, TriG, JSON-LD, N-Triples, N-Quads or RDF/XML files that are added to the record, or folders of
            them; or one Oxigraph store on disk, or the address of one SPARQL 1.1 endpoint, which take its place.
        shipped
            Whether the shipped record is read; ``False`` reads the given files alone.

        Raises
        ------
        RequestError
            Where a store or an endpoint is not the only place.
        FileError
            Where a file cannot be read or understood; the message names the file and the line. Links that networks
            do not follow are looked up when `record` is read.
        """
        if shipped and not paths:
            return cls(_shipped())
        if remote := served(paths):
            return cls(remote)
        reading = Reading([*(shipped_files() if shipped else []), *rdf_files(paths)])
        # Read now rather than when it is first needed, so that a broken file is refused here.
        _ = reading.ties
        return cls(reading)

    # -- names --------------------------------------------------------------------------------------

    def actor(self, name: str) -> Actor:
        """Return the actor called `name`: a label, an alias, ``JPN``, ``JP``, ``COW 740``, a Wikidata item.

        Raises
        ------
        UnknownNameError
            Where no actor is called so.
        """
        return find(name, self.reading.actors.values(), "actor")

    def mechanism(self, name: str) -> Mechanism:
        """Return the mechanism called `name`: a label, an alias or an id.

        Raises
        ------
        UnknownNameError
            Where no mechanism is called so.
        """
        return cast("Mechanism", self.reading.item(name, "mechanism", mechanism=True))

    def item(self, name: str) -> Item:
        """Return the record of any sort called `name`.

        Raises
        ------
        UnknownNameError
            Where no record is called so.
        """
        return self.reading.item(name, "actor, mechanism or other record")

    def bearing_on(self, *items: Item) -> Record:
        """Return the records that bear on one, or on what ties two.

        That is the whole record where it was read from files. Of a store or an endpoint only these are fetched:
        all that point at the one, or all mechanisms of the two, and what these lead to.
        """
        return self.reading.bearing_on(*(item.iri for item in items))

    @property
    def actors(self) -> dict[str, Actor]:
        """All actors, by IRI; of a store or an endpoint they alone are fetched."""
        return self.reading.actors

    # -- slicing ------------------------------------------------------------------------------------

    def slice(
        self,
        *,
        at: str | None = None,
        between: tuple[str, str] | None = None,
        layers: Iterable[str] = (),
        possibly: bool = False,
        throughout: bool = False,
        regions: Iterable[str] = (),
        confidence: str = "unverified",
        parties: str = "any",
        organisations: bool = True,
    ) -> KnowledgeGraph:
        """Return the graph seen at a day or through a window.

        Parameters
        ----------
        at
            A day, ``2024-12-31``. Where neither `at` nor `between` is given, the record's own day.
        between
            First and last date of a window; each may be a day, a month or a year.
        layers
            Names of layers or kinds of mechanism; a kind takes its children with it. All where empty.
        possibly
            Whether what only possibly holds, its dates being imprecise, counts as well.
        throughout
            Whether a mechanism must hold on every day of the window, rather than on some day.
        regions, confidence, parties, organisations
            Which actors and mechanisms count; see `Slice.among`.

        Raises
        ------
        RequestError
            Where a date is none, the window ends before it begins, or `at` and `between` are both given.
        UnknownNameError
            Where a layer, a region, a confidence or a number of parties is unknown.
        """
        found = self._window(at, between).restricted_to(layers, load_taxonomy())
        within = replace(
            found,
            certainty="possibly" if possibly else "certainly",
            mode="throughout" if throughout else "any",
        )
        narrowed = within.among(regions=regions, confidence=confidence, parties=parties, organisations=organisations)
        return KnowledgeGraph(self.reading, narrowed, self.depths)

    def restricted_to(self, layers: Iterable[str]) -> KnowledgeGraph:
        """Return the graph with other layers or kinds of mechanism than those of the slice in use."""
        return KnowledgeGraph(self.reading, self.at.restricted_to(layers, load_taxonomy()), self.depths)

    def seen_through(self, within: Slice | None) -> KnowledgeGraph:
        """Return the graph seen through a slice that was made before, be it of another graph; whole where ``None``."""
        return KnowledgeGraph(self.reading, within, self.depths)

    def with_depths(self, depths: Mapping[str, int]) -> KnowledgeGraph:
        """Return the same graph with other depths of commitment; see `accord.graph.networks.depths.read_depths`.

        Parameters
        ----------
        depths
            Local names of kinds to depths from 1 to 10. Kinds that it leaves out keep the depth that the ontology
            declares.
        """
        return KnowledgeGraph(self.reading, self.within, depths)

    def _window(self, at: str | None, between: tuple[str, str] | None) -> Slice:
        if at and between:
            raise RequestError("a slice is at a date or between two, not both", "Give one of them.")
        if between:
            return Slice.between(*between)
        return Slice.at(at or self.about.checked_to)

    @property
    def at(self) -> Slice:
        """The slice in use; where the graph is whole, the one at the record's own day."""
        return self.within or Slice.at(self.about.checked_to)

    @property
    def today(self) -> date:
        """The day on which statuses are told: the last day of the slice in use."""
        return self.at.last

    def part(self, *, derived: bool = False, alone: bool = False) -> KnowledgeGraph:
        """Return the same graph with no more records than its slice takes, and what these lead to.

        Where the records were read from files, or the graph is whole, that is the graph itself. Of a store or an
        endpoint these alone are fetched; see `accord.graph.loading.served_slice.SliceReading`.
        """
        if self.within is None or not isinstance(self.reading, ServedReading):
            return self
        from .loading.served_slice import SliceReading

        return KnowledgeGraph(
            SliceReading(self.reading, self.within, derived=derived, alone=alone), self.within, self.depths
        )

    # -- ties and networks ----------------------------------------------------------------------------

    def mechanisms(self) -> list[Mechanism]:
        """Return the mechanisms that hold in the slice, or all where the graph is whole."""
        known = self.part().record.mechanisms.values()
        return list(known) if self.within is None else self.holding(known)

    @property
    def is_empty(self) -> bool:
        """Whether no mechanism holds in the slice, or, where the graph is whole, none is on record."""
        known = self.reading.outlines
        return not (known if self.within is None else self.holding(known))

    def holding(self, mechanisms: Iterable[Mechanism]) -> list[Mechanism]:
        """Return those of the mechanisms that the slice in use takes and that hold in it."""
        return [m for m in mechanisms if counts(m, self.at) and self.at.holds(m.interval)]

    def dyads(self) -> list[Dyad]:
        """Return the ties between states and organisations that hold in the slice, one a pair and mechanism."""
        return dyads(self.record.mechanisms.values(), self.at, self.depths)

    def ties(self, within: Slice | None = None) -> TieTable:
        """Return the same ties in columns: of another slice than that in use where `within` is given."""
        return self.reading.ties_within(within or self.at)

    def tie(self, a: str, b: str) -> list[Dyad]:
        """Return every mechanism that ties two actors, the deepest first, whether it holds or not.

        An agreement that is under negotiation, signed and not in force, or over is in the list too: ask
        ``dyad.mechanism.status(kg.today)`` how it stands, and ``kg.at.holds(dyad.interval)`` whether it holds.
        A slice by layers, parties or confidence leaves the other mechanisms out.

        Raises
        ------
        UnknownNameError
            Where an actor is unknown.
        """
        one, other = self.actor(a), self.actor(b)
        pair = {one.iri, other.iri}
        found = [
            dyad
            for dyad in dyads(self.bearing_on(one, other).mechanisms.values(), depths=self.depths)
            if {dyad.a.iri, dyad.b.iri} == pair and takes(self.at, dyad)
        ]
        return sorted(found, key=lambda d: (not self.at.holds(d.interval), -d.depth, d.mechanism.iri))

    def nodes(self) -> list[Actor]:
        """Return the nodes of every network of the slice: who takes part in some mechanism on record, and counts."""
        ids = {node.id for node in self.reading.nodes}
        return [
            actor
            for actor in self.reading.actors.values()
            if actor.is_node and actor.id in ids and self.at.takes_actor(actor.type, actor.region)
        ]

    def network(self, weight: str = "count") -> nx.Graph[str]:
        """Return the one-mode co-participation network of the slice, its ties weighted; see `project`."""
        from .networks.network import project

        network = project(self.ties(), self.at, weight, self.depths)
        network.graph["record"] = self.version
        return network

    def two_mode(self) -> nx.Graph[str]:
        """Return the two-mode network of actors and mechanisms; see `accord.graph.networks.projections.two_mode`."""
        from .networks.projections import two_mode

        return two_mode(self)

    def parallel(self) -> nx.MultiGraph[str]:
        """Return the network with parallel ties, one a mechanism; see `accord.graph.networks.projections.parallel`."""
        from .networks.projections import parallel

        return parallel(self)

    def multiplex(self, by: str = "layer") -> nx.MultiGraph[str]:
        """Return the multiplex network, a layer or a kind each; see `accord.graph.networks.projections.multiplex`."""
        from .networks.projections import multiplex

        return multiplex(self, by)

    def obligations(self, duty: str = "defence") -> nx.DiGraph[str]:
        """Return who must defend whom; see `accord.graph.networks.projections.obligations`."""
        from .networks.projections import obligations

        return obligations(self, duty)

    @property
    def event_counts(self) -> EventCounts:
        """The counts of events between states that `accord import gdelt` or ``icews`` made; read when asked for."""
        return self.reading.events

    def event_network(self, data_set: str | None = None) -> nx.Graph[str]:
        """Return the network of events of the slice; see `accord.graph.networks.event_network.event_network`."""
        from .networks.event_network import event_network

        return event_network(self, data_set)

    def sequence(self, days: Iterable[date], weight: str = "count") -> Iterator[tuple[date, nx.Graph[str]]]:
        """Yield the network on one day after the other; see `accord.graph.networks.projections.sequence`."""
        from .networks.projections import sequence

        return sequence(self, days, weight)

    def centrality(
        self, measure: str = "degree", *, top: int | None = None, by: str | None = None, weight: str = "count"
    ) -> Table:
        """Rank the actors of the slice by a measure; see `accord.graph.analysis.centrality.centrality`."""
        from .analysis.centrality import centrality

        return centrality(self.network(weight), measure, top=top, by=by)

    # -- RDF --------------------------------------------------------------------------------------------

    @property
    def stated(self) -> Store:
        """An Oxigraph store of the ontology and the stated records alone, whatever the slice."""
        return self.reading.store

    @cached_property
    def store(self) -> Store:
        """An Oxigraph store of the ontology, the record, and what follows from it in the slice."""
        from .answers.inference import infer

        complete = self.reading.new_store()
        infer(complete, self.record, self.at)
        return complete

    def statements(self, *, derived: bool = False) -> Iterator[Quad]:
        """Yield what is stated, literals written as they were found; with what follows from it, if asked.

        A slice leaves nothing out here.
        """
        from pyoxigraph import NamedNode

        from .answers.inference import INFERRED

        yield from self.reading.stated()
        for graph in INFERRED if derived else ():
            yield from self.store.quads_for_pattern(None, None, None, NamedNode(graph))

    @cached_property
    def rdf(self) -> Dataset:
        """The same as an rdflib Dataset, over the same store; its default graph is the union of all."""
        from oxrdflib import OxigraphStore
        from rdflib import Dataset

        dataset = Dataset(store=OxigraphStore(store=self.store), default_union=True)
        for prefix, iri in PREFIXES.items():
            dataset.bind(prefix, iri, replace=True)
        return dataset

    def export(
        self,
        path: Path | str | None = None,
        file_format: str = "turtle",
        *,
        projection: str | None = None,
        weight: str | None = None,
        derived: bool = False,
    ) -> str:
        """Write the graph, or what the slice takes, for other tools; equal graphs give equal bytes.

        Parameters
        ----------
        path
            The file to write, or the folder where the format has several files; nothing is written where ``None``.
        file_format
            A format of `accord.graph.exporting.FORMATS`: ``turtle``, ``graphml``, ``sqlite`` and others.
        projection, weight
            For a format that holds a network, which one, and what its strength is; see `exporting.export_text`.
        derived
            For RDF, whether what follows from the records is written as well.

        Returns
        -------
        str
            The text that was written; empty where the format is no text.

        Raises
        ------
        RequestError
            Where the format, the projection or the weight is unknown, or the format has no use for it.
        FileError
            Where the file cannot be written, or a package is missing that the format needs.
        """
        from .exporting import FORMATS, export_file, export_text
        from .output import write_file

        form = FORMATS.get(file_format)
        if path is not None and form is not None and form.text is None:
            export_file(self, path, file_format, projection=projection, weight=weight, derived=derived)
            return ""
        text = "".join(export_text(self, file_format, projection=projection, weight=weight, derived=derived))
        if path is not None:
            write_file(path, text)
        return text

    def query(self, sparql: str) -> Table | str | bool:
        """Run a SPARQL query over the record and what follows from it; see `accord.graph.answers.query.run_query`.

        A store or an endpoint answers itself, with all that it holds, where no slice is asked for, or that for
        which it was made.
        """
        from .answers.dated import engine_of
        from .answers.query import run_query

        return run_query(engine_of(self, sparql), sparql)

    # -- pictures and summaries -------------------------------------------------------------------------

    def view(self, path: Path | str | None = None) -> str:
        """Write the interactive page of the network and return its HTML; see `accord.graph.view.page`.

        Raises
        ------
        FileError
            Where the file cannot be written.
        """
        from .output import write_file
        from .view import page

        html = page(self)
        if path is not None:
            write_file(path, html)
        return html

    @property
    def extent(self) -> str:
        """How much was read, in words; of a store or an endpoint, that it is asked instead."""
        if isinstance(self.reading, ServedReading):
            return f"asking {self.reading.name}"
        return f"read {len(self.record.items())} records"

    @property
    def version(self) -> str:
        """Version of the record set and the day to which it was checked, in words."""
        about = self.about
        return f"{about.version or 'unversioned'}, checked to {about.checked_to}"

    def timeline(
        self, a: str, b: str | None = None, *, between: tuple[str, str] | None = None, layers: Iterable[str] = ()
    ) -> Table:
        """Tell what happened when to an actor, or between two; see `accord.graph.answers.timeline.timeline`."""
        from .answers.timeline import timeline

        return timeline(self, a, b, between=between, layers=layers)

    def changes(self, between: tuple[str, str], actor: str | None = None, *, layers: Iterable[str] = ()) -> Table:
        """Tell what changed between two dates; see `accord.graph.answers.timeline.changes`."""
        from .answers.timeline import changes

        return changes(self, between, actor, layers=layers)

    def coverage(self) -> dict[str, Any]:
        """Say what the record covers and what it leaves out; see `accord.graph.answers.coverage.coverage`."""
        from .answers.coverage import coverage

        return coverage(self)

    def cite(self, *names: str, **values: str) -> list[Source]:
        """Return the sources behind a record, a tie, a question or a query; see `accord.graph.answers.cite.cite`."""
        from .answers.cite import cite

        return cite(self, names, values)

    def info(self) -> dict[str, str | int | dict[str, int]]:
        """Count what the graph holds; see `accord.graph.answers.info.info`."""
        from .answers.info import info

        return info(self)


@cache
def _shipped() -> Reading:
    """Read the shipped record once: nobody changes it, so that all graphs of it can share it."""
    return Reading(shipped_files(), keep=True)
