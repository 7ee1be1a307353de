"""The commands are tested on the part of the record that the op-ed speaks of."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="module", autouse=True)
def on_the_first_record(first_record: None) -> None:
    """Let every command read that part alone."""
