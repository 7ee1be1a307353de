"""Tables as columns, each value written once: what makes the page's data a third of its size."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence


def pack(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return rows of equal names as columns.

    A column is a list of its values; or, where that is shorter, a dictionary of the distinct values (``of``) and
    the place in it of each row's value (``at``). The page's ``record.js`` reads both.

    Parameters
    ----------
    rows
        Dictionaries of JSON values; all have the names of the first.

    Examples
    --------
    >>> pack([{"kind": "alliance", "n": 1}, {"kind": "alliance", "n": 2}])
    {'rows': 2, 'columns': {'kind': {'of': ['alliance'], 'at': [0, 0]}, 'n': [1, 2]}}
    """
    names = list(rows[0]) if rows else []
    return {"rows": len(rows), "columns": {name: _column(list(map(itemgetter(name), rows))) for name in names}}


def _column(values: list[Any]) -> list[Any] | dict[str, Any]:
    types = set(map(type, values))
    if types <= {int}:
        return values
    # Texts stand for themselves; other values are told apart by how Python writes them.
    texts: list[str] = values if types == {str} else list(map(repr, values))
    distinct = dict.fromkeys(texts)
    if len(distinct) == len(texts):
        return values
    # Of equal values the first stands for all: going backwards, it is written last.
    first = dict(zip(reversed(texts), reversed(values), strict=True))
    place = {text: number for number, text in enumerate(distinct)}
    plain = sum(map(len, texts)) + 3 * len(texts)
    at = list(map(place.__getitem__, texts))
    # As long as the numbers and a comma each: what Python writes has a blank after each comma and two brackets.
    coded = sum(map(len, place)) + 3 * len(place) + len(repr(at)) - len(at)
    return {"of": list(map(first.__getitem__, place)), "at": at} if coded < plain else values
