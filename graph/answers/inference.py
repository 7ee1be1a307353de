"""What follows from the records, written into the store as graphs of its own.

- ``graph:completed``: parties as participations, intervals with their bounds, what each kind declares;
- ``graph:slice``: what holds in the slice (`acc:holds`);
- ``graph:derived``: the ties that the ontology's rules draw, each naming what it follows from.

Nothing stated is touched, so that a derived triple is always told apart by its graph, and in formats
without graphs by the `acc:DerivedTie` that repeats it.
"""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Final, cast

from ... import ontology
from ...ontology import terms
from ...ontology.prefixes import PREFIXES, compact, local, sparql_prefixes
from ..dates import Interval
from ..errors import FileError
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
_FROM: Final = f"{PREFIXES['prov']}wasDerivedFrom"
#: What is completed of a mechanism and of whoever takes part; and of a party that is named in short.
_OF_ALL: Final = (
    *((name, None) for name in (terms.layer, terms.depth, terms.tieShape, terms.role, terms.party, terms.during)),
    *((name, None) for name in (terms.startText, terms.startEarliest, terms.startLatest)),
    *((name, None) for name in (terms.endText, terms.endEarliest, terms.endLatest)),
    (_TYPE, terms.Interval),
)
_OF_PARTIES: Final = (
    *((name, None) for name in (terms.inMechanism, terms.participant, _FROM)),
    (_TYPE, terms.Participation),
)
_HOLDS: Final = ((terms.holds, None),)


def infer(store: Store, record: Record, within: Slice) -> None:
    """Add to the store what follows from the record.

    What holds is marked for the slice. The ties are those of its last day, through mechanisms of every
    layer and between all actors: in a window two parties may each hold at some time, and never at the same.
    """
    from pyoxigraph import NamedNode, RdfFormat

    mechanisms = record.mechanisms.values()
    complete(store, record)
    last_day = Slice(within.last, within.last, within.text, certainty=within.certainty)
    _add(store, SLICE, _marks(_times(mechanisms, last_day), last_day), _HOLDS)
    # All are drawn before any is written: none reads another's ties, and each reads the store that they go to, in
    # which a tie adds to what is looked through for its actors. As text they never pass through Python.
    drawn = [
        cast("QueryTriples", store.query(sparql_prefixes() + rule.read_text("utf-8"), use_default_graph_as_union=True))
        for rule in ontology.rule_files()
    ]
    _load(store, DERIVED, b"".join(ties.serialize(format=RdfFormat.N_TRIPLES) or b"" for ties in drawn))
    if last_day != within:
        store.clear_graph(NamedNode(SLICE))
        times = _times((m for m in mechanisms if counts(m, within)), within)
        _add(store, SLICE, _marks(times, within), _HOLDS)
    of_offices = ((item.iri, _term(item)) for item in _offices(record))
    _add(store, SLICE, _marks(of_offices, within), _HOLDS)


def complete(store: Store, record: Record) -> None:
    """Add to the store what the records say in short: participations, intervals, what each kind declares.

    A counterpart, a record that stands with another of the same mechanism, gets none of it, so that whatever reads
    intervals or holdings counts each mechanism once.

    Raises
    ------
    FileError
        Where a record that something follows of is a blank node, at which no statement from outside can point.
    """
    mechanisms = record.mechanisms.values()
    if any(":" not in iri for iri in _iris(record)):
        raise FileError(
            "a mechanism, an actor or a participation is a blank node, and nothing can be said to follow of it",
            "Give each a name of its own; accord validate tells which has none.",
        )
    of_offices = (_interval(item.iri, _term(item)) for item in _offices(record))
    _add(store, COMPLETED, chain(map(_completed, mechanisms), of_offices), _OF_ALL)
    in_short = (_party(m, part) for m in mechanisms for part in m.participations if not part.stated)
    _add(store, COMPLETED, in_short, _OF_PARTIES)


def _add(store: Store, graph: str, texts: Iterable[str], said: Iterable[tuple[str, str | None]]) -> None:
    """Add statements to a named graph, but for those that are stated: the union of the graphs would count them twice.

    Parameters
    ----------
    store, graph
        The store, and the graph's name.
    texts
        N-Triples, in which no text of ours needs an escape.
    said
        The properties that they use, of which what is stated is looked up; with an object where too much is.
    """
    from pyoxigraph import NamedNode

    text = "".join(texts)
    patterns = ((NamedNode(name), NamedNode(value) if value else None) for name, value in said if text)
    stated = {f"{quad.triple} ." for pattern in patterns for quad in store.quads_for_pattern(None, *pattern, None)}
    if stated:
        text = "\n".join(line for line in text.split("\n") if line not in stated)
    _load(store, graph, text.encode())


def _load(store: Store, graph: str, triples: bytes) -> None:
    from pyoxigraph import NamedNode, RdfFormat

    # Their IRIs came out of a store, or are made of such: read again they need no second look.
    store.load(triples, format=RdfFormat.N_TRIPLES, to_graph=NamedNode(graph), lenient=True)


def _completed(mechanism: Mechanism) -> str:
    kind, this = mechanism.kind, f"<{mechanism.iri}>"
    parts = [
        f"{this} <{terms.layer}> <{kind.layer.iri}> .\n"
        f'{this} <{terms.depth}> "{kind.depth}"^^<{_XSD}integer> .\n'
        f"{this} <{terms.tieShape}> <{terms.ACC}{kind.tie_shape}> .\n",
        _interval(mechanism.iri, mechanism.interval),
    ]
    for part in mechanism.participations:
        parts += (
            f"<{part.iri}> <{terms.role}> <{terms.ACC}{part.role}> .\n{this} <{terms.party}> <{part.actor.iri}> .\n",
            _interval(part.iri, part.interval),
        )
    return "".join(parts)


def _party(mechanism: Mechanism, participation: Participation) -> str:
    """Make a participation of a party that is named in short."""
    this = f"<{participation.iri}>"
    return (
        f"{this} <{_TYPE}> <{terms.Participation}> .\n"
        f"{this} <{terms.inMechanism}> <{mechanism.iri}> .\n"
        f"{this} <{terms.participant}> <{participation.actor.iri}> .\n"
        f"{this} <{_FROM}> <{mechanism.iri}> .\n"
    )


def _interval(of: str, interval: Interval | None) -> str:
    if interval is None:
        return ""
    node = f"<{PREFIXES['interval']}{compact(of).split(':')[0]}-{local(of)}>"
    return f"<{of}> <{terms.during}> {node} .\n{node}{node.join(_bounds(interval))}"


@lru_cache(maxsize=4096)
def _bounds(interval: Interval) -> tuple[str, ...]:
    """Return what is said of an interval, each statement without its subject: many participations share one."""
    said = [f" <{_TYPE}> <{terms.Interval}> .\n"]
    texts = {terms.startText: interval.start_text, terms.endText: interval.end_text}
    said += (f' <{name}> "{text}" .\n' for name, text in texts.items() if text)
    bounds = {
        terms.startEarliest: interval.start_earliest,
        terms.startLatest: interval.start_latest,
        terms.endEarliest: interval.end_earliest,
        terms.endLatest: interval.end_latest,
    }
    unknown = (date.min, date.max)
    said += (f' <{name}> "{day}"^^<{_XSD}date> .\n' for name, day in bounds.items() if day not in unknown)
    return tuple(said)


def _iris(record: Record) -> Iterator[str]:
    """Yield the names of all of which something follows."""
    yield from (item.iri for item in _offices(record))
    for mechanism in record.mechanisms.values():
        yield mechanism.iri
        for participation in mechanism.participations:
            yield participation.iri
            yield participation.actor.iri


def _offices(record: Record) -> list[Item]:
    return [item for item in record.items() if item.type in ("Tenure", "Government")]


def _term(item: Item) -> Interval:
    """Return the time through which somebody is in office."""
    return Interval.between(item.dates.get("start"), item.dates.get("end"))


def _times(mechanisms: Iterable[Mechanism], within: Slice) -> Iterator[tuple[str, Interval | None]]:
    """Yield mechanisms and participations, with the time through which each holds."""
    for mechanism in mechanisms:
        yield mechanism.iri, mechanism.interval
        for participation in mechanism.participations:
            # Companies, services and persons lie in no region, and no slice leaves them out.
            actor = participation.actor
            if not actor.is_node or within.takes_actor(actor.type, actor.region):
                yield participation.iri, participation.interval


def _marks(times: Iterable[tuple[str, Interval | None]], within: Slice) -> Iterator[str]:
    """Yield how each thing holds in the slice, or that it is past."""

    @cache
    def mark(interval: Interval | None) -> str:
        holding = within.holding(interval)
        if holding is Holding.NO:
            return f" <{terms.holds}> <{terms.Past}> .\n" if within.has_begun(interval) else ""
        return f" <{terms.holds}> <{terms.ACC}{holding.value}> .\n"

    return (f"<{iri}>{told}" for iri, interval in times if (told := mark(interval)))
