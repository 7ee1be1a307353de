"""ATOP: phases and memberships apart, 0 and blank apart, and each row accounted for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accord.graph import KnowledgeGraph
from accord.graph.errors import FileError
from accord.graph.importing import Run, import_files
from accord.graph.validation.validate import validate

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from accord.graph.identity import Resolver

_PHASES = (
    # A triple alliance in two phases, the second with a neutrality clause.
    (9001, 1, "1882-05-20", "1887-02-20", "d", [(255, "", "", ""), (300, "", "", ""), (325, "", "", "")]),
    (9001, 2, "1887-02-20", "1914", "dn", [(255, "", "", ""), (300, "", "", ""), (325, "", "", "")]),
    # A treaty in force; one member leaves, one joins, and 365 passes from one state to another.
    (9002, 0, "1970-06", "", "dc", [(365, "", "", ""), (345, "1990-11-21", "", ""), (339, "", "1978-07-13", "")]),
    # Only the first owes anything.
    (9003, 0, "1950-01-02", "", "da", [(200, "", "", "da"), (645, "", "", "x")]),
    # A member before the record has it as a state, and the one number that is not in the list.
    (9004, 0, "1990-12-29", "1995", "a", [(365, "", "", ""), (369, "", "", "")]),
    (9005, 0, "1874-03-15", "1883-08-25", "d", [(220, "", "", ""), (8152, "", "", "")]),
)


@pytest.fixture(scope="module")
def run(atop_files: Callable[..., list[Path]], resolver: Resolver) -> Run:
    """Give the import of all three files."""
    return import_files("atop", atop_files(*_PHASES), resolver=resolver)


@pytest.fixture(scope="module")
def kg(turtle: Path) -> KnowledgeGraph:
    """Give the graph that reads it by itself."""
    return KnowledgeGraph.load(turtle, shipped=False)


def _spells(kg: KnowledgeGraph, name: str) -> list[tuple[str, str, str]]:
    found = kg.mechanism(name).participations
    return [(p.actor.id, p.interval.start_text, p.interval.end_text) for p in found if p.interval]


def test_every_row_is_accounted_for(run: Run) -> None:
    """15 rows of members, 6 of phases, 5 of alliances; six phases, and 19 parts since two numbers pass on."""
    outcome = run.outcome
    assert (outcome.rows_read, outcome.rows_used, len(outcome.refused)) == (26, 26, 0)
    assert outcome.is_balanced
    assert dict(outcome.records_made) == {"mechanisms": 6, "participations": 19, "pieces of evidence": 6}
    assert run.account()[-2].startswith("cite: Leeds")


def test_the_records_are_well_formed(turtle: Path) -> None:
    """They conform to the shapes, by themselves."""
    assert validate([turtle], shipped=False).findings == ()


def test_phases_follow_each_other(kg: KnowledgeGraph) -> None:
    """Each phase has its own obligations and time; the later one replaces the earlier, and both are of one whole."""
    first, second = kg.mechanism("atop-9001.1"), kg.mechanism("atop-9001.2")
    assert (first.kind.name, second.kind.name) == ("DefencePact", "DefencePact")
    assert (first.obligations, second.obligations) == (("defence",), ("defence", "neutrality"))
    assert first.part_of == second.part_of == "https://w3id.org/accord-graph/dataset/atop/9001"
    assert second.identifier == "atop:9001.2"
    on = {
        day: [m.id for m in (first, second) if kg.slice(at=day).at.holds(m.interval)]
        for day in ("1887-02-19", "1887-02-20")
    }
    assert on == {"1887-02-19": ["atop-9001.1"], "1887-02-20": ["atop-9001.2"]}
    assert {p.actor.id for p in first.participations} == {"GERMANY-1945", "AUSTRIA-HUNGARY", "ITA"}


def test_signature_is_what_an_alliance_counts_from(kg: KnowledgeGraph) -> None:
    """A month stays a month; no entry into force is made up; what was in effect at the end of 2018 may go on."""
    found = kg.mechanism("atop-9002")
    assert {name: date.text for name, date in found.dates.items()} == {
        "signed": "1970-06",
        "knownFrom": "1970-06",
        "knownTo": "2018-12-31",
    }
    days = ("1970-06-15", "1970-06-30", "2018-12-31", "2019-01-01")
    assert [found.status(kg.slice(at=day).today) for day in days] == [
        *("possibly in force", "in force", "in force", "not known to hold since 2018-12-31"),
    ]


def test_members_have_their_own_time(kg: KnowledgeGraph) -> None:
    """Albania leaves; Yugoslavia joins and its number passes on; the Soviet Union becomes Russia."""
    assert _spells(kg, "atop-9002") == [
        ("ALB", "by 1970-06", "1978-07-13"),
        ("RUS", "1991-12-26", ""),
        ("SRB", "2006-06", ""),
        ("SCG", "1992-04-27", "2006-06-03"),
        ("SUN", "by 1970-06", "1991-12-26"),
        ("YUG", "1990-11-21", "1992-04-27"),
    ]
    # Ukraine is a state of the record since some day in 1991.
    assert _spells(kg, "atop-9004")[0] == ("RUS", "1991-12-26", "1995")
    assert ("UKR", "1991", "1995") in _spells(kg, "atop-9004")
    assert {p.actor.id for p in kg.mechanism("atop-9005").participations} == {"FRA", "ANNAM"}


def test_an_asymmetric_alliance_binds_one(kg: KnowledgeGraph) -> None:
    """The United Kingdom owes Iraq defence, Iraq owes nothing; both parts say so, and the projection follows them."""
    found = kg.mechanism("atop-9003")
    assert found.obligations == ("defence", "non-aggression")
    assert {p.actor.id: found.owed_by(p) for p in found.participations} == {
        "GBR": ("defence", "non-aggression"),
        "IRQ": (),
    }
    owed = kg.slice(at="1960-01-01").obligations("defence")
    assert ("GBR", "IRQ") in owed.edges
    assert ("IRQ", "GBR") not in owed.edges
    assert {("SUN", "ALB"), ("ALB", "SUN")} <= set(kg.slice(at="1975-01-01").obligations("defence").edges)


def test_columns_are_kept_and_blank_is_not_zero(turtle: Path) -> None:
    """What is not mapped stays as it was read: 0 is kept, a blank is left out."""
    written = turtle.read_text(encoding="utf-8")
    phase = written.partition("\nmech:atop-9003\n")[2].partition("\n\n")[0]
    assert 'atop:milcon "0"' in phase
    assert "atop:cow4id" not in phase
    member = written.partition("\npart:atop-9003--IRQ\n")[2].partition("\n\n")[0]
    assert 'atop:defense "0"' in member
    assert "<https://w3id.org/accord-graph/dataset/atop/9001>" in written
    assert 'acc:locator "atop5_1aph.csv, line 5, atop5_1m.csv, lines 11 to 12; atopid 9003"' in written


def test_coverage_travels_along(kg: KnowledgeGraph) -> None:
    """The days that ATOP covers are in the graph, and nothing is denied outside them."""
    (said,) = kg.record.coverage
    assert (said.first_day, said.last_day, said.kinds) == ("1815-01-01", "2018-12-31", ("Alliance",))


def test_fewer_files_go_as_far_as_they_can(atop_files: Callable[..., list[Path]], resolver: Resolver) -> None:
    """From members alone come the phases; from phases alone parties of one time; from alliances alone no phases."""
    members, phases, alliances = atop_files(*_PHASES)
    made = {path.name: import_files("atop", [path], resolver=resolver) for path in (members, phases, alliances)}
    assert [run.outcome.records_made["mechanisms"] for run in made.values()] == [6, 6, 5]
    assert all(run.outcome.is_balanced for run in made.values())
    from_phases = "".join(made[phases.name].chunks())
    assert "part:atop-9002--ALB" not in from_phases
    assert "acc:party actor:ALB" in from_phases
    assert any("no member file" in note for note in made[phases.name].outcome.notes)
    from_members = "".join(made[members.name].chunks())
    assert 'acc:knownFrom "1882-05-20"' in from_members
    assert "acc:end" in from_members.partition("\nmech:atop-9001.2\n")[2].partition("\n\n")[0]


def test_the_older_version_is_told_by_its_columns(atop_files: Callable[..., list[Path]], resolver: Resolver) -> None:
    """4.01 says its version; its coverage ends with the latest year in the files."""
    run = import_files("atop", atop_files(*_PHASES, version="4.01"), resolver=resolver)
    assert run.dataset is not None
    assert (run.dataset.version, run.dataset.slug, run.dataset.last_day) == ("4.01", "atop-4-01", "1995-12-31")


def test_rows_that_cannot_be_used_are_refused(atop_files: Callable[..., list[Path]], resolver: Resolver) -> None:
    """A number that no state bears, a month that is none, no obligation; the others are read."""
    files = atop_files(
        (9011, 0, "1950-01-02", "", "d", [(200, "", "", ""), (999, "", "", "")]),
        (9012, 0, "1950-13-02", "", "d", [(2, "", "", ""), (20, "", "", "")]),
        (9013, 0, "1950-01-02", "", "", [(2, "", "", ""), (20, "", "", "")]),
    )
    outcome = import_files("atop", files, resolver=resolver).outcome
    assert dict(outcome.reasons) == {
        "member 999 is no state that is known here": 1,
        "a date cannot be read: '1950-13-02' is not a date: month must be in 1..12": 3,
        "no obligation is known": 3,
    }
    assert outcome.is_balanced
    assert outcome.unrecognised == {"'999' is no code of a state in the Correlates of War list": 1}


def test_other_files_are_refused(tmp_path: Path, atop_files: Callable[..., list[Path]], resolver: Resolver) -> None:
    """A file of another sort, two of one sort, and files of two versions."""
    path = tmp_path / "sy.csv"
    path.write_text("state,year,atopally\n2,1908,1\n", encoding="utf-8")
    with pytest.raises(FileError, match="no file of ATOP that is read: it lacks atopid, begyr"):
        import_files("atop", [path], resolver=resolver)
    members, phases, _ = atop_files(_PHASES[0])
    with pytest.raises(FileError, match="are both member files"):
        import_files("atop", [members, members], resolver=resolver)
    _, older, _ = atop_files(_PHASES[0], version="4.01")
    with pytest.raises(FileError, match=r"different versions of ATOP: 4\.01 and 5\.1"):
        import_files("atop", [members, older], resolver=resolver)
    assert phases.is_file()


def test_equal_files_give_equal_bytes(atop_files: Callable[..., list[Path]], resolver: Resolver) -> None:
    """In whatever order they are given."""
    files = atop_files(*_PHASES)
    one, other = (import_files("atop", order, resolver=resolver) for order in (files, files[::-1]))
    assert "".join(one.chunks()) == "".join(other.chunks())
