"""The back-test on a copy of DCAD: a short file in the genuine layout, and the genuine one where it is at hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from accord.graph import RequestError
from accord.graph.analysis.backtest import backtest
from accord.graph.errors import FileError
from accord.graph.importing.dcad import read_dcad

if TYPE_CHECKING:
    from accord.graph import KnowledgeGraph

_GENUINE = Path(__file__).parents[4] / "shared" / "data" / "dcad" / "DCAD-v1.0-main.csv"
_HEAD = (
    "ccode1,cowName1,ccode2,cowName2,signDay,signMonth,signYear,EIFDay,EIFMonth,EIFYear,type,category1,category2,"
    "category3,span,renewType,renewYears,terminated,durationActual,endYearEstimate,asymmetry,categoryConf,UNTS,"
    "fullText,sourceType,source,factivaConf,factivaSign,factivaEIF,DCAid\n"
)


def _row(a: int, b: int, signed: int, category: str = "DCA", last: int = 2010, press: str = "") -> str:
    kind = "general" if category in ("DCA", "DIC") else "sector"
    return (
        f"{a},AAA,{b},BBB ,,,{signed},,,,{kind},{category},,,,,,-88,,{last},0,high,,N,treaty,TIAS,,{press},,"
        f"invented-{a}-{b}-{signed}\n"
    )


#: The United States with Canada, the United Kingdom and Japan; then Canada with the United Kingdom. France and the
#: Federal Republic of Germany bore the numbers 220 and 260, and 255 after 1990: their second is no first tie.
_ROWS = (
    _row(2, 20, 1984)
    + _row(200, 2, 1985, "TREX")
    + _row(2, 740, 1985, last=1992)
    + _row(2, 325, 1983, "DIC")
    + _row(220, 260, 1988)
    + _row(220, 255, 1992)
    + _row(20, 200, 1996)
    + _row(2, 740, 1999)
    + _row(541, 541, 1989, "TREX")
    + _row(369, 750, 1992, press="0")
    + _row(2, 999, 1990)
)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Give the file above."""
    path = tmp_path / "DCAD-v1.0-main.csv"
    path.write_text(_HEAD + _ROWS, encoding="utf-8")
    return path


def _rows(kg: KnowledgeGraph, path: Path, **options: Any) -> dict[tuple[str, str, str], dict[str, Any]]:
    table = backtest(kg, "DefenceCooperationAgreement", data=path, **options)
    return {(row["window"], row["network"], row["measure"]): row for row in table.records()}


def test_agreements_are_read(copy: Path) -> None:
    """Both numbers in order, the category's kind, and the years; two sorts of rows are left out and counted."""
    found = read_dcad(copy)
    assert len(found.agreements) == 9
    assert (found.with_itself, found.not_signed) == (1, 1)
    assert (found.agreements[1].a, found.agreements[1].b) == (2, 200)
    assert [a.kind for a in found.agreements[:4]] == [*["DefenceCooperationAgreement"] * 3, "ArmamentsCooperation"]
    until_1992 = found.agreements[2]
    assert [until_1992.holds_after(year) for year in (1984, 1985, 1991, 1992)] == [False, True, True, False]
    assert found.agreements[0].holds_after(2010)


def test_first_ties_fall_into_their_windows(copy: Path, kg: KnowledgeGraph) -> None:
    """France and Germany agree once for the first time; a renewal is no first tie; a number nobody bore is left out."""
    rows = _rows(kg, copy)
    found = {window: row["positives"] for (window, network, name), row in rows.items() if (network, name) == _ANY}
    assert found == {"1986-1990": 1, "1991-1995": 0, "1996-2000": 1, "2001-2005": 0, "2006-2010": 0, "all": 2}
    # Canada and the United Kingdom share the United States: the only pair with a common neighbour left in 1995.
    closed = rows["1996-2000", "kind", "common-neighbours"]
    assert (closed["pairs_tied"], closed["auc"]) == (7, 1)
    # Italy has an agreement on industry: it counts on the network of all agreements alone.
    assert rows["1996-2000", "all", "combined"]["pairs_tied"] == 12
    table = backtest(kg, "DefenceCooperationAgreement", data=copy)
    assert table.about["data"] == (
        "DCAD 1.0: 7 agreements (DCA, TREX, COMMISSION), of 8 of all categories; left out: 1 of one state with "
        "itself, 1 negotiated and not signed, 1 of a state that is not on record"
    )


_ANY = ("kind", "combined")


def test_a_kind_chooses_its_categories(copy: Path, kg: KnowledgeGraph) -> None:
    """Of agreements on industry there is one; what DCAD does not hold or cover is refused."""
    assert "1 agreements (DIC, PROCUREMENT, RESEARCH)" in backtest(kg, "armaments", data=copy).about["data"]
    with pytest.raises(RequestError, match="no agreement that comes under BasingAgreement"):
        backtest(kg, "BasingAgreement", data=copy)
    for years in ({"first": 1975}, {"last": 2015}):
        with pytest.raises(RequestError, match="DCAD covers 1980 to 2010"):
            backtest(kg, "DefenceCooperationAgreement", data=copy, **years)
    with pytest.raises(RequestError, match="states alone"):
        backtest(kg, "DefenceCooperationAgreement", data=copy, organisations=True)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ccode1,abbrev1,ccode2,abbrev2,year\n2,USA,20,CAN,1980\n", "lacks signYear, category1"),
        ("", "lacks ccode1"),
        (_HEAD, "holds no agreement"),
        (_HEAD + _row(2, 20, 1984) + _row(2, 200, 1985).replace("1985,", ",", 1), "line 3: signYear is ''"),
        (_HEAD + _row(2, 20, 1984, "NAVY"), "line 2: category1 is 'NAVY'"),
        (_HEAD + _row(2, 20, 2011), "line 2: signed in 2011"),
        (_HEAD + "2,USA\n", "line 2: ccode2 is ''"),
    ],
)
def test_a_wrong_file_is_refused_with_its_line(text: str, message: str, tmp_path: Path) -> None:
    """The dyadic file, an empty one, and rows that lack what belongs into them."""
    path = tmp_path / "wrong.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FileError, match=r"wrong\.csv") as refused:
        read_dcad(path)
    assert message in str(refused.value)
    assert "main file" in refused.value.hint


def test_files_that_are_no_text_or_not_there_are_refused(tmp_path: Path) -> None:
    """Without a traceback."""
    path = tmp_path / "main.csv"
    path.write_bytes(_HEAD.encode() + b"2,\xff\xfe\n")
    with pytest.raises(FileError, match="no text file in utf-8"):
        read_dcad(path)
    with pytest.raises(FileError, match="cannot read"):
        read_dcad(tmp_path / "none.csv")


@pytest.mark.skipif(not _GENUINE.is_file(), reason="the genuine file of DCAD is not at hand")
def test_both_effects_that_kinne_finds_are_in_the_genuine_data(kg: KnowledgeGraph) -> None:
    """Preferential attachment and triadic closure foretell better than chance, in every window and over all."""
    read = read_dcad(_GENUINE)
    assert (len(read.agreements), read.with_itself, read.not_signed) == (1854, 3, 14)
    rows = _rows(kg, _GENUINE)
    for effect in ("preferential-attachment", "common-neighbours"):
        for network in ("kind", "all"):
            windows = [row for (_, on, name), row in rows.items() if (on, name) == (network, effect)]
            assert len(windows) == 6
            assert all(row["auc"] > 0.5 for row in windows)
            assert all(row["auc_tied"] > 0.5 for row in windows)
            assert windows[-1]["low"] > 0.5
