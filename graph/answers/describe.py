"""Records as plain dictionaries, ready for JSON: what ``show``, ``tie`` and ``source`` answer with.

Dates are ISO 8601, as precise as found; what is unknown is left out.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from ...ontology import load_taxonomy
from ..errors import RequestError
from ..model import Actor, Mechanism
from ..names import find
from ..networks.ties import counts, dyads
from .coverage import complete_for, statement

if TYPE_CHECKING:
    from ..dates import Interval
    from ..knowledge import KnowledgeGraph
    from ..model import Assertion, Claim, Code, Conflict, Evidence, Item, Participation, Source
    from ..networks.ties import Dyad


def describe(kg: KnowledgeGraph, item: Item) -> dict[str, Any]:
    """Return everything that the record says of an actor, a mechanism or another record, as of the slice."""
    found: dict[str, Any] = {
        "id": item.id,
        "iri": item.iri,
        "type": item.type,
        "label": item.label,
        "also": list(item.alt_labels),
        "description": item.description,
        "as_of": kg.at.text,
        "dates": _dates(item),
    }
    if isinstance(item, Actor):
        found |= _actor(kg, item)
    elif isinstance(item, Mechanism):
        found |= mechanism(kg, item)
    known = kg.bearing_on(item)
    found |= {_key(load_taxonomy().labels[name]): list(values) for name, values in item.facts.items()}
    found["conflicts"] = [_conflict(c) for c in known.conflicts if c.item == item]
    found["sources"] = sources(item.evidence)
    found["assertions"] = [assertion(a) for a in known.assertions.values() if item in a.about]
    found["claims"] = [claim(c) for c in known.claims.values() if item in c.targets or item == c.holder]
    return {name: value for name, value in found.items() if value not in ("", [], {}, None)}


def tie(kg: KnowledgeGraph, a: str, b: str) -> dict[str, Any]:
    """Return every mechanism between two actors, with dates, status and sources.

    Raises
    ------
    UnknownNameError
        Where an actor is unknown.
    RequestError
        Where both names stand for the same actor.
    """
    one, other = kg.actor(a), kg.actor(b)
    if one == other:
        raise RequestError(f"{a!r} and {b!r} are the same actor, {one.label}", "Name two.")
    found = kg.tie(one.iri, other.iri)
    return {
        "actors": [one.label, other.label],
        "as_of": kg.at.text,
        "holding": sum(kg.at.holds(dyad.interval) for dyad in found),
        "mechanisms": [_tie(kg, dyad) for dyad in found],
        "complete_for": [
            {name: said[name] for name in ("kinds", "of", "checked_to")}
            for said in map(statement, complete_for(kg, (one, other)))
        ],
    }


def _tie(kg: KnowledgeGraph, dyad: Dyad) -> dict[str, Any]:
    described = mechanism(kg, dyad.mechanism)
    between = [p for p in dyad.mechanism.participations if p.actor in (dyad.a, dyad.b)]
    more = [e for p in between for e in p.evidence]
    return {
        "label": dyad.mechanism.label,
        "id": dyad.mechanism.id,
        "holds": kg.at.holds(dyad.interval),
        **{name: text for name, text in _span(dyad.interval).items() if text},
        **described,
        "layer": dyad.layer,
        "sources": sources((*dyad.mechanism.evidence, *more)),
    }


def mechanism(kg: KnowledgeGraph, item: Mechanism) -> dict[str, Any]:
    """Return kind, status, dates, obligations and parties of a mechanism."""
    found = {
        "kind": item.kind.label,
        "layer": item.kind.layer.name,
        "depth": item.kind.depth,
        "status": item.status(kg.today),
        "dates": _dates(item),
        "obligations": list(item.duties),
        "constitutes": item.constitutes.label if item.constitutes else "",
        "identifier": item.identifier,
        "stands_with": _heads(kg, item),
        "counterparts": [_counterpart(other) for other in item.counterparts],
        "parties": [_party(participation) for participation in item.participations],
    }
    return {name: value for name, value in found.items() if value not in ("", [], {}, None)}


def _heads(kg: KnowledgeGraph, item: Mechanism) -> list[str]:
    """Return the mechanisms that stand for one that is judged to be the same."""
    known = kg.reading.records([item.iri])
    return [_named(known.mechanisms[head]) for head in known.heads.get(item.iri, ())]


def _named(item: Item) -> str:
    return f"{item.label} [{item.id}]"


def _counterpart(item: Mechanism) -> dict[str, Any]:
    """Return what another record of the same mechanism says, under its own id: nothing of it is merged."""
    parts = item.participations
    found = {
        "id": item.id,
        "identifier": item.identifier,
        "label": item.label,
        "kind": item.kind.label,
        "dates": _dates(item),
        "obligations": list(item.duties),
        "parties": list(dict.fromkeys(part.actor.label for part in parts)),
        "sources": sources((*item.evidence, *(e for part in parts for e in part.evidence))),
    }
    return {name: value for name, value in found.items() if value not in ("", [], {})}


def _party(participation: Participation) -> dict[str, Any]:
    found: dict[str, Any] = {
        "label": participation.actor.label,
        "id": participation.actor.id,
        "role": participation.role if participation.role != "Party" else "",
        "side": participation.side,
        **_span(participation.interval),
        "services": list(participation.services),
        "assets": list(participation.assets),
        "obligations": list(participation.obligations),
    }
    return {name: value for name, value in found.items() if value not in ("", [])}


def _conflict(conflict: Conflict) -> dict[str, str]:
    return {
        "date": load_taxonomy().labels[conflict.property],
        "other_date": str(conflict.other_date),
        "follows": f"{conflict.follows.publisher}, {conflict.follows.title}",
        "sets_aside": f"{conflict.sets_aside.publisher}, {conflict.sets_aside.title}",
        "reason": conflict.reason,
    }


def _actor(kg: KnowledgeGraph, item: Actor) -> dict[str, Any]:
    partners: dict[str, set[str]] = {}
    known = kg.bearing_on(item).mechanisms.values()
    for dyad in dyads(known, kg.at, kg.depths):
        if item in (dyad.a, dyad.b):
            other = dyad.b if dyad.a == item else dyad.a
            partners.setdefault(other.label, set()).add(dyad.layer)
    taking_part = [m for m in known if _takes_part(item, m) and counts(m, kg.at)]
    return {
        "codes": item.codes,
        "earlier_codes": [_code(code) for code in item.earlier_codes],
        "wikidata": item.wikidata,
        "region": item.region,
        "partners": {label: sorted(layers) for label, layers in sorted(partners.items())},
        "mechanisms": [
            {"label": m.label, "id": m.id, "kind": m.kind.label, "status": m.status(kg.today)} for m in taking_part
        ],
    }


def _code(code: Code) -> dict[str, str]:
    found = {"scheme": code.scheme, "code": code.notation}
    return found | {name: text for name, text in _span(code.interval).items() if text}


def _span(interval: Interval | None) -> dict[str, str]:
    return {"from": interval.start_text, "until": interval.end_text} if interval else {}


def _takes_part(item: Actor, m: Mechanism) -> bool:
    return m.constitutes == item or any(
        item == p.actor or item.label in (*p.services, *p.assets) for p in m.participations
    )


def dated(item: Item) -> list[tuple[str, str]]:
    """Return each date of a record as its name in words and the date as found, in the order of things."""
    labels = load_taxonomy().labels
    return [(labels[name], str(when)) for name, when in item.dates.items()]


def _dates(item: Item) -> dict[str, str]:
    return {_key(words): text for words, text in dated(item)}


def _key(words: str) -> str:
    return words.replace(" ", "_")


def sources(evidence: tuple[Evidence, ...]) -> list[dict[str, str]]:
    """Return each piece of evidence once, as title, publisher, date, address, locator and confidence."""
    return [_evidence(e) for e in {e.iri: e for e in evidence}.values()]


def _evidence(evidence: Evidence) -> dict[str, str]:
    found = {**_source(evidence.source), "locator": evidence.locator, "confidence": evidence.confidence}
    return {name: value for name, value in found.items() if value}


def _source(source: Source) -> dict[str, str]:
    return {
        "title": source.title,
        "author": source.author,
        "publisher": source.publisher,
        "date": source.issued,
        "url": source.url,
        "kind": source.kind,
        "consulted": source.consulted,
    }


def assertion(item: Assertion) -> dict[str, Any]:
    """Return an assertion with its verdict, the reason and the sources for it."""
    return {
        "id": item.id,
        "sentence": item.passage.sentence,
        "says": item.text,
        "verdict": item.verdict,
        "reason": item.reason,
        "about": [record.label for record in item.about],
        "sources": sources(item.evidence),
    }


def claim(item: Claim) -> dict[str, Any]:
    """Return a claim under its holder's name, with who reports it and at whom it is directed."""
    found = {
        "id": item.id,
        "sentence": item.passage.sentence,
        "kind": item.kind,
        "holder": item.holder.label,
        "reported_by": item.reported_by.label if item.reported_by else "",
        "holds": item.text,
        "targets": [record.label for record in item.targets],
    }
    return {name: value for name, value in found.items() if value not in ("", [])}


def source(kg: KnowledgeGraph, name: str, text: bytes | None = None) -> dict[str, Any]:
    """Return what became of each sentence of a source: the records it mentions, its assertions and its claims.

    Parameters
    ----------
    kg
        The graph.
    name
        The source's id, title or alias, such as ``SEED``.
    text
        The content of the source's file, where it is at hand: its hash is compared with the record's, and
        the passages are cut from it.

    Raises
    ------
    UnknownNameError
        Where no source that was read sentence by sentence is called so.
    RequestError
        Where the text is not the one that the record points into.
    """
    found = find(name, _read_by_sentence(kg), "source that was read sentence by sentence")
    if text is not None:
        actual = hashlib.sha256(text).hexdigest()
        if actual != found.sha256:
            raise RequestError(
                f"the file is not the text of {found.title!r}: its SHA-256 is {actual}",
                f"The record points into the file whose SHA-256 is {found.sha256}.",
            )
    decoded = text.decode("utf-8") if text is not None else None
    of_it = f"acc:source <{found.iri}>"
    record = kg.reading.where(f"?s a acc:Passage ; {of_it}", f"?s acc:passage ?passage . ?passage {of_it}")
    passages = [p for p in record.passages.values() if p.source == found.iri]
    sentences: list[dict[str, Any]] = []
    for passage in passages:
        assertions = [a for a in record.assertions.values() if a.passage == passage]
        claims = [c for c in record.claims.values() if c.passage == passage]
        sentences.append(
            {
                "sentence": passage.sentence,
                "characters": [passage.first, passage.after],
                **({"text": decoded[passage.first : passage.after]} if decoded is not None else {}),
                "records": [{"label": r.label, "id": r.id, "type": r.type} for r in passage.mentions],
                "assertions": [assertion(a) for a in assertions],
                "claims": [claim(c) for c in claims],
            }
        )
    verified = {} if text is None else {"verified": True}
    described = {name: value for name, value in _source(found).items() if value}
    return {**described, "sha256": found.sha256, **verified, "sentences": sentences}


def _read_by_sentence(kg: KnowledgeGraph) -> list[Source]:
    """Return the sources that have passages."""
    # One passage of each source leads to it.
    known = kg.reading.where(
        "{ SELECT (SAMPLE(?of) AS ?s) { ?of a acc:Passage ; acc:source ?source } GROUP BY ?source }"
    )
    read = {row.source for row in known.passages.values()}
    return [one for one in known.sources.values() if one.iri in read]
