"""What the page gives away as files: PNG, SVG, CSV and Turtle of what is shown."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

if TYPE_CHECKING:
    from accord.graph import KnowledgeGraph

pytestmark = pytest.mark.browser


@pytest.fixture
def save(drive):
    """Give a way to press an export's button and get the file."""

    def saved(kind: str) -> tuple[str, bytes]:
        drive.page.locator("#export summary").click()
        with drive.page.expect_download() as waiting:
            drive.page.locator(f"#export [data-export={kind}]").click()
        return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()

    return saved


def test_csv_has_every_tie_that_is_shown(drive, save, kg: KnowledgeGraph) -> None:
    """A row a tie of the slice, with a mark of the encoding, and nothing that a spreadsheet would run."""
    drive.go("t=2020-06-30")
    name, data = save("csv")
    assert name == "accord-2020-06-30.csv"
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(rows) == drive.ask("a.active().ties.length")
    expected = sorted(
        (d.a.id, d.b.id, d.mechanism.id) for d in kg.slice(at="2020-06-30").dyads() if d.layer != "exercise"
    )
    found = sorted((r["actor_1_id"], r["actor_2_id"], r["mechanism_id"]) for r in rows if r["layer"] != "exercise")
    assert found == expected
    assert not [value for row in rows for value in row.values() if value[:1] in ("=", "+", "-", "@")]


def test_csv_has_the_rows_of_the_table(drive, save, kg: KnowledgeGraph) -> None:
    """Compared with an earlier day each row says what changed; a table of mechanisms gives a row a mechanism."""
    drive.go("t=2020-06-30&vs=2010-06-30&layers=alliance")
    rows = list(csv.DictReader(io.StringIO(save("csv")[1].decode("utf-8-sig"))))

    def ties(day: str) -> set[tuple[str, str, str]]:
        held = kg.slice(at=day, layers=["alliance"]).dyads()
        return {(d.a.id, d.b.id, d.mechanism.id) for d in held}

    before, after = ties("2010-06-30"), ties("2020-06-30")
    found = {(r["actor_1_id"], r["actor_2_id"], r["mechanism_id"]): r["change"] for r in rows}
    assert found.keys() == before | after
    assert {key for key, change in found.items() if change == "new"} == after - before != set()
    assert {key for key, change in found.items() if change == "gone"} == before - after

    drive.go("t=2020-06-30&layers=alliance&rows=mechanisms")
    rows = list(csv.DictReader(io.StringIO(save("csv")[1].decode("utf-8-sig"))))
    assert sorted(r["mechanism_id"] for r in rows) == sorted({mechanism for *_, mechanism in after})
    treaty = next(r for r in rows if r["mechanism_id"] == "japan-us-security-treaty")
    assert (treaty["participants"], treaty["tied_actors"], treaty["since"]) == (
        "Japan; United States",
        "2",
        "1960-06-23",
    )
    assert "change" not in treaty


def test_turtle_says_what_the_record_says(drive, save, kg: KnowledgeGraph) -> None:
    """Every triple of the file, but the addresses of sources, is in the record; every mechanism shown is in it."""
    from rdflib import RDF, Graph, URIRef
    from rdflib.namespace import DCTERMS

    drive.go("layers=alliance,dialogue,partnership")
    _, data = save("turtle")
    graph = Graph().parse(data=data.decode(), format="turtle")
    named = {str(mechanism) for mechanism in graph.subjects(RDF.type) if "/mechanism/" in str(mechanism)}
    shown = {d.mechanism.iri for d in kg.dyads() if d.layer in ("alliance", "dialogue", "partnership")}
    assert named == shown
    record = kg.rdf
    wrong = [triple for triple in graph if triple[1] != DCTERMS.source and triple not in record]
    assert wrong == []
    addresses = {str(address) for address in graph.objects(None, DCTERMS.source) if isinstance(address, URIRef)}
    assert addresses <= {source.url for source in kg.record.sources.values()}


def test_svg_and_png_show_the_picture(drive, save) -> None:
    """The SVG holds nodes, labels, title and caveat; the PNG is a picture; neither breaks the policy."""
    for state in ("", "view=map&sel=JPN", "vs=2010-01-01"):
        drive.go(state)
        name, data = save("svg")
        assert name.endswith(".svg")
        text = data.decode()
        assert text.startswith("<svg ")
        assert "What the record does not cover is unknown" in text
        assert "NaN" not in text
        assert "undefined" not in text
        root = ElementTree.fromstring(text)  # noqa: S314 -- our own page wrote it
        names = {element.text for element in root.iter("{http://www.w3.org/2000/svg}text")}
        assert "Japan" in names
    _, data = save("png")
    assert data.startswith(b"\x89PNG\r\n")
    assert len(data) > 50_000
