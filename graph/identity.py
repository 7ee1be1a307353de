"""Which state a code or a name in a data set means on a day: one resolver for every reader.

A number of the Correlates of War list may have been borne by one state after another: 365 is the Russian Empire in
1914, the Soviet Union in 1922 and Russia since 26 December 1991; 255 is Germany until 1945 and since 3 October 1990,
260 the Federal Republic between them. The record carries these codes with their dates. What means no state is told
apart from what is not known, and nothing is guessed.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from ..ontology.prefixes import local
from .dates import Interval, PartialDate
from .errors import RequestError
from .names import fold
from .state_names import CAMEO, FIPS, NOT_STATES, SUCCESSIONS, VARIANTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .model import Actor

#: What a code or a name can be looked up by.
SCHEMES: Final = ("name", "cow", "gw", "iso2", "iso3", "fips", "cameo", "wikidata", "any")
_LISTS: Final = {
    "cow": "the Correlates of War list",
    "gw": "the list of Gleditsch and Ward",
    "iso2": "ISO 3166-1",
    "iso3": "ISO 3166-1",
    "fips": "FIPS 10-4",
    "cameo": "CAMEO",
    "wikidata": "Wikidata",
}
_NUMBERED: Final = re.compile(r"(cow|gw)\s*(\d{1,4})", re.IGNORECASE)


class Match(NamedTuple):
    """What a code or a name stands for.

    Attributes
    ----------
    actor
        The state; ``None`` where it stands for none, or for none on that day.
    reason
        Why it stands for none, in words that can follow the name; empty where it stands for one.
    """

    actor: Actor | None
    reason: str


class Spell(NamedTuple):
    """One state that a code means for a part of a time.

    Attributes
    ----------
    actor
        The state.
    start, end
        When the code passes to it and from it, as a day, a month or a year; empty at the ends of the time asked for.
    """

    actor: Actor
    start: str
    end: str


class _Bearer(NamedTuple):
    actor: Actor
    #: When the actor bears the code; ``None`` where the record gives no dates for it.
    interval: Interval | None


class Resolver:
    """From codes and names of data sets to the states of a record.

    Parameters
    ----------
    actors
        The actors of the record; those that are states are resolved to, the others are known not to be states.

    Examples
    --------
    >>> from datetime import date
    >>> resolver = Resolver.shipped()
    >>> [resolver.state("255", "cow", on=date(year, 1, 1)).id for year in (1900, 2000)]
    ['GERMANY-1945', 'DEU']
    >>> resolver.state("NA", "iso2").label
    'Namibia'
    >>> resolver.look_up("NATO").reason
    'is an organisation and not a state'
    """

    def __init__(self, actors: Iterable[Actor]) -> None:
        known = sorted(actors, key=lambda actor: actor.id)
        self._by_id = {actor.id: actor for actor in known if actor.type == "State"}
        self._bearers: dict[tuple[str, str], list[_Bearer]] = {}
        self._names: dict[str, dict[str, Actor]] = {}
        self._others = {folded(label): reason for label, reason in NOT_STATES.items()}
        for actor in known:
            if actor.type == "State":
                self._add(actor)
        for label, ids in (*((name, (one,)) for name, one in VARIANTS.items()), *SUCCESSIONS.items()):
            self._names.setdefault(folded(label), {}).update({i: self._by_id[i] for i in ids if i in self._by_id})
        for scheme, table in (("fips", FIPS), ("cameo", CAMEO)):
            for code, one in table.items():
                if one in self._by_id:
                    self._bearers[scheme, code] = [_Bearer(self._by_id[one], None)]
        for actor in known:
            if actor.type != "State":
                for label in (actor.label, *actor.alt_labels):
                    self._others.setdefault(folded(label), f"{actor.label}, which is not a state")

    @classmethod
    def shipped(cls) -> Resolver:
        """Return the resolver of the states of the shipped record; made once."""
        return _shipped()

    @property
    def states(self) -> list[Actor]:
        """All states that it knows, by their ids."""
        return list(self._by_id.values())

    @property
    def names(self) -> list[str]:
        """The labels of all states, in the order of the alphabet: what a name that is not known may have meant."""
        return sorted({actor.label for actor in self._by_id.values()})

    def state(self, text: str, scheme: str = "name", on: date | PartialDate | None = None) -> Actor | None:
        """Return the state that a code or a name means on a day; ``None`` where it means none. See `look_up`."""
        return self.look_up(text, scheme, on).actor

    def look_up(self, text: str, scheme: str = "name", on: date | PartialDate | None = None) -> Match:
        """Return the state that a code or a name means on a day, or why it means none.

        Parameters
        ----------
        text
            The code or the name, as the data set has it.
        scheme
            One of `SCHEMES`: ``any`` takes a name, ``JPN``, ``JP``, ``COW 740``, ``GW 740`` or a bare number, which
            is one of the Correlates of War list.
        on
            The day, or a date of less precision; where it is left out, the code is read as states bear it now, or
            bore it last.

        Raises
        ------
        RequestError
            Where there is no such scheme.

        Notes
        -----
        A code belongs to the state whose dated code covers the whole of the date; else to the only one whose dated
        code touches it; else to the one that bears it without dates; else to the only one of its bearers that
        existed then. A name belongs to the only state of that name that existed then, or to the only one of them
        whose label it is: China is the People's Republic where both existed, and not Taiwan, whose name it was once.
        """
        if scheme not in SCHEMES:
            raise RequestError(f"there is no list of codes called {scheme!r}", f"Use one of {', '.join(SCHEMES)}.")
        text = text.strip()
        if scheme == "any":
            return self._of_any(text, on)
        return self._of_name(text, on) if scheme == "name" else self._of_code(text, scheme, on)

    def spells(self, text: str, scheme: str, start: PartialDate, end: PartialDate | None) -> list[Spell]:
        """Return the states that a code means from one date to another, one after the other.

        Parameters
        ----------
        text, scheme
            As for `look_up`.
        start, end
            The time; no end is given where it goes on.

        Returns
        -------
        list of Spell
            One where the code passes to nobody else within the time; none where it means no state at its start.
        """
        first = self.state(text, scheme, start)
        if first is None:
            return []
        found = [Spell(first, "", "")]
        later = sorted(self._bearers.get((scheme, text.lstrip("0")), []), key=_beginning)
        for bearer in later:
            begins = _beginning(bearer)
            if bearer.interval and start.latest < begins and (end is None or begins < end.earliest):
                before = found[-1]
                if before.actor.id != bearer.actor.id:
                    border = max(before.actor.life.end_text, bearer.interval.start_text, key=len)
                    found[-1:] = [before._replace(end=border), Spell(bearer.actor, border, "")]
        return found

    def code(self, actor: Actor, scheme: str, on: date | None = None) -> str:
        """Return the code that a state bears on a day, or bears now; empty where it bears none.

        Parameters
        ----------
        actor
            The state.
        scheme
            ``cow``, ``gw``, ``iso2`` or ``iso3``.
        on
            The day. A state that the list does not have on that day gets the code that it bore nearest to it.
        """
        return code_on(actor, scheme, on)

    def _add(self, actor: Actor) -> None:
        dated = {(code.scheme, code.notation) for code in actor.dated_codes}
        for code in actor.dated_codes:
            self._bearers.setdefault((code.scheme, code.notation), []).append(_Bearer(actor, code.interval))
        for scheme, notation in actor.codes.items():
            if (scheme, notation) not in dated:
                self._bearers.setdefault((scheme, notation), []).append(_Bearer(actor, None))
        if actor.wikidata:
            self._bearers.setdefault(("wikidata", local(actor.wikidata)), []).append(_Bearer(actor, None))
        for label in (actor.label, *actor.alt_labels):
            self._names.setdefault(folded(label), {})[actor.id] = actor

    def _of_any(self, text: str, on: date | PartialDate | None) -> Match:
        if text.isdigit():
            return self._of_code(text, "cow", on)
        if numbered := _NUMBERED.fullmatch(text):
            return self._of_code(numbered[2], numbered[1].lower(), on)
        if text.isupper() and len(text) in (2, 3) and (("iso2", "iso3")[len(text) - 2], text) in self._bearers:
            return self._of_code(text, ("iso2", "iso3")[len(text) - 2], on)
        if text in self._by_id:
            return Match(self._by_id[text], "")
        return self._of_name(text, on)

    def _of_name(self, text: str, on: date | PartialDate | None) -> Match:
        name = folded(text)
        found = list(self._names.get(name, {}).values())
        if not found:
            if reason := self._others.get(name):
                return Match(None, reason if reason.startswith("no ") else f"is {reason}")
            return Match(None, "is no name of a state that is known here")
        alive = found if on is None else [actor for actor in found if _touches(actor.life, on)]
        if on is None and len(alive) > 1:
            alive = [actor for actor in found if not actor.life.end_text]
        if len(alive) > 1:
            # Of those that were called so, the one that is called so now: China is not the Republic of China in 2018.
            alive = [actor for actor in alive if folded(actor.label) == name] or alive
        if len(alive) == 1:
            return Match(alive[0], "")
        if alive:
            return Match(None, f"may be {' or '.join(actor.label for actor in alive)}")
        return Match(None, f"did not exist on {on}" if on else f"may be {' or '.join(a.label for a in found)}")

    def _of_code(self, text: str, scheme: str, on: date | PartialDate | None) -> Match:
        code = text.upper()
        if scheme in ("cow", "gw"):
            code = code.removesuffix(".0").lstrip("0")
        bearers = self._bearers.get((scheme, code), [])
        if not bearers and scheme == "cameo":
            bearers = self._bearers.get(("iso3", code), [])
        if not bearers:
            return Match(None, f"is no code of a state in {_LISTS[scheme]}" if code else "no code is given")
        for chosen in self._choices(bearers, scheme, code, on):
            actors = {bearer.actor.id: bearer.actor for bearer in chosen}
            if len(actors) == 1:
                return Match(next(iter(actors.values())), "")
            if actors:
                return Match(None, f"may be {' or '.join(actor.label for actor in actors.values())}")
        return Match(None, f"is borne by no state on {on}")

    @staticmethod
    def _choices(
        bearers: list[_Bearer], scheme: str, code: str, on: date | PartialDate | None
    ) -> Iterable[list[_Bearer]]:
        """Yield the bearers that may be meant, the surest first."""
        if on is None:
            yield [bearer for bearer in bearers if bearer.actor.codes.get(scheme) == code]
            yield bearers
            return
        yield [bearer for bearer in bearers if bearer.interval and _covers(bearer.interval, on)]
        yield [bearer for bearer in bearers if bearer.interval and _touches(bearer.interval, on)]
        yield [bearer for bearer in bearers if bearer.interval is None]
        yield [bearer for bearer in bearers if _touches(bearer.actor.life, on)]


def code_on(actor: Actor, scheme: str, on: date | None = None) -> str:
    """Return the code that a state bears on a day, or bears now; empty where it bears none. See `Resolver.code`."""
    dated = [code for code in actor.dated_codes if code.scheme == scheme]
    if on is None or not dated:
        return actor.codes.get(scheme) or (dated[-1].notation if dated else "")
    return min(dated, key=lambda code: (_apart(code.interval, on), -code.interval.start_latest.toordinal())).notation


def _apart(interval: Interval, on: date) -> int:
    """Return how many days lie between a day and an interval; 0 where the interval may hold on it."""
    return max((interval.start_earliest - on).days, (on - interval.end_latest).days + 1, 0)


def folded(name: str) -> str:
    """Return a name without case, accents, punctuation and articles; ``St.`` and ``&`` are written out.

    Examples
    --------
    >>> folded("St. Vincent & the Grenadines") == folded("Saint Vincent and Grenadines")
    True
    """
    words = re.split(r"[^\w.]+", name.casefold().replace("&", " and "))
    return fold("".join("saint" if word in ("st", "st.") else word for word in words if word != "the"))


def _beginning(bearer: _Bearer) -> date:
    return bearer.interval.start_earliest if bearer.interval else date.min


def _span(on: date | PartialDate) -> tuple[date, date]:
    return (on.earliest, on.latest) if isinstance(on, PartialDate) else (on, on)


def _covers(interval: Interval, on: date | PartialDate) -> bool:
    """Whether the interval certainly holds through the whole of a date."""
    first, last = _span(on)
    return interval.start_latest <= first and last < interval.end_earliest


def _touches(interval: Interval, on: date | PartialDate) -> bool:
    """Whether the interval may hold on a day that the date can mean."""
    first, last = _span(on)
    return interval.start_earliest <= last and first < interval.end_latest


@cache
def _shipped() -> Resolver:
    from .loading.reader import read_record
    from .loading.store import open_store, shipped_files

    files = [path for path in shipped_files() if path.parent.name == "states"]
    return Resolver(read_record(open_store(files)).actors.values())
