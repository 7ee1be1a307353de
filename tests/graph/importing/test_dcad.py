"""DCAD: estimated ends end nothing for certain, what was not signed makes no tie, every row is accounted for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accord.graph import KnowledgeGraph
from accord.graph.importing import Run, import_files
from accord.graph.validation.validate import validate

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from accord.graph.identity import Resolver

_ROWS: tuple[dict[str, object], ...] = (
    # In force at the end of the coverage; five years, renewed again and again.
    {
        "ccode1": 2,
        "ccode2": 740,
        "signDay": 1,
        "signMonth": 4,
        "signYear": 1984,
        "EIFDay": 2,
        "EIFMonth": 5,
        "EIFYear": 1985,
        "span": 5,
        "renewType": -66,
    },
    # Ended in a year that is known.
    {"ccode1": 2, "ccode2": 200, "signYear": 1986, "EIFYear": 1986, "terminated": 1, "endYearEstimate": 1996},
    # No entry into force is known, and the end is estimated.
    {
        "ccode1": 220,
        "ccode2": 260,
        "signMonth": 3,
        "signYear": 1988,
        "terminated": -88,
        "endYearEstimate": 1994,
        "categoryConf": "atypical",
    },
    # Reported as negotiated and not signed.
    {"ccode1": 369, "ccode2": 750, "signYear": 1992, "factivaSign": 0, "terminated": -88, "categoryConf": "low"},
    # Reported as not in force.
    {"ccode1": 200, "ccode2": 365, "signYear": 1995, "factivaSign": 1, "factivaEIF": 0, "terminated": -88},
    # Research needs no instrument; the number of Czechia before there was a Czechia.
    {"ccode1": 316, "ccode2": 310, "category1": "RESEARCH", "signYear": 1991, "EIFYear": 1991, "categoryConf": "med"},
    # Refused: one state twice, a state that nobody knows, a category that is none.
    {"ccode1": 145, "cowName1": "BOL", "ccode2": 145, "cowName2": "VEN", "signYear": 2006},
    {"ccode1": 999, "ccode2": 2, "signYear": 2006},
    {"ccode1": 2, "ccode2": 20, "signYear": 2006, "category1": "NAVY"},
    # In force before it was signed: the day is set aside.
    {"ccode1": 2, "ccode2": 900, "signYear": 2004, "EIFYear": 2002},
)


@pytest.fixture(scope="module")
def run(dcad_file: Callable[..., Path], resolver: Resolver) -> Run:
    """Give the import of the file."""
    return import_files("dcad", [dcad_file(*_ROWS)], resolver=resolver)


@pytest.fixture(scope="module")
def kg(turtle: Path) -> KnowledgeGraph:
    """Give the graph that reads it by itself."""
    return KnowledgeGraph.load(turtle, shipped=False)


def test_every_row_is_accounted_for(run: Run) -> None:
    """Ten rows, three of them refused with their reason."""
    assert run.outcome.is_balanced
    assert (run.outcome.rows_read, run.outcome.records_made["mechanisms"]) == (10, 7)
    assert dict(run.outcome.reasons) == {
        "it names one state twice, as 'BOL' and 'VEN'": 1,
        "number 999 is no code of a state in the Correlates of War list": 1,
        "category1 is 'NAVY', and none of DCA, TREX, COMMISSION, DIC, PROCUREMENT, RESEARCH": 1,
    }
    assert run.outcome.notes["entry into force before signature: set aside"] == 1


def test_the_records_are_well_formed(turtle: Path) -> None:
    """They conform to the shapes, by themselves."""
    assert validate([turtle], shipped=False).findings == ()


@pytest.mark.parametrize(
    ("name", "dates", "on", "status"),
    [
        (
            "0001",
            {"signed": "1984-04-01", "entryIntoForce": "1985-05-02", "knownTo": "2010-12-31"},
            "2010-12-31",
            "in force",
        ),
        ("0001", None, "2011-01-01", "not known to hold since 2010-12-31"),
        ("0002", {"signed": "1986", "entryIntoForce": "1986", "end": "1996"}, "1995-12-31", "in force"),
        ("0002", None, "1997-01-01", "ended"),
        ("0003", {"signed": "1988-03", "knownFrom": "1988-03", "estimatedEnd": "1994"}, "1993-12-31", "in force"),
        ("0003", None, "2005-01-01", "possibly ended"),
        ("0004", {"negotiationsOpened": "1992"}, "2000-01-01", "under negotiation"),
        ("0005", {"signed": "1995"}, "2000-01-01", "signed, not known to be in force"),
        ("0006", {"signed": "1991", "established": "1991", "knownTo": "2010-12-31"}, "2000-01-01", "active"),
        ("0010", {"signed": "2004", "knownFrom": "2004", "knownTo": "2010-12-31"}, "2006-01-01", "in force"),
    ],
)
def test_dates_say_no_more_than_the_data(
    kg: KnowledgeGraph, name: str, dates: dict[str, str] | None, on: str, status: str
) -> None:
    """Each agreement's dates, and how it stands on a day."""
    found = kg.mechanism(f"dcad-{name}")
    if dates is not None:
        assert {key: date.text for key, date in found.dates.items()} == dates
    assert found.status(kg.slice(at=on).today) == status


def test_an_estimate_rests_on_evidence_of_low_confidence(kg: KnowledgeGraph) -> None:
    """As does counting from signature; the rest has the confidence that the data set gives its category."""
    found = {
        name: {(e.supports, e.confidence) for e in kg.mechanism(f"dcad-{name}").evidence}
        for name in ("0001", "0003", "0006")
    }
    assert found == {
        "0001": {((), "high")},
        "0003": {((), "low"), (("knownFrom",), "low"), (("estimatedEnd",), "low")},
        "0006": {((), "medium")},
    }


def test_ties_are_those_of_what_was_signed(kg: KnowledgeGraph) -> None:
    """In 1993 the agreements of 1984, 1986, 1988 and 1991 hold; in 2005 the estimate leaves France and Germany open."""
    then = {frozenset(edge) for edge in kg.slice(at="1993-06-30").network().edges}
    assert then == {frozenset(pair) for pair in (("USA", "JPN"), ("USA", "GBR"), ("FRA", "DEU"), ("CZE", "HUN"))}
    assert ("FRA", "DEU") not in set(kg.slice(at="2005-01-01").network().edges)
    assert kg.slice(at="2005-01-01", possibly=True).network().has_edge("FRA", "DEU")


def test_duration_and_renewal_are_told(kg: KnowledgeGraph) -> None:
    """In words on the record, and as they were read in the data set's own columns."""
    assert kg.mechanism("dcad-0001").description == "Of 5 years, renewed automatically time after time."
    assert kg.mechanism("dcad-0002").description == ""
