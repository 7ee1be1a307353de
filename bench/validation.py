"""Shapes checked by Accord and by pySHACL, over one record and in one run.

``python bench/validation.py [TRIPLES ...]`` writes a record of about so many triples (10^4 and 10^5 where none are
given), one agreement in fifty with a fault, and lets it be checked by each in a process of its own: CPU seconds, peak
memory, the ratio, and whether the results are the same. Both read the ontology, the record and what the software
completes from one file. The last line is the whole of ``accord validate``.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import date, timedelta
from hashlib import sha256
from itertools import cycle
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from workload import mechanisms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pyoxigraph import Triple

#: No child may take more than this: what needs more would take the machine with it.
_CAP = 12 << 30
_NAMES = ("actor", "ev", "mech", "part", "src")
_DAY = date(2020, 1, 1)
_KINDS = ("BasingAgreement", "DefenceCooperationAgreement", "SecurityDialogue", "StatusOfForcesAgreement")

#: What is said besides of one agreement in fifty, in turn.
_FAULTS = (
    'acc:signed "2014-02-30"^^xsd:date',
    'acc:signed "1950-01-01"^^xsd:date , "1951"^^xsd:gYear',
    "acc:under actor:S00001",
    'skos:prefLabel "Another"@en',
    'acc:endReason "denounced"@en',
    "acc:obligation acc:High",
    "acc:evidence src:s1",
)


def write_record(path: Path, triples: int, seed: int = 1) -> int:
    """Write states, and agreements each with evidence and a source of its own; return the number of triples."""
    from accord.ontology import PREFIXES

    chance = Random(seed)  # noqa: S311 -- a workload, no secret
    actors = max(50, triples // 400)
    parties_of, faults = mechanisms(actors, seed), cycle(_FAULTS)
    written = number = 0

    def state(actor: int) -> str:
        return f"actor:S{actor:05}"

    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in (*_NAMES, "acc", "dcterms"))
        stream.writelines(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in ("skos", "xsd"))
        for actor in range(actors):
            stream.write(f'{state(actor)} a acc:State ; skos:prefLabel "State {actor}"@en ; acc:evidence ev:e1 .\n')
            written += 3
        while written < triples:
            number += 1
            parties = [state(actor) for actor in next(parties_of)]
            start = _DAY - timedelta(days=chance.randint(0, 20000))
            begins = "established" if (kind := chance.choice(_KINDS)) == "SecurityDialogue" else "entryIntoForce"
            fault = f" ;\n  {next(faults)}" if number % 50 == 0 else ""
            stream.write(
                f'mech:m{number} a acc:{kind} ; skos:prefLabel "Agreement {number}"@en ; acc:evidence ev:e{number} ;\n'
                f'  acc:{begins} "{start}"^^xsd:date ; acc:party {" , ".join(parties[1:])}{fault} .\n'
                f"part:m{number} a acc:Participation ; acc:inMechanism mech:m{number} ;\n"
                f"  acc:participant {parties[0]} ;\n"
                f'  acc:end "{start + timedelta(days=chance.randint(1000, 20000))}"^^xsd:date .\n'
                f'ev:e{number} a acc:Evidence ; acc:source src:s{number} ; acc:locator "Article 1" ;\n'
                f"  acc:confidence acc:High ; acc:supports acc:party , acc:{begins} .\n"
                f'src:s{number} a acc:Source ; dcterms:title "Text {number}" ; dcterms:publisher "A ministry" ;\n'
                f'  acc:sourceKind acc:OfficialSource ; acc:consulted "2026-11-22"^^xsd:date ;\n'
                f'  acc:url "https://example.org/{number}"^^xsd:anyURI .\n'
            )
            written += 4 + len(parties) - 1 + 4 + 6 + 6
    return written


def _reference() -> object:
    """Return the tests' own way to run pySHACL."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "ontology"))
    import shacl_reference

    return shacl_reference


def _complete(path: str) -> list[object]:
    """Write what a validation hands to the shapes beside the record."""
    from pyoxigraph import RdfFormat, serialize

    triples = _reference().triples_of([Path(path)])  # pyright: ignore[reportAttributeAccessIssue]
    serialize(triples, Path(path).with_suffix(".nt"), format=RdfFormat.N_TRIPLES)
    return triples


def _triples(path: str) -> Iterator[Triple]:
    from pyoxigraph import parse

    return (quad.triple for quad in parse(path=str(Path(path).with_suffix(".nt"))))


def _accord(path: str) -> list[str]:
    from accord.graph.validation.shacl import check_shapes

    return _lines(Counter(frozenset(result.items()) for result in check_shapes(_triples(path))))


def _pyshacl(path: str) -> list[str]:
    return _lines(_reference().results_of_pyshacl(_triples(path)))  # pyright: ignore[reportAttributeAccessIssue]


def _whole(path: str) -> list[str]:
    from accord.graph.validation.validate import validate

    return [str(finding) for finding in validate([path], shipped=False).findings]


def _lines(results: dict[frozenset[tuple[str, str]], int]) -> list[str]:
    return sorted(json.dumps([sorted(result), number]) for result, number in results.items())


_WAYS: dict[str, Callable[[str], list[object]]] = {
    "complete": _complete,
    "accord": _accord,
    "pyshacl": _pyshacl,
    "whole": _whole,
}


def _child(way: str, path: str) -> None:
    """Run one way here, and print what it took and found."""
    found = _WAYS[way](path)
    used = resource.getrusage(resource.RUSAGE_SELF)
    digest = sha256("\n".join(map(str, found)).encode()).hexdigest()
    cpu = used.ru_utime + used.ru_stime
    print(json.dumps({"cpu": cpu, "megabytes": used.ru_maxrss / 1024, "number": len(found), "digest": digest}))


def _run(way: str, path: Path) -> dict[str, float] | None:
    done = subprocess.run(  # noqa: S603
        [sys.executable, __file__, "--child", way, str(path)],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (_CAP, _CAP)),
    )
    return json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else None


def main(triples: int) -> None:
    """Print what each way takes for a record of about so many triples."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.ttl"
        written = write_record(path, triples)
        completed = _run("complete", path)
        number = int(completed["number"]) if completed else 0
        print(f"{written:,} triples, {number:,} with the ontology and what is completed")
        print(f"{'way':18}{'CPU s':>9}{'MB':>8}{'results':>9}")
        found = {way: _run(way, path) for way in ("accord", "pyshacl", "whole")}
    for way, name in (("accord", "shapes, Accord"), ("pyshacl", "shapes, pySHACL"), ("whole", "accord validate")):
        if taken := found[way]:
            print(f"{name:18}{taken['cpu']:9.2f}{taken['megabytes']:8.0f}{int(taken['number']):9,}")
        else:
            print(f"{name:18}failed, or took more than {_CAP >> 30} GB")
    ours, theirs = found["accord"], found["pyshacl"]
    if ours and theirs:
        same = "the same results" if ours["digest"] == theirs["digest"] else "OTHER RESULTS"
        print(f"{theirs['cpu'] / ours['cpu']:.1f}x as fast, {same}\n")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--child", way, path]:
            _child(way, path)
        case [*given]:
            for triples in map(int, given or ("10000", "100000")):
                main(triples)
