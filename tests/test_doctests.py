"""The examples in the docstrings say what the code does."""

from __future__ import annotations

import doctest
from functools import cache
from importlib import import_module
from pkgutil import walk_packages

import pytest

import accord

# A `__main__` runs when it is imported, so it is left out.
MODULES = [
    "accord",
    *(m.name for m in walk_packages(accord.__path__, "accord.") if not m.name.endswith(".__main__")),
]


@cache
def run(name: str) -> doctest.TestResults:
    """Run the examples of one module, once."""
    return doctest.testmod(import_module(name))


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name: str) -> None:
    """Every example in the module gives what it says; a failure is printed with its line."""
    assert run(name).failed == 0


def test_there_are_examples() -> None:
    """The examples are found at all."""
    assert sum(run(name).attempted for name in MODULES) > 0
