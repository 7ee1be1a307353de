"""Terms as plain Python values, triples by property, and what SHACL asks of literals."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from ....ontology.prefixes import PREFIXES
from ....ontology.rdf import text_of
from ...dates import read_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad, Triple

_XSD: Final = PREFIXES["xsd"]
_RDF: Final = PREFIXES["rdf"]
TYPE: Final = f"{_RDF}type"
_SUB_CLASS: Final = f"{PREFIXES['rdfs']}subClassOf"


class Literal(NamedTuple):
    """A literal as it was found; the language in small letters, which is how languages are compared."""

    text: str
    datatype: str
    language: str


#: An IRI or the label of a blank node, which has no colon, as text; or a literal.
Term: TypeAlias = str | Literal


def is_blank(term: Term) -> bool:
    """Whether the term is a blank node: every IRI has a colon."""
    return isinstance(term, str) and ":" not in term


class TermIndex:
    """Triples by property and subject, and by property and object where that is asked for.

    Parameters
    ----------
    triples
        The triples, or quads, whose graphs do not matter. They keep their order, each is kept once.
    """

    def __init__(self, triples: Iterable[Triple | Quad]) -> None:
        from pyoxigraph import Literal as RdfLiteral

        #: Property to subject to values.
        self.by_property: dict[str, dict[str, list[Term]]] = {}
        for triple in triples:
            value = triple.object
            if isinstance(value, RdfLiteral):
                term: Term = Literal(value.value, value.datatype.value, (value.language or "").lower())
            else:
                term = text_of(value)
            subjects = self.by_property.setdefault(triple.predicate.value, {})
            subjects.setdefault(text_of(triple.subject), []).append(term)
        for subjects in self.by_property.values():
            for subject, values in subjects.items():
                if len(values) > 1:
                    subjects[subject] = list(dict.fromkeys(values))
        self._inverse: dict[str, dict[Term, list[Term]]] = {}
        self._instances: dict[str, dict[Term, None]] = {}

    def objects(self, subject: Term, prop: str) -> list[Term]:
        """Return the values of a property of a subject."""
        return self.by_property.get(prop, {}).get(subject, []) if isinstance(subject, str) else []

    def subjects(self, prop: str, value: Term) -> list[Term]:
        """Return the subjects of which a property has the value."""
        if prop not in self._inverse:
            found: dict[Term, list[Term]] = {}
            for subject, values in self.by_property.get(prop, {}).items():
                for each in values:
                    found.setdefault(each, []).append(subject)
            self._inverse[prop] = found
        return self._inverse[prop].get(value, [])

    def instances(self, cls: str) -> dict[Term, None]:
        """Return the instances of a class and of all classes below it, in order and each once."""
        if cls not in self._instances:
            classes: dict[Term, None] = {cls: None}
            waiting: list[Term] = [cls]
            while waiting:
                below = [each for each in self.subjects(_SUB_CLASS, waiting.pop()) if each not in classes]
                classes.update(dict.fromkeys(below))
                waiting += below
            self._instances[cls] = dict.fromkeys(each for one in classes for each in self.subjects(TYPE, one))
        return self._instances[cls]

    def items(self, head: Term) -> list[Term]:
        """Return the members of an RDF list."""
        found: list[Term] = []
        seen: set[Term] = set()
        while head not in seen and (first := self.objects(head, f"{_RDF}first")):
            seen.add(head)
            found += first
            head = next(iter(self.objects(head, f"{_RDF}rest")), "")
        return found


# -- literals ----------------------------------------------------------------------------------------------

#: Which form a date of each datatype has, by its length.
_DATE_LENGTHS: Final = {f"{_XSD}date": 10, f"{_XSD}gYearMonth": 7, f"{_XSD}gYear": 4}

_INTEGER: Final = re.compile(r"[+-]?[0-9]+")
_DECIMAL: Final = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_FLOAT: Final = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|[+-]?INF|NaN")

#: Numeric datatypes, and how a number of each is written.
_NUMBERS: Final = {
    f"{_XSD}{name}": pattern
    for pattern, names in (
        (
            _INTEGER,
            "integer long int short byte nonNegativeInteger nonPositiveInteger positiveInteger negativeInteger "
            "unsignedLong unsignedInt unsignedShort unsignedByte",
        ),
        (_DECIMAL, "decimal"),
        (_FLOAT, "float double"),
    )
    for name in names.split()
}

#: Datatypes of which every text is one.
_TEXTS: Final = frozenset({f"{_XSD}string", f"{_XSD}anyURI", f"{_RDF}langString"})

#: The datatypes of which it is known how their values are written.
DATATYPES: Final = frozenset({*_DATE_LENGTHS, *_NUMBERS, *_TEXTS})


def is_well_formed(literal: Literal) -> bool:
    """Whether the text is what the datatype says; of a datatype that is not known, every text is."""
    if length := _DATE_LENGTHS.get(literal.datatype):
        return len(literal.text) == length and read_date(literal.text) is not None
    number = _NUMBERS.get(literal.datatype)
    return number is None or number.fullmatch(literal.text) is not None


def compare(one: Term, other: Term) -> int | None:
    """Compare two values as SPARQL does: below 0, 0 or above 0; nothing where they cannot be compared.

    Numbers are compared with numbers, texts without language with such texts, and dates with dates of the same
    precision. Nothing else has an order: no IRI, and no year beside a day.
    """
    if not isinstance(one, Literal) or not isinstance(other, Literal):
        return None
    if not is_well_formed(one) or not is_well_formed(other):
        return None
    if one.datatype in _NUMBERS and other.datatype in _NUMBERS:
        first, second = _number(one.text), _number(other.text)
        return (first > second) - (first < second) if first == first and second == second else None
    if one.datatype == other.datatype and (one.datatype in _DATE_LENGTHS or one.datatype == f"{_XSD}string"):
        return (one.text > other.text) - (one.text < other.text)
    return None


def _number(text: str) -> Decimal:
    return Decimal(text.replace("INF", "Infinity"))
