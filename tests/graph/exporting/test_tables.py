"""Tables: databases and files that answer plain questions, read back with the tools that people use."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

import duckdb
import pandas
import pyarrow.parquet as pq
import pytest

from accord.graph import FileError
from accord.graph.exporting import formats
from accord.graph.exporting.tables import SHEETS

from .conftest import FORMULA, HOSTILE, TIES

if TYPE_CHECKING:
    from pathlib import Path

    from accord.graph import KnowledgeGraph

#: Counted by hand in the Turtle of the fixture.
_ROWS: Final = {
    "actors": 6,
    "mechanisms": 4,
    "participations": 10,
    "obligations": 2,
    "sources": 2,
    "evidence": 2,
    "conflicts": 1,
    "assertions": 1,
    "claims": 1,
    "passages": 1,
    "speaks_of": 2,
}
_ASKED: Final = (
    "SELECT a, b, mechanism, layer, spell, CAST(start_latest AS TEXT), CAST(end_earliest AS TEXT) FROM ties "
    "ORDER BY a, b, mechanism, layer, spell"
)


def _sqlite(path: Path, question: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as base:
        return base.execute(question).fetchall()


def _duckdb(path: Path, question: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(path), read_only=True) as base:
        return base.execute(question).fetchall()


@pytest.mark.parametrize(("name", "asked"), [("sqlite", _sqlite), ("duckdb", _duckdb)])
def test_a_database_answers_plain_questions(hostile: KnowledgeGraph, name: str, asked: Any, tmp_path: Path) -> None:
    """Tables hold what the Turtle does, the view has every tie with its spells, and labels are as they were."""
    path = tmp_path / "base"
    hostile.export(path, name)
    for table, number in _ROWS.items():
        assert asked(path, f"SELECT count(*) FROM {table}") == [(number,)], table  # noqa: S608 - our own names
    assert asked(path, _ASKED) == TIES
    assert asked(path, "SELECT label FROM actors WHERE actor IN ('AAA', 'BBB') ORDER BY actor") == [
        (HOSTILE,),
        (FORMULA,),
    ]
    assert asked(path, "SELECT obligation FROM obligations ORDER BY obligation") == [("consultation",), ("defence",)]
    sources = "SELECT s.title, e.confidence FROM mechanisms m JOIN rests_on r ON r.record = m.iri "
    sources += "JOIN evidence e USING (evidence) JOIN sources s USING (source) WHERE m.mechanism = 'pact'"
    assert asked(path, sources) == [("Paper", "high")]
    assert asked(path, "SELECT version, checked_to, slice FROM about") == [("1.0", "2026-12-01", "whole record")]
    conflict = "SELECT property, follows, sets_aside, other_date FROM conflicts"
    assert asked(path, conflict) == [("signed", "paper", "note", "1949")]
    assert [path.name for path in tmp_path.iterdir()] == ["base"]


def test_a_slice_narrows_a_database_as_it_does_the_rdf(hostile: KnowledgeGraph, tmp_path: Path) -> None:
    """A slice has the mechanisms, participations and ties that hold in it, and what these lead to."""
    path = tmp_path / "base"
    then = hostile.slice(at="1978-01-01")
    then.export(path, "sqlite")
    assert _sqlite(path, "SELECT mechanism FROM mechanisms") == [(m.id,) for m in then.mechanisms()] == [("pact",)]
    assert _sqlite(path, "SELECT actor FROM participations ORDER BY actor") == [("AAA",), ("BBB",)]
    pairs = [("AAA", "BBB"), ("AAA", "ORG"), ("BBB", "ORG")]
    assert _sqlite(path, "SELECT a, b FROM ties ORDER BY a, b") == pairs == sorted(then.network().edges)
    assert _sqlite(path, "SELECT count(*) FROM claims") == [(0,)]
    turtle = then.export()
    for (actor,) in _sqlite(path, "SELECT actor FROM actors"):
        assert f"actor:{actor} a acc:" in turtle


def test_sqlite_keeps_keys_comments_and_indexes(hostile: KnowledgeGraph, tmp_path: Path) -> None:
    """Keys refer to what is there, a second row of the same key is refused, and the schema explains itself."""
    path = tmp_path / "base"
    hostile.export(path, "sqlite")
    assert _sqlite(path, "PRAGMA foreign_key_check") == []
    assert _sqlite(path, "PRAGMA integrity_check") == [("ok",)]
    schema = "\n".join(sql or "" for (sql,) in _sqlite(path, "SELECT sql FROM sqlite_schema"))
    for sheet in SHEETS:
        assert sheet.meaning in schema
        assert all(column.meaning in schema for column in sheet.columns)
    assert "CREATE INDEX dyads_by_b ON dyads" in schema
    plan = _sqlite(path, "EXPLAIN QUERY PLAN SELECT * FROM dyads WHERE b = 'CCC'")
    assert "USING INDEX dyads_by_b" in plan[0][3]
    with closing(sqlite3.connect(path)) as base:
        base.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            base.execute("INSERT INTO obligations VALUES ('nothing', 'defence')")
        with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
            base.execute("INSERT INTO obligations VALUES ('pact', 'defence')")


def test_duckdb_keeps_keys_comments_and_types(hostile: KnowledgeGraph, tmp_path: Path) -> None:
    """Days are days, yes and no are that, comments stand with tables and columns, and keys refer to what is there."""
    path = tmp_path / "base"
    hostile.export(path, "duckdb")
    comments = dict(_duckdb(path, "SELECT table_name, comment FROM duckdb_tables()"))
    assert comments == {sheet.name: sheet.meaning for sheet in SHEETS}
    types = dict(_duckdb(path, "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = 'dyads'"))
    assert (types["start_latest"], types["directed"], types["depth"]) == ("DATE", "BOOLEAN", "INTEGER")
    with duckdb.connect(str(path)) as base, pytest.raises(duckdb.ConstraintException):
        base.execute("INSERT INTO obligations VALUES ('nothing', 'defence')")


def test_parquet_is_read_by_arrow_pandas_and_duckdb(hostile: KnowledgeGraph, tmp_path: Path) -> None:
    """A file a table, with types and meanings; pandas has frames of them, and DuckDB joins them by SQL."""
    folder = tmp_path / "tables"
    hostile.export(folder, "parquet")
    assert {path.stem for path in folder.iterdir()} == {sheet.name for sheet in SHEETS}
    actors = pq.read_table(folder / "actors.parquet")
    assert actors.column("label").to_pylist()[:2] == [HOSTILE, FORMULA]
    assert actors.schema.field("region").metadata == {b"description": b"region of the M49 standard"}
    assert str(pq.read_table(folder / "dyads.parquet").schema.field("start_latest").type) == "date32[day]"
    ties = pandas.read_parquet(folder / "dyads.parquet").sort_values(["a", "b", "mechanism", "layer", "spell"])
    days = [[None if pandas.isna(day) else str(day) for day in ties[name]] for name in ("start_latest", "end_earliest")]
    rows = zip(ties["a"], ties["b"], ties["mechanism"], ties["layer"], ties["spell"], *days, strict=True)
    assert list(rows) == TIES
    assert list(pandas.read_parquet(folder / "actors.parquet")["label"][:2]) == [HOSTILE, FORMULA]
    question = (
        f"SELECT d.a, m.label FROM read_parquet('{folder}/dyads.parquet') d "  # noqa: S608 - our own folder
        f"JOIN read_parquet('{folder}/mechanisms.parquet') m USING (mechanism) WHERE d.layer = 'exercise'"
    )
    with duckdb.connect() as base:
        assert base.execute(question).fetchall() == [("AAA", "Drill")]


_WRITE: Final = """
import sys
from accord.graph import KnowledgeGraph
kg = KnowledgeGraph.load(sys.argv[1], shipped=False)
for name in sys.argv[3:]:
    kg.export(f"{sys.argv[2]}.{name}", name)
"""


def test_two_processes_write_the_same_bytes(hostile: KnowledgeGraph, tmp_path: Path) -> None:
    """Under other hash seeds and time zones the bytes are the same, but for the number that DuckDB gives each file."""
    (tmp_path / "small.ttl").write_text(hostile.export(), encoding="utf-8")
    names = [form.name for form in formats.FORMATS.values() if form.holds != "graph"]
    for stem, environment in {
        "one": {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "UTC"},
        "two": {"PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "TZ": "Asia/Tokyo"},
    }.items():
        call = [sys.executable, "-c", _WRITE, str(tmp_path / "small.ttl"), str(tmp_path / stem), *names]
        subprocess.run(call, env={**os.environ, **environment}, check=True)
    for name in names:
        one, two = (_bytes(tmp_path / f"{stem}.{name}") for stem in ("one", "two"))
        assert len(one) > 0
        # DuckDB's first header has a random number and the checksum over it; what comes after is the content.
        assert (one[0][4096:] == two[0][4096:]) if name == "duckdb" else (one == two), name


def _bytes(path: Path) -> list[bytes]:
    return [part.read_bytes() for part in (sorted(path.iterdir()) if path.is_dir() else [path])]


def test_a_missing_package_is_named_with_its_extra(
    hostile: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where DuckDB or pyarrow is not installed, the error says so and names the extra."""
    monkeypatch.setattr(formats, "find_spec", lambda _: None)
    for name in ("duckdb", "parquet"):
        with pytest.raises(FileError, match=f"the format {name} needs") as caught:
            hostile.export(tmp_path / "base", name)
        assert "accord-graph[data]" in caught.value.hint
    assert list(tmp_path.iterdir()) == []


def test_a_failed_database_leaves_what_was_there(hostile: KnowledgeGraph, tmp_path: Path) -> None:
    """Where a database cannot be written, nothing half is left."""
    with pytest.raises(FileError, match="cannot write"):
        hostile.export(tmp_path / "missing" / "base", "sqlite")
    (tmp_path / "folder").mkdir()
    with pytest.raises(FileError, match="is no file"):
        hostile.export(tmp_path / "folder", "sqlite")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_two_records_of_one_id_stay_apart(graph_of: Any, tmp_path: Path) -> None:
    """In a graph of one's own two records may share the end of their IRI: the second goes by its IRI."""
    kg = graph_of("<https://x.org/a/A> a acc:State . <https://x.org/b/A> a acc:State .")
    kg.export(tmp_path / "base", "sqlite")
    assert _sqlite(tmp_path / "base", "SELECT actor FROM actors ORDER BY actor") == [("A",), ("https://x.org/b/A",)]
