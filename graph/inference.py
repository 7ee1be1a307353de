"""What follows from the records, written into the store as graphs of its own.

- ``graph:completed``: parties as participations, intervals with their bounds, what each kind declares;
- ``graph:slice``: what holds in the slice (`acc:holds`);
- ``graph:derived``: the ties that the ontology's rules draw, each naming what it follows from.

Nothing stated is touched, so that a derived triple is always told apart by its graph, and in formats
without graphs by the `acc:DerivedTie` that repeats it.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, cast

from .. import ontology
from ..ontology import terms
from ..ontology.prefixes import PREFIXES, compact, local, sparql_prefixes
from .slice import Holding
from .store import GRAPHS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import QueryTriples, Store

    from .dates import Interval
    from .model import Mechanism, Participation, Record
    from .slice import Slice

COMPLETED: Final = f"{GRAPHS}completed"
SLICE: Final = f"{GRAPHS}slice"
DERIVED: Final = f"{GRAPHS}derived"

_XSD: Final = PREFIXES["xsd"]


def infer(store: Store, record: Record, within: Slice) -> None:
    """Add to the store what follows from the record, with ties drawn on the last day of the slice."""
    from pyoxigraph import Literal, NamedNode, Quad

    def add(graph: str, triples: Iterator[tuple[str, str, str]]) -> None:
        def term(value: str) -> NamedNode | Literal:
            text, _, datatype = value.rpartition("^^")
            return Literal(text, datatype=NamedNode(f"{_XSD}{datatype}")) if text else NamedNode(value)

        store.extend(Quad(NamedNode(s), NamedNode(p), term(o), NamedNode(graph)) for s, p, o in triples)

    add(COMPLETED, (t for m in record.mechanisms.values() for t in _completed(m)))
    add(SLICE, (t for m in record.mechanisms.values() if within.takes(m.kind) for t in _marks(m, within)))
    derived = NamedNode(DERIVED)
    for rule in ontology.rule_files():
        # Collected first: the rules read the store that they write to.
        found = store.query(sparql_prefixes() + rule.read_text("utf-8"), use_default_graph_as_union=True)
        drawn = list(cast("QueryTriples", found))
        store.extend(Quad(t.subject, t.predicate, t.object, derived) for t in drawn)


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


def _marks(mechanism: Mechanism, within: Slice) -> Iterator[tuple[str, str, str]]:
    parts = [(participation.iri, participation.interval) for participation in mechanism.participations]
    for iri, interval in [(mechanism.iri, mechanism.interval), *parts]:
        holding = within.holding(interval)
        if holding is not Holding.NO:
            yield iri, terms.holds, f"{terms.ACC}{holding.value}"
        elif within.has_begun(interval):
            yield iri, terms.holds, terms.Past
