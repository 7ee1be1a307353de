"""GEXF: of the grammar of version 1.3, with the spells of ties and actors.

Where the environment variable ``ACCORD_GEXF_SCHEMA`` names the folder of the official schema (``gexf.xsd`` with what it
includes), the files are held to that as well, and the grammar is compared with it.
"""

from __future__ import annotations

import os
from copy import deepcopy
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import networkx as nx
import pytest
from lxml import etree

from accord.graph.exporting import PROJECTIONS
from accord.graph.exporting.gexf import merged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from accord.graph import KnowledgeGraph

_NS: Final = "{http://gexf.net/1.3}"


@pytest.fixture(scope="module")
def grammar() -> etree.RelaxNG:
    """Give the grammar of what is written."""
    return etree.RelaxNG(etree.parse(Path(__file__).with_name("gexf.rng")))


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    """Give the official schema."""
    path = Path(os.environ.get("ACCORD_GEXF_SCHEMA", ""), "gexf.xsd")
    if "ACCORD_GEXF_SCHEMA" not in os.environ or not path.is_file():
        pytest.skip("ACCORD_GEXF_SCHEMA names no folder with the schema of GEXF 1.3")
    return etree.XMLSchema(etree.parse(path))


def _written(kg: KnowledgeGraph, projection: str = "parallel") -> etree._Element:
    return etree.fromstring(kg.export(file_format="gexf", projection=projection).encode())


@pytest.mark.parametrize("projection", PROJECTIONS)
def test_files_are_of_the_grammar(hostile: KnowledgeGraph, grammar: etree.RelaxNG, projection: str) -> None:
    """Every projection, hostile labels and all, makes a file that the grammar of GEXF 1.3 accepts."""
    for kg in (hostile, hostile.slice(at="1990-01-01"), hostile.slice(at="1900-01-01")):
        grammar.assertValid(_written(kg, projection))


@pytest.mark.parametrize("projection", PROJECTIONS)
def test_files_are_of_the_official_schema(
    schema: etree.XMLSchema, hostile: KnowledgeGraph, kg: KnowledgeGraph, projection: str
) -> None:
    """So does the official schema, and it accepts the shipped record, whole and on two days."""
    for graph in (hostile, hostile.slice(at="1900-01-01"), kg, kg.slice(at="1949-04-04"), kg.slice(at="2014-12-31")):
        schema.assertValid(_written(graph, projection))


@pytest.mark.parametrize("projection", ["parallel", "co-participation"])
def test_the_grammar_is_nowhere_laxer_than_the_official_schema(
    schema: etree.XMLSchema, grammar: etree.RelaxNG, hostile: KnowledgeGraph, projection: str
) -> None:
    """Of all files that differ from one that is written in one place, the grammar accepts none that the schema refuses.

    Both refuse most: a test in which they accepted all would say nothing.
    """
    seen: dict[tuple[bool, bool], int] = {}
    for changed in _changed(_written(hostile.slice(at="2015-01-01"), projection)):
        both = grammar.validate(changed), schema.validate(changed)
        assert both != (True, False), f"{grammar.error_log} {schema.error_log}"
        seen[both] = seen.get(both, 0) + 1
    assert set(seen) == {(True, True), (False, True), (False, False)}
    assert seen[False, False] > 400


def _changed(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the file with one change each: an element or attribute more, less, renamed, moved or of another value."""
    for place, element in enumerate(root.iter()):

        def copied(place: int = place) -> tuple[etree._Element, etree._Element]:
            whole = deepcopy(root)
            return whole, list(whole.iter())[place]

        for name in element.keys():  # noqa: SIM118 -- an element without them would yield its children
            for value in ("", "x", "-1", "1.5", "2000-02-30", "2000-02-28", "directed", "node", "integer", None):
                whole, other = copied()
                if value is None:
                    del other.attrib[name]
                else:
                    other.set(name, value)
                yield whole
        for name in ("more", "start", "id"):
            whole, other = copied()
            other.set(name, "x")
            yield whole
        whole, other = copied()
        other.tag = f"{_NS}more"
        yield whole
        whole, other = copied()
        other.append(etree.Element(f"{_NS}spells"))
        yield whole
        if (parent := element.getparent()) is not None:
            whole, other = copied()
            other.getparent().remove(other)
            yield whole
            whole, other = copied()
            other.addnext(deepcopy(other))
            yield whole
            if parent[-1] is not element:
                whole, other = copied()
                other.getnext().addnext(other)
                yield whole


def test_the_grammar_refuses_what_is_wrong(hostile: KnowledgeGraph, grammar: etree.RelaxNG) -> None:
    """The grammar can fail: a day that is none and an attribute of an unknown type are errors."""
    text = hostile.export(file_format="gexf")
    for right, wrong in (('start="1950-01-01"', 'start="1950-13-01"'), ('type="long"', 'type="number"')):
        assert right in text
        assert not grammar.validate(etree.fromstring(text.replace(right, wrong).encode()))


def test_references_in_a_file_lead_somewhere(hostile: KnowledgeGraph) -> None:
    """Each value is of a declared attribute of its class, and each edge ends at a node."""
    root = _written(hostile)
    nodes = {node.get("id") for node in root.iter(f"{_NS}node")}
    for room, items in (("node", f"{_NS}node"), ("edge", f"{_NS}edge")):
        (declared,) = [a for a in root.iter(f"{_NS}attributes") if a.get("class") == room]
        known = {attribute.get("id") for attribute in declared}
        used = {value.get("for") for item in root.iter(items) for value in item.iter(f"{_NS}attvalue")}
        assert used <= known
    assert {edge.get(end) for edge in root.iter(f"{_NS}edge") for end in ("source", "target")} <= nodes


def _spells(kg: KnowledgeGraph) -> tuple[dict[Any, Any], dict[Any, Any]]:
    """Return the spells of nodes and of edges, as networkx reads them."""
    graph = nx.read_gexf(BytesIO(kg.export(file_format="gexf").encode()))
    edges = {(a, b, data["mechanism"]): data["spells"] for a, b, data in graph.edges(data=True)}
    return dict(graph.nodes(data="spells")), edges


def test_spells_are_those_of_the_participations(hostile: KnowledgeGraph) -> None:
    """Worked out by hand: the last day counts in, an open side is left out, a state that is no more is gone.

    CCC is in the pact from 1952-02-18 until before 1974-08-14, and again from 1980-10-20 until its own end at some
    time in 2001, so that it certainly is through the last day of 2000. The drill was on some days of June 2015, of
    which none is certain, so that all that are possible are written.
    """
    nodes, edges = _spells(hostile)
    twice = [("1952-02-18", "1974-08-13"), ("1980-10-20", "2000-12-31")]
    assert edges["AAA", "CCC", "pact"] == twice
    assert nodes["CCC"] == twice
    assert edges["AAA", "BBB", "pact"] == [("1950-01-01", "None")]
    assert edges["AAA", "BBB", "talks"] == [("2013-12-31", "None")]
    assert edges["AAA", "DDD", "drill"] == [("2015-06-01", "2015-06-30")]
    assert nodes["DDD"] == [("2015-06-01", "2015-06-30")]


def test_what_possibly_holds_has_wider_spells(hostile: KnowledgeGraph) -> None:
    """A slice that counts what possibly holds writes the days on which it possibly does."""
    _, edges = _spells(hostile.slice(between=("1950", "2026"), possibly=True))
    assert edges["AAA", "CCC", "pact"][1] == ("1980-10-20", "2001-12-30")
    assert edges["AAA", "BBB", "talks"] == [("2013-01-01", "None")]


def test_other_projections_are_static(hostile: KnowledgeGraph) -> None:
    """Where ties are folded there is no time of each, and the file says that it is static."""
    text = hostile.export(file_format="gexf", projection="co-participation")
    assert 'mode="static"' in text
    assert "<spell" not in text


def test_spells_that_touch_are_one() -> None:
    """Overlapping and adjacent spells are merged; others stay apart, in order."""
    a, b, c, d = (date(year, 1, 1) for year in (1990, 1995, 2000, 2005))
    assert merged([(c, d), (a, b)]) == [(a, b), (c, d)]
    assert merged([(b, c), (a, b)]) == [(a, c)]
    assert merged([(a, d), (b, c)]) == [(a, d)]


def test_an_empty_record_is_a_file_all_the_same(
    graph_of: Callable[[str], KnowledgeGraph], grammar: etree.RelaxNG
) -> None:
    """A record without a tie makes a network without an edge."""
    grammar.assertValid(_written(graph_of("actor:A a acc:State .")))
