"""From the file of shapes to functions: a shape that asks for what is not known here is refused, never left out."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from ....ontology.prefixes import PREFIXES, compact
from ...errors import ShapeError
from . import constraints as of
from .paths import compile_path
from .terms import DATATYPES, TYPE, Literal, TermIndex, is_blank

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path as File

    from .constraints import Conforms, Constraint
    from .paths import Path
    from .terms import Term

_SH: Final = PREFIXES["sh"]
_XSD: Final = PREFIXES["xsd"]

#: What a shape says of itself and not of its values.
_ABOUT: Final = frozenset({"path", "message", "severity", "property", "targetClass", "targetSubjectsOf"})
#: What is asked of the values of a path alone.
_OF_PATHS: Final = frozenset(
    {"minCount", "maxCount", "uniqueLang", "lessThan", "lessThanOrEquals", "qualifiedMinCount", "qualifiedMaxCount"}
)
#: Words that describe a path, and stand in the shapes' blank nodes.
_IN_PATHS: Final = frozenset({"alternativePath", "inversePath", "zeroOrMorePath", "oneOrMorePath"})
#: What a shape may be said to be; a shape that is also a class would have the class for its target.
_SHAPE_TYPES: Final = frozenset({f"{_SH}NodeShape", f"{_SH}PropertyShape"})
_SEVERITIES: Final = frozenset({f"{_SH}Violation", f"{_SH}Warning", f"{_SH}Info"})


class Found(NamedTuple):
    """One result: the shape and the constraint that a node breaks, and the value at fault where it is one."""

    shape: Shape
    component: str
    focus: Term
    value: Term | None


class Shape:
    """One shape, ready to be run.

    Attributes
    ----------
    name
        Its IRI, or the label of its blank node.
    path
        The walk from a node in focus to its values, for a property shape.
    path_iri
        The path where it is one property; else empty.
    message, severity
        What its results say, and how grave they are.
    constraints
        What is asked of the values.
    properties
        The property shapes that each value has to meet as well.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.path: Path | None = None
        self.path_iri = ""
        self.message = ""
        self.severity = f"{_SH}Violation"
        self.target_classes: list[str] = []
        self.target_subjects_of: list[str] = []
        self.constraints: list[Constraint] = []
        self.properties: list[Shape] = []

    def targets(self, records: TermIndex) -> dict[Term, None]:
        """Return the nodes that the shape is for, in order and each once."""
        found: dict[Term, None] = {}
        for cls in self.target_classes:
            found.update(records.instances(cls))
        for prop in self.target_subjects_of:
            found.update(dict.fromkeys(records.by_property.get(prop, {})))
        return found

    def find(self, records: TermIndex, focus: Term, found: list[Found]) -> None:
        """Add to the list what is wrong with a node."""
        values = [focus] if self.path is None else self.path(records, focus)
        for component, violations, asks_of_none in self.constraints:
            if values or asks_of_none:
                found.extend(Found(self, component, focus, value) for value in violations(records, focus, values))
        for shape in self.properties:
            for value in values:
                shape.find(records, value, found)

    def conforms(self, records: TermIndex, focus: Term) -> bool:
        """Whether nothing is wrong with a node."""
        values = [focus] if self.path is None else self.path(records, focus)
        for _, violations, asks_of_none in self.constraints:
            if (values or asks_of_none) and any(True for _ in violations(records, focus, values)):
                return False
        return all(shape.conforms(records, value) for shape in self.properties for value in values)


@lru_cache(maxsize=4)
def compile_shapes(file: File) -> tuple[Shape, ...]:
    """Read a file of shapes, and return those that have targets, in the order of the file.

    Raises
    ------
    ShapeError
        Where a shape asks for what is not known here, or can report and has no message.
    """
    from pyoxigraph import RdfFormat, parse

    return _Compiler(TermIndex(parse(path=str(file), format=RdfFormat.TURTLE))).targeted()


class _Compiler:
    """One reading of one file of shapes."""

    def __init__(self, shapes: TermIndex) -> None:
        self._shapes = shapes
        self._made: dict[str, Shape] = {}
        self._unfinished: set[str] = set()

    def targeted(self) -> tuple[Shape, ...]:
        subjects = dict.fromkeys(node for nodes in self._shapes.by_property.values() for node in nodes)
        said = {node: set(self._said(node)) for node in subjects}
        for node, words in said.items():
            if not is_blank(node) and words:
                self._shape(node)
        for node, words in said.items():
            if words - _IN_PATHS and node not in self._made:
                raise ShapeError(f"sh:{min(words)} is said of a blank node to which no shape points")
        found = [shape for shape in self._made.values() if shape.target_classes or shape.target_subjects_of]
        for shape in found:
            self._must_speak(shape)
        return tuple(found)

    def _must_speak(self, shape: Shape) -> None:
        if shape.constraints and not shape.message:
            raise ShapeError(f"{compact(shape.name)} has no sh:message", "Say in it what is wrong and how to mend it.")
        for each in shape.properties:
            self._must_speak(each)

    def _said(self, node: str) -> Iterator[str]:
        """Yield the words of SHACL that are said of a node, without the namespace."""
        for prop, subjects in self._shapes.by_property.items():
            if prop.startswith(_SH) and node in subjects:
                yield prop.removeprefix(_SH)

    def _shape(self, node: Term) -> Shape:
        """Make a shape, once."""
        if not isinstance(node, str):
            raise ShapeError(f"{node.text!r} stands in place of a shape")
        if node in self._unfinished:
            raise ShapeError(f"{compact(node)} refers to itself", "Shapes that refer to themselves are not checked.")
        if node not in self._made:
            self._unfinished.add(node)
            self._made[node] = self._new(node)
            self._unfinished.remove(node)
        return self._made[node]

    def _new(self, node: str) -> Shape:
        words = list(self._said(node))
        if not words:
            raise ShapeError(f"{compact(node)} is referred to as a shape, and nothing is said of it")
        shape = Shape(node)
        self._describe(shape)
        if shape.path is None and (lost := _OF_PATHS.intersection(words)):
            raise ShapeError(f"{compact(node)} has sh:{min(lost)} and no sh:path")
        for word in words:
            if word in _BUILDERS:
                for value in self._shapes.objects(node, _SH + word):
                    shape.constraints.append(_BUILDERS[word](self, node, value))
            elif word not in _ABOUT and word not in _READ_WITH:
                raise ShapeError(
                    f"{compact(node)} uses sh:{word}, which is not known",
                    "Say it by the constraints in graph/validation/shacl/constraints.py, or add this one there.",
                )
        return shape

    def _describe(self, shape: Shape) -> None:
        """Read what the shape says of itself."""
        for cls in self._shapes.objects(shape.name, TYPE):
            if cls not in _SHAPE_TYPES:
                raise ShapeError(f"{compact(shape.name)} is of a class that is none of SHACL's: {compact(_iri(cls))}")
        if (path := self._one(shape.name, "path")) is not None:
            shape.path = compile_path(self._shapes, path)
            shape.path_iri = path if isinstance(path, str) and not is_blank(path) else ""
        if (message := self._one(shape.name, "message")) is not None:
            shape.message = message.text if isinstance(message, Literal) else message
        if (severity := self._one(shape.name, "severity")) is not None:
            shape.severity = _iri(severity)
            if severity not in _SEVERITIES:
                raise ShapeError(
                    f"{compact(shape.name)} has the severity {compact(shape.severity)}, which is not known"
                )
        shape.target_classes = [_iri(cls) for cls in self._shapes.objects(shape.name, f"{_SH}targetClass")]
        shape.target_subjects_of = [_iri(prop) for prop in self._shapes.objects(shape.name, f"{_SH}targetSubjectsOf")]
        for node in self._shapes.objects(shape.name, f"{_SH}property"):
            shape.properties.append(self._shape(node))
            if shape.properties[-1].path is None:
                raise ShapeError(f"{compact(_iri(node))} is referred to by sh:property and has no sh:path")

    def _one(self, node: str, word: str) -> Term | None:
        values = self._shapes.objects(node, _SH + word)
        if len(values) > 1:
            raise ShapeError(f"{compact(node)} has more than one sh:{word}")
        return values[0] if values else None

    # -- values of constraints, each of the right sort -----------------------------------------------------

    def members(self, head: Term) -> list[Term]:
        """Return the members of a list, which has some."""
        found = self._shapes.items(head)
        if not found:
            raise ShapeError("a list of the shapes is empty, or is none")
        return found

    def conforms(self, node: Term) -> Conforms:
        return self._shape(node).conforms

    def qualified_shape(self, node: str) -> Conforms:
        shape = self._one(node, "qualifiedValueShape")
        if shape is None:
            raise ShapeError(f"{compact(node)} counts values, and has no sh:qualifiedValueShape")
        return self.conforms(shape)


def _iri(term: Term) -> str:
    if isinstance(term, Literal):
        raise ShapeError(f"{term.text!r} stands in the shapes in place of a name")
    return term


def _whole(term: Term) -> int:
    if isinstance(term, Literal) and term.datatype == f"{_XSD}integer" and term.text.isdecimal():
        return int(term.text)
    raise ShapeError(f"{_text(term)!r} stands in the shapes in place of a whole number")


def _text(term: Term) -> str:
    return term.text if isinstance(term, Literal) else term


def _datatype(term: Term) -> Constraint:
    if term not in DATATYPES:
        raise ShapeError(f"the datatype {compact(_text(term))} of the shapes is not known")
    return of.of_datatype(_iri(term))


def _node_kind(term: Term) -> Constraint:
    if term not in of.NODE_KINDS:
        raise ShapeError(f"the kind of node {compact(_text(term))} of the shapes is not known")
    return of.of_node_kind(_iri(term))


def _unique_lang(term: Term) -> Constraint:
    if term != Literal("true", f"{_XSD}boolean", ""):
        raise ShapeError(f"sh:uniqueLang is true, or is left out, and not {_text(term)!r}")
    return of.unique_lang()


#: How each constraint is made, from the node of its shape and its value.
_BUILDERS: Final[dict[str, Callable[[_Compiler, str, Term], Constraint]]] = {
    "minCount": lambda _, _node, value: of.min_count(_whole(value)),
    "maxCount": lambda _, _node, value: of.max_count(_whole(value)),
    "class": lambda _, _node, value: of.of_class(_iri(value)),
    "datatype": lambda _, _node, value: _datatype(value),
    "nodeKind": lambda _, _node, value: _node_kind(value),
    "hasValue": lambda _, _node, value: of.has_value(value),
    "in": lambda compiler, _, value: of.one_of(compiler.members(value)),
    "pattern": lambda _, _node, value: of.matching(_text(value)),
    "minLength": lambda _, _node, value: of.min_length(_whole(value)),
    "minInclusive": lambda _, _node, value: of.min_inclusive(value),
    "maxInclusive": lambda _, _node, value: of.max_inclusive(value),
    "uniqueLang": lambda _, _node, value: _unique_lang(value),
    "lessThan": lambda _, _node, value: of.less_than(_iri(value), or_equal=False),
    "lessThanOrEquals": lambda _, _node, value: of.less_than(_iri(value), or_equal=True),
    "disjoint": lambda _, _node, value: of.disjoint(_iri(value)),
    "node": lambda compiler, _, value: of.conforming(compiler.conforms(value)),
    "not": lambda compiler, _, value: of.not_conforming(compiler.conforms(value)),
    "or": lambda compiler, _, value: of.any_of([compiler.conforms(each) for each in compiler.members(value)]),
    "qualifiedMinCount": lambda compiler, node, value: of.qualified(
        compiler.qualified_shape(node), fewest=_whole(value)
    ),
    "qualifiedMaxCount": lambda compiler, node, value: of.qualified(compiler.qualified_shape(node), most=_whole(value)),
}

#: What is read with another word, and asks for nothing alone.
_READ_WITH: Final = frozenset({"qualifiedValueShape"})
