"""Spark, on this machine, counts events by the expression that DuckDB runs, to the same numbers."""

from __future__ import annotations

import gc
import os
import shutil
import warnings
from typing import TYPE_CHECKING, Any

import pytest
from events_by_hand import write_by_hand

from accord.graph import FileError
from accord.graph.importing.events.engines import rows_of
from accord.graph.importing.events.expression import counts_of, events_of, lines_table
from accord.graph.importing.events.layouts import GDELT, ICEWS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyspark.sql import SparkSession

# pandas, by which Spark hands over what it counted, warns Spark and Ibis of what it will change.
pytestmark = [
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated:DeprecationWarning"),
    # py4j, by which Python speaks to Spark, leaves its sockets to the collector.
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),
    pytest.mark.filterwarnings("ignore:The 'future.infer_string' option is deprecated:DeprecationWarning"),
]


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    """Give the one session of these tests: local, with two threads, and quiet."""
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        pytest.skip("Spark needs Java, and none is there")
    from pyspark.sql import SparkSession

    builder: Any = SparkSession.builder
    session = (
        builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.shuffle.partitions", "1")
        # For a few rows it costs more to compile than to run.
        .config("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1")
        .config("spark.sql.codegen.wholeStage", "false")
        .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


@pytest.mark.parametrize("layout", [GDELT, ICEWS], ids=lambda layout: layout.kind)
def test_both_engines_give_the_same_rows(layout: Any, spark: SparkSession, tmp_path: Path) -> None:
    """One expression, built once, gives the same rows from the same file in DuckDB and in Spark."""
    path = write_by_hand(tmp_path)[layout.kind]
    expression = counts_of(events_of(lines_table(), layout), layout)
    used: list[list[str]] = []
    left_out: list[dict[str, int]] = []
    for engine in ("duckdb", "pyspark"):
        with rows_of([path], expression, engine) as (found, unreadable):
            listed = list(found)
        used.append(sorted(str(row) for row in listed if row["fate"] == "used"))
        left_out.append({row["fate"]: row["rows"] for row in listed if row["fate"] != "used"})
        # DuckDB counts the lines that are no UTF-8 apart.
        left_out[-1]["unreadable line"] += unreadable
    assert used[0] == used[1]
    assert left_out[0] == left_out[1]
    assert len(used[0]) == 5 if layout is GDELT else 4


def test_spark_refuses_what_it_cannot_read(spark: SparkSession, tmp_path: Path) -> None:
    """An error of Spark's is one of ours, and the session that it found running goes on."""
    path = tmp_path / "x.gz"
    path.write_bytes(b"no archive")
    expression = counts_of(events_of(lines_table(), GDELT), GDELT)
    with pytest.raises(FileError, match="Spark could not read"), rows_of([path], expression, "pyspark"):
        pass
    assert spark.range(3).count() == 3
