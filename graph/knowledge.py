"""`KnowledgeGraph`: the one object through which people read, slice, measure, show and export."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..ontology import PREFIXES, load_taxonomy
from .coverage import unverified
from .errors import RequestError
from .names import find
from .reading import Reading
from .slice import Slice
from .store import shipped_files
from .ties import counts, dyads, takes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    import networkx as nx
    from pyoxigraph import Store
    from rdflib import Dataset

    from .model import Actor, Item, Mechanism, Record, RecordSet, Source
    from .table import Table
    from .tie_table import TieTable
    from .ties import Dyad


class KnowledgeGraph:
    """The record, whole or seen through a slice.

    Build one with `load`; see it at a date with `slice`. A sliced graph shares the record with the one
    that it was sliced from, and neither ever changes.

    Parameters
    ----------
    reading
        What was read from the files.
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

    def __init__(self, reading: Reading, within: Slice | None = None, depths: Mapping[str, int] | None = None) -> None:
        self._reading = reading
        self.within = within
        self.depths = dict(depths or {})

    @property
    def record(self) -> Record:
        """The records as Python objects; read when they are first asked for."""
        return self._reading.record

    @property
    def about(self) -> RecordSet:
        """What the record says of itself: title, version, the day to which it was checked."""
        return self._reading.about

    @classmethod
    def load(cls, *paths: Path | str, shipped: bool = True) -> KnowledgeGraph:
        """Read the shipped record and further files.

        Parameters
        ----------
        *paths
            Turtle, TriG, JSON-LD, N-Triples, N-Quads or RDF/XML files that are added to the record.
        shipped
            Whether the shipped record is read; ``False`` reads the given files alone.

        Raises
        ------
        FileError
            Where a file cannot be read or understood; the message names the file and the line. Links that networks
            do not follow are looked up when `record` is read.
        """
        if shipped and not paths:
            return cls(_shipped())
        reading = Reading([*(shipped_files() if shipped else []), *map(Path, paths)])
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
        return find(name, self.record.actors.values(), "actor")

    def mechanism(self, name: str) -> Mechanism:
        """Return the mechanism called `name`: a label, an alias or an id.

        Raises
        ------
        UnknownNameError
            Where no mechanism is called so.
        """
        return find(name, self.record.mechanisms.values(), "mechanism")

    def item(self, name: str) -> Item:
        """Return the record of any sort called `name`.

        Raises
        ------
        UnknownNameError
            Where no record is called so.
        """
        return find(name, self.record.items(), "actor, mechanism or other record")

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
        return KnowledgeGraph(self._reading, narrowed, self.depths)

    def restricted_to(self, layers: Iterable[str]) -> KnowledgeGraph:
        """Return the graph with other layers or kinds of mechanism than those of the slice in use."""
        return KnowledgeGraph(self._reading, self.at.restricted_to(layers, load_taxonomy()), self.depths)

    def seen_through(self, within: Slice | None) -> KnowledgeGraph:
        """Return the graph seen through a slice that was made before, be it of another graph; whole where ``None``."""
        return KnowledgeGraph(self._reading, within, self.depths)

    def with_depths(self, depths: Mapping[str, int]) -> KnowledgeGraph:
        """Return the same graph with other depths of commitment; see `accord.graph.depths.read_depths`.

        Parameters
        ----------
        depths
            Local names of kinds to depths from 1 to 10. Kinds that it leaves out keep the depth that the ontology
            declares.
        """
        return KnowledgeGraph(self._reading, self.within, depths)

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

    # -- ties and networks ----------------------------------------------------------------------------

    def mechanisms(self) -> list[Mechanism]:
        """Return the mechanisms that hold in the slice, or all where the graph is whole."""
        return list(self.record.mechanisms.values()) if self.within is None else self._holding()

    def _holding(self) -> list[Mechanism]:
        known = self.record.mechanisms.values()
        return [m for m in known if counts(m, self.at) and self.at.holds(m.interval)]

    def dyads(self) -> list[Dyad]:
        """Return the ties between states and organisations that hold in the slice, one a pair and mechanism."""
        return dyads(self.record.mechanisms.values(), self.at, self.depths)

    def ties(self, within: Slice | None = None) -> TieTable:
        """Return the same ties in columns: of another slice than that in use where `within` is given."""
        return self._reading.ties.within(within or self.at)

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
        pair = {self.actor(a).iri, self.actor(b).iri}
        found = [
            dyad
            for dyad in dyads(self.record.mechanisms.values(), depths=self.depths)
            if {dyad.a.iri, dyad.b.iri} == pair and takes(self.at, dyad)
        ]
        return sorted(found, key=lambda d: (not self.at.holds(d.interval), -d.depth, d.mechanism.iri))

    def nodes(self) -> list[Actor]:
        """Return the nodes of every network of the slice: who takes part in some mechanism on record, and counts."""
        ids = {node.id for node in self._reading.ties.nodes}
        return [
            actor
            for actor in self.record.actors.values()
            if actor.is_node and actor.id in ids and self.at.takes_actor(actor.type, actor.region)
        ]

    def network(self, weight: str = "count") -> nx.Graph[str]:
        """Return the one-mode co-participation network of the slice, its ties weighted; see `project`."""
        from .network import project

        network = project(self.ties(), self.at, weight, self.depths)
        network.graph["record"] = self.version
        return network

    def two_mode(self) -> nx.Graph[str]:
        """Return the two-mode network of actors and mechanisms; see `accord.graph.projections.two_mode`."""
        from .projections import two_mode

        return two_mode(self)

    def multiplex(self, by: str = "layer") -> nx.MultiGraph[str]:
        """Return the multiplex network, a layer or a kind each; see `accord.graph.projections.multiplex`."""
        from .projections import multiplex

        return multiplex(self, by)

    def obligations(self, duty: str = "defence") -> nx.DiGraph[str]:
        """Return who must defend whom; see `accord.graph.projections.obligations`."""
        from .projections import obligations

        return obligations(self, duty)

    def sequence(self, days: Iterable[date], weight: str = "count") -> Iterator[tuple[date, nx.Graph[str]]]:
        """Yield the network on one day after the other; see `accord.graph.projections.sequence`."""
        from .projections import sequence

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
        return self._reading.store

    @cached_property
    def store(self) -> Store:
        """An Oxigraph store of the ontology, the record, and what follows from it in the slice."""
        from pyoxigraph import Store

        from .inference import infer

        complete = Store()
        complete.extend(self._reading.store.quads_for_pattern(None, None, None, None))
        infer(complete, self.record, self.at)
        return complete

    @cached_property
    def rdf(self) -> Dataset:
        """The same as an rdflib Dataset, over the same store; its default graph is the union of all."""
        from oxrdflib import OxigraphStore
        from rdflib import Dataset

        dataset = Dataset(store=OxigraphStore(store=self.store), default_union=True)
        for prefix, iri in PREFIXES.items():
            dataset.bind(prefix, iri, replace=True)
        return dataset

    def export(self, path: Path | str | None = None, rdf_format: str = "turtle", *, derived: bool = False) -> str:
        """Write the graph, or what the slice takes, in an RDF format; equal graphs give equal bytes.

        Parameters
        ----------
        path
            The file to write; nothing is written where ``None``.
        rdf_format
            ``turtle``, ``trig``, ``ntriples``, ``nquads``, ``jsonld`` or ``rdfxml``.
        derived
            Whether what follows from the records is written as well.

        Returns
        -------
        str
            The text that was written.

        Raises
        ------
        RequestError
            Where the format is unknown.
        FileError
            Where the file cannot be written.
        """
        from .export import exported_quads, serialise
        from .output import write_file

        store = self.store if derived else self._reading.store
        text = serialise(exported_quads(store, self.record, self.within, derived=derived), rdf_format)
        if path is not None:
            write_file(path, text)
        return text

    def query(self, sparql: str) -> Table | str | bool:
        """Run a SPARQL query over the record and what follows from it; see `accord.graph.query.run_query`."""
        from .query import run_query

        return run_query(self.store, sparql)

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
    def version(self) -> str:
        """Version of the record set and the day to which it was checked, in words."""
        about = self.about
        return f"{about.version or 'unversioned'}, checked to {about.checked_to}"

    def timeline(
        self, a: str, b: str | None = None, *, between: tuple[str, str] | None = None, layers: Iterable[str] = ()
    ) -> Table:
        """Tell what happened when to an actor, or between two; see `accord.graph.timeline.timeline`."""
        from .timeline import timeline

        return timeline(self, a, b, between=between, layers=layers)

    def changes(self, between: tuple[str, str], actor: str | None = None, *, layers: Iterable[str] = ()) -> Table:
        """Tell what changed between two dates; see `accord.graph.timeline.changes`."""
        from .timeline import changes

        return changes(self, between, actor, layers=layers)

    def coverage(self) -> dict[str, Any]:
        """Say what the record covers and what it leaves out; see `accord.graph.coverage.coverage`."""
        from .coverage import coverage

        return coverage(self)

    def cite(self, *names: str, **values: str) -> list[Source]:
        """Return the sources behind a record, a tie, a question or a query; see `accord.graph.cite.cite`."""
        from .cite import cite

        return cite(self, names, values)

    def info(self) -> dict[str, str | int | dict[str, int]]:
        """Return what the graph holds: counts by tier, class, layer and confidence, and its versions."""
        record = self.record
        evidence = [e for item in record.items() for e in item.evidence]
        return {
            "record": record.about.title,
            "version": record.about.version,
            "checked_to": str(record.about.checked_to),
            "slice": self.at.description,
            "actors": _counted(actor.type for actor in record.actors.values()),
            "mechanisms": _counted(m.kind.layer.name for m in record.mechanisms.values()),
            "holding": len(self._holding()),
            "participations": sum(len(m.participations) for m in record.mechanisms.values()),
            "others": _counted(item.type for item in record.others.values()),
            "sources": len(record.sources),
            "assertions": _counted(a.verdict for a in record.assertions.values()),
            "claims": _counted(c.kind for c in record.claims.values()),
            "evidence": _counted(e.confidence for e in {e.iri: e for e in evidence}.values()),
            "unverified_records": len(unverified(record.items())),
            "records": len(record.items()),
        }


@cache
def _shipped() -> Reading:
    """Read the shipped record once: nobody changes it, so that all graphs of it can share it."""
    return Reading(shipped_files(), keep=True)


def _counted(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))
