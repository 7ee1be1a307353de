"""Small trend lines as inline SVG, drawn without a plotting library: equal values give equal text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .wording import number

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, HEIGHT = 180, 40
_EDGE: Final = 4


def path_of(values: Sequence[float | None]) -> tuple[str, tuple[float, float] | None]:
    """Return the path of a line from zero, or the least where it is below, to the greatest, and its last point.

    Gaps stay gaps: where a value is missing the line is lifted.

    Examples
    --------
    >>> path_of([0, None, 2])
    ('M4 36h0M176 4h0', (176.0, 4.0))
    """
    known = [value for value in values if value is not None]
    if not known:
        return "", None
    low, high = min(0.0, *known), max(known)
    spread = high - low or 1.0
    step = (WIDTH - 2 * _EDGE) / max(len(values) - 1, 1)
    parts: list[str] = []
    last: tuple[float, float] | None = None
    for place, value in enumerate(values):
        if value is None:
            continue
        x = round(_EDGE + place * step, 1)
        y = round(HEIGHT - _EDGE - (value - low) / spread * (HEIGHT - 2 * _EDGE), 1)
        before = place > 0 and values[place - 1] is not None
        after = place + 1 < len(values) and values[place + 1] is not None
        # A round cap makes a dot of a line that has no length.
        parts.append(f"{'L' if before else 'M'}{x:g} {y:g}{'' if before or after else 'h0'}")
        last = (x, y)
    return "".join(parts), last


def spoken(values: Sequence[float | None], first: str, last: str) -> str:
    """Return in words what the line shows, for whoever does not see it."""
    known = [value for value in values if value is not None]
    if not known:
        return f"no value from {first} to {last}"
    return f"from {first} to {last}, between {number(min(known))} and {number(max(known))}, last {number(known[-1])}"
