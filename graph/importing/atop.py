"""Alliance Treaty Obligations and Provisions (ATOP): one mechanism a phase, one participation a member of it.

Read are the member, the phase and the alliance file of version 5.1, and those of 4.01, which have the same columns but
``new4`` and ``rev4``; they are told apart by their columns. All three
together are best; any one alone is read as far as it goes. A single-phase alliance is one mechanism,
``mech:atop-3150``; an alliance whose obligations changed has one a phase, ``mech:atop-3180.1``, and all of them are
parts of one whole.

- ATOP counts an alliance from the day of its signature. That day is `acc:signed` and, by this coding and not by an
  entry into force, `acc:knownFrom`; a later phase has the day on which the obligations changed.
- The day on which a member left, or the alliance ended, is the first day without it, as ATOP's own dyads have it. 0
  there means that it was in effect on the last day of the coverage, which is then `acc:knownTo`; a blank month or day
  makes a date less precise.
- A member whose obligations differ from those of another member has them on its participation; then every
  participation of that phase says what its actor owes, and one that says nothing owes nothing.
- A number of the Correlates of War list that passes from one state to another within a membership, as 365 does in
  1991, makes a participation of each.
- ``source`` 1, a primary text, makes evidence of high confidence, 2, a secondary source, of medium confidence.

Leeds, B. A., Ritter, J. M., Mitchell, S. M., & Long, A. G. (2002). Alliance Treaty Obligations and Provisions,
1815-1944. *International Interactions* 28, 237-260. Codebook of 9 August 2022.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from ..errors import FileError, RequestError
from .datasets import DataSet
from .rows import head_of
from .words import date_of, lines_of, listed
from .writing import Basis, Imported, Party

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from ..dates import PartialDate
    from ..identity import Spell
    from . import Run
    from .rows import Row

#: The flag of an obligation to the local name of the obligation, the deepest first.
OBLIGATIONS: Final = {
    "defense": "DefenceObligation",
    "offense": "OffenceObligation",
    "consul": "ConsultationObligation",
    "neutral": "NeutralityObligation",
    "nonagg": "NonAggressionObligation",
}
#: The deepest obligation to the kind of alliance; one of offence alone has no kind of its own.
_KINDS: Final = {
    "DefenceObligation": "DefencePact",
    "OffenceObligation": "Alliance",
    "ConsultationObligation": "ConsultationPact",
    "NeutralityObligation": "NeutralityPact",
    "NonAggressionObligation": "NonAggressionPact",
}
_ENDINGS: Final = {
    "1": "its provisions were fulfilled or its term ran out",
    "2": "it was violated or abrogated",
    "3": "it was renegotiated",
}
_CONFIDENCE: Final = {"1": "High", "2": "Medium"}
#: The one member number that is none of the Correlates of War list, to the name of the state.
_NOT_IN_THE_LIST: Final = {"8152": "Annam"}

_MEMBER: Final = ("atopid", "phase", "member", "yrent", "yrexit", *OBLIGATIONS)
_PHASE: Final = ("atopid", "atopidphase", "phase", "begyr", "endyr", *OBLIGATIONS, "mem1")
_ALLIANCE: Final = ("atopid", "begyr", "endyr", *OBLIGATIONS, "mem1")
#: What a part of a date is where there is none: a year of 0 had not ended, and a month or a day of 0 is not known.
_NONE: Final = frozenset(("", *("0" * digits for digits in range(1, 5))))
_HINT: Final = "Give the member, phase or alliance file of ATOP 5.1 or 4.01 in its CSV form, such as atop5_1m.csv."
_CITATION: Final = (
    "Leeds, Brett Ashley, Jeffrey M. Ritter, Sara McLaughlin Mitchell, and Andrew G. Long. 2002. Alliance Treaty "
    "Obligations and Provisions, 1815-1944. International Interactions 28: 237-260."
)
_5_1: Final = DataSet(
    name="atop",
    title="Alliance Treaty Obligations and Provisions",
    version="5.1",
    citation=_CITATION,
    terms="Users are asked to use the citation; no licence is stated.",
    publisher="Brett Ashley Leeds, Rice University",
    url="http://atop.rice.edu/data",
    consulted="2026-12-01",
    first_day="1815-01-01",
    last_day="2018-12-31",
    kinds=("Alliance",),
    completeness="Complete",
    missing="What is no alliance by ATOP's definition, such as the mutual-assistance clause of the European Union.",
    issued="2022-08-09",
)


@dataclass(slots=True)
class _Phase:
    """What the files say of one phase, or of an alliance where only that is known."""

    atopid: str
    phase: str
    head: Row | None = None
    members: list[Row] = field(default_factory=list["Row"])

    @property
    def key(self) -> str:
        """``3180``, or ``3180.1`` for a phase of several."""
        return self.atopid if self.phase in ("", "0") else f"{self.atopid}.{self.phase}"

    @property
    def order(self) -> tuple[int, int]:
        return int(self.atopid), int(self.phase or 0)


def read(files: Sequence[Path], run: Run) -> None:
    """Read the files of ATOP and make records of them.

    Raises
    ------
    FileError
        Where a file cannot be read, is none of the three, or two of one sort or of two versions are given.
    """
    sorts = _sorted(files)
    rows = {sort: list(_rows(path, sort, run)) for sort, path in sorts.items()}
    run.begin(_dataset(rows))
    phases = _phases(rows, run)
    if "member" not in sorts:
        run.outcome.notes["entries and exits of members are those of the alliance: no member file was given"] += 1
    followed = {phase.key: _before(phase, phases.values()) for phase in phases.values()}
    for phase in sorted(phases.values(), key=lambda one: one.order):
        _add(phase, followed[phase.key], run)


# -- files and rows ----------------------------------------------------------------------------------------


def _sorted(files: Sequence[Path]) -> dict[str, Path]:
    """Tell the files apart by their columns."""
    found: dict[str, Path] = {}
    for path in files:
        names = set(head_of(path))
        for sort, needed in (("member", _MEMBER), ("phase", _PHASE), ("alliance", _ALLIANCE)):
            if names.issuperset(needed):
                if sort in found:
                    raise FileError(f"{found[sort]} and {path} are both {sort} files of ATOP", "Give one of each.")
                found[sort] = path
                break
        else:
            missing = [name for name in _ALLIANCE if name not in names]
            raise FileError(f"{path} is no file of ATOP that is read: it lacks {', '.join(missing)}", _HINT)
    return found


def _rows(path: Path, sort: str, run: Run) -> Iterable[Row]:
    needed = {"member": _MEMBER, "phase": _PHASE, "alliance": _ALLIANCE}[sort]
    return run.rows(path, needed, what=f"the {sort} file of ATOP", hint=_HINT)


def _dataset(rows: dict[str, list[Row]]) -> DataSet:
    """Return which version the files are; of another than 5.1 the coverage ends with the latest year in them."""
    versions = {row["version"] for found in rows.values() for row in found[:1]} - {""}
    # Numbers that were kept as fractions say 5.0999999.
    named = {f"{round(float(version), 2):g}" for version in versions if version.replace(".", "", 1).isdigit()}
    if len(named) > 1:
        raise FileError(f"the files are of different versions of ATOP: {' and '.join(sorted(named))}", _HINT)
    version = next(iter(named), "")
    if version == _5_1.version:
        return _5_1
    years = (row[name] for found in rows.values() for row in found for name in ("yrent", "yrexit", "begyr", "endyr"))
    last = max((int(year) for year in years if year.isdigit()), default=0)
    return replace(_5_1, version=version, last_day=f"{last}-12-31" if last else "", issued="")


def _phases(rows: dict[str, list[Row]], run: Run) -> dict[tuple[str, str], _Phase]:
    """Bring the rows of the files together, by alliance and phase; a row without a number is refused."""
    found: dict[tuple[str, str], _Phase] = {}
    for row in rows.get("phase", []):
        if _is_numbered(row, run):
            found[row["atopid"], row["phase"]] = _Phase(row["atopid"], row["phase"], head=row)
    for row in rows.get("member", []):
        if _is_numbered(row, run):
            place = row["atopid"], row["phase"]
            found.setdefault(place, _Phase(*place)).members.append(row)
    known = {atopid for atopid, _ in found}
    for row in rows.get("alliance", []):
        if not _is_numbered(row, run):
            continue
        run.whole(row["atopid"], f"ATOP alliance {row['atopid']}", row.filled)
        if row["atopid"] not in known:
            found[row["atopid"], ""] = _Phase(row["atopid"], "", head=row)
        else:
            run.outcome.use()
    return found


def _is_numbered(row: Row, run: Run) -> bool:
    if row["atopid"].isdigit() and (row["phase"] or "0").isdigit():
        return True
    run.outcome.refuse(row, "it has no number of an alliance")
    return False


# -- records -----------------------------------------------------------------------------------------------


def _add(phase: _Phase, before: _Phase | None, run: Run) -> None:
    """Make the records of one phase, or refuse its rows."""
    stated = [row for row in (phase.head, *phase.members) if row is not None]
    try:
        begins, ends = _life(phase)
    except RequestError as error:
        return _refuse(stated, f"a date cannot be read: {error}", run)
    duties = _duties(stated)
    if not duties:
        return _refuse(stated, "no obligation is known", run)
    parties = _parties(phase, begins, ends, duties, run)
    if not parties:
        return _refuse([phase.head] if phase.head else [], "none of its members is a state that is known here", run)
    if phase.head is not None:
        run.outcome.use()
    names = list(dict.fromkeys(party.actor.label for party in parties))
    numbered = f"ATOP {phase.atopid}" + (f", phase {phase.phase}" if phase.phase not in ("", "0") else "")
    source = {row["source"] for row in stated}
    files = dict.fromkeys(row.file for row in stated)
    lines = ", ".join(f"{file}, {lines_of(row.line for row in stated if row.file == file)}" for file in files)
    run.add(
        Imported(
            key=phase.key,
            identifier=phase.key,
            kind=_KINDS[duties[0]],
            label=f"Alliance of {listed(names)}, {begins.text[:4]} ({numbered})",
            parties=parties,
            bases=[
                Basis(
                    locator=f"{lines}; atopid {phase.key}",
                    confidence=_CONFIDENCE.get(max(source, default=""), "Medium"),
                )
            ],
            dates={
                "signed": begins.text,
                "knownFrom": begins.text,
                "knownTo": "" if ends or run.dataset is None else run.dataset.last_day,
                "end": ends.text if ends else "",
            },
            obligations=tuple(duties),
            parts_of=(phase.atopid,),
            replaces=(before.key,) if before else (),
            end_reason=_ENDINGS.get(phase.head["term"], "") if phase.head and ends else "",
            columns=phase.head.filled if phase.head else {},
        )
    )
    return None


def _refuse(rows: Iterable[Row], reason: str, run: Run) -> None:
    for row in rows:
        run.outcome.refuse(row, reason)


def _life(phase: _Phase) -> tuple[PartialDate, PartialDate | None]:
    """Return when the phase begins and when it ends, if it does."""
    if phase.head is not None:
        return _begin(phase.head, "beg"), _date(phase.head, "end")
    begins = min((_begin(row, "", "ent") for row in phase.members), key=lambda one: (one.earliest, one.latest))
    ends = [_date(row, "", "exit") for row in phase.members]
    known = [one for one in ends if one is not None]
    return begins, max(known, key=lambda one: (one.latest, one.earliest)) if len(known) == len(ends) else None


def _begin(row: Row, before: str, after: str = "") -> PartialDate:
    found = _date(row, before, after)
    if found is None:
        raise RequestError("it has no year in which it begins")
    return found


def _date(row: Row, before: str, after: str = "") -> PartialDate | None:
    """Return a date as precise as its columns; a year of 0 is none, for then it had not ended."""
    return date_of((row[f"{before}{part}{after}"] for part in ("yr", "mo", "day")), _NONE)


def _duties(rows: Iterable[Row]) -> list[str]:
    """Return the obligations that any of the rows has, the deepest first."""
    found = list(rows)
    return [duty for flag, duty in OBLIGATIONS.items() if any(row[flag] == "1" for row in found)]


def _parties(phase: _Phase, begins: PartialDate, ends: PartialDate | None, duties: list[str], run: Run) -> list[Party]:
    """Return who takes part; rows of members that stand for no state are refused."""
    if not phase.members:
        return _parties_by_number(phase, begins, ends, run)
    found: list[Party] = []
    own = any(_duties([row]) != duties for row in phase.members)
    for row in phase.members:
        try:
            entry, leaving = _begin(row, "", "ent"), _date(row, "", "exit")
        except RequestError as error:
            run.outcome.refuse(row, f"a date cannot be read: {error}")
            continue
        spells = _spells(row["member"], entry, leaving, run)
        if not spells:
            run.outcome.refuse(row, f"member {row['member']} is no state that is known here")
            continue
        run.outcome.use()
        for number, spell in enumerate(spells):
            start = spell.start or (entry.text if entry.text != begins.text else "")
            end = spell.end if spell.end or number < len(spells) - 1 else (leaving.text if leaving else "")
            found.append(
                Party(
                    actor=spell.actor,
                    start=run.entry(spell.actor, begins, start),
                    end="" if ends is not None and end == ends.text else end,
                    obligations=tuple(_duties([row])) if own else None,
                    columns=row.filled,
                )
            )
    return _told_apart(found, begins)


def _parties_by_number(phase: _Phase, begins: PartialDate, ends: PartialDate | None, run: Run) -> list[Party]:
    """Return the members that the row of a phase or of an alliance names."""
    found: list[Party] = []
    head = phase.head
    numbers = [text for name, text in head.filled.items() if name[:3] == "mem" and name[3:].isdigit()] if head else []
    for number in numbers:
        spells = _spells(number, begins, ends, run)
        found += [
            Party(
                actor=spell.actor,
                start=run.entry(spell.actor, begins, spell.start if place else ""),
                end=spell.end if place < len(spells) - 1 else "",
            )
            for place, spell in enumerate(spells)
        ]
    return _told_apart(found, begins)


def _spells(member: str, entry: PartialDate, leaving: PartialDate | None, run: Run) -> list[Spell]:
    """Return the states that the number of a member means, one after the other."""
    scheme = "name" if member in _NOT_IN_THE_LIST else "cow"
    spells = run.resolver.spells(_NOT_IN_THE_LIST.get(member, member), scheme, entry, leaving)
    if not spells:
        run.outcome.not_recognised(member, run.resolver.look_up(member, "cow", entry).reason)
    return spells


def _told_apart(parties: list[Party], begins: PartialDate) -> list[Party]:
    """Give the parts of an actor that takes part twice names of their own."""
    for number, party in enumerate(parties):
        if any(other.actor.id == party.actor.id for other in parties[:number]):
            party.spell = party.start or begins.text
    return parties


def _before(phase: _Phase, phases: Iterable[_Phase]) -> _Phase | None:
    """Return the phase of the same alliance in whose place this one came: the last that had ended."""
    try:
        begins, _ = _life(phase)
        earlier = [
            (ends.latest, other.order, other)
            for other in phases
            if other.atopid == phase.atopid and other.order < phase.order
            if (ends := _life(other)[1]) is not None and ends.earliest <= begins.latest
        ]
    except RequestError:
        return None
    return max(earlier, key=lambda one: one[:2], default=(None, None, None))[2]
