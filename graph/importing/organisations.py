"""Organisations that data sets name where states belong, and that the record knows."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from ...ontology import PREFIXES, terms
from ...ontology.prefixes import RDF_TYPE, local
from ...ontology.rdf import text_of
from ..identity import folded
from ..model import Actor

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_LABEL: Final = f"{PREFIXES['skos']}prefLabel"
_ALSO: Final = f"{PREFIXES['skos']}altLabel"
_SORT: Final = "InternationalOrganisation"


def organisation(name: str) -> Actor | None:
    """Return the organisation of the shipped record that is called so, by its label or another name of it.

    Examples
    --------
    >>> organisation("NATO").label
    'North Atlantic Treaty Organization'
    """
    return _by_name().get(folded(name))


def organisation_files() -> list[Path]:
    """Return the files of the shipped record in which organisations stand: not all of them are in one folder."""
    from ..loading.store import shipped_files

    return [path for path in shipped_files() if f"acc:{_SORT} ;" in path.read_text(encoding="utf-8")]


@cache
def _by_name() -> Mapping[str, Actor]:
    from ..loading.store import open_store

    labels: dict[str, list[str]] = {}
    names: dict[str, list[str]] = {}
    organisations: list[str] = []
    for quad in open_store(organisation_files()):
        subject, value = text_of(quad.subject), text_of(quad.object)
        if quad.predicate.value == RDF_TYPE and value == f"{terms.ACC}{_SORT}":
            organisations.append(subject)
        elif quad.predicate.value in (_LABEL, _ALSO):
            (labels if quad.predicate.value == _LABEL else names).setdefault(subject, []).append(value)
    found: dict[str, Actor] = {}
    for iri in sorted(set(organisations), reverse=True):
        label, others = min(labels[iri]), tuple(sorted(names.get(iri, [])))
        actor = Actor(
            iri=iri,
            id=local(iri),
            type=_SORT,
            label=label,
            alt_labels=others,
            description="",
            dates={},
            evidence=(),
            facts={},
            codes={},
            dated_codes=(),
            wikidata="",
            region="",
            place=None,
        )
        found |= {folded(name): actor for name in (label, *others)}
    return found
