"""The sources behind an answer, as a reader's list, as BibTeX and as CSL-JSON."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from ...ontology.prefixes import PREFIXES
from ..dates import read_date
from ..errors import RequestError
from ..model import Mechanism
from ..table import Table, to_json
from .questions import ask, load_questions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..knowledge import KnowledgeGraph
    from ..model import Item, Source

CITATION_FORMATS: Final = ("text", "bibtex", "csl")

_CSL_TYPES: Final = {"press": "article-newspaper", "scholarly": "article", "reference": "entry-encyclopedia"}
_BIBTEX_SPECIAL: Final = re.compile(r"([&%$#_{}])")
#: A record by its short name, alone in a cell or among others.
_NAMED: Final = re.compile(r"\b([a-z]+):([^\s;,]+)")


def cite(kg: KnowledgeGraph, names: Iterable[str], values: Mapping[str, str] | None = None) -> list[Source]:
    """Return the sources behind an answer.

    Parameters
    ----------
    kg
        The graph.
    names
        What to cite: one name of a record, of a competency question, or a SPARQL query; or two names of
        actors, for everything that ties them.
    values
        Values for the question's parameters.

    Returns
    -------
    list of Source
        Each source once, in the order of publisher, date and title.

    Raises
    ------
    UnknownNameError
        Where a name stands for nothing.
    RequestError
        Where there are more than two names, or values without a question.
    """
    wanted = list(names)
    items = _items(kg, wanted, values or {})
    found = {e.source.iri: e.source for item in items for e in _evidence(item)}
    return sorted(found.values(), key=lambda s: (s.publisher, s.issued, s.title, s.iri))


def citations(sources: Iterable[Source], citation_format: str = "text") -> str:
    """Write sources as ``text`` (a list to read), ``bibtex`` or ``csl`` (CSL-JSON).

    Raises
    ------
    RequestError
        Where the format is none of these.
    """
    if citation_format == "text":
        return "".join(f"{_text(source)}\n" for source in sources)
    if citation_format == "bibtex":
        return "\n".join(map(_bibtex, sources))
    if citation_format == "csl":
        return to_json([_csl(source) for source in sources])
    raise RequestError(
        f"no citation format is called {citation_format!r}", f"Use one of {', '.join(CITATION_FORMATS)}."
    )


def _items(kg: KnowledgeGraph, names: list[str], values: Mapping[str, str]) -> list[Item]:
    if len(names) == 1 and names[0] in load_questions():
        return _in_table(kg, ask(kg, names[0], values))
    if values:
        raise RequestError("only a question takes PARAM=VALUE", "List the questions with: accord questions")
    if len(names) == 1 and "{" in names[0]:
        answer = kg.query(names[0])
        if isinstance(answer, Table):
            return _in_table(kg, answer)
        raise RequestError("only a SELECT query has rows to cite", "Ask with SELECT, and select the records' IRIs.")
    if len(names) == 1:
        return [kg.item(names[0])]
    if len(names) == 2:
        return list({d.mechanism.iri: d.mechanism for d in kg.tie(*names)}.values())
    raise RequestError(f"{len(names)} names to cite", "Give one record, question or query, or two actors.")


def _in_table(kg: KnowledgeGraph, table: Table) -> list[Item]:
    """Return the records that the cells of a table name."""
    iris = {
        f"{PREFIXES[prefix]}{name}": None
        for row in table.rows
        for cell in row
        if isinstance(cell, str)
        for prefix, name in _NAMED.findall(cell)
        if prefix in PREFIXES
    }
    known = {item.iri: item for item in kg.reading.records(iris).items()}
    items = [known[iri] for iri in iris if iri in known]
    # Where mechanisms answer, the actors among them need no proof of their own.
    return [item for item in items if isinstance(item, Mechanism)] or items


def _evidence(item: Item) -> list[Any]:
    if not isinstance(item, Mechanism):
        return list(item.evidence)
    records = (item, *item.counterparts)
    return [e for one in records for e in (*one.evidence, *(e for part in one.participations for e in part.evidence))]


def _text(source: Source) -> str:
    parts = [source.author, source.publisher, f"“{source.title}”", source.issued, source.url]
    opened = f"opened {source.consulted}" if source.consulted else "not opened"
    return f"{', '.join(part for part in parts if part)} ({opened})."


def _bibtex(source: Source) -> str:
    year, month = f"{source.issued}-".split("-")[:2] if source.issued else ("", "")
    fields = {
        "title": f"{{{_escaped(source.title)}}}",
        "author": f"{{{_escaped(source.author or source.publisher)}}}" if source.author or source.publisher else "",
        "publisher": _escaped(source.publisher),
        "year": year,
        "month": month.lstrip("0"),
        "url": source.url,
        "urldate": source.consulted,
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{source.id},\n{lines}}}\n"


def _escaped(text: str) -> str:
    return _BIBTEX_SPECIAL.sub(r"\\\1", text.replace("\\", r"\textbackslash "))


def _csl(source: Source) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": source.id,
        "type": _CSL_TYPES.get(source.kind, "webpage"),
        "title": source.title,
        "author": [{"literal": source.author or source.publisher}] if source.author or source.publisher else [],
        "publisher": source.publisher,
        "issued": _date_parts(source.issued),
        "accessed": _date_parts(source.consulted),
        "URL": source.url,
    }
    return {name: value for name, value in found.items() if value}


def _date_parts(text: str) -> dict[str, list[list[int]]]:
    return {"date-parts": [[int(part) for part in text.split("-")]]} if read_date(text) else {}
