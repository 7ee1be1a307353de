"""From mechanisms to ties, and from ties to the network, on a record small enough to work out by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accord.cli.options import weight_option
from accord.graph import Table, UnknownNameError
from accord.graph.networks.network import WEIGHTS
from accord.graph.networks.ties import dyads

if TYPE_CHECKING:
    from collections.abc import Callable

    from accord.graph import KnowledgeGraph

_RECORD = (
    "".join(f'actor:{n} a acc:State ; skos:prefLabel "State {n}"@en .\n' for n in "ABCDE")
    + """
actor:ORG a acc:InternationalOrganisation ; skos:prefLabel "The Organisation"@en .

# A pact of three, which founds an organisation; C joins later and leaves.
mech:pact a acc:DefencePact ; skos:prefLabel "Pact"@en ; acc:constitutes actor:ORG ;
  acc:obligation acc:DefenceObligation ; acc:entryIntoForce "2000-01-01"^^xsd:date ; acc:party actor:A , actor:B .
part:pact--C a acc:Participation ; acc:inMechanism mech:pact ; acc:participant actor:C ;
  acc:start "2010-01-01"^^xsd:date ; acc:end "2015-01-01"^^xsd:date .

# An agreement of two sides: A and B on one, D on the other.
mech:sides a acc:StrategicPartnership ; skos:prefLabel "Sides"@en ; acc:established "2005"^^xsd:gYear .
part:sides--A a acc:Participation ; acc:inMechanism mech:sides ; acc:participant actor:A ; acc:side "1" .
part:sides--B a acc:Participation ; acc:inMechanism mech:sides ; acc:participant actor:B ; acc:side "1" .
part:sides--D a acc:Participation ; acc:inMechanism mech:sides ; acc:participant actor:D ; acc:side "2" .

# A second tie of A and B, signed in 2001 and in force from 2003; an observer makes no tie.
mech:acsa a acc:AcquisitionAndCrossServicingAgreement ; skos:prefLabel "ACSA"@en ; acc:party actor:A , actor:B ;
  acc:signed "2001-01-01"^^xsd:date ; acc:entryIntoForce "2003-01-01"^^xsd:date .
part:acsa--E a acc:Participation ; acc:inMechanism mech:acsa ; acc:participant actor:E ; acc:role acc:Observer .

# Never in force.
mech:signed a acc:ReciprocalAccessAgreement ; skos:prefLabel "Signed"@en ; acc:party actor:A , actor:E ;
  acc:signed "2001-01-01"^^xsd:date .

# A commitment of one to another.
mech:promise a acc:SecurityCommitment ; skos:prefLabel "Promise"@en ; acc:established "2012-01-01"^^xsd:date .
part:promise--D a acc:Participation ; acc:inMechanism mech:promise ; acc:participant actor:D ; acc:role acc:Guarantor .
part:promise--A a acc:Participation ; acc:inMechanism mech:promise ; acc:participant actor:A ;
  acc:role acc:Beneficiary .
"""
)


@pytest.fixture(scope="module")
def small(graph_of: Callable[[str], KnowledgeGraph]) -> KnowledgeGraph:
    """Give the small record as a graph."""
    return graph_of(_RECORD)


def _pairs(kg: KnowledgeGraph) -> set[tuple[str, str, str, str]]:
    return {(d.a.id, d.b.id, d.mechanism.id, d.layer) for d in kg.dyads()}


def test_ties_on_a_day(small: KnowledgeGraph) -> None:
    """In mid 2012 the pact ties all three, its members to the organisation, and the sides only across."""
    assert _pairs(small.slice(at="2012-06-01")) == {
        ("A", "B", "pact", "alliance"),
        ("A", "C", "pact", "alliance"),
        ("B", "C", "pact", "alliance"),
        ("A", "ORG", "pact", "membership"),
        ("B", "ORG", "pact", "membership"),
        ("C", "ORG", "pact", "membership"),
        ("A", "D", "sides", "partnership"),
        ("B", "D", "sides", "partnership"),
        ("A", "B", "acsa", "logistics"),
        ("D", "A", "promise", "commitment"),
    }


def test_entry_and_exit_bound_a_tie(small: KnowledgeGraph) -> None:
    """C is tied from its entry until its exit, and not on the day of the exit."""
    for day, tied in (("2009-12-31", False), ("2010-01-01", True), ("2014-12-31", True), ("2015-01-01", False)):
        assert small.slice(at=day).network().has_edge("A", "C") is tied


def test_two_spells_that_never_met_make_no_tie(small: KnowledgeGraph) -> None:
    """In a window, two participations tie only where they overlap."""
    early = small.slice(between=("2000", "2004"))
    assert not early.network().has_edge("A", "D")
    assert {(d.a.id, d.b.id) for d in early.dyads()} == {("A", "B"), ("A", "ORG"), ("B", "ORG")}


def test_signature_alone_ties_nobody(small: KnowledgeGraph) -> None:
    """An agreement that never entered into force is found by its pair, and holds on no day."""
    found = small.tie("A", "E")
    assert [d.mechanism.id for d in found] == ["signed"]
    assert found[0].interval is None
    assert found[0].mechanism.status(small.today) == "signed, not known to be in force"
    assert not small.network().has_edge("A", "E")


def test_a_year_alone_counts_only_when_possibly_does(small: KnowledgeGraph) -> None:
    """Sides was established at some time in 2005."""
    assert not small.slice(at="2005-06-01").network().has_edge("A", "D")
    assert small.slice(at="2005-06-01", possibly=True).network().has_edge("A", "D")
    assert small.slice(at="2005-12-31").network().has_edge("A", "D")


def test_strength_counts_mechanisms_and_distance_is_exact(small: KnowledgeGraph) -> None:
    """A and B have pact and ACSA; A and D have sides and promise; distances are whole numbers."""
    network = small.slice(at="2012-06-01").network()
    two = {"strength": 2, "distance": 1}
    assert network["A"]["B"] == {**two, "mechanisms": ("acsa", "pact"), "layers": ("alliance", "logistics")}
    assert network["A"]["D"] == {**two, "mechanisms": ("promise", "sides"), "layers": ("commitment", "partnership")}
    assert network["A"]["C"] == {"strength": 1, "distance": 2, "mechanisms": ("pact",), "layers": ("alliance",)}


def test_the_network_says_what_it_is(small: KnowledgeGraph) -> None:
    """Projection, slice, weights and record version are attributes of the graph."""
    attributes = small.slice(at="2012-06-01", layers=["alliance"]).network().graph
    assert attributes["projection"] == "one-mode co-participation"
    assert attributes["slice"] == "at 2012-06-01; certainly in force; layers: alliance"
    assert {"strength", "distance", "record"} <= set(attributes)


def test_membership_is_a_layer_of_its_own(small: KnowledgeGraph) -> None:
    """Asked for alliances, the organisation is not tied; asked for membership, it alone is."""
    at = "2012-06-01"
    assert "ORG" not in {n for d in small.slice(at=at, layers=["alliance"]).dyads() for n in (d.a.id, d.b.id)}
    assert {d.b.id for d in small.slice(at=at, layers=["membership"]).dyads()} == {"ORG"}


def test_isolates_are_nodes(small: KnowledgeGraph) -> None:
    """An actor without a tie on the day is in the network all the same."""
    network = small.slice(at="1990-01-01").network()
    assert set(network) == {"A", "B", "C", "D", "E", "ORG"}
    assert network.number_of_edges() == 0


def test_each_pair_once_on_the_shipped_record(kg: KnowledgeGraph) -> None:
    """Every dyad of the record joins two different states or organisations, and stands once."""
    found = dyads(kg.record.mechanisms.values())
    keys = [(d.a.iri, d.b.iri, d.mechanism.iri, d.layer, d.interval) for d in found]
    assert len(keys) == len(set(keys))
    assert all(d.a != d.b and d.a.is_node and d.b.is_node for d in found)


def test_nothing_is_counted_twice(small: KnowledgeGraph) -> None:
    """What is stated is not repeated by what is completed, so that SPARQL counts right."""
    counted = small.query(
        """SELECT (COUNT(?party) AS ?parties) ?roles WHERE {
             mech:acsa acc:party ?party
             { SELECT (COUNT(?role) AS ?roles) WHERE { part:promise--D acc:role ?role } }
           } GROUP BY ?roles"""
    )
    assert isinstance(counted, Table)
    assert counted.rows == ((3, 1),)


def test_derived_ties_of_a_window_are_those_of_its_last_day(small: KnowledgeGraph) -> None:
    """A window in which C has left has no derived tie of C, as the network of its last day has none."""
    window = small.slice(between=("2012", "2016"))
    assert window.query("ASK { actor:B acc:ally actor:C }") is False
    assert window.query("ASK { actor:A acc:ally actor:B }") is True
    assert window.query("ASK { part:pact--C acc:holds acc:Certainly }") is True


def test_a_founding_treaty_counts_in_the_layer_of_members(small: KnowledgeGraph) -> None:
    """Asked for membership, mechanisms and export hold the pact that founds the organisation."""
    members = small.slice(at="2012-06-01", layers=["membership"])
    assert [m.id for m in members.mechanisms()] == ["pact"]
    assert "mech:pact a acc:DefencePact" in members.export()


_WEIGHED = """
actor:A a acc:State ; skos:prefLabel "State A"@en .
actor:B a acc:State ; skos:prefLabel "State B"@en .
actor:C a acc:State ; skos:prefLabel "State C"@en .
mech:pact a acc:DefencePact ; skos:prefLabel "Pact"@en ; acc:party actor:A , actor:B , actor:C ;
  acc:entryIntoForce "2000-12-31"^^xsd:date .
mech:bases a acc:BasingAgreement ; skos:prefLabel "Bases"@en ; acc:party actor:A , actor:B ;
  acc:entryIntoForce "2020-12-31"^^xsd:date .
set:x a acc:RecordSet ; acc:checkedTo "2020-12-31"^^xsd:date .
"""


@pytest.mark.parametrize(
    ("weight", "ab", "bc"),
    [
        ("count", 2, 1),
        # A pact is 10 deep and bases 8: the deepest whole, the next halved.
        ("depth", 10 + 8 / 2, 10),
        # The pact ties three, so that each pair gets a half of it; the bases tie two.
        ("newman", 1 / 2 + 1, 1 / 2),
        # The pact is twenty years old and counts a third, the bases are new.
        ("recency", 1 / 3 + 1, 1 / 3),
    ],
)
def test_what_a_link_weighs(graph_of: Callable[[str], KnowledgeGraph], weight: str, ab: float, bc: float) -> None:
    """Each weight has its formula, and distance is its inverse in whole numbers."""
    network = graph_of(_WEIGHED).network(weight)
    assert network["A"]["B"]["strength"] == pytest.approx(ab)
    assert network["B"]["C"]["strength"] == pytest.approx(bc)
    distances = [network["A"]["B"]["distance"], network["B"]["C"]["distance"]]
    assert all(isinstance(distance, int) for distance in distances)
    assert distances[1] / distances[0] == pytest.approx(ab / bc, rel=1e-8)


def test_the_command_offers_the_weights_that_there_are() -> None:
    """The choice at the command line is written by hand, so that help imports nothing."""

    def plain() -> None:
        """Do nothing."""

    (option,) = weight_option(plain).__click_params__  # type: ignore[attr-defined]
    assert tuple(option.type.choices) == tuple(WEIGHTS)


def test_an_unknown_weight_is_refused(small: KnowledgeGraph) -> None:
    """The error names the weights that there are."""
    with pytest.raises(UnknownNameError, match="weight"):
        small.network("heavy")
