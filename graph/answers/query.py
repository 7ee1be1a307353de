"""SPARQL over the graph: queries only, with the project's prefixes, and never over the network."""

from __future__ import annotations

import re
from functools import cache
from math import isfinite
from string import ascii_uppercase, digits
from textwrap import shorten
from typing import TYPE_CHECKING, Final, cast

from ...ontology.prefixes import PREFIXES, compact
from ..errors import QueryError
from ..table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples

    from ..loading.asked import Engine

_XSD: Final = PREFIXES["xsd"]
_UPDATES: Final = ("ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH")
_PROLOGUE: Final = ("BASE", "PREFIX", "VERSION")

# Whatever can hold the letters of a keyword without being one, and then the names that remain.
_TOKEN: Final = re.compile(
    r"""
      \#[^\n\r]*                                                    # comment
    | <[^<>"{}|^`\x00-\x20]*>                                       # IRI
    | (?P<quote>\"{3}|'{3})(?:\\.|(?!(?P=quote)).)*(?P=quote)       # long string
    | "(?:\\.|[^"\\\n\r])*" | '(?:\\.|[^'\\\n\r])*'                 # string
    | [?$]\w+ | @[A-Za-z]+(?:-[A-Za-z0-9]+)*                        # variable, language
    | (?P<prefix>(?:[^\W\d][\w.-]*)?:)(?:[\w:.%-]|\\.)*             # prefixed name: the prefix counts
    | (?P<word>[^\W\d][\w.-]*)                                      # keyword or function
    """,
    re.VERBOSE | re.DOTALL,
)
#: Comments at the head of a query, as every shipped question has them, and the form that most then begin with.
_HEAD: Final = re.compile(r"(?:\s*\#[^\n\r]*[\n\r])*\s*(?P<form>(?:SELECT|ASK|CONSTRUCT|DESCRIBE)\b)?", re.IGNORECASE)
_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U(000[0-9A-Fa-f]{5}|0010[0-9A-Fa-f]{4})")
_NAME: Final = f"{ascii_uppercase}{digits}_"
_POSITION: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


def run_query(store: Engine, sparql: str) -> Table | str | bool:
    """Run a SPARQL query; its default graph is the union of all graphs, unless it says ``FROM`` which.

    Parameters
    ----------
    store
        The store to query, or the endpoint.
    sparql
        A SELECT, ASK, CONSTRUCT or DESCRIBE query. The project's prefixes need not be declared; a prefix that
        the query declares itself wins.

    Returns
    -------
    Table or str or bool
        SELECT gives a table: IRIs as ``prefix:local`` where a prefix fits, numbers and booleans as such, other
        literals as their text, ``None`` where a variable is unbound. ASK gives a boolean; CONSTRUCT and
        DESCRIBE give Turtle.

    Raises
    ------
    QueryError
        Where the query cannot be read, the message naming line and column; where it is an update; and where
        it would call another server (``SERVICE``).
    FileError
        Where the store is an endpoint that fails.

    Examples
    --------
    >>> from pyoxigraph import Store
    >>> run_query(Store(), "SELECT (acc:Treaty AS ?kind) (1 + 1 AS ?sum) {}").rows
    (('acc:Treaty', 2),)
    """
    head = _HEAD.match(sparql)
    if head is None or not head["form"]:
        _refuse_update(sparql)
    body = sparql[head.end() :] if head else sparql
    _refuse_service(sparql)
    if "\\" in sparql:
        # The engine reads no escaped keywords, but SPARQL lets it: what either reading calls a service is refused.
        _refuse_service(_ESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16)), sparql))
    # With the union for a default graph the engine would pass over FROM.
    union = not _has_from(body)
    try:
        return _result(store.query(sparql, prefixes=PREFIXES, use_default_graph_as_union=union))
    except SyntaxError as error:
        raise _unreadable(sparql, str(error)) from None
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query failed: {shorten(str(error), 200)}") from None


def _refuse_update(sparql: str) -> None:
    # Lazily: the form stands near the beginning, and most of a query need not be read for it.
    words = (match["word"].upper() for match in _TOKEN.finditer(sparql) if match["word"])
    form = next((word for word in words if word not in _PROLOGUE), "")
    if form in _UPDATES:
        raise QueryError(
            f"{form} is an update, and the graph is only ever read",
            "Ask with SELECT, ASK, CONSTRUCT or DESCRIBE; to add records, load a file of them.",
        )


def _refuse_service(sparql: str) -> None:
    # The engine wants no space around its keywords, so the letters count wherever in a word they stand.
    if _has_letters(sparql, "SERVICE", "word", "prefix"):
        raise QueryError(
            "SERVICE would send part of the query to another server, and no query reaches the network",
            "Save that server's answer to a file and load the file. No prefix may contain the word, either.",
        )


def _has_from(sparql: str) -> bool:
    # Most that have the letters have them in a variable or a property, such as ?from: no tokens are sought for these,
    # since that can take longer than the answer.
    before = sparql.upper().split("FROM")[:-1]
    named = all(text.rstrip(_NAME).endswith(("?", "$", ":")) for text in before)
    return not named and _has_letters(sparql, "FROM", "word")


def _has_letters(sparql: str, letters: str, *groups: str) -> bool:
    """Tell whether some token of these groups contains the letters; the tokens are sought only where anything does."""
    if letters not in sparql.upper():
        return False
    return any(letters in (match[group] or "").upper() for match in _TOKEN.finditer(sparql) for group in groups)


def _result(found: QuerySolutions | QueryBoolean | QueryTriples) -> Table | str | bool:
    variables = getattr(found, "variables", None)
    if variables is not None:
        cell, rows = _cell(), cast("QuerySolutions", found)
        return Table(tuple([name.value for name in variables]), tuple([tuple(map(cell, row)) for row in rows]))
    from pyoxigraph import Quad, QueryBoolean

    from ..exporting.rdf import serialise

    if isinstance(found, QueryBoolean):
        return bool(found)
    return serialise([Quad(*triple) for triple in cast("QueryTriples", found)], "turtle")


@cache
def _cell() -> Callable[[object], str | float | bool | None]:
    """Return what turns an RDF term into what a table holds."""
    from pyoxigraph import Literal, NamedNode

    def cell(term: object) -> str | float | bool | None:
        if isinstance(term, Literal):
            # Labels have a language, and are most of a table.
            value = None if term.language else _VALUES.get(term.datatype.value)
            return value(term.value) if value else term.value
        if isinstance(term, NamedNode):
            return compact(term.value)
        return None if term is None else str(term)

    return cell


def _integer(text: str) -> int | str:
    try:
        return int(text)
    except ValueError:  # ill-typed: it stays as it stands
        return text


def _number(text: str) -> float | str:
    try:
        number = float(text)
    except ValueError:
        return text
    return number if isfinite(number) else text


def _truth(text: str) -> bool | str:
    return text == "true" if text in ("true", "false") else text


#: Datatype to what makes of a literal the number or the truth that it stands for; others stay the text that they are.
_VALUES: Final[Mapping[str, Callable[[str], str | float | bool]]] = {
    f"{_XSD}integer": _integer,
    **dict.fromkeys((f"{_XSD}decimal", f"{_XSD}double", f"{_XSD}float"), _number),
    f"{_XSD}boolean": _truth,
}


def _unreadable(sparql: str, message: str) -> QueryError:
    match = _POSITION.fullmatch(message)
    if match is None:
        return QueryError(f"the query cannot be read: {shorten(message, 160)}")
    line, column, reason = match.groups()
    if "Prefix not found" in reason:
        return QueryError(
            f"line {line} of the query, column {column}: a prefix that is not declared",
            f"Declare it with PREFIX; every query knows {', '.join(PREFIXES)}.",
        )
    found = sparql.split("\n")[int(line) - 1].strip()
    return QueryError(
        f"line {line} of the query, column {column}: {shorten(reason, 160)}",
        f"The line reads: {found}" if found else "",
    )
