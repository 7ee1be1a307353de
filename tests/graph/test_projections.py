"""Two-mode, multiplex, obligations and sequences, on records small enough to work out by hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from accord.graph import FileError, UnknownNameError
from accord.graph.networks.depths import read_depths

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from accord.graph import KnowledgeGraph

#: Three states in a pact that founds an organisation, a watcher, a guarantee of D by A, and a dialogue of A and D.
_RECORD = (
    "".join(f'actor:{n} a acc:State ; skos:prefLabel "State {n}"@en .\n' for n in "ABCDE")
    + """
actor:ORG a acc:InternationalOrganisation ; skos:prefLabel "The Organisation"@en .
mech:pact a acc:DefencePact ; skos:prefLabel "Pact"@en ; acc:constitutes actor:ORG ;
  acc:obligation acc:DefenceObligation ; acc:entryIntoForce "2000-01-01"^^xsd:date ; acc:party actor:A , actor:B .
part:pact--C a acc:Participation ; acc:inMechanism mech:pact ; acc:participant actor:C ;
  acc:start "2010-01-01"^^xsd:date .
part:pact--E a acc:Participation ; acc:inMechanism mech:pact ; acc:participant actor:E ; acc:role acc:Observer .
mech:shield a acc:DefencePact ; skos:prefLabel "Shield"@en ; acc:obligation acc:DefenceObligation ;
  acc:entryIntoForce "2005-01-01"^^xsd:date .
part:shield--A a acc:Participation ; acc:inMechanism mech:shield ; acc:participant actor:A ; acc:role acc:Guarantor .
part:shield--D a acc:Participation ; acc:inMechanism mech:shield ; acc:participant actor:D .
mech:talks a acc:SecurityDialogue ; skos:prefLabel "Talks"@en ; acc:established "2012-01-01"^^xsd:date ;
  acc:party actor:A , actor:D .
set:x a acc:RecordSet ; acc:checkedTo "2015-01-01"^^xsd:date .
"""
)


@pytest.fixture(scope="module")
def small(graph_of: Callable[[str], KnowledgeGraph]) -> KnowledgeGraph:
    """Give the small record as a graph."""
    return graph_of(_RECORD)


def test_the_two_mode_network_has_an_edge_a_part(small: KnowledgeGraph) -> None:
    """A treaty of three has three edges; its observer and the organisation that it founds have none."""
    graph = small.two_mode()
    assert {(a, b) for a, b in graph.edges} == {
        *(("A", "mech:pact"), ("B", "mech:pact"), ("C", "mech:pact")),
        *(("A", "mech:shield"), ("D", "mech:shield"), ("A", "mech:talks"), ("D", "mech:talks")),
    }
    assert [node for node, data in graph.nodes(data=True) if data["bipartite"] == 0] == ["A", "B", "C", "D", "E", "ORG"]
    assert nx.is_bipartite(graph)
    # A pact is 10 deep, a security dialogue 2: what an actor has taken on is as deep as the kind says.
    assert [graph["A"][name]["strength"] for name in ("mech:pact", "mech:talks")] == [10, 2]
    assert [graph["A"][name]["distance"] for name in ("mech:pact", "mech:talks")] == [1, 5]
    assert graph["A"]["mech:shield"]["role"] == "Guarantor"


def test_a_two_mode_slice_has_what_holds(small: KnowledgeGraph) -> None:
    """In 2003 there is the pact of two alone; asked for dialogues in 2015, the talks alone."""
    then = small.slice(at="2003-01-01").two_mode()
    assert set(then.edges) == {("A", "mech:pact"), ("B", "mech:pact")}
    assert [n for n in small.slice(layers=["dialogue"]).two_mode() if n.startswith("mech:")] == ["mech:talks"]


def test_the_one_mode_network_is_the_two_mode_one_folded(japan_and_europe: KnowledgeGraph) -> None:
    """Over mechanisms that tie all their parties, networkx's own projection has the same links with the same counts."""
    kg = japan_and_europe.slice(at="2024-12-31", layers=["information", "logistics", "access"])
    two_mode, one_mode = kg.two_mode(), kg.network()
    actors = [node for node, data in two_mode.nodes(data=True) if data["bipartite"] == 0]
    folded = nx.bipartite.weighted_projected_graph(two_mode, actors)
    assert {frozenset(pair): data["weight"] for *pair, data in folded.edges(data=True)} == {
        frozenset(pair): data["strength"] for *pair, data in one_mode.edges(data=True)
    }


def test_the_multiplex_network_keeps_layers_apart(small: KnowledgeGraph) -> None:
    """A and D have a tie of alliance and one of dialogue; members one to the organisation in a layer of its own."""
    graph = small.multiplex()
    assert {(a, b, key): data["strength"] for a, b, key, data in graph.edges(keys=True, data=True)} == {
        **{(a, b, "alliance"): 1 for a, b in ("AB", "AC", "BC", "AD")},
        **{(a, "ORG", "membership"): 1 for a in "ABC"},
        ("A", "D", "dialogue"): 1,
    }
    kinds = small.multiplex(by="kind")
    assert sorted(kinds["A"]["D"]) == ["DefencePact", "SecurityDialogue"]
    with pytest.raises(UnknownNameError, match="multiplex"):
        small.multiplex(by="depth")


def test_obligations_run_from_the_one_that_is_bound(small: KnowledgeGraph) -> None:
    """Parties of the pact owe it to each other; a guarantor owes it, and nothing is owed to it."""
    graph = small.obligations()
    assert set(graph.edges) == {*(pair for a, b in ("AB", "AC", "BC") for pair in ((a, b), (b, a))), ("A", "D")}
    assert graph["A"]["D"]["mechanisms"] == ("shield",)
    assert set(small.slice(at="2004-01-01").obligations().edges) == {("A", "B"), ("B", "A")}
    assert small.obligations("consultation").number_of_edges() == 0
    with pytest.raises(UnknownNameError, match="obligation"):
        small.obligations("friendship")


def test_obligations_are_owed_to_the_allies_that_the_rules_draw(kg: KnowledgeGraph) -> None:
    """On the whole record, whoever owes or is owed defence is an ally by the ontology's rule, and no other is."""
    owed = {frozenset(pair) for pair in kg.obligations().edges}
    allies = kg.query("SELECT ?a ?b { ?a acc:ally ?b }")
    drawn = {frozenset(str(name).rpartition(":")[2] for name in row) for row in allies.rows}  # type: ignore[union-attr]
    assert owed <= drawn
    # The rule speaks of treaties that tie all parties; two guarantors of one treaty are allies and owe nothing.
    assert len(drawn - owed) < 20


def test_a_sequence_is_the_slices_one_by_one(small: KnowledgeGraph) -> None:
    """Each day's network equals that of the slice at the day, over the same actors."""
    days = [date(1999, 1, 1), date(2003, 1, 1), date(2011, 1, 1), date(2013, 1, 1)]
    found = dict(small.sequence(days))
    assert list(found) == days
    for day, network in found.items():
        assert nx.utils.graphs_equal(network, small.slice(at=day.isoformat()).network())
    assert [network.number_of_edges() for network in found.values()] == [0, 3, 7, 7]
    assert list(small.sequence([])) == []


def test_depths_of_ones_own(small: KnowledgeGraph, tmp_path: Path) -> None:
    """A file's depths take the place of the ontology's, for kinds below as well, and the network says so."""
    path = tmp_path / "depths.toml"
    path.write_text('DefencePact = 4\n"security dialogue" = 6\nMechanismNobodyKnows = 1\n', encoding="utf-8")
    with pytest.raises(FileError, match="MechanismNobodyKnows"):
        read_depths(path)
    path.write_text('Alliance = 2\nDefencePact = 4\n"security dialogue" = 6\n', encoding="utf-8")
    depths = read_depths(path)
    assert (depths["DefencePact"], depths["NeutralityPact"], depths["SecurityDialogue"]) == (4, 2, 6)
    weighed = small.with_depths(depths).network("depth")
    # The dialogue is the deeper one now, 6 whole, and the pact adds 4 / 2.
    assert weighed["A"]["D"]["strength"] == 6 + 4 / 2
    assert "DefencePact 4" in weighed.graph["depths"]
    assert small.network("depth")["A"]["D"]["strength"] == 10 + 2 / 2


@pytest.mark.parametrize("text", ["DefencePact = 11", "DefencePact = 1.5", "DefencePact = true", "DefencePact"])
def test_a_depth_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    """A number out of range, a fraction, a truth value and broken TOML each get an error that names the file."""
    path = tmp_path / "depths.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FileError, match=r"depths\.toml"):
        read_depths(path)
