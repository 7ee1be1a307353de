"""The sources that the page cites and the evidence that names them, each once, as rows of two tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...ontology import load_taxonomy
from .links import safe_url

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import Evidence, Passage, Source

#: What a row of each table holds.
EVIDENCE: Final = ("source", "locator", "confidence", "supports")
SOURCE: Final = ("title", "publisher", "issued", "kind", "url")
#: Properties of other vocabularies, which the ontology does not label.
_SUPPORT_WORDS: Final = {"prefLabel": "name", "altLabel": "other name", "description": "description"}


class Sources:
    """Numbers sources and evidence as they are first cited."""

    def __init__(self, known: dict[str, Source]) -> None:
        self._known = known
        self._labels = load_taxonomy().labels
        self._sources: dict[str, int] = {}
        self._evidence: dict[str, int] = {}
        self.sources: list[tuple[Any, ...]] = []
        self.evidence: list[tuple[Any, ...]] = []

    def cite(self, evidence: Iterable[Evidence]) -> tuple[int, ...]:
        """Return the numbers of pieces of evidence."""
        return tuple([self._cited(found) for found in evidence])

    def passage(self, passage: Passage) -> dict[str, Any]:
        """Return the number of a passage's source, -1 where it is unknown, and of the sentence."""
        source = self._known.get(passage.source)
        return {"source": -1 if source is None else self._source(source), "sentence": passage.sentence}

    def _cited(self, found: Evidence) -> int:
        if found.iri not in self._evidence:
            self._evidence[found.iri] = len(self.evidence)
            self.evidence.append(
                (
                    self._source(found.source),
                    found.locator,
                    found.confidence,
                    tuple(map(self._supported, found.supports)),
                )
            )
        return self._evidence[found.iri]

    def _supported(self, name: str) -> str:
        return _SUPPORT_WORDS.get(name) or self._labels.get(name, name)

    def _source(self, source: Source) -> int:
        if source.iri not in self._sources:
            self._sources[source.iri] = len(self.sources)
            self.sources.append(
                (
                    source.title,
                    source.publisher or source.author,
                    source.issued,
                    source.kind,
                    safe_url(source.url),
                )
            )
        return self._sources[source.iri]
