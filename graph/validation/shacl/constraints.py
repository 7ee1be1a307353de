"""The constraints of SHACL Core that the shapes use, each a function from a node's values to those at fault.

Definitions: https://www.w3.org/TR/shacl/#core-components. A violation that is not that of one value is ``None``.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from ....ontology.prefixes import PREFIXES
from .terms import Literal, compare, is_blank, is_well_formed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .terms import Term, TermIndex

_SH: Final = PREFIXES["sh"]

#: From the records, the node in focus and its values to the values at fault.
Violations: TypeAlias = "Callable[[TermIndex, Term, list[Term]], Iterable[Term | None]]"

#: Whether a node conforms to a shape.
Conforms: TypeAlias = "Callable[[TermIndex, Term], bool]"

#: The kinds of nodes, by the names that SHACL gives them.
NODE_KINDS: Final[dict[str, Callable[[Term], bool]]] = {
    f"{_SH}IRI": lambda node: isinstance(node, str) and not is_blank(node),
    f"{_SH}Literal": lambda node: isinstance(node, Literal),
    f"{_SH}BlankNode": is_blank,
    f"{_SH}BlankNodeOrIRI": lambda node: isinstance(node, str),
}


class Constraint(NamedTuple):
    """One constraint of a shape.

    Attributes
    ----------
    component
        The name of its component in SHACL, without the namespace.
    violations
        The values at fault.
    asks_of_none
        Whether it can be broken where there is no value.
    """

    component: str
    violations: Violations
    asks_of_none: bool = False


def _of_each(name: str, is_right: Callable[[TermIndex, Term], bool]) -> Constraint:
    """Ask something of each value."""

    def wrong(records: TermIndex, _: Term, values: list[Term]) -> Iterable[Term]:
        return [value for value in values if not is_right(records, value)]

    return Constraint(f"{name}ConstraintComponent", wrong)


def _of_all(name: str, is_right: Callable[[list[Term]], bool]) -> Constraint:
    """Ask something of all values together."""

    def wrong(_records: TermIndex, _: Term, values: list[Term]) -> Iterable[None]:
        return () if is_right(values) else (None,)

    return Constraint(f"{name}ConstraintComponent", wrong, asks_of_none=True)


def min_count(number: int) -> Constraint:
    """At least so many values."""
    return _of_all("MinCount", lambda values: len(values) >= number)


def max_count(number: int) -> Constraint:
    """At most so many values."""
    return _of_all("MaxCount", lambda values: len(values) <= number)


def has_value(wanted: Term) -> Constraint:
    """One of the values is this one."""
    return _of_all("HasValue", lambda values: wanted in values)


def of_class(cls: str) -> Constraint:
    """Each value is an instance of the class, or of one below it."""
    return _of_each("Class", lambda records, value: value in records.instances(cls))


def of_datatype(datatype: str) -> Constraint:
    """Each value is a literal of the datatype, written as the datatype says."""
    return _of_each(
        "Datatype",
        lambda _, value: isinstance(value, Literal) and value.datatype == datatype and is_well_formed(value),
    )


def of_node_kind(kind: str) -> Constraint:
    """Each value is such a node; the kinds are those of `NODE_KINDS`."""
    is_kind = NODE_KINDS[kind]
    return _of_each("NodeKind", lambda _, value: is_kind(value))


def one_of(allowed: Iterable[Term]) -> Constraint:
    """Each value is one of these."""
    known = frozenset(allowed)
    return _of_each("In", lambda _, value: value in known)


def matching(pattern: str) -> Constraint:
    """Each value's text matches the regular expression somewhere; a blank node has none."""
    expression = re.compile(pattern)
    return _of_each("Pattern", lambda _, value: not is_blank(value) and expression.search(_text(value)) is not None)


def min_length(number: int) -> Constraint:
    """Each value's text has at least so many characters; a blank node has none."""
    return _of_each("MinLength", lambda _, value: number == 0 or (not is_blank(value) and len(_text(value)) >= number))


def min_inclusive(bound: Term) -> Constraint:
    """Each value is the bound or more."""
    return _of_each("MinInclusive", lambda _, value: (order := compare(value, bound)) is not None and order >= 0)


def max_inclusive(bound: Term) -> Constraint:
    """Each value is the bound or less."""
    return _of_each("MaxInclusive", lambda _, value: (order := compare(value, bound)) is not None and order <= 0)


def unique_lang() -> Constraint:
    """No two values have the same language; each language of several values is a violation."""

    def repeated(_records: TermIndex, _: Term, values: list[Term]) -> Iterable[None]:
        if len(values) < 2:
            return ()
        languages = Counter(value.language for value in values if isinstance(value, Literal) and value.language)
        return [None for number in languages.values() if number > 1]

    return Constraint("UniqueLangConstraintComponent", repeated)


def less_than(prop: str, *, or_equal: bool) -> Constraint:
    """Each value comes before each value of the property; two that cannot be compared do not."""
    highest = 0 if or_equal else -1

    def late(records: TermIndex, focus: Term, values: list[Term]) -> Iterable[Term]:
        others = records.objects(focus, prop)
        orders = ((value, compare(value, other)) for value in values for other in others)
        return [value for value, order in orders if order is None or order > highest]

    return Constraint(f"LessThan{'OrEquals' if or_equal else ''}ConstraintComponent", late)


def disjoint(prop: str) -> Constraint:
    """No value is also one of the property."""

    def shared(records: TermIndex, focus: Term, values: list[Term]) -> Iterable[Term]:
        others = records.objects(focus, prop)
        return [value for value in values if value in others]

    return Constraint("DisjointConstraintComponent", shared)


def conforming(conforms: Conforms) -> Constraint:
    """Each value conforms to the node shape."""
    return _of_each("Node", conforms)


def not_conforming(conforms: Conforms) -> Constraint:
    """No value conforms to the shape."""
    return _of_each("Not", lambda records, value: not conforms(records, value))


def any_of(shapes: list[Conforms]) -> Constraint:
    """Each value conforms to one of the shapes."""
    return _of_each("Or", lambda records, value: any(conforms(records, value) for conforms in shapes))


def qualified(conforms: Conforms, *, fewest: int | None = None, most: int | None = None) -> Constraint:
    """Of the values that conform to the shape there are at least or at most so many: one of the two is given."""

    def counted(records: TermIndex, _: Term, values: list[Term]) -> Iterable[None]:
        number = sum(conforms(records, value) for value in values)
        return (None,) if (fewest is not None and number < fewest) or (most is not None and number > most) else ()

    return Constraint(
        f"Qualified{'Max' if fewest is None else 'Min'}CountConstraintComponent", counted, asks_of_none=True
    )


def _text(value: Term) -> str:
    return value if isinstance(value, str) else value.text
