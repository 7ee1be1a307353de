"""The numbered sources of a report: each document once, in the order in which it is first named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...ontology import load_taxonomy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import Evidence, Source

#: A statement that rests on more documents names the surest of them.
SOURCES_SHOWN: Final = 3


class References:
    """Gives documents their numbers, from 1 on."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._sources: list[Source] = []

    def of(self, evidence: Iterable[Evidence]) -> list[int]:
        """Return the numbers of the surest documents; among equally sure ones of those issued last."""
        ranks = load_taxonomy().ranks
        surest: dict[str, Evidence] = {}
        for piece in evidence:
            known = surest.get(piece.source.iri)
            if known is None or ranks.get(piece.confidence, 0) > ranks.get(known.confidence, 0):
                surest[piece.source.iri] = piece
        chosen = sorted(surest.values(), key=lambda e: e.source.iri)
        chosen.sort(key=lambda e: (ranks.get(e.confidence, 0), e.source.issued), reverse=True)
        return sorted(self.number(piece.source) for piece in chosen[:SOURCES_SHOWN])

    def number(self, source: Source) -> int:
        """Return the number of a document; a new one has the next."""
        if source.iri not in self._numbers:
            self._sources.append(source)
            self._numbers[source.iri] = len(self._sources)
        return self._numbers[source.iri]

    def listed(self) -> list[dict[str, Any]]:
        """Return the documents by number, each with what a reader needs to find it."""
        return [
            {
                "number": number,
                "author": source.author,
                "publisher": source.publisher,
                "title": source.title,
                "date": source.issued,
                "url": source.url,
                "opened": source.consulted,
            }
            for number, source in enumerate(self._sources, start=1)
        ]
