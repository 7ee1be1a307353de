"""The nearest names are found among very many as among few."""

from __future__ import annotations

from difflib import get_close_matches

import pytest

from accord.graph.closest import ClosestNames

#: More names than are compared one by one, with no two alike in their letters.
NAMES = [f"{first}{middle}-{last}" for first in "abcdefgh" for middle in ("land", "stan", "ia") for last in "pqrstuvw"]


@pytest.mark.parametrize("name", ["aland-q", "hstann-w", "gai-p", "Cland-s", "östan-t"])
def test_the_nearest_of_many(name: str) -> None:
    """They are those that are found where the name is compared with every other."""
    assert len(NAMES) > 100
    assert ClosestNames(NAMES).to(name) == get_close_matches(name, sorted(NAMES), n=2, cutoff=0.6)


def test_nothing_is_near() -> None:
    """A name that is like none has no nearest; nor has any where no name is known."""
    assert ClosestNames(NAMES).to("zzzzzzzz") == []
    assert ClosestNames([]).to("aland-q") == []
