"""What the rules derive, beside owlrl's OWL 2 RL closure: seconds, and whether both find the same.

``python bench/rules.py [TRIPLES]`` (10^4 where none is given) writes a record of about so many triples, alliances,
dialogues, exercises and other agreements of two to twelve parties, and derives from it:

- ours: `accord.graph.answers.inference.infer`, which completes the record, marks what holds on the day, and applies
  the rules;
- owlrl, plain: the closure of the same record with the ontology, which draws no tie but gives every record its classes;
- owlrl, with ties: the same, with each rule stated as a property chain.

OWL can compare no dates, and no chain of OWL 2 RL can ask of which class a mechanism is. So the third is told which
participations count for which rule: by the dates in the record, and by the classes that the second found. It joins
them, makes ties symmetric, and makes partners of allies. The second must find the classes that the rules look up, and
the third the pairs that they draw. Files are read before the clock runs. CPU seconds, ours the median of five.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, cast

from loading import DAY

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_BENCH = "urn:accord:bench:"
#: Kind, the properties of its first and last day, and whether its parties owe each other defence.
_KINDS = (
    ("DefencePact", "entryIntoForce", "end", True),
    ("ConsultationPact", "entryIntoForce", "end", False),
    ("TwoPlusTwoDialogue", "established", "end", False),
    ("JointExercise", "firstDay", "lastDay", False),
    ("BasingAgreement", "entryIntoForce", "end", False),
)
#: Rule, the property that it draws, and the class that it looks up.
_RULES = (
    ("ally", "ally", "Alliance"),
    ("dialogue-partner", "dialoguePartner", "Dialogue"),
    ("exercise-partner", "exercisePartner", "JointExercise"),
    ("partner", "partner", "Mechanism"),
)


def write_mixed(path: Path, triples: int) -> None:
    """Write states and organisations, and mechanisms of every sort that a rule looks up."""
    from accord.ontology import PREFIXES

    chance = random.Random(1)  # noqa: S311 -- a workload, no secret
    actors = [f"A{number:03}" for number in range(250)]
    lines = [f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items()]
    for number, actor in enumerate(actors):
        kind = "State" if number % 10 else "InternationalOrganisation"
        lines.append(f'actor:{actor} a acc:{kind} ; skos:prefLabel "Actor {actor}"@en .\n')
    written, number = 2 * len(actors), 0
    while written < triples:
        number += 1
        kind, first, last, owes = chance.choice(_KINDS)
        parties = chance.sample(actors, 2 if chance.random() < 0.8 else chance.randint(3, 12))
        begun = DAY - timedelta(days=chance.randint(-3000, 20000))
        over = begun + timedelta(days=chance.randint(1000, 20000) if kind != "JointExercise" else 10)
        obligation = " ; acc:obligation acc:DefenceObligation" if owes else ""
        lines.append(
            f'mech:m{number} a acc:{kind} ; skos:prefLabel "Agreement {number}"@en ; '
            f'acc:{first} "{begun}"^^xsd:date ; acc:{last} "{over}"^^xsd:date{obligation} .\n'
        )
        lines += [
            f"part:m{number}-{actor} a acc:Participation ; acc:inMechanism mech:m{number} ; "
            f"acc:participant actor:{actor} .\n"
            for actor in parties
        ]
        written += 4 + owes + 3 * len(parties)
    path.write_text("".join(lines), encoding="utf-8")


def ours(path: Path) -> tuple[float, dict[str, set[frozenset[str]]]]:
    """Return the seconds that our rules take, and the pairs that each draws."""
    from pyoxigraph import NamedNode

    from accord.graph import KnowledgeGraph
    from accord.graph.answers.inference import DERIVED, infer
    from accord.graph.loading.store import open_store
    from accord.graph.slice import Slice
    from accord.ontology import terms

    record = KnowledgeGraph.load(path, shipped=False).record
    taken: list[float] = []
    store = open_store([path])
    for number in range(5):
        if number:
            del store  # one at a time, as a process that asks has it
            store = open_store([path])
        start = time.process_time()
        infer(store, record, Slice.at(DAY.isoformat()))
        taken.append(time.process_time() - start)
    drawn = {
        rule: {
            frozenset((cast("Any", quad.subject).value, cast("Any", quad.object).value))
            for quad in store.quads_for_pattern(None, NamedNode(terms.ACC + name), None, NamedNode(DERIVED))
        }
        for rule, name, _ in _RULES
    }
    return median(taken), drawn


def closed(graph: Graph) -> float:
    """Close the graph, and return the seconds that it took."""
    import owlrl  # pyright: ignore[reportMissingTypeStubs] -- it has none

    start = time.process_time()
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    return time.process_time() - start


def read(path: Path) -> Graph:
    """Read the record and the ontology with rdflib."""
    from rdflib import Graph

    from accord.ontology import ontology_files

    graph = Graph()
    for source in (path, *ontology_files()):
        graph.parse(source)
    return graph


def counting(stated: Graph, closure: Graph) -> dict[str, list[tuple[Node, Node]]]:
    """Return for each rule the participations that count on the day, with their mechanisms."""
    from rdflib import RDF, Namespace

    from accord.ontology import PREFIXES

    acc = Namespace(PREFIXES["acc"])
    day = DAY.isoformat()
    first = {
        m: str(d)
        for name in ("entryIntoForce", "established", "firstDay")
        for m, d in stated.subject_objects(acc[name])
    }
    # An exercise's last day is a day of it; the end of all else is the first day without it.
    over = {m for m, d in stated.subject_objects(acc.end) if str(d) <= day} | {
        m for m, d in stated.subject_objects(acc.lastDay) if str(d) < day
    }
    owing = set(stated.subjects(acc.obligation, acc.DefenceObligation))
    found: dict[str, list[tuple[Node, Node]]] = {}
    for rule, _, wanted in _RULES:
        of_class = set(closure.subjects(RDF.type, acc[wanted])) & (owing if rule == "ally" else first.keys())
        begun = {m for m in of_class if first[m] <= day}
        holding = begun if rule == "exercise-partner" else begun - over
        found[rule] = [(part, m) for part, m in stated.subject_objects(acc.inMechanism) if m in holding]
    return found


def with_chains(graph: Graph, counted: dict[str, list[tuple[Node, Node]]]) -> Graph:
    """Add each rule as a property chain: from a participant to the mechanism, and on to the others."""
    from rdflib import OWL, BNode, Namespace
    from rdflib.collection import Collection

    from accord.ontology import PREFIXES

    acc, bench = Namespace(PREFIXES["acc"]), Namespace(_BENCH)
    graph.add((bench.has, OWL.inverseOf, acc.participant))
    for rule, name, _ in _RULES:
        within, of = bench[f"in-{rule}"], bench[f"of-{rule}"]
        graph.add((of, OWL.inverseOf, within))
        for part, mechanism in counted[rule]:
            graph.add((part, within, mechanism))
        chain = BNode()
        Collection(graph, chain, [bench.has, within, of, acc.participant])
        graph.add((acc[name], OWL.propertyChainAxiom, chain))
    return graph


def main(triples: int) -> None:
    """Print the seconds, the ratios, and what was found."""
    from rdflib import Namespace

    from accord.ontology import PREFIXES

    acc = Namespace(PREFIXES["acc"])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.ttl"
        write_mixed(path, triples)
        own, drawn = ours(path)
        stated, closure, full = read(path), read(path), read(path)
    print(f"about {triples:,} triples, CPU s: ours {own:.2f}", flush=True)
    plain = closed(closure)
    print(f"owlrl, plain: {plain:.2f}, {plain / own:.0f}x", flush=True)
    tied = closed(with_chains(full, counting(stated, closure)))
    print(f"owlrl, with ties: {tied:.2f}, {tied / own:.0f}x", flush=True)
    for rule, name, _ in _RULES:
        theirs = {frozenset((str(a), str(b))) for a, b in full.subject_objects(acc[name]) if a != b}
        verdict = "equal" if theirs == drawn[rule] else "DIFFERENT"
        print(f"{rule}: ours {len(drawn[rule]):,} pairs, owlrl's {len(theirs):,}: {verdict}", flush=True)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))
    main(*(int(number) for number in sys.argv[1:] or ["10000"]))
