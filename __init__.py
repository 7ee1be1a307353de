"""Accord: a knowledge graph of security partnerships between states.

The package has three rooms: `accord.ontology` says what things mean, `accord.graph` holds what is
known and what follows from it, and `accord.cli` is how a person asks.

Examples
--------
>>> from accord.graph import KnowledgeGraph
>>> kg = KnowledgeGraph.load()
>>> kg.actor("Japan").id
'JPN'
"""

from __future__ import annotations

__version__ = "0.1.0"
