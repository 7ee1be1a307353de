"""What every table of the analysis shares: what it was computed on, and ranks with ties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

from ..errors import RequestError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import networkx as nx

_Key = TypeVar("_Key", str, tuple[str, str])
_Row = TypeVar("_Row", bound="tuple[Any, ...]")

#: Why an actor has no value on a measure that needs a tie.
ISOLATE: Final = "no tie in the slice"


def computed_on(network: nx.Graph[str]) -> dict[str, Any]:
    """Return what a table says of its network: projection, slice, weight, record, actors, tied actors, ties.

    The weight is named where it is another than the number of mechanisms.
    """
    from ..networks.network import WEIGHTS

    usual = WEIGHTS["count"].definition
    weight = network.graph.get("strength", usual)
    modes = [data.get("bipartite", 0) for _, data in network.nodes(data=True)]
    return {
        **{
            name: network.graph[name]
            for name in ("projection", "slice", "events", "depths", "record")
            if name in network.graph
        },
        **({"weight": weight} if weight != usual else {}),
        "actors": modes.count(0),
        **({"mechanisms": modes.count(1)} if 1 in modes else {}),
        "tied": sum(1 for node in network if network.degree(node) > 0),
        "ties": network.number_of_edges(),
    }


def ranked(
    network: nx.Graph[str], values: Mapping[str, float], why_not: Callable[[str], str]
) -> list[tuple[int | None, str, str, float | None, str]]:
    """Rank actors by their values, the greatest first.

    Parameters
    ----------
    network
        Gives the actors' labels.
    values
        Actor to value; rounded to 12 digits, so that noise in the last ones breaks no tie.
    why_not
        From an actor without a value to the reason.

    Returns
    -------
    list of tuple
        Rank, label, id, value and note. Equal values share the lowest rank of their group and stand in the
        order of the ids; actors without a value come last and have neither rank nor value.
    """
    rows: list[tuple[int | None, str, str, float | None, str]] = [
        (rank, label(network, node), node, value, "") for node, (rank, value) in placed(values).items()
    ]
    rows += [(None, label(network, node), node, None, why_not(node)) for node in sorted(set(network) - set(values))]
    return rows


def placed(values: Mapping[_Key, float]) -> dict[_Key, tuple[int, float]]:
    """Return the rank and the rounded value of each key, the greatest first; equal values share a rank."""
    rounded = {key: round(value, 12) for key, value in values.items()}
    found: dict[_Key, tuple[int, float]] = {}
    rank, last = 0, None
    for place, key in enumerate(sorted(rounded, key=lambda key: (-rounded[key], key)), start=1):
        if rounded[key] != last:
            rank, last = place, rounded[key]
        found[key] = rank, rounded[key]
    return found


def check_top(top: int | None) -> None:
    """Raise `RequestError` where the number of rows asked for is less than 1."""
    if top is not None and top < 1:
        raise RequestError(f"top is {top}; it must be at least 1")


def first_rows(rows: list[_Row], top: int | None, what: str = "actors") -> tuple[list[_Row], dict[str, str]]:
    """Return the first rows, and what ``about`` says where the cut falls among equal ranks."""
    if top is None or len(rows) <= top:
        return rows, {}
    last = rows[top - 1][0]
    cut = sum(1 for row in rows[top:] if row[0] is not None and row[0] == last)
    return rows[:top], {"cut": f"{cut} more {what} share rank {last}"} if cut else {}


def without(network: nx.Graph[str], nodes: Iterable[str]) -> nx.Graph[str]:
    """Return a copy without some nodes; a subgraph's view is slow and may list its nodes in hash order."""
    copy = network.copy()
    copy.remove_nodes_from(nodes)
    return copy


def label(network: nx.Graph[str], node: str) -> str:
    """Return the name under which an actor is shown."""
    return network.nodes[node].get("label", node)
