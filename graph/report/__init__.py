"""A report on one actor, that can be handed on: gathered as plain data, then written as HTML or Markdown."""

from __future__ import annotations

from .gather import report
from .writing import FORMATS, check_report, write_report, written

__all__ = ["FORMATS", "check_report", "report", "write_report", "written"]
