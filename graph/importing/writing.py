"""From what a reader found to records of the ontology: mechanisms, participations, evidence, source, coverage.

No record has a name that is not made from its content: a mechanism is called by the data set and the data set's own
id, ``mech:atop-3045``, a participation by the mechanism and the actor. The data set's own columns stand on the records
as they were read, in a namespace of the data set; a blank is left out, so that it stays apart from 0.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from .turtle import TurtleWriter, address, text, when

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ..model import Actor
    from .datasets import DataSet
    from .outcome import Outcome


@dataclass(slots=True)
class Party:
    """One actor's part in a mechanism.

    Attributes
    ----------
    actor
        Who takes part.
    start, end, known_from
        The actor's own entry, exit (the first day without it) and a date on which it is known to take part; empty
        where they are those of the mechanism.
    role
        Local name of the role; empty for a party as any other.
    side
        The side in an agreement of two sides.
    obligations
        Local names of the obligations that the actor itself has, where they are not those of the mechanism.
    spell
        What tells this part apart from another of the same actor in the same mechanism, such as the year of entry.
    columns
        The data set's own columns for it.
    """

    actor: Actor
    start: str = ""
    end: str = ""
    known_from: str = ""
    role: str = ""
    side: str = ""
    obligations: tuple[str, ...] | None = None
    spell: str = ""
    columns: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def is_plain(self) -> bool:
        """Whether nothing is said of it but who takes part."""
        own = (self.start, self.end, self.known_from, self.role, self.side, self.spell)
        return not any(own) and self.obligations is None and not self.columns


@dataclass(frozen=True, slots=True)
class Cited:
    """A document that a data set names for one of its rows.

    Attributes
    ----------
    key
        What tells it apart from the other documents of the data set, made fit for a name.
    title
        Its title, or the reference as the row has it.
    publisher
        Who published it.
    url
        Its address; empty where the row gives none.
    kind
        Local name of the kind of source.
    """

    key: str
    title: str
    publisher: str
    url: str = ""
    kind: str = "ScholarlySource"


@dataclass(slots=True)
class Basis:
    """What a record rests on: a place in the data set.

    Attributes
    ----------
    locator
        The rows, and the data set's own id: ``atop5_1m.csv, lines 2 to 7; atopid 1005``.
    confidence
        ``High``, ``Medium`` or ``Low``: the data set's own where it has one.
    supports
        The properties that it bears out, with their prefixes; all of the record where there is none.
    matter
        What tells it apart from other evidence of the same record; empty where it is the only one.
    cited
        The document that is the source; the data set itself where there is none.
    """

    locator: str
    confidence: str = "Medium"
    supports: tuple[str, ...] = ()
    matter: str = ""
    cited: Cited | None = None


@dataclass(slots=True)
class Imported:
    """A mechanism as a reader found it.

    Attributes
    ----------
    key
        The data set's own id, made fit for a name: letters, digits, dots and hyphens.
    kind
        Local name of the kind.
    label
        The label, in English.
    parties
        Who takes part.
    bases
        What it rests on.
    identifier
        The data set's own id as it is, without the data set's name; `key` where it is empty.
    dates
        Local name of a date property to a day, a month or a year.
    obligations
        Local names of the obligations.
    description
        A sentence on what it is; may be empty.
    alt_labels
        Further names, in English.
    parts_of
        Identifiers of what it is a phase or an edition of, with the data set's name left out: ``3045``.
    parts
        Identifiers of what are parts of it and no records of their own, such as the deliveries of one order.
    edition_of
        Key of the exercise series of the same data set of which it is an edition; empty where it is of none.
    replaces
        Keys of the mechanisms of the same data set in whose place it came.
    end_reason
        Why it ended, where the data set says.
    columns
        The data set's own columns for it.
    """

    key: str
    kind: str
    label: str
    parties: list[Party]
    bases: list[Basis]
    identifier: str = ""
    dates: Mapping[str, str] = field(default_factory=dict[str, str])
    obligations: tuple[str, ...] = ()
    description: str = ""
    alt_labels: tuple[str, ...] = ()
    parts_of: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    edition_of: str = ""
    replaces: tuple[str, ...] = ()
    end_reason: str = ""
    columns: Mapping[str, str] = field(default_factory=dict[str, str])


class RecordWriter:
    """Makes records of what a reader found, and gives them back as Turtle.

    Parameters
    ----------
    outcome
        Where the records are counted.
    """

    def __init__(self, outcome: Outcome) -> None:
        self._outcome = outcome
        self._turtle: TurtleWriter | None = None
        self._actors: set[str] = set()
        self.dataset: DataSet | None = None

    def begin(self, dataset: DataSet) -> None:
        """Say which data set is read; before the first record is added."""
        self.dataset = dataset
        self._turtle = TurtleWriter({dataset.name: dataset.namespace})
        for name, statements in _about(dataset):
            self._turtle.add(name, statements)

    def add(self, found: Imported) -> None:
        """Make the records of one mechanism."""
        if self._turtle is None or self.dataset is None:  # pragma: no cover -- a fault of the reader
            raise RuntimeError("begin with a data set")
        self._actors.update(party.actor.id for party in found.parties)
        for name, statements in _records(self.dataset, found):
            if self._turtle.add(name, statements):
                self._outcome.records_made[_WORDS[name.partition(":")[0]]] += 1

    def add_record(self, name: str, statements: Iterable[tuple[str, str]], states: Iterable[str] = ()) -> None:
        """Add a record that is no mechanism: its name, its statements as Turtle, and the ids of its states."""
        if self._turtle is None:  # pragma: no cover -- a fault of the reader
            raise RuntimeError("begin with a data set")
        self._actors.update(states)
        self._turtle.add(name, statements)

    def add_states(self) -> None:
        """Write the records of the states, and of the organisations, that take part as well."""
        from .states import state_records

        if self._turtle is not None:
            for name, statements in state_records(self._actors):
                self._turtle.add(name, statements)

    def whole(self, identifier: str, label: str, columns: Mapping[str, str]) -> None:
        """Keep the columns of what several mechanisms are parts of; it is no record of its own."""
        if self._turtle is None or self.dataset is None:  # pragma: no cover -- a fault of the reader
            raise RuntimeError("begin with a data set")
        dataset = self.dataset
        self._turtle.add(
            f"<{identifier_iri(dataset.name, identifier)}>",
            [
                ("dcterms:title", text(label, "en")),
                ("dcterms:identifier", text(f"{dataset.name}:{identifier}")),
                *_columns(dataset, columns),
            ],
        )

    def chunks(self) -> Iterator[str]:
        """Yield the Turtle in pieces; nothing where no data set was begun."""
        if self._turtle is not None:
            yield from self._turtle.chunks()


_NOT_LOOKED_INTO: Final = "What the data set leaves out was not looked into."
#: The prefix of a record to how records of that sort are counted.
_WORDS: Final = {"mech": "mechanisms", "part": "participations", "ev": "pieces of evidence", "src": "sources"}


def _records(dataset: DataSet, found: Imported) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield names and statements of the records of one mechanism."""
    key = f"{dataset.name}-{found.key}"
    plain = [party for party in found.parties if party.is_plain]
    stated = [party for party in found.parties if not party.is_plain]
    evidence = [(f"ev:{key}--{basis.matter or dataset.slug}", basis) for basis in found.bases]
    yield (
        f"mech:{key}",
        [
            ("a", f"acc:{found.kind}"),
            ("skos:prefLabel", text(found.label, "en")),
            *(("skos:altLabel", text(label, "en")) for label in found.alt_labels),
            *((("dcterms:description", text(found.description, "en")),) if found.description else ()),
            ("dcterms:identifier", text(f"{dataset.name}:{found.identifier or found.key}")),
            *(("dcterms:isPartOf", f"<{identifier_iri(dataset.name, whole)}>") for whole in found.parts_of),
            *(("dcterms:hasPart", f"<{identifier_iri(dataset.name, part)}>") for part in found.parts),
            *(("acc:party", name) for name in sorted({f"actor:{party.actor.id}" for party in plain})),
            *((f"acc:{name}", when(date)) for name, date in found.dates.items() if date),
            *((("acc:endReason", text(found.end_reason)),) if found.end_reason else ()),
            *(("acc:obligation", f"acc:{one}") for one in found.obligations),
            *((("acc:editionOf", f"mech:{dataset.name}-{found.edition_of}"),) if found.edition_of else ()),
            *(("acc:replaces", f"mech:{dataset.name}-{other}") for other in found.replaces),
            *_columns(dataset, found.columns),
            *(("acc:evidence", name) for name, _ in evidence),
        ],
    )
    for party in stated:
        yield (
            f"part:{key}--{party.actor.id}{f'--{party.spell}' if party.spell else ''}",
            [
                ("a", "acc:Participation"),
                ("acc:inMechanism", f"mech:{key}"),
                ("acc:participant", f"actor:{party.actor.id}"),
                *((("acc:role", f"acc:{party.role}"),) if party.role else ()),
                *((("acc:side", text(party.side)),) if party.side else ()),
                *((("acc:start", when(party.start)),) if party.start else ()),
                *((("acc:knownFrom", when(party.known_from)),) if party.known_from else ()),
                *((("acc:end", when(party.end)),) if party.end else ()),
                *(("acc:obligation", f"acc:{one}") for one in party.obligations or ()),
                *_columns(dataset, party.columns),
            ],
        )
    for name, basis in evidence:
        yield (
            name,
            [
                ("a", "acc:Evidence"),
                ("acc:source", f"src:{_cited(dataset, basis.cited) if basis.cited else dataset.slug}"),
                ("acc:locator", text(basis.locator)),
                *(("acc:supports", supported) for supported in basis.supports),
                ("acc:confidence", f"acc:{basis.confidence}"),
            ],
        )
    for cited in dict.fromkeys(basis.cited for basis in found.bases if basis.cited):
        yield (
            f"src:{_cited(dataset, cited)}",
            [
                ("a", "acc:Source"),
                ("dcterms:title", text(cited.title)),
                *((("dcterms:publisher", text(cited.publisher)),) if cited.publisher else ()),
                ("acc:sourceKind", f"acc:{cited.kind}"),
                *((("acc:url", address(cited.url)),) if cited.url else ()),
                ("acc:consulted", when(dataset.consulted)),
            ],
        )


def _cited(dataset: DataSet, cited: Cited) -> str:
    return f"{dataset.slug}--{cited.key}"


def identifier_iri(name: str, identifier: str) -> str:
    """Return what stands for a whole of which the records of a data set are parts, such as an alliance of phases."""
    from .datasets import namespace_of

    return f"{namespace_of(name).removesuffix('#')}/{identifier}"


def _columns(dataset: DataSet, columns: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    return ((f"{dataset.name}:{column_name(name)}", text(value)) for name, value in columns.items() if value)


@cache
def column_name(name: str) -> str:
    """Return the name of a column as the local part of a name in Turtle: what has no place there is percent-encoded.

    Examples
    --------
    >>> column_name("Order date"), column_name("s.year"), column_name("Year(s)")
    ('Order%20date', 's.year', 'Year%28s%29')
    """
    found = quote(name, safe="").replace("~", "%7E")
    if found[0] in "-.":
        found = f"%{ord(found[0]):02X}{found[1:]}"
    return f"{found[:-1]}%2E" if found[-1] == "." else found


def _about(dataset: DataSet) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield the source that the data set is, and what it covers."""
    yield (
        f"src:{dataset.slug}",
        [
            ("a", "acc:Source"),
            (
                "dcterms:title",
                text(dataset.titled),
            ),
            ("dcterms:publisher", text(dataset.publisher)),
            *((("dcterms:issued", when(dataset.issued)),) if dataset.issued else ()),
            ("dcterms:bibliographicCitation", text(dataset.citation)),
            ("dcterms:rights", text(dataset.terms)),
            ("acc:sourceKind", f"acc:{dataset.source_kind}"),
            *((("acc:url", address(dataset.url)),) if dataset.url else ()),
            ("acc:consulted", when(dataset.consulted)),
        ],
    )
    if dataset.kinds:
        yield (
            f"coverage:{dataset.slug}",
            [
                ("a", "acc:CoverageStatement"),
                *(("acc:coversKind", f"acc:{kind}") for kind in dataset.kinds),
                *((("acc:coversFrom", when(dataset.first_day)),) if dataset.first_day else ()),
                *((("acc:coversTo", when(dataset.last_day)),) if dataset.last_day else ()),
                ("acc:completeness", f"acc:{dataset.completeness}"),
                ("acc:checkedTo", when(dataset.last_day or dataset.consulted)),
                (
                    "dcterms:description",
                    text(dataset.missing or "What the data set leaves out was not looked into.", "en"),
                ),
            ],
        )
