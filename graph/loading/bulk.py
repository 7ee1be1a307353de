"""Making an Oxigraph store on disk: for graphs too large for memory, and for a server to serve."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from ... import ontology
from ...ontology.prefixes import PREFIXES
from ..answers.inference import INFERRED, SLICE, infer
from ..errors import AccordError, FileError
from ..output import beside, check_folder
from ..slice import Slice
from .places import rdf_files
from .served import MADE_FOR, ServedReading
from .store import load_file, shipped_files

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Store

#: Of so many statements at most it is written what follows from them.
MOST_COMPLETED: Final = 300_000


def make_store(
    places: Iterable[Path | str], target: Path | str, *, shipped: bool = True, at: str | None = None
) -> tuple[int, str]:
    """Load files into a new Oxigraph store on disk, with the ontology and what follows from the records.

    Parameters
    ----------
    places
        RDF files, and folders of them.
    target
        The folder to make. It appears when all is in it, and not before.
    shipped
        Whether the shipped record is loaded as well.
    at
        The day for which what follows is written; the record's own where ``None``.

    Returns
    -------
    int, str
        How many statements the store has, and the day for which it holds what follows from the records; nothing
        where there are more than `MOST_COMPLETED`, and it does not: drawing every derived tie takes minutes then, and
        networks need none of them.

    Raises
    ------
    FileError
        Where a file cannot be read, or the folder is there already.
    RequestError
        Where the date is no day.
    """
    folder = Path(target)
    day = Slice.at(at) if at else None
    if folder.exists():
        raise FileError(f"cannot write {folder}: it is there already", "Name a new folder, or remove this one.")
    files = [*(shipped_files() if shipped else []), *rdf_files(places)]
    check_folder(folder)
    with beside(folder) as room:
        try:
            made = _filled(room / "new", files, day)
        except AccordError as error:
            # Its traceback holds the store, which writes to its folder as long as it is held.
            error.__context__ = error.__traceback__ = None
            raise
        (room / "new").rename(folder)
    return made


def _filled(folder: Path, files: Iterable[Path], day: Slice | None) -> tuple[int, str]:
    """Make the store, and close it again."""
    from pyoxigraph import Store

    store = Store(str(folder))
    for path in ontology.ontology_files():
        load_file(store, path, graph_name="ontology", bulk=True)
    for path in files:
        load_file(store, path, bulk=True)
    made_for = _complete(store, day) if len(store) <= MOST_COMPLETED else ""
    store.optimize()
    store.flush()
    return len(store), made_for


def _complete(store: Store, day: Slice | None) -> str:
    """Add what follows from the records, and for which day it does."""
    from pyoxigraph import Literal, NamedNode, Quad, Store

    reading = ServedReading(store, "")
    within = day or Slice.at(reading.about.checked_to)
    memory = Store()
    memory.extend(store)
    infer(memory, reading.record, within)
    for graph in map(NamedNode, INFERRED):
        store.bulk_extend(memory.quads_for_pattern(None, None, None, graph))
    made_for = within.first.isoformat()
    when = Literal(made_for, datatype=NamedNode(f"{PREFIXES['xsd']}date"))
    store.add(Quad(NamedNode(SLICE), NamedNode(MADE_FOR), when, NamedNode(SLICE)))
    return made_for
