"""A release as an RO-Crate: the data in four formats, and beside it a description that machines read."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

from . import databases, gexf, jsonld, rdf
from .chosen import Chosen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ..knowledge import KnowledgeGraph

_DESCRIPTION: Final = "ro-crate-metadata.json"
_CONTEXT: Final = ["https://w3id.org/ro/crate/1.1/context", {"sha256": "https://schema.org/sha256"}]
_ONTOLOGY: Final = "https://w3id.org/accord-graph/ontology"
#: Each file: its name, what it is, its media type.
_FILES: Final = (
    ("accord.ttl", "The statements, as Turtle", "text/turtle"),
    ("accord.jsonld", "The mechanisms as trees, as JSON-LD", "application/ld+json"),
    ("accord.gexf", "The ties with their times, as GEXF for Gephi", "application/xml"),
    ("accord.sqlite", "The records as tables, as a SQLite database", "application/vnd.sqlite3"),
)
#: The names of the files.
NAMES: Final = (_DESCRIPTION, *(name for name, *_ in _FILES))


def crate(kg: KnowledgeGraph, chosen: Chosen, folder: Path) -> None:
    """Write the graph as Turtle, JSON-LD, GEXF and SQLite, and what they are as ``ro-crate-metadata.json``.

    The day of publication is the one to which the record was checked: the clock's would make every release another.
    """
    _text(folder / "accord.ttl", rdf.text(kg, "turtle"))
    _text(folder / "accord.jsonld", jsonld.framed(kg, chosen))
    _text(folder / "accord.gexf", gexf.gexf(kg, Chosen("parallel")))
    databases.sqlite(kg, chosen, folder / "accord.sqlite")
    described = json.dumps({"@context": _CONTEXT, "@graph": _entities(kg, folder)}, ensure_ascii=False, indent=2)
    (folder / _DESCRIPTION).write_text(f"{described}\n", encoding="utf-8", newline="")


def _entities(kg: KnowledgeGraph, folder: Path) -> list[dict[str, Any]]:
    about = kg.about
    taken = kg.at.description if kg.within else "the whole record"
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": about.title or "A record of security partnerships",
        "description": f"Security partnerships between states, with sources: {taken}; checked to {about.checked_to}.",
        "datePublished": str(about.checked_to.latest),
        "hasPart": [{"@id": name} for name, *_ in _FILES],
        "keywords": "international security, alliances, treaties, networks",
    }
    if about.version:
        root["version"] = about.version
    described: dict[str, Any] = {
        "@id": _DESCRIPTION,
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
    }
    entities = [described, root]
    if about.license:
        root["license"] = {"@id": about.license}
        entities.append({"@id": about.license, "@type": "CreativeWork", "name": "Licence of the record"})
    for name, words, media in _FILES:
        data = (folder / name).read_bytes()
        entities.append(
            {
                "@id": name,
                "@type": "File",
                "name": words,
                "encodingFormat": media,
                "contentSize": str(len(data)),
                "sha256": hashlib.sha256(data).hexdigest(),
                **({"conformsTo": {"@id": _ONTOLOGY}} if name in ("accord.ttl", "accord.jsonld") else {}),
            }
        )
    entities.append({"@id": _ONTOLOGY, "@type": "CreativeWork", "name": "The ontology of the record"})
    return entities


def _text(path: Path, parts: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(parts)
