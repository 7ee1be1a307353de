"""Networks and what is asked of them: the same from files, a store on disk and an endpoint, and never fetched whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import networkx as nx
import pytest

from accord.graph import FileError, KnowledgeGraph, UnknownNameError
from accord.graph.analysis.backtest import backtest
from accord.graph.analysis.paths import paths
from accord.graph.analysis.prediction import who_next
from accord.graph.analysis.quasi_alliance import quasi_alliance_by_year, quasi_alliances
from accord.graph.analysis.whatif import whatif
from accord.graph.loading.served import ServedReading
from accord.graph.model import DUTIES

from .serving import is_whole, never_whole, store_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

#: Seven states, one of them late; a pact of three that founds an organisation, and has an observer; a guarantee; an
#: alliance by which A alone owes defence; a member in two spells and two roles at once; treaties that are not in force;
#: a treaty under another's address; and a record that stands with another.
_RECORD: Final = (
    "".join(
        f'actor:{n} a acc:State ; skos:prefLabel "State {n}"@en ; acc:region acc:{region} .\n'
        for region, names in (("EastAsia", "ABC"), ("Oceania", "DEF"))
        for n in names
    )
    + """
actor:G a acc:State ; skos:prefLabel "State G"@en ; acc:start "2016"^^xsd:gYear .
actor:ORG a acc:InternationalOrganisation ; skos:prefLabel "The Organisation"@en .
src:s a acc:Source ; dcterms:title "S" ; acc:url "https://example.org/s"^^xsd:anyURI .
ev:sure a acc:Evidence ; acc:source src:s ; acc:confidence acc:High .
ev:part a acc:Evidence ; acc:source src:s ; acc:locator "of C's accession" ; acc:confidence acc:Low .
mech:pact a acc:DefencePact ; skos:prefLabel "Pact"@en ; acc:constitutes actor:ORG ; acc:evidence ev:sure ;
  acc:obligation acc:DefenceObligation , acc:ConsultationObligation ; acc:entryIntoForce "2000-01-01"^^xsd:date ;
  acc:party actor:A , actor:B .
part:pact--C a acc:Participation ; acc:inMechanism mech:pact ; acc:participant actor:C ; acc:evidence ev:part ;
  acc:start "2010"^^xsd:gYear .
part:pact--E a acc:Participation ; acc:inMechanism mech:pact ; acc:participant actor:E ; acc:role acc:Observer .
mech:shield a acc:DefencePact ; skos:prefLabel "Shield"@en ; acc:obligation acc:DefenceObligation ;
  acc:entryIntoForce "2005-01-01"^^xsd:date .
part:shield--A a acc:Participation ; acc:inMechanism mech:shield ; acc:participant actor:A ; acc:role acc:Guarantor .
part:shield--D a acc:Participation ; acc:inMechanism mech:shield ; acc:participant actor:D .
mech:apart a acc:DefencePact ; skos:prefLabel "Apart"@en ; acc:entryIntoForce "2001-05-01"^^xsd:date ;
  acc:obligation acc:DefenceObligation , acc:NeutralityObligation .
part:apart--A a acc:Participation ; acc:inMechanism mech:apart ; acc:participant actor:A ;
  acc:obligation acc:DefenceObligation .
part:apart--E a acc:Participation ; acc:inMechanism mech:apart ; acc:participant actor:E ;
  acc:obligation acc:NeutralityObligation .
part:apart--F a acc:Participation ; acc:inMechanism mech:apart ; acc:participant actor:F .
mech:group a acc:MinilateralGroup ; skos:prefLabel "Group"@en ; acc:established "2002-02"^^xsd:gYearMonth ;
  acc:party actor:B , actor:D .
part:group--F1 a acc:Participation ; acc:inMechanism mech:group ; acc:participant actor:F ;
  acc:end "2006-01-01"^^xsd:date .
part:group--F2 a acc:Participation ; acc:inMechanism mech:group ; acc:participant actor:F ;
  acc:start "2009-01-01"^^xsd:date .
part:group--F3 a acc:Participation ; acc:inMechanism mech:group ; acc:participant actor:F ; acc:role acc:Member ;
  acc:start "2009-01-01"^^xsd:date .
mech:talks a acc:SecurityDialogue ; skos:prefLabel "Talks"@en ; acc:established "2012-01-01"^^xsd:date ;
  acc:party actor:C , actor:D .
mech:bases a acc:BasingAgreement ; skos:prefLabel "Bases"@en ; acc:entryIntoForce "2003-01-01"^^xsd:date .
part:bases--D a acc:Participation ; acc:inMechanism mech:bases ; acc:participant actor:D .
part:bases--B a acc:Participation ; acc:inMechanism mech:bases ; acc:participant actor:B .
mech:commitment a acc:SecurityCommitment ; skos:prefLabel "Commitment"@en ; acc:established "2004-01-01"^^xsd:date .
part:commitment--F a acc:Participation ; acc:inMechanism mech:commitment ; acc:participant actor:F ;
  acc:role acc:Guarantor .
part:commitment--D a acc:Participation ; acc:inMechanism mech:commitment ; acc:participant actor:D .
<https://example.org/treaties/raa> a acc:ReciprocalAccessAgreement ; skos:prefLabel "Treaty of Access"@en ;
  acc:signed "1999-11-30"^^xsd:date ; acc:entryIntoForce "2000-03-01"^^xsd:date ; acc:party actor:A , actor:C .
mech:raa-2 a acc:ReciprocalAccessAgreement ; dcterms:title "Second Treaty"@en ; acc:entryIntoForce "2008"^^xsd:gYear ;
  acc:party actor:A , actor:D .
mech:raa-3 a acc:ReciprocalAccessAgreement ; skos:prefLabel "Third"@en ; acc:signed "2013-04-01"^^xsd:date ;
  acc:party actor:B , actor:D .
mech:raa-4 a acc:ReciprocalAccessAgreement ; skos:prefLabel "Fourth"@en ; acc:signed "2014-04-01"^^xsd:date ;
  acc:entryIntoForce "2016-04-01"^^xsd:date ; acc:party actor:C , actor:D .
mech:raa-5 a acc:ReciprocalAccessAgreement ; skos:prefLabel "Fifth"@en ; acc:announced "2015-04-01"^^xsd:date ;
  acc:party actor:E , actor:G .
mech:twin a acc:BasingAgreement ; skos:prefLabel "Bases again"@en ; acc:entryIntoForce "2003-01-01"^^xsd:date ;
  acc:party actor:B , actor:D ; acc:sameMechanismAs mech:bases .
set:x a acc:RecordSet ; dcterms:title "Small" ; owl:versionInfo "1" ; acc:checkedTo "2015-06-01"^^xsd:date .
"""
)
_RAA: Final = "ReciprocalAccessAgreement"


@pytest.fixture(scope="module")
def files(graph_of: Callable[[str], KnowledgeGraph]) -> KnowledgeGraph:
    """Give the record as it is read from a file."""
    return graph_of(_RECORD)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the record as a store on disk."""
    return store_of(_RECORD, tmp_path_factory.mktemp("networks"))


@pytest.fixture(scope="module", params=["store", "endpoint", "large"])
def apart(request: pytest.FixtureRequest, store: Path) -> Iterator[KnowledgeGraph]:
    """Give the graph as a store, of a server, and as one of too many pairs; to fetch every record of it fails."""
    with never_whole(store, request.param, **({"_PAIRS": 0} if request.param == "large" else {})) as graph:
        yield graph


def _drawn(graph: nx.Graph[Any]) -> dict[str, Any]:
    edges = graph.edges(keys=True, data=True) if isinstance(graph, nx.MultiGraph) else graph.edges(data=True)
    return {"about": graph.graph, "nodes": list(graph.nodes(data=True)), "edges": list(edges)}


_ASKED: Final[dict[str, Callable[[KnowledgeGraph], Any]]] = {
    "path": lambda kg: paths(kg, "State E", "The Organisation", by="distance", max_steps=4, sources=True),
    "path, in a slice": lambda kg: paths(kg.slice(at="2003-06-01", layers=["alliance"]), "A", "F"),
    "what if, without": lambda kg: whatif(kg, without=["ORG", "State D"]).answer(),
    "what if, with": lambda kg: whatif(
        kg.slice(at="2009-06-01", possibly=True), without=["Second Treaty"], adding=["C,F:reciprocal-access-agreement"]
    ).answer(),
    "what if, a commitment": lambda kg: whatif(kg, adding=["G,A,B:security-commitment"], weight="newman").answer(),
    "quasi-alliances": quasi_alliances,
    "quasi-alliances, narrowed": lambda kg: quasi_alliances(
        kg.slice(between=("2004", "2012"), possibly=True, layers=["access", "MinilateralGroup"], parties="bilateral"),
        "State D",
    ),
    "quasi-alliance by year": lambda kg: quasi_alliance_by_year(kg, "State D", "State B", 2000, 2015),
    "who next": lambda kg: who_next(kg, _RAA),
    "who next, on the kind": lambda kg: who_next(kg.slice(at="2012-01-01"), _RAA, "D", on="kind", organisations=True),
    "who next, members": lambda kg: who_next(kg, "membership", organisations=True, top=3),
    "back-test": lambda kg: backtest(kg, _RAA, first=1998, last=2014, horizon=4),
    "two modes": lambda kg: _drawn(kg.two_mode()),
    "two modes, of a region": lambda kg: _drawn(
        kg.slice(between=("2005", "2009"), regions=["Oceania"], possibly=True)
        .with_depths({"MinilateralGroup": 9})
        .two_mode()
    ),
    "two modes, by evidence": lambda kg: _drawn(kg.slice(confidence="high", organisations=False).two_mode()),
    **{f"obligations: {duty}": lambda kg, duty=duty: _drawn(kg.obligations(duty)) for duty in DUTIES},
    "obligations, of a region": lambda kg: _drawn(kg.slice(regions=["Eastern Asia"]).obligations()),
    "parallel": lambda kg: _drawn(kg.slice(between=("2001", "2010"), possibly=True).parallel()),
    "parallel, of all time": lambda kg: _drawn(kg.with_depths({"MinilateralGroup": 9}).parallel()),
    "multiplex": lambda kg: _drawn(kg.multiplex()),
    "multiplex, by kind": lambda kg: _drawn(kg.slice(at="2010-12-31").multiplex("kind")),
}


@pytest.mark.parametrize("asked", _ASKED)
def test_answers_are_those_of_the_files(asked: str, apart: KnowledgeGraph, files: KnowledgeGraph) -> None:
    """Each is equal to the last digit and word, and no more is fetched than it needs."""
    ask = _ASKED[asked]
    assert ask(apart) == ask(files)
    assert not is_whole(apart)


def test_to_fetch_every_record_would_fail(apart: KnowledgeGraph) -> None:
    """The limit that watches over these tests is in force."""
    with pytest.raises(FileError, match="1 at most"):
        _ = apart.record


def test_treaties_called_by_their_year_are_suggested(apart: KnowledgeGraph, files: KnowledgeGraph) -> None:
    """The deepest of those that hold come first; nothing is fetched but what has the year and the words."""
    expected = {"the treaty 2000": [], "2008 second treaty": ["raa-2"], "2000": ["pact", "raa"]}
    for kg in (files, apart):
        for name, meant in expected.items():
            with pytest.raises(UnknownNameError) as caught:
                whatif(kg, without=[name])
            # Names that are spelt alike may come after them.
            assert caught.value.suggestions[: len(meant)] == meant
    assert not is_whole(apart)


def test_many_labels_are_read_at_once(apart: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where too many mechanisms are in an answer to be asked for by name, their labels are the same."""
    expected = _drawn(apart.two_mode())
    monkeypatch.setattr("accord.graph.loading.served_columns._FEW", 0)
    assert _drawn(apart.two_mode()) == expected
    fresh = KnowledgeGraph(ServedReading(apart.reading.engine, "fresh"))  # type: ignore[union-attr]  # pyright: ignore
    assert _drawn(fresh.two_mode()) == expected


def test_the_role_is_told_that_is_more_than_a_partys(files: KnowledgeGraph) -> None:
    """F is a member and a plain party of the group at once, and a plain party alone in 2005."""
    assert files.two_mode().edges["F", "mech:group"]["role"] == "Member"
    assert files.slice(at="2005-01-01").two_mode().edges["F", "mech:group"]["role"] == "Party"


def test_each_party_owes_what_its_own_participation_states(files: KnowledgeGraph) -> None:
    """By the treaty that tells its parties apart, A owes defence and E neutrality, to both others; F owes nothing."""
    owed: dict[str, set[tuple[str, str]]] = {}
    for duty in ("defence", "neutrality"):
        edges = files.obligations(duty).edges(data="mechanisms")
        owed[duty] = {(debtor, creditor) for debtor, creditor, names in edges if "apart" in names}
    assert owed == {"defence": {("A", "E"), ("A", "F")}, "neutrality": {("E", "A"), ("E", "F")}}
