"""What a slice means: the one place that decides what holds at a date or in a window, and what counts.

Queries, networks, measures, pages and exports all ask `Slice`. For something that begins on day *s* and is
gone from day *e* on, and a window from day *a* to day *b* (for a date, *a* = *b*):

- *any*: it holds on some day of the window: *s* <= *b* and *a* < *e*;
- *throughout*: it holds on every day of the window: *s* <= *a* and *b* < *e*.

Where *s* or *e* is known only to a month or a year, it holds *certainly* if the condition is met
however they fall, and *possibly* if it is met for some choice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Any, Literal

from ..ontology import load_taxonomy
from .dates import PartialDate, parse_date
from .errors import RequestError, UnknownNameError
from .names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    from ..ontology import Kind, Taxonomy
    from .dates import Interval
    from .model import Mechanism
    from .networks.spans import Spans

#: How many parties a mechanism has had: any number, two, or more.
Parties = Literal["any", "bilateral", "multilateral"]


class Holding(Enum):
    """Whether something holds in a slice."""

    CERTAINLY = "Certainly"
    POSSIBLY = "Possibly"
    NO = "No"


@dataclass(frozen=True, slots=True)
class Slice:
    """A date or a window, and which mechanisms and which actors count.

    Attributes
    ----------
    first, last
        The first and the last day of the window, both included.
    text
        The date or window as asked for.
    mode
        ``any``: holds on some day of the window; ``throughout``: holds on every day of it.
    certainty
        ``certainly`` leaves out what only possibly holds; ``possibly`` takes it in.
    kinds
        Local names of the kinds that count, or ``None`` for all.
    layers
        The layers and kinds as asked for, for display.
    regions
        Labels of the regions whose actors count; of all, and of none, where empty.
    confidence
        The least confidence that the best evidence of a mechanism must have.
    parties
        ``bilateral`` counts mechanisms in which two states or organisations have ever taken part,
        ``multilateral`` those with more; observers are not counted.
    organisations
        Whether organisations count as actors beside states.
    """

    first: date
    last: date
    text: str
    mode: Literal["any", "throughout"] = "any"
    certainty: Literal["certainly", "possibly"] = "certainly"
    kinds: frozenset[str] | None = None
    layers: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    confidence: str = "unverified"
    parties: Parties = "any"
    organisations: bool = True

    @classmethod
    def at(cls, when: PartialDate | str) -> Slice:
        """Return the slice at a day.

        Raises
        ------
        RequestError
            Where the date is not a day: a year is a window, and is asked for as one.
        """
        found = parse_date(when) if isinstance(when, str) else when
        if found.precision != "day":
            raise RequestError(
                f"{found.text!r} is a {found.precision}, not a day",
                f"Give a day such as {found.latest}, or the window from {found.earliest} to {found.latest}.",
            )
        return cls(found.earliest, found.latest, f"at {found.text}")

    @classmethod
    def between(cls, first: PartialDate | str, last: PartialDate | str) -> Slice:
        """Return the slice over a window, from the first day of `first` to the last day of `last`.

        Raises
        ------
        RequestError
            Where the window ends before it begins.
        """
        start = parse_date(first) if isinstance(first, str) else first
        end = parse_date(last) if isinstance(last, str) else last
        if end.latest < start.earliest:
            raise RequestError(f"the window ends ({end.text}) before it begins ({start.text})", "Swap the two dates.")
        return cls(start.earliest, end.latest, f"between {start.text} and {end.text}")

    def restricted_to(self, layers: Iterable[str], taxonomy: Taxonomy) -> Slice:
        """Return the slice restricted to layers or kinds of mechanism; a kind takes its children with it.

        Raises
        ------
        UnknownNameError
            Where a name is neither a layer nor a kind.
        """
        names = tuple(dict.fromkeys(layers))
        if not names:
            return self
        kinds = frozenset(kind for name in names for kind in _kinds_called(name, taxonomy))
        return replace(self, kinds=kinds, layers=names)

    def takes(self, kind: Kind, layer: str = "") -> bool:
        """Whether ties through mechanisms of the kind count.

        Parameters
        ----------
        kind
            The kind of mechanism.
        layer
            The layer of the tie where it is another than the kind's own: a founding treaty that is also an
            alliance makes ties in both layers.
        """
        if self.kinds is None:
            return True
        if layer and layer != kind.layer.name:
            return fold(layer) in map(fold, self.layers)
        return kind.name in self.kinds

    def among(
        self,
        *,
        regions: Iterable[str] = (),
        confidence: str = "unverified",
        parties: str = "any",
        organisations: bool = True,
    ) -> Slice:
        """Return the slice narrowed to some actors and some mechanisms.

        Parameters
        ----------
        regions
            Names of regions of the M49 standard: both actors of a tie must lie in one of them. Organisations lie
            in none.
        confidence
            ``high``, ``medium``, ``low`` or ``unverified``: the least that a mechanism's best evidence must have.
        parties
            ``any``, ``bilateral`` or ``multilateral``.
        organisations
            Whether organisations count as actors.

        Raises
        ------
        UnknownNameError
            Where a region, a confidence or a number of parties is unknown.
        """
        taxonomy = load_taxonomy()
        if parties not in ("any", "bilateral", "multilateral"):
            raise UnknownNameError("number of parties", parties, ["any", "bilateral", "multilateral"])
        if confidence not in taxonomy.ranks:
            raise UnknownNameError("confidence", confidence, taxonomy.ranks)
        known = {fold(region): region for region in taxonomy.regions}
        if unknown := [name for name in regions if fold(name) not in known]:
            raise UnknownNameError("region", unknown[0], taxonomy.regions)
        chosen = tuple(sorted({known[fold(name)] for name in regions}))
        return replace(self, regions=chosen, confidence=confidence, parties=parties, organisations=organisations)

    def takes_mechanism(self, mechanism: Mechanism) -> bool:
        """Whether the mechanism counts by its number of parties and its evidence, whatever its kind and date."""
        return self.takes_record(mechanism.tied, mechanism.confidence)

    def takes_record(self, tied: int, confidence: str) -> bool:
        """Whether a mechanism counts that so many actors have ever taken part in, and whose evidence is so sure."""
        if self.parties != "any" and (tied == 2) is not (self.parties == "bilateral"):
            return False
        ranks = load_taxonomy().ranks
        return ranks.get(confidence, 0) >= ranks[self.confidence]

    def on(self, day: date) -> Slice:
        """Return the slice on another day, with the same mechanisms and actors."""
        return replace(self, first=day, last=day, text=f"at {day}", mode="any")

    def spanning(self, first: date, last: date) -> Slice:
        """Return the slice of all that may hold on some day from the first to the last, whatever it is on one day."""
        return replace(
            self, first=first, last=last, text=f"between {first} and {last}", mode="any", certainty="possibly"
        )

    @property
    def of_all(self) -> Slice:
        """The slice of the same days with the same certainty, in which every mechanism and every actor counts."""
        return Slice(self.first, self.last, self.text, self.mode, self.certainty)

    @property
    def day(self) -> str:
        """The day, in ISO 8601, where the slice is nothing but that day; nothing where it is anything more."""
        plain = Slice(self.first, self.last, self.text, layers=self.layers, kinds=self.kinds)
        return self.first.isoformat() if self.first == self.last and self == plain and self.kinds is None else ""

    @property
    def takes_all_actors(self) -> bool:
        """Whether every state and organisation counts."""
        return self.organisations and not self.regions

    def takes_actor(self, kind: str, region: str) -> bool:
        """Whether an actor of a class (``State``, ``InternationalOrganisation``) and a region counts."""
        if not self.organisations and kind == "InternationalOrganisation":
            return False
        return not self.regions or region in self.regions

    def holding(self, interval: Interval | None) -> Holding:
        """Whether something that holds through `interval` holds in the slice; ``None`` never does."""
        if interval is None or not interval.is_ordered:
            return Holding.NO
        if self._certainly(interval):
            return Holding.CERTAINLY
        return Holding.POSSIBLY if self._possibly(interval) else Holding.NO

    def holds(self, interval: Interval | None) -> bool:
        """Whether it holds with the certainty that the slice asks for."""
        found = self.holding(interval)
        return found is Holding.CERTAINLY or (found is Holding.POSSIBLY and self.certainty == "possibly")

    def which_hold(self, spans: Spans) -> NDArray[np.bool_]:
        """Return for each of many intervals what `holds` returns."""
        certain = self._certainly(spans)
        return spans.is_ordered & (certain | self._possibly(spans) if self.certainty == "possibly" else certain)

    # The rule itself, written once, for one interval and for columns of them alike.

    def _certainly(self, time: Interval | Spans) -> Any:
        return self._met(time.start_latest, time.end_earliest) & time.surely_exists

    def _possibly(self, time: Interval | Spans) -> Any:
        return self._met(time.start_earliest, time.end_latest)

    def _met(self, start: Any, end: Any) -> Any:
        begun_by, not_over_by = (self.first, self.last) if self.mode == "throughout" else (self.last, self.first)
        return (start <= begun_by) & (end > not_over_by)

    def has_begun(self, interval: Interval | None) -> bool:
        """Whether it has begun, however its start falls, by the end of the slice, be it over or not."""
        return interval is not None and interval.is_ordered and interval.start_latest <= self.last

    @property
    def rest(self) -> str:
        """The slice in words without its date: what and who counts."""
        return self.description.partition("; ")[2]

    @property
    def description(self) -> str:
        """The slice in words, as every output states it."""
        words = [self.text, f"{self.certainty} in force"]
        if self.first != self.last:
            words[1] += " throughout" if self.mode == "throughout" else " at any time"
        words.append(f"layers: {', '.join(self.layers)}" if self.layers else "all layers")
        if self.regions:
            words.append(f"regions: {', '.join(self.regions)}")
        if self.parties != "any":
            words.append(f"{self.parties} mechanisms")
        if self.confidence != "unverified":
            words.append(f"evidence at least {self.confidence}")
        if not self.organisations:
            words.append("states alone")
        return "; ".join(words)


def _kinds_called(name: str, taxonomy: Taxonomy) -> list[str]:
    """Return the kinds that a layer's or a kind's name stands for, however it is spelt."""
    folded = fold(name)
    found = [kind.name for kind in taxonomy.kinds.values() if fold(kind.layer.name) == folded]
    if not found:
        found = [kind.name for kind in taxonomy.kinds.values() if folded in (fold(parent) for parent in kind.lineage)]
    if not found:
        raise UnknownNameError("layer or kind of mechanism", name, [*taxonomy.layers, *taxonomy.kinds])
    return found
