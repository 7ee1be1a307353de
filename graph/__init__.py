"""What is known, and what follows from it.

A fact has one way through: read (`loading`), slice (`slice`), project (`networks`), measure (`analysis`), show
(`answers`, `exporting`, `view`, `report`, `plots`). `KnowledgeGraph` is the door to all of it. The records are Turtle
files in ``record/``; other people's come in by `importing`, are linked by `linking` and checked by `validation`.
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
