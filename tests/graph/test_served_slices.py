"""Exports, units and pages of a slice: the same from files, a store and an endpoint, and never fetched whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from accord.graph import FileError, KnowledgeGraph
from accord.graph.exporting import export_file, export_text, streamed
from accord.graph.exporting.units import UNITS, unit_csv
from accord.graph.loading import asked
from accord.graph.loading import served as served_module

from .serving import is_whole, never_whole, store_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

#: States with codes, one of them dated; a pact that replaces one that is over, with two records that stand with it; one
#: that parties left; a member that its data set has before the record has it as a state; a founding treaty with an
#: observer; an exercise with a company; a meeting; and what is covered.
_RECORD: Final = (
    "".join(
        f'actor:{n} a acc:State ; skos:prefLabel "State {n}"@en ; acc:cow "{number}" ; acc:gw "{number}" ;\n'
        f"  acc:region acc:{region} .\n"
        for number, (n, region) in enumerate(
            (("A", "EastAsia"), ("B", "EastAsia"), ("C", "Oceania"), ("D", "Oceania")), 2
        )
    )
    + """
code:A-old a acc:Code ; acc:codeOf actor:A ; acc:scheme "cow" ; skos:notation "9" ; acc:end "1990-01-01"^^xsd:date .
actor:NEW a acc:State ; skos:prefLabel "New"@en ; acc:cow "7" ; acc:start "1991"^^xsd:gYear ; acc:succeeds actor:OLD .
actor:OLD a acc:State ; skos:prefLabel "Old"@en ; acc:end "1991-12-26"^^xsd:date ; acc:evidence ev:high .
actor:ORG a acc:InternationalOrganisation ; skos:prefLabel "Organisation"@en .
actor:firm a acc:Company ; skos:prefLabel "Firm"@en .
mech:first a acc:DefencePact ; skos:prefLabel "First"@en ; acc:entryIntoForce "1950"^^xsd:gYear ;
  acc:end "1980-01-01"^^xsd:date ; acc:party actor:A , actor:B ; acc:evidence ev:memory .
mech:second a acc:DefencePact ; skos:prefLabel "Second"@en ; acc:obligation acc:DefenceObligation ;
  acc:entryIntoForce "1980-01-01"^^xsd:date ; acc:replaces mech:first ; acc:party actor:A , actor:B ;
  acc:evidence ev:high ;  <https://w3id.org/accord-graph/dataset/list#colour> "red" ; dcterms:identifier "atop:7.1" .
mech:copy a acc:DefencePact ; skos:prefLabel "Copy"@en ; acc:sameMechanismAs mech:second ; acc:party actor:A , actor:B ;
  acc:entryIntoForce "1979"^^xsd:gYear ; acc:evidence ev:copy .
mech:copy-2 a acc:DefencePact ; skos:prefLabel "Copy of the copy"@en ; acc:sameMechanismAs mech:copy ;
  acc:entryIntoForce "1981"^^xsd:gYear .
part:copy-2--A a acc:Participation ; acc:inMechanism mech:copy-2 ; acc:participant actor:A .
mech:left a acc:ConsultationPact ; skos:prefLabel "Left"@en ; acc:entryIntoForce "1985-01-01"^^xsd:date .
part:second--NEW a acc:Participation ; acc:inMechanism mech:second ; acc:participant actor:NEW ; acc:evidence ev:high ;
  <https://w3id.org/accord-graph/dataset/atop#member> "7" ; <https://w3id.org/accord-graph/dataset/atop#yrent> "1990" ;
  <https://w3id.org/accord-graph/dataset/atop#moent> "11" ; <https://w3id.org/accord-graph/dataset/atop#dayent> "0" .
part:left--C a acc:Participation ; acc:inMechanism mech:left ; acc:participant actor:C ; acc:evidence ev:memory .
part:left--D a acc:Participation ; acc:inMechanism mech:left ; acc:participant actor:D ; acc:end "1992"^^xsd:gYear .
part:left--OLD a acc:Participation ; acc:inMechanism mech:left ; acc:participant actor:OLD .
mech:charter a acc:OrganisationTreaty ; skos:prefLabel "Charter"@en ; acc:constitutes actor:ORG ;
  acc:entryIntoForce "1990"^^xsd:gYear .
part:charter--A a acc:Participation ; acc:inMechanism mech:charter ; acc:participant actor:A .
part:charter--C a acc:Participation ; acc:inMechanism mech:charter ; acc:participant actor:C .
part:charter--D a acc:Participation ; acc:inMechanism mech:charter ; acc:participant actor:D ; acc:role acc:Observer ;
  acc:start "1999-05-01"^^xsd:date .
mech:game a acc:JointExercise ; skos:prefLabel "Game"@en ; acc:party actor:A , actor:B , actor:firm ;
  acc:firstDay "1991-06-20"^^xsd:date ; acc:lastDay "1991-06-30"^^xsd:date .
event:met a acc:Meeting ; skos:prefLabel "Met"@en ; acc:attendedBy actor:A , actor:B ; acc:meetingOf mech:second ;
  acc:firstDay "1991-01-01"^^xsd:date .
coverage:a a acc:CoverageStatement ; acc:coversKind acc:Alliance ; acc:coversActor actor:A , actor:B ;
  acc:completeness acc:Complete ; acc:coversFrom "1978-01-01"^^xsd:date ; acc:coversTo "1995-12-31"^^xsd:date ;
  acc:checkedTo "2000-01-01"^^xsd:date .
ev:high a acc:Evidence ; acc:source src:s ; acc:confidence acc:High ; acc:supports acc:entryIntoForce .
ev:memory a acc:Evidence ; acc:source src:s ; acc:confidence acc:Unverified .
ev:copy a acc:Evidence ; acc:source src:t ; acc:confidence acc:Medium .
src:s a acc:Source ; dcterms:title "A text" . src:t a acc:Source ; dcterms:title "A list" ; acc:author actor:firm .
set:x a acc:RecordSet ; dcterms:title "Small" ; owl:versionInfo "1" ; acc:checkedTo "2000-06-01"^^xsd:date .
"""
)
_CHOSEN: Final[dict[str, dict[str, Any]]] = {
    "a day": {"at": "1991-06-25"},
    "a layer": {"at": "1990-06-01", "layers": ["alliance"], "possibly": True},
    "a window": {"between": ("1991", "1992"), "parties": "bilateral"},
    "a region": {"at": "1986-01-01", "regions": ["Oceania"]},
    "evidence": {"at": "1986-01-01", "confidence": "high", "organisations": False},
    "the first": {"at": "1960-01-01"},
    "nothing": {"at": "1900-01-01"},
}


@pytest.fixture(scope="module")
def files(graph_of: Callable[[str], KnowledgeGraph]) -> KnowledgeGraph:
    """Give the record as it is read from a file."""
    return graph_of(_RECORD)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the record as a store, with what follows for its own day."""
    return store_of(_RECORD, tmp_path_factory.mktemp("slices"))


@pytest.fixture(scope="module", params=["store", "endpoint"])
def apart(request: pytest.FixtureRequest, store: Path) -> Iterator[KnowledgeGraph]:
    """Give the graph as a store and of a server; to fetch every record of it fails."""
    with never_whole(store, request.param) as graph:
        yield graph


def _texts(kg: KnowledgeGraph, folder: Path) -> dict[str, Any]:
    """Return what each format that holds records writes of a graph."""
    found: dict[str, Any] = {}
    for form in ("turtle", "trig", "nquads", "jsonld-framed", "jsonld-compact"):
        found[form] = "".join(export_text(kg, form))
    found["derived"] = "".join(export_text(kg, "trig", derived=True))
    folder.mkdir()
    export_file(kg, folder / "small.sqlite", "sqlite")
    export_file(kg, folder / "crate", "ro-crate")
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            found[path.name] = path.read_bytes()
    found["mechanisms"] = [mechanism.iri for mechanism in kg.mechanisms()]
    return found


@pytest.mark.parametrize("chosen", _CHOSEN)
def test_exports_of_a_slice_fetch_what_it_takes(
    chosen: str, apart: KnowledgeGraph, files: KnowledgeGraph, tmp_path: Path
) -> None:
    """Statements, tables and rows are equal to the last byte, and no more is fetched."""
    one, other = apart.slice(**_CHOSEN[chosen]), files.slice(**_CHOSEN[chosen])
    found, expected = _texts(one, tmp_path / "one"), _texts(other, tmp_path / "other")
    assert found.keys() == expected.keys()
    for name, text in expected.items():
        assert found[name] == text, name
    assert one.is_empty is other.is_empty is (chosen == "nothing")
    assert not is_whole(apart)


def test_slices_differ(files: KnowledgeGraph) -> None:
    """The slices that are compared take different mechanisms."""
    found = {name: {m.id for m in files.slice(**chosen).mechanisms()} for name, chosen in _CHOSEN.items()}
    assert found["a day"] == {"second", "left", "charter", "game"}
    assert found["evidence"] == {"second"}
    assert found["a region"] == {"left"}
    assert found["the first"] == {"first"}


@pytest.mark.parametrize("unit", UNITS)
def test_units_are_those_of_the_files(unit: str, apart: KnowledgeGraph, files: KnowledgeGraph) -> None:
    """The mechanisms that count are fetched, of all time or of a slice, with what data sets say of them."""
    for chosen in (
        {"layers": ["alliance"]},
        {"between": ("1979", "1986")},
        {"at": "1991-06-25", "regions": ["Oceania"]},
    ):
        expected = "".join(unit_csv(files.slice(**chosen), unit))
        assert "".join(unit_csv(apart.slice(**chosen), unit)) == expected
    whole = "".join(unit_csv(files, unit))
    assert "".join(unit_csv(apart, unit)) == whole
    assert ("list:colour" in whole) is (unit in ("alliance", "phase"))
    assert not is_whole(apart)


def test_a_slice_too_large_is_refused(apart: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a slice leads to is fetched to a limit, and the message says what asks for less."""
    monkeypatch.setattr(asked, "MOST_OF_A_PART", 10)
    with pytest.raises(FileError, match="what was asked leads to more than 10 statements") as caught:
        apart.slice(at="1991-06-25").export()
    assert "a narrower kind" in caught.value.hint


# -- the whole --------------------------------------------------------------------------------------


@pytest.mark.parametrize("derived", [False, True])
@pytest.mark.parametrize("form", ["ntriples", "nquads"])
def test_the_whole_is_streamed(
    form: str, derived: bool, apart: KnowledgeGraph, files: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A graph of any size is written line by line, in the order and to the bytes of one that fits into memory."""
    monkeypatch.setattr(streamed, "_RUN", 7)
    monkeypatch.setattr(streamed, "_LINES", 3)
    # No answer of a server is held here, so that none is too long.
    monkeypatch.setattr("accord.graph.loading.endpoint.LIMIT", 20_000)
    pieces = list(export_text(apart, form, derived=derived))
    assert "".join(pieces) == "".join(export_text(files, form, derived=derived))
    assert len(pieces) > 30
    assert not is_whole(apart)


def test_other_formats_of_the_whole_are_refused(apart: KnowledgeGraph) -> None:
    """A graph that is too large for them is not read; the message says to slice it, and what has no limit."""
    for read in (KnowledgeGraph.export, KnowledgeGraph.view):
        with pytest.raises(FileError, match="1 at most") as caught:
            read(apart)
        assert "Slice it" in caught.value.hint
        assert "N-Quads" in caught.value.hint


def test_blank_nodes_are_not_streamed(apart: KnowledgeGraph) -> None:
    """What has no name of its own cannot be named alike each time without all of it in memory."""
    from pyoxigraph import BlankNode, NamedNode, Quad

    quads = [Quad(BlankNode("b"), NamedNode("https://example.org/p"), NamedNode("https://example.org/o"))]
    with pytest.raises(FileError, match="blank nodes"):
        list(streamed.sorted_lines(quads, graphs=False))


# -- pages ------------------------------------------------------------------------------------------


def test_pages_of_a_slice_fetch_what_it_takes(
    apart: KnowledgeGraph, files: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large graph's page has the slice's mechanisms with all about them, and says that the rest is not on it."""
    chosen = {"at": "1991-06-25", "layers": ["alliance"]}
    html, of_files = apart.slice(**chosen).view(), files.slice(**chosen).view()
    assert not is_whole(apart)
    assert "only what holds at 1991-06-25" in html
    assert "only what holds at 1991-06-25" not in of_files
    for title in ("Second", "Left", "Copy of the copy"):
        assert title in html
    for title in ("First", "Charter", "Game"):
        assert f'<th scope="row">{title}</th>' not in html
        assert f'<th scope="row">{title}</th>' in of_files
    monkeypatch.setattr(served_module, "MOST", 100_000)
    whole = KnowledgeGraph(served_module.ServedReading(apart.reading.engine, "small"))  # type: ignore[union-attr]  # pyright: ignore
    assert whole.slice(**chosen).view() == of_files
