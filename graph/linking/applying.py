"""Judgements as statements: the records that were brought along, with links to those that they are the same as."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from ...ontology import PREFIXES, terms
from ...ontology.prefixes import DATASETS, local
from ...ontology.rdf import text_of
from ..counterparts import heads_of
from ..errors import FileError, UnknownNameError
from .judgements import JUDGEMENTS, SAME, UNSURE, read_judgements
from .sides import read_sides

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from pyoxigraph import Quad

    from ..model import Mechanism
    from .judgements import Judgement
    from .sides import Sides

_NOTE: Final = f"{PREFIXES['skos']}editorialNote"
_JUDGED: Final = "Judged the same mechanism as "


class Applied(NamedTuple):
    """What came of judgements.

    Attributes
    ----------
    turtle
        The imported records with their links.
    account
        How many pairs were judged how, and what is still open, in words, a line each.
    """

    turtle: str
    account: tuple[str, ...]


def apply(judgements: Path | str, imported: Path | str, *, against: Iterable[Path | str] = ()) -> Applied:
    """State judgements in the records that were brought along.

    A record that is judged the same as another gets `acc:sameMechanismAs`, and the note of the judgement. What is
    *different* or *unsure*, or not judged, gets nothing; a link that the file had and that is judged so now is taken
    out. Several records may be the same as one, as phases of an alliance are.

    Parameters
    ----------
    judgements
        The file of judgements.
    imported
        The file that was brought.
    against
        Files that take the place of the shipped record.

    Raises
    ------
    FileError
        Where a file cannot be read; where a judgement names a record that is in neither graph, calls one record the
        same as two, or makes links lead in a circle. The message names the line.
    """
    path = Path(judgements)
    judged = read_judgements(path)
    sides = read_sides(imported, against)
    _check(judged, sides, path)
    _check_circles(judged, sides)
    return Applied(_turtle(Path(imported), judged, sides), tuple(_account(judged, sides)))


def _check(judged: list[Judgement], sides: Sides, path: Path) -> None:
    same: dict[str, Judgement] = {}
    for one in judged:
        where = f"{path}, line {one.line}"
        for what, name, known in (
            ("record that was imported", one.imported, sides.imported),
            ("mechanism of the record", one.record, sides.record),
        ):
            if name not in known:
                error = UnknownNameError(what, name, known)
                raise FileError(f"{where}: {error}", error.hint or "Propose anew, or remove the row.")
        if one.judgement != SAME:
            continue
        if sides.imported[one.imported].iri == sides.record[one.record].iri:
            raise FileError(f"{where}: {one.imported} is one record, and not two", "Remove the row.")
        if before := same.get(one.imported):
            raise FileError(
                f"{where}: {one.imported} is the same as {one.record} here, and as {before.record} in line "
                f"{before.line}",
                "Leave same at one of them: two mechanisms of the record are not one.",
            )
        same[one.imported] = one


def _check_circles(judged: list[Judgement], sides: Sides) -> None:
    """Refuse links that lead in a circle, with those that are stated already and not judged otherwise now."""
    spoken_of = {(sides.imported[one.imported].iri, sides.record[one.record].iri): one.judgement for one in judged}
    links: dict[str, list[str]] = defaultdict(list)
    for subject, other in (*(pair for pair in sides.links if pair not in spoken_of), *spoken_of):
        if spoken_of.get((subject, other), SAME) == SAME:
            links[subject].append(other)
    heads_of(links, {one.iri for side in (sides.imported, sides.record) for one in side.values()})


def _turtle(imported: Path, judged: list[Judgement], sides: Sides) -> str:
    from pyoxigraph import Literal, NamedNode, Quad

    from ..exporting.rdf import serialise
    from ..loading.store import quads_of

    spoken_of = {(sides.imported[one.imported].iri, sides.record[one.record].iri) for one in judged}
    with quads_of(imported) as quads:
        kept = [quad for quad in quads if not _is_old(quad, spoken_of)]
    for one in judged:
        if one.judgement == SAME:
            subject = NamedNode(sides.imported[one.imported].iri)
            other = NamedNode(sides.record[one.record].iri)
            kept.append(Quad(subject, NamedNode(terms.sameMechanismAs), other))
            if one.note:
                kept.append(Quad(subject, NamedNode(_NOTE), Literal(f"{_JUDGED}{one.record}: {one.note}")))
    spaces = {quad.predicate.value.partition("#")[0] for quad in kept if quad.predicate.value.startswith(DATASETS)}
    return serialise(kept, "turtle", {local(space): f"{space}#" for space in sorted(spaces)})


def _is_old(quad: Quad, spoken_of: set[tuple[str, str]]) -> bool:
    """Whether a statement is a link of which there is a judgement now, or the note of one."""
    subject, value = text_of(quad.subject), text_of(quad.object)
    if quad.predicate.value == terms.sameMechanismAs:
        return (subject, value) in spoken_of
    if quad.predicate.value != _NOTE or not value.startswith(_JUDGED):
        return False
    named = value.removeprefix(_JUDGED).partition(":")[0]
    return (subject, f"{PREFIXES['mech']}{named}") in spoken_of


def _account(judged: list[Judgement], sides: Sides) -> Iterable[str]:
    counts = Counter(one.judgement or "not judged" for one in judged)
    yield "judgements: " + ", ".join(f"{counts[name]} {name}" for name in (*JUDGEMENTS, "not judged"))
    linked = [one for one in judged if one.judgement == SAME]
    records = {one.record for one in linked}
    yield f"linked: {_number(linked, 'record')} with {_number(records, 'mechanism')}"
    silent = [one for one in linked if _loses_ties(sides.imported[one.imported], sides.record[one.record])]
    if silent:
        yield f"linked with a record that is not known to hold at any time, so that they make no tie: {len(silent)}"
        yield from (f"  {one.imported} with {one.record}" for one in silent)
    if unsure := [one for one in judged if one.judgement == UNSURE]:
        yield f"unsure, each counted by itself: {len(unsure)}"
        yield from (f"  {one.imported} and {one.record}{f': {one.note}' if one.note else ''}" for one in unsure)


def _number(of: Collection[object], what: str) -> str:
    return f"{len(of)} {what if len(of) == 1 else f'{what}s'}"


def _loses_ties(imported: Mechanism, record: Mechanism) -> bool:
    return imported.interval is not None and record.interval is None
