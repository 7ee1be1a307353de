"""Every tie that a record makes, in columns: what `ties.dyads` says one by one, for millions at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ...ontology import load_taxonomy
from .spans import Spans
from .ties import membership_kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from ...ontology import Kind
    from ..loading.incidence import Incidence, Node
    from ..slice import Slice

#: Numbers of the tie shapes that tie participants to each other.
_ALL: Final = 1
_LED: Final = 2
_SHAPES: Final = {"AllPairs": _ALL, "FirstToOthers": _LED}


@dataclass(frozen=True, slots=True)
class TieTable:
    """Ties in columns: a row a pair, a mechanism and a spell.

    Attributes
    ----------
    nodes
        The actors, sorted by id.
    mechanisms
        The ids of the mechanisms, sorted.
    kinds
        The kinds that make ties.
    counted
        For each mechanism its kind's number, how many actors it has ever tied, and how sure its evidence is.
    a, b
        The numbers of the two actors; from `a` to `b` where the tie is `directed`, else in the order of their ids.
    mechanism
        The number of the mechanism.
    kind
        The number of the kind that declares layer and depth: the mechanism's own, or that of memberships.
    spans
        When both take part.
    directed
        Whether the commitment goes from `a` to `b` alone.
    """

    nodes: tuple[Node, ...]
    mechanisms: tuple[str, ...]
    kinds: tuple[Kind, ...]
    counted: tuple[tuple[int, int, str], ...]
    a: NDArray[np.int64]
    b: NDArray[np.int64]
    mechanism: NDArray[np.int64]
    kind: NDArray[np.int64]
    spans: Spans
    directed: NDArray[np.bool_]

    @classmethod
    def of_incidence(cls, incidence: Incidence, *, if_ever: bool = True) -> TieTable:
        """Draw all ties of a record from who takes part in what.

        Every two participants are tied where the kind's tie shape says so, but for two on the same side; each
        guarantor or supplier to each other participant; and each participant to the organisation that the mechanism
        founds.

        Parameters
        ----------
        incidence
            Who takes part in what.
        if_ever
            Whether only ties that hold on some day are drawn, and not those of a treaty that is not in force yet.
        """
        kinds = tuple(load_taxonomy().kinds.values())
        number = {kind.name: place for place, kind in enumerate(kinds)}
        kind_of = np.array([number[name] for name in incidence.kinds], dtype=np.int64)
        # Numbers rather than words: there can be tens of millions of pairs.
        shapes = np.array([_SHAPES.get(kind.tie_shape, 0) for kind in kinds], dtype=np.int8)
        left, right = _pairs_within(incidence.mechanism)
        shape: NDArray[np.int8] = shapes[kind_of[incidence.mechanism[left]]]
        leads = incidence.which_have(*load_taxonomy().leads)
        same_side = (incidence.side[left] == incidence.side[right]) & (incidence.side[left] > 0)
        led = (shape == _LED) & (leads[left] ^ leads[right])
        apart = incidence.actor[left] != incidence.actor[right]
        drawn = apart & ((shape == _ALL) & ~same_side | led)
        left, right, directed = left[drawn], right[drawn], shape[drawn] == _LED
        # Of a directed tie the one that it leads from stands first; every other pair is in the order of the ids.
        turned = np.where(directed, leads[right], incidence.actor[left] > incidence.actor[right])
        left, right = np.where(turned, right, left), np.where(turned, left, right)
        members = np.flatnonzero(incidence.founded[incidence.mechanism] >= 0)
        founded = incidence.founded[incidence.mechanism[members]]
        own = incidence.actor[members]
        spans = _joined(incidence.spans[left] & incidence.spans[right], incidence.spans[members])
        mechanism = np.concatenate([incidence.mechanism[left], incidence.mechanism[members]])
        ties = cls(
            nodes=incidence.nodes,
            mechanisms=incidence.mechanisms,
            kinds=kinds,
            counted=tuple(zip(kind_of.tolist(), incidence.tied.tolist(), incidence.confidences, strict=True)),
            a=np.concatenate([incidence.actor[left], np.minimum(own, founded)]),
            b=np.concatenate([incidence.actor[right], np.maximum(own, founded)]),
            mechanism=mechanism,
            kind=np.concatenate(
                [kind_of[incidence.mechanism[left]], np.full(len(members), number[membership_kind().name])]
            ),
            spans=spans,
            directed=np.concatenate([directed, np.zeros(len(members), dtype=bool)]),
        )
        # Two spells that never meet tie nobody.
        return ties[np.flatnonzero(spans.is_ordered if if_ever else spans.is_ordered | spans.is_none)]

    @classmethod
    def holding(cls, incidence: Incidence, within: Slice) -> TieTable:
        """Draw the ties that hold in a slice and that it takes, and no others."""
        return cls.of_incidence(incidence.possibly_within(within)).within(within)

    def __getitem__(self, rows: NDArray[Any]) -> TieTable:
        return TieTable(
            *(self.nodes, self.mechanisms, self.kinds, self.counted),
            *(self.a[rows], self.b[rows], self.mechanism[rows], self.kind[rows]),
            *(self.spans[rows], self.directed[rows]),
        )

    def __len__(self) -> int:
        return len(self.a)

    def within(self, within: Slice) -> TieTable:
        """Return the ties that hold in a slice and that it takes."""
        taken = self.taken_by(within)
        return taken[np.flatnonzero(within.which_hold(taken.spans))]

    def taken_by(self, within: Slice) -> TieTable:
        """Return the ties that a slice takes by layer, mechanism and actors, whenever they hold."""
        kept = self._layers_taken(within)
        if within.parties != "any" or within.confidence != "unverified":
            records = [within.takes_record(tied, confidence) for _, tied, confidence in self.counted]
            kept &= np.array(records, dtype=bool)[self.mechanism]
        if within.takes_all_actors:
            return self[np.flatnonzero(kept)]
        actors = [node for node in self.nodes if within.takes_actor(node.type, node.region)]
        return self[np.flatnonzero(kept)].among(actors)

    def among(self, nodes: Iterable[Node]) -> TieTable:
        """Return the ties between actors of a list, which becomes that of the actors."""
        chosen = tuple(sorted(nodes, key=lambda node: node.id))
        place = {node.id: number for number, node in enumerate(chosen)}
        number = np.array([place.get(node.id, -1) for node in self.nodes], dtype=np.int64)
        left = self[np.flatnonzero((number[self.a] >= 0) & (number[self.b] >= 0))]
        return replace(left, nodes=chosen, a=number[left.a], b=number[left.b])

    def joined(self, other: TieTable) -> TieTable:
        """Return these ties and those of another table, whose mechanisms are others."""
        both = {node.id: node for table in (self, other) for node in table.nodes}
        one, two = self.among(both.values()), other.among(both.values())
        names = sorted((*one.mechanisms, *two.mechanisms))
        place = {name: number for number, name in enumerate(names)}
        counted = dict(zip((*one.mechanisms, *two.mechanisms), (*one.counted, *two.counted), strict=True))
        of = [np.array([place[name] for name in table.mechanisms], dtype=np.int64) for table in (one, two)]
        return TieTable(
            *(one.nodes, tuple(names), one.kinds, tuple(counted[name] for name in names)),
            *(np.concatenate([one.a, two.a]), np.concatenate([one.b, two.b])),
            np.concatenate([of[0][one.mechanism], of[1][two.mechanism]]),
            np.concatenate([one.kind, two.kind]),
            _joined(one.spans, two.spans),
            np.concatenate([one.directed, two.directed]),
        )

    def are_in(self, layer: str) -> NDArray[np.bool_]:
        """Return for each tie whether it belongs to a layer."""
        return np.array([kind.layer.name == layer for kind in self.kinds], dtype=bool)[self.kind]

    @property
    def own_kind(self) -> NDArray[np.int64]:
        """The number of each tie's mechanism's own kind."""
        return np.array([kind for kind, *_ in self.counted], dtype=np.int64)[self.mechanism]

    @property
    def in_own_layer(self) -> NDArray[np.bool_]:
        """Whether each tie belongs to the layer of its mechanism, and not to that of memberships besides."""
        layers = {layer: number for number, layer in enumerate(load_taxonomy().layers)}
        number = np.array([layers[kind.layer.name] for kind in self.kinds], dtype=np.int64)
        return number[self.kind] == number[self.own_kind]

    @property
    def pair(self) -> NDArray[np.int64]:
        """A number for each tie's pair of actors, whichever of the two stands first."""
        return np.minimum(self.a, self.b) * len(self.nodes) + np.maximum(self.a, self.b)

    def _layers_taken(self, within: Slice) -> NDArray[np.bool_]:
        if within.kinds is None:
            return np.ones(len(self), dtype=bool)
        layers = [kind.layer.name for kind in self.kinds]
        # A founding treaty ties in its own layer and in that of memberships: the tie's kind tells which.
        taken = np.array([[within.takes(own, layer) for layer in layers] for own in self.kinds], dtype=bool)
        return taken[self.own_kind, self.kind]


def rows_of(*columns: NDArray[Any]) -> Iterator[tuple[int, ...]]:
    """Yield columns of numbers row by row."""
    return zip(*(column.tolist() for column in columns), strict=True)


def _pairs_within(group: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return all pairs of rows of equal group, the earlier row first; `group` is sorted."""
    starts = np.flatnonzero(np.diff(group, prepend=-1))
    sizes = np.diff(starts, append=len(group))
    left: list[NDArray[np.int64]] = [np.zeros(0, dtype=np.int64)]
    right: list[NDArray[np.int64]] = [np.zeros(0, dtype=np.int64)]
    for size in np.unique(sizes[sizes > 1]).tolist():
        one, other = np.triu_indices(size, 1)
        first = starts[sizes == size][:, None]
        left.append((first + one).ravel())
        right.append((first + other).ravel())
    return np.concatenate(left), np.concatenate(right)


def _joined(one: Spans, other: Spans) -> Spans:
    names = ("start_earliest", "start_latest", "end_earliest", "end_latest", "surely_exists")
    return Spans(*(np.concatenate([getattr(one, name), getattr(other, name)]) for name in names))
