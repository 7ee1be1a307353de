"""The words of a plot: how wide they are, where they break, and how they keep clear of each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Dots an inch at which widths are measured: so fine that no rounding is seen.
_FINE: Final = 720


def wrapped(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Return the text in lines that are no wider than `width`, in inches."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and extent(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def extent(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text is set, in inches, whatever the resolution."""
    from matplotlib.font_manager import FontProperties, fontManager, get_font  # pyright: ignore[reportUnknownVariableType]
    from matplotlib.ft2font import LoadFlags

    wanted = FontProperties(weight="bold" if bold else "normal")
    font = get_font(str(fontManager.findfont(wanted)))  # pyright: ignore[reportUnknownMemberType]
    font.set_size(size, _FINE)
    font.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    return font.get_width_height()[0] / 64 / _FINE


def shortened(text: str, size: float, width: float) -> str:
    """Return the text, cut with an ellipsis where it is wider than `width`, in inches."""
    if extent(text, size) <= width:
        return text
    while text and extent(f"{text}…", size) > width:
        text = text[:-1]
    return f"{text.rstrip(' ,')}…"


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Return places at least `gap` apart that are near those wanted, as far as `low` and `high` leave room.

    Examples
    --------
    >>> spread([1.0, 1.0, 5.0], 0.5, 0, 10)
    [0.75, 1.25, 5.0]
    """
    # Places that would touch are a block around the mean of what they want.
    blocks: list[list[int]] = []
    for one in sorted(range(len(wanted)), key=lambda i: (wanted[i], i)):
        blocks.append([one])
        while len(blocks) > 1 and _reach(blocks[-2], wanted, gap)[1] + gap > _reach(blocks[-1], wanted, gap)[0]:
            last = blocks.pop()
            blocks[-1] += last
    places = [0.0] * len(wanted)
    floor = low
    for block in blocks:
        start = max(_reach(block, wanted, gap)[0], floor)
        for number_in, one in enumerate(block):
            places[one] = start + number_in * gap
        floor = start + len(block) * gap
    over = max(0.0, max(places, default=0.0) - high)
    ceiling = high
    for one in sorted(range(len(wanted)), key=lambda i: -places[i]) if over else []:
        places[one] = min(places[one], ceiling)
        ceiling = places[one] - gap
    return places


def _reach(block: list[int], wanted: Sequence[float], gap: float) -> tuple[float, float]:
    middle = sum(wanted[i] for i in block) / len(block)
    half = (len(block) - 1) * gap / 2
    return middle - half, middle + half


def sentence(text: str) -> str:
    """Return the text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def number(value: float) -> str:
    """Return a value in four digits, or whole where it is."""
    if isinstance(value, int) or float(value).is_integer():
        return str(int(value))
    return f"{value:.4g}" if abs(value) < 1000 else f"{value:.0f}"
