"""N-Triples and N-Quads of a graph too large for memory: sorted in pieces on disk, to the same bytes as in memory."""

from __future__ import annotations

import heapq
import tempfile
from itertools import islice
from typing import IO, TYPE_CHECKING, Final

from ...ontology.rdf import text_of
from ..errors import FileError
from .sorted_rdf import sort_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad

#: So many statements are sorted at a time.
_RUN: Final = 200_000
#: So many lines are written at a time.
_LINES: Final = 5_000
#: Stands between a graph's name and a line, neither of which has one.
_TAB: Final = b"\t"


def sorted_lines(quads: Iterable[Quad], *, graphs: bool) -> Iterator[str]:
    """Yield statements as lines of N-Quads or N-Triples, some at a time, in the order of `sorted_rdf.in_order`.

    Parameters
    ----------
    quads
        The statements, in any order.
    graphs
        Whether their graphs are kept.

    Raises
    ------
    FileError
        Where there is a blank node: a name that depends on nothing but the content is found only in memory.
    """
    left = iter(quads)
    with tempfile.TemporaryFile() as stream:
        places: list[tuple[int, int]] = []
        while run := _sorted_run(list(islice(left, _RUN)), graphs=graphs):
            start = stream.tell()
            stream.writelines(run)
            places.append((start, stream.tell()))
        merged = heapq.merge(*(_lines_of(stream, *place) for place in places), key=_key)
        yield from _written(merged)


def _sorted_run(quads: list[Quad], *, graphs: bool) -> list[bytes]:
    """Return statements as lines, each after the name of its graph."""
    from pyoxigraph import BlankNode, RdfFormat, serialize

    lines = (serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES) or b"").splitlines(keepends=True)
    if any(isinstance(end, BlankNode) for quad in quads for end in (quad.subject, quad.object)):
        raise FileError(
            "a graph too large for memory has blank nodes, which cannot be named alike each time",
            "Give each a name of its own; accord validate tells which has none.",
        )
    names = (text_of(quad.graph_name).encode() if graphs else b"" for quad in quads)
    return sorted({name + _TAB + line for name, line in zip(names, lines, strict=True)}, key=_key)


def _key(row: bytes) -> tuple[bytes, bytes, bytes]:
    name, _, line = row.partition(_TAB)
    return name, sort_key(line), line


def _lines_of(stream: IO[bytes], start: int, end: int) -> Iterator[bytes]:
    """Yield the lines of one run; all runs stand in one file, and take turns in reading it."""
    while start < end:
        stream.seek(start)
        lines = stream.readlines(1 << 18)
        for line in lines:
            if start >= end:
                return
            start += len(line)
            yield line


def _written(rows: Iterable[bytes]) -> Iterator[str]:
    held: list[bytes] = []
    before = b""
    for row in rows:
        if row == before:
            continue
        before = row
        name, _, line = row.partition(_TAB)
        held.append(line if name in (b"", b"DEFAULT") else line.removesuffix(b".\n") + b"<" + name + b"> .\n")
        if len(held) >= _LINES:
            yield b"".join(held).decode()
            held.clear()
    yield b"".join(held).decode()
