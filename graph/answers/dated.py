"""What a query is asked of where a graph stays in its place and holds what follows for another day, or for none.

A query that reads nothing inferred is sent: no slice changes its answer. One that names all that it reads is asked of a
store in memory that has the statements of these properties and what follows from the rows of networks. One that may
read anything is asked of a copy of all that is stated, which is on disk for the time being where it is large.
"""

from __future__ import annotations

import tempfile
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..loading.store import ontology_quads
from .inference import follow, widened
from .reads import reads_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from pyoxigraph import Store

    from ..knowledge import KnowledgeGraph
    from ..loading.asked import Engine
    from ..loading.served import ServedReading
    from ..slice import Slice
    from .reads import Reads

#: A graph of so many statements is copied to memory.
_IN_MEMORY: Final = 300_000
#: Folders of larger copies: each stays until Python ends, and goes with it.
_ROOMS: Final[list[tempfile.TemporaryDirectory[str]]] = []


def engine_of(kg: KnowledgeGraph, sparql: str, *, asks_day: bool | None = None, part: Collection[str] = ()) -> Engine:
    """Return what answers a query about a graph and what follows from it in its slice.

    Parameters
    ----------
    kg
        The graph. Where it was read from files, its `KnowledgeGraph.store` answers. A store or an endpoint answers
        itself where no slice is asked for, or that for which it was made.
    sparql
        The query.
    asks_day
        Whether the answer depends on the slice; where ``None``, it does unless the graph is whole.
    part
        SPARQL patterns whose ``?s`` are the records from which the answer follows, with what these lead to; none where
        the query alone tells what it reads.
    """
    from ..loading.served import ServedReading

    reading = kg.reading
    if not isinstance(reading, ServedReading):
        return kg.store
    if asks_day is None and kg.within is None:
        return reading.engine
    if reading.made_for and (asks_day is False or kg.at.day == reading.made_for):
        return reading.engine
    return reading.completed(kg.at, *part) if part else dated_engine(reading, kg.at, sparql)


def dated_engine(reading: ServedReading, within: Slice, sparql: str) -> Engine:
    """Return what answers a query about a graph and what follows from it in a slice.

    Parameters
    ----------
    reading
        The graph.
    within
        The slice.
    sparql
        The query.

    Returns
    -------
    pyoxigraph.Store or Endpoint
        The graph itself, or a store that answers this query, and maybe no other, as the whole would.

    Raises
    ------
    FileError
        Where more than `accord.graph.loading.served.MOST_OF_A_QUERY` statements would be needed.
    """
    reads = reads_of(sparql)
    if reads is not None and not reads.what_follows and reading.has_ontology:
        return reading.engine
    key = within, reads
    if key not in reading.dated:
        # One is kept: a second takes as much memory, or disk.
        reading.dated.clear()
        on_disk = reads is None and reading.size > _IN_MEMORY
        reading.dated[key] = _copy_on_disk(reading, within) if on_disk else _in_memory(reading, within, reads)
    return reading.dated[key]


def _in_memory(reading: ServedReading, within: Slice, reads: Reads | None) -> Store:
    """Return a store in memory of what is read of a graph, which may be anything, what follows included."""
    from pyoxigraph import Store

    store = Store()
    store.extend(chain(ontology_quads(), reading.stated_of(widened(reads))))
    if reads is None or reads.what_follows:
        follow(store, reading.told, within, reads)
    return store


def _copy_on_disk(reading: ServedReading, within: Slice) -> Store:
    """Return a store of all that is stated, and of what follows from it: on disk, for a while."""
    from pyoxigraph import Store

    from ..loading.bulk import write_what_follows

    room = tempfile.TemporaryDirectory(prefix="accord-", ignore_cleanup_errors=True)
    # Kept until Python ends: the store writes to its folder as long as it is open.
    _ROOMS.append(room)
    store = Store(str(Path(room.name) / "store"))
    store.bulk_extend(ontology_quads())
    store.bulk_extend(reading.stated_of(None))
    write_what_follows(store, reading, within, Path(room.name))
    return store
