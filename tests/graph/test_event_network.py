"""The network of events counts what is reported in the months of a slice, and stays apart from all others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from accord.graph import FileError, RequestError, UnknownNameError
from accord.graph.analysis.centrality import centrality
from accord.graph.analysis.measures import MEASURES_ON
from accord.graph.networks.projection_names import EVENTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from accord.graph import KnowledgeGraph

RECORD: Final = """
actor:JPN a acc:State ; skos:prefLabel "Japan"@en ; acc:region acc:EastAsia ; acc:evidence ev:e .
actor:KOR a acc:State ; skos:prefLabel "Republic of Korea"@en ; acc:region acc:EastAsia ; acc:evidence ev:e .
actor:USA a acc:State ; skos:prefLabel "United States"@en ; acc:region acc:NorthAmerica ; acc:evidence ev:e .
mech:treaty a acc:DefencePact ; skos:prefLabel "A treaty"@en ; acc:party actor:JPN , actor:USA ;
  acc:obligation acc:DefenceObligation ; acc:entryIntoForce "1960-06-23"^^xsd:date ; acc:evidence ev:e .
ev:e a acc:Evidence ; acc:source src:s ; acc:locator "Article 5" ; acc:confidence acc:High .
src:s a acc:Source ; dcterms:title "A text" .
"""


def counts(name: str, *rows: tuple[str, str, str, int]) -> str:
    """Return counts by a data set: two states, a month, and how many events."""
    head = (
        f'src:{name} a acc:Source ; dcterms:title "{name.upper()}" .\n'
        f'ev:{name}-1 a acc:Evidence ; acc:source src:{name} ; acc:locator "x" ; acc:confidence acc:Low .\n'
        f"coverage:{name}-1 a acc:CoverageStatement ; acc:coversCounts src:{name} ; "
        'acc:coversFrom "2018-01-01"^^xsd:date ; acc:coversTo "2018-03-31"^^xsd:date .\n'
    )
    return head + "".join(
        f"count:{name}-1--{a}--{b}--{month} a acc:EventCount ; acc:between actor:{a} , actor:{b} ; "
        f'acc:month "{month}"^^xsd:gYearMonth ; acc:events {events} ; acc:evidence ev:{name}-1 .\n'
        for a, b, month, events in rows
    )


COUNTS: Final = counts(
    "gdelt",
    ("JPN", "USA", "2018-01", 6),
    ("JPN", "USA", "2018-02", 4),
    ("JPN", "KOR", "2018-02", 5),
    ("KOR", "USA", "2018-03", 1),
    ("FRA", "USA", "2017-12", 9),
)


@pytest.fixture(scope="module")
def with_counts(graph_of: Callable[[str], KnowledgeGraph]) -> KnowledgeGraph:
    """Give a record of one treaty beside counts of events."""
    return graph_of(RECORD + COUNTS)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2018-01", "2018-06", {("JPN", "USA"): 10, ("JPN", "KOR"): 5, ("KOR", "USA"): 1}),
        ("2018-02-28", "2018-02-28", {("JPN", "USA"): 4, ("JPN", "KOR"): 5}),
        ("2018-01-31", "2018-02-01", {("JPN", "USA"): 10, ("JPN", "KOR"): 5}),
        ("2017", "2017", {("FRA", "USA"): 9}),
        ("2016", "2016", {}),
    ],
)
def test_a_link_has_the_events_of_the_months_that_the_slice_touches(
    first: str, last: str, expected: dict[tuple[str, str], int], with_counts: KnowledgeGraph
) -> None:
    """Months are added up, each whole, and the nodes are all states that are counted whenever."""
    network = with_counts.slice(between=(first, last)).event_network()
    assert {tuple(sorted((a, b))): strength for a, b, strength in network.edges(data="strength")} == expected
    assert list(network) == ["FRA", "JPN", "KOR", "USA"]


def test_distance_is_the_inverse_of_the_strength(with_counts: KnowledgeGraph) -> None:
    """Of the strengths 10, 5 and 1 the least common multiple is 10, so that the distances are 1, 2 and 10."""
    network = with_counts.slice(between=("2018-01", "2018-06")).event_network()
    assert {data["strength"]: data["distance"] for *_, data in network.edges(data=True)} == {10: 1, 5: 2, 1: 10}
    assert network["JPN"]["USA"]["months"] == ("2018-01", "2018-02")


def test_it_says_what_it_is(with_counts: KnowledgeGraph) -> None:
    """The projection, the months and the days that the data set covers stand with every table."""
    network = with_counts.slice(between=("2018-01", "2018-06")).event_network()
    about = centrality(network, "strength", top=1).about
    assert about["projection"] == EVENTS
    assert about["slice"] == "between 2018-01 and 2018-06; months 2018-01 to 2018-06"
    assert about["events"] == "GDELT, taken in from 2018-01-01 to 2018-03-31"
    assert about["weight"].startswith("number of events")


def test_measures_on_events_by_hand(with_counts: KnowledgeGraph) -> None:
    """Strengths are sums of events, the shortest way from Korea leads through Japan, and layers there are none."""
    network = with_counts.slice(between=("2018-01", "2018-06")).event_network()
    strengths = {row[2]: row[3] for row in centrality(network, "strength").rows}
    assert strengths == {"JPN": 15, "USA": 11, "KOR": 6, "FRA": 0}
    assert {row[2]: row[3] for row in centrality(network, "betweenness-distance").rows}["JPN"] == 1.0
    assert "multiplex-degree" not in MEASURES_ON[EVENTS]
    with pytest.raises(RequestError, match="not defined"):
        centrality(network, "multiplex-degree")


def test_events_enter_no_other_network(with_counts: KnowledgeGraph, graph_of: Callable[[str], KnowledgeGraph]) -> None:
    """Ties, dyads and two-mode network of mechanisms are those of the record without the counts."""
    without = graph_of(RECORD)
    for kg in (with_counts, without):
        kg = kg.slice(between=("2018-01", "2018-06"))
        assert [(a, b, strength) for a, b, strength in kg.network().edges(data="strength")] == [("JPN", "USA", 1)]
        assert kg.two_mode().number_of_edges() == 2
        assert len(kg.tie("Japan", "United States")) == 1
    assert len(with_counts.record.items()) == len(without.record.items())


def test_regions_narrow_the_states(with_counts: KnowledgeGraph) -> None:
    """Both states of a link lie in a region that was asked for."""
    network = with_counts.slice(between=("2018-01", "2018-06"), regions=["Eastern Asia"]).event_network()
    assert list(network) == ["JPN", "KOR"]
    assert network["JPN"]["KOR"]["strength"] == 5


def test_what_chooses_mechanisms_is_refused(with_counts: KnowledgeGraph) -> None:
    """Events have no layer, and none holds throughout."""
    for more in ({"layers": ["alliance"]}, {"throughout": True}, {"parties": "bilateral"}, {"confidence": "high"}):
        with pytest.raises(RequestError, match="no mechanisms"):
            with_counts.slice(between=("2018-01", "2018-06"), **more).event_network()  # type: ignore[arg-type]


def test_two_data_sets_are_never_added_up(graph_of: Callable[[str], KnowledgeGraph]) -> None:
    """Where there are two, one must be named; a graph without counts says how they are made."""
    kg = graph_of(RECORD + COUNTS + counts("icews", ("JPN", "USA", "2018-01", 100)))
    kg = kg.slice(between=("2018-01", "2018-01"))
    with pytest.raises(RequestError, match="gdelt and by icews"):
        kg.event_network()
    assert kg.event_network("icews")["JPN"]["USA"]["strength"] == 100
    assert kg.event_network("gdelt")["JPN"]["USA"]["strength"] == 6
    with pytest.raises(UnknownNameError):
        kg.event_network("phoenix")
    with pytest.raises(RequestError, match="no counts of events"):
        graph_of(RECORD).event_network()


def test_imports_of_disjoint_files_add_up(graph_of: Callable[[str], KnowledgeGraph]) -> None:
    """Two counts of one data set, of the same month and from different files, are both counted."""
    second = COUNTS.replace("gdelt-1", "gdelt-2")
    kg = graph_of(RECORD + COUNTS + second).slice(between=("2018-01", "2018-01"))
    assert kg.event_network()["JPN"]["USA"]["strength"] == 12


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("acc:between actor:JPN , actor:USA", "acc:between actor:JPN"),
        ('acc:month "2018-01"^^xsd:gYearMonth ;', ""),
        ("acc:events 6", "acc:events 6 , 7"),
        ("acc:events 6", 'acc:events "six"'),
        ("acc:source src:gdelt", "acc:source src:gdelt , src:s"),
    ],
)
def test_a_broken_count_is_refused(old: str, new: str, graph_of: Callable[[str], KnowledgeGraph]) -> None:
    """A count that leaves something out, or says it twice, is named."""
    with pytest.raises(FileError, match="count:gdelt-1--"):
        _ = graph_of(RECORD + COUNTS.replace(old, new)).event_counts
