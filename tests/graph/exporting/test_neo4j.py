"""CSV for Neo4j: each rule of its importer, and an embedded graph database that loads the files and speaks Cypher.

The rules are those of the Neo4j Operations Manual, "Full import" and "Import header format". Neo4j itself is not run;
LadybugDB, which goes on from Kuzu, makes its tables from the headers of the files, reads the files with a reader of its
own, and answers questions in Cypher of which the answers are worked out from the record.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import ladybug
import pytest

from .conftest import FORMULA, HOSTILE, TIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from accord.graph import KnowledgeGraph

_NODES: Final = {"actors": "Actor", "mechanisms": "Mechanism", "sources": "Source"}
_RELATIONSHIPS: Final = ("participations", "ties", "constitutes", "evidence")
#: A field of a header: a name, and what it is or a type that there is, with a group of ids in parentheses.
_FIELD: Final = re.compile(
    r"(?P<name>[^:]*)(:(?P<type>ID|START_ID|END_ID|LABEL|TYPE|IGNORE|"
    r"(int|long|float|double|boolean|byte|short|char|string|point|date|localtime|time|localdatetime|datetime|duration)"
    r"(\[\])?)(\((?P<group>\w+)\))?)?"
)
#: A cell by RFC 4180, in quotation marks or not, and what ends it.
_CELL: Final = re.compile(r'(?:"(?P<quoted>(?:[^"]|"")*)"|(?P<bare>[^",\r\n]*))(?P<after>,|\n)')
#: The size of the importer's buffer, which a row has to fit in.
_BUFFER: Final = 4_194_304


class Cell(NamedTuple):
    """A cell as it stands in a file."""

    text: str
    quoted: bool


class File(NamedTuple):
    """A file: its fields, and its rows."""

    fields: list[re.Match[str]]
    rows: list[list[Cell]]

    def places(self, *types: str | None) -> list[int]:
        """Return which columns are of these types."""
        return [place for place, field in enumerate(self.fields) if field["type"] in types]

    def column(self, place: int) -> list[str]:
        """Return the texts of a column."""
        return [row[place].text for row in self.rows]


def _rows(text: str) -> Iterator[list[Cell]]:
    """Yield the rows of a file; what is no cell is an error."""
    place, row = 0, list[Cell]()
    while place < len(text):
        found = _CELL.match(text, place)
        assert found, text[place : place + 80]
        quoted = found["quoted"]
        row.append(Cell(found["bare"], False) if quoted is None else Cell(quoted.replace('""', '"'), True))
        if found["after"] == "\n":
            yield row
            row = []
        place = found.end()
    assert not row, "the last line has no end"


def _read(path: Path) -> File:
    head, *rows = _rows(path.read_bytes().decode("utf-8"))
    fields = [_FIELD.fullmatch(cell.text) for cell in head]
    assert all(fields), head
    return File([field for field in fields if field], rows)


@pytest.fixture(scope="module", params=["hostile", "japan_and_europe"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the files of the small record and of a part of the shipped one."""
    path = tmp_path_factory.mktemp("neo4j") / "files"
    request.getfixturevalue(request.param).export(path, "neo4j")
    return path


@pytest.fixture(scope="module")
def files(folder: Path) -> dict[str, File]:
    """Give them as read by the rules of CSV: the header in its grammar."""
    return {path.stem: _read(path) for path in sorted(folder.iterdir())}


def test_node_files_have_one_id_and_one_label(files: dict[str, File]) -> None:
    """The id has a name, so that it is kept, and a group of its own; it is there, and unique in the group."""
    for name, label in _NODES.items():
        file = files[name]
        (key,), (place,) = file.places("ID"), file.places("LABEL")
        assert file.fields[key]["name"]
        assert file.fields[key]["group"] == label
        ids = file.column(key)
        assert len(set(ids)) == len(ids)
        assert all(ids)
        # Labels are parted by semicolons: there is one.
        assert set(file.column(place)) == {label}


def test_relationship_files_have_both_ends_and_a_type(files: dict[str, File]) -> None:
    """The three mandatory fields have no name; the groups of the ends are those of nodes, and every end is a node."""
    ids = {label: set(files[name].column(files[name].places("ID")[0])) for name, label in _NODES.items()}
    assert set(files) == {*_NODES, *_RELATIONSHIPS}
    for name in _RELATIONSHIPS:
        file = files[name]
        (start,), (end,), (kind,) = (file.places(one) for one in ("START_ID", "END_ID", "TYPE"))
        assert not any(file.fields[place]["name"] for place in (start, end, kind))
        for place in (start, end):
            assert set(file.column(place)) <= ids[file.fields[place]["group"]]
        (found,) = set(file.column(kind))
        assert re.fullmatch(r"[A-Z_]+", found)


def test_every_property_has_one_column(files: dict[str, File]) -> None:
    """A property is named once, by a name without a blank, and each row is as long as the header."""
    for file in files.values():
        names = [field["name"] for field in file.fields if field["name"]]
        assert len(set(names)) == len(names)
        assert all(re.fullmatch(r"[a-z_0-9]+", name) for name in names)
        assert {len(row) for row in file.rows} <= {len(file.fields)}


def test_values_are_of_their_types(files: dict[str, File]) -> None:
    """Yes and no are exactly that, for all else is no; days are ISO 8601; numbers are numbers; there are no arrays."""
    shapes = {
        "boolean": r"true|false",
        "date": r"\d{4}-\d\d-\d\d",
        "long": r"-?\d{1,18}",
        "double": r"-?\d+(\.\d+)?(e-?\d+)?",
    }
    used = set[str]()
    for file in files.values():
        for place, field in enumerate(file.fields):
            if (kind := field["type"]) in shapes:
                used.add(kind)
                values = [text for text in file.column(place) if text]
                assert all(re.fullmatch(shapes[kind], text) for text in values)
                if kind == "date":
                    assert all(date.fromisoformat(text).isoformat() == text for text in values)
                if kind == "boolean":
                    assert len(values) == len(file.rows)
            else:
                assert kind in (None, "ID", "LABEL", "START_ID", "END_ID", "TYPE")
    assert used == {*shapes}


def test_text_is_quoted_and_what_is_missing_is_nothing(files: dict[str, File]) -> None:
    """Quoted text keeps its blanks and its line breaks; a pair of quotation marks would be a text, and not none."""
    for file in files.values():
        typed = set(file.places(None, "ID", "START_ID", "END_ID"))
        for row in file.rows:
            for place, cell in enumerate(row):
                assert cell.quoted is (place in typed and cell.text != "")


def test_files_are_utf_8_with_line_feeds_and_rows_that_fit(folder: Path) -> None:
    """No mark of byte order, no carriage return as an end of a line, and no row that exceeds the importer's buffer."""
    for path in folder.iterdir():
        data = path.read_bytes()
        assert not data.startswith(b"\xef\xbb\xbf")
        assert data.endswith(b"\n")
        assert b"\r\n" not in data
        longest = max(sum(len(cell.text.encode()) + 3 for cell in row) for row in _rows(data.decode()))
        assert longest < _BUFFER


def test_the_documented_command_names_every_file() -> None:
    """Nodes as nodes, relationships as relationships, and that a text may have several lines."""
    page = (Path(__file__).parents[3] / "docs" / "exports.md").read_text(encoding="utf-8")
    (command,) = re.findall(r"^neo4j-admin database import full (?:.*\\\n)*.*", page, re.MULTILINE)
    for option, names in (("nodes", _NODES), ("relationships", _RELATIONSHIPS)):
        assert re.findall(rf"--{option}=neo4j/(\w+)\.csv", command) == [*names]
    assert "--multiline-fields=true" in command


_TYPES: Final = {None: "STRING", "long": "INT64", "double": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}
#: The dialect of Neo4j; without it the database guesses one from the first lines.
_DIALECT: Final = "HEADER=true, PARALLEL=false, AUTO_DETECT=false, DELIM=',', QUOTE='\"', ESCAPE='\"'"


class Base:
    """A database whose tables are those that the headers of the files say."""

    def __init__(self, folder: Path, base: Path) -> None:
        self._base = ladybug.Database(base, buffer_pool_size=256 * 2**20)
        self._connection = ladybug.Connection(self._base, num_threads=1)
        for name in (*_NODES, *_RELATIONSHIPS):
            path = folder / f"{name}.csv"
            file = _read(path)
            groups = [field["group"] for field in file.fields if field["group"]]
            (kind,) = set(file.column(file.places("LABEL", "TYPE")[0]))
            # The columns of both ends come first in a file, and have no name in a table.
            columns = [
                f"`{field['name'] or ':' + field['type']}` {_TYPES.get(field['type'], 'STRING')}"
                for field in file.fields
                if field["type"] not in ("START_ID", "END_ID")
            ]
            if name in _NODES:
                columns.append(f"PRIMARY KEY (`{file.fields[file.places('ID')[0]]['name']}`)")
                self.ask(f"CREATE NODE TABLE {kind} ({', '.join(columns)})")
            else:
                self.ask(f"CREATE REL TABLE {kind} (FROM {groups[0]} TO {groups[1]}, {', '.join(columns)})")
            self.ask(f"COPY {kind} FROM '{path}' ({_DIALECT})")

    def ask(self, cypher: str, **parameters: object) -> list[list[Any]]:
        """Return the rows of an answer."""
        answer = self._connection.execute(cypher, parameters)
        assert isinstance(answer, ladybug.QueryResult)
        with answer:
            return answer.get_all()

    def close(self) -> None:
        """Close it."""
        self._connection.close()
        self._base.close()


@pytest.fixture
def base(folder: Path, tmp_path: Path) -> Iterator[Base]:
    """Give a database with the files in it."""
    made = Base(folder, tmp_path / "base")
    yield made
    made.close()


_COUNT_NODES: Final = "MATCH (n) RETURN label(n) AS kind, count(*) ORDER BY kind"
_COUNT_RELATIONSHIPS: Final = "MATCH ()-[r]->() RETURN label(r) AS kind, count(*) ORDER BY kind"


@pytest.mark.parametrize("folder", ["hostile"], indirect=True)
def test_cypher_finds_the_small_record(base: Base) -> None:
    """Worked out by hand: quotes, line breaks and hostile labels survive, days are days, and ties have their spells."""
    assert base.ask(_COUNT_NODES) == [["Actor", 6], ["Mechanism", 4], ["Source", 2]]
    assert base.ask(_COUNT_RELATIONSHIPS) == [
        *(["CONSTITUTES", 1], ["RESTS_ON", 3], ["TAKES_PART_IN", 10], ["TIED_TO", len(TIES)]),
    ]
    names = "MATCH (a:Actor) WHERE a.actor IN ['AAA', 'BBB'] RETURN a.label, a.description ORDER BY a.actor"
    assert base.ask(names) == [[HOSTILE, None], [FORMULA, None]]
    assert base.ask("MATCH (m:Mechanism)-[:CONSTITUTES]->(a:Actor) RETURN m.mechanism, a.actor") == [["pact", "ORG"]]
    evidence = "MATCH (m:Mechanism)-[r:RESTS_ON]->(s:Source) RETURN m.mechanism, s.title, r.locator, r.confidence "
    assert base.ask(evidence + "ORDER BY m.mechanism") == [
        *(["drill", "Paper", "p. 2; note 3", "low"], ["pact", "Paper", "p. 1", "high"]),
        ["talks", "Paper", "p. 2; note 3", "low"],
    ]
    ties = "MATCH (a:Actor)-[t:TIED_TO]->(b:Actor) RETURN a.actor, b.actor, t.mechanism, t.layer, t.spell, "
    found = base.ask(ties + "t.start_latest, t.end_earliest ORDER BY a.actor, b.actor, t.mechanism, t.layer, t.spell")
    assert [(*row[:5], *(day and day.isoformat() for day in row[5:])) for row in found] == TIES
    undirected = "MATCH (:Actor)-[t:TIED_TO]->(:Actor) WHERE NOT t.directed RETURN count(*)"
    assert base.ask(undirected) == [[len(TIES)]]


@pytest.mark.parametrize("folder", ["japan_and_europe"], indirect=True)
def test_cypher_finds_what_the_record_holds(base: Base, japan_and_europe: KnowledgeGraph) -> None:
    """Counts are those of the record, and Japan's ties on a day those of the slice: partner, mechanism and layer."""
    kg = japan_and_europe
    mechanisms = kg.record.mechanisms.values()
    counts = dict(map(tuple, base.ask(_COUNT_NODES)))
    assert counts["Mechanism"] == len(mechanisms)
    assert counts["Actor"] == len(kg.record.actors)
    joined = dict(map(tuple, base.ask(_COUNT_RELATIONSHIPS)))
    assert joined["TAKES_PART_IN"] == sum(len(mechanism.participations) for mechanism in mechanisms)
    assert joined["RESTS_ON"] == sum(len(mechanism.evidence) for mechanism in mechanisms)
    network = kg.slice(at="2014-12-31").parallel()
    tied = {(b, data["mechanism"], data["layer"]) for _, b, data in network.edges("JPN", data=True)}
    cypher = (
        "MATCH (:Actor {actor: $who})-[t:TIED_TO]-(b:Actor) WHERE t.start_latest <= $day "
        "AND (t.end_earliest IS NULL OR t.end_earliest > $day) RETURN b.actor, t.mechanism, t.layer"
    )
    found = {tuple(row) for row in base.ask(cypher, who="JPN", day=date(2014, 12, 31))}
    assert found == tied
    assert len(tied) > 5
    parties = "MATCH (a:Actor)-[p:TAKES_PART_IN]->(:Mechanism {mechanism: $what}) RETURN a.actor"
    treaty = next(mechanism for mechanism in mechanisms if mechanism.id == "north-atlantic-treaty")
    assert {name for (name,) in base.ask(parties, what=treaty.id)} == {part.actor.id for part in treaty.participations}
