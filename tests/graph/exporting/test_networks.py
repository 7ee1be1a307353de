"""Network formats, read back by networkx, igraph, pandas and Cytoscape.js: nothing is lost that a format can hold."""

from __future__ import annotations

import csv
import json
import warnings
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import igraph
import networkx as nx
import pandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.graph import FileError, RequestError, UnknownNameError
from accord.graph.exporting import FORMATS, PROJECTIONS, networks
from accord.graph.exporting.flat import flattened
from accord.graph.exporting.tables import SHEETS

from .conftest import FORMULA, HOSTILE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from accord.graph import KnowledgeGraph

#: Text as Oxigraph can hold it, and so a label: anything but halves of a surrogate pair.
_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_NETWORKS = ("graphml", "gexf", "gml", "node-link", "cytoscape", "pajek")


def _in_xml(text: str) -> str:
    """Return the text as XML can hold it at best, worked out from the production Char of XML 1.0."""
    allowed = [(0x9, 0xA), (0xD, 0xD), (0x20, 0xD7FF), (0xE000, 0xFFFD), (0x10000, 0x10FFFF)]
    return "".join(c if any(low <= ord(c) <= high for low, high in allowed) else "\ufffd" for c in text)


def _read(name: str, text: str) -> nx.Graph[Any]:
    """Read a network with the reader of networkx."""
    if name == "graphml":
        return nx.parse_graphml(text)
    if name == "gexf":
        return nx.read_gexf(BytesIO(text.encode()))
    if name == "gml":
        return nx.parse_gml(text)
    if name == "node-link":
        return nx.node_link_graph(json.loads(text), edges="edges")
    if name == "cytoscape":
        return nx.cytoscape_graph(json.loads(text))
    return nx.parse_pajek(text)


@pytest.mark.parametrize("projection", PROJECTIONS)
@pytest.mark.parametrize("name", _NETWORKS)
def test_networkx_reads_what_is_written(hostile: KnowledgeGraph, name: str, projection: str) -> None:
    """Nodes, edges, parallel ties and strengths are those of the projection, in every format and projection."""
    kg = hostile.slice(at="1990-01-01")
    expected = {
        "co-participation": kg.network,
        "parallel": kg.parallel,
        "two-mode": kg.two_mode,
        "multiplex": kg.multiplex,
        "obligations": kg.obligations,
    }[projection]()
    back = _read(name, kg.export(file_format=name, projection=projection))
    weight = "weight" if name == "pajek" else "strength"
    assert set(back) == set(expected)
    assert _edges(back, weight) == _edges(expected, "strength")
    assert len(_edges(back, weight)) > 0


def _edges(graph: nx.Graph[Any], weight: str) -> list[tuple[Any, ...]]:
    found = graph.edges(data=weight)
    return sorted(((a, b) if graph.is_directed() else tuple(sorted((a, b)))) + (float(w),) for a, b, w in found)


def test_parallel_ties_are_kept_and_fold_to_the_network(hostile: KnowledgeGraph) -> None:
    """Two mechanisms between two actors are two edges, and counted by pair they are the folded network."""
    kg = hostile.slice(at="2015-01-01")
    parallel = nx.parse_graphml(kg.export(file_format="graphml", projection="parallel"))
    assert sorted(data["mechanism"] for data in parallel["AAA"]["BBB"].values()) == ["pact", "talks"]
    folded = nx.parse_graphml(kg.export(file_format="graphml"))
    assert {(a, b): folded[a][b]["strength"] for a, b in folded.edges} == {
        (a, b): parallel.number_of_edges(a, b) for a, b in folded.edges
    }


def test_a_whole_record_has_every_tie_with_its_time(hostile: KnowledgeGraph) -> None:
    """Without a slice, parallel ties are all that ever held; with one, those that hold in it."""
    whole = nx.node_link_graph(json.loads(hostile.export(file_format="node-link", projection="parallel")))
    assert sorted({key for *_, key in whole.edges(keys=True)}) == ["drill", "pact", "pact membership", "talks"]
    spells = whole["AAA"]["CCC"]["pact"]["intervals"]
    assert [(spell["start"], spell["end"]) for spell in spells] == [
        ("1952-02-18", "1974-08-14"),
        ("1980-10-20", "2001"),
    ]
    then = hostile.slice(at="1978-01-01").export(file_format="node-link", projection="parallel")
    assert not nx.node_link_graph(json.loads(then)).has_edge("AAA", "CCC")
    assert "whole record" in hostile.export(file_format="gml", projection="parallel")


def test_a_guarantor_is_named(graph_of: Any) -> None:
    """Of a commitment of one to the other, the edge says whose it is."""
    kg = graph_of(
        "actor:A a acc:State . actor:B a acc:State ."
        "mech:g a acc:SecurityCommitment ; acc:established '2000'^^xsd:gYear ."
        "part:g--B a acc:Participation ; acc:inMechanism mech:g ; acc:participant actor:B ; acc:role acc:Guarantor ."
        "part:g--A a acc:Participation ; acc:inMechanism mech:g ; acc:participant actor:A ; acc:role acc:Beneficiary ."
    )
    (edge,) = kg.parallel().edges(data="guarantor")
    assert edge == ("A", "B", "B")


@pytest.mark.parametrize("name", ["graphml", "gexf", "gml", "node-link", "cytoscape"])
def test_hostile_labels_come_back(hostile: KnowledgeGraph, name: str) -> None:
    """Quotes, line breaks, markup, emoji and control characters survive; XML puts U+FFFD for what it forbids."""
    back = _read(name, hostile.export(file_format=name))
    expected = _in_xml(HOSTILE) if name in ("graphml", "gexf") else HOSTILE
    label = "title" if name == "gml" else "label"
    assert back.nodes["AAA"][label] == expected
    assert back.nodes["BBB"][label] == FORMULA


@settings(max_examples=60, deadline=None)
@given(label=_TEXTS, other=_TEXTS)
def test_any_label_survives_graphml_gml_and_json(label: str, other: str) -> None:
    """Whatever text a label is, networkx reads it back from each format that has labels."""
    graph: nx.Graph[Any] = nx.Graph(projection="test")
    graph.add_node("a", label=label)
    graph.add_node("b", label=other)
    graph.add_edge("a", "b", strength=1, mechanisms=(label,))
    for name, write in (("graphml", networks.graphml), ("gml", networks.gml), ("node-link", networks.node_link)):
        back = _read(name, "".join(write(graph)))
        field = "title" if name == "gml" else "label"
        for node, text in (("a", label), ("b", other)):
            # A text without a character is no value, and is left out; an element of blanks alone reads as they are.
            expected = _in_xml(text) if name == "graphml" else text
            assert back.nodes[node].get(field, "") == expected


@pytest.mark.parametrize("projection", PROJECTIONS)
@pytest.mark.parametrize("name", ["graphml", "gml", "pajek"])
def test_igraph_reads_what_is_written(hostile: KnowledgeGraph, name: str, projection: str, tmp_path: Path) -> None:
    """The reader of igraph finds the same nodes, edges and strengths, and the ids under its own name for them."""
    path = tmp_path / "network"
    kg = hostile.slice(at="1990-01-01")
    kg.export(path, name, projection=projection)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # numbered references are left as they stand in GML
        back = igraph.Graph.Read(str(path), format=name)
    expected = PROJECTIONS[projection](kg, "count")
    assert back.is_directed() is expected.is_directed()
    ids = back.vs["id" if name == "graphml" else "name"]
    assert ids == sorted(expected)
    again: nx.Graph[Any] = nx.MultiDiGraph() if back.is_directed() else nx.MultiGraph()
    for edge in back.es:
        again.add_edge(ids[edge.source], ids[edge.target], strength=edge["weight" if name == "pajek" else "strength"])
    assert _edges(again, "strength") == _edges(expected, "strength")


def test_attributes_have_one_type_and_no_gaps(hostile: KnowledgeGraph) -> None:
    """An attribute has one type throughout; lists are joined, and nothing reads None or NaN."""
    text = hostile.slice(at="2015-01-01").export(file_format="graphml")
    back = nx.parse_graphml(text)
    assert back["AAA"]["BBB"]["mechanisms"] == "pact; talks"
    assert {type(strength) for *_, strength in back.edges(data="strength")} == {int}
    assert "None" not in text
    assert "nan" not in text.casefold()


def test_vast_whole_numbers_become_floating_point() -> None:
    """Beyond 2^53, where a double has no place for each whole number, an attribute is one of doubles throughout."""
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_edge("a", "b", distance=10**19)
    graph.add_edge("a", "c", distance=3)
    assert flattened(graph).edge_types == {"distance": float}
    assert nx.parse_graphml("".join(networks.graphml(graph)))["a"]["c"]["distance"] == 3.0


def test_cytoscape_has_elements_with_ids_of_their_own(hostile: KnowledgeGraph) -> None:
    """As Cytoscape.js asks: elements of nodes and edges, each with data, an id, and for edges source and target."""
    elements = json.loads(hostile.export(file_format="cytoscape", projection="parallel"))["elements"]
    nodes, edges = elements["nodes"], elements["edges"]
    ids = [element["data"]["id"] for element in [*nodes, *edges]]
    assert len(ids) == len(set(ids))
    assert all(isinstance(name, str) for name in ids)
    known = {node["data"]["id"] for node in nodes}
    assert all({edge["data"]["source"], edge["data"]["target"]} <= known for edge in edges)


@pytest.fixture(scope="module")
def cytoscape_js(browser: Browser) -> Iterator[Page]:
    """Give a page with Cytoscape.js."""
    page = browser.new_page()
    page.add_script_tag(path=Path(__file__).with_name("cytoscape.min.js"))
    yield page
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("projection", PROJECTIONS)
def test_cytoscape_js_reads_what_is_written(hostile: KnowledgeGraph, cytoscape_js: Page, projection: str) -> None:
    """Cytoscape.js makes the same graph of the elements: nodes, hostile labels, ends, strengths, and what it is."""
    kg = hostile.slice(at="1990-01-01")
    found = cytoscape_js.evaluate(
        """(written) => {
          const cy = cytoscape({ headless: true, elements: written.elements, data: written.data });
          return {
            nodes: cy.nodes().map((node) => [node.id(), node.data("label")]),
            edges: cy.edges().map((edge) => [edge.source().id(), edge.target().id(), edge.data("strength")]),
            data: cy.data(),
          };
        }""",
        json.loads(kg.export(file_format="cytoscape", projection=projection)),
    )
    expected = PROJECTIONS[projection](kg, "count")
    assert sorted(map(tuple, found["nodes"])) == sorted(expected.nodes(data="label"))
    again: nx.Graph[Any] = nx.MultiDiGraph() if expected.is_directed() else nx.MultiGraph()
    again.add_edges_from((a, b, {"strength": strength}) for a, b, strength in found["edges"])
    assert _edges(again, "strength") == _edges(expected, "strength")
    assert found["data"]["projection"] == expected.graph["projection"]


@pytest.mark.parametrize("projection", PROJECTIONS)
def test_pandas_reads_the_lists(hostile: KnowledgeGraph, projection: str, tmp_path: Path) -> None:
    """As people read lists: pandas reads the files, and networkx and igraph make the same graph of the frames."""
    kg = hostile.slice(at="1990-01-01")
    kg.export(tmp_path / "lists", "csv", projection=projection)
    nodes, edges = (pandas.read_csv(tmp_path / "lists" / name) for name in ("nodes.csv", "edges.csv"))
    expected = PROJECTIONS[projection](kg, "count")
    assert list(nodes["id"]) == sorted(expected)
    assert dict(zip(nodes["id"], nodes["label"], strict=True))["AAA"] == HOSTILE
    kind = nx.MultiDiGraph if (edges["type"] == "Directed").all() else nx.MultiGraph
    read = nx.from_pandas_edgelist(edges, edge_attr="strength", create_using=kind)
    assert read.is_directed() is expected.is_directed()
    assert _edges(read, "strength") == _edges(expected, "strength")
    frame = igraph.Graph.DataFrame(edges, directed=read.is_directed(), vertices=nodes, use_vids=False)
    assert (frame.vcount(), frame.ecount()) == (len(expected), expected.number_of_edges())


def _rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(path.read_text(encoding="utf-8"), newline="")))


def test_csv_lists_hold_the_network(hostile: KnowledgeGraph, tmp_path: Path) -> None:
    """Two lists, with the heads that Gephi knows; no cell begins as a formula does."""
    hostile.slice(at="2015-01-01").export(tmp_path / "lists", "csv", projection="parallel")
    nodes, edges = _rows(tmp_path / "lists" / "nodes.csv"), _rows(tmp_path / "lists" / "edges.csv")
    assert {row["id"] for row in nodes} == {"AAA", "BBB", "CCC", "DDD", "ORG"}
    assert nodes[0]["label"] == HOSTILE
    assert nodes[1]["label"] == f"'{FORMULA}"
    assert {(row["source"], row["target"], row["mechanism"]) for row in edges} == {
        ("AAA", "BBB", "pact"),
        ("AAA", "BBB", "talks"),
        ("AAA", "ORG", "pact"),
        ("BBB", "ORG", "pact"),
    }
    assert {row["type"] for row in edges} == {"Undirected"}


def test_a_folder_is_replaced_whole_or_not_at_all(hostile: KnowledgeGraph, tmp_path: Path) -> None:
    """A second export takes the place of the first; a folder with anything else in it is left alone."""
    folder = tmp_path / "lists"
    hostile.export(folder, "csv")
    before = (folder / "edges.csv").read_bytes()
    hostile.slice(at="1930-01-01").export(folder, "csv")
    assert (folder / "edges.csv").read_bytes() != before
    (folder / "notes.txt").write_text("mine")
    with pytest.raises(FileError, match=r"other files, such as notes\.txt"):
        hostile.export(folder, "csv")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["edges.csv", "lists", "nodes.csv", "notes.txt"]
    (tmp_path / "file").write_text("mine")
    with pytest.raises(FileError, match="it is a file"):
        hostile.export(tmp_path / "file", "csv")


def test_a_folder_that_cannot_take_its_place_leaves_the_old_one(
    hostile: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the last step fails, the earlier export is back, and nothing else is left."""
    folder = tmp_path / "lists"
    hostile.export(folder, "csv")
    before = (folder / "edges.csv").read_bytes()
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(FileError, match="No space left"):
        hostile.slice(at="1930-01-01").export(folder, "csv")
    assert (folder / "edges.csv").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["lists"]


def test_what_a_format_has_no_use_for_is_refused(hostile: KnowledgeGraph) -> None:
    """A projection of triples, a weight of parallel ties, what follows from a network: each is refused by name."""
    for wrong, error, message in (
        ({"file_format": "turtle", "projection": "parallel"}, RequestError, "holds no network"),
        ({"file_format": "gml", "derived": True}, RequestError, "holds no statements"),
        ({"file_format": "gml", "projection": "parallel", "weight": "depth"}, RequestError, "folded"),
        ({"file_format": "gml", "projection": "paralel"}, UnknownNameError, "no projection"),
        ({"file_format": "gml", "weight": "heavy"}, UnknownNameError, "no weight"),
        ({"file_format": "csv"}, RequestError, "a folder of files"),
        ({"file_format": "gmll"}, UnknownNameError, "no format"),
    ):
        with pytest.raises(error, match=message):
            hostile.export(**wrong)


def test_every_format_has_one_way_to_be_written() -> None:
    """Each format is text, a file or a folder, and each network names a projection that there is."""
    for form in FORMATS.values():
        assert sum(way is not None for way in (form.text, form.file, form.folder)) == 1, form.name
        assert (form.holds == "network") is bool(form.projection), form.name
        assert not form.projection or form.projection in PROJECTIONS
        assert bool(form.folder) is bool(form.names)


def test_the_page_on_exports_names_everything() -> None:
    """Every format, projection, table and attribute of an edge stands on the page on exports."""
    page = (Path(__file__).parents[3] / "docs" / "exports.md").read_text(encoding="utf-8")
    for name in (*FORMATS, *PROJECTIONS, *(sheet.name for sheet in SHEETS)):
        assert f"`{name}`" in page, name


def test_every_attribute_is_documented(hostile: KnowledgeGraph) -> None:
    """What a network has as attributes stands in the page's table of them."""
    page = (Path(__file__).parents[3] / "docs" / "exports.md").read_text(encoding="utf-8")
    for make in PROJECTIONS.values():
        flat = flattened(make(hostile, "count"))
        for name in (*flat.node_types, *flat.edge_types, *flat.about):
            assert f"`{name}`" in page, name


def _parts(text: Iterator[str]) -> int:
    return sum(1 for _ in text)


def test_ten_thousand_ties_are_written_in_parts() -> None:
    """A large network is written part by part, and not as one text."""
    graph: nx.Graph[Any] = nx.gnm_random_graph(500, 10_000, seed=1)
    graph = nx.relabel_nodes(graph, str)
    nx.set_edge_attributes(graph, 1, "strength")
    for write in (networks.graphml, networks.gml, networks.node_link, networks.cytoscape, networks.pajek):
        assert _parts(write(graph)) > 10_000
