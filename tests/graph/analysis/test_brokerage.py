"""Brokerage against the five triads of Gould and Fernandez, hand-worked graphs, and counts made by igraph."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import igraph
import networkx as nx
import pytest

from accord.graph import RequestError, UnknownNameError
from accord.graph.analysis.brokerage import ROLES, brokerage

if TYPE_CHECKING:
    from typing import Any

    from accord.graph import Table


def _network(ties: list[str], regions: dict[str, str]) -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    for node, region in regions.items():
        graph.add_node(node, region=region, type="State" if region else "Organisation")
    graph.add_edges_from((a, b) for a, b in ties)
    return graph


def _counts(table: Table) -> dict[str, dict[str, Any]]:
    """Return the roles of each actor that are not 0."""
    return {row["id"]: {name: row[name] for name in (*ROLES, "total") if row[name]} for row in table.records()}


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ("EEE", {"coordinator": 2, "total": 2}),
        ("EWE", {"itinerant": 2, "total": 2}),
        # One way into the broker's group, the other way out of it.
        ("WEE", {"gatekeeper": 1, "representative": 1, "total": 2}),
        ("EEW", {"gatekeeper": 1, "representative": 1, "total": 2}),
        ("EWN", {"liaison": 2, "total": 2}),
    ],
)
def test_the_five_triads(groups: str, expected: dict[str, int]) -> None:
    """The types that Gould and Fernandez define, each path read in both directions."""
    path = _network(["AB", "BC"], dict(zip("ABC", groups, strict=True)))
    assert _counts(brokerage(path)) == {"A": {}, "B": expected, "C": {}}


def test_partners_with_a_tie_need_no_broker() -> None:
    """In a triangle nobody brokers; strengths and a second way round do not matter."""
    triangle = _network(["AB", "BC", "AC"], dict.fromkeys("ABC", "E"))
    assert _counts(brokerage(triangle)) == {"A": {}, "B": {}, "C": {}}
    square = _network(["AB", "BC", "CD", "DA"], {"A": "E", "B": "E", "C": "W", "D": "W"})
    half = {"gatekeeper": 1, "representative": 1, "total": 2}
    assert _counts(brokerage(square)) == dict.fromkeys("ABCD", half)


def test_a_graph_of_six_worked_by_hand() -> None:
    """B of the East has the partners A and F (East), C and D (West) and U (no region); C and D have a tie.

    Of its ten pairs one is closed. A-F is the coordinator's; A and F with C, D and U are six across the border;
    C-U and D-U are the liaison's. C links nobody whom D does not know.
    """
    network = _network(
        ["BA", "BF", "BC", "BD", "BU", "CD"], {"A": "E", "B": "E", "F": "E", "C": "W", "D": "W", "U": ""}
    )
    table = brokerage(network)
    expected = {"coordinator": 2, "gatekeeper": 6, "representative": 6, "liaison": 4, "total": 18}
    assert _counts(table)["B"] == expected
    assert [row["total"] for row in table.records()] == [18, 0, 0, 0, 0, 0]
    assert table.rows[0][:4] == (1, "B", "B", "E")
    # By type the five states are one group and U another.
    expected = {"coordinator": 10, "gatekeeper": 4, "representative": 4, "total": 18}
    assert _counts(brokerage(network, by="type"))["B"] == expected


def test_ranks_follow_the_role_asked_for() -> None:
    """B coordinates, D is a liaison; each leads its own list, and the cut among equals is said."""
    network = _network(["AB", "BC", "XD", "DY"], {**dict.fromkeys("ABC", "E"), "X": "N", "D": "S", "Y": "W"})
    first = {role: brokerage(network, role=role, top=1) for role in ("coordinator", "liaison", "total")}
    assert {role: table.rows[0][2] for role, table in first.items()} == {
        "coordinator": "B",
        "liaison": "D",
        "total": "B",
    }
    assert first["total"].about["cut"] == "1 more actors share rank 1"
    assert "cut" not in first["liaison"].about
    assert first["liaison"].about["measure"] == "brokerage as liaison"


def test_isolates_have_a_reason_instead_of_numbers() -> None:
    """An actor without a tie has no counts; an empty network gives an empty table."""
    table = brokerage(_network(["AB"], {"A": "E", "B": "E", "Z": "W"}))
    assert table.rows[-1] == (None, "Z", "Z", "W", *[None] * 6, "no tie in the slice")
    assert brokerage(nx.Graph()).rows == ()


def test_what_makes_no_sense_is_refused() -> None:
    """Misspelt partitions and roles get a suggestion; a top of nothing is refused."""
    network = _network(["AB"], {"A": "E", "B": "E"})
    with pytest.raises(UnknownNameError) as refused:
        brokerage(network, by="regoin")
    assert refused.value.suggestions == ["region"]
    with pytest.raises(UnknownNameError) as refused:
        brokerage(network, role="gate-keeper")
    assert refused.value.suggestions == ["gatekeeper"]
    with pytest.raises(RequestError, match="at least 1"):
        brokerage(network, top=0)


@pytest.fixture(scope="module")
def world_roles(world: nx.Graph[str]) -> Table:
    """Give its brokerage by region."""
    return brokerage(world)


def _as_igraph(network: nx.Graph[str]) -> igraph.Graph:
    graph = igraph.Graph(n=0)
    graph.add_vertices(list(network))
    graph.add_edges(list(network.edges))
    return graph


def _open_pairs(graph: igraph.Graph, node: str, partners: list[str]) -> int:
    """Return twice the number of a node's pairs among the partners that igraph finds without a tie."""
    among = graph.induced_subgraph([node, *partners])
    centre = among.vs.find(name=node)
    return 2 * round(len(partners) * (len(partners) - 1) / 2 - (among.ecount() - among.degree(centre)))


def test_totals_of_the_world_counted_by_igraph(world: nx.Graph[str], world_roles: Table) -> None:
    """The total is k (k - 1) (1 - c), with degree k and clustering c from igraph."""
    graph = _as_igraph(world)
    clustering = graph.transitivity_local_undirected(mode="zero")
    expected = {
        name: round(k * (k - 1) * (1 - c))
        for name, k, c in zip(graph.vs["name"], graph.degree(), clustering, strict=True)
        if k > 0
    }
    assert len(expected) > 200
    assert {row["id"]: row["total"] for row in world_roles.records() if not row["note"]} == expected


@pytest.mark.parametrize("actor", ["JPN", "USA", "TUR", "KEN", "NATO"])
def test_roles_in_the_world_counted_by_igraph(world: nx.Graph[str], world_roles: Table, actor: str) -> None:
    """Open pairs in the subgraphs of one group, of each other group, and of all without the actor's own."""
    graph = _as_igraph(world)
    of_group: dict[str, list[str]] = {}
    for partner in world[actor]:
        of_group.setdefault(world.nodes[partner]["region"], []).append(partner)
    own = of_group.pop(world.nodes[actor]["region"], [])
    abroad = [partner for partners in of_group.values() for partner in partners]
    inside = _open_pairs(graph, actor, own)
    itinerant = sum(_open_pairs(graph, actor, partners) for partners in of_group.values())
    liaison = _open_pairs(graph, actor, abroad) - itinerant
    across = _open_pairs(graph, actor, [*own, *abroad]) - inside - itinerant - liaison
    found = next(row for row in world_roles.records() if row["id"] == actor)
    assert [found[role] for role in ROLES] == [inside, itinerant, across // 2, across // 2, liaison]
    assert found["total"] > 0


def test_the_table_says_what_it_was_computed_on(world_roles: Table) -> None:
    """Projection, slice, partition, numbers and record version stand with the counts, in strict JSON."""
    about = json.loads(world_roles.write("json"))["about"]
    assert about["slice"] == "at 2026-12-01; certainly in force; all layers"
    assert about["reads"] == "ties counted alike"
    assert about["partition"].startswith("region, ")
    assert {"measure", "definition", "projection", "record", "actors", "tied", "ties"} <= set(about)
