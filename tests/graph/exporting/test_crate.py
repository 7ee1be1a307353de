"""RO-Crate: a folder that says what it holds, read by the library of the RO-Crate community."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from rocrate.rocrate import ROCrate

from accord.graph import KnowledgeGraph

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def folder(hostile: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a crate of the small record."""
    path = tmp_path_factory.mktemp("release") / "crate"
    hostile.export(path, "ro-crate")
    return path


def test_the_library_of_ro_crate_reads_it(folder: Path) -> None:
    """Root, licence and files are found, and each file is there with the size and the SHA-256 that are said."""
    crate = ROCrate(folder)
    assert crate.name == "Small"
    assert crate.root_dataset["datePublished"] == "2026-12-01"
    assert crate.root_dataset["license"].id == "https://creativecommons.org/licenses/by/4.0/"
    files = {entity.id: entity for entity in crate.data_entities}
    assert set(files) == {path.name for path in folder.iterdir()} - {"ro-crate-metadata.json"}
    for name, entity in files.items():
        data = (folder / name).read_bytes()
        assert int(entity["contentSize"]) == len(data)
        assert entity["sha256"] == hashlib.sha256(data).hexdigest()


def test_every_reference_in_the_description_resolves(folder: Path) -> None:
    """What an entity points at is described as well, but for the versions of RO-Crate itself."""
    described = json.loads((folder / "ro-crate-metadata.json").read_text(encoding="utf-8"))["@graph"]
    ids = {entity["@id"] for entity in described}
    pointed = {
        one["@id"]
        for entity in described
        for value in entity.values()
        for one in (value if isinstance(value, list) else [value])
        if isinstance(one, dict)
    }
    assert pointed - ids == {"https://w3id.org/ro/crate/1.1"}


def test_the_files_are_one_record(folder: Path, hostile: KnowledgeGraph) -> None:
    """The Turtle reads back as the record, and the database and the trees hold the same mechanisms."""
    again = KnowledgeGraph.load(folder / "accord.ttl", shipped=False)
    names = sorted(mechanism.id for mechanism in hostile.mechanisms())
    assert sorted(mechanism.id for mechanism in again.mechanisms()) == names
    with closing(sqlite3.connect(folder / "accord.sqlite")) as base:
        assert [name for (name,) in base.execute("SELECT mechanism FROM mechanisms ORDER BY mechanism")] == names
    trees = json.loads((folder / "accord.jsonld").read_text(encoding="utf-8"))["@graph"]
    assert [node["id"] for node in trees] == [f"mech:{name}" for name in names]
