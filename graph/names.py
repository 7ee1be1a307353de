"""From a name as people type it to the record that it stands for."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, TypeVar

from ..ontology.prefixes import compact
from .errors import RequestError, UnknownNameError
from .model import Actor

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .model import Item, Source

_T = TypeVar("_T", bound="Item | Source")


def find(name: str, items: Iterable[_T], what: str) -> _T:
    """Return the record or the source that `name` stands for.

    A record answers to its id, label, alternative labels, IRI (short or long) and, for actors, its codes: ``JPN``,
    ``JP``, ``COW 740``, ``GW 740`` and its Wikidata item. Case, accents and punctuation do not matter. A code that
    states have borne one after the other is that of the one that bears it now.

    Raises
    ------
    UnknownNameError
        Where nothing answers to the name; close names are suggested.
    RequestError
        Where several records do.
    """
    by_name: dict[str, dict[str, _T]] = {}
    shown: dict[str, None] = {}
    for item in items:
        for known in _names(item):
            by_name.setdefault(fold(known), {})[item.iri] = item
        shown |= dict.fromkeys([item.label, item.id, *item.alt_labels])
    found = list(by_name.get(fold(name), {}).values())
    if not found:
        raise UnknownNameError(what, name, shown)
    if len(found) > 1:
        # A number that several states have borne, one after the other, is that of the one that bears it now.
        exact = [item for item in found if name in (item.id, item.label)] or [
            item for item in found if fold(name) in map(fold, _names(item, earlier=False))
        ]
        if len(exact) != 1:
            candidates = ", ".join(f"{item.id} ({item.label})" for item in found)
            raise RequestError(f"{name!r} stands for several records", f"Name one of: {candidates}.")
        found = exact
    return found[0]


def _names(item: Item | Source, *, earlier: bool = True) -> list[str]:
    names = [item.iri, compact(item.iri), item.id, item.label, *item.alt_labels]
    if isinstance(item, Actor):
        names += [item.codes[scheme] for scheme in ("iso2", "iso3") if scheme in item.codes]
        names += [f"{scheme} {item.codes[scheme]}" for scheme in ("cow", "gw") if scheme in item.codes]
        names += [f"{code.scheme} {code.notation}" for code in item.earlier_codes if earlier]
        if item.wikidata:
            names += [item.wikidata, item.wikidata.rpartition("/")[2]]
    return names


def fold(name: str) -> str:
    """Return a name without case, accents and punctuation; letters of every script are kept."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in decomposed if c.isalnum())
