"""Which community each actor is in at the page's slice: found in Python, for a browser could not repeat it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from ..knowledge import KnowledgeGraph
    from .drawing import Drawing

#: How many runs of Louvain are brought to a consensus.
_RUNS: Final = 10
#: Above this number of links, communities take longer than the rest of the page, and are left out.
_MANY: Final = 8_000


def communities(kg: KnowledgeGraph, drawing: Drawing) -> dict[str, Any]:
    """Return the communities of the slice, each with its name and the keys of its members.

    Strengths are Newman's: a mechanism that ties k actors adds 1 / (k - 1) to each of its pairs, so that large
    organisations do not drown what two have agreed on.
    """
    from ..analysis.communities import find_communities

    ties = kg.ties()
    if len(ties) > _MANY and len(set(zip(ties.a.tolist(), ties.b.tolist(), strict=True))) > _MANY:
        return {"text": f"Not worked out for more than {_MANY:,} links.", "groups": []}
    found = find_communities(kg.network("newman"), runs=_RUNS)
    keys = {actor.id: drawing.keys[actor.iri] for actor in drawing.actors}
    stable = "" if found.stability is None else f", stability {found.stability:.2f}"
    return {
        "text": f"Louvain, consensus of {_RUNS} runs{stable}, on the network {kg.at.description}.",
        "groups": [
            {"name": name, "actors": [keys[node] for node in group if node in keys]}
            for name, group in zip(found.names, found.groups, strict=True)
        ],
    }
