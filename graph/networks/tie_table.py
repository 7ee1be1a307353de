"""Every tie that a record makes, in columns: what `ties.dyads` says one by one, for millions at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ...ontology import load_taxonomy
from ..loading.incidence import Node
from .spans import Spans
from .ties import membership_kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from ...ontology import Kind
    from ..loading.incidence import Incidence
    from ..model import Actor
    from ..slice import Slice
    from .ties import Dyad

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
    def of_incidence(cls, incidence: Incidence) -> TieTable:
        """Draw all ties of a record from who takes part in what.

        Every two participants are tied where the kind's tie shape says so, but for two on the same side; each
        guarantor or supplier to each other participant; and each participant to the organisation that the mechanism
        founds.
        """
        kinds = tuple(load_taxonomy().kinds.values())
        number = {kind.name: place for place, kind in enumerate(kinds)}
        kind_of = np.array([number[name] for name in incidence.kinds], dtype=np.int64)
        # Numbers rather than words: there can be tens of millions of pairs.
        shapes = np.array([_SHAPES.get(kind.tie_shape, 0) for kind in kinds], dtype=np.int8)
        left, right = _pairs_within(incidence.mechanism)
        shape: NDArray[np.int8] = shapes[kind_of[incidence.mechanism[left]]]
        leads = incidence.leads
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
        return ties[np.flatnonzero(spans.is_ordered)]

    @classmethod
    def of_dyads(cls, actors: Iterable[Actor], dyads: Sequence[Dyad]) -> TieTable:
        """Put ties that were drawn one by one into columns."""
        nodes = sorted(
            (Node(actor.id, actor.label, actor.type, actor.region) for actor in actors), key=lambda node: node.id
        )
        mechanisms = {dyad.mechanism.id: dyad.mechanism for dyad in dyads}
        names = sorted(mechanisms)
        kinds = tuple(load_taxonomy().kinds.values())
        kind_number = {kind.name: place for place, kind in enumerate(kinds)}
        node_number = {node.id: place for place, node in enumerate(nodes)}
        number = {name: place for place, name in enumerate(names)}

        def column(values: Iterable[int]) -> NDArray[np.int64]:
            return np.fromiter(values, dtype=np.int64, count=len(dyads))

        declared = [
            membership_kind() if dyad.layer != dyad.mechanism.kind.layer.name else dyad.mechanism.kind for dyad in dyads
        ]
        return cls(
            nodes=tuple(nodes),
            mechanisms=tuple(names),
            kinds=kinds,
            counted=tuple((kind_number[m.kind.name], m.tied, m.confidence) for m in map(mechanisms.__getitem__, names)),
            a=column(node_number[dyad.a.id] for dyad in dyads),
            b=column(node_number[dyad.b.id] for dyad in dyads),
            mechanism=column(number[dyad.mechanism.id] for dyad in dyads),
            kind=column(kind_number[kind.name] for kind in declared),
            spans=Spans.of(dyad.interval for dyad in dyads),
            directed=np.array([kind.tie_shape == "FirstToOthers" for kind in declared], dtype=bool),
        )

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
        actors = np.array([within.takes_actor(node.type, node.region) for node in self.nodes], dtype=bool)
        left = self[np.flatnonzero(kept & actors[self.a] & actors[self.b])]
        number = np.cumsum(actors) - 1
        nodes = tuple(node for node, counts in zip(self.nodes, actors.tolist(), strict=True) if counts)
        return replace(left, nodes=nodes, a=number[left.a], b=number[left.b])

    def _layers_taken(self, within: Slice) -> NDArray[np.bool_]:
        if within.kinds is None:
            return np.ones(len(self), dtype=bool)
        layers = [kind.layer.name for kind in self.kinds]
        # A founding treaty ties in its own layer and in that of memberships: the tie's kind tells which.
        taken = np.array([[within.takes(own, layer) for layer in layers] for own in self.kinds], dtype=bool)
        own = np.array([kind for kind, *_ in self.counted], dtype=np.int64)
        return taken[own[self.mechanism], self.kind]


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
