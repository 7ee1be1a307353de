"""The one function that says what holds in a slice."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.graph import Holding, RequestError, Slice, UnknownNameError
from accord.graph.dates import Interval, PartialDate, parse_date
from accord.ontology import load_taxonomy


def _interval(start: str, end: str = "") -> Interval:
    return Interval.between(parse_date(start), parse_date(end) if end else None)


@pytest.mark.parametrize(
    ("interval", "day", "expected"),
    [
        (("2014-05-06",), "2014-05-05", Holding.NO),
        (("2014-05-06",), "2014-05-06", Holding.CERTAINLY),
        (("2014-05-06", "2020-02-01"), "2020-01-31", Holding.CERTAINLY),
        (("2014-05-06", "2020-02-01"), "2020-02-01", Holding.NO),
        (("2014",), "2014-06-01", Holding.POSSIBLY),
        (("2014",), "2014-12-31", Holding.CERTAINLY),
        (("2014",), "2013-12-31", Holding.NO),
        (("2000", "2014-05"), "2014-04-30", Holding.CERTAINLY),
        (("2000", "2014-05"), "2014-05-10", Holding.POSSIBLY),
        (("2000", "2014-05"), "2014-05-31", Holding.NO),
    ],
)
def test_holding_on_a_day(interval: tuple[str, ...], day: str, expected: Holding) -> None:
    """The start is included, the end excluded, and imprecise dates give possibly."""
    assert Slice.at(day).holding(_interval(*interval)) is expected


@pytest.mark.parametrize(
    ("interval", "any_time", "throughout"),
    [
        (("2010-01-01", "2012-01-01"), Holding.CERTAINLY, Holding.NO),
        (("2010-01-01",), Holding.CERTAINLY, Holding.CERTAINLY),
        (("2015-06-01",), Holding.CERTAINLY, Holding.NO),
        (("2016-01-01",), Holding.NO, Holding.NO),
        (("2011",), Holding.CERTAINLY, Holding.POSSIBLY),
        (("2000", "2011"), Holding.POSSIBLY, Holding.NO),
    ],
)
def test_holding_in_a_window(interval: tuple[str, ...], any_time: Holding, throughout: Holding) -> None:
    """Any time and throughout differ where something begins or ends within the window of 2011 to 2015."""
    window = Slice.between("2011", "2015")
    assert window.holding(_interval(*interval)) is any_time
    assert _throughout(window).holding(_interval(*interval)) is throughout


def _throughout(window: Slice) -> Slice:
    return Slice(window.first, window.last, window.text, mode="throughout")


_DAYS = st.dates(date(1950, 1, 1), date(2030, 1, 1))


@given(st.lists(_DAYS, min_size=2, max_size=2, unique=True), st.lists(_DAYS, min_size=2, max_size=2))
def test_a_window_agrees_with_its_days(bounds: list[date], window: list[date]) -> None:
    """With precise dates, any time means some day and throughout means every day of the window."""
    start, end = sorted(bounds)
    first, last = sorted(window)
    interval = _interval(start.isoformat(), end.isoformat())
    overlap = max(start, first) <= min(date.fromordinal(end.toordinal() - 1), last)
    inside = start <= first and last < end
    found = Slice.between(first.isoformat(), last.isoformat())
    assert found.holds(interval) is overlap
    assert _throughout(found).holds(interval) is inside


def test_what_never_began_never_holds() -> None:
    """An agreement that is only signed has no interval."""
    assert Slice.at("2024-01-01").holding(None) is Holding.NO


def test_possibly_is_counted_only_when_asked_for() -> None:
    """The default leaves out what only possibly holds."""
    year = _interval("2014")
    day = Slice.at("2014-06-01")
    assert not day.holds(year)
    assert Slice(day.first, day.last, day.text, certainty="possibly").holds(year)


@pytest.mark.parametrize(("first", "last"), [("2024", "2020"), ("2024-05-02", "2024-05-01")])
def test_a_window_must_not_end_before_it_begins(first: str, last: str) -> None:
    """The two dates swapped are refused."""
    with pytest.raises(RequestError, match=r"ends .* before it begins"):
        Slice.between(first, last)


def test_a_year_is_no_day() -> None:
    """A slice at a year is refused, and the window is suggested."""
    with pytest.raises(RequestError, match="is a year, not a day") as refused:
        Slice.at("2024")
    assert "2024-01-01 to 2024-12-31" in refused.value.hint


@pytest.mark.parametrize("name", ["dialogue", "Dialogue", "dialogue layer"])
def test_a_layer_takes_its_kinds(name: str) -> None:
    """A layer is found by name, whatever its case; what is none is refused with a suggestion."""
    taxonomy = load_taxonomy()
    day = Slice.at("2024-01-01")
    if name == "dialogue layer":
        with pytest.raises(UnknownNameError) as refused:
            day.restricted_to([name], taxonomy)
        assert "dialogue" in refused.value.hint.lower()
        return
    restricted = day.restricted_to([name], taxonomy)
    assert restricted.takes(taxonomy.kinds["TwoPlusTwoDialogue"])
    assert not restricted.takes(taxonomy.kinds["DefencePact"])


def test_a_kind_takes_its_children() -> None:
    """Asked for access agreements, the slice takes reciprocal access agreements."""
    taxonomy = load_taxonomy()
    restricted = Slice.at("2024-01-01").restricted_to(["access-agreement"], taxonomy)
    assert restricted.takes(taxonomy.kinds["ReciprocalAccessAgreement"])
    assert not restricted.takes(taxonomy.kinds["AcquisitionAndCrossServicingAgreement"])


def test_every_slice_says_what_it_is() -> None:
    """The description names date, certainty and layers."""
    found = Slice.between("2011", PartialDate("2012", date(2012, 1, 1), date(2012, 12, 31)))
    assert found.description == "between 2011 and 2012; certainly in force at any time; all layers"
