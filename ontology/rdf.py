"""One reading of RDF for the whole code: the text of a term, and triples by subject and predicate."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple


def text_of(term: NamedNode | BlankNode | Literal | DefaultGraph | Triple) -> str:
    """Return an IRI, a blank node's label or a literal's lexical form; of any other term what it prints as."""
    return str(getattr(term, "value", term))


class Facts:
    """Triples by subject and predicate, values as plain text, each once and sorted.

    Parameters
    ----------
    triples
        The triples, or quads, whose graphs do not matter.
    """

    def __init__(self, triples: Iterable[Triple | Quad]) -> None:
        found: dict[str, dict[str, set[str]]] = {}
        for triple in triples:
            values = found.setdefault(text_of(triple.subject), {})
            values.setdefault(triple.predicate.value, set()).add(text_of(triple.object))
        #: Subject to predicate to values, subjects sorted.
        self.values = {s: {p: sorted(values) for p, values in found[s].items()} for s in sorted(found)}

    def __contains__(self, subject: str) -> bool:
        return subject in self.values

    def all(self, subject: str, predicate: str) -> list[str]:
        """Return the values of a property of a subject; none where it has none."""
        return self.values.get(subject, {}).get(predicate, [])

    def one(self, subject: str, predicate: str) -> str:
        """Return the first value of a property of a subject; nothing where it has none."""
        return next(iter(self.all(subject, predicate)), "")
