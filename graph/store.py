"""Reading RDF files into one Oxigraph store, each file its own named graph."""

from __future__ import annotations

from contextlib import contextmanager
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Final

from .. import ontology
from .errors import FileError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from pathlib import Path

    from pyoxigraph import Quad, RdfFormat, Store

#: File suffix to the name of its format in pyoxigraph.
_FORMATS: Final = {
    ".ttl": "TURTLE",
    ".trig": "TRIG",
    ".nt": "N_TRIPLES",
    ".nq": "N_QUADS",
    ".jsonld": "JSON_LD",
    ".json": "JSON_LD",
    ".rdf": "RDF_XML",
    ".owl": "RDF_XML",
    ".xml": "RDF_XML",
}

GRAPHS: Final = ontology.PREFIXES["graph"]


def shipped_files() -> list[Path]:
    """Return the Turtle files of the shipped record, sorted by name."""
    with as_file(files(__package__ or "") / "record") as folder:
        return sorted(folder.rglob("*.ttl"))


def open_store(paths: Iterable[Path]) -> Store:
    """Load the ontology and the given files into a new store.

    A file of triples becomes the named graph that bears the file's name without its suffix; a file of
    quads keeps the names of its graphs.

    Raises
    ------
    FileError
        Where a file cannot be read, or is not what its suffix says; the message names the line.
    """
    from pyoxigraph import Store

    store = Store()
    for path in ontology.ontology_files():
        load_file(store, path, graph_name="ontology")
    for path in paths:
        load_file(store, path)
    return store


def load_file(store: Store, path: Path, graph_name: str = "") -> None:
    """Load one file into the store; nothing of it stays where it cannot be read to its end.

    Raises
    ------
    FileError
        Where the file cannot be read, or is not what its suffix says; the message names the line.
    """
    from pyoxigraph import DefaultGraph, NamedNode, Quad

    graph = NamedNode(f"{GRAPHS}{_slug(graph_name or path.stem)}")
    with quads_of(path) as quads:
        named = [
            quad
            if not isinstance(quad.graph_name, DefaultGraph)
            else Quad(quad.subject, quad.predicate, quad.object, graph)
            for quad in quads
        ]
    store.extend(named)


@contextmanager
def quads_of(path: Path) -> Generator[Iterable[Quad]]:
    """Give the statements of a file to read one after the other; those of a file of triples have no graph.

    Raises
    ------
    FileError
        Where the file cannot be read, or is not what its suffix says; the message names the line.
    """
    from pyoxigraph import parse

    rdf_format = _format_of(path)
    try:
        yield parse(path=str(path), format=rdf_format)
    except SyntaxError as error:
        where = f"{path}, line {error.lineno}" if error.lineno else str(path)
        raise FileError(f"{where}: {_first_line(error.msg)}", f"The file is read as {rdf_format.name}.") from None
    except UnicodeDecodeError:
        raise FileError(f"{path}: not a text file in UTF-8", "Save it as UTF-8.") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else _first_line(str(error))
        raise FileError(f"{path}: {reason}") from None


def _format_of(path: Path) -> RdfFormat:
    from pyoxigraph import RdfFormat

    try:
        return getattr(RdfFormat, _FORMATS[path.suffix.lower()])
    except KeyError:
        raise FileError(
            f"{path}: the suffix {path.suffix!r} tells no RDF format", f"Use one of {', '.join(_FORMATS)}."
        ) from None


def _slug(name: str) -> str:
    kept = "".join(c if c.isascii() and c.isalnum() else "-" for c in name.lower())
    return "-".join(part for part in kept.split("-") if part) or "unnamed"


def _first_line(text: str) -> str:
    return text.strip().splitlines()[0] if text.strip() else "unreadable"
