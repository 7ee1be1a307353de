"""What if: against records that are truly without, or with, what is taken away or added, and against igraph."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import igraph
import networkx as nx
import pytest

from accord.graph import RequestError, UnknownNameError
from accord.graph.analysis.whatif import whatif

if TYPE_CHECKING:
    from collections.abc import Callable

    from accord.graph import KnowledgeGraph
    from accord.graph.analysis.whatif import WhatIf

_ACTORS = (
    "".join(f'actor:{n} a acc:State ; skos:prefLabel "State {n}"@en .\n' for n in "ABCDEF")
    + """
actor:ORG a acc:InternationalOrganisation ; skos:prefLabel "The Organisation"@en .
actor:TWIN a acc:InternationalOrganisation ; skos:prefLabel "Twin"@en .
actor:FIRM a acc:Company ; skos:prefLabel "Some Firm"@en .
mech:twin a acc:MinilateralGroup ; skos:prefLabel "Twin"@en ; acc:established "1990-01-01"^^xsd:date ;
  acc:party actor:F , actor:TWIN .
"""
)
#: A pact of three that founds an organisation; A and B have a second tie, A and D one, D and E one.
_PACT = """
mech:pact a acc:DefencePact ; skos:prefLabel "Pact"@en ; acc:constitutes actor:ORG ;
  acc:obligation acc:DefenceObligation ; acc:entryIntoForce "2000-01-01"^^xsd:date ;
  acc:party actor:A , actor:B , actor:C .
"""
_ACSA = """
mech:acsa a acc:AcquisitionAndCrossServicingAgreement ; skos:prefLabel "ACSA"@en ; acc:party actor:A , actor:B ;
  acc:entryIntoForce "2003-01-01"^^xsd:date .
"""
_TREATY = """
mech:friendship a acc:DefencePact ; skos:prefLabel "Treaty of Friendship"@en ; acc:party actor:A , actor:D ;
  acc:obligation acc:DefenceObligation ; acc:entryIntoForce "1960-05-01"^^xsd:date .
"""
_SOFA = """
mech:sofa a acc:StatusOfForcesAgreement ; skos:prefLabel "SOFA"@en ; acc:party actor:D , actor:E ;
  acc:entryIntoForce "1990-01-01"^^xsd:date .
"""
_ACCESS = """
mech:raa a acc:ReciprocalAccessAgreement ; skos:prefLabel "RAA"@en ; acc:party actor:C , actor:E ;
  acc:entryIntoForce "1990-01-01"^^xsd:date .
"""
_AT = "2012-06-01"


@pytest.fixture(scope="module")
def small(graph_of: Callable[[str], KnowledgeGraph]) -> KnowledgeGraph:
    """Give the small record at a day."""
    return graph_of(_ACTORS + _PACT + _ACSA + _TREATY + _SOFA).slice(at=_AT)


def _values(found: WhatIf, measure: str) -> dict[str, tuple[Any, Any, Any]]:
    rows = [row for row in found.actors.rows if row[0] == measure]
    return {row[2]: (row[3], row[5], row[7]) for row in rows}


def _numbers(found: WhatIf) -> dict[str, tuple[Any, Any, Any]]:
    return {row[0]: row[1:] for row in found.network.rows}


def _lost(found: WhatIf) -> set[str]:
    return {f"{row[2]}-{row[4]}" for row in found.pairs.rows if row[0] == "left without a tie"}


def test_without_an_organisation_goes_its_treaty(small: KnowledgeGraph) -> None:
    """A and B keep their second tie; A and C, and B and C, have none left, and C is alone."""
    found = whatif(small, without=["ORG"])
    assert _lost(found) == {"A-C", "B-C"}
    assert found.about["pairs_left_without_a_tie"] == 2
    assert found.about["left_alone"] == ["State C"]
    assert found.about["without"] == ["The Organisation [ORG], with Pact [pact]: 6 ties of a pair by a mechanism"]
    assert _values(found, "degree") == {
        "A": (4, 2, -2),
        "B": (3, 1, -2),
        "C": (3, 0, -3),
        "D": (2, 2, 0),
        "E": (1, 1, 0),
        "F": (1, 1, 0),
        "TWIN": (1, 1, 0),
        "ORG": (3, None, None),
    }
    # A has A-B twice, and C, ORG and D once.
    assert _values(found, "strength")["A"] == (5, 2, -3)


def test_the_network_as_a_whole(small: KnowledgeGraph) -> None:
    """Nine ties, of which the organisation's six pairs go but for A-B: four are left, in two components."""
    numbers = _numbers(whatif(small, without=["ORG"]))
    assert numbers["ties"] == (9, 4, -5)
    assert numbers["actors"] == (8, 7, -1)
    assert numbers["actors with a tie"] == (8, 6, -2)
    assert numbers["density among actors with a tie"] == pytest.approx((9 / 28, 4 / 15, 4 / 15 - 9 / 28), abs=1e-9)
    assert numbers["components of two or more"] == (2, 2, 0)
    assert numbers["actors in the largest component"] == (6, 4, -2)
    assert numbers["communities"][1] >= 2


def test_without_a_treaty_the_organisation_stays(small: KnowledgeGraph) -> None:
    """The members lose their ties to it as well, and it is left alone."""
    found = whatif(small, without=["Pact"])
    assert _lost(found) == {"A-C", "B-C", "A-ORG", "B-ORG", "C-ORG"}
    assert found.about["left_alone"] == ["State C", "The Organisation"]
    row = next(row for row in found.actors.rows if row[:3] == ("closeness", "The Organisation", "ORG"))
    assert row[5] is None
    assert row[7] == -row[3]
    assert row[8] == "after: no tie in the slice"


def test_ranks_before_and_after(small: KnowledgeGraph) -> None:
    """Without A the others have: B, C and ORG 2 each, and so the first rank together; A has none."""
    found = whatif(small, without=["State A"])
    ranks = {row[2]: (row[4], row[6]) for row in found.actors.rows if row[0] == "degree"}
    assert ranks == {
        "A": (1, None),
        **dict.fromkeys(("B", "C", "ORG"), (2, 1)),
        "D": (5, 4),
        **dict.fromkeys(("E", "F", "TWIN"), (6, 4)),
    }
    assert found.actors.rows[7][2] == "A"
    assert found.actors.rows[7][8] == "after: not in the network"


@pytest.mark.parametrize(
    ("without", "adding", "left"),
    [
        (["pact"], [], _ACSA + _TREATY + _SOFA),
        (["friendship", "ACSA"], [], _PACT + _SOFA),
        ([], ["C,E:reciprocal-access-agreement"], _PACT + _ACSA + _TREATY + _SOFA + _ACCESS),
        (["SOFA"], ["C,E:ReciprocalAccessAgreement"], _PACT + _ACSA + _TREATY + _ACCESS),
    ],
)
def test_it_is_as_if_the_record_were_so(
    small: KnowledgeGraph,
    graph_of: Callable[[str], KnowledgeGraph],
    without: list[str],
    adding: list[str],
    left: str,
) -> None:
    """Every measure equals that on a record without the one, or with the other."""
    found = whatif(small, without=without, adding=adding)
    real = graph_of(_ACTORS + left).slice(at=_AT)
    for measure in ("degree", "strength", "betweenness", "closeness"):
        expected = {row[2]: row[3] for row in real.centrality(measure).rows}
        after = {node: values[1] for node, values in _values(found, measure).items()}
        # Where no mechanism is left that founds the organisation, that record does not have it at all.
        assert {node: value for node, value in after.items() if node in expected} == pytest.approx(expected)
        assert {after[node] for node in after.keys() - expected.keys()} <= {None, 0}


def test_with_a_new_mechanism(small: KnowledgeGraph) -> None:
    """C and E are tied, through one more mechanism, and nobody loses a tie."""
    found = whatif(small, adding=["State C, E:reciprocal access agreement"])
    assert [row[:5] for row in found.pairs.rows] == [("newly tied", "State C", "C", "State E", "E")]
    assert found.pairs.rows[0][5] == ["what-if-1-reciprocal-access-agreement"]
    assert found.about["with"] == ["reciprocal access agreement of State C, State E"]
    assert {node for node, (_, _, change) in _values(found, "degree").items() if change} == {"C", "E"}


def test_a_new_mechanism_between_partners_adds_strength(small: KnowledgeGraph) -> None:
    """Two of a kind are two, and a second tie is no second partner."""
    found = whatif(small, adding=["A,D:security-dialogue", "A,D:security-dialogue"])
    assert _values(found, "strength")["D"] == (2, 4, 2)
    assert _values(found, "degree")["D"] == (2, 2, 0)
    assert found.pairs.rows == ()


def test_a_guarantor_is_tied_to_each_other_party(small: KnowledgeGraph) -> None:
    """A commitment of F to D and E ties F to both, and not D to E."""
    found = whatif(small, adding=["F,D,E:security-commitment"])
    assert {f"{row[2]}-{row[4]}" for row in found.pairs.rows} == {"D-F", "E-F"}
    assert _values(found, "strength")["D"] == (2, 3, 1)


def test_a_new_mechanism_that_the_slice_leaves_out(small: KnowledgeGraph) -> None:
    """It would tie nobody, so that there is nothing to compare."""
    for narrowed in ({"organisations": False}, {"confidence": "high"}, {"parties": "multilateral"}):
        within = small.slice(at=_AT, **narrowed)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
        with pytest.raises(RequestError, match="leaves out the security dialogue of The Organisation, State D"):
            whatif(within, adding=["ORG,D:security-dialogue"])


def test_an_actor_that_no_mechanism_had(graph_of: Callable[[str], KnowledgeGraph]) -> None:
    """It comes into the network, with a note."""
    kg = graph_of(_ACTORS + _SOFA).slice(at=_AT)
    found = whatif(kg, adding=["A,D:security-dialogue"], measures=["degree"])
    assert _numbers(found)["actors"] == (4, 5, 1)
    assert ("degree", "State A", "A", None, None, 1, 2, 1, "before: not in the network") in found.actors.rows


def test_regrouping(graph_of: Callable[[str], KnowledgeGraph]) -> None:
    """A goes from B and C to D, E and F once the pact of three is gone and a pact of four is made."""

    def dialogue(name: str, parties: str) -> str:
        listed = " , ".join(f"actor:{party}" for party in parties)
        return (
            f'mech:{name} a acc:SecurityDialogue ; skos:prefLabel "{name}"@en ; acc:party {listed} ;'
            ' acc:established "1990-01-01"^^xsd:date .\n'
        )

    record = _ACTORS + dialogue("three", "ABC") + dialogue("two", "BC") + dialogue("others", "DEF")
    found = whatif(graph_of(record).slice(at=_AT), without=["three"], adding=["A,D,E,F:security-dialogue"])
    named = {(row[0], row[1]): row[2] for row in found.communities.rows}
    assert named == {("before", 1): 4, ("before", 2): 3, ("after", 1): 5, ("after", 2): 2}
    # F brings along its twin: D, E, F and TWIN were together and are, A and its old company are not.
    assert found.regrouped.rows == (("State A", "A", 2, 1, 0.0),)
    nodes = [1, 1, 1, 2, 2, 2, 2], [3, 4, 4, 3, 3, 3, 3]
    expected = igraph.compare_communities(*nodes, method="adjusted_rand")
    assert found.about["communities_compared"] == pytest.approx(expected, abs=1e-9)


def test_the_first_and_the_last_alone(small: KnowledgeGraph) -> None:
    """A top of one names who loses the most and who gains the most, and says how many equal it."""
    found = whatif(small, without=["D"], adding=["B,E:security-dialogue"], measures=["degree"], top=1)
    assert [(row[2], row[7]) for row in found.actors.rows] == [("A", -1), ("B", 1)]
    assert found.actors.about == {}
    found = whatif(small, without=["ORG"], measures=["degree"], top=2)
    assert [row[2] for row in found.actors.rows] == ["C", "A"]
    assert found.actors.about == {"cut_degree_lose": "1 more lose as much as the last one shown"}


def test_the_graph_is_not_changed(small: KnowledgeGraph) -> None:
    """The record, its mechanisms and the network are what they were, and the answer is the same again."""
    network, mechanisms = small.network(), dict(small.record.mechanisms)
    first = json.dumps(whatif(small, without=["ORG"], adding=["C,E:security-dialogue"]).answer())
    assert first == json.dumps(whatif(small, without=["ORG"], adding=["C,E:security-dialogue"]).answer())
    assert small.record.mechanisms == mechanisms
    assert nx.utils.graphs_equal(small.network(), network)


def test_weights_are_passed_on(small: KnowledgeGraph) -> None:
    """By depth, a treaty of mutual defence counts 10, and a new dialogue half of its own depth beside it."""
    found = whatif(small, adding=["A,D:security-dialogue"], measures=["strength"], weight="depth")
    depth = small.mechanism("friendship").kind.depth
    before, after, _ = _values(found, "strength")["D"]
    sofa = small.mechanism("sofa").kind.depth
    assert before == depth + sofa
    assert 0 < after - before < depth


def test_without_the_united_states_the_world_is_igraphs(kg: KnowledgeGraph) -> None:
    """The network without a state is the network with its node deleted: igraph's degree and betweenness agree."""
    world = kg.slice(at="2014-12-31")
    network = world.network()
    found = whatif(world, without=["USA"], measures=["degree", "betweenness"], runs=2)
    nodes = [node for node in sorted(network) if node != "USA"]
    pairs = [(nodes.index(a), nodes.index(b)) for a, b in network.edges() if "USA" not in (a, b)]
    other = igraph.Graph(len(nodes), pairs)
    degrees = dict(zip(nodes, other.degree(), strict=True))
    tied = sum(degree > 0 for degree in degrees.values())
    scale = (tied - 1) * (tied - 2) / 2
    betweenness = {n: value / scale for n, value in zip(nodes, other.betweenness(), strict=True) if degrees[n]}
    after = {node: values[1] for node, values in _values(found, "betweenness").items() if values[1] is not None}
    assert after == pytest.approx(betweenness, abs=1e-9)
    assert {node: values[1] for node, values in _values(found, "degree").items() if node != "USA"} == degrees
    # A state founds no organisation: no pair of others loses its tie.
    assert found.pairs.rows == ()


def test_without_nato_allies_lose_the_tie_that_its_treaty_makes(kg: KnowledgeGraph) -> None:
    """In the layer of alliances, Canada and Italy have no other."""
    found = whatif(kg.slice(at="2014-12-31", layers=["alliance"]), without=["NATO"], measures=["degree"], runs=2)
    assert "CAN-ITA" in _lost(found)
    assert _values(found, "degree")["CAN"][2] < -20


def test_an_unknown_name_gets_a_suggestion(small: KnowledgeGraph) -> None:
    """Of actors and of mechanisms, and of treaties called after their year."""
    with pytest.raises(UnknownNameError, match="no actor or mechanism is called 'The Organization'") as refused:
        whatif(small, without=["The Organization"])
    assert "The Organisation" in refused.value.suggestions
    with pytest.raises(UnknownNameError) as refused:
        whatif(small, without=["1960 Treaty"])
    assert refused.value.hint == "Did you mean friendship?"
    with pytest.raises(UnknownNameError) as refused:
        whatif(small, adding=["A,D:reciprocal-acces-agreement"])
    assert refused.value.suggestions[0] == "reciprocal-access-agreement"
    with pytest.raises(UnknownNameError, match="no measure is called"):
        whatif(small, without=["A"], measures=["degre"])


def test_a_name_of_both_says_how_to_tell_them_apart(small: KnowledgeGraph) -> None:
    """The prefixes of the record decide."""
    with pytest.raises(RequestError, match="an actor and for a mechanism") as refused:
        whatif(small, without=["Twin"])
    assert refused.value.hint == "Write actor:TWIN for the actor, mech:twin for the mechanism."
    assert _lost(whatif(small, without=["mech:twin"])) == {"F-TWIN"}
    assert _lost(whatif(small, without=["actor:TWIN"])) == set()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "nothing is to change"),
        ({"without": ["Some Firm"]}, "Some Firm is in no network"),
        ({"without": ["A"], "adding": ["A,B:security-dialogue"]}, "State A is to be left out"),
        ({"adding": ["A,B"]}, "names no kind"),
        ({"adding": ["A:security-dialogue"]}, "at least two actors"),
        ({"adding": ["A,State A:security-dialogue"]}, "at least two actors"),
        ({"adding": ["A,FIRM:security-dialogue"]}, "Some Firm is in no network"),
        ({"adding": ["A,B:exercise-series"]}, "ties no actors to one another"),
        ({"without": ["A"], "top": 0}, "at least 1"),
    ],
)
def test_what_makes_no_sense_is_refused(small: KnowledgeGraph, arguments: dict[str, Any], message: str) -> None:
    """Each says what is wrong."""
    with pytest.raises(RequestError, match=message):
        whatif(small, **arguments)


def test_a_kind_that_the_slice_leaves_out_is_refused(small: KnowledgeGraph) -> None:
    """It would change nothing, which is not an answer."""
    with pytest.raises(RequestError, match="the slice leaves out mechanisms of the kind 'security dialogue'"):
        whatif(small.slice(at=_AT, layers=["alliance"]), adding=["A,B:security-dialogue"])
