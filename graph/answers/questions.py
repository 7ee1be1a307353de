"""The competency questions: what the graph must be able to answer, each a file of SPARQL with parameters.

A file of `accord.ontology.question_files` opens with its header, in this order, one line each::

    # title: TEXT
    # description: SENTENCE.
    # param NAME (TYPE): SENTENCE. Example: VALUE
    # param NAME (TYPE): SENTENCE. Default: VALUE. Example: VALUE
    # reads: NAME, NAME

There is a ``param`` line for each parameter, or none. A name is in capitals, and is the variable that the
query reads; a parameter with a default may be left out. The types are those of `TYPES`. A ``date`` is a day.
The date called ``AT`` is that of the slice: the query then finds `acc:holds` and derived ties as of that day,
and its default is ``the record's own day``. A query that reads these must have it.

The last line, which may be missing, names the records from which the answer follows: those that point at the actor or
the mechanism of a parameter, those of its kind, those with a date in its year, and those of a kind or with a property
``acc:NAME``; always with what they lead to, and mechanisms with all their parties. A store or an endpoint that does
not hold what follows on the day is asked for these alone; without the line, for all statements of the properties that
the query names.

The values stand where the query has the line ``# PARAMETERS``, within its WHERE.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Final

from ...ontology import PREFIXES, load_taxonomy, question_files
from ..errors import FileError, RequestError, UnknownNameError
from ..names import fold
from ..slice import Slice
from ..table import Table
from .dated import engine_of
from .parts import is_known, patterns_of
from .query import run_query

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pyoxigraph import Literal, NamedNode

    from ...ontology import Kind
    from ..knowledge import KnowledgeGraph

#: What a parameter can be: an actor, a mechanism or a kind of mechanism by name, a day, a year, a whole number.
TYPES: Final = ("actor", "mechanism", "kind", "date", "year", "integer")
#: The default of ``AT``.
OWN_DAY: Final = "the record's own day"

_READS: Final = "# reads: "
_MARKER: Final = re.compile(r"^[ \t]*# PARAMETERS$", re.MULTILINE)
_PARAMETER: Final = re.compile(
    rf"# param (?P<name>[A-Z][A-Z0-9]*) \((?P<type>{'|'.join(TYPES)})\): (?P<description>\S.*?\.)"
    r"(?: Default: (?P<default>\S.*?)\.)? Example: (?P<example>\S.*)"
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a question.

    Attributes
    ----------
    name
        Its name, in capitals.
    type
        One of `TYPES`.
    description
        What it stands for, in a sentence.
    default
        The value that it has where none is given; ``None`` where one must be.
    example
        A value with which the question has an answer on the shipped record.
    """

    name: str
    type: str
    description: str
    default: str | None
    example: str


@dataclass(frozen=True, slots=True)
class Question:
    """A competency question.

    Attributes
    ----------
    name
        Its name on the command line: that of its file, without the suffix.
    title, description
        What it asks, in a few words and in a sentence or two.
    parameters
        What must or may be given, in the order of the header.
    path
        The file in which it stands.
    sparql
        The text of the file.
    reads
        The records from which the answer follows, as the header names them; nothing where it names none.
    """

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    path: Path
    sparql: str
    reads: tuple[str, ...] = ()

    def with_values(self, terms: Mapping[str, NamedNode | Literal]) -> str:
        """Return the query with a term for each parameter, in one row: rdflib carries only one into what follows."""
        variables = " ".join(f"?{name}" for name in terms)
        row = " ".join(map(str, terms.values()))
        return _MARKER.sub(lambda _: f"  VALUES ({variables}) {{ ({row}) }}", self.sparql)


@dataclass(frozen=True, slots=True)
class PosedQuestion:
    """A question with its values in place.

    Attributes
    ----------
    question
        The question.
    graph
        The graph that it is asked of, sliced at the day of ``AT`` where the question has one.
    sparql
        The query with the values.
    values
        Each parameter's value, as an answer shows it.
    part
        Which records of a store or an endpoint it reads; see `dated.engine_of`.
    """

    question: Question
    graph: KnowledgeGraph
    sparql: str
    values: dict[str, str]
    part: tuple[str, ...]


@cache
def load_questions() -> dict[str, Question]:
    """Read the questions that come with the ontology, by name. The result is shared: treat it as constant.

    Raises
    ------
    FileError
        Where a question's header is malformed; the message names the file and the line.
    """
    return {path.stem: read_question(path) for path in question_files()}


def read_question(path: Path) -> Question:
    """Read one question from its file.

    Raises
    ------
    FileError
        Where its header is malformed; the message names the file and the line.
    """
    sparql = path.read_text("utf-8")
    lines = sparql.splitlines()
    title = _labelled(path, lines, 1, "title")
    description = _labelled(path, lines, 2, "description")
    parameters: list[Parameter] = []
    reads: tuple[str, ...] = ()
    for number, line in enumerate(lines[2:], start=3):
        if not line.startswith("#"):
            break
        if line.startswith(_READS):
            reads = tuple(line.removeprefix(_READS).split(", "))
        elif reads:
            raise FileError(
                f"{path}, line {number}: more of the header after {_READS.strip()}", "Write that line last."
            )
        else:
            parameters.append(_parameter(path, number, line))
    question = Question(path.stem, title, description, tuple(parameters), path, sparql, reads)
    _check_variables(question)
    return question


def pose(kg: KnowledgeGraph, name: str, values: Mapping[str, str]) -> PosedQuestion:
    """Put values into a question.

    Parameters
    ----------
    kg
        The graph to ask. Where the question has ``AT`` and no value is given for it, the day is the last of the
        graph's slice: on the whole graph, the record's own. Layers of the slice do not restrict a question.
    name
        The question's name.
    values
        Name of each parameter, in any case, to its value as people write it: an actor or a mechanism by any of
        its names, a kind by its name or label, a day, a year or a number.

    Raises
    ------
    UnknownNameError
        Where the question, a parameter or what a value names is unknown.
    RequestError
        Where a value is missing or is not what its parameter takes.
    """
    questions = load_questions()
    if name not in questions:
        raise UnknownNameError("question", name, questions)
    question = questions[name]
    given = _given(question, values)
    day = given.get("AT", str(kg.today))
    if any(parameter.name == "AT" for parameter in question.parameters):
        given["AT"] = day
        kg = kg if kg.at == Slice.at(day) else kg.slice(at=day)
    terms: dict[str, NamedNode | Literal] = {}
    shown: dict[str, str] = {}
    for parameter in question.parameters:
        terms[parameter.name], shown[parameter.name] = _resolve(kg, parameter, given[parameter.name])
    return PosedQuestion(question, kg, question.with_values(terms), shown, patterns_of(question.reads, terms))


def ask(kg: KnowledgeGraph, name: str, values: Mapping[str, str]) -> Table:
    """Answer a question; see `pose` for the parameters and what can go wrong.

    Returns
    -------
    Table
        The answer. `Table.about` names the question, its values, the slice and the record's version.

    Examples
    --------
    >>> from accord.graph import KnowledgeGraph
    >>> kg = KnowledgeGraph.load()
    >>> ask(kg, "allies", {"STATE": "Japan", "AT": "2024-12-31"}).records()[0]["ally"]
    'United States'
    """
    posed = pose(kg, name, values)
    dated = any(parameter.name == "AT" for parameter in posed.question.parameters)
    answer = run_query(engine_of(posed.graph, posed.sparql, asks_day=dated, part=posed.part), posed.sparql)
    if not isinstance(answer, Table):
        raise FileError(f"{posed.question.path}: not a SELECT query", "A question is answered by a table.")
    about = {
        "question": posed.question.name,
        "title": posed.question.title,
        "parameters": posed.values,
        "slice": posed.graph.at.description,
        "record": posed.graph.version,
    }
    return replace(answer, about=about)


# -- reading a header ---------------------------------------------------------------------------------


def _labelled(path: Path, lines: list[str], number: int, label: str) -> str:
    line = lines[number - 1] if number <= len(lines) else ""
    start = f"# {label}: "
    if not line.startswith(start) or not line.removeprefix(start).strip():
        raise FileError(f"{path}, line {number}: no {label}", f"The line must read: {start}TEXT")
    return line.removeprefix(start).strip()


def _parameter(path: Path, number: int, line: str) -> Parameter:
    match = _PARAMETER.fullmatch(line)
    where = f"{path}, line {number}"
    if match is None:
        raise FileError(
            f"{where}: not a parameter: {line}",
            "Write: # param NAME (TYPE): SENTENCE. Example: VALUE, with Default: VALUE. before the example or "
            f"without; TYPE is one of {', '.join(TYPES)}.",
        )
    found = Parameter(match["name"], match["type"], match["description"], match["default"], match["example"])
    if (found.name == "AT") != (found.default == OWN_DAY) or (found.name == "AT" and found.type != "date"):
        raise FileError(f"{where}: AT, and AT alone, is a date whose default is {OWN_DAY}", "Name or mend it so.")
    return found


def _check_variables(question: Question) -> None:
    """See that the header declares what the query reads."""
    declared = [parameter.name for parameter in question.parameters]
    read = set(re.findall(r"\?([A-Z][A-Z0-9]*)\b", question.sparql))
    if len(set(declared)) < len(declared):
        raise FileError(f"{question.path}: a parameter is declared twice", "Declare each once.")
    # AT may work through the slice alone.
    if (wrong := read ^ set(declared)) - {"AT"} or "AT" in read - set(declared):
        raise FileError(
            f"{question.path}: {', '.join(sorted(wrong))} is declared and not read, or read and not declared",
            "A variable in capitals is a parameter, and the header declares it.",
        )
    records = {p.name for p in question.parameters if p.type in ("actor", "mechanism", "kind", "year")}
    if unknown := [name for name in question.reads if not is_known(name, records)]:
        raise FileError(
            f"{question.path}: it reads {unknown[0]}, which is no actor, mechanism, kind or year among its parameters",
            "Name one, or a kind or a property of the ontology as acc:NAME.",
        )
    if len(_MARKER.findall(question.sparql)) != bool(declared):
        raise FileError(
            f"{question.path}: the line # PARAMETERS must stand once in a query with parameters, and in no other",
            "Put it at the beginning of WHERE.",
        )


# -- reading values -----------------------------------------------------------------------------------


def _given(question: Question, values: Mapping[str, str]) -> dict[str, str]:
    """Return a value for every parameter; for ``AT`` only where one is given."""
    known = {parameter.name: parameter for parameter in question.parameters}
    given = {name: p.default for name, p in known.items() if p.default is not None and p.default != OWN_DAY}
    for name, value in values.items():
        if name.upper() not in known:
            raise UnknownNameError(f"parameter of {question.name}", name, known)
        given[name.upper()] = value
    for name, parameter in known.items():
        if name not in given and parameter.default is None:
            raise RequestError(
                f"{question.name} needs {name} ({parameter.type}): {parameter.description}",
                f"For example {name}={parameter.example}.",
            )
    return given


def _resolve(kg: KnowledgeGraph, parameter: Parameter, value: str) -> tuple[NamedNode | Literal, str]:
    """Return the RDF term that a value stands for, and how an answer shows it."""
    from pyoxigraph import Literal, NamedNode

    if parameter.type == "actor":
        actor = kg.actor(value)
        return NamedNode(actor.iri), actor.label
    if parameter.type == "mechanism":
        mechanism = kg.mechanism(value)
        return NamedNode(mechanism.iri), mechanism.label
    if parameter.type == "kind":
        kind = _kind(value)
        return NamedNode(kind.iri), kind.label
    if parameter.type == "date":
        day = Slice.at(value).last
        return Literal(str(day), datatype=NamedNode(f"{PREFIXES['xsd']}date")), str(day)
    pattern, wanted = (r"\d{4}", "a year such as 2024") if parameter.type == "year" else (r"-?\d{1,9}", "a number")
    if re.fullmatch(pattern, value, re.ASCII) is None:
        raise RequestError(f"{parameter.name} is {value!r}, which is not {wanted}", f"Write {parameter.example}.")
    return Literal(int(value)), value


def _kind(name: str) -> Kind:
    kinds = load_taxonomy().kinds.values()
    for kind in kinds:
        if fold(name) in (fold(kind.name), fold(kind.label)):
            return kind
    raise UnknownNameError("kind of mechanism", name, [kind.label for kind in kinds])
