"""The two-mode network of a record, in columns: who takes part in which mechanism, and when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ...ontology.prefixes import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Container

    from numpy.typing import NDArray

    from ..model import RecordSet
    from ..networks.spans import Spans
    from ..slice import Slice

#: Columns that have a row a participation.
_ROWS: Final = ("mechanism", "actor", "role", "side", "owed", "spans")


@dataclass(frozen=True, slots=True)
class Node:
    """A node of a network: a state or an organisation, by its id, with its label, class and region."""

    id: str
    label: str
    type: str
    region: str


@dataclass(frozen=True, slots=True)
class Incidence:
    """The two-mode network of a record: one row a participation that ties, sorted by mechanism.

    Attributes
    ----------
    about
        What the record says of itself.
    nodes
        Who takes part in some mechanism, observers and founded organisations included, sorted by id.
    mechanisms
        The ids of the mechanisms, sorted.
    kinds
        The local name of each mechanism's kind.
    confidences
        How sure the best evidence makes each.
    tied
        The number of actors that have ever taken part in each.
    founded
        The number of the node that each founds; -1 for none.
    duties
        What each obliges to by its own statement: a bit a duty, in the order of `DUTIES`.
    told_apart
        Whether participations of each state what each party owes; see `Mechanism.is_told_apart`.
    elsewhere
        The IRIs of mechanisms outside the project's own namespace, by id.
    roles
        The local names of the roles, that of plain parties last.
    mechanism, actor, role
        The numbers of the row's mechanism, node and role.
    side
        The number of the side that the actor is on; 0 for none.
    owed
        What the participation itself obliges the actor to, as in `duties`.
    spans
        When the actor takes part.
    """

    about: RecordSet
    nodes: tuple[Node, ...]
    mechanisms: tuple[str, ...]
    kinds: tuple[str, ...]
    confidences: tuple[str, ...]
    tied: NDArray[np.int64]
    founded: NDArray[np.int64]
    duties: NDArray[np.int8]
    told_apart: NDArray[np.bool_]
    elsewhere: dict[str, str]
    roles: tuple[str, ...]
    mechanism: NDArray[np.int64]
    actor: NDArray[np.int64]
    role: NDArray[np.int16]
    side: NDArray[np.int64]
    owed: NDArray[np.int8]
    spans: Spans

    def __getitem__(self, rows: NDArray[Any]) -> Incidence:
        return replace(self, **{name: getattr(self, name)[rows] for name in _ROWS})

    @property
    def pairs(self) -> int:
        """The number of pairs of rows of one mechanism."""
        sizes = np.bincount(self.mechanism)
        return int((sizes * (sizes - 1) // 2).sum())

    def possibly_within(self, within: Slice) -> Incidence:
        """Return the rows that may hold in a slice: no others make ties that do."""
        return self[np.flatnonzero(replace(within, certainty="possibly").which_hold(self.spans))]

    def of_kinds(self, kinds: Container[str]) -> Incidence:
        """Return the rows of mechanisms of some kinds."""
        return self[np.flatnonzero(np.array([kind in kinds for kind in self.kinds], dtype=bool)[self.mechanism])]

    def which_have(self, *roles: str) -> NDArray[np.bool_]:
        """Return for each row whether its role is one of these."""
        return np.array([role in roles for role in self.roles], dtype=bool)[self.role]

    def iri_of(self, mechanism: str) -> str:
        """Return the IRI of a mechanism by its id."""
        return self.elsewhere.get(mechanism, f"{PREFIXES['mech']}{mechanism}")
