"""Reading files: what is wrong is said with file, line and record, and nothing is half read."""

from __future__ import annotations

import pickle
import pickletools
from typing import TYPE_CHECKING

import pytest

from accord.graph import FileError, KnowledgeGraph, RequestError, UnknownNameError
from accord.graph.loading.cache import ROOMS

if TYPE_CHECKING:
    from pathlib import Path

_PREFIXES = """@prefix acc: <https://w3id.org/accord-graph/ontology#> .
@prefix actor: <https://w3id.org/accord-graph/id/actor/> .
@prefix ev: <https://w3id.org/accord-graph/id/evidence/> .
@prefix mech: <https://w3id.org/accord-graph/id/mechanism/> .
@prefix part: <https://w3id.org/accord-graph/id/participation/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def _file(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else (_PREFIXES + content).encode())
    return path


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("broken.ttl", "actor:X a acc:State ;\n  skos:prefLabel .\n", "broken.ttl, line 9"),
        ("unclosed.ttl", 'actor:X skos:prefLabel "X .\n', "unclosed.ttl, line"),
        ("binary.ttl", b"\x7fELF\x00\xff\xfe\x00", "binary.ttl"),
        ("latin.ttl", 'actor:X skos:prefLabel "T\xfcrkiye" .'.encode("latin-1"), "latin.ttl"),
        ("table.xlsx", "", "tells no RDF format"),
    ],
)
def test_unreadable_files(tmp_path: Path, name: str, content: str | bytes, message: str) -> None:
    """Broken Turtle, binary files and other formats are refused by file, and by line where there is one."""
    with pytest.raises(FileError) as refused:
        KnowledgeGraph.load(_file(tmp_path, name, content))
    assert message in str(refused.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            'mech:x a acc:DefencePact ; acc:signed "2024-13"^^xsd:gYearMonth .',
            "acc:signed: '2024-13' is not a date",
        ),
        ("mech:x a acc:DefencePact ; acc:party actor:NOBODY .", "acc:party points at actor:NOBODY"),
        ("ev:x a acc:Evidence .", "ev:x: evidence without a source"),
        (
            "mech:x a acc:DefencePact . part:x--A a acc:Participation ; acc:inMechanism mech:x .",
            "without a participant",
        ),
    ],
)
def test_records_that_cannot_be_built(tmp_path: Path, content: str, message: str) -> None:
    """A bad date, a dangling name and evidence without a source are refused by record."""
    with pytest.raises(FileError) as refused:
        KnowledgeGraph.load(_file(tmp_path, "mine.ttl", content))
    assert message in str(refused.value)


def test_a_missing_file(tmp_path: Path) -> None:
    """A file that is not there is refused by name."""
    with pytest.raises(FileError, match=r"nowhere\.ttl: No such file"):
        KnowledgeGraph.load(tmp_path / "nowhere.ttl")


def test_a_file_adds_to_the_record(tmp_path: Path) -> None:
    """A user's treaty joins the shipped record and ties the shipped actors."""
    mine = _file(
        tmp_path,
        "mine.ttl",
        'mech:mine a acc:ReciprocalAccessAgreement ; skos:prefLabel "Mine"@en ; acc:party actor:JPN , actor:POL ;\n'
        '  acc:entryIntoForce "2020-01-01"^^xsd:date .\n',
    )
    added = KnowledgeGraph.load(mine)
    assert "mine" in [dyad.mechanism.id for dyad in added.tie("Japan", "Poland") if added.at.holds(dyad.interval)]
    assert "mine" not in [dyad.mechanism.id for dyad in KnowledgeGraph.load().tie("Japan", "Poland")]


@pytest.mark.parametrize("suffix", [".trig", ".nt", ".nq", ".jsonld", ".rdf"])
def test_every_format_is_read(tmp_path: Path, kg: KnowledgeGraph, suffix: str) -> None:
    """What an export wrote in any format is read back to the same network."""
    formats = {".trig": "trig", ".nt": "ntriples", ".nq": "nquads", ".jsonld": "jsonld", ".rdf": "rdfxml"}
    path = tmp_path / f"all{suffix}"
    kg.export(path, formats[suffix])
    again = KnowledgeGraph.load(path, shipped=False)
    assert again.version == kg.version
    assert list(again.network().edges(data=True)) == list(kg.network().edges(data=True))


def test_an_exercise_without_a_last_day_does_not_go_on(tmp_path: Path) -> None:
    """Its first day is sure; from the second on it may be over."""
    mine = _file(
        tmp_path,
        "mine.ttl",
        'mech:mine a acc:JointExercise ; skos:prefLabel "Mine"@en ; acc:party actor:JPN , actor:POL ;\n'
        '  acc:firstDay "2020-01-01"^^xsd:date .\n',
    )
    added = KnowledgeGraph.load(mine)
    assert added.slice(at="2020-01-01", layers=["exercise"]).network().has_edge("JPN", "POL")
    assert not added.slice(at="2020-01-02", layers=["exercise"]).network().has_edge("JPN", "POL")
    assert added.slice(at="2020-01-02", layers=["exercise"], possibly=True).network().has_edge("JPN", "POL")


def test_unknown_names_get_suggestions(kg: KnowledgeGraph) -> None:
    """A misspelt actor is refused with the names that come close."""
    with pytest.raises(UnknownNameError) as refused:
        kg.actor("Germny")
    assert "Germany" in refused.value.suggestions


def test_a_name_of_several_records_is_refused(tmp_path: Path) -> None:
    """Where two records share an alias, the candidates are named."""
    mine = _file(
        tmp_path,
        "mine.ttl",
        'mech:one a acc:DefencePact ; skos:prefLabel "One"@en ; skos:altLabel "Pact"@en .\n'
        'mech:two a acc:DefencePact ; skos:prefLabel "Two"@en ; skos:altLabel "Pact"@en .\n',
    )
    with pytest.raises(RequestError, match="several records") as refused:
        KnowledgeGraph.load(mine).mechanism("Pact")
    assert "one (One)" in refused.value.hint
    assert "two (Two)" in refused.value.hint


def test_a_date_and_a_window_exclude_each_other(kg: KnowledgeGraph) -> None:
    """A slice is at a date or between two."""
    with pytest.raises(RequestError, match="not both"):
        kg.slice(at="2024-01-01", between=("2020", "2021"))


def test_what_is_kept_is_made_anew_where_its_code_changes(japan_and_europe: KnowledgeGraph) -> None:
    """The name of a kept result follows from every folder of code whose classes it holds."""
    kept = (japan_and_europe.record, japan_and_europe.reading.incidence, japan_and_europe.reading.ties)
    names = {
        str(argument).split()[0]
        for one in kept
        for code, argument, _ in pickletools.genops(pickle.dumps(one, 2))
        if code.name == "GLOBAL"
    }
    folders = {"/".join(name.split(".")[1:-1]) for name in names if name.startswith("accord.")}
    assert {"graph/model", "graph/networks"} <= folders <= set(ROOMS)
