"""``accord whatif``, as a person types it."""

from __future__ import annotations

import csv
import io
import json
from functools import partial

from running import COLUMNS, ok, run

_run = partial(run, "whatif")


def _ok(*arguments: str) -> str:
    return ok("whatif", *arguments, "--runs", "3")


def test_a_table_says_before_and_after_in_80_columns() -> None:
    """The network, who loses the most by each measure, and the communities."""
    text = _ok("--without", "NATO", "--layer", "alliance", "--layer", "membership")
    assert all(len(line) <= COLUMNS for line in text.splitlines())
    assert "with North Atlantic Treaty" in text
    assert "degree: who loses the most\n" in text
    assert "communities before:\n1. " in text
    assert "pairs left without a tie: " in text


def test_pairs_are_listed() -> None:
    """With --pairs, who is left without a tie and through what they had it."""
    text = _ok("--without", "NATO", "--layer", "alliance", "--pairs")
    assert all(len(line) <= COLUMNS for line in text.splitlines())
    assert "\nleft without a tie:\n- " in text
    assert "north-atlantic-treaty" in text
    rows = list(
        csv.DictReader(io.StringIO(_ok("--without", "NATO", "--layer", "alliance", "--pairs", "--format", "csv")))
    )
    assert {row["change"] for row in rows} == {"left without a tie"}


def test_json_has_all_of_it() -> None:
    """Numbers, actors, pairs, communities and regrouping, the same bytes twice; a change adds up."""
    given = ("--without", "USA", "--with", "JPN,POL:reciprocal-access-agreement", "--format", "json")
    text = _ok(*given)
    assert text == _ok(*given)
    answer = json.loads(text)
    assert set(answer) == {"about", "network", "actors", "pairs", "communities", "regrouped"}
    assert len(answer["about"]["without"]) == len(answer["about"]["with"]) == 1
    japan = next(row for row in answer["actors"] if (row["measure"], row["id"]) == ("strength", "JPN"))
    assert japan["change"] == japan["after"] - japan["before"]
    assert {row["measure"] for row in answer["actors"]} == {"degree", "strength", "betweenness", "closeness"}


def test_measures_and_top() -> None:
    """One measure, and the two that lose the most."""
    given = ("--without", "USA", "--measure", "strength", "--top", "2", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(_ok(*given))))
    assert [row["measure"] for row in rows] == ["strength", "strength"]
    assert rows[0]["id"] == "JPN"


def test_bad_input_is_refused() -> None:
    """Wrong usage, with the reason and a way out."""
    for arguments, message in (
        ((), "nothing is to change"),
        (("--without", "Japn"), "Did you mean"),
        (("--without", "1960 Treaty"), "japan-us-security-treaty"),
        (("--with", "JPN,POL"), "Write ACTOR,ACTOR:KIND"),
        (("--with", "JPN,POL:friendship"), "no kind of mechanism"),
    ):
        result = _run(*arguments)
        assert result.exit_code == 2
        assert message in result.stderr
