"""``accord link``: propose, judge, apply, and show what came of it."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest
from running import ok, run

from accord.ontology import PREFIXES

if TYPE_CHECKING:
    from pathlib import Path

_IMPORTED = (
    "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    + """
src:d a acc:Source ; dcterms:title "A data set" ; dcterms:publisher "A scholar" ; acc:sourceKind acc:ScholarlySource ;
  acc:consulted "2026-01-01"^^xsd:date .
ev:d-1 a acc:Evidence ; acc:source src:d ; acc:locator "line 2" ; acc:confidence acc:Medium .
mech:d-1 a acc:DefencePact ; skos:prefLabel "Alliance of Japan and the United States, 1960 (D 1)"@en ;
  dcterms:identifier "d:1" ; acc:obligation acc:DefenceObligation ; acc:party actor:JPN , actor:USA ;
  acc:signed "1960-01-19"^^xsd:date ; acc:knownFrom "1960-01-19"^^xsd:date ; acc:evidence ev:d-1 .
"""
)


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an imported file with the treaty of Japan and the United States of 1960."""
    path = tmp_path_factory.mktemp("link") / "imported.ttl"
    path.write_text(_IMPORTED, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def judged(imported: Path, on_the_first_record: None) -> Path:
    """Give the file of what is proposed for it, the treaty judged the same and the agreement on forces unsure."""
    path = imported.with_name("judgements.csv")
    ok("-q", "link", "propose", str(imported), "-o", str(path), "--least", "0.01")
    with path.open(encoding="utf-8", newline="") as stream:
        head, *rows = csv.reader(stream)
    for row in rows:
        row[head.index("judgement")] = "same" if row[1] == "japan-us-security-treaty" else "unsure"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([head, *rows])
    return path


def test_proposing_again_keeps_what_was_judged(imported: Path, judged: Path) -> None:
    """The file is the same afterwards, to the byte, and the note counts what is judged."""
    before = judged.read_bytes()
    result = run("link", "propose", str(imported), "-o", str(judged), "--least", "0.01")
    assert judged.read_bytes() == before
    number = len(before.splitlines()) - 1
    assert f"{number} pairs, {number} of them judged" in result.stderr


def test_what_is_linked_is_counted_once_and_shown(imported: Path, judged: Path) -> None:
    """The tie of 1960 has one mechanism, with the id and the evidence of the other record beside it."""
    linked = imported.with_name("linked.ttl")
    result = run("link", "apply", str(judged), str(imported), "-o", str(linked))
    assert "linked: 1 record with 1 mechanism" in result.stderr
    assert "unsure, each counted by itself:" in result.stderr
    pair = ("tie", "Japan", "United States", "--layer", "alliance", "--at", "1970-01-01")
    beside = json.loads(ok(*pair, "--graph", str(imported), "--format", "json"))
    assert [m["id"] for m in beside["mechanisms"] if m["holds"]] == ["d-1", "japan-us-security-treaty"]
    found = json.loads(ok(*pair, "--graph", str(linked), "--format", "json"))
    assert [m["id"] for m in found["mechanisms"] if m["holds"]] == ["japan-us-security-treaty"]
    shown = ok("show", "japan-us-security-treaty", "--graph", str(linked))
    assert "other records of the same mechanism (1)" in shown
    assert "(D 1), d:1 [d-1]" in " ".join(shown.split())
    assert "A scholar, A data set, line 2 [medium]" in shown
    assert "the same by another record" in ok(*pair, "--graph", str(linked))


def test_to_stdout(imported: Path, judged: Path) -> None:
    """Without a file both go to stdout, and nothing else does."""
    assert ok("link", "propose", str(imported)).startswith("imported,record,score,judgement,note,")
    assert ok("link", "apply", str(judged), str(imported)).startswith("@prefix acc:")


def test_check_compares_judgements_with_scores(judged: Path) -> None:
    """The one pair that is judged the same is found at the score at which it was proposed."""
    answer = json.loads(ok("link", "check", str(judged), "--format", "json"))
    assert answer["about"]["same"] == 1
    assert answer["rows"][0] == {"score": 0.1, "pairs": 1, "same": 1, "different": 0, "precision": 1.0, "recall": 1.0}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("d-1,japan-us-security-treaty,yes", "line 2: 'yes' is no judgement"),
        ("d-1,japan-us-security-treat,same", "Did you mean japan-us-security-treaty"),
        ("d-7,japan-us-security-treaty,same", "Did you mean d-1"),
    ],
)
def test_a_faulty_judgement_exits_with_3(imported: Path, tmp_path: Path, row: str, message: str) -> None:
    """The message names the line and what to write, and nothing is written."""
    path, out = tmp_path / "j.csv", tmp_path / "out.ttl"
    path.write_text(f"imported,record,judgement\n{row}\n", encoding="utf-8")
    result = run("link", "apply", str(path), str(imported), "-o", str(out))
    assert result.exit_code == 3
    assert message in result.stderr
    assert not out.exists()


def test_wrong_usage_exits_with_2(imported: Path) -> None:
    """A score is from 0 to 1, and a group needs a command that it has."""
    assert run("link", "propose", str(imported), "--least", "3").exit_code == 2
    assert run("link", "merge").exit_code == 2
