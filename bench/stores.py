"""Graphs of up to ten million triples: loaded to disk, sliced and projected, and how time and memory grow.

``python bench/stores.py [TRIPLES]...`` (10^4 to 10^7 where none is given) writes a record of about so many triples,
makes an Oxigraph store of it in one process, and in another makes the network of a day from the store; then, up to as
many as ``accord load`` takes for it of itself, another store with what follows from the records. It prints CPU seconds
and peak memory of all, and the size of the stores. Each process may have 8 GB. Ten million triples need 4 GB of disk
for the time being.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from loading import DAY, write_record

from accord.graph.loading.bulk import MOST_COMPLETED


def load(source: Path, store: Path) -> int:
    """Make the store, of the records alone, and return its statements."""
    from accord.graph.loading.bulk import make_store

    return make_store([source], store, shipped=False, complete=False)[0]


def follow(source: Path, store: Path) -> int:
    """Make another store, with what follows from the records on the day, and return its statements."""
    from accord.graph.loading.bulk import make_store

    return make_store([source], _other(store), shipped=False, at=DAY.isoformat(), complete=True)[0]


def _other(store: Path) -> Path:
    return store.with_suffix(".complete")


def project(_source: Path, store: Path) -> int:
    """Make the network of a day from the store, and return its links."""
    from accord.graph import KnowledgeGraph

    return KnowledgeGraph.load(store).slice(at=DAY.isoformat()).network().number_of_edges()


_STEPS = {"load": load, "project": project, "follow": follow}


def _child(step: str, source: str, store: str) -> None:
    found = _STEPS[step](Path(source), Path(store))
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({"found": found, "cpu": used.ru_utime + used.ru_stime, "megabytes": used.ru_maxrss / 1024}))


def _run(step: str, source: Path, store: Path) -> dict[str, float]:
    done = subprocess.run(  # noqa: S603
        [sys.executable, __file__, "--child", step, str(source), str(store)],
        stdout=subprocess.PIPE,
        check=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30)),
    )
    return json.loads(done.stdout)


def _megabytes(store: Path) -> int:
    return sum(path.stat().st_size for path in store.iterdir()) >> 20


def main(sizes: list[int]) -> None:
    """Print a line a size."""
    heads = ("triples", "load s", "MB", "store MB", "network s", "MB", "links", "follow s", "MB", "store MB")
    print("".join(f"{head:>11}" for head in heads))
    for triples in sizes:
        with tempfile.TemporaryDirectory() as folder:
            source, store = Path(folder) / "record.ttl", Path(folder) / "record.store"
            write_record(source, triples)
            loaded, drawn = _run("load", source, store), _run("project", source, store)
            cells = [f"{triples:,}", f"{loaded['cpu']:.1f}", f"{loaded['megabytes']:.0f}", _megabytes(store)]
            cells += [f"{drawn['cpu']:.1f}", f"{drawn['megabytes']:.0f}", f"{int(drawn['found']):,}"]
            if triples <= MOST_COMPLETED:
                made = _run("follow", source, store)
                cells += [f"{made['cpu']:.1f}", f"{made['megabytes']:.0f}", _megabytes(_other(store))]
        print("".join(f"{cell:>11}" for cell in cells), flush=True)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--child", step, source, store]:
            _child(step, source, store)
        case [*given]:
            main([int(number) for number in given] or [10_000, 100_000, 1_000_000, 10_000_000])
