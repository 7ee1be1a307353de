"""CSV files for ``neo4j-admin database import``: nodes with ``:ID`` and ``:LABEL``, relationships with ``:TYPE``."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from .tables import filled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from ..knowledge import KnowledgeGraph
    from .chosen import Chosen
    from .rows import Row
    from .tables import Column, Sheet

#: What a type is called in a header; text needs no name.
_TYPES: Final = {"TEXT": "", "INTEGER": ":long", "DOUBLE": ":double", "BOOLEAN": ":boolean", "DATE": ":date"}
#: Table to the label of its nodes, which is their group of ids as well.
_NODES: Final = {"actors": "Actor", "mechanisms": "Mechanism", "sources": "Source"}
#: Name of the file to the table, the two ends (column and label) and the type of the relationship.
_RELATIONSHIPS: Final = {
    "participations": ("participations", ("actor", "Actor"), ("mechanism", "Mechanism"), "TAKES_PART_IN"),
    "ties": ("dyads", ("a", "Actor"), ("b", "Actor"), "TIED_TO"),
    "constitutes": ("constitutes", ("mechanism", "Mechanism"), ("actor", "Actor"), "CONSTITUTES"),
    "evidence": ("evidence", ("mechanism", "Mechanism"), ("source", "Source"), "RESTS_ON"),
}
#: The names of the files.
NAMES: Final = tuple(f"{name}.csv" for name in (*_NODES, *_RELATIONSHIPS))


def neo4j(kg: KnowledgeGraph, _: Chosen, folder: Path) -> None:
    """Write actors, mechanisms and sources as nodes, and what joins them as relationships, a file each.

    A tie goes from the one actor to the other in the order of their ids, and from the one that is bound where
    ``directed`` is true: Neo4j has no relationship without a direction.

    Notes
    -----
    Text stands in quotation marks, those within doubled: the importer may trim what does not, and its faster reading
    of fields with line breaks asks for them. What has no value is nothing at all, which the importer takes for none;
    a pair of quotation marks would be a text without a letter. Lists are one text, joined by ``; ``, and no arrays.

    Neo4j Operations Manual, "Full import" and "Import header format".
    """
    tables = {sheet.name: (sheet, rows) for sheet, rows in filled(kg)}
    for name, label in _NODES.items():
        sheet, rows = tables[name]
        head = [f"{sheet.key[0]}:ID({label})", *(_head(column) for column in sheet.columns[1:]), ":LABEL"]
        _write(folder / f"{name}.csv", head, ([*map(_cell, sheet.columns, row), label] for row in rows))
    typed = {column.name: column for sheet, _rows in tables.values() for column in sheet.columns}
    for name, (table, start, end, kind) in _RELATIONSHIPS.items():
        names, rows = _linked(table, tables)
        columns = [typed[name] for name in names]
        ends = [names.index(column) for column, _label in (start, end)]
        rest = [place for place in range(len(columns)) if place not in ends]
        head = [f":START_ID({start[1]})", f":END_ID({end[1]})", ":TYPE", *(_head(columns[place]) for place in rest)]
        cells = ([_cell(column, value) for column, value in zip(columns, row, strict=True)] for row in rows)
        lines = ([*(row[place] for place in ends), kind, *(row[place] for place in rest)] for row in cells)
        _write(folder / f"{name}.csv", head, lines)


def _write(path: Path, head: list[str], rows: Iterable[list[str]]) -> None:
    """Write a head and rows, each cell as it stands in the file."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(f"{','.join(row)}\n" for row in chain([head], rows))


def _linked(table: str, tables: dict[str, tuple[Sheet, list[Row]]]) -> tuple[list[str], Iterator[Row]]:
    """Return the columns and the rows of a table, or of one that stands for a join of others."""
    if table == "constitutes":
        records = _records(*tables["mechanisms"])
        found = ((row["mechanism"], row["constitutes"]) for row in records if row["constitutes"])
        return ["mechanism", "actor"], found
    if table == "evidence":
        key = {row["iri"]: row["mechanism"] for row in _records(*tables["mechanisms"])}
        evidence = {row["evidence"]: row for row in _records(*tables["evidence"])}
        names = ["evidence", "source", "locator", "confidence", "supports"]
        rows = (
            (key[link["record"]], *(evidence[link["evidence"]][name] for name in names))
            for link in _records(*tables["rests_on"])
            if link["record"] in key
        )
        return ["mechanism", *names], rows
    sheet, rows = tables[table]
    return [column.name for column in sheet.columns], iter(rows)


def _records(sheet: Sheet, rows: list[Row]) -> Iterator[dict[str, Any]]:
    names = [column.name for column in sheet.columns]
    return (dict(zip(names, row, strict=True)) for row in rows)


def _head(column: Column) -> str:
    return f"{column.name}{_TYPES[column.type]}"


def _cell(column: Column, value: object) -> str:
    """Return a value as it stands in the file.

    Examples
    --------
    >>> from accord.graph.exporting.tables import Column
    >>> print(_cell(Column("label", "TEXT", "its name"), 'Treaty of "friendship" of 1950'))
    "Treaty of ""friendship"" of 1950"
    >>> print(_cell(Column("directed", "BOOLEAN", "whether it has a direction"), True))
    true
    """
    if value is None or value == "":
        return ""
    if column.type == "TEXT":
        return '"' + str(value).replace('"', '""') + '"'
    return str(value).lower() if isinstance(value, bool) else str(value)
