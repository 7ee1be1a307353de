"""Grouped joins: Accord's queries beside rdflib's own engine, over the same record and with the same answers.

``python bench/queries.py [TRIPLES]`` (10^4 where none is given; 10^5 takes rdflib minutes) writes a record of about so
many triples and asks, in one run, three questions that join participations by their mechanism and group what they find.

Each is written twice: as one writes it first, and as rdflib runs it best that we know. rdflib puts those patterns of a
group first that have most terms known, whether or not they share a variable; paths and a join kept apart from the days
hold it to the order meant. Both engines are asked both. CPU seconds: ours the median of three, rdflib's of one run, its
parse not counted. The ratio that counts is that of the better forms of each.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from loading import write_record

if TYPE_CHECKING:
    from collections.abc import Callable

#: Question to its two forms.
QUERIES: Final = {
    "co-participation of all pairs": (
        """
        SELECT ?a ?b (COUNT(?m) AS ?n) {
          ?p acc:inMechanism ?m ; acc:participant ?a .
          ?q acc:inMechanism ?m ; acc:participant ?b .
          FILTER(STR(?a) < STR(?b))
        } GROUP BY ?a ?b
        """,
        """
        SELECT ?a ?b (COUNT(?m) AS ?n) {
          ?p acc:participant ?a .
          ?p acc:inMechanism/^acc:inMechanism ?q .
          ?p acc:inMechanism ?m .
          ?q acc:participant ?b .
          FILTER(STR(?a) < STR(?b))
        } GROUP BY ?a ?b
        """,
    ),
    "most recent per partner of one state": (
        """
        SELECT ?b (MAX(?day) AS ?last) {
          ?m acc:entryIntoForce ?day .
          ?p acc:inMechanism ?m ; acc:participant actor:S000 .
          ?q acc:inMechanism ?m ; acc:participant ?b .
          FILTER(?b != actor:S000)
        } GROUP BY ?b
        """,
        """
        SELECT ?b (MAX(?day) AS ?last) {
          { SELECT ?m ?day { actor:S000 ^acc:participant/acc:inMechanism ?m . ?m acc:entryIntoForce ?day } }
          ?m ^acc:inMechanism/acc:participant ?b .
          FILTER(?b != actor:S000)
        } GROUP BY ?b
        """,
    ),
    "most recent of all dyads": (
        """
        SELECT ?a ?b (MAX(?day) AS ?last) {
          ?m acc:entryIntoForce ?day .
          ?p acc:inMechanism ?m ; acc:participant ?a .
          ?q acc:inMechanism ?m ; acc:participant ?b .
          FILTER(STR(?a) < STR(?b))
        } GROUP BY ?a ?b
        """,
        """
        SELECT ?a ?b (MAX(?day) AS ?last) {
          { SELECT ?m ?day { ?m acc:entryIntoForce ?day } }
          ?m ^acc:inMechanism/acc:participant ?a .
          ?m ^acc:inMechanism/acc:participant ?b .
          FILTER(STR(?a) < STR(?b))
        } GROUP BY ?a ?b
        """,
    ),
}


def timed(what: Callable[[], Any], rounds: int) -> tuple[float, Any]:
    """Return the median of the CPU seconds, and the last answer."""
    taken: list[float] = []
    answer: Any = None
    for _ in range(rounds):
        start = time.process_time()
        answer = what()
        taken.append(time.process_time() - start)
    return median(taken), answer


def main(triples: int) -> None:
    """Print a line a question and form."""
    from rdflib import Graph

    from accord.graph.answers.query import run_query
    from accord.graph.loading.store import open_store
    from accord.ontology import PREFIXES
    from accord.ontology.prefixes import compact

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.ttl"
        write_record(path, triples)
        store = open_store([path])
        graph = Graph()
        graph.parse(path)

    print(f"about {triples:,} triples, CPU s")
    print(f"{'question':38}{'form':>7}{'ours':>8}{'rdflib':>9}{'ratio':>8}{'rows':>8}  answers")
    for question, forms in QUERIES.items():
        best = {"ours": float("inf"), "rdflib": float("inf")}
        for form, sparql in zip(("first", "best"), forms, strict=True):
            own, table = timed(lambda sparql=sparql: run_query(store, sparql), 3)
            # Every row is read, as ours are.
            theirs, rows = timed(lambda sparql=sparql: list(graph.query(sparql, initNs=PREFIXES)), 1)
            found = sorted(tuple(compact(str(term)) for term in row) for row in rows)
            same = "equal" if found == sorted(tuple(map(str, row)) for row in table.rows) else "DIFFERENT"
            best = {"ours": min(best["ours"], own), "rdflib": min(best["rdflib"], theirs)}
            print(
                f"{question:38}{form:>7}{own:8.3f}{theirs:9.2f}{theirs / own:7.0f}x{len(found):8,}  {same}", flush=True
            )
        print(f"{'':38}{'better':>7}{best['ours']:8.3f}{best['rdflib']:9.2f}{best['rdflib'] / best['ours']:7.0f}x")


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))
    main(*(int(number) for number in sys.argv[1:] or ["10000"]))
