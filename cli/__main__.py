"""``python -m accord.cli``: the same as the command ``accord``."""

from __future__ import annotations

from .main import main

if __name__ == "__main__":
    main()
