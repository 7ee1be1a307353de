"""Timelines, counts, sources and questions of any day: equal from all places, and never of the whole record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from accord.graph import FileError, KnowledgeGraph, UnknownNameError
from accord.graph.answers.describe import source
from accord.graph.answers.inference import INFERRED
from accord.graph.answers.questions import ask, load_questions
from accord.graph.answers.reads import INFERRED_CLASSES, INFERRED_PROPERTIES
from accord.graph.loading import asked
from accord.graph.loading import served as served_module
from accord.graph.loading.bulk import make_store
from accord.graph.report import record_parts
from accord.graph.report.references import References
from accord.ontology import PREFIXES

from .serving import is_whole, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

#: The day asked about, which is none for which a store was made.
DAY: Final = "2015-06-30"

#: Two equal participations, a counterpart, a party that is dissolved, one that comes to be, one that leaves, a last day
#: of a year, a company as a party, two kinds and two classes of one record, shared evidence, and records without any.
_RECORD: Final = (
    "".join(f'actor:{n} a acc:State ; skos:prefLabel "State {n}"@en ; acc:region acc:EastAsia .\n' for n in "ABC")
    + """
actor:OLD a acc:State ; skos:prefLabel "Old"@en ; acc:end "1991-12-26"^^xsd:date ; acc:region acc:EasternEurope .
actor:NEW a acc:State ; skos:prefLabel "New"@en ; acc:start "1991"^^xsd:gYear ; acc:evidence ev:high .
actor:firm a acc:Company ; skos:prefLabel "Firm"@en ; acc:region acc:Oceania .
actor:ORG a acc:InternationalOrganisation ; skos:prefLabel "Organisation"@en .
mech:pact a acc:DefencePact , acc:Alliance ; skos:prefLabel "Pact"@en ; acc:obligation acc:DefenceObligation ;
  acc:entryIntoForce "1980-01-01"^^xsd:date ; acc:party actor:A , actor:OLD ; acc:evidence ev:high , ev:memory .
part:pact--NEW a acc:Participation ; acc:inMechanism mech:pact ; acc:participant actor:NEW .
mech:late a acc:DefencePact ; skos:prefLabel "Late"@en ; acc:signed "2004"^^xsd:gYear ;
  acc:entryIntoForce "2005-02"^^xsd:gYearMonth ; acc:party actor:A , actor:NEW ; acc:evidence ev:memory .
mech:charter a acc:OrganisationTreaty ; skos:prefLabel "Charter"@en ; acc:constitutes actor:ORG ;
  acc:entryIntoForce "1990"^^xsd:gYear ; acc:evidence ev:high .
part:charter--A a acc:Participation ; acc:inMechanism mech:charter ; acc:participant actor:A .
part:charter--B a acc:Participation ; acc:inMechanism mech:charter ; acc:participant actor:B .
part:charter--B-again a acc:Participation ; acc:inMechanism mech:charter ; acc:participant actor:B .
part:charter--C a acc:Participation ; acc:inMechanism mech:charter ; acc:participant actor:C ;
  acc:role acc:Observer ; acc:start "1995"^^xsd:gYear ; acc:end "2000-12-31"^^xsd:date .
mech:game a acc:JointExercise ; skos:prefLabel "Game"@en ; acc:party actor:A , actor:B , actor:firm ;
  acc:firstDay "2012-12-20"^^xsd:date ; acc:lastDay "2012-12-31"^^xsd:date .
mech:copy a acc:DefencePact ; skos:prefLabel "Copy"@en ; acc:sameMechanismAs mech:pact ; acc:party actor:A , actor:OLD ;
  acc:entryIntoForce "1980"^^xsd:gYear ; acc:evidence ev:copy .
event:met a acc:Meeting , acc:Event ; skos:prefLabel "Met"@en ; acc:attendedBy actor:A , actor:B ;
  acc:firstDay "2013-01-01"^^xsd:date .
policy:plan a acc:Policy ; skos:prefLabel "Plan"@en ; acc:ofActor actor:A ; acc:adopted "2014"^^xsd:gYear .
coverage:a a acc:CoverageStatement ; acc:coversKind acc:Alliance ; acc:coversActor actor:A ;
  acc:completeness acc:Complete ; acc:checkedTo "2020-01-01"^^xsd:date .
ev:high a acc:Evidence ; acc:source src:s ; acc:confidence acc:High .
ev:memory a acc:Evidence ; acc:source src:s ; acc:confidence acc:Unverified .
ev:copy a acc:Evidence ; acc:source src:t ; acc:confidence acc:Unverified .
src:s a acc:Source ; dcterms:title "A text" ; skos:altLabel "TEXT" .
src:t a acc:Source ; dcterms:title "A list" ; acc:author actor:firm .
psg:s-1 a acc:Passage ; acc:source src:s ; acc:sentence 1 ; acc:firstCharacter 0 ; acc:afterLastCharacter 9 ;
  acc:mentions mech:late .
asrt:s-1 a acc:Assertion ; acc:passage psg:s-1 ; acc:about mech:late ; dcterms:description "It is so." ;
  acc:verdict acc:Corroborated ; acc:verdictReason "A list says so." ; acc:verdictEvidence ev:copy .
claim:s-1 a acc:Claim ; acc:passage psg:s-1 ; acc:holder actor:B ; acc:target actor:A ; acc:claimKind acc:Motive ;
  dcterms:description "It wants it so." .
"""
)


class Places:
    """One graph from files, from a store, and from an endpoint over a store that holds the records alone."""

    def __init__(self, files: KnowledgeGraph, *served: KnowledgeGraph) -> None:
        self.files = files
        self.served = served

    def agree(self, answer: Callable[[KnowledgeGraph], Any]) -> Any:
        """Return what all answer alike, none of which has fetched every record for it."""
        expected = answer(self.files)
        for kg in self.served:
            assert answer(kg) == expected
            assert not is_whole(kg)
        return expected


@pytest.fixture(scope="module")
def nothing_whole() -> Iterator[None]:
    """Let no more than ten statements be fetched at a time that every record is asked for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(served_module, "MOST", 10)
        yield


def _plain(files: list[Path], folder: Path) -> Path:
    """Make a store of the records alone, as large ones are."""
    assert make_store(files, folder / "plain", shipped=False, complete=False)[1] == ""
    return folder / "plain"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, nothing_whole: None) -> Iterator[Places]:
    """Give the record above from all places."""
    folder = tmp_path_factory.mktemp("small")
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    (folder / "small.ttl").write_text(head + _RECORD, encoding="utf-8")
    plain = _plain([folder / "small.ttl"], folder)
    make_store([folder / "small.ttl"], folder / "completed", shipped=False, at="2024-12-31")
    with serving(plain) as address:
        yield Places(
            KnowledgeGraph.load(folder / "small.ttl", shipped=False),
            KnowledgeGraph.load(folder / "completed"),
            KnowledgeGraph.load(plain),
            KnowledgeGraph.load(address),
        )


@pytest.fixture(scope="module")
def first(
    first_files: list[Path],
    japan_and_europe: KnowledgeGraph,
    tmp_path_factory: pytest.TempPathFactory,
    nothing_whole: None,
) -> Iterator[Places]:
    """Give the files with which the record began: from a store, and from an endpoint."""
    plain = _plain(first_files, tmp_path_factory.mktemp("first"))
    with serving(plain) as address:
        yield Places(japan_and_europe, KnowledgeGraph.load(plain), KnowledgeGraph.load(address))


# -- timelines --------------------------------------------------------------------------------------


@pytest.mark.parametrize("actors", [("State A",), ("Old",), ("New",), ("State A", "New"), ("State A", "State B")])
def test_timelines_of_a_small_record(actors: tuple[str, ...], small: Places) -> None:
    """One actor's and two actors' steps, meetings and policies with them."""
    assert small.agree(lambda kg: kg.timeline(*actors)).rows


@pytest.mark.parametrize(
    ("between", "layers", "steps"),
    [
        # Who comes to be, or is no more, enters or leaves a pact whose own dates lie elsewhere.
        (("1991", "1991"), [], "1 joined, 1 left"),
        (("1995", "1995"), [], "1 joined"),
        (("2000", "2000"), [], "1 left"),
        (("2005-02-28", "2005-03"), [], "1 entry into force"),
        (("2012", "2012"), ["exercise"], "1 first day"),
        (("0001", "9999"), [], "3 entry into force, 2 joined, 2 left, 1 signed"),
    ],
)
def test_changes_of_everybody(between: tuple[str, str], layers: list[str], steps: str, small: Places) -> None:
    """The mechanisms that have a step in the window are found by their dates, their parts' and their parties'."""
    assert small.agree(lambda kg: kg.changes(between, layers=layers)).about["steps"] == steps


@pytest.mark.parametrize("actors", [("Japan",), ("Japan", "NATO"), ("France", "United Kingdom")])
def test_timelines_of_the_record(actors: tuple[str, ...], first: Places) -> None:
    """The steps of actors with many mechanisms."""
    assert first.agree(lambda kg: kg.timeline(*actors)).rows


@pytest.mark.parametrize("years", [("1949", "1955"), ("1990", "1993"), ("2022", "2023")])
def test_changes_of_the_record(years: tuple[str, str], first: Places) -> None:
    """The steps of years, everybody's and one actor's."""
    assert first.agree(lambda kg: kg.changes(years)).rows
    first.agree(lambda kg: kg.changes(years, "Japan"))


# -- counts and sources -----------------------------------------------------------------------------


def test_counts_of_a_small_record(small: Places) -> None:
    """Counterparts count as records alone; of two classes the later counts; shared evidence counts once."""
    found = small.agree(KnowledgeGraph.info)
    assert found["mechanisms"] == {"alliance": 2, "exercise": 1, "membership": 1}
    assert (found["participations"], found["records"], found["unverified_records"]) == (12, 14, 11)
    assert found["others"] == {"Meeting": 1, "Policy": 1}
    assert found["evidence"] == {"high": 1, "unverified": 2}
    assert (found["sources"], found["assertions"], found["claims"]) == (2, {"corroborated": 1}, {"motive": 1})


@pytest.mark.parametrize(
    "chosen",
    [
        {"at": "1985-01-01"},
        {"at": DAY, "layers": ["alliance"], "confidence": "high"},
        {"between": ("1990", "2000"), "possibly": True, "parties": "bilateral"},
        {"at": DAY, "regions": ["Eastern Asia"], "organisations": False},
    ],
)
def test_counts_of_slices(chosen: dict[str, Any], small: Places, first: Places) -> None:
    """What holds in a slice is counted alike, by kind and by region."""
    for places in (small, first):
        places.agree(lambda kg: (kg.slice(**chosen).info(), kg.slice(**chosen).coverage()))


def test_a_source_is_told_sentence_by_sentence(small: Places, first: Places) -> None:
    """Its passages, assertions and claims are fetched; one without passages is unknown."""
    assert small.agree(lambda kg: source(kg, "TEXT"))["sentences"][0]["claims"]
    assert len(first.agree(lambda kg: source(kg, "SEED"))["sentences"]) > 20
    for kg in small.served:
        with pytest.raises(UnknownNameError):
            source(kg, "A list")


@pytest.mark.parametrize("name", ["Japan", "NATO"])
def test_a_report_on_what_is_on_record(name: str, first: Places) -> None:
    """Profile, ties, changes, near misses and claims, with the numbers of their sources."""

    def told(kg: KnowledgeGraph) -> list[Any]:
        seen, refs = kg.slice(at=DAY), References()
        parts = ("profile", "ties", "changes", "near_misses", "claims")
        return [getattr(record_parts, part)(seen, kg.actor(name), refs) for part in parts] + refs.listed()

    assert first.agree(told)


# -- questions --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def then(first: Places) -> KnowledgeGraph:
    """Give the files as they are seen on the day, so that what follows is worked out once."""
    return first.files.slice(at=DAY)


@pytest.mark.parametrize("name", sorted(load_questions()))
def test_questions_of_any_day_read_a_part(name: str, first: Places, then: KnowledgeGraph) -> None:
    """A store of the records alone is asked for what the header names, and the answer is that of the whole record."""
    question = load_questions()[name]
    values = {p.name: DAY if p.name == "AT" else p.example for p in question.parameters}
    try:
        expected = ask(then, name, values)
    except UnknownNameError:
        return
    found = ask(first.served[0].slice(at=DAY), name, values)
    assert found == expected
    assert not is_whole(first.served[0])


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("allies", {"STATE": "State A", "AT": "1985-01-01"}),
        ("tied-through-organisation", {"STATE": "Old", "AT": "1990-06-01"}),
        ("members-of-one-only", {"ONE": "Organisation", "OTHER": "Organisation", "AT": DAY}),
        ("oldest-in-force", {"KIND": "alliance", "AT": "2010-01-01"}),
        ("signed-not-in-force", {"AT": "2004-12-31"}),
        ("began-or-ended", {"YEAR": "1991"}),
        ("began-or-ended", {"YEAR": "2013"}),
        ("sources", {"MECHANISM": "Pact"}),
    ],
)
def test_questions_of_a_small_record(name: str, values: dict[str, str], small: Places) -> None:
    """What follows is worked out of the part alone, from each place."""
    small.agree(lambda kg: ask(kg, name, values))


def test_a_part_too_large_is_refused(small: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a question leads to is fetched to a limit of its own."""
    monkeypatch.setattr(asked, "MOST_OF_A_PART", 20)
    with pytest.raises(FileError, match="more than 20 statements") as caught:
        small.served[1].changes(("0001", "9999"))
    assert "a shorter window" in caught.value.hint


def test_without_the_ontology_no_question_is_sent(
    small: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that has the records alone would find no label of a kind: its records are read instead."""
    from pyoxigraph import NamedNode, Store

    monkeypatch.setattr(served_module, "MOST", 100_000)
    store = Store(str(tmp_path / "bare"))
    store.bulk_extend(small.files.statements())
    store.remove_graph(NamedNode(f"{PREFIXES['graph']}ontology"))
    store.flush()
    del store
    bare = KnowledgeGraph.load(tmp_path / "bare")
    assert ask(bare, "assertions", {}) == ask(small.files, "assertions", {})
    assert ask(bare, "allies", {"STATE": "State A"}).rows


def test_every_name_of_what_follows_is_known(small: Places) -> None:
    """Whatever a graph of what is inferred can hold is among the names by which a query is known to read it."""
    kind = f"{PREFIXES['rdf']}type"
    inferred = [
        quad
        for quad in small.files.statements(derived=True)
        if quad.graph_name.value in INFERRED  # type: ignore[union-attr]
    ]
    properties = {quad.predicate.value for quad in inferred}
    classes = {quad.object.value for quad in inferred if quad.predicate.value == kind}  # type: ignore[union-attr]
    assert properties - {kind} <= INFERRED_PROPERTIES
    assert classes == INFERRED_CLASSES
    assert len(properties) > 15
