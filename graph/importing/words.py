"""Words that readers share: names for records, and lists as people write them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from ..dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from ..dates import PartialDate


def slug(text: str) -> str:
    """Return a text as a part of a record's name: small letters, digits, dots and hyphens.

    Examples
    --------
    >>> slug("Blue Flag/2"), slug("Côte d'Azur"), slug("-9")
    ('blue-flag-2', 'cote-d-azur', '9')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9.]+", "-", plain).strip("-.")


def date_of(parts: Iterable[str], unknown: Container[str]) -> PartialDate | None:
    """Return a date as precise as its parts: year, month and day, up to the first that is not known.

    Parameters
    ----------
    parts
        Year, month and day, as the data set writes them.
    unknown
        What it writes where a part is not known.

    Raises
    ------
    RequestError
        Where the parts make no date.

    Examples
    --------
    >>> str(date_of(("1915", "4", ""), {""}))
    '1915-04'
    """
    known: list[str] = []
    for part, width in zip(parts, (4, 2, 2), strict=False):
        if part in unknown:
            break
        known.append(f"{int(part):0{width}}" if part.isdigit() else part)
    return parse_date("-".join(known)) if known else None


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


def lines_of(numbers: Iterable[int]) -> str:
    """Return the numbers of lines in words, those that follow each other as a range.

    Examples
    --------
    >>> lines_of([7]), lines_of([9, 2, 3, 4])
    ('line 7', 'lines 2 to 4 and 9')
    """
    ranges: list[list[int]] = []
    for number in sorted(numbers):
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    told = [str(first) if first == last else f"{first} to {last}" for first, last in ranges]
    single = len(ranges) == 1 and ranges[0][0] == ranges[0][1]
    return f"{'line' if single else 'lines'} {listed(told, most=len(told))}"
