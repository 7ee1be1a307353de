"""What a data set says of itself: title, version, citation, terms, and the days that it covers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ...ontology.prefixes import DATASETS


@dataclass(frozen=True, slots=True)
class DataSet:
    """A data set from which records are made.

    Attributes
    ----------
    name
        A word in small letters, such as ``atop``; names of records and of columns begin with it.
    title
        What its authors call it.
    version
        The version that was read, such as ``5.1``; empty where it has none.
    citation
        How its authors ask to be cited.
    terms
        Under which terms it may be used, as far as they were found.
    publisher
        Who publishes it.
    url
        Where it is published; empty where no address was opened.
    consulted
        The day on which its layout and codes were read off the published files, ``2026-12-01``. It is part of the
        reader and not of the run, so that the same file always gives the same records.
    first_day, last_day
        The first and the last day that it covers; outside them it says nothing. Empty where it names none.
    kinds
        Local names of the kinds of mechanism that it covers.
    completeness
        ``Complete``, ``Substantial`` or ``Partial``: how much it holds, by its own account, of these kinds between
        those days.
    missing
        What it knowingly leaves out, in a sentence.
    issued
        When this version was published, as a day, a month or a year; empty where that is not known.
    source_kind
        Local name of the kind of source that it is.
    """

    name: str
    title: str
    version: str
    citation: str
    terms: str
    publisher: str
    url: str
    consulted: str
    first_day: str
    last_day: str
    kinds: tuple[str, ...] = field(default=())
    completeness: str = "Partial"
    missing: str = ""
    issued: str = ""
    source_kind: str = "ScholarlySource"

    @property
    def slug(self) -> str:
        """Name and version as a part of a record's name: ``atop-5-1``."""
        return re.sub(r"[^a-z0-9]+", "-", f"{self.name} {self.version}".lower()).strip("-")

    @property
    def titled(self) -> str:
        """Title and version."""
        return f"{self.title}, version {self.version}" if self.version else self.title

    @property
    def namespace(self) -> str:
        """Where the data set's own columns live: ``https://w3id.org/accord-graph/dataset/atop#``."""
        return namespace_of(self.name)


def namespace_of(name: str) -> str:
    """Return the namespace of the columns of the data set called `name`."""
    return f"{DATASETS}{name}#"
