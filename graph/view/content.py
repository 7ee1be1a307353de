"""What the page carries as data: every actor, mechanism, tie, source, claim and assertion, ready for JSON.

The script of the page decides nothing about the record: which pairs a mechanism ties, between which bounds,
in which layer, and whether the slice takes it, are told here. Records are told column by column, not one by one, which
takes half the time; and what repeats is written once: see `pack`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from ...ontology import load_taxonomy
from ..loading.served_slice import SliceReading
from .links import safe_url
from .pack import pack
from .sources import Sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ...ontology import Kind, Layer
    from ..dates import Interval
    from ..knowledge import KnowledgeGraph
    from ..model import Actor, Assertion, Claim, Conflict, Item, Mechanism, Participation
    from .drawing import Drawing

#: What a card of a record tells beside its dates.
_FACTS: Final = ("under", "editionOf", "replaces", "place", "endReason", "partOf", "asset")
_DAY: Final = timedelta(days=1)
#: In a tie, the place of the organisation that the mechanism founds, which is no party.
_FOUNDED: Final = -1


class Content:
    """Builds the data of the page, and numbers whatever other data point to."""

    def __init__(self, kg: KnowledgeGraph, drawing: Drawing) -> None:
        self._kg = kg
        self._within = kg.at
        self._narrows = self._within.parties != "any" or self._within.confidence != "unverified"
        self._taken_kinds: dict[str, tuple[int, ...]] = {}
        self._nodes = {actor.iri for actor in drawing.actors}
        self._drawing = drawing
        self._labels = load_taxonomy().labels
        self._sources = Sources(kg.record.sources)
        self._actors = {iri: number for number, iri in enumerate(kg.record.actors)}
        self._bounds: dict[tuple[Any, ...] | None, int] = {}
        self._known_bounds: dict[tuple[Any, ...] | None, int] = {}
        self._known_statuses: dict[tuple[Any, ...], tuple[int | str, ...]] = {}
        self._membership_layer = load_taxonomy().kinds["OrganisationTreaty"].layer.name
        self._kinds: dict[str, int] = {}
        self._kind_rows: list[dict[str, Any]] = []
        self._words: dict[str, int] = {}
        self._status_words: dict[str, int] = {}
        mechanisms = _base(kg.record.mechanisms.values())
        self._bases = {
            "actor": _base(kg.record.actors.values()),
            "mechanism": mechanisms,
            "part": f"{mechanisms.removesuffix('mechanism/')}participation/",
        }
        self._tied: dict[str, Sequence[Any]] = {}

    def build(self) -> dict[str, Any]:
        """Return the data, as plain lists and dictionaries."""
        record = self._kg.record
        mechanisms = list(record.mechanisms.values())
        used = {tie.layer for ties in self._drawing.ties.values() for tie in ties}
        used |= {mechanism.kind.layer.name for mechanism in mechanisms}
        layers = [layer for layer in load_taxonomy().layers.values() if layer.name in used]
        membership = load_taxonomy().kinds["OrganisationTreaty"]
        data: dict[str, Any] = {
            "about": self._about(),
            "slice": self._slice(),
            "membership": {"layer": membership.layer.name, "depth": membership.depth},
            "layers": [
                {"name": layer.name, "family": layer.family, "definition": layer.definition}
                for layer in _legend_order(layers)
            ],
            "actors": pack(self._actor_columns(list(record.actors.values()))),
            "mechanisms": pack(self._mechanism_columns(mechanisms)),
            "parties": pack(self._party_columns(mechanisms)),
            "counterparts": [self._counterpart(m, other) for m in mechanisms for other in m.counterparts],
            "claims": [self._claim(claim) for claim in record.claims.values()],
            "assertions": [self._assertion(assertion) for assertion in record.assertions.values()],
            "conflicts": [self._conflict(conflict) for conflict in record.conflicts],
        }
        data["kinds"] = self._kind_rows
        data["bases"] = self._bases
        data["statuses"] = list(self._status_words)
        data["words"] = [[name, self._labels[name].capitalize()] for name in self._words]
        data["bounds"] = [None if bounds is None else list(bounds) for bounds in self._bounds]
        data["evidence"] = pack(self._sources.evidence_columns())
        data["sources"] = pack(self._sources.source_columns())
        return data

    def ties(self) -> list[Any]:
        """Return all that the network of the slice follows from, once `build` is done."""
        return [self._slice(), self._kind_rows, list(self._bounds), self._tied]

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
        within = self._within
        mechanisms = list(within.layers)
        if within.parties != "any":
            mechanisms.append(f"{within.parties} mechanisms")
        if within.confidence != "unverified":
            mechanisms.append(f"evidence at least {within.confidence}")
        actors = [f"within {' and '.join(within.regions)}"] if within.regions else []
        actors += [] if within.organisations else ["states alone"]
        if isinstance(self._kg.reading, SliceReading):
            # The rest is not on the page.
            actors.append(f"only what holds {within.text}")
        return {
            "text": within.description,
            "first": within.first.isoformat(),
            "last": within.last.isoformat(),
            "mode": within.mode,
            "possibly": within.certainty == "possibly",
            "layers": list(within.layers),
            # What narrows the mechanisms, which the reader can lift, and what narrows the actors, which stays.
            "only": mechanisms,
            "among": actors,
        }

    # -- records --------------------------------------------------------------------------------------

    def _actor_columns(self, actors: list[Actor]) -> dict[str, Sequence[Any]]:
        return self._item_columns(actors, self._bases["actor"]) | {
            "class": [actor.type for actor in actors],
            "type": [self._labels.get(actor.type, actor.type) for actor in actors],
            "node": [int(actor.iri in self._nodes) for actor in actors],
            "codes": [actor.codes for actor in actors],
            "earlier": [
                tuple([f"{c.scheme.upper()} {c.notation} ({_life(c.interval)})" for c in actor.earlier_codes])
                for actor in actors
            ],
            "wikidata": [safe_url(actor.wikidata) for actor in actors],
            "region": [actor.region for actor in actors],
        }

    def _mechanism_columns(self, mechanisms: list[Mechanism]) -> dict[str, Sequence[Any]]:
        items = self._item_columns(mechanisms, self._bases["mechanism"])
        bounds = [self._bound(mechanism.interval) for mechanism in mechanisms]
        # All that the network of a slice follows from, but for bounds and kinds.
        self._tied = {
            "key": items["key"],
            "kind": [self._kind(mechanism.kind) for mechanism in mechanisms],
            # How the slice takes the ties of its own kind, and those of members.
            "taken": [self._taken(mechanism) for mechanism in mechanisms],
            "ties": list(map(self._ties, mechanisms, bounds)),
        }
        return (
            items
            | self._tied
            | {
                "statuses": list(map(self._statuses, mechanisms, bounds, items["dates"])),
                "obligations": [mechanism.duties for mechanism in mechanisms],
                "founds": [self._actors[m.constitutes.iri] if m.constitutes else -1 for m in mechanisms],
                "interval": bounds,
                # How many they are; in their own table they come mechanism by mechanism.
                "parties": [len(mechanism.participations) for mechanism in mechanisms],
            }
        )

    def _party_columns(self, mechanisms: list[Mechanism]) -> dict[str, Sequence[Any]]:
        """Return the columns of who takes part, mechanism by mechanism."""
        parts = [(part, mechanism) for mechanism in mechanisms for part in mechanism.participations]
        # Only where a party's own time differs from the mechanism's is it worth a word.
        own = [None if p.interval is m.interval or p.interval == m.interval else p.interval for p, m in parts]
        return {
            "actor": [self._actors[part.actor.iri] for part, _ in parts],
            "iri": [self._part(part, mechanism) if part.stated else 0 for part, mechanism in parts],
            "role": [self._labels.get(part.role, part.role) for part, _ in parts],
            "side": [part.side for part, _ in parts],
            "services": [part.services for part, _ in parts],
            "assets": [part.assets for part, _ in parts],
            "from": ["" if interval is None else interval.start_text for interval in own],
            "to": ["" if interval is None else interval.end_text for interval in own],
            "evidence": [self._sources.cite(part.evidence) for part, _ in parts],
        }

    def _item_columns(self, items: Sequence[Item], base: str) -> dict[str, Sequence[Any]]:
        keys = [self._drawing.keys[item.iri] for item in items]
        return {
            "key": keys,
            # The page puts base and id together where that is the name.
            "iri": [
                "" if item.iri == base + key.removeprefix("m:") else item.iri
                for item, key in zip(items, keys, strict=True)
            ],
            "label": [item.label for item in items],
            "names": [item.alt_labels for item in items],
            "description": [item.description for item in items],
            "dates": [tuple([(self._word(name), when.text) for name, when in item.dates.items()]) for item in items],
            "facts": [self._facts(item.facts) if item.facts else () for item in items],
            "evidence": [self._sources.cite(item.evidence) for item in items],
        }

    def _taken(self, mechanism: Mechanism) -> tuple[int, ...]:
        if self._narrows and not self._within.takes_mechanism(mechanism):
            return (0, 0)
        kind = mechanism.kind
        if kind.name not in self._taken_kinds:
            layers = ("", self._membership_layer)
            self._taken_kinds[kind.name] = tuple([int(self._within.takes(kind, layer)) for layer in layers])
        return self._taken_kinds[kind.name]

    def _kind(self, kind: Kind) -> int:
        if kind.name not in self._kinds:
            self._kinds[kind.name] = len(self._kind_rows)
            self._kind_rows.append(
                {
                    "name": kind.name,
                    "label": kind.label,
                    "definition": kind.definition,
                    "layer": kind.layer.name,
                    "depth": kind.depth,
                    "rule": kind.force_rule.name,
                }
            )
        return self._kinds[kind.name]

    def _facts(self, facts: dict[str, tuple[str, ...]]) -> tuple[Any, ...]:
        return tuple([(self._labels[name].capitalize(), facts[name]) for name in _FACTS if name in facts])

    def _part(self, part: Participation, mechanism: Mechanism) -> str | int:
        """Return the name of a participation, or 1 where it follows from mechanism and actor as the record's do."""
        return 1 if part.iri == f"{self._bases['part']}{mechanism.id}--{part.actor.id}" else part.iri

    def _statuses(self, mechanism: Mechanism, bound: int, dates: tuple[tuple[int, str], ...]) -> tuple[int | str, ...]:
        """Return the statuses that a mechanism has in turn: word, day, word, day, word."""
        # All that a status follows from: what began and ended on the same days stands alike on each.
        follows = (mechanism.kind.force_rule.name, bound, dates)
        if follows not in self._known_statuses:
            flat: list[int | str] = []
            for day, status in _statuses(mechanism):
                flat += [day, self._status_words.setdefault(status, len(self._status_words))]
            self._known_statuses[follows] = tuple(flat[1:])
        return self._known_statuses[follows]

    # -- ties -----------------------------------------------------------------------------------------

    def _ties(self, mechanism: Mechanism, bound: int) -> tuple[int, ...]:
        """Return the ties that a mechanism of some bounds makes, in runs: a party, bounds, how many others, and those.

        Parties are places in the mechanism's list of them, -1 the organisation that it founds.
        """
        parts, founded = mechanism.participations, mechanism.constitutes
        ties = self._drawing.ties.get(mechanism.iri, [])
        if len(ties) == 1 and len(parts) == 2 and founded is None:
            # Most mechanisms tie two, once.
            tie = ties[0]
            one = int(tie.a.iri != parts[0].actor.iri)
            return (one, bound if tie.interval is mechanism.interval else self._bound(tie.interval), 1, 1 - one)
        places = {part.actor.iri: place for place, part in enumerate(parts)}
        runs: dict[tuple[int, int], list[int]] = defaultdict(list)
        for tie in ties:
            one, other = places.get(tie.a.iri, _FOUNDED), places.get(tie.b.iri, _FOUNDED)
            if founded and tie.layer == self._membership_layer and founded in (tie.a, tie.b):
                one, other = (_FOUNDED, other) if tie.a == founded else (one, _FOUNDED)
            runs[one, self._bound(tie.interval)].append(other)
        return tuple([n for (one, bound), others in runs.items() for n in (one, bound, len(others), *others)])

    def _bound(self, interval: Interval | None) -> int:
        """Return the number of four bounds, and of whether a day is sure to lie between them.

        `Slice.holding` reads the same.
        """
        days: Any = interval and (
            *(interval.start_earliest, interval.start_latest, interval.end_earliest, interval.end_latest),
            interval.surely_exists,
        )
        if days in self._known_bounds:
            return self._known_bounds[days]
        found: tuple[Any, ...] | None = None
        if interval is not None:
            # isoformat pads the year to four digits, so that the page may compare dates as text. A bound that is as
            # the one before is 0, and an end that is never known is the empty text.
            early, late, first, last = ("" if day == date.max else day.isoformat() for day in days[:4])
            found = (early, 0 if late == early else late, first, 0 if last == first else last)
            found += () if interval.surely_exists else (0,)
        number = self._known_bounds[days] = self._bounds.setdefault(found, len(self._bounds))
        return number

    # -- counterparts, claims, assertions, conflicts --------------------------------------------------

    def _counterpart(self, head: Mechanism, other: Mechanism) -> dict[str, Any]:
        """Return what another record of the same mechanism says, which is not counted besides."""
        parts = other.participations
        return {
            "of": self._drawing.keys[head.iri],
            "id": other.id,
            "identifier": other.identifier,
            "label": other.label,
            "kind": other.kind.label,
            "dates": [(self._word(name), str(when)) for name, when in other.dates.items()],
            "obligations": other.duties,
            "parties": list(dict.fromkeys(part.actor.label for part in parts)),
            "evidence": self._sources.cite(dict.fromkeys(e for one in (other, *parts) for e in one.evidence)),
        }

    def _claim(self, claim: Claim) -> dict[str, Any]:
        return self._sources.passage(claim.passage) | {
            "text": claim.text,
            "kind": claim.kind,
            "holder": self._drawing.keys[claim.holder.iri],
            "reportedBy": self._drawing.keys[claim.reported_by.iri] if claim.reported_by else "",
            "about": self._known(claim.targets),
        }

    def _assertion(self, assertion: Assertion) -> dict[str, Any]:
        return self._sources.passage(assertion.passage) | {
            "id": assertion.id,
            "text": assertion.text,
            "verdict": assertion.verdict,
            "reason": assertion.reason,
            "about": self._known(assertion.about),
            "evidence": self._sources.cite(assertion.evidence),
        }

    def _conflict(self, conflict: Conflict) -> dict[str, Any]:
        return {
            "about": self._known([conflict.item]),
            "date": self._labels.get(conflict.property, conflict.property),
            "follows": f"{conflict.follows.publisher}, {conflict.follows.title}",
            "other": str(conflict.other_date),
            "setsAside": f"{conflict.sets_aside.publisher}, {conflict.sets_aside.title}",
            "reason": conflict.reason,
        }

    def _word(self, name: str) -> int:
        """Return the number of a property of dates; the page knows its name and its label."""
        if name not in self._words:
            self._words[name] = len(self._words)
        return self._words[name]

    def _known(self, items: Iterable[Item]) -> list[str]:
        return [self._drawing.keys[item.iri] for item in items if item.iri in self._drawing.keys]


def _base(items: Iterable[Item]) -> str:
    """Return what most names of records of a sort begin with."""
    found = Counter(item.iri.removesuffix(item.id) for item in items)
    return found.most_common(1)[0][0] if found else ""


def _life(interval: Interval) -> str:
    return f"{interval.start_text or '...'} to {interval.end_text or '...'}"


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
