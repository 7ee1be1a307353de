"""The records as tables: one declaration of columns, keys and meanings that every database and file is made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from . import rows
from .content import content_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ..knowledge import KnowledgeGraph
    from .content import Content
    from .rows import Row


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its SQL type (``TEXT``, ``INTEGER``, ``DOUBLE``, ``BOOLEAN``, ``DATE``) and what it means.

    Attributes
    ----------
    refers
        The table whose key it holds; empty where it holds none.
    """

    name: str
    type: str
    meaning: str
    refers: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table.

    Attributes
    ----------
    name, meaning
        Its name, and what a row is.
    key
        The columns that name a row.
    columns
        Its columns.
    rows
        From the graph and its content to the rows, sorted by the key.
    indexed
        Columns by which people look rows up, beside the key.
    """

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Callable[[KnowledgeGraph, Content], Iterator[Row]]
    indexed: tuple[str, ...] = ()


def filled(kg: KnowledgeGraph) -> list[tuple[Sheet, list[Row]]]:
    """Return every table with its rows, each after those that it refers to."""
    content = content_of(kg)
    return [(sheet, sorted(sheet.rows(kg, content), key=_order(sheet))) for sheet in SHEETS]


def _order(sheet: Sheet) -> Callable[[Row], tuple[Any, ...]]:
    places = [place for place, column in enumerate(sheet.columns) if column.name in sheet.key]
    return lambda row: tuple(row[place] for place in places)


def _text(name: str, meaning: str, refers: str = "") -> Column:
    return Column(name, "TEXT", meaning, refers)


_BOUNDS: Final = (
    _text("start_text", "beginning as the record has it: a day, a month or a year"),
    _text("end_text", "end as the record has it; the first day without it, but for exercises, whose last day it is"),
    Column("start_earliest", "DATE", "earliest day on which it can begin; empty where it has always been"),
    Column("start_latest", "DATE", "day from which it has certainly begun"),
    Column("end_earliest", "DATE", "earliest day that can be the first without it; empty where no end is known"),
    Column("end_latest", "DATE", "day from which it is certainly over; empty where no end is known"),
)
_IRI: Final = _text("iri", "the record's IRI, as in the RDF")
#: Every table, each after those that it refers to.
SHEETS: Final = (
    Sheet(
        "about",
        "What the data set says of itself, and the slice that was taken of it: one row.",
        ("title",),
        (
            _text("title", "title of the record"),
            _text("version", "version of the record"),
            _text("checked_to", "day to which the record was checked"),
            _text("license", "licence of the record"),
            _text("slice", "what was exported: the whole record, or a slice in words"),
        ),
        rows.about,
    ),
    Sheet(
        "kinds",
        "A kind of mechanism, with what the ontology declares of it.",
        ("kind",),
        (
            _text("kind", "local name in the ontology"),
            _text("label", "label in English"),
            _text("definition", "definition"),
            _text("parent", "the kind above it, which is one of this table"),
            _text("layer", "layer to which its ties belong"),
            Column("depth", "INTEGER", "depth of commitment that the ontology declares, from 1 to 10"),
            _text("tie_shape", "which pairs of participants it ties"),
            _text("force_rule", "which dates decide whether it holds"),
        ),
        rows.kinds,
        ("layer",),
    ),
    Sheet(
        "actors",
        "A state, an organisation, a service, a government, a company or a person.",
        ("actor",),
        (
            _text("actor", "id: for a state its ISO alpha-3 code"),
            _IRI,
            _text("type", "class, such as State"),
            _text("label", "name"),
            _text("alt_labels", "other names, joined by semicolons"),
            _text("description", "what it is"),
            _text("region", "region of the M49 standard"),
            Column("latitude", "DOUBLE", "latitude of its capital, in degrees"),
            Column("longitude", "DOUBLE", "longitude of its capital, in degrees"),
            _text("iso2", "ISO 3166-1 alpha-2 code"),
            _text("iso3", "ISO 3166-1 alpha-3 code"),
            _text("cow", "number in the Correlates of War list, now or last"),
            _text("gw", "number in the list of Gleditsch and Ward, now or last"),
            _text("wikidata", "Wikidata item"),
            *_BOUNDS,
        ),
        rows.actors,
        ("label",),
    ),
    Sheet(
        "codes",
        "A code of an actor, with the time through which it holds.",
        ("actor", "scheme", "code", "spell"),
        (
            _text("actor", "whose code it is", "actors"),
            _text("scheme", "iso2, iso3, cow or gw"),
            _text("code", "the code"),
            Column("spell", "INTEGER", "number of the code among those of the actor that have dates of their own"),
            *_BOUNDS,
        ),
        rows.codes,
        ("code",),
    ),
    Sheet(
        "mechanisms",
        "A treaty, dialogue, programme, exercise or other mechanism.",
        ("mechanism",),
        (
            _text("mechanism", "id"),
            _IRI,
            _text("label", "title or name"),
            _text("alt_labels", "short and other names, joined by semicolons"),
            _text("description", "what it does"),
            _text("kind", "kind", "kinds"),
            _text("constitutes", "the organisation that it founds", "actors"),
            _text(
                "status", "how it stands on the last day of the slice, or on the day to which the record was checked"
            ),
            _text("confidence", "how sure the best of its evidence makes it"),
            *_BOUNDS,
        ),
        rows.mechanisms,
        ("kind", "label", "start_latest"),
    ),
    Sheet(
        "dates",
        "A date of a mechanism, an actor or another record, as precise as its source.",
        ("record", "property"),
        (
            _text("record", "IRI of the record"),
            _text("property", "which date: signed, entryIntoForce and the like, as in the ontology"),
            _text("date_text", "the date as the record has it: a day, a month or a year"),
            Column("earliest", "DATE", "first day that it can mean"),
            Column("latest", "DATE", "last day that it can mean"),
        ),
        rows.dates,
        ("property",),
    ),
    Sheet(
        "participations",
        "One actor's part in one mechanism, with the time through which both hold.",
        ("participation",),
        (
            _text("participation", "id"),
            _text("mechanism", "in what", "mechanisms"),
            _text("actor", "who", "actors"),
            _text("role", "role, such as Party, Guarantor or Observer"),
            _text("side", "side in an agreement of two sides"),
            _text("services", "armed services that take part for it, joined by semicolons"),
            _text("assets", "assets with which it takes part, joined by semicolons"),
            *_BOUNDS,
        ),
        rows.participations,
        ("mechanism", "actor"),
    ),
    Sheet(
        "obligations",
        "What the text of a mechanism obliges its parties to.",
        ("mechanism", "obligation"),
        (
            _text("mechanism", "which mechanism", "mechanisms"),
            _text("obligation", "defence, consultation, neutrality, non-aggression or offence"),
        ),
        rows.obligations,
        ("obligation",),
    ),
    Sheet(
        "others",
        "An event, a policy, an asset or a tenure.",
        ("other",),
        (
            _text("other", "id"),
            _IRI,
            _text("type", "class, such as Meeting"),
            _text("label", "name"),
            _text("alt_labels", "other names, joined by semicolons"),
            _text("description", "what it is"),
        ),
        rows.others,
    ),
    Sheet(
        "sources",
        "A document on which the record rests.",
        ("source",),
        (
            _text("source", "id"),
            _IRI,
            _text("title", "title"),
            _text("publisher", "publisher"),
            _text("author", "author"),
            _text("issued", "date of issue"),
            _text("kind", "kind of source"),
            _text("url", "address"),
            _text("consulted", "day on which it was opened for the record"),
            _text("sha256", "SHA-256 of its text, where passages are cut from it"),
        ),
        rows.sources,
    ),
    Sheet(
        "evidence",
        "A place in a source, and how sure it makes what rests on it.",
        ("evidence",),
        (
            _text("evidence", "id"),
            _IRI,
            _text("source", "which source", "sources"),
            _text("locator", "where in it"),
            _text("confidence", "high, medium, low or unverified"),
            _text("supports", "properties that it bears out, joined by semicolons; empty for the record as a whole"),
        ),
        rows.evidence,
        ("source",),
    ),
    Sheet(
        "rests_on",
        "Which record rests on which evidence.",
        ("record", "evidence"),
        (_text("record", "IRI of the record"), _text("evidence", "on what", "evidence")),
        rows.rests_on,
        ("evidence",),
    ),
    Sheet(
        "conflicts",
        "Two sources that differ on a date.",
        ("record", "property", "sets_aside"),
        (
            _text("record", "IRI of the record"),
            _text("property", "on which date they differ"),
            _text("follows", "the source that the record follows", "sources"),
            _text("sets_aside", "the other source", "sources"),
            _text("other_date", "what the other says"),
            _text("reason", "why it is set aside"),
        ),
        rows.conflicts,
    ),
    Sheet(
        "passages",
        "One sentence of a source that was read sentence by sentence.",
        ("passage",),
        (
            _text("passage", "id"),
            _text("source", "of which source", "sources"),
            Column("sentence", "INTEGER", "number of the sentence"),
            Column("first_character", "INTEGER", "its first character, counted from 0"),
            Column("after_last_character", "INTEGER", "the first character after it"),
        ),
        rows.passages,
    ),
    Sheet(
        "assertions",
        "What a source says that could be checked, and the verdict on it. It makes no tie.",
        ("assertion",),
        (
            _text("assertion", "id"),
            _IRI,
            _text("text", "what is said"),
            _text("passage", "where", "passages"),
            _text("verdict", "corroborated, contradicted, imprecise or unsupported"),
            _text("reason", "why"),
        ),
        rows.assertions,
        ("verdict",),
    ),
    Sheet(
        "claims",
        "What somebody holds, wants, fears or predicts. It makes no tie.",
        ("claim",),
        (
            _text("claim", "id"),
            _IRI,
            _text("text", "what is held"),
            _text("passage", "where it is reported", "passages"),
            _text("kind", "motive, judgement, forecast and the like"),
            _text("holder", "who holds it", "actors"),
            _text("reported_by", "who reports it, where that is another", "actors"),
        ),
        rows.claims,
        ("holder",),
    ),
    Sheet(
        "speaks_of",
        "Of which records an assertion or a claim speaks.",
        ("statement", "record"),
        (_text("statement", "IRI of the assertion or the claim"), _text("record", "IRI of the record")),
        rows.speaks_of,
        ("record",),
    ),
    Sheet(
        "dyads",
        "Two actors tied by one mechanism through one spell; parallel ties are rows of their own.",
        ("a", "b", "mechanism", "layer", "spell"),
        (
            _text("a", "the one actor; the one that is bound where the tie is directed", "actors"),
            _text("b", "the other", "actors"),
            _text("mechanism", "what ties them", "mechanisms"),
            _text("layer", "layer of the tie: that of the mechanism's kind, or membership"),
            Column("spell", "INTEGER", "number of the spell, where they are tied by it more than once"),
            Column("depth", "INTEGER", "depth of commitment, from 1 to 10"),
            Column("directed", "BOOLEAN", "whether the commitment goes from a to b alone"),
            *_BOUNDS,
        ),
        rows.dyads,
        ("b", "mechanism", "start_latest"),
    ),
)

#: The view that people ask first: every tie with the names of the two actors and of what ties them.
TIES: Final = """\
SELECT d.a, one.label AS a_label, d.b, other.label AS b_label, d.mechanism, m.label AS mechanism_label,
  m.kind, k.label AS kind_label, d.layer, d.depth, d.directed, m.status, m.confidence, d.spell,
  d.start_text, d.end_text, d.start_earliest, d.start_latest, d.end_earliest, d.end_latest
FROM dyads AS d
JOIN actors AS one ON one.actor = d.a
JOIN actors AS other ON other.actor = d.b
JOIN mechanisms AS m ON m.mechanism = d.mechanism
JOIN kinds AS k ON k.kind = m.kind"""
TIES_MEANING: Final = "Every tie with the names of the two actors and of the mechanism that ties them."
