"""Small words that the sections share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .blocks import Block, Paragraph, Words

if TYPE_CHECKING:
    from collections.abc import Sequence


def number(value: float | None) -> str:
    """Return a number as prose shows it: whole where it is, else in four digits; a dash where there is none."""
    if value is None:
        return "–"  # noqa: RUF001 -- the mark of an empty cell
    return str(int(value)) if float(value).is_integer() else f"{value:.4g}"


def signed(value: float | None) -> str:
    """Return a change with its sign."""
    if value is None:
        return number(None)
    sign = "+" if value > 0 else "\N{MINUS SIGN}"
    return f"{sign}{number(abs(value))}" if value else "0"


def counted(count: int, noun: str) -> str:
    """Return a count with its noun."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def and_more(names: Sequence[str], left_out: int) -> str:
    """Return names, and how many more there are."""
    return ", ".join([*names, *([f"and {left_out} more"] if left_out else [])])


def left_out(count: int, what: str) -> list[Block]:
    """Return the line below a list that was cut, or nothing."""
    return [Paragraph(Words(f"{count} more {what}."), note=True)] if count else []


def dates(mechanism: dict[str, Any]) -> str:
    """Return the dates of a mechanism, and the actor's own entry where it is another."""
    told = [f"{what} {when}" for what, when in mechanism["dates"].items()]
    joined = mechanism.get("joined")
    # A page that has room for it shows a date a line.
    return ",\n".join([*told, *([f"joined {joined}".replace(" by by ", " by ")] if joined else [])]) or "no date known"


def sources(part: dict[str, Any]) -> tuple[int, ...]:
    """Return the numbers of a part's sources."""
    return tuple(part["sources"])
