"""Reading RDF files into one Oxigraph store, each file its own named graph."""

from __future__ import annotations

from contextlib import contextmanager
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Final

from ... import ontology
from ..errors import FileError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from pathlib import Path

    from pyoxigraph import NamedNode, Quad, RdfFormat, Store

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

#: The suffixes of the files that can be read.
SUFFIXES: Final = tuple(_FORMATS)

GRAPHS: Final = ontology.PREFIXES["graph"]


def shipped_files() -> list[Path]:
    """Return the Turtle files of the shipped record, sorted by name."""
    with as_file(files((__package__ or "").rpartition(".")[0]) / "record") as folder:
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


def load_file(store: Store, path: Path, graph_name: str = "", *, bulk: bool = False) -> None:
    """Load one file into the store; nothing of it stays where it cannot be read to its end.

    Parameters
    ----------
    store
        The store.
    path
        The file.
    graph_name
        The name of its graph where that is not the file's.
    bulk
        Whether the file is written to disk in pieces, for one larger than memory; what was read before a mistake
        in it then stays.

    Raises
    ------
    FileError
        Where the file cannot be read, or is not what its suffix says; the message names the line.
    """
    from pyoxigraph import DefaultGraph, Quad

    rdf_format, graph = _format_of(path), _graph_of(graph_name or path.stem)
    load = store.bulk_load if bulk else store.load
    with _errors_of(path, rdf_format):
        if not rdf_format.supports_datasets:
            load(path=str(path), format=rdf_format, to_graph=graph)
            return
        load(path=str(path), format=rdf_format)
    # What a file of quads puts into no graph; nothing else ever stays there.
    unnamed = DefaultGraph()
    found = list(store.quads_for_pattern(None, None, None, unnamed))
    store.extend(Quad(quad.subject, quad.predicate, quad.object, graph) for quad in found)
    store.clear_graph(unnamed)


def stated_quads(paths: Iterable[Path], *, first: int = 0) -> Iterator[Quad]:
    """Yield the statements of files as they stand there, in the graphs into which `load_file` puts them.

    A store writes literals its own way: it makes ``1.10`` of a decimal 1.1, and small letters of a language's
    name. What must come out as it went in is read from the files again. Blank nodes are called alike each time.

    Parameters
    ----------
    paths
        The files.
    first
        The number of the first of them, by which its blank nodes are called: for files read after others.

    Raises
    ------
    FileError
        Where a file cannot be read, or is not what its suffix says; the message names the line.
    """
    for number, path in enumerate(paths, first):
        yield from _named_quads(path, _graph_of(path.stem), f"f{number}n")


def ontology_quads() -> Iterator[Quad]:
    """Yield the statements of the ontology, in its graph."""
    for number, path in enumerate(ontology.ontology_files()):
        yield from _named_quads(path, _graph_of("ontology"), f"o{number}n")


def _named_quads(path: Path, graph: NamedNode, blank: str) -> Iterator[Quad]:
    """Yield the statements of a file, with a graph where they have none, and their blank nodes numbered."""
    from pyoxigraph import BlankNode, DefaultGraph, Quad

    numbers: dict[str, int] = {}

    def called(node: BlankNode) -> BlankNode:
        return BlankNode(f"{blank}{numbers.setdefault(node.value, len(numbers))}")

    with quads_of(path) as quads:
        for quad in quads:
            subject, predicate, value, name = quad
            if isinstance(subject, BlankNode):
                subject = called(subject)
            if isinstance(value, BlankNode):
                value = called(value)
            if isinstance(name, BlankNode):
                name = called(name)
            yield Quad(subject, predicate, value, graph if isinstance(name, DefaultGraph) else name)


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
    with _errors_of(path, rdf_format):
        yield parse(path=str(path), format=rdf_format)


@contextmanager
def _errors_of(path: Path, rdf_format: RdfFormat) -> Generator[None]:
    """Tell in the project's own terms why a file could not be read."""
    try:
        yield
    except SyntaxError as error:
        where = f"{path}, line {error.lineno}" if error.lineno else str(path)
        raise FileError(f"{where}: {_first_line(error.msg)}", f"The file is read as {rdf_format.name}.") from None
    except UnicodeDecodeError:
        raise FileError(f"{path}: not a text file in UTF-8", "Save it as UTF-8.") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else _first_line(str(error))
        raise FileError(f"{path}: {reason}") from None


def _graph_of(name: str) -> NamedNode:
    """Return the graph of a file of triples, by the file's name without its suffix."""
    from pyoxigraph import NamedNode

    return NamedNode(f"{GRAPHS}{_slug(name)}")


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
