"""Pairs of records that may be of the same mechanism, each with a score and the reasons for it."""

from __future__ import annotations

from collections import Counter, defaultdict
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from ..errors import RequestError, not_installed
from ..table import Table
from .judgements import DIFFERENT, JUDGEMENTS, SAME, Judgement, in_order
from .scoring import compare, scores_of
from .sides import read_sides
from .traits import pairs, traits_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from ..model import Mechanism
    from .traits import Traits

#: Pairs less likely than this are not proposed, unless another number is asked for.
LEAST: Final = 0.1
#: How many years apart the two may begin, unless another number is asked for.
YEARS: Final = 2.0
#: The scores at which judgements are compared with them.
_THRESHOLDS: Final = (0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95)


def propose(
    imported: Path | str,
    *,
    against: Iterable[Path | str] = (),
    judged: Sequence[Judgement] = (),
    least: float = LEAST,
    years: float = YEARS,
) -> list[Judgement]:
    """Propose pairs of a record that was brought along and one of the shipped record, or of other files.

    Parameters
    ----------
    imported
        The file that was brought.
    against
        Files that take the place of the shipped record.
    judged
        What was judged before. Judgements and notes are kept, whether the pair is proposed again or not.
    least
        The least score of a pair that is proposed.
    years
        How far apart the two may begin.

    Returns
    -------
    list of Judgement
        Sorted as they are written: by the imported record, the likeliest first.

    Raises
    ------
    RequestError
        Where `least` or `years` is out of its bounds.
    FileError
        Where a file cannot be read, or the package that compares names is not installed.
    """
    if not 0 <= least <= 1:
        raise RequestError(f"{least} is no score", "Give a number from 0 to 1.")
    if years < 0:
        raise RequestError(f"{years} is no number of years", "Give 0 or more.")
    if find_spec("rapidfuzz") is None:
        raise not_installed("links need rapidfuzz", "link")
    sides = read_sides(imported, against)
    known = {one.pair: one for one in judged if one.judgement or one.note}
    ones = {one.mechanism.id: one for one in traits_of(sides.imported.values())}
    others = {other.mechanism.id: other for other in traits_of(sides.record.values())}
    candidates: dict[str, dict[str, Traits]] = defaultdict(dict)
    for one, other in pairs(ones.values(), others.values(), years):
        candidates[one.mechanism.id][other.mechanism.id] = other
    for one, other in known:
        if one in ones and other in others:
            candidates[one][other] = others[other]
    found: dict[tuple[str, str], Judgement] = {}
    for one, compared in candidates.items():
        comparisons = {other: compare(ones[one], traits) for other, traits in compared.items()}
        scores = scores_of(comparison.odds for comparison in comparisons.values())
        for (other, comparison), score in zip(comparisons.items(), scores, strict=True):
            before = known.get((one, other))
            if score >= least or before is not None:
                told = "; ".join(comparison.reasons)
                found[one, other] = _row(ones[one].mechanism, others[other].mechanism, score, told, before)
    for pair, before in known.items():
        found.setdefault(pair, before)
    return in_order(found.values())


def agreement(judgements: Sequence[Judgement]) -> Table:
    """Compare judgements with scores: were all pairs from a score on called the same, how often would that be right.

    Parameters
    ----------
    judgements
        The judgements; those that are *unsure* or not made, and pairs without a score, are counted and left aside.

    Returns
    -------
    Table
        A row a score: how many judged pairs reach it, how many of them are *same* and *different*; *precision*,
        the share of *same* among these; and *recall*, their share of all that were judged *same*. Both are
        ``None`` where there is nothing to divide by.
    """
    rows: list[tuple[float, int, int, int, float | None, float | None]] = []
    decided = [(one.likelihood or 0.0, one.judgement) for one in judgements if one.judgement in (SAME, DIFFERENT)]
    all_same = sum(judgement == SAME for _, judgement in decided)
    for least in _THRESHOLDS:
        reached = Counter(judgement for score, judgement in decided if score >= least)
        same, different = reached[SAME], reached[DIFFERENT]
        rows.append(
            (
                *(least, same + different, same, different),
                round(same / (same + different), 3) if same + different else None,
                round(same / all_same, 3) if all_same else None,
            )
        )
    counts = Counter(one.judgement or "not judged" for one in judgements)
    return Table(
        ("score", "pairs", "same", "different", "precision", "recall"),
        tuple(rows),
        {name: counts[name] for name in (*JUDGEMENTS, "not judged")},
    )


def _row(one: Mechanism, other: Mechanism, score: float, told: str, before: Judgement | None) -> Judgement:
    return Judgement(
        imported=one.id,
        record=other.id,
        judgement=before.judgement if before else "",
        note=before.note if before else "",
        score=f"{score:.3f}",
        told=(one.label, other.label, _begun(one), _begun(other), told),
    )


def _begun(mechanism: Mechanism) -> str:
    """Return when a mechanism was signed or came about, and when it ended."""
    names = ("signed", "established", "entryIntoForce", "announced", "firstDay", "knownFrom", "end")
    found = [(name, mechanism.dates[name].text) for name in names if name in mechanism.dates]
    return ", ".join(f"{_WORDS.get(name, name)} {text}" for name, text in found)


_WORDS: Final = {"entryIntoForce": "in force", "firstDay": "held", "knownFrom": "known from", "end": "ended"}
