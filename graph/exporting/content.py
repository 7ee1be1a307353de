"""What a slice takes of the record, as objects: the same as of its statements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...ontology.prefixes import local
from ...ontology.rdf import text_of
from ..networks.ties import dyads
from .rdf import exported_quads

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..knowledge import KnowledgeGraph
    from ..model import Actor, Assertion, Claim, Conflict, Evidence, Item, Mechanism, Participation, Passage, Source
    from ..networks.ties import Dyad


@dataclass(frozen=True, slots=True)
class Content:
    """The records that an export holds, each list sorted by IRI.

    Attributes
    ----------
    actors, mechanisms, others, sources, passages, assertions, claims
        The records by class; `others` are events, policies, assets and tenures.
    conflicts
        The conflicts of sources.
    participations
        Who takes part in which of the mechanisms.
    evidence
        The evidence with the IRI of each record that rests on it.
    dyads
        The ties, sorted; parallel ones are all there.
    keys
        From IRI to the name by which rows speak of a record: its id, or the IRI where two records share the id.
    """

    actors: list[Actor]
    mechanisms: list[Mechanism]
    others: list[Item]
    sources: list[Source]
    passages: list[Passage]
    assertions: list[Assertion]
    claims: list[Claim]
    conflicts: list[Conflict]
    participations: list[tuple[Mechanism, Participation]]
    evidence: list[tuple[str, Evidence]]
    dyads: list[Dyad]
    keys: dict[str, str]


def content_of(kg: KnowledgeGraph) -> Content:
    """Return what an export of the graph holds.

    A whole graph has everything. A slice has the mechanisms that hold in it, the participations in them that do, and
    the actors, evidence, sources and other records that these lead to, by the rule of the RDF export.
    """
    record, within = kg.record, kg.within
    taken: Any = _Everything()
    if within is not None:
        taken = {text_of(quad.subject) for quad in exported_quads(kg)}
    mechanisms = [mechanism for iri, mechanism in record.mechanisms.items() if iri in taken]
    participations = [
        (mechanism, part)
        for mechanism in mechanisms
        for part in sorted(mechanism.participations, key=lambda part: part.iri)
        if within is None or within.holds(part.interval)
    ]
    actors = [actor for iri, actor in record.actors.items() if iri in taken]
    others = [item for iri, item in record.others.items() if iri in taken]
    assertions = [item for iri, item in record.assertions.items() if iri in taken]
    rests = [(item.iri, item.evidence) for item in (*actors, *mechanisms, *others)]
    rests += [(part.iri, part.evidence) for _, part in participations if part.stated]
    rests += [(item.iri, item.evidence) for item in assertions]
    found = kg.dyads() if within is not None else dyads(record.mechanisms.values(), depths=kg.depths)
    content = Content(
        actors=actors,
        mechanisms=mechanisms,
        others=others,
        sources=[source for iri, source in record.sources.items() if iri in taken],
        passages=[passage for iri, passage in record.passages.items() if iri in taken],
        assertions=assertions,
        claims=[claim for iri, claim in record.claims.items() if iri in taken],
        conflicts=list(record.conflicts) if within is None else [],
        participations=participations,
        evidence=[(iri, one) for iri, many in sorted(rests) for one in sorted(many, key=lambda found: found.iri)],
        dyads=[tie for tie in found if tie.interval is not None],
        keys={},
    )
    _name(content)
    return content


class _Everything:
    def __contains__(self, _: object) -> bool:
        return True


def _name(content: Content) -> None:
    """Give every record its key. Two may share an id in a graph of one's own; then the IRI names the second."""
    parts = [part for _, part in content.participations]
    rooms: tuple[Iterable[Any], ...] = (
        *(content.actors, content.mechanisms, content.others, content.sources, parts),
        *(content.passages, content.assertions, content.claims, [found for _, found in content.evidence]),
    )
    for room in rooms:
        used: set[str] = set()
        for item in room:
            if item.iri not in content.keys:
                own = local(item.iri)
                content.keys[item.iri] = item.iri if own in used else own
                used.add(own)
