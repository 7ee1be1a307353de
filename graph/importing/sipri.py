"""The trade register of the SIPRI Arms Transfers Database: one mechanism a deal, directed from supplier to recipient.

Read are the registers of 2023 and after, one row a deal and delivery year, with or without a stray ``;`` at the end of
lines, and those until 2022, one row a deal, in Latin-1. Lines may stand before the head line; the day on which the
register was generated and the years that were asked for are read from them.

- The rows of a deal make one mechanism, ``mech:sipri-61902``, of the kind `acc:ArmsTransfer`. It is a trade and no
  promise: its depth is 1 and its layer its own.
- It holds from its first year of delivery to its last. The year of the order is `acc:signed`, which makes no tie; a
  deal of which nothing was delivered has no other date.
- SIPRI's trend-indicator values stay as they are written, on each delivery. Their sum is added as a decimal number.
- What SIPRI marks as an estimate rests on evidence of its own, of low confidence.
- Suppliers and recipients are read as of the first delivery. An unknown one, one with ``*`` (rebels and other
  non-states) and one with ``**`` (organisations) that the record does not know have their rows refused.

SIPRI Arms Transfers Database, Stockholm International Peace Research Institute, sources and methods.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal, InvalidOperation
from itertools import islice
from typing import TYPE_CHECKING, Final

from ..dates import PartialDate, parse_date
from ..errors import FileError
from .datasets import DataSet
from .organisations import organisation
from .words import lines_of, listed, slug
from .writing import Basis, Imported, Party

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from ..model import Actor
    from . import Run
    from .rows import Row


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a register has what is read; a column that it does not have is empty.

    Attributes
    ----------
    deal, designation, description, order, delivered, years, status, value
        Columns: the number of the deal, what was ordered, when, how many were delivered and when, whether new, and
        the value of the deliveries.
    order_mark, delivered_mark, years_mark
        Columns that say whether that is an estimate.
    """

    deal: str
    designation: str
    description: str
    order: str
    order_mark: str
    delivered: str
    delivered_mark: str
    years: str
    years_mark: str
    status: str
    value: str

    @property
    def needed(self) -> tuple[str, ...]:
        """The columns without which a file is not of this layout."""
        return tuple(
            filter(None, ("Supplier", "Recipient", self.deal, self.designation, self.order, self.years, self.value))
        )


#: The registers of 2023 and after: a row is a deal and a year of delivery.
NEW: Final = Layout(
    deal="SIPRI AT Database ID",
    designation="Designation",
    description="Description",
    order="Order date",
    order_mark="Order date is estimate",
    delivered="Numbers delivered",
    delivered_mark="Numbers delivered is estimate",
    years="Delivery year",
    years_mark="Delivery year is estimate",
    status="Status",
    value="TIV delivery values",
)
_MARK: Final = " (mark)"
#: The registers until 2022: a row is a deal. A column without a name holds ``?`` where the one before it is uncertain.
OLD: Final = Layout(
    deal="",
    designation="Weapon designation",
    description="Weapon description",
    order="Year of order",
    order_mark=f"Year of order{_MARK}",
    delivered="Number delivered",
    delivered_mark=f"Number delivered{_MARK}",
    years="Year(s) of delivery",
    years_mark="",
    status="status",
    value="SIPRI TIV of delivered weapons",
)
_WHAT: Final = "a trade register of SIPRI"
_HINT: Final = "Give the CSV file of the trade register, as the SIPRI Arms Transfers Database generated it."
_ESTIMATES: Final = frozenset({"Yes", "?"})
_YEAR: Final = re.compile(r"\(?\s*(\d{4})\s*\)?")
_MADE: Final = re.compile(r"generated:?\s*(\d{1,2} [A-Z][a-z]{2,8} \d{4})")
_ASKED: Final = re.compile(r"year range '?(\d{4})'? to '?(\d{4})'?")
#: How many lines may stand before the head line.
_PREAMBLE: Final = 100

DATASET: Final = DataSet(
    name="sipri",
    title="SIPRI Arms Transfers Database, trade register",
    version="",
    citation="SIPRI Arms Transfers Database (c) SIPRI, https://www.sipri.org/databases/armstransfers",
    terms=(
        "Non-commercial excerpts for criticism, comment, news reporting, teaching, scholarship or research, and less "
        "than a tenth of a published data set redistributed, with the source named; anything else needs SIPRI's "
        "permission. The records made here hold SIPRI's data, and stand under the same terms."
    ),
    publisher="Stockholm International Peace Research Institute (SIPRI)",
    url="https://www.sipri.org/databases/armstransfers",
    consulted="2026-12-01",
    first_day="",
    last_day="",
    kinds=("ArmsTransfer",),
    completeness="Substantial",
    missing="Small arms and what else is no major arms, deals that no open source tells of, and years not asked for.",
)


def read(files: Sequence[Path], run: Run) -> None:
    """Read trade registers and make records of them.

    Raises
    ------
    FileError
        Where a file cannot be read, or is no trade register; or where two were generated on different days.
    """
    layouts = [(path, _layout(path)) for path in files]
    run.begin(_dataset(files))
    deals: dict[str, list[tuple[Row, Layout]]] = defaultdict(list)
    for path, layout in layouts:
        rows = run.rows(path, layout.needed, what=_WHAT, hint=_HINT, trailing=";", unnamed=_MARK)
        for row in rows:
            deals[_told_apart(row, layout)].append((row, layout))
    keys: dict[str, str] = {}
    for told, rows in deals.items():
        row, layout = rows[0]
        base = row[layout.deal] if layout.deal else "-".join(map(slug, (row["Supplier"], row["Recipient"])))
        key = slug(base) or "unnumbered"
        if not layout.deal:
            key += f"-{_year(row[layout.order]) or 'undated'}-{slug(row[layout.designation])}"
        if key in keys:
            if layout.deal:
                run.outcome.notes[
                    f"deal {row[layout.deal]} is of different suppliers, recipients or arms: kept apart"
                ] += 1
            key += f"-line-{row.line}"
        keys[key] = told
        reason = _add(key, [row for row, _ in rows], layout, run)
        for row, _ in rows:
            if reason:
                run.outcome.refuse(row, reason)
            else:
                run.outcome.use()


# -- files -------------------------------------------------------------------------------------------------


def _layout(path: Path) -> Layout:
    """Return the layout of a file; that of the registers of today where it is of none, for the message."""
    from .rows import read_rows

    for layout in (NEW, OLD):
        try:
            next(read_rows(path, layout.needed, what=_WHAT, hint=_HINT, trailing=";", unnamed=_MARK), None)
        except FileError:
            continue
        return layout
    return NEW


def _dataset(files: Iterable[Path]) -> DataSet:
    """Return the data set, with the day on which it was generated and the years that were asked for."""
    made: set[str] = set()
    asked: list[str] = []
    for path in files:
        with path.open(encoding="latin-1") as stream:
            before = "".join(islice(stream, _PREAMBLE))
        made |= set(_MADE.findall(before))
        asked += [year for found in _ASKED.findall(before) for year in found]
    if len(made) > 1:
        raise FileError(f"the registers were generated on different days: {listed(sorted(made))}", "Give one register.")
    found = DATASET
    if asked:
        found = replace(found, first_day=f"{min(asked)}-01-01", last_day=f"{max(asked)}-12-31")
    for day in made:
        issued = _day(day)
        found = replace(found, version=f"generated {day}", issued=issued)
        if issued and found.last_day > issued:
            found = replace(found, last_day=issued)
    return found


def _day(written: str) -> str:
    for form in ("%d %b %Y", "%d %B %Y"):
        try:
            return str(datetime.strptime(written, form).date())
        except ValueError:
            continue
    return ""


def _told_apart(row: Row, layout: Layout) -> str:
    """Return what a deal is told by: its number with both sides and the arms, or the row where there is no number."""
    if layout.deal and row[layout.deal]:
        return "|".join((row[layout.deal], row["Supplier"], row["Recipient"], row[layout.designation]))
    return f"{row.file}|{row.line}"


# -- records -----------------------------------------------------------------------------------------------


def _add(key: str, rows: list[Row], layout: Layout, run: Run) -> str:
    """Make the records of one deal; return why none was made, or nothing."""
    row = rows[0]
    ordered, delivered = _year(row[layout.order]), _years(rows, layout)
    if not (ordered or delivered):
        return "it has no year of order and none of delivery"
    when = parse_date(min(delivered) if delivered else ordered)
    sides: list[Actor] = []
    for name in (row["Supplier"], row["Recipient"]):
        actor, reason = _actor(name, when, run)
        if actor is None:
            run.outcome.not_recognised(name, reason)
            return f"{name!r} {reason}"
        sides.append(actor)
    supplier, recipient = sides
    if supplier.id == recipient.id:
        return f"supplier and recipient, {row['Supplier']!r} and {row['Recipient']!r}, are both {supplier.label}"
    values = [row[layout.value] for row in rows if row[layout.value]]
    try:
        total = f"{sum(map(Decimal, values), Decimal()):f}" if values else ""
    except InvalidOperation:
        return f"a value in {layout.value!r} is no number: {listed(values)}"
    signed = ordered if not delivered or ordered <= min(delivered) else ""
    if ordered and not signed:
        run.outcome.notes["year of order after the first delivery: set aside"] += 1
    arms = row[layout.designation].removesuffix(" -") or "arms"
    told = f" ({row[layout.description]})" if row[layout.description] else ""
    since = f", ordered {ordered}" if ordered else ""
    number = f" (SIPRI {row[layout.deal]})" if layout.deal else f" (SIPRI, line {row.line})"
    run.add(
        Imported(
            key=key,
            identifier=row[layout.deal] if layout.deal else key,
            kind="ArmsTransfer",
            label=f"Transfer of {arms}{told} from {supplier.label} to {recipient.label}{since}{number}",
            description=_told(rows, layout, delivered, total),
            parties=[Party(supplier, role="Supplier"), Party(recipient, role="Recipient")],
            bases=_bases(rows, layout, signed, delivered),
            dates={
                "signed": signed,
                "firstDay": min(delivered, default=""),
                "lastDay": max(delivered, default=""),
            },
            parts=tuple(_part(key, row) for row in rows),
            columns={"sumOfDeliveryValues": total},
        )
    )
    for row in rows:
        years = " and ".join(_YEAR.findall(row[layout.years])) or "an unknown year"
        run.whole(_part(key, row), f"Delivery of {arms} in {years}, {row.file}, line {row.line}", row.filled)
    return ""


def _part(key: str, row: Row) -> str:
    return f"{key}/line-{row.line}"


def _actor(name: str, when: PartialDate, run: Run) -> tuple[Actor | None, str]:
    """Return who a name stands for, or why for nobody."""
    bare = name.rstrip("* ")
    if name.endswith("**"):
        found = organisation(bare)
        if found is not None:
            run.outcome.notes[f"{name!r} takes part as an organisation"] += 1
        return found, "is an organisation that the record does not know, marked ** by SIPRI"
    if name.endswith("*"):
        return None, "is no state, marked * by SIPRI"
    match = run.resolver.look_up(bare, "name", when)
    return match.actor, match.reason


def _year(text: str) -> str:
    """Return a year, without the parentheses that mark an estimate; nothing where there is none."""
    match = _YEAR.search(text)
    return match[1] if match else ""


def _years(rows: Iterable[Row], layout: Layout) -> list[str]:
    return sorted({year for row in rows for year in _YEAR.findall(row[layout.years])})


def _is_estimate(row: Row, column: str, mark: str) -> bool:
    return row[mark] in _ESTIMATES or "(" in row[column] or "?" in row[column]


def _bases(rows: list[Row], layout: Layout, signed: str, delivered: list[str]) -> list[Basis]:
    """Return what a deal rests on: its rows, and apart from them what SIPRI marks as an estimate."""
    row = rows[0]
    where = f"{row.file}, {lines_of(row.line for row in rows)}"
    if layout.deal:
        where += f"; {layout.deal} {row[layout.deal]}"
    found = [Basis(where)]
    if signed and _is_estimate(row, layout.order, layout.order_mark):
        found.append(Basis(f"{where}; {layout.order} is an estimate", "Low", ("acc:signed",), "estimated-order"))
    if delivered and any(_is_estimate(one, layout.years, layout.years_mark) for one in rows):
        told = f"{where}; {layout.years} is an estimate in part or in whole"
        found.append(Basis(told, "Low", ("acc:firstDay", "acc:lastDay"), "estimated-delivery"))
    return found


def _told(rows: list[Row], layout: Layout, delivered: list[str], total: str) -> str:
    """Return what was delivered, when and of which value, in a sentence."""
    if not delivered:
        return "Ordered; no delivery is in the register."
    numbers = [row[layout.delivered].strip("()? ") for row in rows]
    count = str(sum(map(int, numbers))) if all(number.isdigit() for number in numbers) else "an unknown number"
    if any(_is_estimate(row, layout.delivered, layout.delivered_mark) for row in rows):
        count = f"{count} (an estimate)"
    first, last = delivered[0], delivered[-1]
    states = listed(dict.fromkeys(row[layout.status].lower() for row in rows if row[layout.status]))
    words = [f"Delivered {count}", f"in {first}" if first == last else f"from {first} to {last}"]
    if states:
        words.append(f"({states})")
    return " ".join(words) + (f", {total} million trend-indicator values." if total else ".")
