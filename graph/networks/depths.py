"""Depths of commitment of a user's own, in the place of those that the ontology declares."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ...ontology import load_taxonomy
from ..errors import FileError, UnknownNameError
from ..names import fold

if TYPE_CHECKING:
    from ...ontology import Kind

_RANGE: Final = (1, 10)


def read_depths(path: Path | str) -> dict[str, int]:
    """Read depths from a TOML file: a line a kind, ``ReciprocalAccessAgreement = 7``.

    Parameters
    ----------
    path
        The file. A key is a kind's name or label, however it is spelt, and speaks for the kinds below it as well;
        where several keys speak for a kind, the nearest does. A value is a whole number from 1 to 10.

    Returns
    -------
    dict
        Local names of kinds to depths, for `KnowledgeGraph.with_depths`.

    Raises
    ------
    FileError
        Where the file cannot be read, names no kind, or a depth is no whole number from 1 to 10: the message names
        the key.
    """
    try:
        given = tomllib.loads(Path(path).read_text("utf-8"))
    except OSError as error:
        raise FileError(f"{path}: {error.strerror or error}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FileError(f"{path}: {error}", "Write a line a kind, such as ReciprocalAccessAgreement = 7.") from None
    least, most = _RANGE
    kinds = load_taxonomy().kinds
    chosen: dict[str, int] = {}
    for key, depth in given.items():
        if not isinstance(depth, int) or isinstance(depth, bool) or not least <= depth <= most:
            raise FileError(f"{path}: {key} = {depth!r} is no depth", f"Give a whole number from {least} to {most}.")
        try:
            chosen[_kind(key).name] = depth
        except UnknownNameError as error:
            raise FileError(f"{path}: {error}", error.hint) from None
    found: dict[str, int] = {}
    for kind in kinds.values():
        nearest = next((parent for parent in kind.lineage if parent in chosen), None)
        if nearest is not None:
            found[kind.name] = chosen[nearest]
    return found


def _kind(name: str) -> Kind:
    kinds = load_taxonomy().kinds.values()
    for kind in kinds:
        if fold(name) in (fold(kind.name), fold(kind.label)):
            return kind
    raise UnknownNameError("kind of mechanism", name, [kind.name for kind in kinds])
