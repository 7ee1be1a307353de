"""The windows of a back-test: who could have had a first tie of a kind at a cut date, and who had it thereafter.

What a window knows of its cut is what held then: nothing that came later enters the networks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ...ontology import load_taxonomy
from ..errors import RequestError
from ..importing.dcad import FIRST_YEAR, KINDS, LAST_YEAR, read_dcad
from ..networks.projection_names import CO_PARTICIPATION
from ..slice import Holding
from .candidates import WEIGHTS, Candidates, Outlook, matrix_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from ..importing.dcad import Agreement
    from ..knowledge import KnowledgeGraph

#: Where the first cut falls when nobody says: after the Cold War; in DCAD five years after its beginning.
FIRST_CUT: Final = 1990
FIRST_CUT_OF_DCAD: Final = 1985

_LAST: Final = 9999


@dataclass(frozen=True)
class Window:
    """The candidate pairs at a cut, and which of them had their first tie thereafter.

    Attributes
    ----------
    cut, end
        The day of which the networks are, and the last day of the window; it begins on the day after the cut.
    candidates
        The same pairs on each of the two networks, ``kind`` and ``all``.
    positive
        Of each pair, whether it had its first tie in the window.
    mechanisms
        How many mechanisms made these first ties.
    """

    cut: date
    end: date
    candidates: dict[str, Candidates]
    positive: NDArray[np.bool_]
    mechanisms: int

    @property
    def name(self) -> str:
        """The years of the window."""
        first = self.cut.year + 1
        return f"{first}-{self.end.year}" if self.end.year > first else str(first)


@dataclass(frozen=True)
class Windows:
    """Windows that follow upon each other.

    Attributes
    ----------
    number
        How many there are.
    each
        One after another.
    about
        What a table says of them.
    """

    number: int
    each: Iterator[Window]
    about: dict[str, Any]


def windows_of_record(
    kg: KnowledgeGraph, kind: str, first: int | None, last: int | None, horizon: int, *, organisations: bool = False
) -> Windows:
    """Return the windows on the record.

    Parameters
    ----------
    kg
        The graph; of its slice the certainty is kept.
    kind
        The name of a kind of mechanism, which takes its children with it, or of a layer.
    first, last
        The years at whose ends the first cut falls and the last window ends at the latest; where ``None``, 1990 and
        the last whole year on record.
    horizon
        How many years a window has.
    organisations
        Whether organisations count beside states.

    Raises
    ------
    UnknownNameError
        Where there is no such kind.
    RequestError
        Where no window fits, the record ends before the years do, or it has no tie of the kind.
    """
    own = kg.about.checked_to.latest
    whole = own.year if own == date(own.year, 12, 31) else own.year - 1
    if last is not None and last > whole:
        raise RequestError(f"the record ends on {own}, before the end of {last}", f"Go to {whole} at the latest.")
    cuts = _cuts(FIRST_CUT if first is None else first, whole if last is None else last, horizon)
    within = replace(kg.at, kinds=None, layers=(), mode="any")
    both = {on: Outlook.of(kg, kind, on=on, organisations=organisations, at=within) for on in WEIGHTS}
    each = (_on_record(both, date(year, 12, 31), date(year + horizon, 12, 31)) for year in cuts)
    return Windows(len(cuts), each, _about(kg, kind, cuts, horizon, f"{within.certainty} in force"))


def windows_of_dcad(
    kg: KnowledgeGraph, kind: str, path: Path | str, first: int | None, last: int | None, horizon: int
) -> Windows:
    """Return the windows on a copy of DCAD: its agreements, among the states that exist by the record.

    Parameters
    ----------
    kg
        The graph, which knows since when states exist and which Correlates of War numbers they bore when.
    kind
        The name of a kind of mechanism or of a layer; a kind stands for the categories that come under it.
    path
        The main file of DCAD.
    first, last, horizon
        As for the record; where ``None``, 1985 and 2010.

    Raises
    ------
    UnknownNameError
        Where there is no such kind.
    RequestError
        Where no category comes under the kind, no window fits, or the years lie outside what DCAD covers.
    FileError
        Where the file cannot be read.

    Notes
    -----
    A number stands for the state that bore it at the end of the year of signature (where none did, at its
    beginning): 260 and 255 are the Federal Republic of Germany, and 365 the Soviet Union before it is Russia. An
    agreement makes a tie while both states exist.
    """
    taxonomy = load_taxonomy()
    asked = replace(kg.at, kinds=None, layers=()).restricted_to((kind,), taxonomy)
    kinds = {name for name in KINDS.values() if asked.takes(taxonomy.kinds[name])}
    if not kinds:
        names = ", ".join(dict.fromkeys(KINDS.values()))
        raise RequestError(f"DCAD holds no agreement that comes under {kind}", f"Ask for one of {names}.")
    start, end = FIRST_CUT_OF_DCAD if first is None else first, LAST_YEAR if last is None else last
    if start < FIRST_YEAR or end > LAST_YEAR:
        raise RequestError(
            f"DCAD covers {FIRST_YEAR} to {LAST_YEAR}, and not {start} to {end}",
            "Outside those years it is not known who had an agreement.",
        )
    cuts = _cuts(start, end, horizon)
    read = read_dcad(path)
    days = {date(a.signed, month, day) for a in read.agreements for month, day in ((1, 1), (12, 31))}
    bearers = {day: _by_number(kg, day) for day in sorted(days)}
    named = [(agreement, _parties(bearers, agreement)) for agreement in read.agreements]
    known = [(agreement, parties) for agreement, parties in named if parties is not None]
    about = _about(kg, kind, cuts, horizon, "from the year of signature to the estimated year of the end")
    about["data"] = (
        f"DCAD 1.0: {sum(agreement.kind in kinds for agreement, _ in known)} agreements "
        f"({', '.join(name for name, of in KINDS.items() if of in kinds)}), of {len(known)} of all categories; left "
        f"out: {read.with_itself} of one state with itself, {read.not_signed} negotiated and not signed, "
        f"{len(named) - len(known)} of a state that is not on record"
    )
    return Windows(len(cuts), (_on_dcad(kg, known, kinds, year, year + horizon) for year in cuts), about)


def _cuts(first: int, last: int, horizon: int) -> list[int]:
    """Return the years at whose ends the cuts fall."""
    if horizon < 1:
        raise RequestError(f"the horizon is {horizon} years; it must be at least 1")
    if not 1 <= first <= _LAST or not 1 <= last <= _LAST:
        raise RequestError(f"{first} to {last} are no years", "Give years such as 1990 and 2025.")
    cuts = list(range(first, last - horizon + 1, horizon))
    if not cuts:
        raise RequestError(
            f"no window of {horizon} years fits from the end of {first} to the end of {last}",
            "Begin earlier, or ask for a shorter horizon.",
        )
    return cuts


def _about(kg: KnowledgeGraph, kind: str, cuts: list[int], horizon: int, rest: str) -> dict[str, Any]:
    every = "every year" if horizon == 1 else f"every {horizon} years"
    return {
        "kind": kind,
        "horizon": "1 year" if horizon == 1 else f"{horizon} years",
        "projection": CO_PARTICIPATION,
        "slice": f"cuts on 31 December {every}, from {cuts[0]} to {cuts[-1]}; {rest}",
        "record": kg.version,
    }


def _on_record(both: dict[str, Outlook], cut: date, end: date) -> Window:
    then = {on: outlook.on_day(cut) for on, outlook in both.items()}
    networks = {on: outlook.network() for on, outlook in then.items()}
    actors = sorted(networks["kind"])
    left_out = then["kind"].had(actors)
    ties = then["kind"].of_kind_among(actors)
    after, until = (np.datetime64(day, "D") for day in (cut, end))
    begun = (ties.spans.start_earliest > after) & (ties.spans.start_earliest <= until)
    surely = begun & (ties.spans.start_latest <= until) & ties.spans.surely_exists
    first, unsure = matrix_of(ties, surely), matrix_of(ties, begun & ~surely)
    left_out |= unsure & ~first
    candidates = {
        on: Candidates.among(actors, then[on].strengths(network), left_out) for on, network in networks.items()
    }
    mechanisms = np.unique(ties.mechanism[surely & ~left_out[ties.a, ties.b]])
    some = candidates["kind"]
    return Window(cut, end, candidates, first[some.one, some.other], len(mechanisms))


def _on_dcad(
    kg: KnowledgeGraph, agreements: list[tuple[Agreement, tuple[str, str]]], kinds: set[str], cut: int, end: int
) -> Window:
    actors = sorted(set(_by_number(kg, date(cut, 12, 31)).values()))
    number = {actor: i for i, actor in enumerate(actors)}
    shape = (len(actors), len(actors))
    strengths = {on: np.zeros(shape) for on in WEIGHTS}
    had, first = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
    made: dict[tuple[int, int], int] = {}
    for agreement, parties in agreements:
        if not number.keys() >= set(parties):
            continue
        a, b = sorted(number[party] for party in parties)
        if agreement.holds_after(cut):
            strengths["all"][a, b] += 1
        if agreement.kind not in kinds:
            continue
        if agreement.signed <= cut:
            had[a, b] = had[b, a] = True
            strengths["kind"][a, b] = max(strengths["kind"][a, b], float(agreement.holds_after(cut)))
        elif agreement.signed <= end:
            first[a, b] = first[b, a] = True
            made[a, b] = made.get((a, b), 0) + 1
    candidates = {on: Candidates.among(actors, found + found.T, had) for on, found in strengths.items()}
    mechanisms = sum(count for pair, count in made.items() if not had[pair])
    some = candidates["kind"]
    return Window(date(cut, 12, 31), date(end, 12, 31), candidates, first[some.one, some.other], mechanisms)


def _parties(bearers: dict[date, dict[int, str]], agreement: Agreement) -> tuple[str, str] | None:
    """Return the ids of the two states; nothing where the record has one of them not, or both are one."""
    found: list[str] = []
    for code in (agreement.a, agreement.b):
        days = (date(agreement.signed, 12, 31), date(agreement.signed, 1, 1))
        bearing = [bearers[day][code] for day in days if code in bearers[day]]
        if not bearing:
            return None
        found.append(bearing[0])
    return None if found[0] == found[1] else (found[0], found[1])


def _by_number(kg: KnowledgeGraph, day: date) -> dict[int, str]:
    """Return the Correlates of War numbers that states which exist on a day bear then, and their ids."""
    on = kg.at.on(day)
    found: dict[int, str] = {}
    for actor in kg.actors.values():
        if actor.type != "State" or on.holding(actor.life) is not Holding.CERTAINLY:
            continue
        dated = [code for code in actor.dated_codes if code.scheme == "cow"]
        borne = [code.notation for code in dated if on.holding(code.interval) is Holding.CERTAINLY]
        if not dated and "cow" in actor.codes:
            borne.append(actor.codes["cow"])
        found |= {int(code): actor.id for code in borne}
    return found
