"""The records of states and organisations, for a file that is to stand by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...ontology import PREFIXES
from ...ontology.prefixes import RDF_TYPE, compact
from ...ontology.rdf import text_of
from .organisations import organisation_files
from .turtle import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import BlankNode, Literal, NamedNode, Triple

_XSD: Final = PREFIXES["xsd"]
_LANGUAGE: Final = f"{PREFIXES['rdf']}langString"
_CODE_OF: Final = f"{PREFIXES['acc']}codeOf"
#: What leads on from a state to further records: its evidence, their sources, and the states before it.
_LINKS: Final = tuple(
    f"{PREFIXES['acc']}{name}" for name in ("evidence", "source", "succeeds", "continues", "separatedFrom")
)


def state_records(ids: Iterable[str]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield the records of states and organisations of the shipped record, with codes, evidence and sources.

    Parameters
    ----------
    ids
        The ids of the states and the organisations.

    Yields
    ------
    tuple
        The record's name with its prefix, and its predicates and objects as Turtle.
    """
    from ..loading.store import open_store, shipped_files

    states = [path for path in shipped_files() if path.parent.name == "states"]
    store = open_store(dict.fromkeys([*states, *organisation_files()]))
    said: dict[str, list[tuple[str, NamedNode | BlankNode | Literal | Triple]]] = {}
    codes: dict[str, list[str]] = {}
    for quad in store:
        subject = text_of(quad.subject)
        said.setdefault(subject, []).append((quad.predicate.value, quad.object))
        if quad.predicate.value == _CODE_OF:
            codes.setdefault(text_of(quad.object), []).append(subject)
    reached = sorted(f"{PREFIXES['actor']}{one}" for one in ids)
    known = set(reached)
    for subject in reached:  # grows as it is read
        further = [text_of(value) for predicate, value in said.get(subject, []) if predicate in _LINKS]
        for other in (*further, *codes.get(subject, [])):
            if other not in known and other in said:
                known.add(other)
                reached.append(other)
    for subject in reached:
        if subject in said:
            yield (
                compact(subject),
                sorted(
                    ((_predicate(predicate), _term(value)) for predicate, value in said[subject]),
                    key=lambda statement: (statement[0] != "a", statement),
                ),
            )


def _predicate(iri: str) -> str:
    return "a" if iri == RDF_TYPE else compact(iri)


def _term(value: NamedNode | BlankNode | Literal | Triple) -> str:
    """Return a term as Turtle."""
    datatype = getattr(value, "datatype", None)
    if datatype is None:
        name = compact(text_of(value))
        return name if name != text_of(value) else f"<{name}>"
    if datatype.value == _LANGUAGE:
        return text(text_of(value), getattr(value, "language", ""))
    short = datatype.value.removeprefix(_XSD)
    return text(text_of(value)) if short == "string" else f"{text(text_of(value))}^^xsd:{short}"
