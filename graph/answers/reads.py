"""Which statements a query can read at all, told from its text.

A query that names every property that it reads is answered alike by a graph that has the statements of these
properties and no others; and one that names nothing inferred is answered alike on every day. What the text leaves
open, such as ``?s ?p ?o``, counts as reading everything: the analysis errs on that side alone.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Final, cast

from ...ontology import load_taxonomy, terms
from ...ontology.prefixes import PREFIXES, RDF_TYPE, local
from ..model import ACTORS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_RDF: Final = PREFIXES["rdf"]
_SUBCLASS: Final = f"{PREFIXES['rdfs']}subClassOf"

_FROM: Final = f"{PREFIXES['prov']}wasDerivedFrom"

#: What is completed of a mechanism, of whatever has a time, and of a party that is named in short.
OF_KINDS: Final = (terms.layer, terms.depth, terms.tieShape)
OF_TIMES: Final = (
    *(terms.during, terms.startText, terms.startEarliest, terms.startLatest),
    *(terms.endText, terms.endEarliest, terms.endLatest),
)
OF_PARTIES: Final = (terms.inMechanism, terms.participant, _FROM)
#: What stands in the graph of derived ties whichever rule drew them.
_OF_TIES: Final = (terms.byRule, *(f"{_RDF}{name}" for name in ("subject", "predicate", "object")), _FROM)
#: The properties that stand in graphs of what is inferred, though some of them are stated of some records too; the last
#: says for which day a store was made.
INFERRED_PROPERTIES: Final = frozenset(
    (
        *(*OF_KINDS, *OF_TIMES, *OF_PARTIES, terms.role, terms.party, terms.holds),
        *(terms.ally, terms.partner, terms.dialoguePartner, terms.exercisePartner, *_OF_TIES),
        f"{PREFIXES['dcterms']}date",
    )
)
#: The classes of what is inferred.
INFERRED_CLASSES: Final = frozenset((terms.Interval, terms.Participation, terms.DerivedTie))


@dataclass(frozen=True, slots=True)
class Reads:
    """What a query can read.

    Attributes
    ----------
    properties
        The IRIs of the properties.
    classes
        Where ``rdf:type`` is among them, the classes of which it reads instances; of any class where ``None``.
    """

    properties: frozenset[str]
    classes: frozenset[str] | None = frozenset()

    def __or__(self, other: Reads) -> Reads:
        classes = None if self.classes is None or other.classes is None else self.classes | other.classes
        return Reads(self.properties | other.properties, classes)

    @property
    def what_follows(self) -> bool:
        """Whether anything that is inferred can be among it; else the statements alone answer the query."""
        return bool(self.properties & INFERRED_PROPERTIES) or self.instances_of(*INFERRED_CLASSES)

    def instances_of(self, *classes: str) -> bool:
        """Whether it reads instances of one of some classes as such."""
        return self.classes is None or not self.classes.isdisjoint(classes)

    def any_of(self, *properties: str) -> bool:
        """Whether it reads one of some properties."""
        return not self.properties.isdisjoint(properties)

    def ties_of(self, rule: str) -> bool:
        """Whether it reads what a rule of the ontology draws; a rule bears the name of its property."""
        first, *more = rule.split("-")
        drawn = f"{terms.ACC}{first}{''.join(map(str.capitalize, more))}"
        return self.any_of(drawn, *_OF_TIES) or self.instances_of(terms.DerivedTie)


class _AnythingError(Exception):
    """The text leaves open what is read."""


@cache
def reads_of(sparql: str) -> Reads | None:
    """Return what a query can read; ``None`` where that may be anything.

    Notes
    -----
    Anything is read by a DESCRIBE, by a variable in the place of a property, by ``!p``, by a pattern of no statement in
    a named graph, and by a path of no step between two variables that nothing else binds. A query that rdflib cannot
    parse, though Oxigraph may, counts as reading anything as well.

    Examples
    --------
    >>> reads_of("SELECT ?m { ?m a acc:Treaty ; acc:signed ?day }").what_follows
    False
    >>> reads_of("SELECT ?m { ?m a acc:Treaty ; acc:holds ?how }").what_follows
    True
    >>> reads_of("SELECT ?p { actor:JPN ?p ?o }") is None
    True
    """
    from pyparsing import ParseException
    from rdflib.plugins.sparql.algebra import (
        translatePName,
        translatePrologue,
        traverse,  # pyright: ignore[reportUnknownVariableType] -- untyped
    )
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        head, body = cast("Any", parseQuery(sparql))
        prologue = translatePrologue(head, None, dict(PREFIXES))
        query = traverse(body, visitPost=partial(translatePName, prologue=prologue))
        walk = _Walk()
        walk.query(query)
    except (_AnythingError, ParseException):
        return None
    except Exception as error:  # rdflib raises the bare class for a prefix that nobody declared
        if type(error) is Exception:
            return None
        raise
    return Reads(frozenset(walk.properties), None if walk.classes is None else frozenset(walk.classes))


class _Walk:
    """Goes through the parsed query, and gathers what it names."""

    def __init__(self) -> None:
        self.properties: set[str] = set()
        self.classes: set[str] | None = set()

    def query(self, query: Any) -> None:
        if query.name == "DescribeQuery":
            raise _AnythingError
        # What a CONSTRUCT makes is not read.
        self._any([value for name, value in query.items() if name != "template"])

    def _any(self, node: Any) -> None:
        name = getattr(node, "name", "")
        if name == "GraphGraphPattern" and not any(
            part.name == "TriplesBlock" and part.triples for part in node.graph.part or ()
        ):
            raise _AnythingError
        if name == "TriplesBlock":
            self._block(node.triples, {})
        elif name == "GroupGraphPatternSub":
            among = dict(_chosen(node.part or ()))
            for part in node.part or ():
                if part.name == "TriplesBlock":
                    self._block(part.triples, among)
                else:
                    self._any(part)
        elif isinstance(node, dict):
            for value in cast("dict[str, Any]", node).values():
                self._any(value)
        elif not isinstance(node, str) and hasattr(node, "__iter__"):
            for value in node:
                self._any(value)

    def _block(self, triples: Any, among: dict[Any, set[str]]) -> None:
        flat = [term for group in triples for term in group]
        rows = [(flat[at], flat[at + 1], flat[at + 2]) for at in range(0, len(flat), 3)]
        uses = Counter(end for one, _, other in rows for end in {one, other})
        for one, path, other in rows:
            met = _plain(path)
            found = set(among.get(met, ())) if isinstance(met, str) else set[str]()
            may_be_nothing = False if found else _steps(met, found)
            self.properties |= found
            if may_be_nothing and all(not _is_iri(end) and uses[end] < 2 for end in (one, other)):
                raise _AnythingError
            if RDF_TYPE in found:
                self._typed(met, other, among)

    def _typed(self, path: Any, value: Any, among: dict[Any, set[str]]) -> None:
        if self.classes is None:
            return
        found: set[str] | None = None
        if isinstance(path, str):
            found = {str(value)} if _is_iri(value) else among.get(value)
        elif path.name == "PathSequence" and len(_parts(path)) == 2 and _is_iri(value):
            one, other = map(_plain, _parts(path))
            if _is_iri(one) and str(one) == RDF_TYPE and getattr(other, "name", "") == "PathElt":
                found = _below(str(value)) if str(_parts(other)[0]) == _SUBCLASS else None
        self.classes = None if found is None else self.classes | found


def _is_iri(term: Any) -> bool:
    from rdflib import URIRef

    return isinstance(term, URIRef)


def _parts(path: Any) -> list[Any]:
    part: Any = path.part
    return list(cast("list[Any]", part)) if isinstance(part, list | tuple) else [part]


def _plain(path: Any) -> Any:
    """Return what a path of one part is: the parser wraps each name in all that it might have been."""
    found = path
    while getattr(found, "name", "") in ("PathAlternative", "PathSequence", "PathElt") and not found.mod:
        parts = _parts(found)
        if len(parts) != 1:
            break
        found = parts[0]
    return found


def _steps(path: Any, found: set[str]) -> bool:
    """Gather the properties of a path, and return whether it may be of no step."""
    if _is_iri(path):
        found.add(str(path))
        return False
    name = getattr(path, "name", "")
    if name not in ("PathAlternative", "PathSequence", "PathElt", "PathEltOrInverse"):
        raise _AnythingError
    nothing = [_steps(part, found) for part in _parts(path)]
    if path.mod in ("*", "?"):
        return True
    return any(nothing) if name == "PathAlternative" else all(nothing)


def _chosen(parts: Iterable[Any]) -> Iterator[tuple[Any, set[str]]]:
    """Yield the variables of a group that may be some IRIs alone: by a filter, or by ``VALUES`` of one variable."""
    for part in parts:
        found: list[tuple[Any, list[Any]]] = []
        if part.name == "InlineData" and len(part.var or ()) == 1:
            found.append((part.var[0], list(part.value or ())))
        found += (
            (_bare(condition.expr), [_bare(value) for value in condition.other])
            for condition in (_conditions(part.expr) if part.name == "Filter" else ())
            if getattr(condition, "name", "") == "RelationalExpression" and condition.op == "IN"
        )
        yield from ((variable, set(map(str, values))) for variable, values in found if all(map(_is_iri, values)))


def _conditions(expression: Any) -> list[Any]:
    """Return the conditions that must all be met."""
    found = _bare(expression)
    if getattr(found, "name", "") == "ConditionalAndExpression":
        return [one for part in (found.expr, *found.other) for one in _conditions(part)]
    return [found]


def _bare(expression: Any) -> Any:
    """Return an expression without what the parser wraps around it."""
    while getattr(expression, "name", "").endswith("Expression") and not expression.other:
        expression = expression.expr
    return expression


@cache
def _below(name: str) -> set[str] | None:
    """Return a class of mechanisms or actors with the classes below it; ``None`` where it is another."""
    kinds = load_taxonomy().kinds.values()
    found = {kind.iri for kind in kinds if local(name) in kind.lineage} if name.startswith(terms.ACC) else set[str]()
    if not found and name.removeprefix(terms.ACC) not in ACTORS:
        return None
    return {name, *found}
