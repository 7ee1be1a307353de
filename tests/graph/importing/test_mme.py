"""Multinational Military Exercises: short files in the genuine layout, each answer worked out by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from accord.graph import FileError
from accord.graph.importing import import_files
from accord.graph.validation.validate import validate

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from accord.graph import KnowledgeGraph
    from accord.graph.importing import Run

#: The columns of the file, but for StateD to StateAM, which stay empty.
COLUMNS: Final = (
    "MMEID,Ex_Name,Series_Name,Location,lat,lon,StartDate,s.year,s.month,s.day,EndDate,e.year,e.month,e.day,"
    "CPX,Air,Land,Sea,Amphibious,Cyber,Warfighting,Peacekeeping,Humanitarian,FocusDescription,"
    "AdditionalParticipantInfo,StateA,StateB,StateC\n"
)
ROWS: Final = (
    # A series of two editions; the end of the second is known to the month.
    "mme1,Blue Wave 81,Blue Wave,Somewhere,1,2,5/16/81,1981,5,16,5/20/81,1981,5,20,0,0,0,1,1,0,1,0,0,"
    "landing on a beach,,Japan,United States,\n"
    "mme2,Blue Wave 82,blue wave,-9,,,1982-06-xx,1982,6,xx,1982-07-xx,1982,7,xx,1,0,0,0,0,0,0,1,1,,,"
    "Japan,Federal Republic of Germany,-9\n"
    # No parts: the text is read, in both styles.
    "mme3,-9,,Cairo,,,5/16/80,,,,2005-06-xx,,,,0,1,0,0,0,0,0,0,0,,,Egypt,China,\n"
    # An organisation of the record takes part, several states together do not.
    "mme4,North,,,,,1990-03-xx,1990,3,xx,1990-03-xx,1990,3,xx,0,0,1,0,0,0,1,0,0,,,NATO,Baltic States,France\n"
    # One id, two exercises.
    "mme5,East,,,,,1/1/99,1999,1,1,1/2/99,1999,1,2,0,0,1,0,0,0,1,0,0,,,France,Italy,\n"
    "mme5,West,,,,,2/1/99,1999,2,1,1/31/99,1999,1,31,0,0,1,0,0,0,1,0,0,,,France,Spain,\n"
    # Nobody is known; a date that is none; the same row again.
    "mme6,None,,,,,1/1/99,1999,1,1,1/2/99,1999,1,2,0,0,1,0,0,0,1,0,0,,,-9,,\n"
    "mme7,Bad,,,,,1/1/99,1999,13,1,1/2/99,1999,1,2,0,0,1,0,0,0,1,0,0,,,France,Italy,\n"
    "mme7,Bad,,,,,1/1/99,1999,13,1,1/2/99,1999,1,2,0,0,1,0,0,0,1,0,0,,,France,Italy,\n"
)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Give what the short file became."""
    path = tmp_path_factory.mktemp("mme") / "mme_v7.csv"
    path.write_text(COLUMNS + ROWS, encoding="utf-8")
    found = import_files("mme", [path])
    found.add_states()
    return found


def test_the_records_are_well_formed(turtle: Path) -> None:
    """They conform to the shapes, by themselves."""
    assert validate([turtle], shipped=False).findings == ()


@pytest.fixture(scope="module")
def small(run: Run, graph_of: Callable[[str], KnowledgeGraph]) -> KnowledgeGraph:
    """Give the records as a graph of their own."""
    return graph_of("".join(run.chunks()))


def test_every_row_is_accounted_for(run: Run) -> None:
    """Nine rows: six used, three refused, each with its reason."""
    outcome = run.outcome
    assert (outcome.rows_read, outcome.rows_used, outcome.is_balanced) == (9, 6, True)
    assert [(row.line, row.reason.partition(":")[0]) for row in outcome.refused] == [
        (8, "no participant that is known here is named"),
        (9, "a date cannot be read"),
        (10, "it says what line 9 of mme_v7.csv says"),
    ]
    assert list(outcome.unrecognised) == ["'Baltic States' is several states together"]
    assert outcome.notes["last day before the first: set aside"] == 1
    assert outcome.notes["'NATO' takes part as an organisation"] == 1


def test_dates_are_as_precise_as_the_file(small: KnowledgeGraph) -> None:
    """A day of xx leaves the month; text is read where there are no parts, with years of two digits."""
    found = small.record.mechanisms
    dates = {m.id: [date.text for date in m.dates.values()] for m in found.values() if m.type == "JointExercise"}
    assert dates == {
        "mme-mme1": ["1981-05-16", "1981-05-20"],
        "mme-mme2": ["1982-06", "1982-07"],
        "mme-mme3": ["1980-05-16", "2005-06"],
        "mme-mme4": ["1990-03", "1990-03"],
        "mme-mme5-1999-1-1-east": ["1999-01-01", "1999-01-02"],
        "mme-mme5-1999-2-1-west": ["1999-02-01"],
    }


def test_participants_are_states_of_that_day_or_organisations(small: KnowledgeGraph) -> None:
    """China in 1980 is the People's Republic, and NATO takes part as what it is."""
    parties = {m.id: [p.actor.id for p in m.participations] for m in small.record.mechanisms.values()}
    assert sorted(parties["mme-mme2"]) == ["DEU", "JPN"]
    assert sorted(parties["mme-mme3"]) == ["CHN", "EGY"]
    assert sorted(parties["mme-mme4"]) == ["FRA", "NATO"]


def test_editions_belong_to_one_series(small: KnowledgeGraph) -> None:
    """A series spelt in two ways is one, known from its first edition to its last, and ties nobody."""
    found = {m.id: m for m in small.record.mechanisms.values()}
    series = found["mme-series-blue-wave"]
    assert (series.type, series.label, series.alt_labels) == (
        "ExerciseSeries",
        "Blue Wave (MME)",
        ("blue wave (MME)",),
    )
    assert {name: date.text for name, date in series.dates.items()} == {"knownFrom": "1981-05-16", "knownTo": "1982-07"}
    assert not series.participations
    assert found["mme-mme2"].facts["editionOf"] == ("Blue Wave (MME)",)


def test_what_was_exercised_is_told(small: KnowledgeGraph) -> None:
    """Kinds, place and purposes make a sentence; the id stands for both exercises that bear it."""
    found = {m.id: m for m in small.record.mechanisms.values()}
    assert found["mme-mme1"].description == (
        "Sea and amphibious exercise in Somewhere for warfighting: landing on a beach."
    )
    assert found["mme-mme2"].description == "Command-post exercise for peacekeeping and humanitarian tasks."
    assert found["mme-mme3"].label == "Exercise of Egypt and China, 1980-05-16 (MME 3)"
    assert {m.identifier for m in found.values() if m.id.startswith("mme-mme5")} == {"mme:mme5"}


def test_columns_stay_as_they_were(run: Run) -> None:
    """Codes are kept as text, blanks are left out."""
    text = "".join(run.chunks())
    assert 'mme:s.day "xx"' in text
    assert 'mme:Cyber "0"' in text
    assert 'mme:Location ""' not in text


def test_another_file_is_refused(tmp_path: Path) -> None:
    """A file that lacks columns is named with what it lacks."""
    path = tmp_path / "other.csv"
    path.write_text("MMEID,Ex_Name\n1,2\n", encoding="utf-8")
    with pytest.raises(FileError, match=r"is not the file of MME: it lacks Series_Name, Location"):
        import_files("mme", [path])
