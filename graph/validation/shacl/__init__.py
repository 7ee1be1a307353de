"""The ontology's shapes, checked over the records: triples in, plain results out.

`compiler` makes functions of the shapes in ``ontology/shapes.ttl``, `constraints` has one for each constraint of SHACL
Core that they use, `paths` one for each property path, and `terms` the index of triples in which they look things up.
A shape that asks for anything else is an error, and never left out. The tests compare the results with pySHACL's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .... import ontology
from ....ontology.prefixes import PREFIXES
from .compiler import compile_shapes
from .terms import Literal, TermIndex, is_blank

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from pyoxigraph import Quad, Triple

    from .compiler import Found

__all__ = ["check_shapes"]

_SH: Final = PREFIXES["sh"]


def check_shapes(triples: Iterable[Triple | Quad], focuses: Container[object] | None = None) -> list[dict[str, str]]:
    """Check the triples against the ontology's shapes.

    Literals are judged as they are given. The time grows with the triples and the nodes in focus, by some
    microseconds for each.

    Parameters
    ----------
    triples
        The ontology, the records and what the software completes.
    focuses
        The records of which to tell, by name, where not all; a blank node is always told of.

    Returns
    -------
    list of dict
        One for each result: property of SHACL, without the namespace, to value. A blank node has its label in
        ``focusNode``; elsewhere, where it would be a value, a path or a shape, it is left out.

    Raises
    ------
    ShapeError
        Where a shape asks for what is not known here.
    """
    shapes = compile_shapes(ontology.shapes_file())
    records = TermIndex(triples)
    found: list[Found] = []
    for shape in shapes:
        for focus in shape.targets(records):
            if focuses is None or focus in focuses or is_blank(focus):
                shape.find(records, focus, found)
    return [_told(each) for each in found]


def _told(found: Found) -> dict[str, str]:
    shape = found.shape
    told = {
        "focusNode": _text(found.focus),
        "resultMessage": shape.message,
        "resultSeverity": shape.severity,
        "sourceConstraintComponent": f"{_SH}{found.component}",
    }
    if shape.path_iri:
        told["resultPath"] = shape.path_iri
    if not is_blank(shape.name):
        told["sourceShape"] = shape.name
    if found.value is not None and not is_blank(found.value):
        told["value"] = _text(found.value)
    return told


def _text(term: str | Literal) -> str:
    return term if isinstance(term, str) else term.text
