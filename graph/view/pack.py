"""Tables as columns, each value written once: what makes the page's data a third of its size."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Of these types, values that are equal are written alike; a tuple holds nothing but them.
_THEMSELVES: Final = {str, int, tuple}


def pack(names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> dict[str, Any]:
    """Return rows as columns.

    A column is a list of its values; or, where that is shorter, a dictionary of the distinct values (``of``) and
    the place in it of each row's value (``at``). The page's ``record.js`` reads both.

    Parameters
    ----------
    names
        The names of the columns.
    rows
        Tuples of JSON values, one a name.

    Examples
    --------
    >>> pack(("kind", "n"), [("alliance", 1), ("alliance", 2)])
    {'rows': 2, 'columns': {'kind': {'of': ['alliance'], 'at': [0, 0]}, 'n': (1, 2)}}
    """
    columns: Iterable[Sequence[Any]] = zip(*rows, strict=True) if rows else [()] * len(names)
    return {"rows": len(rows), "columns": {name: _column(values) for name, values in zip(names, columns, strict=True)}}


def _column(values: Sequence[Any]) -> Sequence[Any] | dict[str, Any]:
    types = set(map(type, values))
    if types <= {int}:
        return values
    # Texts, numbers and tuples of them stand for themselves; other values are told apart by how Python writes them.
    names: Sequence[Any] = values if types <= _THEMSELVES else list(map(repr, values))
    place = dict(zip(dict.fromkeys(names), count()))
    if len(place) == len(names):
        return values
    at = list(map(place.__getitem__, names))
    lengths = [len(name if type(name) is str else repr(name)) + 3 for name in place]
    plain = sum(map(lengths.__getitem__, at))
    # As long as the numbers and a comma each: what Python writes has a blank after each comma and two brackets.
    coded = sum(lengths) + len(repr(at)) - len(at)
    if coded >= plain:
        return values
    if names is values:
        return {"of": list(place), "at": at}
    # Of equal values the first stands for all: going backwards, it is written last.
    first = dict(zip(reversed(names), reversed(values), strict=True))
    return {"of": list(map(first.__getitem__, place)), "at": at}
