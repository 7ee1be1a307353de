"""The shapes let the shipped record pass, catch each fault, and say in plain English what is wrong."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

import pytest
from rdflib import RDF, SH, BNode, Graph

from accord.graph import FileError, KnowledgeGraph
from accord.graph.loading.store import shipped_files
from accord.graph.validation.validate import Finding, Report, validate
from accord.ontology import PREFIXES, shapes_file

if TYPE_CHECKING:
    from pathlib import Path

    from rdflib.term import Node

HEAD: Final = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())

#: A small record in which nothing is wrong; each case below adds to it.
SOUND: Final = (
    HEAD
    + """
actor:JPN a acc:State ; skos:prefLabel "Japan"@en ; acc:evidence ev:e .
actor:FRA a acc:State ; skos:prefLabel "France"@en ; acc:evidence ev:e .
actor:DEU a acc:State ; skos:prefLabel "Germany"@en ; acc:evidence ev:e .
actor:NATO a acc:InternationalOrganisation ; skos:prefLabel "NATO"@en ; acc:evidence ev:e .
actor:force a acc:ArmedForce ; skos:prefLabel "A force"@en ; acc:ofState actor:JPN ; acc:evidence ev:e .
actor:author a acc:Person ; skos:prefLabel "An author"@en ; acc:evidence ev:e .
actor:some a acc:UnnamedActor ; skos:prefLabel "Some states"@en ; acc:evidence ev:e .
mech:dialogue a acc:TwoPlusTwoDialogue ; skos:prefLabel "A dialogue"@en ; acc:party actor:JPN , actor:FRA ;
  acc:established "2014-01-09"^^xsd:date ; acc:evidence ev:e .
mech:treaty a acc:DefencePact ; skos:prefLabel "A treaty"@en ; acc:obligation acc:DefenceObligation ;
  acc:signed "1949-04"^^xsd:gYearMonth ; acc:entryIntoForce "1949-08-24"^^xsd:date ; acc:evidence ev:e .
part:treaty--FRA a acc:Participation ; acc:inMechanism mech:treaty ; acc:participant actor:FRA .
part:treaty--DEU a acc:Participation ; acc:inMechanism mech:treaty ; acc:participant actor:DEU ;
  acc:start "1955"^^xsd:gYear .
ev:e a acc:Evidence ; acc:source src:s ; acc:locator "Article 1" ; acc:confidence acc:High .
src:s a acc:Source ; dcterms:title "A text" ; dcterms:publisher "A ministry" ; acc:sourceKind acc:OfficialSource ;
  acc:consulted "2026-11-22"^^xsd:date ; acc:url "https://example.org/"^^xsd:anyURI .
psg:p a acc:Passage ; acc:source src:s ; acc:sentence 1 ; acc:firstCharacter 0 ; acc:afterLastCharacter 9 .
"""
)

RECORD: Final = 'skos:prefLabel "X"@en ; acc:evidence ev:e'
PAIR: Final = f"{RECORD} ; acc:party actor:JPN , actor:FRA"
CODE: Final = "code:x a acc:Code ; acc:evidence ev:e ; acc:codeOf"
ENDED: Final = "acc:end '1990'^^xsd:gYear"
COUNT: Final = "count:x a acc:EventCount ; acc:evidence ev:e"
SEEN: Final = "acc:between actor:JPN , actor:FRA ; acc:month '2018-06'^^xsd:gYearMonth"
CLAIM: Final = 'acc:passage psg:p ; dcterms:description "X."@en'
JUDGED: Final = f'{CLAIM} ; acc:about actor:JPN ; acc:verdictReason "Y."@en'

#: What is added to the sound record, the record at fault, and part of the message. One fault, one finding.
CASES: Final = [
    # What data sets say besides
    ("part:treaty--FRA acc:obligation acc:High .", "part:treaty--FRA", "acc:obligation takes an obligation"),
    (
        "mech:dialogue acc:knownTo '2014'^^xsd:gYear , '2015'^^xsd:gYear .",
        "mech:dialogue",
        "acc:knownTo takes one date",
    ),
    (
        "mech:dialogue acc:estimatedEnd '2014'^^xsd:gYear , '2015'^^xsd:gYear .",
        "mech:dialogue",
        "acc:estimatedEnd takes one date",
    ),
    (
        "coverage:x a acc:CoverageStatement ; acc:coversKind acc:Alliance ; acc:completeness acc:Complete ; "
        "acc:checkedTo '2026-11-22'^^xsd:date ; acc:coversFrom '1980'^^xsd:gYear .",
        "coverage:x",
        "acc:coversFrom and acc:coversTo take one day each",
    ),
    # Every record
    ('actor:x a acc:Company ; skos:prefLabel "X"@en .', "actor:x", "rests on no evidence"),
    (f"actor:x a acc:Company ; {RECORD} , src:s .", "actor:x", "something that is no acc:Evidence"),
    ("actor:x a acc:Company ; acc:evidence ev:e .", "actor:x", "has no preferred label"),
    ('actor:x a acc:Company ; skos:prefLabel "X" ; acc:evidence ev:e .', "actor:x", "label names its language"),
    (f'actor:x a acc:Company ; {RECORD} ; skos:altLabel "Y" .', "actor:x", "alternative label names its language"),
    (f'actor:x a acc:Company ; {RECORD} ; dcterms:description "Y" .', "actor:x", "description names its language"),
    (
        "_:x a acc:Source ; dcterms:title 'X' ; dcterms:publisher 'Y' ; acc:sourceKind acc:PressSource .",
        "[]",
        "name of its own",
    ),
    (f"actor:x {RECORD} .", "actor:x", "is of no class"),
    (f"event:x a acc:Record ; {RECORD} .", "event:x", "is of no class"),
    (f"actor:x a acc:Sate ; {RECORD} .", "actor:x", "term that the ontology does not have"),
    (
        "mech:dialogue acc:entryIntForce '2020'^^xsd:gYear .",
        "mech:dialogue",
        "term",
    ),
    ("mech:dialogue acc:under mech:none .", "mech:dialogue", "record that is not in the graph"),
    ("mech:dialogue acc:evidence ev:none .", "mech:dialogue", "record that is not in the graph"),
    # Actors
    ('<urn:x> a acc:Company ; skos:prefLabel "X"@en ; acc:evidence ev:e .', "urn:x", "begins with actor:"),
    ('actor:JPN acc:iso3 "jpn" .', "actor:JPN", "three capital letters"),
    ('actor:JPN acc:iso2 "JAP" .', "actor:JPN", "two capital letters"),
    ('actor:JPN acc:cow "740" .', "actor:JPN", "Correlates of War"),
    ("actor:JPN acc:gw 7400 .", "actor:JPN", "Gleditsch and Ward"),
    ("actor:JPN acc:region acc:High .", "actor:JPN", "region of the ontology"),
    ("actor:JPN acc:wikidata <https://www.wikidata.org/wiki/Q17> .", "actor:JPN", "one Wikidata item"),
    ("actor:JPN acc:capital 'Tokyo' .", "actor:JPN", "capital names its language"),
    ("actor:JPN geo:lat 135.0 .", "actor:JPN", "from -90 to 90"),
    ("actor:JPN geo:long 235.0 .", "actor:JPN", "from -180 to 180"),
    ("actor:JPN acc:succeeds actor:NATO .", "actor:JPN", "point at a state"),
    ("actor:JPN acc:admittedToUN 'early' .", "actor:JPN", "acc:admittedToUN takes one date"),
    (
        f"{CODE} actor:NATO ; acc:scheme 'cow' ; skos:notation '1' ; {ENDED} .",
        "code:x",
        "that of one state",
    ),
    (
        f"{CODE} actor:JPN ; acc:scheme 'fips' ; skos:notation '1' ; {ENDED} .",
        "code:x",
        "belongs to one list",
    ),
    (
        f"{CODE} actor:JPN ; acc:scheme 'cow' ; skos:notation 'x' ; acc:end '1990'^^xsd:gYear .",
        "code:x",
        "as its list has it",
    ),
    (
        f"{CODE} actor:JPN ; acc:scheme 'cow' ; skos:notation '1' .",
        "code:x",
        "from when or until when",
    ),
    (f"actor:x a acc:ArmedForce ; {RECORD} .", "actor:x", "belongs to a state"),
    (f"actor:x a acc:Company ; {RECORD} ; acc:ofState actor:NATO .", "actor:x", "no state"),
    (
        f"actor:x a acc:Government ; {RECORD} ; acc:ofState actor:JPN ; acc:start '2020'^^xsd:gYear .",
        "actor:x",
        "one head",
    ),
    # Mechanisms
    (f"mech:x a acc:Mechanism ; {PAIR} ; acc:announced '2020'^^xsd:gYear .", "mech:x", "exactly one kind"),
    ("mech:dialogue a acc:SecurityDialogue .", "mech:dialogue", "exactly one kind"),
    (
        f"mech:x a acc:Dialogue ; {RECORD} ; acc:established '2020'^^xsd:gYear .",
        "mech:x",
        "Nobody takes part",
    ),
    (f"mech:x a acc:Dialogue ; {PAIR} .", "mech:x", "has no date"),
    ("mech:treaty acc:party actor:some .", "mech:treaty", "unnamed actor or a person"),
    ("mech:treaty acc:party actor:author .", "mech:treaty", "unnamed actor or a person"),
    ("mech:treaty acc:party mech:dialogue .", "mech:treaty", "party is no actor"),
    (f"mech:x a acc:Alliance ; {PAIR} ; acc:signed '2020'^^xsd:gYear .", "mech:x", "states at least one obligation"),
    (
        f"mech:x a acc:DefencePact ; {PAIR} ; acc:signed '2020'^^xsd:gYear .",
        "mech:x",
        "states at least one obligation",
    ),
    (
        f"mech:x a acc:NeutralityPact ; {PAIR} ; acc:signed '2020'^^xsd:gYear ; acc:obligation acc:DefenceObligation .",
        "mech:x",
        "obligation of neutrality",
    ),
    (f"mech:x a acc:OrganisationTreaty ; {PAIR} ; acc:signed '2020'^^xsd:gYear .", "mech:x", "founds an organisation"),
    ("mech:dialogue acc:party actor:DEU .", "mech:dialogue", "exactly two parties"),
    (f"mech:x a acc:JointExercise ; {PAIR} ; acc:announced '2020'^^xsd:gYear .", "mech:x", "has a first day"),
    ("mech:dialogue acc:editionOf mech:treaty .", "mech:dialogue", "no exercise series"),
    ("mech:dialogue acc:under actor:NATO .", "mech:dialogue", "acc:under points at"),
    ("mech:dialogue acc:entryIntoForce '2020'^^xsd:gYear .", "mech:dialogue", "does not begin with acc:entryIntoForce"),
    (
        f"mech:x a acc:DefenceCooperationAgreement ; {PAIR} ; acc:signed '1989'^^xsd:gYear ; {ENDED} .",
        "mech:x",
        "ends and never began",
    ),
    # A party that did not exist
    (
        f"""actor:old a acc:State ; {RECORD} ; acc:end '1948'^^xsd:gYear .
part:treaty--old a acc:Participation ; acc:inMechanism mech:treaty ; acc:participant actor:old .""",
        "part:treaty--old",
        "never exist at the same time",
    ),
    (
        f"""actor:new a acc:State ; {RECORD} ; acc:start '1960'^^xsd:gYear .
part:treaty--new a acc:Participation ; acc:inMechanism mech:treaty ; acc:participant actor:new .""",
        "part:treaty--new",
        "did not exist when the mechanism began",
    ),
    # Dates
    (
        "mech:treaty acc:denounced '2020-01-01'^^xsd:date ; acc:end '2019'^^xsd:gYear .",
        "mech:treaty",
        "acc:end is too early for acc:denounced",
    ),
    ("mech:treaty acc:suspended 'lately' .", "mech:treaty", "acc:suspended takes one date"),
    ("mech:treaty acc:signed '1950'^^xsd:gYear .", "mech:treaty", "acc:signed takes one date"),
    ("mech:treaty acc:end '2020-13-01'^^xsd:date .", "mech:treaty", "acc:end takes one date"),
    ("mech:treaty acc:end '2020'^^xsd:date .", "mech:treaty", "acc:end takes one date"),
    ("mech:treaty acc:end 'lately' .", "mech:treaty", "acc:end takes one date"),
    ("mech:treaty acc:end '1949-08-24'^^xsd:date .", "mech:treaty", "ends before it begins"),
    ("part:treaty--DEU acc:end '1954'^^xsd:gYear .", "part:treaty--DEU", "acc:end is too early for acc:start"),
    ("part:treaty--FRA acc:end '1948'^^xsd:gYear .", "part:treaty--FRA", "ends before it begins"),
    ("part:treaty--FRA acc:start '1948'^^xsd:gYear .", "part:treaty--FRA", "enters before the mechanism begins"),
    ("mech:treaty acc:negotiationsOpened '1950'^^xsd:gYear .", "mech:treaty", "acc:signed is too early"),
    # What the record says of itself
    (
        "conflict:x a acc:Conflict ; acc:conflictOf mech:treaty ; acc:onProperty acc:signed ; acc:follows src:s ; "
        "acc:otherDate '1949'^^xsd:gYear ; dcterms:description 'X.'@en .",
        "conflict:x",
        "sets one aside",
    ),
    (
        "conflict:x a acc:Conflict ; acc:conflictOf mech:treaty ; acc:onProperty acc:signed ; acc:follows src:s ; "
        "acc:setsAside src:s ; acc:otherDate '1949'^^xsd:gYear ; dcterms:description 'X.'@en .",
        "conflict:x",
        "another source than acc:follows",
    ),
    (
        "coverage:x a acc:CoverageStatement ; acc:completeness acc:Complete ; acc:checkedTo '2026-11-22'^^xsd:date .",
        "coverage:x",
        "speaks of kinds",
    ),
    (
        "coverage:x a acc:CoverageStatement ; acc:coversKind acc:Alliance ; acc:checkedTo '2026-11-22'^^xsd:date .",
        "coverage:x",
        "how much is held",
    ),
    (
        "coverage:x a acc:CoverageStatement ; acc:coversKind acc:Alliance ; acc:completeness acc:Partial .",
        "coverage:x",
        "to which day it was checked",
    ),
    (
        "coverage:x a acc:CoverageStatement ; acc:coversCounts mech:treaty ; acc:completeness acc:Partial ; "
        "acc:checkedTo '2026-11-22'^^xsd:date .",
        "coverage:x",
        "names a data set of events as a source",
    ),
    # Counts of events
    (f"{COUNT} ; acc:between actor:JPN ; acc:month '2018-06'^^xsd:gYearMonth ; acc:events 1 .", "count:x", "two acc:"),
    (f"{COUNT} ; {SEEN.replace('actor:FRA', 'actor:NATO')} ; acc:events 1 .", "count:x", "that is no state"),
    (f"{COUNT} ; acc:between actor:JPN , actor:FRA ; acc:events 1 .", "count:x", "are counted in a month"),
    (f"{COUNT} ; {SEEN} ; acc:events 0 .", "count:x", "says how many there are"),
    (f"{COUNT} ; {SEEN} ; acc:events 1 ; acc:aidEvents 0 .", "count:x", "leave out a sort"),
    (f"{COUNT} ; {SEEN} ; acc:events 1 ; acc:meanGoldstein 11.0 .", "count:x", "from -10.0 to 10.0"),
    # Participations
    ("part:x a acc:Participation ; acc:participant actor:JPN ; acc:evidence ev:e .", "part:x", "exactly one mechanism"),
    ("part:x a acc:Participation ; acc:inMechanism mech:treaty .", "part:x", "exactly one actor"),
    ("part:treaty--FRA acc:role acc:High .", "part:treaty--FRA", "one role of the ontology"),
    ("part:treaty--FRA acc:service actor:NATO .", "part:treaty--FRA", "no armed force"),
    (
        "part:y a acc:Participation ; acc:inMechanism mech:treaty ; acc:participant actor:FRA .",
        "part:y",
        "overlaps with another participation",
    ),
    # Events, policies, assets, tenures
    (f"event:x a acc:Event ; {RECORD} .", "event:x", "An event has a first day"),
    (f"event:x a acc:Meeting ; {RECORD} ; acc:firstDay '2020'^^xsd:gYear .", "event:x", "Nobody attended"),
    (f"policy:x a acc:Policy ; {RECORD} ; acc:adopted '2020'^^xsd:gYear .", "policy:x", "that of one actor"),
    (f"policy:x a acc:Policy ; {RECORD} ; acc:ofActor actor:JPN .", "policy:x", "since when it stands"),
    (f"asset:x a acc:Asset ; {RECORD} .", "asset:x", "one acc:assetKind"),
    (
        "tenure:x a acc:Tenure ; acc:office 'X'@en ; acc:start '2020'^^xsd:gYear ; acc:evidence ev:e .",
        "tenure:x",
        "one person",
    ),
    (
        "tenure:x a acc:Tenure ; acc:person actor:author ; acc:start '2020'^^xsd:gYear ; acc:evidence ev:e .",
        "tenure:x",
        "names its office",
    ),
    # Evidence and sources
    ("ev:x a acc:Evidence ; acc:locator 'X' ; acc:confidence acc:High .", "ev:x", "exactly one source"),
    ("ev:x a acc:Evidence ; acc:locator 'X' ; acc:source src:s .", "ev:x", "one acc:confidence"),
    ("ev:x a acc:Evidence ; acc:source src:s ; acc:confidence acc:Low .", "ev:x", "says where it stands"),
    ("ev:e acc:supports 'signed' .", "ev:e", "names a property"),
    ("src:s dcterms:title 'Another' .", "src:s", "one title"),
    ("src:s acc:sourceKind acc:PressSource .", "src:s", "of one kind"),
    ("src:x a acc:Source ; dcterms:title 'X' ; acc:sourceKind acc:PressSource .", "src:x", "who published it"),
    ("src:s acc:sha256 'abc' .", "src:s", "64 hexadecimal digits"),
    (
        "src:x a acc:Source ; dcterms:title 'X' ; dcterms:publisher 'Y' ; acc:sourceKind acc:PressSource ;"
        "  acc:url 'ftp://example.org/'^^xsd:anyURI .",
        "src:x",
        "one web address",
    ),
    (
        "src:x a acc:Source ; dcterms:title 'X' ; dcterms:publisher 'Y' ; acc:sourceKind acc:PressSource ."
        "ev:x a acc:Evidence ; acc:locator 'X' ; acc:source src:x ; acc:confidence acc:High .",
        "src:x",
        "nobody has opened",
    ),
    # Passages, assertions, claims
    (
        "psg:x a acc:Passage ; acc:source src:s ; acc:sentence 2 ; acc:firstCharacter 9 ; acc:afterLastCharacter 9 .",
        "psg:x",
        "ends before it begins",
    ),
    (
        "psg:x a acc:Passage ; acc:source src:s ; acc:sentence 'b' ; acc:firstCharacter 1 ; acc:afterLastCharacter 2 .",
        "psg:x",
        "number of its sentence",
    ),
    (f"asrt:x a acc:Assertion ; {JUDGED} ; acc:verdict acc:Corroborated .", "asrt:x", "verdict rests on no evidence"),
    (f"asrt:x a acc:Assertion ; {JUDGED} ; acc:verdictEvidence ev:e .", "asrt:x", "one verdict"),
    (f"asrt:x a acc:Assertion ; {CLAIM} ; acc:about actor:JPN ; acc:verdict acc:Unsupported .", "asrt:x", "a reason"),
    (f"claim:x a acc:Claim ; {CLAIM} ; acc:claimKind acc:Hope .", "claim:x", "one holder"),
    (f"claim:x a acc:Claim ; {CLAIM} ; acc:holder actor:author .", "claim:x", "of one kind"),
    (
        "claim:x a acc:Claim ; acc:passage psg:p ; acc:claimKind acc:Hope ; acc:holder actor:author .",
        "claim:x",
        "what is asserted or held",
    ),
    (
        "claim:x a acc:Claim ; dcterms:description 'X.'@en ; acc:claimKind acc:Hope ; acc:holder actor:author .",
        "claim:x",
        "exactly one passage",
    ),
    (
        f"claim:x a acc:Claim ; {CLAIM} ; acc:claimKind acc:Hope ; acc:holder actor:some ; acc:reportedBy actor:some .",
        "claim:x",
        "also reports it",
    ),
    # Record sets, derived ties
    (
        "set:x a acc:RecordSet ; dcterms:title 'X' ; owl:versionInfo '1' ; dcterms:license <https://example.org/> .",
        "set:x",
        "to which day it was checked",
    ),
    (
        "tie:x a acc:DerivedTie ; rdf:subject actor:FRA ; rdf:predicate acc:ally ; rdf:object actor:DEU ;"
        "  prov:wasDerivedFrom mech:treaty , part:treaty--FRA , part:treaty--DEU .",
        "tie:x",
        "the one rule that drew it",
    ),
]

#: Faults that Turtle cannot hold back from several messages: what is added, and parts of all messages.
SEVERAL: Final = [
    (
        f"mech:x a acc:SecurityCommitment ; {PAIR} ; acc:established '2020'^^xsd:gYear .",
        {"guarantor, beneficiary or observer", "has a guarantor", "has a beneficiary"},
    ),
    (
        f"mech:x a acc:ArmsTransfer ; {PAIR} ; acc:firstDay '2020'^^xsd:gYear .",
        {"supplier or recipient", "has a supplier", "has a recipient"},
    ),
    ("actor:JPN acc:iso3 'JPN' . actor:FRA acc:iso3 'JPN' .", {"bears the same code"}),
]


#: Names of records, as a case has them: those of the sound record, and those that it adds.
NAME: Final = re.compile(
    r"\b(actor|code|conflict|count|coverage|asrt|asset|claim|ev|event|mech|part|policy|psg|set|src|tenure|tie|_):([A-Za-z][\w-]*)"
)


def numbered(texts: list[str]) -> str:
    """Give each text a sound record of its own: the names of the n-th end in ``.n``, so that none touches another."""
    body = SOUND.removeprefix(HEAD)
    return HEAD + "\n".join(NAME.sub(rf"\1:\2.{number}", body + text) for number, text in enumerate(texts))


@pytest.fixture(scope="module")
def faults(tmp_path_factory: pytest.TempPathFactory) -> dict[int, list[tuple[str, str]]]:
    """Validate all cases in one go, and give what each finds."""
    path = tmp_path_factory.mktemp("faults") / "all.ttl"
    path.write_text(numbered([text for text, _, _ in CASES]), encoding="utf-8")
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    unnumbered = {record: number for number, (_, record, _) in enumerate(CASES) if record in ("[]", "urn:x")}
    for finding in validate([path], shipped=False).findings:
        record, _, number = finding.record.rpartition(".")
        of_case = unnumbered[finding.record] if finding.record in unnumbered else int(number)
        found[of_case].append((finding.record if finding.record in unnumbered else record, finding.message))
    return found


def checked(text: str, folder: Path) -> Report:
    """Validate a record, given as Turtle, by itself."""
    path = folder / "mine.ttl"
    path.write_text(SOUND + text, encoding="utf-8")
    return validate([path], shipped=False)


@pytest.fixture(scope="module")
def shapes() -> Graph:
    """Give the shapes as rdflib reads them."""
    return Graph().parse(shapes_file())


@pytest.fixture(scope="session")
def shipped() -> Report:
    """Give the report on the whole shipped record."""
    return validate()


def test_the_shipped_record_conforms(shipped: Report) -> None:
    """Nothing in the shipped record is at fault, and all of it was checked."""
    assert shipped.text().splitlines()[1:] == []
    assert shipped.conforms
    assert shipped.checked > 1000


def test_a_sound_record_conforms(tmp_path: Path) -> None:
    """The record to which the cases add has nothing wrong itself, so that what they find is theirs."""
    report = checked("", tmp_path)
    assert report.findings == ()
    assert report.text() == f"The record conforms: {report.checked} records checked, nothing found.\n"


@pytest.mark.parametrize("number", range(len(CASES)), ids=[f"{record} {message}" for _, record, message in CASES])
def test_a_fault_is_found_once(number: int, faults: dict[int, list[tuple[str, str]]]) -> None:
    """Each fault gives one finding, on the right record, that says what is wrong."""
    _, record, message = CASES[number]
    assert [record for record, _ in faults[number]] == [record]
    assert message in faults[number][0][1]


@pytest.mark.parametrize(("text", "messages"), SEVERAL)
def test_a_fault_with_several_sides(text: str, messages: set[str], tmp_path: Path) -> None:
    """A fault that breaks several rules is told under each."""
    found = {finding.message for finding in checked(text, tmp_path).findings}
    assert len(found) == len(messages)
    assert all(any(part in message for message in found) for part in messages)


def test_a_finding_names_its_place(tmp_path: Path) -> None:
    """A finding carries label, property, value, file and line, and a name that may have been meant."""
    text = "\nmech:exercise a acc:JointExercise ;\n  skos:prefLabel 'E'@en ; acc:party actor:JPM , actor:FRA ;\n"
    report = checked(f"{text}  acc:firstDay '2020'^^xsd:gYear ; acc:evidence ev:e .\n", tmp_path)
    assert report.findings == (
        Finding(
            severity="error",
            record="mech:exercise",
            label="E",
            path="acc:party",
            value="actor:JPM",
            message="It names a record that is not in the graph: add that record, or mend the name.",
            file=str(tmp_path / "mine.ttl"),
            line=SOUND.count("\n") + 2,
            hint="did you mean actor:JPN?",
        ),
    )


def test_a_report_in_words_and_as_a_table(tmp_path: Path) -> None:
    """The text has each message once, above its records; the table has a row a finding."""
    report = checked(f"event:b a acc:Event ; {RECORD} .\nevent:a a acc:Event ; {RECORD} .\n", tmp_path)
    place, line = tmp_path / "mine.ttl", SOUND.count("\n")
    assert report.text() == (
        f"The record does not conform: {report.checked} records checked, 2 errors.\n\n"
        "error: An event has a first day: give it an acc:firstDay, if only the month or the year.\n"
        f"  event:a (X); acc:firstDay; {place}, line {line + 2}\n"
        f"  event:b (X); acc:firstDay; {place}, line {line + 1}\n"
    )
    assert [row["record"] for row in report.table().records()] == ["event:a", "event:b"]
    assert report.table().about == {"conforms": False, "checked": report.checked, "error": 2, "warning": 0, "note": 0}


def test_a_warning_does_not_count_against_the_record(tmp_path: Path) -> None:
    """A mechanism without any date is warned of, for it makes no tie; the record conforms all the same."""
    report = checked(f"mech:x a acc:Dialogue ; {PAIR} .", tmp_path)
    assert report.counts == {"error": 0, "warning": 1, "note": 0}
    assert report.conforms


def test_a_file_may_speak_of_shipped_actors(tmp_path: Path) -> None:
    """A user's file is read with the shipped record, and only its own records are reported on."""
    path = tmp_path / "mine.ttl"
    good = "ev:y a acc:Evidence ; acc:source src:seed ; acc:locator 'sentence 1' ; acc:confidence acc:Low .\n"
    bad = "mech:y a acc:Dialogue ; skos:prefLabel 'Y'@en ; acc:party actor:JPN , actor:FRA ; acc:evidence ev:y .\n"
    path.write_text(HEAD + good + bad, encoding="utf-8")
    report = validate([path])
    assert [(finding.record, finding.severity) for finding in report.findings] == [("mech:y", "warning")]
    assert report.checked == 2
    assert "mech:y" not in {finding.record for finding in validate([path], shipped=False).findings if not finding.line}


def test_what_a_file_does_to_a_shipped_mechanism_is_reported(tmp_path: Path) -> None:
    """A third party put into a shipped bilateral mechanism is found on that mechanism."""
    shipped = KnowledgeGraph.load()
    mechanism = next(m for m in shipped.record.mechanisms.values() if m.kind.name == "ReciprocalAccessAgreement")
    path = tmp_path / "mine.ttl"
    text = f"part:y a acc:Participation ; acc:inMechanism mech:{mechanism.id} ; acc:participant actor:ITA .\n"
    path.write_text(HEAD + text, encoding="utf-8")
    assert [finding.record for finding in validate([path]).findings] == [f"mech:{mechanism.id}"]


def test_a_file_that_is_no_turtle_is_refused(tmp_path: Path) -> None:
    """A file that cannot be parsed is an error of its own, with its line."""
    path = tmp_path / "mine.ttl"
    path.write_text(f"{HEAD}\nactor:x a\n", encoding="utf-8")
    with pytest.raises(FileError, match=r"mine\.ttl, line \d+"):
        validate([path], shipped=False)


def test_nameless_records_are_told_alike(tmp_path: Path) -> None:
    """Blank nodes, whose labels change from run to run, are all shown as Turtle writes them."""
    nameless = "[] a acc:Source ; dcterms:title 'X' ; dcterms:publisher 'Y' ; acc:sourceKind acc:PressSource .\n"
    first, second = (checked(nameless * 2, tmp_path) for _ in range(2))
    assert first == second
    assert [finding.record for finding in first.findings] == ["[]"]


def test_a_conforming_record_can_be_loaded(tmp_path: Path) -> None:
    """What validates also loads."""
    checked("", tmp_path)
    assert len(KnowledgeGraph.load(tmp_path / "mine.ttl", shipped=False).record.mechanisms) == 2


# -- the shapes themselves ------------------------------------------------------------------------------------


def reporting(shapes: Graph) -> list[Node]:
    """Return the shapes that can report: those with a target, and property shapes of node shapes."""
    targets = [SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode]
    found = {shape for target in targets for shape in shapes.subjects(target)}
    return sorted(found | {inner for outer in found for inner in shapes.objects(outer, SH.property)})


def test_every_shape_that_reports_has_a_name_and_a_message(shapes: Graph) -> None:
    """No finding is without a message in English, and none comes from a shape without a name."""
    grouping = {RDF.type, SH.targetClass, SH.targetSubjectsOf, SH.property}
    for shape in reporting(shapes):
        assert not isinstance(shape, BNode)
        if set(shapes.predicates(shape)) - grouping:
            (message,) = shapes.objects(shape, SH.message)
            assert message.language == "en", shape
            assert message.endswith("."), shape


def test_every_named_shape_is_in_use(shapes: Graph) -> None:
    """Every shape with a name has a target or is named by one that has."""
    named = {s for s in shapes.subjects(RDF.type) if not isinstance(s, BNode)}
    used = set(reporting(shapes)) | set(shapes.objects(None, SH.node))
    assert named == used


def test_core_constraints_only(shapes: Graph) -> None:
    """No shape needs SPARQL or JavaScript."""
    assert not set(shapes.predicates()) & {SH.sparql, SH.js, SH.select, SH.target, SH.rule}


def test_every_term_that_the_shapes_read_exists(shapes: Graph) -> None:
    """The shapes name no class, property or value that the ontology lacks."""
    from accord.ontology import ontology_files

    ontology = Graph()
    for path in ontology_files():
        ontology.parse(path)
    own = {s for s in shapes.subjects() if not isinstance(s, BNode)}
    read = {o for o in shapes.objects() if str(o).startswith(PREFIXES["acc"])} - own
    assert read <= set(ontology.subjects())


@pytest.mark.parametrize("path", shipped_files(), ids=lambda path: path.name)
def test_shipped_files_have_no_blank_nodes(path: Path) -> None:
    """Every record of the shipped files has a name."""
    from pyoxigraph import BlankNode, parse

    assert not any(
        isinstance(term, BlankNode) for quad in parse(path=str(path)) for term in (quad.subject, quad.object)
    )
