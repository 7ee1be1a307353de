"""What happened when, on a record small enough to work out by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accord.graph import KnowledgeGraph, RequestError

if TYPE_CHECKING:
    from collections.abc import Callable

_RECORD = (
    "".join(f'actor:{n} a acc:State ; skos:prefLabel "State {n}"@en .\n' for n in "ABCDE")
    + """
actor:OLD a acc:State ; skos:prefLabel "Old State"@en ; acc:end "1991-12-26"^^xsd:date .
mech:pact a acc:DefencePact ; skos:prefLabel "Pact"@en ; acc:obligation acc:DefenceObligation ;
  acc:signed "1989"^^xsd:gYear ; acc:entryIntoForce "1990-01-01"^^xsd:date ; acc:party actor:A , actor:B , actor:OLD .
part:pact--C a acc:Participation ; acc:inMechanism mech:pact ; acc:participant actor:C ;
  acc:start "2010-05"^^xsd:gYearMonth ; acc:end "2015-01-01"^^xsd:date .
mech:talks a acc:TwoPlusTwoDialogue ; skos:prefLabel "Talks"@en ; acc:party actor:A , actor:B ;
  acc:established "2012-03-04"^^xsd:date ; acc:suspended "2014-06-01"^^xsd:date .
mech:war-game a acc:JointExercise ; skos:prefLabel "War Game"@en ; acc:party actor:A , actor:D ;
  acc:firstDay "2013-07-01"^^xsd:date ; acc:lastDay "2013-07-09"^^xsd:date .
event:met a acc:Meeting ; skos:prefLabel "They met"@en ; acc:meetingOf mech:talks ; acc:attendedBy actor:A , actor:B ;
  acc:firstDay "2012-03-04"^^xsd:date .
"""
)


@pytest.fixture(scope="module")
def small(graph_of: Callable[[str], KnowledgeGraph]) -> KnowledgeGraph:
    """Give the small record as a graph."""
    return graph_of(_RECORD)


def _told(table: object) -> list[tuple[str, str, str]]:
    return [(row["date"], row["what"], row["record_id"]) for row in table.records()]  # type: ignore[attr-defined]


def test_a_timeline_of_one_has_every_dated_step(small: KnowledgeGraph) -> None:
    """Steps come in the order of time, and those of one day in the order in which things come about."""
    assert _told(small.timeline("State A")) == [
        ("1989", "signed", "pact"),
        ("1990-01-01", "entry into force", "pact"),
        ("2012-03-04", "first day", "met"),
        ("2012-03-04", "established", "talks"),
        ("2013-07-01", "first day", "war-game"),
        ("2014-06-01", "suspended", "talks"),
    ]


def test_a_timeline_of_two_has_what_ties_them(small: KnowledgeGraph) -> None:
    """Only mechanisms of both count, from the later entry on: what came before it was no step between the two."""
    assert _told(small.timeline("State A", "State C")) == [
        ("2010-05", "joined", "pact"),
        ("2015-01-01", "left", "pact"),
    ]
    assert _told(small.timeline("State D", "State E")) == []


def test_a_timeline_is_cut_by_window_and_layer(small: KnowledgeGraph) -> None:
    """A window keeps what may fall into it; a layer leaves out meetings, which belong to none."""
    assert _told(small.timeline("State A", between=("2012", "2013"), layers=["dialogue"])) == [
        ("2012-03-04", "established", "talks")
    ]
    assert _told(small.timeline("State C", between=("2010-05-20", "2010-06"))) == [("2010-05", "joined", "pact")]


def test_a_dissolved_state_leaves(small: KnowledgeGraph) -> None:
    """A participation ends with its actor, though the mechanism goes on."""
    assert ("1991-12-26", "left", "pact") in _told(small.timeline("Old State"))
    then = small.slice(at="1991-12-26")
    assert not any(then.at.holds(dyad.interval) for dyad in then.tie("Old State", "State A"))


def test_changes_leave_exercises_out_unless_asked_for(small: KnowledgeGraph) -> None:
    """Exercises come and go; a layer brings them in."""
    assert _told(small.changes(("2010", "2014"))) == [
        ("2010-05", "joined", "pact"),
        ("2012-03-04", "established", "talks"),
        ("2014-06-01", "suspended", "talks"),
    ]
    assert _told(small.changes(("2013", "2013"), layers=["exercise"])) == [("2013-07-01", "first day", "war-game")]
    assert small.changes(("2010", "2014")).about["steps"] == "1 established, 1 joined, 1 suspended"


def test_changes_of_one_actor(small: KnowledgeGraph) -> None:
    """Only steps that the actor takes part in count; an entry is that of who enters."""
    assert _told(small.changes(("2010", "2014"), "State C")) == [("2010-05", "joined", "pact")]
    assert _told(small.changes(("2010", "2014"), "State E")) == []


def test_the_same_actor_twice_is_refused(small: KnowledgeGraph) -> None:
    """A timeline between an actor and itself makes no sense."""
    with pytest.raises(RequestError, match="the same actor"):
        small.timeline("State A", "actor:A")
