"""Bad input: one clear message on stderr, the right exit code, no traceback, no half-written file."""

from __future__ import annotations

import contextlib
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from running import run

_ACCORD = [sys.executable, "-m", "accord.cli"]


def _run(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command in this process; what the operating system has a part in runs in one of its own."""
    with contextlib.chdir(cwd or Path.cwd()):
        result = run(*arguments)
    return subprocess.CompletedProcess(arguments, result.exit_code, result.stdout, result.stderr)


@pytest.mark.parametrize(
    ("arguments", "exit_code", "message"),
    [
        (("tie", "Japon", "France"), 2, "Did you mean Japan"),
        (("show", "Nipon"), 2, "Did you mean"),
        (("tie", "Japan", "Nippon"), 2, "are the same actor"),
        (("centrality", "--at", "2024-13"), 2, "'2024-13' is not a date"),
        (("centrality", "--at", "yesterday"), 2, "'yesterday' is not a date"),
        (("centrality", "--at", "2024"), 2, "is a year, not a day"),
        (("centrality", "--between", "2024", "2020"), 2, "ends (2020) before it begins (2024)"),
        (("centrality", "--at", "2024-01-01", "--between", "2020", "2021"), 2, "not both"),
        (("centrality", "--throughout"), 2, "--throughout needs --between"),
        (("centrality", "--measure", "betweeness"), 2, "Did you mean betweenness"),
        (("centrality", "--layer", "dialog"), 2, "Did you mean"),
        (("centrality", "--seed", "1"), 2, "--seed needs --null"),
        (("centrality", "--weight", "heavy"), 2, "--weight"),
        (("quasi-alliances", "Japan", "--from", "2012"), 2, "need two states"),
        (("quasi-alliances", "Japan", "Italy", "--top", "3"), 2, "--top"),
        (("quasi-alliances", "NATO"), 2, "is no state"),
        (("centrality", "--top", "0"), 2, "--top"),
        (("export", "--format", "n3"), 2, "--format"),
        (("info", "--only"), 2, "--only needs"),
        (("query", "SELECT ?x WHERE { ?x"), 2, "Error:"),
        (("query", "nowhere.rq"), 3, "nowhere.rq: No such file"),
        (("ask", "allise"), 2, "Did you mean"),
        (("ask", "allies"), 2, "STATE"),
        (("ask", "allies", "Japan"), 2, "is no PARAM=VALUE"),
        (("ask", "allies", "STATE=Japon"), 2, "Did you mean Japan"),
        (("ask", "allies", "STATE=Japan", "COLOUR=red"), 2, "COLOUR"),
        (("source", "nothing"), 2, "no source"),
        (("export", "-o", "missing/folder/x.ttl"), 3, "cannot write"),
        (("view", "-o", "missing/folder/x.html"), 3, "cannot write"),
        (("centrality", "-o", "missing/folder/x.csv"), 3, "cannot write"),
        (("frobnicate",), 2, "No such command"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_wrong_usage_and_failures(arguments: tuple[str, ...], exit_code: int, message: str, tmp_path: Path) -> None:
    """Names, dates, windows, measures, layers, formats and paths that will not do."""
    result = _run(*arguments, cwd=tmp_path)
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    assert result.returncode == exit_code
    assert result.stdout == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (
            "broken.ttl",
            b"@prefix acc: <https://w3id.org/accord-graph/ontology#> .\nacc:x acc:y .\n",
            "broken.ttl, line 2",
        ),
        ("binary.ttl", bytes(range(256)), "binary.ttl"),
        ("empty.xlsx", b"", "tells no RDF format"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    """Broken Turtle is named by file and line; a binary file and another format by file."""
    path = tmp_path / name
    path.write_bytes(content)
    for command in (["info", "--graph", str(path)], ["validate", str(path)]):
        result = _run(*command)
        assert result.returncode == 3, result.stderr
        assert message in result.stderr
        assert "Traceback" not in result.stderr


def test_a_record_without_a_source_does_not_conform(tmp_path: Path) -> None:
    """Validation names the record and what it lacks, and exits with 1."""
    path = tmp_path / "mine.ttl"
    path.write_text(
        "@prefix acc: <https://w3id.org/accord-graph/ontology#> .\n"
        "@prefix actor: <https://w3id.org/accord-graph/id/actor/> .\n"
        "@prefix mech: <https://w3id.org/accord-graph/id/mechanism/> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n\n"
        'mech:mine a acc:TwoPlusTwoDialogue ; skos:prefLabel "Mine"@en ; acc:party actor:JPN , actor:POL ;\n'
        '  acc:established "2020-01-01"^^xsd:date ; acc:end "2019-01-01"^^xsd:date .\n',
        encoding="utf-8",
    )
    result = _run("validate", str(path))
    assert result.returncode == 1
    assert "mech:mine" in result.stdout
    assert "evidence" in result.stdout
    assert "mine.ttl" in result.stdout


def test_a_folder_without_rdf_as_a_graph(tmp_path: Path) -> None:
    """A folder in which there is nothing to read could not be run on."""
    result = _run("info", "--graph", str(tmp_path))
    assert result.returncode == 3
    assert "a folder without RDF files" in result.stderr


def test_an_endpoint_that_is_not_there() -> None:
    """An address at which nobody answers is told in one line, with what to do; beside a file it is wrong usage."""
    nobody = "http://127.0.0.1:9/query"
    result = _run("info", "--graph", nobody)
    assert result.returncode == 3
    assert "cannot be reached" in result.stderr
    assert "See that the server runs" in result.stderr
    result = _run("info", "--graph", nobody, "--graph", __file__)
    assert result.returncode == 2
    assert "a graph of its own" in result.stderr


def test_the_wrong_text_of_a_source(tmp_path: Path) -> None:
    """A text whose hash is another is refused, and nothing of it is shown."""
    path = tmp_path / "other.txt"
    path.write_text("Another text.", encoding="utf-8")
    result = _run("source", "SEED", "--text", str(path))
    assert result.returncode == 2
    assert "is not the text" in result.stderr
    assert result.stdout == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk() -> None:
    """No space left is said in one line, whether the output is a file or stdout."""
    with Path("/dev/full").open("w") as full:
        result = subprocess.run([*_ACCORD, "export"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert result.returncode == 3
    assert "No space left on device" in result.stderr
    assert "Traceback" not in result.stderr
    assert _run("export", "-o", "/dev/full").returncode == 3


def test_a_disk_that_fills_up_midway_leaves_the_old_file(tmp_path: Path) -> None:
    """Where only part of the export fits, the file that was there is untouched and no part is left."""
    path = tmp_path / "accord.ttl"
    path.write_text("what was there\n", encoding="utf-8")
    limit = 50_000
    result = subprocess.run(
        [*_ACCORD, "export", "-o", str(path)],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert result.returncode == 3, result.stderr
    assert "cannot write" in result.stderr
    assert path.read_text(encoding="utf-8") == "what was there\n"
    assert list(tmp_path.iterdir()) == [path]


def test_a_closed_pipe_is_quiet() -> None:
    """Whoever stops reading early is not told about it."""
    accord = subprocess.Popen([*_ACCORD, "export"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert accord.stdout is not None
    assert accord.stderr is not None
    accord.stdout.readline()
    accord.stdout.close()
    assert accord.wait(timeout=60) == 0
    assert accord.stderr.read() == ""
    accord.stderr.close()


def test_debug_shows_the_traceback() -> None:
    """For those who mend the program itself."""
    result = subprocess.run([*_ACCORD, "--debug", "show", "Nipon"], capture_output=True, text=True, check=False)
    assert "Traceback" in result.stderr
