"""Partial dates and the intervals that they bound."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.graph import RequestError
from accord.graph.dates import Interval, earliest_of, parse_date

_DATES = st.one_of(
    st.dates(date(1800, 1, 1), date(2100, 12, 31)).map(lambda d: d.isoformat()),
    st.dates(date(1800, 1, 1), date(2100, 12, 31)).map(lambda d: d.isoformat()[:7]),
    st.integers(1800, 2100).map(str),
)


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("2014", date(2014, 1, 1), date(2014, 12, 31), "year"),
        ("2014-02", date(2014, 2, 1), date(2014, 2, 28), "month"),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29), "month"),
        ("2014-05-06", date(2014, 5, 6), date(2014, 5, 6), "day"),
    ],
)
def test_a_partial_date_keeps_its_bounds(text: str, earliest: date, latest: date, precision: str) -> None:
    """A year, a month and a day each mean the days that they cover."""
    found = parse_date(text)
    assert (found.earliest, found.latest, found.precision, str(found)) == (earliest, latest, precision, text)


@pytest.mark.parametrize("text", ["", "2024-13", "2024-02-30", "yesterday", "24-01-01", "2024-1-1", "2024-01-01T00:00"])
def test_what_is_no_date_is_refused(text: str) -> None:
    """A month 13, a word or another notation is refused with a hint."""
    with pytest.raises(RequestError, match="is not a date") as refused:
        parse_date(text)
    assert "2024-05-06" in refused.value.hint


@given(_DATES)
def test_bounds_are_ordered_and_hold_the_text(text: str) -> None:
    """The earliest day of any date is not after its latest, and both begin with its text."""
    found = parse_date(text)
    assert found.earliest <= found.latest
    assert found.earliest.isoformat().startswith(text)
    assert found.latest.isoformat().startswith(text)


def test_the_earliest_date_wins_and_the_more_precise_on_a_draw() -> None:
    """Of provisional application and entry into force, the first counts."""
    dates = [parse_date(text) for text in ("2025-01-01", "2019", "2019-01-01")]
    assert str(earliest_of(dates)) == "2019-01-01"
    assert earliest_of([]) is None


def test_a_last_day_still_belongs_to_the_interval() -> None:
    """An exercise that ends on the 20th is over from the 21st on."""
    interval = Interval.between(parse_date("2024-09-08"), parse_date("2024-09-20"), end_included=True)
    assert interval.end_earliest == date(2024, 9, 21)


def test_a_last_known_date_leaves_the_end_open() -> None:
    """What was last seen in 2019 surely held until then and may hold still."""
    interval = Interval.between(parse_date("2013-11-02"), None, last_known=parse_date("2019-05-30"))
    assert (interval.end_earliest, interval.end_latest) == (date(2019, 5, 31), date.max)


def test_a_beginning_that_is_not_known_says_by_when_it_had_come() -> None:
    """A state's independence is no beginning of an agreement that is known to hold from a later day."""
    agreement = Interval.between(None, None, first_known=parse_date("2019-05-29"))
    independence = Interval.between(parse_date("1971-12-02"), None)
    both = agreement & independence
    assert both.start_text == "by 2019-05-29"
    assert (both.start_earliest, both.start_latest) == (date(1971, 12, 2), date(2019, 5, 29))
    assert both == independence & agreement


def test_a_year_stays_a_year_where_the_state_came_to_be_in_it() -> None:
    """That it joined in 1981, and came to be on 1 November, does not say that it joined on that day."""
    entry, life = (Interval.between(parse_date(text), None) for text in ("1981", "1981-11-01"))
    assert (entry & life).start_text == "1981"
    assert ((entry & life).start_earliest, (entry & life).start_latest) == (date(1981, 11, 1), date(1981, 12, 31))


@given(st.lists(_DATES, min_size=4, max_size=4))
def test_overlap_is_symmetric_and_within_both(texts: list[str]) -> None:
    """The overlap of two intervals does not depend on their order and lies within each."""
    one, other = (Interval.between(parse_date(a), parse_date(b)) for a, b in (texts[:2], texts[2:]))
    both = one & other
    assert both == other & one
    assert both.start_earliest >= max(one.start_earliest, other.start_earliest)
    assert both.end_latest <= min(one.end_latest, other.end_latest)


def test_an_interval_overlaps_itself_entirely() -> None:
    """Two parties of one mechanism share its interval as it is, sure to exist although its dates are years."""
    year = Interval.between(parse_date("2010"), parse_date("2010"))
    assert year & year == year
    assert (year & year).surely_exists


def test_the_overlap_of_imprecise_intervals_may_be_empty() -> None:
    """What ended at some time in 2010 and what began at some time in 2010 may never have met."""
    ended = Interval.between(parse_date("2000"), parse_date("2010"))
    begun = Interval.between(parse_date("2010"), None)
    assert not (ended & begun).surely_exists
