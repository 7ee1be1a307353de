"""How likely two records are of the same mechanism: the model of Fellegi and Sunter on five comparisons.

Two records are compared on their parties, on the day on which they begin, on their kinds, on their course (entry into
force and end) and on their names. Each comparison ends in a level, and a level weighs ``log2(m / u)`` bits: *m* is how
often it comes up between two records of one mechanism, *u* how often between two of different mechanisms that have
two parties in common and begin within some years. The bits and the prior make odds::

    odds = PRIOR / (1 - PRIOR) * 2 ** (parties + beginning + kinds + course + names)

A record that somebody brought is of one mechanism of the other graph at most, so that its candidates compete. The
score of each is its share of the odds, that it is none of them having odds of 1::

    score = odds / (1 + sum of the odds of all candidates of that record)

The weights are set by hand, from the shares that were counted between three graphs (see `WEIGHTS`), and are not
fitted to what is compared: a score depends on the record and its candidates alone, and never on what else was
brought along.

Fellegi, I. P., & Sunter, A. B. (1969). A Theory for Record Linkage. *Journal of the American Statistical
Association* 64, 1183-1210.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log2
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .traits import Days, Traits

#: The share of pairs with two parties in common, begun within two years, that are of one mechanism.
PRIOR: Final = 1 / 30
#: Comparison to level to *m* and *u*, the shares of pairs of one mechanism and of different ones that reach it.
#: They are rounded from counts between the record and two data sets of alliances and of agreements of two states.
#: What cannot be compared weighs nothing.
WEIGHTS: Final[dict[str, dict[str, tuple[float, float]]]] = {
    "parties": {
        "the same": (0.88, 0.13),
        "most": (0.06, 0.01),
        "half": (0.04, 0.06),
        "few": (0.02, 0.80),
    },
    "beginning": {
        # States sign several agreements on one visit: the same day says less than its rarity.
        "the same day": (0.85, 0.03),
        "the same month": (0.95, 0.06),
        "the same year": (0.95, 0.30),
        "within a week": (0.06, 0.02),
        "within a month": (0.04, 0.04),
        "within a year": (0.03, 0.25),
        "further apart": (0.02, 0.70),
        "one held before the other began": (0.02, 0.50),
        # The window of some years, which the prior stands on, does not narrow such pairs.
        "not known": (0.15, 1.0),
    },
    "kinds": {
        "the same": (0.60, 0.10),
        "of one branch": (0.15, 0.10),
        "different": (0.22, 0.55),
        "of another matter": (0.03, 0.25),
    },
    "course": {
        "alike": (0.35, 0.05),
        "different": (0.35, 0.50),
        "nothing to compare": (1.0, 1.0),
    },
    "names": {
        "alike": (0.50, 0.01),
        "rather alike": (0.20, 0.09),
        "different": (0.30, 0.90),
        "nothing to compare": (1.0, 1.0),
    },
    "phase": {
        "by itself": (1.0, 1.0),
        # A later phase that is the same only as a part of its alliance: another record may be of that phase itself.
        "by its whole": (0.25, 1.0),
    },
}
#: Layers of one matter each: what lies in one of them is seldom of one mechanism with what lies in another layer.
_OF_ONE_MATTER: Final = frozenset(("armaments", "dialogue", "exercise", "information", "logistics"))
#: From which share of common parties on they are called so.
_MOST: Final = 0.8
_HALF: Final = 0.5
#: From which similarity of names on, of 100, they are called so.
_ALIKE: Final = 90.0
_RATHER_ALIKE: Final = 70.0
_WEEK: Final = 7
_MONTH: Final = 31
_YEAR: Final = 366
#: So many parties that only one of two records has are named.
_NAMED: Final = 4


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two records have in common, and what that makes likely.

    Attributes
    ----------
    levels
        Comparison to the level that was reached.
    reasons
        The same in words, with numbers.
    """

    levels: dict[str, str]
    reasons: tuple[str, ...]

    @property
    def odds(self) -> float:
        """How likely the two are of one mechanism against that they are not, were there no other candidate."""
        return odds_of(self.levels)


def odds_of(levels: Mapping[str, str]) -> float:
    """Return the odds that the levels of the comparisons make of the prior.

    Examples
    --------
    >>> round(odds_of({"parties": "the same", "beginning": "the same day", "kinds": "the same"}), 1)
    39.7
    >>> round(odds_of({"parties": "few", "beginning": "within a year", "kinds": "different"}), 6)
    4.1e-05
    """
    bits = log2(PRIOR / (1 - PRIOR))
    for name, level in levels.items():
        m, u = WEIGHTS[name][level]
        bits += log2(m / u)
    return 2**bits


def scores_of(odds: Iterable[float]) -> list[float]:
    """Return the scores of the candidates of one record from their odds.

    Examples
    --------
    >>> [round(score, 2) for score in scores_of([39.7, 2.4])]
    [0.92, 0.06]
    """
    listed = list(odds)
    return [own / (1 + sum(listed)) for own in listed]


def compare(one: Traits, other: Traits) -> Comparison:
    """Compare two records; a phase of an alliance also as a part of it, where that makes it likelier."""
    found = _compared(one, other)
    for a, b in ((one.whole, other), (one, other.whole)):
        if a is not None and b is not None:
            by_whole = _compared(a, b)
            levels = {**by_whole.levels, "phase": "by its whole"}
            if odds_of(levels) > found.odds:
                found = Comparison(levels, (*by_whole.reasons, "compared as a phase of its alliance"))
    return found


def days_between(one: Traits, other: Traits) -> int | None:
    """Return the least number of days between their beginnings; nothing where one has none."""
    apart = [
        _gap(a.begun, b.begun)
        for a in (one, one.whole)
        for b in (other, other.whole)
        if a and b and a.begun and b.begun
    ]
    return min(apart, default=None)


def _compared(one: Traits, other: Traits) -> Comparison:
    found = {
        "parties": _parties(one, other),
        "beginning": _beginning(one, other),
        "kinds": _kinds(one, other),
        "course": _course(one, other),
        "names": _names(one, other),
    }
    return Comparison(
        {name: level for name, (level, _) in found.items()}, tuple(reason for _, reason in found.values() if reason)
    )


def _gap(a: Days, b: Days) -> int:
    return max(b[0] - a[1], a[0] - b[1], 0)


def _parties(one: Traits, other: Traits) -> tuple[str, str]:
    shared = one.actors & other.actors
    of_all, of_founders = _share(one.actors, other.actors), _share(one.founders, other.founders)
    share = max(of_all, of_founders)
    level = "the same" if share == 1 else "most" if share >= _MOST else "half" if share >= _HALF else "few"
    told = f"parties: {len(shared)} of {len(one.actors | other.actors)} shared"
    if share == 1 and of_all < 1:
        told += ", those of the beginning all"
    for traits, others in ((one, other), (other, one)):
        if alone := sorted(traits.names[actor] for actor in traits.actors - others.actors):
            more = f" and {len(alone) - _NAMED} more" if len(alone) > _NAMED else ""
            told += f"; only {traits.mechanism.id}: {', '.join(alone[:_NAMED])}{more}"
    return level, told


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def _beginning(one: Traits, other: Traits) -> tuple[str, str]:
    if one.begun is None or other.begun is None:
        for traits, later in ((one, other), (other, one)):
            if traits.held_by is not None and later.begun is not None and later.begun[0] > traits.held_by:
                told = f"beginning: {traits.mechanism.id} held before {later.mechanism.id} began"
                return "one held before the other began", told
        return "not known", "beginning: not known"
    if days := _gap(one.begun, other.begun):
        return _level_of(days), f"beginning: {days} {'day' if days == 1 else 'days'} apart"
    # As precise as the less precise of the two.
    width = max(begun[1] - begun[0] for begun in (one.begun, other.begun))
    level = "the same day" if width == 0 else "the same month" if width < _MONTH else "the same year"
    return level, f"beginning: {level}"


def _level_of(days: int) -> str:
    if days <= _WEEK:
        return "within a week"
    if days <= _MONTH:
        return "within a month"
    return "within a year" if days <= _YEAR else "further apart"


def _kinds(one: Traits, other: Traits) -> tuple[str, str]:
    a, b = one.mechanism.kind, other.mechanism.kind
    if a.name == b.name:
        return "the same", f"kinds: both {a.label}"
    if set(a.lineage) & set(b.lineage):
        return "of one branch", f"kinds: {a.label} and {b.label}, of one branch"
    layers = {a.layer.name, b.layer.name}
    level = "of another matter" if len(layers) == 2 and layers & _OF_ONE_MATTER else "different"
    return level, f"kinds: {a.label} and {b.label}"


def _course(one: Traits, other: Traits) -> tuple[str, str]:
    """Compare entry into force and end, the latter first: a year of the end tells as much as a day of the entry."""
    is_phase = one.is_phase or other.is_phase
    if one.ended and other.ended:
        apart = _gap(one.ended, other.ended)
        told = f"end: {'the same' if apart == 0 else f'{apart} days apart'}"
        if apart <= _YEAR:
            return "alike", told
        return ("nothing to compare", "") if is_phase else ("different", told)
    for traits, further in ((one, other), (other, one)):
        if traits.ended and further.holds_on > traits.ended[1] + _YEAR and not is_phase:
            return "different", f"end: {further.mechanism.id} held when {traits.mechanism.id} had ended"
    if one.in_force and other.in_force:
        apart = _gap(one.in_force, other.in_force)
        width = max(days[1] - days[0] for days in (one.in_force, other.in_force))
        if apart == 0 and width < _MONTH:
            return "alike", "entry into force: the same"
        if apart > _YEAR:
            return "different", f"entry into force: {apart} days apart"
    return "nothing to compare", ""


def _names(one: Traits, other: Traits) -> tuple[str, str]:
    if not one.titles or not other.titles:
        return "nothing to compare", ""
    from rapidfuzz.fuzz import token_sort_ratio

    best = max(token_sort_ratio(a, b) for a in one.titles for b in other.titles)
    level = "alike" if best >= _ALIKE else "rather alike" if best >= _RATHER_ALIKE else "different"
    return level, f"names: {best / 100:.2f} alike"
