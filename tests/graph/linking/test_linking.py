"""Pairs of records are proposed with a score, judged in a file, and stated as judged; hand-worked throughout."""

from __future__ import annotations

import csv
import io
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from accord.graph import FileError, KnowledgeGraph, RequestError
from accord.graph.linking import Judgement, agreement, apply, judgements_csv, propose, read_judgements
from accord.graph.linking.scoring import compare, odds_of
from accord.graph.linking.traits import pairs, traits_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from accord.graph.linking.scoring import Comparison

pytestmark = pytest.mark.usefixtures("small_record")


@pytest.fixture(scope="module")
def proposed(files: tuple[Path, Path], small_record: None) -> list[Judgement]:
    """Give what is proposed for the imported file."""
    return propose(files[1])


def _file(path: Path, *rows: tuple[str, ...]) -> Path:
    path.write_text("imported,record,judgement,note\n" + "".join(f"{','.join(row)}\n" for row in rows), "utf-8")
    return path


def _nothing(_name: str) -> None:
    """Find no package."""


# -- comparisons and scores ---------------------------------------------------------------------------------


def test_odds_are_those_of_the_formula() -> None:
    """1/29 x (0.88/0.13) x (0.85/0.03) x (0.60/0.10), worked by hand, is 39.68."""
    odds = odds_of({"parties": "the same", "beginning": "the same day", "kinds": "the same"})
    assert odds == pytest.approx(39.68, abs=0.005)


def test_candidates_of_a_record_share_the_odds(files: tuple[Path, Path]) -> None:
    """The treaty has odds of 39.68, the agreement on bases of the same day 1/29 x 6.769 x 28.33 x 0.4, or 2.645.

    The scores are these over 1 + 42.33. That the imported phase ended and the treaty did not tells nothing.
    """
    scores = {one.record: one.likelihood for one in propose(files[1], least=0) if one.imported == "d-1.1"}
    assert scores == pytest.approx({"amber-treaty": 0.916, "amber-bases": 0.061}, abs=0.001)


def test_a_later_phase_is_compared_as_a_part_of_its_alliance(proposed: list[Judgement]) -> None:
    """The second phase began ten years after the treaty, and is proposed with it by the beginning of the first."""
    found = {one.record: one for one in proposed if one.imported == "d-1.2"}
    assert "compared as a phase of its alliance" in found["amber-treaty"].told[-1]


def test_what_held_before_is_not_what_began_later(proposed: list[Judgement]) -> None:
    """The undated pact held in 1970, so that it is not the one signed in 1975."""
    assert not [one for one in proposed if one.imported == "d-2"]


_TWO = """
mech:one a acc:{kind} ; skos:prefLabel "{name}"@en ; acc:party {parties} ; acc:signed "{signed}"^^xsd:{type} .
"""


@pytest.fixture(scope="module")
def compared(graph_of: Callable[[str], KnowledgeGraph]) -> Callable[..., Comparison | None]:
    """Give a way to compare a defence pact of three, signed on 1 March 1990, with another mechanism."""
    usual: dict[str, Any] = {
        "kind": "DefencePact",
        "name": "Treaty of the Amber Coast between State A, State B and State C",
        "parties": "actor:A , actor:B , actor:C",
        "signed": "1990-03-01",
        "type": "date",
    }
    states = "".join(
        f'actor:{n} a acc:State ; skos:prefLabel "State {n}"@en .\n' for n in ("A", "B", "C", "DEU", "DDR")
    )

    def found(years: float = 5, **other: str) -> Comparison | None:
        one = _TWO.format(**usual)
        kg = graph_of(states + one + _TWO.format(**(usual | other)).replace("mech:one", "mech:two"))
        of_one, of_two = traits_of(kg.record.mechanisms.values())
        return next((compare(a, b) for a, b in pairs([of_one], [of_two], years)), None)

    return found


@pytest.mark.parametrize(
    ("other", "level"),
    [
        ({}, ("the same", "the same day", "the same", "alike")),
        ({"parties": "actor:A , actor:B"}, ("half", "the same day", "the same", "alike")),
        ({"signed": "1990-03-04"}, ("the same", "within a week", "the same", "alike")),
        ({"signed": "1990-03", "type": "gYearMonth"}, ("the same", "the same month", "the same", "alike")),
        ({"signed": "1990", "type": "gYear"}, ("the same", "the same year", "the same", "alike")),
        ({"signed": "1991-03", "type": "gYearMonth"}, ("the same", "within a year", "the same", "alike")),
        ({"kind": "ConsultationPact"}, ("the same", "the same day", "of one branch", "alike")),
        ({"kind": "BasingAgreement"}, ("the same", "the same day", "different", "alike")),
        ({"kind": "JointExercise"}, ("the same", "the same day", "of another matter", "alike")),
        ({"name": "Coast of Amber pact"}, ("the same", "the same day", "the same", "alike")),
        ({"name": "Convention on whaling"}, ("the same", "the same day", "the same", "different")),
        ({"name": "Treaty of State A and State B"}, ("the same", "the same day", "the same", "nothing to compare")),
    ],
)
def test_levels_of_comparisons(
    compared: Callable[..., Comparison | None], other: dict[str, str], level: tuple[str, ...]
) -> None:
    """Parties, beginning, kinds and names each end in the level that the difference makes."""
    found = compared(**other)
    assert found is not None
    assert tuple(found.levels[name] for name in ("parties", "beginning", "kinds", "names")) == level


@pytest.mark.parametrize(
    "other", [{"parties": "actor:A , actor:DEU"}, {"signed": "1996-03-01"}, {"parties": "actor:DDR , actor:DEU"}]
)
def test_pairs_that_are_not_compared(compared: Callable[..., Comparison | None], other: dict[str, str]) -> None:
    """One party in common is too few, six years are too long, and a state is not the one that went before it."""
    assert compared(**other) is None


# -- the file of judgements -----------------------------------------------------------------------------------


def test_the_file_is_sorted_and_alike_each_time(proposed: list[Judgement], files: tuple[Path, Path]) -> None:
    """By the imported record, the likeliest first; the same input gives the same bytes."""
    text = judgements_csv(proposed)
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["imported"], -float(row["score"])) for row in rows] == sorted(
        (row["imported"], -float(row["score"])) for row in rows
    )
    assert text == judgements_csv(propose(files[1])) == judgements_csv(reversed(proposed))
    assert rows[0]["imported_label"] == "Alliance of State A and State B, 1990 (D 1.1)"
    assert "parties: 2 of 3 shared" in rows[0]["reasons"]


def test_judgements_are_kept_when_proposed_again(files: tuple[Path, Path], tmp_path: Path) -> None:
    """What was judged or noted stays, whether proposed again, too unlikely, or of a record that is no more."""
    path = _file(
        tmp_path / "j.csv",
        ("d-1.1", "amber-treaty", "Same", "read both"),
        ("d-1.1", "talks", "different", ""),
        ("d-9", "amber-treaty", "unsure", ""),
        ("d-1.2", "amber-bases", "", ""),
    )
    found = {one.pair: one for one in propose(files[1], judged=read_judgements(path))}
    assert (found["d-1.1", "amber-treaty"].judgement, found["d-1.1", "amber-treaty"].note) == ("same", "read both")
    assert found["d-1.1", "talks"].judgement == "different"
    assert found["d-1.1", "talks"].likelihood == pytest.approx(0, abs=0.01)
    assert found["d-9", "amber-treaty"].judgement == "unsure"
    assert ("d-1.2", "amber-bases") not in found
    path.write_text(judgements_csv(found.values()), encoding="utf-8")
    assert [replace(one, line=0) for one in read_judgements(path)] == [replace(one, line=0) for one in found.values()]


def test_a_file_saved_with_semicolons_is_read(tmp_path: Path) -> None:
    """Where the comma is the decimal point, tables are saved with semicolons, and scores with commas."""
    path = tmp_path / "j.csv"
    path.write_bytes("\ufeffrecord;imported;score;judgement\nb;a;0,975;UNSURE\n".encode())
    (one,) = read_judgements(path)
    assert (one.pair, one.judgement, one.likelihood) == (("a", "b"), "unsure", 0.975)


@pytest.mark.parametrize(
    ("rows", "message", "hint"),
    [
        ([("a", "b", "yes", "")], "line 2: 'yes' is no judgement", "Write same, different or unsure"),
        ([("a", "b", "same", ""), ("a", "b", "", "")], "line 3: a and b stand in line 2 already", "Keep one"),
        ([("a", "", "same", "")], "line 2: the row names one record only", "Give imported and record"),
    ],
)
def test_a_faulty_row_is_told_with_its_line(
    tmp_path: Path, rows: list[tuple[str, ...]], message: str, hint: str
) -> None:
    """The message names the line, and the hint says what to write."""
    with pytest.raises(FileError, match=message) as error:
        read_judgements(_file(tmp_path / "j.csv", *rows))
    assert hint in error.value.hint


def test_another_file_is_refused(files: tuple[Path, Path]) -> None:
    """A file of something else is none of judgements, so that proposing overwrites nothing by mistake."""
    with pytest.raises(FileError, match="it lacks imported, record, judgement"):
        read_judgements(files[1])


def test_numbers_out_of_bounds_are_refused(files: tuple[Path, Path]) -> None:
    """A score is from 0 to 1, and years are not negative."""
    with pytest.raises(RequestError, match="no score"):
        propose(files[1], least=2)
    with pytest.raises(RequestError, match="no number of years"):
        propose(files[1], years=-1)


def test_a_missing_package_is_told(files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package that compares names nothing is proposed, and the extra is named."""
    monkeypatch.setitem(sys.modules, "rapidfuzz", None)
    monkeypatch.setattr("accord.graph.linking.proposing.find_spec", _nothing)
    with pytest.raises(FileError, match="rapidfuzz") as error:
        propose(files[1])
    assert "accord-graph[link]" in error.value.hint


# -- applying ---------------------------------------------------------------------------------------------------


def _links(turtle: str, tmp_path: Path) -> dict[str, str]:
    from pyoxigraph import parse

    path = tmp_path / "out.ttl"
    path.write_text(turtle, encoding="utf-8")
    return {
        t.subject.value.rpartition("/")[2]: t.object.value.rpartition("/")[2]
        for t in parse(path=str(path))
        if t.predicate.value.endswith("sameMechanismAs")
    }


def test_only_the_same_is_linked(files: tuple[Path, Path], tmp_path: Path) -> None:
    """Two phases are linked with one treaty; what is different, unsure or not judged gets no link, and all is kept."""
    judged = _file(
        tmp_path / "j.csv",
        ("d-1.1", "amber-treaty", "same", "read both"),
        ("d-1.2", "amber-treaty", "same", ""),
        ("d-1.1", "amber-bases", "different", ""),
        ("d-2", "undated", "unsure", "no source"),
        ("d-2", "amber-treaty", "", ""),
    )
    applied = apply(judged, files[1])
    assert _links(applied.turtle, tmp_path) == {"d-1.1": "amber-treaty", "d-1.2": "amber-treaty"}
    assert 'skos:editorialNote "Judged the same mechanism as amber-treaty: read both"' in applied.turtle
    assert 'd:flag "1"' in applied.turtle
    assert applied.account == (
        "judgements: 2 same, 1 different, 1 unsure, 1 not judged",
        "linked: 2 records with 1 mechanism",
        "unsure, each counted by itself: 1",
        "  d-2 and undated: no source",
    )
    assert apply(judged, files[1]).turtle == applied.turtle


def test_a_judgement_can_be_taken_back(files: tuple[Path, Path], tmp_path: Path) -> None:
    """Applied to its own output, the file of judgements has the last word on the pairs that it speaks of."""
    judged = _file(tmp_path / "j.csv", ("d-1.1", "amber-treaty", "same", "why"), ("d-1.2", "amber-treaty", "same", ""))
    linked = tmp_path / "linked.ttl"
    linked.write_text(apply(judged, files[1]).turtle, encoding="utf-8")
    assert apply(judged, linked).turtle == linked.read_text("utf-8")
    again = apply(_file(tmp_path / "k.csv", ("d-1.1", "amber-treaty", "unsure", "")), linked)
    assert _links(again.turtle, tmp_path) == {"d-1.2": "amber-treaty"}
    assert "editorialNote" not in again.turtle


def test_a_link_that_loses_a_tie_is_told(files: tuple[Path, Path], tmp_path: Path) -> None:
    """The bases were signed and are not known to be in force: what stands with them makes no tie any more."""
    applied = apply(_file(tmp_path / "j.csv", ("d-1.1", "amber-bases", "same", "")), files[1])
    assert "  d-1.1 with amber-bases" in applied.account


@pytest.mark.parametrize(
    ("rows", "message", "hint"),
    [
        (
            [("d-1", "amber-treaty", "same", "")],
            "line 2: no record that was imported is called 'd-1'",
            "Did you mean d-",
        ),
        ([("d-2", "amber-treat", "", "")], "line 2: no mechanism of the record is called", "Did you mean amber-treaty"),
        (
            [("d-2", "amber-treaty", "same", ""), ("d-2", "talks", "same", "")],
            "line 3: d-2 is the same as talks here, and as amber-treaty in line 2",
            "Leave same at one of them",
        ),
    ],
)
def test_what_cannot_be_applied_is_told_with_its_line(
    files: tuple[Path, Path], tmp_path: Path, rows: list[tuple[str, ...]], message: str, hint: str
) -> None:
    """Unknown ids come with what may be meant; one record is not the same as two."""
    with pytest.raises(FileError, match=message) as error:
        apply(_file(tmp_path / "j.csv", *rows), files[1])
    assert hint in error.value.hint


def test_two_imported_files_are_linked_alike(files: tuple[Path, Path], tmp_path: Path) -> None:
    """Either side is a graph: a file is compared with another, its links lead on, and a circle is refused."""
    other = tmp_path / "other.ttl"
    other.write_text(files[1].read_text("utf-8").replace("mech:d-", "mech:o-").replace('"d:', '"o:'), encoding="utf-8")
    found = propose(other, against=[files[1]])
    assert {one.pair for one in found if (one.likelihood or 0) > 0.5} >= {("o-1.1", "d-1.1"), ("o-2", "d-2")}
    judged = _file(tmp_path / "j.csv", ("o-1.1", "d-1.1", "same", ""))
    applied = apply(judged, other, against=[files[1]])
    assert _links(applied.turtle, tmp_path) == {"o-1.1": "d-1.1"}
    linked = tmp_path / "linked.ttl"
    linked.write_text(applied.turtle, encoding="utf-8")
    with pytest.raises(FileError, match="lead back to itself"):
        apply(_file(tmp_path / "k.csv", ("d-1.1", "o-1.1", "same", "")), files[1], against=[linked])


def test_agreement_is_counted() -> None:
    """Of four judged pairs two are the same; from 0.5 on two pairs, one of them; from 0.9 on one, and that is one."""
    rows = [
        ("0.95", "same"),
        ("0.6", "different"),
        ("0.3", "same"),
        ("0.05", "different"),
        ("0.99", "unsure"),
        ("0.4", ""),
    ]
    table = agreement([Judgement(str(n), "r", judgement, score=score) for n, (score, judgement) in enumerate(rows)])
    found = {row["score"]: (row["pairs"], row["precision"], row["recall"]) for row in table.records()}
    assert found[0.5] == (2, 0.5, 0.5)
    assert found[0.9] == (1, 1.0, 0.5)
    assert found[0.1] == (3, 0.667, 1.0)
    assert table.about == {"same": 2, "different": 2, "unsure": 1, "not judged": 1}
    assert agreement([]).rows[0] == (0.1, 0, 0, 0, None, None)
