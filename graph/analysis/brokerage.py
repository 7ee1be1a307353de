"""Brokerage between groups: the five roles of Gould and Fernandez.

An actor brokers between two of its partners who have no tie of their own. Which role it plays follows
from the groups of the three.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..errors import UnknownNameError
from ..table import Table
from .centrality import grouping, partition_in_words
from .ranking import ISOLATE, check_top, computed_on, first_rows, ranked

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

#: The roles, as ``a -> broker -> c`` with the groups that they ask for.
ROLES: Final = {
    "coordinator": "all three in one group",
    "itinerant": "both partners in one group, the broker in another",
    "gatekeeper": "from another group into the broker's own",
    "representative": "from the broker's own group into another",
    "liaison": "all three in different groups",
}

_DEFINITION: Final = (
    "number of ordered pairs of the actor's partners without a tie of their own, by the groups of the three; "
    "ties are read in both directions, so that a pair counts twice"
)


def brokerage(network: nx.Graph[str], by: str = "region", *, role: str = "total", top: int | None = None) -> Table:
    """Count how often each actor brokers between untied partners, in which role.

    Parameters
    ----------
    network
        A network made by `KnowledgeGraph.network`; it is not changed.
    by
        The partition of the actors, ``region`` or ``type``. Actors without a region are a group of their own.
    role
        The count by which actors are ranked: one of `ROLES`, or ``total``.
    top
        How many rows to return; all where ``None``. Where the cut falls among equal values, ``about`` says so.

    Returns
    -------
    Table
        Columns ``rank``, ``actor``, ``id``, ``group``, one for each role, ``total`` and ``note``. Counts are
        raw: numbers of ordered pairs, neither standardised nor divided. Equal counts share the lowest rank of
        their group. An actor without a tie has neither rank nor counts, and ``note`` says why.

    Raises
    ------
    UnknownNameError
        Where the partition or the role is unknown.
    RequestError
        Where `top` is less than 1.

    Notes
    -----
    Gould and Fernandez define the roles for a directed two-path a -> b -> c without a -> c, with the groups
    A, B, C of the three: coordinator A = B = C; itinerant A = C, B another; gatekeeper B = C, A another;
    representative A = B, C another; liaison all different. A tie between states has no direction here and
    stands for both, as the sna package for R reads an undirected network: each pair of untied partners
    counts once each way. Gatekeeper and representative are therefore always equal, and the total is twice the
    number of pairs.

    References
    ----------
    .. [1] Gould, R. V. and Fernandez, R. M. (1989). Structures of mediation: a formal approach to brokerage
       in transaction networks. *Sociological Methodology* 19, 89-126.

    Examples
    --------
    >>> import networkx as nx
    >>> path = nx.Graph([("France", "EU"), ("EU", "Japan")])
    >>> nx.set_node_attributes(path, {"France": "Western Europe", "Japan": "Eastern Asia"}, "region")
    >>> brokerage(path, role="liaison", top=1).records()[0]["liaison"]
    2
    """
    if role not in (*ROLES, "total"):
        raise UnknownNameError("role", role, (*ROLES, "total"))
    check_top(top)
    groups = grouping(network, by)
    # An actor does not broker between a partner and itself: everybody is near themselves.
    near = {node: {node, *network[node]} for node in network}
    counts = {node: _roles(node, near, groups) for node in network if network.degree(node) > 0}
    ranks = ranked(network, {node: found[role] for node, found in counts.items()}, lambda _: ISOLATE)
    columns = (*ROLES, "total")
    rows = [
        (rank, label, node, groups[node], *(counts[node][name] if node in counts else None for name in columns), note)
        for rank, label, node, _, note in ranks
    ]
    rows, cut = first_rows(rows, top)
    about = {
        "measure": "brokerage" if role == "total" else f"brokerage as {role}",
        "definition": _DEFINITION,
        "reads": "ties counted alike",
        "partition": partition_in_words(groups, by),
        **computed_on(network),
        **cut,
    }
    return Table(("rank", "actor", "id", "group", *columns, "note"), tuple(rows), about)


def _roles(broker: str, near: Mapping[str, set[str]], groups: Mapping[str, str]) -> dict[str, int]:
    """Return how often an actor plays each role, and the total."""
    partners = near[broker] - {broker}
    counts = dict.fromkeys(ROLES, 0)
    for start in partners:
        for end in partners - near[start]:
            counts[_role(groups[start], groups[broker], groups[end])] += 1
    return {**counts, "total": sum(counts.values())}


def _role(start: str, broker: str, end: str) -> str:
    """Return the role from the groups of the three."""
    if start == end:
        return "coordinator" if broker == start else "itinerant"
    if broker == end:
        return "gatekeeper"
    return "representative" if broker == start else "liaison"
