"""Where a graph can lie: files, folders of them, an Oxigraph store on disk, or a SPARQL 1.1 endpoint."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..errors import FileError, RequestError
from .store import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .served import ServedReading

#: The file by which a folder that holds a store is known.
_OF_A_STORE: Final = "CURRENT"


def is_address(place: object) -> bool:
    """Whether it is the address of an endpoint rather than a path."""
    return isinstance(place, str) and place.lower().startswith(("http://", "https://"))


def is_store(place: Path | str) -> bool:
    """Whether it is a folder that holds an Oxigraph store."""
    return not is_address(place) and (Path(place) / _OF_A_STORE).is_file()


def served(places: Sequence[Path | str]) -> ServedReading | None:
    """Return the graph that stays where it lies, in a store or behind an endpoint; ``None`` where all are files.

    Raises
    ------
    RequestError
        Where there is more than one place, and one is a store or an endpoint: a query cannot be asked of two.
    FileError
        Where the store cannot be opened.
    """
    from .served import ServedReading

    found = next((place for place in places if is_address(place) or is_store(place)), None)
    if found is None:
        return None
    if len(places) > 1:
        raise RequestError(
            f"{found} is a graph of its own, and {len(places) - 1} more were named beside it",
            "Name it alone; to join graphs, load their files into one store.",
        )
    if is_address(found):
        from .endpoint import Endpoint

        return ServedReading(Endpoint(str(found)), str(found))
    from pyoxigraph import Store

    try:
        return ServedReading(Store.read_only(str(found)), str(found))
    except (OSError, ValueError) as error:
        raise FileError(f"{found}: the store cannot be opened: {error}", "Make it again from its files.") from None


def rdf_files(places: Iterable[Path | str]) -> list[Path]:
    """Return the files, and for each folder all RDF files below it, sorted by name.

    Raises
    ------
    FileError
        Where a folder holds no RDF file.
    """
    files: list[Path] = []
    for place in map(Path, places):
        if not place.is_dir():
            files.append(place)
            continue
        below = sorted(path for path in place.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
        if not below:
            raise FileError(f"{place}: a folder without RDF files", f"Their names end in one of {', '.join(SUFFIXES)}.")
        files += below
    return files
