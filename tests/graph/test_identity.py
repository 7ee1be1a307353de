"""Codes and names of data sets mean the state that bore them on the day, and nothing is guessed."""

from __future__ import annotations

from datetime import date

import pytest

from accord.graph.dates import parse_date
from accord.graph.errors import RequestError
from accord.graph.identity import Resolver, code_on


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    """Give the resolver of the shipped states."""
    return Resolver.shipped()


@pytest.mark.parametrize(
    ("text", "scheme", "on", "expected"),
    [
        # Correlates of War, State System Membership (v2016), and Gleditsch and Ward's list.
        ("255", "cow", "1914-08-01", "GERMANY-1945"),
        ("260", "cow", "1989-11-09", "DEU"),
        ("255", "cow", "1990-10-03", "DEU"),
        ("365", "cow", "1914-08-01", "RUSSIAN-EMPIRE"),
        ("365", "cow", "1922-04-16", "SUN"),
        ("365", "cow", "1991-12-26", "RUS"),
        ("345", "cow", "1912-03-13", "SERBIA-1918"),
        ("345", "cow", "1921", "YUG"),
        ("345", "cow", "2000", "SCG"),
        ("345", "cow", "2010", "SRB"),
        ("300", "cow", "1882-05-20", "AUSTRIA-HUNGARY"),
        ("325", "cow", "1859-01-26", "ITA"),
        ("640", "cow", "1854-03-12", "TUR"),
        ("366", "cow", "1934-09-12", "ESTONIA-1940"),
        ("366", "cow", "2004", "EST"),
        ("710", "cow", "1896-06-03", "CHINA-1912"),
        ("730", "cow", "1894-08", "KOREA-1910"),
        ("260", "gw", "2010", "DEU"),
        ("340", "gw", "2010", "SRB"),
        ("345", "gw", "1930", "YUG"),
        ("678", "gw", "2000", "YEM"),
        ("740.0", "cow", "2000", "JPN"),
        ("NA", "iso2", "2000", "NAM"),
        ("SF", "fips", "2018-01-01", "ZAF"),
        ("UP", "fips", "2018-01-01", "UKR"),
        ("ROM", "cameo", "2018-01-01", "ROU"),
        ("JPN", "cameo", "2018-01-01", "JPN"),
        ("Russia", "name", "1985", "SUN"),
        ("Yugoslavia", "name", "1995", "SCG"),
        ("St. Vincent & Grenadines", "name", "1995", "VCT"),
        ("Federal Republic of Germany", "name", "1985", "DEU"),
        ("COW 740", "any", "2000", "JPN"),
        ("GW 260", "any", "2000", "DEU"),
        ("FRA", "any", "2000", "FRA"),
        ("Viet Nam", "any", "2000", "VNM"),
    ],
)
def test_a_code_means_the_state_that_bore_it_then(
    resolver: Resolver, text: str, scheme: str, on: str, expected: str
) -> None:
    """Each code or name, on a day, a month or a year."""
    found = resolver.look_up(text, scheme, parse_date(on))
    assert found.actor is not None, found.reason
    assert found.actor.id == expected
    assert found.reason == ""


@pytest.mark.parametrize(
    ("text", "scheme", "on", "reason"),
    [
        ("NATO", "name", "2000", "is an organisation and not a state"),
        ("Baltic States", "name", "2000", "is several states together"),
        ("NA", "name", "2000", "no name is given"),
        ("Hong Kong", "name", "2000", "is a territory of another state"),
        ("Transvaal", "name", "1890", "is a state that the record does not hold"),
        ("Atlantis", "name", "2000", "is no name of a state that is known here"),
        ("Viet Nam", "name", "1970", "did not exist on 1970"),
        ("365", "cow", "1991", "may be Russia or Soviet Union"),
        ("999", "cow", "1990", "is no code of a state in the Correlates of War list"),
        ("", "cow", "1990", "no code is given"),
    ],
)
def test_what_means_no_state_says_why(resolver: Resolver, text: str, scheme: str, on: str, reason: str) -> None:
    """An organisation, several states, a blank, an unknown name, and a year in which a number passes on."""
    assert resolver.look_up(text, scheme, parse_date(on)) == (None, reason)


def test_a_membership_is_split_where_its_number_passes_on(resolver: Resolver) -> None:
    """365 from 1970 on is the Soviet Union to 26 December 1991 and Russia since; 345 from 1990 three states."""
    found = resolver.spells("365", "cow", parse_date("1970-01-01"), None)
    assert [(s.actor.id, s.start, s.end) for s in found] == [("SUN", "", "1991-12-26"), ("RUS", "1991-12-26", "")]
    found = resolver.spells("345", "cow", parse_date("1990-11-21"), None)
    assert [s.actor.id for s in found] == ["YUG", "SCG", "SRB"]
    ended = resolver.spells("345", "cow", parse_date("1990-11-21"), parse_date("1992-05-31"))
    assert [s.actor.id for s in ended] == ["YUG", "SCG"]
    assert len(resolver.spells("2", "cow", parse_date("1949-04-04"), None)) == 1
    assert resolver.spells("999", "cow", parse_date("1949-04-04"), None) == []


def test_a_state_goes_by_the_number_of_the_day(resolver: Resolver) -> None:
    """Germany is 260 before 3 October 1990, also before the list has it, and 255 since; 260 throughout in the other."""
    germany = resolver.state("DEU", "iso3")
    assert germany is not None
    days = [date(1954, 10, 23), date(1990, 10, 2), date(1990, 10, 3), None]
    assert [code_on(germany, "cow", day) for day in days] == ["260", "260", "255", "255"]
    assert [resolver.code(germany, "gw", day) for day in days] == ["260"] * 4
    assert code_on(germany, "fips") == ""


def test_an_unknown_list_is_refused(resolver: Resolver) -> None:
    """With the lists that there are."""
    with pytest.raises(RequestError, match="no list of codes called 'un'") as refused:
        resolver.look_up("4", "un")
    assert "cow" in refused.value.hint
