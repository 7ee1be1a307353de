"""``accord who-next``, as a person types it."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, get_args

import click
import pytest
from running import COLUMNS, ok, run

from accord.cli import accord
from accord.graph.analysis.candidates import ScoredOn
from accord.graph.analysis.prediction import SCORES

if TYPE_CHECKING:
    from pathlib import Path

_ok = partial(ok, "who-next")
_RAA = "ReciprocalAccessAgreement"
_TEST = ("information", "--backtest", "--from", "2010", "--to", "2025")


def test_the_pairs_of_a_state_fit_a_terminal() -> None:
    """Five numbers a pair, and below them what is known of the two."""
    shown = _ok(_RAA, "Japan", "--top", "200")
    assert max(map(len, shown.splitlines())) <= COLUMNS
    lines = shown.splitlines()
    france = next(i for i, line in enumerate(lines) if line[6:].startswith("France"))
    assert len(lines[france].split()) == 7
    assert "under negotiation" in lines[france + 1]


def test_all_pairs_fit_a_terminal() -> None:
    """However long two names are."""
    shown = _ok(_RAA, "--top", "3000", "--on", "kind")
    assert max(map(len, shown.splitlines())) <= COLUMNS
    assert "Afghanistan, Antigua and Barbuda" in " ".join(shown.split())


def test_json_is_strict_and_has_every_score() -> None:
    """Pairs without a value have none, and a reason."""
    answer = json.loads(
        _ok("information", "--on", "kind", "--by", "adamic-adar", "--top", "3000", "--format", "json"),
        parse_constant=lambda name: pytest.fail(f"{name} is no JSON"),
    )
    assert answer["about"]["measure"] == "adamic-adar"
    first, last = answer["rows"][0], answer["rows"][-1]
    assert first["value"] == first["adamic_adar"] > 0
    assert (last["rank"], last["value"], last["combined"]) == (None, None, None)
    assert last["note"].startswith("no tie on the network: ")


def test_csv_has_every_column() -> None:
    """For other programs."""
    assert _ok(_RAA, "--top", "1", "--format", "csv").splitlines()[0] == (
        "rank,a,a_id,b,b_id,value,common_neighbours,adamic_adar,resource_allocation,preferential_attachment,combined,"
        "common_partners,strength,near_miss,note,partners,near_miss_ids"
    )


def test_a_date_changes_what_is_known() -> None:
    """In 2013 no access agreement of this kind held."""
    rows = json.loads(_ok(_RAA, "Japan", "--at", "2013-12-31", "--format", "json"))
    assert rows["about"]["pairs that have it"] == 0
    assert "at 2013-12-31" in rows["about"]["slice"]


def test_a_back_test_fits_a_terminal() -> None:
    """Both networks by window, and all windows below; the two effects in words above."""
    shown = _ok(*_TEST, "--top", "10")
    assert max(map(len, shown.splitlines())) <= COLUMNS
    for words in ("preferential attachment: ", "triadic closure: ", "2011-2015", "P@10", "over all windows"):
        assert words in shown


def test_a_back_test_has_a_row_a_window_network_and_score() -> None:
    """Three windows and all of them, two networks, five scores."""
    rows = [json.loads(line) for line in _ok(*_TEST, "--format", "jsonl").splitlines()]
    assert len(rows) == 4 * 2 * 5
    assert {row["window"] for row in rows} == {"2011-2015", "2016-2020", "2021-2025", "all"}


def test_the_choices_are_those_of_the_library() -> None:
    """A score or a network that the library has is on offer."""
    options = {option.name: option.type for option in accord.commands["who-next"].params}
    by, on = options["by"], options["on"]
    assert isinstance(by, click.Choice)
    assert isinstance(on, click.Choice)
    assert set(by.choices) == set(SCORES)
    assert set(on.choices) == set(get_args(ScoredOn))


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("ReciprocalAccesAgreement",),
        (_RAA, "Japam"),
        (_RAA, "NATO"),
        (_RAA, "--by", "jaccard"),
        (_RAA, "--from", "1990"),
        (_RAA, "--horizon", "5"),
        (_RAA, "Japan", "--backtest"),
        (_RAA, "--backtest", "--on", "kind"),
        (_RAA, "--backtest", "--at", "2020-12-31"),
        (_RAA, "--backtest", "--from", "2024"),
        (_RAA, "--backtest", "--to", "2099"),
        (_RAA, "--layer", "access"),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...]) -> None:
    """Exit 2, without a traceback."""
    answer = run("who-next", *arguments)
    assert answer.exit_code == 2, answer.output
    assert "Traceback" not in answer.output


def test_a_file_that_is_no_dcad_could_not_be_read(tmp_path: Path) -> None:
    """Exit 3, with the file and what it lacks; a file that is not there is wrong usage."""
    path = tmp_path / "wrong.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    kind = "DefenceCooperationAgreement"
    answer = run("who-next", kind, "--backtest", "--dcad", str(path))
    assert answer.exit_code == 3
    assert "lacks ccode1" in answer.stderr
    assert run("who-next", kind, "--backtest", "--dcad", str(tmp_path / "none.csv")).exit_code == 2


def test_progress_is_for_terminals_alone() -> None:
    """Nothing is on stderr where nobody watches."""
    assert run("who-next", *_TEST).stderr == ""
