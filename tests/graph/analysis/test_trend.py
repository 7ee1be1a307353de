"""Trends against the slices that they stand for, and against a record worked by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accord.graph import RequestError, UnknownNameError
from accord.graph.analysis.centrality import centrality
from accord.graph.analysis.trend import sparkline, trend
from accord.graph.loading.reading import Reading

if TYPE_CHECKING:
    from accord.graph import KnowledgeGraph


@pytest.mark.parametrize("measure", ["degree", "betweenness", "closeness", "pagerank"])
def test_a_point_is_the_slice_at_its_day(japan_and_europe: KnowledgeGraph, measure: str) -> None:
    """Value, rank and note of each point are those of the network at that day, made the long way."""
    table = trend(japan_and_europe, ["Japan", "Sweden"], measure, first=2012, last=2024, step=4)
    assert [row["date"] for row in table.records()[::2]] == ["2012-12-31", "2016-12-31", "2020-12-31", "2024-12-31"]
    for row in table.records():
        network = japan_and_europe.slice(at=row["date"]).network()
        placed = {r["id"]: r for r in centrality(network, measure).records()}[row["actor_id"]]
        assert (row["value"], row["rank"]) == (placed["value"], placed["rank"])
        assert row["ties"] == network.number_of_edges()


def test_layers_and_certainty_of_the_slice_are_kept(kg: KnowledgeGraph) -> None:
    """A slice by layer gives the trend of that layer; naming the layer gives the same."""
    by_name = trend(kg, ["Sweden"], first=2023, last=2024, layers=["alliance"])
    by_slice = trend(kg.slice(layers=["alliance"], possibly=True), ["Sweden"], first=2023, last=2024)
    assert "certainly in force; layers: alliance" in by_name.about["slice"]
    assert "possibly in force; layers: alliance" in by_slice.about["slice"]
    for table, possibly in ((by_name, False), (by_slice, True)):
        for row in table.records():
            network = kg.slice(at=row["date"], layers=["alliance"], possibly=possibly).network()
            assert row["value"] == network.degree("SWE")
            assert row["ties"] == network.number_of_edges()


def test_sweden_joins_nato(kg: KnowledgeGraph) -> None:
    """On 7 March 2024: the treaty began to tie it, and is named."""
    row = trend(kg, ["Sweden"], first=2023, last=2024, layers=["alliance"]).records()[-1]
    assert "north-atlantic-treaty" in row["began_ids"]
    assert row["began"] == len(row["began_ids"])
    assert "USA" in row["gained_ids"]
    assert row["change"] == row["gained"] - row["lost"]


def test_changes_are_the_difference_of_two_networks(kg: KnowledgeGraph) -> None:
    """Partners gained and lost, mechanisms with a tie more or less, from the two slices."""
    row = trend(kg, ["Sweden"], first=2020, last=2024, step=4).records()[-1]

    def ties(day: str) -> dict[str, set[str]]:
        return {other: set(d["mechanisms"]) for other, d in kg.slice(at=day).network().adj["SWE"].items()}

    before, now = ties("2020-12-31"), ties("2024-12-31")
    assert row["gained_ids"] == sorted(set(now) - set(before))
    assert row["lost_ids"] == sorted(set(before) - set(now))
    assert row["began_ids"] == sorted({m for o in now for m in now[o] - before.get(o, set())})
    assert row["ended_ids"] == sorted({m for o in before for m in before[o] - now.get(o, set())})
    assert row["ended_ids"]


def test_the_first_point_has_no_change(japan_and_europe: KnowledgeGraph) -> None:
    """Nothing stands before it."""
    row = trend(japan_and_europe, ["Japan"], first=2024, last=2025).records()[0]
    assert [row[name] for name in ("change", "gained", "lost", "began", "ended")] == [None] * 5


def test_the_last_point_is_the_records_own_day(japan_and_europe: KnowledgeGraph) -> None:
    """What the record has not seen yet is no point, however far the years reach."""
    own = str(japan_and_europe.record.about.checked_to)
    for last in (None, 2026, 2040):
        table = trend(japan_and_europe, ["Japan"], first=2025, last=last)
        assert [row["date"] for row in table.records()] == ["2025-12-31", own]
        assert table.about["slice"].startswith(f"on 31 December every year, from 2025-12-31 to {own}")


def test_who_did_not_exist_has_a_reason(kg: KnowledgeGraph) -> None:
    """Bangladesh was founded in 1971."""
    first, last = trend(kg, ["Bangladesh"], "closeness", first=1970, last=1990, step=20).records()
    assert (first["value"], first["rank"], first["note"]) == (None, None, "not yet founded")
    assert (last["note"], last["change"]) == ("", None)


def test_neither_store_nor_rules_are_asked(kg: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    """The columns and the names alone are read."""
    monkeypatch.delattr(Reading, "store")
    assert trend(kg, ["Japan"], first=2020, last=2021).rows


def test_sparklines() -> None:
    """From the least to the greatest in eight steps; all alike is low; nothing is a dot."""
    assert sparkline([0, 1, 2, 3, 4, 5, 6, 7]) == "▁▂▃▄▅▆▇█"
    assert sparkline([5, 5]) == "▁▁"
    assert sparkline([None, 1.0, 3.0]) == "·▁█"
    assert sparkline([None]) == "·"


def test_each_actor_has_its_line(japan_and_europe: KnowledgeGraph) -> None:
    """In what the table says of itself."""
    table = trend(japan_and_europe, ["JPN", "France"], first=2020, last=2025)
    lines = {name: line for name, line in table.about.items() if name.startswith("trend of")}
    assert list(lines) == ["trend of Japan", "trend of France"]
    values = [row["value"] for row in table.records() if row["actor_id"] == "JPN"]
    assert lines["trend of Japan"] == f"{sparkline(values)} {min(values)} to {max(values)}"


def test_the_same_input_gives_the_same_bytes(japan_and_europe: KnowledgeGraph) -> None:
    """Strict JSON, twice."""
    one, two = (trend(japan_and_europe, ["Japan"], "pagerank", first=2020).write("json") for _ in range(2))
    assert one == two
    assert "NaN" not in one


@pytest.mark.parametrize(
    ("actors", "options", "said"),
    [
        ([], {}, "no actor"),
        (["Japan", "JPN"], {}, "named twice"),
        (["Japan"], {"first": 2020, "last": 2010}, "before it begins"),
        (["Japan"], {"first": 2030, "last": 2040}, "the record ends"),
        (["Japan"], {"first": 0}, "no years"),
        (["Japan"], {"step": 0}, "at least 1"),
    ],
)
def test_bad_requests_are_refused(
    japan_and_europe: KnowledgeGraph, actors: list[str], options: dict[str, int], said: str
) -> None:
    """Each with what is wrong."""
    with pytest.raises(RequestError, match=said):
        trend(japan_and_europe, actors, **options)


def test_unknown_names_are_refused(japan_and_europe: KnowledgeGraph) -> None:
    """An actor, a measure, a layer."""
    for call in (
        lambda: trend(japan_and_europe, ["Japam"]),
        lambda: trend(japan_and_europe, ["Japan"], "degre"),
        lambda: trend(japan_and_europe, ["Japan"], layers=["alliances of old"]),
    ):
        with pytest.raises(UnknownNameError):
            call()
