"""JSON-LD by the project's context: what a JSON-LD processor makes of the same statements, context and frame."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from pyld import jsonld
from pyoxigraph import NamedNode, RdfFormat, parse
from rdflib import Graph
from rdflib.compare import to_isomorphic

from accord.graph.loading.store import shipped_files
from accord.ontology import PREFIXES, context_file, frame_file
from accord.ontology.generate import context_source, frame_source

from .conftest import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Callable

    from accord.graph import KnowledgeGraph


def _context() -> dict[str, Any]:
    return json.loads(context_file().read_text(encoding="utf-8"))


def _expanded(kg: KnowledgeGraph) -> Any:
    """Return the statements as pyld has them, numbers as numbers."""
    triples = kg.export(file_format="ntriples")
    expanded = jsonld.from_rdf(triples, {"format": "application/n-quads", "useNativeTypes": True})
    return json.loads(json.dumps(expanded).replace(r"\\u000B", r"\u000B"))  # pyld leaves such an escape as it stands


def _unordered(value: Any) -> Any:
    """Return a document with every list in one order: lists are sets in RDF."""
    if isinstance(value, dict):
        return {key: _unordered(part) for key, part in value.items()}
    if isinstance(value, list):
        return sorted((_unordered(part) for part in value), key=lambda part: json.dumps(part, sort_keys=True))
    return value


def _iris(context: dict[str, Any]) -> list[str]:
    """Return what the terms of a context stand for."""
    declared = [value.get("@id", "") if isinstance(value, dict) else value for value in context.values()]
    return [iri for iri in declared if isinstance(iri, str)]


def test_compact_is_what_a_processor_makes(hostile: KnowledgeGraph) -> None:
    """The flat document is, member by member, what pyld compacts the same statements to."""
    ours = json.loads(hostile.export(file_format="jsonld-compact"))
    theirs = jsonld.compact(_expanded(hostile), _context())
    assert _unordered(ours) == _unordered(theirs)


def test_framed_is_what_a_processor_makes(hostile: KnowledgeGraph) -> None:
    """The trees are what pyld makes of the same statements with the frame."""
    ours = json.loads(hostile.export(file_format="jsonld-framed"))
    frame = {**_context(), **json.loads(frame_file().read_text(encoding="utf-8"))}
    theirs = jsonld.frame(_expanded(hostile), frame)
    assert _unordered(ours) == _unordered(theirs)


# The parser of rdflib uses a class that rdflib itself has renamed.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize("derived", [False, True])
def test_compact_has_every_statement(hostile: KnowledgeGraph, derived: bool) -> None:
    """Read back by pyld, and by rdflib's own parser, it is the record, statement by statement."""
    text = hostile.export(file_format="jsonld-compact", derived=derived)
    stated = set(parse(hostile.export(file_format="ntriples", derived=derived).encode(), RdfFormat.N_TRIPLES))
    quads = jsonld.to_rdf(json.loads(text), {"format": "application/n-quads"})
    assert {quad.triple for quad in parse(quads.encode(), RdfFormat.N_QUADS)} == {found.triple for found in stated}
    back, known = Graph(), Graph()
    back.parse(data=text, format="json-ld")
    known.parse(data=hostile.export(file_format="ntriples", derived=derived), format="nt")
    assert to_isomorphic(back) == to_isomorphic(known)


def test_the_expanded_form_keeps_graphs(hostile: KnowledgeGraph) -> None:
    """By pyld, too, the plain syntax has every statement, each in the graph of its file."""
    stated = set(parse(hostile.export(file_format="nquads").encode(), RdfFormat.N_QUADS))
    quads = jsonld.to_rdf(json.loads(hostile.export(file_format="jsonld")), {"format": "application/n-quads"})
    assert set(parse(quads.encode(), RdfFormat.N_QUADS)) == stated
    assert {type(quad.graph_name) for quad in stated} == {NamedNode}


def test_a_mechanism_reads_as_json(hostile: KnowledgeGraph) -> None:
    """Without a processor it is plain JSON: names, parties by name, evidence with its source, in their places."""
    trees = {node["id"]: node for node in json.loads(hostile.export(file_format="jsonld-framed"))["@graph"]}
    pact = trees["mech:pact"]
    assert pact["type"] == "DefencePact"
    assert pact["label"] == {"en": "Pact", "fr": "pacte"}
    assert pact["signed"] == {"type": "xsd:gYearMonth", "@value": "1949-04"}
    assert pact["party"][0] == {"id": "actor:AAA", "type": "State", "label": {"en": HOSTILE}}
    assert pact["evidence"]["source"]["url"] == "https://example.org/paper"
    assert [part["id"] for part in pact["participations"]] == ["part:pact--CCC-1", "part:pact--CCC-2"]
    assert sorted(pact["obligation"]) == ["ConsultationObligation", "DefenceObligation"]


def test_a_slice_narrows_the_trees(hostile: KnowledgeGraph) -> None:
    """A slice has the trees of the mechanisms that hold in it."""
    text = hostile.slice(at="1978-01-01").export(file_format="jsonld-framed")
    assert [node["id"] for node in json.loads(text)["@graph"]] == ["mech:pact"]
    assert "part:pact--CCC-1" not in text


def test_blank_nodes_of_users_files_are_labelled_by_content(graph_of: Callable[[str], KnowledgeGraph]) -> None:
    """Two readings of the same blank nodes are written alike, and pyld finds what they say."""
    turtle = "actor:A a acc:State ; schema:knows [ schema:name 'b' ; schema:knows [ schema:name 'a' ] ] ."
    one, two = (graph_of(turtle).export(file_format="jsonld-compact") for _ in range(2))
    assert one == two
    lines = jsonld.to_rdf(json.loads(one), {"format": "application/n-quads"}).splitlines()
    assert len(lines) == 5
    assert sum(line.startswith("_:") for line in lines) == 3


def test_context_and_frame_are_generated() -> None:
    """Both files are what ``python -m accord.ontology.generate`` would write."""
    assert context_file().read_text(encoding="utf-8") == context_source()
    assert frame_file().read_text(encoding="utf-8") == frame_source()


def test_the_context_names_every_property_once() -> None:
    """No two terms stand for one property, and no property takes the name of a prefix."""
    context = _context()["@context"]
    assert {name: context[name] for name in PREFIXES} == PREFIXES
    properties = [iri for iri in _iris(context) if iri.startswith("acc:")]
    assert len(properties) == len(set(properties)) > 80


def test_every_property_of_the_record_has_a_term() -> None:
    """Nothing in the shipped record is written by a bare IRI or a prefix for want of a term of its own."""
    used = {triple.predicate.value for path in shipped_files() for triple in parse(path=str(path))}
    names = [name for name in _iris(_context()["@context"]) if name.partition(":")[0] in PREFIXES]
    known = {f"{PREFIXES[name.partition(':')[0]]}{name.partition(':')[2]}" for name in names}
    assert used - known == {f"{PREFIXES['rdf']}type"}
