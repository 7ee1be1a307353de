"""What follows from the records, written into the store as graphs of its own.

- ``graph:completed``: parties as participations, intervals with their bounds, what each kind declares;
- ``graph:slice``: what holds in the slice (`acc:holds`);
- ``graph:derived``: the ties that the ontology's rules draw, each naming what it follows from.

Nothing stated is touched, so that a derived triple is always told apart by its graph, and in formats
without graphs by the `acc:DerivedTie` that repeats it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Final, cast

from ... import ontology
from ...ontology import terms
from ...ontology.prefixes import PREFIXES, RDF_TYPE, compact, local, sparql_prefixes
from ..dates import Interval
from ..errors import FileError
from ..loading.store import GRAPHS
from ..networks.ties import counts
from ..slice import Holding, Slice
from .reads import OF_KINDS, OF_PARTIES, OF_TIMES, Reads, reads_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from pyoxigraph import QueryTriples, RdfFormat, Store

    from ..model import Item, Mechanism, Participation, Record

COMPLETED: Final = f"{GRAPHS}completed"
SLICE: Final = f"{GRAPHS}slice"
DERIVED: Final = f"{GRAPHS}derived"
#: All graphs of what is not stated.
INFERRED: Final = (COMPLETED, SLICE, DERIVED)

_XSD: Final = PREFIXES["xsd"]
_FROM: Final = f"{PREFIXES['prov']}wasDerivedFrom"
#: So many characters are written at once.
_AT_ONCE: Final = 1 << 26


@dataclass(frozen=True, slots=True)
class Told:
    """What something follows from.

    Attributes
    ----------
    mechanisms
        The mechanisms, with at least what networks need of them.
    offices
        Who is in an office, and the time through which each is.
    """

    mechanisms: Collection[Mechanism]
    offices: Collection[tuple[str, Interval]]

    @classmethod
    def by(cls, record: Record) -> Told:
        """Return what a record tells."""
        offices = [item for item in record.items() if item.type in ("Tenure", "Government")]
        return cls(record.mechanisms.values(), [(item.iri, _term(item)) for item in offices])

    def iris(self) -> Iterator[str]:
        """Yield the names of all of which something follows."""
        yield from (iri for iri, _ in self.offices)
        for mechanism in self.mechanisms:
            yield mechanism.iri
            for participation in mechanism.participations:
                yield participation.iri
                yield participation.actor.iri


def infer(store: Store, record: Record, within: Slice) -> None:
    """Add to the store what follows from the record.

    What holds is marked for the slice. The ties are those of its last day, through mechanisms of every
    layer and between all actors: in a window two parties may each hold at some time, and never at the same.
    """
    follow(store, Told.by(record), within)


def follow(store: Store, told: Told, within: Slice, reads: Reads | None = None) -> None:
    """Add to the store what follows from what its statements tell; see `infer`.

    Parameters
    ----------
    store
        The store, with at least the statements that `widened` names.
    told
        What these tell.
    within
        The slice.
    reads
        What will be read of the store, where that is known: no more is added than is needed for it.
    """
    from pyoxigraph import NamedNode

    rules, last_day = rules_of(reads), last_day_of(within)
    complete(store, told, widened(reads))
    if rules:
        mark(store, told, last_day)
        # All are drawn before any is written: none reads another's ties, and each reads the store that they go to, in
        # which a tie adds to what is looked through for its actors. As text they never pass through Python.
        _load(store, DERIVED, b"".join(_drawn(store, rule).serialize(format=_lines()) or b"" for rule in rules))
        if last_day == within:
            return
        store.clear_graph(NamedNode(SLICE))
    if reads is None or reads.any_of(terms.holds):
        mark(store, told, within)


def rules_of(reads: Reads | None) -> list[Path]:
    """Return the rules that draw what is read: all of them where that may be anything."""
    return [rule for rule in ontology.rule_files() if reads is None or reads.ties_of(rule.stem)]


def widened(reads: Reads | None) -> Reads | None:
    """Return what is read, and what the rules read that draw it; ``None`` where that may be anything."""
    for rule in rules_of(reads) if reads else ():
        of_rule = reads_of(rule.read_text("utf-8"))
        reads = reads | of_rule if reads and of_rule else None
    return reads


def last_day_of(within: Slice) -> Slice:
    """Return the slice at whose ties are drawn: the last day, with every mechanism and every actor."""
    return Slice(within.last, within.last, within.text, certainty=within.certainty)


def draw(store: Store, rule: Path, target: Path) -> None:
    """Write the ties that a rule draws from a store to a file of N-Triples: many need not be held for that."""
    _drawn(store, rule).serialize(output=str(target), format=_lines())


def complete(store: Store, told: Told, reads: Reads | None = None, *, bulk: bool = False) -> None:
    """Add to the store what the records say in short: participations, intervals, what each kind declares.

    A counterpart, a record that stands with another of the same mechanism, gets none of it, so that whatever reads
    intervals or holdings counts each mechanism once.

    Parameters
    ----------
    store
        The store, which has the statements.
    told
        What these tell.
    reads
        What will be read of the store, where that is known: what nothing of it needs is left out.
    bulk
        Whether the store lies on disk.

    Raises
    ------
    FileError
        Where a record that something follows of is a blank node, at which no statement from outside can point.
    """
    if any(":" not in iri for iri in told.iris()):
        raise FileError(
            "a mechanism, an actor or a participation is a blank node, and nothing can be said to follow of it",
            "Give each a name of its own; accord validate tells which has none.",
        )

    def wanted(*names: str, cls: str = "") -> bool:
        return reads is None or reads.any_of(*names) or (bool(cls) and reads.instances_of(cls))

    kinds, times = wanted(*OF_KINDS), wanted(*OF_TIMES, cls=terms.Interval)
    of_parts = [name for name in (terms.role, terms.party) if wanted(name)]

    def completed(mechanism: Mechanism) -> str:
        parts = [_declared(mechanism)] if kinds else []
        parts += [_interval(mechanism.iri, mechanism.interval)] if times else []
        for part in mechanism.participations if of_parts or times else ():
            if terms.role in of_parts:
                parts.append(f"<{part.iri}> <{terms.role}> <{terms.ACC}{part.role}> .\n")
            if terms.party in of_parts:
                parts.append(f"<{mechanism.iri}> <{terms.party}> <{part.actor.iri}> .\n")
            if times:
                parts.append(_interval(part.iri, part.interval))
        return "".join(parts)

    said = [*(OF_KINDS if kinds else ()), *(OF_TIMES if times else ()), *of_parts]
    of_offices = (_interval(*office) for office in told.offices) if times else ()
    patterns = [*((name, None) for name in said), *([(RDF_TYPE, terms.Interval)] if times else [])]
    _add(store, COMPLETED, chain(map(completed, told.mechanisms), of_offices), patterns, bulk=bulk)
    if wanted(*OF_PARTIES, cls=terms.Participation):
        in_short = (_party(m, part) for m in told.mechanisms for part in m.participations if not part.stated)
        patterns = [*((name, None) for name in OF_PARTIES), (RDF_TYPE, terms.Participation)]
        _add(store, COMPLETED, in_short, patterns, bulk=bulk)


def mark(store: Store, told: Told, within: Slice, *, bulk: bool = False) -> None:
    """Add to the store what holds in a slice: mechanisms that it takes, their participations, and who is in office."""
    # To ask each what counts takes longer than all the rest.
    counted = told.mechanisms if within == within.of_all else (m for m in told.mechanisms if counts(m, within))
    _add(store, SLICE, _marks(chain(_times(counted, within), told.offices), within), [(terms.holds, None)], bulk=bulk)


def _drawn(store: Store, rule: Path) -> QueryTriples:
    sparql = sparql_prefixes() + rule.read_text("utf-8")
    return cast("QueryTriples", store.query(sparql, use_default_graph_as_union=True))


def _add(store: Store, graph: str, texts: Iterable[str], said: Iterable[tuple[str, str | None]], *, bulk: bool) -> None:
    """Add statements to a named graph, but for those that are stated: the union of the graphs would count them twice.

    Parameters
    ----------
    store, graph
        The store, and the graph's name.
    texts
        N-Triples, in which no text of ours needs an escape.
    said
        The properties that they use, of which what is stated is looked up; with an object where too much is.
    bulk
        Whether the store lies on disk.
    """
    from pyoxigraph import NamedNode

    stated: set[str] | None = None
    for text in _together(texts):
        if stated is None:
            # Looked up once, and before anything is written.
            patterns = ((NamedNode(name), NamedNode(value) if value else None) for name, value in said)
            stated = {f"{quad.triple} ." for pair in patterns for quad in store.quads_for_pattern(None, *pair, None)}
        new = "\n".join(line for line in text.split("\n") if line not in stated) if stated else text
        _load(store, graph, new.encode(), bulk=bulk)


def _together(texts: Iterable[str]) -> Iterator[str]:
    """Yield texts put together to larger ones, and no empty one."""
    held: list[str] = []
    size = 0
    for text in texts:
        held.append(text)
        size += len(text)
        if size >= _AT_ONCE:
            yield "".join(held)
            held, size = [], 0
    if size:
        yield "".join(held)


def _load(store: Store, graph: str, triples: bytes, *, bulk: bool = False) -> None:
    from pyoxigraph import NamedNode

    # Their IRIs came out of a store, or are made of such: read again they need no second look.
    load = store.bulk_load if bulk else store.load
    load(triples, format=_lines(), to_graph=NamedNode(graph), lenient=True)


def _lines() -> RdfFormat:
    from pyoxigraph import RdfFormat

    return RdfFormat.N_TRIPLES


def _declared(mechanism: Mechanism) -> str:
    """Say of a mechanism what its kind declares."""
    kind, this = mechanism.kind, f"<{mechanism.iri}>"
    return (
        f"{this} <{terms.layer}> <{kind.layer.iri}> .\n"
        f'{this} <{terms.depth}> "{kind.depth}"^^<{_XSD}integer> .\n'
        f"{this} <{terms.tieShape}> <{terms.ACC}{kind.tie_shape}> .\n"
    )


def _party(mechanism: Mechanism, participation: Participation) -> str:
    """Make a participation of a party that is named in short."""
    this = f"<{participation.iri}>"
    return (
        f"{this} <{RDF_TYPE}> <{terms.Participation}> .\n"
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
    said = [f" <{RDF_TYPE}> <{terms.Interval}> .\n"]
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
