"""Where the ontology's files are, wherever the package is installed."""

from __future__ import annotations

from importlib.resources import as_file, files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_ROOT = files(__package__ or "")


def _path(name: str) -> Path:
    # The package is always installed unzipped, so the resource is a real file.
    with as_file(_ROOT / name) as path:
        return path


def ontology_files() -> list[Path]:
    """Return the Turtle files that make up the ontology, without the shapes."""
    return [_path("accord.ttl"), _path("mechanisms.ttl"), _path("values.ttl")]


def shapes_file() -> Path:
    """Return the file of SHACL shapes."""
    return _path("shapes.ttl")


def context_file() -> Path:
    """Return the JSON-LD context, which names every property as JSON does."""
    return _path("context.jsonld")


def frame_file() -> Path:
    """Return the JSON-LD frame: mechanisms, each with its parties, evidence and sources inside."""
    return _path("frame.jsonld")


def rule_files() -> list[Path]:
    """Return the derivation rules, one SPARQL CONSTRUCT query a file, sorted by name.

    A rule finds who takes part on either side by itself, and joins the two by their mechanism: else the engine looks
    up the other side again for each of a pair. Where an object stands for thousands of subjects, as how something
    holds does, it is a variable with a filter, since the engine would begin with going through them all.
    """
    return sorted(_path("rules").glob("*.rq"))


def question_files() -> list[Path]:
    """Return the competency questions, one SPARQL SELECT query a file, sorted by name."""
    return sorted(_path("questions").glob("*.rq"))
