"""Where lines of events are opened: the only part of counting that is another for each engine.

Each engine gives the files as a table of lines under the same name, and Ibis runs the one expression on it. DuckDB is
embedded, stays within a bound of memory and lays down on disk what does not fit; PySpark runs on this machine, or on
the cluster that its own configuration names.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zipfile import BadZipFile, ZipFile

from ...errors import AccordError, FileError, UnknownNameError, not_installed
from .expression import LINES, load_ibis

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Sequence

#: How much memory DuckDB takes for its own before it turns to the disk.
MEMORY: Final = "1GB"
#: How many threads it takes at most: each has buffers of its own, and a hundred would fill that memory with them.
THREADS: Final = 4
#: So many bytes of a file are moved at a time.
_CHUNK: Final = 1 << 20
_GLOB: Final = frozenset("*?[]{}")


@contextmanager
def rows_of(
    paths: Sequence[Path | str], expression: Any, engine: str = "duckdb"
) -> Generator[tuple[Iterable[dict[str, Any]], int]]:
    """Run the expression on the lines of the files and give what comes out, and how many lines were no text.

    Parameters
    ----------
    paths
        Files of lines, plain, ``.gz`` or ``.zip``.
    expression
        What reads the table of lines; see `accord.graph.importing.events.expression`.
    engine
        One of `ENGINES`.

    Raises
    ------
    FileError
        Where a file cannot be read.
    AccordError
        Where the engine is not installed or cannot be started.
    UnknownNameError
        Where there is no such engine.
    """
    if engine not in ENGINES:
        raise UnknownNameError("engine", engine, ENGINES)
    with tempfile.TemporaryDirectory(prefix="accord-events-") as folder:
        files = _plain(paths, Path(folder))
        with ENGINES[engine](files, Path(folder)) as (backend, unreadable):
            found = backend.to_pyarrow(expression)
            yield (row for batch in found.to_batches() for row in batch.to_pylist()), unreadable()


@contextmanager
def _duckdb(files: list[Path], folder: Path) -> Generator[tuple[Any, Callable[[], int]]]:
    """Open the files in DuckDB: a line a row, whatever stands in it, and what is no UTF-8 is counted apart."""
    try:
        import duckdb
    except ImportError:
        raise not_installed("counting events with this engine needs DuckDB", "events") from None

    listed = ", ".join(_quoted(path) for path in files)
    try:
        backend = load_ibis().duckdb.connect(
            memory_limit=MEMORY, threads=min(THREADS, os.cpu_count() or 1), temp_directory=str(folder / "spilled")
        )
        try:
            # One column and a delimiter that text does not have: each line is a value.
            backend.raw_sql(
                f"CREATE TEMP VIEW {LINES} AS SELECT line FROM read_csv([{listed}], columns = {{'line': 'VARCHAR'}}, "  # noqa: S608 -- the names are quoted
                "delim = chr(1), quote = '', escape = '', comment = '', header = false, auto_detect = false, "
                "strict_mode = false, store_rejects = true)"
            )
            yield (
                backend,
                lambda: backend.raw_sql(
                    "SELECT count(*) FROM (SELECT DISTINCT file_id, line FROM reject_errors)"
                ).fetchone()[0],
            )
        finally:
            backend.disconnect()
    except duckdb.Error as error:
        raise FileError(f"DuckDB could not read the events: {_first_line(error)}", "Look at the files.") from None


@contextmanager
def _pyspark(files: list[Path], folder: Path) -> Generator[tuple[Any, Callable[[], int]]]:
    """Open the files in Spark; a session that runs already is used and left as it is."""
    del folder  # Spark has a folder of its own
    try:
        from py4j.protocol import Py4JError  # pyright: ignore[reportMissingTypeStubs] -- it has none
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
        from pyspark.sql import functions as f
    except ImportError:
        raise not_installed("counting events with this engine needs PySpark", "spark") from None

    running = SparkSession.getActiveSession()
    try:
        session = running or (
            SparkSession.builder.appName("accord")  # pyright: ignore[reportUnknownMemberType] -- typed in part
            .config("spark.ui.showConsoleProgress", "false")
            .getOrCreate()
        )
    except (PySparkException, RuntimeError) as error:
        raise AccordError(
            f"Spark could not be started: {_first_line(error)}",
            "It needs Java 17 or newer: java must be on the path, or JAVA_HOME name its folder.",
        ) from None
    try:
        if running is None:
            session.sparkContext.setLogLevel("OFF")  # what fails is raised
        text = session.read.text([f"file://{path.resolve()}" for path in files])
        # What is no UTF-8 is counted, as DuckDB does, under one line that nobody can read.
        readable = f.when(f.expr("is_valid_utf8(value)"), f.col("value")).otherwise(f.lit("?"))
        text.select(readable.alias("line")).createOrReplaceTempView(LINES)
        yield load_ibis().pyspark.connect(session), lambda: 0
    except (PySparkException, Py4JError) as error:
        raise FileError(f"Spark could not read the events: {_first_line(error)}", "Look at the files.") from None
    finally:
        if running is None:
            session.stop()


#: The engines, by their names on the command line.
ENGINES: Final = {"duckdb": _duckdb, "pyspark": _pyspark}


def _plain(paths: Sequence[Path | str], folder: Path) -> list[Path]:
    """Return the files as an engine can open them: zipped ones unpacked, and none whose name is a pattern."""
    found: list[Path] = []
    for number, path in enumerate(map(Path, paths)):
        if not path.is_file():
            raise FileError(f"{path}: there is no such file", "Give files of events, plain, .gz or .zip.")
        if path.suffix.lower() == ".zip":
            found += _unpacked(path, folder / f"zip-{number}")
        elif _GLOB & set(str(path)):
            # An engine would take the name as a pattern for others.
            copy = folder / f"file-{number}{path.suffix if path.suffix.lower() == '.gz' else ''}"
            with path.open("rb") as source, copy.open("wb") as target:
                shutil.copyfileobj(source, target, _CHUNK)
            found.append(copy)
        else:
            found.append(path)
    return found


def _unpacked(path: Path, folder: Path) -> list[Path]:
    """Unpack the files of an archive, a piece at a time."""
    folder.mkdir()
    found: list[Path] = []
    try:
        with ZipFile(path) as archive:
            members = sorted(name for name in archive.namelist() if not name.endswith("/"))
            for number, name in enumerate(members):
                found.append(folder / str(number))
                with archive.open(name) as source, found[-1].open("wb") as target:
                    shutil.copyfileobj(source, target, _CHUNK)
    except (BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise FileError(f"{path}: cannot be unpacked: {_first_line(error)}", "Unpack it by other means.") from None
    return found


def _quoted(path: Path) -> str:
    return "'" + str(path.resolve()).replace("'", "''") + "'"


def _first_line(error: Exception) -> str:
    text = str(error).strip()
    return text.splitlines()[0] if text else type(error).__name__
