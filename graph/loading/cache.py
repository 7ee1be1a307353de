"""Results kept on disk for the next process: what is made of the shipped files is the same until they change.

The folder is the user's own cache (``accord-graph`` in it), or the one that the environment variable
``ACCORD_CACHE`` names; where that is empty, nothing is kept. Losing the folder loses nothing.
"""

from __future__ import annotations

import os
import pickle
import sys
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from ..output import write_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_T = TypeVar("_T")

#: So many results of one name are kept; the ones unused for longest go first.
_KEPT: Final = 4
_CODE: Final = Path(__file__).parents[2]
#: Where the code stands that a kept result is made by.
ROOMS: Final = ("ontology", "graph", "graph/loading", "graph/model", "graph/networks")


def kept(name: str, files: Iterable[Path], make: Callable[[], _T]) -> _T:
    """Return what `make` makes of the files, from the cache where they and the code are as they were.

    Parameters
    ----------
    name
        What is kept, a word.
    files
        The files of which it is made.
    make
        Makes it anew.
    """
    folder = _folder()
    if folder is None:
        return make()
    path = folder / f"{name}-{_key(files)}.pickle"
    # Whatever may be wrong with a kept result, it can be made anew.
    with suppress(Exception):
        found = pickle.loads(path.read_bytes())  # noqa: S301 -- the folder is the user's own: see `_folder`
        os.utime(path)
        return found
    made = make()
    with suppress(Exception):
        write_file(path, pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
        for old in sorted(folder.glob(f"{name}-*.pickle"), key=lambda p: p.stat().st_mtime, reverse=True)[_KEPT:]:
            old.unlink()
    return made


def _folder() -> Path | None:
    """Return the folder, made where it is missing; ``None`` where others could write to it, or nobody can.

    Reading a pickle can run code, so that it must be the user's own, as compiled Python files must.
    """
    chosen = os.environ.get("ACCORD_CACHE")
    if chosen == "":
        return None
    try:
        folder = Path(chosen) if chosen else _users_cache() / "accord-graph"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.stat()
    except (OSError, RuntimeError):
        return None
    if sys.platform != "win32" and (status.st_uid != os.getuid() or status.st_mode & 0o022):
        return None
    return folder


def _users_cache() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path()


def _key(files: Iterable[Path]) -> str:
    """Return a name for the content of the files, and of the code and the ontology that read them."""
    digest = blake2b(f"{sys.version_info[:2]}".encode(), digest_size=16)
    code = [path for room in ROOMS for ending in ("*.py", "*.ttl") for path in (_CODE / room).glob(ending)]
    for path in (*sorted(code), *files):
        content = path.read_bytes()
        digest.update(f"{path.name}:{len(content)}:".encode())
        digest.update(content)
    return digest.hexdigest()
