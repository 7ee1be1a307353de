"""JSON-LD 1.1 as people read it: compacted by the project's own context, flat, or framed as trees of mechanisms.

Both are written here: a JSON-LD processor takes minutes for a record of this size. The tests check that one, given
the same statements, the context and the frame, makes the same document.
"""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from ...ontology import PREFIXES, context_file, load_taxonomy, terms
from ...ontology.prefixes import RDF_TYPE
from .rdf import exported_quads
from .sorted_rdf import in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Literal, Triple

    from ..knowledge import KnowledgeGraph
    from .chosen import Chosen

_LABEL: Final = f"{PREFIXES['skos']}prefLabel"
_STRING: Final = f"{PREFIXES['xsd']}string"
Node = dict[str, Any]


def compact(kg: KnowledgeGraph, chosen: Chosen) -> Iterator[str]:
    """Yield all statements as one flat list of nodes, a node a line."""
    compactor = _Compactor(_statements(kg, chosen))
    yield from _document(compactor.node(subject) for subject in compactor.subjects)


def framed(kg: KnowledgeGraph, chosen: Chosen) -> Iterator[str]:
    """Yield each mechanism as a tree: parties by name, participations, and evidence with its source, inside it."""
    compactor = _Compactor(_statements(kg, chosen))
    yield from _document(_tree(compactor, subject) for subject in _mechanisms(compactor))


def _mechanisms(compactor: _Compactor) -> list[str]:
    kinds = {kind.iri for kind in load_taxonomy().kinds.values()}
    return [
        s for s in compactor.subjects if kinds & {_named_by(kind) for kind in compactor.values[s].get(RDF_TYPE, [])}
    ]


def _statements(kg: KnowledgeGraph, chosen: Chosen) -> set[Triple]:
    return {quad.triple for quad in in_order(exported_quads(kg, derived=chosen.derived), graphs=True)}


def _document(nodes: Iterable[Node]) -> Iterator[str]:
    yield '{\n "@context": ' + json.dumps(_context(), ensure_ascii=False) + ',\n "@graph": ['
    for place, node in enumerate(nodes):
        yield f"{',' if place else ''}\n  {json.dumps(node, ensure_ascii=False, allow_nan=False)}"
    yield "\n ]\n}\n"


def _tree(compactor: _Compactor, subject: str) -> Node:
    """Return a mechanism by the frame: see ``frame.jsonld``."""
    node = compactor.node(subject)
    for name, iri in (("party", terms.party), ("constitutes", terms.constitutes)):
        _put(node, name, [_named(compactor, actor) for actor in compactor.links(subject, iri)])
    _put(node, "evidence", _evidence(compactor, subject))
    parts: list[Node] = []
    for part in compactor.pointing_at(subject, terms.inMechanism):
        inner = compactor.node(part)
        actors = compactor.links(part, terms.participant)
        _put(inner, "participant", [_named(compactor, actor) for actor in actors])
        _put(inner, "evidence", _evidence(compactor, part))
        parts.append(inner)
    _put(node, "participations", parts)
    return dict(sorted(node.items(), key=_keywords_first))


def _named(compactor: _Compactor, subject: str) -> Node:
    """Return a record by its id, its type and its name alone."""
    node = compactor.node(subject)
    return {key: node[key] for key in ("id", "type", "label") if key in node}


def _evidence(compactor: _Compactor, subject: str) -> list[Node]:
    found: list[Node] = []
    for evidence in compactor.links(subject, terms.evidence):
        node = compactor.node(evidence)
        _put(node, "source", [compactor.node(source) for source in compactor.links(evidence, terms.source)])
        found.append(node)
    return found


def _put(node: Node, name: str, found: list[Node]) -> None:
    if found:
        node[name] = found[0] if len(found) == 1 else found


def _keywords_first(member: tuple[str, Any]) -> tuple[bool, bool, str]:
    return member[0] != "id", member[0] != "type", member[0]


@cache
def _context() -> dict[str, Any]:
    return json.loads(context_file().read_text(encoding="utf-8"))["@context"]


class _Compactor:
    """Writes nodes by the rules of the JSON-LD 1.1 compaction algorithm, as far as the project's context needs them.

    Attributes
    ----------
    values
        Subject and predicate to the objects, all sorted.
    subjects
        The subjects, sorted.
    """

    def __init__(self, triples: Iterable[Triple]) -> None:
        from pyoxigraph import Literal

        self._literals = Literal
        self.values: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        self._backwards: dict[tuple[str, str], list[str]] = defaultdict(list)
        for triple in sorted(triples, key=lambda t: (str(t.subject), t.predicate.value, str(t.object))):
            subject, predicate = _named_by(triple.subject), triple.predicate.value
            self.values[subject][predicate].append(triple.object)
            if predicate == terms.inMechanism:
                self._backwards[_named_by(triple.object), predicate].append(subject)
        self.subjects = sorted(self.values)
        context = _context()
        self._vocabulary: str = context["@vocab"]
        self._prefixes = {iri: name for name, iri in PREFIXES.items() if context.get(name) == iri}
        self._terms: dict[str, tuple[str, dict[str, str]]] = {}
        self._plain: dict[str, str] = {}
        for name, declared in context.items():
            if name in PREFIXES or name.startswith("@") or declared in ("@id", "@type"):
                continue
            if isinstance(declared, str):
                self._plain[_expanded(declared)] = name
                self._terms[_expanded(declared)] = name, {}
            elif "@id" in declared:
                self._terms[_expanded(declared["@id"])] = name, declared
        self._names = set(context)

    def links(self, subject: str, predicate: str) -> list[str]:
        """Return the subjects that a subject points at."""
        found = (_named_by(value) for value in self.values[subject].get(predicate, []))
        return [target for target in found if target in self.values]

    def pointing_at(self, target: str, predicate: str) -> list[str]:
        """Return the subjects that point at one."""
        return self._backwards[target, predicate]

    def node(self, subject: str) -> Node:
        """Return a subject with its statements as a node object."""
        node: Node = {"id": self._iri(subject)}
        for predicate, values in self.values[subject].items():
            if predicate == RDF_TYPE:
                types = [self._iri(_named_by(value), vocabulary=True) for value in values]
                node["type"] = types[0] if len(types) == 1 else types
                continue
            for value in values:
                self._add(node, predicate, value)
        return dict(sorted(node.items(), key=_keywords_first))

    def _add(self, node: Node, predicate: str, value: Any) -> None:
        name, declared = self._terms.get(predicate, ("", {}))
        if not isinstance(value, self._literals):
            if declared.get("@type") == "@vocab":
                _append(node, name, self._iri(_named_by(value), vocabulary=True))
            else:
                fits = name and not declared
                _append(
                    node, name if fits else self._iri(predicate, vocabulary=True), {"id": self._iri(_named_by(value))}
                )
        elif declared.get("@container") == "@language" and (value.language or value.datatype.value == _STRING):
            _append(node.setdefault(name, {}), value.language or "@none", value.value)
        elif declared and declared.get("@type") == value.datatype.value.replace(PREFIXES["xsd"], "xsd:"):
            _append(node, name, value.value)
        else:
            fits = name and not declared
            _append(node, name if fits else self._iri(predicate, vocabulary=True), self._literal(value))

    def _literal(self, value: Literal) -> Any:
        """Return a literal under a term that says nothing of it."""
        if value.language:
            return {"@language": value.language, "@value": value.value}
        kind = value.datatype.value
        if kind == _STRING:
            return value.value
        if kind == f"{PREFIXES['xsd']}integer" and value.value.lstrip("-").isdecimal():
            if str(number := int(value.value)) == value.value:
                return number
        elif kind == f"{PREFIXES['xsd']}boolean" and value.value in ("true", "false"):
            return value.value == "true"
        return {"type": self._iri(kind, vocabulary=True), "@value": value.value}

    def _iri(self, iri: str, *, vocabulary: bool = False) -> str:
        """Return an IRI as short as the context has it: a term, a name in the vocabulary, or with a prefix."""
        if vocabulary:
            if iri in self._plain:
                return self._plain[iri]
            rest = iri.removeprefix(self._vocabulary)
            if rest not in ("", iri) and rest not in self._names:
                return rest
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._prefixes.get(iri[:cut])
        return f"{prefix}:{iri[cut:]}" if prefix and cut < len(iri) else iri


def _append(node: Node, name: str, value: Any) -> None:
    """Add a value: one stands alone, several in a list."""
    if name not in node:
        node[name] = value
    elif isinstance(node[name], list):
        node[name].append(value)
    else:
        node[name] = [node[name], value]


def _named_by(term: Any) -> str:
    """Return an IRI, or a blank node's label with the mark that tells it from one."""
    text = str(term)
    return text if text.startswith("_:") else term.value


def _expanded(name: str) -> str:
    prefix, _, rest = name.partition(":")
    return f"{PREFIXES[prefix]}{rest}" if prefix in PREFIXES else name
