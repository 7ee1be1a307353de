"""``accord network``, as a person types it."""

from __future__ import annotations

import json
from functools import partial

import pytest
from running import run

_run = partial(run, "network")


@pytest.mark.parametrize("arguments", [(), ("--null", "20", "--layer", "alliance"), ("--at", "1800-01-01")])
def test_it_fits_a_terminal_of_80_columns(arguments: tuple[str, ...]) -> None:
    """Each measure with its definition below, with and without random networks, and where nothing is tied."""
    answer = _run(*arguments)
    assert answer.exit_code == 0, answer.output
    assert max(map(len, answer.stdout.splitlines())) <= 80
    assert "ties over pairs of actors" in answer.stdout


def test_json_has_what_was_compared() -> None:
    """Strict, with the null model, the number of random networks and the seed."""
    answer = json.loads(_run("--null", "20", "--seed", "3", "--layer", "alliance", "--format", "json").stdout)
    assert (answer["about"]["random_networks"], answer["about"]["seed"]) == (20, 3)
    rows = {row["measure"]: row for row in answer["rows"]}
    assert rows["density"]["z"] is None
    assert rows["transitivity"]["low"] <= rows["transitivity"]["high"]


def test_tied_leaves_isolates_out() -> None:
    """And says how many actors are left."""
    every = json.loads(_run("--layer", "alliance", "--format", "json").stdout)["about"]
    tied = json.loads(_run("--layer", "alliance", "--tied", "--format", "json").stdout)["about"]
    assert tied["actors"] == tied["tied"] == every["tied"] < every["actors"]


@pytest.mark.parametrize(("arguments", "said"), [(("--seed", "3"), "--seed needs --null"), (("--null", "5"), "20")])
def test_wrong_usage(arguments: tuple[str, ...], said: str) -> None:
    """Exit 2, and what is wrong."""
    answer = _run(*arguments)
    assert answer.exit_code == 2
    assert said in answer.stderr
