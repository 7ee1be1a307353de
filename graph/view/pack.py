"""Tables as columns, each value written once: what makes the page's data a third of its size."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Of these types, values that are equal are written alike; a tuple holds nothing but them.
_THEMSELVES: Final = {str, int, tuple}


def pack(columns: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    """Return the columns of a table as the page carries them.

    A column is a list of its values; or, where that is shorter, a dictionary of the distinct values (``of``) and
    the place in it of each row's value (``at``); or the one value that all rows have (``all``). The page's
    ``record.js`` reads these three.

    Parameters
    ----------
    columns
        JSON values, one a row, by the column's name; all columns are of a length.

    Examples
    --------
    >>> pack({"kind": ["alliance", "alliance"], "n": [1, 2]})
    {'rows': 2, 'columns': {'kind': {'all': 'alliance'}, 'n': [1, 2]}}
    """
    (rows,) = set(map(len, columns.values()))
    return {"rows": rows, "columns": {name: _column(values) for name, values in columns.items()}}


def _column(values: Sequence[Any]) -> Sequence[Any] | dict[str, Any]:
    types = set(map(type, values))
    if types <= {int}:
        return {"all": values[0]} if len(values) > 1 and len(set(values)) == 1 else values
    # Texts, numbers and tuples of them stand for themselves; other values are told apart by how Python writes them.
    names: Sequence[Any] = values if types <= _THEMSELVES else list(map(repr, values))
    place = dict(zip(dict.fromkeys(names), count()))
    if len(place) == len(names):
        return values
    if len(place) == 1:
        return {"all": values[0]}
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
