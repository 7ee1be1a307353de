"""``accord communities``, as a person types it."""

from __future__ import annotations

import csv
import io
import json
from functools import partial

from running import COLUMNS, ok, run

_run = partial(run, "communities")
_ok = partial(ok, "communities")


def test_each_community_stands_under_its_name_in_80_columns() -> None:
    """Numbered from the largest, each with its members, and who is in none at the end with the reason."""
    text = _ok("--at", "2024-12-31", "--runs", "5")
    assert all(len(line) <= COLUMNS for line in text.splitlines())
    assert "\n1. " in text
    assert " actors)\n\nactor " in text
    assert "in no community (no tie in the slice): " in text
    assert "slice: at 2024-12-31" in text


def test_communities_alone() -> None:
    """A row each: size, name, density within; nobody is lost."""
    text = _ok("--summary", "--runs", "5")
    assert all(len(line) <= COLUMNS for line in text.splitlines())
    answer = json.loads(_ok("--summary", "--runs", "5", "--format", "json"))
    sizes = [row["size"] for row in answer["rows"]]
    assert sizes == sorted(sizes, reverse=True)
    assert sum(sizes) == answer["about"]["tied"]
    assert [row["community"] for row in answer["rows"]] == list(range(1, len(sizes) + 1))


def test_options_are_used() -> None:
    """Runs, resolution, threshold and seed stand in the answer; a higher resolution makes more communities."""
    given = ("--runs", "4", "--threshold", "0.6", "--seed", "3", "--format", "json")
    fine, coarse = (json.loads(_ok("--resolution", value, *given))["about"] for value in ("2", "0.2"))
    assert (fine["runs"], fine["threshold"], fine["seed"], fine["resolution"]) == (4, 0.6, 3, 2.0)
    assert fine["communities"] > coarse["communities"]


def test_the_same_bytes_twice() -> None:
    """A table of members for other programs, equal each time."""
    first = _ok("--runs", "3", "--format", "csv")
    assert first == _ok("--runs", "3", "--format", "csv")
    head = next(csv.reader(io.StringIO(first)))
    assert head == ["community", "name", "actor", "id", "strength_within", "share_of_runs", "note"]


def test_bad_input_is_refused() -> None:
    """Wrong usage, with the reason."""
    for arguments in (("--runs", "0"), ("--resolution", "0"), ("--threshold", "2")):
        result = _run(*arguments)
        assert result.exit_code == 2
        assert "Error" in result.stderr
