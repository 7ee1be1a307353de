"""The shapes as pySHACL checks them, in the form in which the software gives its results."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

import pytest
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize
from pyshacl import validate as run_pyshacl

from accord.graph.validation import validate as validating
from accord.graph.validation.shacl import check_shapes
from accord.graph.validation.shacl.terms import Literal as Plain
from accord.graph.validation.shacl.terms import is_well_formed
from accord.ontology import PREFIXES, shapes_file
from accord.ontology.prefixes import local

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_DATES: Final = {f"{PREFIXES['xsd']}{name}" for name in ("date", "gYearMonth", "gYear")}
_DURATION: Final = NamedNode(f"{PREFIXES['xsd']}duration")


def triples_of(paths: list[Path], *, shipped: bool = False) -> list[Triple]:
    """Return what a validation of the files hands to the shapes: ontology, statements and what completes them."""
    given: list[Triple] = []

    def keep(quads: Iterable[Quad], _focuses: object) -> list[dict[str, str]]:
        given.extend(dict.fromkeys(quad.triple for quad in quads))
        return []

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(validating, "check_shapes", keep)
        validating.validate(paths, shipped=shipped)
    return given


def results_here(triples: Iterable[Triple]) -> Counter[frozenset[tuple[str, str]]]:
    """Return the results of the software, each with the number of times that it is given."""
    return Counter(map(_key, check_shapes(triples)))


def results_of_pyshacl(triples: Iterable[Triple]) -> Counter[frozenset[tuple[str, str]]]:
    """Return the results of pySHACL, likewise."""
    data = serialize([_spelt(triple) for triple in triples], format=RdfFormat.N_TRIPLES) or b""
    shapes = rdflib.Graph().parse(shapes_file(), format="turtle")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rdflib, "NORMALIZE_LITERALS", False)  # literals as they are found
        records = rdflib.Graph().parse(data=data, format="nt")
        _, report, text = run_pyshacl(records, shacl_graph=shapes, inference="none")
    assert isinstance(report, rdflib.Graph), text
    results: dict[str, dict[str, str]] = defaultdict(dict)
    own: list[str] = []
    for quad in parse(report.serialize(format="nt"), RdfFormat.N_TRIPLES):
        name = local(quad.predicate.value)
        if name == "result":
            own.append(quad.object.value)
        elif name == "focusNode" or not isinstance(quad.object, BlankNode):
            results[quad.subject.value][name] = quad.object.value
    for result in results.values():
        result.pop("type", None)
    return Counter(_key(results[result]) for result in own)


def _key(result: dict[str, str]) -> frozenset[tuple[str, str]]:
    """Return the whole result, but for the label of a blank node, which changes from run to run."""
    focus = result["focusNode"]
    return frozenset((result | {"focusNode": focus if ":" in focus else "[]"}).items())


def _spelt(triple: Triple) -> Triple:
    """Make a duration of a date that is none, for rdflib takes some for right, such as ``"2020"^^xsd:date``.

    No shape asks for a duration; and what is none either, rdflib tells from numbers and from texts.
    """
    value = triple.object
    if not isinstance(value, Literal) or value.datatype.value not in _DATES:
        return triple
    if is_well_formed(Plain(value.value, value.datatype.value, "")):
        return triple
    return Triple(triple.subject, triple.predicate, Literal(value.value, datatype=_DURATION))
