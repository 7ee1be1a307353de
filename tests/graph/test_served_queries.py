"""Queries of another day than that for which a store was made: what is sent, what is fetched, and up to which size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from accord.graph import FileError, KnowledgeGraph
from accord.graph.answers import dated
from accord.graph.answers.questions import ask, load_questions
from accord.graph.answers.reads import Reads, reads_of
from accord.graph.loading import served as served_module
from accord.graph.loading.bulk import make_store
from accord.ontology import rule_files

from .serving import is_whole, never_whole, store_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

#: Three states, a pact that ends, one that begins late, an organisation, an exercise, an office and a counterpart.
_RECORD: Final = (
    "".join(f'actor:{n} a acc:State ; skos:prefLabel "State {n}"@en ; acc:region acc:EastAsia .\n' for n in "ABC")
    + """
actor:ORG a acc:InternationalOrganisation ; skos:prefLabel "Organisation"@en .
actor:someone a acc:Person ; skos:prefLabel "Someone" .
mech:pact a acc:DefencePact ; skos:prefLabel "Pact"@en ; acc:obligation acc:DefenceObligation ;
  acc:entryIntoForce "1980-01-01"^^xsd:date ; acc:end "1999-01-01"^^xsd:date ; acc:party actor:A , actor:B .
mech:late a acc:DefencePact ; skos:prefLabel "Late"@en ; acc:obligation acc:DefenceObligation ;
  acc:entryIntoForce "2005"^^xsd:gYear .
part:late--A a acc:Participation ; acc:inMechanism mech:late ; acc:participant actor:A ; acc:role acc:Party .
part:late--C a acc:Participation ; acc:inMechanism mech:late ; acc:participant actor:C .
mech:charter a acc:OrganisationTreaty ; skos:prefLabel "Charter"@en ; acc:constitutes actor:ORG ;
  acc:entryIntoForce "1990"^^xsd:gYear ; acc:party actor:A , actor:B ; acc:evidence ev:e .
mech:game a acc:JointExercise ; skos:prefLabel "Game"@en ; acc:party actor:B , actor:C ;
  acc:firstDay "2001-12-20"^^xsd:date ; acc:lastDay "2001-12-31"^^xsd:date .
mech:copy a acc:DefencePact ; skos:prefLabel "Copy"@en ; acc:sameMechanismAs mech:pact ; acc:party actor:A , actor:B ;
  acc:entryIntoForce "1980"^^xsd:gYear .
tenure:one a acc:Tenure ; acc:person actor:someone ; acc:office "minister" ; acc:ofState actor:A ;
  acc:start "1994"^^xsd:gYear ; acc:end "1998-06-01"^^xsd:date .
ev:e a acc:Evidence ; acc:source src:s ; acc:confidence acc:High .
src:s a acc:Source ; dcterms:title "A text" ; acc:sourceKind acc:OfficialSource .
"""
)
_ALL: Final = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o"
#: Queries whose answer depends on the day, and that name what they read.
_DATED: Final = (
    "SELECT ?a ?b { ?a acc:partner ?b } ORDER BY ?a ?b",
    "SELECT ?a ?b { ?a (acc:ally|acc:exercisePartner) ?b } ORDER BY ?a ?b",
    "SELECT ?m ?how { ?m a/rdfs:subClassOf* acc:Alliance ; acc:holds ?how } ORDER BY ?m",
    "SELECT ?t ?how { ?t a acc:Tenure ; acc:holds ?how } ORDER BY ?t",
    "SELECT ?p ?a { ?p acc:inMechanism mech:pact ; acc:participant ?a ; acc:holds acc:Past } ORDER BY ?a",
    "SELECT ?tie ?of { ?tie a acc:DerivedTie ; prov:wasDerivedFrom ?of } ORDER BY ?tie ?of",
    "SELECT ?s ?class { ?s a ?class FILTER EXISTS { ?s acc:holds acc:Certainly } } ORDER BY ?s ?class",
    "SELECT ?m ?label { ?m acc:layer/rdfs:label ?label ; acc:holds acc:Certainly } ORDER BY ?m",
    "SELECT ?g ?m { GRAPH ?g { ?m acc:holds acc:Certainly } } ORDER BY ?m",
    "ASK { actor:A acc:ally actor:B }",
)
_CHOSEN: Final[dict[str, dict[str, Any]]] = {
    "a day": {"at": "1995-06-30"},
    "another": {"at": "2006-01-01"},
    "a window": {"between": ("1994", "2001"), "possibly": True, "layers": ["alliance", "exercise"]},
    "few": {"at": "1995-06-30", "organisations": False, "confidence": "high"},
}


@pytest.fixture(scope="module")
def files(graph_of: Callable[[str], KnowledgeGraph]) -> KnowledgeGraph:
    """Give the record as it is read from a file."""
    return graph_of(_RECORD)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the record as a store made for a day that no test asks about."""
    return store_of(_RECORD, tmp_path_factory.mktemp("queries"), at="2012-01-01")


@pytest.fixture(scope="module", params=["store", "endpoint"])
def apart(request: pytest.FixtureRequest, store: Path) -> Iterator[KnowledgeGraph]:
    """Give the graph as a store and of a server; to fetch every record of it fails."""
    with never_whole(store, request.param) as graph:
        yield graph


@pytest.mark.parametrize("chosen", _CHOSEN)
def test_queries_of_another_day_read_a_part(chosen: str, apart: KnowledgeGraph, files: KnowledgeGraph) -> None:
    """What follows on the day is worked out of the properties that each names; the answers are those of the files."""
    one, other = apart.slice(**_CHOSEN[chosen]), files.slice(**_CHOSEN[chosen])
    for query in _DATED:
        assert one.query(query) == other.query(query), query
    assert not is_whole(apart)


def test_days_differ(files: KnowledgeGraph) -> None:
    """The answers that are compared are none that every day has."""
    allies = [files.slice(at=day).query(_DATED[-1]) for day in ("1995-06-30", "2006-01-01")]
    assert allies == [True, False]


def test_what_reads_nothing_inferred_is_sent(apart: KnowledgeGraph, files: KnowledgeGraph) -> None:
    """The slice changes nothing in its answer, and no statement is fetched for it."""
    query = "SELECT ?m ?day { ?m a/rdfs:subClassOf* acc:Alliance ; acc:entryIntoForce ?day } ORDER BY ?m"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(served_module, "MOST_OF_A_QUERY", 0)
        found: Any = apart.slice(at="1995-06-30").query(query)
        assert found == files.slice(at="2006-01-01").query(query)
        assert len(found.rows) == 3
        with pytest.raises(FileError, match="needs more than 0 statements") as caught:
            apart.slice(at="1970-01-01").query(_DATED[0])
    assert "accord load FILES --at DAY" in caught.value.hint


@pytest.mark.parametrize("in_memory", [True, False])
def test_what_may_read_anything_is_asked_of_a_copy(
    in_memory: bool, apart: KnowledgeGraph, files: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every statement is there, in its graph, and what follows is that of the day: in memory, and from disk."""
    monkeypatch.setattr(dated, "_IN_MEMORY", 100_000 if in_memory else 0)
    day = "1993-01-01" if in_memory else "1994-12-31"
    for query in (_ALL, "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"):
        assert _named(apart.slice(at=day).query(query)) == _named(files.slice(at=day).query(query))


def _named(found: Any) -> list[tuple[object, ...]]:
    """Return the rows without blank nodes, which are those of the ontology."""
    return [row for row in found.rows if not any(str(cell).startswith("_:") for cell in row)]


def test_a_question_without_a_part_reads_what_it_names(apart: KnowledgeGraph, files: KnowledgeGraph) -> None:
    """What rests on one source is counted of the statements that the question names."""
    question = "single-source"
    assert not load_questions()[question].reads
    assert ask(apart, question, {}).rows == ask(files, question, {}).rows
    assert ask(files, question, {}).rows


# -- what a store is made with ------------------------------------------------------------------------


def test_a_store_holds_what_follows_from_its_files(
    store: Path, files: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What follows is written as it is worked out of the files, up to a size; beyond it, where that is asked for."""
    source = store.parent / "small.ttl"
    kg = KnowledgeGraph.load(store)
    made = {row for row in _named(kg.query(_ALL)) if row[1] != "dcterms:date"}
    assert made == set(_named(files.slice(at="2012-01-01").query(_ALL)))
    monkeypatch.setattr("accord.graph.loading.bulk.MOST_COMPLETED", 0)
    assert make_store([source], tmp_path / "one", shipped=False, at="2012-01-01")[1] == ""
    assert make_store([source], tmp_path / "two", shipped=False, at="2012-01-01", complete=True)[1] == "2012-01-01"


# -- what a query reads -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?p { actor:JPN ?p ?o }",
        "DESCRIBE actor:JPN",
        "ASK { ?s !acc:party ?o }",
        "ASK { ?s acc:partOf* ?o }",
        "SELECT ?g { GRAPH ?g {} }",
        "SELECT * { ?m a acc:Treaty FILTER NOT EXISTS { ?m ?p actor:JPN } }",
        "SELECT * { { SELECT ?s { ?s ?p ?o } } }",
        "SELECT ?s { VALUES ?p { acc:signed UNDEF } ?s ?p ?day }",
        "SELECT ?s { VALUES (?p ?day) { (acc:signed 1) } OPTIONAL { ?s ?p ?day } }",
        "ASK { this is none }",
    ],
)
def test_what_leaves_open_what_it_reads(query: str) -> None:
    """A property that is no name, and what meets every node, may be anything."""
    assert reads_of(query) is None


@pytest.mark.parametrize(
    ("query", "follows"),
    [
        ("SELECT ?m { ?m acc:signed ?day }", False),
        ("SELECT ?m { ?m a acc:Treaty , acc:Alliance }", False),
        ("SELECT ?m { ?m a/rdfs:subClassOf* acc:Alliance }", False),
        ("SELECT ?m { ?m a/rdfs:subClassOf* acc:Participation }", True),
        ("SELECT ?m { ?m a/rdfs:label ?label }", True),
        ("SELECT ?m { ?m a ?class }", True),
        ("SELECT ?m { ?m a ?class FILTER(?class IN (acc:State, acc:Person)) }", False),
        ("SELECT ?m { ?m a ?class FILTER(?class IN (acc:State, acc:Interval)) }", True),
        ("SELECT ?m { ?m a ?class FILTER(?class IN (acc:State) || ?m = 1) }", True),
        ("SELECT ?m { ?m acc:signed ?d OPTIONAL { ?m ^acc:inMechanism ?p } }", True),
        ("SELECT ?m { ?m acc:signed ?d } ORDER BY EXISTS { ?m acc:holds ?how }", True),
        ("SELECT (COUNT(?m) AS ?n) { ?m acc:signed ?d } HAVING(EXISTS { ?m acc:holds ?how })", True),
        ("SELECT ?m { ?m acc:signed ?d MINUS { ?m acc:party ?a } }", True),
        ("PREFIX x: <https://w3id.org/accord-graph/ontology#> ASK { ?s x:holds ?o }", True),
        ("ASK { ?s <https://w3id.org/accord-graph/ontology#hol\\u0064s> ?o }", True),
        ("CONSTRUCT { ?m acc:holds ?d ; ?p ?x } WHERE { ?m acc:signed ?d ; acc:evidence ?p }", False),
        ("CONSTRUCT WHERE { ?m acc:holds ?how }", True),
        ("SELECT ?g { GRAPH ?g { ?m acc:signed ?d } }", False),
        ("SELECT ?s ?d { ?s dcterms:date ?d }", True),
        ("SELECT ?s { VALUES ?p { acc:signed acc:end } ?s ?p ?day }", False),
        ("SELECT ?s { VALUES ?p { acc:signed acc:holds } ?s ?p ?day }", True),
    ],
)
def test_what_is_inferred_is_told_from_the_text(query: str, follows: bool) -> None:
    """Only what names nothing inferred, however it is spelt, is answered by the statements alone."""
    found = reads_of(query)
    assert found is not None
    assert found.what_follows is follows


def test_rules_are_applied_where_their_ties_are_read() -> None:
    """One that names a tie needs the rule of it; one that reads what all ties have needs all rules."""

    def needed(query: str) -> set[str]:
        found = reads_of(query) or Reads(frozenset())
        return {rule.stem for rule in rule_files() if found.ties_of(rule.stem)}

    assert needed("ASK { ?a acc:dialoguePartner ?b }") == {"dialogue-partner"}
    assert needed("ASK { ?a acc:holds ?b }") == set()
    assert len(needed("ASK { ?tie prov:wasDerivedFrom ?b }")) == len(needed("ASK { ?a a ?class }")) == 4


def test_rules_name_what_they_read() -> None:
    """Of each rule it is known which properties and classes it reads, so that it can be applied to these alone."""
    for rule in rule_files():
        found = reads_of(rule.read_text("utf-8"))
        assert found is not None
        assert found.classes
