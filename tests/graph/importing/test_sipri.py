"""The trade register of SIPRI: hand-made deals in its three layouts, each answer worked out by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from accord.graph import FileError
from accord.graph.importing import import_files
from accord.graph.networks.ties import dyads
from accord.graph.validation.validate import validate

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from accord.graph import KnowledgeGraph
    from accord.graph.importing import Run

#: The lines before the head line, as the register of 2026 has them: many end with a stray semicolon.
PREAMBLE: Final = (
    "Transfers of major conventional arms from All countries  to All countries . Deals with deliveries made for the "
    "year range '1995' to '2025';",
    "A '?' in a column indicates uncertain data;",
    ";",
    "Source: SIPRI Arms Transfers Database (c) SIPRI.;",
    "Data generated: 12 Feb 2026 12:26:12 PM;",
)
HEAD: Final = (
    "SIPRI AT Database ID,Supplier,Recipient,Designation,Description,Armament category,Order date,"
    "Order date is estimate,Numbers delivered,Numbers delivered is estimate,Delivery year,Delivery year is estimate,"
    "Status,SIPRI estimate,TIV deal unit,TIV delivery values,Local production"
)
ROWS: Final = (
    # One deal, three years of delivery; tenths that no binary fraction holds.
    "1,France,Japan,X-1 -,radar,Sensors,2001,Yes,2,Yes,2004,No,New,0.1,0.1,0.1,No",
    "1,France,Japan,X-1 -,radar,Sensors,2001,Yes,2,No,2006,Yes,New,0.1,0.1,0.2,No",
    "1,France,Japan,X-1 -,radar,Sensors,2001,Yes,1,No,2005,No,Second hand,0.1,0.1,0,No",
    # Ordered from the Soviet Union's successor: the first delivery says who supplies.
    "2,Russia,Viet Nam,Y-2,frigate,Ships,1989,No,1,No,1996,No,New,40,40,40,No",
    # An organisation that the record knows, one that it does not, a non-state, and nobody.
    "3,United States,NATO**,Z-3,AEW&C aircraft,Aircraft,1996,No,1,No,1998,No,New,9,9,9,No",
    "4,United States,League of Nowhere**,Z-3,AEW&C aircraft,Aircraft,1996,No,1,No,1998,No,New,9,9,9,No",
    "5,France,Some rebels*,X-1,radar,Sensors,2001,No,2,No,2004,No,New,0.1,0.1,0.2,No",
    "6,unknown supplier(s),Japan,X-1,radar,Sensors,2001,No,2,No,2004,No,New,0.1,0.1,0.2,No",
    # Ordered, and nothing delivered; no year at all; a value that is no number.
    "7,Italy,Japan,W-4,gun,Artillery,2020,No,,,,,New,1,1,,No",
    "8,Italy,Japan,W-4,gun,Artillery,,,,,,,New,1,1,,No",
    "9,Italy,Japan,W-4,gun,Artillery,2020,No,1,No,2022,No,New,1,1,much,No",
)
#: The register until 2022: a row a deal, a column without a name after each number that may be uncertain.
OLD_HEAD: Final = (
    "Recipient,Supplier,Year of order,,Number ordered,,Weapon designation,Weapon description,Number delivered,,"
    "Year(s) of delivery,status,Comments,SIPRI TIV per unit,SIPRI TIV for total order,SIPRI TIV of delivered weapons"
)
OLD_ROWS: Final = (
    "Cote d'Ivoire,France,(2011),?,4,,V\xe9hicule 5,APC,4,?,2012; 2013,New,For \xa32 m; option for 4 more,0.5,2,2",
    "Japan,Italy,2015,,2,,W-4,gun,2,,2016,Second hand,,1,2,2",
)


def _written(folder: Path, lines: tuple[str, ...], *, stray: str = "", encoding: str = "ascii") -> Path:
    path = folder / "trade-register.csv"
    text = "".join(f"{line}{stray}\r\n" for line in lines)
    path.write_bytes(text.encode(encoding))
    return path


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Give what a register of 2026 became: stray semicolons on every row, lines before the head."""
    folder = tmp_path_factory.mktemp("sipri")
    rows = tuple(f"{row};" for row in (HEAD, *ROWS))
    found = import_files("sipri", [_written(folder, (*PREAMBLE, *rows))])
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
    """Eleven rows: six used in four deals; rebels, unknown sides and unreadable rows are refused with the reason."""
    outcome = run.outcome
    assert (outcome.rows_read, outcome.rows_used, outcome.is_balanced) == (11, 6, True)
    assert outcome.records_made["mechanisms"] == 4
    assert [row.reason for row in outcome.refused] == [
        "'League of Nowhere**' is an organisation that the record does not know, marked ** by SIPRI",
        "'Some rebels*' is no state, marked * by SIPRI",
        "'unknown supplier(s)' no name is given",
        "it has no year of order and none of delivery",
        "a value in 'TIV delivery values' is no number: much",
    ]
    assert outcome.notes["'NATO**' takes part as an organisation"] == 1


def test_a_deal_gathers_its_deliveries(small: KnowledgeGraph, run: Run) -> None:
    """Three rows are one transfer from the first year to the last; values stay as text and add up without loss."""
    deal = {m.id: m for m in small.record.mechanisms.values()}["sipri-1"]
    assert deal.label == "Transfer of X-1 (radar) from France to Japan, ordered 2001 (SIPRI 1)"
    assert {name: date.text for name, date in deal.dates.items()} == {
        "signed": "2001",
        "firstDay": "2004",
        "lastDay": "2006",
    }
    assert deal.description == (
        "Delivered 5 (an estimate) from 2004 to 2006 (new and second hand), 0.3 million trend-indicator values."
    )
    text = "".join(run.chunks())
    assert 'sipri:sumOfDeliveryValues "0.3"' in text
    for value in ("0.1", "0.2", "0"):
        assert f'sipri:TIV%20delivery%20values "{value}"' in text
    assert 'sipri:Local%20production "No"' in text
    assert "No;" not in text


def test_estimates_have_evidence_of_their_own(small: KnowledgeGraph) -> None:
    """What SIPRI marks as an estimate is borne out with low confidence, and the rest with medium."""
    found = {m.id: m for m in small.record.mechanisms.values()}
    assert sorted((e.confidence, *e.supports) for e in found["sipri-1"].evidence) == [
        ("low", "firstDay", "lastDay"),
        ("low", "signed"),
        ("medium",),
    ]
    assert [(e.confidence, e.locator) for e in found["sipri-2"].evidence] == [
        ("medium", "trade-register.csv, line 10; SIPRI AT Database ID 2")
    ]
    assert found["sipri-1"].evidence[0].locator.startswith("trade-register.csv, lines 7 to 9; ")


def test_the_tie_leads_from_supplier_to_recipient(small: KnowledgeGraph) -> None:
    """Russia delivers what was ordered before it was a state; what was only ordered ties nobody."""
    ties = [(tie.a.id, tie.b.id, tie.layer, tie.depth) for tie in dyads(small.record.mechanisms.values())]
    assert ties == [
        ("FRA", "JPN", "transfer", 1),
        ("ITA", "JPN", "transfer", 1),
        ("RUS", "VNM", "transfer", 1),
        ("USA", "NATO", "transfer", 1),
    ]
    then = small.slice(between=("2004", "2006"))
    assert [(tie.a.id, tie.b.id) for tie in dyads(small.record.mechanisms.values(), then.at)] == [("FRA", "JPN")]
    assert sorted(then.network().edges) == [("FRA", "JPN")]


def test_the_register_says_what_it_covers(run: Run) -> None:
    """Day and years stand before the head line; the terms are told."""
    assert run.dataset is not None
    assert (run.dataset.version, run.dataset.issued) == ("generated 12 Feb 2026", "2026-02-12")
    assert (run.dataset.first_day, run.dataset.last_day) == ("1995-01-01", "2025-12-31")
    assert any("less than a tenth" in line for line in run.account())


def test_a_register_without_stray_semicolons_reads_alike(run: Run, tmp_path: Path) -> None:
    """The layout of 2023 to 2025 gives the same deals."""
    plain = import_files("sipri", [_written(tmp_path, (*PREAMBLE, HEAD, *ROWS))])
    plain.add_states()
    assert "".join(plain.chunks()) == "".join(run.chunks())


def test_the_old_register_is_a_deal_a_row(tmp_path: Path, graph_of: Callable[[str], KnowledgeGraph]) -> None:
    """The layout until 2022: Latin-1, several years in one cell, question marks in columns without a name."""
    old = import_files(
        "sipri", [_written(tmp_path, ("Information generated: 28 July 2022", OLD_HEAD, *OLD_ROWS), encoding="latin-1")]
    )
    old.add_states()
    assert (old.outcome.rows_read, old.outcome.rows_used) == (2, 2)
    assert old.dataset is not None
    assert old.dataset.issued == "2022-07-28"
    text = "".join(old.chunks())
    found = {m.id: m for m in graph_of(text).record.mechanisms.values()}
    deal = found["sipri-france-cote-d-ivoire-2011-vehicule-5"]
    assert {name: date.text for name, date in deal.dates.items()} == {
        "signed": "2011",
        "firstDay": "2012",
        "lastDay": "2013",
    }
    assert deal.description == "Delivered 4 (an estimate) from 2012 to 2013 (new), 2 million trend-indicator values."
    assert [p.actor.id for p in deal.participations if p.role == "Supplier"] == ["FRA"]
    assert {e.confidence for e in deal.evidence} == {"low", "medium"}
    assert 'sipri:Year%20of%20order%20%28mark%29 "?"' in text
    assert "\xa32 m" in text


def test_many_transfers_weigh_less_than_an_exercise(graph_of: Callable[[str], KnowledgeGraph]) -> None:
    """Forty transfers sum to less than 2, the depth of one exercise, and add less than 1 to an agreement."""
    transfers = "".join(
        f'mech:t{n} a acc:ArmsTransfer ; acc:firstDay "2000-01-01"^^xsd:date ; acc:lastDay "2001-01-01"^^xsd:date .\n'
        + "".join(
            f"part:t{n}--{actor} a acc:Participation ; acc:inMechanism mech:t{n} ; "
            f"acc:participant actor:{actor} ; acc:role acc:{role} .\n"
            for actor, role in (("A", "Supplier"), ("B", "Recipient"), ("C", "Recipient"))
        )
        for n in range(40)
    )
    pact = (
        "actor:A a acc:State . actor:B a acc:State . actor:C a acc:State .\n"
        "mech:pact a acc:DefenceCooperationAgreement ; acc:party actor:A , actor:C ; "
        'acc:entryIntoForce "1999"^^xsd:gYear .\n'
    )
    network = graph_of(transfers + pact).slice(at="2000-06-01").network(weight="depth")
    assert sorted(network.edges) == [("A", "B"), ("A", "C")]
    assert 1.9 < network["A"]["B"]["strength"] < 2
    assert 4.9 < network["A"]["C"]["strength"] < 5


def test_another_file_is_refused(tmp_path: Path) -> None:
    """A file of no register is named with what it lacks."""
    path = tmp_path / "other.csv"
    path.write_text("Supplier,Recipient\nFrance,Japan\n", encoding="utf-8")
    with pytest.raises(FileError, match=r"is not a trade register of SIPRI: it lacks SIPRI AT Database ID"):
        import_files("sipri", [path])
