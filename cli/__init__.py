"""How a person asks: one small click command a file, and no logic of its own.

What a command needs of the library it imports inside the function, so that ``accord --help`` and every
answer start fast.
"""

from __future__ import annotations

from .main import accord, main

__all__ = ["accord", "main"]
