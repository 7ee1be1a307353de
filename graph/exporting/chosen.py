"""What one export was asked for, and the networks that it can be asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    import networkx as nx

    from ..knowledge import KnowledgeGraph


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen for one export: the projection and its weight, and whether RDF has what follows."""

    projection: str = ""
    weight: str = "count"
    derived: bool = False


#: Name on the command line to how the network is made; the second argument is the weight.
PROJECTIONS: Final[dict[str, Callable[[KnowledgeGraph, str], nx.Graph[str]]]] = {
    "co-participation": lambda kg, weight: kg.network(weight),
    "parallel": lambda kg, _: kg.parallel(),
    "two-mode": lambda kg, _: kg.two_mode(),
    "multiplex": lambda kg, _: kg.multiplex(),
    "obligations": lambda kg, _: kg.obligations(),
}


def network_of(kg: KnowledgeGraph, chosen: Chosen) -> nx.Graph[Any]:
    """Return the network that was chosen."""
    return PROJECTIONS[chosen.projection](kg, chosen.weight)
