"""Making an Oxigraph store on disk: for graphs too large for memory, and for a server to serve."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ... import ontology
from ...ontology import terms
from ...ontology.prefixes import PREFIXES
from ..answers.inference import DERIVED, SLICE, draw, last_day_of, mark, rules_of, widened
from ..answers.inference import complete as write_completed
from ..answers.reads import Reads
from ..errors import AccordError, FileError
from ..output import beside, check_folder
from ..slice import Slice
from .places import rdf_files
from .served import MADE_FOR, ServedReading
from .store import load_file, ontology_quads, shipped_files

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Store

#: Of so many statements it is written what follows from them, unless that is asked for or asked not to be: minutes.
MOST_COMPLETED: Final = 1_500_000


def make_store(
    places: Iterable[Path | str],
    target: Path | str,
    *,
    shipped: bool = True,
    at: str | None = None,
    complete: bool | None = None,
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
    complete
        Whether what follows is written; where ``None``, it is up to `MOST_COMPLETED` statements.

    Returns
    -------
    int, str
        How many statements the store has, and the day for which it holds what follows from the records; nothing
        where it does not. What follows is up to ten times as much as the records, and networks need none of it.

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
            made = _filled(room / "new", files, day, complete)
        except AccordError as error:
            # Its traceback holds the store, which writes to its folder as long as it is held.
            error.__context__ = error.__traceback__ = None
            raise
        (room / "new").rename(folder)
    return made


def _filled(folder: Path, files: Iterable[Path], day: Slice | None, wanted: bool | None) -> tuple[int, str]:
    """Make the store, and close it again."""
    from pyoxigraph import Literal, NamedNode, Quad, Store

    store = Store(str(folder))
    for path in ontology.ontology_files():
        load_file(store, path, graph_name="ontology", bulk=True)
    for path in files:
        load_file(store, path, bulk=True)
    made_for = ""
    if wanted or (wanted is None and len(store) <= MOST_COMPLETED):
        reading = ServedReading(store, "")
        within = day or Slice.at(reading.about.checked_to)
        write_what_follows(store, reading, within, folder.parent)
        made_for = within.first.isoformat()
        when = Literal(made_for, datatype=NamedNode(f"{PREFIXES['xsd']}date"))
        store.add(Quad(NamedNode(SLICE), NamedNode(MADE_FOR), when, NamedNode(SLICE)))
    store.optimize()
    store.flush()
    return len(store), made_for


def write_what_follows(store: Store, reading: ServedReading, within: Slice, room: Path) -> None:
    """Add to a store on disk what follows from its records in a slice.

    The rules are applied in memory, to the statements that they read: a store on disk looks up the rows of a join one
    by one. What they draw goes to the disk as text.

    Parameters
    ----------
    store
        The store, which has all statements.
    reading
        The same graph, as it is asked.
    within
        The slice.
    room
        A folder for what is written for the time being.
    """
    from pyoxigraph import NamedNode, RdfFormat

    # Told before the store is written to: what is asked of it meanwhile would take the longer.
    told, drawn = reading.told, _drawn(reading, within, room)
    write_completed(store, told, bulk=True)
    mark(store, told, within, bulk=True)
    for path in drawn:
        store.bulk_load(path=str(path), format=RdfFormat.N_TRIPLES, to_graph=NamedNode(DERIVED), lenient=True)
        path.unlink()


def _drawn(reading: ServedReading, within: Slice, room: Path) -> list[Path]:
    """Write what each rule draws to a file of its own."""
    from pyoxigraph import Store

    rules, last_day = rules_of(None), last_day_of(within)
    # Every tie says which rule drew it, so that whoever reads that reads what any rule does.
    reads = widened(Reads(frozenset((terms.byRule,))))
    memory = Store()
    memory.extend(chain(ontology_quads(), reading.stated_of(reads, is_bounded=False)))
    write_completed(memory, reading.told, reads)
    mark(memory, reading.told, last_day)
    files = [room / f"{rule.stem}.nt" for rule in rules]
    for rule, path in zip(rules, files, strict=True):
        draw(memory, rule, path)
    return files
