"""``accord quasi-alliances`` on the command line."""

from __future__ import annotations

from running import COLUMNS, ok


def test_one_state_ranks_its_pairs_within_a_terminal() -> None:
    """The table names the allied pairs on either side and fits 80 columns."""
    shown = ok("quasi-alliances", "Japan", "--top", "5")
    assert "United Kingdom" in shown
    assert max(map(len, shown.splitlines())) <= COLUMNS


def test_two_states_are_followed_from_year_to_year() -> None:
    """Each year at its 31 December."""
    years = ok("quasi-alliances", "Japan", "Italy", "--from", "2020", "--to", "2021", "--format", "csv").splitlines()
    assert years[0] == "date,depth,index,mechanisms,note"
    assert [line[:10] for line in years[1:]] == ["2020-12-31", "2021-12-31"]
