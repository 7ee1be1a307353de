"""Link prediction against networkx, on graphs worked by hand, and the back-test without a look ahead."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np
import pytest

from accord.graph import RequestError, UnknownNameError
from accord.graph.analysis.backtest import auc, backtest, precision_at
from accord.graph.analysis.candidates import Candidates, Outlook
from accord.graph.analysis.prediction import SCORES, scores, who_next

if TYPE_CHECKING:
    from collections.abc import Callable

    from accord.graph import KnowledgeGraph, Table

_DCA = "DefenceCooperationAgreement"
_CLOSURE = "common-neighbours"


def _candidates(network: nx.Graph[str], weight: str = "") -> Candidates:
    """Return the pairs without a tie; ties count alike where no weight is named."""
    nodes = sorted(network)
    strengths = nx.to_numpy_array(network, nodelist=nodes, weight=weight, dtype=np.dtype(float))
    return Candidates.among(nodes, strengths, strengths > 0)


def _by_pair(candidates: Candidates, values: Any) -> dict[str, float]:
    names = candidates.actors
    return {
        names[i] + names[j]: value
        for i, j, value in zip(candidates.one.tolist(), candidates.other.tolist(), values.tolist(), strict=True)
    }


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("common-neighbours", {"AD": 1, "AE": 0, "BD": 1, "BE": 0, "CE": 1}),
        # C has three ties, D two.
        ("adamic-adar", {"AD": 0.9102392266, "AE": 0, "BD": 0.9102392266, "BE": 0, "CE": 1.4426950409}),
        ("resource-allocation", {"AD": 1 / 3, "AE": 0, "BD": 1 / 3, "BE": 0, "CE": 1 / 2}),
        ("preferential-attachment", {"AD": 4, "AE": 2, "BD": 4, "BE": 2, "CE": 3}),
        # Ranks of AD: 4 of common neighbours, 3.5 twice, 4.5; of AE 1.5 throughout; of CE 4, 5, 5 and 3; each over 5.
        ("combined", {"AD": 0.775, "AE": 0.3, "BD": 0.775, "BE": 0.3, "CE": 0.85}),
    ],
)
def test_a_graph_of_five_worked_by_hand(name: str, expected: dict[str, float]) -> None:
    """A triangle with a tail of two has five pairs without a tie."""
    found = _candidates(nx.Graph(["AB", "AC", "BC", "CD", "DE"]))
    assert _by_pair(found, scores(found)[name]) == pytest.approx(expected)


def test_weights_worked_by_hand() -> None:
    """A and B meet at C, with weights of 1/2 and 2: products, over the logarithm of two ties and a sum of 5/2."""
    network: nx.Graph[str] = nx.Graph()
    network.add_edge("A", "C", strength=0.5)
    network.add_edge("B", "C", strength=2)
    found = scores(_candidates(network, "strength"))
    assert found["common-neighbours"].tolist() == [1]
    assert found["adamic-adar"].tolist() == pytest.approx([1.4426950409])
    assert found["resource-allocation"].tolist() == [0.4]
    assert found["preferential-attachment"].tolist() == [1]


@pytest.mark.parametrize("of", ["karate", "world"])
def test_scores_are_those_of_networkx(of: str, world: nx.Graph[str]) -> None:
    """Every pair without a tie in the karate club, and in the network of the record."""
    network = world if of == "world" else nx.relabel_nodes(nx.karate_club_graph(), lambda i: f"{i:02}")
    found = _candidates(network)
    values = scores(found)
    pairs = [(found.actors[i], found.actors[j]) for i, j in zip(found.one, found.other, strict=True)]
    assert set(map(frozenset, pairs)) == set(map(frozenset, nx.non_edges(network)))
    for name, theirs in {
        "adamic-adar": nx.adamic_adar_index,
        "resource-allocation": nx.resource_allocation_index,
        "preferential-attachment": nx.preferential_attachment,
    }.items():
        assert values[name] == pytest.approx([value for _, _, value in theirs(network, pairs)], abs=1e-9)
    common = [len(network.adj[a].keys() & network.adj[b].keys()) for a, b in pairs]
    assert values["common-neighbours"].tolist() == common


def test_no_score_is_anything_but_a_number() -> None:
    """Without a tie, without a pair and with isolates."""
    for network in (nx.Graph(), nx.empty_graph(3), nx.Graph(["AB"])):
        for values in scores(_candidates(nx.relabel_nodes(network, str))).values():
            assert np.isfinite(values).all()


def test_auc_by_hand_and_as_mann_and_whitney_have_it() -> None:
    """A tie counts half; scipy's U over the number of comparisons is the same."""
    from scipy.stats import mannwhitneyu  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]

    # 3 beats 2, 1 and 1; 1 loses to 2 and ties with two: 3 + 0 + 1/2 + 1/2 of six.
    values, positive = np.array([3.0, 2, 1, 1, 1]), np.array([True, False, True, False, False])
    assert auc(values, positive) == 4 / 6
    chance = np.random.default_rng(1)
    for _ in range(20):
        values, positive = chance.integers(5, size=40).astype(float), chance.random(40) < 0.3
        u = mannwhitneyu(values[positive], values[~positive]).statistic
        assert auc(values, positive) == pytest.approx(u / (positive.sum() * (~positive).sum()))
    assert auc(values, np.zeros(40, dtype=bool)) is None
    assert auc(values, np.ones(40, dtype=bool)) is None


@pytest.mark.parametrize(("k", "expected"), [(1, 1), (2, (1 + 1 / 3) / 2), (3, (1 + 2 / 3) / 3), (4, 0.5), (5, 0.4)])
def test_precision_by_hand(k: int, expected: float) -> None:
    """One positive stands first; of the three that are level behind it one is positive; the last is not."""
    values, positive = np.array([5.0, 3, 3, 3, 1]), np.array([True, False, True, False, False])
    assert precision_at(k, values, positive) == pytest.approx(expected)


def test_precision_needs_as_many_pairs() -> None:
    """Of fewer than k pairs there is none."""
    assert precision_at(3, np.array([1.0, 2.0]), np.array([True, False])) is None


_STATES = "".join(f'actor:{c} a acc:State ; skos:prefLabel "State {c}"@en .\n' for c in "ABCDEF")
_AGREEMENT = """mech:{0} a acc:DefenceCooperationAgreement ; skos:prefLabel "{0}"@en ;
  acc:party {1} ; {2} .
"""


def _agreement(name: str, dates: str) -> str:
    return _AGREEMENT.format(name, " , ".join(f"actor:{c.upper()}" for c in name), dates)


def _in_force(name: str, day: str) -> str:
    return _agreement(name, f'acc:entryIntoForce "{day}"^^xsd:date')


#: By the end of 1995, A has agreements with B and C; B, D and E talk. Then B and C agree, and D and E.
#: G comes into being in 1997; H is no more from 1993.
_RECORD = (
    _STATES
    + """
actor:G a acc:State ; skos:prefLabel "State G"@en ; acc:start "1997-01-01"^^xsd:date .
actor:H a acc:State ; skos:prefLabel "State H"@en ; acc:end "1993-01-01"^^xsd:date .
actor:O a acc:InternationalOrganisation ; skos:prefLabel "Organisation O"@en .
mech:talks a acc:SecurityDialogue ; skos:prefLabel "talks"@en ;
  acc:party actor:B , actor:D , actor:E ; acc:established "1991-01-01"^^xsd:date .
"""
    + _in_force("ab", "1990-01-01")
    + _in_force("ac", "1990-06-01")
    + _agreement("bd", 'acc:negotiationsOpened "1994-01-01"^^xsd:date')
    + _agreement("ef", 'acc:negotiationsOpened "1995-01-01"^^xsd:date')
    + _in_force("bc", "1998-01-01")
    + _in_force("de", "1999-01-01")
    + _in_force("ao", "1990-01-01")
)
_ABOUT = 'set:x a acc:RecordSet ; acc:checkedTo "2012-12-31"^^xsd:date .'


@pytest.fixture(scope="module")
def small(graph_of: Callable[[str], KnowledgeGraph]) -> KnowledgeGraph:
    """Give the record above."""
    return graph_of(_RECORD + _ABOUT)


def _rows(table: Table) -> dict[str, dict[str, Any]]:
    return {row["a_id"] + row["b_id"]: row for row in table.records()}


def test_who_is_next_on_the_kind(small: KnowledgeGraph) -> None:
    """B and C share A; nobody else has two ends with an agreement, and stands last with the reason."""
    table = who_next(small.slice(at="1995-12-31"), _DCA, on="kind")
    rows = _rows(table)
    assert len(rows) == 13  # of six states that exist, fifteen pairs less two that have one
    first = table.records()[0]
    assert (first["a_id"], first["b_id"], first["rank"], first["common_neighbours"]) == ("B", "C", 1, 1)
    assert first["partners"] == ["A"]
    assert rows["DE"]["rank"] is None
    assert rows["DE"]["value"] is None
    assert rows["DE"]["note"] == "no tie on the network: State D, State E"
    # Of pairs without a value those stand first of which something is on record.
    assert [row["a_id"] + row["b_id"] for row in table.records()[1:3]] == ["BD", "EF"]
    assert (table.about["pairs that have it"], table.about["scored on"]) == (2, "network of the kind alone")


def test_who_is_next_on_all_kinds(small: KnowledgeGraph) -> None:
    """The talks of three give each pair a half: A and B have a strength of two each, all others of one."""
    rows = _rows(who_next(small.slice(at="1995-12-31"), _DCA, measure="preferential-attachment"))
    values = {pair: row["value"] for pair, row in rows.items() if row["value"] is not None}
    assert values == {"AD": 2, "AE": 2, "BC": 2, "BD": 2, "BE": 2, "CD": 1, "CE": 1, "DE": 1}
    assert rows["BD"]["rank"] == 1
    assert rows["CD"]["rank"] == 6  # five stand before it, and share rank 1
    assert rows["DE"]["common_neighbours"] == 0.25  # half of half, through B
    assert rows["AD"]["resource_allocation"] == 0.25  # one by half over the two of B
    assert (rows["BD"]["strength"], rows["BC"]["strength"]) == (1, 0)
    assert (rows["BD"]["near_miss"], rows["BD"]["near_miss_ids"]) == ("under negotiation", ["bd"])
    assert rows["AF"]["note"] == "no tie on the network: State F"


def test_only_states_that_exist_on_the_day_are_paired(small: KnowledgeGraph) -> None:
    """G appears with its beginning, H is gone with its end; an organisation comes when it is asked for."""

    def names(day: str, *, organisations: bool = False) -> set[str]:
        table = who_next(small.slice(at=day), _DCA, organisations=organisations)
        return {row[name] for row in table.records() for name in ("a_id", "b_id")}

    assert names("1992-12-31") == set("ABCDEFH")
    assert names("1995-12-31") == set("ABCDEF")
    assert names("1997-01-01") == set("ABCDEFG")
    assert names("1995-12-31", organisations=True) == set("ABCDEFO")


def test_an_actor_stands_first_in_its_pairs(small: KnowledgeGraph) -> None:
    """Ranks count among its own pairs, and the scores stay those of all; a cut among equals is said."""
    then = small.slice(at="1995-12-31")
    table = who_next(then, _DCA, "State D", measure="preferential-attachment", top=1)
    assert [(row[0], row[2], row[4], row[5]) for row in table.rows] == [(1, "D", "A", 2)]
    assert table.about["pairs"] == 5
    assert table.about["cut"] == "1 more pairs share rank 1"
    combined = {row["b_id"]: row["value"] for row in who_next(then, _DCA, "State D").records()}
    assert combined["B"] == _rows(who_next(then, _DCA))["BD"]["value"]


def test_a_tie_that_is_over_or_may_have_begun_makes_no_candidate(graph_of: Callable[[str], KnowledgeGraph]) -> None:
    """A renewal is another question, and what may have begun is not known; both are counted."""
    over = _agreement("af", 'acc:entryIntoForce "1985-01-01"^^xsd:date ; acc:end "1992-01-01"^^xsd:date')
    unsure = _agreement("cd", 'acc:signed "1995-01-01"^^xsd:date ; acc:knownFrom "1998"^^xsd:gYear')
    table = who_next(graph_of(_RECORD + over + unsure + _ABOUT).slice(at="1995-12-31"), _DCA)
    assert {"AF", "CD"}.isdisjoint(_rows(table))
    assert (table.about["pairs"], table.about["pairs that had it, or may have it"]) == (11, 2)


def _tested(kg: KnowledgeGraph, **options: Any) -> dict[tuple[str, str, str], dict[str, Any]]:
    table = backtest(kg, _DCA, **{"first": 1995, "last": 2010, "k": 2, **options})
    return {(row["window"], row["network"], row["measure"]): row for row in table.records()}


def test_a_back_test_worked_by_hand(small: KnowledgeGraph) -> None:
    """B and C score and agree; D and E, who have no agreement yet, agree too: they are level with eleven others."""
    rows = _tested(small)
    found = rows["1996-2000", "kind", "common-neighbours"]
    assert (found["cut"], found["pairs"], found["positives"], found["mechanisms"]) == ("1995-12-31", 13, 2, 2)
    assert found["base_rate"] == pytest.approx(2 / 13)
    assert found["auc"] == pytest.approx((11 + 11 / 2) / 22)
    assert found["precision"] == pytest.approx((1 + 1 / 12) / 2)
    assert (found["pairs_tied"], found["positives_tied"], found["auc_tied"]) == (1, 1, None)
    assert found["note"] == "no AUC among the tied"
    found = rows["1996-2000", "all", "preferential-attachment"]
    # 2 beats seven and is level with four; 1 beats five and is level with two.
    assert found["auc"] == pytest.approx((7 + 2 + 5 + 1) / 22)
    # Without F: level with four and above two; level with two.
    assert (found["pairs_tied"], found["auc_tied"]) == (8, pytest.approx((2 + 2 + 1) / 12))
    assert found["precision"] == pytest.approx(1 / 5)


def test_windows_without_a_first_tie_have_no_value_and_say_why(small: KnowledgeGraph) -> None:
    """Nothing happens from 2001 on; over all windows the one that is left counts, too few for an interval."""
    rows = _tested(small)
    for window in ("2001-2005", "2006-2010"):
        found = rows[window, "kind", "combined"]
        assert (found["positives"], found["auc"], found["precision"]) == (0, None, None)
        assert found["note"] == "no pair had its first tie"
    overall, only = rows["all", "kind", "combined"], rows["1996-2000", "kind", "combined"]
    assert (overall["auc"], overall["precision"]) == (only["auc"], only["precision"])
    assert (overall["low"], overall["high"]) == (None, None)
    assert overall["note"] == "fewer than 5 windows to draw an interval from"
    early = _tested(small, first=1980, last=1985)["1981-1985", "kind", "combined"]
    assert (early["auc"], early["note"]) == (None, "no pair had its first tie")


def test_a_first_tie_that_only_possibly_falls_in_the_window_is_left_out(
    graph_of: Callable[[str], KnowledgeGraph],
) -> None:
    """Neither positive nor not: the pair is no candidate of that window."""
    unsure = _agreement("ef", 'acc:signed "1999-01-01"^^xsd:date ; acc:knownFrom "2003"^^xsd:gYear')
    kg = graph_of(_RECORD.replace(_agreement("ef", 'acc:negotiationsOpened "1995-01-01"^^xsd:date'), unsure) + _ABOUT)
    found = _tested(kg)["1996-2000", "kind", "combined"]
    assert (found["pairs"], found["positives"]) == (12, 2)


def test_nothing_looks_ahead(small: KnowledgeGraph, graph_of: Callable[[str], KnowledgeGraph]) -> None:
    """What comes later changes no earlier score, and no earlier window."""
    later = graph_of(_RECORD + _in_force("cf", "2003-01-01") + _in_force("ad", "2004-01-01") + _ABOUT)
    for on in ("kind", "all"):
        for day in ("1995-12-31", "2002-12-31"):
            one, other = (who_next(kg.slice(at=day), _DCA, on=on) for kg in (small, later))
            assert one == other
    before, after = _tested(small), _tested(later)
    for key, row in before.items():
        if key[0] == "1996-2000":
            assert after[key] == row
    assert after["2001-2005", "kind", "combined"]["positives"] == 2


def test_the_interval_holds_the_auc_and_is_the_same_each_time(japan_and_europe: KnowledgeGraph) -> None:
    """Over windows of two years; another seed draws others, and the effects are told with their interval."""
    table, again, other = (
        backtest(japan_and_europe, "dialogue", first=2003, last=2025, horizon=2, seed=seed) for seed in (0, 0, 1)
    )
    assert table.write("json") == again.write("json")
    overall = [
        {(row["network"], row["measure"]): row for row in of.records() if row["window"] == "all"}
        for of in (table, other)
    ]
    assert all(row["low"] < row["auc"] < row["high"] for row in overall[0].values())
    for name in ("auc", "precision"):
        assert len({tuple(row[name] for row in rows.values()) for rows in overall}) == 1
    assert len({tuple(row["low"] for row in rows.values()) for rows in overall}) == 2
    for effect, measure in (("preferential attachment", "preferential-attachment"), ("triadic closure", _CLOSURE)):
        row = overall[0]["kind", measure]
        words = f"network of the kind alone: AUC {row['auc']:.3f} ({row['low']:.3f} to {row['high']:.3f}), "
        assert table.about[effect].startswith(words)
        assert ("above 0.5" in table.about[effect].partition(";")[0]) == (row["low"] > 0.5)


def test_every_table_says_what_it_was_computed_on(small: KnowledgeGraph) -> None:
    """Projection, slice, weight, numbers and record version stand with the values, in strict JSON."""
    said = json.loads(who_next(small, _DCA).write("json"))["about"]
    assert {"kind", "measure", "definition", "scored on", "weight", "projection", "slice", "record"} <= set(said)
    assert {"actors", "tied", "ties", "pairs"} <= set(said)
    said = json.loads(backtest(small, _DCA, first=1995, last=2010).write("json"))["about"]
    assert {"kind", "horizon", "projection", "slice", "record", "candidates", "k", "interval"} <= set(said)
    assert said["weight on the network of the kind alone"] == "ties counted alike"


def test_a_window_of_exercises_is_read_as_a_slice_has_it(kg: KnowledgeGraph) -> None:
    """On a day there is hardly an exercise; a window counts those that were held in it."""
    outlook = Outlook.of(kg.slice(between=("2023", "2024")), "JointExercise", on="kind")
    assert outlook.network().number_of_edges() > 1000


@pytest.mark.parametrize("measure", list(SCORES))
def test_ranks_share_ties(measure: str, small: KnowledgeGraph) -> None:
    """Equal values have one rank, and the next counts those before it."""
    rows = [row for row in who_next(small.slice(at="1995-12-31"), _DCA, measure=measure).records() if row["rank"]]
    for row in rows:
        assert row["rank"] == 1 + sum(other["value"] > row["value"] for other in rows)


def test_bad_requests_are_refused(small: KnowledgeGraph) -> None:
    """Unknown names get suggestions; days, years and numbers that make no sense are refused."""
    with pytest.raises(UnknownNameError) as refused:
        who_next(small, _DCA, measure="adamic")
    assert refused.value.suggestions == ["adamic-adar"]
    for wrong in (
        {"kind": "DefenceCoperationAgreement"},
        {"kind": _DCA, "actor": "State Z"},
        {"kind": _DCA, "on": "x"},
    ):
        with pytest.raises(UnknownNameError):
            who_next(small, **wrong)
    with pytest.raises(RequestError, match="does not exist on 1995-12-31"):
        who_next(small.slice(at="1995-12-31"), _DCA, "State G")
    with pytest.raises(RequestError, match="is no state"):
        who_next(small, _DCA, "Organisation O")
    with pytest.raises(RequestError, match="between two states"):
        who_next(small, "BasingAgreement")
    for years, message in (
        ({"first": 2010, "last": 2012}, "no window of 5 years"),
        ({"last": 2013}, "the record ends on 2012-12-31"),
        ({"first": 0}, "are no years"),
        ({"horizon": 0}, "at least 1"),
        ({"k": 0}, "at least 1"),
    ):
        with pytest.raises(RequestError, match=message):
            backtest(small, _DCA, **years)
