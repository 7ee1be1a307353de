"""Extracts of Wikidata: hand-made ones of items that do not exist, each answer worked out by hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import pytest
from click.testing import CliRunner

from accord.cli import accord
from accord.graph import FileError
from accord.graph.errors import RequestError
from accord.graph.importing import import_files, query_of
from accord.graph.importing.wikidata_query import VARIABLES
from accord.graph.validation.validate import validate

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from accord.graph import KnowledgeGraph
    from accord.graph.importing import Run

ENTITY: Final = "http://www.wikidata.org/entity/"
DIRECT: Final = "http://www.wikidata.org/prop/direct/"
#: Item, its label, property, value, label of the value, precision. Q17, Q142 and Q30 are Japan, France and the USA.
STATEMENTS: Final = (
    ("Q900001", "Exercise Example", "P31", "Q900011", "military exercise", ""),
    ("Q900001", "Exercise Example", "P710", "Q17", "Japan", ""),
    ("Q900001", "Exercise Example", "P710", "Q142", "France", ""),
    ("Q900001", "Exercise Example", "P710", "Q900012", "A. Person", ""),
    ("Q900001", "Exercise Example", "P710", "Q900013", "NATO", ""),
    ("Q900001", "Exercise Example", "P585", "2019-09-01T00:00:00Z", "", "10"),
    # A pact: signed and in force, each as precise as Wikidata says; ended in a century, which is no date here.
    ("Q900002", "Pact of Example", "P31", "Q900014", "treaty", ""),
    ("Q900002", "Pact of Example", "P31", "Q900015", "non-aggression pact", ""),
    ("Q900002", "Pact of Example", "P1891", "Q17", "Japan", ""),
    ("Q900002", "Pact of Example", "P1891", "Q30", "United States", ""),
    ("Q900002", "Pact of Example", "P585", "1950-03-04T00:00:00Z", "", "11"),
    ("Q900002", "Pact of Example", "P7588", "1951-01-01T00:00:00Z", "", "9"),
    ("Q900002", "Pact of Example", "P582", "2000-01-01T00:00:00Z", "", "7"),
    # A treaty of which nothing more is said, and an exercise of one state that is known.
    ("Q900003", "Some Treaty", "P31", "Q900014", "treaty", ""),
    ("Q900003", "Some Treaty", "P1891", "Q17", "Japan", ""),
    ("Q900003", "Some Treaty", "P1891", "Q30", "United States", ""),
    ("Q900003", "Some Treaty", "P585", "1960-01-01T00:00:00Z", "", "9"),
    ("Q900004", "Alone", "P31", "Q900011", "military exercise", ""),
    ("Q900004", "Alone", "P710", "Q17", "Japan", ""),
)
TURTLE: Final = """
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix wds: <http://www.wikidata.org/entity/statement/> .
@prefix wdv: <http://www.wikidata.org/value/> .
@prefix wdt: <http://www.wikidata.org/prop/direct/> .
@prefix p: <http://www.wikidata.org/prop/> .
@prefix psv: <http://www.wikidata.org/prop/statement/value/> .
@prefix wikibase: <http://wikiba.se/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
wd:Q900005 rdfs:label "Pact in Turtle"@en , "Pakt"@de ; wdt:P31 wd:Q900015 ; wdt:P1891 wd:Q17 , wd:Q142 ;
  p:P580 wds:best , wds:other .
wds:best a wikibase:Statement , wikibase:BestRank ; psv:P580 wdv:best .
wdv:best wikibase:timeValue "1950-01-01T00:00:00Z"^^xsd:dateTime ; wikibase:timePrecision "9"^^xsd:integer .
wds:other a wikibase:Statement ; psv:P580 wdv:other .
wdv:other wikibase:timeValue "1940-01-01T00:00:00Z"^^xsd:dateTime ; wikibase:timePrecision "9"^^xsd:integer .
wd:Q900015 rdfs:label "non-aggression pact"@en .
"""


def _term(value: str) -> dict[str, str]:
    return {"type": "uri", "value": ENTITY + value} if value.startswith("Q") else {"type": "literal", "value": value}


def _answer() -> str:
    rows = [
        {
            "item": _term(item),
            "itemLabel": {"type": "literal", "xml:lang": "en", "value": label},
            "property": {"type": "uri", "value": DIRECT + name},
            "value": _term(value),
            **({"valueLabel": {"type": "literal", "xml:lang": "en", "value": called}} if called else {}),
            **({"precision": {"type": "literal", "value": precision}} if precision else {}),
        }
        for item, label, name, value, called, precision in STATEMENTS
    ]
    return json.dumps({"head": {"vars": list(VARIABLES)}, "results": {"bindings": rows}})


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Give what the answer became."""
    path = tmp_path_factory.mktemp("wikidata") / "answer.json"
    path.write_text(_answer(), encoding="utf-8")
    found = import_files("wikidata", [path], retrieved="2026-11-30")
    found.add_states()
    return found


def test_every_row_is_accounted_for(run: Run) -> None:
    """Nineteen statements: strangers, dates that are none, classes without a counterpart and lone states refused."""
    outcome = run.outcome
    assert (outcome.rows_read, outcome.rows_used, outcome.is_balanced) == (19, 11, True)
    assert dict(outcome.reasons) == {
        "it names somebody who is no state and no organisation of the record": 1,
        "its date is less precise than a year": 1,
        "its class, 'treaty', has no counterpart: name one under [kinds] of a mapping": 4,
        "fewer than two of its parties are states or organisations that are known here": 2,
    }
    assert [name.partition(" is ")[0] for name in outcome.unrecognised] == ["'A. Person (Q900012)'"]


def test_the_records_are_well_formed(run: Run, tmp_path: Path) -> None:
    """They conform to the shapes, by themselves."""
    (tmp_path / "records.ttl").write_text("".join(run.chunks()), encoding="utf-8")
    assert validate([tmp_path / "records.ttl"], shipped=False).findings == ()


def test_an_item_is_a_mechanism(run: Run, graph_of: Callable[[str], KnowledgeGraph]) -> None:
    """Kind by class, states by item, dates as precise as they are, evidence of low confidence by the page."""
    found = {m.id: m for m in graph_of("".join(run.chunks())).record.mechanisms.values()}
    assert {key: m.type for key, m in found.items()} == {
        "wikidata-Q900001": "JointExercise",
        "wikidata-Q900002": "NonAggressionPact",
    }
    exercise, pact = found.values()
    assert sorted(p.actor.id for p in exercise.participations) == ["FRA", "JPN", "NATO"]
    assert {name: date.text for name, date in exercise.dates.items()} == {"firstDay": "2019-09", "lastDay": "2019-09"}
    assert {name: date.text for name, date in pact.dates.items()} == {"signed": "1950-03-04", "entryIntoForce": "1951"}
    assert pact.obligations == ("non-aggression",)
    (evidence,) = pact.evidence
    assert (evidence.confidence, evidence.source.url) == ("low", "https://www.wikidata.org/wiki/Q900002")


def test_turtle_is_asked_the_same_query(tmp_path: Path) -> None:
    """The statement of best rank counts; the label is the English one."""
    path = tmp_path / "items.ttl"
    path.write_text(TURTLE, encoding="utf-8")
    found = import_files("wikidata", [path], retrieved="2026-11-30")
    text = "".join(found.chunks())
    assert (found.outcome.rows_read, found.outcome.rows_used) == (4, 4)
    assert 'skos:prefLabel "Pact in Turtle"@en' in text
    assert 'acc:entryIntoForce "1950"^^xsd:gYear' in text


def test_a_mapping_names_further_classes(tmp_path: Path) -> None:
    """A class that has no counterpart by itself gets one; a kind that needs more than Wikidata has is refused."""
    answer, mapping = tmp_path / "answer.json", tmp_path / "kinds.toml"
    answer.write_text(_answer(), encoding="utf-8")
    mapping.write_text('[kinds]\ntreaty = "defence cooperation agreement"\n', encoding="utf-8")
    text = "".join(import_files("wikidata", [answer], retrieved="2026-11-30", mapping=mapping).chunks())
    assert "mech:wikidata-Q900003\n  a acc:DefenceCooperationAgreement" in text
    assert "mech:wikidata-Q900002\n  a acc:NonAggressionPact" in text
    for kind, reason in (("Alliance", "states obligations"), ("ArmsTransfer", "needs roles")):
        mapping.write_text(f'[kinds]\ntreaty = "{kind}"\n', encoding="utf-8")
        with pytest.raises(FileError, match=reason):
            import_files("wikidata", [answer], retrieved="2026-11-30", mapping=mapping)


def test_the_day_of_the_extract_is_asked_for(tmp_path: Path) -> None:
    """No file says when it was made, and no clock is asked."""
    path = tmp_path / "answer.json"
    path.write_text(_answer(), encoding="utf-8")
    for retrieved, message in ((None, "no file says"), ("2026-11", "'2026-11' is no day")):
        with pytest.raises(RequestError, match=message):
            import_files("wikidata", [path], retrieved=retrieved)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.json", "{", "is no JSON"),
        ("a.json", "[]", "is no answer to a SPARQL query"),
        ("a.json", '{"head": {"vars": ["item"]}, "results": {"bindings": []}}', "it lacks itemLabel, property"),
        ("a.ttl", "<a> <b>", "cannot read"),
        ("a.ttl", "<http://e/a> <http://e/b> <http://e/c> .", "holds no item with parties"),
    ],
)
def test_another_file_is_refused(tmp_path: Path, name: str, content: str, message: str) -> None:
    """What is no extract is refused with what it lacks."""
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(FileError, match=message):
        import_files("wikidata", [tmp_path / name], retrieved="2026-11-30")


def test_the_query_is_printed_and_is_sparql() -> None:
    """The query can be parsed, and asks for the properties and nothing else; other data sets have none."""
    from pyoxigraph import QuerySolutions, Store

    result = CliRunner().invoke(accord, ["import", "wikidata", "--print-query"])
    assert (result.exit_code, result.stdout) == (0, query_of("wikidata"))
    found = Store().query(result.stdout)
    assert isinstance(found, QuerySolutions)
    assert not list(found)
    with pytest.raises(RequestError, match="published as files"):
        query_of("mme")
