"""The rows of each table, from the records that an export holds; `tables` says what their columns are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...ontology import load_taxonomy
from ..table import cell_text
from .flat import bounds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dates import Interval
    from ..knowledge import KnowledgeGraph
    from .content import Content

Row = tuple[Any, ...]
_NAMES: Final = ("start", "end", "start_earliest", "start_latest", "end_earliest", "end_latest")


def _time(interval: Interval | None) -> Row:
    known = bounds(interval) if interval else {}
    return tuple(known.get(name) for name in _NAMES)


def _joined(values: tuple[str, ...]) -> str | None:
    return cell_text(values) or None


def about(kg: KnowledgeGraph, _: Content) -> Iterator[Row]:
    """Yield the one row of what the data set says of itself."""
    about = kg.about
    sliced = kg.at.description if kg.within else "whole record"
    yield about.title or "untitled", about.version or None, str(about.checked_to), about.license or None, sliced


def kinds(_: KnowledgeGraph, _content: Content) -> Iterator[Row]:
    """Yield a row a kind."""
    kinds = load_taxonomy().kinds
    for kind in kinds.values():
        parent = next((name for name in kind.lineage[1:] if name in kinds), None)
        yield (
            *(kind.name, kind.label, kind.definition, parent, kind.layer.name, kind.depth),
            *(kind.tie_shape, kind.force_rule.name),
        )


def actors(_: KnowledgeGraph, content: Content) -> Iterator[Row]:
    """Yield a row an actor."""
    for actor in content.actors:
        place = actor.place or (None, None)
        codes = [actor.codes.get(scheme) for scheme in ("iso2", "iso3", "cow", "gw")]
        yield (
            *(content.keys[actor.iri], actor.iri, actor.type, actor.label, _joined(actor.alt_labels)),
            *(actor.description or None, actor.region or None, *place, *codes, actor.wikidata or None),
            *_time(actor.life),
        )


def codes(_: KnowledgeGraph, content: Content) -> Iterator[Row]:
    """Yield a row a code of an actor: those with dates of their own in the order of time, and those that it bears."""
    for actor in content.actors:
        dated = {(code.scheme, code.notation) for code in actor.dated_codes}
        for place, code in enumerate(actor.dated_codes):
            yield content.keys[actor.iri], code.scheme, code.notation, place, *_time(code.interval)
        for scheme, notation in actor.codes.items():
            if (scheme, notation) not in dated:
                yield content.keys[actor.iri], scheme, notation, 0, *_time(actor.life)


def mechanisms(kg: KnowledgeGraph, content: Content) -> Iterator[Row]:
    """Yield a row a mechanism."""
    for m in content.mechanisms:
        founded = content.keys.get(m.constitutes.iri) if m.constitutes else None
        yield (
            *(content.keys[m.iri], m.iri, m.label, _joined(m.alt_labels), m.description or None, m.kind.name, founded),
            *(m.status(kg.today), m.confidence, *_time(m.interval)),
        )


def dates(_: KnowledgeGraph, content: Content) -> Iterator[Row]:
    """Yield a row a date."""
    for item in (*content.mechanisms, *content.actors, *content.others):
        for name, found in item.dates.items():
            yield item.iri, name, found.text, found.earliest.isoformat(), found.latest.isoformat()


def participations(_: KnowledgeGraph, content: Content) -> Iterator[Row]:
    """Yield a row a participation."""
    for mechanism, part in content.participations:
        yield (
            *(content.keys[part.iri], content.keys[mechanism.iri], content.keys[part.actor.iri], part.role),
            *(part.side or None, _joined(part.services), _joined(part.assets), *_time(part.interval)),
        )


def obligations(_: KnowledgeGraph, content: Content) -> Iterator[Row]:
    """Yield a row a mechanism and obligation."""
    for mechanism in content.mechanisms:
        for obligation in mechanism.obligations:
            yield content.keys[mechanism.iri], obligation


def others(_: KnowledgeGraph, content: Content) -> Iterator[Row]:
    """Yield a row an event, policy, asset or tenure."""
    for item in content.others:
        yield (
            content.keys[item.iri],
            item.iri,
            item.type,
            item.label,
            _joined(item.alt_labels),
            item.description or None,
        )


def sources(_: KnowledgeGraph, content: Content) -> Iterator[Row]:
    """Yield a row a source."""
    for source in content.sources:
        values = (source.title, source.publisher, source.author, source.issued, source.kind, source.url)
        yield (
            *(content.keys[source.iri], source.iri, *(value or None for value in values)),
            *(source.consulted or None, source.sha256 or None),
        )


def evidence(_: KnowledgeGraph, content: Content) -> Iterator[Row]:
    """Yield a row a piece of evidence, be it of one record or of several."""
    for found in {one.iri: one for _, one in content.evidence}.values():
        yield (
            *(content.keys[found.iri], found.iri, content.keys[found.source.iri], found.locator or None),
            *(found.confidence, _joined(found.supports)),
        )


def rests_on(_: KnowledgeGraph, content: Content) -> Iterator[Row]:
    """Yield a row a record and a piece of its evidence."""
    yield from dict.fromkeys((iri, content.keys[one.iri]) for iri, one in content.evidence)


def conflicts(_: KnowledgeGraph, content: Content) -> Iterator[Row]:
    """Yield a row a conflict."""
    for one in content.conflicts:
        yield (
            *(one.item.iri, one.property, content.keys[one.follows.iri], content.keys[one.sets_aside.iri]),
            *(one.other_date.text, one.reason or None),
        )


def passages(_: KnowledgeGraph, content: Content) -> Iterator[Row]:
    """Yield a row a passage."""
    for passage in content.passages:
        yield (
            *(content.keys[passage.iri], content.keys.get(passage.source), passage.sentence),
            *(passage.first, passage.after),
        )


def assertions(_: KnowledgeGraph, content: Content) -> Iterator[Row]:
    """Yield a row an assertion."""
    for one in content.assertions:
        yield content.keys[one.iri], one.iri, one.text, content.keys[one.passage.iri], one.verdict, one.reason or None


def claims(_: KnowledgeGraph, content: Content) -> Iterator[Row]:
    """Yield a row a claim."""
    for one in content.claims:
        reported = content.keys[one.reported_by.iri] if one.reported_by else None
        yield (
            *(content.keys[one.iri], one.iri, one.text, content.keys[one.passage.iri], one.kind),
            *(content.keys[one.holder.iri], reported),
        )


def speaks_of(_: KnowledgeGraph, content: Content) -> Iterator[Row]:
    """Yield a row an assertion or claim and a record that it speaks of."""
    for assertion in content.assertions:
        yield from dict.fromkeys((assertion.iri, item.iri) for item in assertion.about)
    for claim in content.claims:
        yield from dict.fromkeys((claim.iri, item.iri) for item in claim.targets)


def dyads(_: KnowledgeGraph, content: Content) -> Iterator[Row]:
    """Yield a row a tie and spell, the spells of a pair in a mechanism numbered from 1."""
    spells: dict[tuple[str, str, str, str], int] = {}
    for tie in content.dyads:
        kind = tie.mechanism.kind
        directed = kind.tie_shape == "FirstToOthers" and tie.layer == kind.layer.name
        pair = (content.keys[tie.a.iri], content.keys[tie.b.iri], content.keys[tie.mechanism.iri], tie.layer)
        spells[pair] = spells.get(pair, 0) + 1
        yield *pair, spells[pair], tie.depth, directed, *_time(tie.interval)
