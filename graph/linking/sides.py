"""The two graphs between which links are judged."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ...ontology import terms
from ...ontology.prefixes import DATASETS
from ...ontology.rdf import text_of
from ..errors import FileError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import Mechanism, Record


class Sides(NamedTuple):
    """What was brought along, and what it is compared with: id to mechanism, counterparts included.

    Attributes
    ----------
    imported
        The mechanisms of the file that was brought.
    record
        Those of the shipped record, or of the files named in its place.
    links
        The links of either side that are stated already, as pairs of IRIs.
    """

    imported: dict[str, Mechanism]
    record: dict[str, Mechanism]
    links: tuple[tuple[str, str], ...]


def read_sides(imported: Path | str, against: Iterable[Path | str] = ()) -> Sides:
    """Read both sides; actors at whom the files point may be those of the shipped record.

    Parameters
    ----------
    imported
        The file that was brought.
    against
        Files that take the place of the shipped record.

    Raises
    ------
    FileError
        Where a file cannot be read, or holds no mechanism.
    """
    from ..knowledge import KnowledgeGraph

    shipped = KnowledgeGraph.load().record
    links = [(iri, head) for iri, heads in shipped.heads.items() for head in heads]
    brought = _read([imported], shipped, links)
    others = list(against)
    record = _read(others, shipped, links) if others else shipped
    return Sides(_by_id(brought), _by_id(record), tuple(links))


def _read(paths: list[Path | str], shipped: Record, links: list[tuple[str, str]]) -> Record:
    """Read files as one record, and add the links that they state."""
    from pyoxigraph import NamedNode

    from ..loading.reader import read_record
    from ..loading.store import open_store, quads_of

    store = open_store(())
    for path in map(Path, paths):
        with quads_of(path) as quads:
            # The columns of data sets are the most of a file, and no link is judged by them.
            store.extend(quad for quad in quads if not quad.predicate.value.startswith(DATASETS))
    stated = store.quads_for_pattern(None, NamedNode(terms.sameMechanismAs), None, None)
    links += sorted((text_of(quad.subject), text_of(quad.object)) for quad in stated)
    record = read_record(store, shipped.actors)
    if not record.mechanisms and not record.counterparts:
        raise FileError(f"{paths[0]} holds no mechanism", "Make one with: accord import KIND FILE... -o IMPORTED.ttl")
    return record


def _by_id(record: Record) -> dict[str, Mechanism]:
    return {one.id: one for one in (*record.mechanisms.values(), *record.counterparts.values())}
