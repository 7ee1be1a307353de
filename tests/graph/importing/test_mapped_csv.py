"""A list of one's own: mapped by a file of TOML, and each error with line, column and what to write."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from accord.graph import FileError
from accord.graph.errors import RequestError
from accord.graph.importing import import_files
from accord.graph.importing.mapping import read_mapping
from accord.graph.validation.validate import validate

if TYPE_CHECKING:
    from collections.abc import Callable

    from accord.graph import KnowledgeGraph
    from accord.graph.importing import Run

MAPPING: Final = """\
[list]
name = "my-list"
title = "Agreements that I collected"
consulted = 2026-11-30

[file]
delimiter = ";"
encoding = "latin-1"
dates = "dmy"
separator = ","

[columns]
identifier = "No"
label = "Title"
kind = "Type"
parties = ["Members", "Further"]
obligations = "Duties"
source = "Reference"
url = "Link"

[roles]
guarantor = "Promises"
beneficiary = "Is promised"

[dates]
signed = "Signed"
entryIntoForce = "In force"
established = "Since"

[constants]
confidence = "High"

[kinds]
"DCA" = "defence cooperation agreement"

[coverage]
from = 2000-01-01
to = 2020-12-31
completeness = "Partial"
"""
HEAD: Final = "No;Title;Type;Signed;In force;Since;Members;Further;Promises;Is promised;Duties;Reference;Link\n"
GOOD: Final = (
    "A/1;Accord of M\xe1laga;DCA;06.05.2014;2015;;Japan,Spain;NATO;;;;Treaty text;https://example.org/1\n"
    "2;;mutual-defence treaty;1.2.2003;3/2/2003;;JPN,USA;;;;;;\n"
    "3;;Alliance;2003;2004;;COW 740;COW 2;;;consultation,neutrality;;\n"
    "4;;security commitment;;;2024-06;;;USA,GB;UKR;;;\n"
)


@pytest.fixture
def given(tmp_path: Path) -> Callable[..., Run]:
    """Give a way to import rows by the mapping, or by a changed one."""

    def imported(rows: str, *changes: tuple[str, str], head: str = HEAD) -> Run:
        mapping = MAPPING
        for before, after in changes:
            assert before in mapping
            mapping = mapping.replace(before, after)
        (tmp_path / "list.csv").write_text(head + rows, encoding="latin-1")
        (tmp_path / "list.toml").write_text(mapping, encoding="utf-8")
        return import_files("csv", [tmp_path / "list.csv"], mapping=tmp_path / "list.toml")

    return imported


def test_each_row_is_a_mechanism(given: Callable[..., Run], graph_of: Callable[[str], KnowledgeGraph]) -> None:
    """Kinds by name, label or own word, parties in columns and roles, dates day first, obligations by label."""
    run = given(GOOD)
    assert (run.outcome.rows_read, run.outcome.rows_used) == (4, 4)
    run.add_states()
    found = {m.id: m for m in graph_of("".join(run.chunks())).record.mechanisms.values()}
    assert {key: m.type for key, m in found.items()} == {
        "my-list-a-1": "DefenceCooperationAgreement",
        "my-list-2": "DefencePact",
        "my-list-3": "Alliance",
        "my-list-4": "SecurityCommitment",
    }
    first = found["my-list-a-1"]
    assert (first.label, first.identifier) == ("Accord of M\xe1laga", "my-list:A/1")
    assert sorted(p.actor.id for p in first.participations) == ["ESP", "JPN", "NATO"]
    assert {name: date.text for name, date in first.dates.items()} == {
        "signed": "2014-05-06",
        "entryIntoForce": "2015",
    }
    (evidence,) = first.evidence
    assert (evidence.source.label, evidence.source.url, evidence.confidence) == (
        "Treaty text",
        "https://example.org/1",
        "high",
    )
    assert evidence.source.publisher == "example.org"
    assert found["my-list-2"].label == "Mutual-defence treaty of Japan and United States, 2003-02-01"
    assert found["my-list-2"].obligations == ("defence",)
    assert found["my-list-3"].obligations == ("consultation", "neutrality")
    assert {p.actor.id: p.role for p in found["my-list-4"].participations} == {
        "USA": "Guarantor",
        "GBR": "Guarantor",
        "UKR": "Beneficiary",
    }


def test_the_records_are_well_formed(given: Callable[..., Run], tmp_path: Path) -> None:
    """They conform to the shapes, by themselves."""
    run = given(GOOD)
    run.add_states()
    (tmp_path / "records.ttl").write_text("".join(run.chunks()), encoding="utf-8")
    assert validate([tmp_path / "records.ttl"], shipped=False).findings == ()


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("1;;DCA;31.02.2003;;;JPN,USA;;;;;;", "line 2, column 'Signed': '2003-02-31' is not a date"),
        ("1;;DCA;in May;;;JPN,USA;;;;;;", "line 2, column 'Signed': 'in May' is not a date: Write 2024"),
        ("1;;DCA;;;;JPN,USA;;;;;;", "line 2: no date is given: Write one of 'Signed', 'In force' and 'Since'"),
        (
            "1;;reciprocal acces agreement;2003;;;JPN,USA;;;;;;",
            "line 2, column 'Type': 'reciprocal acces agreement' is no kind of mechanism: Did you mean recipr",
        ),
        ("1;;;2003;;;JPN,USA;;;;;;", "line 2, column 'Type': no kind is given"),
        (
            "1;;DCA;2003;;;JPN,Frnace;;;;;;",
            "line 2, column 'Members': 'Frnace' is no name of a state that is known here: Did you mean France",
        ),
        ("1;;DCA;2003;;;JPN;Japan;;;;;", "line 2, column 'Further': Japan is named twice"),
        ("1;;DCA;2003;;;;;;;;;", "line 2: nobody takes part: Write the parties into 'Members', 'Further'"),
        ("1;;Alliance;2003;;;JPN,USA;;;;;;", "line 2: alliance needs obligations"),
        (
            "1;;Alliance;2003;;;JPN,USA;;;;defense;;",
            "line 2, column 'Duties': 'defense' is no obligation: Did you mean",
        ),
        ("1;;security commitment;;;2003;JPN,USA;;;;;;", "line 2: security commitment needs roles"),
        ("1;;joint exercise;2003;;;JPN,USA;;;;;;", "line 2: joint exercise needs a first day"),
        ("1;;DCA;2003;;;JPN,USA;;;;;;example.org", "line 2, column 'Link': 'example.org' is no address"),
    ],
)
def test_a_row_with_an_error_is_refused(given: Callable[..., Run], row: str, reason: str) -> None:
    """The reason names line and column and says what to write."""
    (refused,) = given(f"{row}\n").outcome.refused
    assert reason in refused.reason


def test_an_identifier_stands_for_one_row(given: Callable[..., Run]) -> None:
    """The second row of an identifier is refused, and the line of the first is named."""
    row = "7;;DCA;2003;;;JPN,USA;;;;;;\n"
    (refused,) = given(row + row).outcome.refused
    assert refused.reason.startswith("line 3: it is called '7', and so is line 2 of list.csv")


@pytest.mark.parametrize(
    ("before", "after", "message", "hint"),
    [
        ("signed =", "signd =", "[dates]: there is no key 'signd'", "Did you mean signed?"),
        ('"Signed"', '"Sgned"', "line 1: there is no column 'Sgned'", "Did you mean Signed"),
        ("[kinds]", "[kind]", "has [kind], which is no table of a mapping", "Did you mean kinds?"),
        ("2026-11-30", '"2026"', "consulted: '2026' is no date", "Write consulted = 2026-11-30"),
        ('"dmy"', '"xyz"', "dates: 'xyz' is none of its values", "There are: ymd, dmy, mdy."),
        ('"my-list"', '"My list"', "'My list' is no short name", "Write small letters"),
        ("guarantor =", "garantor =", "'garantor' is no role", "Did you mean Guarantor?"),
        (
            '"defence cooperation agreement"',
            '"defence pacts"',
            "'defence pacts' is no kind",
            "Did you mean DefencePact",
        ),
        ("consulted = 2026-11-30", "", "lacks [list], consulted", "docs/data/csv.md"),
        ('delimiter = ";"', 'delimiter = "ab"', "delimiter: it is one character", 'Write delimiter = ";"'),
        ('"latin-1"', '"latn"', "'latn' is no encoding", 'Write "utf-8"'),
        ('delimiter = ";"', "delimiter = ;", "is no TOML", "docs/data/csv.md"),
    ],
)
def test_a_wrong_mapping_is_refused(
    given: Callable[..., Run], before: str, after: str, message: str, hint: str
) -> None:
    """What is wrong is named with its table, and the closest that there is."""
    with pytest.raises(FileError, match=re.escape(message)) as error:
        given(GOOD, (before, after))
    assert hint in error.value.hint


def test_a_list_needs_a_mapping(tmp_path: Path) -> None:
    """Without one nothing is guessed; and no other kind takes one."""
    path = tmp_path / "list.csv"
    path.write_text("a\n1\n", encoding="utf-8")
    with pytest.raises(RequestError, match="needs a mapping"):
        import_files("csv", [path])
    with pytest.raises(RequestError, match="dcad takes no mapping"):
        import_files("dcad", [path], mapping=path)


def test_the_example_of_the_documentation_works(tmp_path: Path) -> None:
    """The list and the mapping that docs/data/csv.md shows are read whole."""
    text = (Path(__file__).parents[3] / "docs" / "data" / "csv.md").read_text(encoding="utf-8")
    blocks = dict(re.findall(r"```(csv|toml)\n(.*?)```", text, re.DOTALL))
    (tmp_path / "list.csv").write_text(blocks["csv"], encoding="utf-8")
    (tmp_path / "list.toml").write_text(blocks["toml"], encoding="utf-8")
    assert read_mapping(tmp_path / "list.toml").get("list", "name") == "my-list"
    outcome = import_files("csv", [tmp_path / "list.csv"], mapping=tmp_path / "list.toml").outcome
    assert (outcome.rows_read, outcome.rows_used) == (2, 2)
