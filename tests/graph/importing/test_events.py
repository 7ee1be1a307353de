"""Events of cooperation are counted by two states and month, and every row is accounted for."""

from __future__ import annotations

import gzip
import sys
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Final
from zipfile import ZipFile

import pytest
from events_by_hand import (
    GDELT_BYTES,
    GDELT_COUNTS,
    GDELT_LINES,
    GDELT_PASSED_OVER,
    ICEWS_COUNTS,
    ICEWS_PASSED_OVER,
    gdelt,
    icews,
    write_by_hand,
)

from accord.graph import AccordError, FileError, KnowledgeGraph, UnknownNameError
from accord.graph.identity import Resolver
from accord.graph.importing import Run, import_files
from accord.graph.importing.events.expression import counts_of
from accord.graph.importing.events.gdelt import DATASET, events_of_table
from accord.graph.importing.events.layouts import GDELT as LAYOUT
from accord.graph.importing.events.layouts import ROOTS
from accord.graph.importing.events.reading import record_counts
from accord.graph.importing.tables import write_table
from accord.graph.validation.validate import validate
from accord.ontology import PREFIXES

if TYPE_CHECKING:
    from pathlib import Path

EXPECTED: Final = {"gdelt": (GDELT_COUNTS, GDELT_PASSED_OVER, 24), "icews": (ICEWS_COUNTS, ICEWS_PASSED_OVER, 12)}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Give the files by hand."""
    return write_by_hand(tmp_path_factory.mktemp("events"))


@pytest.fixture(scope="module")
def runs(files: dict[str, Path]) -> dict[str, Run]:
    """Give the import of each."""
    return {kind: import_files(kind, [path]) for kind, path in files.items()}


def counted(run: Run) -> dict[tuple[str, str, str], tuple[int, dict[str, int], int, str | None]]:
    """Return the table of an import in the form in which the expected counts stand."""
    assert run.table is not None
    found: dict[tuple[str, str, str], tuple[int, dict[str, int], int, str | None]] = {}
    for row in run.table.records():
        by_root = {name: row[name] for name in ROOTS.values() if row[name]}
        mean = (
            None
            if row["mean_goldstein"] is None
            else str(Decimal(str(row["mean_goldstein"])).quantize(Decimal("0.0001")))
        )
        found[row["a"], row["b"], row["month"]] = (row["events"], by_root, row["mirrored"], mean)
    return found


@pytest.mark.parametrize("kind", EXPECTED)
def test_counts_by_hand(kind: str, runs: dict[str, Run]) -> None:
    """Each two states have in each month the events that were counted by hand, with their mean Goldstein value."""
    assert counted(runs[kind]) == EXPECTED[kind][0]


@pytest.mark.parametrize("kind", EXPECTED)
def test_every_row_is_accounted_for(kind: str, runs: dict[str, Run]) -> None:
    """Rows read are rows used and rows passed over, each for the reason that was given it by hand."""
    counts, passed_over, rows = EXPECTED[kind]
    outcome = runs[kind].outcome
    assert outcome.rows_read == rows
    assert outcome.is_balanced
    assert outcome.rows_used == sum(events for events, *_ in counts.values())
    assert outcome.passed_over == Counter(passed_over)
    (unrecognised,) = outcome.unrecognised
    assert unrecognised.startswith({"gdelt": "'AFR' ", "icews": "'Hong Kong' "}[kind])


def test_the_days_on_which_reports_were_taken_in(runs: dict[str, Run]) -> None:
    """GDELT says when it took a report in, which may be after the event; ICEWS has the day of the event alone."""
    covered = {kind: run.dataset and (run.dataset.first_day, run.dataset.last_day) for kind, run in runs.items()}
    assert covered == {"gdelt": ("1985-06-10", "2018-01-05"), "icews": ("2018-06-01", "2018-07-01")}


@pytest.mark.parametrize(
    ("lines", "events"),
    [
        # An event told twice by the one and once by the other is two, whatever they are.
        ([("JPN", "040", "USA"), ("JPN", "040", "USA"), ("USA", "040", "JPN")], 2),
        ([("JPN", "042", "USA"), ("USA", "043", "JPN"), ("JPN", "043", "USA")], 2),
        # A host and a guest of other offices are others.
        ([("JPNGOV", "042", "USA"), ("USA", "043", "JPNMIL")], 2),
        # What each does to the other is two events.
        ([("JPN", "071", "USA"), ("USA", "071", "JPN")], 2),
        ([("JPN", "0871", "USA"), ("USA", "0871", "JPN")], 2),
        # What both do is one, whether it is intended or done.
        ([("JPN", "036", "USA"), ("USA", "036", "JPN")], 1),
        ([("JPN", "062", "USA"), ("USA", "062", "JPN")], 1),
        ([("JPN", "061", "USA"), ("USA", "062", "JPN")], 2),
    ],
)
def test_an_event_told_from_both_sides_is_one(lines: list[tuple[str, str, str]], events: int, tmp_path: Path) -> None:
    """Joint acts that are told once by each side are one event; acts of one on the other are not."""
    path = tmp_path / "x.CSV"
    path.write_text("\n".join(gdelt(n, "20180104", *line) for n, line in enumerate(lines)), encoding="utf-8")
    assert import_files("gdelt", [path]).outcome.rows_used == events


def test_zipped_files_are_read_as_they_are(files: dict[str, Path], tmp_path: Path) -> None:
    """GDELT's .zip, a .gz, and a name that an engine would take for a pattern give the same counts."""
    zipped, packed, odd = tmp_path / "a.export.CSV.zip", tmp_path / "a.CSV.gz", tmp_path / "it's [1].CSV"
    with ZipFile(zipped, "w") as archive:
        archive.write(files["gdelt"], "a.export.CSV")
    packed.write_bytes(gzip.compress(GDELT_BYTES))
    odd.write_bytes(GDELT_BYTES)
    for path in (zipped, packed, odd):
        run = import_files("gdelt", [path])
        assert (counted(run), run.outcome.rows_read) == (GDELT_COUNTS, 24)


def test_a_file_given_twice_counts_once(files: dict[str, Path]) -> None:
    """The rows of the second are the same rows again."""
    run = import_files("gdelt", [files["gdelt"], files["gdelt"]])
    assert counted(run) == GDELT_COUNTS
    assert run.outcome.passed_over["the same row twice"] == 1 + 13
    assert run.outcome.is_balanced


def test_counts_are_records_without_blank_nodes(runs: dict[str, Run], tmp_path: Path) -> None:
    """The Turtle conforms beside the states, names each count by its content, and makes no tie."""
    states = tmp_path / "states.ttl"
    ids = sorted({state for counts, *_ in EXPECTED.values() for a, b, _ in counts for state in (a, b)})
    states.write_text(
        "".join(
            f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in ("acc", "actor", "skos", "ev", "src", "xsd")
        )
        + 'ev:e a acc:Evidence ; acc:source src:gdelt ; acc:locator "x" ; acc:confidence acc:Low .\n'
        + "".join(f'actor:{i} a acc:State ; skos:prefLabel "{i}"@en ; acc:evidence ev:e .\n' for i in ids),
        encoding="utf-8",
    )
    paths = [states]
    for kind, run in runs.items():
        paths.append(tmp_path / f"{kind}.ttl")
        paths[-1].write_text("".join(run.chunks()), encoding="utf-8")
    report = validate(paths, shipped=False)
    assert report.conforms, report.findings
    text = paths[1].read_text(encoding="utf-8")
    assert "_:" not in text
    assert "[" not in text
    assert "--JPN--USA--2018-01\n  a acc:EventCount ;\n  acc:between actor:JPN , actor:USA ;\n" in text
    kg = KnowledgeGraph.load(*paths, shipped=False)
    assert not kg.record.mechanisms
    assert {said.first_day for said in kg.record.coverage} == {"1985-06-10", "2018-06-01"}


def test_the_same_files_give_the_same_bytes(files: dict[str, Path], runs: dict[str, Run], tmp_path: Path) -> None:
    """Turtle, CSV and Parquet follow from the files alone; other files give other names."""
    again = import_files("icews", [files["icews"]])
    assert "".join(again.chunks()) == "".join(runs["icews"].chunks())
    written: list[bytes] = []
    for run in (again, runs["icews"]):
        for suffix in ("csv", "parquet"):
            write_table(tmp_path / f"x.{suffix}", run.table)
            written.append((tmp_path / f"x.{suffix}").read_bytes())
    assert written[:2] == written[2:]
    other = tmp_path / "other.tab"
    other.write_text(icews(1, "2018-06-01", "Abe (Japan)", "040", "Xi (China)") + "\n", encoding="utf-8")
    names = [
        "".join(run.chunks()).partition("count:")[2].partition("--")[0]
        for run in (again, import_files("icews", [other]))
    ]
    assert names[0] != names[1]


def test_a_table_in_parquet_reads_back(runs: dict[str, Run], tmp_path: Path) -> None:
    """Whole numbers stay whole, and a mean that is not known is null."""
    import pyarrow.parquet as pq

    write_table(tmp_path / "x.parquet", runs["gdelt"].table)
    table = runs["gdelt"].table
    assert table is not None
    assert pq.read_table(tmp_path / "x.parquet").to_pylist() == table.records()


def test_what_cannot_be_read_is_refused(files: dict[str, Path], tmp_path: Path) -> None:
    """A broken archive, a file of something else and an engine that is none are errors of ours."""
    broken = tmp_path / "x.zip"
    broken.write_bytes(b"no archive")
    with pytest.raises(FileError, match="cannot be unpacked"):
        import_files("gdelt", [broken])
    packed = tmp_path / "x.gz"
    packed.write_bytes(b"no archive")
    with pytest.raises(FileError, match="DuckDB could not read"):
        import_files("gdelt", [packed])
    run = import_files("icews", [files["gdelt"]])
    with pytest.raises(FileError, match="not one row"):
        run.account()
    with pytest.raises(UnknownNameError, match="engine"):
        import_files("gdelt", [files["gdelt"]], engine="duckbd")


@pytest.mark.parametrize(
    ("module", "engine", "extra"),
    [("ibis", "duckdb", "events"), ("duckdb", "duckdb", "events"), ("pyspark", "pyspark", "spark")],
)
def test_a_missing_package_names_its_extra(
    module: str, engine: str, extra: str, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who reads events without the extra is told how to install it."""
    for name in [name for name in sys.modules if name.partition(".")[0] == module]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(AccordError) as caught:
        import_files("gdelt", [files["gdelt"]], engine=engine)
    assert f"accord-graph[{extra}]" in caught.value.hint


def test_a_table_of_a_warehouse_is_counted_like_the_files() -> None:
    """The expression gives the same counts on a table with GDELT's own columns, and compiles for warehouses."""
    import ibis
    import pyarrow as pa

    names = {
        0: "GLOBALEVENTID",
        1: "SQLDATE",
        5: "Actor1Code",
        7: "Actor1CountryCode",
        15: "Actor2Code",
        17: "Actor2CountryCode",
        26: "EventCode",
        30: "GoldsteinScale",
        59: "DATEADDED",
        60: "SOURCEURL",
    }
    lines = [line.split("\t") for line in GDELT_LINES]
    columns = {name: [line[place] or None for line in lines if len(line) == 61] for place, name in names.items()}
    table = ibis.memtable(pa.table(columns))
    table = table.mutate(**{name: table[name].cast("int64") for name in ("GLOBALEVENTID", "SQLDATE")})
    run = Run(Resolver.shipped())
    expression = counts_of(events_of_table(table), LAYOUT)
    record_counts(expression.to_pyarrow().to_pylist(), run, DATASET, LAYOUT, ["a-warehouse.events"])
    assert counted(run) == {key: count for key, count in GDELT_COUNTS.items() if key[2] == "2018-01"}
    assert 'acc:locator "a-warehouse.events: ' in "".join(run.chunks())
    unbound = ibis.table(table.schema(), name="events")
    for dialect in ("bigquery", "snowflake", "trino"):
        assert "GROUP BY" in ibis.to_sql(counts_of(events_of_table(unbound), LAYOUT), dialect=dialect)
