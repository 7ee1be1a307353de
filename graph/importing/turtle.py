"""Turtle, written record by record in the order of their names, however many there are."""

from __future__ import annotations

import heapq
import json
import shutil
import tempfile
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ...ontology import PREFIXES
from ..errors import AccordError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

#: So many records are sorted in memory; more of them go through sorted files on disk.
_IN_MEMORY: Final = 50_000
_ESCAPES: Final = {code: f"\\u{code:04X}" for code in range(ord(" "))} | {
    ord(c): escaped for c, escaped in {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}.items()
}
_DATE_TYPES: Final = {4: "gYear", 7: "gYearMonth", 10: "date"}


def text(value: str, language: str = "") -> str:
    """Return a text as a literal of Turtle.

    Examples
    --------
    >>> text('The "Entente"', "en")
    '"The \\\\"Entente\\\\""@en'
    """
    escaped = value.translate(_ESCAPES)
    return f'"{escaped}"@{language}' if language else f'"{escaped}"'


def when(value: str) -> str:
    """Return a day, a month or a year as a literal of Turtle.

    Examples
    --------
    >>> when("1915-04")
    '"1915-04"^^xsd:gYearMonth'
    """
    return f'"{value}"^^xsd:{_DATE_TYPES[len(value)]}'


def address(value: str) -> str:
    """Return a web address as a literal of Turtle."""
    return f"{text(value)}^^xsd:anyURI"


class TurtleWriter:
    """Collects records and gives them back as Turtle, sorted by name; equal records give equal bytes.

    Parameters
    ----------
    prefixes
        Prefixes beside those of the project, such as that of the columns of a data set.
    in_memory
        How many records are kept in memory before they are laid down in a sorted file.
    """

    def __init__(self, prefixes: Mapping[str, str] | None = None, *, in_memory: int = _IN_MEMORY) -> None:
        self._prefixes = {**PREFIXES, **(prefixes or {})}
        self._in_memory = in_memory
        self._blocks: dict[str, str] = {}
        self._folder: Path | None = None
        self._runs: list[Path] = []
        self._used: set[str] = set()

    def add(self, name: str, statements: Iterable[tuple[str, str]]) -> bool:
        """Add a record; one that was added before, with the same statements, is written once.

        Parameters
        ----------
        name
            The record's name with its prefix, ``mech:atop-3045``.
        statements
            Predicates and objects as Turtle, in the order in which they are written; objects of one predicate that
            follow each other share a line.

        Returns
        -------
        bool
            Whether it is new among those in memory.

        Raises
        ------
        AccordError
            Where another record of that name was added.
        """
        block = self._block(name, statements)
        known = self._blocks.setdefault(name, block)
        if known is not block:
            if known != block:
                raise AccordError(f"two records are called {name} and differ", "This is a fault of the reader.")
            return False
        if len(self._blocks) >= self._in_memory:
            self._lay_down()
        return True

    def chunks(self) -> Iterator[str]:
        """Yield the Turtle: the prefixes that are used, then each record."""
        for prefix in sorted(self._used & set(self._prefixes)):
            yield f"@prefix {prefix}: <{self._prefixes[prefix]}> .\n"
        last = ("", "")
        for name, block in heapq.merge(sorted(self._blocks.items()), *map(_read, self._runs)):
            if (name, block) == last:
                continue
            if name == last[0]:
                raise AccordError(f"two records are called {name} and differ", "This is a fault of the reader.")
            yield f"\n{block}"
            last = (name, block)

    def _block(self, name: str, statements: Iterable[tuple[str, str]]) -> str:
        lines: list[str] = []
        before = ""
        for predicate, value in statements:
            if predicate == before:
                lines[-1] += f" , {value}"
            else:
                lines.append(f"  {predicate} {value}")
            before = predicate
            self._note(predicate)
            self._note(value)
        self._note(name)
        return f"{name}\n" + " ;\n".join(lines) + " .\n"

    def _note(self, term: str) -> None:
        """Remember the prefix that a term uses."""
        if term.startswith("<"):
            return
        named = term.rpartition("^^")[2] if term.startswith('"') else term
        if ":" in named and not named.startswith('"'):
            self._used.add(named.partition(":")[0])

    def _lay_down(self) -> None:
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="accord-import-"))
            # Whatever becomes of the writer, the folder goes with it.
            weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        path = self._folder / f"{len(self._runs)}.jsonl"
        with path.open("w", encoding="utf-8", newline="\n") as stream:
            for item in sorted(self._blocks.items()):
                stream.write(json.dumps(item, ensure_ascii=False) + "\n")
        self._runs.append(path)
        self._blocks = {}


def _read(path: Path) -> Iterator[tuple[str, str]]:
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            name, block = json.loads(line)
            yield name, block
