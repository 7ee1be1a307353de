"""Writing a graph for other tools: RDF, networks, tables, databases, each with one small module.

`FORMATS` lists what there is. Every format takes what the slice takes, and equal input gives equal bytes.
"""

from __future__ import annotations

from .formats import FORMATS, PROJECTIONS, Format, export_file, export_text

__all__ = ["FORMATS", "PROJECTIONS", "Format", "export_file", "export_text"]
