"""From a Turtle file to the weighted one-mode network: Accord beside rdflib and kglab, in one run.

``python bench/loading.py [TRIPLES] [ROUNDS]`` writes a record of about so many triples (a million where none is
given), reads it in turn by each way in a process of its own, and prints CPU seconds and peak memory: medians,
and ratios against rdflib's parser with loops. All ways must find the same number of links.

``python bench/loading.py --growth`` prints Accord's own figures from 10^4 to 10^6 triples.

kglab asks for older libraries: name the Python of an environment of its own in ``KGLAB_PYTHON``. Without it, or
where it fails, its line says so.
"""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_HEAD = """@prefix acc: <https://w3id.org/accord-graph/ontology#> .
@prefix actor: <https://w3id.org/accord-graph/id/actor/> .
@prefix mech: <https://w3id.org/accord-graph/id/mechanism/> .
@prefix part: <https://w3id.org/accord-graph/id/participation/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

"""
DAY = date(2020, 1, 1)
_ACC = "https://w3id.org/accord-graph/ontology#"
_KINDS = ("BasingAgreement", "DefenceCooperationAgreement", "DefencePact", "ReciprocalAccessAgreement")


def write_record(path: Path, triples: int, seed: int = 1) -> None:
    """Write states and agreements of two to thirty parties, each part a participation of its own."""
    chance = random.Random(seed)  # noqa: S311 -- a workload, no secret
    states = [f"S{number:03}" for number in range(250)]
    written = 0
    with path.open("w", encoding="utf-8") as stream:
        stream.write(_HEAD)
        for state in states:
            stream.write(f'actor:{state} a acc:State ; skos:prefLabel "State {state}"@en .\n')
            written += 2
        number = 0
        while written < triples:
            number += 1
            parties = chance.sample(states, 2 if chance.random() < 0.8 else chance.randint(3, 30))
            start = DAY - timedelta(days=chance.randint(-3000, 20000))
            end = start + timedelta(days=chance.randint(1000, 20000))
            stream.write(
                f'mech:m{number} a acc:{chance.choice(_KINDS)} ; skos:prefLabel "Agreement {number}"@en ;\n'
                f'  acc:entryIntoForce "{start}"^^xsd:date ; acc:end "{end}"^^xsd:date .\n'
            )
            for state in parties:
                stream.write(
                    f"part:m{number}-{state} a acc:Participation ; "
                    f"acc:inMechanism mech:m{number} ; acc:participant actor:{state} .\n"
                )
            written += 4 + 3 * len(parties)


def by_accord(path: Path) -> int:
    """Read with Accord and make the network of the day."""
    from accord.graph import KnowledgeGraph

    return KnowledgeGraph.load(path, shipped=False).slice(at=DAY.isoformat()).network().number_of_edges()


def by_rdflib(path: Path) -> int:
    """Parse with rdflib, and make the network by loops over its triples."""
    from rdflib import Graph

    graph = Graph()
    graph.parse(path)
    return _by_loops(graph)


def by_kglab(path: Path) -> int:
    """Load with kglab, and make the network by loops over the rdflib graph that it holds."""
    import kglab  # pyright: ignore[reportMissingImports] -- only where it is installed

    holder = kglab.KnowledgeGraph()
    holder.load_rdf(str(path), format="ttl")
    return _by_loops(holder.rdf_graph())


def _by_loops(graph: object) -> int:
    import networkx as nx
    from rdflib import Graph, URIRef

    assert isinstance(graph, Graph)  # noqa: S101 -- says to the type checker what it is
    participant, in_mechanism, entry, end = (
        URIRef(_ACC + name) for name in ("participant", "inMechanism", "entryIntoForce", "end")
    )
    begun = {m for m, day in graph.subject_objects(entry) if str(day) <= DAY.isoformat()}
    over = {m for m, day in graph.subject_objects(end) if str(day) <= DAY.isoformat()}
    parties: dict[object, list[str]] = {}
    for part, mechanism in graph.subject_objects(in_mechanism):
        if mechanism in begun and mechanism not in over:
            parties.setdefault(mechanism, []).append(str(graph.value(part, participant)))
    network = nx.Graph()
    for found in parties.values():
        for a, b in combinations(sorted(found), 2):
            if network.has_edge(a, b):
                network[a][b]["strength"] += 1
            else:
                network.add_edge(a, b, strength=1)
    return network.number_of_edges()


_WAYS: dict[str, Callable[[Path], int]] = {"rdflib": by_rdflib, "kglab": by_kglab, "accord": by_accord}


def _child(way: str, path: str) -> None:
    """Run one way here, and print what it took."""
    links = _WAYS[way](Path(path))
    used = resource.getrusage(resource.RUSAGE_SELF)
    cpu = used.ru_utime + used.ru_stime
    print(json.dumps({"links": links, "cpu": cpu, "megabytes": used.ru_maxrss / 1024}))


def _run(way: str, path: Path) -> dict[str, float] | None:
    python = os.environ.get("KGLAB_PYTHON", sys.executable) if way == "kglab" else sys.executable
    command = [python, __file__, "--child", way, str(path)]
    # 12 GB at the most: what needs more would take the machine with it.
    done = subprocess.run(  # noqa: S603
        command,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (12 << 30, 12 << 30)),
    )
    return json.loads(done.stdout) if done.returncode == 0 else None


def compare(triples: int, rounds: int) -> None:
    """Print each way's figures beside those of rdflib."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.ttl"
        write_record(path, triples)
        taken: dict[str, list[dict[str, float]]] = {}
        for _ in range(rounds):
            for way in _WAYS:
                if found := _run(way, path):
                    taken.setdefault(way, []).append(found)
    print(f"about {triples:,} triples, medians of {rounds} interleaved rounds")
    print(f"{'way':10}{'CPU s':>9}{'ratio':>8}{'MB':>8}{'ratio':>8}{'links':>9}")
    base = {name: median(found[name] for found in taken["rdflib"]) for name in ("cpu", "megabytes")}
    for way in _WAYS:
        if way not in taken:
            print(f"{way:10}not installed, or failed")
            continue
        cpu, megabytes = (median(found[name] for found in taken[way]) for name in ("cpu", "megabytes"))
        links = int(taken[way][0]["links"])
        ratios = f"{base['cpu'] / cpu:7.1f}x{megabytes:8.0f}{megabytes / base['megabytes']:7.2f}x"
        print(f"{way:10}{cpu:9.2f}{ratios}{links:9}")


def growth() -> None:
    """Print how time and memory grow with the file."""
    print(f"{'triples':>10}{'CPU s':>8}{'MB':>7}{'links':>9}")
    with tempfile.TemporaryDirectory() as folder:
        for triples in (10_000, 30_000, 100_000, 300_000, 1_000_000):
            path = Path(folder) / f"{triples}.ttl"
            write_record(path, triples)
            if found := _run("accord", path):
                print(f"{triples:>10,}{found['cpu']:8.2f}{found['megabytes']:7.0f}{int(found['links']):>9,}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--child", way, path]:
            _child(way, path)
        case ["--growth"]:
            growth()
        case [*given]:
            compare(*(int(number) for number in (*given, *("1000000", "3")[len(given) :])))
