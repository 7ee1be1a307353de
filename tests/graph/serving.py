"""A real SPARQL endpoint for tests: Oxigraph's own server over a store on disk."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from accord.graph import KnowledgeGraph
from accord.graph.loading import served
from accord.graph.loading.bulk import make_store
from accord.ontology import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator


def store_of(record: str, folder: Path, at: str | None = None) -> Path:
    """Make a store of a record in Turtle, whose prefixes need not be declared, with what follows on a day."""
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    (folder / "small.ttl").write_text(head + record, encoding="utf-8")
    make_store([folder / "small.ttl"], folder / "small.store", shipped=False, at=at)
    return folder / "small.store"


@contextmanager
def never_whole(store: Path, place: str, **limits: int) -> Iterator[KnowledgeGraph]:
    """Give the graph of a store, or of a server where the place is ``endpoint``; to fetch every record of it fails.

    Limits of `accord.graph.loading.served` by their names stand for others.
    """
    with pytest.MonkeyPatch.context() as patch:
        for name, limit in {"MOST": 1, **limits}.items():
            patch.setattr(served, name, limit)
        if place == "endpoint":
            with serving(store) as address:
                yield KnowledgeGraph.load(address)
        else:
            yield KnowledgeGraph.load(store)


@contextmanager
def serving(store: Path) -> Iterator[str]:
    """Start Oxigraph's own server over a store, and give the address at which it takes queries."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    assert program, "the package oxigraph, of the extra 'dev', brings the server along"
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        bound = f"127.0.0.1:{free.getsockname()[1]}"
    command = [program, "serve-read-only", "--location", str(store), "--bind", bound, "--union-default-graph"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            for _ in range(200):
                try:
                    urllib.request.urlopen(f"http://{bound}/", timeout=5).close()
                    break
                except OSError:
                    time.sleep(0.05)
            yield f"http://{bound}/query"
        finally:
            server.terminate()


def is_whole(kg: KnowledgeGraph) -> bool:
    """Whether every record has been fetched."""
    reading: Any = kg.reading  # what it has fetched is what is asked
    return bool({"record", "store"} & reading.__dict__.keys())
