"""Who owes what to whom by the ties of a slice: what treaties oblige to, and what single parties of them do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import UnknownNameError
from ..model import DUTIES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..loading.incidence import Incidence
    from ..slice import Slice
    from .tie_table import TieTable


@dataclass(frozen=True, slots=True)
class Owed:
    """Which ties oblige to a duty, a row a tie.

    Attributes
    ----------
    by_first, by_second
        Whether the first actor owes it to the second, and the second to the first.
    told_apart
        Whether participations state what each party owes, so that the mechanism's own statement binds nobody.
    stated
        Whether the mechanism states it, for all parties alike.
    """

    by_first: NDArray[np.bool_]
    by_second: NDArray[np.bool_]
    told_apart: NDArray[np.bool_]
    stated: NDArray[np.bool_]

    @property
    def allies(self) -> NDArray[np.bool_]:
        """Whether the tie makes the two allies, by a duty that they may owe together to a third alone."""
        return np.where(self.told_apart, self.by_first | self.by_second, self.stated)


def owed(ties: TieTable, incidence: Incidence, within: Slice, duty: str) -> Owed:
    """Say which ties oblige which of their two actors.

    Parameters
    ----------
    ties
        Ties that hold in the slice, drawn from the incidence or from a part of it.
    incidence
        Who takes part in what, and what he owes by it.
    within
        The slice: a participation that does not hold in it binds nobody.
    duty
        One of `DUTIES`.

    Raises
    ------
    UnknownNameError
        Where there is no such duty.

    Notes
    -----
    Where participations state what each party owes, the parties whose participation states the duty owe it to all
    others. Else the mechanism's own statement counts: it binds each party to each other, or, where some are
    guarantors, these to those that are none. Two guarantors thus owe each other nothing.
    """
    if duty not in DUTIES:
        raise UnknownNameError("obligation", duty, DUTIES)
    bit = 1 << DUTIES.index(duty)
    size = max(len(incidence.nodes), 1)
    place = {node.id: number for number, node in enumerate(incidence.nodes)}
    number = np.array([place[node.id] for node in ties.nodes], dtype=np.int64)
    of = ties.mechanism * size
    first, second = of + number[ties.a], of + number[ties.b]
    held = within.which_hold(incidence.spans)
    part = incidence.mechanism * size + incidence.actor
    bound = part[held & (incidence.owed & bit > 0)]
    guarantors = part[held & incidence.which_have("Guarantor")]
    guaranteed = np.isin(ties.mechanism, guarantors // size)
    leads = np.isin(first, guarantors), np.isin(second, guarantors)
    told_apart = incidence.told_apart[ties.mechanism]
    stated = (incidence.duties & bit > 0)[ties.mechanism]

    def bind(end: NDArray[Any], own: NDArray[np.bool_], others: NDArray[np.bool_]) -> NDArray[np.bool_]:
        return np.where(told_apart, np.isin(end, bound), stated & (~guaranteed | own & ~others))

    return Owed(bind(first, *leads), bind(second, *reversed(leads)), told_apart, stated)
