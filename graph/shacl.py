"""The one place that runs pySHACL: triples in, plain results out."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final, cast

from .. import ontology
from ..ontology.prefixes import PREFIXES, local
from .dates import read_date
from .errors import AccordError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Literal, Triple

_XSD: Final = PREFIXES["xsd"]

#: Which form a date of each datatype has, by its length.
_DATE_LENGTHS: Final = {f"{_XSD}date": 10, f"{_XSD}gYearMonth": 7, f"{_XSD}gYear": 4}

#: How a number of each datatype is written.
_NUMBERS: Final = {f"{_XSD}integer": re.compile(r"[+-]?\d+"), f"{_XSD}decimal": re.compile(r"[+-]?\d*\.?\d+")}

#: Datatypes whose texts the shapes read as they are.
_TEXTS: Final = {f"{_XSD}string", f"{_XSD}anyURI", f"{PREFIXES['rdf']}langString"}


def check_shapes(triples: Iterable[Triple]) -> list[dict[str, str]]:
    """Check the triples against the shapes and return the results: property of SHACL to value.

    pySHACL works on rdflib graphs and changes the shapes that it is given, so that both are made anew for
    each call. N-Triples carries the data in and the results out.
    """
    from pyoxigraph import BlankNode, RdfFormat, parse, serialize
    from pyshacl import validate  # pyright: ignore[reportUnknownVariableType] -- it is typed in part
    from rdflib import Graph

    data = serialize([_spelt(triple) for triple in triples], format=RdfFormat.N_TRIPLES) or b""
    shapes = Graph().parse(ontology.shapes_file(), format="turtle")
    _, found, text = cast(
        "tuple[bool, object, str]",
        validate(Graph().parse(data=data, format="nt"), shacl_graph=shapes, inference="none"),
    )
    if not isinstance(found, Graph):
        raise AccordError(f"the shapes could not be checked: {text}")
    results: dict[str, dict[str, str]] = defaultdict(dict)
    own: list[str] = []  # the report's own results, without the details that some of them carry
    for quad in parse(found.serialize(format="nt"), RdfFormat.N_TRIPLES):
        name = local(quad.predicate.value)
        if name == "result":
            own.append(quad.object.value)
        # Labels of blank nodes change from run to run; only that of the record itself is needed.
        elif name == "focusNode" or not isinstance(quad.object, BlankNode):
            results[quad.subject.value][name] = quad.object.value
    return [results[result] for result in own]


def _spelt(triple: Triple) -> Triple:
    """Return the triple, its value as plain text where it is not what its datatype says."""
    from pyoxigraph import Literal, Triple

    value = triple.object
    if isinstance(value, Literal) and not _is_well_formed(value):
        return Triple(triple.subject, triple.predicate, Literal(value.value))
    return triple


def _is_well_formed(value: Literal) -> bool:
    datatype = value.datatype.value
    if length := _DATE_LENGTHS.get(datatype):
        return len(value.value) == length and read_date(value.value) is not None
    if number := _NUMBERS.get(datatype):
        return number.fullmatch(value.value) is not None
    return datatype in _TEXTS or not datatype.startswith(_XSD)
