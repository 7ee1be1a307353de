"""The rules draw the ties that a reader of the treaties would, and say what each follows from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from accord.graph import FileError
from accord.graph.answers.inference import DERIVED
from accord.ontology import PREFIXES, rule_files, terms
from accord.ontology.prefixes import compact, local

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pyoxigraph import Store

    from accord.graph import KnowledgeGraph

_RDF: Final = PREFIXES["rdf"]
_RULES: Final = {
    "ally": terms.ally,
    "dialogue-partner": terms.dialoguePartner,
    "exercise-partner": terms.exercisePartner,
    "partner": terms.partner,
}

#: Five states and an organisation. B leaves the pact in 2000; C only watches it. The agreement has two sides.
#: The draft is signed and not in force; the commitment runs from A to E; E's corps is no node of the network.
SMALL: Final = """
actor:A a acc:State . actor:B a acc:State . actor:C a acc:State . actor:D a acc:State . actor:E a acc:State .
actor:ORG a acc:InternationalOrganisation . actor:corps a acc:ArmedForce .

mech:pact a acc:DefencePact ; acc:obligation acc:DefenceObligation ; acc:entryIntoForce "1950"^^xsd:gYear ;
  acc:constitutes actor:ORG .
part:pact--A a acc:Participation ; acc:inMechanism mech:pact ; acc:participant actor:A .
part:pact--B a acc:Participation ; acc:inMechanism mech:pact ; acc:participant actor:B ;
  acc:end "2000-01-01"^^xsd:date .
part:pact--C a acc:Participation ; acc:inMechanism mech:pact ; acc:participant actor:C ;
  acc:role acc:Observer .
part:pact--D a acc:Participation ; acc:inMechanism mech:pact ; acc:participant actor:D ;
  acc:start "1990-10-03"^^xsd:date .

mech:neutrality a acc:NeutralityPact ; acc:obligation acc:NeutralityObligation ; acc:party actor:C , actor:E ;
  acc:entryIntoForce "1960-01-01"^^xsd:date .

mech:talks a acc:SecurityDialogue ; acc:party actor:B , actor:C , actor:corps ;
  acc:established "1980-05"^^xsd:gYearMonth .

mech:agreement a acc:StrategicPartnershipAgreement ; acc:entryIntoForce "1995-01-01"^^xsd:date .
part:agreement--A a acc:Participation ; acc:inMechanism mech:agreement ; acc:participant actor:A ; acc:side "one" .
part:agreement--B a acc:Participation ; acc:inMechanism mech:agreement ; acc:participant actor:B ; acc:side "one" .
part:agreement--C a acc:Participation ; acc:inMechanism mech:agreement ; acc:participant actor:C ; acc:side "other" .

mech:draft a acc:ReciprocalAccessAgreement ; acc:party actor:B , actor:E ; acc:signed "1999-01-01"^^xsd:date .

mech:series a acc:ExerciseSeries ; acc:party actor:A , actor:E ; acc:established "1985"^^xsd:gYear .
mech:exercise a acc:JointExercise ; acc:editionOf mech:series ; acc:party actor:A , actor:C , actor:E ;
  acc:firstDay "1989-06-01"^^xsd:date ; acc:lastDay "1989-06-10"^^xsd:date .

mech:commitment a acc:SecurityCommitment ; acc:established "1997-01-01"^^xsd:date .
part:commitment--A a acc:Participation ; acc:inMechanism mech:commitment ; acc:participant actor:A ;
  acc:role acc:Guarantor .
part:commitment--E a acc:Participation ; acc:inMechanism mech:commitment ; acc:participant actor:E ;
  acc:role acc:Beneficiary .
"""

#: Worked by hand: on each day, the pairs that each rule draws.
EXPECTED: Final = {
    # The year 1950 is not over: the pact holds only possibly.
    "1950-06-01": {"ally": "", "dialogue-partner": "", "exercise-partner": "", "partner": ""},
    # D has not joined; the exercise is under way.
    "1989-06-05": {
        "ally": "A-B",
        "dialogue-partner": "B-C",
        "exercise-partner": "A-C A-E C-E",
        "partner": "A-B A-ORG B-ORG C-E B-C A-C A-E",
    },
    # The exercise is over: its partners stay exercise partners, and are partners no more by it.
    "1992-01-01": {
        "ally": "A-B A-D B-D",
        "dialogue-partner": "B-C",
        "exercise-partner": "A-C A-E C-E",
        "partner": "A-B A-D B-D A-ORG B-ORG D-ORG C-E B-C",
    },
    # The agreement ties across its sides alone, the commitment A and E; B and E have signed only.
    "1999-12-31": {
        "ally": "A-B A-D B-D",
        "dialogue-partner": "B-C",
        "exercise-partner": "A-C A-E C-E",
        "partner": "A-B A-D B-D A-ORG B-ORG D-ORG C-E B-C A-C A-E",
    },
    # The day of B's exit is the first without it.
    "2000-01-01": {
        "ally": "A-D",
        "dialogue-partner": "B-C",
        "exercise-partner": "A-C A-E C-E",
        "partner": "A-D A-ORG D-ORG C-E B-C A-C A-E",
    },
}


@pytest.fixture(scope="module")
def small(graph_of: Callable[[str], KnowledgeGraph]) -> KnowledgeGraph:
    """Give the small record."""
    return graph_of(SMALL)


def pairs(store: Store, predicate: str) -> list[str]:
    """Return the pairs that a predicate ties in the derived graph, as ``A-B``."""
    from pyoxigraph import NamedNode

    quads = store.quads_for_pattern(None, NamedNode(predicate), None, NamedNode(DERIVED))
    return sorted(f"{local(quad.subject.value)}-{local(quad.object.value)}" for quad in quads)


def values(store: Store, subject: str, predicate: str) -> list[str]:
    """Return what the store says of a subject."""
    from pyoxigraph import NamedNode

    quads = store.quads_for_pattern(NamedNode(subject), NamedNode(predicate), None, None)
    return sorted({quad.object.value for quad in quads})


def in_order(names: Iterable[str]) -> list[str]:
    """Return pairs as the rules write them: the smaller name first."""
    return sorted("-".join(sorted(name.split("-"))) for name in names)


def test_there_is_a_rule_for_each_sort_of_tie() -> None:
    """The rule files are the four that are tested here."""
    assert [path.stem for path in rule_files()] == sorted(_RULES)


@pytest.mark.parametrize("rule", _RULES)
@pytest.mark.parametrize("day", EXPECTED)
def test_ties_worked_by_hand(day: str, rule: str, small: KnowledgeGraph) -> None:
    """Each rule draws on each day the pairs that the treaties give, each pair once."""
    assert pairs(small.slice(at=day).store, _RULES[rule]) == in_order(EXPECTED[day][rule].split())


@pytest.mark.parametrize("day", EXPECTED)
def test_the_network_has_the_same_ties(day: str, small: KnowledgeGraph) -> None:
    """The rules, in SPARQL, and the projection, in Python, agree on the small record."""
    network = small.slice(at=day).network()
    assert in_order(map("-".join, network.edges)) == in_order(EXPECTED[day]["partner"].split())


def test_allies_where_each_party_owes_something_else(graph_of: Callable[[str], KnowledgeGraph]) -> None:
    """A owes defence, B neutrality and C nothing: A is the ally of both, and B and C are none of each other."""
    kg = graph_of(
        """
        actor:A a acc:State . actor:B a acc:State . actor:C a acc:State .
        mech:apart a acc:DefencePact ; acc:entryIntoForce "1950-01-01"^^xsd:date ;
          acc:obligation acc:DefenceObligation , acc:NeutralityObligation .
        part:apart--A a acc:Participation ; acc:inMechanism mech:apart ; acc:participant actor:A ;
          acc:obligation acc:DefenceObligation .
        part:apart--B a acc:Participation ; acc:inMechanism mech:apart ; acc:participant actor:B ;
          acc:obligation acc:NeutralityObligation .
        part:apart--C a acc:Participation ; acc:inMechanism mech:apart ; acc:participant actor:C .
        """
    )
    assert pairs(kg.slice(at="1960-01-01").store, terms.ally) == ["A-B", "A-C"]


def test_what_is_derived_stays_in_its_graph(kg: KnowledgeGraph) -> None:
    """No other graph holds a tie, and the derived graph holds nothing but ties and what describes them."""
    ties = set(_RULES.values())
    describing = {f"{_RDF}{name}" for name in ("type", "subject", "predicate", "object")}
    describing |= {terms.byRule, f"{PREFIXES['prov']}wasDerivedFrom"}
    for quad in kg.store:
        if quad.graph_name.value == DERIVED:
            assert quad.predicate.value in ties | describing
        else:
            assert quad.predicate.value not in ties


def test_every_derived_triple_is_explained(kg: KnowledgeGraph) -> None:
    """Each derived triple has one acc:DerivedTie, which repeats it and names its rule and what it follows from."""
    from pyoxigraph import NamedNode

    graph = NamedNode(DERIVED)
    drawn = {
        (quad.subject.value, quad.predicate.value, quad.object.value)
        for predicate in _RULES.values()
        for quad in kg.store.quads_for_pattern(None, NamedNode(predicate), None, graph)
    }
    explained: list[tuple[str, str, str]] = []
    for quad in kg.store.quads_for_pattern(None, NamedNode(f"{_RDF}type"), NamedNode(terms.DerivedTie), graph):
        tie = quad.subject.value
        (subject,), (predicate,), (object_,) = (
            values(kg.store, tie, f"{_RDF}{name}") for name in ("subject", "predicate", "object")
        )
        explained.append((subject, predicate, object_))
        assert values(kg.store, tie, terms.byRule) == [{p: r for r, p in _RULES.items()}[predicate]]
        sources = [compact(iri) for iri in values(kg.store, tie, f"{PREFIXES['prov']}wasDerivedFrom")]
        assert {name.split(":")[0] for name in sources} == {"mech", "part"}
    assert drawn
    assert sorted(explained) == sorted(drawn)


def test_a_tie_names_what_it_follows_from(small: KnowledgeGraph) -> None:
    """The alliance of A and D follows from the pact and the two participations, and from nothing else."""
    store = small.slice(at="1992-01-01").store
    assert [compact(i) for i in values(store, f"{PREFIXES['tie']}ally-A--D", f"{PREFIXES['prov']}wasDerivedFrom")] == [
        "mech:pact",
        "part:pact--A",
        "part:pact--D",
    ]


def test_nothing_follows_of_a_blank_node(graph_of: Callable[[str], KnowledgeGraph]) -> None:
    """A mechanism without a name is refused with a hint, and not left out of the ties in silence."""
    nameless = graph_of(
        "actor:A a acc:State . actor:B a acc:State . [] a acc:DefencePact ; acc:party actor:A , actor:B ."
    )
    with pytest.raises(FileError, match="blank node"):
        _ = nameless.store


@pytest.mark.parametrize("day", ["1950-01-01", "1995-06-01", "2019-06-01", None])
def test_partners_are_the_edges_of_the_network(day: str | None, kg: KnowledgeGraph) -> None:
    """On the shipped record the rule for partners and the network agree, on every day asked of both."""
    then = kg.slice(at=day)
    edges = sorted("-".join(sorted(edge)) for edge in then.network().edges)
    assert pairs(then.store, terms.partner) == edges
    assert edges or day == "1950-01-01"


def test_allies_and_dialogue_partners_are_partners(kg: KnowledgeGraph) -> None:
    """What the ontology declares by rdfs:subPropertyOf holds of what the rules draw."""
    partners = set(pairs(kg.store, terms.partner))
    assert set(pairs(kg.store, terms.ally)) <= partners
    assert set(pairs(kg.store, terms.dialoguePartner)) <= partners
