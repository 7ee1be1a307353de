"""What every table of the analysis shares: what it was computed on, and ranks with ties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import networkx as nx

#: Why an actor has no value on a measure that needs a tie.
ISOLATE: Final = "no tie in the slice"


def computed_on(network: nx.Graph[str]) -> dict[str, Any]:
    """Return what a table says of its network: projection, slice, record, actors, tied actors, ties."""
    return {
        **{name: network.graph[name] for name in ("projection", "slice", "record") if name in network.graph},
        "actors": network.number_of_nodes(),
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
    rounded = {node: round(value, 12) for node, value in values.items()}
    ordered = sorted(rounded, key=lambda node: (-rounded[node], node))
    rows: list[tuple[int | None, str, str, float | None, str]] = []
    rank = 0
    for place, node in enumerate(ordered, start=1):
        if place == 1 or rounded[node] != rounded[ordered[place - 2]]:
            rank = place
        rows.append((rank, label(network, node), node, rounded[node], ""))
    rows += [(None, label(network, node), node, None, why_not(node)) for node in sorted(set(network) - set(values))]
    return rows


def label(network: nx.Graph[str], node: str) -> str:
    """Return the name under which an actor is shown."""
    return network.nodes[node].get("label", node)
