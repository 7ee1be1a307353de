"""The same ties in columns as one by one: on a small record, and on the whole."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.graph import FileError, KnowledgeGraph, Slice
from accord.graph.dates import Interval, parse_date
from accord.graph.networks.network import project
from accord.graph.networks.spans import Spans
from accord.graph.networks.ties import dyads

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from accord.graph.networks.tie_table import TieTable
    from accord.graph.networks.ties import Dyad

_Row = tuple[str, str, str, str, date, date, date, date, bool]

_YEARS = st.integers(1990, 2000)
_TEXTS = st.one_of(
    st.builds("{}".format, _YEARS),
    st.builds("{}-{:02}".format, _YEARS, st.integers(1, 12)),
    st.builds("{}-{:02}-{:02}".format, _YEARS, st.integers(1, 12), st.integers(1, 28)),
    st.none(),
)


def _interval(start: str | None, end: str | None) -> Interval:
    return Interval.between(parse_date(start) if start else None, parse_date(end) if end else None)


_INTERVALS = st.builds(_interval, _TEXTS, _TEXTS)
_BOUNDS = ("start_earliest", "start_latest", "end_earliest", "end_latest", "surely_exists")


def _bounds(interval: Interval) -> tuple[object, ...]:
    return tuple(getattr(interval, name) for name in _BOUNDS)


@given(_INTERVALS, _INTERVALS, _INTERVALS)
def test_columns_overlap_as_intervals_do(one: Interval, other: Interval, third: Interval) -> None:
    """The overlap of overlaps has the same bounds, and the same doubt whether it exists."""
    both = Spans.of([one, other]) & Spans.of([other, third])
    assert [tuple(getattr(both, name)[row].item() for name in _BOUNDS) for row in (0, 1)] == [
        _bounds(one & other),
        _bounds(other & third),
    ]
    again = both & Spans.of([third, one])
    assert tuple(getattr(again, name)[0].item() for name in _BOUNDS) == _bounds((one & other) & third)


@given(_INTERVALS, _INTERVALS, st.dates(date(1989, 1, 1), date(2001, 1, 1)), st.booleans(), st.booleans())
def test_a_slice_says_the_same_of_columns(
    one: Interval, other: Interval, day: date, possibly: bool, throughout: bool
) -> None:
    """On a day or through a window, certainly or possibly, the rule is one."""
    found = [one, other, one & other, None]
    within = Slice(
        day,
        date(2001, 1, 1),
        "",
        mode="throughout" if throughout else "any",
        certainty="possibly" if possibly else "certainly",
    )
    assert within.which_hold(Spans.of(found)).tolist() == [within.holds(interval) for interval in found]


def _rows(table: TieTable) -> list[_Row]:
    spans = zip(*(getattr(table.spans, name).tolist() for name in _BOUNDS), strict=True)
    numbers = zip(table.a.tolist(), table.b.tolist(), table.mechanism.tolist(), table.kind.tolist(), strict=True)
    return sorted(
        (table.nodes[a].id, table.nodes[b].id, table.mechanisms[m], table.kinds[k].layer.name, *span)
        for (a, b, m, k), span in zip(numbers, spans, strict=True)
    )


def _rows_of(found: list[Dyad]) -> list[_Row]:
    return sorted(
        (d.a.id, d.b.id, d.mechanism.id, d.layer, *_bounds(d.interval)) for d in found if d.interval is not None
    )


def test_the_columns_hold_the_dyads_of_the_whole_record(kg: KnowledgeGraph) -> None:
    """Each tie of all time stands once in the columns, with its actors, mechanism, layer and bounds."""
    assert _rows(kg.reading.ties) == _rows_of(dyads(kg.record.mechanisms.values()))


@pytest.mark.parametrize(
    "narrowed",
    [
        {},
        {"at": "1985-06-30"},
        {"between": ("1990", "1999"), "possibly": True},
        {"between": ("1990", "1999"), "throughout": True},
        {"layers": ["alliance", "membership"]},
        {"layers": ["exercise"], "between": ("2022", "2024")},
        {"regions": ["eastern asia", "Northern America"]},
        {"parties": "bilateral"},
        {"parties": "multilateral", "organisations": False},
        {"confidence": "high", "at": "2010-01-01"},
    ],
    ids=str,
)
def test_every_slice_takes_the_same_ties(kg: KnowledgeGraph, narrowed: dict[str, object]) -> None:
    """Dates, layers, regions, parties, confidence and organisations mean the same one by one and in columns."""
    within = kg.slice(**narrowed)  # type: ignore[arg-type]
    found = within.dyads()
    assert found
    assert _rows(within.ties()) == _rows_of(found)
    network = within.network()
    assert sorted(network) == sorted(actor.id for actor in within.nodes())
    assert set(network.edges) == {(min(d.a.id, d.b.id), max(d.a.id, d.b.id)) for d in found}


@pytest.mark.parametrize("weight", ["count", "depth", "newman", "recency"])
def test_tables_that_are_joined_make_the_network_of_both(
    graph_of: Callable[[str], KnowledgeGraph], weight: str
) -> None:
    """Actors that only one table has, and mechanisms that stand between those of the other, fall into their places."""

    def treaty(name: str, parties: str, more: str = "") -> str:
        listed = " , ".join(f"actor:{party}" for party in parties)
        return (
            f'mech:{name} a acc:DefencePact ; skos:prefLabel "{name}"@en ; acc:party {listed} ; {more}'
            f' acc:entryIntoForce "199{len(parties)}-01-01"^^xsd:date .\n'
        )

    states = "".join(f'actor:{name} a acc:State ; skos:prefLabel "{name}"@en .\n' for name in "ABCD")
    states += 'set:x a acc:RecordSet ; acc:checkedTo "2000-01-01"^^xsd:date .\n'
    states += 'actor:AA a acc:InternationalOrganisation ; skos:prefLabel "AA"@en .\n'
    one = treaty("b", "BD") + treaty("d", "BCD")
    other = treaty("a", "AB", "acc:constitutes actor:AA ;") + treaty("c", "BD")
    tables = [graph_of(states + text).ties() for text in (one, other)]
    both = graph_of(states + one + other)
    for joined in (tables[0].joined(tables[1]), tables[1].joined(tables[0])):
        assert joined.mechanisms == ("a", "b", "c", "d")
        found = project(joined, both.at, weight)
        assert list(found.edges(data=True)) == list(both.network(weight).edges(data=True))
        assert list(found.nodes(data=True)) == list(both.network(weight).nodes(data=True))


def test_what_a_slice_takes(graph_of: Callable[[str], KnowledgeGraph]) -> None:
    """Worked by hand: regions, parties, confidence and organisations, each alone and in the words of the slice."""
    states = "".join(
        f'actor:{name} a acc:State ; skos:prefLabel "{name}"@en ; acc:region acc:{region} .\n'
        for name, region in (("A", "EastAsia"), ("B", "EastAsia"), ("C", "Oceania"))
    )
    kg = graph_of(
        states
        + """
        actor:O a acc:InternationalOrganisation ; skos:prefLabel "O"@en .
        src:s a acc:Source ; dcterms:title "S" .
        ev:sure a acc:Evidence ; acc:source src:s ; acc:confidence acc:High .
        ev:weak a acc:Evidence ; acc:source src:s ; acc:confidence acc:Low .
        mech:three a acc:DefencePact ; skos:prefLabel "Three"@en ; acc:entryIntoForce "2000-01-01"^^xsd:date ;
          acc:constitutes actor:O ; acc:party actor:A , actor:B , actor:C ; acc:evidence ev:weak , ev:sure .
        mech:two a acc:BasingAgreement ; skos:prefLabel "Two"@en ; acc:entryIntoForce "2001-01-01"^^xsd:date ;
          acc:party actor:A , actor:C ; acc:evidence ev:weak .
        """
    )

    def edges(**narrowed: object) -> set[tuple[str, str, int]]:
        found = kg.slice(**narrowed).network()  # type: ignore[arg-type]
        return {(a, b, data["strength"]) for a, b, data in found.edges(data=True)}

    members = {("A", "O", 1), ("B", "O", 1), ("C", "O", 1)}
    assert edges() == {("A", "B", 1), ("A", "C", 2), ("B", "C", 1)} | members
    assert edges(organisations=False) == {("A", "B", 1), ("A", "C", 2), ("B", "C", 1)}
    assert edges(regions=["Eastern Asia"]) == {("A", "B", 1)}
    assert edges(parties="bilateral") == {("A", "C", 1)}
    assert edges(parties="multilateral") == {("A", "B", 1), ("A", "C", 1), ("B", "C", 1)} | members
    assert edges(confidence="medium") == edges(parties="multilateral")
    regional = kg.slice(regions=["eastern-asia", "OCEANIA"], parties="bilateral", confidence="low", organisations=False)
    assert regional.at.description.endswith(
        "regions: Eastern Asia, Oceania; bilateral mechanisms; evidence at least low; states alone"
    )
    assert [m.id for m in kg.slice(regions=["Eastern Asia"]).mechanisms()] == ["three"]
    assert "mech:two" not in kg.slice(regions=["Eastern Asia"]).export()


def test_a_dangling_participant_is_refused_when_files_are_read(tmp_path: Path) -> None:
    """The error names the record and what it points at, before anything is asked of the graph."""
    path = tmp_path / "dangling.ttl"
    path.write_text(
        "@prefix acc: <https://w3id.org/accord-graph/ontology#> .\n"
        "@prefix mech: <https://w3id.org/accord-graph/id/mechanism/> .\n"
        "@prefix actor: <https://w3id.org/accord-graph/id/actor/> .\n"
        "mech:m a acc:DefencePact ; acc:party actor:NOBODY .\n",
        encoding="utf-8",
    )
    with pytest.raises(FileError, match=r"mech:m: acc:party points at actor:NOBODY"):
        KnowledgeGraph.load(path, shipped=False)
