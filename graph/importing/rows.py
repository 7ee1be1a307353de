"""Rows of delimited files, by the name of their columns and never by their place; read one after the other."""

from __future__ import annotations

import codecs
import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TextIO

from ..errors import FileError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

#: The encodings that are tried, in this order; the last one takes every file.
ENCODINGS: Final = ("utf-8-sig", "cp1252", "latin-1")
_CHUNK: Final = 1 << 20
#: How many lines may stand before the head line.
_PREAMBLE: Final = 100
#: Rows between two reports of progress.
_STEP: Final = 500


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file.

    Attributes
    ----------
    file
        The file's name, without its folder.
    line
        The number of the line on which the row begins, from 1.
    values
        Column to text, blanks at the ends taken off; a missing cell is empty.
    """

    file: str
    line: int
    values: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """Return the text in a column; empty where the row or the file has none."""
        return self.values.get(column, "")

    @property
    def filled(self) -> dict[str, str]:
        """The columns that hold something: 0 is something, a blank is not."""
        return {name: text for name, text in self.values.items() if text}


def head_of(path: Path, *, delimiter: str = ",", encodings: Sequence[str] = ENCODINGS) -> list[str]:
    """Return the names of the columns in the first line of a file.

    Raises
    ------
    FileError
        Where the file cannot be read.
    """
    with _opened(path, _encoding_of(path, encodings)) as stream:
        return [name.strip() for name in next(csv.reader(stream, delimiter=delimiter), list[str]())]


def read_rows(
    path: Path,
    needed: Sequence[str],
    *,
    what: str,
    hint: str,
    delimiter: str = ",",
    encodings: Sequence[str] = ENCODINGS,
    columns: Sequence[str] = (),
    trailing: str = "",
    unnamed: str = "",
    progress: Callable[[int], None] | None = None,
) -> Iterator[Row]:
    """Yield the rows of a delimited file.

    Parameters
    ----------
    path
        The file.
    needed
        The columns without which it cannot be the file that is meant. The head line is the first that has them all,
        so that lines may stand before it.
    what
        What the file should be, with its article, for the message: ``a member file of ATOP``.
    hint
        How to mend it, for the message.
    delimiter
        What stands between cells; a tab-separated file has no quotation marks that mean anything.
    encodings
        The encodings to try; where there is only one, the file is not read twice.
    columns
        The columns of a file without a head line, in their order; a row may have fewer or more cells.
    trailing
        Characters that are taken off the end of each line, such as a stray ``;``.
    unnamed
        What is put after the name of the column before it to name a column that has none; where it is empty, such
        columns are left out.
    progress
        Called now and then with the number of bytes that have been read.

    Raises
    ------
    FileError
        Where the file cannot be read, or is not what it should be; the message names what is missing.
    """
    encoding = encodings[0] if len(encodings) == 1 else _encoding_of(path, encodings)
    quoting = csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL
    try:
        with _opened(path, encoding) as stream:
            lines = (line.rstrip("\r\n").rstrip(trailing) + "\n" for line in stream) if trailing else stream
            reader = csv.reader(lines, delimiter=delimiter, quoting=quoting)
            names = list(columns) or _head(reader, path, needed, what, hint)
            if unnamed:
                pairs = zip(("", *names[:-1]), names, strict=True)
                names = [name or (before + unnamed if before else "") for before, name in pairs]
            last, done = reader.line_num, 0
            for number, cells in enumerate(reader, 1):
                first, last = last + 1, reader.line_num
                done += sum(map(len, cells)) + len(cells)
                if progress is not None and number % _STEP == 0:
                    progress(done)
                if any(cells):
                    filled = zip(names, (*cells, *[""] * (len(names) - len(cells))), strict=False)
                    yield Row(path.name, first, {name: text.strip() for name, text in filled if name})
    except OSError as error:
        raise FileError(f"cannot read {path}: {error.strerror}", hint) from None
    except UnicodeDecodeError:
        raise FileError(f"{path} is no text file in {encoding}", hint) from None
    except csv.Error as error:
        raise FileError(f"{path} is not {what}: {error}", hint) from None


def _opened(path: Path, encoding: str) -> TextIO:
    try:
        return path.open(encoding=encoding, newline="")
    except OSError as error:
        raise FileError(f"cannot read {path}: {error.strerror}") from None


def _head(reader: Iterator[list[str]], path: Path, needed: Sequence[str], what: str, hint: str) -> list[str]:
    """Return the names in the first line that has all the columns that are needed."""
    nearest = list(needed)
    for _, cells in zip(range(_PREAMBLE), reader, strict=False):
        names = [cell.strip() for cell in cells]
        missing = [name for name in needed if name not in names]
        if not missing:
            if twice := sorted({name for name in names if name and names.count(name) > 1}):
                raise FileError(f"{path} is not {what}: it has the column {twice[0]} twice", hint)
            return names
        nearest = min(nearest, missing, key=len)
    raise FileError(f"{path} is not {what}: it lacks {', '.join(nearest)}", hint)


def _encoding_of(path: Path, encodings: Sequence[str]) -> str:
    """Return the first encoding in which the whole file can be read."""
    for encoding in encodings[:-1]:
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            with path.open("rb") as stream:
                while chunk := stream.read(_CHUNK):
                    decoder.decode(chunk)
                decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        except OSError as error:
            raise FileError(f"cannot read {path}: {error.strerror}") from None
        return encoding
    return encodings[-1]
