"""What a slice means: the one place that decides what holds at a date or in a window.

Queries, networks, measures, pages and exports all ask `Slice.holding`. For something that begins on
day *s* and is gone from day *e* on, and a window from day *a* to day *b* (for a date, *a* = *b*):

- *any*: it holds on some day of the window: *s* <= *b* and *a* < *e*;
- *throughout*: it holds on every day of the window: *s* <= *a* and *b* < *e*.

Where *s* or *e* is known only to a month or a year, it holds *certainly* if the condition is met
however they fall, and *possibly* if it is met for some choice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Literal

from .dates import PartialDate, parse_date
from .errors import RequestError, UnknownNameError
from .names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ..ontology import Kind, Taxonomy
    from .dates import Interval


class Holding(Enum):
    """Whether something holds in a slice."""

    CERTAINLY = "Certainly"
    POSSIBLY = "Possibly"
    NO = "No"


@dataclass(frozen=True, slots=True)
class Slice:
    """A date or a window, and which kinds of mechanism count.

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
    """

    first: date
    last: date
    text: str
    mode: Literal["any", "throughout"] = "any"
    certainty: Literal["certainly", "possibly"] = "certainly"
    kinds: frozenset[str] | None = None
    layers: tuple[str, ...] = ()

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

    def holding(self, interval: Interval | None) -> Holding:
        """Whether something that holds through `interval` holds in the slice; ``None`` never does."""
        if interval is None or not interval.is_ordered:
            return Holding.NO
        begun_by, not_over_by = (self.first, self.last) if self.mode == "throughout" else (self.last, self.first)
        if interval.start_latest <= begun_by and interval.end_earliest > not_over_by and interval.surely_exists:
            return Holding.CERTAINLY
        if interval.start_earliest <= begun_by and interval.end_latest > not_over_by:
            return Holding.POSSIBLY
        return Holding.NO

    def holds(self, interval: Interval | None) -> bool:
        """Whether it holds with the certainty that the slice asks for."""
        found = self.holding(interval)
        return found is Holding.CERTAINLY or (found is Holding.POSSIBLY and self.certainty == "possibly")

    def has_begun(self, interval: Interval | None) -> bool:
        """Whether it has begun, however its start falls, by the end of the slice, be it over or not."""
        return interval is not None and interval.is_ordered and interval.start_latest <= self.last

    @property
    def description(self) -> str:
        """The slice in words, as every output states it."""
        words = [self.text, f"{self.certainty} in force"]
        if self.first != self.last:
            words[1] += " throughout" if self.mode == "throughout" else " at any time"
        words.append(f"layers: {', '.join(self.layers)}" if self.layers else "all layers")
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
