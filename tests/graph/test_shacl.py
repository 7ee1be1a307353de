"""What the shapes ask is either known, or refused; and values are judged as they were found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from pyoxigraph import RdfFormat, parse

from accord.graph.errors import ShapeError
from accord.graph.validation import shacl
from accord.graph.validation.shacl.compiler import compile_shapes
from accord.graph.validation.shacl.terms import Literal, compare, is_well_formed
from accord.ontology import PREFIXES, shapes_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from accord.graph.validation.shacl.compiler import Shape

XSD: Final = PREFIXES["xsd"]
HEAD: Final = "@prefix : <urn:x:> .\n" + "".join(
    f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in ("rdf", "rdfs", "sh", "xsd")
)
TARGET: Final = ':s a sh:NodeShape ; sh:targetClass :C ; sh:message "No."@en'

#: Shapes that are refused, and part of what is said.
REFUSED: Final = [
    (f"{TARGET} ; sh:closed true .", "sh:closed, which is not known"),
    (f"{TARGET} ; sh:sparql [ sh:select 'SELECT $this {{}}' ] .", "sh:sparql, which is not known"),
    (f"{TARGET} ; sh:xone ( [ sh:class :D ] [ sh:class :E ] ) .", "sh:xone, which is not known"),
    (f"{TARGET} ; sh:pattern 'a' ; sh:flags 'i' .", "sh:flags, which is not known"),
    (f"{TARGET} ; sh:targetNode :x .", "sh:targetNode, which is not known"),
    (f"{TARGET} ; sh:deactivated true .", "sh:deactivated, which is not known"),
    (f"{TARGET} ; sh:or ( [ sh:equals :p ] ) .", "sh:equals, which is not known"),
    (f"{TARGET} ; a rdfs:Class .", "none of SHACL's"),
    (f"{TARGET} ; sh:datatype xsd:boolean .", "the datatype xsd:boolean"),
    (f"{TARGET} ; sh:nodeKind sh:Thing .", "the kind of node sh:Thing"),
    (f"{TARGET} ; sh:severity :Grave .", "has the severity"),
    (f"{TARGET} , 'Never.'@en .", "more than one sh:message"),
    (f"{TARGET} ; sh:minCount 1 .", "sh:minCount and no sh:path"),
    (f"{TARGET} ; sh:property [ sh:path :p ; sh:minCount 1 ] .", "no sh:message"),
    (f"{TARGET} ; sh:property [ sh:path [ sh:zeroOrOnePath :p ] ] .", "zeroOrOnePath, which is not known"),
    (f"{TARGET} ; sh:property [ sh:path :p ; sh:message 'No.' ; sh:minCount 'one' ] .", "'one' stands"),
    (f"{TARGET} ; sh:property [ sh:path :p ; sh:message 'No.' ; sh:uniqueLang false ] .", "sh:uniqueLang is true"),
    (f"{TARGET} ; sh:property [ sh:path :p ; sh:message 'No.' ; sh:qualifiedMinCount 1 ] .", "counts values"),
    (f"{TARGET} ; sh:property :p .", "nothing is said of it"),
    (f"{TARGET} ; sh:node :s .", "refers to itself"),
    (f"{TARGET} ; sh:in () .", "is empty, or is none"),
    (f"{TARGET} . [] sh:class :D .", "to which no shape points"),
    (":alone sh:closed true .", "sh:closed, which is not known"),
]


@pytest.fixture
def results_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], list[dict[str, str]]]:
    """Give a way to check a record against shapes, both as Turtle."""

    def checked(shapes: str, record: str) -> list[dict[str, str]]:
        path = tmp_path / "shapes.ttl"
        path.write_text(HEAD + shapes, encoding="utf-8")
        compile_shapes.cache_clear()
        monkeypatch.setattr(shacl.ontology, "shapes_file", lambda: path)
        return shacl.check_shapes(quad.triple for quad in parse(HEAD + record, RdfFormat.TURTLE))

    return checked


def test_every_shape_is_known() -> None:
    """All of the ontology's shapes that have targets are made into functions, and none of them asks for nothing."""
    text = shapes_file().read_text("utf-8")
    made = compile_shapes(shapes_file())
    assert len(made) == text.count("sh:targetClass ") + text.count("sh:targetClass\n") + text.count(
        "sh:targetSubjectsOf "
    )

    def asks(shape: Shape) -> bool:
        return bool(shape.constraints) or (bool(shape.properties) and all(map(asks, shape.properties)))

    assert all(map(asks, made))


@pytest.mark.parametrize(("shapes", "message"), REFUSED)
def test_what_is_not_known_is_refused(shapes: str, message: str, tmp_path: Path) -> None:
    """A shape that asks for what cannot be checked is an error that names it, and is never left out."""
    path = tmp_path / "shapes.ttl"
    path.write_text(HEAD + shapes, encoding="utf-8")
    compile_shapes.cache_clear()
    with pytest.raises(ShapeError, match=message):
        compile_shapes(path)


def test_values_are_judged_as_they_were_found(results_of: Callable[[str, str], list[dict[str, str]]]) -> None:
    """A number of another datatype is of another datatype, and one number written in two ways is two values."""
    shape = ":s a sh:PropertyShape ; sh:targetClass :C ; sh:path :p ; sh:message 'No.' ; "
    (found,) = results_of(shape + "sh:datatype xsd:integer .", ":a a :C ; :p '05'^^xsd:int , 5 .")
    assert found == {
        "focusNode": "urn:x:a",
        "resultMessage": "No.",
        "resultPath": "urn:x:p",
        "resultSeverity": f"{PREFIXES['sh']}Violation",
        "sourceConstraintComponent": f"{PREFIXES['sh']}DatatypeConstraintComponent",
        "sourceShape": "urn:x:s",
        "value": "05",
    }
    assert len(results_of(shape + "sh:maxCount 1 .", ":a a :C ; :p 5 , 05 .")) == 1
    assert results_of(shape + "sh:maxCount 1 .", ":a a :C ; :p 'x'@en , 'x'@EN .") == []


def test_only_nodes_in_focus_are_told_of(results_of: Callable[[str, str], list[dict[str, str]]]) -> None:
    """Where nodes are named, others get no result; a blank node has no name by which it could be left out."""
    results_of(":s a sh:PropertyShape ; sh:targetClass :C ; sh:path :p ; sh:message 'No.' ; sh:minCount 1 .", "")
    triples = [quad.triple for quad in parse(HEAD + ":a a :C . :b a :C . [] a :C .", RdfFormat.TURTLE)]
    found = [result["focusNode"] for result in shacl.check_shapes(triples, {"urn:x:b"})]
    assert found[0] == "urn:x:b"
    assert len(found) == 2
    assert ":" not in found[1]


def test_paths_are_walked_from_both_ends(results_of: Callable[[str, str], list[dict[str, str]]]) -> None:
    """A path that repeats stops in a circle, and a sequence that is walked from its end is turned around."""
    shape = ":s a sh:PropertyShape ; sh:targetClass :C ; sh:message 'No.' ; sh:path {} ; sh:hasValue {} ."
    circle = ":a a :C ; :p :b . :b :p :c . :c :p :a . :d :q :e . :e :r :a ."
    for path, value, number in (
        ("[ sh:zeroOrMorePath :p ]", ":c", 0),
        ("[ sh:oneOrMorePath :p ]", ":a", 0),
        ("[ sh:oneOrMorePath :p ]", ":d", 1),
        ("[ sh:inversePath ( :q :r ) ]", ":d", 0),
        ("( [ sh:inversePath :r ] [ sh:inversePath :q ] )", ":d", 0),
        ("[ sh:alternativePath ( :q [ sh:inversePath :p ] ) ]", ":c", 0),
    ):
        assert len(results_of(shape.format(path, value), circle)) == number, path


@pytest.mark.parametrize(
    ("one", "other", "order"),
    [
        (("9", "integer"), ("10", "decimal"), -1),
        (("1.0", "decimal"), ("1", "int"), 0),
        (("1e2", "double"), ("99", "integer"), 1),
        (("INF", "double"), ("99", "integer"), 1),
        (("NaN", "double"), ("99", "integer"), None),
        (("one", "integer"), ("99", "integer"), None),
        (("2014-05-06", "date"), ("2014-05-07", "date"), -1),
        (("2014", "gYear"), ("2014-05-07", "date"), None),
        (("2014-02-30", "date"), ("2014-05-07", "date"), None),
        (("a", "string"), ("b", "string"), -1),
        (("10", "string"), ("9", "integer"), None),
    ],
)
def test_values_are_compared_as_sparql_does(one: tuple[str, str], other: tuple[str, str], order: int | None) -> None:
    """Numbers compare with numbers and dates of one precision with each other; what cannot be compared has no order."""
    first, second = (Literal(text, XSD + datatype, "") for text, datatype in (one, other))
    assert compare(first, second) == order
    assert compare(first, "urn:x:a") is None


@pytest.mark.parametrize(
    ("text", "datatype", "is_right"),
    [
        ("2014-05-06", "date", True),
        ("2014", "date", False),
        ("2014-02-30", "date", False),
        ("2014-05", "gYearMonth", True),
        ("2014", "gYear", True),
        ("+7", "integer", True),
        ("7.0", "integer", False),
        ("\u0667", "integer", False),
        ("-.5", "decimal", True),
        ("5.", "decimal", True),
        ("1e2", "decimal", False),
        ("1e2", "double", True),
        ("anything", "anyURI", True),
    ],
)
def test_a_value_is_what_its_datatype_says(text: str, datatype: str, is_right: bool) -> None:
    """A text is of its datatype where XML Schema says so; a date as the record writes it, without a time zone."""
    assert is_well_formed(Literal(text, XSD + datatype, "")) == is_right
