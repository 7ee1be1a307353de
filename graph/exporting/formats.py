"""The registry of formats: what each holds, how it is written, and the two doors through which all are written."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..errors import FileError, RequestError, UnknownNameError, not_installed
from ..output import new_file, new_folder
from . import crate, databases, gexf, jsonld, neo4j, networks, parquet, rdf
from .chosen import PROJECTIONS, Chosen, network_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    import networkx as nx

    from ..knowledge import KnowledgeGraph


@dataclass(frozen=True, slots=True)
class Format:
    """A format, and how it is written; exactly one of `text`, `file` and `folder` is there.

    Attributes
    ----------
    name
        Its name on the command line.
    holds
        ``graph``: the statements; ``network``: a projection; ``tables``: the records in rows;
        ``release``: several of these with a description.
    text
        From the graph and what was chosen to the parts of the text.
    file
        Writes one file that is no text.
    folder
        Writes several files into a folder.
    names
        The names of these files.
    projection
        The projection where none is named; empty where the format holds no network.
    needs
        The packages that it needs beside those that are always there; the extra ``data`` brings them.
    """

    name: str
    holds: str
    text: Callable[[KnowledgeGraph, Chosen], Iterator[str]] | None = None
    file: Callable[[KnowledgeGraph, Chosen, Path], None] | None = None
    folder: Callable[[KnowledgeGraph, Chosen, Path], None] | None = None
    names: Collection[str] = ()
    projection: str = ""
    needs: tuple[str, ...] = ()


def _rdf(name: str) -> Format:
    return Format(name, "graph", text=lambda kg, chosen: rdf.text(kg, name, derived=chosen.derived))


def _network(name: str, write: Callable[[nx.Graph[Any]], Iterator[str]]) -> Format:
    return Format(name, "network", text=lambda kg, chosen: write(network_of(kg, chosen)), projection="co-participation")


_FORMATS: Final = (
    *map(_rdf, rdf.FORMATS),
    Format("jsonld-compact", "graph", text=jsonld.compact),
    Format("jsonld-framed", "graph", text=jsonld.framed),
    _network("graphml", networks.graphml),
    Format("gexf", "network", text=gexf.gexf, projection="parallel"),
    _network("gml", networks.gml),
    _network("node-link", networks.node_link),
    _network("cytoscape", networks.cytoscape),
    _network("pajek", networks.pajek),
    Format(
        "csv",
        "network",
        folder=lambda kg, chosen, folder: networks.csv_files(network_of(kg, chosen), folder),
        names=("nodes.csv", "edges.csv"),
        projection="co-participation",
    ),
    Format("sqlite", "tables", file=databases.sqlite),
    Format("duckdb", "tables", file=databases.duckdb, needs=("duckdb", "pyarrow")),
    Format("parquet", "tables", folder=parquet.parquet, names=parquet.NAMES, needs=("pyarrow",)),
    Format("neo4j", "tables", folder=neo4j.neo4j, names=neo4j.NAMES),
    Format("ro-crate", "release", folder=crate.crate, names=crate.NAMES),
)
#: Every format by its name on the command line.
FORMATS: Final = {form.name: form for form in _FORMATS}


def export_text(
    kg: KnowledgeGraph,
    name: str = "turtle",
    *,
    projection: str | None = None,
    weight: str | None = None,
    derived: bool = False,
) -> Iterator[str]:
    """Return the graph, or what its slice takes, in a format that is text, part by part.

    Parameters
    ----------
    kg
        The graph, whole or seen through a slice.
    name
        A format of `FORMATS`.
    projection
        For a format that holds a network, one of `PROJECTIONS`; the format's own where ``None``.
    weight
        For the projection ``co-participation``, what the strength is: see `accord.graph.networks.network.WEIGHTS`.
    derived
        For RDF, whether what follows from the records is written as well.

    Raises
    ------
    RequestError
        Where the format, the projection or the weight is unknown, where the format has no use for what was chosen,
        or where it is no text and needs a file or a folder.
    """
    form, chosen = _checked(name, projection, weight, derived=derived)
    if form.text is None:
        what = "a folder of files" if form.folder else "no text"
        raise RequestError(f"the format {name} is {what} and cannot be printed", "Name where it goes, with -o.")
    return form.text(_fetched(kg, form, chosen), chosen)


def export_file(
    kg: KnowledgeGraph,
    path: Path | str,
    name: str = "turtle",
    *,
    projection: str | None = None,
    weight: str | None = None,
    derived: bool = False,
) -> None:
    """Write the graph, or what its slice takes, to a file, or to a folder where the format has several files.

    The parameters are those of `export_text`. What is written goes to a temporary place beside `path`, and takes
    its place when all of it is there.

    Raises
    ------
    RequestError
        Where the format, the projection or the weight is unknown, or the format has no use for what was chosen.
    FileError
        Where nothing can be written there, or the package that the format needs is not installed.
    """
    form, chosen = _checked(name, projection, weight, derived=derived)
    for package in form.needs:
        if find_spec(package) is None:
            raise not_installed(f"the format {name} needs {package}", "data")
    kg = _fetched(kg, form, chosen)
    if form.folder is not None:
        with new_folder(path, form.names) as folder:
            form.folder(kg, chosen, folder)
        return
    if form.file is not None and Path(path).exists() and not Path(path).is_file():
        raise FileError(f"cannot write {path}: it is no file", f"The format {name} is one file.")
    with new_file(path) as temporary:
        if form.file is not None:
            form.file(kg, chosen, temporary)
        elif form.text is not None:
            with temporary.open("w", encoding="utf-8", newline="") as stream:
                stream.writelines(form.text(kg, chosen))


def _fetched(kg: KnowledgeGraph, form: Format, chosen: Chosen) -> KnowledgeGraph:
    """Return the graph with the records that the format holds: networks need none."""
    return kg if form.holds == "network" else kg.part(derived=chosen.derived)


def _checked(name: str, projection: str | None, weight: str | None, *, derived: bool) -> tuple[Format, Chosen]:
    if name not in FORMATS:
        raise UnknownNameError("format", name, FORMATS)
    form = FORMATS[name]
    networks_only = f"Networks are {', '.join(other.name for other in _FORMATS if other.projection)}."
    if projection is not None and not form.projection:
        raise RequestError(f"the format {name} holds no network, so that it has no projection", networks_only)
    if projection is not None and projection not in PROJECTIONS:
        raise UnknownNameError("projection", projection, PROJECTIONS)
    if derived and form.holds != "graph":
        raise RequestError(f"the format {name} holds no statements that could follow from others", "Use RDF for them.")
    used = projection or form.projection
    if weight is not None and used != "co-participation":
        raise RequestError(
            "a weight is for the projection co-participation, where ties are folded", "Ask for that projection."
        )
    return form, Chosen(used, weight or "count", derived)
