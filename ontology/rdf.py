"""One reading of RDF terms for the whole code: the text that they carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Triple


def text_of(term: NamedNode | BlankNode | Literal | DefaultGraph | Triple) -> str:
    """Return an IRI, a blank node's label or a literal's lexical form; nothing for a term without text."""
    return str(getattr(term, "value", ""))
