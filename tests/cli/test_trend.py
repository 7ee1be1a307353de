"""``accord trend``, as a person types it."""

from __future__ import annotations

import json
from functools import partial

import pytest
from running import run

_run = partial(run, "trend")


@pytest.mark.parametrize("actors", [("Japan",), ("Japan", "Sweden")])
def test_a_table_of_80_columns_with_a_sparkline(actors: tuple[str, ...]) -> None:
    """A row a point and actor; the ids stay out of it."""
    answer = _run(*actors, "--from", "2000", "--to", "2025", "--step", "5")
    assert answer.exit_code == 0, answer.output
    lines = answer.stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert sum(line.startswith("20") for line in lines) == 6 * len(actors)
    for actor in actors:
        assert any(line.startswith(f"trend of {actor}: ") for line in lines)
    assert "north-atlantic-treaty" not in answer.stdout


def test_json_names_the_mechanisms() -> None:
    """What is counted in the table."""
    rows = json.loads(_run("Sweden", "--from", "2023", "--to", "2024", "--format", "json").stdout)["rows"]
    assert len(rows[-1]["began_ids"]) == rows[-1]["began"] > 0


def test_csv_has_every_column() -> None:
    """For other programs."""
    head = _run("Japan", "--from", "2024", "--format", "csv").stdout.splitlines()[0]
    assert head.startswith("date,actor,actor_id,value,change,rank,tied,ties,gained,lost,began,ended,gained_ids")


@pytest.mark.parametrize(
    "arguments", [(), ("Japan", "--from", "2020", "--to", "2010"), ("Japam",), ("Japan", "--measure", "degre")]
)
def test_wrong_usage(arguments: tuple[str, ...]) -> None:
    """Exit 2, without a traceback."""
    answer = _run(*arguments)
    assert answer.exit_code == 2
    assert "Traceback" not in answer.output


def test_progress_is_for_terminals_alone() -> None:
    """Nothing is on stderr where nobody watches."""
    assert _run("Japan", "--from", "2024").stderr == ""
