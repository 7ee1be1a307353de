"""What the record itself says of an actor: profile, ties, changes, near misses, obligations and claims.

Each function returns plain data, with the numbers of the sources behind each statement.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final, TypeVar

from ...ontology import load_taxonomy
from ..analysis.ranking import label
from ..answers.coverage import complete_for, statement
from ..answers.describe import dated
from ..answers.timeline import changes as changed
from ..networks.ties import counts, dyads

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..knowledge import KnowledgeGraph
    from ..model import Actor, Claim, Mechanism
    from .references import References

_T = TypeVar("_T")

#: How many of a list are shown; `left_out` counts the rest.
MECHANISMS_SHOWN, CHANGES_SHOWN, NEAR_SHOWN, CLAIMS_SHOWN, PARTNERS_SHOWN = 8, 25, 8, 10, 8
#: How many years back changes are told.
YEARS: Final = 2
#: How what does not hold, and may come to, stands: the nearest to force first.
_NEAR: Final = ("signed, not in force", "signed, not known to be in force", "under negotiation", "announced")


def profile(kg: KnowledgeGraph, actor: Actor, refs: References) -> dict[str, Any]:
    """Return names, codes, life and region of the actor, and where the record is said to be complete for it."""
    labels = load_taxonomy().labels
    said = [one for one in kg.record.coverage if actor in one.actors or actor.region in one.regions]
    return {
        "name": actor.label,
        "also": list(actor.alt_labels),
        "type": labels.get(actor.type, actor.type),
        "description": actor.description,
        "codes": dict(actor.codes),
        "wikidata": actor.wikidata.rpartition("/")[2],
        "region": actor.region,
        "dates": dict(dated(actor)),
        "facts": {labels[name]: list(values) for name, values in actor.facts.items()},
        "sources": refs.of(actor.evidence),
        "complete": [
            {"kinds": one["kinds"], "checked_to": one["checked_to"]}
            for one in map(statement, complete_for(kg, (actor,)))
        ],
        "incomplete": sum(one.completeness != "complete" for one in said),
    }


def ties(kg: KnowledgeGraph, actor: Actor, refs: References) -> dict[str, Any]:
    """Return what ties the actor on the day, by kind, the deepest first, and of each kind what began last first."""
    partners: dict[str, set[str]] = defaultdict(set)
    begun: dict[str, str] = {}
    held: dict[str, Mechanism] = {}
    by_layer: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for tie in dyads(of_actor(kg, actor), kg.at, kg.depths):
        if actor not in (tie.a, tie.b):
            continue
        mechanism, other = tie.mechanism, tie.b if tie.a == actor else tie.a
        held[mechanism.iri] = mechanism
        partners[mechanism.iri].add(other.label)
        begun[mechanism.iri] = max(
            begun.get(mechanism.iri, ""), str(tie.interval.start_earliest if tie.interval else "")
        )
        by_layer[tie.layer][0].add(mechanism.iri)
        by_layer[tie.layer][1].add(other.iri)
    by_kind: dict[str, list[Mechanism]] = defaultdict(list)
    for iri in sorted(held):
        by_kind[held[iri].kind.name].append(held[iri])
    kinds = [load_taxonomy().kinds[name] for name in by_kind]
    groups: list[dict[str, Any]] = []
    for kind in sorted(kinds, key=lambda kind: (-kg.depths.get(kind.name, kind.depth), kind.label)):
        found = sorted(by_kind[kind.name], key=lambda m: begun[m.iri], reverse=True)
        shown, left_out = cut(found, MECHANISMS_SHOWN)
        groups.append(
            {
                "kind": kind.label,
                "layer": kind.layer.name,
                "depth": kg.depths.get(kind.name, kind.depth),
                "mechanisms": [_mechanism(kg, m, actor, sorted(partners[m.iri]), refs) for m in shown],
                "left_out": left_out,
            }
        )
    return {
        "mechanisms": len(held),
        "partners": len({iri for _, others in by_layer.values() for iri in others}),
        "unverified": sum(m.confidence == "unverified" for m in held.values()),
        "layers": [
            {"layer": layer, "mechanisms": len(mechanisms), "partners": len(others)}
            for layer, (mechanisms, others) in sorted(by_layer.items(), key=lambda one: (-len(one[1][1]), one[0]))
        ],
        "kinds": groups,
    }


def changes(kg: KnowledgeGraph, actor: Actor, refs: References) -> dict[str, Any]:
    """Return what changed for the actor in the two years up to the day, the latest first; exercises are left out."""
    day = kg.today
    # 29 February has no day of its name two years before.
    first = day.replace(year=day.year - YEARS, day=28) if (day.month, day.day) == (2, 29) else None
    first = first or day.replace(year=day.year - YEARS)
    rows = changed(kg, (first.isoformat(), day.isoformat()), actor.iri).records()
    known = {mechanism.id: mechanism for mechanism in kg.record.mechanisms.values()}
    # Several steps of one mechanism on one day are told together.
    together: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in reversed(rows):
        if counts(known[row["record_id"]], kg.at):
            together[row["date"], row["record_id"]].append(row["what"])
    shown, left_out = cut(list(together.items()), CHANGES_SHOWN)
    return {
        "from": first.isoformat(),
        "to": day.isoformat(),
        "steps": [_step(when, sorted(what), known[name], actor, refs) for (when, name), what in shown],
        "left_out": left_out,
    }


def near_misses(kg: KnowledgeGraph, actor: Actor, refs: References) -> dict[str, Any]:
    """Return what does not hold and may come to: signed, under negotiation, announced; the latest first."""
    by_status: dict[str, list[Mechanism]] = defaultdict(list)
    for mechanism in of_actor(kg, actor):
        if (status := mechanism.status(kg.today)) in _NEAR and counts(mechanism, kg.at):
            by_status[status].append(mechanism)
    groups: list[dict[str, Any]] = []
    for status in _NEAR:
        found = sorted(
            by_status[status], key=lambda m: max((str(d) for d in m.dates.values()), default=""), reverse=True
        )
        shown, left_out = cut(found, NEAR_SHOWN)
        if shown:
            told = [_mechanism(kg, m, actor, _others(m, actor), refs) for m in shown]
            groups.append({"status": status, "mechanisms": told, "left_out": left_out})
    return {"statuses": groups}


def obligations(kg: KnowledgeGraph, actor: Actor, refs: References) -> dict[str, Any]:
    """Return whom the actor must defend, and who must defend it, by treaty: what the texts state."""
    owed = kg.obligations("defence")
    defends: dict[str, list[str]] = defaultdict(list)
    defended_by: dict[str, list[str]] = defaultdict(list)
    if actor.id in owed:
        for other in sorted(owed.succ[actor.id], key=lambda one: label(owed, one)):
            for mechanism in owed[actor.id][other]["mechanisms"]:
                defends[mechanism].append(label(owed, other))
        for other in sorted(owed.pred[actor.id], key=lambda one: label(owed, one)):
            for mechanism in owed[other][actor.id]["mechanisms"]:
                defended_by[mechanism].append(label(owed, other))
    known = {mechanism.id: mechanism for mechanism in kg.record.mechanisms.values()}
    treaties = sorted({*defends, *defended_by}, key=lambda name: (known[name].kind.label, name))
    return {
        "defends": owed.out_degree(actor.id) if actor.id in owed else 0,
        "defended_by": owed.in_degree(actor.id) if actor.id in owed else 0,
        "treaties": [
            {
                "label": known[name].label,
                "id": name,
                "status": known[name].status(kg.today),
                "defends": defends[name],
                "defended_by": defended_by[name],
                "sources": refs.of(_evidence(known[name], actor)),
            }
            for name in treaties
        ],
    }


def claims(kg: KnowledgeGraph, actor: Actor, refs: References) -> dict[str, Any]:
    """Return what the actor holds, and what others hold of it, each under its holder's name."""
    held = [claim for claim in kg.record.claims.values() if claim.holder == actor]
    about = [claim for claim in kg.record.claims.values() if actor in claim.targets and claim.holder != actor]
    answer: dict[str, Any] = {}
    for name, found in (("held", held), ("about", about)):
        shown, left_out = cut(found, CLAIMS_SHOWN)
        answer[name] = {"claims": [_claim(kg, claim, refs) for claim in shown], "left_out": left_out}
    return answer


def of_actor(kg: KnowledgeGraph, actor: Actor) -> list[Mechanism]:
    """Return the mechanisms in which the actor takes or took part, or that found it, in the order of their IRIs."""
    return [
        mechanism
        for mechanism in kg.record.mechanisms.values()
        if mechanism.constitutes == actor or any(part.actor == actor for part in mechanism.participations)
    ]


def cut(found: Sequence[_T], shown: int) -> tuple[list[_T], int]:
    """Return the first of a list, and how many are left out; a single one is never left out alone."""
    if len(found) <= shown + 1:
        return list(found), 0
    return list(found[:shown]), len(found) - shown


def _mechanism(
    kg: KnowledgeGraph, mechanism: Mechanism, actor: Actor, partners: Sequence[str], refs: References
) -> dict[str, Any]:
    shown, left_out = cut(partners, PARTNERS_SHOWN)
    own = [p.interval.start_text for p in mechanism.participations if p.actor == actor and p.interval]
    whole = mechanism.interval.start_text if mechanism.interval else ""
    joined = [text for text in own if text and text != whole]
    return {
        "label": mechanism.label,
        "id": mechanism.id,
        "kind": mechanism.kind.label,
        "status": mechanism.status(kg.today),
        "dates": dict(dated(mechanism)),
        "joined": joined[-1] if joined else "",
        "partners": shown,
        "partners_left_out": left_out,
        "sources": refs.of(_evidence(mechanism, actor)),
    }


def _step(when: str, what: list[str], mechanism: Mechanism, actor: Actor, refs: References) -> dict[str, Any]:
    partners, left_out = cut(_others(mechanism, actor), PARTNERS_SHOWN)
    return {
        "date": when,
        "what": ", ".join(what),
        "kind": mechanism.kind.label,
        "record": mechanism.label,
        "record_id": mechanism.id,
        "partners": partners,
        "partners_left_out": left_out,
        "sources": refs.of(_evidence(mechanism, actor)),
    }


def _others(mechanism: Mechanism, actor: Actor) -> list[str]:
    return sorted({part.actor.label for part in mechanism.participations if part.actor != actor})


def _evidence(mechanism: Mechanism, actor: Actor) -> list[Any]:
    """Return the evidence of the mechanism and of the actor's part in it, also by other records of the same."""
    records = (mechanism, *mechanism.counterparts)
    parts = [part for record in records for part in record.participations if part.actor == actor]
    return [evidence for one in (*records, *parts) for evidence in one.evidence]


def _claim(kg: KnowledgeGraph, claim: Claim, refs: References) -> dict[str, Any]:
    source = kg.record.sources.get(claim.passage.source)
    return {
        "id": claim.id,
        "holder": claim.holder.label,
        "reported_by": claim.reported_by.label if claim.reported_by else "",
        "kind": claim.kind,
        "holds": claim.text,
        "about": _labels(claim.targets),
        "sources": [refs.number(source)] if source else [],
    }


def _labels(items: Iterable[Any]) -> list[str]:
    return [item.label for item in items]
