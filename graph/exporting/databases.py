"""A database file of the records: SQLite, which needs nothing, or DuckDB."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..errors import FileError
from .tables import TIES, TIES_MEANING, filled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ..knowledge import KnowledgeGraph
    from .chosen import Chosen
    from .tables import Column, Sheet

#: What the file says it is, in the four bytes that SQLite keeps for it: "ACCO".
_APPLICATION: Final = 0x4143434F
#: SQLite has neither type; days are compared as text of ISO 8601, and yes and no are 1 and 0.
_SQLITE_TYPES: Final = {"DATE": "TEXT", "BOOLEAN": "INTEGER", "DOUBLE": "REAL"}


def sqlite(kg: KnowledgeGraph, _: Chosen, path: Path) -> None:
    """Write the records as a SQLite database, with keys, indexes, comments and the view ``ties``."""
    import sqlite3
    from contextlib import closing

    tables = filled(kg)
    try:
        with closing(sqlite3.connect(path)) as base:
            # One page size and no free pages: the same rows make the same bytes with the same SQLite.
            base.executescript(f"PRAGMA page_size = 4096; PRAGMA application_id = {_APPLICATION};")
            base.execute("PRAGMA foreign_keys = ON")
            with base:
                for sheet, rows in tables:
                    base.execute(_created(sheet, commented=True))
                    base.executemany(_inserted(sheet), rows)
                for sheet, _rows in tables:
                    for statement in _indexes(sheet):
                        base.execute(statement)
                base.execute(f"CREATE VIEW ties AS\n-- {TIES_MEANING}\n{TIES}")
    except sqlite3.Error as error:
        raise FileError(f"cannot write the database: {error}", "Nothing was written.") from None


def duckdb(kg: KnowledgeGraph, _: Chosen, path: Path) -> None:
    """Write the same as a DuckDB database."""
    import duckdb as engine

    from .parquet import arrow_table

    tables = filled(kg)
    try:
        with engine.connect(config={"threads": 1}) as base:
            # Of a small record the usual blocks of 256 kB would be empty for the most part.
            base.execute(f"ATTACH {_quoted(str(path))} AS written (BLOCK_SIZE 16384)")
            base.execute("USE written")
            for sheet, rows in tables:
                base.execute(_created(sheet, commented=False))
                base.register("incoming", arrow_table(sheet, rows))
                base.execute(f"INSERT INTO {sheet.name} SELECT * FROM incoming")  # noqa: S608 - our own names
                base.unregister("incoming")
                base.execute(f"COMMENT ON TABLE {sheet.name} IS {_quoted(sheet.meaning)}")
                for column in sheet.columns:
                    base.execute(f'COMMENT ON COLUMN {sheet.name}."{column.name}" IS {_quoted(column.meaning)}')
            base.execute(f"CREATE VIEW ties AS {TIES}")
            base.execute(f"COMMENT ON VIEW ties IS {_quoted(TIES_MEANING)}")
            base.execute("CHECKPOINT")
    except engine.Error as error:
        raise FileError(f"cannot write the database: {error}", "Nothing was written.") from None


def _created(sheet: Sheet, *, commented: bool) -> str:
    """Return the statement that creates a table; in SQLite its comments stay in the schema."""
    lines = [_column(column, sqlite=commented) for column in sheet.columns]
    notes = [f"  -- {column.meaning}" if commented else "" for column in sheet.columns]
    keys = [f"PRIMARY KEY ({', '.join(_named(name) for name in sheet.key)})"]
    keys += [
        f"FOREIGN KEY ({_named(column.name)}) REFERENCES {column.refers}" for column in sheet.columns if column.refers
    ]
    parts = [f"  {line},{note}" for line, note in zip(lines, notes, strict=True)]
    head = f"CREATE TABLE {sheet.name} (" + (f" -- {sheet.meaning}" if commented else "")
    return "\n".join([head, *parts, ",\n".join(f"  {key}" for key in keys), ")"])


def _column(column: Column, *, sqlite: bool) -> str:
    kind = _SQLITE_TYPES.get(column.type, column.type) if sqlite else column.type
    return f"{_named(column.name)} {kind}"


def _inserted(sheet: Sheet) -> str:
    return f"INSERT INTO {sheet.name} VALUES ({', '.join('?' * len(sheet.columns))})"  # noqa: S608 - our own names


def _indexes(sheet: Sheet) -> Iterator[str]:
    for column in sheet.indexed:
        yield f"CREATE INDEX {sheet.name}_by_{column} ON {sheet.name} ({_named(column)})"


def _named(name: str) -> str:
    return f'"{name}"'


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
