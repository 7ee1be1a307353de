"""The adjacency matrix of the one-mode network, its actors sorted so that what belongs together stands together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ..errors import UnknownNameError
from ..networks.network import WEIGHTS
from ..table import Table
from .communities import find_communities
from .ranking import check_top, computed_on, label

if TYPE_CHECKING:
    import networkx as nx

#: By what the actors can be sorted, with what the order says.
SORTS: Final = {
    "region": "Actors stand by region, the region with the greatest sum of strengths first, and in it by strength.",
    "community": "Actors stand by community, the largest first, and in it by strength.",
    "strength": "Actors stand by strength, the greatest first.",
}
#: How organisations are grouped, which lie in no region.
_NO_REGION: Final = "organisations"


def adjacency(network: nx.Graph[str], *, sort: str = "region", top: int | None = None) -> Table:
    """Return the adjacency matrix of a network, a row an actor.

    Parameters
    ----------
    network
        A network made by `KnowledgeGraph.network`.
    sort
        ``region``, ``community`` (as `find_communities` finds them in the whole network) or ``strength``.
    top
        How many actors: those with the greatest sum of strengths in the whole network; equal sums in the order of
        their ids. All that have a tie where ``None``.

    Returns
    -------
    Table
        Columns ``actor``, ``id``, ``group`` (region or community; empty where sorted by strength), and one column
        an actor, called by its id, in the order of the rows: the strength of the tie, 0 where there is none.
        ``about`` names the order, and how many tied actors are left out.

    Raises
    ------
    UnknownNameError
        Where there is no such order.
    RequestError
        Where `top` is less than 1.
    """
    if sort not in SORTS:
        raise UnknownNameError("order of a matrix", sort, SORTS)
    check_top(top)
    strengths: dict[str, float] = dict(network.degree(weight="strength"))
    tied = sorted((node for node in network if network.degree(node)), key=lambda node: (-strengths[node], node))
    shown = tied[:top]
    groups = _groups(network, shown, sort)
    totals: dict[str, float] = {}
    for node in shown:
        totals[groups[node]] = totals.get(groups[node], 0) + strengths[node]
    # The names of communities come in the order of their size; regions are put in that of their strength.
    places = {name: place for place, name in enumerate(dict.fromkeys(groups.values()))}
    if sort == "region":
        by_total = sorted(totals, key=lambda name: (name == _NO_REGION, -totals[name], name))
        places = {name: place for place, name in enumerate(by_total)}
    order = sorted(shown, key=lambda node: (places[groups[node]], -strengths[node], node))
    rows: list[tuple[Any, ...]] = [
        (label(network, a), a, groups[a], *(network[a][b]["strength"] if network.has_edge(a, b) else 0 for b in order))
        for a in order
    ]
    about = {
        "measure": "adjacency matrix",
        "definition": "strength of the tie of each two actors",
        "strength": network.graph.get("strength", WEIGHTS["count"].definition),
        "sort": sort,
        "order": SORTS[sort],
        "groups": 0 if sort == "strength" else len(totals),
        **{name: value for name, value in computed_on(network).items() if name != "weight"},
        "left_out": len(tied) - len(shown),
    }
    return Table(("actor", "id", "group", *order), tuple(rows), about)


def _groups(network: nx.Graph[str], shown: list[str], sort: str) -> dict[str, str]:
    if sort == "strength":
        return dict.fromkeys(shown, "")
    if sort == "region":
        return {node: network.nodes[node].get("region") or _NO_REGION for node in shown}
    found: dict[str, str] = {}
    kept = set(shown)
    for number, group in enumerate(find_communities(network).groups, start=1):
        members = [node for node in shown if node in kept.intersection(group)]
        if members:
            others = " and others" if len(members) > 1 else ""
            found |= dict.fromkeys(members, f"{number}. {label(network, members[0])}{others}")
    return found
