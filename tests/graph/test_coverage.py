"""What the record covers: unknown told apart from no, on a small record and on the shipped one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from accord.graph.answers.coverage import complete_for, coverage_table
from accord.graph.answers.describe import tie

if TYPE_CHECKING:
    from collections.abc import Callable

    from accord.graph import KnowledgeGraph

_RECORD = (
    "".join(
        f'actor:{n} a acc:State ; skos:prefLabel "State {n}"@en ; acc:region acc:{region} ; acc:evidence ev:{ev} .\n'
        for n, region, ev in (("A", "EastAsia", "e"), ("B", "EastAsia", "e"), ("C", "Oceania", "memory"))
    )
    + """
mech:talks a acc:TwoPlusTwoDialogue ; skos:prefLabel "Talks"@en ; acc:party actor:A , actor:B ;
  acc:established "2012-03-04"^^xsd:date ; acc:end "2014-06-01"^^xsd:date ; acc:evidence ev:memory .
coverage:a a acc:CoverageStatement ; acc:coversKind acc:Dialogue ; acc:coversActor actor:A ;
  acc:completeness acc:Complete ; acc:checkedTo "2020-01-01"^^xsd:date .
coverage:oceania a acc:CoverageStatement ; acc:coversKind acc:TwoPlusTwoDialogue , acc:Alliance ;
  acc:coversRegion acc:Oceania ; acc:completeness acc:Partial ; acc:checkedTo "2019-01-01"^^xsd:date ;
  dcterms:description "Whatever is older."@en .
ev:e a acc:Evidence ; acc:source src:s ; acc:confidence acc:High .
ev:memory a acc:Evidence ; acc:source src:s ; acc:confidence acc:Unverified .
src:s a acc:Source ; dcterms:title "A text" ; acc:sourceKind acc:OfficialSource .
"""
)


@pytest.fixture(scope="module")
def small(graph_of: Callable[[str], KnowledgeGraph]) -> KnowledgeGraph:
    """Give the small record as a graph."""
    return graph_of(_RECORD)


def test_a_kind_is_counted_and_said_how_complete(small: KnowledgeGraph) -> None:
    """A statement on a kind speaks of those below it; the days are those to which they were checked."""
    answer = small.coverage()
    assert answer["kinds"] == [
        {
            "by": "kind",
            "name": "2+2 dialogue",
            "mechanisms": 1,
            "holding": 0,
            "participations": 2,
            "unverified": 1,
            "completeness": "1 complete, 1 partial",
            "checked_to": "2019-01-01 to 2020-01-01",
        }
    ]


def test_a_region_is_counted_and_said_how_complete(small: KnowledgeGraph) -> None:
    """A region has the mechanisms of its states, and the statements on it or on its states."""
    rows = {row["name"]: row for row in small.coverage()["regions"]}
    assert (rows["Eastern Asia"]["mechanisms"], rows["Eastern Asia"]["completeness"]) == (1, "1 complete")
    assert (rows["Oceania"]["mechanisms"], rows["Oceania"]["completeness"]) == (0, "1 partial")


def test_what_rests_on_memory_is_counted(small: KnowledgeGraph) -> None:
    """Two of four records rest on unverified evidence alone."""
    answer = small.coverage()
    assert (answer["unverified"], answer["records"], answer["unverified_share"]) == (2, 4, 0.5)
    assert coverage_table(answer).about["unverified_share"] == 0.5


def test_what_is_missing_is_told(small: KnowledgeGraph) -> None:
    """Statements come in full, with what is knowingly missing."""
    said = small.coverage()["statements"]
    assert said[1]["missing"] == "Whatever is older."
    assert said[1]["of"] == ["Oceania"]


@pytest.mark.parametrize(
    ("names", "layers", "complete"),
    [("AC", [], ["coverage/a"]), ("AC", ["dialogue"], ["coverage/a"]), ("AC", ["access"], []), ("BC", [], [])],
)
def test_none_is_told_apart_from_unknown(
    small: KnowledgeGraph, names: str, layers: list[str], complete: list[str]
) -> None:
    """Only where the record is said to be complete for an actor and a kind does absence mean no."""
    kg = small.slice(layers=layers)
    actors = [kg.actor(f"State {name}") for name in names]
    assert [statement.iri.partition("/id/")[2] for statement in complete_for(kg, actors)] == complete


def test_a_tie_says_where_the_record_is_complete(small: KnowledgeGraph) -> None:
    """The answer on two actors without a tie carries the statements that make it a no."""
    answer: dict[str, Any] = tie(small, "State A", "State C")
    assert answer["mechanisms"] == []
    assert answer["complete_for"] == [{"kinds": ["dialogue"], "of": ["State A"], "checked_to": "2020-01-01"}]


def test_the_shipped_record_says_what_it_covers(kg: KnowledgeGraph) -> None:
    """Every kind that is held has a statement on it, every statement a day, and little rests on memory."""
    answer = kg.coverage()
    assert [row["name"] for row in answer["kinds"] if not row["completeness"]] == []
    assert all(statement["checked_to"] for statement in answer["statements"])
    assert any("missing" in statement for statement in answer["statements"])
    assert answer["unverified_share"] < 0.15
