"""What a file of events looks like, a layout a data set: which column holds what, and which reports are one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

#: The roots of the CAMEO codes that stand for cooperation, and the count that each goes into.
ROOTS: Final = {
    "03": "intent",
    "04": "consultation",
    "05": "diplomatic",
    "06": "material",
    "07": "aid",
    "08": "yielding",
}
#: The codes under which two actors do one thing together, so that a report of each of them on the other is one
#: event: they express the intent to, consult, cooperate. A visit is told twice under two codes, 042 and 043. Praise
#: (051), aid (07), mediation (045) or yielding (08) are acts of one on the other, and two of them are two.
JOINT: Final = "^(03|04[012346]|050|057|06)"


@dataclass(frozen=True, slots=True)
class Layout:
    """How one data set writes an event on a line.

    Attributes
    ----------
    kind
        The name of the data set on the command line.
    columns
        For each number of columns that a line may have, where each field stands, counted from 0. A field that
        lines of that width do not have is left out.
    day
        The regular expression that a day must match, in digits alone once its separators are gone.
    separated
        Whether a day is written with hyphens.
    header
        What the first field of a line of headings ends with.
    missing
        How the data set writes that it knows no value.
    scheme
        The scheme of its codes of countries, as `accord.graph.identity` knows it.
    """

    kind: str
    columns: dict[int, dict[str, int]]
    separated: bool
    header: str
    missing: tuple[str, ...]
    scheme: str

    @property
    def day(self) -> str:
        """The regular expression that a day must match."""
        hyphen = "-" if self.separated else ""
        return f"^[12][0-9]{{3}}{hyphen}(0[1-9]|1[0-2]){hyphen}(0[1-9]|[12][0-9]|3[01])$"


_GDELT: Final = {
    "id": 0,
    "day": 1,
    "actor": 5,
    "country": 7,
    "other_actor": 15,
    "other_country": 17,
    "code": 26,
    "goldstein": 30,
}

#: GDELT 2.0 has 61 columns, 1.0 has 58, and 1.0 before April 2013 has 57, without the address of the report.
GDELT: Final = Layout(
    "gdelt",
    {
        61: {**_GDELT, "added": 59, "report": 60},
        58: {**_GDELT, "added": 56, "report": 57},
        57: {**_GDELT, "added": 56},
    },
    separated=False,
    header="GLOBALEVENTID",
    missing=("",),
    scheme="cameo",
)

#: ICEWS, as released on Dataverse.
ICEWS: Final = Layout(
    "icews",
    {
        20: {
            "id": 0,
            "day": 1,
            "actor": 2,
            "country": 4,
            "code": 6,
            "goldstein": 7,
            "other_actor": 8,
            "other_country": 10,
            "report": 11,
        }
    },
    separated=True,
    header="Event ID",
    missing=("", "NA"),
    scheme="name",
)
