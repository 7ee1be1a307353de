"""How well the scores of `prediction` would have foretold the ties that came: a test on the record's own past.

At each cut date the scores are computed from what held then, and compared with the pairs that had their first tie
of the kind in the years after. Nothing that came later enters a score.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

from ..errors import RequestError
from ..table import Table
from .candidates import NETWORKS, WEIGHTS
from .prediction import SCORES, midranks, scores
from .windows import Window, windows_of_dcad, windows_of_record

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    from ..knowledge import KnowledgeGraph

#: With fewer windows there is too little to draw from for an interval.
LEAST_WINDOWS: Final = 5

_DRAWS: Final = 10_000
_CHANCE: Final = 0.5
_COLUMNS: Final = (
    *("window", "cut", "network", "measure", "pairs", "positives", "mechanisms", "base_rate"),
    *("auc", "low", "high", "precision", "pairs_tied", "positives_tied", "auc_tied", "note"),
)
_EFFECTS: Final = {
    "preferential attachment": "preferential-attachment",
    "triadic closure": "common-neighbours",
}
_RULE: Final = (
    "pairs that exist at the cut and have had no tie of the kind by then; positive are those whose first tie of the "
    "kind certainly begins in the window, and pairs of which only possibly one does are left out"
)


@dataclass(frozen=True, slots=True)
class _Found:
    """What came of one score in one window: of how many comparisons how many it won, and its precision at k."""

    won: float
    compared: int
    won_tied: float
    compared_tied: int
    pairs_tied: int
    positives_tied: int
    precision: float | None


#: A window, and for each network and score what came of it.
_Judged: TypeAlias = tuple[Window, "dict[tuple[str, str], _Found]"]


def backtest(
    kg: KnowledgeGraph,
    kind: str,
    *,
    first: int | None = None,
    last: int | None = None,
    horizon: int = 5,
    k: int = 20,
    organisations: bool = False,
    seed: int = 0,
    data: Path | str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Table:
    """Measure how well each score would have foretold the first ties of a kind.

    Parameters
    ----------
    kg
        The graph. Where it is a slice, its certainty is kept, and its dates and layers are not.
    kind
        The name of a kind of mechanism, which takes its children with it, or of a layer.
    first
        The year at whose end the first cut falls. By default 1990; on DCAD 1985.
    last
        The year at whose end the last window ends at the latest. By default the last whole one on record; on DCAD
        2010.
    horizon
        How many years a window has. Windows follow upon each other and do not overlap.
    k
        Of how many first pairs the precision is taken.
    organisations
        Whether organisations count beside states.
    seed
        Where the chance of the bootstrap begins.
    data
        A copy of DCAD's main file, whose agreements stand in the place of the record's; see
        `accord.graph.importing.dcad`.
    progress
        Called after each window with how many are done and how many there are.

    Returns
    -------
    Table
        One row a window, network (``kind`` or ``all``) and score, and one for all windows. ``pairs`` are the
        candidates, ``positives`` those that had their first tie in the window, ``mechanisms`` those that made it,
        ``base_rate`` positives over pairs, ``precision`` that at *k*. ``auc`` is over all candidates;
        ``auc_tied`` only over the ``pairs_tied`` of which both have a tie on the network, ``positives_tied`` of
        them positive. ``low`` and ``high`` bound the middle 95 % of the AUC over all windows. Where a value is
        missing, ``note`` says why. ``about`` says of preferential attachment and of triadic closure whether the
        AUC exceeds one half.

    Raises
    ------
    UnknownNameError
        Where there is no such kind.
    RequestError
        Where no window fits between the years, they lie outside what the record or the data cover, `horizon` or
        `k` is less than 1, or there is no tie of the kind.
    FileError
        Where the copy of DCAD cannot be read.

    Notes
    -----
    The AUC is the share of comparisons of a positive with another candidate of the same window that the positive
    wins; a tie counts half (Hanley and McNeil 1982: it is the Mann-Whitney *U* over its greatest value). Over all
    windows it is the share of all these comparisons: pairs of different windows are not compared. A pair of which
    one has no tie counts as 0, which is what the formulas give. Precision at *k* is the share of positives among
    the first *k*; where equal values straddle the cut, its expectation over their orders. Over all windows it is
    the mean of those with a positive.

    The interval is the percentile bootstrap (Efron and Tibshirani 1993) over windows, not over pairs: pairs that
    share a state are not independent, and a treaty of many parties makes many pairs at once.
    """
    if k < 1:
        raise RequestError(f"k is {k}; it must be at least 1")
    if data is None:
        windows = windows_of_record(kg, kind, first, last, horizon, organisations=organisations)
    elif organisations:
        raise RequestError("DCAD holds agreements of states alone", "Leave organisations out.")
    else:
        windows = windows_of_dcad(kg, kind, data, first, last, horizon)
    judged: list[_Judged] = []
    for done, window in enumerate(windows.each, start=1):
        judged.append((window, _judged(window, k)))
        if progress:
            progress(done, windows.number)
    rows = [row for window, found in judged for row in _rows_of(window, found, k)]
    overall, effects = _overall(judged, seed)
    about = {
        **windows.about,
        "candidates": _RULE,
        **{f"weight on the {NETWORKS[on]}": weight for on, weight in WEIGHTS.items()},
        "k": k,
        "interval": f"middle 95 % of {_DRAWS} bootstrap draws of the windows with a positive, seed {seed}",
        **effects,
    }
    return Table(_COLUMNS, (*rows, *overall), about)


def auc(values: NDArray[np.float64], positive: NDArray[np.bool_]) -> float | None:
    """Return the share of comparisons of a positive with a negative that the positive wins; a tie counts half.

    Parameters
    ----------
    values
        One value a pair.
    positive
        Which pairs are positive.

    Returns
    -------
    float or None
        From 0 to 1; ``None`` where there is no positive, or nothing else.

    Examples
    --------
    >>> auc(np.array([3.0, 1.0, 1.0, 0.0]), np.array([True, True, False, False]))
    0.875
    """
    won, compared = _won(values, positive)
    return won / compared if compared else None


def precision_at(k: int, values: NDArray[np.float64], positive: NDArray[np.bool_]) -> float | None:
    """Return the share of positives among the first *k*, the greatest values first.

    Parameters
    ----------
    k
        How many.
    values
        One value a pair.
    positive
        Which pairs are positive.

    Returns
    -------
    float or None
        Where equal values straddle the cut, each of them stands before it with the same chance, and the value is
        the expectation. ``None`` where there are fewer than *k* pairs.

    Examples
    --------
    >>> precision_at(2, np.array([3.0, 1.0, 1.0, 0.0]), np.array([True, True, False, False]))
    0.75
    """
    if len(values) < k:
        return None
    cut = np.partition(values, -k)[-k]
    above, level = values > cut, values == cut
    places = k - np.count_nonzero(above)
    share = np.count_nonzero(positive & level) / np.count_nonzero(level)
    return float(np.count_nonzero(positive & above) + places * share) / k


def _won(values: NDArray[np.float64], positive: NDArray[np.bool_]) -> tuple[float, int]:
    """Return how many comparisons the positives win, and how many there are: Mann-Whitney's U by ranks."""
    count = int(np.count_nonzero(positive))
    compared = count * (len(values) - count)
    return (float(midranks(values)[positive].sum()) - count * (count + 1) / 2 if compared else 0.0), compared


def _judged(window: Window, k: int) -> dict[tuple[str, str], _Found]:
    """Return what came of each score on each network."""
    found: dict[tuple[str, str], _Found] = {}
    for on, candidates in window.candidates.items():
        tied = candidates.both_tied
        for name, values in scores(candidates).items():
            won, compared = _won(values, window.positive) if tied.any() else (0.0, 0)
            won_tied, compared_tied = _won(values[tied], window.positive[tied])
            precision = precision_at(k, values, window.positive) if compared else None
            among = int(np.count_nonzero(tied)), int(np.count_nonzero(window.positive & tied))
            found[on, name] = _Found(won, compared, won_tied, compared_tied, *among, precision)
    return found


def _rows_of(window: Window, found: dict[tuple[str, str], _Found], k: int) -> list[tuple[Any, ...]]:
    pairs, positives = len(window.positive), int(np.count_nonzero(window.positive))
    return [
        (
            *(window.name, window.cut.isoformat(), on, name),
            *(pairs, positives, window.mechanisms, _over(positives, pairs)),
            *(_over(one.won, one.compared), None, None, _rounded(one.precision)),
            *(one.pairs_tied, one.positives_tied, _over(one.won_tied, one.compared_tied)),
            _why_empty(pairs, positives, one, k),
        )
        for (on, name), one in found.items()
    ]


def _why_empty(pairs: int, positives: int, found: _Found, k: int) -> str:
    if not positives:
        return "no pair had its first tie"
    if positives == pairs:
        return "every pair had its first tie"
    if not found.pairs_tied:
        return "no two candidates have a tie on the network"
    if pairs < k:
        return f"fewer than {k} pairs"
    return "" if found.compared_tied else "no AUC among the tied"


def _overall(judged: list[_Judged], seed: int) -> tuple[list[tuple[Any, ...]], dict[str, str]]:
    """Return the rows over all windows, and what they say of the two effects."""
    pairs = sum(len(window.positive) for window, _ in judged)
    positives = sum(int(np.count_nonzero(window.positive)) for window, _ in judged)
    mechanisms = sum(window.mechanisms for window, _ in judged)
    rows: list[tuple[Any, ...]] = []
    effects: dict[str, list[str]] = {name: [] for name in _EFFECTS}
    for on in WEIGHTS:
        for name in SCORES:
            found = [results[on, name] for _, results in judged]
            value = _over(sum(one.won for one in found), sum(one.compared for one in found))
            low, high = _interval(found, seed)
            precisions = [one.precision for one in found if one.precision is not None]
            note = "" if low is not None else f"fewer than {LEAST_WINDOWS} windows to draw an interval from"
            rows.append(
                (
                    *("all", None, on, name, pairs, positives, mechanisms, _over(positives, pairs)),
                    *(value, low, high, _over(sum(precisions), len(precisions))),
                    *(sum(one.pairs_tied for one in found), sum(one.positives_tied for one in found)),
                    _over(sum(one.won_tied for one in found), sum(one.compared_tied for one in found)),
                    note if value is not None else "no window to compare in",
                )
            )
            for effect, score in _EFFECTS.items():
                if score == name:
                    effects[effect].append(f"{NETWORKS[on]}: {_in_words(value, low, high)}")
    return rows, {effect: "; ".join(said) for effect, said in effects.items()}


def _interval(found: list[_Found], seed: int) -> tuple[float | None, float | None]:
    """Return the middle 95 % of the AUC over windows drawn with replacement."""
    usable = [one for one in found if one.compared]
    if len(usable) < LEAST_WINDOWS:
        return None, None
    won, compared = (np.array([getattr(one, name) for one in usable]) for name in ("won", "compared"))
    drawn = np.random.default_rng(seed).integers(len(usable), size=(_DRAWS, len(usable)))
    low, high = np.quantile(won[drawn].sum(axis=1) / compared[drawn].sum(axis=1), (0.025, 0.975)).tolist()
    return _rounded(low), _rounded(high)


def _in_words(value: float | None, low: float | None, high: float | None) -> str:
    if value is None:
        return "no AUC"
    if low is None or high is None:
        return f"AUC {value:.3f}, no interval"
    verdict = "above" if low > _CHANCE else "below" if high < _CHANCE else "not shown to differ from"
    return f"AUC {value:.3f} ({low:.3f} to {high:.3f}), {verdict} 0.5"


def _over(part: float, whole: int) -> float | None:
    return _rounded(part / whole) if whole else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 12)
