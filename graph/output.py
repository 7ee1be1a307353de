"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from .errors import FileError


def write_file(path: Path | str, content: str | bytes) -> None:
    """Write `content` to `path`: to a temporary file beside it, then renamed, so that no half is ever left.

    Raises
    ------
    FileError
        Where the file cannot be written; a file that was there before is left as it was.
    """
    target = Path(path)
    data = content.encode("utf-8") if isinstance(content, str) else content
    temporary: Path | None = None
    try:
        if target.exists() and not target.is_file():  # a device or a pipe: nothing to rename over
            target.write_bytes(data)
            return
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as stream:
            temporary = Path(stream.name)
            stream.write(data)
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


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
