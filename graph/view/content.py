"""What the page carries as data: every actor, mechanism, tie, source, claim and assertion, ready for JSON.

The script of the page decides nothing about the record: which pairs a mechanism ties, between which bounds,
in which layer, and whether the slice takes it, are told here.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from ...ontology import load_taxonomy
from ..describe import dated
from .links import safe_url

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...ontology import Layer
    from ..dates import Interval
    from ..knowledge import KnowledgeGraph
    from ..model import Actor, Assertion, Claim, Evidence, Item, Mechanism, Participation, Passage, Source
    from ..ties import Dyad
    from .drawing import Drawing

#: What a card of a record tells beside its dates.
_FACTS: Final = ("under", "editionOf", "replaces", "place", "endReason", "partOf", "asset")
_DAY: Final = timedelta(days=1)
#: Properties of other vocabularies, which the ontology does not label.
_SUPPORT_WORDS: Final = {"prefLabel": "name", "altLabel": "other name", "description": "description"}


class Content:
    """Builds the data of the page, and numbers the sources as they are first cited."""

    def __init__(self, kg: KnowledgeGraph, drawing: Drawing) -> None:
        self._kg = kg
        self._drawing = drawing
        self._labels = load_taxonomy().labels
        self._sources: dict[str, int] = {}
        self._source_rows: list[dict[str, Any]] = []

    def build(self) -> dict[str, Any]:
        """Return the data, as plain lists and dictionaries."""
        record = self._kg.record
        used = {tie.layer for tie in self._drawing.ties} | {m.kind.layer.name for m in record.mechanisms.values()}
        layers = [layer for layer in load_taxonomy().layers.values() if layer.name in used]
        data: dict[str, Any] = {
            "about": self._about(),
            "slice": self._slice(),
            "layers": [
                {"name": layer.name, "family": layer.family, "definition": layer.definition}
                for layer in _legend_order(layers)
            ],
            "actors": [self._actor(actor) for actor in record.actors.values()],
            "mechanisms": [self._mechanism(mechanism) for mechanism in record.mechanisms.values()],
            "ties": [self._tie(tie) for tie in self._drawing.ties],
            "claims": [self._claim(claim) for claim in record.claims.values()],
            "assertions": [self._assertion(assertion) for assertion in record.assertions.values()],
        }
        return data | {"sources": self._source_rows}

    # -- what the page is of --------------------------------------------------------------------------

    def _about(self) -> dict[str, Any]:
        about = self._kg.about
        return {
            "title": about.title,
            "version": about.version,
            "checked": about.checked_to.latest.isoformat(),
            "license": about.license,
        }

    def _slice(self) -> dict[str, Any]:
        within = self._kg.at
        return {
            "text": within.description,
            "first": within.first.isoformat(),
            "last": within.last.isoformat(),
            "mode": within.mode,
            "possibly": within.certainty == "possibly",
            "only": list(within.layers),
        }

    # -- records --------------------------------------------------------------------------------------

    def _actor(self, actor: Actor) -> dict[str, Any]:
        return self._item(actor) | {
            "type": self._labels.get(actor.type, actor.type),
            "node": actor.is_node,
            "codes": actor.codes,
            "wikidata": safe_url(actor.wikidata),
            "region": actor.region,
        }

    def _mechanism(self, mechanism: Mechanism) -> dict[str, Any]:
        kind = mechanism.kind
        return self._item(mechanism) | {
            "kind": kind.label,
            "definition": kind.definition,
            "layer": kind.layer.name,
            "depth": kind.depth,
            "rule": kind.force_rule.name,
            "statuses": _statuses(mechanism),
            "obligations": list(mechanism.obligations),
            "founds": self._drawing.keys[mechanism.constitutes.iri] if mechanism.constitutes else "",
            "interval": _bounds(mechanism.interval),
            "parties": [self._party(p, mechanism) for p in mechanism.participations],
        }

    def _party(self, part: Participation, mechanism: Mechanism) -> dict[str, Any]:
        own = part.interval
        same = own == mechanism.interval
        return {
            "actor": self._drawing.keys[part.actor.iri],
            "role": self._labels.get(part.role, part.role),
            "side": part.side,
            "services": list(part.services),
            "assets": list(part.assets),
            # Only where a party's own time differs from the mechanism's is it worth a word.
            "from": "" if same or own is None else own.start_text,
            "to": "" if same or own is None else own.end_text,
            "evidence": self._evidence(part.evidence),
        }

    def _item(self, item: Item) -> dict[str, Any]:
        return {
            "key": self._drawing.keys[item.iri],
            "label": item.label,
            "names": list(item.alt_labels),
            "description": item.description,
            "dates": [[text, words.capitalize()] for words, text in dated(item)],
            "facts": [
                [self._labels[name].capitalize(), list(item.facts[name])] for name in _FACTS if name in item.facts
            ],
            "evidence": self._evidence(item.evidence),
        }

    def _tie(self, tie: Dyad) -> list[Any]:
        taken = self._kg.at.takes(tie.mechanism.kind, tie.layer)
        keys = self._drawing.keys
        return [
            keys[tie.a.iri],
            keys[tie.b.iri],
            keys[tie.mechanism.iri],
            tie.layer,
            tie.depth,
            _bounds(tie.interval),
            int(taken),
        ]

    # -- evidence, claims, assertions -----------------------------------------------------------------

    def _evidence(self, evidence: Iterable[Evidence]) -> list[list[Any]]:
        return [
            [
                self._source(found.source),
                found.locator,
                found.confidence,
                [_SUPPORT_WORDS.get(name) or self._labels.get(name, name) for name in found.supports],
            ]
            for found in evidence
        ]

    def _source(self, source: Source) -> int:
        if source.iri not in self._sources:
            self._sources[source.iri] = len(self._source_rows)
            self._source_rows.append(
                {
                    "title": source.title,
                    "publisher": source.publisher or source.author,
                    "issued": source.issued,
                    "kind": source.kind,
                    "url": safe_url(source.url),
                }
            )
        return self._sources[source.iri]

    def _passage(self, passage: Passage) -> dict[str, Any]:
        source = self._kg.record.sources.get(passage.source)
        return {
            "source": None if source is None else self._source(source),
            "sentence": passage.sentence,
        }

    def _claim(self, claim: Claim) -> dict[str, Any]:
        return self._passage(claim.passage) | {
            "text": claim.text,
            "kind": claim.kind,
            "holder": self._drawing.keys[claim.holder.iri],
            "reportedBy": self._drawing.keys[claim.reported_by.iri] if claim.reported_by else "",
            "about": self._known(claim.targets),
        }

    def _assertion(self, assertion: Assertion) -> dict[str, Any]:
        return self._passage(assertion.passage) | {
            "text": assertion.text,
            "verdict": assertion.verdict,
            "reason": assertion.reason,
            "about": self._known(assertion.about),
            "evidence": self._evidence(assertion.evidence),
        }

    def _known(self, items: Iterable[Item]) -> list[str]:
        return [self._drawing.keys[item.iri] for item in items if item.iri in self._drawing.keys]


def _bounds(interval: Interval | None) -> list[Any] | None:
    """Return the four bounds, and whether a day is sure to lie between them; `Slice.holding` reads the same."""
    if interval is None:
        return None
    bounds = (interval.start_earliest, interval.start_latest, interval.end_earliest, interval.end_latest)
    # isoformat pads the year to four digits, so that the page may compare dates as text.
    return [*(day.isoformat() for day in bounds), int(interval.surely_exists)]


def _statuses(mechanism: Mechanism) -> list[list[str]]:
    """Return each status that the mechanism ever has, with the day from which it has it.

    A status changes only on a day that one of its dates can mean, or on the day after.
    """
    days = {date.min}
    for found in mechanism.dates.values():
        days |= {found.earliest, found.latest, min(found.latest, date.max - _DAY) + _DAY}
    if bounds := mechanism.interval:
        days |= {bounds.start_earliest, bounds.start_latest, bounds.end_earliest, bounds.end_latest}
    steps: list[list[str]] = []
    for day in sorted(days):
        status = mechanism.status(day)
        if not steps or steps[-1][1] != status:
            steps.append([day.isoformat(), status])
    return steps


def _legend_order(layers: Iterable[Layer]) -> list[Layer]:
    """Order layers so that families stand together, the deepest commitment first and membership last."""
    depths: dict[str, int] = {}
    families: dict[str, int] = {}
    for kind in load_taxonomy().kinds.values():
        name, family = kind.layer.name, kind.layer.family
        depths[name] = max(depths.get(name, 0), kind.depth)
        families[family] = max(families.get(family, 0), kind.depth)
    return sorted(
        layers,
        key=lambda x: (x.family == "membership", -families.get(x.family, 0), x.family, -depths.get(x.name, 0), x.name),
    )
