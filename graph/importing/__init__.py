"""Other people's data sets as records: read, mapped, and every row accounted for.

A kind of data set is a module of this package with a function ``read(files, run)``: it says which data set it is by
`Run.begin`, reads rows by `Run.rows`, makes mechanisms by `Run.add`, and says of each row what became of it in
`Run.outcome`. Whatever a user brings stays the user's: no data set is part of the project.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..dates import parse_date
from ..errors import FileError, RequestError, UnknownNameError
from .outcome import Outcome
from .writing import RecordWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from ..dates import PartialDate
    from ..identity import Resolver
    from ..model import Actor
    from ..table import Table
    from .datasets import DataSet
    from .rows import Row
    from .writing import Imported

#: The kinds of data set: what each is, and the module of this package that reads it.
KINDS: Final[dict[str, tuple[str, str]]] = {
    "atop": ("Alliance Treaty Obligations and Provisions: member, phase and alliance files", "atop"),
    "dcad": ("Defense Cooperation Agreement Dataset: the main file", "dcad"),
    "gdelt": ("GDELT event exports of any version: cooperation counted by two states and month", "events.gdelt"),
    "icews": ("ICEWS coded event data: cooperation counted by two states and month", "events.icews"),
    "mme": ("Multinational Military Exercises, version 7", "mme"),
    "sipri": ("SIPRI Arms Transfers Database: the trade register, new or old", "sipri"),
    "csv": ("a list of anybody's, with a mapping of its columns", "mapped_csv"),
    "wikidata": ("an extract of Wikidata, made with the query that is printed", "wikidata"),
}
#: What the reader of a kind takes besides its files.
OPTIONS: Final[dict[str, tuple[str, ...]]] = {
    "gdelt": ("engine",),
    "icews": ("engine",),
    "csv": ("mapping",),
    "wikidata": ("mapping", "retrieved"),
}


class Run:
    """One import: what a reader needs, and where it leaves what it finds.

    Parameters
    ----------
    resolver
        From codes and names to states.
    progress
        Called now and then with the bytes read and the bytes that there are.

    Attributes
    ----------
    resolver
        From codes and names to states.
    outcome
        The account of the rows.
    table
        What was read as a plain table, where the data set gives one.
    """

    def __init__(self, resolver: Resolver, progress: Callable[[int, int], None] | None = None) -> None:
        self.resolver = resolver
        self.outcome = Outcome()
        self.table: Table | None = None
        self._progress = progress
        self._writer = RecordWriter(self.outcome)
        self._done = self._all = 0

    @property
    def dataset(self) -> DataSet | None:
        """The data set, once its reader has begun."""
        return self._writer.dataset

    def begin(self, dataset: DataSet) -> None:
        """Say which data set is read; before the first record is added."""
        self._writer.begin(dataset)

    def rows(self, path: Path, needed: Sequence[str], **how: Any) -> Iterator[Row]:
        """Yield the rows of a file and count them as read; the parameters are those of `rows.read_rows`."""
        from .rows import read_rows

        before = self._done

        def report(done: int) -> None:
            if self._progress is not None:
                self._progress(min(before + done, self._all), self._all)

        for row in read_rows(path, needed, progress=report, **how):
            self.outcome.rows_read += 1
            yield row
        self._done = before + path.stat().st_size

    def add(self, found: Imported) -> None:
        """Make the records of one mechanism."""
        self._writer.add(found)

    def add_record(self, name: str, statements: Iterable[tuple[str, str]], states: Iterable[str] = ()) -> None:
        """Add a record that is no mechanism: its name, its statements as Turtle, and the ids of its states."""
        self._writer.add_record(name, statements, states)

    def tabulate(self, table: Table) -> None:
        """Give what was read as a plain table besides."""
        self.table = table

    def entry(self, actor: Actor, begins: PartialDate, start: str = "") -> str:
        """Return when an actor enters, or the beginning of its life where a data set has it as a party before.

        Parameters
        ----------
        actor
            Who enters.
        begins
            When the mechanism begins.
        start
            The actor's own entry; empty where it is in from the beginning.
        """
        entered = parse_date(start) if start else begins
        if entered.latest < actor.life.start_earliest:
            self.outcome.notes["parties before the record has them as a state: they take part from its first day"] += 1
            return actor.life.start_text
        return start

    def whole(self, identifier: str, label: str, columns: Mapping[str, str]) -> None:
        """Keep the columns of what several mechanisms are parts of, such as an alliance of phases."""
        self._writer.whole(identifier, label, columns)

    def add_states(self) -> None:
        """Write the records of the states that take part as well, so that the file can be read by itself."""
        self._writer.add_states()

    def chunks(self) -> Iterator[str]:
        """Yield what was made, as Turtle."""
        return self._writer.chunks()

    def account(self) -> list[str]:
        """Return what became of the rows, and how the data set asks to be cited, in words, a line each.

        Raises
        ------
        FileError
            Where not one row could be used.
        """
        if not self.outcome.rows_used:
            why = self.outcome.reasons + self.outcome.passed_over
            most = next(iter(why.most_common(1)), ("no row", 0))[0]
            raise FileError("not one row could be used", f"Most often: {most}.")
        dataset = self.dataset
        if dataset is None:
            return self.outcome.lines()
        covers = f"{dataset.first_day or 'the beginning'} to {dataset.last_day or 'today'}"
        return [
            *self.outcome.lines(),
            f"data set: {dataset.title} {dataset.version}".rstrip() + f", covers {covers}",
            f"cite: {dataset.citation}",
            f"terms: {dataset.terms}",
        ]

    def expect(self, files: Sequence[Path]) -> None:
        """Say which files will be read, so that progress is known."""
        self._all = sum(path.stat().st_size for path in files if path.exists())


def query_of(kind: str) -> str:
    """Return the query by which a user makes an extract of a source that has no files of its own.

    Raises
    ------
    RequestError
        Where the data set is published as files.
    """
    if kind != "wikidata":
        raise RequestError(f"{kind} is published as files, and no query makes them", "Only wikidata has a query.")
    from .wikidata_query import query

    return query()


def import_files(
    kind: str,
    files: Sequence[Path | str],
    *,
    resolver: Resolver | None = None,
    progress: Callable[[int, int], None] | None = None,
    **options: Any,
) -> Run:
    """Read the files of a data set, and make records of them.

    Parameters
    ----------
    kind
        One of `KINDS`.
    files
        The files, as their authors published them, in any order.
    resolver
        From codes and names to states; by default that of the shipped record.
    progress
        Called now and then with the bytes read and the bytes that there are.
    **options
        What the reader of that kind takes besides.

    Returns
    -------
    Run
        The data set, the account of its rows, and the records as Turtle.

    Raises
    ------
    UnknownNameError
        Where no such kind is read.
    RequestError
        Where its reader does not take an option, or lacks one.
    FileError
        Where a file cannot be read, or is none of that data set.
    """
    if kind not in KINDS:
        raise UnknownNameError("kind of data set", kind, KINDS)
    given = {name: value for name, value in options.items() if value is not None}
    for name in given:
        if name not in OPTIONS.get(kind, ()):
            kinds = " and ".join(one for one, names in OPTIONS.items() if name in names)
            raise RequestError(f"{kind} takes no {name}", f"It is for {kinds}." if kinds else "")
    if resolver is None:
        from ..identity import Resolver

        resolver = Resolver.shipped()
    paths = [Path(path) for path in files]
    for path in paths:
        if not path.is_file():
            raise FileError(f"cannot read {path}: there is no such file", "Give a file of the data set.")
    run = Run(resolver, progress)
    run.expect(paths)
    import_module(f".{KINDS[kind][1]}", __name__).read(paths, run, **given)
    return run
