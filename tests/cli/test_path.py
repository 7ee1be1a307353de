"""``accord path`` and ``accord pairs``, as a person types them."""

from __future__ import annotations

import csv
import io
import json
from itertools import pairwise

import pytest
from running import COLUMNS, ok, run

_FORMATS = ["table", "json", "jsonl", "csv", "tsv", "md"]
_MEASURES = ["common-partners", "jaccard", "dispersion", "edge-betweenness", "bridges", "structural-equivalence"]


def test_a_path_is_shown_hop_by_hop() -> None:
    """Japan has no tie with Iceland; each hop names its actors, its mechanisms and their ids."""
    text = ok("path", "Japan", "Iceland", "--limit", "1")
    answer = json.loads(ok("path", "Japan", "Iceland", "--limit", "1", "--format", "json"))
    first, second = answer["rows"][0]["hops"]
    inverse = 1 / first["strength"] + 1 / second["strength"]
    assert f"1. Japan; {first['b']}; Iceland (2 steps, sum of 1/strength {inverse:.3f})" in text
    assert f"   Japan and {first['b']}, {first['strength']} mechanisms\n" in text
    for mechanism in first["mechanisms"]:
        assert f"     - {mechanism['kind']}: " in text
        assert f"[{mechanism['id']}]" in text
    assert "cut: more paths follow after the first 1" in text


def test_json_nests_hops_and_mechanisms() -> None:
    """Paths, their hops, and each hop's mechanisms, joined end to end."""
    answer = json.loads(ok("path", "Japan", "Iceland", "--format", "json", "--limit", "4"))
    assert answer["about"]["shortest_paths"] == 26
    assert [row["path"] for row in answer["rows"]] == [1, 2, 3, 4]
    for row in answer["rows"]:
        assert [(h["a_id"], h["b_id"]) for h in row["hops"]] == list(pairwise(row["actors_id"]))
        for mechanism in (m for hop in row["hops"] for m in hop["mechanisms"]):
            assert set(mechanism) == {"id", "kind", "label"}


def test_flat_formats_have_a_row_a_mechanism_of_a_hop() -> None:
    """CSV counts as many rows as JSON has mechanisms, and --sources adds a column."""
    nested = json.loads(ok("path", "Japan", "Iceland", "--format", "json", "--sources"))
    number = sum(len(hop["mechanisms"]) for row in nested["rows"] for hop in row["hops"])
    rows = list(csv.DictReader(io.StringIO(ok("path", "Japan", "Iceland", "--format", "csv", "--sources"))))
    assert len(rows) == number
    assert {row["hop"] for row in rows} == {"1", "2"}
    assert all(row["sources"] for row in rows)
    assert "sources" not in ok("path", "Japan", "Iceland", "--format", "csv").splitlines()[0]


def test_sources_stand_below_their_mechanism() -> None:
    """With --sources the text has addresses, without them none."""
    assert "https://" in ok("path", "Japan", "Iceland", "--limit", "1", "--sources")
    assert "https://" not in ok("path", "Japan", "Iceland", "--limit", "1")


def test_the_slice_and_the_length_decide() -> None:
    """By distance two are equally short, through seven mechanisms each; with dialogues alone there is none."""
    assert "shortest paths: 2\n" in ok("path", "Japan", "Iceland", "--by", "distance")
    assert "no path: no tie in the slice" in ok("path", "Japan", "Iceland", "--layer", "dialogue")
    longer = json.loads(ok("path", "Japan", "France", "--max-steps", "2", "--format", "json"))
    assert [row["steps"] for row in longer["rows"]] == [1] + [2] * 9


def test_no_path_fails_only_where_that_is_asked_for() -> None:
    """The reason is shown; the exit code is 1 under --fail-empty alone."""
    text = ok("path", "Japan", "Iceland", "--max-steps", "1")
    assert "no path: the fewest steps between the two are 2" in text
    assert text.endswith("no path found\n")
    assert run("path", "Japan", "Iceland", "--max-steps", "1", "--fail-empty").exit_code == 1
    assert run("path", "Japan", "Iceland", "--fail-empty").exit_code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("path", "Japan", "Iceland", "--by", "step"),
        ("path", "Japan", "JPN"),
        ("path", "Japan", "Atlantis"),
        ("path", "Japan", "Iceland", "--max-steps", "0"),
        ("pairs", "jacard"),
        ("pairs", "jaccard", "--actor", "Atlantis"),
        ("pairs", "jaccard", "--top", "0"),
    ],
)
def test_bad_requests_exit_with_2(arguments: tuple[str, ...]) -> None:
    """Wrong usage has one message and no traceback."""
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error" in result.stderr


def test_common_partners_are_a_number_for_people_and_ids_for_programs() -> None:
    """The ids are in JSON and CSV, not in the table."""
    row = json.loads(ok("pairs", "common-partners", "--top", "1", "--format", "json"))["rows"][0]
    assert len(row["partners"]) == row["value"] > 0
    assert "partners" in ok("pairs", "common-partners", "--top", "1", "--format", "csv").splitlines()[0]
    assert row["partners"][0] + ";" not in ok("pairs", "common-partners", "--top", "1")


def test_the_pairs_of_an_actor() -> None:
    """Its name may be any that the actor has; it stands first in every pair."""
    rows = json.loads(ok("pairs", "jaccard", "--actor", "JP", "--format", "json"))["rows"]
    assert {row["a_id"] for row in rows} == {"JPN"}
    assert len(rows) == 20


@pytest.mark.parametrize("measure", _MEASURES)
def test_every_measure_says_over_which_pairs_it_is_and_fits_80_columns(measure: str) -> None:
    """Pairs, weight and slice stand above the ranks."""
    from rich.cells import cell_len

    text = ok("pairs", measure)
    for head in (f"measure: {measure}", "over: ", "reads: ", "projection: ", "slice: ", "pairs: "):
        assert head in text
    assert max(map(cell_len, text.splitlines())) <= COLUMNS


@pytest.mark.parametrize("table_format", _FORMATS)
@pytest.mark.parametrize(
    "arguments",
    [("path", "Japan", "Iceland", "--sources"), ("pairs", "bridges"), ("pairs", "common-partners", "--top", "3")],
    ids=lambda arguments: arguments[1],
)
def test_every_format(arguments: tuple[str, ...], table_format: str) -> None:
    """JSON is strict, JSON lines are lines of JSON, and CSV has as many cells in every row."""
    text = ok(*arguments, "--format", table_format)
    if table_format == "json":
        json.loads(text, parse_constant=pytest.fail)
    elif table_format == "jsonl":
        assert all(isinstance(json.loads(line), dict) for line in text.splitlines())
    elif table_format in ("csv", "tsv"):
        rows = list(csv.reader(io.StringIO(text), delimiter="," if table_format == "csv" else "\t"))
        assert len({len(row) for row in rows}) == 1
    else:
        assert text.startswith("| ") == (table_format == "md")


def test_the_path_fits_80_columns() -> None:
    """No line is wider, but for addresses."""
    from rich.cells import cell_len

    for line in ok("path", "Japan", "Iceland", "--sources").splitlines():
        assert cell_len(line) <= COLUMNS or "://" in line, line
