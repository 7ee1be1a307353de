"""What follows from the network for an actor: measures, communities, what if, quasi-allies, who is next.

Each function returns plain data and reads what `accord.graph.analysis` computes; nothing is measured here.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from ..analysis.centrality import MEASURES, centrality
from ..analysis.communities import RUNS, find_communities
from ..analysis.prediction import who_next
from ..analysis.quasi_alliance import quasi_alliances
from ..analysis.ranking import computed_on, label
from ..analysis.trend import FIRST_YEAR, trend
from ..analysis.whatif import whatif
from ..errors import RequestError
from .record_parts import cut

if TYPE_CHECKING:
    import networkx as nx

    from ..knowledge import KnowledgeGraph
    from ..model import Actor

#: On which an actor is placed and followed.
MEASURED: Final = ("degree", "strength", "betweenness")
#: Kinds of agreement of which it is said who is next.
KINDS: Final = {
    "ReciprocalAccessAgreement": "reciprocal access agreement",
    "InformationSecurityAgreement": "information security agreement",
    "DefenceCooperationAgreement": "defence cooperation agreement",
}
PAIRS_SHOWN, MEMBERS_SHOWN = 5, 15
#: Before this year a trend goes back as many years as it does from the present day to 1990.
_RECENT, _BACK = 2000, 30
_FIRST_OF_ALL: Final = 1945


def measures(kg: KnowledgeGraph, actor: Actor, network: nx.Graph[str]) -> dict[str, Any]:
    """Return value and rank on each measure, with the values on 31 December of the years before."""
    size = computed_on(network)
    found: list[dict[str, Any]] = []
    years = _years(kg, actor)
    for name in MEASURED:
        row = next((row for row in centrality(network, name).records() if row["id"] == actor.id), None)
        points = trend(kg, [actor.iri], name, first=years[0], last=years[1]).records() if years else []
        found.append(
            {
                "measure": name,
                "definition": MEASURES[name].definition,
                "reads": MEASURES[name].reads or "ties counted alike",
                "value": row["value"] if row else None,
                "rank": row["rank"] if row else None,
                "note": row["note"] if row else "takes part in no mechanism on record",
                "trend": [{name: point[name] for name in ("date", "value", "rank", "tied")} for point in points],
            }
        )
    return {"of": size["tied"], "ties": size["ties"], "measures": found}


def communities(actor: Actor, network: nx.Graph[str]) -> dict[str, Any]:
    """Return in whose company the actor is, and how sure that is."""
    found = find_communities(network)
    about = {"communities": len(found.groups), "runs": RUNS, "stability": found.stability}
    place = next((place for place, group in enumerate(found.groups) if actor.id in group), None)
    if place is None:
        return {**about, "name": "", "size": 0, "members": [], "left_out": 0, "share": None}
    members, left_out = cut([label(network, one) for one in found.groups[place] if one != actor.id], MEMBERS_SHOWN)
    return {
        **about,
        "name": found.names[place],
        "size": len(found.groups[place]),
        "members": members,
        "left_out": left_out,
        "share": found.share[actor.id],
    }


def without_main_ally(kg: KnowledgeGraph, actor: Actor, network: nx.Graph[str]) -> dict[str, Any] | None:
    """Return the actor's place with and without its main ally; ``None`` where no state is tied to it.

    The main ally is the state with which it has the greatest folded depth of commitment; among equals the one
    with more mechanisms, then the one whose name comes first.
    """
    deep = kg.network("depth")
    states = [other for other in deep.adj[actor.id] if deep.nodes[other]["type"] == "State"] if actor.id in deep else []
    if not states:
        return None
    depth: dict[str, float] = {other: deep[actor.id][other]["strength"] for other in states}
    strength: dict[str, int] = {other: network[actor.id][other]["strength"] for other in states}
    ally = min(states, key=lambda other: (-depth[other], -strength[other], label(network, other)))
    owed = kg.obligations("defence")
    found = whatif(kg, without=[kg.actor(f"actor:{ally}").iri], measures=MEASURED)
    names = ("measure", "before", "rank_before", "after", "rank_after", "change")
    moved = next((row for row in found.regrouped.records() if row["id"] == actor.id), None)
    return {
        "ally": label(network, ally),
        "ally_id": ally,
        "depth": depth[ally],
        "mechanisms": strength[ally],
        "promise": owed.has_edge(actor.id, ally) or owed.has_edge(ally, actor.id),
        "actor": [{n: row[n] for n in names} for row in found.actors.records() if row["id"] == actor.id],
        "network": found.network.records(),
        "company_kept": moved["company_kept"] if moved else None,
        "left_alone": found.about["left_alone"],
        "runs": found.about["runs"],
    }


def quasi_allies(kg: KnowledgeGraph, actor: Actor) -> dict[str, Any]:
    """Return the states without a promise of defence that come nearest to the actor's allies in practice."""
    table = quasi_alliances(kg, actor.iri)
    rows, left_out = table.records()[:PAIRS_SHOWN], max(0, len(table.rows) - PAIRS_SHOWN)
    names = ("rank", "b", "b_id", "depth", "index", "below", "above")
    return {
        "definition": table.about["definition"],
        "allied_pairs": table.about["allied pairs"],
        "pairs": [{name: row[name] for name in names} for row in rows],
        "left_out": left_out,
    }


def next_partners(kg: KnowledgeGraph, actor: Actor) -> dict[str, Any]:
    """Return the pairs without a tie of a kind that stand highest by link prediction: no statement of the record."""
    found: list[dict[str, Any]] = []
    names = ("rank", "b", "b_id", "value", "common_partners", "strength", "near_miss")
    for kind, words in KINDS.items():
        try:
            rows = who_next(kg, kind, actor.iri, top=PAIRS_SHOWN).records()
        except RequestError as error:  # the record has no tie of the kind by then
            found.append({"kind": words, "pairs": [], "note": str(error)})
            continue
        ranked = [{name: row[name] for name in names} for row in rows if row["rank"] is not None]
        found.append({"kind": words, "pairs": ranked, "note": "" if ranked else "no pair of the actor has a score"})
    return {"kinds": found}


def _years(kg: KnowledgeGraph, actor: Actor) -> tuple[int, int] | None:
    """Return the first and the last year of a trend that ends with the report's day; ``None`` where there is none."""
    day, own = kg.today, kg.about.checked_to.latest
    last = day.year if day == own or (day.month, day.day) == (12, 31) else day.year - 1
    first = FIRST_YEAR if day.year >= _RECENT else max(_FIRST_OF_ALL, day.year - _BACK)
    life = actor.life.start_earliest
    first = max(first, life.year if life > date.min else first)
    return (first, last) if first < last else None
