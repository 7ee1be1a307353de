"""The names nearest to a misspelt one, out of very many."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

#: Of more names than this, only those are compared that have most letters in common with the misspelt one.
_COMPARED: Final = 100
#: Letters are counted in so many columns. Two letters in one column make names look nearer, and never farther.
_COLUMNS: Final = 64


class ClosestNames:
    """Known names among which the nearest to another is looked up.

    To compare one name with ten thousand takes `difflib` a third of a second. How many letters two names have in
    common bounds how alike they can be, and is counted for all of them in a millisecond.

    Parameters
    ----------
    names
        The known names.

    Examples
    --------
    >>> ClosestNames(["france", "germany"]).to("grmany")
    ['germany']
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = sorted(set(names))
        self._found: dict[str, list[str]] = {}

    def to(self, name: str) -> list[str]:
        """Return the two nearest names, or fewer, of those that are near at all; the nearest comes first."""
        if name not in self._found:
            self._found[name] = get_close_matches(name, self._candidates(name), n=2, cutoff=0.6)
        return self._found[name]

    def _candidates(self, name: str) -> list[str]:
        import numpy as np

        if len(self._names) <= _COMPARED:
            return self._names
        common = np.minimum(self._letters, _letters(name)).sum(axis=1)
        alike = 2 * common / (self._letters.sum(axis=1) + len(name))
        best = np.argsort(-alike, kind="stable")[:_COMPARED]
        return [self._names[place] for place in best]

    @cached_property
    def _letters(self) -> NDArray[np.uint16]:
        import numpy as np

        return np.stack([_letters(name) for name in self._names])


def _letters(name: str) -> NDArray[np.uint16]:
    """Count the letters of a name, in columns."""
    import numpy as np

    codes = np.frombuffer(name.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    return np.bincount(codes % _COLUMNS, minlength=_COLUMNS).astype(np.uint16)
