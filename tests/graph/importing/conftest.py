"""Short files in the layout of ATOP and DCAD, with invented agreements."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

import pytest

from accord.graph.identity import Resolver

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from accord.graph.importing import Run

_FLAGS = ("defense", "offense", "neutral", "nonagg", "consul")
#: Columns of each file, those that nothing reads but are kept among them.
COLUMNS = {
    "m": (
        *("atopid", "cowid", "cow4id", "member", "cowsys", "yrent", "moent", "dayent", "yrexit", "moexit", "dayexit"),
        *("ineffect", "bilat", "phase", "maxphase", "term", "termmode", "termcaus", *_FLAGS, "obvary", "milcon"),
        *("source", "new5", "rev5", "version"),
    ),
    "aph": (
        *("atopid", "atopidphase", "cowid", "cow4id", "begyr", "begmo", "begday", "endyr", "endmo", "endday"),
        *("ineffect", "bilat", "phase", "maxphase", "term", *_FLAGS, "asymm", "milcon"),
        *(*(f"mem{number}" for number in range(1, 6)), "source", "new5", "rev5", "version"),
    ),
    "a": (
        *("atopid", "cowid", "cow4id", "begyr", "begmo", "begday", "endyr", "endmo", "endday", "ineffect", "bilat"),
        *("maxphase", "term", *_FLAGS, "asymm", "milcon", *(f"mem{number}" for number in range(1, 6)), "source"),
        *("new5", "rev5", "version"),
    ),
}
_DCAD = re.split(
    ",",
    "ccode1,cowName1,ccode2,cowName2,signDay,signMonth,signYear,EIFDay,EIFMonth,EIFYear,type,category1,category2,"
    "category3,span,renewType,renewYears,terminated,durationActual,endYearEstimate,asymmetry,categoryConf,UNTS,"
    "fullText,sourceType,source,factivaConf,factivaSign,factivaEIF,DCAid",
)


def _write(path: Path, columns: tuple[str, ...] | list[str], rows: list[dict[str, object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        out = csv.DictWriter(stream, columns, restval="0")
        out.writeheader()
        out.writerows(rows)
    return path


def _split(day: str, names: tuple[str, str, str]) -> dict[str, str]:
    return dict(zip(names, [*map(str, map(int, day.split("-"))), "", ""] if day else "000", strict=False))


@pytest.fixture(scope="session")
def atop_files(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[Path]]:
    """Give a way to write files of ATOP from alliances told shortly.

    An alliance is its number, its phase, its first day and its end, its flags as letters (``d``, ``o``, ``n``, ``a``,
    ``c``), and its members: number, entry, exit and own flags, each empty where it is the alliance's.
    """

    def written(*phases: tuple[int, int, str, str, str, list[tuple[int, str, str, str]]], **more: object) -> list[Path]:
        rows: dict[str, list[dict[str, object]]] = {"m": [], "aph": [], "a": []}
        flags = dict(zip("donac", _FLAGS, strict=True))
        for atopid, phase, begins, ends, duties, members in phases:
            common = {
                "atopid": atopid,
                "phase": phase,
                "term": 1 if ends else 0,
                "source": 1,
                "version": "5.1",
                "cow4id": "",
                **{name: int(letter in duties) for letter, name in flags.items()},
                **more,
            }
            life = _split(begins, ("begyr", "begmo", "begday")) | _split(ends, ("endyr", "endmo", "endday"))
            named: dict[str, object] = {f"mem{number}": "" for number in range(1, 6)}
            named |= {f"mem{number}": code for number, code in enumerate(dict.fromkeys(m[0] for m in members), 1)}
            whole = common | life | named
            rows["aph"].append(whole | {"atopidphase": f"{atopid}.{phase}" if phase else atopid})
            if not any(row["atopid"] == atopid for row in rows["a"]):
                rows["a"].append({name: value for name, value in whole.items() if name != "phase"})
            for code, entry, leaving, own in members:
                dates = _split(entry or begins, ("yrent", "moent", "dayent"))
                dates |= _split(leaving or ends, ("yrexit", "moexit", "dayexit"))
                owed = {name: int(letter in own) for letter, name in flags.items()} if own else {}
                rows["m"].append(common | dates | {"member": code} | owed)
        folder = tmp_path_factory.mktemp("atop")
        return [_write(folder / f"atop5_1{sort}.csv", COLUMNS[sort], found) for sort, found in rows.items()]

    return written


@pytest.fixture(scope="session")
def dcad_file(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Give a way to write the main file of DCAD from rows of which only what matters is told."""

    def written(*rows: dict[str, object]) -> Path:
        usual: dict[str, object] = dict.fromkeys(_DCAD, "")
        usual |= {"category1": "DCA", "endYearEstimate": 2010, "terminated": 0, "categoryConf": "high"}
        told = [usual | {"DCAid": f"DCADv1.0-{number:04}"} | row for number, row in enumerate(rows, 1)]
        return _write(tmp_path_factory.mktemp("dcad") / "DCAD-v1.0-main.csv", _DCAD, told)

    return written


@pytest.fixture(scope="session")
def resolver() -> Resolver:
    """Give the resolver of the shipped states."""
    return Resolver.shipped()


@pytest.fixture(scope="module")
def turtle(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give what the import of a module, its `run`, wrote, with the states that take part."""
    path = tmp_path_factory.mktemp("records") / "records.ttl"
    run.add_states()
    path.write_text("".join(run.chunks()), encoding="utf-8")
    return path
