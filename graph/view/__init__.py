"""The interactive page: one HTML file that shows the network and, for every tie, its evidence."""

from .compose import page

__all__ = ["page"]
