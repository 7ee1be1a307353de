"""What things mean: the ontology's Turtle files, and typed access to them from Python.

- ``accord.ttl``: the three tiers, actors, participations, time, evidence.
- ``mechanisms.ttl``: the taxonomy of mechanisms, each kind with its layer, depth, tie shape and force rule.
- ``values.ttl``: the closed lists of values.
- ``shapes.ttl``: what a well-formed record looks like (SHACL).
- ``rules/``: the ties that follow from records (SPARQL CONSTRUCT).
- ``questions/``: the competency questions (SPARQL SELECT).
- ``context.jsonld`` and ``frame.jsonld``: the names that JSON-LD has for all of it, and mechanisms as trees.
- ``prefixes.py``, ``terms.py`` and ``taxonomy.py``: the same, typed, for the rest of the code.
"""

from __future__ import annotations

from .files import context_file, frame_file, ontology_files, question_files, rule_files, shapes_file
from .prefixes import PREFIXES
from .taxonomy import ForceRule, Kind, Layer, Taxonomy, load_taxonomy

__all__ = [
    "PREFIXES",
    "ForceRule",
    "Kind",
    "Layer",
    "Taxonomy",
    "context_file",
    "frame_file",
    "load_taxonomy",
    "ontology_files",
    "question_files",
    "rule_files",
    "shapes_file",
]
