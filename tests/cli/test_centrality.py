"""``accord centrality``: estimates, backends, and an interrupt in the middle of the work."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from running import ok, run

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[3]

#: A networkx backend as a distribution has one: it answers betweenness with numbers of its own, and nothing else.
_BACKEND = '''
import networkx as nx

def __getattr__(name):
    raise ImportError("it needs an older networkx")

class Backend:
    """Betweenness is 0.25 for everybody."""

    @staticmethod
    def convert_from_nx(graph, *args, **kwargs):
        made = Graph()
        made.names = list(graph)
        return made

    @staticmethod
    def convert_to_nx(result, *, name=None):
        return result

    @staticmethod
    def betweenness_centrality(graph, *args, **kwargs):
        assert nx.config.backend_priority.algos == [], "the configuration was changed"
        return {name: 0.25 for name in graph.names}

class Graph:
    __networkx_backend__ = "quarter"
    def is_directed(self):
        return False
    def is_multigraph(self):
        return False

def info():
    return {}
'''


@pytest.fixture(scope="module")
def with_backend(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Give a way to run a command where that backend is installed."""
    folder = tmp_path_factory.mktemp("installed")
    (folder / "quarter_backend.py").write_text(_BACKEND, encoding="utf-8")
    about = folder / "quarter-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: quarter\nVersion: 1.0\n", encoding="utf-8")
    (about / "entry_points.txt").write_text(
        "[networkx.backends]\nquarter = quarter_backend:Backend\nbroken = quarter_backend:Missing\n"
        "[networkx.backend_info]\nquarter = quarter_backend:info\n",
        encoding="utf-8",
    )

    def call(*arguments: str) -> subprocess.CompletedProcess[str]:
        path = os.pathsep.join(filter(None, [str(folder), str(ROOT), os.environ.get("PYTHONPATH", "")]))
        return subprocess.run(
            [sys.executable, "-m", "accord.cli", *arguments],
            env={**os.environ, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=False,
        )

    return call


def test_a_backend_computes_what_it_is_asked(with_backend: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    """Its numbers come back, and the answer says whose they are."""
    done = with_backend("centrality", "--measure", "betweenness", "--backend", "quarter", "--format", "json")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["about"]["engine"] == "networkx backend quarter"
    assert {row["value"] for row in answer["rows"] if row["note"] == ""} == {0.25}


def test_a_backend_is_not_asked_for_more_than_it_has(
    with_backend: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    """What it does not compute is refused in two lines, without a traceback."""
    done = with_backend("centrality", "--measure", "closeness", "--backend", "quarter")
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "Error: the networkx backend quarter does not compute closeness as it is defined here",
        "Leave the backend out, or name another.",
    ]


def test_a_backend_that_does_not_load_is_said_to(
    with_backend: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    """One that does not fit the networkx at hand fails where it is imported."""
    done = with_backend("centrality", "--measure", "closeness", "--backend", "broken")
    assert done.returncode == 2
    assert "broken is installed and cannot be loaded: it needs an older networkx" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_backend_is_refused_with_those_installed() -> None:
    """So is a backend for a measure that no networkx function computes, and one for a sample."""
    result = run("centrality", "--measure", "betweenness", "--backend", "paralel")
    assert result.exit_code == 2
    assert "no installed networkx backend is called 'paralel'" in result.output
    assert "Installed: " in result.output
    assert "networkx" in result.output
    refused = run("centrality", "--measure", "degree", "--backend", "networkx")
    assert refused.exit_code == 2
    assert "no backend computes it" in refused.output
    both = run("centrality", "--measure", "closeness", "--backend", "networkx", "--sample", "9")
    assert both.exit_code == 2


def test_networkx_itself_is_a_backend() -> None:
    """It computes what is computed without it."""
    arguments = ("centrality", "--measure", "betweenness", "--format", "csv")
    assert ok(*arguments, "--backend", "networkx") == ok(*arguments)


def test_a_sample_is_labelled(monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer says that it is an estimate, of how many actors, and from which seed."""
    monkeypatch.setattr("accord.graph.analysis.kernels.sampling._FEW", 10)
    answer = json.loads(ok("centrality", "--measure", "closeness", "--sample", "20", "--seed", "3", "--format", "json"))
    assert answer["about"]["estimate"].startswith("from ")
    assert "seed 3" in answer["about"]["estimate"]
    row = answer["rows"][0]
    assert row["low"] <= row["value"] <= row["high"]
    assert run("centrality", "--seed", "3").exit_code == 2
    assert run("centrality", "--null", "20", "--sample", "9").exit_code == 2


def test_an_interrupt_is_one_line(tmp_path: Path) -> None:
    """Ctrl-C in the middle ends with 130 and one line; a file that was there is as it was, and no other is left."""
    target = tmp_path / "answer.csv"
    target.write_text("before\n", encoding="utf-8")
    arguments = ("--measure", "closeness-distance", "--null", "100000", "--format", "csv", "-o", str(target))
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "accord.cli", "-v", "centrality", *arguments],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # What is started in the background of a script ignores it, and so do its children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert process.stderr is not None
    for line in process.stderr:  # its own words say when the work begins
        if line.startswith("slice:"):
            break
    process.send_signal(signal.SIGINT)
    out, rest = process.communicate(timeout=60)
    assert process.returncode == 130
    assert (out, rest) == ("", "Interrupted.\n")
    assert [path.name for path in tmp_path.iterdir()] == ["answer.csv"]
    assert target.read_text(encoding="utf-8") == "before\n"
