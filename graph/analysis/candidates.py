"""Pairs that no mechanism of a kind ties yet, and the network on which their chances are read.

The ties of the kind are drawn once, of all time, and looked at on each day that is asked for: what came later is
not seen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import numpy as np

from ...ontology import load_taxonomy
from ..errors import RequestError, UnknownNameError
from ..loading.incidence import Node
from ..networks.network import project
from ..networks.tie_table import TieTable
from ..networks.ties import membership_kind
from ..slice import Holding

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import networkx as nx
    from numpy.typing import NDArray

    from ..knowledge import KnowledgeGraph
    from ..model import Actor
    from ..slice import Slice

#: On which network scores are read: that of all kinds, or that of the kind alone.
ScoredOn: TypeAlias = Literal["all", "kind"]

#: What a link weighs on each of the two networks.
WEIGHTS: Final = {
    "kind": "ties counted alike",
    "all": "sum over the mechanisms of 1 / (k - 1), where k is the number of actors that the mechanism ties",
}
#: The two networks in words.
NETWORKS: Final = {"kind": "network of the kind alone", "all": "network of all kinds"}
_STATES: Final = frozenset(("State",))
_ALL: Final = frozenset(("State", "InternationalOrganisation"))


@dataclass(frozen=True)
class Candidates:
    """What is known on a day.

    Attributes
    ----------
    actors
        The ids of those that exist on the day, sorted; an actor's place here is its number everywhere else.
    strengths
        What the link of two actors weighs on the network that scores read; 0 without one.
    one, other
        The numbers of the two actors of each candidate pair, the smaller first; in the order of the pairs.
    """

    actors: tuple[str, ...]
    strengths: NDArray[np.float64]
    one: NDArray[np.int64]
    other: NDArray[np.int64]

    @classmethod
    def among(cls, actors: Sequence[str], strengths: NDArray[np.float64], left_out: NDArray[np.bool_]) -> Candidates:
        """Return as candidates all pairs of actors but those left out; `left_out` is symmetric."""
        one, other = np.nonzero(np.triu(~left_out, 1))
        return cls(tuple(actors), strengths, one, other)

    @property
    def degrees(self) -> NDArray[np.int64]:
        """The number of ties of each actor on the network that scores read."""
        return np.count_nonzero(self.strengths, axis=1)

    @property
    def both_tied(self) -> NDArray[np.bool_]:
        """Of each candidate pair, whether both have a tie on the network that scores read."""
        tied = self.degrees > 0
        return tied[self.one] & tied[self.other]


def matrix_of(ties: TieTable, rows: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which pairs of a table's actors some of its rows tie, as a symmetric matrix."""
    found = np.zeros((len(ties.nodes), len(ties.nodes)), dtype=bool)
    found[ties.a[rows], ties.b[rows]] = found[ties.b[rows], ties.a[rows]] = True
    return found


@dataclass(frozen=True)
class Outlook:
    """The ties of a kind, and those on which scores are read, whenever they hold.

    Attributes
    ----------
    kg
        The graph.
    on
        On which network scores are read.
    types
        Which types of actor count.
    kind
        The graph's slice, restricted to the kind that is asked for.
    read
        The slice of the network that scores read.
    of_kind
        The ties of the kind between actors that count, whenever they hold, if ever.
    """

    kg: KnowledgeGraph
    on: ScoredOn
    types: frozenset[str]
    kind: Slice
    read: Slice
    of_kind: TieTable

    @classmethod
    def of(
        cls, kg: KnowledgeGraph, kind: str, *, on: str = "all", organisations: bool = False, at: Slice | None = None
    ) -> Outlook:
        """Draw the ties.

        Parameters
        ----------
        kg
            The graph. Where its slice names layers, ``all`` means these.
        kind
            The name of a kind of mechanism, which takes its children with it, or of a layer.
        on
            ``all`` or ``kind``.
        organisations
            Whether organisations count beside states.
        at
            The slice in the place of the graph's own.

        Raises
        ------
        UnknownNameError
            Where there is no such kind, or scores are to be read on something else.
        RequestError
            Where no tie of the kind joins two of the actors that count.
        """
        if on not in WEIGHTS:
            raise UnknownNameError("network to read scores on", on, WEIGHTS)
        within = at or kg.at
        of_kind = replace(within, kinds=None, layers=()).restricted_to((kind,), load_taxonomy())
        types = _ALL if organisations else _STATES
        # Whatever else a founding treaty is, it has members.
        own = membership_kind().layer.name
        known = load_taxonomy().kinds.values()
        kinds = {found.name for found in known if of_kind.takes(found) or of_kind.takes(found, own)}
        drawn = TieTable.of_incidence(kg.reading.incidence.of_kinds(kinds), if_ever=False).taken_by(of_kind)
        ties = drawn.among(node for node in drawn.nodes if node.type in types)
        if not len(ties):
            who = "states or organisations" if organisations else "states"
            raise RequestError(
                f"the record has no {kind} between two {who}",
                "" if organisations else "Ask for organisations too, or for another kind.",
            )
        chosen: ScoredOn = "all" if on == "all" else "kind"
        return cls(kg, chosen, types, of_kind, within if chosen == "all" else of_kind, ties)

    @property
    def about(self) -> dict[str, str]:
        """What a table says of the network that scores read."""
        return {"scored on": NETWORKS[self.on], "weight": WEIGHTS[self.on]}

    def on_day(self, day: date) -> Outlook:
        """Return the same at one day."""
        return replace(self, kind=self.kind.on(day), read=self.read.on(day))

    def actors(self) -> list[Actor]:
        """Return the actors that certainly exist on the last day of the slice, sorted by id."""
        on = self.read.on(self.read.last)
        known = (actor for actor in self.kg.actors.values() if actor.type in self.types)
        return sorted((a for a in known if on.holding(a.life) is Holding.CERTAINLY), key=lambda a: a.id)

    def network(self) -> nx.Graph[str]:
        """Return the network that scores read, of the actors that exist; its ties have ``strength``."""
        actors = [Node(actor.id, actor.label, actor.type, actor.region) for actor in self.actors()]
        weight = "newman" if self.on == "all" else "count"
        network = project(self.kg.ties(self.read).among(actors), self.read, weight)
        network.graph["record"] = self.kg.version
        return network

    def strengths(self, network: nx.Graph[str]) -> NDArray[np.float64]:
        """Return what links weigh, as a matrix in the order of the ids."""
        import networkx as nx

        found = nx.to_numpy_array(network, nodelist=sorted(network), weight="strength", dtype=np.dtype(float))
        return found if self.on == "all" else (found > 0).astype(float)

    def had(self, actors: Sequence[str]) -> NDArray[np.bool_]:
        """Return which pairs have had a tie of the kind by the last day of the slice, as a symmetric matrix.

        A tie whose dates are imprecise counts as had where it may have begun: whether the pair is to have its
        first tie is then not known.
        """
        ties = self.of_kind_among(actors)
        begun = ties.spans.start_earliest <= np.datetime64(self.kind.last, "D")
        return matrix_of(ties, begun)

    def of_kind_among(self, actors: Sequence[str]) -> TieTable:
        """Return the ties of the kind between these actors; an actor's number in it is its place among them."""
        known = {node.id: node for node in self.of_kind.nodes}
        return self.of_kind.among(known.get(actor, Node(actor, actor, "", "")) for actor in actors)

    def candidates(self, network: nx.Graph[str]) -> Candidates:
        """Return the pairs of the network's actors that have had no tie of the kind; see `had`."""
        actors = sorted(network)
        return Candidates.among(actors, self.strengths(network), self.had(actors))
