"""GEXF: of the grammar of version 1.3, with the spells of ties and actors."""

from __future__ import annotations

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
    from collections.abc import Callable

    from accord.graph import KnowledgeGraph

_NS: Final = "{http://gexf.net/1.3}"


@pytest.fixture(scope="module")
def grammar() -> etree.RelaxNG:
    """Give the grammar of what is written."""
    return etree.RelaxNG(etree.parse(Path(__file__).with_name("gexf.rng")))


@pytest.mark.parametrize("projection", PROJECTIONS)
def test_files_are_of_the_grammar(hostile: KnowledgeGraph, grammar: etree.RelaxNG, projection: str) -> None:
    """Every projection, hostile labels and all, makes a file that the grammar of GEXF 1.3 accepts."""
    for kg in (hostile, hostile.slice(at="1990-01-01"), hostile.slice(at="1900-01-01")):
        grammar.assertValid(etree.fromstring(kg.export(file_format="gexf", projection=projection).encode()))


def test_the_grammar_refuses_what_is_wrong(hostile: KnowledgeGraph, grammar: etree.RelaxNG) -> None:
    """The grammar can fail: a day that is none and an attribute of an unknown type are errors."""
    text = hostile.export(file_format="gexf")
    for right, wrong in (('start="1950-01-01"', 'start="1950-13-01"'), ('type="long"', 'type="number"')):
        assert right in text
        assert not grammar.validate(etree.fromstring(text.replace(right, wrong).encode()))


def test_references_in_a_file_lead_somewhere(hostile: KnowledgeGraph) -> None:
    """Each value is of a declared attribute of its class, and each edge ends at a node."""
    root = etree.fromstring(hostile.export(file_format="gexf").encode())
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
    text = graph_of("actor:A a acc:State .").export(file_format="gexf")
    grammar.assertValid(etree.fromstring(text.encode()))
