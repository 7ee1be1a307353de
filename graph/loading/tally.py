"""How many records there are of each sort: counted here where they were read, and by the server where they are not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...ontology import load_taxonomy, terms
from ...ontology.prefixes import local
from ..model import ACTORS, OTHERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..model import Record
    from .asked import Engine


@dataclass(frozen=True, slots=True)
class Tally:
    """How many records there are.

    Attributes
    ----------
    records
        Actors, mechanisms, counterparts and other records.
    unverified
        Those of them that rest on unverified evidence alone, or on none.
    others
        The other records, by class.
    evidence
        The pieces of evidence on which records rest, by confidence.
    sources, conflicts
        The sources, and the conflicts of sources.
    assertions, claims
        The assertions by verdict, and the claims by kind.
    """

    records: int
    unverified: int
    others: dict[str, int]
    evidence: dict[str, int]
    sources: int
    conflicts: int
    assertions: dict[str, int]
    claims: dict[str, int]


def tally_of(record: Record) -> Tally:
    """Count the records that were read."""
    items = record.items()
    return Tally(
        records=len(items),
        unverified=sum(item.is_unverified for item in items),
        others=Counter(item.type for item in record.others.values()),
        evidence=Counter(e.confidence for e in {e.iri: e for item in items for e in item.evidence}.values()),
        sources=len(record.sources),
        conflicts=len(record.conflicts),
        assertions=Counter(a.verdict for a in record.assertions.values()),
        claims=Counter(c.kind for c in record.claims.values()),
    )


def served_tally(engine: Engine) -> Tally:
    """Have a store or an endpoint count its records: a few numbers are all that it sends."""
    records = f"{_of_a_class((*ACTORS, *load_taxonomy().kinds, *OTHERS))} ?s a ?class"
    count = _Counts(engine)
    held = count.all(records)
    sure = f"?s acc:evidence ?e FILTER NOT EXISTS {{ ?e acc:confidence <{terms.ACC}Unverified> }}"
    return Tally(
        records=held,
        unverified=held - count.all(f"{records} . {sure}"),
        others=count.others(),
        evidence=count.by("acc:confidence", f"{records.replace('?s', '?of')} . ?of acc:evidence ?s"),
        sources=count.all("?s a acc:Source"),
        conflicts=count.all("?s a acc:Conflict"),
        assertions=count.by("acc:verdict", "?s a acc:Assertion"),
        claims=count.by("acc:claimKind", "?s a acc:Claim"),
    )


class _Counts:
    """The queries that count subjects, each ``?s`` once however many graphs have it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def _rows(self, query: str) -> Iterator[tuple[str, int]]:
        from .asked import select

        for row in select(self._engine, query):
            yield row[0].value if row[0] is not None else "", int(row[1].value)

    def all(self, where: str) -> int:
        """Count what a pattern finds."""
        return sum(n for _, n in self._rows(f"SELECT (1 AS ?k) (COUNT(DISTINCT ?s) AS ?n) {{ {where} }}"))

    def by(self, predicate: str, where: str) -> dict[str, int]:
        """Count by the label of a property's value."""
        labels = load_taxonomy().labels
        found: Counter[str] = Counter()
        query = f"SELECT ?k (COUNT(DISTINCT ?s) AS ?n) {{ {where} OPTIONAL {{ ?s {predicate} ?k }} }} GROUP BY ?k"
        for value, n in self._rows(query):
            found[labels.get(local(value), local(value))] += n
        return found

    def others(self) -> dict[str, int]:
        """Count other records by class: of several that one has, the last counts, as it does where it is read."""
        classes = 'GROUP_CONCAT(DISTINCT STR(?class); SEPARATOR=" ")'
        of_each = f"SELECT ?s ({classes} AS ?k) {{ {_of_a_class(OTHERS)} ?s a ?class }} GROUP BY ?s"
        found: Counter[str] = Counter()
        for value, n in self._rows(f"SELECT ?k (COUNT(*) AS ?n) {{ {{ {of_each} }} }} GROUP BY ?k"):
            found[max(map(local, value.split()), key=OTHERS.index)] += n
        return found


def _of_a_class(names: Iterable[str]) -> str:
    return f"VALUES ?class {{ {' '.join(f'acc:{name}' for name in names)} }}"
