"""Who next: pairs that no mechanism of a kind ties yet, ranked by how they stand in the network.

Link prediction after Liben-Nowell and Kleinberg (2007). A score says how a pair stands, and not that it will act:
`accord.graph.analysis.backtest` measures how often pairs that stood so got a tie.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ..errors import RequestError, UnknownNameError
from ..networks.network import fold_ties
from ..networks.tie_table import rows_of
from ..table import Table
from .candidates import Candidates, Outlook
from .ranking import check_top, computed_on, first_rows, label, placed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import networkx as nx
    from numpy.typing import NDArray

    from ..knowledge import KnowledgeGraph
    from ..model import Actor

#: Scores are rounded to so many digits, so that equal ones stay equal whatever order a machine adds in.
_DIGITS: Final = 10
_PARTS: Final = ("common-neighbours", "adamic-adar", "resource-allocation", "preferential-attachment")
#: Statuses of mechanisms that make no tie and may come to make one, or might have.
_NEAR: Final = frozenset(
    (
        *("under negotiation", "announced", "signed, not in force", "signed, not known to be in force"),
        *("abandoned", "no date known"),
    )
)
_COLUMNS: Final = (
    *("rank", "a", "a_id", "b", "b_id", "value"),
    *("common_neighbours", "adamic_adar", "resource_allocation", "preferential_attachment", "combined"),
    *("common_partners", "strength", "near_miss", "note", "partners", "near_miss_ids"),
)
_Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Score:
    """A score of pairs.

    Attributes
    ----------
    name
        Its name on the command line.
    definition
        The formula, in a line. *w* is what a link weighs, *s* an actor's sum of them, *d* its number of ties.
    reference
        Where it was defined.
    """

    name: str
    definition: str
    reference: str


SCORES: Final[dict[str, Score]] = {
    score.name: score
    for score in (
        Score(
            "combined",
            "mean of the percentile ranks of the four other scores among the pairs that have a value; from 0 to 1",
            "",
        ),
        Score(
            "common-neighbours",
            "sum over common neighbours z of w(a,z) w(z,b): their number where ties count alike",
            "Liben-Nowell and Kleinberg 2007",
        ),
        Score("adamic-adar", "sum over common neighbours z of w(a,z) w(z,b) / ln d(z)", "Adamic and Adar 2003"),
        Score("resource-allocation", "sum over common neighbours z of w(a,z) w(z,b) / s(z)", "Zhou, Lü and Zhang 2009"),
        Score(
            "preferential-attachment",
            "s(a) s(b): the product of their numbers of ties where ties count alike",
            "Barabási and Albert 1999; Newman 2001",
        ),
    )
}


def scores(candidates: Candidates) -> dict[str, NDArray[np.float64]]:
    """Return all scores of all candidate pairs.

    Parameters
    ----------
    candidates
        The pairs, and the strengths on which they are scored.

    Returns
    -------
    dict
        The name of each score to one value a pair, in the order of the pairs; rounded to ten digits. A pair of
        which one has no tie has 0 throughout: `Candidates.both_tied` tells it apart.

    Notes
    -----
    With strengths of 0 and 1 the four parts are what networkx computes as ``adamic_adar_index``,
    ``resource_allocation_index``, ``preferential_attachment`` and the number of ``common_neighbors``. The time is
    that of multiplying matrices, *O(n^3)* for *n* actors: a fraction of a second for the states of the world.

    Examples
    --------
    >>> path = np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]], dtype=float)
    >>> ends = Candidates.among("ABC", path, path > 0)
    >>> found = scores(ends)
    >>> found["adamic-adar"].tolist(), found["resource-allocation"].tolist()
    ([1.4426950409], [0.5])
    """
    strengths, one, other = candidates.strengths, candidates.one, candidates.other
    degrees, sums = candidates.degrees, strengths.sum(axis=1)
    # A common neighbour has two ties at least: what has fewer is none, and its logarithm is never asked for.
    by_degree = np.divide(1, np.log(np.maximum(degrees, 2)), out=np.zeros(len(sums)), where=degrees > 1)
    by_sum = np.divide(1, sums, out=np.zeros(len(sums)), where=sums > 0)
    found = {
        "common-neighbours": (strengths @ strengths)[one, other],
        "adamic-adar": ((strengths * by_degree) @ strengths)[one, other],
        "resource-allocation": ((strengths * by_sum) @ strengths)[one, other],
        "preferential-attachment": sums[one] * sums[other],
    }
    found = {name: np.round(values, _DIGITS) for name, values in found.items()}
    scored = candidates.both_tied
    combined = np.zeros(len(one))
    if scored.any():
        ranks = [midranks(found[name][scored]) for name in _PARTS]
        combined[scored] = np.round(sum(ranks) / (len(ranks) * np.count_nonzero(scored)), _DIGITS)
    return {"combined": combined, **found}


def midranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the rank of each value from 1, the least first; equal values share the mean of their ranks.

    Examples
    --------
    >>> midranks(np.array([5.0, 1.0, 5.0])).tolist()
    [2.5, 1.0, 2.5]
    """
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(counts) - (counts - 1) / 2)[inverse]


def who_next(
    kg: KnowledgeGraph,
    kind: str,
    actor: str | None = None,
    *,
    measure: str = "combined",
    top: int | None = None,
    on: str = "all",
    organisations: bool = False,
) -> Table:
    """Rank pairs that no mechanism of a kind has tied yet.

    Parameters
    ----------
    kg
        The graph, sliced. Where the slice names layers, ``on="all"`` reads these.
    kind
        The name of a kind of mechanism, which takes its children with it, or of a layer.
    actor
        Whose pairs alone are ranked, among themselves; the scores stay those among all pairs.
    measure
        One of `SCORES`.
    top
        How many rows to return; all where ``None``. Where the cut falls among equal values, ``about`` says so.
    on
        ``all``: scores read the network of all kinds, in which a mechanism that ties *k* actors weighs *1/(k-1)*
        on each pair. ``kind``: they read the network of the kind alone, its ties counted alike.
    organisations
        Whether organisations count beside states.

    Returns
    -------
    Table
        Columns ``rank``, ``a``, ``a_id``, ``b``, ``b_id``, ``value`` (of the measure), the five scores,
        ``common_partners`` (their number on the network that scores read), ``strength`` (the number of mechanisms
        of any kind between the two), ``near_miss`` (how mechanisms of the kind between them stand that do not
        hold), ``note``, ``partners`` and ``near_miss_ids``. The greatest value stands first; equal values share
        the lowest rank of their group. A pair of which one has no tie on the network has neither value nor rank,
        stands last, and ``note`` says so.

    Raises
    ------
    UnknownNameError
        Where the kind, the actor, the measure or the network is unknown.
    RequestError
        Where the actor does not exist on the day or is of no type that counts, the record has no tie of the kind
        between actors that count, or `top` is less than 1.

    Notes
    -----
    A pair is a candidate where both exist on the last day of the slice and no mechanism of the kind has tied them
    by then. Pairs whose tie is over are no candidates, since a renewal is another question; nor are pairs whose
    tie may have begun, its dates being imprecise. ``about`` counts both.
    """
    if measure not in SCORES:
        raise UnknownNameError("score", measure, SCORES)
    check_top(top)
    outlook = Outlook.of(kg, kind, on=on, organisations=organisations)
    network = outlook.network()
    candidates = outlook.candidates(network)
    chosen = _existing(kg, actor, outlook) if actor else None
    values = scores(candidates)
    places = np.arange(len(candidates.one))
    if chosen is not None:
        mine = candidates.actors.index(chosen.id)
        places = places[(candidates.one == mine) | (candidates.other == mine)]
    pair_at = {_named(candidates, i, chosen): i for i in places.tolist()}
    scored = candidates.both_tied
    ranks = placed({pair: float(values[measure][i]) for pair, i in pair_at.items() if scored[i]})
    missed = _NearMisses(outlook, candidates.actors)
    rest = sorted(pair_at.keys() - ranks.keys())
    if top is None or top > len(ranks):
        # Of pairs without a value those come first of which something is known.
        known = missed.of(rest)
        rest.sort(key=lambda pair: _sorted(pair) not in known)
    order = [*ranks, *rest]
    ranked: list[tuple[int | None, _Pair]] = [(ranks[pair][0] if pair in ranks else None, pair) for pair in order]
    shown, cut = first_rows(ranked, top, "pairs")
    between = _strengths(outlook, candidates.actors)
    near = missed.of([pair for _, pair in shown])
    rows: list[tuple[Any, ...]] = []
    for rank, (a, b) in shown:
        i, key = pair_at[a, b], _sorted((a, b))
        five = [float(values[name][i]) if scored[i] else None for name in (*_PARTS, "combined")]
        partners = sorted(network.adj[a].keys() & network.adj[b].keys())
        misses = near.get(key, {})
        rows.append(
            (
                *(rank, label(network, a), a, label(network, b), b),
                *(float(values[measure][i]) if scored[i] else None, *five),
                *(len(partners), between.get(key, 0), "; ".join(dict.fromkeys(misses.values()))),
                *(_why_not(network, a, b), partners, sorted(misses)),
            )
        )
    about: dict[str, Any] = {
        "kind": outlook.kind.layers[0],
        "measure": measure,
        "definition": SCORES[measure].definition,
        **outlook.about,
        **computed_on(network),
        **({"actor": chosen.label} if chosen else {}),
        "pairs": len(order),
        **_left_out(outlook, candidates, chosen),
        **cut,
    }
    return Table(_COLUMNS, tuple(rows), about)


def _existing(kg: KnowledgeGraph, name: str, outlook: Outlook) -> Actor:
    found = kg.actor(name)
    if found.type not in outlook.types:
        hint = "Ask for organisations too." if found.is_node else "Name a state."
        raise RequestError(f"{found.label} is no state", hint)
    if found not in outlook.actors():
        raise RequestError(f"{found.label} does not exist on {outlook.read.last}", "Choose another day.")
    return found


def _named(candidates: Candidates, place: int, first: Actor | None) -> _Pair:
    """Return the ids of a pair, the chosen actor first."""
    a, b = (candidates.actors[int(numbers[place])] for numbers in (candidates.one, candidates.other))
    return (b, a) if first is not None and b == first.id else (a, b)


def _sorted(pair: _Pair) -> _Pair:
    return min(pair), max(pair)


def _strengths(outlook: Outlook, actors: Sequence[str]) -> dict[_Pair, int]:
    """Return the number of mechanisms of any kind that tie each pair of actors in the slice."""
    known, there = outlook.kg.ties(outlook.read.of_all), set(actors)
    ties = known.among(node for node in known.nodes if node.id in there)
    folded = fold_ties(ties)
    numbers = np.diff(folded.first, append=len(folded.a))
    rows = rows_of(folded.a[folded.first], folded.b[folded.first], numbers)
    return {(ties.nodes[a].id, ties.nodes[b].id): number for a, b, number in rows}


class _NearMisses:
    """The mechanisms of the kind that do not hold and may yet, or might have; fetched for pairs that are shown."""

    def __init__(self, outlook: Outlook, actors: Sequence[str]) -> None:
        self._outlook = outlook
        ties = outlook.of_kind_among(actors)
        # What no date ever began starts after all days.
        rows = np.flatnonzero(ties.spans.start_earliest > np.datetime64(outlook.kind.last, "D"))
        self._named: dict[_Pair, set[str]] = defaultdict(set)
        for a, b, number in rows_of(ties.a[rows], ties.b[rows], ties.mechanism[rows]):
            self._named[_sorted((actors[a], actors[b]))].add(ties.mechanisms[number])

    def of(self, pairs: Iterable[_Pair]) -> dict[_Pair, dict[str, str]]:
        """Return, of those of the pairs that have some, the mechanisms' ids and how they stand."""
        asked = {pair: sorted(self._named[pair]) for pair in map(_sorted, pairs) if pair in self._named}
        known = self._outlook.kg.reading.mechanisms(sorted({name for names in asked.values() for name in names}))
        on = self._outlook.kind.last
        found = {
            pair: {name: status for name in names if (status := known[name].status(on)) in _NEAR}
            for pair, names in asked.items()
        }
        return {pair: misses for pair, misses in found.items() if misses}


def _why_not(network: nx.Graph[str], a: str, b: str) -> str:
    alone = [label(network, actor) for actor in (a, b) if network.degree(actor) == 0]
    return f"no tie on the network: {', '.join(alone)}" if alone else ""


def _left_out(outlook: Outlook, candidates: Candidates, chosen: Actor | None) -> dict[str, int]:
    """Count the pairs that are no candidates: those that have the kind, and those that had it or may have it."""
    ties = outlook.of_kind_among(candidates.actors)
    if chosen is not None:
        mine = candidates.actors.index(chosen.id)
        ties = ties[np.flatnonzero((ties.a == mine) | (ties.b == mine))]
    have = np.unique(ties.pair[outlook.kind.which_hold(ties.spans)])
    had = np.unique(ties.pair[ties.spans.start_earliest <= np.datetime64(outlook.kind.last, "D")])
    return {"pairs that have it": len(have), "pairs that had it, or may have it": len(np.setdiff1d(had, have))}
