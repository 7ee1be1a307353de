"""Property paths of SHACL as functions from a node to the nodes at the end of the path."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from ....ontology.prefixes import PREFIXES
from ...errors import ShapeError
from .terms import is_blank

if TYPE_CHECKING:
    from collections.abc import Callable

    from .terms import Term, TermIndex

_SH: Final = PREFIXES["sh"]
_FIRST: Final = f"{PREFIXES['rdf']}first"

#: From the records and a node to the nodes that the path reaches, each once.
Path: TypeAlias = "Callable[[TermIndex, Term], list[Term]]"


def compile_path(shapes: TermIndex, node: Term, *, inverse: bool = False) -> Path:
    """Make a function of a path.

    Parameters
    ----------
    shapes
        The shapes.
    node
        The path as the shapes have it: a property, or a blank node that describes it.
    inverse
        Whether the path is walked from its end.

    Raises
    ------
    ShapeError
        Where it is no path that is known here.
    """
    if not isinstance(node, str):
        raise ShapeError(f"{node.text!r} stands in place of a path")
    if not is_blank(node):
        return _step_back(node) if inverse else _step(node)
    described = [prop for prop, subjects in shapes.by_property.items() if node in subjects]
    if _FIRST in described:
        parts = [compile_path(shapes, part, inverse=inverse) for part in shapes.items(node)]
        return _sequence(parts[::-1] if inverse else parts)
    values = shapes.objects(node, described[0]) if len(described) == 1 else []
    name = described[0].removeprefix(_SH) if len(values) == 1 else ""
    if name == "inversePath":
        return compile_path(shapes, values[0], inverse=not inverse)
    if name == "alternativePath":
        return _alternative([compile_path(shapes, part, inverse=inverse) for part in shapes.items(values[0])])
    if name in ("zeroOrMorePath", "oneOrMorePath"):
        return _repeated(compile_path(shapes, values[0], inverse=inverse), with_start=name == "zeroOrMorePath")
    raise ShapeError(f"a path of the shapes is described by {', '.join(described) or 'nothing'}, which is not known")


def _step(prop: str) -> Path:
    return lambda records, node: records.objects(node, prop)


def _step_back(prop: str) -> Path:
    return lambda records, node: records.subjects(prop, node)


def _sequence(parts: list[Path]) -> Path:
    def walk(records: TermIndex, node: Term) -> list[Term]:
        nodes = [node]
        for part in parts:
            nodes = list(dict.fromkeys(end for start in nodes for end in part(records, start)))
        return nodes

    return walk


def _alternative(parts: list[Path]) -> Path:
    return lambda records, node: list(dict.fromkeys(end for part in parts for end in part(records, node)))


def _repeated(part: Path, *, with_start: bool) -> Path:
    def walk(records: TermIndex, node: Term) -> list[Term]:
        found: dict[Term, None] = {node: None} if with_start else {}
        waiting = part(records, node)
        while waiting:
            new = [end for end in dict.fromkeys(waiting) if end not in found]
            found.update(dict.fromkeys(new))
            waiting = [end for start in new for end in part(records, start)]
        return list(found)

    return walk
