"""The network of events: states tied by the events of cooperation that a data set of news counts between them.

Counts of events are observations and no mechanisms, so that they are read apart from the record and enter no other
network. A file that holds none is not parsed for them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from ...ontology import terms
from ...ontology.prefixes import PREFIXES, RDF_TYPE, compact, local
from ..dates import PartialDate, parse_date
from ..errors import FileError, RequestError
from ..loading.store import quads_of
from .network import distances_of
from .projection_names import EVENTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import networkx as nx
    from pyoxigraph import Quad

    from ..knowledge import KnowledgeGraph
    from ..slice import Slice

_TITLE: Final = f"{PREFIXES['dcterms']}title"
#: How a file names the class, whatever its format: as a prefixed name or as an IRI.
_MARK: Final = local(terms.EventCount).encode()
_CHUNK: Final = 1 << 22
_READ: Final = (
    *(terms.between, terms.month, terms.events, terms.evidence, terms.source, _TITLE),
    *(terms.coversCounts, terms.coversFrom, terms.coversTo),
)
_WEIGHT: Final = "number of events of cooperation between the two states in the months that the slice touches"


@dataclass(frozen=True, slots=True)
class MonthCount:
    """How many events two states have in a month, by one data set.

    Attributes
    ----------
    a, b
        The ids of the two states, in the order of the alphabet.
    month
        The month.
    events
        How many events.
    source
        The IRI of the source that the data set is.
    """

    a: str
    b: str
    month: PartialDate
    events: int
    source: str


@dataclass(frozen=True, slots=True)
class EventCounts:
    """All counts of events of a set of files, and what is said of the data sets that they are from.

    Attributes
    ----------
    counts
        The counts, sorted.
    titles
        Source to its title.
    covered
        Source to the first and the last day on which it took in what was counted, each imports' own.
    """

    counts: tuple[MonthCount, ...]
    titles: dict[str, str]
    covered: dict[str, tuple[tuple[str, str], ...]]


def read_event_counts(paths: Iterable[Path]) -> EventCounts:
    """Pick the counts of events from RDF files.

    Raises
    ------
    FileError
        Where a file cannot be read, or a count leaves out what it counts: the message names the file and the line,
        or the record.
    """
    return event_counts_of(_statements(paths))


def _statements(paths: Iterable[Path]) -> Iterator[Quad]:
    for path in paths:
        if _names_counts(path):
            with quads_of(path) as quads:
                yield from quads


def event_counts_of(statements: Iterable[Quad]) -> EventCounts:
    """Pick the counts of events from statements, with the data sets that counted them and what these cover.

    Raises
    ------
    FileError
        Where a count leaves out what it counts: the message names the record.
    """
    columns: dict[str, dict[str, list[str]]] = {predicate: {} for predicate in _READ}
    counted: dict[str, None] = {}
    for subject, predicate, target, _ in cast("Iterable[Any]", statements):
        if (column := columns.get(predicate.value)) is not None:
            column.setdefault(subject.value, []).append(target.value)
        elif predicate.value == RDF_TYPE and target.value == terms.EventCount:
            counted[subject.value] = None
    months: dict[str, PartialDate] = {}
    counts = [_count(iri, columns, months) for iri in sorted(counted)]
    covered: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for iri, sources in columns[terms.coversCounts].items():
        first, last = (columns[name].get(iri, [""])[0] for name in (terms.coversFrom, terms.coversTo))
        for source in sources:
            covered[source].add((first, last))
    return EventCounts(
        tuple(sorted(counts, key=lambda count: (count.a, count.b, count.month.text, count.source))),
        {iri: titles[0] for iri, titles in columns[_TITLE].items()},
        {source: tuple(sorted(days)) for source, days in covered.items()},
    )


def event_network(kg: KnowledgeGraph, data_set: str | None = None) -> nx.Graph[str]:
    """Return the network of events of the slice.

    Parameters
    ----------
    kg
        The graph, seen through a slice.
    data_set
        Which data set's counts, by the name of its source: ``gdelt``. It may be left out where the graph has the
        counts of one alone.

    Returns
    -------
    networkx.Graph
        Nodes are the states of which the graph has a count, whenever, and that count in the slice, with ``label``,
        ``type`` and ``region``. Edges have ``strength``, the number of events of cooperation between the two in the
        months that the slice touches; ``distance``, the least common multiple of all strengths over the strength;
        and ``months``, those months. Graph attributes name ``projection``, ``slice``, ``strength``, ``distance`` and
        ``events``: the data set, and the days that it covers.

    Raises
    ------
    RequestError
        Where the graph has no counts, or those of several data sets and none is named, or where the slice chooses
        among mechanisms, which events are not.
    UnknownNameError
        Where the graph has no counts of that data set.

    Notes
    -----
    A month counts whole where the slice touches it, for nothing is known of its days. Two data sets are never added
    up: they count the same events in different ways. How many events are reported says how much is written of two
    states, too: capitals of the news are tied to all. Outside the days that the data set covers, *no* events is
    *unknown*.
    """
    import networkx as nx

    within = kg.at
    _check(within)
    known = kg.event_counts
    source = _chosen(known, data_set)
    ids = sorted({state for count in known.counts if count.source == source for state in (count.a, count.b)})
    nodes = [node for node in _nodes(kg, ids) if within.takes_actor(node[1]["type"], node[1]["region"])]
    taken = {name for name, _ in nodes}
    strengths: dict[tuple[str, str], int] = defaultdict(int)
    months: dict[tuple[str, str], set[str]] = defaultdict(set)
    for count in known.counts:
        touched = count.month.earliest <= within.last and within.first <= count.month.latest
        if touched and count.source == source and count.a in taken and count.b in taken:
            strengths[count.a, count.b] += count.events
            months[count.a, count.b].add(count.month.text)
    distances, unit = distances_of(list(strengths.values()))
    graph: nx.Graph[str] = nx.Graph(
        projection=EVENTS,
        slice=_described(within),
        strength=_WEIGHT,
        distance=f"{unit}, divided by the strength",
        events=_said(known, source),
        record=kg.version,
    )
    graph.add_nodes_from(nodes)
    for (pair, strength), distance in zip(strengths.items(), distances, strict=True):
        graph.add_edge(*pair, strength=strength, distance=distance, months=tuple(sorted(months[pair])))
    return graph


def _names_counts(path: Path) -> bool:
    """Whether a file so much as names the class; one that cannot be opened is left to the parser to refuse."""
    try:
        with path.open("rb") as stream:
            before = b""
            while piece := stream.read(_CHUNK):
                if _MARK in before + piece:
                    return True
                before = piece[-len(_MARK) :]
    except OSError:
        return True
    return False


def _count(iri: str, columns: dict[str, dict[str, list[str]]], months: dict[str, PartialDate]) -> MonthCount:
    states = sorted(set(columns[terms.between].get(iri, [])))
    month, events = (columns[name].get(iri, []) for name in (terms.month, terms.events))
    sources = {s for e in columns[terms.evidence].get(iri, []) for s in columns[terms.source].get(e, [])}
    if len(states) != 2 or len(set(month)) != 1 or len(set(events)) != 1 or len(sources) != 1:
        raise FileError(
            f"{compact(iri)}: a count of events that leaves something out, or says it twice",
            "Give it two acc:between, one acc:month, one acc:events, and evidence from one source.",
        )
    when = months.get(month[0])
    if when is None:
        when = months[month[0]] = parse_date(month[0])
    if not events[0].isdigit():
        raise FileError(f"{compact(iri)}: acc:events is {events[0]!r}", "Write a whole number.")
    return MonthCount(local(states[0]), local(states[1]), when, int(events[0]), sources.pop())


def _check(within: Slice) -> None:
    """Refuse a slice that chooses among mechanisms."""
    chooses = (
        within.kinds is not None
        or within.parties != "any"
        or within.confidence != "unverified"
        or within.mode == "throughout"
    )
    if chooses:
        raise RequestError(
            "events are no mechanisms: they have no layer, kind, number of parties or confidence to choose by, and "
            "none holds throughout a window",
            "Give dates and regions alone.",
        )


def _chosen(known: EventCounts, data_set: str | None) -> str:
    """Return the source whose counts are meant."""
    from ..errors import UnknownNameError

    sources = {local(count.source): count.source for count in known.counts}
    if not sources:
        raise RequestError(
            "the graph has no counts of events",
            "Make some by `accord import gdelt FILE -o events.ttl`, and load them with --graph events.ttl.",
        )
    if data_set is not None:
        if data_set not in sources:
            raise UnknownNameError("data set of events", data_set, sources)
        return sources[data_set]
    if len(sources) > 1:
        raise RequestError(
            f"the graph has counts of events by {' and by '.join(sorted(sources))}, which are not to be added up",
            "Load the counts of one of them alone.",
        )
    return next(iter(sources.values()))


def _nodes(kg: KnowledgeGraph, ids: list[str]) -> list[tuple[str, dict[str, str]]]:
    """Return the states with what is shown of them; those that the graph does not describe, by their ids."""
    known: dict[str, Any] = {node.id: node for node in kg.ties().nodes}
    if any(name not in known for name in ids):
        known = {actor.id: actor for actor in kg.actors.values()} | known
    nodes: list[tuple[str, dict[str, str]]] = []
    for name in ids:
        node = known.get(name)
        label, region = (node.label, node.region) if node else (name, "")
        nodes.append((name, {"label": label, "type": node.type if node else "State", "region": region}))
    return nodes


def _described(within: Slice) -> str:
    """Return the slice in words: its date, the months that it touches, and whose events count."""
    first, last = (day.isoformat()[:7] for day in (within.first, within.last))
    words = [within.text, f"months {first} to {last}" if first != last else f"month {first}"]
    if within.regions:
        words.append(f"regions: {', '.join(within.regions)}")
    return "; ".join(words)


def _said(known: EventCounts, source: str) -> str:
    """Return the data set and the days that it covers, in words."""
    title = known.titles.get(source, local(source))
    days = ", ".join(f"{first} to {last}" for first, last in known.covered.get(source, ()))
    return f"{title}, taken in from {days}" if days else title
