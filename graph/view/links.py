"""Which addresses the page may link to."""

from __future__ import annotations

from urllib.parse import urlsplit


def safe_url(address: str) -> str:
    """Return the address where it is ``http``, ``https`` or ``doi``, and nothing otherwise.

    A ``doi:`` becomes the address at which its resolver answers.

    Examples
    --------
    >>> safe_url("doi:10.1000/182")
    'https://doi.org/10.1000/182'
    >>> safe_url("javascript:alert(1)")
    ''
    """
    found = address.strip()
    if found[:4].casefold() == "doi:":
        return f"https://doi.org/{found[4:].lstrip()}"
    try:
        parts = urlsplit(found)
    except ValueError:
        return ""
    return found if parts.scheme in ("http", "https") and parts.netloc else ""
