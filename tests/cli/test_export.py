"""``accord export``: every format from the command line, to a file, a folder or stdout."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from running import ok, run

from accord.cli import export
from accord.graph import exporting

if TYPE_CHECKING:
    from pathlib import Path

_TURTLE = """
@prefix acc: <https://w3id.org/accord-graph/ontology#> .
@prefix actor: <https://w3id.org/accord-graph/id/actor/> .
@prefix mech: <https://w3id.org/accord-graph/id/mechanism/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
actor:A a acc:State . actor:B a acc:State . actor:C a acc:State .
mech:pact a acc:DefencePact ; acc:party actor:A , actor:B ; acc:entryIntoForce "1950-01-01"^^xsd:date .
mech:talks a acc:TwoPlusTwoDialogue ; acc:party actor:A , actor:B ; acc:established "2013-06-01"^^xsd:date .
"""


@pytest.fixture
def record(tmp_path: Path) -> tuple[str, ...]:
    """Give the options that read a small record alone."""
    path = tmp_path / "small.ttl"
    path.write_text(_TURTLE, encoding="utf-8")
    return "--graph", str(path), "--only"


def test_the_command_names_what_the_library_has() -> None:
    """Formats and projections are those of the registry, in its order."""
    assert list(export.FORMATS) == list(exporting.FORMATS)
    assert list(export.PROJECTIONS) == list(exporting.PROJECTIONS)


@pytest.mark.parametrize("name", [form.name for form in exporting.FORMATS.values() if form.text])
def test_a_text_is_printed_or_written_alike(name: str, record: tuple[str, ...], tmp_path: Path) -> None:
    """What goes to a file is what goes to stdout."""
    printed = ok("export", *record, "--format", name)
    result = run("export", *record, "--format", name, "-o", str(tmp_path / "out"))
    assert result.exit_code == 0
    assert (tmp_path / "out").read_bytes().decode() == printed != ""
    assert result.stderr == f"wrote {tmp_path / 'out'}\n"


@pytest.mark.parametrize("name", [form.name for form in exporting.FORMATS.values() if not form.text])
def test_what_is_no_text_needs_a_place(name: str, record: tuple[str, ...], tmp_path: Path) -> None:
    """A database or a folder of files cannot be printed; with -o it is there."""
    result = run("export", *record, "--format", name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "-o" in result.stderr
    assert run("export", *record, "--format", name, "-o", str(tmp_path / "out")).exit_code == 0
    assert (tmp_path / "out").exists()


def test_projection_weight_and_slice_reach_the_library(record: tuple[str, ...], tmp_path: Path) -> None:
    """Options change what is written: parallel ties, the depth of a folded one, the ties of a day."""
    assert ok("export", *record, "--format", "pajek").endswith("*Edges\n1 2 2\n")
    assert ok("export", *record, "--format", "pajek", "--projection", "parallel").endswith("1 2 1\n1 2 1\n")
    assert ok("export", *record, "--format", "pajek", "--weight", "depth").endswith("1 2 11.5\n")
    assert ok("export", *record, "--format", "pajek", "--at", "2000-01-01").endswith("*Edges\n1 2 1\n")
    ok("export", *record, "--at", "2000-01-01", "--format", "sqlite", "-o", str(tmp_path / "base"))
    with closing(sqlite3.connect(tmp_path / "base")) as base:
        assert base.execute("SELECT mechanism FROM ties").fetchall() == [("pact",)]


def test_what_makes_no_sense_is_wrong_usage(record: tuple[str, ...]) -> None:
    """A projection of statements exits with 2 and names the formats that have one."""
    result = run("export", *record, "--projection", "parallel")
    assert result.exit_code == 2
    assert "graphml" in result.stderr
