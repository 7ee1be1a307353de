"""What a graph holds, counted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..knowledge import KnowledgeGraph


def info(kg: KnowledgeGraph) -> dict[str, str | int | dict[str, int]]:
    """Return counts by tier, class, layer and confidence, and the versions of the record."""
    about, found, mechanisms = kg.about, kg.reading.tally, kg.reading.outlines
    return {
        "record": about.title,
        "version": about.version,
        "checked_to": str(about.checked_to),
        "slice": kg.at.description,
        "actors": _counted(actor.type for actor in kg.actors.values()),
        "mechanisms": _counted(m.kind.layer.name for m in mechanisms),
        "holding": len(kg.holding(mechanisms)),
        "participations": sum(len(m.participations) for m in mechanisms),
        "others": _sorted(found.others),
        "sources": found.sources,
        "assertions": _sorted(found.assertions),
        "claims": _sorted(found.claims),
        "evidence": _sorted(found.evidence),
        "unverified_records": found.unverified,
        "records": found.records,
    }


def _counted(names: Iterable[str]) -> dict[str, int]:
    return _sorted(Counter(names))


def _sorted(counts_of: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts_of.items()))
