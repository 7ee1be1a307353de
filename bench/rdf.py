"""Reading, writing and asking RDF: Accord beside rdflib and Oxigraph alone, in one run.

``python bench/rdf.py [TRIPLES] [ROUNDS]`` (10^5 and 1 where none is given; rdflib takes two minutes for 10^6) reads and
writes a record of about so many triples, and asks the shipped questions of the shipped record, of Oxigraph bare and as
tables in turn. ``python bench/rdf.py --questions [ROUNDS]`` asks alone, six times where no number is given. CPU
seconds, medians; of a question the least of its rounds, since most take a few milliseconds. Bare is the same query,
its rows counted and no term of them looked at.
"""

from __future__ import annotations

import sys
import tempfile
import time
from itertools import product
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final, cast

from loading import write_record

if TYPE_CHECKING:
    from collections.abc import Callable

#: What a question may take, in times of the bare query; and the seconds below which a query is a short one.
_ASKED: Final = 1.3
_SHORT: Final = 0.002


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
    least: dict[str, tuple[float, float, int]] = {}
    for number, one in product(range(rounds), posed):
        store, sparql = stores[one.graph.at.text], one.sparql
        taken_by: dict[str, float] = {}
        rows = 0
        # Whoever comes second finds the caches warm, so that they take turns.
        for way in ("bare", "ours") if number % 2 else ("ours", "bare"):
            start = time.process_time()
            if way == "ours":
                run_query(store, sparql)
            else:
                rows = len(list(cast("Any", store.query(sparql, prefixes=PREFIXES, use_default_graph_as_union=True))))
            taken_by[way] = time.process_time() - start
        ours, bare = taken_by["ours"], taken_by["bare"]
        before = least.get(one.question.name, (ours, bare, 0))
        least[one.question.name] = (min(ours, before[0]), min(bare, before[1]), rows)
    print(f"{'question':28}{'ours ms':>9}{'bare ms':>9}{'ratio':>7}{'rows':>6}")
    for name, (ours, bare, rows) in sorted(least.items(), key=lambda found: -found[1][0] / found[1][1]):
        print(f"{name:28}{ours * 1000:9.2f}{bare * 1000:9.2f}{ours / bare:7.2f}{rows:6}")
    ratios = {name: ours / bare for name, (ours, bare, _) in least.items()}
    worst = max(ratios, key=lambda name: ratios[name])
    over = [name for name, ratio in ratios.items() if ratio > _ASKED]
    slow = [name for name in over if least[name][1] > _SHORT]
    in_all = sum(ours for ours, _, _ in least.values()) / sum(bare for _, bare, _ in least.values())
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
