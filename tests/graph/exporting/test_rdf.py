"""Exports: sorted, the same bytes every time, and nothing lost on the way back."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse

from accord.graph import FileError, KnowledgeGraph, RequestError
from accord.graph.exporting.rdf import FORMATS, serialise
from accord.graph.loading.store import shipped_files, stated_quads

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_WRITE_ALL = """
import sys
from accord.graph import KnowledgeGraph
from accord.graph.exporting.rdf import FORMATS
kg = KnowledgeGraph.load(*sys.argv[2:], shipped=False).slice(at="2014-12-31", layers=["alliance", "dialogue"])
for rdf_format in FORMATS:
    kg.export(f"{sys.argv[1]}.{rdf_format}", rdf_format, derived=True)
"""


def test_two_processes_write_the_same_bytes(first_files: list[Path], tmp_path: Path) -> None:
    """Every format is byte-identical under different hash seeds, locales and time zones."""
    for name, environment in {
        "one": {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "UTC"},
        "two": {"PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "TZ": "Asia/Tokyo"},
    }.items():
        command = [sys.executable, "-c", _WRITE_ALL, str(tmp_path / name), *map(str, first_files)]
        subprocess.run(command, env={**os.environ, **environment}, check=True)
    for rdf_format in FORMATS:
        assert (tmp_path / f"one.{rdf_format}").read_bytes() == (tmp_path / f"two.{rdf_format}").read_bytes()


@pytest.mark.parametrize("rdf_format", list(FORMATS))
def test_what_is_written_reads_back_the_same(japan_and_europe: KnowledgeGraph, rdf_format: str) -> None:
    """An export read back is the record, statement by statement; formats with graphs keep them."""
    text = japan_and_europe.export(file_format=rdf_format)
    with_graphs = rdf_format in ("trig", "nquads", "jsonld")
    back = {_key(quad, with_graphs) for quad in parse(text.encode("utf-8"), getattr(RdfFormat, FORMATS[rdf_format]))}
    stated = {_key(quad, with_graphs) for quad in japan_and_europe.statements()}
    assert back == stated


#: What a syntax may lose: both ends of a line, blanks at either end, what XML forbids, and what looks like markup.
_DIFFICULT = r"""
actor:A a acc:State ; skos:prefLabel "a\r\nb\rc\n d\t\\ \"e\" ]]> & <f>"@en ;
  skos:prefLabel " \U0001F91D \u0085\u2028 "@fr , "\u000B"@de ;
  acc:start "2001"^^xsd:gYear ; acc:iso3 "\uFFFE" , "" .
"""


# Two parsers of rdflib use a class that rdflib itself has renamed.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize("rdf_format", list(FORMATS))
def test_rdflib_reads_what_is_written(
    hostile: KnowledgeGraph, graph_of: Callable[[str], KnowledgeGraph], rdf_format: str
) -> None:
    """The parsers of rdflib find the same statements, in the same graphs; RDF/XML has U+FFFD for what XML forbids."""
    from rdflib import Dataset

    with_graphs = rdf_format in ("trig", "nquads", "jsonld")
    for kg in (hostile, graph_of(_DIFFICULT)):
        back = Dataset()
        names = {"ntriples": "nt", "jsonld": "json-ld", "rdfxml": "xml"}
        back.parse(data=kg.export(file_format=rdf_format), format=names.get(rdf_format, rdf_format))
        found = {
            (str(s), str(p), str(o), getattr(o, "language", None), *([str(graph)] if with_graphs else []))
            for s, p, o, graph in back.quads()
        }
        stated = {_plain(quad, with_graphs=with_graphs) for quad in kg.statements()}
        if rdf_format == "rdfxml":
            stated = {(s, p, re.sub("[\x0b\ufffe]", "\ufffd", o), *more) for s, p, o, *more in stated}
        assert found == stated


def _plain(quad: Quad, *, with_graphs: bool) -> tuple[str | None, ...]:
    subject, graph = quad.subject, quad.graph_name
    assert isinstance(subject, NamedNode)
    assert isinstance(graph, NamedNode)
    assert isinstance(quad.object, NamedNode | Literal)
    language = quad.object.language if isinstance(quad.object, Literal) else None
    plain = subject.value, quad.predicate.value, quad.object.value, language
    return (*plain, graph.value) if with_graphs else plain


def _key(quad: Quad, with_graphs: bool) -> tuple[str, ...]:
    return (str(quad.subject), str(quad.predicate), str(quad.object), *([str(quad.graph_name)] if with_graphs else []))


def test_every_statement_of_the_files_is_exported(kg: KnowledgeGraph) -> None:
    """Nothing stated in the shipped files is missing from the export, and nothing else is in it."""
    stated = {str(quad.triple) for path in shipped_files() for quad in parse(path=str(path))}
    exported = {str(quad.triple) for quad in parse(kg.export(file_format="nquads").encode(), RdfFormat.N_QUADS)}
    assert exported == stated


def test_derived_statements_are_told_apart(japan_and_europe: KnowledgeGraph) -> None:
    """With what follows, derived ties stand in a graph of their own, and each names rule and origin."""
    assert "acc:DerivedTie" not in japan_and_europe.export()
    written = japan_and_europe.export(file_format="nquads", derived=True)
    quads = list(parse(written.encode(), RdfFormat.N_QUADS))
    allies = [q for q in quads if q.predicate.value.endswith("#ally")]
    assert allies
    assert {str(q.graph_name) for q in allies} == {"<https://w3id.org/accord-graph/id/graph/derived>"}


def test_a_slice_holds_what_holds(kg: KnowledgeGraph, tmp_path: Path) -> None:
    """A slice's export loads by itself and makes the same network on the day."""
    path = tmp_path / "then.ttl"
    then = kg.slice(at="2014-12-31")
    then.export(path)
    again = KnowledgeGraph.load(path, shipped=False)
    assert sorted(m.id for m in again.record.mechanisms.values()) == sorted(m.id for m in then.mechanisms())
    assert "japan-germany-2-plus-2" not in {m.id for m in again.record.mechanisms.values()}
    network = again.slice(at="2014-12-31").network()
    assert sorted(network.edges) == sorted(then.network().edges)


def test_a_slice_by_layer(kg: KnowledgeGraph) -> None:
    """Only mechanisms of the layer are exported, with their parties, evidence and sources."""
    text = kg.slice(at="2024-12-31", layers=["access"]).export()
    assert "mech:japan-uk-reciprocal-access-agreement a acc:ReciprocalAccessAgreement" in text
    assert "mech:north-atlantic-treaty" not in text
    assert "actor:GBR a acc:State" in text
    assert "src:" in text


def test_prefixes_are_fixed_and_only_those_in_use(kg: KnowledgeGraph) -> None:
    """The Turtle opens with the project's prefixes, in their order."""
    lines = [line for line in kg.export().splitlines() if line.startswith("@prefix")]
    assert lines[0] == "@prefix acc: <https://w3id.org/accord-graph/ontology#> ."
    assert len(lines) == len(set(lines))
    assert not any("bibo:" in line for line in lines)


def test_blank_nodes_of_users_files_are_labelled_by_content() -> None:
    """Two readings of the same blank nodes are written alike."""
    turtle = b"@prefix s: <https://schema.org/> . [] s:name 'b' ; s:knows [ s:name 'a' ] ."

    def written() -> str:
        quads = [Quad(*quad.triple, DefaultGraph()) for quad in parse(turtle, RdfFormat.TURTLE)]
        return serialise(quads, "ntriples")

    assert written() == written()


def test_an_unknown_format_is_refused(kg: KnowledgeGraph) -> None:
    """A format that is none of the six is refused by name."""
    with pytest.raises(RequestError, match="'n3'"):
        kg.export(file_format="n3")


def test_a_failed_write_leaves_what_was_there(kg: KnowledgeGraph, tmp_path: Path) -> None:
    """Where the folder is missing nothing is written; an older file stays."""
    with pytest.raises(FileError, match="cannot write"):
        kg.export(tmp_path / "missing" / "x.ttl")
    assert list(tmp_path.iterdir()) == []


def test_the_rdflib_face_shows_the_same_graph(kg: KnowledgeGraph) -> None:
    """The rdflib Dataset answers queries and pattern look-ups over the same statements."""
    from rdflib import URIRef

    japan = URIRef("https://w3id.org/accord-graph/id/actor/JPN")
    label = next(iter(kg.rdf.objects(japan, URIRef("http://www.w3.org/2004/02/skos/core#prefLabel"))))
    assert str(label) == "Japan"
    rows = list(kg.rdf.query("SELECT ?ally WHERE { actor:JPN acc:ally|^acc:ally ?ally }"))
    assert [str(row[0]) for row in rows] == ["https://w3id.org/accord-graph/id/actor/USA"]


_EXACT = """@prefix ex: <https://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:a ex:p "1.10"^^xsd:decimal , "01"^^xsd:integer , "7"^^xsd:int , "2.50E0"^^xsd:double , "1"^^xsd:boolean ,
  "a"@en-GB , "2014"^^xsd:gYear , "2020-01-01T00:00:00.000Z"^^xsd:dateTime , "x"^^ex:own ; ex:q [ ex:r "b" ] .
"""


@pytest.mark.parametrize("rdf_format", list(FORMATS))
def test_literals_come_back_as_they_were(tmp_path: Path, rdf_format: str) -> None:
    """Decimals, small integers and languages, which a store writes its own way, leave as they came."""
    path = tmp_path / "exact.ttl"
    path.write_text(_EXACT, encoding="utf-8")
    text = KnowledgeGraph.load(path, shipped=False).export(file_format=rdf_format)
    back = parse(text.encode("utf-8"), getattr(RdfFormat, FORMATS[rdf_format]))
    literals = {str(quad.object) for quad in back if isinstance(quad.object, Literal)}
    assert literals == {str(quad.object) for quad in parse(path=str(path)) if isinstance(quad.object, Literal)}
    assert len(literals) == 10


def test_every_shipped_file_comes_back_term_for_term() -> None:
    """Each shipped file, read and exported by itself, has the statements that it had, in every letter."""
    for path in shipped_files():
        exported = serialise(stated_quads([path]), "turtle")
        back = {str(quad) for quad in parse(exported.encode("utf-8"), RdfFormat.TURTLE)}
        assert back == {str(quad) for quad in parse(path=str(path))}, path.name


def test_a_statement_of_two_graphs_is_written_once() -> None:
    """A format without graphs unites them; the class stands first, and bytes order the rest."""
    one, two, a, b = (NamedNode(f"urn:{name}") for name in ("one", "two", "a", "b"))
    kind = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    quads = [Quad(b, a, b, one), Quad(a, b, Literal("x"), two), Quad(a, a, b, one), Quad(a, a, b, two)]
    quads.append(Quad(a, kind, b, one))
    assert serialise(quads, "ntriples").splitlines() == [
        "<urn:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:b> .",
        "<urn:a> <urn:a> <urn:b> .",
        '<urn:a> <urn:b> "x" .',
        "<urn:b> <urn:a> <urn:b> .",
    ]
    assert serialise(quads, "nquads").count("<urn:a> <urn:a> <urn:b>") == 2
