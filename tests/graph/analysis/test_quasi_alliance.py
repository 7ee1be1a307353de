"""The folded depth and the quasi-alliance index, on a record worked by hand and on the world's."""

from __future__ import annotations

from itertools import combinations
from statistics import median
from typing import TYPE_CHECKING

import pytest

from accord.graph import RequestError, UnknownNameError
from accord.graph.analysis.quasi_alliance import quasi_alliance_by_year, quasi_alliances
from accord.graph.networks.network import folded_depth
from accord.ontology import load_taxonomy

if TYPE_CHECKING:
    from collections.abc import Callable

    from accord.graph import KnowledgeGraph

_STATES = "".join(f'actor:{c} a acc:State ; skos:prefLabel "State {c}"@en .\n' for c in "ABCDEF")
#: A-B and C-D are allied; a basing agreement is 8 deep, an access agreement 7, a 2+2 dialogue 4 or 5.
_RECORD = (
    _STATES
    + """
mech:ab a acc:DefencePact ; skos:prefLabel "AB"@en ; acc:obligation acc:DefenceObligation ;
  acc:party actor:A , actor:B ; acc:entryIntoForce "1960-01-01"^^xsd:date .
mech:cd a acc:DefencePact ; skos:prefLabel "CD"@en ; acc:obligation acc:DefenceObligation ;
  acc:party actor:C , actor:D ; acc:entryIntoForce "1960-01-01"^^xsd:date .
mech:ab-bases a acc:BasingAgreement ; skos:prefLabel "AB bases"@en ;
  acc:party actor:A , actor:B ; acc:entryIntoForce "1960-01-01"^^xsd:date .
mech:ae-bases a acc:BasingAgreement ; skos:prefLabel "AE bases"@en ;
  acc:party actor:A , actor:E ; acc:entryIntoForce "2010-01-01"^^xsd:date .
mech:ae-talks a acc:TwoPlusTwoDialogue ; skos:prefLabel "AE talks"@en ;
  acc:party actor:A , actor:E ; acc:established "2012-01-01"^^xsd:date .
mech:af-talks a acc:TwoPlusTwoDialogue ; skos:prefLabel "AF talks"@en ;
  acc:party actor:A , actor:F ; acc:established "2012-01-01"^^xsd:date .
"""
)


@pytest.fixture(scope="module")
def small(graph_of: Callable[[str], KnowledgeGraph]) -> KnowledgeGraph:
    """Give the record above, at the end of 2020."""
    return graph_of(_RECORD + 'set:x a acc:RecordSet ; acc:checkedTo "2020-12-31"^^xsd:date .')


@pytest.mark.parametrize(
    ("depths", "expected"), [([], 0), ([10], 10), ([4, 10, 2], 12.5), ([8, 8], 12), ([1] * 40, 2 - 2**-39)]
)
def test_the_folded_depth(depths: list[int], expected: float) -> None:
    """The deepest counts whole, the next half, the third a quarter."""
    assert float(folded_depth(depths)) == expected


def test_pairs_stand_between_the_allied_pairs(small: KnowledgeGraph) -> None:
    """Deeper than both allied pairs is 100 per cent; deeper than the one without bases alone is half."""
    table = quasi_alliances(small)
    rows = {(row["a_id"], row["b_id"]): row for row in table.records()}
    assert set(rows) == {("A", "E"), ("A", "F")}
    assert rows["A", "E"]["index"] == 100.0
    assert rows["A", "F"]["index"] == 50.0
    assert rows["A", "F"]["below"] == "C-D"
    assert rows["A", "F"]["above"] == "A-B"
    assert rows["A", "E"]["above"] == ""
    assert [row["rank"] for row in table.records()] == [1, 2]
    assert table.about["allied pairs"] == 2


def test_a_party_that_alone_owes_defence_is_an_ally(graph_of: Callable[[str], KnowledgeGraph]) -> None:
    """E owes defence to A and B, which owe neutrality; they are no allies, though the treaty speaks of defence.

    Where no participation states what is owed, what the treaty states makes allies of guarantors too.
    """
    parts = "".join(
        f"part:told--{name} a acc:Participation ; acc:inMechanism mech:told ; acc:participant actor:{name} ;"
        f" acc:obligation acc:{duty} .\n"
        for name, duty in (("E", "DefenceObligation"), ("A", "NeutralityObligation"), ("B", "NeutralityObligation"))
    )
    guarantors = "".join(
        f"part:shield--{name} a acc:Participation ; acc:inMechanism mech:shield ; acc:participant actor:{name} ;"
        f" acc:role acc:{role} .\n"
        for name, role in (("C", "Guarantor"), ("D", "Guarantor"), ("F", "Party"))
    )
    kg = graph_of(
        _STATES
        + parts
        + guarantors
        + """
        mech:told a acc:DefencePact ; skos:prefLabel "Told"@en ; acc:entryIntoForce "1960-01-01"^^xsd:date ;
          acc:obligation acc:DefenceObligation , acc:NeutralityObligation .
        mech:shield a acc:DefencePact ; skos:prefLabel "Shield"@en ; acc:entryIntoForce "1960-01-01"^^xsd:date ;
          acc:obligation acc:DefenceObligation .
        mech:talks a acc:TwoPlusTwoDialogue ; skos:prefLabel "Talks"@en ; acc:established "2012-01-01"^^xsd:date ;
          acc:party actor:A , actor:B , actor:C , actor:D , actor:E , actor:F .
        set:x a acc:RecordSet ; acc:checkedTo "2020-12-31"^^xsd:date .
        """
    )
    without = {"".join((row["a_id"], row["b_id"])) for row in quasi_alliances(kg).records()}
    pairs = {a + b for a, b in combinations("ABCDEF", 2)}
    assert pairs - without == {"AE", "BE", "CD", "CF", "DF"}


def test_a_pair_is_one_whoever_guarantees_whom(graph_of: Callable[[str], KnowledgeGraph]) -> None:
    """F guarantees A something less than defence, and talks with it: 8 and half of 5, in one row."""
    kg = graph_of(
        _RECORD
        + """
        mech:word a acc:SecurityCommitment ; skos:prefLabel "Word"@en ; acc:established "2012-01-01"^^xsd:date .
        part:word--F a acc:Participation ; acc:inMechanism mech:word ; acc:participant actor:F ;
          acc:role acc:Guarantor .
        part:word--A a acc:Participation ; acc:inMechanism mech:word ; acc:participant actor:A .
        set:x a acc:RecordSet ; acc:checkedTo "2020-12-31"^^xsd:date .
        """
    )
    rows = [row for row in quasi_alliances(kg).records() if {row["a_id"], row["b_id"]} == {"A", "F"}]
    word, talks = (load_taxonomy().kinds[name].depth for name in ("SecurityCommitment", "TwoPlusTwoDialogue"))
    assert [row["depth"] for row in rows] == [float(folded_depth([word, talks]))]
    assert quasi_alliance_by_year(kg, "F", "A", 2020, 2020).records()[0]["mechanisms"] == 2


def test_one_state_comes_first_in_its_pairs(small: KnowledgeGraph) -> None:
    """The state that was asked for stands on the left."""
    assert [(row["a_id"], row["b_id"]) for row in quasi_alliances(small, "State E").records()] == [("E", "A")]
    assert len(quasi_alliances(small, "State A", top=1).rows) == 1


def test_a_pair_is_followed_from_year_to_year(small: KnowledgeGraph) -> None:
    """Nothing, then bases as deep as the allied pair's, then more."""
    found = quasi_alliance_by_year(small, "State E", "State A", 2009, 2012).records()
    assert [(row["date"], row["mechanisms"], row["index"]) for row in found] == [
        ("2009-12-31", 0, 50.0),
        ("2010-12-31", 1, 100.0),
        ("2011-12-31", 1, 100.0),
        ("2012-12-31", 2, 100.0),
    ]
    allied = quasi_alliance_by_year(small, "State A", "State B", 2019, 2020).records()
    assert [(row["index"], row["note"]) for row in allied] == [(None, "allied")] * 2


def test_layers_restrict_cooperation_and_not_who_is_allied(small: KnowledgeGraph) -> None:
    """Of dialogues alone, the two allied pairs have none."""
    talks = quasi_alliances(small.slice(layers=["dialogue"]))
    assert talks.about["allied pairs"] == 2
    assert {row["index"] for row in talks.records()} == {100.0}


def test_bad_requests_are_refused(small: KnowledgeGraph) -> None:
    """Unknown names, one state twice, years that run backwards or past the record."""
    with pytest.raises(UnknownNameError):
        quasi_alliances(small, "State Z")
    with pytest.raises(RequestError, match="same actor"):
        quasi_alliance_by_year(small, "State A", "State A", 2019, 2020)
    for first, last in ((2020, 2019), (2019, 2021)):
        with pytest.raises(RequestError, match="years run"):
            quasi_alliance_by_year(small, "State A", "State B", first, last)
    with pytest.raises(RequestError, match="top"):
        quasi_alliances(small, top=0)


def test_depth_orders_pairs_as_the_field_does(kg: KnowledgeGraph) -> None:
    """By the median, allied pairs commit deeper than access partners, and these deeper than dialogue partners.

    The order of commitments is that of Leeds and others (2002) for alliances and of Kinne (2018) for
    agreements below them.
    """
    layers: dict[tuple[str, str], set[str]] = {}
    depths: dict[tuple[str, str], list[int]] = {}
    for dyad in kg.dyads():
        promise = dyad.layer == "alliance" and "defence" in dyad.mechanism.obligations
        layers.setdefault((dyad.a.id, dyad.b.id), set()).add("promise" if promise else dyad.layer)
        depths.setdefault((dyad.a.id, dyad.b.id), []).append(dyad.depth)
    folded = {pair: float(folded_depth(found)) for pair, found in depths.items()}
    allied = [folded[pair] for pair, found in layers.items() if "promise" in found]
    access = [folded[pair] for pair, found in layers.items() if "access" in found and "promise" not in found]
    talking = [folded[pair] for pair, found in layers.items() if found == {"dialogue"}]
    assert median(allied) > median(access) > median(talking) > 0
