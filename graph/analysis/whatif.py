"""What if: the network without an actor or a mechanism, or with one more, beside the network as it is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from ..errors import RequestError, UnknownNameError
from ..table import Table
from .agreement import adjusted_rand_index
from .centrality import MEASURES, centrality
from .communities import Partition, find_communities
from .counterfactual import changed, named, new_mechanism
from .ranking import check_top, computed_on, label

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx as nx

    from ..knowledge import KnowledgeGraph

#: Measures on which the actors are compared.
COMPARED: Final = ("degree", "strength", "betweenness", "closeness")
RUNS: Final = 20
#: An actor has changed company where less than this share of it is the same.
_SAME: Final = 0.5
_ABSENT: Final = "not in the network"
_LOST: Final = "left without a tie"
_TIED: Final = "newly tied"
_COMPANY: Final = (
    "share of the actors with whom it shares a community before or after that it shares one with both times"
)

_Rank: TypeAlias = tuple[int | None, float | None, str]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The network before and after a change.

    Attributes
    ----------
    about
        What was changed, on which slice and record, and how the numbers are defined.
    network
        Columns ``measure``, ``before``, ``after``, ``change``: numbers of the network as a whole.
    actors
        Columns ``measure``, ``actor``, ``id``, ``before``, ``rank_before``, ``after``, ``rank_after``, ``change``,
        ``note``: per measure, who loses the most first. `about` says where a cut falls among equals.
    pairs
        Columns ``change``, ``a``, ``a_id``, ``b``, ``b_id``, ``mechanisms``: pairs left without a tie, and pairs
        newly tied, among actors that are there both times.
    communities
        Columns ``when``, ``community``, ``size``, ``name``: the communities before and after.
    regrouped
        Columns ``actor``, ``id``, ``before``, ``after``, ``company_kept``: who changed company, with the numbers
        of the communities.
    """

    about: dict[str, Any]
    network: Table
    actors: Table
    pairs: Table
    communities: Table
    regrouped: Table

    def answer(self) -> dict[str, Any]:
        """Return all of it as one nested answer."""
        parts = ("network", "actors", "pairs", "communities", "regrouped")
        return {"about": self.about | self.actors.about, **{name: getattr(self, name).records() for name in parts}}


def whatif(
    kg: KnowledgeGraph,
    *,
    without: Iterable[str] = (),
    adding: Iterable[str] = (),
    measures: Iterable[str] = COMPARED,
    top: int | None = None,
    runs: int = RUNS,
    seed: int = 0,
    weight: str = "count",
) -> WhatIf:
    """Compare the network of a slice with what it would be without actors or mechanisms, or with new ones.

    Parameters
    ----------
    kg
        The graph, seen through a slice; it is not changed.
    without
        Names of actors and mechanisms. With an organisation goes every mechanism that founds it, so that its
        members lose the ties that its treaty makes among them.
    adding
        New mechanisms, as ``JPN,POL:reciprocal-access-agreement``: actors, and a kind of the taxonomy. Where the
        kind ties a guarantor to others, the first actor is the guarantor.
    measures
        Measures of centrality to compare.
    top
        How many rows a measure has of those who lose the most, and of those who gain the most; all where ``None``.
    runs, seed
        As of `find_communities`.
    weight
        How strong a tie is; see `accord.graph.networks.network.project`.

    Returns
    -------
    WhatIf
        Tables before and after.

    Raises
    ------
    UnknownNameError
        Where an actor, a mechanism, a kind or a measure is unknown.
    RequestError
        Where nothing is to change, a name stands for an actor and a mechanism, the new mechanism would tie nobody
        in the slice, or `top` is less than 1.

    Notes
    -----
    The ties of the slice, less those taken away and with those added, are projected anew. Nothing else reacts:
    no state is taken to answer a change by another.
    """
    chosen = tuple(dict.fromkeys(measures))
    if unknown := [measure for measure in chosen if measure not in MEASURES]:
        raise UnknownNameError("measure", unknown[0], MEASURES)
    check_top(top)
    gone = [named(kg, name) for name in dict.fromkeys(without)]
    new = [new_mechanism(kg, text, number) for number, text in enumerate(adding, start=1)]
    if not gone and not new:
        raise RequestError("nothing is to change", "Name what to leave out, or a mechanism to add.")
    before = kg.network(weight)
    after, removed = changed(kg, gone, new, weight)
    groups_before, groups_after = (find_communities(network, runs=runs, seed=seed) for network in (before, after))
    common = [node for node in sorted(groups_before.of()) if node in groups_after.of()]
    of_before, of_after = groups_before.of(), groups_after.of()
    pairs = _pairs(before, after)
    changes = Counter(row[0] for row in pairs.rows)
    about: dict[str, Any] = {
        "definition": "the ties of the slice, less those left out and with those added, projected and measured anew",
        "reads": {measure: MEASURES[measure].reads or "ties counted alike" for measure in chosen},
        **{name: value for name, value in computed_on(before).items() if isinstance(value, str)},
        "without": removed,
        "with": [m.described for m in new],
        "pairs_left_without_a_tie": changes[_LOST],
        "pairs_newly_tied": changes[_TIED],
        "left_alone": [label(before, n) for n in sorted(before) if before.degree(n) and n in after and not after[n]],
        "communities_compared": adjusted_rand_index([of_before[n] for n in common], [of_after[n] for n in common]),
        "communities_compared_is": "adjusted Rand index of the actors that have a tie before and after",
        "company_kept_is": _COMPANY,
        "runs": runs,
        "seed": seed,
    }
    return WhatIf(
        about=about,
        network=_networks(before, after, groups_before, groups_after),
        actors=_actors(before, after, chosen, top),
        pairs=pairs,
        communities=Table(
            ("when", "community", "size", "name"),
            tuple(
                (when, number, len(group), name)
                for when, found in (("before", groups_before), ("after", groups_after))
                for number, (name, group) in enumerate(zip(found.names, found.groups, strict=True), start=1)
            ),
        ),
        regrouped=_regrouped(before, groups_before, groups_after, common),
    )


def _networks(before: nx.Graph[str], after: nx.Graph[str], one: Partition, other: Partition) -> Table:
    numbers = [_numbers(before, one), _numbers(after, other)]
    rows = [
        (name, was, now, None if was is None or now is None else round(now - was, 12))
        for (name, was), now in zip(numbers[0].items(), numbers[1].values(), strict=True)
    ]
    return Table(("measure", "before", "after", "change"), tuple(rows))


def _numbers(network: nx.Graph[str], found: Partition) -> dict[str, float | None]:
    import networkx as nx

    tied = sum(1 for node in network if network.degree(node))
    sizes = sorted(len(nodes) for nodes in nx.connected_components(network) if len(nodes) > 1)
    pairs = tied * (tied - 1) / 2
    return {
        "actors": network.number_of_nodes(),
        "actors with a tie": tied,
        "ties": network.number_of_edges(),
        "density among actors with a tie": network.number_of_edges() / pairs if pairs else None,
        "components of two or more": len(sizes),
        "actors in the largest component": sizes[-1] if sizes else 0,
        "communities": len(found.groups),
        "modularity of the communities": found.modularity,
        "stability of the communities": found.stability,
    }


def _actors(before: nx.Graph[str], after: nx.Graph[str], measures: tuple[str, ...], top: int | None) -> Table:
    rows: list[tuple[Any, ...]] = []
    cuts: dict[str, str] = {}
    for measure in measures:
        compared = _compared(before, after, measure)
        if top is not None:
            lost = [row for row in compared if row[-2] is not None and row[-2] < 0]
            gained = [row for row in reversed(compared) if row[-2] is not None and row[-2] > 0]
            gained.sort(key=lambda row: (-row[-2], row[2]))
            cuts |= _cut(measure, "lose", lost, top) | _cut(measure, "gain", gained, top)
            compared = [*lost[:top], *gained[:top]]
        rows += compared
    columns = ("measure", "actor", "id", "before", "rank_before", "after", "rank_after", "change", "note")
    return Table(columns, tuple(rows), cuts)


def _cut(measure: str, verb: str, rows: list[tuple[Any, ...]], top: int) -> dict[str, str]:
    """Say how many rows that are not shown equal the last one that is."""
    equals = sum(row[-2] == rows[top - 1][-2] for row in rows[top:])
    return {f"cut_{measure}_{verb}": f"{equals} more {verb} as much as the last one shown"} if equals else {}


def _compared(before: nx.Graph[str], after: nx.Graph[str], measure: str) -> list[tuple[Any, ...]]:
    """Return the rows of a measure: the greatest loss first, the actors that are not there both times last."""
    was, now = (_ranks(network, measure) for network in (before, after))
    rows: list[tuple[Any, ...]] = []
    for node in sorted(was.keys() | now.keys()):
        # A value that is missing counts as 0 in the change, and the note says why it is missing.
        (rank_before, value_before, note_before), (rank_after, value_after, note_after) = (
            found.get(node, (None, None, _ABSENT)) for found in (was, now)
        )
        change = None if node not in now else round((value_after or 0) - (value_before or 0), 12)
        notes = [f"{when}: {note}" for when, note in (("before", note_before), ("after", note_after)) if note]
        names = before if node in before else after
        rows.append(
            (
                *(measure, label(names, node), node),
                *(value_before, rank_before, value_after, rank_after),
                *(change, "; ".join(notes)),
            )
        )
    return sorted(rows, key=lambda row: (row[-2] is None, row[-2] or 0, row[2]))


def _ranks(network: nx.Graph[str], measure: str) -> dict[str, _Rank]:
    return {row[2]: (row[0], row[3], row[4]) for row in centrality(network, measure).rows}


def _pairs(before: nx.Graph[str], after: nx.Graph[str]) -> Table:
    rows: list[tuple[Any, ...]] = []
    for change, one, other in ((_LOST, before, after), (_TIED, after, before)):
        for a, b in sorted((min(pair), max(pair)) for pair in one.edges()):
            # Of an actor that is left out the other tables speak; one that is new to the network has new ties.
            there = change == _TIED or (a in other and b in other)
            if there and not other.has_edge(a, b):
                rows.append((change, label(one, a), a, label(one, b), b, list(one.edges[a, b]["mechanisms"])))
    return Table(("change", "a", "a_id", "b", "b_id", "mechanisms"), tuple(rows))


def _regrouped(network: nx.Graph[str], one: Partition, other: Partition, common: list[str]) -> Table:
    """Return who changed company, the most thoroughly changed first."""
    company: list[dict[str, set[str]]] = [
        {node: set(group) & set(common) - {node} for group in found.groups for node in group} for found in (one, other)
    ]
    was, now = one.of(), other.of()
    rows: list[tuple[Any, ...]] = []
    for node in common:
        every = company[0][node] | company[1][node]
        kept = round(len(company[0][node] & company[1][node]) / len(every), 12) if every else 1.0
        if kept < _SAME:
            rows.append((label(network, node), node, was[node], now[node], kept))
    return Table(
        ("actor", "id", "before", "after", "company_kept"), tuple(sorted(rows, key=lambda row: (row[4], row[1])))
    )
