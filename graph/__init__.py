"""What is known, and what follows from it.

A fact has one way through: read (`store`, `reader`), slice (`slice`), project (`ties`, `network`),
measure (`analysis`), show (`exporting`, `view`, `table`). `KnowledgeGraph` is the door to all of it; the
records themselves are Turtle files in ``record/``.
"""

from __future__ import annotations

from .errors import AccordError, FileError, QueryError, RequestError, ShapeError, UnknownNameError
from .knowledge import KnowledgeGraph
from .slice import Holding, Slice
from .table import Table

__all__ = [
    "AccordError",
    "FileError",
    "Holding",
    "KnowledgeGraph",
    "QueryError",
    "RequestError",
    "ShapeError",
    "Slice",
    "Table",
    "UnknownNameError",
]
