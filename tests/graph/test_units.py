"""Units of analysis on a graph that can be worked out by hand: ATOP's columns, 0 where covered, blank elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from accord.graph.errors import UnknownNameError
from accord.graph.exporting.units import unit_csv, unit_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from accord.graph import KnowledgeGraph

_ACTORS = "".join(
    f'actor:{name} a acc:State ; skos:prefLabel "{name}"@en ; acc:cow {number} ; acc:gw {number + 1} ; {life} .\n'
    for name, number, life in (
        ("AAA", 10, 'acc:start "1950-01-01"^^xsd:date'),
        ("BBB", 20, 'acc:start "1950-06-01"^^xsd:date'),
        ("CCC", 30, 'acc:start "1952-01-01"^^xsd:date ; acc:end "1953-07-01"^^xsd:date'),
    )
)
#: A and B in a pact of two phases from 1950 to the first day of 1953, in the second of which A alone owes defence; C
#: consults with B in 1952. What is complete ends with 1953; 1954 is asked for and not covered.
_RECORD = (
    _ACTORS
    + """
coverage:x a acc:CoverageStatement ; acc:coversKind acc:Alliance ; acc:completeness acc:Complete ;
  acc:coversFrom "1950-01-01"^^xsd:date ; acc:coversTo "1953-12-31"^^xsd:date ; acc:checkedTo "1953-12-31"^^xsd:date .
mech:p1 a acc:NonAggressionPact ; skos:prefLabel "P, first"@en ; dcterms:identifier "x:7.1" ;
  dcterms:isPartOf <https://w3id.org/accord-graph/dataset/x/7> ; acc:obligation acc:NonAggressionObligation ;
  acc:party actor:AAA , actor:BBB ; acc:entryIntoForce "1950-06-01"^^xsd:date ; acc:end "1951-03-01"^^xsd:date .
mech:p2 a acc:DefencePact ; skos:prefLabel "P, second"@en ; dcterms:identifier "x:7.2" ;
  dcterms:isPartOf <https://w3id.org/accord-graph/dataset/x/7> ; acc:obligation acc:DefenceObligation ;
  acc:entryIntoForce "1951-03-01"^^xsd:date ; acc:end "1953-01-01"^^xsd:date ;
  <https://w3id.org/accord-graph/dataset/x#more> "0" .
part:p2--AAA a acc:Participation ; acc:inMechanism mech:p2 ; acc:participant actor:AAA ;
  acc:obligation acc:DefenceObligation .
part:p2--BBB a acc:Participation ; acc:inMechanism mech:p2 ; acc:participant actor:BBB .
mech:q a acc:ConsultationPact ; skos:prefLabel "Q"@en ; acc:obligation acc:ConsultationObligation ;
  acc:party actor:BBB , actor:CCC ; acc:entryIntoForce "1952"^^xsd:gYear .
"""
)


@pytest.fixture(scope="module")
def small(graph_of: Callable[[str], KnowledgeGraph]) -> KnowledgeGraph:
    """Give the graph."""
    return graph_of(_RECORD)


def _rows(kg: KnowledgeGraph, unit: str, codes: str = "cow") -> list[dict[str, Any]]:
    head, *rows = unit_rows(kg, unit, codes)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def test_state_years(small: KnowledgeGraph) -> None:
    """A year counts in which a part ends, and what is not covered is blank; the obligations are the state's own."""
    flags = ("defense", "offense", "neutral", "nonagg", "consul")
    found = {
        (row["state"], row["year"]): (row["tied"], *(row[flag] for flag in flags), row["number"], row["transyr"])
        for row in _rows(small.slice(between=("1950", "1954")), "state-year")
    }
    assert found == {
        ("10", 1950): (1, 0, 0, 0, 1, 0, 1, 1),
        ("10", 1951): (1, 1, 0, 0, 1, 0, 1, 1),
        ("10", 1952): (1, 1, 0, 0, 0, 0, 1, 0),
        ("10", 1953): (1, 1, 0, 0, 0, 0, 1, 1),
        ("10", 1954): ("", "", "", "", "", "", "", ""),
        ("20", 1950): (1, 0, 0, 0, 1, 0, 1, 1),
        ("20", 1951): (1, 0, 0, 0, 1, 0, 1, 1),
        ("20", 1952): (1, 0, 0, 0, 0, 1, 2, 1),
        # Q has no second party from 1 July 1953 on: C is no more.
        ("20", 1953): (1, 0, 0, 0, 0, 1, 2, 1),
        ("20", 1954): ("", "", "", "", "", "", "", ""),
        ("30", 1952): (1, 0, 0, 0, 0, 1, 1, 1),
        ("30", 1953): (1, 0, 0, 0, 0, 1, 1, 1),
    }


def test_directed_dyad_years(small: KnowledgeGraph) -> None:
    """In the second phase A owes B defence and B owes A nothing; two states without a tie have a 0."""
    rows = {
        (row["ddyad"], row["year"]): row for row in _rows(small.slice(between=("1951", "1953")), "directed-dyad-year")
    }
    assert [rows[10020, year]["defense"] for year in (1951, 1952, 1953)] == [1, 1, 1]
    assert [rows[20010, year]["defense"] for year in (1951, 1952, 1953)] == [0, 0, 0]
    assert [(rows[key, 1952]["tied"], rows[key, 1952]["asymm"]) for key in (20010, 30010, 30020)] == [
        (1, 1),
        (0, 0),
        (1, 0),
    ]
    assert (rows[10020, 1952]["bilatno"], rows[10020, 1952]["multino"], rows[10020, 1952]["id1"]) == (1, 0, "7")
    assert (30010, 1951) not in rows


def test_dyad_years_fold_both_directions(small: KnowledgeGraph) -> None:
    """Either's obligation counts; the states go by the other list where that is asked for."""
    rows = {(row["dyad"], row["year"]): row for row in _rows(small, "dyad-year", "gw")}
    assert rows[11021, 1951]["defense"] == 1
    assert {row["mem1"] for row in rows.values()} == {11, 21}
    assert min(year for _, year in rows) == 1950


def test_members_phases_and_alliances(small: KnowledgeGraph) -> None:
    """Phases of one whole are one alliance; what goes on has a 0 for its end; further columns stand behind."""
    members = _rows(small, "member")
    assert [(row["mechanism"], row["member"], row["defense"], row["yrexit"]) for row in members] == [
        *(("p1", "10", 0, 1951), ("p1", "20", 0, 1951), ("p2", "10", 1, 1953), ("p2", "20", 0, 1953)),
        *(("q", "20", 0, 0), ("q", "30", 0, 1953)),
    ]
    phases = _rows(small, "phase")
    assert [(row["mechanism"], row["alliance"], row["phase"], row["asymm"], row["x:more"]) for row in phases] == [
        *(("p1", "7", 1, 0, ""), ("p2", "7", 2, 1, "0"), ("q", "q", 0, 0, "")),
    ]
    alliances = _rows(small, "alliance")
    assert [
        (row["alliance"], row["begyr"], row["endyr"], row["maxphase"], row["mem1"], row["mem2"]) for row in alliances
    ] == [
        *(("7", 1950, 1953, 2, "10", "20"), ("q", 1952, 1953, 0, "20", "30")),
    ]
    assert [row["begmo"] for row in alliances] == [6, ""]


#: R has B from May 1951; E from November 1952 by ATOP, and by the record a state from 1953 on; F as 61, which it bears
#: from 1953 on by the record, and 60 before; and a member 70, which is G to July 1952 and H from then on.
_LISTED = (
    _ACTORS
    + """
actor:EEE a acc:State ; skos:prefLabel "E"@en ; acc:cow 50 ; acc:gw 51 ; acc:start "1953-01-01"^^xsd:date .
actor:FFF a acc:State ; skos:prefLabel "F"@en ; acc:cow 61 ; acc:gw 60 ; acc:start "1940-01-01"^^xsd:date .
code:cow-60--FFF a acc:Code ; acc:codeOf actor:FFF ; acc:scheme "cow" ; skos:notation "60" ;
  acc:end "1953-01-01"^^xsd:date .
code:cow-61--FFF a acc:Code ; acc:codeOf actor:FFF ; acc:scheme "cow" ; skos:notation "61" ;
  acc:start "1953-01-01"^^xsd:date .
actor:GGG a acc:State ; skos:prefLabel "G"@en ; acc:cow 70 ; acc:start "1940"^^xsd:gYear ;
  acc:end "1952-07-01"^^xsd:date .
actor:HHH a acc:State ; skos:prefLabel "H"@en ; acc:cow 70 ; acc:start "1952-07-01"^^xsd:date .
coverage:x a acc:CoverageStatement ; acc:coversKind acc:Alliance ; acc:completeness acc:Complete ;
  acc:coversFrom "1950-01-01"^^xsd:date ; acc:coversTo "1953-12-31"^^xsd:date ; acc:checkedTo "1953-12-31"^^xsd:date .
mech:r a acc:DefencePact ; skos:prefLabel "R"@en ; dcterms:identifier "atop:9" ; acc:obligation acc:DefenceObligation ;
  acc:entryIntoForce "1951-05-01"^^xsd:date ; acc:end "1954-01-01"^^xsd:date ; acc:party actor:BBB .
"""
    + "".join(
        f"part:r--{name} a acc:Participation ; acc:inMechanism mech:r ; acc:participant actor:{name} ; {start}"
        + " ; ".join(
            f'<https://w3id.org/accord-graph/dataset/atop#{column}> "{value}"'
            for column, value in zip(("member", "yrent", "moent", "dayent"), listed, strict=True)
        )
        + " .\n"
        for name, start, listed in (
            ("EEE", 'acc:start "1953-01-01"^^xsd:date ; ', ("50", "1952", "11", "23")),
            ("FFF", "", ("61", "1951", "5", "0")),
            ("GGG", "", ("70", "1951", "5", "1")),
            ("HHH", 'acc:start "1952-07-01"^^xsd:date ; ', ("70", "1951", "5", "1")),
        )
    )
)


@pytest.fixture(scope="module")
def listed(graph_of: Callable[[str], KnowledgeGraph]) -> KnowledgeGraph:
    """Give the graph of it, through the years of R."""
    return graph_of(_LISTED).slice(between=("1951", "1953"))


def test_a_year_of_membership_is_a_state_year(listed: KnowledgeGraph) -> None:
    """E has a row for the year before it is a state, with its zeros; F goes by the number under which it is listed."""
    rows = {(row["state"], row["year"]): row for row in _rows(listed, "state-year")}
    told = ("tied", "defense", "offense", "number", "transyr")
    assert {year: [row[name] for name in told] for (state, year), row in rows.items() if state == "50"} == {
        1952: [1, 1, 0, 1, 1],
        1953: [1, 1, 0, 1, 0],
    }
    assert {key: row["tied"] for key, row in rows.items() if key[0] in ("60", "61")} == {
        # By the record it is 60 in these years.
        ("60", 1951): 0,
        ("60", 1952): 0,
        **{("61", year): 1 for year in (1951, 1952, 1953)},
    }
    # The second state of a number entered when it came to be, and not when the first did.
    assert [rows["70", year]["number"] for year in (1951, 1952, 1953)] == [1, 1, 1]
    entries = {row["name"]: (row["yrent"], row["moent"], row["dayent"]) for row in _rows(listed, "member")}
    assert entries["H"] == (1952, 7, 1)
    assert entries["E"] == (1952, 11, 23)


def test_by_the_other_list_a_state_goes_by_its_own_number(listed: KnowledgeGraph) -> None:
    """ATOP numbers states by the Correlates of War list, so that it has no say in that of Gleditsch and Ward."""
    rows = {(row["state"], row["year"]) for row in _rows(listed, "state-year", "gw") if row["tied"] == 1}
    assert rows == {
        *(("21", year) for year in (1951, 1952, 1953)),
        *(("60", year) for year in (1951, 1952, 1953)),
        *(("51", year) for year in (1952, 1953)),
    }


def test_dyads_of_a_member_that_is_no_state_yet_are_those_of_its_ties(listed: KnowledgeGraph) -> None:
    """In 1952 E has a row with each state of R, and none with A, which has no tie to it that could be missing."""
    rows = {(row["mem1"], row["mem2"], row["year"]): row for row in _rows(listed, "dyad-year")}
    assert [pair[:2] for pair in rows if 50 in pair[:2] and pair[2] == 1952] == [(20, 50), (50, 61), (50, 70)]
    assert (rows[20, 50, 1952]["tied"], rows[20, 50, 1952]["offense"]) == (1, 0)
    assert (10, 50, 1953) in rows
    # Nobody is tied to itself, under another number or as the state that comes after it.
    assert not any(row["tied"] == 1 for pair, row in rows.items() if pair[:2] in ((60, 61), (70, 70)))


def test_networks_follow_the_record(listed: KnowledgeGraph) -> None:
    """By the record E is tied to nobody before it is a state."""
    assert set(listed.slice(at="1952-12-01").network()["BBB"]) == {"FFF", "HHH"}
    assert "EEE" in listed.slice(at="1953-01-01").network()["BBB"]


def test_csv_has_blanks_for_what_is_unknown(small: KnowledgeGraph) -> None:
    """And a head line; the same graph gives the same bytes."""
    text = "".join(unit_csv(small.slice(between=("1953", "1954")), "state-year"))
    assert text == (
        "state,year,tied,defense,offense,neutral,nonagg,consul,number,transyr,id1,id2\n"
        "10,1953,1,1,0,0,0,0,1,1,7,\n10,1954,,,,,,,,,,\n"
        "20,1953,1,0,0,0,0,1,2,1,7,q\n20,1954,,,,,,,,,,\n"
        "30,1953,1,0,0,0,0,1,1,1,q,\n"
    )


def test_unknown_units_and_lists_are_refused(small: KnowledgeGraph) -> None:
    """With what there is."""
    with pytest.raises(UnknownNameError, match="no unit of analysis is called 'state'"):
        unit_rows(small, "state")
    with pytest.raises(UnknownNameError, match="no list of states is called 'iso3'"):
        unit_rows(small, "member", "iso3")
