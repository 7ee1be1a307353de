"""What the record covers, how sure it is, and what it knowingly leaves out: *unknown* told apart from *no*."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, Final

from ...ontology import load_taxonomy
from ..table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..knowledge import KnowledgeGraph
    from ..model import Actor, Coverage, Item, Mechanism

_COLUMNS: Final = ("by", "name", "mechanisms", "holding", "participations", "unverified", "completeness", "checked_to")

_LEVELS: Final = ("complete", "substantial", "partial")


def coverage(kg: KnowledgeGraph) -> dict[str, Any]:
    """Say what the record holds per kind and per region, how completely, and what is knowingly missing.

    Returns
    -------
    dict
        ``kinds`` and ``regions``: a row each with counts of mechanisms, of those that hold in the slice, of
        participations and of mechanisms that rest on unverified evidence alone, and how complete and checked
        to which day the statements of coverage say they are; ``statements``: these in full;
        ``unverified_share``: the share of records that rest on unverified evidence alone, from 0 to 1.
    """
    known, found = kg.reading.outlines, kg.reading.tally
    said = kg.reading.where("?s a acc:CoverageStatement").coverage
    of_kind: dict[str, list[Mechanism]] = defaultdict(list)
    of_region: dict[str, list[Mechanism]] = defaultdict(list)
    for mechanism in known:
        of_kind[mechanism.kind.name].append(mechanism)
        for region in {part.actor.region for part in mechanism.participations}:
            of_region[region].append(mechanism)
    return {
        "record": kg.version,
        "slice": kg.at.description,
        "mechanisms": len(known),
        "participations": sum(len(m.participations) for m in known),
        "records": found.records,
        "unverified": found.unverified,
        "unverified_share": round(found.unverified / found.records, 4) if found.records else 0.0,
        "conflicts": found.conflicts,
        "kinds": [
            _row(kg, "kind", kind.label, of_kind[name], _speaking_of_kind(said, name))
            for name, kind in load_taxonomy().kinds.items()
            if name in of_kind
        ],
        "regions": [
            _row(kg, "region", region, of_region[region], _speaking_of_region(said, region))
            for region in sorted({actor.region for actor in kg.actors.values() if actor.region})
        ],
        "statements": [statement(one) for one in said],
    }


def coverage_table(answer: dict[str, Any]) -> Table:
    """Return the rows per kind and per region as one table."""
    rows = tuple(tuple(row[name] for name in _COLUMNS) for row in (*answer["kinds"], *answer["regions"]))
    return Table(_COLUMNS, rows, {name: answer[name] for name in ("record", "slice", "unverified_share")})


def complete_for(kg: KnowledgeGraph, actors: Iterable[Actor]) -> list[Coverage]:
    """Return the statements that call the record complete for one of these actors.

    What such a statement speaks of and the record does not hold, does not exist as far as the sources tell.
    """
    wanted = set(actors)
    known = kg.bearing_on(*wanted)
    layers = kg.at.kinds
    return [
        said
        for said in known.coverage
        if said.completeness == "complete"
        and said.speaks_of(kg.at.first, kg.at.last)
        and (wanted.intersection(said.actors) or not (said.actors or said.regions))
        and (layers is None or layers.intersection(_with_children(said.kinds)))
    ]


def unverified(items: Sequence[Item]) -> list[Item]:
    """Return the records that rest on unverified evidence alone."""
    return [item for item in items if item.is_unverified]


def _row(kg: KnowledgeGraph, by: str, name: str, held: list[Mechanism], said: list[Coverage]) -> dict[str, Any]:
    levels = Counter(one.completeness for one in said)
    days = sorted({one.checked_to for one in said})
    return {
        "by": by,
        "name": name,
        "mechanisms": len(held),
        "holding": sum(kg.at.holds(m.interval) for m in held),
        "participations": sum(len(m.participations) for m in held),
        "unverified": len(unverified(held)),
        "completeness": ", ".join(f"{levels[level]} {level}" for level in _LEVELS if levels[level]),
        "checked_to": " to ".join(dict.fromkeys((*days[:1], *days[-1:]))),
    }


def _speaking_of_kind(statements: Iterable[Coverage], kind: str) -> list[Coverage]:
    return [said for said in statements if kind in _with_children(said.kinds)]


def _speaking_of_region(statements: Iterable[Coverage], region: str) -> list[Coverage]:
    return [s for s in statements if region in s.regions or any(actor.region == region for actor in s.actors)]


def _with_children(kinds: Iterable[str]) -> set[str]:
    named = set(kinds)
    return {name for name, kind in load_taxonomy().kinds.items() if named.intersection(kind.lineage)}


def statement(said: Coverage) -> dict[str, Any]:
    """Return a statement of coverage as a dictionary ready for JSON; what is empty is left out."""
    labels = load_taxonomy().labels
    found = {
        "kinds": [labels[kind] for kind in said.kinds],
        "of": [*(actor.label for actor in said.actors), *said.regions] or ["all"],
        "completeness": said.completeness,
        "checked_to": said.checked_to,
        "from": said.first_day,
        "to": said.last_day,
        "missing": said.missing,
    }
    return {name: value for name, value in found.items() if value}
