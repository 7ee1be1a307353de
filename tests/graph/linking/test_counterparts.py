"""A record that is judged to be of a mechanism that another record has: it stays, and it is counted once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accord.graph import FileError, KnowledgeGraph
from accord.graph.answers.cite import cite
from accord.graph.answers.describe import describe
from accord.graph.answers.questions import ask, load_questions
from accord.graph.counterparts import heads_of
from accord.graph.exporting.units import unit_rows
from accord.graph.networks.ties import dyads
from accord.graph.report import report
from accord.graph.validation.validate import validate

if TYPE_CHECKING:
    from pathlib import Path

_LINKS = "mech:d-1.1 acc:sameMechanismAs mech:amber-treaty .\nmech:d-1.2 acc:sameMechanismAs mech:d-1.1 .\n"
#: What tells of records and not of mechanisms, so that a counterpart belongs into it.
_OF_RECORDS = {"same-mechanism", "sources"}
#: A value for each type of parameter, and another where a question has two of the type.
_VALUES = {
    "actor": ["State A", "State B"],
    "mechanism": ["amber-treaty"],
    "kind": ["Alliance"],
    "date": ["2010-01-01", "2012-01-01"],
    "year": ["1990", "2010"],
    "integer": ["2"],
}


def _linked(files: tuple[Path, Path], links: str = _LINKS) -> Path:
    record, imported = files
    path = record.with_name(f"linked-{len(links)}.ttl")
    path.write_text(imported.read_text("utf-8") + links, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def alone(files: tuple[Path, Path]) -> KnowledgeGraph:
    """Give the record without anything beside it but the one imported pact that has no link."""
    head, _, pact = files[1].read_text("utf-8").partition("mech:d-2 ")
    path = files[0].with_name("pact.ttl")
    path.write_text(head.partition("mech:d-1.1 ")[0] + "mech:d-2 " + pact, encoding="utf-8")
    return KnowledgeGraph.load(files[0], path, shipped=False)


@pytest.fixture(scope="module")
def linked(files: tuple[Path, Path]) -> KnowledgeGraph:
    """Give the record with the imported file beside it, two of whose records are judged to be of the treaty."""
    return KnowledgeGraph.load(files[0], _linked(files), shipped=False)


def test_links_are_followed_to_what_counts() -> None:
    """A chain leads to its end, two links to two heads, and a link to what is not read leads nowhere."""
    links = {"a": ["b"], "b": ["c"], "two": ["c", "d"], "lone": ["missing"]}
    assert heads_of(links, set("abcd") | {"two", "lone"}) == {"a": ("c",), "b": ("c",), "two": ("c", "d")}


@pytest.mark.parametrize("links", [{"a": ["a"]}, {"a": ["b"], "b": ["c"], "c": ["a"]}])
def test_a_circle_of_links_is_refused(links: dict[str, list[str]]) -> None:
    """Of records that all stand with each other none would count."""
    with pytest.raises(FileError, match="lead back to itself"):
        heads_of(links, set("abc"))


@pytest.mark.parametrize("day", ["1990-06-01", "1995-01-01", "2010-01-01"])
def test_no_tie_is_doubled(alone: KnowledgeGraph, linked: KnowledgeGraph, day: str) -> None:
    """Networks, ties drawn one by one and pairs are those of the record, on days that only the other record covers too.

    On 1 June 1990 the treaty was signed and not in force, while the data set counts it from its signature.
    """
    one, other = alone.slice(at=day), linked.slice(at=day)
    assert list(other.network().edges(data=True)) == list(one.network().edges(data=True))
    drawn = [
        [(d.a.id, d.b.id, d.mechanism.id) for d in dyads(kg.record.mechanisms.values(), kg.at)] for kg in (one, other)
    ]
    assert drawn[0] == drawn[1]
    assert [t.mechanism.id for t in other.tie("State A", "State B")] == [
        t.mechanism.id for t in one.tie("State A", "State B")
    ]
    assert [m.id for m in other.mechanisms()] == [m.id for m in one.mechanisms()]


def test_units_count_it_once(alone: KnowledgeGraph, linked: KnowledgeGraph) -> None:
    """An export of the units of analysis has no row for a counterpart."""
    assert list(unit_rows(linked, "phase")) == list(unit_rows(alone, "phase"))


@pytest.mark.parametrize("name", sorted(set(load_questions()) - _OF_RECORDS))
def test_questions_count_it_once(name: str, alone: KnowledgeGraph, linked: KnowledgeGraph) -> None:
    """No question about mechanisms answers with a counterpart beside its head."""
    values: dict[str, str] = {}
    for parameter in load_questions()[name].parameters:
        of_type = sum(p.name in values for p in load_questions()[name].parameters if p.type == parameter.type)
        values[parameter.name] = _VALUES[parameter.type][of_type % len(_VALUES[parameter.type])]
    assert ask(linked, name, values).rows == ask(alone, name, values).rows


def test_questions_tell_of_both_records(linked: KnowledgeGraph) -> None:
    """Which records are of one mechanism can be asked, and the sources of a mechanism are those of all of them."""
    rows = ask(linked, "same-mechanism", {}).records()
    assert [(row["mechanism_id"], row["other_id"], row["identifier"]) for row in rows] == [
        ("mech:amber-treaty", "mech:d-1.1", "d:1.1"),
        ("mech:d-1.1", "mech:d-1.2", "d:1.2"),
    ]
    sources = ask(linked, "sources", {"MECHANISM": "amber-treaty"}).records()
    assert {row["source"] for row in sources} == {"A gazette", "A data set"}
    assert {source.id for source in cite(linked, ["amber-treaty"])} == {"office", "d"}


def test_it_is_shown_with_its_own_id_and_evidence(linked: KnowledgeGraph) -> None:
    """What the other record says stands beside the mechanism and not in it."""
    shown = describe(linked, linked.item("amber-treaty"))
    assert shown["obligations"] == ["defence"]
    assert [other["identifier"] for other in shown["counterparts"]] == ["d:1.1", "d:1.2"]
    first = shown["counterparts"][0]
    assert first["obligations"] == ["consultation", "defence"]
    assert [source["locator"] for source in first["sources"]] == ["line 2"]
    other = describe(linked, linked.item("d-1.2"))
    assert other["stands_with"] == ["Amber Coast Treaty [amber-treaty]"]
    assert other["identifier"] == "d:1.2"


def test_a_report_cites_both_records(linked: KnowledgeGraph) -> None:
    """The treaty is told of once, with the gazette and the data set behind it."""
    found = report(linked.slice(at="2010-01-01"), "actor:A")
    treaties = [one for kind in found["ties"]["kinds"] for one in kind["mechanisms"] if "Treaty" in one["label"]]
    titles = {source["number"]: source["title"] for source in found["references"]}
    assert [{titles[number] for number in one["sources"]} for one in treaties] == [{"A gazette", "A data set"}]


def test_it_counts_where_the_other_record_is_not_read(files: tuple[Path, Path]) -> None:
    """A file with links stands by itself: the record that a link leads to must be read for it to count instead."""
    states = files[0].with_name("states.ttl")
    states.write_text(files[0].read_text("utf-8").partition("\nmech:")[0], encoding="utf-8")
    kg = KnowledgeGraph.load(states, _linked(files), shipped=False)
    assert sorted(m.id for m in kg.record.mechanisms.values()) == ["d-1.1", "d-2"]
    assert kg.slice(at="1995-01-01").network().has_edge("A", "B")


def test_an_export_of_a_slice_takes_it_with_its_head(linked: KnowledgeGraph) -> None:
    """Where the treaty holds, the other records of it are exported, whatever their own dates; else they are not."""
    assert "mech:d-1.1 a acc:DefencePact" in linked.slice(at="2010-01-01").export()
    assert "mech:d-1.1" not in linked.slice(at="1990-06-01").export()


def test_both_records_are_checked(files: tuple[Path, Path]) -> None:
    """A link is well-formed; one that leads to no mechanism, or back, is not."""
    assert validate([_linked(files), files[0]], shipped=False).conforms
    for links, words in (
        ("mech:d-1.1 acc:sameMechanismAs actor:A .\n", "points at something that is no mechanism"),
        (f"{_LINKS}mech:amber-treaty acc:sameMechanismAs mech:d-1.2 .\n", "lead back to itself"),
    ):
        report = validate([_linked(files, links), files[0]], shipped=False)
        assert any(words in finding.message for finding in report.findings)
