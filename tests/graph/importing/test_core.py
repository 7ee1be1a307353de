"""The core of every reader: rows by the names of their columns, an account of each, Turtle in one order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accord.graph.errors import AccordError, FileError, UnknownNameError
from accord.graph.importing import import_files
from accord.graph.importing.outcome import Outcome
from accord.graph.importing.rows import Row, head_of, read_rows
from accord.graph.importing.turtle import TurtleWriter, text, when

if TYPE_CHECKING:
    from pathlib import Path


def _rows(path: Path, needed: tuple[str, ...] = ("a", "b"), **how: object) -> list[Row]:
    return list(read_rows(path, needed, what="a file of tests", hint="Give another.", **how))  # type: ignore[arg-type]


def test_rows_are_read_by_name_from_the_line_that_has_the_names(tmp_path: Path) -> None:
    """Whatever stands before the head line, in whatever order the columns are; blanks are not zeros."""
    path = tmp_path / "a.csv"
    path.write_text("A title\n\nb,c,a\n0, x ,1\n,,\n'q',\"two\nlines\",\n", encoding="utf-8")
    first, second = _rows(path)
    assert (first.line, first["a"], first["b"], first["c"]) == (4, "1", "0", "x")
    assert (second.line, second["a"], second["nowhere"]) == (6, "", "")
    assert second.filled == {"b": "'q'", "c": "two\nlines"}
    assert head_of(path) == ["A title"]


def test_encodings_and_stray_ends_are_met(tmp_path: Path) -> None:
    """A mark of byte order, Latin letters outside UTF-8, and a semicolon at the end of each line."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xef\xbb\xbfa,b\n1,2\n")
    assert _rows(path)[0]["a"] == "1"
    path.write_bytes("a,b;\nCôte,2;\n".encode("cp1252"))
    assert dict(_rows(path, trailing=";")[0].values) == {"a": "Côte", "b": "2"}
    with pytest.raises(FileError, match="no text file in utf-8-sig"):
        _rows(path, encodings=("utf-8-sig",))
    bare = tmp_path / "bare.tab"
    bare.write_text('1\t"x\n', encoding="utf-8")
    assert dict(_rows(bare, columns=("a", "b", "c"), delimiter="\t")[0].values) == {"a": "1", "b": '"x', "c": ""}


def test_a_wrong_file_names_what_it_lacks(tmp_path: Path) -> None:
    """The nearest line to a head line decides; a column that stands twice is no name."""
    path = tmp_path / "a.csv"
    path.write_text("a,c\n1,2\n", encoding="utf-8")
    with pytest.raises(FileError, match="is not a file of tests: it lacks b"):
        _rows(path)
    path.write_text("a,b,b\n1,2,3\n", encoding="utf-8")
    with pytest.raises(FileError, match="has the column b twice"):
        _rows(path)
    with pytest.raises(FileError, match="cannot read"):
        _rows(tmp_path / "none.csv")


def test_every_row_is_accounted_for() -> None:
    """Used, refused and passed over make up what was read; the refused ones are given back as CSV."""
    outcome = Outcome(rows_read=3)
    outcome.use()
    outcome.refuse(Row("a.csv", 3, {"x": "1", "y": ""}), "it is odd")
    assert not outcome.is_balanced
    outcome.passed_over["no cooperation"] += 1
    assert outcome.is_balanced
    assert outcome.refusals() == "file,line,reason,x,y\na.csv,3,it is odd,1,\n"
    outcome.not_recognised("NATO", "is an organisation and not a state")
    assert outcome.lines() == [
        *("rows read: 3", "rows used: 1", "records made: none", "rows refused: 1", "  1 x it is odd"),
        *("rows passed over: 1", "  1 x no cooperation", "not recognised: 1"),
        *("  1 x 'NATO' is an organisation and not a state", "notes: 0"),
    ]


@pytest.mark.parametrize("in_memory", [1, 2, 100])
def test_turtle_comes_in_one_order(in_memory: int) -> None:
    """However few records fit into memory; a record that is added twice is written once."""
    writer = TurtleWriter({"x": "https://example.org/x#"}, in_memory=in_memory)
    for name in ("mech:c", "mech:a", "mech:b", "mech:a"):
        writer.add(
            name, [("a", "acc:Alliance"), ("acc:party", "actor:JPN"), ("acc:party", "actor:USA"), ("x:y", text("0"))]
        )
    found = "".join(writer.chunks())
    assert [line for line in found.splitlines() if line.startswith("mech:")] == ["mech:a", "mech:b", "mech:c"]
    assert '\n  acc:party actor:JPN , actor:USA ;\n  x:y "0" .\n' in found
    prefixes = [line.split()[1] for line in found.splitlines() if line.startswith("@prefix")]
    assert prefixes == ["acc:", "actor:", "mech:", "x:"]


@pytest.mark.parametrize("in_memory", [1, 100])
def test_two_records_of_one_name_are_a_fault(in_memory: int) -> None:
    """A reader that names two things alike is told so."""
    writer = TurtleWriter(in_memory=in_memory)
    writer.add("mech:a", [("a", "acc:Alliance")])

    def add_another() -> None:
        writer.add("mech:a", [("a", "acc:DefencePact")])
        list(writer.chunks())

    with pytest.raises(AccordError, match="two records are called mech:a"):
        add_another()


def test_literals_are_escaped() -> None:
    """Quotation marks, breaks, control characters; a date has the type of its precision."""
    assert text('a"b\\c\nd\x01', "en") == '"a\\"b\\\\c\\nd\\u0001"@en'
    assert [when(date) for date in ("1914", "1914-08", "1914-08-01")] == [
        *('"1914"^^xsd:gYear', '"1914-08"^^xsd:gYearMonth', '"1914-08-01"^^xsd:date'),
    ]


def test_what_is_no_kind_or_no_file_is_refused(tmp_path: Path) -> None:
    """Before anything is read."""
    with pytest.raises(UnknownNameError, match="no kind of data set is called 'atopp'") as refused:
        import_files("atopp", [])
    assert refused.value.hint == "Did you mean atop?"
    with pytest.raises(FileError, match="no such file"):
        import_files("atop", [tmp_path / "none.csv"])
