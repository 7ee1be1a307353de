"""``accord brokerage`` and the measures of ``accord centrality``, as a person types them."""

from __future__ import annotations

import json
import subprocess
import sys

from running import COLUMNS, run

from accord.graph.analysis.measures import MEASURES, MEASURES_ON
from accord.graph.networks.projection_names import EVENTS, OBLIGATIONS, TWO_MODE


def test_brokerage_fits_a_terminal() -> None:
    """All roles stand in one table of 80 columns, and actors without a tie are explained above it."""
    result = run("brokerage")
    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= COLUMNS
    head = next(line for line in result.stdout.splitlines() if line.startswith("rank"))
    assert head.split() == ["rank", "actor", "coord", "itin", "gate", "repr", "liais", "total"]
    assert "without counts: no tie in the slice" in result.stdout


def test_brokerage_in_json_has_every_role_under_its_name() -> None:
    """The JSON has full names, ids and groups, ranked by the role asked for."""
    answer = json.loads(run("brokerage", "--role", "liaison", "--top", "2", "--format", "json").stdout)
    first, second = answer["rows"]
    assert first["liaison"] >= second["liaison"] > 0
    assert {"id", "group", "coordinator", "itinerant", "gatekeeper", "representative", "total"} <= set(first)
    assert answer["about"]["measure"] == "brokerage as liaison"


def test_brokerage_refuses_what_it_does_not_know() -> None:
    """A misspelt role gets a suggestion; a partition is one of two."""
    wrong_role, wrong_group = run("brokerage", "--role", "liason"), run("brokerage", "--by", "colour")
    assert (wrong_role.exit_code, wrong_group.exit_code) == (2, 2)
    assert "Did you mean liaison?" in wrong_role.stderr
    assert "--by" in wrong_group.stderr


def test_participation_alone_takes_a_partition() -> None:
    """The option is refused where the measure does not read it."""
    assert "partition: type, 2 groups" in run("centrality", "--measure", "participation", "--by", "type").stdout
    refused = run("centrality", "--measure", "betweenness", "--by", "type")
    assert refused.exit_code == 2
    assert "reads no groups" in refused.stderr


def test_help_lists_the_measures_without_loading_networks() -> None:
    """Every measure of the registry stands in the help, which starts without networkx."""
    code = (
        "import sys; from click.testing import CliRunner; from accord.cli import accord;"
        "print(CliRunner().invoke(accord, ['centrality', '--help']).stdout);"
        "assert 'networkx' not in sys.modules and 'numpy' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    listed = done.stdout.partition("Measures on co-participation:")[2].partition("Measures on two-mode:")[0]
    assert [line.split()[0] for line in listed.splitlines() if line[:3].strip()] == list(MEASURES)
    others = done.stdout.partition("Measures on two-mode:")[2].partition("Measures on obligations:")
    obligations, _, events = others[2].partition("Measures on events:")
    for section, projection in ((others[0], TWO_MODE), (obligations, OBLIGATIONS), (events, EVENTS)):
        names = [line.split()[0] for line in section.splitlines() if line[:3].strip()]
        assert names == list(MEASURES_ON[projection])
