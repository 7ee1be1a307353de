"""Reading, writing and asking RDF: Accord beside rdflib and Oxigraph alone, in one run.

``python bench/rdf.py [TRIPLES] [ROUNDS]`` (10^5 and 1 where none is given; rdflib takes two minutes for 10^6) reads and
writes a record of about so many triples, and asks the shipped questions of the shipped record, of Oxigraph bare and as
tables in turn. ``python bench/rdf.py --questions [ROUNDS]`` asks alone, six times where no number is given, and what
takes less than two milliseconds fifty times as often. CPU seconds, medians. Bare is the same text, asked of Oxigraph
with the same prefixes, and the value of every term of every row read as a Python string.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final, cast

from loading import write_record

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyoxigraph import Store

#: What a question may take, in times of the bare query; the seconds below which a query is a short one, and how many
#: times as often such a one is asked.
_ASKED: Final = 1.3
_SHORT: Final = 0.002
_REPEATED: Final = 50


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

    from accord.graph.exporting.rdf import serialise
    from accord.graph.loading.store import load_file, stated_quads

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
    from accord.graph.answers.query import run_query
    from accord.graph.answers.questions import load_questions, pose
    from accord.ontology import PREFIXES

    kg = KnowledgeGraph.load()
    posed = [pose(kg, q.name, {p.name: p.example for p in q.parameters}) for q in load_questions().values()]
    # One store a day, made before the clock runs.
    stores = {one.graph.at.text: one.graph.store for one in posed}
    medians: dict[str, tuple[float, float, int]] = {}
    for one in posed:
        store, sparql = stores[one.graph.at.text], one.sparql

        def bare(store: Store = store, sparql: str = sparql) -> list[list[str | None]]:
            found = store.query(sparql, prefixes=PREFIXES, use_default_graph_as_union=True)
            return [[None if term is None else term.value for term in row] for row in cast("Any", found)]

        def ours(store: Store = store, sparql: str = sparql) -> object:
            return run_query(store, sparql)

        rows = len(bare())
        often = rounds * _REPEATED if taken(bare, 3) < _SHORT else rounds
        found: dict[str, list[float]] = {"ours": [], "bare": []}
        for number in range(often):
            # Whoever comes second finds the caches warm, so that they take turns.
            for name, way in (("bare", bare), ("ours", ours))[:: 1 if number % 2 else -1]:
                found[name].append(taken(way, 1))
        medians[one.question.name] = (median(found["ours"]), median(found["bare"]), rows)
    print(f"{'question':28}{'ours ms':>9}{'bare ms':>9}{'ratio':>7}{'rows':>6}")
    for name, (own, other, rows) in sorted(medians.items(), key=lambda found: -found[1][0] / found[1][1]):
        print(f"{name:28}{own * 1000:9.2f}{other * 1000:9.2f}{own / other:7.2f}{rows:6}")
    ratios = {name: own / other for name, (own, other, _) in medians.items()}
    worst = max(ratios, key=lambda name: ratios[name])
    over = [name for name, ratio in ratios.items() if ratio > _ASKED]
    slow = [name for name in over if medians[name][1] > _SHORT]
    in_all = sum(own for own, _, _ in medians.values()) / sum(other for _, other, _ in medians.values())
    print(
        f"{len(ratios)} questions: median {median(ratios.values()):.2f}x, worst {ratios[worst]:.2f}x ({worst}),",
        end=" ",
    )
    print(f"all together {in_all:.2f}x; above {_ASKED}x {len(over)}, of them longer than 2 ms bare {len(slow)}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--questions", *given]:
            questions(*(int(number) for number in given or ["6"]))
        case [*given]:
            files(*(([int(number) for number in given] + [100_000, 1][len(given) :])[:2]))
            questions(6)
