"""The interactive page: one HTML file that shows the network and, for every tie, its evidence."""

from .compose import page
from .story import Story, read_story

__all__ = ["Story", "page", "read_story"]
