"""Text as XML can hold it."""

from __future__ import annotations

import re
from typing import Final

#: What XML 1.0 has no way to write, not even as a reference.
_FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: What a reader would take for markup, or for a blank where it was none.
_TEXT: Final = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord("\r"): "&#13;"}
_ATTRIBUTE: Final = {**_TEXT, ord('"'): "&quot;", ord("\n"): "&#10;", ord("\t"): "&#9;"}


def allowed(text: str) -> str:
    """Return text with U+FFFD for each character that XML forbids."""
    return _FORBIDDEN.sub("\ufffd", text)


def element_text(text: str) -> str:
    """Return text as an element holds it; a character that XML forbids becomes U+FFFD.

    Examples
    --------
    >>> element_text("a < b")
    'a &lt; b'
    """
    return allowed(text).translate(_TEXT)


def attributes(values: dict[str, str | int | float]) -> str:
    """Return attributes as a start tag holds them, each after a blank.

    Examples
    --------
    >>> attributes({"id": "n0", "label": 'a "b"'})
    ' id="n0" label="a &quot;b&quot;"'
    """
    return "".join(f' {name}="{allowed(str(value)).translate(_ATTRIBUTE)}"' for name, value in values.items())
