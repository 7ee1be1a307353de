"""What follows from the records, written into the store as graphs of its own.

- ``graph:completed``: parties as participations, intervals with their bounds, what each kind declares;
- ``graph:slice``: what holds in the slice (`acc:holds`);
- ``graph:derived``: the ties that the ontology's rules draw, each naming what it follows from.

Nothing stated is touched, so that a derived triple is always told apart by its graph, and in formats
without graphs by the `acc:DerivedTie` that repeats it.
"""

from __future__ import annotations

from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Final, cast

from ... import ontology
from ...ontology import terms
from ...ontology.prefixes import PREFIXES, compact, local, sparql_prefixes
from ..dates import Interval
from ..loading.store import GRAPHS
from ..networks.ties import counts
from ..slice import Holding, Slice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import QueryTriples, Store

    from ..model import Item, Mechanism, Participation, Record

COMPLETED: Final = f"{GRAPHS}completed"
SLICE: Final = f"{GRAPHS}slice"
DERIVED: Final = f"{GRAPHS}derived"
#: All graphs of what is not stated.
INFERRED: Final = (COMPLETED, SLICE, DERIVED)

_XSD: Final = PREFIXES["xsd"]
_TYPE: Final = f"{PREFIXES['rdf']}type"


def infer(store: Store, record: Record, within: Slice) -> None:
    """Add to the store what follows from the record.

    What holds is marked for the slice. The ties are those of its last day, through mechanisms of every
    layer and between all actors: in a window two parties may each hold at some time, and never at the same.
    """
    from pyoxigraph import NamedNode, RdfFormat

    mechanisms = record.mechanisms.values()
    complete(store, record)
    last_day = Slice(within.last, within.last, within.text, certainty=within.certainty)
    _add(store, SLICE, (triple for m in mechanisms for triple in _marks(m, last_day)))
    for rule in ontology.rule_files():
        found = store.query(sparql_prefixes() + rule.read_text("utf-8"), use_default_graph_as_union=True)
        # Collected first: the rules read the store that they write to. As text it never passes through Python.
        drawn = cast("QueryTriples", found).serialize(format=RdfFormat.N_TRIPLES)
        store.load(drawn, format=RdfFormat.N_TRIPLES, to_graph=NamedNode(DERIVED))
    if last_day != within:
        store.clear_graph(NamedNode(SLICE))
        _add(store, SLICE, (triple for m in mechanisms if counts(m, within) for triple in _marks(m, within)))
    _add(store, SLICE, (triple for item in _offices(record) for triple in _mark(item.iri, _term(item), within)))


def complete(store: Store, record: Record) -> None:
    """Add to the store what the records say in short: participations, intervals, what each kind declares.

    A counterpart, a record that stands with another of the same mechanism, gets none of it, so that whatever reads
    intervals or holdings counts each mechanism once.
    """
    of_mechanisms = (triple for m in record.mechanisms.values() for triple in _completed(m))
    of_offices = (triple for item in _offices(record) for triple in _interval(item.iri, _term(item)))
    _add(store, COMPLETED, chain(of_mechanisms, of_offices))


def _add(store: Store, graph: str, triples: Iterable[tuple[str, str, str]]) -> None:
    """Add triples to a named graph, but for those that are stated: the union of the graphs would count them twice."""
    from pyoxigraph import NamedNode, RdfFormat

    stated: dict[str, set[tuple[str, str]]] = {}
    lines: list[str] = []
    for subject, predicate, value in triples:
        text, _, datatype = value.rpartition("^^")
        # As N-Triples, in which no text of ours needs an escape; a string goes without its datatype there.
        literal = f'"{text}"' if datatype == "string" else f'"{text}"^^<{_XSD}{datatype}>'
        target = literal if text else f"<{value}>"
        # Looked up for a property at once; of types one by one, since everything has one.
        of_type = predicate == _TYPE
        known = stated.get(value if of_type else predicate)
        if known is None:
            found = store.quads_for_pattern(None, NamedNode(predicate), NamedNode(value) if of_type else None, None)
            known = stated[value if of_type else predicate] = {(str(quad.subject), str(quad.object)) for quad in found}
        if (f"<{subject}>", target) not in known:
            lines.append(f"<{subject}> <{predicate}> {target} .\n")
    store.load("".join(lines).encode(), format=RdfFormat.N_TRIPLES, to_graph=NamedNode(graph))


def _completed(mechanism: Mechanism) -> Iterator[tuple[str, str, str]]:
    kind = mechanism.kind
    yield mechanism.iri, terms.layer, kind.layer.iri
    yield mechanism.iri, terms.depth, f"{kind.depth}^^integer"
    yield mechanism.iri, terms.tieShape, f"{terms.ACC}{kind.tie_shape}"
    yield from _interval(mechanism.iri, mechanism.interval)
    for participation in mechanism.participations:
        yield from _participation(mechanism, participation)


def _participation(mechanism: Mechanism, participation: Participation) -> Iterator[tuple[str, str, str]]:
    iri = participation.iri
    yield iri, terms.role, f"{terms.ACC}{participation.role}"
    yield mechanism.iri, terms.party, participation.actor.iri
    if not participation.stated:
        yield iri, f"{PREFIXES['rdf']}type", terms.Participation
        yield iri, terms.inMechanism, mechanism.iri
        yield iri, terms.participant, participation.actor.iri
        yield iri, f"{PREFIXES['prov']}wasDerivedFrom", mechanism.iri
    yield from _interval(iri, participation.interval)


def _interval(of: str, interval: Interval | None) -> Iterator[tuple[str, str, str]]:
    if interval is None:
        return
    node = f"{PREFIXES['interval']}{compact(of).split(':')[0]}-{local(of)}"
    yield of, terms.during, node
    yield node, f"{PREFIXES['rdf']}type", terms.Interval
    if interval.start_text:
        yield node, terms.startText, f"{interval.start_text}^^string"
    if interval.end_text:
        yield node, terms.endText, f"{interval.end_text}^^string"
    bounds = {
        terms.startEarliest: interval.start_earliest,
        terms.startLatest: interval.start_latest,
        terms.endEarliest: interval.end_earliest,
        terms.endLatest: interval.end_latest,
    }
    for name, day in bounds.items():
        if day not in (date.min, date.max):
            yield node, name, f"{day.isoformat()}^^date"


def _offices(record: Record) -> list[Item]:
    return [item for item in record.items() if item.type in ("Tenure", "Government")]


def _term(item: Item) -> Interval:
    """Return the time through which somebody is in office."""
    return Interval.between(item.dates.get("start"), item.dates.get("end"))


def _marks(mechanism: Mechanism, within: Slice) -> Iterator[tuple[str, str, str]]:
    yield from _mark(mechanism.iri, mechanism.interval, within)
    for participation in mechanism.participations:
        # Companies, services and persons lie in no region, and no slice leaves them out.
        actor = participation.actor
        if not actor.is_node or within.takes_actor(actor.type, actor.region):
            yield from _mark(participation.iri, participation.interval, within)


def _mark(iri: str, interval: Interval | None, within: Slice) -> Iterator[tuple[str, str, str]]:
    holding = within.holding(interval)
    if holding is not Holding.NO:
        yield iri, terms.holds, f"{terms.ACC}{holding.value}"
    elif within.has_begun(interval):
        yield iri, terms.holds, terms.Past
