"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import FileError

if TYPE_CHECKING:
    from collections.abc import Iterable


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
    target = Path(path)
    pieces = [content] if isinstance(content, str | bytes) else content
    temporary: Path | None = None
    try:
        if target.exists() and not target.is_file():  # a device or a pipe: nothing to rename over
            with target.open("wb") as device:
                device.writelines(map(_encoded, pieces))
            return
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as stream:
            temporary = Path(stream.name)
            stream.writelines(map(_encoded, pieces))
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
        temporary.replace(target)
    except BaseException as error:  # an interrupt too leaves nothing behind
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        if not isinstance(error, OSError):
            raise
        raise FileError(f"cannot write {target}: {error.strerror}", "Nothing was written.") from None


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


def _encoded(piece: str | bytes) -> bytes:
    return piece.encode("utf-8") if isinstance(piece, str) else piece


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
