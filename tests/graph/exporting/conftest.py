"""A small record with all that makes a file go wrong: hostile labels, spells, sides, guarantees, imprecise dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from accord.graph import KnowledgeGraph

#: A label with quotes, a line break, markup, a character that XML forbids, a semicolon, an emoji and another script.
HOSTILE: Final = "a \"b\" 'c' & <d>\nline; two\ttab \x0b日本 \U0001f91d é \\ end"
#: A label that a spreadsheet would run.
FORMULA: Final = "=cmd|' /C calc'!A0"

#: Five ties of the pact and its organisation a spell, one of the talks and one of the drill.
TIES: Final = [
    ("AAA", "BBB", "pact", "alliance", 1, "1950-01-01", None),
    ("AAA", "BBB", "talks", "dialogue", 1, "2013-12-31", None),
    ("AAA", "CCC", "pact", "alliance", 1, "1952-02-18", "1974-08-14"),
    ("AAA", "CCC", "pact", "alliance", 2, "1980-10-20", "2001-01-01"),
    ("AAA", "DDD", "drill", "exercise", 1, "2015-06-30", "2015-06-02"),
    ("AAA", "ORG", "pact", "membership", 1, "1950-01-01", None),
    ("BBB", "CCC", "pact", "alliance", 1, "1952-02-18", "1974-08-14"),
    ("BBB", "CCC", "pact", "alliance", 2, "1980-10-20", "2001-01-01"),
    ("BBB", "ORG", "pact", "membership", 1, "1950-01-01", None),
    ("CCC", "ORG", "pact", "membership", 1, "1952-02-18", "1974-08-14"),
    ("CCC", "ORG", "pact", "membership", 2, "1980-10-20", "2001-01-01"),
]

_TURTLE: Final = r"""
actor:AAA a acc:State ; skos:prefLabel "a \"b\" 'c' & <d>\nline; two\ttab \u000B日本 \U0001F91D é \\ end"@en ;
  acc:iso3 "AAA" ; acc:cow "2" ; acc:evidence ev:one .
actor:BBB a acc:State ; skos:prefLabel "=cmd|' /C calc'!A0"@en ; acc:evidence ev:one .
actor:CCC a acc:State ; skos:prefLabel "C"@en ; acc:end "2001"^^xsd:gYear .
actor:DDD a acc:State ; skos:prefLabel "D"@en .
actor:ORG a acc:InternationalOrganisation ; skos:prefLabel "Organisation"@en .
actor:arm a acc:ArmedForce ; skos:prefLabel "Army"@en .

mech:pact a acc:DefencePact ; skos:prefLabel "Pact"@en , "pacte"@fr ; skos:altLabel "P; Q"@en ;
  acc:obligation acc:DefenceObligation , acc:ConsultationObligation ; acc:constitutes actor:ORG ;
  acc:party actor:AAA , actor:BBB ; acc:signed "1949-04"^^xsd:gYearMonth ; acc:entryIntoForce "1950-01-01"^^xsd:date ;
  acc:evidence ev:one .
part:pact--CCC-1 a acc:Participation ; acc:inMechanism mech:pact ; acc:participant actor:CCC ;
  acc:start "1952-02-18"^^xsd:date ; acc:end "1974-08-14"^^xsd:date .
part:pact--CCC-2 a acc:Participation ; acc:inMechanism mech:pact ; acc:participant actor:CCC ;
  acc:start "1980-10-20"^^xsd:date .
mech:talks a acc:TwoPlusTwoDialogue ; skos:prefLabel "Talks & \"more\""@en ; acc:party actor:AAA , actor:BBB ;
  acc:established "2013"^^xsd:gYear ; acc:evidence ev:two .
mech:drill a acc:JointExercise ; skos:prefLabel "Drill"@en ; acc:party actor:AAA , actor:DDD ;
  acc:firstDay "2015-06"^^xsd:gYearMonth ; acc:lastDay "2015-06"^^xsd:gYearMonth ; acc:evidence ev:two .
mech:plan a acc:ReciprocalAccessAgreement ; skos:prefLabel "Plan"@en ; acc:party actor:BBB , actor:DDD ;
  acc:signed "2026-01-01"^^xsd:date .

ev:one a acc:Evidence ; acc:source src:paper ; acc:locator "p. 1" ; acc:supports acc:signed ; acc:confidence acc:High .
ev:two a acc:Evidence ; acc:source src:paper ; acc:locator "p. 2; note 3" ; acc:confidence acc:Low .
src:paper a acc:Source ; dcterms:title "Paper" ; dcterms:publisher "Publisher" ;
  dcterms:issued "2016-01-01"^^xsd:date ;
  acc:sourceKind acc:PressSource ; acc:url "https://example.org/paper"^^xsd:anyURI ;
  acc:consulted "2026-11-22"^^xsd:date .
src:note a acc:Source ; dcterms:title "Note" ; dcterms:publisher "Publisher" ; acc:sourceKind acc:PressSource .
conflict:pact a acc:Conflict ; acc:conflictOf mech:pact ; acc:onProperty acc:signed ; acc:follows src:paper ;
  acc:setsAside src:note ; acc:otherDate "1949"^^xsd:gYear ; dcterms:description "The paper names the month."@en .
psg:p1 a acc:Passage ; acc:source src:paper ; acc:sentence 1 ; acc:firstCharacter 0 ; acc:afterLastCharacter 20 .
asrt:p1 a acc:Assertion ; dcterms:description "They agreed."@en ; acc:passage psg:p1 ; acc:about mech:pact ;
  acc:verdict acc:Corroborated ; acc:verdictReason "The text says so." ; acc:evidence ev:one .
claim:p1 a acc:Claim ; dcterms:description "They will agree again."@en ; acc:passage psg:p1 ;
  acc:claimKind acc:Forecast ; acc:holder actor:AAA ; acc:target mech:talks .
set:small a acc:RecordSet ; dcterms:title "Small"@en ; owl:versionInfo "1.0" ; acc:checkedTo "2026-12-01"^^xsd:date ;
  dcterms:license <https://creativecommons.org/licenses/by/4.0/> .
"""


@pytest.fixture(scope="session")
def hostile(graph_of: Callable[[str], KnowledgeGraph]) -> KnowledgeGraph:
    """Give that record, whole."""
    return graph_of(_TURTLE)
