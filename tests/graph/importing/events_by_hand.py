"""Events written by hand in the layouts of GDELT and ICEWS, and what they add up to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pathlib import Path

_PLACES: Final = {
    "id": 0,
    "day": 1,
    "actor": 5,
    "country": 7,
    "other_actor": 15,
    "other_country": 17,
    "code": 26,
    "goldstein": 30,
}


def gdelt(number: int, day: str, one: str, code: str, two: str, goldstein: str = "2.0", **more: Any) -> str:
    """Return a line of a GDELT export; `one` and `two` are actors whose first three letters are their country."""
    width: int = more.get("width", 61)
    fields = [f"f{place}" for place in range(width)]
    values = (str(number), day, one, one[:3], two, two[:3], code, goldstein)
    for place, value in zip(_PLACES.values(), values, strict=True):
        fields[place] = value
    fields[59 if width == 61 else 56] = more.get("added", "20180105") + ("001500" if width == 61 else "")
    if width > 57:
        fields[60 if width == 61 else 57] = more.get("url", "https://example.org/1")
    return "\t".join(fields)


def icews(number: int, day: str, one: str, code: str, two: str, intensity: str = "1.0", **more: Any) -> str:
    """Return a line of an ICEWS file; an actor is ``Name (Country)``, or ``NA``."""
    fields = [f"f{place}" for place in range(20)]
    for name, country, actor in ((2, 4, one), (8, 10, two)):
        fields[name], fields[country] = actor, actor.partition("(")[2].rstrip(")") or "NA"
    fields[0], fields[1], fields[6], fields[7], fields[11] = str(number), day, code, intensity, more.get("story", "7")
    return "\t".join(fields)


#: What becomes of each line of GDELT by hand stands beside it.
GDELT_LINES: Final = [
    # A visit of Japan to the United States, told by both: one event.
    gdelt(1, "20180104", "JPNGOV", "042", "USA", "1.9"),
    gdelt(2, "20180104", "USA", "043", "JPNGOV", "2.8"),
    # The same visit in another report, and the one of the United States to Japan: an event each.
    gdelt(3, "20180104", "JPNGOV", "042", "USA", "1.9", url="https://example.org/2"),
    gdelt(4, "20180104", "USA", "042", "JPNGOV", "1.9"),
    # A treaty, told by both: one event. Praise in both directions: two.
    gdelt(5, "20180104", "JPN", "057", "USA", "8.0"),
    gdelt(6, "20180104", "USA", "057", "JPN", "8.0"),
    gdelt(7, "20180104", "JPN", "051", "USA", "3.4"),
    gdelt(8, "20180104", "USA", "051", "JPN", "3.4"),
    # The same row again: none.
    gdelt(8, "20180104", "USA", "051", "JPN", "3.4"),
    # Rows of 58 and of 57 columns; the latter know no report, and the two of a visit are one event.
    gdelt(9, "20171231", "ROMMIL", "062", "FRA", "7.4", width=58, added="20180101"),
    gdelt(10, "20130301", "FRA", "042", "ROM", "1.9", width=57, added="20130301"),
    gdelt(11, "20130301", "ROM", "043", "FRA", "2.8", width=57, added="20130301"),
    # Russia in 1985 is the Soviet Union; the value on the Goldstein scale is not known.
    gdelt(12, "19850610", "RUS", "046", "FRA", "", width=57, added="19850610"),
    # No cooperation: a statement, a demand (10 is no 010), an assault.
    gdelt(13, "20180104", "JPN", "010", "USA"),
    gdelt(14, "20180104", "JPN", "10", "USA"),
    gdelt(15, "20180104", "JPN", "180", "USA"),
    # One country only, the same country twice, and a region.
    gdelt(16, "20180104", "JPN", "042", ""),
    gdelt(17, "20180104", "JPNGOV", "040", "JPNMIL"),
    gdelt(18, "20180104", "AFR", "042", "JPN"),
    # What cannot be read: a line cut off, a month that is none, and another file's.
    "19\t20180104\tJPN",
    gdelt(20, "20181304", "JPN", "042", "USA"),
    "a,b,c",
]
#: A line that is no UTF-8, one with a NUL, an empty one and a heading: two more that cannot be read.
GDELT_BYTES: Final = "\n".join(GDELT_LINES).encode() + b"\ncaf\xe9\tx\nnul\x00\tx\n\nGLOBALEVENTID\tSQLDATE\n"

#: Two states and a month to events, by root, told from the other side, and the mean Goldstein value.
GDELT_COUNTS: Final = {
    # 1 to 8: visits 3, treaty 1, praise 2; (1.9 * 3 + 2.8 + 8.0 * 2 + 3.4 * 2) / 8 = 31.3 / 8
    ("JPN", "USA", "2018-01"): (6, {"consultation": 3, "diplomatic": 3}, 2, "3.9125"),
    ("FRA", "ROU", "2017-12"): (1, {"material": 1}, 0, "7.4000"),
    ("FRA", "ROU", "2013-03"): (1, {"consultation": 1}, 1, "2.3500"),
    ("FRA", "SUN", "1985-06"): (1, {"consultation": 1}, 0, None),
}
GDELT_PASSED_OVER: Final = {
    "not cooperation": 3,
    "no two countries": 1,
    "same country": 1,
    "not a state": 1,
    "unreadable line": 5,
    "the same event told from the other side": 3,
    "the same row twice": 1,
}

_HEAD: Final = "\t".join(["Event ID", "Event Date", *(f"column {place}" for place in range(2, 20))])
ICEWS_LINES: Final = [
    _HEAD,
    # A meeting told by both in one story: one event. The same in another story: another.
    icews(1, "2018-06-01", "Ministry (Vietnam)", "040", "Abe (Japan)"),
    icews(2, "2018-06-01", "Abe (Japan)", "040", "Ministry (Vietnam)"),
    icews(3, "2018-06-01", "Abe (Japan)", "040", "Ministry (Vietnam)", story="8"),
    # The same number on another day is another event.
    icews(3, "2018-06-02", "Abe (Japan)", "040", "Ministry (Vietnam)", story="9"),
    # A visit told by both, and aid, which is given one way.
    icews(5, "2018-06-02", "Putin (Russian Federation)", "042", "Xi (China)", "1.9"),
    icews(6, "2018-06-02", "Xi (China)", "043", "Putin (Russian Federation)", "2.8"),
    icews(7, "2018-07-01", "United States (United States)", "072", "Ukraine (Ukraine)", "8.3"),
    # Left out: a demand, a citizen of nobody, one country, and what is no state.
    icews(8, "2018-06-01", "Abe (Japan)", "102", "Xi (China)"),
    icews(9, "2018-06-01", "Abe (Japan)", "040", "NA"),
    icews(10, "2018-06-01", "Abe (Japan)", "040", "Police (Japan)"),
    icews(11, "2018-06-01", "Abe (Japan)", "040", "Mayor (Hong Kong)"),
    icews(12, "2018-6-1", "Abe (Japan)", "040", "Xi (China)"),
]
ICEWS_COUNTS: Final = {
    ("JPN", "VNM", "2018-06"): (3, {"consultation": 3}, 1, "1.0000"),
    ("CHN", "RUS", "2018-06"): (1, {"consultation": 1}, 1, "2.3500"),
    ("UKR", "USA", "2018-07"): (1, {"aid": 1}, 0, "8.3000"),
}
ICEWS_PASSED_OVER: Final = {
    "not cooperation": 1,
    "no two countries": 1,
    "same country": 1,
    "not a state": 1,
    "unreadable line": 1,
    "the same event told from the other side": 2,
}


def write_by_hand(folder: Path) -> dict[str, Path]:
    """Write both files and return them by data set."""
    files = {"gdelt": folder / "20180105.export.CSV", "icews": folder / "events.2018.tab"}
    files["gdelt"].write_bytes(GDELT_BYTES)
    files["icews"].write_text("\n".join(ICEWS_LINES) + "\n", encoding="utf-8")
    return files
