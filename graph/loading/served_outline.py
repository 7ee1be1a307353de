"""The mechanisms of a store on disk or an endpoint, with no more than what is counted of them.

A count asks for the kind of a mechanism, how sure its evidence is, who takes part and when; its names, texts and
sources are most of what a record says, and stay where they are.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ..model import Evidence, Mechanism, Participation, Source, while_two_take_part
from .picker import no_garbage_sought
from .served_columns import ServedPicker

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..model import Actor
    from .served import Engine


def served_outlines(engine: Engine, actors: Mapping[str, Actor]) -> list[Mechanism]:
    """Fetch the outlines of all mechanisms that count, by one SELECT a property.

    Parameters
    ----------
    engine
        The store, or the endpoint.
    actors
        All actors, by IRI.

    Returns
    -------
    list of Mechanism
        Kind, confidence, whom it founds, participations and times are those of the record; the rest is empty.

    Raises
    ------
    FileError
        Where the endpoint fails, or a date is none.
    """
    with no_garbage_sought():
        picker = ServedPicker(engine, every=True)
        rows = picker.rows()
        parts: dict[int, list[Participation]] = defaultdict(list)
        for part in rows.parts:
            place, actor, role, side, when = part[0], part[1], part[2], part[3], part[-1]
            parts[place].append(Participation("", True, actors[actor], role, side, (), (), when, ()))
        nowhere = Source("", "", "", "", "", "", "", "", "", "", ())
        evidence: dict[str, tuple[Evidence, ...]] = {}
        found: list[Mechanism] = []
        for place, iri in enumerate(rows.mechanisms):
            kind, confidence = picker.kind_of(iri), picker.confidence_of(iri)
            taking_part = tuple(parts[place])
            founded = rows.founded.get(iri)
            found.append(
                Mechanism(
                    iri=iri,
                    id=iri,
                    type=kind.name,
                    label="",
                    alt_labels=(),
                    description="",
                    dates={},
                    evidence=evidence.setdefault(confidence, (Evidence("", nowhere, "", confidence, ()),)),
                    facts={},
                    kind=kind,
                    obligations=(),
                    constitutes=actors[founded] if founded else None,
                    participations=taking_part,
                    interval=while_two_take_part(rows.forces[place], taking_part),
                )
            )
        return found
