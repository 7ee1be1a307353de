"""Reading, writing and asking RDF: Accord beside rdflib and Oxigraph alone, in one run.

``python bench/rdf.py [TRIPLES] [ROUNDS]`` (10^6 and 1 where none is given) reads and writes a record of about so many
triples; the questions are those that are shipped, asked of the shipped record. CPU seconds, medians.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, cast

from loading import write_record

if TYPE_CHECKING:
    from collections.abc import Callable


def taken(what: Callable[[], Any], rounds: int) -> float:
    """Return the median of the CPU seconds."""
    found: list[float] = []
    for _ in range(rounds):
        start = time.process_time()
        what()
        found.append(time.process_time() - start)
    return median(found)


def told(what: str, ours: float, **others: float) -> None:
    """Print our seconds, and each other's as a multiple of them."""
    ratios = "  ".join(f"{name} {seconds:.2f} s, {seconds / ours:.2f}x" for name, seconds in others.items())
    print(f"{what}: {ours:.2f} s; {ratios}", flush=True)


def files(triples: int, rounds: int) -> None:
    """Read a Turtle file, and write it sorted."""
    from pyoxigraph import NamedNode, RdfFormat, Store
    from rdflib import Graph

    from accord.graph.export import serialise
    from accord.graph.store import load_file, stated_quads

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.ttl"
        write_record(path, triples)
        turtle, name = RdfFormat.TURTLE, NamedNode("urn:graph")
        graph = Graph()
        told(
            f"read {triples:,} triples",
            taken(lambda: load_file(Store(), path), rounds),
            oxigraph=taken(lambda: Store().load(path=str(path), format=turtle, to_graph=name), rounds),
            rdflib=taken(lambda: graph.parse(path), 1),
        )
        quads = list(stated_quads([path]))
        told(
            "write sorted Turtle",
            taken(lambda: serialise(quads, "turtle"), rounds),
            rdflib=taken(lambda: graph.serialize(format="turtle"), 1),
        )


def questions(rounds: int) -> None:
    """Ask every shipped question, with its examples, of the shipped record."""
    from accord.graph import KnowledgeGraph
    from accord.graph.query import run_query
    from accord.graph.questions import load_questions, pose
    from accord.ontology import PREFIXES

    kg = KnowledgeGraph.load()
    posed = [pose(kg, q.name, {p.name: p.example for p in q.parameters}) for q in load_questions().values()]
    # One store a day, made before the clock runs.
    stores = {one.graph.at.text: one.graph for one in posed}
    asked = [(stores[one.graph.at.text].store, one.sparql) for one in posed]

    def ours() -> None:
        for store, sparql in asked:
            run_query(store, sparql)

    def bare() -> None:
        for store, sparql in asked:
            list(cast("Any", store.query(sparql, prefixes=PREFIXES, use_default_graph_as_union=True)))

    told(f"{len(posed)} questions", taken(ours, rounds), oxigraph=taken(bare, rounds))


if __name__ == "__main__":
    given = [int(number) for number in sys.argv[1:]]
    files(*(given + [1_000_000, 1][len(given) :])[:2])
    questions(3)
