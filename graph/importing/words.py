"""Words that readers share: names for records, and lists as people write them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def slug(text: str) -> str:
    """Return a text as a part of a record's name: small letters, digits, dots and hyphens.

    Examples
    --------
    >>> slug("Blue Flag/2"), slug("Côte d'Azur"), slug("-9")
    ('blue-flag-2', 'cote-d-azur', '9')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9.]+", "-", plain).strip("-.")


def listed(words: Iterable[str], most: int = 4) -> str:
    """Return words as a list in a sentence: all of them, or three and how many there are besides.

    Examples
    --------
    >>> listed(["air"]), listed(["air", "sea"]), listed("abcdef")
    ('air', 'air and sea', 'a, b, c and 3 others')
    """
    found = list(words)
    if len(found) > most:
        return f"{', '.join(found[:3])} and {len(found) - 3} others"
    return " and ".join(filter(None, (", ".join(found[:-1]), *found[-1:])))
