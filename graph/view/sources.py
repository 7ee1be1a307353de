"""The sources that the page cites and the evidence that names them, each once, as the columns of two tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...ontology import load_taxonomy
from .links import safe_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model import Evidence, Passage, Source

#: Properties of other vocabularies, which the ontology does not label.
_SUPPORT_WORDS: Final = {"prefLabel": "name", "altLabel": "other name", "description": "description"}


class Sources:
    """Numbers sources and evidence as they are first cited."""

    def __init__(self, known: dict[str, Source]) -> None:
        self._known = known
        self._labels = load_taxonomy().labels
        self._sources: dict[str, int] = {}
        self._evidence: dict[str, int] = {}
        self._cited_sources: list[Source] = []
        self._cited_evidence: list[Evidence] = []

    def cite(self, evidence: Iterable[Evidence]) -> tuple[int, ...]:
        """Return the numbers of pieces of evidence."""
        return tuple([self._number(found) for found in evidence]) if evidence else ()

    def passage(self, passage: Passage) -> dict[str, Any]:
        """Return the number of a passage's source, -1 where it is unknown, and of the sentence."""
        source = self._known.get(passage.source)
        return {"source": -1 if source is None else self._source(source), "sentence": passage.sentence}

    def evidence_columns(self) -> dict[str, Sequence[Any]]:
        """Return what has been cited so far."""
        cited = self._cited_evidence
        return {
            "source": [self._source(found.source) for found in cited],
            "locator": [found.locator for found in cited],
            "confidence": [found.confidence for found in cited],
            "supports": [tuple(map(self._supported, found.supports)) for found in cited],
        }

    def source_columns(self) -> dict[str, Sequence[Any]]:
        """Return the sources of what has been cited so far."""
        cited = self._cited_sources
        return {
            "title": [source.title for source in cited],
            "publisher": [source.publisher or source.author for source in cited],
            "issued": [source.issued for source in cited],
            "kind": [source.kind for source in cited],
            "url": [safe_url(source.url) for source in cited],
        }

    def _number(self, found: Evidence) -> int:
        number = self._evidence.setdefault(found.iri, len(self._evidence))
        if number == len(self._cited_evidence):
            self._cited_evidence.append(found)
            self._source(found.source)
        return number

    def _supported(self, name: str) -> str:
        return _SUPPORT_WORDS.get(name) or self._labels.get(name, name)

    def _source(self, source: Source) -> int:
        number = self._sources.setdefault(source.iri, len(self._sources))
        if number == len(self._cited_sources):
            self._cited_sources.append(source)
        return number
