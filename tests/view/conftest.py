"""A record whose every text attacks the page, and a small one that shows every way of drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from accord.graph import KnowledgeGraph

_PREFIXES = "@prefix ex: <https://example.org/id/> .\n"

#: Each would run, or break out of where it stands, if anything were written as markup.
ATTACK = (
    "</script><script>window.pwned=1</script><img src=x onerror='window.pwned=1'> <!-- "
    "{{ 7*7 }} {% raw %} ${7*7} `\" ' & \\u2028 \\u2029 </style> ]]>"
)
_LITERAL = '"' + ATTACK.replace('"', '\\"') + '"'

_HOSTILE = (
    _PREFIXES
    + """
ex:set a acc:RecordSet ; dcterms:title ATTACK ; owl:versionInfo ATTACK ; acc:checkedTo "2024-06-30"^^xsd:date ;
  dcterms:license "javascript:window.pwned=1" .
ex:a a acc:State ; skos:prefLabel ATTACK ; skos:altLabel ATTACK ; dcterms:description ATTACK ; acc:iso3 ATTACK ;
  acc:wikidata "javascript:window.pwned=1" ; acc:evidence ex:ev .
<https://example.org/id/b'&=%3Cscript%3E> a acc:State ; skos:prefLabel "" .
ex:c a acc:InternationalOrganisation ; skos:prefLabel "javascript:window.pwned=1" .
ex:pact a acc:DefencePact ; skos:prefLabel ATTACK ; acc:officialName ATTACK ; dcterms:description ATTACK ;
  acc:signed "2020"^^xsd:gYear ; acc:entryIntoForce "2020-02-03"^^xsd:date ; acc:endReason ATTACK ;
  acc:evidence ex:ev ; acc:party ex:a , <https://example.org/id/b'&=%3Cscript%3E> .
ex:club a acc:MinilateralGroup ; skos:prefLabel ATTACK ; acc:established "2019-01-01"^^xsd:date ; acc:evidence ex:ev ;
  acc:party ex:a , ex:c , <https://example.org/id/b'&=%3Cscript%3E> .
ex:ev a acc:Evidence ; acc:source ex:src , ex:src ; acc:locator ATTACK ; acc:confidence acc:High .
ex:src a acc:Source ; dcterms:title ATTACK ; dcterms:publisher ATTACK ;
  acc:url "javascript:window.pwned=1"^^xsd:anyURI .
ex:src2 a acc:Source ; dcterms:title ATTACK ; acc:url "https://example.org/?q='\\"><script>window.pwned=1</script>" .
ex:ev2 a acc:Evidence ; acc:source ex:src2 ; acc:locator ATTACK .
ex:psg a acc:Passage ; acc:source ex:src ; acc:sentence 1 ; acc:firstCharacter 0 ; acc:afterLastCharacter 9 .
ex:asrt a acc:Assertion ; dcterms:description ATTACK ; acc:passage ex:psg ; acc:about ex:pact , ex:a ;
  acc:verdict acc:Contradicted ; acc:verdictReason ATTACK ; acc:verdictEvidence ex:ev2 .
ex:clm a acc:Claim ; dcterms:description ATTACK ; acc:passage ex:psg ; acc:claimKind acc:Motive ; acc:holder ex:a ;
  acc:target ex:pact , ex:a .
""".replace("ATTACK", _LITERAL)
)


@pytest.fixture(scope="session")
def hostile(graph_of: Callable[[str], KnowledgeGraph]) -> KnowledgeGraph:
    """Give a record whose every text is an attack."""
    return graph_of(_HOSTILE)


@pytest.fixture(scope="session")
def attack() -> str:
    """Give the text that the hostile record repeats."""
    return ATTACK.replace("\\u2028", "\u2028").replace("\\u2029", "\u2029")


_SMALL = (
    _PREFIXES
    + """
ex:set a acc:RecordSet ; dcterms:title "A small record" ; owl:versionInfo "1" ; acc:checkedTo "2024-06-30"^^xsd:date .
ex:A a acc:State ; skos:prefLabel "Arcadia" .
ex:B a acc:State ; skos:prefLabel "Bohemia" .
ex:C a acc:State ; skos:prefLabel "Candia" .
ex:D a acc:State ; skos:prefLabel "Dalmatia" .
ex:L a acc:State ; skos:prefLabel "Lonely" .
ex:O a acc:InternationalOrganisation ; skos:prefLabel "Organisation of the Seas" ; skos:altLabel "OS" .
ex:founding a acc:OrganisationTreaty ; skos:prefLabel "Treaty of the Seas" ; acc:constitutes ex:O ;
  acc:entryIntoForce "1990-01-01"^^xsd:date ; acc:party ex:A , ex:B , ex:C .
ex:pact a acc:DefencePact ; skos:prefLabel "Pact of three" ; acc:entryIntoForce "2000-05-01"^^xsd:date ;
  acc:party ex:A , ex:B , ex:C .
ex:talks a acc:TwoPlusTwoDialogue ; skos:prefLabel "Talks" ; acc:established "2010"^^xsd:gYear ; acc:party ex:A , ex:B .
ex:access a acc:AccessAgreement ; skos:prefLabel "Access" ; acc:entryIntoForce "2015-03-01"^^xsd:date ;
  acc:end "2020-03-01"^^xsd:date ; acc:party ex:A , ex:B .
ex:drill a acc:JointExercise ; skos:prefLabel "Drill" ; acc:firstDay "2024-06-03"^^xsd:date ;
  acc:lastDay "2024-06-07"^^xsd:date ; acc:party ex:C , ex:D .
ex:sides a acc:StrategicPartnershipAgreement ; skos:prefLabel "Of two sides" ;
  acc:entryIntoForce "2001-01-01"^^xsd:date .
ex:sides-A a acc:Participation ; acc:inMechanism ex:sides ; acc:participant ex:A ; acc:side "1" .
ex:sides-C a acc:Participation ; acc:inMechanism ex:sides ; acc:participant ex:C ; acc:side "1" .
ex:sides-D a acc:Participation ; acc:inMechanism ex:sides ; acc:participant ex:D ; acc:side "2" .
"""
)


@pytest.fixture(scope="session")
def small(graph_of: Callable[[str], KnowledgeGraph]) -> KnowledgeGraph:
    """Give a record with one mechanism of every shape."""
    return graph_of(_SMALL)


@pytest.fixture(scope="session")
def kg(japan_and_europe: KnowledgeGraph) -> KnowledgeGraph:
    """Give the part of the record that the pages under test show: the whole has a test of its own."""
    return japan_and_europe
