"""Plots for print: a ranking, a trend, a sorted adjacency matrix, each as one SVG or PNG file.

matplotlib draws them. It is an optional extra, imported only when a plot is drawn.
"""

from __future__ import annotations

from .drawing import check_plot, draw, save

__all__ = ["check_plot", "draw", "save"]
