"""Anybody's list of treaties, exercises or meetings, a mechanism a row, by a mapping of its columns.

The mapping is a file of TOML: see `mapping`, and ``docs/data/csv.md`` for an example. A row in which something is wrong
is refused as a whole, and the reason names line and column and says what to write: of one's own list nothing is left
out in silence.
"""

from __future__ import annotations

import codecs
import re
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from ...ontology import load_taxonomy
from ..dates import parse_date
from ..errors import FileError, RequestError
from ..names import fold
from .datasets import DataSet
from .mapping import IMPLIED, closest, read_mapping
from .organisations import organisation
from .rows import head_of
from .words import listed, slug
from .writing import Basis, Cited, Imported, Party

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from ..dates import PartialDate
    from . import Run
    from .mapping import ListMapping
    from .rows import Row

_OBLIGATIONS: Final = (
    *("DefenceObligation", "ConsultationObligation", "NeutralityObligation", "NonAggressionObligation"),
    "OffenceObligation",
)
_SEPARATED: Final = re.compile(r"(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})")


def read(files: Sequence[Path], run: Run, *, mapping: Path | str | None = None) -> None:
    """Read lists by a mapping of their columns, and make records of them.

    Parameters
    ----------
    files
        The lists; all of them are read by the same mapping.
    run
        Where the records go.
    mapping
        The mapping file.

    Raises
    ------
    RequestError
        Where no mapping is given.
    FileError
        Where the mapping is wrong, or a list cannot be read or lacks a column that the mapping names.
    """
    from pathlib import Path

    if mapping is None:
        raise RequestError("a list of your own needs a mapping of its columns", "Give one by --mapping MAPPING.toml.")
    says = read_mapping(Path(mapping))
    run.begin(_dataset(says))
    lines: dict[str, str] = {}
    for path in files:
        for row in _rows(path, says, run):
            try:
                found = _mechanism(row, says, run)
                before = lines.setdefault(found.key, f"line {row.line} of {row.file}")
                if before != f"line {row.line} of {row.file}":
                    raise RequestError(
                        f"line {row.line}: it is called {found.key!r}, and so is {before}",
                        "Give each row an identifier of its own.",
                    )
            except RequestError as error:
                run.outcome.refuse(row, f"{error}: {error.hint}".rstrip(": ").rstrip("."))
                continue
            run.outcome.use()
            run.add(found)


def _rows(path: Path, says: ListMapping, run: Run) -> Iterator[Row]:
    encoding = says.get("file", "encoding", "utf-8-sig")
    try:
        codecs.lookup(encoding)
    except LookupError:
        raise FileError(
            f"{says.path}, [file], encoding: {encoding!r} is no encoding", 'Write "utf-8", "cp1252" or "latin-1".'
        ) from None
    delimiter, encodings = says.get("file", "delimiter", ","), ("utf-8-sig" if fold(encoding) == "utf8" else encoding,)
    hint = f"Say under [file] of {says.path} which encoding and which delimiter it has."
    try:
        head = head_of(path, delimiter=delimiter, encodings=encodings)
    except UnicodeDecodeError:
        raise FileError(f"{path} is no text file in {encoding}", hint) from None
    for column in says.columns:
        if column not in head:
            told = f"{closest(column, head)}It has: {', '.join(map(repr, head))}."
            raise FileError(f"{path}, line 1: there is no column {column!r}, which {says.path} names", told)
    what = f"the list that {says.path} maps"
    return run.rows(path, says.columns, what=what, hint=hint, delimiter=delimiter, encodings=encodings)


def _dataset(says: ListMapping) -> DataSet:
    kinds = {says.kind(constant)} if (constant := says.get("constants", "kind")) else set(says.kinds.values())
    covered = says.tables.get("coverage", {})
    return DataSet(
        name=says.get("list", "name"),
        title=says.get("list", "title"),
        version=says.get("list", "version"),
        citation=says.get("list", "citation", says.get("list", "title")),
        terms=says.get("list", "terms", "None are stated."),
        publisher=says.get("list", "publisher", "not named"),
        url=says.get("list", "url"),
        consulted=says.get("list", "consulted"),
        first_day=covered.get("from", ""),
        last_day=covered.get("to", ""),
        kinds=tuple(sorted(kinds)) if covered else (),
        completeness=covered.get("completeness", "Partial"),
        missing=covered.get("missing", ""),
        source_kind="ReferenceSource",
    )


def _mechanism(row: Row, says: ListMapping, run: Run) -> Imported:
    """Return what a row says.

    Raises
    ------
    RequestError
        Where something in it is wrong; the message names the line and the column, the hint what to write.
    """
    kind = _kind(row, says)
    dates = _dates(row, says)
    parties = _parties(row, says, min(dates.values(), key=lambda found: found.earliest), run)
    obligations = _obligations(row, says) or tuple(filter(None, [IMPLIED.get(kind)]))
    _check(row, kind, parties, dates, obligations)
    names = listed(party.actor.label for party in parties)
    begun = min(dates.values(), key=lambda found: found.earliest).text
    identifier = row[says.get("columns", "identifier")]
    told = load_taxonomy().kinds[kind].label
    actors = "-".join(party.actor.id.lower() for party in parties)
    return Imported(
        key=slug(identifier) or slug(f"{kind}-{actors}-{begun}"),
        identifier=identifier,
        kind=kind,
        label=row[says.get("columns", "label")] or f"{told[0].upper()}{told[1:]} of {names}, {begun}",
        description=row[says.get("columns", "description")] or says.get("constants", "description"),
        parties=parties,
        bases=[_basis(row, says, identifier)],
        dates={name: found.text for name, found in dates.items()},
        obligations=obligations,
        columns=row.filled,
    )


def _check(row: Row, name: str, parties: Sequence[Party], dates: Iterable[str], obligations: Sequence[str]) -> None:
    """Refuse a row whose kind needs what it does not give."""
    kind = load_taxonomy().kinds[name]
    leads = [party.role in load_taxonomy().leads for party in parties]
    lacking = {
        "the organisation that it founds, which a list cannot give": kind.tie_shape == "Spokes",
        "obligations: name their column under [columns], or give constants": "Alliance" in kind.lineage
        and not obligations,
        "roles: name the columns of both sides under [roles]": kind.tie_shape == "FirstToOthers"
        and (all(leads) or not any(leads)),
        "a first day: name its column under [dates], firstDay": "Activity" in kind.lineage and "firstDay" not in dates,
    }
    for what, lacks in lacking.items():
        if lacks:
            raise RequestError(f"line {row.line}: {kind.label} needs {what}")


def _kind(row: Row, says: ListMapping) -> str:
    column = says.get("columns", "kind")
    text = row[column] or says.get("constants", "kind")
    if not text:
        raise RequestError(f"line {row.line}, column {column!r}: no kind is given", "Write one, or a constant.")
    try:
        return says.kind(text)
    except RequestError as error:
        raise RequestError(f"line {row.line}, column {column!r}: {error}", error.hint) from None


def _dates(row: Row, says: ListMapping) -> dict[str, PartialDate]:
    found: dict[str, PartialDate] = {}
    for name, column in says.tables["dates"].items():
        if not row[column]:
            continue
        try:
            found[name] = parse_date(_ordered(row[column], says.get("file", "dates", "ymd")))
        except RequestError as error:
            raise RequestError(f"line {row.line}, column {column!r}: {error}", error.hint) from None
    if not found:
        columns = listed(repr(column) for column in says.tables["dates"].values())
        raise RequestError(f"line {row.line}: no date is given", f"Write one of {columns}.")
    return found


def _ordered(text: str, order: str) -> str:
    """Return a date in the order of ISO 8601; one that is written otherwise is left as it is.

    Examples
    --------
    >>> _ordered("6.5.2024", "dmy"), _ordered("5/6/2024", "mdy"), _ordered("2024", "dmy")
    ('2024-05-06', '2024-05-06', '2024')
    """
    match = _SEPARATED.fullmatch(text)
    if match is None or len(match[1]) == 4:
        return text
    parts = dict(zip(order, match.groups(), strict=True))
    return f"{parts['y']}-{parts['m'].zfill(2)}-{parts['d'].zfill(2)}" if order != "ymd" else text


def _parties(row: Row, says: ListMapping, on: PartialDate, run: Run) -> list[Party]:
    separator, scheme = says.get("file", "separator", ";"), says.get("file", "states", "any")
    found: dict[str, Party] = {}
    roles = [("", says.parties), *says.roles.items()]
    for role, columns in roles:
        for column in columns:
            for name in filter(None, map(str.strip, row[column].split(separator))):
                match = run.resolver.look_up(name, scheme, on)
                actor = match.actor or organisation(name)
                if actor is None:
                    run.outcome.not_recognised(name, match.reason)
                    raise RequestError(
                        f"line {row.line}, column {column!r}: {name!r} {match.reason}",
                        f"{closest(name, run.resolver.names)}Write a name or a code of a state as of {on.text}.",
                    )
                if actor.id in found:
                    raise RequestError(
                        f"line {row.line}, column {column!r}: {actor.label} is named twice", "Name each party once."
                    )
                found[actor.id] = Party(actor, role=role)
    if not found:
        columns = listed(repr(column) for _, named in roles for column in named)
        raise RequestError(f"line {row.line}: nobody takes part", f"Write the parties into {columns}.")
    return list(found.values())


def _obligations(row: Row, says: ListMapping) -> tuple[str, ...]:
    column = says.get("columns", "obligations")
    text = row[column] or says.get("constants", "obligations")
    labels = load_taxonomy().labels
    known = {fold(name): one for one in _OBLIGATIONS for name in (one, labels[one])}
    found: list[str] = []
    for name in filter(None, map(str.strip, text.split(says.get("file", "separator", ";")))):
        if fold(name) not in known:
            hint = f"{closest(name, [labels[one] for one in _OBLIGATIONS])}There are: "
            raise RequestError(
                f"line {row.line}, column {column!r}: {name!r} is no obligation",
                hint + ", ".join(labels[one] for one in _OBLIGATIONS) + ".",
            )
        found.append(known[fold(name)])
    return tuple(dict.fromkeys(found))


def _basis(row: Row, says: ListMapping, identifier: str) -> Basis:
    """Return the row as evidence; a document that it names is the source in the list's place."""
    title, url = row[says.get("columns", "source")], row[says.get("columns", "url")]
    if url and not url.startswith(("http://", "https://")):
        column = says.get("columns", "url")
        raise RequestError(f"line {row.line}, column {column!r}: {url!r} is no address", "Write https://...")
    where = f"{row.file}, line {row.line}" + (f"; {identifier}" if identifier else "")
    confidence = says.get("constants", "confidence", "Medium")
    if not (title or url):
        return Basis(where, confidence)
    host = url.partition("://")[2].partition("/")[0].removeprefix("www.")
    publisher = row[says.get("columns", "publisher")] or host or "not named"
    # One address may be cited under two titles: each is a source of its own.
    mark = blake2b(f"{title}\n{url}".encode(), digest_size=4).hexdigest()
    cited = Cited(key=f"{slug(title or url)[:60]}-{mark}", title=title or url, publisher=publisher, url=url)
    return Basis(f"as cited in {where}", confidence, cited=cited)
