"""What of a mechanism is compared with another, and which pairs are compared at all."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Final, TypeAlias

from ...ontology import load_taxonomy
from ..identity import folded
from .scoring import days_between

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..dates import PartialDate
    from ..model import Mechanism

#: The first and the last day, as ordinals, that a date can mean.
Days: TypeAlias = "tuple[int, int]"

#: The dates that tell when a mechanism came about, the best first.
_BEGINNINGS: Final = ("signed", "established", "entryIntoForce", "provisionalApplication", "announced", "firstDay")
_DAYS_OF_A_YEAR: Final = 365.25
_WORD: Final = re.compile(r"[^\W\d_]+")
#: Words of titles that tell no treaty from another; the words of kinds are added to them.
_COMMON: Final = frozenset(
    (
        *("a", "an", "and", "between", "by", "concerning", "for", "in", "of", "on", "regarding", "the", "to", "with"),
        *("agreement", "arrangement", "convention", "declaration", "exchange", "memorandum", "notes", "pact"),
        *("protocol", "treaty", "understanding", "federal", "government", "governments", "kingdom", "republic"),
        *("state", "states", "united", "union", "other", "others"),
    )
)


@dataclass(frozen=True, slots=True)
class Traits:
    """What of a mechanism is compared.

    Attributes
    ----------
    mechanism
        The mechanism.
    actors
        The ids of the states and organisations that ever take part in it, observers left out.
    founders
        Those of them that take part from its beginning.
    names
        Id to label of each of them.
    begun
        When it was signed, or else established, entered into force, announced or held; ``None`` where no date of
        its beginning is known.
    held_by
        The day by which it is known to hold, where its beginning is not known.
    in_force, ended
        When it entered into force, and the first day without it.
    holds_on
        The last day, as an ordinal, on which it certainly holds; 0 where it never does.
    titles
        Its names as far as they tell it from others: without the parties, numbers and words of every treaty.
    whole
        The alliance of which it is a phase and not the first: parties of all phases, beginning of the first.
    is_phase
        Whether it is a phase of several. That a phase ended does not mean that the alliance did.
    """

    mechanism: Mechanism
    actors: frozenset[str]
    founders: frozenset[str]
    names: dict[str, str]
    begun: Days | None
    held_by: int | None
    in_force: Days | None
    ended: Days | None
    holds_on: int
    titles: tuple[str, ...]
    whole: Traits | None = None
    is_phase: bool = False


def traits_of(mechanisms: Iterable[Mechanism]) -> list[Traits]:
    """Return what is compared of each mechanism, sorted by id.

    Parameters
    ----------
    mechanisms
        All mechanisms of one graph, so that a phase is compared as a part of its alliance as well.
    """
    known = [_traits(mechanism) for mechanism in sorted(mechanisms, key=lambda one: one.id)]
    phases: dict[str, list[Traits]] = defaultdict(list)
    for one in known:
        if one.mechanism.part_of and one.begun:
            phases[one.mechanism.part_of].append(one)
    return [_as_phase(one, phases.get(one.mechanism.part_of, [])) for one in known]


def pairs(ones: Iterable[Traits], others: Iterable[Traits], years: float) -> Iterator[tuple[Traits, Traits]]:
    """Yield the pairs that are compared: two parties in common, and beginnings no further apart than some years.

    A pair of which one has no known beginning is compared too; a record is never compared with itself. A state and
    one that went before it, such as the two German states and Germany, are different parties.

    Parameters
    ----------
    ones, others
        The two sides.
    years
        How far apart they may begin, in years of 365.25 days.
    """
    most = years * _DAYS_OF_A_YEAR
    taking_part: dict[str, list[int]] = defaultdict(list)
    listed = list(others)
    for number, other in enumerate(listed):
        for actor in other.actors:
            taking_part[actor].append(number)
    for one in ones:
        shared = Counter(number for actor in one.actors for number in taking_part[actor])
        for number in sorted(number for number, times in shared.items() if times > 1):
            other = listed[number]
            days = days_between(one, other)
            if (days is None or days <= most) and one.mechanism.iri != other.mechanism.iri:
                yield one, other


def _traits(mechanism: Mechanism) -> Traits:
    parts = [part for part in mechanism.participations if part.ties]
    starts: dict[str, date] = {}
    for part in parts:
        start = part.interval.start_earliest if part.interval else date.min
        starts[part.actor.id] = min(start, starts.get(part.actor.id, start))
    first = min(starts.values(), default=date.min)
    begun = next((mechanism.dates[name] for name in _BEGINNINGS if name in mechanism.dates), None)
    known = mechanism.dates.get("knownFrom")
    names = {part.actor.id: part.actor.label for part in parts}
    return Traits(
        mechanism=mechanism,
        actors=frozenset(starts),
        founders=frozenset(actor for actor, start in starts.items() if start == first),
        names=names,
        begun=_days(begun),
        held_by=known.latest.toordinal() if known and begun is None else None,
        in_force=_days(mechanism.dates.get("entryIntoForce")),
        ended=_days(mechanism.dates.get("end")),
        holds_on=mechanism.interval.end_earliest.toordinal() if mechanism.interval else 0,
        titles=_titles(mechanism, names),
    )


def _as_phase(one: Traits, phases: list[Traits]) -> Traits:
    """Return a phase and, where it is not the first, the whole of it."""
    if one not in phases or len(phases) == 1:
        return one
    first = min(phases, key=lambda phase: (phase.begun, phase.mechanism.id))
    last = max(phases, key=lambda phase: (phase.begun, phase.mechanism.id))
    one = replace(one, is_phase=True)
    if first.begun == one.begun:
        return one
    whole = replace(
        one,
        actors=frozenset(actor for phase in phases for actor in phase.actors),
        founders=first.founders,
        names={actor: label for phase in phases for actor, label in phase.names.items()},
        begun=first.begun,
        ended=last.ended,
        holds_on=last.holds_on,
        is_phase=False,
    )
    return replace(one, whole=whole)


def _days(when: PartialDate | None) -> Days | None:
    return (when.earliest.toordinal(), when.latest.toordinal()) if when else None


def _titles(mechanism: Mechanism, names: dict[str, str]) -> tuple[str, ...]:
    """Return what tells its names from those of other treaties; nothing of a label that a reader made up."""
    dataset = mechanism.identifier.partition(":")[0].upper()
    labels = [name for name in (mechanism.label, *mechanism.alt_labels) if not dataset or f"({dataset} " not in name]
    parties = {word for part in mechanism.participations for word in _words(part.actor.label, *part.actor.alt_labels)}
    parties.update(folded(actor) for actor in names)
    left = (" ".join(word for word in _words(label) if word not in parties | _of_kinds()) for label in labels)
    return tuple(sorted({title for title in left if title}))


def _words(*labels: str) -> list[str]:
    return [word for label in labels for word in map(folded, _WORD.findall(label)) if word and word not in _COMMON]


@cache
def _of_kinds() -> frozenset[str]:
    return frozenset(word for kind in load_taxonomy().kinds.values() for word in _words(kind.label))
