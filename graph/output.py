"""Writing a file, or a folder of them, whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import FileError

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterable


def write_file(path: Path | str, content: str | bytes | Iterable[str]) -> None:
    """Write `content` to `path`: to a temporary file beside it, then renamed, so that no half is ever left.

    Parameters
    ----------
    path
        The file.
    content
        A text, bytes, or a text in pieces, which are written as they come.

    Raises
    ------
    FileError
        Where the file cannot be written; a file that was there before is left as it was.
    """
    pieces = [content] if isinstance(content, str | bytes) else content
    with new_file(path) as temporary, temporary.open("wb") as stream:
        stream.writelines(piece.encode("utf-8") if isinstance(piece, str) else piece for piece in pieces)


@contextmanager
def new_file(path: Path | str) -> Generator[Path]:
    """Give a path beside `path` to write to, which takes its place once all is written.

    A device or a pipe is given itself, for there is nothing to rename over.

    Raises
    ------
    FileError
        Where the file cannot be written; a file that was there before is left as it was.
    """
    target = Path(path)
    if target.exists() and not target.is_file():
        with _explained(target):
            yield target
        return
    with beside(target) as folder:
        temporary = folder / target.name
        yield temporary
        _force(temporary)
        temporary.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
        temporary.replace(target)


@contextmanager
def new_folder(path: Path | str, names: Collection[str]) -> Generator[Path]:
    """Give a folder beside `path` to write files to, which takes its place once all are written.

    Parameters
    ----------
    path
        The folder. One that is there already is replaced where it holds nothing but files of these names.
    names
        The names that the files can have.

    Raises
    ------
    FileError
        Where the folder cannot be written, or holds anything else; it is left as it was.
    """
    target = Path(path)
    if target.exists() and not target.is_dir():
        raise FileError(f"cannot write {target}: it is a file", "Name a folder: there are several files to write.")
    if others := sorted(entry.name for entry in target.glob("*") if entry.name not in names):
        raise FileError(
            f"cannot write {target}: the folder holds other files, such as {others[0]}", "Name a folder of its own."
        )
    with beside(target) as folder:
        made = folder / "new"
        made.mkdir()
        yield made
        for entry in made.iterdir():
            _force(entry)
            entry.chmod(0o666 & ~_umask())
        made.chmod(0o777 & ~_umask())
        _exchange(made, target, folder / "old")


@contextmanager
def beside(target: Path) -> Generator[Path]:
    """Give a hidden folder beside the target, gone in the end; an interrupt too leaves nothing behind."""
    with _explained(target):
        folder = Path(tempfile.mkdtemp(dir=target.absolute().parent, prefix=f".{target.name}."))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _explained(target: Path) -> Generator[None]:
    try:
        yield
    except OSError as error:
        raise FileError(f"cannot write {target}: {error.strerror or error}", "Nothing was written.") from None


def _exchange(made: Path, target: Path, old: Path) -> None:
    """Put a folder in the place of another; where that fails, the other is back where it was."""
    was_there = target.exists()
    if was_there:
        target.rename(old)
    try:
        made.rename(target)
    except BaseException:
        if was_there:
            old.rename(target)
        raise


def check_folder(path: Path | str) -> None:
    """Refuse a path whose folder does not exist, before any work is done for it.

    Raises
    ------
    FileError
        Where there is no such folder.
    """
    target = Path(path)
    if not target.parent.is_dir():
        raise FileError(f"cannot write {target}: there is no folder {target.parent}", "Make it first.")


def _force(path: Path) -> None:
    """Have the system write a file out before it takes another's place."""
    with path.open("rb") as stream:
        os.fsync(stream.fileno())


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
