"""The mechanisms of a store on disk or an endpoint, with no more than what is counted of them.

A count asks for the kind of a mechanism, how sure its evidence is, who takes part and when, and what follows from it is
worked out of the same; its names, texts and sources are most of what a record says, and stay where they are.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ...ontology.prefixes import PREFIXES, local
from ..model import Evidence, Mechanism, Participation, Source, while_two_take_part
from .asked import select
from .picker import no_garbage_sought
from .served_columns import ServedPicker
from .store import GRAPHS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..model import Actor
    from .asked import Engine


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
        Kind, confidence, whom it founds, participations and times are those of the record; the rest is empty. The
        label is the id.

    Raises
    ------
    FileError
        Where the endpoint fails, or a date is none.
    """
    with no_garbage_sought():
        picker = ServedPicker(engine, every=True)
        rows = picker.rows()
        parts: dict[int, list[Participation]] = defaultdict(list)
        stated, in_short = len(picker.iris), _made_of_parties(engine)
        for number, (place, iri, role, side, _, when) in enumerate(rows.parts):
            actor = actors[iri]
            name = f"{PREFIXES['part']}{local(rows.mechanisms[place])}--{actor.id}"
            if number < stated:
                name = picker.iris[number]
            is_stated = number < stated and name not in in_short
            parts[place].append(Participation(name, is_stated, actor, role, side, (), (), when, ()))
        nowhere = Source("", "", "", "", "", "", "", "", "", "", ())
        evidence: dict[str, tuple[Evidence, ...]] = {}
        found: list[Mechanism] = []
        for place, iri in enumerate(rows.mechanisms):
            kind, confidence = picker.kind_of(iri), picker.confidence_of(iri)
            taking_part = tuple(sorted(parts.get(place, ()), key=lambda p: (p.actor.label, p.iri)))
            founded = rows.founded.get(iri)
            found.append(
                Mechanism(
                    iri=iri,
                    id=local(iri),
                    type=kind.name,
                    label=local(iri),
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


def _made_of_parties(engine: Engine) -> set[str]:
    """Return the participations that are not stated, but follow from parties that are named in short."""
    where = f"GRAPH <{GRAPHS}completed> {{ ?p acc:inMechanism ?m }}"
    return {row[0].value for row in select(engine, f"SELECT ?p {{ {where} }}", union=False)}
