"""RDF: one writer for every syntax, sorted, with fixed prefixes, so that equal graphs give equal bytes."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from ...ontology import PREFIXES, terms
from ...ontology.prefixes import RDF_TYPE
from ...ontology.rdf import text_of
from ..answers.inference import SLICE
from ..errors import RequestError
from ..loading.served import MADE_FOR, ServedReading
from ..networks.ties import counts
from .sorted_rdf import in_order
from .xml import allowed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pyoxigraph import Quad

    from ..knowledge import KnowledgeGraph
    from ..model import Record
    from ..slice import Slice

#: Format's name on the command line to its name in pyoxigraph.
FORMATS: Final = {
    "turtle": "TURTLE",
    "trig": "TRIG",
    "ntriples": "N_TRIPLES",
    "nquads": "N_QUADS",
    "jsonld": "JSON_LD",
    "rdfxml": "RDF_XML",
}
_WITH_GRAPHS: Final = ("trig", "nquads", "jsonld")


def text(kg: KnowledgeGraph, rdf_format: str, *, derived: bool = False) -> Iterator[str]:
    """Yield the graph, or what its slice takes, in an RDF syntax; with what follows, if asked."""
    reading = kg.reading
    if isinstance(reading, ServedReading) and rdf_format in ("ntriples", "nquads") and reading.is_large:
        from .streamed import sorted_lines

        # Where what follows is asked for and not there, it has to be worked out of every record.
        is_there = not derived or reading.made_for == kg.at.day
        found = reading.everything(derived=derived) if is_there else kg.statements(derived=True)
        # For which day a store was made is said of the store, and not by the record.
        found = (quad for quad in found if quad.predicate.value != MADE_FOR or text_of(quad.subject) != SLICE)
        yield from sorted_lines(found, graphs=rdf_format == "nquads")
        return
    yield serialise(exported_quads(kg, derived=derived), rdf_format)


def exported_quads(kg: KnowledgeGraph, *, derived: bool = False) -> Iterable[Quad]:
    """Return what an export holds: everything stated, or what a slice takes; with what follows, if asked."""
    found = kg.statements(derived=derived)
    return found if kg.within is None else _within_slice(found, kg.record, kg.within)


def _within_slice(statements: Iterable[Quad], record: Record, within: Slice) -> list[Quad]:
    """Return those statements that a slice takes.

    A slice takes the mechanisms that hold in it, their participations that do, their counterparts whole, and whatever
    these lead to: actors, evidence, sources. A statement that points at a mechanism outside the slice is left out.
    """
    mechanisms = [m for m in record.mechanisms.values() if counts(m, within)]
    held = {m.iri for m in mechanisms if within.holds(m.interval)}
    held |= {p.iri for m in mechanisms if m.iri in held for p in m.participations if within.holds(p.interval)}
    # A counterpart stands with its head, whatever its own dates are.
    beside = [c for m in mechanisms if m.iri in held for c in m.counterparts]
    held |= {iri for c in beside for iri in (c.iri, *(p.iri for p in c.participations))}
    known = (*record.mechanisms.values(), *record.counterparts.values())
    timed = {iri for m in known for iri in (m.iri, *(p.iri for p in m.participations))}
    by_subject: dict[str, list[Quad]] = {}
    reached = list(held)
    for quad in statements:
        by_subject.setdefault(text_of(quad.subject), []).append(quad)
        is_set = quad.predicate.value == RDF_TYPE and text_of(quad.object) == terms.RecordSet
        is_tie = quad.predicate.value == RDF_TYPE and text_of(quad.object) == terms.DerivedTie
        if is_set or is_tie:
            reached.append(text_of(quad.subject))
    kept: list[Quad] = []
    seen = set(reached)
    for subject in reached:  # grows as it is read
        for quad in by_subject.get(subject, []):
            target = text_of(quad.object)
            if target in timed and target not in held:
                continue
            kept.append(quad)
            if target in by_subject and target not in seen:
                seen.add(target)
                reached.append(target)
    return kept


def serialise(quads: Iterable[Quad], rdf_format: str, prefixes: Mapping[str, str] | None = None) -> str:
    """Write quads in an RDF format; formats without graphs get the union of the graphs.

    Parameters
    ----------
    quads
        The quads.
    rdf_format
        One of `FORMATS`.
    prefixes
        Prefixes of Turtle and TriG beside those of the project.

    Raises
    ------
    RequestError
        Where the format is unknown.
    """
    from pyoxigraph import RdfFormat, serialize

    if rdf_format not in FORMATS:
        raise RequestError(f"no RDF format is called {rdf_format!r}", f"Use one of {', '.join(FORMATS)}.")
    rows = in_order(quads, graphs=rdf_format in _WITH_GRAPHS)
    target = getattr(RdfFormat, FORMATS[rdf_format])
    known = {} if rdf_format in ("ntriples", "nquads", "jsonld") else {**PREFIXES, **(prefixes or {})}
    text = (serialize(rows, format=target, prefixes=known) or b"").decode("utf-8")
    if rdf_format in ("turtle", "trig"):
        return _finish_turtle(text, known)
    return _FINISH[rdf_format](text) if rdf_format in _FINISH else text


def _finish_turtle(text: str, prefixes: Mapping[str, str]) -> str:
    """Put the prefixes in order (the library writes them in none) and a blank line before each subject."""
    body = re.sub(r"^@prefix .*\n", "", text, flags=re.MULTILINE)
    used = [f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in prefixes.items() if f"{prefix}:" in body]
    body = re.sub(r"^(?=[^\s}])", "\n", body, flags=re.MULTILINE).replace("\t", "  ")
    return "".join(used) + body


def _finish_rdfxml(text: str) -> str:
    """Put the namespaces of the root element in order, and write what the library leaves as no reader of XML takes it.

    A carriage return that stands as it is reads as a line feed, and a character that XML forbids makes the file none.
    """

    def ordered(match: re.Match[str]) -> str:
        return f"<rdf:RDF {' '.join(sorted(match[1].split()))}>"

    return re.sub(r"<rdf:RDF ([^>]*)>", ordered, allowed(text), count=1).replace("\r", "&#13;") + "\n"


def _finish_jsonld(text: str) -> str:
    return json.dumps(json.loads(text), ensure_ascii=False, indent=1) + "\n"


_FINISH: Final[dict[str, Callable[[str], str]]] = {
    "rdfxml": _finish_rdfxml,
    "jsonld": _finish_jsonld,
}
