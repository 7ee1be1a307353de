"""A record and an imported file, both small enough to link by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accord.graph import knowledge
from accord.ontology import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items()) + (
    "@prefix d: <https://w3id.org/accord-graph/dataset/d#> .\n"
)
STATES = "".join(
    f'actor:{n} a acc:State ; skos:prefLabel "State {n}"@en ; acc:iso3 "{n * 3}" ; acc:evidence ev:ours .\n'
    for n in "ABCDE"
)

RECORD = f"""{HEAD}{STATES}
src:office a acc:Source ; dcterms:title "A gazette" ; dcterms:publisher "An office" ;
  acc:sourceKind acc:OfficialSource ; acc:consulted "2026-01-01"^^xsd:date .
ev:ours a acc:Evidence ; acc:source src:office ; acc:locator "page 1" ; acc:confidence acc:High .
mech:amber-treaty a acc:DefencePact ; skos:prefLabel "Amber Coast Treaty"@en ; acc:obligation acc:DefenceObligation ;
  acc:party actor:A , actor:B ; acc:signed "1990-03-01"^^xsd:date ; acc:entryIntoForce "1991-01-01"^^xsd:date ;
  acc:evidence ev:ours .
part:amber-treaty--C a acc:Participation ; acc:inMechanism mech:amber-treaty ; acc:participant actor:C ;
  acc:start "2000-01-01"^^xsd:date .
mech:amber-bases a acc:BasingAgreement ; skos:prefLabel "Agreement on bases"@en ; acc:party actor:A , actor:B ;
  acc:signed "1990-03-01"^^xsd:date ; acc:evidence ev:ours .
mech:talks a acc:SecurityDialogue ; skos:prefLabel "Talks"@en ; acc:party actor:A , actor:B ;
  acc:established "2001"^^xsd:gYear ; acc:evidence ev:ours .
mech:undated a acc:DefencePact ; skos:prefLabel "Undated pact"@en ; acc:obligation acc:DefenceObligation ;
  acc:party actor:D , actor:E ; acc:knownFrom "1970-01-01"^^xsd:date ; acc:evidence ev:ours .
"""

IMPORTED = f"""{HEAD}
src:d a acc:Source ; dcterms:title "A data set" ; dcterms:publisher "A scholar" ; acc:sourceKind acc:ScholarlySource ;
  acc:consulted "2026-01-01"^^xsd:date .
ev:theirs a acc:Evidence ; acc:source src:d ; acc:locator "line 2" ; acc:confidence acc:Medium .
mech:d-1.1 a acc:DefencePact ; skos:prefLabel "Alliance of State A and State B, 1990 (D 1.1)"@en ;
  dcterms:identifier "d:1.1" ; dcterms:isPartOf <https://w3id.org/accord-graph/dataset/d/1> ; d:flag "1" ;
  acc:obligation acc:ConsultationObligation , acc:DefenceObligation ; acc:party actor:A , actor:B ;
  acc:signed "1990-03-01"^^xsd:date ; acc:knownFrom "1990-03-01"^^xsd:date ; acc:end "2000-01-01"^^xsd:date ;
  acc:evidence ev:theirs .
mech:d-1.2 a acc:DefencePact ; skos:prefLabel "Alliance of three states, 2000 (D 1.2)"@en ; dcterms:identifier "d:1.2" ;
  dcterms:isPartOf <https://w3id.org/accord-graph/dataset/d/1> ; acc:obligation acc:DefenceObligation ;
  acc:party actor:A , actor:B , actor:C ; acc:signed "2000-01-01"^^xsd:date ; acc:knownFrom "2000-01-01"^^xsd:date ;
  acc:evidence ev:theirs .
mech:d-2 a acc:DefencePact ; skos:prefLabel "Alliance of State D and State E, 1975 (D 2)"@en ;
  dcterms:identifier "d:2" ; acc:obligation acc:DefenceObligation ; acc:party actor:D , actor:E ;
  acc:signed "1975-05-05"^^xsd:date ; acc:knownFrom "1975-05-05"^^xsd:date ; acc:evidence ev:theirs .
"""


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Give the file of the record and the imported file."""
    folder = tmp_path_factory.mktemp("linking")
    found = folder / "record.ttl", folder / "imported.ttl"
    for path, text in zip(found, (RECORD, IMPORTED), strict=True):
        path.write_text(text, encoding="utf-8")
    return found


@pytest.fixture(scope="module")
def small_record(files: tuple[Path, Path]) -> Iterator[None]:
    """Let the small record stand in the place of the shipped one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("accord.graph.knowledge.shipped_files", lambda: [files[0]])
        knowledge._shipped.cache_clear()  # pyright: ignore[reportPrivateUsage] -- what it read is of other files
        yield
    knowledge._shipped.cache_clear()  # pyright: ignore[reportPrivateUsage] -- what it read is of other files
