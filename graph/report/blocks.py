"""The blocks of which a document is made: what a writer of HTML or of Markdown has to know, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypeAlias


@dataclass(frozen=True, slots=True)
class Words:
    """Text, the numbers of the sources behind it, and what is said beside it in a softer voice."""

    text: str
    sources: tuple[int, ...] = ()
    soft: str = ""
    kind: ClassVar[str] = "words"


@dataclass(frozen=True, slots=True)
class Line:
    """A small trend: values in the order of time, ``None`` where there is none, and the first and last year."""

    values: tuple[float | None, ...]
    first: str
    last: str
    kind: ClassVar[str] = "line"


Cell: TypeAlias = Words | Line


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `note` says that it is an aside on method or on what is left out."""

    words: Words
    note: bool = False
    kind: ClassVar[str] = "paragraph"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a section."""

    text: str
    kind: ClassVar[str] = "heading"


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Words, ...]
    kind: ClassVar[str] = "items"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; `numeric` names the columns of numbers, which stand to the right.

    Tables of one `shape` have columns of the same widths, so that the eye finds them again: ``mechanisms``,
    ``near``, ``steps``, ``treaties``, ``facts``; one without a shape is as wide as it needs to be.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numeric: frozenset[int] = frozenset()
    shape: str = ""
    kind: ClassVar[str] = "grid"


Block: TypeAlias = Paragraph | Heading | Items | Grid


@dataclass(frozen=True, slots=True)
class Section:
    """A section under its title; `name` is its anchor."""

    name: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A source by its number: in words, and the address where it has one that can be followed."""

    number: int
    before: str
    title: str
    after: str
    url: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report.

    Attributes
    ----------
    title, subtitle
        Whom it is about, and on which slice and record.
    glance
        A few numbers that stand on top: each with what it counts.
    sections
        The parts, in their order.
    references
        The sources, by number.
    cite
        How to cite the report.
    """

    title: str
    subtitle: str
    glance: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    references: tuple[Reference, ...]
    cite: str
